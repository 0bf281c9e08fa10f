"""Papers of bodies that lie in the pile - a statement, a notice, a communiqué - and the reports that speak of them as such."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, is_outlet, listed_outlet, name_key, without_legal_form
from stemma.records import Extraction, Page, Report
from stemma.stages.derive.mastheads import Mastheads, own_marks
from stemma.stages.derive.reading import Span
from stemma.text.normalise import fold, without_accents
from stemma.text.shingles import keyed_words

_HEAD, _TAIL, _LONGEST_SENTENCE = 500, 300, 2_000
_OPENING = 5
"""Within so many words of a line's beginning a head says what the page is."""
FULL_MARK = 3
"""A page with so many signs of a body's own paper is one: what it calls itself at its head counts two, a contact for the press, a body's
name and a body's voice one each; a news outlet's name takes three off, an agency's mark two, a byline one."""
MOST_COUNTED = 6
MOST_UNNAMED = 4
"""With so many papers in the pile, or fewer, "a statement" of nobody named may be any of them."""


class Paper(NamedTuple):
    """A report that is a body's own paper: the body's name to show, the ids of the body and of those who speak for it, and the words that
    say what the body is ("council", "company")."""

    name: str
    entities: AbstractSet[str]
    kinds: AbstractSet[str]


class Spoken(NamedTuple):
    """What a report says of a paper: the signs (``noun``: it speaks of a paper, ``body``: it names whose, ``publishes``: the body is said
    to have published something) and the spans that do."""

    source: str
    name: str
    signs: frozenset[str]
    spans: tuple[Span, ...]


def read_papers(pages: Sequence[Page], extraction: Extraction, mastheads: Mastheads, lexicons: Lexicons) -> Mapping[str, Paper]:
    """The reports that are papers of bodies, by id."""
    house_of = {report: mastheads.names[key] for key, reports in mastheads.reports.items() for report in reports}
    found: dict[str, Paper] = {}
    for page in pages:
        name = house_of.get(page.report.id) or (page.report.outlet.name if page.report.outlet else None) or ""
        if _count_signs(page, name, lexicons) >= FULL_MARK:
            found[page.report.id] = _read_paper(page, name, extraction, lexicons)
    return found


def _count_signs(page: Page, name: str, lexicons: Lexicons) -> int:
    report = page.report
    head, whole = _head(report), without_accents(fold(report.text[:_LONGEST_SENTENCE] + " " + report.text[-_TAIL:]))
    openings = "\n".join(" ".join(line.split()[:_OPENING]) for line in head.split("\n"))
    is_paper = any(note.kind == "press_release" for note in report.disclosures) or _has_noun(openings, lexicons)
    words = {word.key for word in keyed_words(without_accents(fold(name)))}
    return (
        2 * is_paper
        + (_contact(lexicons).search(whole) is not None)
        + (not words.isdisjoint(_kinds(lexicons)) or without_legal_form(name, lexicons) != name)
        + _speaks_for_itself(page, lexicons)
        - 3 * _is_news(report, name, lexicons)
        - bool(report.bylines)
        - 2 * bool(own_marks(report))
    )


def _is_news(report: Report, name: str, lexicons: Lexicons) -> bool:
    domain = report.outlet.domain if report.outlet else None
    return is_outlet(name, lexicons) or (domain is not None and listed_outlet(domain_key(domain), lexicons) is not None)


def _speaks_for_itself(page: Page, lexicons: Lexicons) -> bool:
    """Whether the article, outside quotations, says "we", or calls its body by a capitalised noun ("The Authority")."""
    text = page.report.text
    spoken = [(quotation.start, quotation.end) for quotation in page.annotation.quotations]
    for start, end in article_spans(page.report)[:40]:
        for word in keyed_words(text, start, min(end, start + _LONGEST_SENTENCE)):
            is_quoted = any(first <= word.start < last for first, last in spoken)
            if is_quoted:
                continue
            is_body = word.key in _kinds(lexicons) and text[word.start].isupper() and text[word.start - 4 : word.start] in ("The ", "the ")
            if word.key in {"we", "our"} or is_body:
                return True
    return False


def _read_paper(page: Page, name: str, extraction: Extraction, lexicons: Lexicons) -> Paper:
    report = page.report
    counts: Counter[str] = Counter()
    signers: set[str] = set()
    for entity in extraction.entities:
        here = [mention for mention in entity.mentions if mention.report == report.id]
        is_own = name and name_key(name) in {name_key(form) for form in (entity.name, *entity.aliases)}
        if entity.type == "organisation" and here:
            counts[entity.id] = min(len(here), MOST_COUNTED) + min(len(entity.mentions) - len(here), MOST_COUNTED) + 100 * bool(is_own)
        elif entity.type == "person" and any(mention.start >= len(report.text) - _TAIL for mention in here):
            signers.add(entity.id)
    body = min(counts, key=lambda key: (-counts[key], key), default=None)
    speakers = {quote.speaker for quote in extraction.quotes if quote.report == report.id and quote.speaker}
    is_sure = (
        body is not None
        and sum(mention.report == report.id for entity in extraction.entities if entity.id == body for mention in entity.mentions) > 1
    )
    named = next((entity.name for entity in extraction.entities if entity.id == body and is_sure), None)
    text = fold(report.text)
    words = {word.key for word in keyed_words(without_accents(f"{name} {named or ''}"))}
    kinds = {kind for kind in words if kind in _kinds(lexicons)}
    kinds |= {word for word in _firms(lexicons) if f"the {word}" in text} | ({"company", "firm"} if not kinds else set())
    shown = name or named or report.title or ""
    return Paper(shown, frozenset({*speakers, *signers, *([body] if body else [])}), frozenset(kinds))


