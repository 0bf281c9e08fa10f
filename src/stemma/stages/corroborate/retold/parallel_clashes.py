"""What was changed where two reports run side by side: another date, place or speaker in sentences that stand for each other.

That the sentences tell the same is known from the order of the two texts (``parallels``), not from their words, so a value is found changed
even where every word around it was.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.language.opposites import are_opposites
from stemma.language.syntax import read_tree
from stemma.records import Entity, Sentence
from stemma.stages.corroborate.comparing.agreement import is_named
from stemma.stages.corroborate.comparing.doubts import names_a_day
from stemma.stages.corroborate.comparing.loose_dates import are_apart, complete, is_loose, meet, read_loose
from stemma.stages.corroborate.comparing.matter import FARTHEST_NEWS_DAYS, Clash, Ground, Side
from stemma.stages.corroborate.comparing.moments import WEEKDAYS, gap_days, named_weekdays, weekday_of
from stemma.stages.corroborate.comparing.parallels import CLEAR_RUN, TOLD, Parallel
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.spots import points_here
from stemma.stages.corroborate.denials.said_clashes import are_near
from stemma.stages.corroborate.names.misprints import are_misprints
from stemma.stages.corroborate.origins.one_text import are_of_one_text

LIKE_BY_ITSELF = 0.6
"""How like two sentences must be (cosine) where the reports do not clearly run side by side."""
SPEAKERS_LIKE, PREDICATES_LIKE = 0.6, 0.6
FARTHEST_DAYS = 120
_DAY_LENGTH = len("2026-03-11")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b|\b\d{1,2} ?[ap]\.?m\b|\bo'clock\b|\b(?:noon|midnight|midday)\b", re.IGNORECASE)
_ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z][a-z]+ time|local time|[A-Z]{1,3}[SD]?T)\b")
_NIGHT = re.compile(r"\b(?:night|overnight|evening|dawn|small hours|midnight)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|now|this|next|last|later|earlier|ago|recent\w*|previous\w*)\b", re.IGNORECASE
)
_ROLE = re.compile(r"\b(in|at|near|from|to|off|outside|for)\s+(?:the\s+)?(?:\w+\s+){0,3}$", re.IGNORECASE)
_FROM_TO = {"in": "at", "at": "at", "near": "at", "off": "at", "outside": "at", "for": "to", "to": "to", "from": "from"}
_WILL_BE = re.compile(
    r"\b(?:will|shall|going to|(?:is|are) to|plans? to|planned to|propos\w+|intends? to|expected to|due to|set to|about to)\b",
    re.IGNORECASE,
)
_HAS_BEEN = re.compile(r"\b(?:has|have) (?:been |already )?\w+(?:ed|en|wn|t)\b|\b(?:was|were) (?:\w+ly )?\w+(?:ed|en|wn)\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|my)\b")


@dataclass(frozen=True, slots=True)
class _Date:
    """A date as it is compared: to the day, at most."""

    day: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A sentence of a report with the statements in it."""

    report: str
    sentence: Sentence
    readings: tuple[Reading, ...]
    text: str
    dates: tuple[_Date, ...]


def find_parallel_clashes(readings: Sequence[Reading], parallels: Sequence[Parallel], ground: Ground) -> Iterator[Clash]:
    """Every clash of dates, places, speakers and predicates in parallel sentences of reports of which one was written from the other, or
    both from one, in their order: two accounts of one event run side by side too, and tell of two days and people there. Linear in the
    sentences."""
    held: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            held[(reading.statement.report, reading.sentence.start)].append(reading)
    days = _days(ground)
    for parallel in parallels:
        one, other = (_tell(place, held, ground) for place in (parallel.one, parallel.other))
        if (
            (parallel.run < CLEAR_RUN and parallel.likeness < LIKE_BY_ITSELF)
            or not are_of_one_text(parallel.one[0], parallel.other[0], ground.texts)
            or one is None
            or other is None
            or _words(one) == _words(other)
        ):
            continue
        if _outlet(one, ground) != _outlet(other, ground):
            yield from _dates(one, other, days)
        yield from _places(one, other, ground)
        if parallel.run >= CLEAR_RUN:
            if parallel.likeness >= SPEAKERS_LIKE:
                yield from _speakers(one, other, ground)
            if parallel.likeness >= PREDICATES_LIKE:
                yield from _predicates(one, other, ground)
                yield from _statuses(one, other)


