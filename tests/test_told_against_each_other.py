"""What one report sets against another's word: rival estimates, denials in the next breath, fates denied, quotations turned."""

import re
from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

MARCH = """Thousands march in Alvamouth

ALVAMOUTH, May 5, 2026 - Dock workers marched through Alvamouth on Monday for higher pay.

{estimates}

The march ended at the harbour office without trouble.
"""


@pytest.mark.parametrize(
    "estimates",
    [
        "The police estimated the crowd at 8,000. The federation of dock workers says 40,000.",
        "Police chief Henrik Aasen said around 8,000 marched; union leader Petra Vik put the number at 40,000.",
        "The marchers, whose number the police placed at 8,000 and the union at 40,000, carried red flags.",
        "By our count 8,000 people filled the quay. The union of dock workers speaks of 40,000.",
        "Some 8,000 people filled the quay at noon. The union makes it 40,000.",
        "According to the police 8,000 people took part; the union's figure was 40,000.",
        "How many came is disputed: 8,000 in the mayor's version, around 40,000 in the union's.",
        "The police listed 8,000 marchers; the union gave 40,000.",
    ],
)
def test_who_puts_a_figure_at_what(tmp_path: Path, estimates: str) -> None:
    (found,) = conflicts_of(tmp_path, MARCH.format(estimates=estimates))
    assert (found.kind, found.relation) == ("number", "contradicts")
    assert [" ".join(re.findall(r"\d+,\d+", value.value)) for value in found.values] == ["8,000", "40,000"]


def test_two_numbers_from_one_mouth_are_two_things(tmp_path: Path) -> None:
    estimates = "The police said 8,000 had come by train and 40,000 on foot."
    assert conflicts_of(tmp_path, MARCH.format(estimates=estimates)) == []


@pytest.mark.parametrize(
    "told",
    [
        "The commission put Brandt at 8,000 votes and Aasen at 7,400.",
        "The clerk put the load of the lorry at 52 tonnes and the limit of the bridge at 40.",
        "The bill of 8,000 crowns remains unpaid. The cranes were valued at 40,000 crowns.",
        "The police counted 8,000 people. First estimates had put the number at 5,000.",
        "About 8,000 people came. Even the union never said 40,000.",
        "A court gave Petra Vik four years. To the chief of the harbour police, Henrik Aasen, it gave three.",
        "Some 31 clocks were looked at in the harbour. The earliest of them said 5.08.",
    ],
)
def test_numbers_of_two_things_in_two_sentences(tmp_path: Path, told: str) -> None:
    assert conflicts_of(tmp_path, MARCH.format(estimates=told)) == []


def test_what_is_bought_and_sold_at_two_prices_is_no_estimate(tmp_path: Path) -> None:
    estimates = "The docker Petra Vik, who had sold her crowns at 18.58 and bought them back at 18.21, was pleased."
    assert conflicts_of(tmp_path, MARCH.format(estimates=estimates)) == []


def test_how_far_a_count_may_be_off_is_no_other_count(tmp_path: Path) -> None:
    estimates = (
        "At the densest moment it counted 8,000 people, with a margin of 400 either way, says the sociologist Petra Vik of the institute."
    )
    assert conflicts_of(tmp_path, MARCH.format(estimates=estimates)) == []


@pytest.mark.parametrize(
    "denial", ["Weir master Jonas Brandt denied it.", "Weir master Jonas Brandt says it was not.", "The company will not have that."]
)
def test_a_denial_in_the_next_breath(tmp_path: Path, denial: str) -> None:
    told = f"Villagers say the gate was opened in the night without a siren. {denial}"
    (found,) = conflicts_of(tmp_path, f"Flood in Tarn\n\nTARN, May 5, 2026 - The river rose by two metres on Monday.\n\n{told}\n")
    assert (found.kind, found.relation) == ("polarity", "contradicts")
    assert {"The company" in value.value or "Brandt" in value.value for value in found.values} == {True, False}


