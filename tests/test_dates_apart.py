"""Dates of two things: of a text and of what it tells, of what happened and of when somebody said so."""

from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

PAGE = """{head}

TARN, May 6, 2026 - {lead}

The ferry company has not commented.
"""
STRUCK = "A ferry struck the pier of Tarn on {day}, injuring nine passengers, the coast guard said."


def _dates(tmp_path: Path, one: str, other: str) -> list[set[str]]:
    heads = ("Ferry strikes pier of Tarn", "Nine hurt as ferry strikes pier")
    pages = [PAGE.format(head=head, lead=lead) for head, lead in zip(heads, (one, other), strict=True)]
    return [{value.value for value in found.values} for found in conflicts_of(tmp_path, *pages) if found.kind == "date"]


def test_two_days_of_one_happening(tmp_path: Path) -> None:
    assert len(_dates(tmp_path, STRUCK.format(day="4 May"), STRUCK.format(day="5 May"))) == 1


@pytest.mark.parametrize("told", ["In an article of 5 May", "In our story on 5 May", "In a report (“Ferry sinks”, 5 May)"])
def test_the_day_of_an_article_is_not_that_of_what_happened(tmp_path: Path, told: str) -> None:
    other = f"{told} we wrote that a ferry which struck the pier of Tarn, injuring nine passengers, had sunk."
    assert _dates(tmp_path, STRUCK.format(day="4 May"), other) == []


@pytest.mark.parametrize(
    "told",
    [
        "Nine passengers were hurt when the ferry Alva struck the pier, police said on 5 May.",
        "On 5 May the coast guard said that a ferry had struck the pier of Tarn and injured nine passengers.",
    ],
)
def test_the_day_of_a_saying_is_not_that_of_what_happened(tmp_path: Path, told: str) -> None:
    assert _dates(tmp_path, STRUCK.format(day="4 May"), told) == []


def test_the_day_on_which_a_study_comes_out_is_what_happens(tmp_path: Path) -> None:
    told = "The institute of Tarn will publish its study on {day}, its head, Petra Vik, said."
    assert len(_dates(tmp_path, told.format(day="9 June"), told.format(day="6 September"))) == 1
