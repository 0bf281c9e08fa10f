"""Live blogs, galleries, pages with several articles, pieces for subscribers and AMP copies are told as what they are."""

import json
from typing import Any

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

TITLE = "Storm closes the port of Alva for two days"
BODY = (
    "The port of Alva closed at dawn on Sunday after waves broke over the mole, the harbour master said in a statement.",
    "Two ferries were held back on the mainland, and about 300 passengers spent the night in a school near the quay.",
    "The council will decide on Tuesday whether the breakwater, built a century ago, can be repaired before the winter.",
    "Fishermen had warned for months that the outer wall was cracking, according to the minutes of a meeting in August.",
    "The ministry declined to comment on the state of the wall and said that an inquiry would be opened in due course.",
    "Shops along the front kept their shutters down while volunteers carried sandbags from the depot to the old customs house.",
)
OTHER = (
    "The mayor of Brenn resigned on Friday after the tram contract was found to have been signed without a vote of the council.",
    "Her deputy, Tomas Reil, will lead the town until an election in May, the town clerk told reporters on the steps of the hall.",
    "The contract is worth 40 million crowns, and three bidders have asked the court to look at how it was given away.",
)
ENTRIES = (
    (
        "18:42",
        "Ferries stay in port",
        "No ferry will leave before Monday noon, the line said in a notice to its passengers on the mainland.",
    ),
    (
        "17:15",
        "School opens its doors",
        "The school near the quay has opened its gym, and about 300 passengers are expected to sleep there.",
    ),
    (
        "15:03",
        "Wall under watch",
        "Engineers from the ministry have arrived to look at the outer wall, which moved by a hand's width at noon.",
    ),
    ("12:30", "Mole closed", "Police have closed the mole to everybody after a wave carried away a railing, the harbour master said."),
)


def read(*parts: str, head: str = "", data: Any = None, url: str | None = None, html: str = "html") -> tuple[Report, tuple[Problem, ...]]:
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if data is not None else ""
    content = f"<!doctype html><{html}><head>{head}{script}</head><body>{''.join(parts)}</body></html>"
    capture = Capture(location="page.html", kind="html", content=content, sha256="0" * 64, stated=Stated(url=url))
    found = clean(capture, config=CleanConfig(), lexicons=load_lexicons())
    return found.records[0], found.problems


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def kinds(report: Report) -> dict[str, str]:
    return {report.text[block.start : block.end]: block.kind for block in report.blocks}


def reasons(problems: tuple[Problem, ...]) -> set[Reason]:
    return {problem.reason for problem in problems} - {Reason.NO_DATE}


def entries(*, marked: bool) -> str:
    name = ' class="live-entry liveblog"' if marked else ""
    return "".join(f"<div{name}><div>{time}</div><h3>{head}</h3><p>{text}</p></div>" for time, head, text in ENTRIES)


@pytest.mark.parametrize("marked", [True, False])
def test_a_live_blog_is_told_and_its_entries_are_body(marked: bool) -> None:
    title = "Storm at Alva" if marked else "Storm at Alva: live updates"
    report, problems = read(f"<h1>{title}</h1>", f"<p>{BODY[0]}</p>", entries(marked=marked))
    assert report.form == "live"
    assert reasons(problems) == {Reason.LIVE_PAGE}
    found = kinds(report)
    assert {found[text] for _, _, text in ENTRIES} == {"body"}
    assert {found[time] for time, _, _ in ENTRIES} == {"date"}


def test_a_live_blog_was_last_changed_with_its_newest_entry() -> None:
    updates = [
        {"@type": "BlogPosting", "datePublished": f"2026-03-0{day}T{time}:00Z"}
        for day, (time, _, _) in zip((2, 1, 1, 1), ENTRIES, strict=True)
    ]
    data = {
        "@type": "LiveBlogPosting",
        "headline": "Storm at Alva",
        "datePublished": "2026-03-01T12:00:00Z",
        "dateModified": "2026-03-01T19:00:00Z",
        "liveBlogUpdate": updates,
    }
    report, _ = read("<h1>Storm at Alva</h1>", f"<p>{BODY[0]}</p>", entries(marked=False), data=data)
    assert report.form == "live"
    assert report.published is not None
    assert report.published.edtf[:10] == "2026-03-01"
    assert report.updated is not None
    assert (report.updated.edtf, report.updated.rule) == ("2026-03-02T18:42Z", "live_entry")


def test_times_inside_one_article_make_no_live_blog() -> None:
    report, problems = read(
        f"<h1>{TITLE}</h1>", paragraphs(*BODY), "<p>18:42</p>", paragraphs("The port opens again on Monday, the harbour master said.")
    )
    assert report.form == "article"
    assert reasons(problems) == set()


