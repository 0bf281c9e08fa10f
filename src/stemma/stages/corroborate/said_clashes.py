"""What one report affirms and another denies, calls off, or puts in another country."""

import re
from collections.abc import Iterator

from stemma.stages.corroborate.agreement import compare, speaks_of_self
from stemma.stages.corroborate.matter import (
    Clash,
    Ground,
    are_dates_apart,
    each_names_another,
    recurs,
    shared_matter,
    sum_circumstances,
    tells_facts,
    whole_side,
)
from stemma.stages.corroborate.reading import Reading

_UNTIL_NOW = re.compile(r"\b(?:since|until|before|yet|ever|so far|previously|in (?:\d+|\w+) years)\b", re.IGNORECASE)
SAME_MATTER = 0.45
SAME_CLAIM = 0.6
SAME_CIRCUMSTANCES = 1.2
NEARLY_ALL = 0.85


def find_denials(one: Reading, other: Reading) -> Iterator[Clash]:
    """One report affirms what another denies, or tells as cancelled what another tells as done or to come."""
    first, second = one.statement, other.statement
    denies = first.polarity != second.polarity
    cancels = "cancelled" in {first.status, second.status} and first.status != second.status
    if first.report == second.report or denies == cancels or (denies and first.status != second.status) or not _is_same_claim(one, other):
        return
    if denies and any(reading.statement.polarity == "denied" and _UNTIL_NOW.search(reading.statement.text) for reading in (one, other)):
        return  # "had not won since 1908" is no denial of this win
    if denies:
        sides = whole_side(one, first.polarity), whole_side(other, second.polarity)
        yield Clash(kind="polarity", relation="contradicts", matter="", one=sides[0], other=sides[1])
    else:
        keys = ["cancelled" if statement.status == "cancelled" else "on" for statement in (first, second)]
        yield Clash(kind="status", relation="contradicts", matter="", one=whole_side(one, keys[0]), other=whole_side(other, keys[1]))


def _is_same_claim(one: Reading, other: Reading) -> bool:
    if not (tells_facts(one) and tells_facts(other)) or speaks_of_self(one) or speaks_of_self(other):
        return False
    if not one.head or one.head != other.head or are_dates_apart(one, other) or each_names_another(one, other):
        return False
    if one.entities and other.entities and one.entities.isdisjoint(other.entities):
        return False
    is_alike = min(shared_matter(one, other)) >= SAME_MATTER and sum_circumstances(one, other) >= SAME_CIRCUMSTANCES
    return is_alike and compare(one, other)[0] >= SAME_CLAIM


def find_place_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """One happening in two countries: the places are known to lie in different ones, nearly all else is the same."""
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


def _is_same_but_for(one: Reading, other: Reading, places: set[str], ground: Ground) -> bool:
    if one.head != other.head or are_dates_apart(one, other) or recurs(one, ground) or recurs(other, ground):
        return False
    if one.statement.status != other.statement.status or one.statement.polarity != other.statement.polarity:
        return False
    if len(places & one.keys.keys() & other.keys.keys()) > 0:
        return False
    first, second = set(one.keys) - places, set(other.keys) - places
    return len(first & second) >= max(2, NEARLY_ALL * max(len(first), len(second)))
