"""The dossier page as text: well formed, escaped, complete, asking for nothing."""

import dataclasses
import re
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier_fixture import dossier, empty_dossier
from dossier_pages import HOSTILE_WORDS, TEXTS
from stemma.happenings import EventMention, Happening
from stemma.records import Brief, Origin, Report
from stemma.views.dossier import page
from stemma.views.dossier.dates import describe_date
from stemma.views.dossier.desk import set_desk
from stemma.views.dossier.diff import diff_words
from stemma.views.dossier.labels import greek_siglum, label_reports, latin_siglum
from stemma.views.dossier.layout import Edge, Node, lay_out
from stemma.views.dossier.page_text import draw_page_text
from stemma.views.dossier.sources import find_sources, weigh_story
from stemma.views.dossier.spans import Piece, nest_spans
from stemma.views.dossier.svg_text import fit_text, text_width
from stemma.views.dossier.visible import shorten, visible

VOID = {"meta", "input", "br", "img", "link", "hr"}
FORBIDDEN = {"img", "iframe", "object", "embed", "link", "base", "form", "audio", "video", "source", "image", "foreignobject"}


class Tree(HTMLParser):
    """Checks that elements nest, and gathers what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.wrong: list[str] = []
        self.texts: dict[str, str] = {}
        self._report = ""
        self._depth = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if attributes.get("class") == "report":
            self._report = attributes["id"]
        if attributes.get("class") == "text" and self._report:
            self._depth = len(self.open) + 1
            self.texts[self._report] = ""
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> inside {self.open[-3:]}")
        else:
            self.open.pop()
        if self._depth and len(self.open) < self._depth:
            self._depth = 0

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.texts[self._report] += data


@pytest.fixture(scope="module")
def html() -> str:
    return page(dossier())


@pytest.fixture(scope="module")
def tree(html: str) -> Tree:
    return Tree(html)


@pytest.mark.parametrize("make", [dossier, empty_dossier, lambda: empty_dossier(with_report=True)])
def test_every_page_is_well_formed(make: object) -> None:
    tree = Tree(page(make()))  # type: ignore[operator]
    assert tree.wrong == []
    assert tree.open == []


def test_the_page_asks_for_nothing(html: str, tree: Tree) -> None:
    assert not [tag for tag, _ in tree.tags if tag in FORBIDDEN]
    for tag, attributes in tree.tags:
        assert "src" not in attributes, f"{tag} loads something"
        assert not [name for name in attributes if name.startswith("on")], f"{tag} runs something"
        href = attributes.get("href", "#")
        if not href.startswith("#"):
            assert urlsplit(href).scheme in ("http", "https")
            assert {"noreferrer", "noopener"} <= set(attributes["rel"].split())
    assert "url(" not in html
    assert "@import" not in html
    policy = next(attributes["content"] for tag, attributes in tree.tags if attributes.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none';")
    assert len([tag for tag, _ in tree.tags if tag == "script"]) == 1


def test_every_link_and_label_has_its_target_and_ids_are_unique(tree: Tree) -> None:
    ids = [attributes["id"] for _, attributes in tree.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tree.tags:
        targets = [attributes["href"][1:]] if attributes.get("href", "").startswith("#") else []
        for name in ("aria-labelledby", "aria-describedby", "for"):
            targets += attributes.get(name, "").split()
        assert set(targets) <= set(ids), f"{tag} {attributes}"


def test_hostile_text_is_text(html: str) -> None:
    assert HOSTILE_WORDS not in html
    assert "&lt;/script&gt;&lt;img" in html
    assert "\x00" not in html
    assert "\u202e" not in html
    assert "{{ 7 * 7 }}" in html
    assert not re.search(r'href="javascript:', html)


def test_the_text_of_each_page_stands_there_character_for_character(tree: Tree) -> None:
    labels = label_reports(dossier().reports, dossier().stories)
    for report in dossier().reports:
        assert tree.texts[labels[report.id].anchor] == visible(report.text)


def test_every_cited_span_is_one_click_away(html: str, tree: Tree) -> None:
    hrefs = {attributes.get("href") for _, attributes in tree.tags}
    labels = label_reports(dossier().reports, dossier().stories)
    for story in dossier().stories:
        cited = [citation for conflict in story.conflicts for value in conflict.values for citation in value.citations]
        cited += [citation for entry in story.timeline for citation in entry.citations]
        cited += [citation for lines in (story.brief.known, story.brief.disputed) for line in lines for citation in line.citations]
        spans = {(citation.report, citation.start, citation.end) for citation in cited}
        spans |= {(statement.report, statement.start, statement.end) for statement in story.statements}
        spans |= {(quote.report, quote.start, quote.end) for quote in story.quotes}
        for report, start, end in spans:
            anchor = f"{labels[report].anchor}-{start}-{end}"
            assert f"#{anchor}" in hrefs, TEXTS[report][start:end]
            assert f'<mark id="{anchor}"' in html


def test_headings_run_in_order_and_landmarks_are_there(tree: Tree) -> None:
    levels = [int(tag[1]) for tag, _ in tree.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [tag for tag, _ in tree.tags].count("main") == 1
    assert all("aria-label" in attributes or "aria-labelledby" in attributes for tag, attributes in tree.tags if tag == "nav")
    assert next(attributes for tag, attributes in tree.tags if tag == "a")["class"] == "skip"


def test_drawings_have_names_and_stand_alone(html: str) -> None:
    drawings = re.findall(r'<svg[^>]*class="(?:tree|strip)".*?</svg>', html, re.DOTALL)
    assert len(drawings) == 6
    for drawing in drawings:
        assert 'xmlns="http://www.w3.org/2000/svg"' in drawing
        assert "<title" in drawing
        assert "<style>" in drawing
    for drawing in re.findall(r"<svg[^>]*>", html):
        assert "aria-labelledby" in drawing or 'aria-hidden="true"' in drawing


def test_tables_say_what_their_heads_are_heads_of(tree: Tree) -> None:
    assert all(attributes.get("scope") in ("col", "row", "rowgroup") for tag, attributes in tree.tags if tag == "th")


def test_a_reader_sees_no_raw_ids(html: str) -> None:
    shown = re.sub(r"<[^>]*>", " ", html[html.index("<main") :])
    for name in ("ent-coast", "cl-aboard", "x-date", "q-hull", "st-ferry"):
        assert name not in shown


def test_the_same_dossier_gives_the_same_page(html: str) -> None:
    assert page(dossier()) == html


def test_nothing_read_and_nothing_found_are_said_clearly() -> None:
    assert "No report could be read" in page(empty_dossier())
    lonely = page(empty_dossier(with_report=True))
    assert "No story was found" in lonely
    assert "It has leeks in it." in lonely


def test_broken_spans_and_unknown_ids_do_no_harm() -> None:
    whole = dossier()
    story = whole.stories[0]
    statements = tuple(dataclasses.replace(statement, start=10**6, end=10**6 + 5) for statement in story.statements)
    broken = dataclasses.replace(whole, stories=(dataclasses.replace(story, statements=statements, entities=()),))
    assert Tree(page(broken)).wrong == []


def test_a_story_is_weighed_by_its_best_claim_and_by_the_reports_that_draw_on_no_other() -> None:
    story = dossier().stories[0]
    weight = weigh_story(story, find_sources(story, set_desk(dossier())))
    assert (weight.least, weight.most, weight.best) == (2, 3, 2)
    assert weight.drawn == ("rep-coastwatch", "rep-courier", "rep-isla")
    assert weight.own == ("rep-herald", "rep-wire")
    assert [(source.name, reports) for source, reports in weight.joined] == [("coastguard", ("rep-hostile",))]


def test_reports_that_all_relay_one_source_count_once() -> None:
    story = dossier().stories[1]
    weight = weigh_story(story, find_sources(story, set_desk(dossier())))
    assert (weight.least, weight.most) == (1, 1)
    assert [reports for _, reports in weight.joined] == [("rep-strike", "rep-strike-too")]


def test_one_source_under_two_names_or_entities_is_one() -> None:
    def named(entity: str | None, name: str, report: str) -> Origin:
        return Origin(name=name, entity=entity, kind="named", reports=(report,))

    story = dossier().stories[0]
    origins = (
        named("e1", "the Harbour Board", "rep-wire"),
        named("e2", "Harbour Board", "rep-herald"),
        named("e2", "Board", "rep-courier"),
    )
    claim = dataclasses.replace(story.claims[0], origins=(*origins, named(None, "harbour board", "rep-isla")))
    sources = find_sources(dataclasses.replace(story, claims=(claim,), derivations=()), set_desk(dossier()))
    assert [(source.siglum, len(source.reports)) for source in sources.ranked] == [("α", 4)]


def test_a_source_whose_own_text_is_here_is_that_report() -> None:
    story, desk = dossier().stories[0], set_desk(dossier())
    outlet = desk.reports["rep-wire"].outlet
    assert outlet is not None
    origin = Origin(name=f"the {outlet.name}", entity=None, kind="named", reports=("rep-isla",))
    claim = dataclasses.replace(story.claims[0], origins=(origin,))
    sources = find_sources(dataclasses.replace(story, claims=(claim,), derivations=()), desk)
    found = sources.of_origin(origin)
    assert found is not None
    assert (found.present, found.siglum) == ("rep-wire", desk.labels["rep-wire"].siglum)
    assert sources.ranked == ()


def test_sigla_run_on_after_the_alphabet() -> None:
    assert [latin_siglum(number) for number in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
    assert [greek_siglum(number) for number in (0, 23, 24)] == ["α", "ω", "α2"]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2031-03-02", "2 March 2031"),
        ("2031-03", "March 2031"),
        ("2031", "2031"),
        ("2031-03-02T06:40+09:00", "2 March 2031, 06:40 UTC+09:00"),
        ("2031-03-02T06:40:10Z", "2 March 2031, 06:40 UTC"),
        ("2031-02-28/2031-03-04", "28 Feb – 4 March 2031"),
        ("2031-03-02/2031-03-04", "2–4 March 2031"),
        ("2030-12-30/2031-01-02", "30 Dec 2030 – 2 Jan 2031"),
        ("2031-03-02/..", "2 March 2031 or later"),
        ("../2031-03-02", "up to 2 March 2031"),
        ("2031-03~", "about March 2031"),
        ("203X", "2030s"),
        ("2031-22", "summer 2031"),
        ("Tuesday", "Tuesday"),
    ],
)
def test_dates_are_told_in_words(edtf: str, words: str) -> None:
    assert describe_date(edtf) == words


SPANS = st.lists(st.tuples(st.integers(-3, 40), st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=12)


@given(SPANS)
def test_marks_tile_the_text_and_cover_their_spans(spans: list[tuple[int, int]]) -> None:
    pieces = nest_spans(0, 30, spans)
    covered: dict[tuple[int, int], list[int]] = {}

    def walk(parts: tuple[Piece, ...], at: int, end: int, above: tuple[tuple[int, int], ...]) -> None:
        for piece in parts:
            assert piece.start == at
            at = piece.end
            if piece.span:
                walk(piece.parts, piece.start, piece.end, (*above, piece.span))
            else:
                for span in above:
                    covered.setdefault(span, []).extend(range(piece.start, piece.end))
        assert at == end

    walk(pieces, 0, 30, ())
    expected = {span: list(range(max(span[0], 0), min(span[1], 30))) for span in spans if max(span[0], 0) < min(span[1], 30)}
    assert covered == expected


@given(st.text(alphabet="ab ,.", max_size=30), st.text(alphabet="ab ,.", max_size=30))
def test_a_diff_leads_from_one_wording_to_the_other(before: str, after: str) -> None:
    changes = diff_words(before, after)
    assert "".join("".join(change.text for change in changes if change.kind != "added").split()) == "".join(before.split())
    assert "".join("".join(change.text for change in changes if change.kind != "removed").split()) == "".join(after.split())


def test_a_diff_keeps_what_both_wordings_have() -> None:
    changes = diff_words("We will not stop looking while there is light,", "We will never stop looking,")
    shown = [(change.kind, change.text) for change in changes]
    assert shown == [
        ("same", "We will "),
        ("removed", "not "),
        ("added", "never "),
        ("same", "stop looking "),
        ("removed", "while there is light"),
        ("same", ","),
    ]


@given(st.text(max_size=60))
def test_what_is_shown_is_as_long_as_what_was_read(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert len(shorten(text, 20)) <= 20
    visible(text).encode()


@given(st.integers(1, 14), st.data())
def test_nodes_of_a_tree_never_meet(count: int, data: st.DataObject) -> None:
    days = data.draw(st.lists(st.sampled_from("0123"), min_size=count, max_size=count))
    nodes = [Node(key=f"n{number}", band=day, band_name=day, moment=None) for number, day in enumerate(days)]
    pairs = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=12))
    edges = [Edge(source=f"n{one}", target=f"n{other}", strength=0.5, is_directed=one % 2 == 0) for one, other in pairs if one != other]
    layout = lay_out(nodes, edges)
    assert sorted(place.row for place in layout.places.values()) == list(range(count))
    assert layout == lay_out(nodes[::-1], edges[::-1])
    for node in nodes:
        place = layout.places[node.key]
        band = layout.bands[sorted(set(days)).index(node.band)]
        assert band.first_column <= place.column <= band.last_column


def test_a_source_stands_above_and_left_of_what_drew_on_it_in_one_day() -> None:
    nodes = [Node(key=key, band="1", band_name="a day", moment=None) for key in "abc"]
    edges = [Edge(source="b", target="a", strength=0.9, is_directed=True), Edge(source="a", target="c", strength=0.5, is_directed=True)]
    places = lay_out(nodes, edges).places
    assert [places[key].column for key in "bac"] == [0, 1, 2]
    assert [places[key].row for key in "bac"] == [0, 1, 2]


@pytest.mark.parametrize("text", ["Tarn Herald", "新聞" * 30, "W" * 90, "ﷺ" * 40])
def test_labels_fit_their_room(text: str) -> None:
    assert text_width(fit_text(text, 13, 200), 13) <= 200


def test_a_page_of_one_word_and_many_marks_is_drawn() -> None:
    whole = dossier()
    desk = set_desk(whole)
    hostile = next(report for report in whole.reports if report.id == "rep-hostile")
    assert isinstance(hostile, Report)
    assert len(draw_page_text(hostile, desk)) > 8000


def test_many_stories_do_not_bury_the_first() -> None:
    whole = dossier()
    reports = [dataclasses.replace(whole.reports[-1], id=f"rep-{number}") for number in range(20)]
    strike = whole.stories[1]
    empty = dataclasses.replace(
        strike, statements=(), claims=(), conflicts=(), entities=(), brief=Brief(known=(), disputed=(), single_source=(), unknown=())
    )
    stories = tuple(dataclasses.replace(empty, id=f"st-{number}", reports=(f"rep-{number}",)) for number in range(20))
    tree = Tree(page(dataclasses.replace(whole, reports=tuple(reports), stories=stories)))
    assert tree.wrong == []
    assert [attributes["id"] for tag, attributes in tree.tags if attributes.get("class") == "story"] == [
        f"s{number}" for number in range(1, 21)
    ]


def test_what_is_expected_stands_apart_with_its_strength_and_outcome() -> None:
    html = page(dossier())
    outlook = html[html.index('id="s1-outlook"') :].partition("</section>")[0]
    assert "55–95 %" in outlook
    assert "borne out later" in outlook
    assert "drinking &lt;b&gt;all night" in outlook
    assert outlook.index("A tug is due") < outlook.index("drinking"), "what is settled comes first"


def test_a_headline_that_says_more_than_its_text_is_shown_beside_it() -> None:
    html = page(dossier())
    flags = html[html.index('id="s1-headlines"') :].partition("</section>")[0]
    assert "Surer than the text" in flags
    assert flags.count('class="words"') == 2, "headline and text both lead to their words"


def test_events_are_shown_in_the_words_of_the_reports_that_tell_of_them() -> None:
    def told(*mentions: tuple[str, str]) -> Happening:
        return Happening(
            id="ev-1",
            kind="strike",
            type=None,
            mentions=tuple(EventMention(report=report, start=0, end=len(text), text=text) for report, text in mentions),
            participants=("ent-coast",),
            place=None,
            when="2031-03-02",
            statements=(),
            claims=(),
        )

    made = dossier()
    events = told(("rep-wire", "<b>aground"), ("rep-herald", "Stranding")), told(("rep-wire", "sank"))
    html = page(dataclasses.replace(made, stories=(dataclasses.replace(made.stories[0], events=events), *made.stories[1:])))
    section = html[html.index('id="s1-events"') : html.index('id="s1-claims"')]
    assert "&lt;b&gt;aground" in section
    assert "stranding" in section
    assert "coastguard" in section
    assert "2 March 2031" in section
    assert "sank" not in section, "one report alone tells of it"
    assert not Tree(html).wrong


def test_a_derivation_that_a_quotation_alone_shows_gives_no_share_of_the_text() -> None:
    whole = dossier()
    (story, *_) = whole.stories
    bare = tuple(dataclasses.replace(one, coverage=0.003) for one in story.derivations)
    assert re.search(r"\(\d+ %\)", page(whole))
    assert not re.search(r"\(0 %|\(0 % of", page(dataclasses.replace(whole, stories=(dataclasses.replace(story, derivations=bare),))))
