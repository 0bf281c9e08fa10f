"""The brief as an editor reads it: stories that we made up, read from their pages to their lines."""

from functools import cache
from typing import Literal

import pytest

from invented import Paper, Said, build
from stemma.adapters.models import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import AnnotateConfig, BriefConfig, Config
from stemma.pipeline import read_page, tell_story
from stemma.records import (
    Capture,
    Citation,
    Claim,
    Conflict,
    ConflictValue,
    Corroboration,
    Independence,
    Page,
    Stated,
    Story,
    Summary,
)
from stemma.stages.annotate import annotate
from stemma.stages.brief import brief
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.context import find_lost_context
from stemma.stages.brief.timeline import _choose_date


@cache
def tell(*papers: tuple[str, str, str]) -> Story:
    """The story of pages, each with its outlet, its time of publication and its text."""
    pages: list[Page] = []
    for number, (outlet, published, text) in enumerate(papers):
        stated = Stated(published=published, outlet=outlet, title=text.split("\n")[0])
        capture = Capture(location=f"paper{number}.txt", kind="text", content=text, sha256=f"{number:064d}", stated=stated)
        pages += read_page(capture, config=Config()).records
    (story,) = tell_story(sorted(pages, key=lambda page: page.report.id), config=Config()).records
    return story


# ---------------------------------------------------------------- what stands around the words
SENTENCES = (
    "The harbour master denied that the crane of Oddvik had been inspected in March.",
    "The company did not say that the crane had been inspected.",
    "Witnesses alleged that the crane driver had been asleep.",
    "The board said the crane driver had been asleep.",
    "Dockers asked whether the crane had been inspected.",
    "The yard failed to reopen the dock before noon.",
)


@cache
def read() -> Page:
    text = "Crane falls at Oddvik\n" + "\n".join(SENTENCES)
    capture = Capture(
        location="oddvik.txt", kind="text", content=text, sha256="0" * 64, stated=Stated(published="2026-03-05", outlet="Post")
    )
    (page,) = read_page(capture, config=Config()).records
    (annotation,) = annotate(page.report, config=AnnotateConfig(), model=load_model(), lexicons=load_lexicons()).records
    return Page(report=page.report, annotation=annotation)


@pytest.mark.parametrize(
    ("sentence", "words", "kinds"),
    [
        (0, "the crane of Oddvik had been inspected in March", {"polarity"}),
        (1, "the crane had been inspected", {"polarity"}),
        (2, "the crane driver had been asleep", {"certainty"}),
        (3, "the crane driver had been asleep", set()),
        (4, "the crane had been inspected", {"certainty"}),
    ],
)
def test_words_cut_from_a_denial_or_a_claim_are_refused(sentence: int, words: str, kinds: set[str]) -> None:
    page = read()
    start = page.report.text.index(SENTENCES[sentence]) + SENTENCES[sentence].index(words)
    cut = Citation(report=page.report.id, start=start, end=start + len(words))
    found = find_lost_context(words, cut, page, lexicons=load_lexicons())
    assert {one.split(":")[0] for one in found} == kinds
    refused = find_unfounded(words, [cut], {page.report.id: page}, lexicons=load_lexicons())
    assert {one.split(":")[0] for one in refused} == kinds


def test_a_claim_holds_with_its_source_and_a_whole_sentence_with_its_verb() -> None:
    page = read()
    words = "the crane driver had been asleep"
    start = page.report.text.index(SENTENCES[2]) + SENTENCES[2].index(words)
    cut = Citation(report=page.report.id, start=start, end=start + len(words))
    assert find_lost_context(f"{words} — Witnesses", cut, page, lexicons=load_lexicons()) == ()
    at = page.report.text.index(SENTENCES[0])
    whole = Citation(report=page.report.id, start=at, end=at + len(SENTENCES[0]))
    assert find_lost_context(SENTENCES[0], whole, page, lexicons=load_lexicons()) == ()


# ---------------------------------------------------------------- lines
FIRST = """Four dead as dam bursts at Ruvuna

RUVUNA, June 3 (Lakeside) - Four people were killed when the dam above Ruvuna burst before dawn on Wednesday, the fire brigade said.

Brigade chief Amina Odero said 300 people had been taken to two schools.

"The siren never sounded at the lower market," she said.

The wall gave way at 4:20 a.m. on Wednesday, the brigade said.

The mayor of Ruvuna, Josef Mbeki, expects the bridge to reopen on 12 June.
"""
SECOND = """Ruvuna dam toll rises to nine

Nine people were killed when the dam above Ruvuna burst on Wednesday, the fire brigade said late on Thursday.

The water came over the wall at 4:20 a.m. on Wednesday, according to the brigade.

We reported on Wednesday that four had died.

Sunday Mwangi, a shopkeeper, lost his boat. Sunday wept as he told of it.
"""
STORY = tell(("Lakeside", "2026-06-03T09:00+03:00", FIRST), ("Highland Post", "2026-06-04T22:00+03:00", SECOND))


