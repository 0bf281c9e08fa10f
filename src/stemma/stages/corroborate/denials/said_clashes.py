"""What one report affirms and another denies, calls off, or puts in another country."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, takewhile

from stemma.language.opposites import count_denials
from stemma.records import ConflictKind, Entity
from stemma.stages.corroborate.comparing.agreement import are_dates_apart, is_named, speaks_of_self
from stemma.stages.corroborate.comparing.likeness import compare_telling
from stemma.stages.corroborate.comparing.matter import (
    Clash,
    Ground,
    Side,
    each_names_another,
    recurs,
    shared_matter,
    sum_circumstances,
    tells_facts,
    whole_side,
)
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.spots import points_here
from stemma.text.words import split_words

UNTIL_NOW = re.compile(
    r"\b(?:since|until|(?<!day )(?<!night )(?<!week )(?<!evening )before|yet|ever|so far|previously|in (?:\d+|\w+) years)\b", re.IGNORECASE
)
INTENDS = re.compile(r"\b(?:intend|intends|intention|plan|plans|planned|foreseen|envisaged)\b", re.IGNORECASE)
"""Words by which it is denied that there ever was a plan, not told that it was given up."""
SAME_MATTER = 0.45
SAME_CLAIM = 0.6
SAME_CIRCUMSTANCES = 1.2
NEARLY_ALL = 0.85
SAME_SENTENCE = 0.75
_ROLES = {
    **dict.fromkeys(("in", "at", "near", "of", "off", "outside", "around", "inside", "capital", "for"), "at"),
    **dict.fromkeys(("to", "into", "towards", "toward"), "to"),
    "from": "from",
}
CUSTODY = frozenset({"a:arrest", "a:charge", "arrest", "detain", "jail", "custodi", "bail"})
"""Keys of words that tell in what state somebody is, not what somebody did."""
Spot = tuple[str, tuple[str, ...], tuple[int, int]]
"""A place in a statement: its key, the two words before it, and its span."""


def find_denials(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """One report affirms what another denies, or tells as cancelled what another tells as done or to come."""
    first, second = one.statement, other.statement
    denies = first.polarity != second.polarity
    cancels = "cancelled" in {first.status, second.status} and first.status != second.status
    if first.report == second.report or denies == cancels or (denies and first.status != second.status) or not _is_same_claim(one, other):
        return
    if not is_denial_of(one, other, ground):
        return
    if denies:
        sides = whole_side(one, first.polarity), whole_side(other, second.polarity)
        denied = first if first.polarity == "denied" else second
        is_planned = first.status == "planned" and not INTENDS.search(denied.text)
        kind: ConflictKind = "status" if is_planned or one.head in CUSTODY else "polarity"
        yield Clash(kind=kind, relation="contradicts", matter="", one=sides[0], other=sides[1])
    else:
        keys = ["cancelled" if statement.status == "cancelled" else "on" for statement in (first, second)]
        yield Clash(kind="status", relation="contradicts", matter="", one=whole_side(one, keys[0]), other=whole_side(other, keys[1]))


def is_denial_of(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether the one of two statements that denies denies the other: not where both say that it is not so, nor where something had not
    been until now ("had not won since 1908" is no denial of this win)."""
    if any(reading.statement.polarity == "denied" and UNTIL_NOW.search(reading.statement.text) for reading in (one, other)):
        return False
    denials = [count_denials(reading.statement.text, ground.meanings.lexicons) for reading in (one, other)]
    if any(reading.statement.polarity == "denied" and not negated for reading, (negated, _) in zip((one, other), denials, strict=True)):
        return True  # denied by who speaks of it: "denied that the radar had been out of order"
    return not all(map(any, denials))


def _is_same_claim(one: Reading, other: Reading) -> bool:
    if not (tells_facts(one) and tells_facts(other)) or speaks_of_self(one) or speaks_of_self(other):
        return False
    if not one.head or one.head != other.head or are_dates_apart(one, other) or each_names_another(one, other):
        return False
    if one.entities and other.entities and one.entities.isdisjoint(other.entities):
        return False
    is_alike = min(shared_matter(one, other)) >= SAME_MATTER and sum_circumstances(one, other) >= SAME_CIRCUMSTANCES
    return is_alike and compare_telling(one, other) >= SAME_CLAIM


