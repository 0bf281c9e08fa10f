"""Two values of a story that are given for one thing: a judgement over all places where reports give the one and others the other.

Words around two numbers tell less the more freely reports are written: a pair of places is weak evidence then, and what stands beside it
counts. Several places of the two values lie close; the two stand closer than other numbers of those reports; most reports give one of the
values and others only the other. The weights were fitted by training/fit_rival_values.py.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from stemma.stages.corroborate.comparing.numbers import Relation
from stemma.stages.corroborate.figures.gauges import MEASURED, Gauge

WEIGHTS: Mapping[str, float] = {
    "always": -0.23,
    "closest": 0.98,
    "third closest": 0.21,
    "stands out": 0.13,
    "most give one": 0.87,
}
ENOUGH, ENOUGH_TO_REFINE = 0.42, 0.6
CLOSE = -0.32
"""From which log odds on a pair of places is told, besides the closest of its two values."""
FAR = -2.5
"""Two values whose closest places have lower log odds are given for two things."""
NONE_CLOSE, FARTHEST = -6.0, -5.0
"""The log odds of a place that there is not, and the least that tell anything."""
MOST_MARGIN, MOST_REPORTS, THIRD, BEST = 4.0, 6, 2, 2

Rivals = tuple[float, Gauge, Gauge, Relation]
"""Two numbers of two reports, with the log odds that they are given for one thing by the words around them, and how they compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The numbers of a story by value; ``seen``: for each number that stands closest to another and the report of that one, the two highest
    log odds there and where they stand; ``may_rival``: whether the sorts of two numbers let them stand for one thing."""

    by_value: Mapping[float, Sequence[Gauge]]
    seen: Mapping[tuple[str, int, str], Sequence[tuple[float, int]]]
    reports: int
    may_rival: Callable[[Gauge, Gauge], bool]


def choose_rivals(
    rivals: Sequence[Rivals], gauges: Mapping[str, Sequence[Gauge]], may_rival: Callable[[Gauge, Gauge], bool]
) -> list[Rivals]:
    """The pairs of numbers that are close, of values that are likely given for one thing; those of two values together, closest first. The
    cost grows with the number of pairs."""
    groups = group_values(rivals)
    values = gather_values(groups, rivals, gauges, may_rival)
    chosen: list[Rivals] = []
    for held in groups:
        score = judge(measure_values(held, values))
        close = [pair for place, pair in enumerate(held) if not place or pair[0] >= CLOSE]
        chosen += [pair for pair in close if score >= (ENOUGH_TO_REFINE if pair[3] == "refines" else ENOUGH)]
    return chosen


def gather_values(
    groups: Sequence[Sequence[Rivals]],
    rivals: Sequence[Rivals],
    gauges: Mapping[str, Sequence[Gauge]],
    may_rival: Callable[[Gauge, Gauge], bool],
) -> Values:
    """All that judging the values of a story needs."""
    by_value: dict[float, list[Gauge]] = defaultdict(list)
    for report in sorted(gauges):
        for gauge in gauges[report]:
            by_value[gauge.value].append(gauge)
    ends = [pair for held in groups for pair in ((held[0][1], held[0][2]), (held[0][2], held[0][1]))]
    seen: dict[tuple[str, int, str], list[tuple[float, int]]] = {(a.report, a.start, b.report): [] for a, b in ends}
    for odds, one, other, _ in rivals:
        for a, b in ((one, other), (other, one)):
            best = seen.get((a.report, a.start, b.report))
            if best is not None and (len(best) < BEST or (-odds, b.start) < (-best[-1][0], best[-1][1])):
                best[:] = sorted([*best, (odds, b.start)], key=lambda item: (-item[0], item[1]))[:BEST]
    return Values(by_value=by_value, seen=seen, reports=len(gauges), may_rival=may_rival)


def group_values(rivals: Sequence[Rivals]) -> list[list[Rivals]]:
    """The pairs of each two values of one sort that are near enough to be judged, closest first."""
    groups: dict[tuple[float, float, str], list[Rivals]] = defaultdict(list)
    for pair in rivals:
        low, high = pair[1:3] if pair[1].value < pair[2].value else pair[2:0:-1]
        groups[(low.value, high.value, _sort_of(low) or _sort_of(high))].append(pair)
    near = [groups[key] for key in sorted(groups) if max(pair[0] for pair in groups[key]) >= FAR]
    for held in near:
        held.sort(key=lambda pair: (-pair[0], pair[1].report, pair[1].start, pair[2].report, pair[2].start))
    return near


def _sort_of(gauge: Gauge) -> str:
    """What a number measures or orders, nothing where it counts."""
    if gauge.sort == "duration":
        return gauge.sort
    return f"{gauge.sort} {gauge.unit.rpartition(' ')[2]}" if gauge.sort in MEASURED or gauge.sort == "ordinal" else ""


def judge(features: Mapping[str, float]) -> float:
    """How likely (0..1) two values are given for one thing."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def measure_values(held: Sequence[Rivals], values: Values) -> dict[str, float]:
    """The features of two values, by name, of all pairs of places where they are told, closest first."""
    odds, one, other, _ = held[0]
    first, second = _givers(one, other, values), _givers(other, one, values)
    fewest, most = sorted((len(first - second), len(second - first)))
    next_best = min(_next_best(one, other, values), _next_best(other, one, values))
    return {
        "always": 1.0,
        "closest": odds,
        "third closest": max(FARTHEST, held[THIRD][0]) if len(held) > THIRD else FARTHEST,
        "stands out": max(-MOST_MARGIN, min(MOST_MARGIN, odds - next_best)),
        "most give one": min(MOST_REPORTS, most) / values.reports if fewest else 0.0,
    }


def _givers(gauge: Gauge, other: Gauge, values: Values) -> frozenset[str]:
    """The reports that give the value of a number, where it could stand for what the other is given for."""
    return frozenset(same.report for same in values.by_value[gauge.value] if values.may_rival(same, other))


def _next_best(gauge: Gauge, other: Gauge, values: Values) -> float:
    """The highest log odds of a number with another number of the report of its rival."""
    seen = values.seen[(gauge.report, gauge.start, other.report)]
    return next((odds for odds, start in seen if start != other.start), NONE_CLOSE)
