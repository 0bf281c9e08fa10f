"""Papers of bodies that lie in the pile - a statement, a notice, a communiqué - and the reports that speak of them as such."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.records import Extraction, Page, Report
from stemma.stages.derive.mastheads import Mastheads
from stemma.stages.derive.reading import Span
from stemma.text.normalise import fold, without_accents
from stemma.text.shingles import keyed_words

_HEAD, _LONGEST_SENTENCE = 500, 2_000


@lru_cache(maxsize=4)
def _nouns(lexicons: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, lexicons.words('paper_nouns')))})\b")


@lru_cache(maxsize=4)
def _spoken_of(lexicons: Lexicons) -> re.Pattern[str]:
    """The nouns as something that there is: "notice" and "release" are verbs too."""
    return re.compile(
        rf"(?:\b(?:the|an?|its|their|his|her|this|that|joint|public|press|official|written)|['’]s)\s(?:[a-z-]{{1,20}}\s){{0,2}}?{_nouns(lexicons).pattern}"
    )


def _has_noun(text: str, lexicons: Lexicons) -> bool:
    return _nouns(lexicons).search(without_accents(fold(text))) is not None


def _speaks_of(text: str, lexicons: Lexicons) -> bool:
    return _spoken_of(lexicons).search(without_accents(fold(text))) is not None


def read_papers(pages: Sequence[Page], mastheads: Mastheads, lexicons: Lexicons) -> Mapping[str, str]:
    """The reports that call themselves a statement or the like at their head and are no news outlet's, each with a name to show."""
    house_of = {report: mastheads.names[key] for key, reports in mastheads.reports.items() for report in reports}
    found: dict[str, str] = {}
    for page in pages:
        name = house_of.get(page.report.id) or (page.report.outlet.name if page.report.outlet else None) or page.report.title or ""
        is_release = any(note.kind == "press_release" for note in page.report.disclosures)
        if name and not is_outlet(name, lexicons) and (is_release or _has_noun(_head(page.report), lexicons)):
            found[page.report.id] = name
    return found


def _head(report: Report) -> str:
    """Title, headings and what stands before the article: where a paper says what it is."""
    spans = article_spans(report)
    first = spans[0][0] if spans else 0
    heads = [report.text[block.start : block.end][:_HEAD] for block in report.blocks if block.kind in {"title", "heading", "subtitle"}]
    return "\n".join([report.title or "", *heads[:4], report.text[: min(first, _HEAD)]])


def cited_papers(
    page: Page, extraction: Extraction, papers: Mapping[str, str], lexicons: Lexicons
) -> Iterator[tuple[str, tuple[str, ...], tuple[Span, ...]]]:
    """(body, its papers, spans) of each body of whose papers a page may speak: a statement that is attributed to "the statement", or a
    sentence that names the body with such a word. Where the sentence, and the one before it, name no body of the pile, an attributed
    statement is the only body's of which the pile has papers. ``papers`` gives the body of each, the page's own left out.
    """
    bodies = sorted(set(papers.values()))
    if not bodies:
        return
    spans: dict[str, set[Span]] = {}
    sentences = [(one.start, min(one.end, one.start + _LONGEST_SENTENCE)) for one in page.annotation.sentences]
    articles = article_spans(page.report)
    said = [
        (one.start, one.end) for one in extraction.statements
        if any(_has_noun(link.source, lexicons) for link in one.attribution)
    ]  # fmt: skip
    for place, (start, end) in enumerate(sentences):
        given = [span for span in said if span[0] < end and start < span[1]]
        is_spoken_of = bool(given) or _speaks_of(page.report.text[start:end], lexicons)
        if not is_spoken_of or not any(first <= start < last for first, last in articles):
            continue
        before = sentences[place - 1][0] if place else start
        near = [body for body in bodies if _names_body(page.report.text[before:end], body, lexicons)]
        for body in near or (bodies if given and len(bodies) == 1 else ()):
            spans.setdefault(body, set()).update(given or [(start, end)])
    for body in sorted(spans):
        yield body, tuple(sorted(report for report, name in papers.items() if name == body)), tuple(sorted(spans[body]))


def _names_body(text: str, name: str, lexicons: Lexicons) -> bool:
    """Whether a text names a body: by the word that says what it is ("the council" for the Harbour Council), else by its whole name."""
    words = {word.key for word in keyed_words(without_accents(text))}
    own = [word.key for word in keyed_words(without_accents(name))]
    kinds = {word for word in own if word in _kinds(lexicons)}
    return not words.isdisjoint(kinds) if kinds else bool(own) and words.issuperset(own)


@lru_cache(maxsize=4)
def _kinds(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(word for name in lexicons.words("organisation_words") if " " not in name for word in (name,))
