"""One figure in two units: 62 metres in one report, 62 miles in another. A conversion changes the figure; who keeps it and changes the
unit, or the currency, made a mistake."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.language.lexicon import Lexicons
from stemma.stages.corroborate.comparing.agreement import measure
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.figures.gauges import Gauge
from stemma.stages.corroborate.figures.measures import dimensions_of

SAME_MATTER = 0.4
"""How like (cosine) two sentences must be for their figures to be of one thing."""
FEWEST_DIGITS = 2
"""Figures of one digit and noughts come up again by chance."""
PER_FIGURE = 12
"""How many times one figure is met."""


def find_unit_slips(gauges: Mapping[str, Sequence[Gauge]], lexicons: Lexicons) -> Iterator[Clash]:
    """Each figure that two reports give with other units of one dimension in sentences alike; who gives it with both speaks of two things.
    Linear in the figures."""
    by_value: dict[float, list[Gauge]] = defaultdict(list)
    for report in sorted(gauges):
        for gauge in gauges[report]:
            if gauge.sort == "measure" and gauge.unit and len(_digits(gauge.value)) >= FEWEST_DIGITS:
                by_value[gauge.value].append(gauge)
    for _, held in sorted(by_value.items()):
        for one, other in combinations(held[:PER_FIGURE], 2):
            is_slip = _are_two_units(one.unit, other.unit, lexicons) and one.report != other.report and not _gives_both(one, other, held)
            if is_slip and measure(one.reading, other.reading)["same meaning"] >= SAME_MATTER:
                yield Clash(kind="number", relation="contradicts", matter="", one=_side(one), other=_side(other), is_retold=True)


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
