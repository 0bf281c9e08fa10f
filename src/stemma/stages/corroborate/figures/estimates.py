"""Numbers that one report sets against each other: who puts a figure at what ("police put the crowd at 8,000, the union at 40,000")."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from stemma.records import Page
from stemma.stages.corroborate.comparing.doubts import FARTHEST_FACTOR
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.figures.gauges import MEASURED, Gauge

LONGEST_GIVER = 60
PERCENT = 100
FEWEST = 10
"""Numbers below this that do not say what they count may count anything."""
_FILLERS = r"(?:only|just|about|around|some|nearly|almost|roughly|over|more than|at least|up to|as many as|no more than)\s+"
_PUT = (
    r"\s+(?:have |has |had )?"
    r"(?:put|puts|placed|places|estimated|estimates|said|says|say|spoke|speaks|speak|claimed|claims|claim|counted|counts|gave|gives)\s+"
    r"(?:only |that )?(?:(?:the |their |its )?(?:figure|number|crowd|toll|total|count|turnout)\s+|them\s+|it\s+)?(?:at\s+|of\s+|as\s+)?"
    rf"(?:{_FILLERS})*$"
)
_GIVES = re.compile(rf"(?P<giver>[^.;:“”\"]*?){_PUT}", re.IGNORECASE)
_IS_PUT = re.compile(_PUT, re.IGNORECASE)
_GIVES_TOO = re.compile(rf"(?:and|while|but|,|;)\s+(?P<giver>[^.;:,“”\"]*?)\s+at\s+(?:{_FILLERS})*$", re.IGNORECASE)
_ACCORDING = re.compile(
    r"[^.;:“”\"]{0,60}?,?\s*(?:according to|by the count of|by the reckoning of|say|says|said)\s+(?P<giver>[^.;:,“”\"]{2,60})",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"\b(?:margin|margin of error|error|give or take)(?: of)?\s$", re.IGNORECASE)
"""What stands before how far an estimate may be off."""
_SMALL = frozenset(
    "the a an his her its their of for in on at and or by to who whose which that number also but while only just it he she they".split()
)


class Giver(NamedTuple):
    """The words for who gives a number; ``is_behind``: they stand behind it ("according to the union"), as with any statement. ``is_next``:
    the verb of giving is that of a number before ("and the union at 40,000")."""

    words: frozenset[str]
    is_behind: bool
    is_next: bool = False


def find_rival_estimates(gauges: Mapping[str, Sequence[Gauge]], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """Two numbers of one unit, or of which one names none, that stand in one sentence or the next, each given by somebody else in words of
    giving a figure. Linear in the numbers."""
    for report in sorted(gauges):
        text = pages[report].report.text
        told = [gauge for gauge in gauges[report] if gauge.sort != "ordinal" and not _is_margin(gauge, text)]
        given: list[tuple[Gauge, Giver]] = []
        for gauge in told:
            giver = _giver(gauge, text)
            if giver.words and (not giver.is_next or (given and gauge.place - given[-1][0].place <= 1)):
                given.append((gauge, giver))
        for (one, first), (other, second) in pairwise(given):
            farthest = 0 if first.is_behind or second.is_behind else 1
            if not 0 <= other.place - one.place <= farthest or one.value == other.value:
                continue
            if first.words.isdisjoint(second.words) and _are_of_one_sort(one, other):
                unit = one.unit or other.unit
                sides = [
                    Side(reading=gauge.reading, key=write_key(gauge.value, gauge.value, gauge.value), start=gauge.start, end=gauge.end)
                    for gauge in (one, other)
                ]
                matter = one.slot or other.slot or f"={unit}"
                yield Clash(kind="number", relation="contradicts", matter=matter, one=sides[0], other=sides[1], is_retold=True)


def _is_margin(gauge: Gauge, text: str) -> bool:
    return _MARGIN.search(text, max(0, gauge.start - LONGEST_GIVER), gauge.start) is not None


def _are_of_one_sort(one: Gauge, other: Gauge) -> bool:
    low, high = sorted((abs(one.value), abs(other.value)))
    if high > FARTHEST_FACTOR * max(low, 1):
        return False
    if one.slot and other.slot and one.slot != other.slot:
        return False
    if one.unit != other.unit and (one.sort in MEASURED or other.sort in MEASURED):
        return one.place == other.place and not (one.unit and other.unit) and max(one.value, other.value) <= PERCENT
    return (bool(one.unit) and one.unit == other.unit) or (not (one.unit and other.unit) and min(one.value, other.value) >= FEWEST)


def _giver(gauge: Gauge, text: str) -> Giver:
    """Who gives a number; no words where nobody is said to."""
    before = text[max(gauge.sentence.start, gauge.start - 2 * LONGEST_GIVER) : gauge.start]
    after = text[gauge.end : min(gauge.sentence.end, gauge.end + 2 * LONGEST_GIVER)]
    following, behind = _GIVES_TOO.search(before), _ACCORDING.match(after)
    gives = _GIVES.search(before) if _IS_PUT.search(before) else None  # who gives it is looked for from every character on
    for found in (gives, following, behind):
        if found is not None:
            words = re.findall(r"[a-z]+", found["giver"].lower()[-LONGEST_GIVER:])
            telling = frozenset(word for word in words if word not in _SMALL)
            if telling:
                return Giver(words=telling, is_behind=found is behind, is_next=found is following)
    return Giver(words=frozenset(), is_behind=False)
