"""Feeds: what an entry holds, what it says of itself, and that no feed of any kind does harm."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.adapters.fetch import fetch
from stemma.adapters.fetch.feeds import FeedError, capture_entry, read_entries
from stemma.config import Config, FetchConfig
from stemma.pipeline import read_page
from stemma.problems import Problem, Reason
from stemma.records import Capture

PARAGRAPHS = "".join(
    f"<p>The harbour of Alva was closed at dawn on Sunday, the harbour master said. Ferry {number} stayed in port till Tuesday.</p>"
    for number in range(5)
)
ENTITIES = "&lt;p&gt;A short &amp;amp; plain teaser of the storm.&lt;/p&gt;"

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Alva Daily</title><link>https://alva.example/</link>
<item><title>Storm closes &amp; bars the port</title><link>https://alva.example/1</link>
<pubDate>Sun, 01 Mar 2026 09:30:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[{PARAGRAPHS}]]></content:encoded></item>
<item><title>Teaser</title><link>https://alva.example/2</link><description>{ENTITIES}</description></item>
<item><title>Cut off</title><link>https://alva.example/3</link>
<content:encoded><![CDATA[{PARAGRAPHS}<p>And then the lighthouse [&#8230;]</p><p>First appeared on Alva Daily.</p>]]>
</content:encoded></item>
<item><title>Nothing</title><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Alva Daily</title><id>urn:x</id>
<entry><title type="html">Storm &lt;b&gt;closes&lt;/b&gt; port</title><id>urn:1</id><link href="https://alva.example/4"/>
<published>2026-03-01T08:00:00Z</published><updated>2026-03-02T08:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content></entry></feed>"""


def read(tmp_path: Path, text: str, name: str = "feed.xml") -> tuple[list[Capture], list[Problem]]:
    (tmp_path / name).write_text(text, encoding="utf-8")
    found = list(fetch([str(tmp_path / name)], config=FetchConfig()))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Problem)]


def test_entries_of_rss_are_pages_with_what_they_state(tmp_path: Path) -> None:
    captures, problems = read(tmp_path, RSS)
    first, teaser, cut = captures
    assert first.location == f"{tmp_path / 'feed.xml'}#https://alva.example/1"
    assert (first.stated.title, first.stated.url) == ("Storm closes & bars the port", "https://alva.example/1")
    assert first.stated.published == "2026-03-01T09:30:00+01:00"
    assert (first.kind, first.extent) == ("html", "whole")
    assert teaser.extent == cut.extent == "summary"
    assert [(one.reason, one.input[-2:]) for one in problems] == [(Reason.EMPTY, "#4")]


def test_an_entry_of_atom_becomes_a_report(tmp_path: Path) -> None:
    (capture,), problems = read(tmp_path, ATOM, "feed.atom")
    assert problems == []
    (page,) = read_page(capture, config=Config()).records
    assert page.report.title == "Storm closes port"
    assert (page.report.url, page.report.extent) == ("https://alva.example/4", "whole")
    assert page.report.published is not None
    assert (page.report.published.edtf[:16], page.report.published.rule) == ("2026-03-01T08:00", "input")
    assert "harbour of Alva was closed" in page.report.text


def test_the_same_entry_has_the_same_digest_in_any_feed(tmp_path: Path) -> None:
    first = read(tmp_path, RSS)[0][0]
    again = read(tmp_path, RSS.replace("Alva Daily", "Another"), "other.rss")[0][0]
    assert first.sha256 == again.sha256


def test_a_malformed_feed_gives_its_entries(tmp_path: Path) -> None:
    broken = RSS.replace("</channel></rss>", "").replace("Short.", "Fish & chips <br> &nbsp; &unknown;")
    assert len(read(tmp_path, broken)[0]) == 3


@pytest.mark.parametrize("is_external", [True, False])
def test_entities_are_not_expanded_and_files_not_read(tmp_path: Path, is_external: bool) -> None:
    (tmp_path / "secret.txt").write_text("the secret of the port", encoding="utf-8")
    bomb = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 9))
    entity = f'<!ENTITY e8 SYSTEM "file://{tmp_path}/secret.txt">' if is_external else f'<!ENTITY e0 "alva">{bomb}'
    item = "<item><title>t</title><description>&e8; x</description></item>"
    text = f"<?xml version='1.0'?><!DOCTYPE rss [{entity}]><rss version='2.0'><channel>{item}</channel></rss>"
    captures, _ = read(tmp_path, text, "feed.rss")
    assert all("secret" not in one.content and len(one.content) < 10_000 for one in captures)


def test_the_content_of_a_feed_is_never_taken_for_a_place_to_read(tmp_path: Path) -> None:
    (tmp_path / "feed").write_text(RSS, encoding="utf-8")
    assert read_entries(str(tmp_path / "feed").encode()) == ()
    assert read_entries(b"http://127.0.0.1:9/feed") == ()


@settings(deadline=None, max_examples=80)
@given(
    st.integers(0, 1_500),
    st.integers(0, 40),
    st.sampled_from(["<![", "<!", "]]>", "&#x110000;", "&#xD800;", "\0", "<item>", "<!DOCTYPE", "\xff"]),
)
def test_no_damage_to_a_feed_is_fatal(at: int, lost: int, noise: str) -> None:
    for feed in (RSS, ATOM):
        with suppress(FeedError):
            for number, entry in enumerate(read_entries((feed[:at] + noise + feed[at + lost :]).encode())):
                assert all(isinstance(one, Capture | Problem) for one in capture_entry(entry, "feed", number))


def test_a_feed_in_utf_16_is_read() -> None:
    assert len(read_entries(RSS.replace("utf-8", "utf-16").encode("utf-16"))) == 4


def test_xml_that_is_no_feed_says_so(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "<?xml version='1.0'?><ferries><ferry/></ferries>")
    assert [one.reason for one in problems] == [Reason.UNSUPPORTED]