def _tell(place: tuple[str, int], held: Mapping[tuple[str, int], Sequence[Reading]], ground: Ground) -> _Told | None:
    page = ground.pages[place[0]]
    sentence = page.annotation.sentences[place[1]]
    readings = held.get((place[0], sentence.start), ())
    if not readings:
        return None
    text = page.report.text
    dates = []
    for time in page.annotation.times:
        if sentence.start <= time.start and time.end <= sentence.end and time.kind in {"date", "time"}:
            day = _day(time.edtf, time.value, ground)
            if day is not None:
                dates.append(_Date(day, time.start, time.end, text[time.start : time.end]))
    return _Told(place[0], sentence, tuple(readings), text, tuple(dates))


def _outlet(told: _Told, ground: Ground) -> str:
    """The outlet of a report: its later reports give the days of later happenings."""
    outlet = ground.pages[told.report].report.outlet
    return (outlet.name or outlet.domain or told.report) if outlet else told.report


def _day(edtf: str | None, value: str | None, ground: Ground) -> str | None:
    if edtf is None:
        loose = read_loose(value)
        return complete(loose, ground.told_on) if loose is not None else None
    return edtf if "/" in edtf else edtf.partition("T")[0]


def _words(told: _Told) -> str:
    return " ".join(told.text[told.sentence.start : told.sentence.end].lower().split())


def _days(ground: Ground) -> dict[str, list[str]]:
    """All the single days that each report names."""
    found: dict[str, list[str]] = {}
    for report, page in ground.pages.items():
        told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
        times = [time for time in page.annotation.times if time.kind in {"date", "time"}]
        days = {_day(time.edtf, time.value, ground) for time in times if any(start <= time.start < end for start, end in told)}
        found[report] = sorted(day for day in days if day is not None and (len(day) == _DAY_LENGTH or is_loose(day)))
    return found


def _side(told: _Told, key: str, start: int, end: int) -> Side:
    """The side of the shortest statement that holds the span, else of the nearest one in the sentence."""
    holding = [r for r in told.readings if r.statement.start <= start and end <= r.statement.end]
    if holding:
        reading = min(holding, key=lambda r: (r.statement.end - r.statement.start, r.statement.start))
    else:
        reading = min(told.readings, key=lambda r: (max(r.statement.start - end, start - r.statement.end, 0), r.statement.start))
    return Side(reading=reading, key=key, start=start, end=end)


# ---------------------------------------------------------------- dates


