"""What two reports call one person, of which only one can be right."""

from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

QUAY = """Fire on the quay of Tarn

TARN, May 5, 2026 - A fire on the quay of Tarn burned out two boats on Monday, and nobody was hurt.

{first}

{told}
"""
PASSERS = "Neighbours brought blankets to the school.", "Two streets beside the river were closed until the evening."


def told(folder: Path, one: str, other: str) -> list[str]:
    pages = (QUAY.format(first=first, told=words) for first, words in zip(PASSERS, (one, other), strict=True))
    return [found.about for found in conflicts_of(folder, *pages) if found.kind == "attribution"]


RANKS = (
    "Colonel Emil Sandberg said that the road to Tarn would open on Wednesday.",
    "General Emil Sandberg has warned that the harbour may not be reached before the weekend.",
    "The road is blocked by rocks, Col. Emil Sandberg told reporters.",
    "Lieutenant Colonel Emil Sandberg visited the school in the afternoon.",
)


def test_two_ranks_of_one_officer_are_rivals(tmp_path: Path) -> None:
    (about,) = told(tmp_path, RANKS[0], RANKS[1])
    assert about == "the office, rank or kin of Emil Sandberg"


@pytest.mark.parametrize("other", [2, 3])
def test_a_rank_cut_short_is_none(tmp_path: Path, other: int) -> None:
    assert told(tmp_path, RANKS[0], RANKS[other]) == []


def test_two_ministries_of_one_minister_are_rivals(tmp_path: Path) -> None:
    one, other = "Health minister Ines Corr came to Tarn in the evening.", "Ines Corr, the finance minister, promised the owners new boats."
    assert len(told(tmp_path, one, other)) == 1
    assert told(tmp_path / "b", one, "The former finance minister Ines Corr promised the owners new boats.") == []


def test_two_kinds_of_kin_of_one_other_person_are_rivals(tmp_path: Path) -> None:
    one = "Margaret Holt lost both boats, she said. Piers Dunn, her cousin from Oster, carried her to the school."
    other = "Margaret Holt was carried to the school by her husband, Piers Dunn, in the rain."
    assert len(told(tmp_path, one, other)) == 1


def test_kin_of_two_people_is_none(tmp_path: Path) -> None:
    one = "Margaret Holt lost both boats, she said. Her husband, Piers Dunn, carried her to the school."
    other = "Henrik Aasen lost both boats, he said. His cousin, Piers Dunn, carried him to the school."
    assert told(tmp_path, one, other) == []
