"""Units that measure, and what two of one dimension come to: 12 metres and 120 feet are two depths, 120 km/h and 75 mph one speed."""

from collections.abc import Mapping
from functools import lru_cache

from stemma.language.lexicon import Lexicons

SIZES: Mapping[str, tuple[str, float]] = {
    "kilometre": ("length", 1000.0),
    "mile": ("length", 1609.3),
    "nautical mile": ("length", 1852.0),
    "yard": ("length", 0.9144),
    "metre": ("length", 1.0),
    "foot": ("length", 0.3048),
    "inch": ("length", 0.0254),
    "centimetre": ("length", 0.01),
    "millimetre": ("length", 0.001),
    "tonne": ("weight", 1000.0),
    "ton": ("weight", 1000.0),
    "kilogram": ("weight", 1.0),
    "gram": ("weight", 0.001),
    "milligram": ("weight", 0.000001),
    "microgram": ("weight", 0.000000001),
    "kilometre per hour": ("speed", 1.0),
    "mile per hour": ("speed", 1.6093),
    "knot": ("speed", 1.852),
    "square kilometre": ("area", 100.0),
    "square mile": ("area", 259.0),
    "hectare": ("area", 1.0),
    "acre": ("area", 0.4047),
    "gigawatt": ("power", 1000.0),
    "megawatt": ("power", 1.0),
    "kilowatt": ("power", 0.001),
}
"""The dimension of a unit and its size in it; not the pound, which is money as well."""
SAME_SIZE, FARTHEST_SIZE = 0.15, 100.0
"""By which share sizes in two units may differ and be one, rounded, and by which factor at most and be of one thing."""
_VOLUMES = frozenset({"litre", "cubic metre", "barrel"})
_MONEY = frozenset({"SIGN", "LETTERSIGN", "CURRENCY"})
_OTHERS = frozenset({"PERCENT", "MEASURE"})


@lru_cache(maxsize=8)
def _units(lexicons: Lexicons, kinds: frozenset[str]) -> frozenset[str]:
    return frozenset(unit.lower() for _, kind, unit in lexicons.rows("quantities") if kind in kinds)


def _is_of(unit: str, known: frozenset[str]) -> bool:
    return unit in known or unit.rpartition(" ")[2] in known


def measures(unit: str, lexicons: Lexicons) -> bool:
    """Whether a unit, in lower case and the singular, is one of money or of measure ("cubic metre", "Danish krone", "mile per hour")."""
    first = unit.partition(" per ")[0]
    return bool(first) and _is_of(first, _units(lexicons, _MONEY) | _units(lexicons, _OTHERS))


def dimensions_of(unit: str, lexicons: Lexicons) -> frozenset[str]:
    """What a unit may measure: a pound is money or a weight."""
    found = {SIZES[unit][0]} if unit in SIZES else {"volume"} if unit in _VOLUMES else set[str]()
    found |= {"weight"} if unit == "pound" else set()
    return frozenset(found | ({"money"} if _is_of(unit, _units(lexicons, _MONEY)) else set()))


def size_of(value: float, unit: str) -> float:
    """The amount in the base unit of its dimension; as it stands where the unit has none here."""
    return value * SIZES[unit][1] if unit in SIZES else value


def are_other_sizes(one: tuple[float, str], other: tuple[float, str]) -> bool:
    """Whether two amounts in two units of one dimension are not the same, and near enough to be given for one thing.

    >>> are_other_sizes((12, "metre"), (120, "foot")), are_other_sizes((120, "kilometre per hour"), (75, "mile per hour"))
    (True, False)
    """
    if one[1] == other[1] or one[1] not in SIZES or other[1] not in SIZES or SIZES[one[1]][0] != SIZES[other[1]][0]:
        return False
    sizes = sorted(abs(size_of(*amount)) for amount in (one, other))
    return sizes[0] > 0 and 1 + SAME_SIZE < sizes[1] / sizes[0] <= FARTHEST_SIZE
