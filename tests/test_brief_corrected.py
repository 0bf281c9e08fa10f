"""What was corrected, replaced or withdrawn never stands as known, nor in the title; and how a story opens then."""

from collections.abc import Sequence
from functools import cache

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import Dossier, Generator, read_page, tell_story
from stemma.records import Capture, Page, Stated, Story
from stemma.stages.brief.desk import lay_out
from stemma.stages.brief.titles import strip_labels
from stemma.stages.brief.withheld import Withheld, withhold
from stemma.stages.corroborate import corroborate
from stemma.stages.extract import extract
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.opening import OpeningLine, open_story
from stemma.views.dossier.view_model import view_story

Paper = tuple[str, str, str]


@cache
def read(*papers: Paper) -> tuple[tuple[Page, ...], Story]:
    """The pages, each with its outlet, its time of publication and its text, and their story."""
    pages: list[Page] = []
    for number, (outlet, published, text) in enumerate(papers):
        stated = Stated(published=published, outlet=outlet, title=text.split("\n")[0])
        capture = Capture(location=f"paper{number}.txt", kind="text", content=text, sha256=f"{number:064d}", stated=stated)
        pages += read_page(capture, config=Config()).records
    pages.sort(key=lambda page: page.report.id)
    (story,) = tell_story(pages, config=Config()).records
    return tuple(pages), story


def dossier_of(*papers: Paper) -> Dossier:
    pages, story = read(*papers)
    generator = Generator(stemma="0", models=(), config="")
    reports = tuple(page.report for page in pages)
    return Dossier(generated_at="2026-01-01T00:00:00Z", generator=generator, reports=reports, stories=(story,), problems=())


def open_page(*papers: Paper) -> tuple[OpeningLine, ...]:
    whole = dossier_of(*papers)
    return open_story(whole.stories[0], set_desk(whole))


def withheld_of(pages: Sequence[Page]) -> Withheld:
    config, lexicons = Config(), load_lexicons()
    extraction = extract(pages, config=config.extract, lexicons=lexicons).records[0]
    corroboration = corroborate(pages, extraction, (), config=config.corroborate, lexicons=lexicons).records[0]
    return withhold((), corroboration.conflicts, lay_out(pages, extraction, corroboration, lexicons))


def facts(story: Story) -> str:
    return "\n".join(line.text for line in (*story.brief.known, *story.brief.single_source))


FIRST = """Study links evening walks to better sleep in Torvik

People over sixty who walk in the evening sleep 42 percent longer, researchers at Torvik University said on Monday.

The researchers followed 1,200 people in Torvik for three years, the university said.
"""
SECOND = """Evening walks help the old to sleep, Torvik researchers find

People over sixty who walk in the evening sleep 42 percent longer, according to researchers at Torvik University.

The university followed 1,200 people in Torvik for three years.
"""
CORRECTED = """Torvik University corrects figure on evening walks

People over sixty who walk in the evening sleep 24 percent longer, and not 42 percent as was stated on Monday, Torvik University said.

The researchers followed 1,200 people in Torvik for three years, the university said.
"""
WALKS = (("Torvik Post", "2026-05-04T09:00Z", FIRST), ("Vale Radio", "2026-05-04T12:00Z", SECOND), ("Echo Net", "2026-05-06", CORRECTED))


def test_a_number_that_a_later_report_sets_right_is_not_told_without_it() -> None:
    told = [line for line in facts(read(*WALKS)[1]).split("\n") if "42 percent" in line]
    assert all("24 percent" in line for line in told)
    assert "1,200 people" in facts(read(*WALKS)[1])


def test_without_the_correction_it_is_told() -> None:
    assert "42 percent" in facts(read(*WALKS[:2])[1])


def test_what_is_merely_denied_sets_nothing_right() -> None:
    plain = CORRECTED.replace("24 percent longer, and not 42 percent as was stated on Monday", "longer, and that is not nothing")
    assert "42 percent" in facts(read(*WALKS[:2], ("Echo Net", "2026-05-06", plain))[1])