def test_a_line_begins_behind_its_dateline() -> None:
    words = [line.text for line in (*STORY.brief.known, *STORY.brief.single_source, *STORY.wordings)] + [e.text for e in STORY.timeline]
    assert any(text.startswith("Four people were killed") for text in words)
    assert not any("(Lakeside)" in text for text in words)


def dispute(relation: Literal["contradicts", "supersedes"], *words: str) -> Summary:
    """The summary of two reports at odds, each in one sentence, of which ``words`` (one for each) are what they are at odds over."""
    sentences = [one.partition("*")[0] + one.split("*")[1] + one.rpartition("*")[2] for one in words]
    told = [
        Paper("early", "Lakeside", "2026-06-03T09:00Z", "Dam bursts", [Said(sentences[0])]),
        Paper("late", "Highland Post", "2026-06-04T22:00Z", "Toll rises", [Said(sentences[1])]),
    ]
    pages, extraction = build(told, {"Ruvuna": "place"})
    few = Independence(least=1, most=1)
    both = ("early", "late")
    claims, values = [], []
    for statement in (one for one in extraction.statements if "Ruvuna" in one.text):
        marked = next(one for one in words if one.replace("*", "").startswith(statement.text[:-1])).split("*")[1]
        start = statement.start + statement.text.index(marked)
        cited = (Citation(report=statement.report, start=start, end=start + len(marked)),)
        values.append(
            ConflictValue(value=marked, statements=(statement.id,), reports=(statement.report,), independent=few, citations=cited)
        )
        claims.append(
            Claim(
                id=f"c-{statement.report}",
                text=statement.text,
                statements=(statement.id,),
                reports=both,
                origins=(),
                independent=few,
                credibility=3,
                standing="corroborated",
            )
        )
    toll = Conflict(id="k", kind="number", about="?", values=tuple(values), relation=relation, claims=("c-early", "c-late"), explanation="")
    found = Corroboration(claims=tuple(claims), conflicts=(toll,))
    (summary,) = brief(pages, extraction, found, config=BriefConfig(), lexicons=load_lexicons()).records
    return summary


def test_a_count_that_a_later_report_replaced_is_not_known() -> None:
    summary = dispute("supersedes", "*Four people* were killed at Ruvuna.", "*Nine people* were killed at Ruvuna.")
    assert [line.text for line in summary.brief.known] == ["Nine people were killed at Ruvuna."]


def test_a_dispute_shows_what_it_is_about() -> None:
    shown = dispute("contradicts", "*Four people* were killed at Ruvuna.", "*Nine people* were killed at Ruvuna.")
    assert len(shown.brief.disputed) == 1
    alike = dispute(
        "contradicts",
        "At Ruvuna *400 people* marched by the police, 900 people by the union.",
        "The union had *900 people* march at Ruvuna, the police 400 people.",
    )
    assert alike.brief.disputed == ()


def test_what_somebody_expects_is_no_fact() -> None:
    facts = [line.text for line in (*STORY.brief.known, *STORY.brief.single_source)]
    assert not any("expects the bridge" in text for text in facts)
    assert any("bridge" in one.about for one in STORY.assessments)


def test_who_speaks_is_named() -> None:
    said = [line.text for line in (*STORY.brief.known, *STORY.brief.single_source, *STORY.wordings) if "never sounded" in line.text]
    assert said
    assert all("Odero" in text for text in said)


# ---------------------------------------------------------------- timeline
def test_one_minute_in_two_reports_is_one_entry() -> None:
    at = [entry for entry in STORY.timeline if entry.when.edtf.startswith("2026-06-03T04:20")]
    assert len(at) == 1
    assert len(at[0].reports) == 2


def test_a_name_is_no_day_and_a_report_on_itself_no_happening() -> None:
    texts = [entry.text for entry in STORY.timeline]
    assert not any("Sunday" in text for text in texts)
    assert not any(text.startswith("We reported") for text in texts)


PLANS = """Ruvuna council and engineers sign pact

The council agreed to pay 40 families on or before 15 July 2026, it said on Friday.

Two more dams are due to be emptied next month.
"""


def test_what_is_due_stands_on_its_day_or_month() -> None:
    story = tell(("Lakeside", "2026-06-05T09:00+03:00", PLANS))
    when = {entry.when.edtf: entry.text for entry in story.timeline}
    assert "40 families" in when.get("2026-07-15", "")
    assert "Two more dams" in when.get("2026-07", "")


def test_a_day_that_will_be_something_is_to_come() -> None:
    told = "Ruvuna mourns\n\nMonday will be a day of mourning in Ruvuna, Governor Josef Mbeki said.\n"
    story = tell(("Lakeside", "2026-06-05T09:00+03:00", told))
    assert [(entry.when.edtf, entry.status) for entry in story.timeline] == [("2026-06-08", "planned")]


