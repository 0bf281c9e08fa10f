"""One figure in two units, and two ages of one person."""

from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

CORE = """Old ice under Tarn

TARN, May 5, 2026 - Researchers have lifted {core} from the glacier above Tarn, the ice institute said on Monday.

{who} led the work.
"""


def _values(tmp_path: Path, one: str, other: str) -> list[tuple[str, set[str]]]:
    return [(found.kind, {value.value for value in found.values}) for found in conflicts_of(tmp_path, one, other)]


def test_one_figure_in_two_units(tmp_path: Path) -> None:
    one = CORE.format(core="an ice core 62 metres long", who="Glaciologist Petra Vik")
    other = CORE.format(core="a core of 62 miles of ice", who="Glaciologist Petra Vik").replace("Old ice", "Very old ice")
    ((kind, values),) = _values(tmp_path, one, other)
    assert kind == "number"
    assert all("62" in value for value in values)


@pytest.mark.parametrize("core", ["an ice core 62 metres (203 feet) long", "a core of 203 feet of ice"])
def test_a_conversion_is_no_slip(tmp_path: Path, core: str) -> None:
    one = CORE.format(core="an ice core 62 metres long", who="Glaciologist Petra Vik")
    assert _values(tmp_path, one, CORE.format(core=core, who="Glaciologist Petra Vik")) == []


@pytest.mark.parametrize(("exact", "relation"), [("1,688 metres", "refines"), ("1,780 metres", "contradicts")])
def test_what_is_told_as_about_may_be_off_by_its_last_digit(tmp_path: Path, exact: str, relation: str) -> None:
    one = CORE.format(core="an ice core about 1,680 metres long", who="Glaciologist Petra Vik")
    other = CORE.format(core=f"an ice core {exact} long", who="Glaciologist Petra Vik")
    assert [found.relation for found in conflicts_of(tmp_path, one, other) if found.kind == "number"] == [relation]


@pytest.mark.parametrize(
    "who",
    ["Petra Vik, 32, of the institute,", "Glaciologist Petra Vik (32)", "The 32-year-old glaciologist Petra Vik", "Petra Vik, aged 32,"],
)
def test_two_ages_of_one_person(tmp_path: Path, who: str) -> None:
    one = CORE.format(core="a long ice core", who="Glaciologist Petra Vik, 23,")
    ((kind, values),) = _values(tmp_path, one, CORE.format(core="a long ice core", who=who))
    assert (kind, values) == ("number", {"23", "32"})


def test_the_age_at_which_somebody_died_is_no_toll(tmp_path: Path) -> None:
    one = CORE.format(core="a long ice core", who="Glaciologist Petra Vik died at 83 in Tarn, after she")
    two = CORE.format(core="a long ice core", who="Glaciologist Petra Vik, 85, died in Tarn, after she")
    (found,) = (found for found in conflicts_of(tmp_path, one, two) if found.kind == "number")
    assert (found.about[:16], {value.value for value in found.values}) == ("the age in this:", {"83", "85"})


def test_a_share_is_no_age(tmp_path: Path) -> None:
    one = CORE.format(core="a long ice core", who="Glaciologist Petra Vik, 47,")
    other = CORE.format(core="a long ice core", who="The share of votes for the institute's head Petra Vik is 52.8 percent, and she")
    assert _values(tmp_path, one, other) == []


def test_ages_of_two_people(tmp_path: Path) -> None:
    one = CORE.format(core="a long ice core", who="Glaciologist Petra Vik, 23,")
    assert _values(tmp_path, one, CORE.format(core="a long ice core", who="Engineer Jonas Brandt, 47,")) == []


def test_round_figures_in_two_units_are_two_figures(tmp_path: Path) -> None:
    one = CORE.format(core="an ice core 200 metres long", who="Glaciologist Petra Vik")
    assert _values(tmp_path, one, CORE.format(core="an ice core 200 feet deep", who="Glaciologist Petra Vik")) == []


