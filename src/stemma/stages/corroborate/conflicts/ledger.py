"""What writing conflicts down needs, and what is read off the sides of a conflict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.language.counting import Counted
from stemma.records import Date, Page, Statement
from stemma.stages.corroborate.comparing.matter import Side
from stemma.stages.corroborate.conflicts.mates import Mates
from stemma.stages.corroborate.origins.supports import Sources


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """What writing conflicts down needs. ``claim_of`` leads from a statement to its claim, ``mates`` to all statements of that claim;
    ``spelled`` are the folded words of the names that clash."""

    pages: Mapping[str, Page]
    sources: Sources
    claim_of: Mapping[str, str]
    statements: Sequence[Statement]
    counted: Counted
    mates: Mates
    spelled: frozenset[str] = frozenset()


def amount_of(side: Side) -> tuple[float, str]:
    """The number of a side, or its lower bound, with the key to break ties."""
    value, low, *_ = side.key.split("|")
    number = value if value != "None" else low
    return (float(number) if number != "None" else 0.0), side.key


def published_on(side: Side, ledger: Ledger) -> Date | None:
    """When the report of a side came out; None where that is open."""
    date = ledger.pages[side.reading.statement.report].report.published
    return None if date is None or ".." in date.edtf else date


def unit_of(side: Side) -> str:
    """The unit of a number, where the key tells it because units are what clash."""
    return side.key.partition("|")[2].partition("|")[2].partition("|")[2]
