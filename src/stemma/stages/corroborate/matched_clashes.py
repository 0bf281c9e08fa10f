"""Two statements that tell of one matter by all their words and meaning, and give it another value.

The other finders know what they look for (a toll, a date of one event); this one starts from the likeness of the statements, so it finds
whatever values were changed in what is otherwise told alike, and is strict about likeness instead.
"""

from collections.abc import Iterator
from dataclasses import replace

from stemma.stages.corroborate.agreement import are_dates_apart
from stemma.stages.corroborate.date_clashes import may_be_one_time, measure_otherwise
from stemma.stages.corroborate.likeness import compare_matter
from stemma.stages.corroborate.matter import Clash, Ground, Side, recurs, side_of, whole_side
from stemma.stages.corroborate.moments import exclude_each_other, gap_days
from stemma.stages.corroborate.number_clashes import value_key
from stemma.stages.corroborate.numbers import relate_counts
from stemma.stages.corroborate.reading import Count, Reading
from stemma.stages.corroborate.said_clashes import Spot, are_near, is_denial_of, place_spots, role_of
from stemma.stages.corroborate.scopes import scope_of

NUMBERS, DATES, PLACES, STATUSES = 0.55, 0.7, 0.6, 0.95
"""How alike two statements must be (0..1, their values left out) for values of each kind to be compared."""
SAME_DEED = 0.8
"""How alike they must be for numbers beside other verbs to be compared."""
SURE = 0.8
FARTHEST_DAYS = 10
"""Dates farther apart are compared only where the statements are surely alike."""


def find_matched_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """Every clash of two statements of different reports that are alike enough, by kind."""
    if one.statement.report == other.statement.report or recurs(one, ground) or recurs(other, ground):
        return
    likeness = compare_matter(one, other)
    if likeness < NUMBERS:
        return
    if one.statement.polarity != other.statement.polarity:
        return
    if likeness >= NUMBERS and not are_dates_apart(one, other):
        yield from _numbers(one, other, likeness, ground)
    if likeness >= DATES and not measure_otherwise(one, other):
        yield from _dates(one, other, likeness)
    if likeness >= PLACES:
        yield from _places(one, other, ground)
    if likeness >= STATUSES:
        yield from _statuses(one, other, ground)


def _numbers(one: Reading, other: Reading, likeness: float, ground: Ground) -> Iterator[Clash]:
    """Counts of one thing, where neither statement has the other's number too, nor tells a state on the way or of a wider whole."""
    if scope_of(one) != scope_of(other):
        return
    pairs = [(a, b) for a in one.counts for b in other.counts if _count_one_thing(a, b, one, other, ground)]
    if len({id(a) for a, _ in pairs}) != 1 or len({id(b) for _, b in pairs}) != 1:
        return
    a, b = pairs[0]
    relation = relate_counts(a, b)
    if not (a.slot and b.slot) and a.head != b.head and likeness < SAME_DEED:
        return
    if ground.gives(one.statement.report, b) or ground.gives(other.statement.report, a):
        return
    if relation == "same" or {value_key(a)} & {value_key(count) for count in other.counts}:
        return
    if {value_key(b)} & {value_key(count) for count in one.counts} or None in {a.quantity.value, b.quantity.value}:
        return
    matter = a.slot or b.slot or f"={a.unit or b.unit}"
    yield Clash(kind="number", relation=relation, matter=matter, one=side_of(one, a, value_key(a)), other=side_of(other, b, value_key(b)))


def _count_one_thing(a: Count, b: Count, one: Reading, other: Reading, ground: Ground) -> bool:
    if a.slot is None and b.slot is not None and _is_implied(b.slot, one, ground):
        a = replace(a, slot=b.slot)
    if b.slot is None and a.slot is not None and _is_implied(a.slot, other, ground):
        b = replace(b, slot=a.slot)
    if a.slot != b.slot and ((a.slot and b.slot) or _is_loose(a, ground) or _is_loose(b, ground)):
        return False
    if a.unit == b.unit:
        return bool(a.unit or a.slot)
    if a.slot and a.slot == b.slot and not (a.is_measure or b.is_measure):
        return _is_loose(a, ground) or _is_loose(b, ground)
    return (not a.unit and b.unit in one.words_folded) or (not b.unit and a.unit in other.words_folded)


def _is_implied(slot: str, reading: Reading, ground: Ground) -> bool:
    """Whether the only number of a statement counts those whom its words tell of ("four are known to have died")."""
    return len(reading.counts) == 1 and ground.meanings.key(slot) in reading.keys


def _is_loose(count: Count, ground: Ground) -> bool:
    """Whether a number does not say what it counts, or only that it counts people or things."""
    return not count.unit or count.unit in ground.counted.general


def _dates(one: Reading, other: Reading, likeness: float) -> Iterator[Clash]:
    first, second = ([moment for moment in reading.moments if not moment.is_aside] for reading in (one, other))
    if len(first) != 1 or len(second) != 1:
        return
    a, b = first[0], second[0]
    if not exclude_each_other(a.edtf, a.bound, b.edtf, b.bound) or (a.weekdays & b.weekdays) or may_be_one_time(a, one, b, other):
        return
    gap = gap_days(a.edtf, b.edtf)
    if gap >= 1 and (gap <= FARTHEST_DAYS or likeness >= SURE):
        yield Clash(kind="date", relation="contradicts", matter="", one=side_of(one, a, a.edtf), other=side_of(other, b, b.edtf))


def _places(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """Each names one place that the other does not, in the same role, and neither lies in the other; neither report speaks of
    the other's place at all."""
    first, second = place_spots(one, other, ground), place_spots(other, one, ground)
    if len(first) != 1 or len(second) != 1 or role_of(first[0]) != role_of(second[0]) or _tell_of(first[0], second[0], one, other, ground):
        return
    known = [ground.entities[spot[0].removeprefix("e:")] for spot in (first[0], second[0])]
    same_country = known[0].country is not None and known[0].country == known[1].country
    if (same_country and any(ground.is_country(place) for place in known)) or are_near(known[0], known[1]):
        return
    sides = [
        Side(reading=reading, key=spot[0], start=spot[2][0], end=spot[2][1]) for reading, spot in ((one, first[0]), (other, second[0]))
    ]
    yield Clash(kind="place", relation="contradicts", matter="", one=sides[0], other=sides[1])


def _tell_of(first: Spot, second: Spot, one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether a report speaks of both places."""
    reports = [reading.statement.report for reading in (one, other)]
    return any(
        any(mention.report == report for mention in ground.entities[spot[0].removeprefix("e:")].mentions)
        for spot, report in ((first, reports[1]), (second, reports[0]))
    )


def _statuses(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """What one tells as off and the other as on or done, or one as planned and a later one as done."""
    first, second = one.statement.status, other.statement.status
    if "cancelled" in {first, second} and first != second and {first, second} & {"planned", "ongoing", "happened"}:
        keys = ["cancelled" if status == "cancelled" else "on" for status in (first, second)]
        if is_denial_of(one, other, ground):
            yield Clash(kind="status", relation="contradicts", matter="", one=whole_side(one, keys[0]), other=whole_side(other, keys[1]))
