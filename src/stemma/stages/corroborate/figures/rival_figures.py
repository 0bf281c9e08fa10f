"""Numbers of two reports that are given for one thing: a judgement over named features, whatever the numbers count.

Which thing a number is given for is told by the sentences around it (their vectors, the words that the two statements share), what it
counts, whether the sentences stand in one place of two texts that run side by side, and by the numbers themselves: the digits of a misread
figure come in another order, and who gives both numbers knows two things. The weights were fitted by training/fit_rival_figures.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from stemma.records import Page, Quantity
from stemma.stages.corroborate.comparing.agreement import are_dates_apart
from stemma.stages.corroborate.comparing.doubts import comes_on_top, is_aside
from stemma.stages.corroborate.comparing.like_sentences import find_like_sentences
from stemma.stages.corroborate.comparing.loose_dates import is_loose
from stemma.stages.corroborate.comparing.matter import FARTHEST_NEWS_DAYS, Clash, Ground, Side
from stemma.stages.corroborate.comparing.moments import gap_days
from stemma.stages.corroborate.comparing.numbers import DAYS, Relation, are_other_lengths, relate_counts, write_key
from stemma.stages.corroborate.comparing.parallels import Parallel
from stemma.stages.corroborate.comparing.reading import Count, Reading
from stemma.stages.corroborate.figures.gauges import MEASURED, Gauge
from stemma.stages.corroborate.figures.measures import are_other_sizes, size_of
from stemma.stages.corroborate.figures.parts import Parts, find_parts
from stemma.stages.corroborate.figures.rival_values import Rivals, choose_rivals
from stemma.stages.corroborate.figures.scopes import are_among, is_part, is_whole_of, may_outgrow, modifies, scope_of
from stemma.text.edtf import sort_key

WEIGHTS: Mapping[str, float] = {
    "always": -1.74,
    "same digits": 1.37,
    "same meaning": 2.51,
    "same slot": 1.80,
    "same sentence": -1.96,
    "far apart": -0.99,
    "many numbers": -0.68,
    "same head": 0.46,
    "shared words": 2.21,
    "side by side": 0.10,
    "refines": 0.24,
    "same measure": -0.31,
    "gives both": -0.53,
    "one aside": -0.28,
    "in a list": -0.12,
    "same unit": 0.27,
    "other unit": -0.56,
    "no unit": -0.10,
    "same names": -0.62,
}
PER_UNIT, PER_SLOT = 48, 80
"""How many numbers of one unit, and of one slot (dead, injured, …), are held against each other."""
ASKED = 1 << 13
"""So many numbers are remembered with what the words beside them tell: each is held against many."""
MEASURED_LATELY = 1024
"""Of so many pairs it is remembered how they compare: it is asked for twice."""
_OTHER_MEASURE = re.compile(r"square |cubic |.* per ")
HANDFUL = 12
"""Numbers up to this come up again by chance."""
FEWEST_DIGITS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The numbers of a story: of each report, how many values of each unit it gives, with which units it gives each value, and what the
    pages and parallels are."""

    gauges: Mapping[str, Sequence[Gauge]]
    values: Mapping[tuple[str, str, str], frozenset[float]]
    units: Mapping[tuple[str, float], frozenset[str]]
    aligned: Mapping[tuple[tuple[str, int], tuple[str, int]], Parallel]
    pages: Mapping[str, Page]
    parts: Parts

    def gives(self, report: str, gauge: Gauge) -> bool:
        """Whether a report gives the value of a gauge too, of its unit or of none that it names."""
        units = self.units_of(report, gauge.value)
        return bool(units) and (not gauge.unit or gauge.unit in units or "" in units)

    def units_of(self, report: str, value: float) -> frozenset[str]:
        """The units with which a report gives a value, "" for none."""
        return self.units.get((report, value), frozenset())

    def parallel(self, one: Gauge, other: Gauge) -> Parallel | None:
        """The parallel of the sentences that hold two numbers."""
        first, second = (one.report, one.place), (other.report, other.place)
        return self.aligned.get((min(first, second), max(first, second)))


