"""When a report was published, as far as its stamps tell."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from stemma.records import Date, Report
from stemma.text.edtf import parse_edtf

UNKNOWN_ZONE = timedelta(hours=12)
"""How far from UTC a clock in an unknown zone is taken to be: stamps a day apart or less decide nothing."""

Bounds = tuple[datetime, datetime]


def stamp(report: Report) -> Date | None:
    """The date of publication; of the last change, where the page dates nothing else: its text is not known to be older."""
    return report.published if _bounds(report.published) is not None or report.updated is None else report.updated


def published_bounds(report: Report) -> Bounds | None:
    """The earliest and the latest moment (UTC) at which the report may have been published, None where either is open."""
    return _bounds(stamp(report))


def house_bounds(report: Report) -> Bounds | None:
    """``published_bounds`` by the clock of the report's own house: all pages of one outlet show one clock, with its zone or without."""
    date = stamp(report)
    read = parse_edtf(date.edtf) if date else None
    if read is None or read.earliest is None or read.latest is None:
        return None
    return read.earliest.replace(tzinfo=UTC), read.latest.replace(tzinfo=UTC)


def is_later(report: Report, other: Report) -> bool:
    """Whether a report was certainly published after the other was last changed."""
    one, two = published_bounds(report), _bounds(other.updated or other.published)
    return one is not None and two is not None and one[0] > two[1]


def later_of(report: Report, other: Report) -> str | None:
    """The id of the one that looks later by its stamp, None where they look alike or one has none: enough to read a pair by, not to say who
    was first."""
    one, two = published_bounds(report), published_bounds(other)
    if one is None or two is None or one[1] == two[1]:
        return None
    return report.id if one[1] > two[1] else other.id


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
