"""The bundled example against its gold: what a careful reader finds in it, the program finds."""

import json
from pathlib import Path
from typing import Any

import pytest

import stemma
from stemma.evaluation.judge import unmet_expectations
from stemma.evaluation.notation import parse_case
from stemma.views.dossier import to_plain
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.opening import open_story

EXAMPLE = Path(stemma.__file__).parent / "example"
GOLD = json.loads((EXAMPLE / "gold.json").read_text(encoding="utf-8"))
CASE = parse_case((EXAMPLE / "gold.case").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def dossier() -> dict[str, Any]:
    return to_plain(stemma.read(str(EXAMPLE / "pages")))


def report_named(dossier: dict[str, Any], name: str) -> dict[str, Any]:
    return next(report for report in dossier["reports"] if Path(report["location"]).stem == name)


@pytest.mark.parametrize("name", sorted(GOLD["reports"]))
def test_each_page_is_read_as_its_gold_says(dossier: dict[str, Any], name: str) -> None:
    report, gold = report_named(dossier, name), GOLD["reports"][name]
    found = {
        "title": report["title"],
        "outlet": report["outlet"] and report["outlet"]["name"],
        "published": report["published"] and report["published"]["edtf"],
        "updated": report["updated"] and report["updated"]["edtf"],
        "bylines": report["bylines"],
        "disclosures": [disclosure["kind"] for disclosure in report["disclosures"]],
    }
    if gold["published"] is None and found["published"]:
        assert ".." in found["published"], "where the page gives no date there can only be a bound"
        found["published"] = None
    assert found == {key: gold[key] for key in found}
    body = "\n".join(
        report["text"][block["start"] : block["end"]] for block in report["blocks"] if block["kind"] in {"body", "list", "quote"}
    )
    assert [words for words in gold["body"] if words not in body] == []
    assert [words for words in gold["not_body"] if words in body] == []


def test_the_pages_fall_into_their_stories(dossier: dict[str, Any]) -> None:
    stems = {report["id"]: Path(report["location"]).stem for report in dossier["reports"]}
    assert [sorted(stems[report] for report in story["reports"]) for story in dossier["stories"]] == GOLD["stories"]
    assert [Path(problem["input"]).name for problem in dossier["problems"] if problem["reason"] == "no_article"] == GOLD["set_aside"]


@pytest.mark.parametrize("number", range(len(CASE.expectations)))
def test_what_the_gold_expects_is_found(dossier: dict[str, Any], number: int) -> None:
    from dataclasses import replace

    assert unmet_expectations(replace(CASE, expectations=(CASE.expectations[number],)), dossier) == ()


def test_its_title_tells_what_happened(dossier: dict[str, Any]) -> None:
    assert dossier["stories"][0]["title"] == "Ferry hits breakwater at Calder Bay"


def test_a_dispute_shows_the_words_that_differ(dossier: dict[str, Any]) -> None:
    dated = [line["text"] for line in dossier["stories"][0]["brief"]["disputed"] if "March 9th" in line["text"]]
    assert dated
    assert all("Wednesday" in text.split(" ↔ ")[0] for text in dated)


def test_when_somebody_spoke_is_no_other_date_of_what_was_said(dossier: dict[str, Any]) -> None:
    dated = [conflict for conflict in dossier["stories"][0]["conflicts"] if conflict["kind"] == "date"]
    assert [conflict["relation"] for conflict in dated] == ["contradicts"]
    texts = {report["id"]: report["text"] for report in dossier["reports"]}
    cited = [texts[c["report"]][c["start"] : c["end"]] for value in dated[0]["values"] for c in value["citations"]]
    assert "recent years" not in cited


def test_the_ship_is_no_person(dossier: dict[str, Any]) -> None:
    people = {entity["name"] for story in dossier["stories"] for entity in story["entities"] if entity["type"] == "person"}
    assert "Brenna" not in people
    assert {"Ruth Halvorsen", "Samuel Brandt", "Hanna Voss"} <= people


def test_what_nobody_tells_is_denied_to_nobody(dossier: dict[str, Any]) -> None:
    """A survivor heard no alarm, and no page speaks of one."""
    told = {statement["id"]: statement["text"] for statement in dossier["stories"][0]["statements"]}
    denied = [conflict for conflict in dossier["stories"][0]["conflicts"] if conflict["kind"] == "polarity"]
    words = [told[statement] for conflict in denied for value in conflict["values"] for statement in value["statements"]]
    assert any("radar" in text for text in words)
    assert not any("alarm" in text for text in words)


def test_the_page_opens_with_the_later_toll_behind_the_one_that_it_replaced() -> None:
    whole = stemma.read(str(EXAMPLE / "pages"))
    lines = open_story(whole.stories[0], set_desk(whole))
    assert [item.line.text.split(" people")[0] for item in lines[:2]] == ["Three", "Four"]
    assert [(item.is_disputed, item.is_single) for item in lines[:2]] == [(True, False), (False, True)]
