"""What one report denies and another tells in its own words: the focus of a denial, and denials that answer somebody."""

from pathlib import Path

import pytest

from stemma.adapters.models.choice import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.denied import find_denied
from stemma.language.syntax import read_tree
from stemma.stages.corroborate.denials.denial_signs import find_bearers
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
        ("The claim about the use of mortars does not correspond to reality.", {"claim", "use", "mortars"}),
        ("The mayor denied that there was a plan.", {"plan"}),
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
        "The strike goes on if there is no tide on Monday.",
    ],
)
def test_what_denies_nothing(text: str) -> None:
    (sentence,) = load_model().read([text])[0]
    tree = read_tree(text, sentence)
    foci = {tree.words[index] for denial in find_denied(tree, load_lexicons()) for index in denial.foci}
    assert not foci & {"mayor", "say", "take", "drink", "water", "tide"}


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


@pytest.mark.parametrize(
    "denial", ["There was no siren, the teacher Jan Malik says, whatever the company claims.", "No alarm was given, she insists."]
)
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


FILED = """Glazier at Tarn files for bankruptcy

TARN, May 5, 2026 - The glazier Ostrava filed for bankruptcy on Monday, the company said in a statement.

It employs 90 people at Tarn and has made windows since 1950.
"""
NO_FILE = """A court waits at Tarn

TARN, May 5, 2026 - The judge Petra Vik was in her office all of Monday.

"No file from Ostrava has ever been on my desk," she said.
"""


def test_a_thing_is_not_the_deed_of_its_name(tmp_path: Path) -> None:
    assert not [conflict for conflict in conflicts_of(tmp_path, FILED, BESIDE, NO_FILE) if conflict.kind == "polarity"]


DIED = """Bus hits bridge at Tarn

TARN, May 5, 2026 - A bus hit the bridge at Tarn on Monday night and twelve passengers died, police said.
"""
ALIVE = """A night in Tarn

TARN, May 5, 2026 - A bus hit the bridge at Tarn on Monday night. {denial}
"""


@pytest.mark.parametrize(
    ("denial", "count"),
    [
        ("There were no deaths, the fire chief says, whatever is claimed.", 1),
        ("No bridge guards died, the fire chief says, whatever is claimed.", 0),
    ],
)
def test_who_lives_is_another_than_who_died(tmp_path: Path, denial: str, count: int) -> None:
    conflicts = conflicts_of(tmp_path, DIED, BESIDE, ALIVE.format(denial=denial))
    assert len([conflict for conflict in conflicts if conflict.kind == "polarity"]) == count


@pytest.mark.parametrize(
    ("text", "bearers"),
    [
        ("No consulate staff were hurt.", {"consulate", "staff"}),
        ("The miners were unharmed.", {"miners"}),
    ],
)
def test_of_whom_something_is_denied(text: str, bearers: set[str]) -> None:
    (sentence,) = load_model().read([text])[0]
    tree = read_tree(text, sentence)
    (denial,) = find_denied(tree, load_lexicons())
    assert {tree.words[index] for index in find_bearers(tree, denial)} == bearers


REBUTTED = """Bank to close branches

TARN, May 5, 2026 - Ostrava Bank will shed 1,800 jobs by 2028. Of its 212 branches, 64 will close.

The union disputed the figure. Nobody had asked it, it said in a letter.
"""
REPORTED = """Leak at Tarn

TARN, May 5, 2026 - A blogger wrote that the sample from the bank held passwords and card numbers. The bank contradicted this. \
The passwords in the sample were no passwords of the bank, it said in a letter.
"""


def test_who_disputes_a_figure_disputes_no_deed(tmp_path: Path) -> None:
    assert not [conflict for conflict in conflicts_of(tmp_path, REBUTTED, BESIDE) if conflict.kind == "polarity"]


def test_what_a_pronoun_says_behind_a_denial_is_its_other_side(tmp_path: Path) -> None:
    found = [conflict for conflict in conflicts_of(tmp_path, REPORTED, BESIDE) if conflict.kind == "polarity"]
    assert any("no passwords of the bank" in value.value for conflict in found for value in conflict.values)


def test_who_denies_in_the_words_of_who_told_it_answers_them(tmp_path: Path) -> None:
    told = "Fumes at the baths\n\nTARN, May 5, 2026 - Commander Ilse Varga said that a valve had been left open during cleaning.\n"
    denied = "Baths of Tarn shut\n\nTARN, May 5, 2026 - The baths stay shut.\n\nTheir operator denied that a valve had been left open.\n"
    assert [conflict.kind for conflict in conflicts_of(tmp_path, told, denied)] == ["polarity"]


def test_a_denial_in_a_clause_of_few_words_answers_who_tells_it(tmp_path: Path) -> None:
    told = "Levy at Tarn\n\nTARN, May 5, 2026 - Owners of barbecues in Tarn will pay a levy of twelve crowns a month, a leaflet says.\n"
    denied = "Mayor of Tarn at ease\n\nTARN, May 5, 2026 - The mayor said on Monday: there is no levy.\n"
    assert "polarity" in [conflict.kind for conflict in conflicts_of(tmp_path, told, denied, BESIDE)]