def cited_papers(
    page: Page, extraction: Extraction, papers: Mapping[str, Paper], named: Mapping[int, str], lexicons: Lexicons
) -> Iterator[Spoken]:
    """The papers of which a page may speak: its sentences that speak of "the statement", or of a body as publishing something. ``papers``
    are those that the page may have read, ``named`` who is named where on the page."""
    signs: dict[str, set[str]] = {}
    spans: dict[str, dict[str, set[Span]]] = {}
    places = sorted(named)
    articles = article_spans(page.report)
    sentences = [(one.start, min(one.end, one.start + _LONGEST_SENTENCE)) for one in page.annotation.sentences]
    sentences = [one for one in sentences if any(first <= one[0] < last for first, last in articles)]
    given = [(one.start, one.end, link) for one in extraction.statements for link in one.attribution]
    for place, (start, end) in enumerate(sentences):
        text = page.report.text[start:end]
        links = [link for first, last, link in given if first < end and start < last]
        is_spoken_of = any(_has_noun(link.source, lexicons) for link in links) or _speaks_of(text, lexicons)
        before = sentences[place - 1][0] if place else start
        near = {named[one] for one in places[bisect_left(places, before) : bisect_left(places, end)]}
        here = {named[one] for one in places[bisect_left(places, start) : bisect_left(places, end)]}
        words = {word.key for word in keyed_words(without_accents(page.report.text[before:end]))}
        own = {word.key for word in keyed_words(without_accents(text))}
        for source, paper in papers.items():
            is_near = bool(paper.entities & near) or bool(paper.kinds & words)
            is_here = bool(paper.entities & here) or bool(paper.kinds & own)
            found: set[str] = set()
            if is_spoken_of and (is_near or len(papers) <= MOST_UNNAMED):
                found = {"noun", "body"} if is_near else {"noun"}
            elif is_here and not _publishing(lexicons).isdisjoint(own):
                found = {"publishes", "body"}
            for sign in found:
                signs.setdefault(source, set()).add(sign)
                spans.setdefault(source, {}).setdefault(sign, set()).add((start, end))
    for source in sorted(signs):
        of_sign = spans[source]
        told = next(of_sign[sign] for sign in ("noun", "publishes") if sign in of_sign)
        yield Spoken(source, papers[source].name, frozenset(signs[source]), tuple(sorted(told)))


# ---------------------------------------------------------------- words


@lru_cache(maxsize=4)
def _nouns(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _of_kind(lexicons, 'noun')))})s?\b")


@lru_cache(maxsize=4)
def _heads(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, (*_of_kind(lexicons, 'noun'), *_of_kind(lexicons, 'head'))))})s?\b")


@lru_cache(maxsize=4)
def _contact(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _of_kind(lexicons, 'contact')))})")


@lru_cache(maxsize=4)
def _publishing(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(_of_kind(lexicons, "verb"))


@lru_cache(maxsize=4)
def _firms(lexicons: Lexicons) -> tuple[str, ...]:
    return _of_kind(lexicons, "firm")


def _of_kind(lexicons: Lexicons, kind: str) -> tuple[str, ...]:
    return tuple(word for found, word in lexicons.rows("paper_words") if found == kind)


@lru_cache(maxsize=4)
def _spoken_of(lexicons: Lexicons) -> re.Pattern[str]:
    """The nouns as something that there is: "notice" and "release" are verbs too."""
    return re.compile(
        r"(?:\b(?:the|an?|its|their|his|her|this|that|joint|same|public|press|official|written|company|news)|['’]s)\s(?:[a-z-]{1,20}\s){0,2}?"
        + _nouns(lexicons).pattern
    )


def _has_noun(text: str, lexicons: Lexicons) -> bool:
    return _heads(lexicons).search(without_accents(fold(text))) is not None


def _speaks_of(text: str, lexicons: Lexicons) -> bool:
    return _spoken_of(lexicons).search(without_accents(fold(text))) is not None


def _head(report: Report) -> str:
    """Title, headings and what stands before the article: where a paper says what it is."""
    spans = article_spans(report, frozenset({"body", "quote"}))
    first = spans[0][0] if spans else 0
    heads = [report.text[block.start : block.end][:_HEAD] for block in report.blocks if block.kind in {"title", "heading", "subtitle"}]
    return "\n".join([report.title or "", *heads[:4], report.text[: min(first, _HEAD)]])


@lru_cache(maxsize=4)
def _kinds(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(
        word for name, _, kind, *_ in lexicons.rows("organisation_words") if " " not in name and kind != "news" for word in (name,)
    )