# ---------------------------------------------------------------- what is open
EARLY = """Tower fire in Alstad

Fire swept the tower of Alstad on Monday morning, the fire brigade said.

There was no word yet on the number of injured in Alstad.

The cause of the fire will be examined by the provincial inspectorate of Alstad.

The brigade did not say how many flats of the tower in Alstad were burnt.
"""
AFTER = """Six hurt in tower of Alstad

Six people were hurt when fire swept the tower of Alstad on Monday morning, the fire brigade said.

The fire burnt 14 flats of the tower in Alstad, the brigade said.
"""


def test_what_a_later_report_answers_is_not_open() -> None:
    early = ("Post", "2026-03-02T09:00Z", EARLY)
    alone = tell(early).brief.unknown
    assert len([line for line in alone if "(Post)" in line]) == 3
    later = tell(early, ("Herald", "2026-03-03T18:00Z", AFTER)).brief.unknown
    assert [line for line in later if "(Post" in line] == [
        "The cause of the fire will be examined by the provincial inspectorate of Alstad. (Post, as of 2026-03-02)"
    ]


# ---------------------------------------------------------------- what bears a forecast out
def test_another_act_with_the_same_things_bears_nothing_out() -> None:
    first = "Nordline results\n\nThe ferry company Nordline expects to keep its growth of 7 percent for the year 2026, it said on Monday.\n"
    second = "Nordline cuts\n\nThe ferry company Nordline lowered its growth of 7 percent for the year 2026 on Friday.\n"
    story = tell(("Post", "2026-03-02T09:00Z", first), ("Herald", "2026-03-07T09:00Z", second))
    assert [one.outcome for one in story.assessments] == ["open"]


# ---------------------------------------------------------------- corrections of other matters
CORRECTIONS = """Corrections and clarifications

The name of the baker in "Loaves of Alstad" (12 May 2026) is Rosa Lind, not Rosa Lund.

The length of the pool in Alstad, given on 14 May 2026 as 25 kilometres, is 25 metres.
"""
POOL = """Pool opens in Alstad

The pool of Alstad is 25 metres long, and children of the town may swim in it without paying this summer.

It had been planned for ten years. The town's mayor opened the pool of Alstad on Wednesday evening.
"""


def test_what_a_page_corrects_of_itself_is_no_happening() -> None:
    story = tell(("Post", "2026-05-15T09:00Z", CORRECTIONS), ("Herald", "2026-05-14T09:00Z", POOL))
    assert [entry.when.edtf for entry in story.timeline] == ["2026-05-13"]


# ---------------------------------------------------------------- pronouns
OBITUARY = """Painter Ada Brunn dies

Ada Brunn, the painter of harbours, has died in Alstad. Ada Brunn showed 40 pictures in the town hall last year.

Her pupil Greta Holm told the Post that Ada Brunn had painted every morning.

She was taken to the cathedral of Alstad on Monday.
"""


def test_a_pronoun_of_which_there_is_doubt_is_not_resolved() -> None:
    story = tell(("Post", "2026-03-05T09:00Z", OBITUARY))
    words = [line.text for line in (*story.brief.known, *story.brief.single_source, *story.wordings)] + [e.text for e in story.timeline]
    assert not any("[Greta Holm]" in text for text in words)


# ---------------------------------------------------------------- which words date
NIGHT = """Envoy lands in Alstad

Envoy Ada Brunn landed in Alstad shortly before midnight on Monday, the airport of the town said on Tuesday.

The envoys of both countries had last met in Alstad before the flood of 2021, and neither side had spoken of it since.
"""


def test_a_clock_told_by_another_dates() -> None:
    story = tell(("Post", "2026-03-03T09:00Z", NIGHT))
    assert any(entry.when.edtf.startswith("2026-03-02") and "landed" in entry.text for entry in story.timeline)


MATCH = """Alstad beat Oddvik

Jonas Kell scored for Alstad in the third quarter, and Oddvik did not answer before the end of the match.

Oddvik had won the cup of the county twice before, and its supporters came to Alstad in 14 buses on Sunday.
"""


def test_a_quarter_of_a_match_is_no_quarter_of_the_year() -> None:
    story = tell(("Post", "2026-03-02T09:00Z", MATCH))
    assert not any("third quarter" in entry.text for entry in story.timeline)


def test_a_year_dates_what_a_verb_tells_on_the_way() -> None:
    words = """Mill of Tarnholt catches fire

TARNHOLT, June 3, 2026 (Lakeside) - Firefighters were called to the mill of Tarnholt, opened in 2014, after smoke was seen.

Nobody was hurt, the brigade said.
"""
    story = tell(("Lakeside", "2026-06-03T09:00+03:00", words))
    assert "2014" in {entry.when.edtf for entry in story.timeline}


def test_most_reports_agree_on_a_day_whatever_the_hour() -> None:
    given = [("a", "2026-06-02T09:00"), ("b", "2026-06-02"), ("c", "2026-06-02T09:10"), ("d", "2026-06-01"), ("e", "2026-06-01")]
    assert _choose_date(given).startswith("2026-06-02")
    assert _choose_date(given[1:2] + given[3:]) == "2026-06-01"
