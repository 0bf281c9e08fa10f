"""What a later report put in the place of an earlier one's value."""

from collections.abc import Sequence
from datetime import datetime

from stemma.records import Conflict, ConflictValue
from stemma.text.edtf import sort_key
from stemma.views.dossier.desk import Desk

_UNTOLD = (True, datetime.min)


def order_values(conflict: Conflict, desk: Desk) -> Sequence[ConflictValue]:
    """The values of a conflict; where a later one took the place of an earlier one, as they were first told, those of no day last."""
    if conflict.relation != "supersedes":
        return conflict.values
    return sorted(conflict.values, key=lambda value: _first_told(value, desk))


def find_newest(conflict: Conflict, desk: Desk) -> ConflictValue | None:
    """The value that took the place of the others; null where none did, or two were first told last."""
    dated = [value for value in order_values(conflict, desk) if _first_told(value, desk) != _UNTOLD]
    if conflict.relation != "supersedes" or len(dated) < 2 or _first_told(dated[-1], desk) == _first_told(dated[-2], desk):
        return None
    return dated[-1]


def _first_told(value: ConflictValue, desk: Desk) -> tuple[bool, datetime]:
    return min((_told(report, desk) for report in value.reports), default=_UNTOLD)


def _told(report: str, desk: Desk) -> tuple[bool, datetime]:
    published = desk.reports[report].published if report in desk.reports else None
    return (False, sort_key(published.edtf)[0]) if published is not None and ".." not in published.edtf else _UNTOLD