def find_rival_figures(
    readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], gauges: Mapping[str, Sequence[Gauge]], ground: Ground
) -> Iterator[Clash]:
    """Every clash of two numbers that are likely given for one thing; those that hang together by their values are of one matter."""
    figures = gather_figures(gauges, ground)
    rivals = weigh_rivals(readings, pairs, figures, ground)
    found = _best_only(choose_rivals(rivals, gauges, may_rival))
    matters = _matters(found)
    for _, one, other, relation in found:
        if matters[_place(one)] != matters[_place(other)]:
            continue
        sides = [Side(reading=side.reading, key=_key(side, relation), start=side.start, end=side.end) for side in (one, other)]
        yield Clash(kind="number", relation=relation, matter=matters[_place(one)], one=sides[0], other=sides[1])


def weigh_rivals(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], figures: Figures, ground: Ground) -> list[Rivals]:
    """The pairs of numbers that no word beside them tells to be of two things, in order of place."""
    return [
        (weigh(measure_rivalry(one, other, figures)), one, other, _relate(one, other))
        for one, other in list_rivals(readings, pairs, figures)
        if not _are_two_matters(one, other, figures, ground)
    ]


def _best_only(scored: Sequence[Rivals]) -> list[Rivals]:
    """Of the numbers in one sentence that rival a number, the likeliest."""
    best: dict[tuple[str, int, str, int], float] = {}
    for score, one, other, _ in scored:
        for a, b in ((one, other), (other, one)):
            key = (a.report, a.start, b.report, b.place)
            best[key] = max(best.get(key, score), score)
    return [
        (score, one, other, relation)
        for score, one, other, relation in scored
        if all(score >= best[(a.report, a.start, b.report, b.place)] for a, b in ((one, other), (other, one)))
    ]


def _are_two_matters(one: Gauge, other: Gauge, figures: Figures, ground: Ground) -> bool:
    """Whether the words beside two numbers tell that they are of two things: of other days ("fell 4 percent on Tuesday"), one of a
    moment on the way, of the whole or of a part, one of what was long before."""
    if _are_of_two_scopes(one, other) or _is_part(one, figures) != _is_part(other, figures):
        return True
    if _looks_back(one, ground) != _looks_back(other, ground) or _is_of_others(one, other, figures):
        return True
    if _is_whole_of(one, other, figures) or _is_whole_of(other, one, figures):
        return True
    if max(one.value, other.value) > HANDFUL and _gives_both(one, other, figures):
        return True
    is_running = one.slot in ground.counted.running or other.slot in ground.counted.running
    return not is_running and figures.parallel(one, other) is None and are_dates_apart(one.reading, other.reading)


def _are_of_two_scopes(one: Gauge, other: Gauge) -> bool:
    """Whether one of two numbers is of a moment on the way or of a whole, and the other is not; a count on the way that is above the one
    in the end is no such, nor are the same digits with another number of noughts."""
    (is_early, is_whole), (is_other_early, is_other_whole) = scope_of(one.reading), scope_of(other.reading)
    if is_whole != is_other_whole or is_early == is_other_early:
        return is_whole != is_other_whole
    early, late = (one, other) if is_early else (other, one)
    is_tally = not any(gauge.sort in MEASURED or gauge.sort == "ordinal" for gauge in (one, other))
    return not is_tally or not (may_outgrow(early.reading, early.value, late.value) or _has_same_digits(one.value, other.value))


@lru_cache(maxsize=ASKED)
def _looks_back(gauge: Gauge, ground: Ground) -> bool:
    """Whether the sentence of a number dates what it tells long before its report came out."""
    published = ground.published.get(gauge.report)
    if published is None or ".." in published:
        return False
    told = [day for day in gauge.reading.sentence_dates if not is_loose(day)]
    return any(sort_key(day) < sort_key(published) and gap_days(day, published) > FARTHEST_NEWS_DAYS for day in told)


def _gives_both(one: Gauge, other: Gauge, figures: Figures) -> bool:
    """Whether a report gives both numbers with their unit: two things, unless it corrects one, which is read as such."""
    return (
        bool(one.unit)
        and one.unit == other.unit
        and (other.unit in figures.units_of(one.report, other.value) or one.unit in figures.units_of(other.report, one.value))
    )


def _is_whole_of(gauge: Gauge, other: Gauge, figures: Figures) -> bool:
    """Whether the report of the one number tells the other as a part of it ("two of the three")."""
    if not figures.units_of(gauge.report, other.value):
        return False
    text = figures.pages[gauge.report].report.text
    beside = (part for part in figures.gauges[gauge.report] if part.place == gauge.place and part.value == other.value)
    return any(is_whole_of(text, part.start, gauge.start) for part in beside)


