"""Verbs whose past is irregular look back: what they tell is over."""

import pytest

from stemma.records import Story
from test_brief_wording import tell

PAGE = """Thieves at Tarnvik sawmill

{told}

Foreman Ola Brekke found the gate of the sawmill open, the police of Tarnvik said.
"""


def told(sentence: str) -> Story:
    return tell(("Alva Post", "2026-05-05T09:00Z", PAGE.format(told=sentence)))


@pytest.mark.parametrize(
    "sentence",
    [
        "On Saturday night thieves crept into the sawmill of Tarnvik with two lorries.",
        "On Saturday night thieves dug a tunnel to the sawmill of Tarnvik.",
        "On Saturday night thieves swept the yard of the Tarnvik sawmill behind them.",
    ],
)
def test_what_was_done_on_a_day_is_over(sentence: str) -> None:
    story = told(sentence)
    verb = sentence.split()[4]
    assert [one.status for one in story.statements if verb in one.text] == ["happened"]
    assert [entry.when.edtf[:10] for entry in story.timeline if verb in entry.text] == ["2026-05-02"]
