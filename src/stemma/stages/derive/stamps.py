"""When a report was published, as far as its stamps tell."""

from datetime import UTC, datetime, timedelta

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


def is_later(report: Report, other: Report) -> bool:
    """Whether a report was certainly published after the other was last changed."""
    one, two = published_bounds(report), _bounds(other.updated or other.published)
    return one is not None and two is not None and one[0] > two[1]


def _bounds(date: Date | None) -> Bounds | None:
    read = parse_edtf(date.edtf) if date else None
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