def test_who_tells_both_sentences_knows_of_two_days(tmp_path: Path) -> None:
    told = "The first drill at Tarn began on 3 March 2025.{more}"
    more = " The second drill at Tarn began on 9 March 2025."
    one = CORE.format(core="an ice core", who=told.format(more=more) + " Petra Vik")
    other = CORE.format(core="an ice core", who=more.strip() + " Petra Vik")
    assert _values(tmp_path, one, other) == []


def test_who_gives_one_name_two_ages_tells_of_two_people(tmp_path: Path) -> None:
    one = CORE.format(core="a long ice core", who="Glaciologist Petra Vik, 23, and her aunt, engineer Petra Vik, 47,")
    assert _values(tmp_path, one, CORE.format(core="a long ice core", who="Engineer Petra Vik, 47,")) == []


TOLL = """Tram off the rails in Tarn

TARN, May 5, 2026 - {lead}

{more}
"""


def _numbers(tmp_path: Path, one: str, other: str) -> list[set[str]]:
    return [{value.value for value in found.values} for found in conflicts_of(tmp_path, one, other) if found.kind == "number"]


def test_the_dead_and_the_trapped_are_two_matters(tmp_path: Path) -> None:
    lead = "{dead} people died and {trapped} people are trapped after a tram left the rails in Tarn on Monday, police said."
    one = TOLL.format(lead=lead.format(dead="Five", trapped="two"), more="The line is closed.")
    other = TOLL.format(lead=lead.format(dead="Seven", trapped="five"), more="The line stays closed.")
    assert sorted(map(sorted, _numbers(tmp_path, one, other))) == [["Five people", "Seven people"], ["five people", "two people"]]


def test_an_accident_of_long_ago_is_another(tmp_path: Path) -> None:
    lead = "Five people died when a tram left the rails in Tarn on Monday, police said."
    one = TOLL.format(lead=lead, more="The line is closed.")
    other = TOLL.format(lead=lead, more="In October 1991 twelve people died when a tram left the rails in Tarn, police said.")
    assert _numbers(tmp_path, one, other) == []


def test_two_lengths_of_time_in_two_units(tmp_path: Path) -> None:
    lead = "The driver of the tram, Petra Vik, was banned from driving for {ban} by a court in Tarn on Monday."
    one = TOLL.format(lead=lead.format(ban="18 months"), more="The line is closed.")
    assert _numbers(tmp_path, one, TOLL.format(lead=lead.format(ban="two years"), more="The line stays closed.")) == [
        {"18 months", "two years"}
    ]
    assert _numbers(tmp_path, one, TOLL.format(lead=lead.format(ban="a year and a half"), more="The line stays closed.")) == []


WIND = "Gusts of {gust} were measured at the harbour of Tarn on Monday, the weather office said."


def test_one_speed_in_two_units(tmp_path: Path) -> None:
    one, other = (TOLL.format(lead=WIND.format(gust=gust), more="The line is closed.") for gust in ("74 kph", "74 mph"))
    assert _numbers(tmp_path, one, other) == [{"74 kph", "74 mph"}]


def test_every_place_that_gives_the_figure_in_the_other_unit_is_told(tmp_path: Path) -> None:
    one = TOLL.format(lead=WIND.format(gust="74 kph"), more="The line is closed.")
    other = TOLL.format(
        lead=WIND.format(gust="74 mph"), more="The tram had no chance in a 74 mph gale, its driver Petra Vik told a friend."
    )
    (found,) = (found for found in conflicts_of(tmp_path, one, other) if found.kind == "number")
    assert sorted(len(value.citations) for value in found.values) == [1, 2]


def test_a_sum_of_one_digit_in_two_units_in_nearly_the_same_words(tmp_path: Path) -> None:
    lead = "The driver was found beneath 10 {unit} of wet ash on the platform at Tarn on Monday, police said."
    one, other = (TOLL.format(lead=lead.format(unit=unit), more="The line is closed.") for unit in ("centimetres", "inches"))
    assert _numbers(tmp_path, one, other) == [{"10 centimetres", "10 inches"}]


