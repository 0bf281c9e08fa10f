"""Who drew on whom, on small invented stories."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.language.outlets import is_outlet, outlet_within
from stemma.records import Derivation, Disclosure, DisclosureKind, EntityType, Extraction, Outlet, Page

NAMES: dict[str, EntityType] = {
    "Fjord News Agency": "organisation",
    "Berit Solvang": "person",
    "Harbour Authority": "organisation",
    "Nils Aker": "person",
}
WIRE = [
    Said("A cargo ship loaded with timber capsized off Alva on Monday, and seven sailors are missing, the Harbour Authority said.",
         sources=["Harbour Authority"]),
    Said("The Norna had left the Baltic port of Ruhja on Saturday with 4,200 tonnes of pine in her hold."),
    Said("“The ship went over in less than a minute and we had no time to launch the second boat,” captain Berit Solvang said.",
         sources=["Berit Solvang"],
         quote=("Berit Solvang", "The ship went over in less than a minute and we had no time to launch the second boat,")),
    Said("Two helicopters and a lifeboat searched the strait until dark, and divers will go down to the wreck on Tuesday.",
         status="planned"),
    Said("Insurers valued the cargo at 3.1 million crowns, according to papers filed with the port of Ruhja in March."),
]  # fmt: skip
REWRITE = [
    Said("Seven sailors are missing after a timber ship turned over near Alva on Monday, according to the Harbour Authority.",
         sources=["Harbour Authority"]),
    Said("Captain Berit Solvang said: “The ship went over in under a minute and there was no time to launch the second boat.”",
         sources=["Berit Solvang"],
         quote=("Berit Solvang", "The ship went over in under a minute and there was no time to launch the second boat.")),
    Said("The Norna sailed from Ruhja in the Baltic on Saturday carrying 4,200 tonnes of pine."),
    Said("The lifeboat and two helicopters searched the strait until dark; divers are to reach the wreck on Tuesday.", status="planned"),
    Said("The cargo was insured for 3.1 million crowns, papers filed in Ruhja in March show."),
]  # fmt: skip
ADDED = [
    Said("Prosecutors have opened an inquiry into smuggling and seized the company's computers in Vessby."),
    Said("“Nobody should be surprised by this disaster,” said Nils Aker, who lectures on shipping law in Tromsund.",
         sources=["Nils Aker"], quote=("Nils Aker", "Nobody should be surprised by this disaster,")),
]  # fmt: skip
EYEWITNESS = [
    Said("I stood on the mole with my dog when the Norna began to lean, and the fishermen beside me ran for their boats."),
    Said("Within minutes the water was full of planks; old Ragna Holm threw ropes from the fish quay until her hands bled."),
    Said("Four men came ashore in the surf below the cannery, grey with cold, and were wrapped in sailcloth."),
]
PRESS_CONFERENCE = [
    Said("The rescue service came in for hard questions at the town hall on Monday evening."),
    Said("“The ship went over in less than a minute and we had no time to launch the second boat,” Berit Solvang told reporters.",
         sources=["Berit Solvang"],
         quote=("Berit Solvang", "The ship went over in less than a minute and we had no time to launch the second boat,")),
    Said("Families of the crew left the room before she had finished, some of them in tears."),
    Said("The mayor, Tor Lindahl, promised a monument on the breakwater whatever the investigators find."),
]  # fmt: skip


def paper(name: str, said: Sequence[Said], published: str | None = None, outlet: str | None = None) -> Paper:
    return Paper(name=name, outlet=outlet or f"The {name.title()}", published=published, title=f"What {name} has to say", said=said)


def note(page: Page, kind: DisclosureKind, detail: str | None = None) -> Page:
    """The page with one more disclosure (shown, for the test, by its first letter)."""
    return replace(page, report=replace(page.report, disclosures=(Disclosure(kind=kind, start=0, end=1, detail=detail),)))


STRANGERS = [
    paper(f"stranger-{place}", [Said(told)], "2026-03-01")
    for place, told in enumerate(
        (
            "A library opened in a tram at Vessa with 400 books.",
            "The bakers of Lund want a holiday in May.",
            "Two swans held up the ferry to Marn.",
            "The choir of Tolna sings in the mill on Sunday.",
            "A clockmaker of Askim found a coin in a pike.",
            "Snow fell on the hills of Ostrava.",
        )
    )
]
"""Reports of other things: in a pile of two or three that two come near each other says little."""


def run(pages: Sequence[Page], extraction: Extraction) -> tuple[Derivation, ...]:
    from stemma.stages.derive import derive

    return derive(pages, extraction, config=DeriveConfig(), lexicons=load_lexicons()).records


def between(derivations: Sequence[Derivation], report: str, source: str) -> Derivation:
    (found,) = [one for one in derivations if {one.report, one.source} == {report, source}]
    return found


def test_a_copy_published_later() -> None:
    pages, extraction = build([paper("agency", WIRE, "2026-03-02T09:00+00:00"), paper("daily", WIRE, "2026-03-02T11:30+00:00")], NAMES)
    (edge,) = run(pages, extraction)
    assert (edge.report, edge.source, edge.kind) == ("daily", "agency", "copies")
    assert edge.coverage > 0.95
    assert edge.direction is not None
    assert edge.direction.from_ == "agency"
    assert "first" in edge.direction.why
    assert not edge.additions
    assert not edge.altered_quotes
    text = {page.report.id: page.report.text for page in pages}
    for passage in edge.passages:
        assert text["daily"][passage.report_start : passage.report_end] == text["agency"][passage.source_start : passage.source_end]


@pytest.mark.parametrize(
    "stamps", [("2026-03-02", "2026-03-02"), ("2026-03-02T09:00", "2026-03-02T18:00"), (None, "2026-03-02T18:00+00:00")]
)
def test_stamps_without_zone_or_hour_decide_nothing(stamps: tuple[str | None, str | None]) -> None:
    pages, extraction = build([paper("agency", WIRE, stamps[0]), paper("daily", WIRE, stamps[1])], NAMES)
    (edge,) = run(pages, extraction)
    assert edge.direction is None
    assert edge.report > (edge.source or "")


def test_a_credited_rewrite_with_additions_and_a_changed_quote() -> None:
    drafts, extraction = build([paper("first", WIRE, outlet="Fjord News Agency"), paper("blog", REWRITE + ADDED)], NAMES)
    pages = [note(page, "credit", "Fjord News Agency") if page.report.id == "blog" else page for page in drafts]
    edge = between(run(pages, extraction), "blog", "first")
    assert (edge.report, edge.kind) == ("blog", "rewrites")
    assert edge.direction is not None
    assert edge.direction.from_ == "first"
    assert "credits Fjord News Agency" in edge.direction.why
    statements = {one.id: one.text for one in extraction.statements}
    assert [statements[one.statement] for one in edge.additions] == [said.text for said in ADDED]
    quotes = {one.id: one.text for one in extraction.quotes}
    (pair,) = edge.altered_quotes
    assert "under a minute" in quotes[pair.quote]
    assert "less than a minute" in quotes[pair.source_quote]


def test_what_was_planned_and_is_said_to_have_happened_shows_who_wrote_later() -> None:
    come_true = Said("Two helicopters and a lifeboat searched the strait until dark, and divers went down to the wreck on Tuesday.")
    pages, extraction = build(
        [paper("agency", WIRE, "2026-03-02T09:00Z"), paper("daily", [*REWRITE[:3], come_true], "2026-03-03T09:00Z")], NAMES
    )
    edge = between(run(pages, extraction), "daily", "agency")
    assert edge.report == "daily"
    assert not edge.additions


@pytest.mark.parametrize(("age", "is_added"), [("32", False), ("48", True)])
def test_an_age_that_the_source_tells_as_a_year_is_no_addition(age: str, is_added: bool) -> None:
    built, aged = (
        Said("The Norna was built in 1994 in Ruhja.", when=("1994", "1994")),
        Said(f"The {age}-year-old Norna was built in Ruhja."),
    )
    pages, extraction = build(
        [paper("agency", [*WIRE, built], "2026-03-02T09:00Z"), paper("daily", [*REWRITE, aged], "2026-03-02T15:00Z")], NAMES
    )
    edge = between(run(pages, extraction), "daily", "agency")
    texts = {statement.id: statement.text for statement in extraction.statements}
    assert (aged.text in {texts[addition.statement] for addition in edge.additions}) is is_added


def test_an_eyewitness_is_independent() -> None:
    pages, extraction = build([paper("agency", WIRE), paper("witness", EYEWITNESS)], NAMES)
    assert run(pages, extraction) == ()


def test_one_press_conference_is_one_speaker_not_one_text() -> None:
    pages, extraction = build([paper("agency", WIRE), paper("local", PRESS_CONFERENCE)], NAMES)
    assert run(pages, extraction) == ()


def test_the_wire_itself_is_absent() -> None:
    drafts, extraction = build([paper("north", WIRE), paper("south", WIRE[:4])], NAMES)
    pages = [note(page, "wire", "Fjord News Agency") for page in drafts]
    (edge,) = run(pages, extraction)
    assert (edge.kind, edge.source_name) == ("shares_wire", "Fjord News Agency")
    assert edge.direction is not None
    assert edge.direction.from_ == "Fjord News Agency"


def test_a_wire_mark_alone_names_an_absent_source() -> None:
    drafts, extraction = build([paper("north", WIRE), paper("witness", EYEWITNESS)], NAMES)
    pages = [note(page, "wire", "Fjord News Agency") if page.report.id == "north" else page for page in drafts]
    (edge,) = run(pages, extraction)
    assert (edge.report, edge.source, edge.source_name, edge.kind) == ("north", None, "Fjord News Agency", "copies")


def test_an_agency_with_the_rights_in_a_text_is_its_source_and_not_its_outlet() -> None:
    rights = "Copyright 2026 Fjord News Agency. All rights reserved."
    drafts, extraction = build([paper("north", [*WIRE, Said(rights)])], NAMES)
    start = drafts[0].report.text.index("Fjord News Agency. All")
    wire = Disclosure(kind="wire", start=start, end=start + len("Fjord News Agency"), detail="Fjord News Agency")
    report = replace(drafts[0].report, outlet=Outlet(name=None, domain="north.example"), disclosures=(wire,))
    (edge,) = run([replace(drafts[0], report=report)], extraction)
    assert (edge.report, edge.source, edge.source_name) == ("north", None, "Fjord News Agency")


def test_an_outlet_known_by_its_domain_alone_never_cites_itself() -> None:
    said = "Nobody will dive before Thursday, a deputy harbour master told the Alva Evening Post."
    names: dict[str, EntityType] = {"Alva Evening Post": "organisation"}
    drafts, extraction = build([paper("post", [*WIRE, Said(said)])], names)
    report = replace(drafts[0].report, outlet=Outlet(name=None, domain="alvaeveningpost.com"))
    assert run([replace(drafts[0], report=report)], extraction) == ()


def test_citing_an_agency_but_not_a_ministry() -> None:
    cites = [
        Said("The Norna was carrying arms, the Fjord News Agency reported.", sources=["Fjord News Agency"]),
        Said("The Harbour Authority said that the wreck blocks the channel.", sources=["Harbour Authority"]),
    ]
    pages, extraction = build([paper("weekly", cites)], NAMES)
    (edge,) = run(pages, extraction)
    assert (edge.report, edge.source, edge.source_name, edge.kind) == ("weekly", None, "Fjord News Agency", "cites")
    assert 0.4 < edge.coverage < 0.8


SHORT = [
    Said("Seven men of a timber ship are missing after it turned over near Alva on Monday, {name} reported.", sources=["{name}"]),
    Said("The Norna came from Ruhja and had 4,200 tonnes of pine on board."),
    Said("Helicopters and a lifeboat searched the strait until nightfall, and divers will go down on Tuesday.", status="planned"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("outlet", "name"),
    [("Fjord News Agency", "Fjord News Agency"), ("Fjord News Agency", "the FNA"), ("Norrvik Coastwise", "Norrvik Coastwise"),
     ("The Alva Lantern", "Alva Lantern")],
)  # fmt: skip
def test_an_outlet_cited_in_the_text_leads_to_its_report(outlet: str, name: str) -> None:
    said = [replace(one, text=one.text.format(name=name), sources=[]) for one in SHORT]
    pages, extraction = build([paper("first", WIRE, outlet=outlet), paper("trade", said), paper("witness", EYEWITNESS)], NAMES)
    (edge,) = run(pages, extraction)
    assert (edge.report, edge.source, edge.kind) == ("trade", "first", "rewrites")
    assert edge.direction is not None
    assert outlet in edge.direction.why


def test_a_report_cannot_cite_what_was_published_after_it() -> None:
    cites = [Said("The Norna was carrying arms, the Fjord News Agency reported.", sources=["Fjord News Agency"])]
    papers = [paper("early", cites, "2026-03-02T09:00Z"), paper("late", EYEWITNESS, "2026-03-09T09:00Z", outlet="Fjord News Agency")]
    (edge,) = run(*build(papers, NAMES))
    assert (edge.report, edge.source, edge.source_name) == ("early", None, "Fjord News Agency")


def test_a_rewrite_of_two_reports_has_two_sources() -> None:
    second = [
        Said("Pilot boats found the hatch cover of the Norna eleven miles west of Skarn lighthouse on Thursday, the authority said.",
             sources=["Harbour Authority"]),
        Said("Her owner, Brage Line of Tromsund, had sold the ship to a breaker in Izmir for 640,000 crowns in January."),
        Said("Chief engineer Ole Rimstad was taken to the clinic of Vessby with a broken wrist and two cracked ribs."),
    ]  # fmt: skip
    merged = [
        *REWRITE[1:],
        Said("On Thursday pilot boats found her hatch cover eleven miles west of Skarn lighthouse."),
        Said("Brage Line of Tromsund, the owner, sold her to a breaker in Izmir for 640,000 crowns in January."),
        Said("Ole Rimstad, the chief engineer, is in the clinic of Vessby with two cracked ribs and a broken wrist."),
    ]
    papers = [paper("first", WIRE, "2026-03-02"), paper("second", second, "2026-03-06"), paper("blog", merged, "2026-03-09")]
    pages, extraction = build(papers, NAMES)
    edges = run(pages, extraction)
    assert {(edge.report, edge.source, edge.kind) for edge in edges} == {("blog", "first", "rewrites"), ("blog", "second", "rewrites")}
    assert not any(edge.additions for edge in edges)


def test_words_under_another_name_betray_the_rewriter() -> None:
    moved = [
        Said("Divers are to reach the wreck of the Norna, which left Ruhja with 4,200 tonnes of pine, on Tuesday.", status="planned"),
        Said("“The ship went over in under a minute and we had no time for a second boat,” said Nils Aker.",
             sources=["Nils Aker"], quote=("Nils Aker", "The ship went over in under a minute and we had no time for a second boat,")),
        Said("The lifeboat and two helicopters searched the strait until dark."),
        REWRITE[4],
    ]  # fmt: skip
    kept = [moved[0], WIRE[2], *moved[2:]]
    papers = [paper("agency", WIRE, "2026-03-02"), paper("viral", moved, "2026-03-09"), paper("fair", kept, "2026-03-09")]
    pages, extraction = build([*papers, *STRANGERS], NAMES)
    weights = {}
    for name in ("viral", "fair"):
        other = "fair" if name == "viral" else "viral"
        edge = between(run([page for page in pages if page.report.id != other], extraction), name, "agency")
        weights[name] = next(one.value for one in edge.features if one.name == "moved_quotes")
        assert len(edge.altered_quotes) == (1 if name == "viral" else 0)
    assert weights["viral"] > weights["fair"] == 0


def test_a_machine_is_not_the_origin() -> None:
    drafts, extraction = build([paper("agency", WIRE), paper("bot", REWRITE)], NAMES)
    pages = [note(page, "ai_text") if page.report.id == "bot" else page for page in drafts]
    edge = between(run(pages, extraction), "bot", "agency")
    assert edge.report == "bot"
    assert edge.direction is not None
    assert "machine" in edge.direction.why


def test_furniture_is_not_reuse() -> None:
    stock = Said("This is a developing story and it will be updated as more details of it become available to us.")
    pages, extraction = build([paper("agency", [*WIRE, stock]), paper("witness", [*EYEWITNESS, stock])], NAMES)
    assert run(pages, extraction) == ()


def test_a_chain_of_copies_is_no_clique() -> None:
    papers = [paper(name, WIRE, f"2026-03-02T{hour:02}:00+00:00") for hour, name in enumerate(["wire", "alpha", "bravo", "carol", "delta"])]
    pages, extraction = build(papers, NAMES)
    edges = run(pages, extraction)
    assert {(edge.report, edge.source) for edge in edges} == {(name, "wire") for name in ("alpha", "bravo", "carol", "delta")}


STORY = [
    paper("wire", WIRE, "2026-03-02T09:00+00:00", outlet="Fjord News Agency"),
    paper("copy", WIRE[:4], "2026-03-02T11:30+00:00"),
    paper("twin", WIRE, "2026-03-02"),
    paper("blog", REWRITE + ADDED),
    paper("bot", REWRITE[:3] + WIRE[3:]),
    paper("witness", EYEWITNESS),
    paper("local", PRESS_CONFERENCE),
]


@settings(max_examples=15, deadline=None)
@given(st.permutations(STORY))
def test_order_does_not_matter(papers: list[Paper]) -> None:
    pages, extraction = build(STORY, NAMES)
    by_id = {page.report.id: page for page in pages}
    assert run([by_id[one.name] for one in papers], extraction) == run(pages, extraction)


SENTENCES = st.lists(st.sampled_from([*WIRE, *REWRITE, *ADDED, *EYEWITNESS, *PRESS_CONFERENCE]), min_size=1, max_size=8, unique_by=id)
STAMPS = st.sampled_from([None, "2026-03-01", "2026-03-05", "2026-03-02T09:00Z", "2026-03-02T10:00Z"])
WIRED = "Fjord News Agency"
CREDITS = st.sampled_from([WIRED, "Alva Post", None])


@settings(max_examples=25, deadline=None)
@example(
    [
        ([REWRITE[3], WIRE[1]], None, WIRED),
        ([PRESS_CONFERENCE[1], REWRITE[3], REWRITE[2]], None, None),
        ([WIRE[1], REWRITE[1]], None, WIRED),
    ]
)
@given(st.lists(st.tuples(SENTENCES, STAMPS, CREDITS), min_size=2, max_size=6))
def test_derivation_is_acyclic(drafts: list[tuple[list[Said], str | None, str | None]]) -> None:
    pages, extraction = build([paper(f"r{index}", said, stamp) for index, (said, stamp, _) in enumerate(drafts)], NAMES)
    marked = [note(page, "credit", credit) if credit else page for page, (_, _, credit) in zip(pages, drafts, strict=True)]
    edges = run(marked, extraction)
    assert len({(edge.report, edge.source, edge.source_name) for edge in edges}) == len(edges)
    sources: dict[str, set[str]] = {}
    for edge in edges:
        assert 0 <= edge.coverage <= 1
        assert 0 <= edge.score <= 1
        assert edge.source or edge.source_name
        if edge.source:
            sources.setdefault(edge.report, set()).add(edge.source)
    while sources:
        leaves = {report for report, drawn in sources.items() if not drawn & sources.keys()}
        assert leaves, "a cycle of derivations"
        sources = {report: drawn for report, drawn in sources.items() if report not in leaves}


def test_adding_a_report_twice_changes_no_other_edge() -> None:
    pages, extraction = build(STORY, NAMES)
    again, more = build([*STORY, replace(STORY[1], name="copy-again")], NAMES)
    before = {(edge.report, edge.source, edge.kind) for edge in run(pages, extraction)}
    after = {(edge.report, edge.source, edge.kind) for edge in run(again, more) if "copy-again" not in {edge.report, edge.source}}
    assert after == before


def test_pages_without_annotation_are_compared_by_their_words() -> None:
    pages, _ = build([paper("agency", WIRE), paper("daily", WIRE)], NAMES)
    bare = [replace(page, annotation=replace(page.annotation, sentences=(), times=())) for page in pages]
    (edge,) = run(bare, Extraction(entities=(), quotes=(), statements=()))
    assert edge.kind == "copies"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="ab .“”\"'\n0\u4e2d\u0301I", max_size=60), min_size=1, max_size=4))
def test_no_text_is_refused(texts: list[str]) -> None:
    pages, extraction = build([paper(f"r{index}", [Said(text or "-")]) for index, text in enumerate(texts)], NAMES)
    run(pages, extraction)
    run([replace(page, annotation=replace(page.annotation, sentences=())) for page in pages], extraction)


def test_a_page_of_one_endless_line_is_quick() -> None:
    endless = Said("the same few words again and again " * 60_000)
    pages, extraction = build([paper("one", [endless]), paper("two", [endless])], NAMES)
    assert len(run(pages, extraction)) == 1


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Alva Evening News", True), ("Skarn News Agency", True), ("Radio Skarn", True), ("AFP", True), ("the Kyodo News Agency", True),
     ("Alva Space Agency", False), ("Star Shipping", False), ("Harbour Authority", False), ("Post Office", False), ("news", False)],
)  # fmt: skip
def test_names_of_outlets(name: str, expected: bool) -> None:
    assert is_outlet(name, load_lexicons()) is expected


def test_an_outlet_in_a_phrase() -> None:
    assert outlet_within("the state news agency KCNA", load_lexicons()) == "Korean Central News Agency"
    assert outlet_within("only time", load_lexicons()) is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("The National Weather Service in Alva", None), ("The National", "The National"), ("Sources on Capitol Hill", None),
     ("the Hill", "The Hill"), ("a spokesman for the Australian delegation", None), ("the Australian newspaper", "The Australian"),
     ("The site", None), ("the British Guardian", "The Guardian"),
     ("Britain's Guardian newspaper", "The Guardian"), ("the CNN anchor Ann Orr", "CNN")],
)  # fmt: skip
def test_no_outlet_is_a_part_of_a_longer_name_or_of_what_a_nation_has(phrase: str, expected: str | None) -> None:
    assert outlet_within(phrase, load_lexicons()) == expected


def test_a_short_name_that_opens_a_longer_one_is_no_outlets() -> None:
    signed = Said("ALVA (Morvane) - A cargo ship loaded with timber capsized off the coast, and seven sailors are missing.")
    agency = paper("agency", [signed, *WIRE[1:]], "2026-03-01", "Morvane News Agency")

    def drawn(name: str) -> set[str | None]:
        said = f"The Norna had left the Baltic port of Ruhja on Saturday with 4,200 tonnes of pine, {name} said."
        return {one.source for one in run(*build([agency, paper("weekly", [Said(said), *EYEWITNESS], "2026-03-02")], NAMES))}

    assert drawn("Morvane") == {"agency"}
    assert drawn("Morvane Maritime School") == set()
