"""Where a thing lies, told in two ways: two countries, regions, cities or parts of a country that exclude each other, wherever reports give
the one and others the other and nobody gives both.

As with dates (``rival_dates``) two values are judged as a pair: of all places where the one and the other are told the two that stand
closest are measured. Values of which one may hold the other only refine. The weights were fitted by training/fit_rival_places.py.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import exp, log

from stemma.language.lexicon import Lexicons
from stemma.language.rarity import rarity
from stemma.stages.corroborate.comparing.like_sentences import ALIKE, Place
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.parallels import Parallel
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.spots import are_neighbours, are_of_one_city, can_hold
from stemma.stages.corroborate.places.told_places import ToldPlace

WEIGHTS: Mapping[str, float] = {
    "always": -0.13,
    "closest": 1.42,
    "next closest": 2.30,
    "one country": 0.77,
    "places told": -2.05,
}
ENOUGH = 0.3
CLOSENESS: Mapping[str, float] = {
    "same meaning": 1.0,
    "words beside": 1.0,
    "same words": 0.5,
    "same role": 0.3,
    "aligned": 1.0,
    "in the openings": 0.3,
}
"""By what two places are taken for being told of one thing; set by hand."""
CLOSE = 0.4
"""How far below the closest pair others are shown beside it."""
LONE = 0.5
"""How much less close the next places count to stand where there are none."""
MEASURED = 1024
"""So many pairs of places are remembered: those of two values are measured to choose among them and to judge them."""
PER_VALUE = 8
"""How many places where one value is told are held against those of another, of each report the first one first."""
FEW = 5
"""Of how many places a story speaks that does not speak of many."""
HAPPENING = 4.0
"""What a kind of happening weighs, of which no rarity is known."""
SAME_WORDS = 0.3
"""The share of the words that they hang on from which two towns, or places of two ranks, are told of one thing."""
LEAST_BESIDE, LEAST_WORDS = 8.0, 6.0
Pair = tuple[ToldPlace, ToldPlace]


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """The places of a story by value, the reports that speak of each value, and the pairs of values that a sentence names together or sets
    against each other."""

    told: Mapping[str, Sequence[ToldPlace]]
    given: Mapping[str, frozenset[str]]
    together: frozenset[tuple[str, str]]
    denied: Mapping[str, frozenset[str]]
    aligned: Mapping[tuple[Place, Place], Parallel]
    ground: Ground

    def tells_where(self, one: str, other: str) -> bool:
        """Whether something is said to be in each of two values, or to be in the one and not in the other."""
        return all(any(place.is_locative for place in self.told[value]) for value in (one, other)) or self.sets_apart(one, other)

    def sets_apart(self, one: str, other: str) -> bool:
        """Whether a report that gives one of two values says that the other is not so."""
        none: frozenset[str] = frozenset()
        return bool(self.given[one] & self.denied.get(other, none) or self.given[other] & self.denied.get(one, none))


def find_rival_places(places: Mapping[str, Sequence[ToldPlace]], ground: Ground) -> Iterator[Clash]:
    """Every clash of two places that are likely given for one thing, wherever that stands close; in order of value."""
    chart = open_chart(places, ground)
    for rivals in gather_rival_places(chart):
        if not _may_be_one(rivals, chart):
            continue
        closeness = [measure_closeness(*pair, chart) for pair in rivals]
        closest = rivals[closeness.index(max(closeness))]
        if judge(measure_rival_places(rivals, chart)) >= ENOUGH and _are_of_a_kind(*closest, ground):
            for (one, other), near in zip(rivals, closeness, strict=True):
                if near >= max(closeness) - CLOSE:
                    matter = f"{one.value} {other.value}"
                    yield Clash(kind="place", relation="contradicts", matter=matter, one=_side(one), other=_side(other), is_retold=True)


def _may_be_one(rivals: Sequence[Pair], chart: Chart) -> bool:
    """Whether two values may be judged to be of one thing, were the places told in one sentence that share any word to share all; a bound,
    as the values of a story of many places are many, and nearly all of them far from each other."""
    beside, heads = (any(not getattr(one, kind).isdisjoint(getattr(other, kind)) for one, other in rivals) for kind in ("beside", "heads"))
    most = sum(CLOSENESS.values()) - (0.0 if beside else CLOSENESS["words beside"]) - (0.0 if heads else CLOSENESS["same words"])
    return judge({"always": 1.0, "closest": most, "next closest": most, "one country": 1.0, "places told": _count_told(chart)}) >= ENOUGH


def _count_told(chart: Chart) -> float:
    return log(1 + max(FEW, len(chart.told)))


def _are_of_a_kind(one: ToldPlace, other: ToldPlace, ground: Ground) -> bool:
    """Whether two places are of one rank, or hang on the same words: towns are told in passing ("made at Tarn", "listed in Orlo")."""
    is_alike = one.rank == other.rank != "city"
    return is_alike or _share(one.heads, other.heads, LEAST_WORDS, ground) >= SAME_WORDS


def _side(told: ToldPlace) -> Side:
    return Side(reading=told.reading, key=told.value, start=told.start, end=told.end)


def open_chart(places: Mapping[str, Sequence[ToldPlace]], ground: Ground) -> Chart:
    """All that judging the places of a story needs."""
    told: dict[str, list[ToldPlace]] = defaultdict(list)
    given: dict[str, set[str]] = defaultdict(set)
    denied: dict[str, set[str]] = defaultdict(set)
    together: set[tuple[str, str]] = set()
    for report in sorted(places):
        for place in places[report]:
            if place.is_denied:
                denied[place.value].add(report)
                continue
            told[place.value].append(place)
            given[place.value].add(report)
            homes = {spot.country for spot in place.spots}
            if len(homes) == 1:
                given[f"c:{next(iter(homes))}"].add(report)
        together |= {_pair_of(one.value, other.value) for one, other in _in_one_sentence(places[report])}
    return Chart(
        told={value: tuple(told[value]) for value in sorted(told)},
        given={value: frozenset(reports) for value, reports in given.items()},
        together=frozenset(together),
        denied={value: frozenset(reports) for value, reports in denied.items()},
        aligned={(min(p.one, p.other), max(p.one, p.other)): p for p in ground.parallels},
        ground=ground,
    )


def _in_one_sentence(places: Sequence[ToldPlace]) -> Iterator[Pair]:
    by_sentence: dict[int, list[ToldPlace]] = defaultdict(list)
    for place in places:
        if place.is_denied:
            continue
        by_sentence[place.place].append(place)
    for _, held in sorted(by_sentence.items()):
        yield from combinations(held, 2)


def _pair_of(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


# ---------------------------------------------------------------- candidates


def gather_rival_places(chart: Chart) -> list[list[Pair]]:
    """For every two values that exclude each other and that no report gives both, unless to set one against the other, the places of two
    reports that give them; in order of value."""
    first = {value: turns for value, told in chart.told.items() if (turns := _first_told(told))}
    found = []
    for one, other in combinations(sorted(first), 2):
        if chart.given[one] & chart.given[other] or (one, other) in chart.together:
            continue
        if exclude_each_other(first[one][0], first[other][0]) and chart.tells_where(one, other):
            pairs = [(a, b) for a in first[one] for b in first[other] if a.report != b.report and not may_be_near_both(a, b)]
            if pairs:
                found.append(pairs)
    return found


def _first_told(told: Sequence[ToldPlace]) -> list[ToldPlace]:
    """The first places of each report before the second ones, and so on; none of a dateline, which says where the report was filed."""
    seen: dict[str, int] = defaultdict(int)
    turns = []
    for place in (place for place in told if place.tie != "dateline"):
        turns.append((seen[place.report], place.report, place.start, place))
        seen[place.report] += 1
    return [place for *_, place in sorted(turns, key=lambda turn: turn[:3])[:PER_VALUE]]


def exclude_each_other(one: ToldPlace, other: ToldPlace) -> bool:
    """Whether nothing can lie in both: two countries, places of which none may hold the other, parts that share no point of the compass."""
    if "part" in (one.rank, other.rank):
        return one.rank == other.rank and _are_other_parts(one.value, other.value)
    if "country" in (one.rank, other.rank):
        return one.rank == other.rank
    return not any(can_hold(a, b) or can_hold(b, a) or are_of_one_city(a, b) for a in one.spots for b in other.spots)


def may_be_near_both(one: ToldPlace, other: ToldPlace) -> bool:
    """Whether what is only said to be near one place may lie in or near the other."""
    is_near = not {one.role, other.role}.isdisjoint({"near", "outside", "off"})
    return is_near and any(are_neighbours(a, b) for a in one.spots for b in other.spots)


def _are_other_parts(one: str, other: str) -> bool:
    (_, points, whole), (_, others, other_whole) = one.split(":", 2), other.split(":", 2)
    return not set(points) & set(others) and (whole == other_whole or not whole or not other_whole)


# ---------------------------------------------------------------- the judgement


def judge(features: Mapping[str, float]) -> float:
    """How likely (0..1) two places are given for one thing."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def measure_rival_places(rivals: Sequence[Pair], chart: Chart) -> dict[str, float]:
    """The features of two values, by name."""
    closeness = [measure_closeness(*pair, chart) for pair in rivals]
    closest = rivals[closeness.index(max(closeness))]
    homes = [_countries(place) for place in closest]
    return {
        "always": 1.0,
        "closest": max(closeness),
        "one country": float(not homes[0].isdisjoint(homes[1])),
        "places told": _count_told(chart),
        "next closest": sorted(closeness)[-2] if len(rivals) > 1 else max(closeness) - LONE,
    }


