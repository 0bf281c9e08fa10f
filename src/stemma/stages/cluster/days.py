"""When the event of a report took place, and how far apart in time two reports are. Days are proleptic ordinals."""

from bisect import bisect_right
from itertools import islice
from typing import NamedTuple

from stemma.language.article import article_spans
from stemma.records import Page
from stemma.text.edtf import parse_edtf

LEAD_SENTENCES = 4
NEAR_DAYS = 10
"""A day further than this from the publication is background, not the event."""


class Days(NamedTuple):
    """The first and the last day that something may have happened on, None where that end is open."""

    first: int | None
    last: int | None

    @property
    def only(self) -> int | None:
        """The day, where it can only be one."""
        return self.first if self.first == self.last else None


def published_days(page: Page) -> Days:
    """When the report was published, as far as that is known; not from what it mentions, which may lie ahead (its 2028 bonds)."""
    published = page.report.published
    return Days(None, None) if published is None or published.rule == "mentions" else _days(published.edtf)


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
    return 0 if one.only is not None and one.only == other.only else None


def _days(edtf: str) -> Days:
    read = parse_edtf(edtf)
    if read is None or read.is_approximate or read.is_uncertain:
        return Days(None, None)
    first, last = read.earliest, read.latest
    return Days(first.toordinal() if first else None, last.toordinal() if last else None)
