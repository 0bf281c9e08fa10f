"""The ledger of conflicts: clashes of one matter gathered into conflicts, each value with everybody who gives it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from stemma.records import Conflict, ConflictKind
from stemma.stages.corroborate.comparing.loose_dates import are_apart, meet
from stemma.stages.corroborate.comparing.matter import Clash, Relation, Side
from stemma.stages.corroborate.comparing.moments import weekday_of
from stemma.stages.corroborate.conflicts.ledger import Ledger, amount_of, unit_of
from stemma.stages.corroborate.conflicts.quoted import list_quote_conflicts
from stemma.stages.corroborate.conflicts.relations import relate
from stemma.stages.corroborate.conflicts.writing import write_conflict
from stemma.stages.corroborate.quotes.quotations import QuotePair
from stemma.text.components import components
from stemma.text.edtf import sort_key

_KINDS: Sequence[ConflictKind] = ("number", "date", "place", "status", "polarity", "name", "attribution", "quote")


def list_conflicts(clashes: Sequence[Clash], quotes: Sequence[QuotePair], ledger: Ledger) -> tuple[Conflict, ...]:
    """Every conflict: contradictions first, then by kind, what happened before what was said, and by id."""
    names = [side.key for clash in clashes if clash.kind == "name" for side in (clash.one, clash.other)]
    ledger = replace(ledger, spelled=frozenset(word for name in names for word in name.split()))
    found = [
        conflict
        for matter in _gather(clashes, ledger.claim_of)
        for conflict in _settle(matter, ledger)
        if not _is_told_by_one(conflict, matter, ledger)
    ]
    found += list_quote_conflicts(quotes, ledger)
    order = {"contradicts": 0, "supersedes": 1, "refines": 2}
    distinct = {conflict.id: conflict for conflict in found}
    return tuple(sorted(distinct.values(), key=lambda conflict: (order[conflict.relation], _KINDS.index(conflict.kind), conflict.id)))


def _is_told_by_one(conflict: Conflict, clashes: Sequence[Clash], ledger: Ledger) -> bool:
    """Whether a report, beside others, gives two values that were only read from two reports: it tells of two things. Not of tolls, nor of
    what is the same in all else."""
    if conflict.relation != "contradicts" or conflict.kind not in {"date", "number", "place"} or len(conflict.values) != 2:
        return False
    if any(clash.is_retold for clash in clashes) or clashes[0].matter in ledger.counted.running:
        return False
    if any(clash.one.reading.statement.report == clash.other.reading.statement.report for clash in clashes):
        return False
    first, second = (set(value.reports) for value in conflict.values)
    return not first.isdisjoint(second)


def _gather(clashes: Sequence[Clash], claim_of: Mapping[str, str]) -> list[list[Clash]]:
    """Clashes of one kind and matter that hang together by their statements."""
    by_matter: dict[tuple[str, str], list[Clash]] = defaultdict(list)
    for clash in clashes:
        by_matter[(clash.kind, clash.matter)].append(clash)
    gathered = []
    for _, group in sorted(by_matter.items()):
        nodes = [_node(side) for clash in group for side in (clash.one, clash.other)]
        part_of: dict[tuple[str, int], int] = {}
        links = [(_node(clash.one), _node(clash.other)) for clash in group]
        for number, part in enumerate(components(nodes, [*links, *_repeated(group, claim_of)])):
            part_of |= dict.fromkeys(part, number)
        parts: dict[int, list[Clash]] = defaultdict(list)
        for clash in group:
            parts[part_of[_node(clash.one)]].append(clash)
        gathered += [parts[number] for number in sorted(parts)]
    return gathered


def _repeated(group: Sequence[Clash], claim_of: Mapping[str, str]) -> list[tuple[tuple[str, int], tuple[str, int]]]:
    """Ties between clashes of one matter that are the same clash told by other reports: over the same two numbers, or two claims."""
    first: dict[tuple[str, ...], Side] = {}
    found = []
    for clash in group:
        sides = sorted((clash.one, clash.other), key=lambda side: (side.key, side.reading.statement.report, side.start))
        if clash.kind == "number":
            met = [tuple(side.key.partition("|")[0] for side in sides)]
        elif clash.kind == "place" and clash.matter:
            met = [(clash.matter,)]
        elif clash.kind in {"polarity", "status"}:
            met = [(side.key, claim_of.get(side.reading.statement.id, side.reading.statement.id)) for side in sides]
        else:
            continue
        found += [(_node(first.setdefault(key, sides[0])), _node(sides[0])) for key in met]
    return found


def _node(side: Side) -> tuple[str, int]:
    return side.reading.statement.id, side.start


def _settle(clashes: Sequence[Clash], ledger: Ledger) -> list[Conflict]:
    """One matter as conflicts, one for each relation between its values."""
    sides: dict[tuple[str, int], Side] = {}
    for clash in clashes:
        for side in (clash.one, clash.other):
            sides.setdefault(_node(side), side)
    kind = clashes[0].kind
    values = _join_values(list(sides.values()), kind, by_bounds=any(clash.relation == "refines" for clash in clashes))
    value_of = {_node(side): number for number, value in enumerate(values) for side in value}
    relations: dict[Relation, set[tuple[int, int]]] = defaultdict(set)
    for clash in clashes:
        low, high = sorted((value_of[_node(clash.one)], value_of[_node(clash.other)]))
        if low != high:
            relations[relate(clash, values[low], values[high], ledger)].add((low, high))
    for weaker in ("contradicts", "refines") if "supersedes" in relations else ():
        relations[weaker] -= relations["supersedes"]
    if "refines" in relations and len(relations) > 1 and kind == "number":
        relations["refines"] = _nearest_only(relations["refines"], values)
    return [
        write_conflict(
            kind, clashes[0].matter, relation, [values[number] for number in sorted({n for pair in pairs for n in pair})], ledger
        )
        for relation, pairs in sorted(relations.items())
        if pairs
    ]


def _nearest_only(pairs: set[tuple[int, int]], values: Sequence[Sequence[Side]]) -> set[tuple[int, int]]:
    """Of the values that a bound leaves room for and that clash among themselves, the one it is nearest to: "at least two" goes with three,
    not with the four that came later."""
    nearest: set[tuple[int, int]] = set()
    for number in {n for pair in pairs for n in pair}:
        if _is_bound(values[number][0]):
            mine = [pair for pair in pairs if number in pair]
            nearest.add(min(mine, key=lambda pair: (abs(amount_of(values[pair[0]][0])[0] - amount_of(values[pair[1]][0])[0]), pair)))
    return nearest or pairs


def _is_bound(side: Side) -> bool:
    """Whether the number is stated with room ("at least two", "about 200")."""
    value, low, high, *_ = side.key.split("|")
    return not value == low == high


def _join_values(sides: Sequence[Side], kind: ConflictKind, *, by_bounds: bool) -> list[list[Side]]:
    """Sides of one value: the same key, numbers whatever their bounds where none refines another (unless ``by_bounds``), or dates that
    leave room for each other."""
    ordered = sorted(sides, key=lambda side: (side.reading.statement.report, side.start, side.key))
    if kind != "date":
        by_key: dict[str, list[Side]] = defaultdict(list)
        for side in ordered:
            by_key[side.key if by_bounds or kind != "number" else f"{amount_of(side)[0]} {unit_of(side)}"].append(side)
        return [by_key[key] for key in sorted(by_key)]
    keys = sorted(dict.fromkeys(side.key for side in ordered), key=sort_key)
    named = {key: {day for side in ordered if side.key == key for day in _weekdays(side)} for key in keys}
    meant = {key: named[key] | weekday_of(key) for key in keys}
    same = [(a, b) for a, b in combinations(keys, 2) if meet(a, b) or not are_apart(a, b) or named[a] & meant[b] or named[b] & meant[a]]
    return [[side for side in ordered if side.key in part] for part in components(keys, same)]


def _weekdays(side: Side) -> frozenset[str]:
    """The days of the week by which alone a date is given: one name read from two days of publication is one value."""
    return next((moment.weekdays for moment in side.reading.moments if moment.start == side.start), frozenset())
