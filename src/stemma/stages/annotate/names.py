"""Proper names of a report: the model's, corrected by what is known and by the rest of the report.

Corrections, in this order: names run together are parted ("Vega-Okoye"); titles and possessives are cut off; known names
(countries, outlets, bodies) and composed names of organisations replace what they overlap; a name is given the same type
throughout (one sense per discourse: Gale, Church & Yarowsky, 1992); names that the model found in one place are found in
all places.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from stemma.language.gazetteer import Entry, KnownName, find_known, is_common_word, look_up, short_region
from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.language.spelling import fold
from stemma.records import EntityType
from stemma.stages.annotate.model_names import model_spans
from stemma.stages.annotate.organisations import find_organisations, organisation_heads
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.spans import KNOWN_WEIGHT, MODEL_WEIGHT, REPEAT_WEIGHT, WHOLE_WEIGHT, NameSpan, settle

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_DEFINITION = re.compile(r"\(([A-Z]{2,8})\)")
_LONGEST_DEFINED_CHARS = 160
_MOST_RIVALS = 40
_HEADED = r"(?:[A-Z0-9&][^\s:.]{0,30}|of|and|the|for|in|on|to|by)"
_RUN_IN = re.compile(rf"(?:[*•\-–] ?)?{_HEADED}(?: {_HEADED}){{0,7}}:")
_NOUN_BEFORE = re.compile(r"(?<![\w-])([^\W\d_]{3,20})[ \u00a0]$")
_STORMS = frozenset({"typhoon", "hurricane", "cyclone", "storm"})
_BUSINESSES = frozenset(
    "company firm maker manufacturer carmaker airline retailer operator carrier producer startup supplier brand".split()
)
_HALVES = re.compile(r"(North|South|East|West) [A-Z]")
_HALF = re.compile(r"(?<=\b[Tt]he )(North|South|East|West)(?![\w-]| [A-Z])")


def proper_names(reading: Reading) -> list[NameSpan]:
    """All proper names in order of position; none overlap, except where one phrase names two organisations.

    Adjectives of countries are among them, marked. Cost: linear in the text.
    """
    halves = _halved_countries(reading)
    defined = _defined_acronyms(reading)
    spans: list[NameSpan] = []
    for sentence in range(len(reading.sentences)):
        spans += _sentence_names(reading, sentence, halves, defined)
    spans = _vote(reading, _without_cut_people(reading, spans))
    return sorted(spans + _repeats(reading, spans, defined), key=lambda span: (span.start, span.end))


def _without_cut_people(reading: Reading, spans: list[NameSpan]) -> list[NameSpan]:
    """Without the places that are the beginning of somebody's full name here ("Jordan" of "Jordan Skarn", named in full elsewhere)."""
    rests: dict[str, dict[str, None]] = {}
    for span in spans:
        first, _, rest = reading.text[span.start : span.end].partition(" ")
        if span.type == "person" and rest and len(rests.setdefault(first, {})) < _MOST_RIVALS:
            rests[first][" " + rest] = None
    return [
        span
        for span in spans
        if span.type == "person"
        or not any(reading.text.startswith(rest, span.end) for rest in rests.get(reading.text[span.start : span.end], ()))
    ]


def _halved_countries(reading: Reading) -> dict[str, Entry]:
    """Countries that the report calls "the North" or "the South": those of a halved name ("North Korea") that it spells out."""
    found: dict[str, Entry] = {}
    for whole in reading.sentences:
        for name in find_known(reading.text[whole.start : whole.end], reading.lexicons):
            half = _HALVES.match(name.entry.name)
            if half is not None and name.entry.kind == "country":
                found.setdefault(half[1], name.entry)
    return found


