"""Proper names of a report: the model's, corrected by what is known and by the rest of the report.

Corrections, in this order: names run together are parted ("Trump-Kim"); titles and possessives are cut off; known names
(countries, outlets, bodies) and composed names of organisations replace what they overlap; a name is given the same type
throughout (one sense per discourse: Gale, Church & Yarowsky, 1992); names that the model found in one place are found in
all places.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from stemma.language.gazetteer import KnownName, find_known, is_common_word, look_up
from stemma.language.lexicon import Lexicons
from stemma.language.names import fold
from stemma.language.roles import role_words
from stemma.records import EntityType, Name
from stemma.stages.annotate.organisations import find_organisations, organisation_heads
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.spans import NameSpan, settle

_TYPES: dict[str, EntityType] = {"PERSON": "person", "ORG": "organisation", "LOC": "place", "EVENT": "event", "MISC": "other"}
_MODEL_WEIGHT, _KNOWN_WEIGHT, _WHOLE_WEIGHT, _REPEAT_WEIGHT = 40, 30, 70, 20
_PARTING = re.compile(r"(?<=\w)\s?[–—/]\s?(?=[^\W\d_])|(?<=[^\W\d_.])-(?=[A-Z])|(?<=\.)-(?=[A-Z])")
_EDGES = " \t\n\"'“”‘’«»()[]{}.,;:!?–—-*•|/"
_POSSESSIVE = re.compile(r"['’ʼ]s?$")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*")
_ARTICLE = re.compile(r"(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)


def proper_names(reading: Reading) -> list[NameSpan]:
    """All proper names in order of position; none overlap, except where one phrase names two organisations.

    Adjectives of countries are among them, marked. Cost: linear in the text.
    """
    spans: list[NameSpan] = []
    for sentence in range(len(reading.sentences)):
        spans += _sentence_names(reading, sentence)
    spans = _vote(reading, spans)
    return sorted(spans + _repeats(reading, spans), key=lambda span: (span.start, span.end))


def _sentence_names(reading: Reading, sentence: int) -> list[NameSpan]:
    whole = reading.sentences[sentence]
    known = [
        KnownName(whole.start + name.start, whole.start + name.end, name.entry)
        for name in find_known(reading.text[whole.start : whole.end], reading.lexicons)
    ]
    composed = find_organisations(reading, sentence, known)
    pairs = [span for span in composed if any(span is not other and span.end > other.start > span.start for other in composed)]
    model = [span for name in whole.names for span in _model_spans(reading, name)]
    if reading.is_headline[sentence]:
        model = [span for span in model if span.type == "person" or reading.text[span.start : span.end].isupper()]
    candidates = [*(_known_span(reading, name, model) for name in known), *composed, *_extended(model, composed)]
    taken = settle(span for span in candidates if span is not None)
    return sorted({*taken, *pairs}, key=lambda span: (span.start, span.end)) if len(pairs) > 1 else taken


def _known_span(reading: Reading, known: KnownName, model: list[NameSpan]) -> NameSpan | None:
    """A known name as a span: it outweighs the model unless it may be part of something longer ("George Washington")."""
    entry = known.entry
    printed = reading.text[known.start : known.end]
    around = [span for span in model if span.start < known.end and known.start < span.end]
    is_alone = all(span.start == known.start and span.end == known.end for span in around)
    if is_common_word(printed, reading.lexicons) and not any(span.type == entry.type for span in around) and entry.kind != "country":
        return None
    if entry.kind == "demonym":
        covered = any(span.end > known.end and span.start <= known.start and span.type != "person" for span in around)
        return NameSpan(known.start, known.end, "place", 1 if covered else _KNOWN_WEIGHT, entry, entry.country, is_adjective=True)
    is_inside = any(
        span.start <= known.start and known.end <= span.end and span.end - span.start > known.end - known.start for span in around
    )
    heavy = entry.kind in {"outlet", "body", "house"} or (is_alone and not is_common_word(printed, reading.lexicons)) or " " in printed
    weight = _KNOWN_WEIGHT if is_inside else _WHOLE_WEIGHT if heavy else _MODEL_WEIGHT + 1
    return NameSpan(known.start, known.end, entry.type, weight, entry, entry.country)


def _extended(model: list[NameSpan], composed: list[NameSpan]) -> Iterator[NameSpan]:
    """Model names that composed ones do not cut in two."""
    for span in model:
        crossing = [other for other in composed if other.start < span.end and span.start < other.end]
        if span.type == "organisation" and any(span.start <= other.start and other.end < span.end for other in crossing):
            yield span._replace(weight=80, country=next((other.country for other in crossing), None), seat=crossing[0].seat)
        else:
            yield span


def _model_spans(reading: Reading, name: Name) -> Iterator[NameSpan]:
    """A model's name parted at dashes, without titles, articles and possessives."""
    if name.label == "NORP":
        return
    cuts = [name.start]
    for match in _PARTING.finditer(reading.text, name.start, name.end):
        if _parts_there(reading, name, match.start(), match.end()):
            cuts += [match.start(), match.end()]
    cuts.append(name.end)
    is_parted = len(cuts) > 2
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        span = _trimmed(reading, start, end, _TYPES[name.label])
        if span is not None:
            entry = look_up(reading.text[span.start : span.end], reading.lexicons)
            yield span._replace(type=entry.type if entry and is_parted else span.type)


