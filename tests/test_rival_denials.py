"""What one report denies and another tells in its own words: the focus of a denial, and denials that answer somebody."""

from pathlib import Path

import pytest

from stemma.adapters.models.choice import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.denied import find_denied
from stemma.language.syntax import read_tree
from test_rewritten_values import conflicts_of


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("No ransom was paid to the captors.", {"ransom", "paid"}),
        ("Nobody was evacuated from the clinic.", {"evacuated"}),
        ("There was no sign of a leak in the tank.", {"leak"}),
        ("The company has no plan to close the mill.", {"close", "mill"}),
        ("The company denied that there had been any blasting at the quarry.", {"blasting"}),
        ("The clip shared by thousands of people is false.", {"clip"}),
        ("The driver was unharmed.", {"unharmed"}),
    ],
)
def test_the_focus_of_a_denial(text: str, denied: set[str]) -> None:
    (sentence,) = load_model().read([text])[0]
    tree = read_tree(text, sentence)
    found = {tree.words[index] for denial in find_denied(tree, load_lexicons()) for index in denial.foci}
    assert denied <= found


@pytest.mark.parametrize(
    "text",
    [
        "Not only the mayor came to the quay.",
        "The minister would not say how long it would take.",
        "The mayor asked people not to drink the water.",
        "No comment was made.",
    ],
)
def test_what_denies_nothing(text: str) -> None:
    (sentence,) = load_model().read([text])[0]
    tree = read_tree(text, sentence)
    foci = {tree.words[index] for denial in find_denied(tree, load_lexicons()) for index in denial.foci}
    assert not foci & {"mayor", "say", "take", "drink", "water"}


TOLD = """Dam at Tarn bursts

TARN, May 5, 2026 - The dam above Tarn burst on Monday night and the river drowned the lower streets.

The siren at the bridge sounded at 6.25 as it should, the water company said in a statement on Tuesday.
"""
DENIED = """A night in Tarn

TARN, May 5, 2026 - Petra Vik stood on her roof on Monday night when the water came.

{denial}

She has lost two goats and her kitchen.
"""
BESIDE = """River drowns streets of Tarn

TARN, May 5, 2026 - The lower streets of Tarn stood under water on Tuesday after the dam above the town burst in the night.

The council has opened the school to whoever lost a home.
"""


@pytest.mark.parametrize("denial", ["There was no siren, she says, whatever the company claims.", "No alarm was given, she insists."])
def test_a_denial_meets_what_it_denies(tmp_path: Path, denial: str) -> None:
    found = [conflict for conflict in conflicts_of(tmp_path, TOLD, BESIDE, DENIED.format(denial=denial)) if conflict.kind == "polarity"]
    assert len(found) == 1
    assert {"siren at the bridge sounded" in value.value for value in found[0].values} == {True, False}


@pytest.mark.parametrize(
    "denial",
    ["She would not say whether she had heard a siren.", "No new siren has been bought since 2009, she says.", "No boat was to be had."],
)
def test_a_negation_that_answers_nobody(tmp_path: Path, denial: str) -> None:
    assert not [conflict for conflict in conflicts_of(tmp_path, TOLD, BESIDE, DENIED.format(denial=denial)) if conflict.kind == "polarity"]