def _sentence_names(reading: Reading, sentence: int, halves: dict[str, Entry], defined: dict[str, str]) -> list[NameSpan]:
    whole = reading.sentences[sentence]
    known = [
        KnownName(whole.start + name.start, whole.start + name.end, name.entry)
        for name in find_known(reading.text[whole.start : whole.end], reading.lexicons)
    ]
    known = [name for name in known if not _means_another(reading, name, defined)]
    short = [match for match in _HALF.finditer(reading.text, whole.start, whole.end) if match[1] in halves]
    known = [name for name in known if all(name.start != match.start() for match in short)]
    known += [KnownName(match.start(), match.end(), halves[match[1]]) for match in short]
    composed = [_whole_defined(reading, span) for span in find_organisations(reading, sentence, known)]
    pairs = [span for span in composed if span.label is not None]
    model = [span for name in whole.names for span in model_spans(reading, name) if not _is_within_known(span, known)]
    model = [_whole_defined(reading, span) for span in model if not _is_field(reading, span)]
    heading = _run_in_heading(reading, sentence)
    model = [span for span in model if span.type == "person" or span.start >= heading]
    if reading.is_headline[sentence]:
        model = [span for span in model if span.type == "person" or reading.text[span.start : span.end].isupper()]
    candidates = [*(_known_span(reading, name, model) for name in known), *composed, *_extended(reading, model, composed, known)]
    taken = settle(span for span in candidates if span is not None)
    return sorted(dict.fromkeys((*taken, *pairs)), key=lambda span: (span.start, span.end)) if len(pairs) > 1 else taken


def _defined_acronyms(reading: Reading) -> dict[str, str]:
    """Acronyms that the report itself explains ("All Harbour Network (AHN)"), with the long name."""
    found: dict[str, str] = {}
    for match in _DEFINITION.finditer(reading.text):
        before = reading.text[max(0, match.start() - _LONGEST_DEFINED_CHARS) : match.start()].split()
        words = before[-len(match[1]) :]
        if "".join(word[0] for word in words) == match[1]:
            found.setdefault(match[1], " ".join(words))
    return found


def _whole_defined(reading: Reading, span: NameSpan) -> NameSpan:
    """A name before its acronym from the word on that the acronym begins with ("All Harbour Network (AHN)", not "Harbour Network")."""
    match = _DEFINITION.match(reading.text, span.end + 1)
    if match is None or span.type != "organisation":
        return span
    before = list(_WORD.finditer(reading.text, max(0, span.end - _LONGEST_DEFINED_CHARS), span.end))[-len(match[1]) :]
    is_whole = "".join(word.group()[0] for word in before) == match[1] and "\n" not in reading.text[before[0].start() : span.end]
    return span._replace(start=min(span.start, before[0].start())) if is_whole else span


def _means_another(reading: Reading, known: KnownName, defined: dict[str, str]) -> bool:
    """Whether the report gives a known acronym a meaning of its own."""
    long = defined.get(reading.text[known.start : known.end])
    return long is not None and look_up(long, reading.lexicons) != known.entry


def _is_within_known(span: NameSpan, known: list[KnownName]) -> bool:
    """Whether the model cut a known name short ("North" in "North Korean")."""
    return any(name.start <= span.start and span.end <= name.end and span.end - span.start < name.end - name.start for name in known)


def _run_in_heading(reading: Reading, sentence: int) -> int:
    """The offset behind a heading that a sentence begins with ("Military Aid: Reports suggest"), else the sentence's start."""
    whole = reading.sentences[sentence]
    match = _RUN_IN.match(reading.text, whole.start, whole.end)
    return match.end() if match is not None else whole.start


def _is_field(reading: Reading, span: NameSpan) -> bool:
    """Whether the model took the field of a minister for a body ("Unification" in "Unification Minister")."""
    words = role_words(reading.lexicons)
    following = _WORD.match(reading.text, min(span.end + 1, len(reading.text)))
    adjective = next((known.end for known in find_known(reading.text[span.start : span.end], reading.lexicons) if known.start == 0), 0)
    fields = [word.group().lower() for word in _WORD.finditer(reading.text, span.start + adjective, span.end)]
    return following is not None and following.group().lower() in words.heads and all(word in words.modifiers for word in fields)