def _parts_there(reading: Reading, name: Name, start: int, end: int) -> bool:
    """Whether a dash parts two names ("Trump-Kim", "U.S.-China") or holds one together ("Dong-A", "Ben-Gvir")."""
    if reading.text[start:end].strip() in {"–", "—", "/"}:
        return True
    left, right = reading.text[name.start : start], reading.text[end : name.end]
    if look_up(left + "-" + right, reading.lexicons) is not None:
        return False
    if look_up(left, reading.lexicons) is not None and look_up(right, reading.lexicons) is not None:
        return True
    return (
        name.label in {"EVENT", "MISC", "PERSON", "ORG"}
        and " " not in left + right
        and _is_a_name(reading, left)
        and _is_a_name(reading, right)
    )


def _is_a_name(reading: Reading, word: str) -> bool:
    """Whether a word stands somewhere in the report apart from any hyphen, capitalised."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", reading.text) is not None


@lru_cache(maxsize=4)
def title_words(lexicons: Lexicons) -> frozenset[str]:
    """Words that may stand before a person's name without being part of it."""
    words = {word for role in lexicons.words("roles") for word in role.split()}
    words |= set(lexicons.words("role_modifiers")) | {word.lower() for word in lexicons.words("honorifics")}
    return frozenset(words - {"and", "of", "for", "the", "de", "facto", "king", "prince", "major", "pope"})


def _trimmed(reading: Reading, start: int, end: int, type_: EntityType) -> NameSpan | None:
    text = reading.text
    while start < end and text[start] in _EDGES:
        start += 1
    while (
        end > start
        and text[end - 1] in _EDGES
        and not (text[end - 1] == "." and (text[end - 2 : end - 1].isupper() or text[end - 3 : end] in {"Jr.", "Sr.", "Co."}))
    ):
        end -= 1
    possessive = _POSSESSIVE.search(text, start, end)
    if possessive is not None:
        end = possessive.start()
    article = _ARTICLE.match(text, start, end)
    if article is not None and (text[start].islower() or type_ != "other"):
        start = article.end()
    if type_ == "organisation" and _is_titled_person(reading, start, end):
        type_ = "person"
    if type_ == "person":
        start = _after_titles(reading, start, end)
    if start >= end or not any(char.isalpha() for char in text[start:end]) or "\n" in text[start:end]:
        return None
    return NameSpan(start, end, type_, _MODEL_WEIGHT)


def _is_titled_person(reading: Reading, start: int, end: int) -> bool:
    """Whether what the model calls an organisation is a title with a person's name ("Foreign Minister Ana Duarte")."""
    words = [word.group() for word in _WORD.finditer(reading.text, start, end)]
    heads, titles = role_words(reading.lexicons).heads, title_words(reading.lexicons)
    last = max((at for at, word in enumerate(words) if word.lower() in heads), default=-1)
    rest = words[last + 1 :]
    bodies = organisation_heads(reading.lexicons).kinds
    return (
        last >= 0
        and 1 <= len(rest) <= 3
        and all(word[0].isupper() and word.lower() not in titles and (word.lower(),) not in bodies for word in rest)
    )