def _countries(place: ToldPlace) -> frozenset[str]:
    """The countries that a place may lie in; of a part without a name the place itself."""
    if place.rank == "part":
        return frozenset({"part"})
    return frozenset(spot.country for spot in place.spots if spot.country)


@lru_cache(maxsize=MEASURED)
def measure_closeness(one: ToldPlace, other: ToldPlace, chart: Chart) -> float:
    """How close the places stand where two values are told."""
    values = {
        "same meaning": _cosine(one.reading, other.reading),
        "words beside": _share(one.beside, other.beside, LEAST_BESIDE, chart.ground),
        "same words": _share(one.heads, other.heads, LEAST_WORDS, chart.ground),
        "same role": float(one.role == other.role != ""),
        "aligned": _likeness_along(one, other, chart),
        "in the openings": float(one.is_in_opening and other.is_in_opening),
    }
    return sum(CLOSENESS[name] * value for name, value in values.items())


def _likeness_along(one: ToldPlace, other: ToldPlace, chart: Chart) -> float:
    first, second = (one.report, one.place), (other.report, other.place)
    parallel = chart.aligned.get((min(first, second), max(first, second)))
    return parallel.likeness if parallel is not None else 0.0


def _share(one: frozenset[str], other: frozenset[str], least: float, ground: Ground) -> float:
    """The weighted share (0..1) that two sets of words have in common, of the one that weighs less."""
    if one.isdisjoint(other):
        return 0.0
    lexicons = ground.meanings.lexicons
    return _weigh(one & other, lexicons) / max(least, min(_weigh(one, lexicons), _weigh(other, lexicons)))


@lru_cache(maxsize=1 << 14)
def _weigh(keys: frozenset[str], lexicons: Lexicons) -> float:
    return sum(HAPPENING if key.startswith("a:") else rarity(key, lexicons) for key in sorted(keys))


def _cosine(one: Reading, other: Reading) -> float:
    if one.vector is None or other.vector is None or len(one.vector) != len(other.vector):
        return ALIKE
    return float(one.vector.dot(other.vector))