def find_place_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """One happening in two countries: the places are known to lie in different ones, nearly all else is the same. Or one in two places
    of which one has taken the other's spot in nearly the same sentence ("a court in …")."""
    yield from _replaced_places(one, other, ground)
    first, second = one.statement.event, other.statement.event
    if first is None or second is None or not (first.place and second.place) or first.place == second.place:
        return
    countries = [ground.entities[place].country if place in ground.entities else None for place in (first.place, second.place)]
    if None in countries or countries[0] == countries[1] or first.type != second.type or first.actor != second.actor:
        return
    places = {f"e:{first.place}", f"e:{second.place}", f"c:{countries[0]}", f"c:{countries[1]}"}
    if _is_same_but_for(one, other, places, ground):
        sides = whole_side(one, first.place), whole_side(other, second.place)
        yield Clash(kind="place", relation="contradicts", matter="", one=sides[0], other=sides[1])


def _replaced_places(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    first, second = place_spots(one, other, ground), place_spots(other, one, ground)
    if len(first) != 1 or len(second) != 1 or first[0][1] != second[0][1] or recurs(one, ground) or recurs(other, ground):
        return
    if one.statement.report == other.statement.report or not (tells_facts(one) and tells_facts(other)):
        return
    if all(_is_quoted(reading, spot, ground) for reading, spot in ((one, first[0]), (other, second[0]))):
        return  # a quotation that was changed is told as such
    if one.statement.polarity == other.statement.polarity and _share_but_for(one, other, {first[0][0], second[0][0]}) >= SAME_SENTENCE:
        sides = _spot_side(one, first[0]), _spot_side(other, second[0])
        yield Clash(kind="place", relation="contradicts", matter="", one=sides[0], other=sides[1])


def _share_but_for(one: Reading, other: Reading, left_out: set[str]) -> float:
    """The weighted share (0..1, Dice) of what both say, these keys left out."""
    first, second = ({key: weight for key, weight in reading.keys.items() if key not in left_out} for reading in (one, other))
    total = sum(first.values()) + sum(second.values())
    return sum(weight + second[key] for key, weight in first.items() if key in second) / total if total else 0.0


def _is_quoted(reading: Reading, spot: Spot, ground: Ground) -> bool:
    quotations = ground.pages[reading.statement.report].annotation.quotations
    return any(quote.start <= spot[2][0] < quote.end for quote in quotations)


def _spot_side(reading: Reading, spot: Spot) -> Side:
    return Side(reading=reading, key=spot[0], start=spot[2][0], end=spot[2][1])


def place_spots(one: Reading, other: Reading, ground: Ground) -> list[Spot]:
    """The places that only the first names; not a country, nor one that the other names in part."""
    found: list[Spot] = []
    for key, called in sorted(one.called.items()):
        entity = ground.entities.get(key.removeprefix("e:"))
        if entity is None or entity.type != "place" or key in other.keys or is_named(called, other):
            continue
        statement = one.statement
        for start, end in _mentions_inside(one, entity.id, ground):
            if points_here(statement.text, start - statement.start):
                continue
            before = _words_before(statement.text, start - statement.start)
            if role := next((word for word in reversed(before) if word in _ROLES), None):
                found.append((key, (*before[:-1], role), (start, end)))
                break
    return found


@lru_cache(maxsize=1 << 14)
def _words_before(text: str, end: int) -> tuple[str, ...]:
    """The last three words before a place."""
    return tuple(word.lower for word in split_words(text[:end]))[-3:]


def _mentions_inside(reading: Reading, entity: str, ground: Ground) -> list[tuple[int, int]]:
    """Where a statement names an entity, in order."""
    statement = reading.statement
    mentions = ground.mentions.get(statement.report, ())
    first = bisect_left(mentions, (statement.start, -1, ""))
    inside = takewhile(lambda mention: mention[0] < statement.end, islice(mentions, first, None))
    return [(start, end) for start, end, held in inside if held == entity and end <= statement.end]


def are_near(one: Entity, other: Entity) -> bool:
    """Whether two places are known to lie within a degree of each other, so that either may stand for both."""
    a, b = one.coordinates, other.coordinates
    return a is not None and b is not None and abs(a.latitude - b.latitude) < 1 and abs(a.longitude - b.longitude) < 1


def _is_same_but_for(one: Reading, other: Reading, places: set[str], ground: Ground) -> bool:
    if one.head != other.head or are_dates_apart(one, other) or recurs(one, ground) or recurs(other, ground):
        return False
    if one.statement.status != other.statement.status or one.statement.polarity != other.statement.polarity:
        return False
    if len(places & one.keys.keys() & other.keys.keys()) > 0:
        return False
    first, second = set(one.keys) - places, set(other.keys) - places
    return len(first & second) >= max(2, NEARLY_ALL * max(len(first), len(second)))
