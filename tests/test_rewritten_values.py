"""Values changed in a report that was rewritten from another in quite other words; numbers given for one thing by reports of their own."""

from pathlib import Path

import pytest

import stemma
from stemma.records import Conflict
from stemma.stages.corroborate.names.misprints import are_misprints

WIRE = """Ferry loses rudder off Tarnholm

TARNHOLM, May 5, 2026 (Norna Wire) - A ferry with 420 passengers lost its rudder off Tarnholm on Monday evening and drifted for\
 two hours before a tug took it in tow.

The Ostvik Line said nobody had been hurt on board the ship, which was built in 1998.

The first hearing of the inquiry is set for June 9, the maritime office said.

"We threw out both anchors and waited," Captain Solveig Brandt told reporters at the quay.

The ferry will be repaired at a yard in Lindesund, which will take six weeks.
"""

REWRITE = """Vessel left helpless near Tarnholm

A passenger vessel carrying 420 travellers was deprived of its rudder near Tarnholm on {day} evening and floated\
 about for a pair of hours until a tugboat hauled it off.

Not a soul came to harm aboard the craft, constructed in 1998, as per the Ostvik Line.

The inquiry's opening hearing is fixed for {hearing}, the maritime bureau stated.

"Both anchors went over the side and we waited," {speaker} informed journalists on the pier.

The vessel is going to be mended at a shipyard in {yard}, a job of six weeks.
"""

TOLD = {"day": "Monday", "hearing": "June 9", "speaker": "Captain Solveig Brandt", "yard": "Lindesund"}


def conflicts_of(folder: Path, *texts: str) -> list[Conflict]:
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")
    return [conflict for story in stemma.read(str(folder)).stories for conflict in story.conflicts]


def test_a_rewrite_that_changes_nothing_contradicts_nothing(tmp_path: Path) -> None:
    assert not [found for found in conflicts_of(tmp_path, WIRE, REWRITE.format(**TOLD)) if found.relation == "contradicts"]


@pytest.mark.parametrize(
    ("kind", "slot", "value"),
    [
        ("date", "day", "Saturday"),
        ("date", "hearing", "September 6"),
        ("place", "yard", "Skagvik"),
        ("attribution", "speaker", "Captain Henrik Aasen"),
    ],
)
def test_a_rewrite_in_other_words_that_changes_a_value_is_found(tmp_path: Path, kind: str, slot: str, value: str) -> None:
    found = conflicts_of(tmp_path, WIRE, REWRITE.format(**TOLD | {slot: value}))
    assert kind in {conflict.kind for conflict in found if conflict.relation == "contradicts"}


def test_an_hour_in_another_zone_is_no_other_day(tmp_path: Path) -> None:
    other = REWRITE.format(**TOLD).replace("on Monday evening", "at 2 a.m. on Tuesday Tokyo time")
    assert not [found for found in conflicts_of(tmp_path, WIRE, other) if found.kind == "date"]


def test_numbers_of_one_thing_in_reports_of_their_own(tmp_path: Path) -> None:
    one = "Strike empties depots\n\nALVA, May 5, 2026 - Some 2,300 drivers walked out of the depots of Alva on Monday, the union said.\n"
    other = "Walkout in Alva\n\nALVA, May 5, 2026 - Some 3,200 drivers walked out at the Alva depots on Monday, according to the union.\n"
    (found,) = conflicts_of(tmp_path, one, other)
    assert (found.kind, found.relation) == ("number", "contradicts")
    assert [value.value for value in found.values] == ["Some 2,300 drivers", "Some 3,200 drivers"]


def test_a_part_and_a_wider_whole_are_no_other_number(tmp_path: Path) -> None:
    one = "Heaters recalled\n\nALVA, May 5, 2026 - The recall takes in 48,000 heaters in Norway, the maker said on Monday.\n"
    other = "Heaters recalled\n\nALVA, May 5, 2026 - In both countries 61,000 heaters have been sold, the maker said on Monday.\n"
    assert not [found for found in conflicts_of(tmp_path, one, other) if found.relation == "contradicts"]


def test_a_place_in_another_spelling_or_the_island_that_holds_it_is_no_other_place(tmp_path: Path) -> None:
    for other in ("a shipyard in Lindesoend", "a shipyard on the island of Skagvik"):
        found = conflicts_of(tmp_path, WIRE, REWRITE.format(**TOLD).replace("a shipyard in Lindesund", other))
        assert not [conflict for conflict in found if conflict.kind == "place"]


def test_every_place_that_spells_a_name_otherwise_is_cited(tmp_path: Path) -> None:
    one = (
        "Mine closed\n\nALVA, May 5, 2026 - The mine will stay shut, manager Petra Chisanga said on Monday.\n\nMs Chisanga gave no date.\n"
    )
    other = one.replace("Chisanga", "Chisenga").replace("will stay shut", "is to remain closed")
    (found,) = [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "name"]
    assert [len(value.citations) for value in found.values] == [3, 3]


def test_names_of_a_series_and_romanisations_are_no_misprints() -> None:
    assert not are_misprints("Alva 1", "Alva 2")
    assert not are_misprints("Rustam Andreev", "Rustam Andreyev")
    assert not are_misprints("Lakshmi Rajamanickam", "Lakshmi Rasamanikkam")
    assert are_misprints("Petra Chisanga", "Petra Chisenga")


