"""Outlets that other reports call otherwise than their own pages do, on small invented stories."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.article import article_spans
from stemma.records import Block, Outlet, Page
from stemma.stages.clean.mastheads import is_companys
from stemma.stages.derive.declared import read_declarations
from stemma.stages.derive.known_as import is_kin, names_by_others
from stemma.stages.derive.mastheads import read_mastheads
from stemma.stages.derive.reading import split_extraction

LEXICONS = load_lexicons()
FACTS = [
    Said("The ferry Norna ran aground off Alva on Monday with 214 people on board."),
    Said("A tug from Ruhja pulled her free at 4.40 p.m., and 31 passengers were treated for cold."),
]


def paper(name: str, outlet: str | None, *sentences: str, published: str = "2026-03-10") -> Paper:
    said = [*FACTS, *map(Said, sentences)] if not sentences else [Said(sentence) for sentence in sentences]
    return Paper(name=name, outlet=outlet, published=published, title=f"What {name} tells", said=said)


def headed(page: Page, head: str) -> Page:
    text, shift = f"{head}\n{page.report.text}", len(head) + 1
    blocks = (
        Block(kind="chrome", start=0, end=len(head)),
        *(replace(b, start=b.start + shift, end=b.end + shift) for b in page.report.blocks),
    )
    sentences = tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in page.annotation.sentences)
    annotation = replace(page.annotation, sentences=sentences)
    return replace(page, report=replace(page.report, text=text, blocks=blocks), annotation=annotation)


def cited(papers: Sequence[Paper], report: str, heads: dict[str, str] | None = None, language: str = "en") -> set[tuple[str, str]]:
    """(form, page) of what a report names as its sources."""
    plain, extraction = build(papers, {})
    pages = [headed(page, heads[page.report.id]) if heads and page.report.id in heads else page for page in plain]
    pages = [replace(page, report=replace(page.report, language=language)) if page.report.id == report else page for page in pages]
    split = split_extraction(extraction, [page.report.id for page in pages])
    found = read_declarations(pages, (extraction, split), {}, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    return {(one.form, source) for one in found if one.report == report for source in one.reports}


@pytest.mark.parametrize(
    ("outlet", "head", "sentence"),
    [
        ("SBW", None, "The tug was late, Skarn Business Wire reported."),
        ("SWS", None, "The tug was late, Skarn Wire reported."),
        ("Alva Mail Deals Pensions Crossword", None, "The tug was late, the Alva Mail of Ruhja reported."),
        (None, "Alvaer Bote, weekly", "The tug was late, the newspaper Alvaer Bote reported."),
        ("Alvaskarn Evening Post", None, "The tug was late, a sailor told the local Evening Post."),
        ("The Alva Beacon", None, "The tug, the local Beacon tells us, was late."),
        ("shiplook", None, "The delay was pointed out by ShipLook, a blog, which reported it."),
        ("nordicskiff", None, "The tug was late, as was written in English by Nordic Skiff and later quoted."),
        ("Skarnhavn 98 FM", None, "The tug was late, Skarnhavn News reported."),
        ("Útvarp Skarnhavn FM", None, "The tug was late, a sailor told Radio Skarnhavn, which reported it."),
        ("Vox Alvae", "Vox Alvae - The Voice of Alva", "The tug was late, the newspaper The Voice of Alva reported."),
        ("Autoridad de Puertos y Rias", "Autoridad de Puertos y Rias - APURIA", "The tug was late, Apuria said."),
        ("Skarnline", None, "The tug was late. Skarnline has it all."),
        ("Agencia Skarnwold", None, "The tug was late, Skarnwold reports."),
        ("Skarnwold Agency", None, "The tug was late, the Skarnwold agency reported."),
        ("Skarnline", None, "The trade sheet Skarnline (never wrong) worked out that the tug was late."),
        ("L'Écho du Skarn", None, "The tug was late, one reads in the Écho du Skarn, which reported it."),
        ("La Gazzetta DEI Skarn", None, "The tug was late, La Gazzetta dei Skarn reported."),
        ("SBW", None, "The tug was late. A letter that reached the Skarn Business Wire on Monday says why."),
        (None, "SBW 240310 MAR 26", "The tug was late, Skarn Business Wire reported."),
        ("Skarnwold Press", "SKARNWOLD PRESS - SkP - English service", "The tug was late, SkP reports."),
        ("SKARN FREE PRESS & Advertiser", None, "The tug was late, a sailor told the Free Press."),
        ("The Ruhja Forum", None, "The owner told Ruhja's Forum that the tug was late."),
    ],
)
def test_an_outlet_is_found_by_what_others_call_it(outlet: str | None, head: str | None, sentence: str) -> None:
    first = head or outlet or ""
    assert cited([paper("source", outlet), paper("daily", "The Ruhja Daily", sentence)], "daily", {"source": first}) == {
        ("citation", "source")
    }


def test_a_page_that_was_told_something_is_the_outlet_that_others_cite() -> None:
    own = paper("source", None, "The tug was two hours late, a sailor told Hawsers & Chains by telephone.", published="2026-03-09")
    citing = paper("daily", "The Ruhja Daily", "To the magazine Hawsers & Chains a sailor spoke of a late tug, it reported.")
    assert cited([own, citing], "daily") == {("citation", "source")}
    heard = paper("source", None, "The tug was two hours late, a sailor told the magazine Hawsers & Chains.", published="2026-03-09")
    assert cited([heard, citing], "daily") == set(), "who says what it is speaks of another"


def test_a_name_that_two_houses_bear_is_nobodys() -> None:
    pages, _ = build([paper("one", "SBW"), paper("two", "SBWonline"), paper("daily", "The Daily", "Skarn Business Wire reported it.")], {})
    headed_pages = [headed(page, "SBW | News") if page.report.id != "daily" else page for page in pages]
    assert names_by_others(headed_pages, LEXICONS) == {}


@pytest.mark.parametrize(
    ("opening", "forms"),
    [
        ("Port Alva (snw). A man died in the storm.", {("wire", "source")}),
        ("Alva (SNW/rwp) - A man died in the storm.", {("wire", "source")}),
        ("The union (SNW) of the tugs went on strike.", set()),
    ],
)
def test_initials_in_a_dateline_are_an_agencys_mark(opening: str, forms: set[tuple[str, str]]) -> None:
    found = cited([paper("source", "Skarn News Wire"), paper("daily", "The Ruhja Daily", opening)], "daily")
    assert {one for one in found if one[0] == "wire"} == forms


def test_in_another_language_a_name_is_enough() -> None:
    citing = paper("bote", "Ruhjaer Bote", "Der Schlepper kam zu spät, Skarnline warnt vor dem Hafen.")
    papers = [paper("source", "Skarnline"), citing]
    assert cited(papers, "bote", language="de") == {("citation", "source")}
    assert cited(papers, "bote") == set(), "in English a name alone tells nothing"


def test_a_paragraph_taken_for_furniture_is_no_name_of_the_house() -> None:
    citing = paper("live", None, "Good morning. The ferry is aground, Skarn Wire says.")
    line = "More from the harbour. Passengers were treated for cold, said the doctor on the mole, Skarn Wire reports. She gave no ages."
    pages = [paper("source", "Skarn Wire"), citing]
    assert cited(pages, "live", {"live": line}) == {("citation", "source")}
    assert cited(pages, "live", {"live": "Skarn Wire | Home"}) == set()


def test_a_digest_may_say_yesterday() -> None:
    said = ["The ferry Norna ran aground off Alva on Monday with 214 people on board, and a tug came.", "Skarn Newsline | yesterday"]
    plain, _ = build([paper("feed", "Feed", *said)], {})
    assert article_spans(plain[0].report), "the lines are text"
    assert ("citation", "source") in cited([paper("source", "Skarn Newsline"), paper("feed", "Feed", *said)], "feed")


def test_a_publishing_company_is_not_its_paper() -> None:
    assert all(is_companys(name, LEXICONS) for name in ("Alva Titles Ltd", "Skarn Verlag", "Ruhja Press GmbH", "Skarn Media"))
    assert not any(is_companys(name, LEXICONS) for name in ("The Alva Post", "Skarn Magazine", "Radio Ruhja"))


@pytest.mark.parametrize(
    ("cited", "shown", "is_so"),
    [
        ("Skarnhavn News", "Skarnhavn FM", True),
        ("Radio Skarnhavn", "Skarnhavn TV", False),
        ("Skarnhavn Herald", "Skarnhavn Times", False),
        ("Evening News", "Evening FM", False),
    ],
)
def test_names_of_one_outlet_differ_in_words_that_say_what_it_is(cited: str, shown: str, is_so: bool) -> None:
    assert is_kin(cited, shown, LEXICONS) is is_so


@pytest.mark.parametrize(("outlet", "is_its"), [(None, True), ("The Alva Post", False)])
def test_a_dispatch_may_end_with_the_initials_of_its_agency(outlet: str | None, is_its: bool) -> None:
    own = paper("source", outlet, *(fact.text for fact in FACTS), "SBW dw/ph")
    citing = paper("daily", "The Ruhja Daily", "The tug was late, sailors told Skarn Business Wire.")
    assert (("citation", "source") in cited([own, citing], "daily")) is is_its, "a paper may print an agency's dispatch with its end"


def test_initials_behind_the_text_are_an_agencys_mark() -> None:
    papers = [paper("source", "Skarn News Wire"), paper("daily", "The Ruhja Daily", *(fact.text for fact in FACTS), "SNW")]
    assert ("wire", "source") in cited(papers, "daily")


def test_what_all_headlines_speak_of_is_no_outlet() -> None:
    pages, extraction = build([paper(name, "The Skarn Papers") for name in ("one", "two", "three")], {})
    outlets = [Outlet(name="The Skarn Papers", domain="echo.example"), Outlet(name=None, domain="alva.example"), None]
    titles = ["The Skarn Papers: what is in them", "Minister goes over Skarn papers", "Who read the Skarn Papers?"]
    told = [
        replace(page, report=replace(page.report, outlet=outlet, title=title))
        for page, outlet, title in zip(pages, outlets, titles, strict=True)
    ]
    assert "skarnpapers" not in read_mastheads(told, extraction, LEXICONS).keys
    told[0] = replace(told[0], report=replace(told[0].report, outlet=Outlet(name="The Skarn Papers", domain="skarnpapers.example")))
    assert "skarnpapers" in read_mastheads(told, extraction, LEXICONS).keys, "its site is called so"
