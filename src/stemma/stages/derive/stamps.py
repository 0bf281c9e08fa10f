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


def house_bounds(report: Report) -> Bounds | None:
    """``published_bounds`` by the clock of the report's own house: two pages of one outlet that give no zone are in the same one."""
    date = stamp(report)
    read = parse_edtf(date.edtf) if date else None
    if read is None or read.earliest is None or read.latest is None:
        return None
    return _utc(read.earliest, timedelta(0)), _utc(read.latest, timedelta(0))


def are_in_zones_alike(report: Report, other: Report) -> bool:
    """Whether both stamps give a zone, or neither does."""
    zoned = [read is not None and read.earliest is not None and read.earliest.tzinfo is not None
             for read in (parse_edtf(date.edtf) if date else None for date in (stamp(report), stamp(other)))]  # fmt: skip
    return zoned[0] == zoned[1]


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
