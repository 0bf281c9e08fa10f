"""How sure it is that a page is a body's own paper, no news outlet's report."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from math import exp
from typing import NamedTuple

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, is_outlet, listed_outlet, name_key, without_legal_form
from stemma.language.reporting import report_words
from stemma.records import BlockKind, Extraction, Page, Report
from stemma.stages.derive.issuers import issuer_of
from stemma.text.normalise import fold, without_accents
from stemma.text.shingles import KeyedWord, keyed_words

WEIGHTS: Mapping[str, float] = {
    "bias": -2.75,
    "calls_itself": 4.25,
    "contact": 1.84,
    "named_as_body": 2.96,
    "own_voice": 0.54,
    "named_as_news": -3.06,
    "byline": -1.34,
    "reporting": -1.57,
    "attributed": -2.55,
    "dateline": -1.37,
    "signed": 1.10,
    "formal": 2.67,
    "spoken_of": 2.61,
}
"""``calls_itself``: what its head calls it ("Statement on"); ``contact``: one for the press; ``named_as_body``, ``named_as_news``: what its
outlet's name is made like; ``own_voice``: "we" outside quotations, or "the Authority"; ``byline``; ``reporting``: report verbs outside
quotations, full at one in thirty words; ``attributed``: the share of its statements that are given to somebody; ``dateline``: it opens as
news does; ``signed``: its end names an office or who holds it; ``formal``: turns of phrase that bodies use, full at two; ``spoken_of``:
other reports name it, full at three, unless its name is made like a news outlet's."""
_FEWEST_WORDS, _WORDS_A_VERB, _FULL_FORMAL, _FULL_SPOKEN = 60, 30, 2, 3
_HEAD, _TAIL, _AFTER, _LONGEST_SENTENCE, _MOST_SPANS = 500, 300, 550, 2_000, 60
_OPENING = 5
"""Within so many words of a line's beginning a head says what the page is."""
_DATELINE = re.compile(r"[^a-z\n]{3,40}[^\n]{0,40}(?:\([^)\n]{2,30}\))?\s?[-–—]{1,2}\s")
_FRAME: frozenset[BlockKind] = frozenset({"chrome", "notice", "byline", "date"})
_LONGEST_NAME = 120
_PARTS = re.compile(r"\s[|·•–—-]\s|[|,:;©]")
_HEAD_PARTS = re.compile(r"\s[|·•–—/-]\s|[|:;©]")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w'’&-]{1,20}|of|the|and|for|&)(?: (?:[A-ZÀ-Þ][\w'’&-]{1,20}|of|the|and|for|&)){1,7}")
"""A name of two words or more, as a line of a frame gives it."""
_SIGNED_DATELINE = re.compile(r"\([A-Z][\w .&-]{1,30}\)\s?[-–—]")


class Heard(NamedTuple):
    """What a story's reports say, by what papers are known: the share of each report's statements that are given to somebody, and the
    reports that name a body, by the key of its name."""

    attributed: Mapping[str, float]
    namers: Mapping[str, AbstractSet[str]]


def hear(extraction: Extraction) -> Heard:
    """What the reports say, gathered once for all pages; of several entities of one name the one that most reports name."""
    given: dict[str, list[bool]] = defaultdict(list)
    for statement in extraction.statements:
        given[statement.report].append(bool(statement.attribution))
    namers: dict[str, set[str]] = defaultdict(set)
    for entity in extraction.entities:
        reports = {mention.report for mention in entity.mentions} if entity.type not in {"person", "place"} else set()
        for key in {name_key(form) for form in (entity.name, *entity.aliases)} if reports else ():
            if len(reports) > len(namers[key]):
                namers[key] = reports
    return Heard({report: sum(attributed) / len(attributed) for report, attributed in given.items()}, dict(namers))


