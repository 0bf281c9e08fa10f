"""How the lines of a brief are worded: what stands alone, in words that reports share; and which headline names the story."""

from functools import cache

from stemma.config import Config
from stemma.pipeline import read_page, tell_story
from stemma.records import Capture, Page, Stated, Story


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


PLAIN = """Tunnel flood strands 40 commuters in Harnow

Forty commuters were led to safety on Monday after water filled a rail tunnel at Harnow, the fire service said.

A pump at the north portal failed at 7 a.m. on Monday, the fire service said.

Rail operator Tvera Rail apologised to passengers. The company promised free travel for a week.

A poster was hung on the platform. The poster was gone by 9 a.m. on Tuesday.
"""
SPUN = """Passage deluge maroons 40 travellers at Harnow

Forty travellers were guided to security on Monday after water filled a rail passage at Harnow, the blaze service stated.

An impeller at the north gateway failed at 7 a.m. on Monday, the blaze service stated.
"""
THIRD = """Forty led out of flooded tunnel

Forty commuters were led out on Monday after water filled a rail tunnel at Harnow, the fire service said.

The pump at the north portal failed at 7 a.m., the fire service said.
"""
HARNOW = (("Harnow Post", "2026-05-04", PLAIN), ("Echo Net", "2026-05-05", SPUN), ("Vale Radio", "2026-05-04", THIRD))


def test_a_line_speaks_in_the_words_that_reports_share() -> None:
    story = tell(*HARNOW)
    lines = [line.text for line in (*story.brief.known, *story.brief.single_source)]
    assert any("rail tunnel" in line for line in lines)
    assert not any("passage" in line or "impeller" in line for line in lines)


def test_a_noun_for_somebody_gives_way_to_the_name() -> None:
    texts = [line.text for line in tell(*HARNOW).wordings if "free travel" in line.text]
    assert texts == ["[Tvera Rail] promised free travel for a week."]


def test_what_points_back_is_no_line_of_one_report() -> None:
    story = tell(*HARNOW)
    assert any(claim.text.startswith("The poster was gone") for claim in story.claims)
    assert not any(line.text.startswith("The poster") for line in (*story.brief.known, *story.brief.single_source))


EARLY = """Eight dead in Sorvik ferry fire

Eight people died in a fire on a ferry off Sorvik on Monday, the coastguard said.
"""
LATE = """Nine dead in Sorvik ferry fire

Nine people died in a fire on a ferry off Sorvik on Monday, the coastguard said on Tuesday, raising the toll from eight.
"""


def test_a_headline_that_a_later_report_replaced_is_not_the_title() -> None:
    story = tell(("Alva Post", "2026-05-04T10:00Z", EARLY), ("Dale News", "2026-05-05T18:00Z", LATE))
    assert story.title == "Nine dead in Sorvik ferry fire"


NOTES = """Board of Tarnvik bank steps down

The board of Tarnvik Bank stepped down on Monday after a loss of 40 million crowns, the bank said.

Shares in Tarnvik Bank fell to 12 crowns, the lowest since May 2021.

A spokeswoman for auditor Brodin did not immediately respond to a request for comment on Monday.

In the end, they sold the vault to a museum on Monday.

Two branch managers, who were not identified as suspects, gave evidence. It is not clear who will lead Tarnvik Bank.

The auditor Brodin had warned of the loss and the Finance Inspectorate of Alva had opened a case.
"""


@cache
def tarnvik() -> Story:
    return tell(("Alva Post", "2026-05-05T10:00Z", NOTES))


def test_whom_a_report_asked_in_vain_is_no_line_and_no_happening() -> None:
    story = tarnvik()
    lines = [line.text for line in (*story.brief.known, *story.brief.single_source)] + [entry.text for entry in story.timeline]
    assert any("stepped down" in line for line in lines)
    assert not any("request for comment" in line for line in lines)


def test_what_is_the_lowest_since_a_day_did_not_begin_then() -> None:
    assert not any(entry.when.edtf.startswith("2021-05") for entry in tarnvik().timeline)


def test_an_entry_that_leans_on_its_page_is_left_out() -> None:
    assert not any("vault" in entry.text for entry in tarnvik().timeline)


def test_who_is_no_suspect_leaves_nothing_open() -> None:
    assert [line for line in tarnvik().brief.unknown if "not identified as" in line] == []
    assert any("not clear who will lead" in line for line in tarnvik().brief.unknown)


def test_no_two_claims_are_worded_alike() -> None:
    worded = [line.text for line in tarnvik().wordings]
    assert len(worded) == len(set(worded)) > 2


def test_a_quotation_is_shown_where_it_names_its_speaker() -> None:
    bare = (
        "Bridge at Sula closes\n\nThe bridge at Sula closed on Monday.\n\n"
        "“The bearings are worn through to the steel and we will not wait.”\n"
    )
    named = (
        "Sula bridge shut\n\nThe bridge at Sula was shut on Monday.\n\n"
        "“The bearings are worn through to the steel and we will not wait,” said engineer Mara Holt.\n"
    )
    story = tell(("Alva Post", "2026-05-04T10:00Z", bare), ("Dale News", "2026-05-04T12:00Z", named))
    told = [line.text for line in (*story.brief.known, *story.brief.single_source, *story.wordings) if "bearings" in line.text]
    assert told
    assert all("Mara Holt" in text for text in told)


SELLING = """Vessa to close its tannery

Vessa Leather will close its tannery at Orm on Friday, the union Kora said.

It comes amid a long decline of the trade in the valley.

Along with the union Kora, it plans a fair for the 90 workers in June.

For many in the old quarter by the river, it was not a surprise.

The fair has two parts:

This letter keeps you informed of what the tannery does.
"""


def test_lines_that_lean_break_off_or_speak_to_the_reader_are_left_out() -> None:
    story = tell(("Orm Post", "2026-05-04", SELLING), ("Vale Radio", "2026-05-04", SELLING.replace("on Friday", "this week")))
    lines = [line.text for line in (*story.brief.known, *story.brief.single_source)]
    assert any("will close its tannery" in line for line in lines)
    for words in ("comes amid", "it plans", "it was not", "two parts", "keeps you"):
        assert not any(words in line for line in lines), words
    assert not any(line.text.startswith("[") and "comes amid" in line.text for line in story.wordings)
