"""Several articles on a page of flattened text: each under a title, a byline and a date of its own."""

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.problems import Outcome, Reason
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

DAM = (
    "Dam holds as river rises in Skarn",
    "By Ida Wren",
    "3 March 2026",
    "The dam above the town of Skarn held on Tuesday after two days of rain, the water board said.",
    "About 400 people were told to leave their homes on Monday evening. They were allowed back on Tuesday noon.",
    "The engineer who had spent the night on the crown of the dam saw no leak and no crack, the board said.",
)
FERRY = (
    "Ferry runs aground off Brenn",
    "2 March 2026",
    "By Tom Kerr",
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
)


def outcome(*lines: str) -> Outcome[Report]:
    capture = Capture(location="page", kind="text", content="\n\n".join(lines), sha256="0" * 64, stated=Stated())
    return clean(capture, config=CleanConfig(), lexicons=load_lexicons())


def kind_of(report: Report, text: str) -> str:
    return next(block.kind for block in report.blocks if report.text[block.start : block.end] == text)


def test_the_articles_under_other_heads_are_teasers_and_the_reader_is_told() -> None:
    found = outcome("Norrdal Post", "Home | News | Sport", *DAM, *FERRY, "Cookie settings")
    (report,) = found.records
    assert (report.form, report.title) == ("several", DAM[0])
    assert [kind_of(report, text) for text in DAM[3:]] == ["body"] * 3
    assert {kind_of(report, text) for text in FERRY} == {"teaser"}
    assert Reason.SEVERAL_ARTICLES in {problem.reason for problem in found.problems}


def test_teasers_and_comments_are_no_articles() -> None:
    teasers = ("Ferry runs aground off Brenn", "By Tom Kerr", "2 March 2026", "Pier opens at last", "By Tom Kerr", "1 March 2026")
    comments = ("Mira", "3 March 2026", "I live below that dam and I slept badly on both of these nights, as did all the neighbours.")
    assert [report.form for report in outcome("Norrdal Post", *DAM, *teasers).records] == ["article"]
    assert [report.form for report in outcome("Norrdal Post", *DAM, "Comments", *comments, *comments).records] == ["article"]
