"""Where an article begins and ends: the heading that repeats the head's title, readers' comments, short articles of HTML pages."""

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

TITLE = "Harbour ferry runs aground off Brenn, nobody hurt"
BODY = (
    "A ferry with 120 passengers on board ran aground off the harbour of Brenn on Sunday morning, the harbour master said.",
    "Nobody was hurt. The passengers were taken ashore in fishing boats, and the ferry was afloat again by noon.",
    "The mate had mistaken the light of a lorry on the mole for the beacon, according to the harbour master, Ida Wren.",
    "The company that runs the ferry said that it would wait for the inquiry before it said anything more about the matter.",
)
TEASER = "A man who sold the same boat to eleven people was sent to prison on Friday, where he is said to be building a raft."


def read(content: str, kind: str = "text") -> Report:
    capture = Capture(location="page", kind="html" if kind == "html" else "text", content=content, sha256="0" * 64, stated=Stated())
    (report,) = clean(capture, config=CleanConfig(), lexicons=load_lexicons()).records
    return report


def body_of(report: Report) -> list[str]:
    return [report.text[block.start : block.end] for block in report.blocks if block.kind == "body"]


def test_the_article_begins_under_the_heading_that_repeats_the_heads_title() -> None:
    page = "\n".join((f"{TITLE} | Brenn Ledger", "Home", TEASER, TEASER.replace("boat", "house"), TITLE, "1 March 2026", *BODY))
    assert body_of(read(page)) == list(BODY)


def test_comments_under_names_end_the_article() -> None:
    comments = (
        "tidewatcher says:",
        "I was on that ferry and the mate is a decent man, whatever they write of him.",
        "Old Salt says:",
        TEASER,
    )
    report = read("\n".join((TITLE, "1 March 2026", *BODY, *comments)))
    assert body_of(report) == list(BODY)


def test_a_quotation_behind_says_stays_in_the_article() -> None:
    quoted = (
        *BODY[:2],
        "The harbour master says:",
        '"The light of a lorry is not the light of a beacon, and a mate must know it."',
        *BODY[2:],
    )
    report = read("\n".join((TITLE, "1 March 2026", *quoted)))
    assert BODY[-1] in body_of(report)


def test_a_page_that_ends_in_a_heading_is_read() -> None:
    page = (
        f"<html><body><h1>{TITLE}</h1>"
        + "".join(f"<p>{text}</p>" for text in BODY)
        + "<h3>What the harbour master saw that night</h3></body></html>"
    )
    assert body_of(read(page, "html")) == list(BODY)


def test_the_day_of_the_last_change_is_told_as_what_it_is() -> None:
    page = f"<html><body><h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in BODY) + "<p>Last updated: 17 June 2018</p></body></html>"
    published = read(page, "html").published
    assert published is not None
    assert (published.edtf, published.rule) == ("2018-06-17", "updated")
    assert published.confidence is not None
    assert published.confidence < 0.9


def test_a_page_of_two_sentences_is_a_report() -> None:
    page = "The dam on the Sula broke on 3 March 2026, the water board said.\nNobody was hurt, but forty houses stand in the water."
    report = read(page)
    assert body_of(report) == page.split("\n")


def test_a_short_page_keeps_its_correction_and_its_date() -> None:
    report = read(
        "Dam breaks on the Sula\n3 March 2026\nThe dam on the Sula broke on Tuesday, the water board said.\nCorrection: it was not Monday."
    )
    assert [block.kind for block in report.blocks] == ["title", "date", "body", "notice"]


def test_scraps_at_the_end_are_no_text() -> None:
    report = read("\n".join((TITLE, "1 March 2026", *BODY, "-----", "brn/iw/ks")))
    assert body_of(report) == list(BODY)
