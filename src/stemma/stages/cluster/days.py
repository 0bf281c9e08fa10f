"""When the event of a report took place, and how far apart in time two reports are."""

from stemma.language.article import article_spans
from stemma.records import Page
from stemma.text.edtf import parse_edtf

LEAD_SENTENCES = 4
NEAR_DAYS = 10
"""A day further than this from the publication is background, not the event."""


def published_on(page: Page) -> int | None:
    """The day of publication as a proleptic ordinal, where it is known to the day."""
    published = page.report.published
    return None if published is None else _day(published.edtf)


def event_days(page: Page) -> frozenset[int]:
    """The days named in the article's first sentences that lie near its publication (any day, where that is unknown)."""
    spans = article_spans(page.report)
    inside = [sentence for sentence in page.annotation.sentences if any(start <= sentence.start < end for start, end in spans)][
        :LEAD_SENTENCES
    ]
    if not inside:
        return frozenset()
    days = [
        _day(time.edtf)
        for time in page.annotation.times
        if time.edtf is not None and any(sentence.start <= time.start < sentence.end for sentence in inside)
    ]
    published = published_on(page)
    return frozenset(day for day in days if day is not None and (published is None or abs(day - published) <= NEAR_DAYS))


def distance(one: frozenset[int], other: frozenset[int]) -> int | None:
    """The fewest days between a day of the one and a day of the other, None where either has none."""
    return min((abs(first - second) for first in one for second in other), default=None)


def _day(edtf: str) -> int | None:
    """The ordinal of a date that is known to the day, None for anything vaguer."""
    read = parse_edtf(edtf)
    return read.day.toordinal() if read is not None and read.day is not None else None
