"""Who speaks a quotation, and one quotation in two mouths."""

from pathlib import Path

import pytest

import stemma
from stemma.records import Conflict

SAID = "A bridge that nobody inspects is a bridge that nobody should cross"
TOLD = (
    "Bridge at Alva shut\n\n"
    "ALVA, May 5, 2026 - The bridge at Alva was shut on Monday after a crack was found in its second pier, the council said.\n\n"
    "{saying}\n\n"
    "Engineer Tomas Brekke inspected the pier on Tuesday. The bridge carries 4,000 cars a day, and buses now go through Oster.\n"
)
BY_HOLM = f'"{SAID}," Judge Petra Holm said as she read the ruling.'


def attributions_of(folder: Path, *sayings: str) -> list[Conflict]:
    for number, saying in enumerate(sayings):
        (folder / f"report-{number}.txt").write_text(TOLD.format(saying=saying), encoding="utf-8")
    found = [conflict for story in stemma.read(str(folder)).stories for conflict in story.conflicts]
    assert not [conflict for conflict in found if conflict.kind == "name"]
    return [conflict for conflict in found if conflict.kind == "attribution"]


@pytest.mark.parametrize(
    "saying",
    [
        f'As Judge Ivar Lund put it, "{SAID}."',
        f'Mayor Ivar Lund leaned back and looked at the ceiling. "{SAID}," the Alva mayor said.',
        f'"{SAID}," Mayor Ivar Lund quipped at the hearing, where Petra Holm presided.',
    ],
)
def test_one_quotation_in_two_mouths(tmp_path: Path, saying: str) -> None:
    (found,) = attributions_of(tmp_path, BY_HOLM, saying)
    assert len(found.values) == 2


@pytest.mark.parametrize(
    "saying",
    [
        f'As Judge Petra Holm put it, "{SAID}."',
        f'Judge Petra Holm leaned back and looked at the ceiling. "{SAID}," the judge said.',
        f'"{SAID}," she said. Mayor Ivar Lund was in the room.',
        f'Mayor Ivar Lund spoke first. Then came the ruling. "{SAID}," it says.',
    ],
)
def test_one_mouth_or_none_that_is_named(tmp_path: Path, saying: str) -> None:
    assert not attributions_of(tmp_path, BY_HOLM, saying)


def test_a_pronoun_speaks_for_nobody_whom_its_report_has_not_named(tmp_path: Path) -> None:
    by_lund = f'Mayor Ivar Lund found words for it. "{SAID}," he said.'
    (found,) = attributions_of(tmp_path, BY_HOLM, by_lund)
    assert len(found.values) == 2


@pytest.mark.parametrize(
    "saying",
    [
        f'Mayor Ivar Lund was brought ashore at five. "{SAID}," a rescuer said.',
        f'Judge Petra Holm was there before Mayor Ivar Lund came. "{SAID}," she said.',
    ],
)
def test_who_is_brought_in_as_somebody_new_or_may_be_meant_is_no_other_mouth(tmp_path: Path, saying: str) -> None:
    assert attributions_of(tmp_path, BY_HOLM, saying) == []


def test_he_said_goes_on_with_who_spoke_and_not_with_whom_he_named(tmp_path: Path) -> None:
    saying = f'Mayor Ivar Lund said Mr Tomas Brekke was given every chance to see the crack.\n\n"{SAID}," he said.'
    (tmp_path / "report.txt").write_text(TOLD.format(saying=saying), encoding="utf-8")
    (story,) = stemma.read(str(tmp_path)).stories
    names = {entity.id: entity.name for entity in story.entities}
    (quote,) = [quote for quote in story.quotes if quote.text.startswith("A bridge")]
    assert names[quote.speaker or ""] == "Ivar Lund"


@pytest.mark.parametrize(
    ("saying", "speaker"),
    [
        (
            'Mayor Petra Holm said that engineer Ivar Lund saw the pier. "Lund knows the bridge, and nobody asked Lund," she added.',
            "Holm",
        ),
        ('Engineer Ivar Lund had inspected the pier. "Nobody asked Lund about it before the crack was found," he said.', None),
        ('Engineer Ivar Lund had inspected the pier. "Nobody asked me about it before the crack was found," he said.', "Lund"),
        ('Engineer Ivar Lund had inspected the pier. "I am Ivar Lund, and I have looked after this bridge for years," he said.', "Lund"),
    ],
)
def test_nobody_who_is_he_names_himself(tmp_path: Path, saying: str, speaker: str | None) -> None:
    (tmp_path / "report.txt").write_text(TOLD.format(saying=saying), encoding="utf-8")
    (story,) = stemma.read(str(tmp_path)).stories
    names = {entity.id: entity.name.split()[-1] for entity in story.entities}
    assert [names.get(quote.speaker or "") for quote in story.quotes] == [speaker]