def paper_prob(page: Page, name: str, heard: Heard, lexicons: Lexicons) -> float:
    """The probability (0..1) that a page of the outlet ``name`` is a body's paper, by a logistic of ``WEIGHTS``."""
    values = measure_paper(page, name, heard, lexicons)
    return 1 / (1 + exp(-sum(WEIGHTS[feature] * value for feature, value in values.items())))


def measure_paper(page: Page, name: str, heard: Heard, lexicons: Lexicons) -> dict[str, float]:
    """The features of a page, by name (0..1 each)."""
    report = page.report
    head, whole = head_of(report), without_accents(fold(report.text[:_LONGEST_SENTENCE] + " " + report.text[-_TAIL:]))
    openings = "\n".join(" ".join(line.split()[:_OPENING]) for line in head.split("\n"))
    told = list(_told_words(page))
    spans = article_spans(report)
    return {
        "bias": 1.0,
        "calls_itself": float(_is_release(report, lexicons) or has_noun(openings, lexicons)),
        "contact": float(_pattern("contact", lexicons).search(whole) is not None),
        "named_as_body": float(_is_body_name(name, lexicons) or (not name and _frame_names_body(report, lexicons))),
        "own_voice": float(_speaks_for_itself(page, told, lexicons)),
        "named_as_news": float(_is_news(report, name, lexicons)),
        "byline": float(bool(report.bylines)),
        "reporting": min(1.0, _WORDS_A_VERB * _verb_count(told, lexicons) / max(_FEWEST_WORDS, len(told))),
        "attributed": heard.attributed.get(report.id, 0.0),
        "dateline": float(_has_dateline(report)),
        "signed": float(_pattern("signed", lexicons).search(_end_of(report)) is not None),
        "formal": min(1.0, len(_pattern("formal", lexicons).findall(_article(report, spans))) / _FULL_FORMAL),
        "spoken_of": 0.0 if _is_news(report, name, lexicons) else min(1.0, _namers(report, name, heard) / _FULL_SPOKEN),
    }


def _is_release(report: Report, lexicons: Lexicons) -> bool:
    return any(note.kind == "press_release" for note in report.disclosures) or bool(issuer_of(report, lexicons))


def _is_body_name(name: str, lexicons: Lexicons) -> bool:
    return not _words(name).isdisjoint(kinds(lexicons)) or without_legal_form(name, lexicons) != name


def _frame_names_body(report: Report, lexicons: Lexicons) -> bool:
    """Whether a line of the frame of a page that does not say whose it is names a body ("Press Office, Ministry of Culture")."""
    lines = (line.strip() for block in report.blocks if block.kind in _FRAME for line in report.text[block.start : block.end].split("\n"))
    parts = (part for line in lines if len(line) <= _LONGEST_NAME for part in _PARTS.split(line))
    return any(_NAME.fullmatch(part.strip()) is not None and _is_body_name(part, lexicons) for part in parts)


def head_names(report: Report) -> Iterator[str]:
    """The names of two words or more that lines before the article are, or what separators part in them."""
    spans = article_spans(report, frozenset({"body", "quote"}))
    for line in report.text[: min(spans[0][0] if spans else _HEAD, _HEAD)].split("\n"):
        parts = (part.strip() for part in _HEAD_PARTS.split(line)) if len(line) <= _LONGEST_NAME else ()
        yield from (part for part in parts if _NAME.fullmatch(part) or (part.isupper() and " " in part))


def _namers(report: Report, name: str, heard: Heard) -> int:
    """How many other reports name the body whose name a page's outlet has, or one that it begins or ends with ("Alva Glas" of Alva, "Alva
    Air Cup" of the Air Cup)."""
    words = name.split()
    keys = {name_key(" ".join(words[:count])) for count in range(1, len(words) + 1)}
    keys |= {name_key(" ".join(words[place:])) for place in range(1, len(words) - 1)}
    return max((len(heard.namers[key] - {report.id}) for key in keys if key in heard.namers), default=0)


def _words(name: str) -> set[str]:

    return {word.key for word in keyed_words(without_accents(fold(name)))}


