"""Every number that a report gives, in one form: counts, measures, lengths of time, ordinals, and bare figures that do not say what they
count ("estimated them at 8,000")."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from stemma.language.counting import Counted, counted_words
from stemma.language.lexicon import Lexicons
from stemma.language.numbers import join_numbers, number_words, tag_words
from stemma.records import Page, Quantity, Sentence
from stemma.stages.corroborate.comparing.doubts import comes_on_top
from stemma.stages.corroborate.comparing.parallels import TOLD
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.figures.measures import measures
from stemma.stages.corroborate.figures.scopes import are_among, is_part
from stemma.text.shingles import fold_plural
from stemma.text.words import split_words

Sort = Literal["count", "measure", "duration", "ordinal", "bare"]
MEASURED = frozenset({"measure", "duration"})
_SPAN = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second", "TM": "minute"}
_PARTS = {
    ("year", "month"): 12,
    ("month", "day"): 30,
    ("week", "day"): 7,
    ("day", "hour"): 24,
    ("hour", "minute"): 60,
    ("minute", "second"): 60,
}
_JOINT = re.compile(r",? (?:and )?")
_GLUED = {"m": "metre", "km": "kilometre", "kg": "kilogram", "ft": "foot"}
_FIGURE = re.compile(
    r"(?<![\w.,$€£¥/:-])(\d{1,3}(?:[, ]\d{3})+|\d{1,9}(?:\.\d{1,4})?)"
    r"(?:(m|km|kg|ft)\b| (thousand|million|billion|trillion)\b)?(?![\w:/%-]|[.,]\d)"
)
_ONE_MORE = re.compile(r"\ban? $", re.IGNORECASE)
"""Before an ordinal that says how many there are by now ("a fifth body"), not which one is meant ("the fifth floor")."""
_ORDER = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_IDIOM = re.compile(r"\b(?:one (?:another|by one|after (?:another|the other))|(?:no|any|every) one)\b", re.IGNORECASE)
"""Where "one" is no number."""
_DAYS = re.compile(r"(?:,| and| or) (?:on )?(?=\d)")
"""Between the days of one month ("on 9 and on 17 September")."""
_GRAND = re.compile(r" grand\b(?! (?:jur|prix|piano|slam|prize|final|opening|duke|master|hall|old|hotel|mosque|strateg|plan|design))")
_RUN = re.compile(r"(?<![\w:.,])(\d{1,2}):([0-5]\d):([0-5]\d)(?![\w:]|[.,]\d)")
_NUMBERED = re.compile(r"[\w,;] [A-Z][a-z]+ $")
"""What stands before a number that is part of a name ("Flight 175")."""
_NAME_BEFORE = re.compile(r"[A-Z][\w’'-]+(?:,\s|\s\()$")
_AGE_BEFORE = re.compile(r"\s?[,.;)]|\s(?:of|from|who|and|was|is|had|has|told|said)\b")
_AGE_AFTER = re.compile(
    r"\b(?:aged?|(?:man|woman|boy|girl|child|lady|gentleman|infant|teenager|youth|pensioner|widow|widower|trader|student|driver|worker"
    r"|teacher|farmer|mother|father|person) of)\s$",
    re.IGNORECASE,
)
_YOUNGEST, _OLDEST = 3, 110
_KIN_BEFORE = re.compile(r"\b(?:family|mother|father|mum|mom|dad|parents?) of\s$", re.IGNORECASE)
"""What stands before the number of somebody's children or kin ("a mother of two")."""
_HOUR = r"(?:noon|midnight|midday|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_IN_AN_HOUR = re.compile(rf"\s(?:minutes? )?(?:past|to|before|after) {_HOUR}\b")
"""Behind the minutes of an hour ("ten past noon"); a score ("eleven to one") is no number of one thing either."""
MINUTES = 60
_NONE_LEFT = re.compile(r"\b(no one|nobody|none)\b[^.;,]{0,60}?\b(missing|trapped|unaccounted)\b", re.IGNORECASE)
_ONE_OF = frozenset({"person", "people", "man", "woman", "child", "victim", "patient", "passenger", "worker", "miner", "body", "resident"})
_FATAL = re.compile(r"[a-z]+")
_NEAR = 40
_PART = re.compile(r"\bof\b")
_PRICE = re.compile(r"[$€£¥]|\b(?:francs?|dollars?|euros?|pounds?|yen|won|rupees?|crowns?|percent|per cent)\b")
_FARTHEST_TOLL = 90
_TOLL_BEFORE = re.compile(
    r"\b(?:(?:death |flood |official )?toll|number of (?:the |people |those |men |women )?(?:confirmed )?(\w+))\b[^.;:,]{0,60}?"
    r"\b(?:to|at|reached|hit|reaches|hits)\s+(?:about\s|at least\s|some\s|nearly\s|almost\s|more than\s)?$",
    re.IGNORECASE,
)
_AT_AGE = re.compile(r"\b(?:dies|died|die|dead|killed)\s(?:at|aged)\s$", re.IGNORECASE)
"""What stands before the age at which somebody died."""
_SLOTS = {"killed": "dead", "injured": "injured", "missing": "missing", "arrested": "arrested", "rescued": "rescued", "trapped": "trapped"}
"""The slots of what a quantity says happened to those counted."""
_LINKS = frozenset(
    "are is were was have has had been be to known confirmed reported believed feared thought said now already still officially".split()
)
"""Words that may stand between those who are counted and what befell them."""
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FARTHEST_NOUN = 25


