"""Corrections printed apart from the article: notices that tell what was wrong and what is right are read, others are not."""

from pathlib import Path

import pytest

import stemma
from stemma.records import Statement
from test_rewritten_values import conflicts_of

PAGE = """The Alva Courier

Ferry runs aground off Tarn

May {day}, 2026

By Petra Vik

TARN, May {day}, 2026 - The ferry Vesna ran aground off Tarn on Monday with forty people on board.

Harbour master {name} said nobody was hurt and that the ship came free {late} minutes later.

The harbour opened again in the evening.

{notice}
"""
CORRECTION = "Correction: An article on Tuesday misspelled the last name of the harbour master. He is Jonas Brandvik. We regret the error."


def notice_told(folder: Path, notice: str) -> list[Statement]:
    folder.mkdir(exist_ok=True)
    (folder / "page.txt").write_text(PAGE.format(day=6, name="Jonas Brandvik", late=29, notice=notice), encoding="utf-8")
    dossier = stemma.read(str(folder))
    (report,) = dossier.reports
    at = report.text.index(notice)
    return [told for story in dossier.stories for told in story.statements if told.start >= at]


def test_a_correction_is_read_with_its_offsets(tmp_path: Path) -> None:
    told = [statement.text for statement in notice_told(tmp_path, CORRECTION)]
    assert "He is Jonas Brandvik" in told
    assert not any(words.startswith("Correction") for words in told)


@pytest.mark.parametrize(
    "notice",
    [
        "Correction: Updated on May 6.",
        "This article was corrected on May 6, 2026 to mend a spelling error in the second paragraph.",
        "This text was translated by a machine and has been checked by an editor of the Courier.",
        "By using this website you agree to our terms and to the use of cookies by the Courier and its partners.",
    ],
)
def test_other_notices_are_not(tmp_path: Path, notice: str) -> None:
    assert notice_told(tmp_path, notice) == []


def test_a_name_that_is_put_right_apart_from_the_article(tmp_path: Path) -> None:
    one = PAGE.format(day=5, name="Jonas Brandvig", late=29, notice="")
    other = "Alva council meets\n\nMay 7, 2026\n\n" + PAGE.format(day=6, name="he", late=29, notice=CORRECTION)
    found = [conflict for conflict in conflicts_of(tmp_path, one, other) if conflict.kind == "name"]
    assert [conflict.relation for conflict in found] == ["supersedes"]


def test_a_length_of_time_set_against_another(tmp_path: Path) -> None:
    one = PAGE.format(day=5, name="Jonas Brandvik", late=92, notice="")
    notice = "Correction: On Tuesday we gave a wrong time for when the ferry Vesna came free. It was 29 minutes, not 92. We are sorry."
    found = conflicts_of(tmp_path, one, PAGE.format(day=6, name="Jonas Brandvik", late=29, notice=notice))
    assert ("number", "supersedes") in [(conflict.kind, conflict.relation) for conflict in found]
    assert "polarity" not in {conflict.kind for conflict in found}