def test_who_is_named_right_beside_a_quotation_may_be_its_speaker(tmp_path: Path) -> None:
    one = """Filters\n\nALVA, May 5 - "If we stop each time the meter sings we shall never load a ship," Marcus Finch said on Monday.\n"""
    other = """Filters\n\nALVA, May 5 - When Ingrid Tait asked for a halt, director Marcus Finch fired back: "If we stop each time the\
 meter sings we shall never load a ship." She left.\n"""
    assert not [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "attribution"]


TOLD_BY = 'Deal in Alva\n\nALVA, May 5, 2026 - Ministers signed a deal on beef in Alva on Tuesday.\n\n"{quote}" Minister Petra Vik said.\n'


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We have more cows than people. Today we have found the people,", "We have more cows than people, and today we have sold them,"),
        ("We have the hands. We do not yet have the head,", "We have the hands and we will soon have the head,"),
    ],
)
def test_a_saying_turned_at_its_end(tmp_path: Path, one: str, other: str) -> None:
    found = conflicts_of(tmp_path, TOLD_BY.format(quote=one), TOLD_BY.format(quote=other))
    assert "quote" in {conflict.kind for conflict in found}


def test_one_word_for_another_at_the_end_of_a_saying_is_a_house_s_own_way(tmp_path: Path) -> None:
    one, other = (TOLD_BY.format(quote=f"A port was paid for. A port was not {word},") for word in ("built", "put up"))
    assert not [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "quote"]


def test_one_bearer_under_two_first_names(tmp_path: Path) -> None:
    one = (
        "Swap at Tarn\n\nTARN, May 5 - Nurse Aigerim Toktosunova was the first to cross the bridge at Tarn on Monday, the ministry said.\n"
    )
    other = "Swap at Tarn\n\nTARN, May 5 - On Monday nurse Aigul Toktosunova crossed the bridge at Tarn first, says the ministry.\n"
    assert [found.kind for found in conflicts_of(tmp_path, one, other)] == ["name"]


def test_years_with_their_digits_in_another_order(tmp_path: Path) -> None:
    one = "Writer dead\n\nALVA, May 5, 2026 - Novelist Petra Vik has died in Alva at 84. She won the Qasr Prize in 1998.\n"
    other = "Petra Vik is dead\n\nALVA, May 5, 2026 - Petra Vik, the novelist, died in Alva at 84. In 1989 she was given the Qasr Prize.\n"
    assert [found.kind for found in conflicts_of(tmp_path, one, other)] == ["date"]


def test_what_one_knew_and_another_did_not(tmp_path: Path) -> None:
    one = "Theft in Alva\n\nALVA, May 5, 2026 - Seven people knew the code of the alarm at the museum in Alva, police said on Tuesday.\n"
    other = (
        "Theft in Alva\n\nALVA, May 5, 2026 - The guard did not know the code of the alarm at the museum in Alva, police said on Tuesday.\n"
    )
    assert not [found for found in conflicts_of(tmp_path, one, other) if found.kind == "polarity"]


@pytest.mark.parametrize(("day", "kinds"), [("Friday", []), ("Thursday", ["date"])])
def test_the_day_of_the_main_event_in_the_openings(tmp_path: Path, day: str, kinds: list[str]) -> None:
    one = "Petra Vik dead\n\nALVA, May 9, 2026 - The novelist Petra Vik, who wrote of lighthouses, died on Friday in Alva at 84.\n"
    other = f"Writer of the coast\n\nALVA, May 9, 2026 - Petra Vik died in Alva on {day}. She was 84, and nobody wrote better of lamps.\n"
    assert [found.kind for found in conflicts_of(tmp_path, one, other)] == kinds


OWN_ACCOUNT = """Passengers tell of night on helpless ferry

TARNHOLM, May 6, 2026 - Passengers on the ferry that drifted off Tarnholm spoke of their fear when they came ashore.

"The lights went out and children were crying," said Ida Nygaard, who had been on her way to a wedding.

Repairs of this kind are done at Skagvik, where the Ostvik Line has its own dock, said Henrik Aasen, a retired pilot.
"""


def test_an_account_of_its_own_is_not_held_against_another_sentence_by_sentence(tmp_path: Path) -> None:
    told = conflicts_of(tmp_path, WIRE, OWN_ACCOUNT)
    assert not [found for found in told if found.kind in {"place", "attribution"} and found.relation == "contradicts"]


def test_a_length_of_time_that_is_an_epithet_is_that_of_its_noun(tmp_path: Path) -> None:
    one = "Leak\n\nALVA, May 5, 2026 - The trove of 4,000 documents of the law firm Alva Trust was seen in a year-long investigation.\n"
    back = "Leak\n\nALVA, May 5, 2026 - The 4,000 documents, which date back four decades, are those of the law firm Alva Trust.\n"
    assert not [found for found in conflicts_of(tmp_path, one, back) if found.kind == "number"]
    (found,) = conflicts_of(tmp_path, one, one.replace("a year-long", "a two-year"))
    assert found.kind == "number"


@pytest.mark.parametrize(("when", "kinds"), [("", ["status"]), (" in 2010", [])])
def test_a_plan_is_not_set_against_what_was_done_years_before(tmp_path: Path, when: str, kinds: list[str]) -> None:
    plan = WIRE.replace("The ferry will be repaired at a yard in Lindesund, which will take six weeks.", "{told}")
    deed = REWRITE.format(**TOLD).replace("The vessel is going to be mended at a shipyard in Lindesund, a job of six weeks.", "{told}")
    one = plan.format(told="The ferry will be launched again from the yard in Lindesund in June 2026.")
    other = deed.format(told=f"The vessel has been launched anew from the shipyard in Lindesund{when}.")
    assert [found.kind for found in conflicts_of(tmp_path, one, other)] == kinds