def _after_titles(reading: Reading, start: int, end: int) -> int:
    """Where a person's name starts behind "Russian President" and the like."""
    titles = title_words(reading.lexicons)
    for known in find_known(reading.text[start:end], reading.lexicons)[:1]:
        if (
            known.start == 0
            and known.entry.kind in {"demonym", "country"}
            and start + known.end < end
            and len(reading.text[start:end].split()) > 2
        ):
            start += known.end
    words = list(_WORD.finditer(reading.text, start, end))
    at = 0
    while at < len(words) - 1 and words[at].group().lower() in titles:
        at += 1
    return words[at].start() if words else end


def form_key(printed: str) -> str:
    """What two printings of one name have in common: letters without case, accents, hyphens and article."""
    words = [fold(word) for word in printed.replace("-", " ").split()]
    return " ".join(word for at, word in enumerate(words) if word and (at or word != "the"))


def _vote(reading: Reading, spans: list[NameSpan]) -> list[NameSpan]:
    """One type for each name throughout the report; a lone word that ends or begins a person's name is that person."""
    votes: dict[str, Counter[EntityType]] = {}
    people: set[str] = set()
    for span in spans:
        key = form_key(reading.text[span.start : span.end])
        votes.setdefault(key, Counter())[span.type] += 10 if span.entry is not None else 1
        if span.type == "person" and " " in key:
            people |= {key.split()[0], key.split()[-1]}
    settled: list[NameSpan] = []
    for span in spans:
        key = form_key(reading.text[span.start : span.end])
        if span.entry is not None or span.weight >= 60:
            settled.append(span)
        elif " " not in key and key in people:
            settled.append(span._replace(type="person"))
        else:
            best = max(votes[key].items(), key=lambda vote: (vote[1], vote[0]))[0]
            settled.append(span._replace(type=best))
    return settled


def _repeats(reading: Reading, spans: list[NameSpan]) -> list[NameSpan]:
    """Further places of the names found: full names in any case ("Choe son-hui"), single words as they are printed."""
    covered = {offset for span in spans for offset in range(span.start, span.end)}
    types = {
        form_key(reading.text[span.start : span.end]): span
        for span in spans
        if not span.is_adjective and span.type in {"person", "organisation"}
    }
    singles = {reading.text[span.start : span.end] for span in spans if span.type == "person"}
    singles |= {
        word
        for span in spans
        if span.type == "person"
        for word in (reading.text[span.start : span.end].split()[0], reading.text[span.start : span.end].split()[-1])
    }
    firsts: dict[str, set[str]] = {}
    for key in types:
        if " " in key:
            firsts.setdefault(key.split()[0], set()).add(key)
    found: list[NameSpan] = []
    for whole in reading.sentences:
        words = list(_WORD.finditer(reading.text, whole.start, whole.end))
        found += _repeats_in(reading, words, firsts, types)
    return [span for span in settle(found) if covered.isdisjoint(range(span.start, span.end))]


def _repeats_in(
    reading: Reading, words: list[re.Match[str]], firsts: dict[str, set[str]], types: dict[str, NameSpan]
) -> Iterator[NameSpan]:
    for at, word in enumerate(words):
        first = form_key(word.group()).split(" ")[0]
        for key in sorted(firsts.get(first, ())):
            reach = at
            while reach < len(words) - 1 and len(form_key(reading.text[word.start() : words[reach].end()])) < len(key):
                reach += 1
            printed = reading.text[word.start() : words[reach].end()]
            if form_key(printed) == key and printed[0].isupper() and "\n" not in printed:
                yield NameSpan(
                    word.start(), words[reach].end(), types[key].type, _REPEAT_WEIGHT, types[key].entry, types[key].country, types[key].seat
                )
        if (
            " " not in word.group()
            and word.group()[0].isupper()
            and form_key(word.group()) in types
            and types[form_key(word.group())].type == "person"
        ):
            yield NameSpan(word.start(), word.end(), "person", _REPEAT_WEIGHT - 1)
