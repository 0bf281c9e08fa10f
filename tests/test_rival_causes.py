"""Two causes of one thing, however they are told, and the same cause in other words."""

from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

MILL = """Collapse in Tarn

TARN, May 5, 2026 - The collapse of a flour mill in Tarn on Monday hurt nine people.

{first}

{cause}
"""
PASSERS = "Neighbours brought blankets to the school.", "Two streets beside the river were closed until the evening."
CAUSES = (
    "The collapse was caused by a leaking silo, the council of Tarn said.",
    "Engineer Petra Vik blamed the collapse on heavy lorries.",
    "Heavy lorries were to blame, said the owner of the bakery next door.",
    "What caused the collapse was a beam that beetles had eaten, the insurers found.",
    "Beetles, and not the silo, caused the collapse, a report found.",
    '"It was the lorries," said Henrik Aasen, who lives across the road.',
)


def told(folder: Path, one: str, other: str) -> list[str]:
    pages = (MILL.format(first=first, cause=cause) for first, cause in zip(PASSERS, (one, other), strict=True))
    return [found.kind for found in conflicts_of(folder, *pages) if found.kind == "attribution"]


@pytest.mark.parametrize(("one", "other"), [(0, 1), (0, 2), (1, 3), (2, 4), (0, 4), (3, 1)])
def test_two_causes_are_rivals(tmp_path: Path, one: int, other: int) -> None:
    assert told(tmp_path, CAUSES[one], CAUSES[other]) == ["attribution"]


@pytest.mark.parametrize(("one", "other"), [(1, 2), (1, 5), (3, 4), (0, 5)])
def test_one_cause_in_other_words_or_only_pointed_at_is_none(tmp_path: Path, one: int, other: int) -> None:
    assert told(tmp_path, CAUSES[one], CAUSES[other]) == []


def test_what_is_pointed_at_answers_blame(tmp_path: Path) -> None:
    assert told(tmp_path, "The council blamed a leaking silo.", CAUSES[5]) == ["attribution"]
    assert told(tmp_path / "b", "The council blamed a leaking silo.", '"It was the fourth collapse this year," he said.') == []


def test_a_cause_and_its_denial(tmp_path: Path) -> None:
    assert told(tmp_path, "The council blamed a leaking silo.", "The council has taken that back: it was not the silo.") == ["attribution"]
    assert told(tmp_path / "b", "The council blamed a leaking silo.", "Nobody ever said that it was the silo.") == []


def test_what_led_to_what_is_no_rivalry(tmp_path: Path) -> None:
    one, other = "A leaking silo caused the collapse.", "The collapse caused a fire in the yard."
    assert told(tmp_path, one, other) == []


@pytest.mark.parametrize(
    "aside",
    [
        "Because of the rain the mayor came by car.",
        "She blamed the council for having looked away.",
        "The mayor asked whether heavy lorries were to blame.",
        "Were heavy lorries to blame?",
        "The council blamed nobody.",
    ],
)
def test_what_is_asked_reproached_or_beside_the_point_is_no_cause(tmp_path: Path, aside: str) -> None:
    assert told(tmp_path, CAUSES[0], aside) == []


def test_a_conflict_of_causes_says_what_it_is_over(tmp_path: Path) -> None:
    pages = (MILL.format(first=first, cause=cause) for first, cause in zip(PASSERS, CAUSES[:2], strict=True))
    (found,) = conflicts_of(tmp_path, *pages)
    assert found.about.startswith("what brought it about")
    assert "speakers" not in found.explanation


SHOTS = """Shots on the border at {place}

TARN, May 5, 2026 - Shots were fired on the border at {place} on Monday and fire was heard until the evening.

{told}
"""


def test_who_opened_fire(tmp_path: Path) -> None:
    one = SHOTS.format(place="Tarn", told="The guards of Orlo opened fire first, a shepherd said.")
    other = SHOTS.format(place="Orlo", told="The fire was opened by villagers from Tarn, the governor said.")
    assert "attribution" in {found.kind for found in conflicts_of(tmp_path, one, other)}


def test_what_something_is_said_to_be_is_no_cause(tmp_path: Path) -> None:
    assert told(tmp_path, CAUSES[1], 'The council said that it is "gathering facts."') == []
    assert told(tmp_path, CAUSES[1], "Let me say what I think, since it's my town.") == []


@pytest.mark.parametrize(
    ("cause", "kinds"),
    [
        (
            "Engineer Petra Vik blamed the collapse on heavy lorries. The council of Tarn blamed the collapse on a leaking silo.",
            ["attribution"],
        ),
        (
            "Petra Vik, who had blamed the collapse on heavy lorries, left. The collapse was caused by a silo, the council said.",
            ["attribution"],
        ),
        ("Petra Vik blamed the collapse on heavy lorries. A leaking silo caused the collapse, Petra Vik said.", []),
        ("Heavy lorries caused the collapse. A leaking silo caused the collapse.", []),
    ],
)
def test_two_voices_in_one_report_give_two_causes(tmp_path: Path, cause: str, kinds: list[str]) -> None:
    page = MILL.format(first=PASSERS[0], cause=cause)
    assert [found.kind for found in conflicts_of(tmp_path, page) if found.kind == "attribution"] == kinds


def test_one_cause_beside_others_is_no_rival(tmp_path: Path) -> None:
    assert told(tmp_path, CAUSES[0], "The council was partly to blame for the collapse, the baker said.") == []
