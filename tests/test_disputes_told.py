"""What the command and the page say of disputes, and of stories of which nothing was read."""

from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dossier_fixture import dossier
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.language.article import stands_in_correction
from stemma.pipeline import Dossier, Generator, read_page, tell_story
from stemma.records import Capture, Citation, Conflict, ConflictValue, Disclosure, Independence, Page, Stated, Story
from stemma.stages.brief.desk import lay_out
from stemma.stages.brief.lines import write_disputed
from stemma.stages.corroborate import corroborate
from stemma.stages.extract import extract
from stemma.views.cli.main import app
from stemma.views.cli.summary import WIDTH, summarise
from stemma.views.dossier import page
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.differing import name_matter, tell_difference
from test_brief_corrected import read

ONE = Independence(least=1, most=1, why=())
GERMAN = (
    "Fähre rammt Mole vor Sorvik\n\nEine Fähre mit vielen Menschen an Bord ist am Montag bei dichtem Nebel vor dem Hafen von Sorvik "
    "gegen die Mole gefahren. Drei Menschen wurden verletzt, teilte die Küstenwache mit. Das Schiff war auf dem Weg von Ostvik in die "
    "Stadt, als es gegen Abend den Hafen erreichte und die Mole traf.\n"
)
HURT = """Ferry strikes mole at Sorvik

The ferry Halvard struck the mole at Sorvik on Monday, the coastguard said. The ferry came from Ostvik in thick fog.
"""


def german() -> tuple[Page, ...]:
    stated = Stated(published="2026-05-05", outlet="Kurier", language="de")
    return read_page(Capture(location="kurier.txt", kind="text", content=GERMAN, sha256="9" * 64, stated=stated), config=Config()).records


def made_of(pages: tuple[Page, ...]) -> Dossier:
    (story,) = tell_story(pages, config=Config()).records
    generator = Generator(stemma="0", models=(), config="")
    reports = tuple(one.report for one in pages)
    return Dossier(generated_at="2026-01-01T00:00:00Z", generator=generator, reports=reports, stories=(story,), problems=())


def with_two_sides() -> tuple[Dossier, Story]:
    """The ferry's story, whose disputed line shows both sides of a number, the smaller one first."""
    whole = dossier()
    story = whole.stories[0]
    conflict, line = story.conflicts[0], story.brief.disputed[0]
    citations = (conflict.values[1].citations[0], conflict.values[0].citations[0])
    told = replace(line, text="It had 43 aboard. ↔ It had 41 aboard.", citations=citations)
    story = replace(story, brief=replace(story.brief, disputed=(told,)))
    return replace(whole, stories=(story,)), story


def test_a_dispute_says_what_differs() -> None:
    printed = summarise(with_two_sides()[0], page=None)
    assert "disputed people on board: 43 ≠ 41 one side It had 43 aboard. against It had 41 aboard." in " ".join(printed.split())
    assert max(map(len, printed.partition("set aside")[0].splitlines())) <= WIDTH <= 80


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("the number of injured", "the number of injured"),
        ("how many passengers in this: “The ferry Halvard had 43 passengers aboard”", "how many passengers"),
        ("the number in this: “The ferry Halvard was worth $43 million”", "the number"),
        ("the date of this: “The ferry Halvard struck the mole at Sorvik”", "the date"),
        ("how a name is written, in this: “The ferry Halvard struck the mole…”", "how a name is written"),
        ("the wording of “The ferry came out of thick fog and nobody saw her”", "the wording"),
        ("whether this is so: “the ferry came out of thick fog at Sorvik”", "whether this is so"),
        ("who said “The ferry came out of thick fog and nobody saw her”", "who said this"),
    ],
)
def test_the_matter_of_a_dispute_is_told_without_its_sentence(about: str, told: str) -> None:
    whole, story = with_two_sides()
    conflicts = (replace(story.conflicts[0], about=about),)
    assert tell_difference(story.brief.disputed[0], replace(story, conflicts=conflicts), set_desk(whole)) == f"{told}: 43 ≠ 41"


def test_long_values_are_left_to_the_sides() -> None:
    whole, story = with_two_sides()
    conflict = story.conflicts[0]
    values = tuple(replace(value, value=f"{value.value} people of whom nobody on the mole had heard") for value in conflict.values)
    long = replace(story, conflicts=(replace(conflict, values=values),))
    assert tell_difference(story.brief.disputed[0], long, set_desk(whole)) == "people on board"
    assert tell_difference(replace(story.brief.disputed[0], claim="none"), story, set_desk(whole)) is None


def test_a_story_of_which_nothing_was_read_says_so() -> None:
    whole = made_of(german())
    printed, drawn = " ".join(summarise(whole, page=None).split()), " ".join(page(whole).split())
    for said in (printed, drawn):
        assert "hat is said here was not read (language: de)" in said
        assert "independent source" not in said
        assert "is contradicted" not in said


def test_the_reports_that_were_not_read_are_named_beside_those_that_were() -> None:
    pages = (*read(("Sorvik Post", "2026-05-04T20:00Z", HURT))[0], *german())
    whole = made_of(tuple(sorted(pages, key=lambda one: one.report.id)))
    assert "1 not read (language: de)" in " ".join(summarise(whole, page=None).split())
    assert "Not read (language: de):" in page(whole)