@dataclass(frozen=True, slots=True, eq=False)
class Gauge:
    """One number. ``place`` is the index of its sentence in the report, ``reading`` the shortest statement that holds it; ``low`` and
    ``high`` bound it, None where unbounded. ``slot`` and ``head`` are as in ``Count``."""

    report: str
    place: int
    sentence: Sentence
    reading: Reading
    start: int
    end: int
    value: float
    low: float | None
    high: float | None
    unit: str
    sort: Sort
    slot: str | None
    head: str
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class _Draft:
    start: int
    end: int
    quantity: Quantity
    unit: str
    sort: Sort
    slot: str | None = None
    head: str = ""


def read_gauges(readings: Sequence[Reading], pages: Mapping[str, Page], lexicons: Lexicons) -> dict[str, tuple[Gauge, ...]]:
    """The numbers of each report's article, in order of place. Linear in the texts."""
    by_report: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_report[reading.statement.report].append(reading)
    return {report: tuple(_read(pages[report], by_report[report], lexicons)) for report in sorted(pages)}


def _read(page: Page, readings: Sequence[Reading], lexicons: Lexicons) -> Iterator[Gauge]:
    told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
    sentences = page.annotation.sentences
    starts = [sentence.start for sentence in sentences]
    holders = _holders(readings)
    for found in _drafts(page, readings, lexicons):
        place = bisect_right(starts, found.start) - 1
        if place < 0 or sentences[place].end < found.end or not _is_inside(found.start, told) or found.quantity.value is None:
            continue
        if _is_of_somebody(found, page.report.text) or (not found.unit and _is_age_or_hour(found, page.report.text)):
            continue
        draft = _as_label(found, sentences[place], page.report.text)
        near = holders.get(sentences[place].start, ())
        holding = [reading for reading in near if reading.statement.start <= draft.start and draft.end <= reading.statement.end]
        if not (holding or near):
            continue
        reading = min(holding or near, key=lambda one: (one.statement.end - one.statement.start, one.statement.start))
        yield Gauge(
            report=page.report.id,
            place=place,
            sentence=sentences[place],
            reading=reading,
            start=draft.start,
            end=draft.end,
            value=float(found.quantity.value),
            low=draft.quantity.low,
            high=draft.quantity.high,
            unit=draft.unit,
            sort=draft.sort,
            slot=_slot_of(draft, page.report.text, lexicons),
            head=draft.head,
            is_approximate=draft.quantity.is_approximate,
        )


