"""Versions of a report: what is one, which is the newest, and what changed between them."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.config import CollateConfig
from stemma.language.addresses import address_key
from stemma.language.lexicon import Lexicons
from stemma.problems import Reason
from stemma.records import Annotation, Block, Date, Disclosure, Page, Report, Sentence
from stemma.stages.collate import Collation, collate

SENTENCES = (
    "The harbour of Alva was closed at dawn on Sunday.",
    "Three sailors were hurt when the mole gave way, the harbour master said.",
    "Ferries to Kestrel stay in port until Tuesday.",
    "The mayor asked the crews to double their mooring lines.",
)
ADDRESS = "https://alva.example/storm"


def page(
    name: str, *sentences: str, url: str | None = ADDRESS, title: str | None = "Storm closes the port of Alva", **fields: object
) -> Page:
    sentences = sentences or SENTENCES
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    report = Report(
        id=f"r{name}", location=f"{name}.html", sha256=name, outlet=None, title=title, bylines=(), published=None, updated=None,
        language="en", text=text, blocks=tuple(Block(kind="body", start=start, end=end) for start, end in spans), disclosures=(), url=url,
    )  # fmt: skip
    annotation = Annotation(report=report.id, sentences=tuple(Sentence(start=start, end=end, tokens=()) for start, end in spans))
    return Page(report=replace(report, **fields), annotation=annotation)  # type: ignore[arg-type]


def collated(lexicons: Lexicons, *pages: Page) -> tuple[Collation, list[tuple[str, Reason, str]]]:
    outcome = collate(pages, config=CollateConfig(), lexicons=lexicons)
    return outcome.records[0], [(one.input, one.reason, one.detail) for one in outcome.problems]


def date(edtf: str) -> Date:
    return Date(edtf=edtf, precision="day", start=None, end=None, rule="meta")


def test_the_newest_is_the_report_and_the_change_has_both_words(lexicons: Lexicons) -> None:
    old = page("old", captured="2026-03-01T09:00:00Z")
    new = page(
        "new", SENTENCES[0], SENTENCES[1].replace("Three", "Five"), SENTENCES[3], "Nobody else was hurt.", captured="2026-03-01T12:00:00Z"
    )
    for pages in permutations([old, new]):
        found, problems = collated(lexicons, *pages)
        assert found.reports == ("rnew",)
        (version,) = found.versions
        assert (version.id, version.report, version.order, version.is_announced) == ("rold", "rnew", "captured", False)
        assert [(change.kind, change.old, change.new) for change in version.changes] == [
            ("changed", SENTENCES[1], SENTENCES[1].replace("Three", "Five")),
            ("removed", SENTENCES[2], None),
            ("added", None, "Nobody else was hurt."),
        ]
        for change in version.changes:
            if change.new is not None:
                assert new.report.text[change.start : change.end] == change.new
            if change.old is not None:
                assert version.text[change.old_start : change.old_end] == change.old
        assert problems == [("old.html", Reason.OLDER_VERSION, "an older version of new.html, changed since without a correction notice")]


def test_a_correction_that_is_told_is_not_quiet(lexicons: Lexicons) -> None:
    notice = "Correction: an earlier version gave another number."
    old = page("old", updated=date("2026-03-01"))
    new = page("new", SENTENCES[0], SENTENCES[1].replace("Three", "Five"), notice, updated=date("2026-03-02"))
    start = new.report.text.index(notice)
    new = replace(new, report=replace(new.report, disclosures=(Disclosure(kind="correction", start=start, end=start + len(notice)),)))
    found, problems = collated(lexicons, old, new)
    assert (found.versions[0].is_announced, found.versions[0].order) == (True, "updated")
    assert "without" not in problems[0][2]


def test_the_same_article_in_another_frame_has_no_changes(lexicons: Lexicons) -> None:
    found, problems = collated(
        lexicons, page("a", captured="2026-03-01"), page("b", captured="2026-03-04", text="\n".join((*SENTENCES, "More teasers")))
    )
    assert found.reports == ("rb",)
    assert found.versions[0].changes == ()
    assert "same article" in problems[0][2]


def test_a_sentence_that_moved_is_no_change(lexicons: Lexicons) -> None:
    found, _ = collated(lexicons, page("a", captured="2026-03-01"), page("b", *SENTENCES[1:], SENTENCES[0], captured="2026-03-04"))
    assert found.versions[0].changes == ()


def test_two_texts_without_a_date_are_one_report_of_unknown_order(lexicons: Lexicons) -> None:
    found, problems = collated(lexicons, page("a"), page("b", *SENTENCES, "The sea was calm by night."))
    assert found.reports == ("rb",)
    assert found.versions[0].order == "undecided"
    assert "may be older" in problems[0][2]


def test_a_front_page_with_another_text_stays_a_report(lexicons: Lexicons) -> None:
    other = (
        "The council of Brennick votes on a new bridge.",
        "Its cost is put at two million by the engineer.",
        "Work could begin in May.",
    )
    found, problems = collated(lexicons, page("a", captured="2026-03-01"), page("b", *other, title="Bridge vote", captured="2026-03-09"))
    assert (found.reports, found.versions, problems) == (("ra", "rb"), (), [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ADDRESS, "http://www.alva.example/storm/?utm_source=feed&fbclid=x#top"),
        ("https://alva.example/a?b=1&a=2", "https://alva.example/a?a=2&b=1&utm_medium=y"),
        ("https://ALVA.example:443/a", "https://alva.example/a"),
    ],
)
def test_addresses_that_are_one(one: str, other: str, lexicons: Lexicons) -> None:
    assert address_key(one, lexicons) == address_key(other, lexicons) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://alva.example/a?id=1", "https://alva.example/a?id=2"),
        (ADDRESS, "https://brennick.example/storm"),
        ("https://alva.example:81/a", "https://alva.example/a"),
    ],
)
def test_addresses_that_are_two(one: str, other: str, lexicons: Lexicons) -> None:
    assert address_key(one, lexicons) != address_key(other, lexicons)


@pytest.mark.parametrize("address", ["https://alva.example/", "https://alva.example", "alva.html", "http://[::1/x", "", "file:///a/b"])
def test_addresses_that_name_no_page(address: str, lexicons: Lexicons) -> None:
    assert address_key(address, lexicons) is None


def test_pages_without_an_address_are_never_versions(lexicons: Lexicons) -> None:
    found, problems = collated(lexicons, page("a", url=None), page("b", url="https://alva.example/"), page("c", url=None))
    assert (found.reports, problems) == (("ra", "rb", "rc"), [])


def test_one_id_given_twice_is_one_report(lexicons: Lexicons) -> None:
    pages = [page(name, url=None, location="alva-1", updated=date(f"2026-03-0{day}")) for day, name in enumerate("ab", 1)]
    assert collated(lexicons, *pages)[0].reports == ("rb",)


def test_a_summary_is_left_out_beside_its_page(lexicons: Lexicons) -> None:
    found, problems = collated(lexicons, page("page"), page("feed", SENTENCES[0], extent="summary", captured="2026-03-09"))
    assert (found.reports, found.versions) == (("rpage",), ())
    assert [(location, reason) for location, reason, _ in problems] == [("feed.html", Reason.DUPLICATE)]


VARIANTS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=1, max_size=5)
DATES = st.sampled_from([None, "2026-03-01", "2026-03-02T10:00:00Z", "2026-03"])


@settings(deadline=None, max_examples=60)
@given(VARIANTS, st.lists(DATES, min_size=5, max_size=5), st.randoms())
def test_order_does_not_matter_and_nothing_is_lost(variants: list[list[str]], dates: list[str | None], chance: object) -> None:
    from stemma.adapters.models import load_lexicons

    lexicons = load_lexicons()
    pages = [page(str(number), *texts, captured=dates[number]) for number, texts in enumerate(variants)]
    found, problems = collated(lexicons, *pages)
    shuffled = pages[:]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert collated(lexicons, *shuffled)[0] == found
    assert sorted([*found.reports, *(version.id for version in found.versions)]) == sorted(one.report.id for one in pages)
    assert len(problems) == len(found.versions)
