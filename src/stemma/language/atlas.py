"""Where places lie: the packaged atlas of countries, regions and cities, asked by name.

The atlas says what may be meant, largest first; which of several places is meant is for the caller to decide from the report.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from stemma.language.gazetteer import countries
from stemma.language.lexicon import Lexicons
from stemma.language.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_VARIANTS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_GENERIC = frozenset(
    "the province region state oblast krai governorate prefecture department district republic of sheng shi zizhiqu zhuangzu uygur huizu "
    "autonomous muhafazat".split()
)
"""Words that a place may be called with or without: "Anhui" is "Anhui Sheng", "Kherson region" is "Kherson"."""

_AREA_THOUSANDS = 2000  # areas have no count of their own; those typed in are the ones the news names

SpotKind = Literal["country", "region", "city"]


class Spot(NamedTuple):
    """A place of the atlas. ``country`` is ISO 3166 alpha-2, None for an area of several; ``region`` is a code that holds within
    the country; degrees are WGS84; ``population`` is in thousands, 0 where unknown; ``is_own_name`` is false where the place was
    found by another name of it."""

    name: str
    kind: SpotKind
    country: str | None
    region: str | None
    latitude: float
    longitude: float
    population: int
    is_own_name: bool = True


@lru_cache(maxsize=8192)
def place_key(name: str) -> str:
    """What two printings of a place's name have in common: "St. Petersburg" and "Saint Petersburg".

    >>> place_key("St. Petersburg") == place_key("Saint-Petersburg")
    True
    """
    words = [fold(word) for word in _WORD.findall(name.replace("-", " "))]
    return " ".join(_VARIANTS.get(word, word) for at, word in enumerate(words) if word and (at or word != "the"))


def _bare(key: str) -> str:
    """A key without the words that say what kind of place it is."""
    return " ".join(word for word in key.split() if word not in _GENERIC)


class _Atlas(NamedTuple):
    own: dict[str, list[Spot]]
    others: dict[str, list[Spot]]
    bare: dict[str, list[Spot]]
    countries: dict[str, Spot]


@lru_cache(maxsize=4)
def _atlas(lexicons: Lexicons) -> _Atlas:
    atlas = _Atlas({}, {}, {}, {})
    people: dict[str, int] = {}
    for country, code, name, latitude, longitude, population in lexicons.rows("atlas_regions"):
        people[country] = people.get(country, 0) + int(population)
        spot = Spot(name, "region", country, code, float(latitude), float(longitude), int(population))
        key = place_key(name)
        atlas.own.setdefault(key, []).append(spot)
        if _bare(key) not in {key, ""}:
            atlas.bare.setdefault(_bare(key), []).append(spot)
    for country, names, latitude, longitude in lexicons.rows("atlas_areas"):
        land = None if country == "-" else country
        spot = Spot(names.split("|")[0], "region", land, None, float(latitude), float(longitude), _AREA_THOUSANDS)
        for name in names.split("|"):
            atlas.own.setdefault(place_key(name), []).append(spot)
    for country, region, name, others, latitude, longitude, population in lexicons.rows("atlas_cities"):
        spot = Spot(name, "city", country, None if region == "-" else region, float(latitude), float(longitude), int(population))
        atlas.own.setdefault(place_key(name), []).append(spot)
        for other in others.split("|") if others != "-" else ():
            if place_key(other) != place_key(name):
                atlas.others.setdefault(place_key(other), []).append(spot._replace(is_own_name=False))
    points = {code: (float(latitude), float(longitude)) for code, latitude, longitude in lexicons.rows("atlas_countries")}
    for known in countries(lexicons):
        spot = Spot(known.name, "country", known.code, None, *points[known.code], people.get(known.code, 0))
        atlas.countries[known.code] = spot
        for name in known.names:
            atlas.own.setdefault(place_key(name), []).append(spot)
    return atlas


def country_spot(code: str, lexicons: Lexicons) -> Spot | None:
    """Where a country lies, None for a code that the atlas does not have."""
    return _atlas(lexicons).countries.get(code)


@lru_cache(maxsize=8192)
def find_spots(name: str, lexicons: Lexicons) -> tuple[Spot, ...]:
    """All places of this name: countries, then by inhabitants, largest first; empty when the atlas has none.

    Places that bear it as their own name and large cities that are also called so, then, if there are none, regions whose name
    holds it beside words like "province".
    """
    atlas = _atlas(lexicons)
    if not name.isupper() and f"{name.removesuffix('.')}." in _short_regions(lexicons):
        return find_regions(f"{name.removesuffix('.')}.", lexicons)
    key = place_key(name)
    found = {*atlas.own.get(key, ()), *atlas.others.get(key, ()), *atlas.bare.get(key, ())}
    if not found and _bare(key) != key:
        bare = _bare(key)
        found = {spot for spot in (*atlas.own.get(bare, ()), *atlas.bare.get(bare, ())) if spot.kind == "region"}
    return tuple(sorted(found, key=lambda spot: (spot.kind != "country", -spot.population, not spot.is_own_name, *map(str, spot))))


@lru_cache(maxsize=4)
def _short_regions(lexicons: Lexicons) -> dict[str, tuple[str, str]]:
    shorts: dict[str, tuple[str, str]] = {}
    for country, region, forms in lexicons.rows("region_abbreviations"):
        for form in forms.split("|"):
            shorts.setdefault(form, (country, region))
            shorts.setdefault(form.replace(" ", ""), (country, region))
    return shorts


def find_regions(printed: str, lexicons: Lexicons) -> tuple[Spot, ...]:
    """The countries and regions that may be meant behind a town's name: "Texas", "Tex.", "TX", "Norway"."""
    short = _short_regions(lexicons).get(printed)
    if short is not None:
        return tuple(spot for spot in find_spots(short[1], lexicons) if spot.kind == "region" and spot.country == short[0])
    return tuple(spot for spot in find_spots(printed, lexicons) if spot.kind != "city") if printed[:1].isupper() else ()
