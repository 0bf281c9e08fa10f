"""Numbers as a report gives them, whatever they count."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Page, Sentence
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.corroborate.figures.gauges import Gauge, read_gauges
from stemma.stages.extract import extract

PAGE = """Ferry aground off Tarn

TARN, May 5, 2026 - A ferry ran aground off Tarn on Monday, the coast guard said.

{told}
"""


def _read(tmp_path: Path, told: str) -> tuple[list[Page], Sequence[Reading]]:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.format(told=told), encoding="utf-8")
    pages = [page for found in fetch([str(path)], config=Config().fetch) for page in read_page(found, config=Config()).records]  # type: ignore[arg-type]
    (extraction,) = extract(pages, config=Config().extract, lexicons=load_lexicons()).records
    return pages, read_statements(pages, extraction, load_lexicons())


def _gauges(tmp_path: Path, told: str) -> tuple[Gauge, ...]:
    pages, readings = _read(tmp_path, told)
    (held,) = read_gauges(readings, {page.report.id: page for page in pages}, load_lexicons()).values()
    return held


@pytest.mark.parametrize(
    ("told", "value", "unit"),
    [
        ("Twenty-three were taken to hospital by midday, the harbour office said.", 23, ""),
        ("The wreck will cost the town four million, its mayor said.", 4e6, ""),
        ("The master was sentenced to nine years and six months by a court in Tarn.", 9.5, "year"),
        ("The engine stopped for two hours and 15 minutes, the pilot said.", 2.25, "hour"),
        ("They were owed thirty-eight grand by the line, the pilot said.", 38_000, ""),
        ("Somebody owed them 38 grand, the pilot said.", 38_000, ""),
        ("The light failed in the 16th over of the final, the umpire said.", 16, ""),
        ("The number of survivors now stands at 117 after five were found on a sandbank.", 117, ""),
    ],
)
def test_numbers_of_several_words(tmp_path: Path, told: str, value: float, unit: str) -> None:
    assert (value, unit) in {(gauge.value, gauge.unit) for gauge in _gauges(tmp_path, told)}


@pytest.mark.parametrize(
    ("told", "slot"),
    [
        ("Eleven people are known to have died, the coast guard said.", "dead"),
        ("Eleven people were officially confirmed dead on Tuesday.", "dead"),
        ("Eleven people were on the bridge when it struck.", None),
        ("Eleven people lost their lives, the coast guard said.", "dead"),
        ("Eleven canoes were lost, the coast guard said.", None),
        ("The toll on the northern side of the border rose to eleven, the coast guard said.", "dead"),
        ("The number of injured has risen to eleven, the coast guard said.", "injured"),
        ("The storm in Tarn kills eleven, many of them on the quay.", "dead"),
        ("Two of the eleven infants have died, the coast guard said.", None),
        ("Divers found an eleventh body under the keel on Tuesday.", "dead"),
        ("Divers found the eleventh body under the keel on Tuesday.", None),
    ],
)
def test_what_befell_those_who_are_counted(tmp_path: Path, told: str, slot: str | None) -> None:
    (gauge,) = (gauge for gauge in _gauges(tmp_path, told) if gauge.value == 11)
    assert gauge.slot == slot


@pytest.mark.parametrize(
    "told",
    ["The case was heard by the 10th Circuit Court of Appeals in Tarn.", "The mast fell on 15th Street, the coast guard said."],
)
def test_an_ordinal_that_is_part_of_a_name_is_no_number(tmp_path: Path, told: str) -> None:
    assert not [gauge for gauge in _gauges(tmp_path, told) if gauge.sort == "ordinal"]


def test_one_another_is_no_number(tmp_path: Path) -> None:
    assert 1 not in {gauge.value for gauge in _gauges(tmp_path, "The two towns may call on one another in need, the mayor said.")}


def test_an_age_counts_nobody(tmp_path: Path) -> None:
    assert not {84, 31} & {gauge.value for gauge in _gauges(tmp_path, "A lady of 84 has died. A man of thirty-one was held at the pier.")}


def test_the_first_of_two_days_is_no_number(tmp_path: Path) -> None:
    assert 9 not in {gauge.value for gauge in _gauges(tmp_path, "Two of them died, on 9 and on 17 April, the hospital said.")}


def test_money_counts_no_dead(tmp_path: Path) -> None:
    assert {
        gauge.slot for gauge in _gauges(tmp_path, "The company lost 790 francs on the ferry, its owner said.") if gauge.value == 790
    } == {None}


def test_a_number_in_a_name_counts_nothing(tmp_path: Path) -> None:
    assert 175 not in {gauge.value for gauge in _gauges(tmp_path, "The crew of Flight 175 had seen it from the air, the airline said.")}


def test_a_page_without_a_parse_has_its_numbers_too(tmp_path: Path) -> None:
    pages, readings = _read(tmp_path, "The driver left the track in lap 48, the steward said.")
    bare = [replace(page, annotation=replace(page.annotation, sentences=_unparsed(page.annotation.sentences))) for page in pages]
    (held,) = read_gauges(readings, {page.report.id: page for page in bare}, load_lexicons()).values()
    assert 48 in {gauge.value for gauge in held}


def _unparsed(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(replace(sentence, tokens=()) for sentence in sentences)
