"""The site's name in the title of a page's head, and a wire's own page that shows its name or its initials alone."""

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

LEXICONS = load_lexicons()
TITLE = "Harbour ferry runs aground off Brenn, nobody hurt"
BODY = (
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
    "The mate had mistaken the light of a lorry on the mole for the beacon, according to the harbour master, Ida Wren.",
    "The company that runs the ferry said that it would wait for the inquiry before it said anything more about the matter.",
)


def read(content: str, kind: str = "text") -> Report:
    capture = Capture(location="page", kind="html" if kind == "html" else "text", content=content, sha256="0" * 64, stated=Stated())
    (report,) = clean(capture, config=CleanConfig(), lexicons=LEXICONS).records
    return report


def outlet_of(report: Report) -> str | None:
    return report.outlet.name if report.outlet else None


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (f"{TITLE} - skerry.example", "skerry.example"),
        (f"{TITLE} | Wren &amp; Daughters A/S", "Wren & Daughters"),
        (f"{TITLE} : Brenn Courier", "Brenn Courier"),
        (f"Brenn Lantern | {TITLE}", "Brenn Lantern"),
        (f"{TITLE} | Deepwater Rowing magazine", "Deepwater Rowing"),
        (f"Eco de Brenn | English | {TITLE}", "Eco de Brenn"),
        (f"Brenn & Box / {TITLE}", "Brenn & Box"),
        ("The Brenn Mole :: Harbour ferry runs aground", "The Brenn Mole"),
        ("Brenn: a ferry runs aground and nobody is hurt - Skerry Capital", "Skerry Capital"),
        (f"{TITLE} - Feb 18", None),
        (f"{TITLE} | what we know so far", None),
        (TITLE, None),
    ],
)
def test_what_the_head_adds_to_the_title_is_the_site(head: str, name: str | None) -> None:
    menu = "<ul><li>Skip to content</li><li>Tides</li><li>Letters</li><li>Shop</li></ul>"
    text = "".join(f"<p>{line}</p>" for line in BODY)
    page = f"<html><head><title>{head}</title></head><body>{menu}<h1>{TITLE}</h1>{text}</body></html>"
    assert outlet_of(read(page, "html")) == name


def test_a_wires_page_with_its_name_alone_is_its_own() -> None:
    report = read("\n\n".join(("Norrdal Wire", f"BRENN, March 1 (NW) - {BODY[0]}", *BODY[1:])))
    assert outlet_of(report) == "Norrdal Wire"
    assert not any(disclosure.kind == "wire" for disclosure in report.disclosures)


def test_a_wires_page_with_its_initials_alone_is_its_own() -> None:
    report = read("\n\n".join(("NWS SPORT FLASH 01/03/26 1749 GMT", TITLE, f"BRENN, March 1 (NWS) - {BODY[0]}", *BODY[1:])))
    assert outlet_of(report) == "NWS"
    assert not any(disclosure.kind == "wire" for disclosure in report.disclosures)


@pytest.mark.parametrize("line", ["BRENN LANTERN Sundays with Ida", "BRENN LANTERN * all that floats *", "BRN Brenn Newswire"])
def test_a_name_ends_with_its_capitals_and_drops_its_initials(line: str) -> None:
    assert outlet_of(read("\n\n".join((line, "Tides | Letters | Shop", TITLE, "1 March 2026", *BODY)))) in (
        "Brenn Lantern",
        "Brenn Newswire",
    )


def test_a_short_title_between_the_name_and_the_dateline_is_the_title() -> None:
    report = read("\n".join(("Norrdal Wire", "River dam holds", f"BRENN, March 1 (NW) - {BODY[0]}", *BODY[1:])))
    assert (report.title, outlet_of(report)) == ("River dam holds", "Norrdal Wire")


def test_a_publishing_companys_name_gives_way_to_the_title_s_site() -> None:
    publisher = '<script type="application/ld+json">{"@type":"NewsArticle","publisher":"Brenn Media"}</script>'
    text = "".join(f"<p>{line}</p>" for line in BODY)
    page = f"<html><head><title>Ferry runs aground | Brenn Journal</title>{publisher}</head><body><h1>{TITLE}</h1>{text}"
    assert outlet_of(read(page, "html")) == "Brenn Journal"


@pytest.mark.parametrize(
    ("first", "opening", "last", "name"),
    [
        ("SKERTEXT / ENG / PORTS", "Brenn, March 1 (SkerText) - ", "(st/lv)", "SkerText"),
        ("ND/PORTS/01MAR/1940", "BRENN, March 1 (National Desk): ", "More follows.", "National Desk"),
        ("BPB-NORTH-BRENN-FERRY", "BRENN, Skarn, March 1, BPB - ", "BPB/nd/2026", "BPB"),
        ("SNA-S / PORTS / 2047", "Brenn (Skarn), March 1, SSNA - ", "SSNA/kt/os", "SSNA"),
    ],
)
def test_an_agencys_own_page_opens_or_ends_with_the_mark_in_its_dateline(first: str, opening: str, last: str, name: str) -> None:
    lines = (first, TITLE, opening + BODY[0], *BODY[1:], f'"Ask the mate," the harbour master told {name}.', last)
    assert outlet_of(read("\n\n".join(lines))) == name


@pytest.mark.parametrize(
    ("first", "mark", "name"),
    [
        ("SW-POR-0091", "Skartel", "Skartel"),
        ("SKW-0231 URGENT (adds witness)", "Skar Newswire", "Skar Newswire"),
        ("TPR-0231", "Skartel", None),
    ],
)
def test_an_agencys_own_page_is_numbered_by_letters_that_begin_like_its_mark(first: str, mark: str, name: str | None) -> None:
    lines = (first, TITLE, "By Ada Moss", f"BRENN, March 1 ({mark}) - {BODY[0]}", *BODY[1:])
    assert outlet_of(read("\n\n".join(lines))) == name


def test_a_page_that_takes_an_agencys_text_over_is_not_the_agencys() -> None:
    lines = ("Ships", TITLE, "BRENN, March 1 (SkerText) - " + BODY[0], *BODY[1:])
    assert outlet_of(read("\n\n".join(lines))) is None