def _dates(one: _Told, other: _Told, days: Mapping[str, Sequence[str]]) -> Iterator[Clash]:
    """The one date of each that the other sentence does not have, if the two exclude each other and no report names the other's day."""
    first = [date for date in one.dates if not any(meet(date.day, beside.day) for beside in other.dates)]
    second = [date for date in other.dates if not any(meet(date.day, beside.day) for beside in one.dates)]
    if len(first) != 1 or len(second) != 1 or not are_apart(first[0].day, second[0].day):
        return
    a, b = first[0], second[0]
    if _may_be_one(a, one, b, other) or gap_days(a.day, b.day) > FARTHEST_DAYS:
        return
    if any(meet(a.day, day) for day in days[other.report]) or any(meet(b.day, day) for day in days[one.report]):
        return
    sides = _side(one, a.day, a.start, a.end), _side(other, b.day, b.start, b.end)
    yield Clash(kind="date", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _may_be_one(a: _Date, one: _Told, b: _Date, other: _Told) -> bool:
    """Whether two dates may be one moment: read from the day of publication, weekdays of one name, in another zone, a night and its
    morning."""
    if any(_RELATIVE.search(date.words) or "/" in date.day or not names_a_day(date.words) for date in (a, b)):
        return True
    if named_weekdays(a.words) & named_weekdays(b.words):
        return True
    if a.words.lower() == b.words.lower() or _days_between(a.day, b.day) > 1:
        return a.words.lower() == b.words.lower()
    near = [told.text[max(told.sentence.start, date.start - 24) : date.end + 24] for date, told in ((a, one), (b, other))]
    clocked = [bool(_CLOCK.search(date.words) or _NIGHT.search(date.words)) for date in (a, b)]
    return all(clocked) or any(_ZONE.search(words) for words in near)


def _days_between(one: str, other: str) -> float:
    """How many days lie between two dates; from or to a mere day of the week, the shortest way round."""
    if not (is_loose(one) or is_loose(other)):
        return gap_days(one, other)
    named = [next(iter(sorted(weekday_of(day))), None) for day in (one, other)]
    if named[0] is None or named[1] is None:
        return 0.0
    apart = abs(WEEKDAYS.index(named[0]) - WEEKDAYS.index(named[1]))
    return float(min(apart, len(WEEKDAYS) - apart))


# ---------------------------------------------------------------- places


def _places(one: _Told, other: _Told, ground: Ground) -> Iterator[Clash]:
    """One place of each in the same role, of which neither report speaks of the other's, and neither lies in or near the other."""
    first, second = (_only_here(a, b, ground) for a, b in ((one, other), (other, one)))
    figures = _figures(one), _figures(other)
    if all(figures) and figures[0].isdisjoint(figures[1]):
        return  # "80,000 are shot in Tarn", "7,140 may be shot in Orlo"
    if len(first) != 1 or len(second) != 1 or not first[0][2] or first[0][2] != second[0][2]:
        return
    known = [ground.entities[found[0][3]] for found in (first, second)]
    if _speaks_of(known[0], other.report) or _speaks_of(known[1], one.report) or _lie_together(known[0], known[1], ground):
        return
    sides = [_side(told, f"e:{found[0][3]}", found[0][0], found[0][1]) for told, found in ((one, first), (other, second))]
    yield Clash(kind="place", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


Spot = tuple[int, int, str, str]


def _only_here(one: _Told, other: _Told, ground: Ground) -> list[Spot]:
    """The places that the second sentence does not name, each with its role in the first."""
    named = {entity for start, _, entity in ground.mentions.get(other.report, ()) if other.sentence.start <= start < other.sentence.end}
    found: dict[str, Spot] = {}
    for start, end, entity in ground.mentions.get(one.report, ()):
        known = ground.entities.get(entity)
        if not one.sentence.start <= start < one.sentence.end or known is None or known.type != "place" or entity in named:
            continue
        role = _ROLE.search(one.text, max(one.sentence.start, start - 80), start)
        if not one.text[start].isupper() or one.text[end : end + 1] in {"$", "-"} or _is_named_in(known, other):
            continue
        if points_here(one.text, start):
            continue
        found.setdefault(entity, (start, end, _FROM_TO[role[1].lower()] if role else "", entity))
    return list(found.values())


def _is_named_in(entity: Entity, told: _Told) -> bool:
    words = frozenset(word.lower() for name in (entity.name, *entity.aliases) for word in name.split() if len(word) > 2)
    return any(is_named(words, reading) for reading in told.readings)


def _speaks_of(entity: Entity, report: str) -> bool:
    return any(mention.report == report for mention in entity.mentions)


def _lie_together(one: Entity, other: Entity, ground: Ground) -> bool:
    """Whether one place may hold the other: only one is a country, they are near, or their names are spellings of one."""
    if ground.is_country(one) != ground.is_country(other) or are_near(one, other):
        return True
    words = [{word.lower() for word in entity.name.split() if len(word) > 3} for entity in (one, other)]
    return bool(words[0] & words[1]) or are_misprints(one.name, other.name)


# ---------------------------------------------------------------- speakers and predicates


def _speakers(one: _Told, other: _Told, ground: Ground) -> Iterator[Clash]:
    """Two named people who are said to have said it."""
    found = [_speaker(told, ground) for told in (one, other)]
    if found[0] is None or found[1] is None or found[0][2] == found[1][2]:
        return
    known = [ground.entities[speaker[2]] for speaker in found if speaker is not None]
    words = [{word for name in (entity.name, *entity.aliases) for word in name.lower().split() if len(word) > 2} for entity in known]
    if words[0] & words[1] or are_misprints(known[0].name, known[1].name) or _names(one, known[1]) or _names(other, known[0]):
        return
    sides = [_side(told, speaker[2], speaker[0], speaker[1]) for told, speaker in zip((one, other), found, strict=True) if speaker]
    yield Clash(kind="attribution", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _names(told: _Told, entity: Entity) -> bool:
    """Whether a sentence names somebody."""
    return any(told.sentence.start <= m.start < told.sentence.end for m in entity.mentions if m.report == told.report)


def _speaker(told: _Told, ground: Ground) -> tuple[int, int, str] | None:
    """The only person with a name who is said to speak in a sentence."""
    spans = [
        (found.source_start, found.source_end)
        for found in ground.pages[told.report].annotation.attributions
        if told.sentence.start <= found.source_start < told.sentence.end
    ]
    people = {
        entity: (start, end, entity)
        for start, end, entity in ground.mentions.get(told.report, ())
        if any(low <= start and end <= high for low, high in spans)
        and entity in ground.entities
        and ground.entities[entity].type == "person"
        and told.text[start].isupper()
        and " " in told.text[start:end]
    }
    return next(iter(people.values())) if len(people) == 1 else None


def _predicates(one: _Told, other: _Told, ground: Ground) -> Iterator[Clash]:
    """Main words of which only one can be so ("kept", "lowered"), where both give the same figures or none: a share that rose before the
    opening may have fallen by a cent an hour later."""
    lexicons = ground.meanings.lexicons
    if _figures(one) != _figures(other):
        return
    words = [_main_words(told) for told in (one, other)]
    if words[0] & words[1] or not any(are_opposites(a, b, lexicons) for a in sorted(words[0]) for b in sorted(words[1])):
        return
    spans = [(told.sentence.start, told.sentence.end) for told in (one, other)]
    sides = [_side(told, key, *span) for told, key, span in zip((one, other), ("affirmed", "denied"), spans, strict=True)]
    yield Clash(kind="polarity", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _figures(told: _Told) -> frozenset[str]:
    tokens = [token for token in told.sentence.tokens if token.upos == "NUM"]
    return frozenset(told.text[token.start : token.end].lower() for token in tokens)


def _main_words(told: _Told) -> frozenset[str]:
    if not told.sentence.tokens:
        return frozenset()
    tree = read_tree(told.text, told.sentence)
    return frozenset(
        tree.words[index]
        for index in range(len(tree.tokens))
        if tree.is_predicate(index) and tree.head(index) is None and tree.upos(index) in {"VERB", "ADJ"} and not tree.below(index, "mark")
    )


def _statuses(one: _Told, other: _Told) -> Iterator[Clash]:
    """One deed that one tells as planned and the other as done, neither in a quotation."""
    for first in one.readings:
        for second in other.readings:
            if not first.head or first.head != second.head or any(map(_is_quoted, (first, second))) or _are_of_two_times(first, second):
                continue
            tenses = _tense(first), _tense(second)
            if set(tenses) == {"planned", "done"}:
                sides = [
                    Side(reading=reading, key=tense or "", start=reading.statement.start, end=reading.statement.end)
                    for reading, tense in zip((first, second), tenses, strict=True)
                ]
                yield Clash(kind="status", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _are_of_two_times(one: Reading, other: Reading) -> bool:
    """Whether both are dated, and farther apart than reports of one affair ("in 2010", "in June")."""
    gaps = [gap_days(a.edtf, b.edtf) for a in one.moments for b in other.moments]
    return bool(gaps) and min(gaps) > FARTHEST_NEWS_DAYS


def _tense(reading: Reading) -> str | None:
    """Whether the words of a statement tell of what will be or of what has been done; None where they tell of both or neither."""
    if reading.statement.polarity == "denied":
        return None
    is_planned, is_done = _WILL_BE.search(reading.statement.text), _HAS_BEEN.search(reading.statement.text)
    return None if bool(is_planned) == bool(is_done) else "planned" if is_planned else "done"


def _is_quoted(reading: Reading) -> bool:
    return any(mark in reading.statement.text for mark in '“”"') or _FIRST_PERSON.search(reading.statement.text) is not None