def _known_span(reading: Reading, known: KnownName, model: list[NameSpan]) -> NameSpan | None:
    """A known name as a span: it outweighs the model unless it may be part of something longer ("George Washington")."""
    entry = known.entry
    printed = reading.text[known.start : known.end]
    around = [span for span in model if span.start < known.end and known.start < span.end]
    is_alone = all(span.start == known.start and span.end == known.end for span in around)
    if is_common_word(printed, reading.lexicons) and not any(span.type == entry.type for span in around) and entry.kind != "country":
        return None
    is_inside = any(
        span.start <= max(known.start, known.end - len(printed.removeprefix("The "))) < known.end <= span.end
        and span.end - span.start > known.end - known.start
        for span in around
    )
    if entry.kind == "demonym":
        covered = any(span.end > known.end and span.start <= known.start and span.type != "person" for span in around)
        weight = 1 if covered else KNOWN_WEIGHT if is_inside else WHOLE_WEIGHT
        return NameSpan(known.start, known.end, "place", weight, entry, entry.country, is_adjective=True)
    heavy = entry.kind in {"outlet", "body", "house"} or (is_alone and not is_common_word(printed, reading.lexicons)) or " " in printed
    weight = KNOWN_WEIGHT if is_inside else WHOLE_WEIGHT if heavy else MODEL_WEIGHT + 1
    return NameSpan(known.start, known.end, entry.type, weight, entry, entry.country)


def _extended(reading: Reading, model: list[NameSpan], composed: list[NameSpan], known: list[KnownName]) -> Iterator[NameSpan]:
    """Model names that composed ones do not cut in two; places with the country that a known part of their name tells."""
    for span in model:
        crossing = [other for other in composed if other.start < span.end and span.start < other.end]
        if span.type == "organisation" and any(span.start <= other.start and other.end < span.end for other in crossing):
            yield span._replace(weight=80, country=next((other.country for other in crossing), None), seat=crossing[0].seat)
        elif span.type == "place":
            inside = [
                name.entry.country for name in known if span.start <= name.start and name.end <= span.end and name.entry.type == "place"
            ]
            last = reading.text[span.start : span.end].rpartition(" ")[2].lower()
            in_front = inside if last in _part_words(reading.lexicons) else []
            short = _region_of_town(reading, span)
            yield span._replace(entry=short, country=in_front[0] if in_front else short.country if short is not None else None)
        else:
            yield span


def _region_of_town(reading: Reading, span: NameSpan) -> Entry | None:
    """The region that stands short between commas behind a town ("Gary, Ind.," but not "New York, LA and Chicago")."""
    before, after = reading.text[max(0, span.start - 2) : span.start], reading.text[span.end : span.end + 1]
    return short_region(reading.text[span.start : span.end], reading.lexicons) if before == ", " and after in ",.;)—\n" else None


@lru_cache(maxsize=4)
def _part_words(lexicons: Lexicons) -> frozenset[str]:
    """Nouns for parts of a country, which lie where their name says ("Lima Province"); hotels and streets need not."""
    return frozenset(lexicons.words("settlement_words")) | {"airport"}


def form_key(printed: str) -> str:
    """What two printings of one name have in common: letters without case, accents, hyphens and article."""
    words = [fold(word) for word in printed.replace("-", " ").split()]
    return " ".join(word for at, word in enumerate(words) if word and (at or word != "the"))