def test_a_name_with_a_line_break_stays_on_one_line() -> None:
    result = CliRunner().invoke(app, ["dossier", "no\nsuch.txt"])
    assert str(result.exception) == "no such file or folder: no such.txt"


@pytest.mark.parametrize(("notice", "is_inside"), [("Corrections and clarifications", True), ("Correction: he was not held.", False)])
def test_what_stands_below_a_heading_over_corrections_is_one(notice: str, is_inside: bool) -> None:
    text = f"{notice}\n\nThe mayor was indicted, not arrested."
    report = replace(dossier().reports[0], text=text, disclosures=(Disclosure(kind="correction", start=0, end=len(notice)),))
    assert stands_in_correction(report, 0)
    assert stands_in_correction(report, len(notice) + 2) is is_inside


def test_words_that_a_side_holds_are_not_told_twice() -> None:
    whole, story = with_two_sides()
    desk, conflict = set_desk(whole), story.conflicts[0]
    values = tuple(replace(value, value=f"{value.value} people had been on board of the ferry") for value in conflict.values)
    held = replace(conflict, about="whether this is so: “people had been on board of the ferry”", values=values)
    assert name_matter(held, desk) == "whether this is so"
    other = replace(held, about="whether this is so: “nobody on the mole had seen her lights”")
    assert name_matter(other, desk) == other.about


def test_of_a_quotation_of_several_sentences_the_one_in_dispute_is_told() -> None:
    trade, seen = "Our trade is not well understood by the public in Alva", "We have seen nothing that shows that we did anything unlawful"
    long = f"{trade}. {seen}." + " Nobody likes to have his files stolen by thieves in a van." * 6
    papers = {long: f'{HURT}The bank released a statement:\n\n"{long}"\n', seen: f'{HURT}"{seen} or wrong," he said. "{trade}."\n'}
    pages, _ = read(*(("Alva Wire", "2026-05-05T08:00Z", text) for text in papers.values()))
    extraction = extract(pages, config=Config().extract, lexicons=load_lexicons()).records[0]
    corroboration = corroborate(pages, extraction, (), config=Config().corroborate, lexicons=load_lexicons()).records[0]
    values = []
    for words in papers:
        (start, report) = max((one.report.text.find(words), one.report.id) for one in pages if (long in one.report.text) == (words == long))
        told = tuple(s.id for s in extraction.statements if s.report == report and start <= s.start < start + len(words))
        citation = Citation(report=report, start=start, end=start + len(words))
        values.append(ConflictValue(value=words, statements=told, reports=(report,), independent=ONE, citations=(citation,)))
    claims = tuple(claim.id for claim in corroboration.claims)
    conflict = Conflict(id="c", kind="quote", about="", values=tuple(values), relation="contradicts", claims=claims, explanation="")
    (line,) = write_disputed((conflict,), lay_out(pages, extraction, corroboration, load_lexicons()), lambda _: 0.0)
    assert line.text.count("nothing that shows") == 2


def test_dates_in_dispute_are_told_as_a_reader_writes_them() -> None:
    whole, story = with_two_sides()
    conflict = story.conflicts[0]
    given = ("Monday (2031-03-03)", "from Sunday through Tuesday, March 4 (2031-03-02/2031-03-04)")
    values = tuple(replace(value, value=told) for value, told in zip(reversed(conflict.values), given, strict=True))
    story = replace(story, conflicts=(replace(conflict, kind="date", about="the date", values=values, explanation=f"It has {given[1]}."),))
    told = tell_difference(story.brief.disputed[0], story, set_desk(whole))
    assert told == "the date: Monday (3 March 2031) ≠ 2–4 March 2031"
    html = page(replace(whole, stories=(story,)))
    assert "March 4 (2–4 March 2031)." in html
    assert "2031-03-02/2031-03-04" not in html


def test_a_quotation_put_into_another_mouth_says_whose() -> None:
    whole = dossier()
    story = whole.stories[0]
    other = next(entity for entity in story.entities if entity.id != "ent-haverkamp")
    quotes = tuple(replace(quote, speaker=other.id) if quote.id == "q-look-cw" else quote for quote in story.quotes)
    assert "Put into another mouth" not in page(whole)
    assert f"there <bdi>Piet Haverkamp</bdi>, here <bdi>{other.name}</bdi>" in page(
        replace(whole, stories=(replace(story, quotes=quotes),))
    )


@pytest.mark.parametrize(("place", "kinds"), [("this Northern Vale town", []), ("Tynemouth", ["place"])])
def test_a_town_told_by_what_it_is_is_no_other_place(place: str, kinds: list[str]) -> None:
    told = "A harbour pilot who was seized during an armed robbery in {} on Friday morning has been found alive and well, police said.\n"
    papers = [
        (outlet, f"2026-03-0{day}", f"Pilot found safe\n\n{told.format(where)}\nThe pilot was seen by a fisherman on the mole at dawn.\n")
        for outlet, day, where in (("Alva Post", 3, "Whitby"), ("Beacon", 4, place))
    ]
    _, story = read(*papers)
    assert [one.kind for one in story.conflicts] == kinds
