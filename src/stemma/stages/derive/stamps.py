"""When a report was published, as far as its stamps tell."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from stemma.records import Date, Report
from stemma.text.edtf import parse_edtf

UNKNOWN_ZONE = timedelta(hours=12)
"""How far from UTC a clock in an unknown zone is taken to be: stamps a day apart or less decide nothing."""
SURE_PART = 12
"""An hour so small a part of the day from noon, or nearer, looks neither earlier nor later than the day."""

Bounds = tuple[datetime, datetime]


def stamp(report: Report) -> Date | None:
    """The date of publication; of the last change, where the page dates nothing else: its text is not known to be older."""
    return report.published if _bounds(report.published) is not None or report.updated is None else report.updated


def published_bounds(report: Report) -> Bounds | None:
    """The earliest and the latest moment (UTC) at which the report may have been published, None where either is open."""
    return _bounds(stamp(report))


def house_bounds(report: Report) -> Bounds | None:
    """``published_bounds`` by the clock of the report's own house: all pages of one outlet show one clock, with its zone or without."""
    bounds = _read_stamp(report)
    return None if bounds is None else (bounds[0].replace(tzinfo=UTC), bounds[1].replace(tzinfo=UTC))


def is_later(report: Report, other: Report) -> bool:
    """Whether a report was certainly published after the other was last changed."""
    one, two = published_bounds(report), _bounds(other.updated or other.published)
    return one is not None and two is not None and one[0] > two[1]


def later_of(report: Report, other: Report) -> str | None:
    """The id of the one that looks later by its stamp, None where they look alike or one has none: enough to read a pair by, not to say who
    was first. A day counts by its middle, and stamps of which one has no zone by the clocks of their places: pages of one event are mostly
    written in one zone, or show the same hour of the day."""
    one, two = _read_stamp(report), _read_stamp(other)
    if one is None or two is None:
        return None
    is_zoned = all(moment.tzinfo is not None for moment in (*one, *two))
    (start, end), (begin, close) = ([_on_clock(moment, is_zoned=is_zoned) for moment in bounds] for bounds in (one, two))
    apart = ((start - begin) + (end - close)) / 2
    if abs(apart) <= max(end - start, close - begin) / SURE_PART:
        return None
    return report.id if apart > timedelta(0) else other.id


def _on_clock(moment: datetime, *, is_zoned: bool) -> datetime:
    return moment.astimezone(UTC) if is_zoned else moment.replace(tzinfo=None)


def _read_stamp(report: Report) -> Bounds | None:
    """The first and the last moment that the stamp covers, each with its zone or without."""
    date = stamp(report)
    read = parse_edtf(date.edtf) if date else None
    return None if read is None or read.earliest is None or read.latest is None else (read.earliest, read.latest)


def _bounds(date: Date | None) -> Bounds | None:
    return _read_bounds(date.edtf) if date else None


@lru_cache(maxsize=1 << 12)
def _read_bounds(edtf: str) -> Bounds | None:
    """The bounds of a stamp, read once: every pair of reports asks for them."""
    read = parse_edtf(edtf)
    if read is None or read.earliest is None or read.latest is None:
        return None
    return _utc(read.earliest, -UNKNOWN_ZONE), _utc(read.latest, UNKNOWN_ZONE)


def _utc(moment: datetime, slack: timedelta) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return moment.replace(tzinfo=UTC) + slack
    except OverflowError:
        return moment.replace(tzinfo=UTC)