def _is_of_others(one: Gauge, other: Gauge, figures: Figures) -> bool:
    """Whether one of two numbers counts a part of those whom the other counts, others beside them, or tells of what kind something is."""
    if not figures.parts.besides.isdisjoint((_place(one), _place(other))):
        return True
    signs = [_signs(gauge, figures) for gauge in (one, other)]
    if not (one.slot or other.slot) and signs[0][0] != signs[1][0]:
        return True
    return any(is_part or is_modifier for _, is_part, is_modifier in signs) and not (one.unit and one.unit == other.unit)


@lru_cache(maxsize=ASKED)
def _signs(gauge: Gauge, figures: Figures) -> tuple[bool, bool, bool]:
    """Whether a number comes on top of others, counts a part, and is a part of a word."""
    text, span = figures.pages[gauge.report].report.text, (gauge.start, gauge.end)
    is_modifier = gauge.sort == "count" and bool(gauge.unit) and modifies(text, *span, gauge.unit)
    is_among = _place(gauge) in figures.parts.some or are_among(text, *span)
    return comes_on_top(text, *span), is_among, is_modifier


@lru_cache(maxsize=ASKED)
def _is_part(gauge: Gauge, figures: Figures) -> bool:
    return is_part(figures.pages[gauge.report].report.text, gauge.start, gauge.end)


def gather_figures(gauges: Mapping[str, Sequence[Gauge]], ground: Ground) -> Figures:
    """All that judging pairs of numbers needs."""
    values: dict[tuple[str, str, str], set[float]] = defaultdict(set)
    units: dict[tuple[str, float], set[str]] = defaultdict(set)
    for report, held in gauges.items():
        for gauge in held:
            values[(report, gauge.sort, gauge.unit)].add(gauge.value)
            units[(report, gauge.value)].add(gauge.unit)
    return Figures(
        gauges=gauges,
        values={key: frozenset(found) for key, found in values.items()},
        units={key: frozenset(found) for key, found in units.items()},
        aligned={(min(p.one, p.other), max(p.one, p.other)): p for p in ground.parallels},
        pages=ground.pages,
        parts=find_parts(gauges, ground),
    )


def list_rivals(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], figures: Figures) -> list[tuple[Gauge, Gauge]]:
    """Pairs of numbers of two reports that can be given for one thing: in statements that share enough, in aligned sentences, in sentences
    that are alike, of one unit or of one slot. In order of place; the cost grows with the number of reports."""
    held: dict[str, list[Gauge]] = defaultdict(list)
    in_sentence: dict[tuple[str, int], list[Gauge]] = defaultdict(list)
    by_unit: dict[tuple[str, str], list[Gauge]] = defaultdict(list)
    by_slot: dict[str, list[Gauge]] = defaultdict(list)
    for report in sorted(figures.gauges):
        for gauge in figures.gauges[report]:
            held[gauge.reading.statement.id].append(gauge)
            in_sentence[(report, gauge.place)].append(gauge)
            if gauge.unit and len(by_unit[(gauge.sort, gauge.unit)]) < PER_UNIT:
                by_unit[(gauge.sort, gauge.unit)].append(gauge)
            if gauge.slot and len(by_slot[gauge.slot]) < PER_SLOT:
                by_slot[gauge.slot].append(gauge)
    like = find_like_sentences({place: gauges[0].sentence for place, gauges in in_sentence.items()})
    groups = [(held[readings[a].statement.id], held[readings[b].statement.id]) for a, b in pairs]
    groups += [(in_sentence[one], in_sentence[other]) for one, other in figures.aligned]
    groups += [(gauges, gauges) for gauges in (*by_unit.values(), *by_slot.values())]
    groups += [(in_sentence[one], in_sentence[other]) for one, other in like]
    found: dict[tuple[str, int, str, int], tuple[Gauge, Gauge]] = {}
    for first, second in groups:
        for a in first:
            for b in second:
                one, other = (a, b) if (a.report, a.start) <= (b.report, b.start) else (b, a)
                if one.report != other.report and one.value != other.value and may_rival(one, other):
                    found.setdefault((one.report, one.start, other.report, other.start), (one, other))
    return [found[key] for key in sorted(found)]