def head_of(report: Report) -> str:
    """Title, headings and what stands before the article: where a paper says what it is."""
    spans = article_spans(report, frozenset({"body", "quote"}))
    first = spans[0][0] if spans else 0
    heads = [report.text[block.start : block.end][:_HEAD] for block in report.blocks if block.kind in {"title", "heading", "subtitle"}]
    return "\n".join([report.title or "", *heads[:4], report.text[: min(first, _HEAD)]])


def has_noun(text: str, lexicons: Lexicons) -> bool:
    """Whether words name a paper, or the office that gives papers out."""
    return _heads(lexicons).search(without_accents(fold(text))) is not None


@lru_cache(maxsize=4)
def kinds(lexicons: Lexicons) -> frozenset[str]:
    """The words that bodies other than news outlets are called by."""
    return frozenset(name for name, _, kind, *_ in lexicons.rows("organisation_words") if " " not in name and kind != "news")


def _is_news(report: Report, name: str, lexicons: Lexicons) -> bool:
    domain = report.outlet.domain if report.outlet else None
    return is_outlet(name, lexicons) or (domain is not None and listed_outlet(domain_key(domain), lexicons) is not None)


def _told_words(page: Page) -> Iterator[KeyedWord]:
    """The words of the article outside quotations."""
    text = page.report.text
    spoken = [(quotation.start, quotation.end) for quotation in page.annotation.quotations]
    for start, end in article_spans(page.report)[:_MOST_SPANS]:
        near = [span for span in spoken if span[0] < end and start < span[1]]
        for word in keyed_words(text, start, min(end, start + _LONGEST_SENTENCE)):
            if not any(first <= word.start < last for first, last in near):
                yield word


def _speaks_for_itself(page: Page, told: Sequence[KeyedWord], lexicons: Lexicons) -> bool:
    """Whether the article says "we", or calls its body by a capitalised noun ("The Authority")."""
    text = page.report.text
    return any(
        word.key in {"we", "our"}
        or (word.key in kinds(lexicons) and text[word.start].isupper() and text[max(0, word.start - 4) : word.start] in ("The ", "the "))
        for word in told
    )


def _verb_count(told: Sequence[KeyedWord], lexicons: Lexicons) -> int:
    words = report_words(lexicons)
    return sum(words.verb(word.key) is not None for word in told)


def _has_dateline(report: Report) -> bool:
    spans = article_spans(report)
    lead = report.text[spans[0][0] : spans[0][0] + 120] if spans else ""
    return _DATELINE.match(lead) is not None or _SIGNED_DATELINE.search(report.text[:1_500]) is not None


def _end_of(report: Report) -> str:
    spans = article_spans(report)
    start = max(0, spans[-1][1] - 150) if spans else max(0, len(report.text) - _TAIL)
    return without_accents(fold(report.text[start : start + 150 + _AFTER]))


def _article(report: Report, spans: Sequence[tuple[int, int]]) -> str:
    return without_accents(fold(" ".join(report.text[start : min(end, start + _LONGEST_SENTENCE)] for start, end in spans[:_MOST_SPANS])))


# ---------------------------------------------------------------- words


@lru_cache(maxsize=16)
def _pattern(kind: str, lexicons: Lexicons) -> re.Pattern[str]:
    words = "|".join(map(re.escape, words_of(kind, lexicons)))
    return re.compile(rf"(?<!\w)(?:{words})" + ("" if kind == "contact" else r"(?!\w)"))


@lru_cache(maxsize=4)
def _heads(lexicons: Lexicons) -> re.Pattern[str]:
    kinds_of_words = ("noun", "own", "title", "head")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, (word for kind in kinds_of_words for word in words_of(kind, lexicons))))})s?\b")


def words_of(kind: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of one kind in the lexicon of papers."""
    return tuple(word for found, word in lexicons.rows("paper_words") if found == kind)
