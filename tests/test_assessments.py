"""Who expects what, how strongly, and what later reports make of it."""

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.estimates import estimate_of_verb, find_estimate
from stemma.records import Assessment, Capture, Page, Stated, Story


def tell(*papers: tuple[str, str]) -> Story:
    """The story of pages, each with its day and its text."""
    from stemma.config import Config
    from stemma.pipeline import read_page, tell_story

    pages: list[Page] = []
    for number, (day, text) in enumerate(papers):
        stated = Stated(published=day, outlet=f"The Paper {number}", title=text.split("\n")[0])
        capture = Capture(location=f"paper{number}.txt", kind="text", content=text, sha256=f"{number:064d}", stated=stated)
        pages += read_page(capture, config=Config()).records
    (story,) = tell_story(sorted(pages, key=lambda page: page.report.id), config=Config()).records
    return story


FORECAST = """Strike at the port of Alva

Dock workers at the port of Alva walked out on Monday over pay, the harbour board said.

The ferry company Nordline expects the strike to close the port of Alva for two weeks.

Mayor Edda Brand is unlikely to resign over the strike, analysts said on Monday evening.
"""
LATER = """Port of Alva shut

The strike closed the port of Alva for two weeks, the ferry company Nordline said on Friday.

Mayor Edda Brand resigned over the strike on Thursday, her office said.
"""


def find(story: Story, words: str) -> Assessment:
    return next(one for one in story.assessments if words in one.about)


def test_a_forecast_is_told_with_who_makes_it_and_how_sure() -> None:
    story = tell(("2026-03-02", FORECAST))
    forecast = find(story, "close the port")
    assert (forecast.who or "").endswith("Nordline")
    assert (forecast.strength.word, forecast.strength.low, forecast.strength.high) == ("expects", 0.55, 0.95)
    assert (forecast.outcome, forecast.by) == ("open", ())
    doubted = find(story, "resign")
    assert (doubted.strength.low, doubted.strength.high) == (0.2, 0.45)
    assert (doubted.who or "").lower() == "analysts"
    assert not [one for one in story.assessments if "walked out" in one.about]


def test_what_every_outlet_prints_under_its_pages_is_no_assessment() -> None:
    notice = "This material may not be published, broadcast, rewritten or redistributed."
    story = tell(("2026-03-02", f"{FORECAST}\n{notice}\n\nThe strike may last until June, Mayor Edda Brand said.\n"))
    assert not any("material" in one.about for one in story.assessments)
    assert find(story, "last until June").strength.word == "may"


def test_later_reports_bear_out_or_contradict() -> None:
    story = tell(("2026-03-02", FORECAST), ("2026-03-14", LATER))
    texts = {statement.id: statement.text for statement in story.statements}
    borne = find(story, "close the port")
    assert borne.outcome == "borne_out"
    assert all("closed the port" in texts[by] for by in borne.by)
    assert find(story, "resign").outcome == "contradicted"


def test_what_was_told_before_bears_nothing_out() -> None:
    story = tell(("2026-03-20", FORECAST), ("2026-03-14", LATER))
    assert {one.outcome for one in story.assessments} == {"open"}


@pytest.mark.parametrize(
    ("clause", "bounds"),
    [
        ("The bridge will almost certainly fall.", (0.95, 0.99)),
        ("The bridge is highly likely to fall.", (0.8, 0.95)),
        ("The bridge is not likely to fall.", (0.2, 0.45)),
        ("The bridge is very unlikely to fall.", (0.05, 0.2)),
        ("There is a remote chance of rain.", (0.01, 0.05)),
        ("The vote is expected to be close.", (0.55, 0.95)),
        ("The dam might break.", (0.1, 0.55)),
    ],
)
def test_estimative_words_stand_for_bounds(clause: str, bounds: tuple[float, float]) -> None:
    found = find_estimate(clause, lexicons=load_lexicons())
    assert found is not None
    assert (found.low, found.high) == bounds


@pytest.mark.parametrize(
    "clause",
    [
        "The vote is on 3 May 2026.",
        "You may reply by post.",
        "He could not see the shore.",
        "The lights could be seen from the mole.",
        "It was the expected answer.",
        "The rocket has the might of three others.",
        "The port closed on Sunday.",
    ],
)
def test_leave_ability_and_months_are_no_estimates(clause: str) -> None:
    assert find_estimate(clause, lexicons=load_lexicons()) is None


def test_verbs_of_expectation_have_bounds_and_their_negation_the_opposite() -> None:
    lexicons = load_lexicons()
    assert estimate_of_verb("predicted", lexicons=lexicons) == (0.55, 0.95)
    assert estimate_of_verb("doubts", lexicons=lexicons) == (0.05, 0.45)
    assert estimate_of_verb("does not believe", lexicons=lexicons) == (0.05, 0.45)
    assert estimate_of_verb("said", lexicons=lexicons) is None