def _vote(reading: Reading, spans: list[NameSpan]) -> list[NameSpan]:
    """One type for each name throughout the report; a lone word that ends or begins a person's name is that person."""
    votes: dict[str, Counter[EntityType]] = {}
    people: set[str] = set()
    bodies: set[str] = set()
    for span in spans:
        key = form_key(reading.text[span.start : span.end])
        votes.setdefault(key, Counter())[span.type] += 10 if span.entry is not None else 1
        if span.type == "person" and " " in key:
            people |= {key.split()[0], key.split()[-1]}
        if span.type == "organisation" and " " in key:
            bodies.add(key.split()[0])
    people -= {key for key in people & bodies if votes.get(key, Counter())["organisation"] > votes.get(key, Counter())["person"]}
    acronyms = {_acronym(reading.text[span.start : span.end]) for span in spans if span.type == "organisation"} - {""}
    called = {key: kind for span in spans if (kind := _called(reading, span)) for key in [form_key(reading.text[span.start : span.end])]}
    settled: list[NameSpan] = []
    for span in spans:
        printed = reading.text[span.start : span.end]
        key = form_key(printed)
        is_short = span.type == "person" and key not in people and _is_acronym_like(printed)
        if span.entry is not None or span.weight >= 60:
            settled.append(span)
        elif is_short or (key in acronyms and printed.isupper()):
            settled.append(span._replace(type="organisation"))
        elif key in called and key not in people:
            settled.append(span._replace(type=called[key]))
        elif " " not in key and key in people:
            settled.append(span._replace(type="person"))
        else:
            best = max(votes[key].items(), key=lambda vote: (vote[1], vote[0]))[0]
            settled.append(span._replace(type=best))
    return settled


def _called(reading: Reading, span: NameSpan) -> EntityType | None:
    """What the noun right before a name of one word calls it: "the appliance maker Lind" is a company, "Typhoon Mira" a storm."""
    if span.entry is not None or " " in reading.text[span.start : span.end]:
        return None
    before = _NOUN_BEFORE.search(reading.text, max(span.start - 30, 0), span.start)
    if before is None:
        return None
    if before[1].lower() in _STORMS:
        return "event"
    kinds = organisation_heads(reading.lexicons).kinds
    is_body = before[1] in _BUSINESSES or kinds.get((before[1],)) in {"news", "body"}
    return "organisation" if before[1].islower() and is_body else None


def _is_acronym_like(printed: str) -> bool:
    return printed.isupper() and printed.isalpha() and 2 <= len(printed) <= 4


def _acronym(printed: str) -> str:
    """The first letters of a name's capitalised words, empty for fewer than three."""
    letters = "".join(word.group()[0] for word in _WORD.finditer(printed) if word.group()[0].isupper())
    return fold(letters) if len(letters) > 2 else ""


def _repeats(reading: Reading, spans: list[NameSpan], defined: dict[str, str]) -> list[NameSpan]:
    """Further places of the names found: full names in any case ("Ryu hye-rin"), people's single names as they are printed,
    acronyms that the report explains."""
    covered = {offset for span in spans for offset in range(span.start, span.end)}
    wanted: dict[str, dict[str, NameSpan]] = {}
    named: dict[str, NameSpan] = {}
    for span in spans:
        key = form_key(reading.text[span.start : span.end])
        if not span.is_adjective and span.type in {"person", "organisation"} and (" " in key or span.type == "person"):
            wanted.setdefault(key.split(" ")[0], {})[key] = span
            named[key] = span
    acronyms = {acronym: named[form_key(long)] for acronym, long in defined.items() if form_key(long) in named}
    found: list[NameSpan] = []
    for whole in reading.sentences:
        words = list(_WORD.finditer(reading.text, whole.start, whole.end))
        for at, word in enumerate(words):
            if word.group() in acronyms:
                found.append(NameSpan(word.start(), word.end(), acronyms[word.group()].type, REPEAT_WEIGHT))
            rivals = wanted.get(form_key(word.group()).split(" ")[0], {})
            repeats = (_repeat_at(reading, words, at, key, rivals[key]) for key in sorted(rivals)[:_MOST_RIVALS])
            found += [repeat for repeat in repeats if repeat is not None]
    return [span for span in settle(found) if covered.isdisjoint(range(span.start, span.end))]


def _repeat_at(reading: Reading, words: list[re.Match[str]], at: int, key: str, known: NameSpan) -> NameSpan | None:
    """The name with this key, if it is printed from this word on with a capital."""
    reach, start = at, words[at].start()
    while reach < len(words) - 1 and len(form_key(reading.text[start : words[reach].end()])) < len(key):
        reach += 1
    printed = reading.text[start : words[reach].end()]
    if form_key(printed) != key or not printed[0].isupper() or "\n" in printed:
        return None
    return known._replace(start=start, end=words[reach].end(), weight=REPEAT_WEIGHT, label=None)
