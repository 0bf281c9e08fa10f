"""Conflicts of every kind between small reports that we made up, read as the program reads any page."""

from pathlib import Path

import pytest

import stemma
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.opposites import count_denials, count_negations
from stemma.records import Conflict
from stemma.stages.corroborate.names.misprints import are_misprints
from stemma.stages.corroborate.quotes.kindred_quotes import split_quote

HARBOUR = """Storm closes harbour of Alvamouth

ALVAMOUTH, March 4, 2026 — A storm closed the harbour of Alvamouth on Monday and sank three fishing boats.

Harbour master Mara Lindholm said the mole would be rebuilt before winter.

The pilot station on the mole was repaired with 46 steel plates in Rotterdam, engineers say.

The warning light had worked through the night, according to the coastguard.

"The sea took what it wanted and left us the rest," Jonas Keller, a fisherman, told reporters at the quay.

About 300 people live in the houses behind the mole, which were not damaged by the waves.
"""


def conflicts_of(folder: Path, *texts: str) -> list[Conflict]:
    for number, text in enumerate(texts):
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")
    dossier = stemma.read(str(folder))
    return [conflict for story in dossier.stories for conflict in story.conflicts]


def changed(old: str, new: str) -> str:
    assert old in HARBOUR
    return HARBOUR.replace(old, new)


MOLE = "\nThe mole was built in 1931 with money that the merchant {name} left to the town of Alva.\n"


def test_another_person_in_a_text_that_was_taken_over_is_told(tmp_path: Path) -> None:
    found = conflicts_of(tmp_path, HARBOUR + MOLE.format(name="Sigrun Holt"), HARBOUR + MOLE.format(name="Dagny Raske"))
    assert [(one.kind, sorted(value.value for value in one.values)) for one in found] == [("name", ["Dagny Raske", "Sigrun Holt"])]


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("number", "three fishing boats", "eight fishing boats"),
        ("number", "46 steel plates", "64 steel plates"),
        ("date", "on Monday and sank", "on Saturday and sank"),
        ("place", "plates in Rotterdam", "plates in Lisbon"),
        ("name", "Jonas Keller", "Jonas Kelder"),
        ("polarity", "were not damaged", "were damaged"),
        ("polarity", "light had worked", "light had not worked"),
        ("attribution", "Harbour master Mara Lindholm said", "Harbour master Priya Vasan said"),
        ("quote", "took what it wanted", "never took what it wanted"),
    ],
)
def test_what_a_copy_changed_is_told_as_what_it_is(tmp_path: Path, kind: str, old: str, new: str) -> None:
    found = conflicts_of(tmp_path, HARBOUR, changed(old, new))
    assert [conflict.kind for conflict in found] == [kind]
    (conflict,) = found
    assert conflict.relation == "contradicts"
    assert len(conflict.values) == 2
    assert all(value.citations and value.reports for value in conflict.values)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("three fishing boats", "3 fishing boats"),
        ("March 4, 2026", "4 March 2026"),
        ("were not damaged", "weren't damaged"),
        ("Rotterdam, engineers say", "Rotterdam, say engineers"),
        ("About 300 people", "Some 300 people"),
        ("said the mole would", "said that the mole would"),
    ],
)
def test_the_same_in_another_dress_is_no_conflict(tmp_path: Path, old: str, new: str) -> None:
    assert conflicts_of(tmp_path, HARBOUR, changed(old, new)) == []


def test_a_name_that_the_outlet_corrects_replaces_the_old_spelling(tmp_path: Path) -> None:
    later = """Repairs to Alvamouth mole begin

ALVAMOUTH, March 9, 2026 — Repairs to the mole of Alvamouth began on Monday after the storm that closed the harbour.

Jonas Kelder, a fisherman, watched from the quay. A report of last week misspelled his name.
"""
    names = [conflict for conflict in conflicts_of(tmp_path, HARBOUR, later) if conflict.kind == "name"]
    assert [(conflict.relation, sorted(value.value for value in conflict.values)) for conflict in names] == [
        ("supersedes", ["Jonas Keller", "Jonas Kelder"][::-1])
    ]


def test_a_value_set_against_another_replaces_it_wherever_it_was_given(tmp_path: Path) -> None:
    later = """How many boats Alvamouth lost

ALVAMOUTH, March 9, 2026 — The storm that closed the harbour of Alvamouth sank five fishing boats, not 3, the harbour office said.
"""
    numbers = [conflict for conflict in conflicts_of(tmp_path, HARBOUR, later) if conflict.kind == "number"]
    assert "supersedes" in {conflict.relation for conflict in numbers}


def test_two_groups_that_go_by_numbers_put_nothing_right(tmp_path: Path) -> None:
    later = HARBOUR + '\n"Alvamouth was built for the 1 percent, not the 99 percent," said Jonas Kelder, a fisherman.\n'
    assert conflicts_of(tmp_path, later) == []


def test_the_same_digits_in_another_order_betray_a_slip(tmp_path: Path) -> None:
    later = changed("About 300 people live in the houses behind the mole", "In all 43,100 people saw the waves")
    other = changed("About 300 people live in the houses behind the mole, which", "There were 41,300 of them at the last count. The houses")
    found = [conflict for conflict in conflicts_of(tmp_path, later, other) if conflict.kind == "number"]
    assert [[value.value for value in conflict.values] for conflict in found] == [["41,300", "43,100 people"]]


def test_who_gives_both_numbers_counts_two_things(tmp_path: Path) -> None:
    both = HARBOUR + "\nEight fishing boats were sunk in the winter of 2009.\n"
    assert conflicts_of(tmp_path, HARBOUR, both) == []


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("Veselka Dimova", "Veselka Dimona", True),
        ("Alva 300", "Alva 3000", True),
        ("Alva 200", "Alva 300", True),
        ("Alva 200", "Alva 3000", False),
        ("Anna Wisniewski", "Anna Wisniewska", False),
        ("Mohammed Ali", "Muhammad Ali", False),
        ("Mara Lindholm", "Sara Lindholm", False),
        ("Kell", "Kell", False),
    ],
)
def test_misprints(one: str, other: str, *, are: bool) -> None:
    assert are_misprints(one, other) is are


def test_denials_are_counted_by_word_and_by_meaning() -> None:
    assert count_negations("it was not only late".split()) == 0
    assert count_denials("The council ruled out a sale and never refused an offer.", load_lexicons()) == (1, 2)


def test_a_quotation_falls_into_its_sentences() -> None:
    assert split_quote("We saw it. “It fell!” Nobody moved") == ["We saw it.", "“It fell!", "Nobody moved"]