def _slot_of(draft: _Draft, text: str, lexicons: Lexicons) -> str | None:
    """In which respect a number counts people, also where it is said further on ("eleven people are known to have died"); money and
    measures count nobody."""
    counted = counted_words(lexicons)
    is_bare = draft.sort == "bare" and not draft.quantity.value % 1 if draft.quantity.value is not None else False
    if (draft.sort != "count" and not is_bare) or _PRICE.search(text, draft.start, draft.end):
        return draft.slot if draft.slot not in counted.running else None
    if draft.slot is None and not draft.unit:
        return _slot_of_bare(draft, text, counted)
    if draft.slot is not None or draft.unit not in counted.general or _PART.search(text, draft.start, draft.end):
        return draft.slot
    words = _FATAL.findall(text[draft.end : draft.end + _NEAR].split(",", maxsplit=1)[0].split(".", maxsplit=1)[0].lower())
    first = next((word for word in words if word not in _LINKS), None)
    return counted.slots.get(first) if first else None


def _slot_of_bare(draft: _Draft, text: str, counted: Counted) -> str | None:
    """In which respect a number without a noun counts people: what befell those counted ("five dead as a roof falls"), or the toll that
    it is said to have come to ("the number of injured has risen to 41"); not where it is a part of others."""
    if is_part(text, draft.start, draft.end) or are_among(text, draft.start, draft.end) or comes_on_top(text, draft.start, draft.end):
        return None
    toll = _TOLL_BEFORE.search(text, max(0, draft.start - _FARTHEST_TOLL), draft.start)
    if toll is not None:
        return counted.slots.get(toll[1] or "dead")
    return None if _AT_AGE.search(text, max(0, draft.start - _NEAR), draft.start) else _SLOTS.get(draft.quantity.event or "")


def _as_label(draft: _Draft, sentence: Sentence, text: str) -> _Draft:
    """A number that names a thing of its kind ("lap 48", "Flight 175") orders such things and counts none; the parse ties it to the noun
    before it as a part of one name."""
    if draft.unit or not sentence.tokens or draft.sort not in {"bare", "count"} or (draft.quantity.value or 0) % 1:
        return draft
    place = next((index for index, token in enumerate(sentence.tokens) if token.start <= draft.start < token.end), 0)
    token, noun = sentence.tokens[place], sentence.tokens[place - 1]
    if place and token.head == place - 1 and token.dep == "flat":
        return replace(draft, sort="ordinal", unit=fold_plural(text[noun.start : noun.end].lower()), slot=None)
    return draft


def _is_of_somebody(draft: _Draft, text: str) -> bool:
    """Whether a number is the age of who is named right before it ("a woman of 44"), whom the parse then takes for what it counts."""
    is_aged = _YOUNGEST <= (draft.quantity.value or 0) <= _OLDEST and draft.sort == "count"
    return is_aged and _AGE_AFTER.search(text, max(0, draft.start - _NEAR), draft.start) is not None


def _is_age_or_hour(draft: _Draft, text: str) -> bool:
    """Whether a number is somebody's age ("Petra Vik, 32, …", "a woman of 44") or stands in an hour ("ten past noon")."""
    before, after = text[max(0, draft.start - _NEAR) : draft.start], text[draft.end : draft.end + _NEAR]
    is_age = _AGE_AFTER.search(before) is not None or (_NAME_BEFORE.search(before) is not None and _AGE_BEFORE.match(after) is not None)
    is_aged = is_age and _YOUNGEST <= (draft.quantity.value or 0) <= _OLDEST
    is_minutes = (draft.quantity.value or 0) < MINUTES and _IN_AN_HOUR.match(after) is not None
    return is_aged or _KIN_BEFORE.search(before) is not None or is_minutes


