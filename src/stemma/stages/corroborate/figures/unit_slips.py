"""One figure in two units: 62 metres in one report, 62 miles in another. A conversion changes the figure; who keeps it and changes the
unit, or the currency, made a mistake."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.language.lexicon import Lexicons
from stemma.records import Page
from stemma.stages.corroborate.comparing.agreement import measure
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.figures.gauges import Gauge
from stemma.stages.corroborate.figures.measures import dimensions_of

SAME_MATTER, SAME_SORT, SAME_WORDS = 0.4, 0.2, 0.7
"""How like (cosine) two sentences must be for their figures to be of one thing: of two digits or more; such of money or speed, of which a
text gives fewer; of one digit and noughts, which come up again by chance."""
SELDOM = frozenset({"money", "speed"})
FEWEST_DIGITS = 2
_SIDE = re.compile(r"\s(long|wide|deep|high|tall|thick|away|across)\b")
PER_FIGURE = 12
"""How many times one figure is met."""


def find_unit_slips(gauges: Mapping[str, Sequence[Gauge]], pages: Mapping[str, Page], lexicons: Lexicons) -> Iterator[Clash]:
    """Each figure that two reports give with other units of one dimension in sentences alike, wherever they give it; who gives it with both
    units speaks of two things. Linear in the figures."""
    by_value: dict[float, list[Gauge]] = defaultdict(list)
    for report in sorted(gauges):
        for gauge in gauges[report]:
            if gauge.sort == "measure" and gauge.unit:
                by_value[gauge.value].append(gauge)
    for _, held in sorted(by_value.items()):
        pairs = [pair for pair in combinations(held[:PER_FIGURE], 2) if _may_slip(*pair, held, pages, lexicons)]
        slips = {(_told(one), _told(other)) for one, other in pairs if _are_alike(one, other, lexicons)}
        for one, other in pairs:
            if (_told(one), _told(other)) in slips:
                yield Clash(kind="number", relation="contradicts", matter="", one=_side(one), other=_side(other), is_retold=True)


def _may_slip(one: Gauge, other: Gauge, held: Sequence[Gauge], pages: Mapping[str, Page], lexicons: Lexicons) -> bool:
    """Whether two figures may be one; not the length of one thing and the depth of another."""
    if one.report == other.report or not _are_two_units(one.unit, other.unit, lexicons) or _gives_both(one, other, held):
        return False
    sides = {match[1] for gauge in (one, other) if (match := _SIDE.match(pages[gauge.report].report.text, gauge.end))}
    return len(sides) <= 1


def _told(gauge: Gauge) -> tuple[str, str]:
    return gauge.report, gauge.unit


def _are_alike(one: Gauge, other: Gauge, lexicons: Lexicons) -> bool:
    seldom = not SELDOM.isdisjoint(dimensions_of(one.unit, lexicons) & dimensions_of(other.unit, lexicons))
    least = SAME_WORDS if len(_digits(one.value)) < FEWEST_DIGITS else SAME_SORT if seldom else SAME_MATTER
    return measure(one.reading, other.reading)["same meaning"] >= least


def _digits(value: float) -> str:
    return f"{value:.6g}".split("e")[0].replace(".", "").strip("0")


def _are_two_units(one: str, other: str, lexicons: Lexicons) -> bool:
    """Whether two names of units are of one dimension, and not of one unit that is written or bounded otherwise ("dollar", "US dollar";
    "ton", "tonne")."""
    if dimensions_of(one, lexicons).isdisjoint(dimensions_of(other, lexicons)):
        return False
    is_within = any(a in b.split() for a, b in ((one, other), (other, one)))
    return not is_within and {one[:3], other[:3]} != {"ton"}


def _gives_both(one: Gauge, other: Gauge, held: Sequence[Gauge]) -> bool:
    reports = [{gauge.report for gauge in held if gauge.unit == unit} for unit in (one.unit, other.unit)]
    return not reports[0].isdisjoint(reports[1])


def _side(gauge: Gauge) -> Side:
    """The figure made comparable, its unit behind it."""
    key = f"{write_key(gauge.value, gauge.value, gauge.value)}|{gauge.unit}"
    return Side(reading=gauge.reading, key=key, start=gauge.start, end=gauge.end)
