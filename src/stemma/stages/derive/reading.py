"""A report as the comparison sees it: the words and sentences of its running text, and which of them are somebody else's speech."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.stock import stock_phrases
from stemma.records import Extraction, Page, Quote, Report, Statement
from stemma.stages.derive.quoting import MOST_QUOTES, Spoken, quoted_words
from stemma.stages.derive.tellings import Telling, read_tellings
from stemma.stages.derive.wording import Term, read_terms
from stemma.text.align import Seeds, index_seeds
from stemma.text.normalise import fold, squash, without_accents
from stemma.text.shingles import KeyedWord, keyed_words

Span = tuple[int, int]
TELLING = 1.6
"""Words of less information (nats) than this say nothing about what a sentence is about: those in a fifth of all articles."""
LONGEST_WORDS, LONGEST_LINE, MOST_LINES = 20_000, 20_000, 1_500
"""What is read of one report, in words, characters of a sentence, and sentences: more is no article."""
_SIGNED = re.compile(r"[—–-] ?[^\n()]{1,60}\(@\w{1,20}\)")
"""How an embedded post of a social network is signed: a dash, its author and in brackets the account."""
LONGEST_POST = 500
_QUOTED = re.compile(r"“[^“”\n]{1,2000}”|\"[^\"\n]{1,2000}\"|„[^„“”\n]{1,2000}[“”]|«[^«»\n]{1,2000}»")


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A sentence. ``telling`` holds its words that say something, as terms (``wording``) with their weight, which come to ``weight`` in
    all, their squares to ``square``; ``numbers`` those among its words, telling or not; ``speakers`` whom it is attributed to;
    ``is_spoken`` says that it is in the first person."""

    start: int
    end: int
    telling: dict[str, float]
    weight: float
    square: float
    numbers: frozenset[str]
    speakers: frozenset[str]
    is_spoken: bool
    vector: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """``keys`` are the words' comparison keys; ``is_told`` says of each word that the reporter wrote it (no speaker's words).
    ``told_count`` counts those; ``details`` are the terms of its numbers and names. ``known`` holds every term of the article, headline
    and captions included, and ``around`` their sentences. ``places`` tells in which of the ``lines`` each telling word stands. ``quotes``
    are its first quotations, ``tellings`` its statements, ``char_count`` the length of the running text."""

    report: Report
    words: list[KeyedWord]
    keys: list[str]
    is_told: list[bool]
    told_count: int
    seeds: Seeds
    known: frozenset[str]
    details: frozenset[str]
    numbers: frozenset[str]
    vectors: NDArray[np.float32]
    lines: tuple[Line, ...]
    places: Mapping[str, Sequence[int]]
    around: tuple[Line, ...]
    quotes: tuple[Spoken, ...]
    tellings: tuple[Telling, ...]
    char_count: int


def split_extraction(extraction: Extraction, reports: Iterable[str]) -> dict[str, Extraction]:
    """For each report, by its id, what was extracted from it alone, with the entities that its statements and quotes point at."""
    statements: dict[str, list[Statement]] = {report: [] for report in reports}
    quotes: dict[str, list[Quote]] = {report: [] for report in statements}
    for statement in extraction.statements:
        statements.setdefault(statement.report, []).append(statement)
    for quote in extraction.quotes:
        quotes.setdefault(quote.report, []).append(quote)
    entity_of = {entity.id: entity for entity in extraction.entities}
    found = {}
    for report, said in statements.items():
        own = quotes.get(report, [])
        ids = {name for one in said for name in (*one.entities, *(link.entity for link in one.attribution if link.entity))}
        ids |= {one.speaker for one in own if one.speaker}
        entities = tuple(entity_of[name] for name in sorted(ids) if name in entity_of)
        found[report] = Extraction(entities=entities, quotes=tuple(own), statements=tuple(said))
    return found


