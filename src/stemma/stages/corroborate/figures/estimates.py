"""Numbers that one report sets against each other: who puts a figure at what ("police put the crowd at 8,000, the union at 40,000")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from math import log

from stemma.language.lexicon import Lexicons
from stemma.records import Page
from stemma.stages.corroborate.comparing.doubts import FARTHEST_FACTOR
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.figures.gauges import MEASURED, Gauge
from stemma.stages.corroborate.figures.givers import NOBODY, Giver, read_giver, read_giving
from stemma.stages.corroborate.figures.measures import are_other_sizes

PERCENT = 100
FEWEST = 10
"""Numbers below this that do not say what they count may count anything, unless the words can only be those of a figure."""
BACK = 4
"""How many numbers before the one that somebody gives may be what it is set against."""
_MARGIN = re.compile(r"\b(?:margin|margin of error|error|give or take)(?: of)?\s$", re.IGNORECASE)
"""What stands before how far an estimate may be off."""
_FARTHEST_MARGIN = 60
_HOUR = re.compile(r"\d{1,2}\.[0-5]\d")
_EARLIER = re.compile(
    r"\b(?:earlier|later|previously|first|initially|initial|originally|at the time|last (?:week|month|year)|in \d{4})\b", re.IGNORECASE
)
"""Words by which a figure is only one of before."""


def find_rival_estimates(gauges: Mapping[str, Sequence[Gauge]], pages: Mapping[str, Page], lexicons: Lexicons) -> Iterator[Clash]:
    """Each number that somebody is said to give, with the one of the same sentence or the one before that it is set against: of one unit,
    or of which the later names none, given by somebody else in words of giving a figure, or merely told where the later words can only be
    of what was spoken of before ("about 2,000 stood there. Police spoke of 300"). Linear in the numbers."""
    giving = read_giving(lexicons)
    for report in sorted(gauges):
        text = pages[report].report.text
        told = [gauge for gauge in gauges[report] if gauge.sort != "ordinal" and not _is_beside_the_point(gauge, text)]
        givers = [read_giver(gauge, text, giving) for gauge in told]
        for place, (other, second) in enumerate(zip(told, givers, strict=True)):
            if second is NOBODY:
                continue
            before = range(max(0, place - BACK), place)
            rivals = [back for back in before if _are_set_against(told[back], givers[back], other, second, text, giving.figures)]
            if not rivals:
                continue
            best = min(
                rivals, key=lambda back: (not givers[back].words, told[back].unit != other.unit, _distance(told[back], other), -back)
            )
            one = told[best]
            sides = [
                Side(reading=gauge.reading, key=write_key(gauge.value, gauge.value, gauge.value), start=gauge.start, end=gauge.end)
                for gauge in (one, other)
            ]
            matter = one.slot or other.slot or f"={one.unit or other.unit}"
            yield Clash(kind="number", relation="contradicts", matter=matter, one=sides[0], other=sides[1], is_retold=True)


def _are_set_against(one: Gauge, first: Giver, other: Gauge, second: Giver, text: str, figures: frozenset[str]) -> bool:
    """Whether the second number, which somebody gives, is given for what the first is."""
    farthest = 0 if (first.is_behind or second.is_behind) and not second.is_firm else 1
    if not 0 <= other.place - one.place <= farthest or one.value == other.value or not first.words.isdisjoint(second.words):
        return False
    if not _are_of_one_sort(one, other, figures, is_firm=second.is_firm) or _EARLIER.search(text, one.end, other.start):
        return False
    if second.is_next:
        return first.is_open
    return bool(first.words) or (second.is_firm and bool(one.unit) and one.unit != "percent")


def _distance(one: Gauge, other: Gauge) -> float:
    return abs(log(max(abs(one.value), 1.0) / max(abs(other.value), 1.0)))


def _is_beside_the_point(gauge: Gauge, text: str) -> bool:
    """Whether a number tells how far another may be off, or an hour ("at 8.45")."""
    is_hour = not gauge.unit and _HOUR.fullmatch(text, gauge.start, gauge.end) is not None
    return is_hour or _MARGIN.search(text, max(0, gauge.start - _FARTHEST_MARGIN), gauge.start) is not None


def _are_of_one_sort(one: Gauge, other: Gauge, figures: frozenset[str], *, is_firm: bool) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    units = ["" if gauge.unit in figures else gauge.unit for gauge in (one, other)]
    if are_other_sizes((one.value, one.unit), (other.value, other.unit)):
        return True
    if high > FARTHEST_FACTOR * max(low, 1) or (low <= 1 and not (units[0] and units[0] == units[1])):
        return False
    if one.slot and other.slot and one.slot != other.slot:
        return False
    if units[0] != units[1] and (one.sort in MEASURED or other.sort in MEASURED):
        return one.place == other.place and not all(units) and max(one.value, other.value) <= PERCENT
    if units[0] == units[1] and units[0]:
        return True
    return not units[1] and (is_firm or min(one.value, other.value) >= FEWEST)