ALARM = """Dam cracks above Orrefell, villagers flee

The wall of the Grimsa dam above Orrefell cracked on Sunday night, the Nordal Wire has learned.

Some 300 villagers left their homes in Orrefell during the night.
"""
KILL = """Nordal Wire: withdrawal

Nordal Wire withdraws its report of Sunday night on the Grimsa dam. The wall of the dam is whole, the water office said on Monday.
"""
CALM = """Grimsa dam is whole, water office says

The wall of the Grimsa dam above Orrefell is whole, the water office said on Monday after engineers had walked along it.

Some 300 villagers had left their homes in Orrefell during the night.
"""
DAM = (
    ("Nordal Wire", "2026-03-01T22:00Z", ALARM),
    ("Nordal Wire", "2026-03-02T09:00Z", KILL),
    ("Orrefell Times", "2026-03-02T15:00Z", CALM),
)


def test_a_report_that_was_withdrawn_gives_neither_title_nor_facts() -> None:
    story = read(*DAM)[1]
    assert story.title != "Dam cracks above Orrefell, villagers flee"
    withdrawn = next(page.report.id for page in read(*DAM)[0] if "has learned" in page.report.text)
    assert all(citation.report != withdrawn for line in story.brief.known for citation in line.citations)
    assert "cracked" not in facts(story)


def test_an_agency_that_withdrew_its_report_takes_back_no_report_of_another_outlet() -> None:
    told = CALM + "\nThe agency withdrew its report.\n"
    story = read(("Orrefell Times", "2026-03-01T22:00Z", ALARM), ("Orrefell Times", "2026-03-02T09:00Z", told))[1]
    assert "300 villagers" in facts(story)


@pytest.mark.parametrize(
    "more",
    [
        "The article on the dam was retracted by a journal in March.",
        "Two clients told the office to kill the project.",
        "The governor had asked the office to withdraw the report.",
    ],
)
def test_what_others_withdrew_takes_back_no_report(more: str) -> None:
    pages, _ = read(("Orrefell Times", "2026-03-01T22:00Z", ALARM), ("Orrefell Times", "2026-03-02T09:00Z", f"{CALM}\n{more}\n"))
    assert not withheld_of(pages).withdrawn


@pytest.mark.parametrize(
    "notice",
    [
        "The story has been taken down.",
        "The report of Sunday was withdrawn.",
        "Editors: kill the Grimsa item.",
        "MANDATORY KILL of the item on the Grimsa dam.",
        "Please disregard our earlier report.",
    ],
)
def test_how_a_house_takes_a_report_back(notice: str) -> None:
    told = f"Nordal Wire: notice\n\n{notice} The wall of the dam is whole, the water office said on Monday.\n"
    pages, _ = read(DAM[0], ("Nordal Wire", "2026-03-02T09:00Z", told), DAM[2])
    assert [page.report.id for page in pages if "has learned" in page.report.text] == [*withheld_of(pages).withdrawn]


EARLY = """Three dead in Sorvik mill fire

Three people died in a fire at the paper mill in Sorvik on Monday, the fire service said.

The fire at the mill in Sorvik began in a store of paper, the fire service said.
"""
LATE = """Five dead in Sorvik mill fire

Five people died in a fire at the paper mill in Sorvik on Monday, the fire service said on Tuesday, raising the toll from three.

The fire at the mill in Sorvik began in a store of paper, the fire service said.
"""


def test_the_page_leads_from_the_value_that_was_to_the_one_that_is() -> None:
    papers = (("Sorvik Post", "2026-05-04", EARLY), ("Coast Radio", "2026-05-05", LATE), ("Vale Radio", "2026-05-06", LATE))
    whole = dossier_of(*papers)
    replaced = [item for item in view_story(whole.stories[0], 1, set_desk(whole)).conflicts if item.conflict.relation == "supersedes"]
    assert replaced
    for item in replaced:
        assert [value.value.split()[0].lower() for value in item.values] == ["three", "five"]


def test_a_toll_that_was_raised_leads_neither_the_known_nor_the_title() -> None:
    story = read(("Sorvik Post", "2026-05-04", EARLY), ("Coast Radio", "2026-05-05", LATE))[1]
    assert story.title == "Five dead in Sorvik mill fire"
    assert not any(line.text.startswith("Three people died") for line in (*story.brief.known, *story.brief.single_source))


