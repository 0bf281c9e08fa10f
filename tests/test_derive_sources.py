"""How reports name their sources, and which page of the pile they mean, on small invented stories."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.records import Block, Derivation, Disclosure, EntityType, Extraction, Outlet, Page
from stemma.stages.derive.altering import is_altered_wording
from stemma.stages.derive.declared import read_declarations
from stemma.stages.derive.mastheads import own_marks, read_mastheads
from stemma.stages.derive.paper_talk import speaks_of_paper
from stemma.stages.derive.papers import cited_papers, read_papers, weigh_papers
from stemma.stages.derive.reading import split_extraction
from stemma.stages.derive.tree import Branch, prune
from stemma.stages.derive.upstreams import named_upstreams
from stemma.stages.derive.versions import continues_earlier, is_newer_version

LEXICONS = load_lexicons()
NAMES: dict[str, EntityType] = {"Harbour Authority": "organisation", "Nils Aker": "person"}
FACTS = [
    Said(
        "The ferry Norna ran aground off Alva on Monday with 214 people on board, the Harbour Authority said.",
        sources=["Harbour Authority"],
    ),
    Said("A tug from Ruhja pulled her free at 4.40 p.m., and 31 passengers were treated for cold."),
    Said("Divers found a tear of six metres in the hull below the car deck."),
]


def paper(name: str, said: Sequence[Said], outlet: str | None = None, published: str | None = None) -> Paper:
    return Paper(name=name, outlet=outlet or f"The {name.title()}", published=published, title=f"What {name} tells", said=said)


def run(pages: Sequence[Page], extraction: Extraction) -> tuple[Derivation, ...]:
    from stemma.stages.derive import derive

    return derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records


def headed(page: Page, head: str, tail: str = "") -> Page:
    """The page with a line of its frame before everything else and one behind it."""
    text = f"{head}\n{page.report.text}" + (f"\n{tail}" if tail else "")
    shift = len(head) + 1
    blocks = [Block(kind="chrome", start=0, end=len(head))]
    blocks += [Block(kind=block.kind, start=block.start + shift, end=block.end + shift) for block in page.report.blocks]
    if tail:
        blocks.append(Block(kind="chrome", start=len(text) - len(tail), end=len(text)))
    sentences = tuple(replace(one, start=one.start + shift, end=one.end + shift) for one in page.annotation.sentences)
    return replace(
        page,
        report=replace(page.report, text=text, blocks=tuple(blocks)),
        annotation=replace(page.annotation, sentences=sentences),
    )


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The wall had been damp for years, the newspaper Alva Bote writes.", ["Alva Bote"]),
        ("Both sides have signed, Skarn Khabar news agency reported.", ["Skarn Khabar"]),
        ("This interview first appeared in Spanish in El Faro de Tarn.", ["El Faro de Tarn"]),
        ("The local paper in Oberskarn, the Skarner Bote, has talked to her.", ["Skarner Bote"]),
        ("He posted it on Telegram, and the channel Telegram said nothing.", []),
        ("She bought the newspaper on Monday and threw it away.", []),
        ("According to the newspaper, Rolf Stendal resigned.", []),
        ("The German newspaper is owned by a bank, he said.", []),
        ("The space agency Tarnos launched a rocket, officials said.", []),
    ],
)
def test_outlets_that_are_not_here_are_known_by_what_they_are_called(sentence: str, names: list[str]) -> None:
    (page, *_), _ = build([paper("daily", [Said(sentence)])], {})
    assert [name for name, _ in named_upstreams(page, LEXICONS)] == names


def test_a_statement_is_found_and_led_to_the_bodys_paper() -> None:
    released = [
        Said("Orrin Lines regrets to announce that our ferry Norna ran aground off Alva today with 214 people on board."),
        Said("We have grounded her sister ship, the Saga, until further notice and will pay each passenger 900 crowns."),
        Said("Media enquiries: press@orrin.example"),
    ]
    citing = [
        Said("Passengers of the grounded ferry spent the night in a school hall in Alva."),
        Said("In a statement the company promised each passenger 900 crowns and said the Saga would stay in port."),
    ]
    silent = [Said("I watched the ferry from the mole with a flask of tea until the tug came round the point.")]
    pages, extraction = build([paper("orrin", released, "Orrin Lines"), paper("daily", citing), paper("diary", silent)], {})
    stated = [
        replace(page, report=replace(page.report, title="Statement on the Norna")) if page.report.id == "orrin" else page for page in pages
    ]
    papers = read_papers(stated, extraction, read_mastheads(stated, extraction, LEXICONS), LEXICONS)
    assert set(papers) == {"orrin"}
    edges = {(one.report, one.source) for one in run(stated, extraction)}
    assert ("daily", "orrin") in edges
    assert ("diary", "orrin") not in edges


@pytest.mark.parametrize(
    ("sentence", "is_paper"),
    [
        ("Orrin Lines said in a statement that the Saga would stay in port.", True),
        ("The line's release of Monday says that nobody was hurt.", True),
        ("The ministry said in a release that the tariff would fall.", True),
        ('"We were told nothing," says the press note.', True),
        ("The cook gave the police a statement and went home.", False),
        ("Nobody had taken her declaration by noon.", False),
        ("The goal fell in the final minutes.", False),
        ("The union asked for the release of two sailors.", False),
        ("Nobody here has been taught to read a bank statement.", False),
    ],
)
def test_a_paper_is_what_can_be_read(sentence: str, is_paper: bool) -> None:
    assert speaks_of_paper(sentence, LEXICONS) is is_paper


@pytest.mark.parametrize(
    ("head", "sentence", "is_cited"),
    [
        ("REPUBLIC OF ALVA / MINISTRY OF TRANSPORT\nInformation Bulletin No. 3", "The ministry's bulletin credits a tug.", True),
        ("Republic of Alva\nProvincial Relief and Rescue Office\nSituation Report No. 4", "A tug came, a report of the PRRO showed.", True),
        ("REPUBLIC OF ALVA / MINISTRY OF TRANSPORT\nInformation Bulletin No. 3", "The museum's bulletin credits a tug.", False),
        ("REPUBLIC OF ALVA / MINISTRY OF TRANSPORT\nInformation Notice No. 3", "The ministry's bulletin credits a tug.", False),
    ],
)
def test_a_paper_is_spoken_of_by_what_it_calls_itself(head: str, sentence: str, is_cited: bool) -> None:
    own = [*FACTS, Said("We wish to draw attention to the hotline and hereby thank the public.")]
    said = [*FACTS, Said(sentence, sources=["PRRO"] if "PRRO" in sentence else [])]
    plain, extraction = build([paper("body", own, "Republic of Alva"), paper("daily", said)], {**NAMES, "PRRO": "organisation"})
    pages = [headed(page, head, "Press office, press@alva.example") if page.report.id == "body" else page for page in plain]
    read = read_papers(pages, extraction, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    split = split_extraction(extraction, [page.report.id for page in pages])
    (daily,) = [page for page in pages if page.report.id == "daily"]
    named = {mention.start: entity.id for entity in extraction.entities for mention in entity.mentions if mention.report == "daily"}
    spoken = [one for one in cited_papers(daily, split["daily"], read, named, LEXICONS) if {"noun", "body"} <= one.signs]
    assert "body" in read
    assert bool(spoken) is is_cited


@pytest.mark.parametrize(
    ("head", "is_its_own"),
    [("Source: Orrin Lines AB · Regulatory: no", True), ("Source: Alva Post · Regulatory: no", False), ("Ferries: Orrin Lines AB", False)],
)
def test_what_a_service_of_releases_carries_is_its_issuers_paper(head: str, is_its_own: bool) -> None:
    released = [
        Said("ALVA, Jan. 13 /SBW/ -- Orrin Lines AB today announces that the ferry Norna ran aground with 214 people on board."),
        Said("The Saga is grounded until further notice and each passenger will be paid 900 crowns, said Nils Aker."),
    ]
    plain, extraction = build([paper("wire", released, "Skarn Business Wire"), paper("daily", FACTS)], NAMES)
    pages = [headed(page, head, "Contacts: press@orrin.example") if page.report.id == "wire" else page for page in plain]
    papers = read_papers(pages, extraction, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    assert [one.name for one in papers.values()] == (["Orrin Lines AB"] if is_its_own else [])


def test_a_body_that_others_name_is_known_by_that() -> None:
    told = [Said("The Saga will stay in port until the tear in her hull has been welded."), Said("Passengers get 900 crowns each.")]
    named: dict[str, EntityType] = {"Orrin": "organisation"}
    others = [
        paper(name, [Said(f"{what} of Orrin was towed to Ruhja on Monday.")]) for name, what in (("a", "A ferry"), ("b", "The Norna"))
    ]
    pages, extraction = build([paper("orrin", told, "Orrin Glas"), *others], named)
    weighed = weigh_papers(pages, extraction, LEXICONS)
    assert weighed["orrin"]["spoken_of"] == pytest.approx(2 / 3)
    assert weighed["a"]["spoken_of"] == 0.0


def test_an_outlet_is_known_by_what_its_name_begins_with() -> None:
    named: dict[str, EntityType] = {"El Faro": "organisation"}
    citing = [Said("The ferry Norna ran aground off Alva, the daily El Faro disclosed.")]
    pages, extraction = build(
        [paper("faro", FACTS, "El Faro de Alva"), paper("daily", citing), paper("post", FACTS, "Alva Post Weekend")], named
    )
    mastheads = read_mastheads(pages, extraction, LEXICONS)
    assert mastheads.lookup("El Faro") == mastheads.lookup("El Faro de Alva") is not None
    assert mastheads.lookup("Alva Post") == mastheads.lookup("Alva Post Weekend") is not None


@pytest.mark.parametrize(
    ("sentence", "is_cited"),
    [
        ("NordWire had reported on Monday that 240 people were on board.", True),
        ("In a bulletin of Monday NordWire, citing a tug's crew, reported wrongly that she had sunk.", True),
        ("The master of the tug told NordWire that the ferry had a list.", False),
    ],
)
def test_a_house_that_speaks_of_itself_cites_what_it_printed(sentence: str, is_cited: bool) -> None:
    later = [Said("Nobody was missing when the ferry was towed to Ruhja."), Said(sentence)]
    papers = [paper("first", FACTS, "NordWire", "2026-05-04"), paper("second", later, "NordWire", "2026-05-05")]
    pages, extraction = build(papers, NAMES)
    found = read_declarations(
        pages, (extraction, {page.report.id: extraction for page in pages}), {}, read_mastheads(pages, extraction, LEXICONS), LEXICONS
    )
    assert [one.reports for one in found if "house" in one.signs] == ([("first",)] if is_cited else [])


def test_an_agencys_mark_on_its_own_page_is_no_credit() -> None:
    drafts, extraction = build([paper("wire", FACTS, "NordWire"), paper("daily", FACTS)], NAMES)
    pages = [headed(page, "NORDWIRE (NW) English service") if page.report.id == "wire" else page for page in drafts]
    marked = [
        replace(
            page,
            report=replace(page.report, text=page.report.text.replace("The ferry Norna", "(NW) The ferry Norna", 1)),
        )
        for page in pages
    ]
    by_id = {page.report.id: page.report for page in marked}
    assert own_marks(by_id["wire"]) == ("NW",)
    assert own_marks(by_id["daily"]) == ()
    assert read_mastheads(marked, extraction, LEXICONS).lookup("NW") == "nordwire"


def test_a_page_that_does_not_say_whose_it_is_belongs_to_the_one_with_its_head() -> None:
    drafts, extraction = build([paper("first", FACTS, "Alva Sentinel"), paper("column", FACTS[:1])], NAMES)
    pages = [headed(page, "ALVA SENTINEL Without fear or favour") for page in drafts]
    pages = [replace(page, report=replace(page.report, outlet=None)) if page.report.id == "column" else page for page in pages]
    mastheads = read_mastheads(pages, extraction, LEXICONS)
    assert mastheads.are_one_house(pages[0].report, pages[1].report)


def test_a_short_form_of_an_outlets_name_is_understood() -> None:
    pages, extraction = build([paper("echo", FACTS, "Skarnvik Echo"), paper("wire", FACTS, "Tarnvik Press Agency")], NAMES)
    mastheads = read_mastheads(pages, extraction, LEXICONS)
    text = "The hull was torn, the Echo reported, and the Tarnvik agency said so too. An echo came back."
    assert [key for key, _, _ in mastheads.mentions(text, 0, len(text))] == ["skarnvikecho", "tarnvikpressagency"]


def test_a_list_of_links_draws_on_the_pages_that_it_names() -> None:
    digest = [
        Said("Ferry runs aground off Alva with 214 people on board, a tug from Ruhja pulled her free (Skarnvik Echo)"),
        Said("Bakers of Vessa want a holiday of their own (Harbour Lantern)"),
    ]
    pages, extraction = build([paper("echo", FACTS, "Skarnvik Echo"), paper("digest", digest, "Five Links")], NAMES)
    (edge,) = run(pages, extraction)
    assert (edge.report, edge.source) == ("digest", "echo")
    assert edge.direction is not None
    assert edge.direction.from_ == "echo"


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("UPDATE 2 - ALVA FERRY", "URGENT"), True),
        (("Home | News", "FLASH"), True),
        (("Home | News", "(updates throughout with toll)"), False),
        (("Home | News", "Sport | Weather"), None),
    ],
)
def test_versions_of_a_house_are_told_apart_by_what_they_call_themselves(heads: tuple[str, str], expected: bool | None) -> None:
    drafts, _ = build([paper("one", FACTS, "NordWire"), paper("two", FACTS, "NordWire")], NAMES)
    one, two = (headed(page, head).report for page, head in zip(drafts, heads, strict=True))
    assert is_newer_version(one, two, LEXICONS) is expected


@pytest.mark.parametrize(
    ("head", "does"),
    [
        ("(Adds toll and the harbour master)", True),
        ("ALVA-FERRY 3rd ld", True),
        ("Supersedes Situation Report No. 1", True),
        ("In a story of 3 March about the ferry Norna we gave a wrong number", True),
        ("Updated 14:30 | Share", False),
        ("The third floor is closed", False),
    ],
)
def test_a_page_says_that_it_carries_on_an_earlier_one(head: str, does: bool) -> None:
    (page, *_), _ = build([paper("one", FACTS, "NordWire")], NAMES)
    assert continues_earlier(headed(page, head).report) is does


@pytest.mark.parametrize(
    "sentence",
    [
        "The newspaper El Dia de Alva has a picture of the tear of six metres in her hull, below the car deck.",
        "It was the agency SNK that first wrote of a tear of six metres in the hull below the car deck.",
        "SNK carried the tale of a tear of six metres in the hull below the car deck.",
    ],
)
def test_outlets_are_met_without_their_accents_and_by_their_initials(sentence: str) -> None:
    outlet = "El Día de Alva" if "Dia" in sentence else "Skarn News Kompani"
    pages, extraction = build([paper("source", FACTS, outlet), paper("daily", [Said(sentence)])], NAMES)
    split = {page.report.id: extraction for page in pages}
    mastheads = read_mastheads(pages, extraction, LEXICONS)
    found = read_declarations(pages, (extraction, split), {}, mastheads, LEXICONS)
    assert ("daily", ("source",)) in [(one.report, one.reports) for one in found]


def test_of_two_with_one_text_the_one_that_names_its_source_is_the_source() -> None:
    told = [
        Said("The ferry Norna ran aground off Alva on Monday with 214 people on board, officials told the news agency Skarn Khabar."),
        *FACTS[1:],
    ]
    bare = [Said("The ferry Norna ran aground off Alva on Monday with 214 people on board, officials said."), *FACTS[1:]]
    pages, extraction = build([paper("aaa", bare), paper("zzz", told)], NAMES)
    edge = next(one for one in run(pages, extraction) if one.source is not None)
    assert (edge.report, edge.source) == ("aaa", "zzz")
    assert edge.direction is not None
    assert "Skarn Khabar" in edge.direction.why


def test_two_that_cite_a_third_are_not_explained_by_it() -> None:
    declared = [("first", "third"), ("second", "third")]
    branch = Branch((0.0, 0.9), "first", "second", ((0, 10),), (), False)
    assert prune([branch], [("third", "first"), ("third", "second")]) == [branch]
    assert prune([branch], declared) == []


@pytest.mark.parametrize(
    ("words", "is_altered"),
    [
        ("we have boats and rice and a very dry road", True),
        ("we have boats and rice and a dry road", False),
        ("we have boats and rice", False),
        ("a dry road and rice and we have boats", True),
    ],
)
def test_words_put_in_and_words_turned_round_are_changes(words: str, is_altered: bool) -> None:
    original = tuple("we have boats and rice and a dry road".split())
    assert is_altered_wording(tuple(words.split()), original) is is_altered


@pytest.mark.parametrize(
    ("words", "is_altered"),
    [
        ("the mill will close in may", True),
        ("if the river rises the mill will close", False),
        ("the mill will close for good in may", False),
        ("the mill will in may", True),
        ("rises again the mill will close for good in may", False),
    ],
)
def test_a_cut_that_leaves_out_a_condition_is_a_change(words: str, is_altered: bool) -> None:
    original = tuple("if the river rises again the mill will close for good in may".split())
    assert is_altered_wording(tuple(words.split()), original) is is_altered


def test_an_outlet_without_a_page_is_shown_and_one_with_a_page_that_says_something_else_is_not() -> None:
    citing = [Said("The bridge of Vessa will be closed for a year, the newspaper Alva Bote reported on Tuesday.")]
    strange = [Said("Bees have been seen in the lighthouse of Tarn, where nobody had kept any since the war.")]
    pages, extraction = build([paper("daily", citing)], {})
    assert [(one.source, one.source_name) for one in run(pages, extraction)] == [(None, "Alva Bote")]
    pages, extraction = build([paper("daily", citing), paper("bote", strange, "Alva Bote")], {})
    assert [one.source_name for one in run(pages, extraction) if one.source is None] == []
    assert Outlet(name="Alva Bote", domain=None) in [page.report.outlet for page in pages]


@pytest.mark.parametrize(
    "owned",
    [
        "Two reports of NordWire on Monday gave a wrong number of people on board: we regret the error.",
        "The NordWire story should also have said that 27 of them were crew.",
        "NordWire apologises for the error.",
    ],
)
def test_a_correction_draws_on_every_page_of_its_house_that_it_puts_right(owned: str) -> None:
    flash = [
        Said("The ferry Norna ran aground off Alva on Monday morning with 214 people on board, the harbour master of Ruhja said."),
        Said("A tug from Ruhja and two lifeboats are on their way to the skerry, where the water is nine metres deep."),
    ]
    update = [
        *flash,
        Said("The tug pulled the Norna free at noon, and 31 passengers were brought to the tram depot of Tromsund."),
        Said("The captain, a man of 52, had been on the bridge for eleven hours without relief."),
    ]
    put_right = [
        Said("The ferry Norna ran aground off Alva on Monday morning with 241 people on board, the harbour master of Ruhja said."),
        Said("The tug pulled the Norna free at noon, and 31 passengers were brought to the tram depot of Tromsund."),
        Said(owned),
    ]
    papers = [
        Paper(name=name, outlet="NordWire", published=f"2026-03-02T{hour}:00Z", title=title, said=said)
        for name, hour, title, said in (
            ("flash", "08", "Ferry aground", flash),
            ("later", "13", "Ferry pulled free", update),
            ("mended", "18", "More on the ferry", put_right),
        )
    ]
    pages, extraction = build(papers, NAMES)
    drawn = {(one.report, one.source) for one in run(pages, extraction)}
    assert drawn == {("later", "flash"), ("mended", "later"), ("mended", "flash")}


def test_an_update_that_shares_names_and_no_sentence_draws_on_the_report_it_replaces() -> None:
    first = [
        Said("From the Ruhja rescue post one saw the Norna, her bow up."),
        Said("She sits on Skarvholm, watched by Lindqvist."),
        Said("Two tugs are coming, one of them the Bragi."),
        Said("Tromsund has sent the other, the Tora."),
    ]
    second = [
        Said("The Bragi has a line on board while the Tora stands by."),
        Said("At Ruhja, says Lindqvist, cots are ready."),
        Said("Soup for Skarvholm is on its way out of Tromsund."),
        Said("The Norna leaks little."),
    ]
    other = [Said("A library opened in a tram, with 400 books."), Said("The bakers of Vessa want a holiday.")]
    reports = [("one", "08", first, "Report No. 1"), ("two", "13", second, "Supersedes Situation Report No. 1")]
    papers = [
        Paper(name=name, outlet="NordWire", published=f"2026-03-02T{hour}:00Z", title=f"Norna {name}", said=said)
        for name, hour, said, _ in reports
    ]
    drafts, extraction = build([*papers, paper("daily", other, "The Daily")], {})
    heads = {name: head for name, _, _, head in reports}
    pages = [headed(page, heads[page.report.id]) if page.report.id in heads else page for page in drafts]
    assert [(edge.report, edge.source) for edge in run(pages, extraction)] == [("two", "one")]


@pytest.mark.parametrize(
    ("title", "outlet", "source"),
    [("Pilot boat sinks at its berth", "The Daily", "wire"), ("Statement on the pilot boat", "Orrin Lines", None)],
)
def test_an_agency_sells_its_text_to_papers_not_to_bodies(title: str, outlet: str, source: str | None) -> None:
    told = [
        Said("The pilot boat Tern sank at its berth on Sunday night after a hose burst, and 900 litres of oil were pumped out by noon."),
        Said(
            "Forty passengers were taken ashore by the ferry crew, given soup in the customs hall and driven to the school for the night."
        ),
    ]
    wire = [Said(told[0].text.replace("The pilot", "ORRIN (Fjord News Agency) - The pilot")), told[1]]
    pages, extraction = build([replace(paper("page", told, outlet), title=title), paper("wire", wire, "Fjord News Agency")], {})
    (edge,) = run(pages, extraction)
    assert (edge.direction.from_ if edge.direction else None) == source


@pytest.mark.parametrize(("mark", "house"), [("Skartel", "skartel"), ("Reuters", None)])
def test_a_page_that_says_no_more_than_its_agencys_mark_is_led_to_by_it(mark: str, house: str | None) -> None:
    """An agency known the world over is printed by everybody."""
    pages, extraction = build([paper("wire", FACTS), paper("daily", FACTS, "The Daily")], NAMES)
    note = Disclosure(kind="wire", start=0, end=len(mark), detail=mark)
    marked = [
        replace(page, report=replace(page.report, outlet=None, disclosures=(note,))) if page.report.id == "wire" else page for page in pages
    ]
    assert read_mastheads(marked, extraction, LEXICONS).lookup(mark) == house
