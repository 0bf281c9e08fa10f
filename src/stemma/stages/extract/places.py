"""Which place is meant: the places of a story resolved to countries and coordinates from the packaged atlas, or left open.

Every place of the name is a candidate, scored by named features (after Leidner, *Toponym Resolution in Text*, 2007): how many
people live there, whether the words beside the name say where it lies ("Alva, Norway", "the Norwegian port of Alva"), whether its
country and region are spoken of, whether other places of the story lie near. The best is taken if it leads by a margin and something
speaks for it; of candidates in one country the country alone is told; otherwise nothing is.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt
from typing import NamedTuple

from stemma.language.atlas import Spot, country_spot, find_regions, find_spots
from stemma.language.gazetteer import Entry, find_known, look_up
from stemma.language.lexicon import Lexicons
from stemma.records import Coordinates, Entity, Feature, Page

_WEIGHTS = {
    "people": 1.0,  # logarithm of the inhabitants in thousands
    "own_name": 0.7,
    "is_country": 2.0,
    "known_so": 1.5,  # the news means this country's place of the name
    "is_capital": 1.5,
    "said_beside": 6.0,
    "country_spoken_of": 0.6,
    "share_of_country": 1.6,
    "region_spoken_of": 0.5,
    "near_others": 0.8,
    "called_region": 2.0,
}
_MARGIN = 0.4
_KNOWN_ANYWAY, _ONLY_ONE_KNOWN = 300, 50
"""Thousands of inhabitants from which on a city needs no support by the report: any, one whose name no other country has."""
_SHARE_OF_NAMESAKE, _MUCH_LARGER = 0.2, 10
_SAME_PLACE_KM, _NEAR_KM = 60.0, 250.0
_EARTH_KM = 6371.0
_MOST_MENTIONS, _MOST_SPOTS = 20, 40
_BEHIND = re.compile(r"(?:, ?| \(| in |, in )((?:[A-Z][^\W\d_]*\.?(?:[ -](?=[A-Z]))?){1,5})")
_DIRECTION = re.compile(
    r"^(?:(?:north|south|east|west|central|inner|outer|downtown|greater|upper|lower)(?:ern)?[- ]?(?:east|west)?(?:ern)?|"
    r"(?:north|south)-(?:east|west)(?:ern)?) (?=[A-Z])",
    re.IGNORECASE,
)
"""What names a part of a city: "south London" is looked for in London; parts of countries are not looked for in their middle."""
_CHARS_BEFORE = 60
_LOWER_WORDS = re.compile(r"['’]?s?(?: [a-z]+){0,3} ?")
_REGION_NOUN = re.compile(r" (?:state|province|region|oblast|governorate|prefecture|krai|county|department)\b")


class _Sayings(NamedTuple):
    """What the words beside the mentions of a place say: the countries and regions it is said to lie in, whether it is one."""

    inside: tuple[Spot, ...]
    is_region: bool


class _Scene(NamedTuple):
    """What a story speaks of: mentions by country, regions by country and code, places taken for certain."""

    countries: Mapping[str, int]
    regions: frozenset[tuple[str, str]]
    anchors: tuple[Spot, ...]


def locate(entities: Sequence[Entity], pages: Sequence[Page], *, lexicons: Lexicons) -> tuple[Entity, ...]:
    """The entities with ``country`` and ``coordinates`` filled for places, in the order given; whatever is in doubt stays null.

    Two rounds: places that are plain by themselves are settled first and speak for the others. Cost: places times candidates.
    """
    texts = {page.report.id: page.report.text for page in pages}
    places = {entity.id: entity for entity in entities if entity.type == "place"}
    sayings = {id_: _beside(place, texts, lexicons) for id_, place in places.items()}
    scene = _Scene(_countries(entities, places, lexicons), frozenset(), ())
    for _ in range(2):
        chosen = {id_: _choose(place, sayings[id_], scene, lexicons) for id_, place in places.items()}
        anchors = tuple(spot for spot, _ in chosen.values() if spot is not None and spot.kind != "country")
        said = [(spot.country, spot.region) for own in sayings.values() for spot in own.inside if spot.kind == "region"]
        settled = [(spot.country, spot.region) for spot in anchors]
        regions = frozenset((country, region) for country, region in (*said, *settled) if country and region)
        scene = scene._replace(regions=regions, anchors=anchors)
    chosen = {id_: _choose(place, sayings[id_], scene, lexicons) for id_, place in places.items()}
    return tuple(_with_spot(entity, *chosen[entity.id]) if entity.id in chosen else entity for entity in entities)


def _with_spot(entity: Entity, spot: Spot | None, country: str | None) -> Entity:
    if spot is None:
        return replace(entity, country=country or entity.country)
    point = Coordinates(latitude=spot.latitude, longitude=spot.longitude)
    return replace(entity, country=spot.country or entity.country, coordinates=point)


# ---------------------------------------------------------------- what the reports say


def _countries(entities: Sequence[Entity], places: Mapping[str, Entity], lexicons: Lexicons) -> dict[str, int]:
    """How often each country is spoken of: by name, by its bodies and people, by places known to lie in it."""
    counts: Counter[str] = Counter()
    for entity in entities:
        if entity.country is None:
            continue
        if entity.id not in places or not _has_namesake(entity, lexicons):
            counts[entity.country] += len(entity.mentions)
    return dict(counts)


def _has_namesake(place: Entity, lexicons: Lexicons) -> bool:
    """Whether another country has a place of this name that is not much smaller ("Georgia", "Cambridge")."""
    spots = find_spots(place.name, lexicons)
    here = max((spot.population for spot in spots if spot.country == place.country), default=0)
    return any(spot.population * _MUCH_LARGER > here for spot in spots if spot.country != place.country)


def _beside(place: Entity, texts: Mapping[str, str], lexicons: Lexicons) -> _Sayings:
    inside: dict[Spot, None] = {}
    is_region = 0
    for mention in place.mentions[:_MOST_MENTIONS]:
        text = texts[mention.report]
        inside |= dict.fromkeys(_behind(text, mention.end, lexicons))
        country = _before(text, mention.start, lexicons)
        if country is not None:
            inside[country] = None
        is_region += (
            _REGION_NOUN.match(text, mention.end) is not None or _REGION_NOUN.search(f" {text[mention.start : mention.end]}") is not None
        )
    return _Sayings(tuple(inside), is_region * 2 > len(place.mentions[:_MOST_MENTIONS]))


def _behind(text: str, end: int, lexicons: Lexicons) -> tuple[Spot, ...]:
    """The region or country named right behind a place: "Gary, Ind.", "Alva (Norway)", "Paris in Texas"."""
    match = _BEHIND.match(text, end, end + 60)
    if match is None:
        return ()
    words = match[1].split(" ")
    for count in range(min(len(words), 4), 0, -1):
        printed = " ".join(words[:count])
        for form in (printed, printed.removesuffix(".")):
            found = find_regions(form, lexicons)
            if found:
                return found
    return ()


def _before(text: str, start: int, lexicons: Lexicons) -> Spot | None:
    """The country that a place is given to by the words before it: "Norway's Alva", "the Norwegian port of Alva"."""
    before = text[max(0, start - _CHARS_BEFORE) : start]
    known = find_known(before, lexicons)
    if not known or known[-1].entry.kind not in {"country", "demonym"} or known[-1].entry.country is None:
        return None
    between = before[known[-1].end :]
    is_owner = between in {"'s ", "’s "} or bool(set(between.split()) & _settlements(lexicons))
    return country_spot(known[-1].entry.country, lexicons) if is_owner and _LOWER_WORDS.fullmatch(between) else None


@lru_cache(maxsize=4)
def _settlements(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("settlement_words"))


# ---------------------------------------------------------------- the decision


def _choose(place: Entity, sayings: _Sayings, scene: _Scene, lexicons: Lexicons) -> tuple[Spot | None, str | None]:
    """The place meant, or None and the country that all that may be meant lie in."""
    candidates = [] if place.name in lexicons.words("heavenly_bodies") and not sayings.inside else _candidates(place, lexicons)
    inside = [spot for spot in candidates if any(_lies_in(spot, other) for other in sayings.inside)]
    said = {spot.country for spot in sayings.inside if spot.country}
    inside = inside or [spot for spot in candidates if spot.country in said]  # one of a list: "Ohio, Indiana and Iowa"
    if said and not inside and not any(spot.kind == "country" for spot in candidates):
        return None, min(said) if len(said) == 1 and not _is_area(place, lexicons) else None
    candidates = inside or candidates
    if not candidates:
        return None, None
    known = look_up(place.name, lexicons)
    ranked = sorted(((sum(f.value * f.weight for f in _features(spot, sayings, scene, known)), spot) for spot in candidates), key=_rank)
    score, best = ranked[0]
    rivals = [other for value, other in ranked[1:] if score - value < _MARGIN and not _are_one(best, other)]
    lands = {spot.country for spot in (best, *rivals)}
    is_only = len({spot.country for spot in candidates}) == 1 and best.population >= _ONLY_ONE_KNOWN and not scene.countries
    if not rivals and (inside or is_only or _is_supported(best, place, scene)):
        return _city_of(best, candidates, sayings), best.country
    return None, best.country if len(lands) == 1 and (inside or is_only or best.country in scene.countries) else None


def _is_area(place: Entity, lexicons: Lexicons) -> bool:
    """Whether a place spreads over several countries ("Asia")."""
    entry = look_up(place.name, lexicons)
    return entry is not None and entry.kind == "place" and entry.country is None


def _city_of(best: Spot, candidates: Sequence[Spot], sayings: _Sayings) -> Spot:
    """The city that a region is named after, if many of the region live there and the report does not call it a region: "New York"."""
    if best.kind != "region" or sayings.is_region:
        return best
    cities = [spot for spot in candidates if spot.kind == "city" and _are_one(best, spot) and spot.region == best.region]
    return next((spot for spot in cities if spot.population >= _SHARE_OF_NAMESAKE * best.population), best)


def _rank(scored: tuple[float, Spot]) -> tuple[float, str]:
    return -round(scored[0], 6), str(scored[1])


def _candidates(place: Entity, lexicons: Lexicons) -> list[Spot]:
    """The places of the name, else of the first alias that the atlas knows, largest first."""
    if _is_area(place, lexicons):
        return []
    for name in (place.name, *place.aliases):
        part = _DIRECTION.sub("", name)
        found = find_spots(name, lexicons) or tuple(spot for spot in find_spots(part, lexicons) if spot.kind == "city")
        if found:
            return list(found[:_MOST_SPOTS])
    return []


def _lies_in(spot: Spot, other: Spot) -> bool:
    if spot == other or (spot.kind == "country" and other.kind == "country"):
        return False
    return spot.country == other.country and (other.kind == "country" or spot.region == other.region)


def _features(spot: Spot, sayings: _Sayings, scene: _Scene, known: Entry | None) -> tuple[Feature, ...]:
    is_known = known is not None and known.kind in {"place", "capital"} and known.country == spot.country
    total = sum(scene.countries.values())
    spoken = scene.countries.get(spot.country or "", 0)
    others = [other for other in scene.anchors if other.name != spot.name]
    values = {
        "people": log10(1 + spot.population),
        "own_name": float(spot.is_own_name),
        "is_country": float(spot.kind == "country"),
        "known_so": float(is_known),
        "is_capital": float(is_known and known is not None and known.kind == "capital" and spot.kind == "city"),
        "said_beside": float(any(_lies_in(spot, other) for other in sayings.inside)),
        "country_spoken_of": float(spoken > 0),
        "share_of_country": spoken / total if total else 0.0,
        "region_spoken_of": float(spot.kind == "city" and (spot.country or "", spot.region or "") in scene.regions),
        "near_others": float(any(distance_km(spot, other) < _NEAR_KM for other in others)),
        "called_region": float(sayings.is_region and spot.kind == "region"),
    }
    return tuple(Feature(name=name, value=values[name], weight=weight) for name, weight in _WEIGHTS.items())


def _is_supported(spot: Spot, place: Entity, scene: _Scene) -> bool:
    """Whether anything but the name speaks for a place: it is a country or large, or its country is spoken of."""
    return (
        spot.kind == "country"
        or spot.country is None
        or spot.population >= _KNOWN_ANYWAY
        or spot.country in scene.countries
        or place.country == spot.country
    )


def _are_one(left: Spot, right: Spot) -> bool:
    """A city and the region named after it, or one place listed twice."""
    if left.country != right.country:
        return False
    is_named_after = left.region is not None and left.region == right.region and left.kind != right.kind
    return is_named_after or distance_km(left, right) < _SAME_PLACE_KM


def distance_km(left: Spot, right: Spot) -> float:
    """The way between two places over the globe, by the haversine formula."""
    one, two = radians(left.latitude), radians(right.latitude)
    across = sin((one - two) / 2) ** 2 + cos(one) * cos(two) * sin(radians(left.longitude - right.longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(across)))