def may_rival(a: Gauge, b: Gauge) -> bool:
    """Whether the sorts of two numbers let them stand for one thing."""
    if (a.sort == "ordinal") != (b.sort == "ordinal") or (a.sort == "duration") != (b.sort == "duration"):
        return False
    if a.sort == "ordinal" and a.unit and b.unit and a.unit != b.unit:  # his 52nd victory, her 250th start
        return False
    measured = [gauge.sort in MEASURED for gauge in (a, b)]
    if all(measured):
        return _is_one_measure(a.unit, b.unit) or _are_other_amounts(a, b)
    if a.slot and b.slot and a.slot != b.slot:
        return False
    return not any(measured) or ("bare" in (a.sort, b.sort) and not (a.unit and b.unit))


def _are_other_amounts(a: Gauge, b: Gauge) -> bool:
    """Whether two lengths of time, or measures of one dimension, in two units are not the same."""
    one, other = (a.value, a.unit), (b.value, b.unit)
    return are_other_lengths(one, other) or are_other_sizes(one, other)


def _is_one_measure(one: str, other: str) -> bool:
    """Whether two units may be one: the same, or a currency of which only one says whose it is ("krone", "Danish krone")."""
    short, long = sorted((one, other), key=len)
    return one == other or (bool(short) and long.endswith(f" {short}") and not _OTHER_MEASURE.match(long))


def weigh(features: Mapping[str, float]) -> float:
    """The log odds that two numbers are given for one thing."""
    return sum(WEIGHTS[name] * value for name, value in features.items())


def measure_rivalry(a: Gauge, b: Gauge, figures: Figures) -> dict[str, float]:
    """The features of a pair, by name."""
    one, other = a.reading, b.reading
    parallel = figures.parallel(a, b)
    cosine = _cosine(one, other)
    asides = [_is_aside(gauge, figures) for gauge in (a, b)]
    is_one_unit = bool(a.unit) and (_is_one_measure(a.unit, b.unit) or _are_other_amounts(a, b))
    is_slip = _has_same_digits(a.value, b.value)
    is_one_slot = bool(a.slot) and a.slot == b.slot
    shared, names = _overlaps(one, other)
    return {
        "always": 1.0,
        "same meaning": cosine,
        "same sentence": float(cosine > 0.9),
        "shared words": shared,
        "same names": names,
        "same unit": float(is_one_unit and a.sort == "count"),
        "same measure": float(is_one_unit and a.sort in MEASURED),
        "no unit": float(not a.unit or not b.unit),
        "other unit": float(bool(a.unit and b.unit) and not is_one_unit and not is_one_slot),
        "same slot": float(is_one_slot),
        "same head": float(bool(a.head) and a.head == b.head),
        "side by side": min(parallel.run, 0.3) * 3 if parallel else 0.0,
        "gives both": float(figures.gives(a.report, b)) + float(figures.gives(b.report, a)),
        "many numbers": min(1.0, 0.25 * (_spread(a, figures) + _spread(b, figures) - 2)),
        "same digits": float(is_slip),
        "far apart": min(3.0, abs(log(_amount(a) / _amount(b)))) if min(a.value, b.value) > 0 and not is_slip else 0.0,
        "refines": float(_relate(a, b) == "refines"),
        "one aside": float(asides[0] != asides[1]),
        "in a list": min(1.0, 0.5 * (max(_beside(a, figures), _beside(b, figures)) - 1)),
    }


def _amount(gauge: Gauge) -> float:
    """The number, lengths of time in days, measures in one unit of their dimension."""
    return gauge.value * DAYS.get(gauge.unit, 1.0) if gauge.sort == "duration" else size_of(gauge.value, gauge.unit)


def _cosine(one: Reading, other: Reading) -> float:
    if one.vector is None or other.vector is None or len(one.vector) != len(other.vector):
        return 0.4
    return float(one.vector.dot(other.vector))


