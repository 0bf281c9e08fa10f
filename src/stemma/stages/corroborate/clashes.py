"""Pairs of statements on the same matter whose values cannot both be right, or of which one refines the other."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from stemma.language.counting import Counted
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings
from stemma.records import ConflictKind, Entity
from stemma.stages.corroborate.agreement import compare, is_named
from stemma.stages.corroborate.moments import exclude_each_other, gap_days
from stemma.stages.corroborate.numbers import relate_counts
from stemma.stages.corroborate.reading import Count, Moment, Reading
from stemma.text.edtf import overlaps, sort_key

SAME_MATTER = 0.45
"""How much of what two statements say, dates and numbers left out, must be the same for their dates to be compared."""
SAME_MATTER_INSIDE = 0.6
"""The same inside one report, whose writer is more likely to tell of two happenings than to contradict himself."""
SAME_TOLL = 0.3
SAME_CIRCUMSTANCES = 0.6
CLOSE_CIRCUMSTANCES = 2.2
CLOSE_DAYS = 3
"""One person at one rare place with one rare purpose, days apart, is one happening in other words."""
SAME_CLAIM = 0.6
FARTHEST_DAYS = 10
"""Dates farther apart are more likely those of two happenings, unless nearly all else is the same."""
FARTHEST_NEWS_DAYS = 45
"""Reports that came out farther apart tell of different states of affairs."""
NEARLY_ALL = 0.85
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've"})
PER_VALUE = 8
_EDGES = frozenset({"a:begin", "a:end", "last"})
"""How many statements speak for one number when numbers are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value, as one statement gives it: ``key`` is the value made comparable, ``start``/``end`` its words."""

    reading: Reading
    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """Two values of one matter. ``matter`` is what numbers count, else empty."""

    kind: ConflictKind
    relation: str
    matter: str
    one: Side
    other: Side


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What finding clashes needs besides the readings. ``recurrence`` finds words that tell one happening from another
    of its kind, ``leads`` says where each report's opening ends, ``published`` when it came out."""

    meanings: Meanings
    counted: Counted
    entities: Mapping[str, Entity]
    recurrence: re.Pattern[str]
    leads: Mapping[str, int]
    published: Mapping[str, str]