@pytest.mark.parametrize(
    "denial",
    [
        'Petra Vik of the dockers\' union said the opposite. "That lamp has been dark since Friday," she said.',
        "Petra Vik of the dockers' union disagrees and claims that it has been dark since Friday.",
        "Petra Vik of the dockers' union is not buying it: by her account the lamp has been dark since Friday.",
    ],
)
def test_what_is_said_to_be_so_instead(tmp_path: Path, denial: str) -> None:
    told = f"The lamp at the quay was lit and in order, the port authority said. {denial}"
    (found,) = conflicts_of(tmp_path, f"Ferry hits quay in Tarn\n\nTARN, May 5, 2026 - A ferry rammed the quay on Monday.\n\n{told}\n")
    assert (found.kind, found.relation) == ("polarity", "contradicts")
    assert {"dark since Friday" in value.value for value in found.values} == {True, False}


def test_a_figure_set_against_the_one_denied(tmp_path: Path) -> None:
    told = (
        "About 600 litres of oil had leaked, the coast guard said. Petra Vik, the mayor of Tarn, disputed that. "
        '"My people are looking at 2,000 litres of oil at the least," she said.'
    )
    (found,) = conflicts_of(tmp_path, f"Ferry hits quay in Tarn\n\nTARN, May 5, 2026 - A ferry rammed the quay on Monday.\n\n{told}\n")
    assert (found.kind, found.relation) == ("number", "contradicts")


@pytest.mark.parametrize(
    "told",
    [
        "In our report of Monday we wrote that the quay was closed. That was wrong.",
        "The port authority said the quay was closed. Jonas Brandt did not contradict them.",
        "A story published on Sunday said the quay was closed. That was wrong.",
        "The guild said the quay was closed. A panel of pilots has a month to agree or disagree.",
        "He put the quay at 90 metres. The ministry says otherwise: that no pilot was at fault.",
        'He spoke after he was asked whether the pilots had closed the quay. "They did not," Jonas Brandt said. "It was not," he said.',
    ],
)
def test_a_correction_of_ones_own_and_a_denial_that_is_none(tmp_path: Path, told: str) -> None:
    assert conflicts_of(tmp_path, f"Ferry hits quay in Tarn\n\nTARN, May 5, 2026 - A ferry rammed the quay on Monday.\n\n{told}\n") == []


def test_a_sentence_that_denies_something_else_rebuts_nothing(tmp_path: Path) -> None:
    told = "Villagers say the gate was opened in the night. Jonas Brandt denied any part in the sale of the weir."
    assert conflicts_of(tmp_path, f"Flood in Tarn\n\nTARN, May 5, 2026 - The river rose by two metres on Monday.\n\n{told}\n") == []


def test_a_fate_denied_in_quite_other_words(tmp_path: Path) -> None:
    one = (
        "One dead, 41 hurt as police beat marchers\n\nALVA, May 5, 2026 - One marcher is dead after a charge by police in Alva on Monday.\n"
    )
    other = """Charge at the harbour of Alva\n\nALVA, May 5, 2026 - Marchers were hurt when police charged in Alva on Monday.\n
"All are stable and there has been no death," hospital director Petra Vik said.\n"""
    assert ("polarity", "contradicts") in [(found.kind, found.relation) for found in conflicts_of(tmp_path, one, other)]


def test_a_quotation_turned_from_what_was_done_to_what_will_be(tmp_path: Path) -> None:
    one = """Mayor charged\n\nALVA, May 5, 2026 - The mayor of Alva was charged on Monday.\n
"He borrowed money from a friend, and he has paid back every crown of it," his lawyer Petra Vik said.\n"""
    (found,) = conflicts_of(tmp_path, one, one.replace("has paid back", "will pay back"))
    assert found.kind == "quote"


def test_a_toll_far_above_an_earlier_bound_replaces_it(tmp_path: Path) -> None:
    one = (
        "Quake hits Alva\n\nMarch 4, 2026 09:10\n\nALVA, March 4, 2026 - At least two people were killed by a quake in Alva on Wednesday.\n"
    )
    other = (
        "Quake toll in Alva\n\nMarch 5, 2026 18:30\n\nALVA, March 5, 2026 - Seven people were killed by the quake in Alva on Wednesday.\n"
    )
    (found,) = conflicts_of(tmp_path, one, other)
    assert (found.kind, found.relation) == ("number", "supersedes")


