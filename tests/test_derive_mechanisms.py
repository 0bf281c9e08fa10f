"""How outlets, bodies' papers and sources that are not here are told, and who comes nearest, on small invented stories."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.records import Block, Derivation, Extraction, Feature, Page
from stemma.stages.derive import derive
from stemma.stages.derive.derivations import weigh_pairs
from stemma.stages.derive.edges import OWN_VOICES, UNNAMED_PAPER, related_from
from stemma.stages.derive.mastheads import read_mastheads
from stemma.stages.derive.nearness import ALONE, MANY, share_sentences
from stemma.stages.derive.papers import read_papers
from stemma.stages.derive.reading import read_text, split_extraction
from stemma.stages.derive.scoring import HOUSE_CHANCE, RELATED
from stemma.stages.derive.translations import translated_from
from stemma.stages.derive.upstreams import named_upstreams

LEXICONS = load_lexicons()


def paper(name: str, said: Sequence[Said], outlet: str | None = None, published: str | None = None) -> Paper:
    return Paper(name=name, outlet=outlet or f"The {name.title()}", published=published, title=f"What {name} tells", said=said)


def run(pages: Sequence[Page], extraction: Extraction) -> tuple[Derivation, ...]:
    return derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records


def under(page: Page, lines: str) -> Page:
    """The page with lines of its frame behind everything else."""
    text = f"{page.report.text}\n{lines}"
    block = Block(kind="chrome", start=len(text) - len(lines), end=len(text))
    return replace(page, report=replace(page.report, text=text, blocks=(*page.report.blocks, block)))


def test_a_bodys_paper_is_known_by_its_voice_and_end_without_a_word_for_what_it_is() -> None:
    issued = [
        Said("The Ruhja Harbour Office is pleased to inform the public that the eastern mole was reopened this morning."),
        Said("Visitors are requested to keep off the crane rails and to use the northern stairs until the end of May."),
        Said("Arvid Lund, director of the Harbour Office"),
    ]
    told = [
        Said("The eastern mole of Ruhja is open again, a harbour official said on Monday.", sources=["a harbour official"]),
        Said("Shopkeepers told this newspaper that they had waited for it since autumn.", sources=["Shopkeepers"]),
    ]
    pages, extraction = build([paper("office", issued, "Ruhja Harbour Office"), paper("daily", told, "The Ruhja Daily")], {})
    assert set(read_papers(pages, extraction, read_mastheads(pages, extraction, LEXICONS), LEXICONS)) == {"office"}


def test_the_word_that_a_paper_is_called_by_is_no_mention_of_it_elsewhere() -> None:
    post = [Said("The mole was swept away by the waves before dawn, and nobody was hurt.")]
    daily = [Said("Waves of the Skarnic swept over the Skarnic shore, people in the town said.")]
    other = [Said("Nobody was hurt when the mole was swept away, the Skarnic paper reported.")]
    pages, extraction = build([paper("post", post, "The Skarnic Post"), paper("daily", daily), paper("other", other)], {})
    mastheads = read_mastheads(pages, extraction, LEXICONS)
    text = {page.report.id: page.report.text for page in pages}
    assert not list(mastheads.mentions(text["daily"], 0, len(text["daily"])))
    assert [key for key, _, _ in mastheads.mentions(text["other"], 0, len(text["other"]))] == ["skarnicpost"]


def test_an_agency_is_known_without_the_words_for_an_agency() -> None:
    pages, extraction = build(
        [paper("wire", [Said("The mole is gone.")], "Alva Hill News Agency"), paper("daily", [Said("It rained.")])], {}
    )
    text = "The mole is gone, Alva Hill News said."
    assert [key for key, _, _ in read_mastheads(pages, extraction, LEXICONS).mentions(text, 0, len(text))] == ["alvahillnewsagency"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("The dredging has not been paid for since May, Radio Skarvik reported last week.", ["Radio Skarvik"]),
        ("She told Skarvik FM that the gate had been shut all night.", ["Skarvik FM"]),
        ("He bought a new radio and a TV for the crew.", []),
        ("The mayor told Councillor Brandt that the gate was shut.", []),
    ],
)
def test_broadcasters_that_were_told_something_are_sources(sentence: str, names: list[str]) -> None:
    (page, *_), _ = build([paper("daily", [Said(sentence)])], {})
    assert [name for name, _ in named_upstreams(page, LEXICONS)] == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Le Fanion de Skarvik (Ruhja). Translated from the French by A. Brandt", ["Le Fanion de Skarvik"]),
        ("Radio Skarvik / translated by A. Brandt", ["Radio Skarvik"]),
        ("(Gazeta Skarvik. Reporter: Ana Brandt. We translate at length.)", ["Gazeta Skarvik"]),
        ("PRESS RELEASE (courtesy translation)", []),
    ],
)
def test_what_stands_before_a_note_of_translation_is_the_original(line: str, names: list[str]) -> None:
    (page, *_), _ = build([paper("digest", [Said("The mole was swept away before dawn.")])], {})
    assert [name for name, _ in translated_from(under(page, line).report, LEXICONS)] == names


def test_whom_the_source_cites_too_is_not_cited_a_second_time() -> None:
    said = [
        Said("The mole of Ruhja was swept away before dawn on Monday by waves of nine metres, and two cranes went with it."),
        Said("A third crane is leaning over the fish hall, and the market has been moved to the tram depot for the week."),
        Said("Radio Skarvik reported that the harbour master had asked for stone from Tromsund in August."),
    ]
    pages, extraction = build(
        [paper("agency", said, "Fjord News Agency", "2026-03-02T08:00Z"), paper("daily", said, None, "2026-03-02T14:00Z")], {}
    )
    absent = {(one.report, one.source_name) for one in run(pages, extraction) if one.source is None}
    assert absent == {("agency", "Radio Skarvik")}


def test_a_name_in_a_line_of_its_own_tells_whose_the_lines_before_are() -> None:
    told = [
        Said("Two cranes of Ruhja went into the sea with the eastern mole before dawn on Monday, dockers told us."),
        Said("A third crane is leaning over the fish hall, and the market has been moved to the tram depot."),
    ]
    digest = [Said("A tram in Tromsund now has a library of its own, with 400 books and one rule.")]
    pages, extraction = build([paper("voice", told, "Skarvik Voice"), paper("kiosk", digest)], {})
    card = "Two cranes of Ruhja went into the sea with the eastern mole before dawn on Monday...\nSkarvik Voice · 5h ago"
    listed = [under(page, card) if page.report.id == "kiosk" else page for page in pages]
    assert ("kiosk", "voice") in {(one.report, one.source) for one in run(listed, extraction)}


def test_shares_of_nearest_sentences_name_the_source_and_leave_out_what_came_later() -> None:
    source = [
        Said("The mole of Ruhja was swept away before dawn on Monday by waves of nine metres."),
        Said("A third crane is leaning over the fish hall of the brothers Lund."),
    ]
    retold = [
        Said("Waves of nine metres swept away the mole of Ruhja on Monday before dawn."),
        Said("Over the fish hall of the brothers Lund leans a third crane."),
    ]
    other = [Said("Ruhja lost its mole on Monday, and a crane leans.")]
    papers = [
        paper("source", source, published="2026-03-02T08:00Z"),
        paper("retold", retold, published="2026-03-02T12:00Z"),
        paper("other", other, published="2026-03-02T09:00Z"),
    ]
    pages, extraction = build(papers, {})
    split = split_extraction(extraction, [page.report.id for page in pages])
    texts = [read_text(page, split[page.report.id], LEXICONS) for page in pages]
    pairs = [(first, second) for first in range(3) for second in range(first + 1, 3)]
    shares = share_sentences(texts, pairs)
    assert shares["retold", "source"] == len(retold) / MANY  # of so few sentences some source is always the nearest
    assert shares["retold", "other"] == 0.0
    assert all(0 <= share <= 1 for share in shares.values())
    assert shares["other", "source"] > 0  # the later one is no rival
    alone = share_sentences(texts[:2], [(0, 1)])
    assert max(alone.values()) == ALONE * len(retold) / MANY


@pytest.mark.parametrize(
    ("title", "is_paper"),
    [
        ("Incident at our kiln in Skarvik", True),
        ("Position of the quay committee on the mole", True),
        ("Concerning a letter that was sent to shopkeepers", True),
        ("Mole swept away before dawn", False),
    ],
)
def test_a_paper_is_known_by_what_its_title_says_that_it_is(title: str, is_paper: bool) -> None:
    issued = [Said("The kiln was shut down at nine in the morning, and no smoke left it."), Said("Our visitors stay welcome in the shop.")]
    told = [Said("The kiln of Skarvik is out, an official said on Monday.", sources=["an official"])]
    own = Paper(name="own", outlet="Skarvik Glass", published=None, title=title, said=issued)
    pages, extraction = build([own, paper("daily", told, "The Ruhja Daily")], {})
    papers = read_papers(pages, extraction, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    assert ("own" in papers) is is_paper


def test_two_accounts_of_one_match_in_a_small_pile_are_no_rewrite() -> None:
    first = [
        Said("Marn beat Lund 3-1 on Sunday before 2,400 people at the Kettle ground."),
        Said("Ruben Aster scored twice, in the 11th and 70th minutes, and Olle Brandt once."),
        Said("Lund's only goal was a penalty by Sven Torp."),
    ]
    second = [
        Said("Two goals by Ruben Aster and one by Olle Brandt won the derby at the Kettle ground for Marn."),
        Said("The crowd of 2,400 saw Sven Torp convert a penalty, and Lund lose 3-1."),
        Said("It rained from the first minute to the last."),
    ]
    third = [Said("Lund went home wet and beaten on Sunday."), Said("Their coach will meet the board on Tuesday.")]
    papers = [
        paper("echo", first, published="2026-03-01T18:00Z"),
        paper("post", second, published="2026-03-01T19:00Z"),
        paper("tide", third, published="2026-03-01T21:00Z"),
    ]
    assert run(*build(papers, {})) == ()


def test_what_two_have_in_common_tells_less_where_they_are_long_or_few_and_nothing_less_where_it_is_copied() -> None:
    told = [Said("Waves of nine metres swept the mole of Ruhja away on Monday, and two cranes of the brothers Lund with it.")]
    more = [Said(f"Nobody of house number {place} had slept, and its cellar was wet to the stairs.") for place in range(30)]

    def by_chance(papers: Sequence[Paper]) -> dict[tuple[str, str], float]:
        return {ends: values["by_chance"] for ends, values in weigh_pairs(*build(papers, {}), LEXICONS).items()}

    crowd = [paper(f"other-{place}", [Said(f"In port {place} the wind dropped before noon.")]) for place in range(6)]
    short = by_chance([paper("echo", told), paper("post", [Said("Nine metres high were the waves at Ruhja.")]), *crowd])
    long = by_chance([paper("echo", [*told, *more]), paper("post", [Said("Nine metres high were the waves at Ruhja.")]), *crowd])
    assert short["echo", "post"] == 0 < long["echo", "post"]
    assert by_chance([paper("echo", told), paper("post", [Said("Nine metres high were the waves at Ruhja.")])])["echo", "post"] > 0
    assert by_chance([paper("echo", [*told, *more]), paper("post", more), *crowd])["echo", "post"] < 0.2


def test_how_long_its_short_pages_are_tells_nothing_of_a_house_that_writes_on() -> None:
    told = [Said("Waves of nine metres swept the mole of Ruhja away on Monday, and two cranes of the brothers Lund with it.")]
    more = [Said(f"Nobody of house number {place} had slept, and its cellar was wet to the stairs.") for place in range(15)]
    first = paper("first", [Said("Nine metres high were the waves at Ruhja.")], "The Ruhja Daily", published="2026-03-02T08:00Z")
    for said in (told, [*told, *more]):
        later = paper("later", said, "The Ruhja Daily", published="2026-03-03T08:00Z")
        values = weigh_pairs(*build([first, later], {}), LEXICONS)
        assert values["later", "first"]["by_chance"] == HOUSE_CHANCE
        assert values["first", "later"]["by_chance"] != HOUSE_CHANCE


def test_two_long_reports_of_a_house_on_two_turns_of_a_matter_have_much_in_common_by_chance() -> None:
    told = [Said("Waves of nine metres swept the mole of Ruhja away on Monday, and two cranes of the brothers Lund with it.")]
    first = paper("first", [Said("Nine metres high were the waves at Ruhja.")], "The Ruhja Daily", published="2026-03-02T08:00Z")

    def chance(count: int) -> float:
        more = [Said(f"Nobody of house number {place} had slept, and its cellar was wet to the stairs.") for place in range(count)]
        later = paper("later", [*told, *more], "The Ruhja Daily", published="2026-03-03T08:00Z")
        return weigh_pairs(*build([first, later], {}), LEXICONS)["later", "first"]["by_chance"]

    assert chance(5) == HOUSE_CHANCE < chance(40) < chance(70)


@pytest.mark.parametrize(
    ("values", "bar"),
    [
        ({"own_quotes": 1 / 3}, RELATED),
        ({"own_quotes": 2 / 3}, OWN_VOICES),
        ({"own_quotes": 1.0, "cited": 1.0}, RELATED),
        ({"own_quotes": 1.0, "updates": 1.0}, RELATED),
        ({"of_paper": 1.0}, UNNAMED_PAPER),
        ({"of_paper": 1.0, "credited": 1.0}, RELATED),
        ({"of_paper": 1.0, "own_quotes": 1.0}, OWN_VOICES),
    ],
)
def test_more_is_asked_of_who_names_nobody_and_asked_people_himself(values: dict[str, float], bar: float) -> None:
    assert related_from([Feature(name=name, value=round(value, 4), weight=1.0) for name, value in values.items()]) == bar


@pytest.mark.parametrize(
    "reference",
    [
        "My colleague wrote that waves of nine metres swept the mole of Ruhja away with two cranes.",
        "On Monday I wrote that waves of nine metres swept the mole of Ruhja away with two cranes.",
    ],
)
def test_a_columnist_who_speaks_of_what_a_colleague_wrote_draws_on_the_houses_page(reference: str) -> None:
    told = [
        Said("Waves of nine metres swept the mole of Ruhja away on Monday, and two cranes with it."),
        Said("The harbour of Ruhja stays shut until the wreckage is lifted."),
    ]
    column = [Said("A town that builds on sand should not be surprised by water."), Said(reference), Said("Let the insurers swim.")]
    papers = [
        paper("voice", told, "Skarvik Voice", published="2026-03-02T08:00Z"),
        paper("column", column, "Skarvik Voice", published="2026-03-04T08:00Z"),
    ]
    assert [(one.report, one.source) for one in run(*build(papers, {}))] == [("column", "voice")]
