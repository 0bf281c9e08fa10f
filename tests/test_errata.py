"""What a report takes back, and who told it before."""

from pathlib import Path

import pytest

from test_rewritten_values import conflicts_of

STORY = """Tower of Tarnholm to close

TARNHOLM, May 5, 2026 (The Tarnholm Post) - The lighthouse of Tarnholm, which is 27 metres tall, closes to visitors this week.

The first hearing over its sale is set for September 6, the court said.

Keeper Henrik Aasen was arrested on Monday over missing lamps.
"""

CORRECTION = """Corrections and clarifications

THE TARNHOLM POST

May 7, 2026

Lighthouse of Tarnholm

{corrected}

The online version has been amended. The Tarnholm Post apologises for the error.
"""


@pytest.mark.parametrize(
    ("kind", "corrected", "values"),
    [
        ("number", "On Tuesday we described the lighthouse of Tarnholm as 27 metres tall. In fact it is 24 metres tall.", {"24", "27"}),
        (
            "date",
            "The article on the lighthouse of Tarnholm gave the date of the hearing over its sale as September 6. It is June 9.",
            {"June", "September"},
        ),
        (
            "status",
            "An article about the lighthouse was wrong in saying that Henrik Aasen had been arrested. He was questioned and sent home.",
            {"Keeper", "He"},
        ),
    ],
)
def test_what_a_report_takes_back(tmp_path: Path, kind: str, corrected: str, values: set[str]) -> None:
    found = [conflict for conflict in conflicts_of(tmp_path, STORY, CORRECTION.format(corrected=corrected)) if conflict.kind == kind]
    assert len(found) == 1
    assert values <= {value.value.split()[0] for value in found[0].values}
    assert len({report for value in found[0].values for report in value.reports}) == 2


def test_who_only_tells_what_an_article_said_takes_nothing_back(tmp_path: Path) -> None:
    told = "Our report on Tuesday described the lighthouse as 27 metres tall. The mast beside it is 24 metres tall."
    assert conflicts_of(tmp_path, f"Tower of Tarnholm\n\nTARNHOLM, May 7, 2026 - Visitors left the tower on Monday.\n\n{told}\n") == []


def test_the_day_on_which_somebody_puts_it_right_is_none_that_is_so(tmp_path: Path) -> None:
    story = STORY + "\nThe moose that fell into the pool of the lighthouse was killed on Saturday, the keeper said.\n"
    told = "Our article on the lighthouse said that the moose had been struck by a truck on Saturday. That was wrong."
    so = "The moose that was struck was another one, keeper Henrik Aasen said on Wednesday."
    found = conflicts_of(tmp_path, story, CORRECTION.format(corrected=f"{told} {so}"))
    assert "date" not in {conflict.kind for conflict in found}
