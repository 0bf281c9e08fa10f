"""Every day, month, year and span of days that a report gives, in one form."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from stemma.problems import Problem, Reason
from stemma.records import Page, Sentence, TimeMention
from stemma.stages.corroborate.comparing.doubts import names_a_day
from stemma.stages.corroborate.comparing.loose_dates import complete, read_loose
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.comparing.moments import named_weekdays
from stemma.stages.corroborate.comparing.parallels import TOLD
from stemma.stages.corroborate.comparing.reading import Moment, Reading
from stemma.stages.corroborate.comparing.text_dates import dates_a_saying, dates_a_text

MOST_DATES = 120
"""Dates of one report that are compared: more is no news, and costs in proportion to its square."""
_DAY_LENGTH = len("2026-03-11")
BESIDE = 24
"""Characters around a date in which a zone is looked for."""
_ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z][a-z]+ time|local time|[A-Z]{1,3}[SD]?T)\b")
_COUNTED = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|now|this|next|last|later|earlier|ago|recent\w*|previous\w*"
    r"|the (?:same )?day|that|following|days? from)\b",
    re.IGNORECASE,
)
"""What is counted from the page or from another day, which pages often do not show."""
_THAT_WEEKDAY = re.compile(
    r"(?:this|last|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
"""A day of the week, whatever is counted with it."""


@dataclass(frozen=True, slots=True, eq=False)
class ToldTime:
    """One date. ``day`` is EDTF to the day at most, or loose (``loose_dates``). ``place`` is the index of its sentence, ``reading`` the
    shortest statement that holds it, else one of its sentence, ``moment`` what that statement knows of it; ``has_zone``: words beside it
    name a time zone, ``is_of_a_saying``: it hangs on a verb of saying."""

    report: str
    place: int
    sentence: Sentence
    reading: Reading
    moment: Moment | None
    start: int
    end: int
    words: str
    day: str
    has_zone: bool
    is_of_a_saying: bool

    @property
    def heads(self) -> frozenset[str]:
        """The keys of the words that it dates."""
        return self.moment.heads if self.moment is not None else frozenset()

    @property
    def is_of_speaking(self) -> bool:
        """Whether it only stands with who says it ("told a news conference early on Thursday"), not in what is said."""
        return self.is_of_a_saying and not (self.reading.statement.start <= self.start and self.end <= self.reading.statement.end)

    @property
    def is_aside(self) -> bool:
        """Whether it dates the telling, or is only counted from."""
        return self.moment.is_aside if self.moment is not None else self.is_of_a_saying

    @property
    def weekdays(self) -> frozenset[str]:
        """The days of the week by which alone it is given, but for an hour."""
        return named_weekdays(self.words)

    @property
    def is_fine(self) -> bool:
        """Whether it is one day."""
        return len(self.day) == _DAY_LENGTH and "/" not in self.day


def gather_times(readings: Sequence[Reading], ground: Ground) -> dict[str, tuple[ToldTime, ...]]:
    """The dates of each report's article, in order of place: the first ``MOST_DATES``. Linear in the texts."""
    holders = _index_holders(readings)
    return {report: tuple(islice(_read(ground.pages[report], holders, ground), MOST_DATES)) for report in sorted(ground.pages)}


def find_cut(readings: Sequence[Reading], ground: Ground) -> tuple[Problem, ...]:
    """A problem for each report that gives more dates than are compared. Linear in the texts of those that may."""
    endless = [report for report in sorted(ground.pages) if len(ground.pages[report].annotation.times) > MOST_DATES]
    holders = _index_holders(readings) if endless else {}
    detail = f"the report gives more dates than are compared: its first {MOST_DATES} are, no later one is held against other reports"
    return tuple(
        Problem(input=ground.pages[report].report.location, stage="corroborate", reason=Reason.TOO_LONG, detail=detail)
        for report in endless
        if any(islice(_read(ground.pages[report], holders, ground), MOST_DATES, None))
    )


def _index_holders(readings: Sequence[Reading]) -> Mapping[tuple[str, int], Sequence[Reading]]:
    """The statements of each sentence, by its report and place."""
    holders: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            holders[(reading.statement.report, reading.sentence.start)].append(reading)
    return holders


def _read(page: Page, holders: Mapping[tuple[str, int], Sequence[Reading]], ground: Ground) -> Iterator[ToldTime]:
    told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
    sentences, lexicons = page.annotation.sentences, ground.meanings.lexicons
    starts = [sentence.start for sentence in sentences]
    for time in page.annotation.times:
        place = bisect_right(starts, time.start) - 1
        if place < 0 or sentences[place].end < time.end or not _is_inside(time.start, told):
            continue
        near = holders.get((page.report.id, sentences[place].start), ())
        words = page.report.text[time.start : time.end]
        is_counted = _COUNTED.search(words) is not None and _THAT_WEEKDAY.fullmatch(words) is None
        day = _day(time, ground) if names_a_day(words) and not is_counted else None
        if near and day is not None and not dates_a_text(page.report.text, sentences[place].start, time.start, lexicons):
            reading, moment = _holder(time, near)
            yield ToldTime(
                report=page.report.id,
                place=place,
                sentence=sentences[place],
                reading=reading,
                moment=moment,
                start=time.start,
                end=time.end,
                words=words,
                day=day,
                has_zone=names_a_zone(page, time),
                is_of_a_saying=dates_a_saying(page.report.text, sentences[place], time.start, time.end, lexicons),
            )


def _is_inside(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(spans, (offset, 1 << 60)) - 1
    return place >= 0 and spans[place][0] <= offset < spans[place][1]


def _day(time: TimeMention, ground: Ground) -> str | None:
    if time.kind not in {"date", "time"}:
        return None
    if time.edtf is not None:
        return time.edtf if "/" in time.edtf else time.edtf.partition("T")[0]
    loose = read_loose(time.value)
    return complete(loose, ground.told_on) if loose is not None else None


def names_a_zone(page: Page, time: TimeMention) -> bool:
    """Whether words beside a time name a time zone."""
    return _ZONE.search(page.report.text[max(0, time.start - BESIDE) : time.end + BESIDE]) is not None


def _holder(time: TimeMention, near: Sequence[Reading]) -> tuple[Reading, Moment | None]:
    holding = [reading for reading in near if reading.statement.start <= time.start and time.end <= reading.statement.end]
    reading = min(holding or near, key=lambda one: (one.statement.end - one.statement.start, one.statement.start))
    return reading, next((moment for one in holding or near for moment in one.moments if moment.start == time.start), None)