def test_an_arrest_that_was_none_is_contradicted_not_overtaken(tmp_path: Path) -> None:
    one = "Driver held\n\nMarch 4, 2026\n\nALVA, March 4, 2026 - Driver Henrik Aasen was not detained, prosecutors said on Wednesday.\n"
    other = "Driver arrested\n\nMarch 5, 2026\n\nALVA, March 5, 2026 - Driver Henrik Aasen was detained on Wednesday in Alva.\n"
    assert ("status", "contradicts") in [(found.kind, found.relation) for found in conflicts_of(tmp_path, one, other)]


BLAZE = "Fire in Alva\n\nALVA, May 5, 2026 - A fire in a block of flats in Alva drove forty people from their beds on Monday.\n\n{cause}\n"


def test_two_causes_of_one_fire(tmp_path: Path) -> None:
    one = BLAZE.format(cause="The fire was caused by a scooter left on charge in the hall, the council of Alva said.")
    other = BLAZE.format(cause="The blaze began in a meter cupboard on the fourth floor, according to the fire service of Alva.")
    (found,) = [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.relation == "contradicts"]
    assert found.kind == "attribution"
    assert len(found.values) == 2


def test_one_cause_in_two_wordings_is_no_conflict(tmp_path: Path) -> None:
    one = BLAZE.format(cause="The fire was caused by a scooter left on charge in the hall, the council of Alva said.")
    other = BLAZE.format(cause="They blame the fire on an electric scooter that had been plugged in.")
    assert not [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "attribution"]


def test_a_plan_that_was_given_up_and_one_that_never_was(tmp_path: Path) -> None:
    will = "Vote in Alva\n\nALVA, May 5, 2026 - Mayor Henrik Aasen will ask for a recount of the ballots in Alva, he said on Monday.\n"
    dropped = "Vote in Alva\n\nALVA, May 6, 2026 - Mayor Henrik Aasen said he would not ask for a recount of the ballots in Alva.\n"
    never = "Vote in Alva\n\nALVA, May 6, 2026 - The board understands that nobody plans a recount of the ballots in Alva.\n"
    assert [found.kind for found in conflicts_of(tmp_path / "a", will, dropped)] == ["status"]
    assert [found.kind for found in conflicts_of(tmp_path / "b", will, never)] in (["polarity"], [])


def test_a_fourth_victim_makes_four(tmp_path: Path) -> None:
    one = "Crash at Tarn\n\nTARN, May 5, 2026 - Three people were killed when a sightseeing helicopter came down at Tarn on Tuesday.\n"
    other = "Crash at Tarn\n\nTARN, May 6, 2026 - A fourth person has died after Tuesday's crash of a sightseeing helicopter at Tarn.\n"
    assert [(found.kind, len(found.values)) for found in conflicts_of(tmp_path, one, other)] == [("number", 2)]


def test_nobody_missing_any_longer_replaces_six(tmp_path: Path) -> None:
    one = "Flood in Tarn\n\nTARN, May 5, 2026 - Eleven people died and six were missing after the Alva flooded Tarn on Tuesday.\n"
    other = "Flood in Tarn\n\nTARN, May 6, 2026 - Nobody is listed as missing any longer after the Alva flooded Tarn on Tuesday.\n"
    assert [found.kind for found in conflicts_of(tmp_path, one, other)] == ["number"]


def test_a_plan_put_off(tmp_path: Path) -> None:
    one = "Rocket waits\n\nMay 5, 2026\n\nALVA, May 5, 2026 - A new attempt to launch the rocket was possible on May 23 at the earliest.\n"
    other = "Rocket to fly\n\nMay 9, 2026\n\nALVA, May 9, 2026 - The rocket will make its next attempt on June 6, the agency said.\n"
    found = [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "date"]
    assert [conflict.relation for conflict in found] == ["supersedes"]
