"""Places that two reports give one thing, places that hold each other, and places of two things."""

from pathlib import Path

import pytest

import stemma
from stemma.stages.corroborate.places import rival_places

DAY = "\n\nMay 7, 2026 - "
ONE = (
    f"Mine flooded{DAY}Water and mud burst into the copper mine of Alva {{place}} on Wednesday and nine men were trapped, its owner said.\n"
)
OTHER = f"Nine men trapped{DAY}Nine men are trapped after water burst into the copper mine of Alva {{place}} on Wednesday, a union said.\n"


def places_of(folder: Path, *texts: str) -> list[set[str]]:
    for number, text in enumerate(texts):
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")
    conflicts = [conflict for story in stemma.read(str(folder)).stories for conflict in story.conflicts]
    return [{value.value for value in conflict.values} for conflict in conflicts if conflict.kind == "place"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in Zambia", "in Zimbabwe"),
        ("in the state of Ohio", "in Iowa"),
        ("in northern Zambia", "in southern Zambia"),
        ("in the north-west of Zambia", "in eastern Zambia"),
        ("in Scotland", "in the Welsh town of Tarn"),
    ],
)
def test_two_places_of_one_thing(tmp_path: Path, one: str, other: str) -> None:
    assert len(places_of(tmp_path, ONE.format(place=one), OTHER.format(place=other))) == 1


@pytest.mark.parametrize("told", [5, 20, 40, 60, 80, 120, 400])
def test_values_are_passed_over_only_where_no_closeness_would_do(tmp_path: Path, told: int, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ONE.format(place="in Zambia"), OTHER.format(place="in Zimbabwe"), f"Far away{DAY}A clerk in Peru sang.\n"
    monkeypatch.setattr(rival_places, "FEW", told)
    found = places_of(tmp_path, *texts)
    monkeypatch.setattr(rival_places, "_may_be_one", lambda *_: True)
    assert places_of(tmp_path, *texts) == found
    assert found or told > 60


def test_everybody_who_gives_a_place_stands_behind_it(tmp_path: Path) -> None:
    again = f"Shaft under water{DAY}Pumps were brought to the flooded copper mine of Alva in Zambia, where nine men are trapped.\n"
    assert places_of(tmp_path, ONE.format(place="in Zambia"), OTHER.format(place="in Zimbabwe"), again) == [{"Zambia", "Zimbabwe"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("in Zambia", "in northern Zambia"),  # a part of it
        ("in northern Zambia", "in north-western Zambia"),  # the same points of the compass, in part
        ("in Iowa", "near Des Moines"),  # a city of it
        ("in the U.S.", "in Iowa"),
        ("near Jerusalem", "near Ramallah"),  # which lie side by side
        ("in the North", "in the South"),
        ("in Iowa", "in Tamarack County"),  # nobody knows where that lies
    ],
)
def test_places_of_which_one_may_hold_the_other(tmp_path: Path, one: str, other: str) -> None:
    assert places_of(tmp_path, ONE.format(place=one), OTHER.format(place=other)) == []


def test_who_gives_both_places_tells_of_two_things(tmp_path: Path) -> None:
    both = OTHER.format(place="in Zimbabwe") + "\nThe owner has a second mine in Zambia.\n"
    assert places_of(tmp_path, ONE.format(place="in Zambia"), both) == []


def test_who_says_that_the_other_place_is_wrong_does_not_give_it(tmp_path: Path) -> None:
    corrected = OTHER.format(place="in Zambia") + "\nThe copper mine of Alva is not in Zimbabwe.\n"
    assert places_of(tmp_path, corrected, ONE.format(place="in Zimbabwe")) == [{"Zambia", "Zimbabwe"}]


def test_a_people_is_no_place(tmp_path: Path) -> None:
    one = ONE.format(place="") + "\nA Polish engineer is among the men.\n"
    other = OTHER.format(place="") + "\nA Chilean engineer is among the men.\n"
    assert places_of(tmp_path, one, other) == []


def test_places_of_two_things(tmp_path: Path) -> None:
    one = ONE.format(place="") + "\nThe shares of its owner fell by a tenth in Toronto.\n"
    other = OTHER.format(place="") + "\nThe pumps were built by a company in Gdansk.\n"
    assert places_of(tmp_path, one, other) == []


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (
            "Kenyan swimmer Amina Holt has been cleared of doping",
            "Amina Holt of the swimming club was cleared. Ugandan star Amina Holt smiled",
            1,
        ),
        ("The Belgian supermarket chain Orlo sold ham for a cent", "Ham for a cent at the Dutch chain Orlo", 1),
        ("A bus burned at Tarnik, a village in the north of Kenya", "A lorry stood at Tarnik in the far west of Kenya", 1),
        ("Amina Holt ran in Norway", "The Kenyan runner Amina Holt smiled", 0),
    ],
)
def test_where_a_name_belongs(tmp_path: Path, one: str, other: str, count: int) -> None:
    pages = (f"News{DAY}{told}, officials said on Wednesday.\n" for told in (one, other))
    assert len(places_of(tmp_path, *pages)) == count


def test_towns_told_in_passing(tmp_path: Path) -> None:
    one = f"Shares in a tyre maker{DAY}A letter about the tyre maker stood on the page of an exchange in Mumbai, an officer said.\n"
    other = f"Letter about a tyre maker{DAY}The tyre maker was founded in 1961 and has a works at Tarnik in Tamil Nadu.\n"
    assert places_of(tmp_path, one, other) == []