def _is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (offset, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= offset < spans[place][1]


def _holders(readings: Sequence[Reading]) -> dict[int, list[Reading]]:
    held: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            held[reading.sentence.start].append(reading)
    return held


def _drafts(page: Page, readings: Sequence[Reading], lexicons: Lexicons) -> list[_Draft]:
    """Numbers as statements read them, else as the annotation does, else bare; no two in one place."""
    kept: list[_Draft] = []
    taken: list[tuple[int, int]] = [(time.start, time.end) for time in page.annotation.times]
    found_in = (
        _durations(page),
        _runs(page),
        _counts(readings, lexicons),
        _quantities(page, lexicons),
        _figures(page),
        _ordinals_of(page, lexicons),
        _numerals(page, lexicons),
        _nobody(page, lexicons),
    )
    for drafts in found_in:
        free = _Free(taken)
        found = [draft for draft in drafts if draft.sort == "duration" or free.has(draft.start, draft.end)]
        kept += found
        taken += [(draft.start, draft.end) for draft in found]
    return sorted(kept, key=lambda draft: (draft.start, draft.end))


class _Free:
    """Whether a stretch of text is free of spans."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)

    def has(self, start: int, end: int) -> bool:
        place = bisect_left(self._spans, (end, -1))
        return not any(high > start for _, high in self._spans[max(0, place - 3) : place])


def _durations(page: Page) -> Iterator[_Draft]:
    """Lengths of time; of two in a row the second is a part of the first ("nine years and six months")."""
    last = None
    for time in page.annotation.times:
        match = _SPAN.fullmatch(time.value or "") if time.kind == "duration" else None
        if match is None:
            continue
        value, unit = float(match[2]), _UNITS["TM" if (match[1], match[3]) == ("T", "M") else match[3]]
        if last is not None and (last.unit, unit) in _PARTS and _JOINT.fullmatch(page.report.text[last.end : time.start]):
            start, value, unit = last.start, float(last.quantity.value or 0) + value / _PARTS[(last.unit, unit)], last.unit
        else:
            start = time.start
            if last is not None:
                yield last
        last = _plain(start, time.end, value, unit, "duration")
    if last is not None:
        yield last


def _runs(page: Page) -> Iterator[_Draft]:
    """How long something took, to the second ("2:04:15")."""
    for match in _RUN.finditer(page.report.text):
        hours, minutes, seconds = map(int, match.groups())
        yield _plain(match.start(), match.end(), float(3600 * hours + 60 * minutes + seconds), "second", "duration")


def _counts(readings: Sequence[Reading], lexicons: Lexicons) -> list[_Draft]:
    found: dict[tuple[int, int], _Draft] = {}
    for reading in readings:
        for count in reading.counts:
            sort: Sort = "measure" if count.is_measure or measures(count.unit, lexicons) else "count"
            found.setdefault(
                (count.start, count.end), _Draft(count.start, count.end, count.quantity, count.unit, sort, count.slot, count.head)
            )
    return list(found.values())


def _quantities(page: Page, lexicons: Lexicons) -> Iterator[_Draft]:
    for quantity in page.annotation.quantities:
        unit = fold_plural((quantity.unit or "").lower())
        yield _Draft(quantity.start, quantity.end, quantity, unit, "measure" if measures(unit, lexicons) else "count")


def _figures(page: Page) -> Iterator[_Draft]:
    names = [(name.start, name.end) for sentence in page.annotation.sentences for name in sentence.names if name.label != "LOC"]
    free = _Free(names)
    times = {time.start for time in page.annotation.times}
    for match in _FIGURE.finditer(page.report.text):
        is_name = match[2] is None and match[3] is None and _NUMBERED.search(page.report.text, max(0, match.start() - _NEAR), match.start())
        is_day = match[2] is None and (joint := _DAYS.match(page.report.text, match.end())) is not None and joint.end() in times
        if not is_name and not is_day and free.has(match.start(), match.end()):
            unit = _GLUED.get(match[2] or "", "")
            scale, end = _slang(page.report.text, match.end())
            value = float(match[1].replace(",", "").replace(" ", "")) * SCALES.get(match[3] or "", scale)
            yield _plain(match.start(), end, value, unit, "measure" if unit else "bare")


def _plain(start: int, end: int, value: float, unit: str, sort: Sort) -> _Draft:
    return _Draft(start, end, Quantity(value=value, unit=None, low=value, high=value, start=start, end=end), unit, sort)


def _ordinals_of(page: Page, lexicons: Lexicons) -> Iterator[_Draft]:
    """Ordinals with the noun they order ("the fourth launch")."""
    text, ordinals, counted = page.report.text, read_ordinals(lexicons), counted_words(lexicons)
    for sentence in page.annotation.sentences:
        for token in sentence.tokens:
            word = text[token.start : token.end].lower()
            number = ordinals.get(word) or _order_of(word)
            if number is not None:
                head = sentence.tokens[token.head]
                is_noun = head.upos in {"NOUN", "PROPN"} and 0 < head.start - token.end < _FARTHEST_NOUN
                if is_noun and head.upos == "PROPN" and not text[token.start : head.end].islower():
                    continue  # a part of a name ("the 10th Circuit Court", "15th Street")
                unit = fold_plural(text[head.start : head.end].lower()) if is_noun else ""
                slot = counted.slot_among(_FATAL.findall(text[head.end : head.end + _NEAR].lower())) if unit in _ONE_OF else None
                if slot is None and is_noun and _ONE_MORE.search(text, max(0, token.start - _NEAR), token.start):
                    slot = counted.slots.get(unit, counted.slots.get(f"{unit}s"))
                if slot is not None:  # "a fourth person has died": four have; "a fifth body was found": there are five
                    yield replace(_plain(token.start, token.end, number, unit, "count"), slot=slot)
                    continue
                yield _plain(token.start, token.end, number, unit, "ordinal")


def _order_of(word: str) -> float | None:
    """The number of an ordinal in digits ("16th")."""
    match = _ORDER.fullmatch(word)
    return float(match[1]) if match else None


def _numerals(page: Page, lexicons: Lexicons) -> Iterator[_Draft]:
    """Numbers in words that nothing has read yet ("twenty-three", "four million")."""
    table = number_words(lexicons)
    idle = _Free([match.span() for match in _IDIOM.finditer(page.report.text)])
    for sentence in page.annotation.sentences:
        numerals = [(token.start, token.end) for token in sentence.tokens if token.upos == "NUM"]
        words = split_words(page.report.text, sentence.start, sentence.end) if numerals else ()
        for item in join_numbers(tag_words(words, {}), table):
            is_numeral = any(start < item.end and item.start < end for start, end in numerals)
            if is_numeral and "NUMBER" in item.tags and not page.report.text[item.start].isdigit() and idle.has(item.start, item.end):
                scale, end = _slang(page.report.text, item.end)
                yield _plain(item.start, end, float(item.tags["NUMBER"]) * scale, "", "bare")


def _slang(text: str, end: int) -> tuple[float, int]:
    """The scale behind a number that only speech has ("thirty-eight grand"), and where it ends."""
    match = _GRAND.match(text, end)
    return (SCALES["thousand"], match.end()) if match else (1.0, end)


def _nobody(page: Page, lexicons: Lexicons) -> Iterator[_Draft]:
    """Nobody as the number of those who are missing, trapped … ("nobody is listed as missing any longer")."""
    counted = counted_words(lexicons)
    for match in _NONE_LEFT.finditer(page.report.text):
        slot = counted.slots.get(match[2].lower())
        if slot is not None:
            yield replace(_plain(match.start(1), match.end(1), 0.0, "people", "count"), slot=slot)


@lru_cache(maxsize=8)
def read_ordinals(lexicons: Lexicons) -> Mapping[str, float]:
    """Ordinals in words, with their numbers."""
    return {word: float(number) for word, number in lexicons.rows("ordinals")} | {"first": 1.0, "second": 2.0}
