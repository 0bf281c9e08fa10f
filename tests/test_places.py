"""Places of a story on the map: found by name, decided by what the reports say, left open where they do not."""

import re

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.atlas import Spot, country_spot, find_regions, find_spots, place_key
from stemma.language.gazetteer import countries
from stemma.records import Annotation, Block, Citation, Entity, Page, Report
from stemma.stages.extract.places import distance_km, locate

LEXICONS = load_lexicons()


def locate_in(text: str, *names: str) -> dict[str, Entity]:
    """The places of a report by name, each entity mentioned wherever its name stands."""
    report = Report(
        id="r1", location="r1", sha256="", outlet=None, title=None, bylines=(), published=None, updated=None, language="en", text=text,
        blocks=(Block(kind="body", start=0, end=len(text)),), disclosures=(),
    )  # fmt: skip
    entities = [
        Entity(
            id=f"e-{name}", type="place", name=name, aliases=(), role=None, country=None,
            mentions=tuple(Citation(report="r1", start=m.start(), end=m.end()) for m in re.finditer(re.escape(name), text)),
        )
        for name in names
    ]  # fmt: skip
    known = [entity if name not in KNOWN else _of(entity, KNOWN[name]) for name, entity in zip(names, entities, strict=True)]
    found = locate(known, [Page(report=report, annotation=Annotation(report="r1"))], lexicons=LEXICONS)
    assert [entity.id for entity in found] == [entity.id for entity in known]
    return {entity.name: entity for entity in found}


KNOWN = {
    "Norway": "NO",
    "France": "FR",
    "Texas": "US",
    "Canada": "CA",
    "Ontario": "CA",
    "Britain": "GB",
    "Germany": "DE",
    "Ohio": "US",
    "America": "US",
}


def _of(entity: Entity, country: str) -> Entity:
    return Entity(
        id=entity.id, type="place", name=entity.name, aliases=(), role=None, country=country, mentions=entity.mentions
    )  # fmt: skip


def is_near(entity: Entity, latitude: float, longitude: float, km: float = 161) -> bool:
    point = entity.coordinates
    return point is not None and distance_km(_spot(point.latitude, point.longitude), _spot(latitude, longitude)) <= km


def _spot(latitude: float, longitude: float) -> Spot:
    return Spot("", "city", None, None, latitude, longitude, 0)


def test_every_country_has_a_point_inside_the_world_and_no_two_share_one() -> None:
    spots = [country_spot(country.code, LEXICONS) for country in countries(LEXICONS)]
    assert all(spot is not None and abs(spot.latitude) <= 90 and abs(spot.longitude) <= 180 for spot in spots)
    assert len({(spot.latitude, spot.longitude) for spot in spots if spot}) == len(spots)


def test_distance_is_that_over_the_globe() -> None:
    assert distance_km(_spot(48.85, 2.35), _spot(51.51, -0.13)) == pytest.approx(343, abs=5)
    assert distance_km(_spot(0, 179.5), _spot(0, -179.5)) == pytest.approx(111, abs=1)


def test_spellings_of_a_place_share_a_key() -> None:
    assert place_key("St. Petersburg") == place_key("Saint-Petersburg")
    assert {spot.country for spot in find_spots("Kiev", LEXICONS)} == {"UA"}
    assert find_spots("Qwertzville", LEXICONS) == ()


def test_short_forms_of_regions_are_read_only_as_printed() -> None:
    assert [spot.name for spot in find_regions("Mass.", LEXICONS)] == ["Massachusetts"]
    assert find_regions("mass", LEXICONS) == ()


def test_a_container_behind_or_before_the_name_decides() -> None:
    assert is_near(locate_in("The fair opened in Paris, Texas, on Monday.", "Paris")["Paris"], 33.66, -95.55)
    assert is_near(locate_in("She was born in Cambridge, Mass., in May.", "Cambridge")["Cambridge"], 42.37, -71.11)
    assert is_near(locate_in("The Canadian city of London closed its pools.", "London")["London"], 42.98, -81.24)


def test_a_container_that_the_atlas_does_not_confirm_leaves_no_point_but_a_country() -> None:
    place = locate_in("The ferry left Paris, Norway, at noon.", "Paris")["Paris"]
    assert place.coordinates is None
    assert place.country == "NO"


def test_the_countries_spoken_of_decide_between_namesakes() -> None:
    text = "Voters in Ontario and elsewhere in Canada, Canada said. Canada! Hamilton and London counted late. Ontario waits. Canada too."
    assert is_near(locate_in(text, "Canada", "Ontario", "Hamilton", "London")["Hamilton"], 43.25, -79.85)


def test_namesakes_in_one_country_that_nothing_decides_give_the_country_alone() -> None:
    place = locate_in("Crews from all of America went to Jackson. America waited.", "America", "Jackson")["Jackson"]
    assert (place.country, place.coordinates) == ("US", None)


def test_a_small_place_of_a_country_not_spoken_of_stays_open() -> None:
    place = locate_in("In Germany the choir of Clifton sang.", "Germany", "Clifton")["Clifton"]
    assert (place.country, place.coordinates) == (None, None)


def test_a_list_is_no_container() -> None:
    found = locate_in("Storms hit Ohio, Texas and France, Germany.", "Ohio", "Texas", "France", "Germany")
    assert [found[name].country for name in ("Ohio", "Texas", "France", "Germany")] == ["US", "US", "FR", "DE"]
    assert all(entity.coordinates is not None for entity in found.values())


def test_a_region_is_told_from_the_city_it_is_named_after() -> None:
    assert is_near(locate_in("Trains to New York stood still.", "New York")["New York"], 40.71, -74.0)
    assert is_near(locate_in("Farms across New York state stood under water.", "New York")["New York"], 43.0, -75.5)


def test_a_part_of_a_city_lies_in_it_and_a_part_of_a_country_nowhere_in_particular() -> None:
    found = locate_in("Trams stood still in south London, Britain, and northern Norway.", "south London", "Britain", "northern Norway")
    assert is_near(found["south London"], 51.5, -0.1)
    assert found["northern Norway"].coordinates is None


def test_seas_continents_and_inventions_have_no_point() -> None:
    found = locate_in(
        "Ships crossed the Atlantic to Africa and Skarnholm in the West under Jupiter.",
        "Atlantic",
        "Africa",
        "Skarnholm",
        "West",
        "Jupiter",
    )
    assert all((entity.country, entity.coordinates) == (None, None) for entity in found.values())


@pytest.mark.parametrize(
    ("name", "latitude", "longitude"), [("Cayman Islands", 19, -81), ("Isle of Man", 54, -5), ("New Caledonia", -21, 165)]
)
def test_territories_that_are_no_states_have_their_place(name: str, latitude: float, longitude: float) -> None:
    assert is_near(locate_in(f"They were incorporated in the {name}.", name)[name], latitude, longitude, km=300)
