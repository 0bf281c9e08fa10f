"""When two numbers measure the same thing, and whether they can both be right."""

from collections.abc import Mapping, Sequence
from typing import Literal

from stemma.stages.corroborate.comparing.reading import Count

DAYS: Mapping[str, float] = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.25}
SAME_LENGTH, FARTHEST_LENGTH = 0.1, 6.0
"""By which share lengths of time in two units may differ and be one, and by which factor and be of one thing."""
Relation = Literal["same", "refines", "contradicts"]
ROUNDING, ABOUT = 0.05, 0.1
"""How far two numbers may lie apart, as a share of the larger, where one of them is round, and where one says "about"."""


def relate_counts(one: Count, other: Count) -> Relation:
    """How two counts of the same thing compare: a bound or a rounder number that leaves room for the other refines it."""
    first, second = _range(one), _range(other)
    if one.quantity.value is not None and one.quantity.value == other.quantity.value and _is_exact(one) == _is_exact(other):
        return "same"
    if first[0] <= second[1] and second[0] <= first[1]:
        return "refines"
    return "refines" if _is_rounding(one, other) else "contradicts"


def numbers_exclude(counts: Sequence[Count], others: Sequence[Count]) -> bool:
    """Whether two statements give other numbers for one thing: some count of the first has counterparts in the second, and all
    of them contradict it (and the other way round)."""
    return any(_contradicted(count, others) for count in counts) and any(_contradicted(count, counts) for count in others)


def _contradicted(count: Count, others: Sequence[Count]) -> bool:
    same = [other for other in others if _same_thing(count, other)]
    return bool(same) and all(relate_counts(count, other) == "contradicts" or _state_two_values(count, other) for other in same)


def _state_two_values(one: Count, other: Count) -> bool:
    """Whether two different numbers are stated, neither as an approximation: "at least two" and "three" are two claims too."""
    values = one.quantity.value, other.quantity.value
    return not (one.quantity.is_approximate or other.quantity.is_approximate) and None not in values and values[0] != values[1]


def _same_thing(one: Count, other: Count) -> bool:
    if one.slot is not None and other.slot is not None:
        return one.slot == other.slot and units_agree(one, other)
    return bool(one.unit) and one.unit == other.unit and (one.head == other.head or not (one.is_measure or other.is_measure))


def units_agree(one: Count, other: Count) -> bool:
    """Whether two counts of one slot can count the same: one unit, or no unit given."""
    return one.unit == other.unit or not one.unit or not other.unit


def are_other_lengths(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether two lengths of time in two units are of one order and not the same.

    >>> are_other_lengths((18, "month"), (2, "year")), are_other_lengths((18, "month"), (1.5, "year"))
    (True, False)
    """
    if one[1] == other[1] or one[1] not in DAYS or other[1] not in DAYS:
        return False
    days = sorted(value * DAYS[unit] for value, unit in (one, other))
    return days[0] > 0 and 1 + SAME_LENGTH < days[1] / days[0] <= FARTHEST_LENGTH


def write_key(value: float | None, low: float | None, high: float | None) -> str:
    """A number with its bounds, made comparable: whole numbers without a point.

    >>> write_key(46.0, 46, None), write_key(None, 2.5, 3)
    ('46|46|None', 'None|2.5|3')
    """
    return "|".join(
        str(int(part)) if part is not None and abs(part) < 1e15 and part == int(part) else str(part) for part in (value, low, high)
    )


def _range(count: Count) -> tuple[float, float]:
    quantity = count.quantity
    if quantity.low is None and quantity.high is None and quantity.value is not None:
        return quantity.value, quantity.value
    return (
        quantity.low if quantity.low is not None else float("-inf"),
        quantity.high if quantity.high is not None else float("inf"),
    )


def _is_exact(count: Count) -> bool:
    low, high = _range(count)
    return low == high


def _is_rounding(one: Count, other: Count) -> bool:
    first, second = one.quantity.value, other.quantity.value
    if first is None or second is None or max(abs(first), abs(second)) < 50:
        return False
    gap, most = abs(first - second), max(abs(first), abs(second))
    if any(
        count.quantity.is_approximate and gap <= min(_last_place(value), ABOUT * most) for count, value in ((one, first), (other, second))
    ):
        return True
    room = ABOUT if one.quantity.is_approximate or other.quantity.is_approximate else ROUNDING
    return gap <= room * most and (_is_round(first) or _is_round(second))


def _last_place(value: float) -> float:
    """What the last digit of a number counts that is no nought: how far "about 1,680" may be off.

    >>> _last_place(1680), _last_place(1688), _last_place(2.5)
    (10, 1, 0)
    """
    place = 1
    while value and value % (10 * place) == 0:
        place *= 10
    return place if value and value % 1 == 0 else 0


def _is_round(value: float) -> bool:
    """Whole tens or more, of at most two significant digits ("1,200", "30"), as people say numbers that they do not know exactly.

    >>> _is_round(1200), _is_round(1234), _is_round(58)
    (True, False, False)
    """
    return value % 10 == 0 and value == float(f"{value:.2g}")