@pytest.mark.parametrize(
    ("data", "notice", "shown", "is_stub"),
    [
        ({"@type": "NewsArticle", "isAccessibleForFree": False}, "Subscribe to continue reading", 2, True),
        ({"@type": "NewsArticle", "isAccessibleForFree": "False", "wordCount": 900}, "", 2, True),
        (None, "This article is for subscribers only", 1, True),
        ({"@type": "NewsArticle", "isAccessibleForFree": False}, "", 6, False),
        (None, "Already a subscriber? Log in", 6, False),
        ({"@type": "NewsArticle", "isAccessibleForFree": True}, "", 2, False),
    ],
)
def test_the_start_of_a_piece_for_subscribers_is_told(data: Any, notice: str, shown: int, is_stub: bool) -> None:
    texts = BODY * 4 if shown > 2 else (*BODY[: shown - 1], BODY[shown - 1][:70] + " …")
    wall = f'<div class="paywall"><p>{notice}</p></div>' if notice else ""
    report, problems = read(f"<h1>{TITLE}</h1>", paragraphs(*texts), wall, data=data)
    assert (report.extent == "stub") is is_stub
    assert (Reason.INCOMPLETE in reasons(problems)) is is_stub
    assert not notice or kinds(report).get(notice) != "body"


def test_of_several_articles_the_one_under_the_pages_title_is_read() -> None:
    first = f"<article><h2>Mayor of Brenn resigns over trams</h2>{paragraphs(*OTHER)}</article>"
    second = f"<article><h2>{TITLE}</h2>{paragraphs(*BODY)}</article>"
    report, problems = read(first, second, head=f"<title>{TITLE}</title>")
    assert report.title == TITLE
    found = kinds(report)
    assert {found[text] for text in BODY} == {"body"}
    assert {found[text] for text in OTHER} == {"teaser"}
    assert reasons(problems) == {Reason.SEVERAL_ARTICLES}
    assert report.form == "several"


def test_several_articles_without_a_main_one_are_a_problem() -> None:
    first = f"<article><h2>Mayor of Brenn resigns over trams</h2>{paragraphs(*OTHER)}</article>"
    second = f"<article><h2>{TITLE}</h2>{paragraphs(*BODY)}</article>"
    _, problems = read(first, second, head="<title>Alva Post</title>")
    (problem,) = [one for one in problems if one.reason is Reason.SEVERAL_ARTICLES]
    assert problem.detail.startswith("2 articles stand on this page")


def test_a_gallery_is_its_captions() -> None:
    pictures = "".join(f'<figure><img src="{number}.jpg"><figcaption>{text}</figcaption></figure>' for number, text in enumerate(BODY))
    report, problems = read("<h1>In pictures: storm over the port of Alva</h1>", f"<p>{OTHER[0]}</p>", pictures)
    assert report.form == "gallery"
    assert reasons(problems) == {Reason.GALLERY}
    assert {kinds(report)[text] for text in BODY} == {"body"}


def test_an_amp_copy_goes_by_the_address_of_its_page() -> None:
    head = '<link rel="canonical" href="https://alva.example/news/storm">'
    report, _ = read(f"<h1>{TITLE}</h1>", paragraphs(*BODY), head=head, url="https://alva.example/amp/news/storm", html="html amp")
    assert report.url == "https://alva.example/news/storm"


def test_a_graph_names_writer_and_outlet_by_reference() -> None:
    graph = [
        {"@type": "NewsArticle", "headline": TITLE, "author": {"@id": "#a"}, "publisher": {"@id": "#p"}, "datePublished": "2026-03-01"},
        {"@type": "Person", "@id": "#a", "name": "Liv Harjula"},
        {"@type": "Organization", "@id": "#p", "name": "Alva Post"},
    ]
    report, _ = read(f"<h1>{TITLE}</h1>", paragraphs(*BODY), data={"@context": "https://schema.org", "@graph": graph})
    assert report.bylines == ("Liv Harjula",)
    assert report.outlet is not None
    assert report.outlet.name == "Alva Post"
    assert report.published is not None
    assert report.published.edtf == "2026-03-01"


def test_broken_markup_keeps_text_and_title() -> None:
    content = f"<h1>{TITLE}<p>{BODY[0]}<p>{BODY[1]}<div><p>{BODY[2]}</span></table><p>{BODY[3]}<p><b><i>{BODY[4]}</b></p"
    report, _ = read(content)
    assert report.title == TITLE
    assert {kinds(report)[text] for text in BODY[:4]} == {"body"}


def test_a_short_article_that_its_head_declares_is_read() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "description": OTHER[0]}
    menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Home", "News", "Sport", "Weather", "Shop", "Contact"))
    report, _ = read(f"<ul>{menu}</ul>", f"<h1>{TITLE}</h1>", f"<div>{OTHER[0]}</div>", f"<ul>{menu}</ul>", data=data)
    assert kinds(report)[OTHER[0]] == "body"


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "wordCount": "9" * 5_000, "liveBlogUpdate": [None, 3, "x", {"datePublished": 7}], "author": {"@id": 3}},
        {"@type": ["NewsArticle", None, 3], "wordCount": "²", "isAccessibleForFree": None, "url": {"@id": ["x"]}, "description": 4},
        {"@graph": [{"@type": "LiveBlogPosting", "@id": [], "datePublished": ["", 3], "publisher": [{"@id": "#"}], "articleBody": {}}]},
        [[], None, "x", {"@type": "NewsArticle", "mainEntityOfPage": {"url": 3}, "datePublished": "2026-99-99T99:99"}],
    ],
)
def test_a_head_full_of_nonsense_does_no_harm(data: Any) -> None:
    report, _ = read(f"<h1>{TITLE}</h1>", paragraphs(*BODY), data=data, head='<link rel="canonical" href="http://[::1">')
    assert report.title == TITLE
