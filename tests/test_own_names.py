"""What a page known by its address alone may be called, on small invented stories."""

from dataclasses import replace

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Outlet, Page, Quotation
from stemma.stages.derive.declared import read_declarations
from stemma.stages.derive.mastheads import read_mastheads
from stemma.stages.derive.own_names import domain_names
from stemma.stages.derive.reading import split_extraction

LEXICONS = load_lexicons()
FACTS = [
    Said("The ferry operator Norna Lines lost the records of 214 passengers, among them 31 children, on Monday."),
    Said("Thieves had read them since March, the Alva prosecutor said."),
]


def cited(
    domain: str, title: str, sentence: str, *, opening: str = "", when: tuple[str, str] | None = None
) -> set[tuple[str, str, tuple[str, ...]]]:
    """(form, name, pages) of what a report with the sentence names as its source, beside a page of the domain with that title and with
    that opening of its text."""
    first = [replace(FACTS[0], text=opening + FACTS[0].text), FACTS[1]]
    papers = [
        Paper(name="page", outlet="Page", published="2026-03-09", title=title, said=first),
        Paper(
            name="daily", outlet="The Ruhja Daily", published="2026-03-10", title="What we know", said=[*FACTS, Said(sentence, when=when)]
        ),
        Paper(name="other", outlet="The Tolna Bee", published="2026-03-10", title="Records gone", said=[*FACTS, Said(sentence)]),
    ]
    drafts, extraction = build(papers, {"Norna Lines": "organisation", "Alva Evening Post": "organisation", "ABN": "organisation"})
    pages = [_of_domain(page, domain) if page.report.id == "page" else page for page in drafts]
    split = split_extraction(extraction, [page.report.id for page in pages])
    found = read_declarations(pages, (extraction, split), {}, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    return {(one.form, one.name, one.reports) for one in found if one.report == "daily"}


def _of_domain(page: Page, domain: str) -> Page:
    return replace(page, report=replace(page.report, outlet=Outlet(name=None, domain=domain)))


@pytest.mark.parametrize(
    ("domain", "title", "sentence"),
    [
        ("alvaeveningpost.com", "Records gone", "Nobody noticed for a year, a clerk told the Alva Evening Post."),
        ("news.alvaeveningpost.com", "Norna Lines: all that is known", "Nobody noticed for a year, the Alva Evening Post reported."),
        ("aep.com", "Alva Evening Post: Records of a ferry gone", "Nobody noticed for a year, the Alva Evening Post reported."),
    ],
)
def test_an_outlet_known_by_its_address_is_cited_by_its_name(domain: str, title: str, sentence: str) -> None:
    assert cited(domain, title, sentence) == {("citation", domain, ("page",))}


@pytest.mark.parametrize(
    ("title", "opening", "sentence"),
    [
        ("Norna Lines: all that is known", "", "The thieves have been gone since May, Norna Lines said."),
        ("Norna Lines - when a ferry forgets", "", "The thieves have been gone since May, according to Norna Lines."),
        ("NFO speaks of thieves", "ALVA (NFO) - ", "The thieves have been gone since May, NFO said."),
        ("Records gone", "Photo (c) Norna Lines. ", "The thieves have been gone since May, Norna Lines said."),
    ],
)
def test_whom_a_headline_or_an_article_tells_of_is_not_who_wrote_it(title: str, opening: str, sentence: str) -> None:
    assert cited("clarion.com", title, sentence, opening=opening) == set()


def test_what_an_address_says_of_its_owner() -> None:
    assert domain_names("edition.abn.com") == ("edition", "abn")
    assert domain_names("abnnews.go.com") == ("abnnews",)
    assert domain_names("www.alva-post.co.uk") == ("alvapost",)
    assert domain_names("the-bee.org") == ("bee",)


@pytest.mark.parametrize(
    ("sentence", "when", "is_page"),
    [
        ("Nobody noticed for a year, a clerk told the Alva Evening Post last month.", ("last month", "2026-02"), False),
        ("Nobody noticed, the Alva Evening Post reported in May 2024.", ("May 2024", "2024-05"), False),
        ("Nobody noticed, the Alva Evening Post reported on Monday.", ("Monday", "2026-03-09"), True),
        ("Nobody noticed last month, a clerk told the Alva Evening Post.", ("last month", "2026-02"), True),
        ("The Alva Evening Post reported that, in February, a thief had come in.", ("February", "2026-02"), True),
    ],
)
def test_what_an_outlet_was_told_at_another_time_is_not_in_its_page(sentence: str, when: tuple[str, str], is_page: bool) -> None:
    assert cited("alvaeveningpost.com", "Records gone", sentence, when=when) == {
        ("citation", "alvaeveningpost.com", ("page",) if is_page else ())
    }


@pytest.mark.parametrize(
    ("words", "is_own"),
    [("The thieves were seen in May, we reported at the time.", True), ("“We reported it in May,” a clerk said.", False)],
)
def test_what_somebody_else_reported_is_no_page_of_the_house(words: str, is_own: bool) -> None:
    papers = [
        Paper(name="first", outlet="The Ruhja Daily", published="2026-03-08", title="Records gone", said=FACTS),
        Paper(name="later", outlet="The Ruhja Daily", published="2026-03-10", title="What we know", said=[*FACTS, Said(words)]),
    ]
    drafts, extraction = build(papers, {})
    start = drafts[1].report.text.index(words)
    quoted = Quotation(start=start, end=start + words.find("”") + 1, text="", speaker=None, speaker_text=None, cue=None)
    later = replace(drafts[1], annotation=replace(drafts[1].annotation, quotations=() if is_own else (quoted,)))
    pages = [drafts[0], later]
    split = split_extraction(extraction, [page.report.id for page in pages])
    found = read_declarations(pages, (extraction, split), {}, read_mastheads(pages, extraction, LEXICONS), LEXICONS)
    assert [one.reports for one in found if "house" in one.signs] == ([("first",)] if is_own else [])