def _overlaps(one: Reading, other: Reading) -> tuple[float, float]:
    """The share (0..1, weighted) of words that both have, and of the names of the one that names less."""
    shared = sum(weight for key, weight in one.keys.items() if key in other.keys)
    back = sum(weight for key, weight in other.keys.items() if key in one.keys)
    total = one.weight + other.weight
    names = sum(weight for key, weight in one.names.items() if key in other.names)
    fewest = min(one.names_weight, other.names_weight)
    return (shared + back) / total if total else 0.0, names / fewest if fewest else 0.5


@lru_cache(maxsize=ASKED)
def _is_aside(gauge: Gauge, figures: Figures) -> bool:
    return is_aside(figures.pages[gauge.report], (gauge.start, gauge.end), (gauge.sentence.start, gauge.sentence.end))


def _has_same_digits(one: float, other: float) -> bool:
    """Whether two numbers are written with the same digits in another order, or with another number of noughts."""
    digits = _digits(one)
    return len(digits) >= FEWEST_DIGITS and digits == _digits(other)


def _spread(gauge: Gauge, figures: Figures) -> int:
    return len(figures.values[(gauge.report, gauge.sort, gauge.unit)])


@lru_cache(maxsize=ASKED)
def _beside(gauge: Gauge, figures: Figures) -> int:
    """How many numbers of its unit stand in its sentence."""
    held = figures.gauges[gauge.report]
    return sum(other.place == gauge.place and (other.unit, other.sort) == (gauge.unit, gauge.sort) for other in held)


@lru_cache(maxsize=ASKED)
def _digits(value: float) -> tuple[str, ...]:
    return tuple(sorted(str(int(value)).strip("0") if value == int(value) else f"{value:g}".replace(".", "")))


@lru_cache(maxsize=MEASURED_LATELY)
def _relate(a: Gauge, b: Gauge) -> Relation:
    return relate_counts(_as_count(a), _as_count(b))


@lru_cache(maxsize=ASKED)
def _as_count(gauge: Gauge) -> Count:
    quantity = Quantity(
        value=gauge.value,
        unit=gauge.unit,
        low=gauge.low,
        high=gauge.high,
        start=gauge.start,
        end=gauge.end,
        is_approximate=gauge.is_approximate,
    )
    return Count(quantity=quantity, unit=gauge.unit, slot=gauge.slot, head=gauge.head, start=gauge.start, end=gauge.end, is_measure=False)


def _key(gauge: Gauge, relation: Relation) -> str:
    """The value made comparable: with its bounds where one leaves room for the other."""
    low, high = (gauge.low, gauge.high) if relation == "refines" else (gauge.value, gauge.value)
    return write_key(gauge.value, low, high)


def _matters(found: Sequence[Rivals]) -> dict[tuple[str, int], str]:
    """What numbers that hang together count: the slot that they name, else the unit. Numbers hang together likeliest pair first, those of
    one value and unit too, unless they name two slots: the two who are dead and the two who are trapped do not."""
    gauges = {_place(gauge): gauge for rivals in found for gauge in rivals[1:3]}
    parts = {place: [place] for place in gauges}
    slots = {place: {gauge.slot} - {None} for place, gauge in gauges.items()}
    first: dict[tuple[str | None, str, float], tuple[str, int]] = {}
    same = [(first.setdefault((gauge.slot, gauge.unit, gauge.value), place), place) for place, gauge in sorted(gauges.items())]
    ranked = sorted(found, key=lambda rivals: (-rivals[0], _place(rivals[1]), _place(rivals[2])))
    for one, other in (*((_place(a), _place(b)) for _, a, b, _ in ranked), *same):
        kept, gone = sorted((parts[one], parts[other]), key=lambda part: (-len(part), part[0]))
        if kept is not gone and len(slots[kept[0]] | slots[gone[0]]) <= 1:
            slots[kept[0]] |= slots[gone[0]]
            kept += gone
            parts |= dict.fromkeys(gone, kept)
    distinct = {part[0]: part for part in parts.values()}
    named = {first: _name([gauges[place] for place in sorted(part)]) for first, part in distinct.items()}
    return {place: named[part[0]] for place, part in parts.items()}


def _name(gauges: Sequence[Gauge]) -> str:
    names = [gauge.slot or (f"={gauge.unit}" if gauge.unit else "") for gauge in gauges]
    return min(names, key=lambda name: (not name, name.startswith("="), -names.count(name), name)) or "="


def _place(gauge: Gauge) -> tuple[str, int]:
    return gauge.report, gauge.start
