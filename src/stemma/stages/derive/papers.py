"""Papers of bodies that lie in the pile - a statement, a notice, a communiqué - and the reports that speak of them as such."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import NamedTuple

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import name_key
from stemma.records import Entity, Extraction, Page
from stemma.stages.derive.issuers import issuer_of
from stemma.stages.derive.mastheads import Mastheads, read_mastheads
from stemma.stages.derive.paper_talk import speaks_of, speaks_of_paper
from stemma.stages.derive.paperhood import has_noun, head_names, head_of, hear, kinds, measure_paper, paper_prob, words_of
from stemma.stages.derive.reading import Span
from stemma.text.normalise import fold, without_accents
from stemma.text.shingles import keyed_words, word_keys

_TAIL, _LONGEST_SENTENCE = 300, 2_000
SURE = 0.4
"""A page is a body's paper from this probability on."""
MOST_COUNTED, _FEWEST_INITIALS = 6, 3
MOST_UNNAMED = 4
"""With so many papers in the pile, or fewer, "a statement" of nobody named may be any of them."""


class Paper(NamedTuple):
    """A report that is a body's own paper: the body's name to show, the ids of the body and of those who speak for it, the words that say
    what the body is ("council", "company"), and what the paper calls itself ("bulletin")."""

    name: str
    entities: AbstractSet[str]
    kinds: AbstractSet[str]
    nouns: AbstractSet[str] = frozenset()


class Spoken(NamedTuple):
    """What a report says of a paper: the signs (``noun``: it speaks of a paper, ``body``: it names whose, ``publishes``: the body is said
    to have published something) and the spans that do."""

    source: str
    name: str
    signs: frozenset[str]
    spans: tuple[Span, ...]


def read_papers(pages: Sequence[Page], extraction: Extraction, mastheads: Mastheads, lexicons: Lexicons) -> Mapping[str, Paper]:
    """The reports that are papers of bodies, by id."""
    heard = hear(extraction)
    named = {
        page.report.id: (page, name)
        for page, name in _named_pages(pages, mastheads, lexicons)
        if paper_prob(page, name, heard, lexicons) >= SURE
    }
    entities: dict[str, list[Entity]] = {report: [] for report in named}
    for entity in extraction.entities:
        for report in sorted({mention.report for mention in entity.mentions} & named.keys()):
            entities[report].append(entity)
    speakers: dict[str, set[str]] = {report: set() for report in named}
    for quote in extraction.quotes:
        if quote.speaker and quote.report in named:
            speakers[quote.report].add(quote.speaker)
    bodies = [entity for entity in extraction.entities if entity.type == "organisation"] if named else []
    return {
        report: _with_head(_read_paper(page, name, (entities[report], speakers[report]), lexicons), page, bodies, lexicons)
        for report, (page, name) in named.items()
    }


def _with_head(paper: Paper, page: Page, bodies: Sequence[Entity], lexicons: Lexicons) -> Paper:
    """A paper whose head may name its body by more than an outlet's name: "Republic of Alva / Ministry of Transport", or "Provincial Relief
    Office" of a PRO."""
    parts = list(head_names(page.report))
    initials = ("".join(word[0] for word in part.split() if word[0].isupper()) for part in parts)
    keys = {name_key(part) for part in parts} | {name_key(letters) for letters in initials if len(letters) >= _FEWEST_INITIALS}
    found = {entity.id for entity in bodies if not keys.isdisjoint({name_key(form) for form in (entity.name, *entity.aliases)})}
    called = {word.key for part in parts for word in keyed_words(without_accents(fold(part)))} & kinds(lexicons)
    is_firm = paper.kinds <= set(_firms(lexicons)) and bool(called)
    return paper._replace(entities=paper.entities | found, kinds=called if is_firm else paper.kinds | called)


def _named_pages(pages: Sequence[Page], mastheads: Mastheads, lexicons: Lexicons) -> Iterator[tuple[Page, str]]:
    """Each page with the name of its house, or of the body whose release it is; "" where nothing gives one."""
    house_of = {report: mastheads.names[key] for key, reports in mastheads.reports.items() for report in reports}
    for page in pages:
        yield (
            page,
            issuer_of(page.report, lexicons)
            or house_of.get(page.report.id)
            or (page.report.outlet.name if page.report.outlet else None)
            or "",
        )


def weigh_papers(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> dict[str, dict[str, float]]:
    """The features of every page of a story, by id: what the weights of ``paperhood`` are fitted on."""
    named = _named_pages(pages, read_mastheads(pages, extraction, lexicons), lexicons)
    heard = hear(extraction)
    return {page.report.id: measure_paper(page, name, heard, lexicons) for page, name in named}


def _read_paper(page: Page, name: str, here_named: tuple[Sequence[Entity], AbstractSet[str]], lexicons: Lexicons) -> Paper:
    """The paper of a page, by the entities that it names and the speakers whom it quotes."""
    report, (entities, speakers) = page.report, here_named
    counts: Counter[str] = Counter()
    signers: set[str] = set()
    for entity in entities:
        here = [mention for mention in entity.mentions if mention.report == report.id]
        is_own = name and name_key(name) in {name_key(form) for form in (entity.name, *entity.aliases)}
        if entity.type == "organisation" and here:
            counts[entity.id] = min(len(here), MOST_COUNTED) + min(len(entity.mentions) - len(here), MOST_COUNTED) + 100 * bool(is_own)
        elif entity.type == "person" and any(mention.start >= len(report.text) - _TAIL for mention in here):
            signers.add(entity.id)
    body = min(counts, key=lambda key: (-counts[key], key), default=None)
    named = next(
        (entity.name for entity in entities if entity.id == body and sum(mention.report == report.id for mention in entity.mentions) > 1),
        None,
    )
    text = fold(report.text)
    words = {word.key for word in keyed_words(without_accents(f"{name} {named or ''}"))}
    called = {kind for kind in words if kind in kinds(lexicons)}
    called |= {word for word in _firms(lexicons) if f"the {word}" in text} | ({"company", "firm"} if not called else set())
    shown = name or named or report.title or ""
    own = {word.key for word in keyed_words(without_accents(fold(head_of(report))))} & set(words_of("self", lexicons))
    return Paper(shown, frozenset({*speakers, *signers, *([body] if body else [])}), frozenset(called), frozenset(own))


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
        is_spoken_of = any(has_noun(link.source, lexicons) for link in links) or speaks_of_paper(text, lexicons)
        before = sentences[place - 1][0] if place else start
        near = {named[one] for one in places[bisect_left(places, before) : bisect_left(places, end)]}
        here = {named[one] for one in places[bisect_left(places, start) : bisect_left(places, end)]}
        words = set(word_keys(without_accents(page.report.text[before:end])))
        own = set(word_keys(without_accents(text)))
        for source, paper in papers.items():
            is_near = bool(paper.entities & near) or bool(paper.kinds & words)
            is_here = bool(paper.entities & here) or bool(paper.kinds & own)
            found: set[str] = set()
            if paper.nouns and is_near and speaks_of(text, paper.nouns):
                found = {"noun", "body"}
            elif is_spoken_of and (is_near or len(papers) <= MOST_UNNAMED):
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
def _publishing(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(words_of("verb", lexicons))


@lru_cache(maxsize=4)
def _firms(lexicons: Lexicons) -> tuple[str, ...]:
    return words_of("firm", lexicons)
