"""Who drew on whom: by what the reports say of themselves, then by when they were published, else undecided.

Earliest found is not the origin, stamps without a zone lie by hours, and a longer text may be the one cut from or the one added to.
"""

from datetime import UTC, datetime, timedelta

from stemma.records import Direction, Report
from stemma.stages.derive.declared import Declaration
from stemma.text.edtf import parse_edtf

UNKNOWN_ZONE = timedelta(hours=12)
"""How far from UTC a clock in an unknown zone is taken to be: stamps a day apart or less decide nothing."""
_SAYS = {
    "wire": "it carries the mark of {name}",
    "credit": "it credits {name}",
    "translation": "it says that it was translated from {name}",
    "citation": "it cites {name}",
}


def direct(
    one: Report, other: Report, declared: Declaration | None, counter: Declaration | None, *, by_clock: bool = True
) -> Direction | None:
    """Which of two related reports was drawn on, None where nothing shows it.

    ``declared`` is what ``one`` says of ``other``, ``counter`` what ``other`` says of ``one``. A credit outweighs a citation; two
    reports that credit each other leave the question to the clock.
    """
    if declared is not None and (counter is None or (counter.form == "citation" and declared.form != "citation")):
        return Direction(from_=other.id, why=_SAYS[declared.form].format(name=declared.name))
    if counter is not None and (declared is None or (declared.form == "citation" and counter.form != "citation")):
        return Direction(from_=one.id, why=_SAYS[counter.form].format(name=counter.name))
    return (_by_clock(one, other) if by_clock else None) or _by_making(one, other)


def published_bounds(report: Report) -> tuple[datetime, datetime] | None:
    """The earliest and the latest moment (UTC) at which the report may have been published, None where either is open."""
    read = parse_edtf(report.published.edtf) if report.published else None
    if read is None or read.earliest is None or read.latest is None:
        return None
    return _utc(read.earliest, -UNKNOWN_ZONE), _utc(read.latest, UNKNOWN_ZONE)


def _by_clock(one: Report, other: Report) -> Direction | None:
    first, second = published_bounds(one), published_bounds(other)
    if first is None or second is None:
        return None
    for report, bounds, later, later_bounds in ((one, first, other, second), (other, second, one, first)):
        if bounds[1] < later_bounds[0]:
            return Direction(from_=report.id, why=f"it was published first ({_stamp(report)}, the other {_stamp(later)})")
    return None


def _by_making(one: Report, other: Report) -> Direction | None:
    """A text that a machine made out of texts is not where they come from."""
    made = [any(note.kind == "ai_text" for note in report.disclosures) for report in (one, other)]
    if made[0] == made[1]:
        return None
    return Direction(from_=(other if made[0] else one).id, why="the other says that it was written by a machine")


def _utc(moment: datetime, slack: timedelta) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC)
    try:
        return moment.replace(tzinfo=UTC) + slack
    except OverflowError:
        return moment.replace(tzinfo=UTC)


def _stamp(report: Report) -> str:
    return report.published.edtf if report.published else "undated"
