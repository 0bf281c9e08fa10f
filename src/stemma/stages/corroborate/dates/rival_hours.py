"""Times of day at which two reports let one thing happen: 9.40 in one, shortly after ten in the other.

An hour is told with what happened then, so the sentences must speak of the same in the same words. Hours that only bound something
("by six"), that stand beside a time zone, or of which a report gives both tell of two things or of one in two zones.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from stemma.records import Page, Sentence, TimeMention
from stemma.stages.corroborate.comparing.agreement import measure
from stemma.stages.corroborate.comparing.likeness import share_of_words
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.parallels import TOLD
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.dates.told_times import names_a_zone

SAME_MEANING, SAME_WORDS = 0.4, 0.2
"""How like two sentences must be, and the share of words (0..1, weighted) that they must have in common."""
LEAST_MINUTES, MOST_MINUTES = 10, 240
"""Hours closer than this are one, roughly told; hours farther apart are those of two things."""
MOST_HOURS = 64
"""Of a story, that are held against each other, those first that stand first."""
_HOUR = re.compile(r"(?P<day>[0-9X]{4}-[0-9X]{2}-[0-9X]{2})T(?P<hour>\d\d):(?P<minute>\d\d)")
_BOUND = re.compile(
    r"(?:\b(?:by|until|till|before|since|from|between|to|as of)|(?<!\bshortly )(?<!\bjust )(?<!\bsoon )\bafter)"
    r"(?: (?:about|around|roughly|nearly))?\s*$",
    re.IGNORECASE,
)
_BOUND_REACH = 24
_SOON = re.compile(r"\b(?:just|shortly|soon|moments) (?P<side>after|before)(?: (?:about|around))?\s*$", re.IGNORECASE)
SOON_MINUTES = 30
"""How much later, at most, than noon is what was "just after noon"."""


@dataclass(frozen=True, slots=True, eq=False)
class Hour:
    """A time of day. ``day`` is EDTF or, where the page does not show it, holds an X; ``minute`` counts from midnight; ``soon`` is how many
    minutes later (below 0: earlier) it may be ("just after noon")."""

    reading: Reading
    day: str
    minute: int
    soon: int
    start: int
    end: int

    @property
    def report(self) -> str:
        return self.reading.statement.report


def find_rival_hours(readings: Sequence[Reading], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """Every two hours of one day, in sentences of two reports that tell the same; in order of place. The cost grows with the number of
    hours, up to a bound."""
    hours = gather_hours(readings, pages)
    told: dict[str, set[int]] = defaultdict(set)
    for hour in hours:
        told[hour.report].add(hour.minute)
    for one, other in combinations(hours, 2):
        if one.report == other.report or not _may_rival(one, other):
            continue
        knows_both = other.minute in told[one.report] or one.minute in told[other.report]
        if not knows_both and _tell_the_same(one.reading, other.reading):
            day = min(one.day, other.day)  # digits come before X
            yield Clash(kind="date", relation="contradicts", matter="", one=_side(one, day), other=_side(other, day), is_retold=True)


def gather_hours(readings: Sequence[Reading], pages: Mapping[str, Page]) -> list[Hour]:
    """The hours of the articles that stand for themselves, those first that stand nearest the top; in order of report and place."""
    holders: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            holders[(reading.statement.report, reading.sentence.start)].append(reading)
    found = [(place, hour) for report in sorted(pages) for place, hour in _read(pages[report], holders)]
    found.sort(key=lambda item: (item[0], item[1].report, item[1].start))
    return sorted((hour for _, hour in found[:MOST_HOURS]), key=lambda hour: (hour.report, hour.start))


def _read(page: Page, holders: Mapping[tuple[str, int], Sequence[Reading]]) -> Iterator[tuple[int, Hour]]:
    told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
    sentences = page.annotation.sentences
    starts = [sentence.start for sentence in sentences]
    for time in page.annotation.times:
        match = _HOUR.fullmatch(time.value or "") if time.kind == "time" else None
        place = bisect_right(starts, time.start) - 1
        if match is None or place < 0 or not any(start <= time.start < end for start, end in told):
            continue
        reading = _holder(time, sentences[place], holders.get((page.report.id, starts[place]), ()))
        if reading is not None and not _is_bound(page, time) and not names_a_zone(page, time):
            minute = 60 * int(match["hour"]) + int(match["minute"])
            yield place, Hour(reading, match["day"], minute, _read_soon(page, time), time.start, time.end)


def _read_soon(page: Page, time: TimeMention) -> int:
    match = _SOON.search(page.report.text, max(0, time.start - _BOUND_REACH), time.start)
    return 0 if match is None else SOON_MINUTES if match["side"].lower() == "after" else -SOON_MINUTES


def _holder(time: TimeMention, sentence: Sentence, near: Sequence[Reading]) -> Reading | None:
    if time.end > sentence.end:
        return None
    holding = [reading for reading in near if reading.statement.start <= time.start and time.end <= reading.statement.end]
    return min(holding or near, key=lambda one: (one.statement.end - one.statement.start, one.statement.start), default=None)


def _is_bound(page: Page, time: TimeMention) -> bool:
    """Whether something was so by then, or until then: its own hour is another."""
    return _BOUND.search(page.report.text, max(0, time.start - _BOUND_REACH), time.start) is not None


def _may_rival(one: Hour, other: Hour) -> bool:
    is_one_day = one.day == other.day or ("X" in one.day) != ("X" in other.day)
    if _may_be_soon(one, other) or _may_be_soon(other, one):
        return False
    return is_one_day and LEAST_MINUTES <= abs(one.minute - other.minute) <= MOST_MINUTES


def _may_be_soon(one: Hour, other: Hour) -> bool:
    """Whether the second hour may be what the first means by "just after"."""
    return min(0, one.soon) <= other.minute - one.minute <= max(0, one.soon) and one.soon != 0


def _tell_the_same(one: Reading, other: Reading) -> bool:
    return measure(one, other)["same meaning"] >= SAME_MEANING and share_of_words(one, other) >= SAME_WORDS


def _side(hour: Hour, day: str) -> Side:
    return Side(reading=hour.reading, key=f"{day}T{hour.minute // 60:02}:{hour.minute % 60:02}", start=hour.start, end=hour.end)
