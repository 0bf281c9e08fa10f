"""When the event of a report took place, and how far apart in time two reports are. Days are proleptic ordinals."""

from bisect import bisect_right
from datetime import date
from itertools import islice
from typing import NamedTuple

from stemma.language.article import article_spans
from stemma.records import Page
from stemma.text.edtf import parse_edtf

LEAD_SENTENCES = 4
NEAR_DAYS = 10
"""A day further than this from the publication is background, not the event."""
_OPEN_DAYS = 45
"""A day without a year that lies no further from another's in some year may be of that year."""


class Days(NamedTuple):
    """The first and the last day that something may have happened on, None where that end is open; ``shown``: the days, as year or None,
    month and day, of which a page shows its own without telling it whole."""

    first: int | None
    last: int | None
    shown: frozenset[tuple[int | None, int, int]] = frozenset()

    @property
    def only(self) -> int | None:
        """The day, where it can only be one."""
        return self.first if self.first == self.last else None


def published_days(page: Page) -> Days:
    """When the report was published, as far as that is known; not from what it mentions, which may lie ahead (its 2028 bonds)."""
    published = page.report.published
    if published is None or published.rule == "mentions":
        shown = ((one.year, one.month, one.day) for one in page.report.possible_days)
        return Days(None, None, frozenset((year, month, day) for year, month, day in shown if month is not None and day is not None))
    return _days(published.edtf)


def event_days(page: Page) -> frozenset[int]:
    """The days named in the article's first sentences that lie near its publication (any day, where that is unknown)."""
    spans = article_spans(page.report)
    sentences = page.annotation.sentences
    starts = [start for start, _ in spans]
    inside = (one for one in sentences if (place := bisect_right(starts, one.start)) and one.start < spans[place - 1][1])
    lead = list(islice(inside, LEAD_SENTENCES))
    published = published_days(page).only
    found = set()
    for time in page.annotation.times if lead else ():
        day = _days(time.edtf).only if time.edtf is not None else None
        is_near = day is not None and (published is None or abs(day - published) <= NEAR_DAYS)
        if day is not None and is_near and any(one.start <= time.start < one.end for one in lead):
            found.add(day)
    return frozenset(found)


def named_days(page: Page) -> frozenset[int]:
    """Every day that the report names, wherever."""
    days = (_days(time.edtf).only for time in page.annotation.times if time.edtf is not None)
    return frozenset(day for day in days if day is not None)


def event_gap(one: frozenset[int], other: frozenset[int]) -> int | None:
    """The fewest days between a day of the one and a day of the other, None where either has none."""
    return min((abs(first - second) for first in one for second in other), default=None)


def published_gap(one: Days, other: Days) -> int | None:
    """The days that lie at least between two publications, None where the days known of them do not tell."""
    for earlier, later in ((one, other), (other, one)):
        if earlier.last is not None and later.first is not None and earlier.last < later.first:
            return later.first - earlier.last
    for open_one, told in ((one, other), (other, one)):
        if open_one.shown and told.only is not None:
            return _least_gap(open_one.shown, told.only)
    return 0 if one.only is not None and one.only == other.only else None


def _least_gap(shown: frozenset[tuple[int | None, int, int]], told: int) -> int | None:
    """The fewest days from a day to any that a page shows, in whatever year; None where it may be near."""
    near = date.fromordinal(told)
    years = (near.year - 1, near.year, near.year + 1)
    days = {day for year, *rest in shown for day in (_ordinal(one, *rest) for one in ((year,) if year else years)) if day is not None}
    least = min((abs(day - told) for day in days), default=0)
    return least if least > _OPEN_DAYS else None


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _days(edtf: str) -> Days:
    read = parse_edtf(edtf)
    if read is None or read.is_approximate or read.is_uncertain:
        return Days(None, None)
    first, last = read.earliest, read.latest
    return Days(first.toordinal() if first else None, last.toordinal() if last else None)
