"""Numbers of one thing that cannot both be right, or of which one leaves room for the other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from stemma.stages.corroborate.comparing.agreement import are_dates_apart
from stemma.stages.corroborate.comparing.likeness import compare_telling
from stemma.stages.corroborate.comparing.matter import (
    Clash,
    Ground,
    are_comparable,
    each_names_another,
    recurs,
    shared_matter,
    side_of,
    sum_circumstances,
    tells_facts,
)
from stemma.stages.corroborate.comparing.moments import gap_days
from stemma.stages.corroborate.comparing.numbers import relate_counts, write_key
from stemma.stages.corroborate.comparing.reading import Count, Reading
from stemma.stages.corroborate.figures.parts import Place
from stemma.text.edtf import sort_key

SAME_TOLL = 0.3
SAME_TOLL_INSIDE = 0.6
SAME_CIRCUMSTANCES = 0.6
"""What statements outside the openings of their reports must share (who, where, with what) for their counts to be of one event."""
SAME_CLAIM = 0.6
BARE = 0.5
"""The weight of what a statement may say beside a toll to be one about the toll alone."""
FARTHEST_DAYS = 10
"""A count beside a date farther back than this is of another event."""
PER_VALUE = 8
"""How many statements speak for one number when numbers are compared."""


def find_toll_clashes(readings: Sequence[Reading], ground: Ground, parts: frozenset[Place]) -> Iterator[Clash]:
    """Counts of the dead, the injured, the missing … of one happening, whichever statements they stand in, but for counts of a part.

    Each value is spoken for by a few statements, so the cost grows with the number of values, not of statements.
    """
    for (slot, _), values in sorted(_gather_counts(readings, ground, parts).items()):
        chosen = {key: _choose_spokesmen(given) for key, given in sorted(values.items())}
        for first, second in combinations(sorted(chosen), 2):
            for one, a in chosen[first]:
                for other, b in chosen[second]:
                    relation = relate_counts(a, b)
                    if relation == "same" or _has_equal(a, other) or _has_equal(b, one):
                        continue
                    if are_comparable(one, other, ground) and _is_same_toll(one, other, ground):
                        yield _number_clash(relation, slot, (one, a, first), (other, b, second))


def _gather_counts(
    readings: Sequence[Reading], ground: Ground, parts: frozenset[Place]
) -> dict[tuple[str, str], dict[str, list[tuple[Reading, Count]]]]:
    """The counts of the event by slot and unit, then by value."""
    slots: dict[tuple[str, str], dict[str, list[tuple[Reading, Count]]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for count in reading.counts:
            if count.slot and (reading.statement.report, count.start) not in parts and _is_toll(count, reading, ground):
                unit = "*" if not count.unit or count.unit in ground.counted.general else count.unit
                slots[(count.slot, unit)][value_key(count)].append((reading, count))
    return slots


def _is_toll(count: Count, reading: Reading, ground: Ground) -> bool:
    is_measure = count.unit in ground.counted.measures and ground.counted.slots.get(count.unit) != count.slot
    if count.quantity.value is None or is_measure or not _is_of_the_event(reading, ground):
        return False
    # "one person died" deep in a report is one fate, not the toll
    return count.quantity.value != 1 or reading.statement.start <= ground.leads.get(reading.statement.report, 0)


def _is_of_the_event(reading: Reading, ground: Ground) -> bool:
    """Whether a statement tells of what the reports are about, not of an earlier happening of its kind."""
    published = ground.published.get(reading.statement.report)
    if not tells_facts(reading) or recurs(reading, ground):
        return False
    return published is None or not any(_lies_back(moment.edtf, published) for moment in reading.moments)


def _lies_back(edtf: str, published: str) -> bool:
    return sort_key(edtf) < sort_key(published) and gap_days(edtf, published) > FARTHEST_DAYS


def _choose_spokesmen(given: Sequence[tuple[Reading, Count]]) -> list[tuple[Reading, Count]]:
    """The first statement of each report, no more than a few."""
    first: dict[str, tuple[Reading, Count]] = {}
    for reading, count in given:
        first.setdefault(reading.statement.report, (reading, count))
    return list(first.values())[:PER_VALUE]


def _is_same_toll(one: Reading, other: Reading, ground: Ground) -> bool:
    first, second = one.statement, other.statement
    if first.polarity != second.polarity or are_dates_apart(one, other) or _other_place(one, other, ground):
        return False
    both, least = shared_matter(one, other)
    if first.report == second.report:
        return both >= SAME_TOLL_INSIDE and not each_names_another(one, other)
    leads = all(
        _opens(reading, ground) or _is_bare(reading, ground) or ground.definite.search(reading.statement.text) for reading in (one, other)
    )
    return leads or (least >= SAME_TOLL and sum_circumstances(one, other) >= SAME_CIRCUMSTANCES and not each_names_another(one, other))


def _opens(reading: Reading, ground: Ground) -> bool:
    return reading.statement.start <= ground.leads.get(reading.statement.report, 0)


def _is_bare(reading: Reading, ground: Ground) -> bool:
    """Whether a statement says how many died, were hurt … and nothing else, so that it can only be of what its report is about."""
    slots = {ground.meanings.key(count.slot) for count in reading.counts if count.slot}
    return not reading.names and not reading.moments and sum(w for key, w in reading.terms.items() if key not in slots) <= BARE


def _other_place(one: Reading, other: Reading, ground: Ground) -> bool:
    places = [{key for key in reading.entities if _is_place(key, ground)} for reading in (one, other)]
    return all(places) and places[0].isdisjoint(places[1])


def _is_place(key: str, ground: Ground) -> bool:
    entity = ground.entities.get(key.removeprefix("e:"))
    return entity is not None and entity.type == "place"


def find_measure_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """Other numbers: only of one unit, after one word, in statements of two reports that are the same but for them; also a bound that has
    become a number ("at least 2.4 million", "2.4 million")."""
    if not (one.counts and other.counts) or not _may_differ_in_numbers(one, other, ground):
        return
    for a in one.counts:
        for b in other.counts:
            relation = relate_counts(a, b)
            is_floor = any(count.quantity.high is None for count in (a, b))
            is_told = relation == "contradicts" or (relation == "refines" and a.quantity.value == b.quantity.value and is_floor)
            if is_told and _measure_one_thing(a, b) and not _has_equal(a, other) and not _has_equal(b, one):
                yield _number_clash(relation, f"={a.unit}", (one, a, value_key(a)), (other, b, value_key(b)))


def _measure_one_thing(a: Count, b: Count) -> bool:
    return a.slot is None and b.slot is None and bool(a.unit) and (a.unit, a.head) == (b.unit, b.head)


def _may_differ_in_numbers(one: Reading, other: Reading, ground: Ground) -> bool:
    first, second = one.statement, other.statement
    if first.report == second.report or first.polarity != second.polarity or first.status != second.status:
        return False
    if not (tells_facts(one) and tells_facts(other)) or recurs(one, ground) or recurs(other, ground):
        return False
    return not are_dates_apart(one, other) and not each_names_another(one, other) and _alike(one, other)


def _alike(one: Reading, other: Reading) -> bool:
    return min(shared_matter(one, other)) >= SAME_CLAIM and compare_telling(one, other) >= SAME_CLAIM


def _has_equal(count: Count, reading: Reading) -> bool:
    return any(value_key(count) == value_key(other) for other in reading.counts)


def _number_clash(relation: str, matter: str, first: tuple[Reading, Count, str], second: tuple[Reading, Count, str]) -> Clash:
    one, other = side_of(first[0], first[1], first[2]), side_of(second[0], second[1], second[2])
    return Clash(kind="number", relation=relation, matter=matter, one=one, other=other)


def value_key(count: Count) -> str:
    """A number with its bounds, made comparable."""
    quantity = count.quantity
    return write_key(quantity.value, quantity.low, quantity.high)