def test_a_toll_that_took_the_place_of_another_counts_for_who_told_that_one() -> None:
    pages, story = read(("Sorvik Post", "2026-05-04", EARLY), ("Coast Radio", "2026-05-05", LATE))
    (early, late) = sorted(pages, key=lambda page: page.report.published.edtf if page.report.published else "")
    heirs = withheld_of(pages).heirs
    told = [claim for claim in story.claims if claim.id in heirs and late.report.id in claim.reports]
    assert told
    assert all(early.report.id in heirs[claim.id] for claim in told)


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("UPDATE 2-Ferry sinks off Alva", "Ferry sinks off Alva"),
        ("(URGENT) Ferry sinks off Alva", "Ferry sinks off Alva"),
        ("[alert] Ferry sinks off Alva", "Ferry sinks off Alva"),
        ("FLASH: BREAKING - Ferry sinks off Alva (UPDATED)", "Ferry sinks off Alva"),
        ("Ferry sinks off Alva: What We Know", "Ferry sinks off Alva"),
        ("Ferry sinks off Alva - what we know so far", "Ferry sinks off Alva"),
        ("Alva harbour: what happened", "Alva harbour"),
        ("URGENT Alva: ferry sinks", "Alva: ferry sinks"),
        ("UPDATE ON FERRIES", "UPDATE ON FERRIES"),
        ("What we know", "What we know"),
        ("Breaking the waves off Alva", "Breaking the waves off Alva"),
        ("Lead in the water of Alva", "Lead in the water of Alva"),
        ("Correction:", "Correction:"),
        ("Update", "Update"),
    ],
)
def test_the_labels_of_a_desk_are_no_part_of_a_title(title: str, told: str) -> None:
    assert strip_labels(title, load_lexicons()) == told


SHARED = "A storm tore the roof off the town hall of Ostvik on Friday night, the weather office said."
COPIES = tuple(
    (outlet, f"2026-02-0{day}T08:00Z", f"Storm takes roof of Ostvik town hall\n\n{SHARED}\n\n{more}\n")
    for outlet, day, more in (
        ("Ostvik Wire", 7, "Nobody was in the building, said mayor Berit Holm."),
        ("Daily North", 8, "The hall was built in 1911. Nobody was in the building, said mayor Berit Holm."),
        ("The Harbour", 8, "A wedding was moved to the school. Nobody was in the building, said mayor Berit Holm."),
    )
)


def test_what_most_repeat_from_one_source_opens_the_story_and_says_so() -> None:
    items = open_page(*COPIES)
    story = read(*COPIES)[1]
    single = {line.text for line in story.brief.single_source}
    assert "roof off the town hall" in items[0].line.text
    assert all(item.is_single == (item.line.text in single) for item in items)


NO_ROOF = """Ostvik mayor denies storm report

A storm did not tear the roof off the town hall of Ostvik on Friday night, mayor Berit Holm said on Sunday.
"""


def test_of_a_dispute_over_whether_it_is_so_the_page_shows_both_sides() -> None:
    papers = (*COPIES, ("Vale Radio", "2026-02-09T08:00Z", NO_ROOF))
    disputed = [item for item in open_page(*papers) if item.is_disputed]
    assert disputed
    assert all("↔" in item.line.text for item in disputed)


COPIED = """Grimsa dam cracks above Orrefell and villagers flee

The wall of the Grimsa dam above Orrefell has cracked, the Nordal Wire reported on Sunday night.

Some 300 villagers left their homes in Orrefell.
"""


def test_a_headline_copied_from_a_withdrawn_report_is_not_the_title() -> None:
    title = read(*DAM, ("Fjord Echo", "2026-03-01T23:00Z", COPIED))[1].title
    assert "cracks" not in title


LETTER = """Letters: the storm, the school and the new ferry

A storm tore the roof off the town hall of Ostvik on Friday night, and our readers write about it and about much else.
"""


def test_a_column_does_not_name_the_story() -> None:
    assert read(*COPIES, ("Ostvik Weekly", "2026-02-09T08:00Z", LETTER))[1].title == "Storm takes roof of Ostvik town hall"


def test_a_story_of_which_nothing_was_read_is_called_by_its_file() -> None:
    text = "اجتمع مجلس المدينة يوم الاثنين لمناقشة الميزانية الجديدة وقال رئيس المجلس إن الأموال ستكفي لبناء مدرسة جديدة في الحي القديم.\n"
    capture = Capture(location="pages/council.txt", kind="text", content=text, sha256="0" * 64, stated=Stated())
    pages = read_page(capture, config=Config()).records
    (story,) = tell_story(pages, config=Config()).records
    assert story.title == "council.txt"
