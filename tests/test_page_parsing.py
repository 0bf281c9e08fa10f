"""One pass over a page's HTML: its lines, and what its elements tell machines."""

from time import process_time

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.metadata import Metadata, read_metadata
from stemma.stages.clean.parsing import ParsedPage, parse_html

BODY = "The harbour master closed the eastern pier on Sunday after two cables snapped, and ferries were sent to Brenn until noon."


def parsed(page: str) -> ParsedPage:
    read = parse_html(page)
    assert read is not None
    return read


def told(page: str) -> Metadata:
    return read_metadata(parsed(page).told, load_lexicons())


def test_hidden_elements_show_nothing_but_tell_machines() -> None:
    page = parsed(
        "<html lang='en'><head><title>Pier &amp; cables</title></head><body><p>Rain fell.</p><div hidden><p>Not shown</p>"
        "<time datetime='2026-03-01'>1 March</time></div><svg><text>Not drawn</text></svg><p>The dam held.</p></body></html>"
    )
    assert [line.text for line in page.lines] == ["Rain fell.", "The dam held."]
    assert page.told.titles == ["Pier & cables"]
    assert [moment.value for moment in page.told.moments] == ["2026-03-01"]
    assert page.told.root["lang"] == "en"


def test_what_stands_behind_the_end_of_the_page_is_left_out() -> None:
    assert parsed("<html><body><p>Rain fell.</p></body></html>}\n<p>stray</p>").text == "Rain fell."


def test_text_broken_by_comments_and_entities_is_one() -> None:
    page = parsed("<ul><li><a href='/'>Tide <!-- x -->&amp; <b>Harbour</b></a></li></ul><table><tr><td>Pier</td><td>2</td></tr></table>")
    assert [line.text for line in page.lines] == ["Tide & Harbour", "Pier 2"]
    assert [line.markup.link_share for line in page.lines if line.markup] == [1.0, 0.0]


def test_a_marked_date_knows_what_holds_it_and_the_heading_above() -> None:
    page = parsed(
        "<body><aside class='related'><time datetime='2026-02-01'></time></aside><article><h1>Pier closed</h1>"
        "<abbr title='2026-03-01' class='published'>1 March</abbr></article></body>"
    )
    first, second = page.told.moments
    assert not first.is_below_heading
    assert [tag for tag, _ in first.holders] == ["aside", "body", "html"]
    assert second.is_below_heading
    assert (second.value, second.attributes["class"]) == ("2026-03-01", "published")


def test_articles_are_told_apart_with_their_headings_and_lines() -> None:
    one = f"<article><h2>Pier closed</h2><p>{BODY}</p><article class='comment'><p>{BODY}</p></article><p>{BODY}</p></article>"
    two = f"<article><h2>Dam held</h2><p>{BODY} <b>{BODY}</b></p><ul><li>Gates shut</li></ul><p>{BODY}</p></article>"
    links = f"<article><h2>More</h2><p><a href='/'>{BODY} {BODY} {BODY}</a></p></article>"
    found = told(f"<body>{one}{two}{links}</body>").nature.articles
    assert [heading for heading, _ in found] == ["Pier closed", "Dam held"]
    assert found[0][1] == ("Pier closed", BODY, BODY, BODY)
    assert found[1][1] == ("Dam held", f"{BODY} {BODY}", "Gates shut", BODY)
    assert told(f"<body>{one}</body>").nature.articles == ()


def test_marks_of_the_head_and_of_the_body_are_kept_apart() -> None:
    page = parsed(
        "<head><meta property='article:published_time' content='2026-03-01'></head>"
        "<body><span property='dc:date' content='2026-03-02'></span><i itemprop='datePublished' content='2026-03-03'></i></body>"
    )
    assert [one["content"] for one in page.told.metas] == ["2026-03-01"]
    assert [one["content"] for one in page.told.properties] == ["2026-03-02"]
    assert [one["content"] for one in page.told.items] == ["2026-03-03"]


def test_a_page_nested_too_deeply_is_given_up_at_once() -> None:
    start = process_time()
    assert parse_html("<div>" * 300_000 + "</x>" * 300_000) is None
    assert parse_html("<p>Rain</p></body></html>" + "<div>" * 300_000 + "</x>" * 300_000) is None
    assert process_time() - start < 5
