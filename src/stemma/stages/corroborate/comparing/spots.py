"""Which place of the gazetteer or the atlas a name in a story may mean, and which places may hold each other."""

import re
from collections.abc import Mapping
from functools import lru_cache
from math import cos, hypot, radians
from typing import Literal

from stemma.language.atlas import Spot, find_regions, find_spots, place_key
from stemma.language.gazetteer import Entry, look_up
from stemma.language.lexicon import Lexicons

Rank = Literal["country", "region", "city", "part"]
PLACES = frozenset({"country", "demonym", "capital", "place"})
_POINT = re.compile(r"(?:north|south|east|west)+", re.IGNORECASE)
"""No name of a place: "the North" is one of many."""
LARGE = 300
"""Thousands of people from which a city of a country that the story does not speak of may be meant."""
METROPOLIS = 1500
"""Thousands of people of a city whose suburbs go by its name."""
LESSER = 0.1
"""The share of the largest place's people from which another place of its name may be meant too."""
AREA_DEGREES, CITY_DEGREES, NEAR_DEGREES = 6.0, 0.12, 0.6
"""How far (degrees) a place may lie from the middle of an area without borders, and from a city, to be in it or near it."""
_CAPITAL = re.compile(r"(?:[’']s?)? capital\b(?! (?:letter|punish|gain|invest|market|city of))")
Found = tuple[str, Rank, tuple[Spot, ...], int]
"""A value, its rank, the places of the atlas that may be meant, and where the words end."""


def read_place(text: str, start: int, end: int, codes: frozenset[str], lexicons: Lexicons) -> Found | None:
    """The value, rank and places of a name, and where its words end: "the Paraguayan capital" names a city."""
    name = region_adjectives(lexicons)[0].get(text[start:end], text[start:end])
    if _POINT.fullmatch(name):
        return None
    known = look_up(name, lexicons)
    if known is not None and known.kind not in PLACES:
        return None
    capital = _CAPITAL.match(text, end) if known is not None and known.kind in {"country", "demonym"} else None
    seat = _seat(known, lexicons) if capital is not None and known is not None else None
    if capital is not None and seat is not None:
        name, end, known = seat, capital.end(), look_up(seat, lexicons)
    if known is not None and known.kind in {"country", "demonym"}:
        return f"c:{known.country}", "country", (), end
    spots = _spots(known.name if known is not None else name, codes, lexicons, is_known=known is not None)
    if not spots:
        return None
    if spots[0].kind == "country":
        return f"c:{spots[0].country}", "country", (), end
    is_region = spots[0].kind == "region" and (
        (known is not None and known.kind == "place") or all(spot.kind == "region" for spot in spots)
    )
    return f"p:{place_key(spots[0].name)}", "region" if is_region else "city", spots, end


def _seat(known: Entry, lexicons: Lexicons) -> str | None:
    """The first of a country's capitals."""
    return next((row[4].split(";")[0].split("|")[0] for row in lexicons.rows("countries") if row[0] == known.country), None)


def _spots(name: str, codes: frozenset[str], lexicons: Lexicons, *, is_known: bool) -> tuple[Spot, ...]:
    """The places of a name that a story about these countries may mean, largest first."""
    found = find_spots(name, lexicons) or find_regions(name, lexicons)
    found = tuple(spot for spot in found if spot.is_own_name) or found
    if not found or found[0].kind == "country":
        return found[:1]
    near = tuple(spot for spot in found if spot.country is None or spot.country in codes)
    if near or not (is_known or found[0].population >= LARGE):
        found = near
    return tuple(spot for spot in found if spot.population >= LESSER * found[0].population)


def may_lie_in(one: str, other: str, lexicons: Lexicons) -> bool:
    """Whether a place of a name that nobody knows may lie in a country, a region, a sea or the like."""
    if look_up(one, lexicons) is not None or find_spots(one, lexicons):
        return False
    known = look_up(other, lexicons)
    found = find_spots(known.name if known is not None and known.kind in PLACES else other, lexicons)
    return found[0].kind != "city" if found else known is not None and known.kind in PLACES


def can_hold(one: Spot, other: Spot) -> bool:
    """Whether one place may have the other in it."""
    if one.kind == "country":
        return other.country in {one.country, None}
    if one.country and other.country and one.country != other.country:
        return False
    if one.kind == "region":
        return one.region == other.region if one.region and other.region else measure_distance(one, other) < AREA_DEGREES
    return one.region == other.region and measure_distance(one, other) < CITY_DEGREES


def hold_each_other(one: str, other: str, lexicons: Lexicons) -> bool:
    """Whether a place of the one name may have one of the other in it, or is a large city beside it."""
    first, second = ([*find_spots(name, lexicons), *find_regions(name, lexicons)] for name in (one, other))
    return any(can_hold(a, b) or can_hold(b, a) or are_of_one_city(a, b) for a in first for b in second)


def are_of_one_city(one: Spot, other: Spot) -> bool:
    """Whether one place is a city so large that its name stands for what lies around it too, as the other does."""
    return max(one.population, other.population) >= METROPOLIS and are_neighbours(one, other)


def are_neighbours(one: Spot, other: Spot) -> bool:
    """Whether something may be near both of two places."""
    return measure_distance(one, other) < NEAR_DEGREES


def measure_distance(one: Spot, other: Spot) -> float:
    """How far two places lie apart, in degrees of latitude."""
    return hypot(one.latitude - other.latitude, (one.longitude - other.longitude) * cos(radians(one.latitude)))


@lru_cache(maxsize=4)
def region_adjectives(lexicons: Lexicons) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The regions by their adjectives, and what finds these."""
    regions = {row[0]: row[1] for row in lexicons.rows("region_peoples")}
    return regions, re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(regions)))})\b")


def points_here(text: str, start: int) -> bool:
    """Whether the place named from ``start`` on is told by what it is, the one that the report tells of ("this Northern Vale town")."""
    return text[max(0, start - len("this ")) : start].lower() == "this "