@lru_cache(maxsize=8)
def recurrence_pattern(lexicons: Lexicons) -> re.Pattern[str]:
    """The words and phrases of the lexicon ``recurrence_words``."""
    words = sorted(lexicons.words("recurrence_words"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def find_clashes(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> tuple[Clash, ...]:
    """All clashes among the candidate pairs, and among the counts of the story, in a fixed order."""
    found: list[Clash] = []
    for one, other in pairs:
        first, second = readings[one], readings[other]
        if not are_comparable(first, second, ground):
            continue
        found += _date_clashes(first, second, ground)
        found += _said_clashes(first, second)
        found += _place_clashes(first, second, ground)
    found += _toll_clashes(readings, ground)
    found += _measure_clashes(readings, pairs, ground)
    return tuple(found)


def are_comparable(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether two statements stand in different sentences, of reports that came out at about the same time."""
    if one.statement.report == other.statement.report:
        return one.sentence is None or one.sentence is not other.sentence
    dates = [ground.published.get(reading.statement.report) for reading in (one, other)]
    return dates[0] is None or dates[1] is None or ".." in dates[0] + dates[1] or gap_days(dates[0], dates[1]) <= FARTHEST_NEWS_DAYS


def shared_matter(one: Reading, other: Reading) -> tuple[float, float]:
    """How much of the two statements is the same: share of both, and of the one that says less (0..1).

    Words for beginning and ending say no more than the date beside them; two places of one country count as that country.
    """
    first, second = _matter(one, other), _matter(other, one)
    shared = sum(weight for key, weight in first.items() if key in second)
    back = sum(weight for key, weight in second.items() if key in first)
    total, least = sum(first.values()) + sum(second.values()), min(sum(first.values()), sum(second.values()))
    return (shared + back) / total if total else 0.0, min(1.0, min(shared, back) / least) if least else 0.0


def _matter(one: Reading, other: Reading) -> dict[str, float]:
    return {key: weight for key, weight in one.keys.items() if key not in _EDGES and one.homes.get(key, "") not in other.keys}


def _tells_facts(reading: Reading) -> bool:
    return reading.statement.status not in {"hypothetical", "opinion"}


def _recurs(reading: Reading, ground: Ground) -> bool:
    return ground.recurrence.search(reading.statement.text) is not None


def _each_names_another(one: Reading, other: Reading) -> bool:
    """Whether each of two statements names somebody or something that the other does not."""
    return all(any(_is_unnamed(key, called, a, b) for key, called in a.called.items()) for a, b in ((one, other), (other, one)))


def _is_unnamed(key: str, called: frozenset[str], one: Reading, other: Reading) -> bool:
    return key not in other.keys and one.homes.get(key, "") not in other.keys and not is_named(called, other)


# ---------------------------------------------------------------- dates


def _date_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    if not (one.moments and other.moments) or not (_tells_facts(one) and _tells_facts(other)):
        return
    if one.statement.polarity != other.statement.polarity or _recurs(one, ground) or _recurs(other, ground):
        return
    both, least = shared_matter(one, other)
    is_inside = one.statement.report == other.statement.report
    is_close = _circumstances(one, other) >= CLOSE_CIRCUMSTANCES and least >= SAME_MATTER
    if not is_close and min(least, 1.6 * both) < (SAME_MATTER_INSIDE if is_inside else SAME_MATTER):
        return
    if not one.entities & other.entities:
        return
    if _each_names_another(one, other) and both < NEARLY_ALL * 0.8:
        return
    if any(not exclude_each_other(a.edtf, a.bound, b.edtf, b.bound) for a in one.moments for b in other.moments):
        return
    for a in one.moments:
        for b in other.moments:
            if _is_one_happening(a, b, one, other, ground) and (gap_days(a.edtf, b.edtf) <= FARTHEST_DAYS or least >= NEARLY_ALL <= both):
                yield Clash(kind="date", relation="contradicts", matter="", one=_side(one, a, a.edtf), other=_side(other, b, b.edtf))


def _is_one_happening(a: Moment, b: Moment, one: Reading, other: Reading, ground: Ground) -> bool:
    if a.is_of_telling or b.is_of_telling or ground.meanings.are_exclusive(one.head, other.head):
        return False
    if any(ground.meanings.are_exclusive(first, second) for first in a.heads for second in b.heads):
        return False
    if not a.heads.isdisjoint(b.heads) or shared_matter(one, other)[1] >= NEARLY_ALL * 0.8:
        return True
    return _circumstances(one, other) >= CLOSE_CIRCUMSTANCES and gap_days(a.edtf, b.edtf) <= CLOSE_DAYS


def _side(reading: Reading, value: Moment | Count, key: str) -> Side:
    return Side(reading=reading, key=key, start=value.start, end=value.end)


def _whole(reading: Reading, key: str) -> Side:
    return Side(reading=reading, key=key, start=reading.statement.start, end=reading.statement.end)


# ---------------------------------------------------------------- what is said to be so


def _said_clashes(one: Reading, other: Reading) -> Iterator[Clash]:
    """One affirms what the other denies; one tells as cancelled what the other tells as done or to come."""
    first, second = one.statement, other.statement
    if not (_tells_facts(one) and _tells_facts(other)) or _each_names_another(one, other):
        return
    denies = first.polarity != second.polarity
    cancels = ("cancelled" in {first.status, second.status}) and first.status != second.status
    if denies == cancels or (denies and first.status != second.status) or _dates_apart(one, other):
        return
    if not one.head or one.head != other.head or _speaks_of_self(one) or _speaks_of_self(other):
        return
    if (
        min(shared_matter(one, other)) < SAME_MATTER
        or _circumstances(one, other) < 2 * SAME_CIRCUMSTANCES
        or compare(one, other)[0] < SAME_CLAIM
    ):
        return
    if one.entities and other.entities and one.entities.isdisjoint(other.entities):
        return
    if denies:
        yield Clash(
            kind="polarity", relation="contradicts", matter="", one=_whole(one, first.polarity), other=_whole(other, second.polarity)
        )
    else:
        keys = ["cancelled" if statement.status == "cancelled" else "on" for statement in (first, second)]
        yield Clash(kind="status", relation="contradicts", matter="", one=_whole(one, keys[0]), other=_whole(other, keys[1]))


def _speaks_of_self(reading: Reading) -> bool:
    return not _FIRST_PERSON.isdisjoint(reading.words)


def _dates_apart(one: Reading, other: Reading) -> bool:
    return bool(one.moments and other.moments) and not any(overlaps(a.edtf, b.edtf) for a in one.moments for b in other.moments)


# ---------------------------------------------------------------- places


def _place_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """One happening in two countries: the places are known to lie in different ones, all else is the same."""
    first, second = one.statement.event, other.statement.event
    if first is None or second is None or not (first.place and second.place) or first.place == second.place:
        return
    countries = [ground.entities[place].country if place in ground.entities else None for place in (first.place, second.place)]
    if None in countries or countries[0] == countries[1] or first.type != second.type or first.actor != second.actor:
        return
    if one.head != other.head or _dates_apart(one, other) or _recurs(one, ground) or _recurs(other, ground):
        return
    if one.statement.status != other.statement.status or one.statement.polarity != other.statement.polarity:
        return
    keys = [{key for key in reading.keys if key not in {f"e:{first.place}", f"e:{second.place}"}} for reading in (one, other)]
    if (
        f"e:{first.place}" in other.keys
        or f"e:{second.place}" in one.keys
        or len(keys[0] & keys[1]) < NEARLY_ALL * max(map(len, keys), default=1)
    ):
        return
    yield Clash(kind="place", relation="contradicts", matter="", one=_whole(one, first.place), other=_whole(other, second.place))


# ---------------------------------------------------------------- numbers


def _toll_clashes(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Counts of the dead, the injured, the missing … of one happening."""
    slots: dict[tuple[str, str], dict[str, list[tuple[Reading, Count]]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for count in reading.counts:
            if reading.statement.start > ground.leads.get(reading.statement.report, 0) and count.quantity.value == 1:
                continue  # "one person died" deep in a report is one fate, not the toll
            if count.slot and count.quantity.value is not None and _is_of_the_event(reading, ground) and not is_measure(count, ground):
                unit = "*" if not count.unit or count.unit in ground.counted.general else count.unit
                slots[(count.slot, unit)][value_key(count)].append((reading, count))
    for (slot, _), values in sorted(slots.items()):
        chosen = {key: _spokesmen(given) for key, given in sorted(values.items())}
        for first, second in combinations(sorted(chosen), 2):
            for one, a in chosen[first]:
                for other, b in chosen[second]:
                    relation = relate_counts(a, b)
                    if relation != "same" and are_comparable(one, other, ground) and _same_toll(one, other, ground):
                        yield _number_clash(relation, slot, (one, a, first), (other, b, second))


def _is_of_the_event(reading: Reading, ground: Ground) -> bool:
    """Whether a statement tells of what the reports are about, not of an earlier happening of its kind."""
    published = ground.published.get(reading.statement.report)
    if not _tells_facts(reading) or _recurs(reading, ground):
        return False
    return published is None or not any(_lies_back(moment.edtf, published) for moment in reading.moments)


def _lies_back(edtf: str, published: str) -> bool:
    return sort_key(edtf) < sort_key(published) and gap_days(edtf, published) > FARTHEST_DAYS


def _spokesmen(given: Sequence[tuple[Reading, Count]]) -> list[tuple[Reading, Count]]:
    """The first statement of each report, no more than a few."""
    first: dict[str, tuple[Reading, Count]] = {}
    for reading, count in given:
        first.setdefault(reading.statement.report, (reading, count))
    return list(first.values())[:PER_VALUE]


def _same_toll(one: Reading, other: Reading, ground: Ground) -> bool:
    first, second = one.statement, other.statement
    if first.polarity != second.polarity or _dates_apart(one, other) or _other_place(one, other, ground):
        return False
    both, least = shared_matter(one, other)
    if first.report == second.report:
        return both >= SAME_MATTER_INSIDE and not _each_names_another(one, other)
    leads = all(reading.statement.start <= ground.leads.get(reading.statement.report, 0) for reading in (one, other))
    return leads or (least >= SAME_TOLL and _circumstances(one, other) >= SAME_CIRCUMSTANCES and not _each_names_another(one, other))


def _circumstances(one: Reading, other: Reading) -> float:
    """The weight of what two statements share besides kinds of happening: who, where, with what."""
    return sum(weight for key, weight in one.keys.items() if key in other.keys and key[:2] not in {"a:", "c:"})


def _other_place(one: Reading, other: Reading, ground: Ground) -> bool:
    places = [{key for key in reading.entities if _is_place(key, ground)} for reading in (one, other)]
    return all(places) and places[0].isdisjoint(places[1])


def _is_place(key: str, ground: Ground) -> bool:
    entity = ground.entities.get(key.removeprefix("e:"))
    return entity is not None and entity.type == "place"


def _measure_clashes(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> Iterator[Clash]:
    """Other numbers: only of one unit, after one word, in statements that are the same but for them."""
    for first, second in pairs:
        one, other = readings[first], readings[second]
        if (
            not are_comparable(one, other, ground)
            or not (one.counts and other.counts)
            or not (_tells_facts(one) and _tells_facts(other))
            or _dates_apart(one, other)
        ):
            continue
        if (
            one.statement.report == other.statement.report
            or _each_names_another(one, other)
            or one.statement.polarity != other.statement.polarity
        ):
            continue
        if _recurs(one, ground) or _recurs(other, ground) or one.statement.status != other.statement.status:
            continue
        for a in one.counts:
            for b in other.counts:
                if a.slot is None and b.slot is None and a.unit and a.unit == b.unit and a.head == b.head and _alike(one, other):
                    relation = relate_counts(a, b)
                    if relation == "contradicts" and not _has_equal(a, other) and not _has_equal(b, one):
                        yield _number_clash(relation, f"={a.unit}", (one, a, value_key(a)), (other, b, value_key(b)))


def _alike(one: Reading, other: Reading) -> bool:
    return min(shared_matter(one, other)) >= SAME_CLAIM and compare(one, other)[0] >= SAME_CLAIM


def _has_equal(count: Count, reading: Reading) -> bool:
    return any(value_key(count) == value_key(other) for other in reading.counts)


def _number_clash(relation: str, matter: str, first: tuple[Reading, Count, str], second: tuple[Reading, Count, str]) -> Clash:
    one, other = _side(first[0], first[1], first[2]), _side(second[0], second[1], second[2])
    return Clash(kind="number", relation=relation, matter=matter, one=one, other=other)


def is_measure(count: Count, ground: Ground) -> bool:
    """Whether the number is an amount of money, a share or the like, not a count of people or things."""
    return count.unit in ground.counted.measures


def value_key(count: Count) -> str:
    """A number with its bounds, made comparable."""
    quantity = count.quantity
    return f"{quantity.value}|{quantity.low}|{quantity.high}"