def read_text(page: Page, extraction: Extraction, lexicons: Lexicons) -> Text:
    """Prepare one report for comparison; only the blocks of the article count, stock sentences left out."""
    report = page.report
    spans = _without_stock(report.text, _lines_of(page)[:MOST_LINES], lexicons)
    words_of = [keyed_words(report.text, start, end) for start, end in spans]
    words = [word for found in words_of for word in found][:LONGEST_WORDS]
    posted = posted_spans(report.text)
    quoted = merge([*_quoted_spans(page, extraction), *posted])
    starts, posted_starts = [start for start, _ in quoted], [start for start, _ in posted]
    spoken = [is_spoken for found in words_of for is_spoken in [_is_first_person(found, lexicons)] * len(found)]
    told = [not is_spoken and not _is_in(quoted, starts, word.start) for word, is_spoken in zip(words, spoken, strict=False)]
    keys = [without_accents(word.key) for word in words]
    terms_of = [read_terms(found, lexicons) for found in words_of]
    lines = _read_lines(page, extraction, spans, list(zip(words_of, terms_of, strict=True)), lexicons)
    lines = tuple(replace(line, is_spoken=line.is_spoken or _is_in(posted, posted_starts, line.start)) for line in lines)
    around = _read_around(page, lexicons)
    return Text(
        report=report,
        words=words,
        keys=keys,
        is_told=told,
        told_count=sum(told),
        seeds=index_seeds(keys),
        known=frozenset(term.key for found in (*terms_of, *around.values()) for term in found),
        details=_details(report.text, words_of, terms_of),
        numbers=frozenset(number for line in lines for number in line.numbers),
        vectors=_stack([line.vector for line in lines if line.weight > 0]),
        lines=lines,
        places=_places(lines),
        around=tuple(_read_line(span, terms, frozenset(), False, b"") for span, terms in around.items()),
        quotes=_read_quotes(report, extraction, lexicons),
        tellings=read_tellings(page, extraction, lexicons),
        char_count=sum(len(squash(report.text[start:end])) for start, end in spans),
    )


