"""How two values of one matter stand to each other: they contradict each other, or one came later and replaces the other."""

from collections.abc import Sequence

from stemma.stages.corroborate.comparing.loose_dates import is_loose
from stemma.stages.corroborate.comparing.matter import Clash, Relation, Side, update_pattern
from stemma.stages.corroborate.conflicts.ledger import Ledger, amount_of, published_on
from stemma.stages.corroborate.origins.witnesses import TAKES
from stemma.text.edtf import is_exclusive, sort_key

OUTRUN = 2.0
"""How many times a bound a later toll must be to replace it rather than fill its room."""


def relate(clash: Clash, one: Sequence[Side], other: Sequence[Side], ledger: Ledger) -> Relation:
    """How two values of one matter stand to each other: contradiction, a newer value, or one that leaves room for the other."""
    if clash.relation != "contradicts":
        is_outrun = clash.relation == "refines" and clash.matter in ledger.counted.running and _is_outrun(one, other, ledger)
        return "refines" if clash.relation == "refines" and not is_outrun else "supersedes"
    if clash.kind == "number":
        if clash.matter in ledger.counted.running:
            return "supersedes" if _replaces(one, other, "number", ledger) or _replaces(other, one, "number", ledger) else "contradicts"
        return "supersedes" if _is_revised(one, other, ledger) or _is_revised(other, one, ledger) else "contradicts"
    if clash.kind == "date":
        is_moved = any(_is_moved(newer, older, ledger) for newer, older in ((one, other), (other, one)))
        is_moved = is_moved or any(_is_put_off(newer, older, ledger) for newer, older in ((one, other), (other, one)))
        return "supersedes" if is_moved else "contradicts"
    if clash.kind == "status" and any(side.reading.statement.status in {"planned", "cancelled"} for side in (*one, *other)):
        return "supersedes" if _came_later(one, other, ledger) or _came_later(other, one, ledger) else "contradicts"
    return "contradicts"


def _replaces(newer: Sequence[Side], older: Sequence[Side], kind: str, ledger: Ledger) -> bool:
    """Whether one value is given later than the other, or in words that say so, by somebody who knows more: who only drew on a report that
    gives the older value, and names no source of his own, changed it."""
    if all(_was_drawn(side, older, ledger) for side in newer):
        return False
    if _came_later(newer, older, ledger):
        return True
    is_larger = amount_of(newer[0])[0] > amount_of(older[0])[0]
    return is_larger and not _came_later(older, newer, ledger) and _says_so(newer, kind, ledger) and not _says_so(older, kind, ledger)


def _is_outrun(one: Sequence[Side], other: Sequence[Side], ledger: Ledger) -> bool:
    """Whether a running toll given later is far above the bound that the earlier one leaves room by ("more than 90", then 214)."""
    (low, _), (high, _) = sorted((amount_of(one[0]), amount_of(other[0])))
    newer, older = (one, other) if amount_of(one[0])[0] == high else (other, one)
    return high > OUTRUN * low and _came_later(newer, older, ledger)


def _is_revised(newer: Sequence[Side], older: Sequence[Side], ledger: Ledger) -> bool:
    """Whether an outlet that gave the older value gives the newer one in a later report."""
    witnesses = ledger.sources.witnesses
    outlets = [{witnesses[side.reading.statement.report].outlet_key for side in sides} - {None} for sides in (newer, older)]
    shared = outlets[0] & outlets[1]
    own = [[side for side in sides if witnesses[side.reading.statement.report].outlet_key in shared] for sides in (newer, older)]
    return bool(shared) and _came_later(own[0], own[1], ledger)


def _is_moved(newer: Sequence[Side], older: Sequence[Side], ledger: Ledger) -> bool:
    """Whether a date is given as the new one of a plan ("will now arrive on Thursday"), not before the other was given."""
    is_planned = all(side.reading.statement.status in {"planned", "happened", "ongoing"} for side in newer)
    return is_planned and _says_so(newer, "date", ledger) and not _says_so(older, "date", ledger) and not _came_later(older, newer, ledger)


def _is_put_off(newer: Sequence[Side], older: Sequence[Side], ledger: Ledger) -> bool:
    """Whether a later date to come is given by reports of a later day."""
    dates = [min((side.key for side in sides), key=sort_key) for sides in (newer, older)]
    told = [date.edtf for side in (*newer, *older) if (date := published_on(side, ledger)) is not None]
    if not told or any(is_loose(date) for date in dates) or not sort_key(dates[0]) > sort_key(dates[1]) > sort_key(max(told, key=sort_key)):
        return False
    return _came_later(newer, older, ledger)


def _says_so(sides: Sequence[Side], kind: str, ledger: Ledger) -> bool:
    """Whether the words of a side's sentences say that the value is new."""
    pattern = update_pattern(ledger.sources.organs.lexicons, kind)
    for side in sides:
        statement, sentence = side.reading.statement, side.reading.sentence
        start, end = (sentence.start, sentence.end) if sentence is not None else (statement.start, statement.end)
        if pattern.search(ledger.pages[statement.report].report.text, start, max(end, statement.end)):
            return True
    return False


def _was_drawn(side: Side, older: Sequence[Side], ledger: Ledger) -> bool:
    statement = side.reading.statement
    if any(not link.anonymous for link in statement.attribution):
        return False
    witnesses = ledger.sources.witnesses
    own = witnesses[statement.report].outlet_key
    reports = {other.reading.statement.report for other in older}
    reports = {report for report in reports if own is None or witnesses[report].outlet_key != own}
    return any(edge.kind in TAKES and edge.source in reports for edge in witnesses[statement.report].taken)


def _came_later(newer: Sequence[Side], older: Sequence[Side], ledger: Ledger) -> bool:
    """Whether all that give one value were published after the other value was first given."""
    late = [date.edtf for side in newer if (date := published_on(side, ledger)) is not None]
    early = sorted((date.edtf for side in older if (date := published_on(side, ledger)) is not None), key=sort_key)
    if not late or not early:
        return False
    first = min(late, key=sort_key)
    return is_exclusive(first, early[0]) and sort_key(first) > sort_key(early[0])