@pytest.mark.parametrize(("by_nightfall", "is_told"), [("13,500", True), ("900", False)])
def test_a_count_on_the_way_is_no_more_than_the_whole(tmp_path: Path, by_nightfall: str, is_told: bool) -> None:
    one = TOLL.format(
        lead="Some 1,350 people, mostly women and children, were moved by bus to Alva, the district said.", more="It is cold."
    )
    lead = f"By 8 p.m. some {by_nightfall} inhabitants had been put on buses for Alva."
    assert bool(_numbers(tmp_path, one, TOLL.format(lead=lead, more="It stays cold."))) == is_told


def test_the_whole_of_which_a_part_is_told_is_no_rival_of_the_part(tmp_path: Path) -> None:
    one = TOLL.format(lead="Rolls of foam stood man-high before two doors, fire chief Henrik Aasen said.", more="The line is closed.")
    two = "When our men came to the doors, two of the three were closed by rolls of foam, fire chief Henrik Aasen said."
    assert _numbers(tmp_path, one, TOLL.format(lead=two, more="The line is closed.")) == []
    three = "When our men came, three doors were closed by rolls of foam, fire chief Henrik Aasen said."
    assert _numbers(tmp_path, one, TOLL.format(lead=three, more="The line is closed.")) == [{"two doors", "three doors"}]


def test_ordinals_of_two_things_are_two(tmp_path: Path) -> None:
    one = TOLL.format(lead="It was the 52nd victory of the career of driver Petra Vik at Tarn on Monday.", more="The line is closed.")
    other = TOLL.format(lead="It was the 250th start of the career of driver Petra Vik at Tarn on Monday.", more="The line is closed.")
    assert _numbers(tmp_path, one, other) == []


def test_figures_of_two_dimensions_are_of_two_things(tmp_path: Path) -> None:
    one = TOLL.format(lead=WIND.format(gust="74 kph"), more="The line is closed.")
    assert _numbers(tmp_path, one, TOLL.format(lead=WIND.format(gust="74 knots and hail of 74 grams"), more="The line is closed.")) != []
    assert _numbers(tmp_path, one, TOLL.format(lead="Hail of 74 grams fell on the harbour of Tarn.", more="The line is closed.")) == []


@pytest.mark.parametrize(("depth", "is_other"), [("120 feet", True), ("40 feet", False)])
def test_two_depths_in_two_units(tmp_path: Path, depth: str, is_other: bool) -> None:
    lead = "The wreck of the ferry lies at a depth of {depth} off the harbour of Tarn, the coast guard said on Monday."
    one = TOLL.format(lead=lead.format(depth="12 metres"), more="The line is closed.")
    found = _numbers(tmp_path, one, TOLL.format(lead=lead.format(depth=depth), more="The line stays closed."))
    assert found == ([{"12 metres", depth}] if is_other else [])


def test_a_bare_figure_set_against_another_replaces_it(tmp_path: Path) -> None:
    one = TOLL.format(lead="Four cages broke loose off Tarn on Monday.", more="Most of the fish is in the freezers of this town of 2,100.")
    other = TOLL.format(lead="The population of Tarn is 3,100 and not 2,100, as we wrote on Tuesday.", more="We are sorry for the error.")
    assert _numbers(tmp_path, one, other) == [{"2,100", "3,100"}]


LOT = "The clinic of Tarn recalled {goods} on Monday, and asked whoever has some to bring them back, the health office said."


@pytest.mark.parametrize(("lot", "told"), [("2270-B", [{"2207-B", "2270-B"}]), ("2207-B", []), ("3418-B", [])])
def test_codes_with_their_digits_in_another_order(tmp_path: Path, lot: str, told: list[set[str]]) -> None:
    one = TOLL.format(lead=LOT.format(goods="ampoules of lot 2207-B"), more="The line is closed.")
    other = TOLL.format(lead=LOT.format(goods="its saline"), more=f"Only what is marked {lot} has to come back, a nurse told a friend.")
    assert _numbers(tmp_path, one, other) == told


def test_who_gives_two_codes_speaks_of_two_things(tmp_path: Path) -> None:
    one = TOLL.format(lead=LOT.format(goods="ampoules of lots 2207-B and 2270-B"), more="The line is closed.")
    other = TOLL.format(lead=LOT.format(goods="ampoules of lot 2270-B"), more="The line is closed.")
    assert _numbers(tmp_path, one, other) == []
