"""Whom a page credits: agencies by their own acronym, originals, suppliers, agencies without a name, pages of corrections."""

import re

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.records import Capture, Disclosure, Stated
from stemma.stages.clean import clean
from stemma.stages.clean.wires import full_name

LEXICONS = load_lexicons()
TITLE = "Harbour ferry runs aground off Brenn, nobody hurt"
BODY = (
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
    "The mate had mistaken the light of a lorry on the mole for the beacon, according to the harbour master, Ida Wren.",
)


def credits_of(*lines: str) -> list[tuple[str, str | None]]:
    capture = Capture(location="page", kind="text", content="\n\n".join(lines), sha256="0" * 64, stated=Stated())
    (report,) = clean(capture, config=CleanConfig(), lexicons=LEXICONS).records
    found: tuple[Disclosure, ...] = report.disclosures
    return [(one.kind, one.detail) for one in found]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Original: Skarn Ilbo (Korean)", ("credit", "Skarn Ilbo")),
        ("Translated from Skarn Tidende. All mistakes are mine.", ("translation", "Skarn Tidende")),
        ("Translated from Korean", ("translation", None)),
        ("From Canal Doce, Skarn (our translation)", ("credit", "Canal Doce")),
        ("By Ida Wren with agencies", ("wire", None)),
        ("Skarn Post/agencies", ("wire", None)),
    ],
)
def test_credits_above_the_text(line: str, found: tuple[str, str | None]) -> None:
    assert found in credits_of(TITLE, line, "1 March 2026", *BODY)


def test_a_line_that_says_who_wrote_is_no_title_and_credits_whose_reports_it_used() -> None:
    byline = "Written by: Harbour Desk, with reports from Skarn News Service and the Brenn Tides"
    content = "\n\n".join(("SKARN BROADSHEET", byline, "1 March 2026", TITLE, *BODY))
    capture = Capture(location="page", kind="text", content=content, sha256="0" * 64, stated=Stated())
    (report,) = clean(capture, config=CleanConfig(), lexicons=LEXICONS).records
    assert report.title == TITLE
    assert [(one.kind, one.detail) for one in report.disclosures] == [("credit", "Skarn News Service")]


def test_every_wording_of_the_lexicon_is_a_pattern() -> None:
    for kind, _, pattern in LEXICONS.rows("disclosures"):
        assert re.compile(pattern.replace("<name>", "(?P<who>x)", 1).replace("<gap>", ".")).groups >= 0, kind


def test_who_supplied_the_story() -> None:
    assert ("credit", "SkarnTel") in credits_of(TITLE, "1 March 2026", *BODY, "This story was supplied by SkarnTel.")


def test_a_page_of_corrections_is_one() -> None:
    assert credits_of("Corrections and clarifications", "1 March 2026", *BODY) == [("correction", None)]


def test_agencies_in_the_text_are_no_credit() -> None:
    assert credits_of(TITLE, "1 March 2026", BODY[0], "She said that the port works well with agencies.", *BODY[1:]) == []


@pytest.mark.parametrize(
    ("acronym", "text", "name"),
    [
        ("APS", "SKARN PRESS SERVICE OF ANDES. A quake shook Peru. The Andes Press Service (APS) reported it.", "Andes Press Service"),
        ("APS", "A quake shook the coast of Peru.", "APS"),
        ("APS", "The minister spoke in Algiers.", "Algeria Press Service"),
        ("AFP", "A quake shook the coast of Peru.", "Agence France-Presse"),
        ("SNA", "No such agency is known.", "SNA"),
    ],
)
def test_an_acronym_is_the_pages_before_it_is_the_worlds(acronym: str, text: str, name: str) -> None:
    assert full_name(acronym, text, LEXICONS) == name