def _places(lines: Sequence[Line]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        for key in line.telling:
            found.setdefault(key, []).append(place)
    return found


def _stack(vectors: Sequence[bytes]) -> NDArray[np.float32]:
    """The sentences' vectors of length one, a row each; no rows where a sentence has none."""
    if not vectors or not all(vectors) or len({len(vector) for vector in vectors}) != 1:
        return np.zeros((0, 0), dtype=np.float32)
    table = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(len(vectors), -1).astype(np.float32)
    return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def overlap(one: Span, other: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def merge(spans: Iterable[Span]) -> list[Span]:
    """The union of spans, in order, none touching another."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


@lru_cache(maxsize=4)
def _first_person(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("first_person"))


def _is_first_person(words: Sequence[KeyedWord], lexicons: Lexicons) -> bool:
    """Whether a sentence is a speaker's, quotation marks or not: reporters seldom say "I"."""
    return any(word.key in _first_person(lexicons) for word in words)


def _details(text: str, words_of: Sequence[Sequence[KeyedWord]], terms_of: Sequence[Sequence[Term]]) -> frozenset[str]:
    """The numbers, and the telling words with a capital that no sentence opens with."""
    found = set()
    for words, terms in zip(words_of, terms_of, strict=True):
        for place, (word, term) in enumerate(zip(words, terms, strict=True)):
            is_name = place > 0 and text[word.start].isupper() and term.weight >= TELLING
            if is_name or (term.key[0].isdigit() and term.weight >= TELLING):
                found.add(term.key)
    return frozenset(found)


def _read_around(page: Page, lexicons: Lexicons) -> dict[Span, list[Term]]:
    """The terms of headline and captions, which state things too."""
    spans = article_spans(page.report, frozenset({"title", "caption"}))[:MOST_LINES]
    cut = [(start, min(end, start + LONGEST_LINE)) for start, end in spans]
    return {span: read_terms(keyed_words(page.report.text, *span), lexicons) for span in cut}


def _read_quotes(report: Report, extraction: Extraction, lexicons: Lexicons) -> tuple[Spoken, ...]:
    persons = {entity.id for entity in extraction.entities if entity.type == "person"}
    quotes = sorted((quote.start, quote.id, quote) for quote in extraction.quotes if quote.report == report.id)[:MOST_QUOTES]
    return tuple(Spoken(quoted_words(quote, lexicons), quote.speaker if quote.speaker in persons else None) for _, _, quote in quotes)


def _lines_of(page: Page) -> list[Span]:
    """The sentences of the running text; blocks, where no sentences were read."""
    spans = article_spans(page.report)
    starts = [start for start, _ in spans]
    sentences = [(sentence.start, sentence.end) for sentence in page.annotation.sentences if _is_in(spans, starts, sentence.start)]
    read = merge(sentences)
    ends = [end for _, end in read]
    unread = [(start, end) for start, end in spans if (place := bisect_right(ends, start)) == len(read) or read[place][0] >= end]
    return sorted({(start, min(end, start + LONGEST_LINE)) for start, end in (*sentences, *unread)})


def _without_stock(text: str, spans: Sequence[Span], lexicons: Lexicons) -> list[Span]:
    stock = stock_phrases(lexicons)
    return [(start, end) for start, end in spans if end - start > 300 or not stock.search(fold(text[start:end]))]


def _quoted_spans(page: Page, extraction: Extraction) -> list[Span]:
    if page.annotation.sentences:
        spoken = [(quotation.start, quotation.end) for quotation in page.annotation.quotations]
        return merge([*spoken, *((quote.start, quote.end) for quote in extraction.quotes if quote.report == page.report.id)])
    return [match.span() for match in _QUOTED.finditer(page.report.text)]


def posted_spans(text: str) -> list[Span]:
    """Posts that a page embeds, each a line signed with an account: words of whoever posted them, quotation marks or not."""
    found = []
    for signature in _SIGNED.finditer(text):
        start = text.rfind("\n", 0, signature.start()) + 1
        if signature.start() - start <= LONGEST_POST:
            found.append((start, signature.end()))
    return merge(found)


def _is_in(spans: Sequence[Span], starts: Sequence[int], place: int) -> bool:
    index = bisect_right(starts, place) - 1
    return index >= 0 and place < spans[index][1]


def _read_lines(
    page: Page, extraction: Extraction, spans: Sequence[Span], read: Sequence[tuple[list[KeyedWord], list[Term]]], lexicons: Lexicons
) -> tuple[Line, ...]:
    vectors = {(sentence.start, sentence.end): sentence.vector for sentence in page.annotation.sentences}
    said = sorted(
        (statement.start, statement.end, link.entity or fold(link.source))
        for statement in extraction.statements
        if statement.report == page.report.id
        for link in statement.attribution
    )
    starts = [start for start, _, _ in said]
    lines = []
    for (start, end), (words, terms) in zip(spans, read, strict=True):
        near = said[max(0, bisect_left(starts, start) - 1) : bisect_left(starts, end)]
        speakers = frozenset(speaker for first, last, speaker in near if overlap((first, last), (start, end)) * 2 > end - start)
        vector = vectors.get((start, end), b"")
        lines.append(_read_line((start, end), terms, speakers, _is_first_person(words, lexicons), vector))
    return tuple(lines)


def _read_line(span: Span, terms: Sequence[Term], speakers: frozenset[str], is_spoken: bool, vector: bytes) -> Line:
    telling = {term.key: term.weight for term in sorted(terms) if term.weight >= TELLING}
    return Line(
        start=span[0],
        end=span[1],
        telling=telling,
        weight=sum(telling.values()),
        square=sum(value**2 for value in telling.values()),
        numbers=frozenset(term.key for term in terms if term.key[0].isdigit()),
        speakers=speakers,
        is_spoken=is_spoken,
        vector=vector,
    )
