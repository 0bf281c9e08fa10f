"""Words for a line: taken from the page, such that they read well alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.records import Citation, Entity, Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.leaning import leans, points_back
from stemma.stages.brief.readability import BEST_LENGTH, rate_reading
from stemma.text.shingles import word_keys

MOST_OF_SENTENCE = 0.6
"""A sentence is shown whole where the statement is at least this share of it: it has its speaker and its capital letter."""

PART_OF_SENTENCE = 0.2
LONGEST = 400
_SHORTEST = 20
_RIVALS = 2
"""How many times more often another may be named than the one that a pronoun stands for."""
_STANDS_IN, _CUT, _LEANS, _BACK = 0.5, 4.0, 2.5, 1.2
"""What words cost that need a name put in, that are cut inside a number, that lean on what came before them, or that open with a thing told
of before: another statement of the claim is rather taken."""
COMMON = 2.5
"""What it counts that all words are such as other reports use too, where one of several statements is chosen."""
_UNNAMED = 0.6
"""What it costs there that the words do not name who says so, or are a headline."""
_ALL_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]\W?")
_NAMED_KINDS = frozenset({"person", "organisation"})

_PRONOUN = re.compile(r"(He|She|It|They)\b(?=[ ])")
_IT_HAPPENS = re.compile(
    r"It(?: (?:also|again|just|only|now|then|all))? (?:came|comes|follow(?:s|ed)|happen(?:s|ed)|mark(?:s|ed)|occur(?:s|red)|took place)\b"
)
"""What stands for a happening, never for somebody named."""
_CREDIT = re.compile(r"\s*[\[(][A-Z][A-Z.&’' -]*(?:/[A-Z][A-Z.&’' -]*)*[\])]\s*\Z")
_PRONOUNS = frozenset("he she it they we i you who".split())
_PLACE_AND_DAY = r"(?:, [A-Z][\w. ]{1,20}?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
_WIRE = r" \([A-Z][\w &./-]{1,20}\)"
_DATELINE = re.compile(
    rf"[A-Z][A-Z'’. /-]{{2,30}}{_PLACE_AND_DAY}(?:{_WIRE})?\s?(?::|[-–—]{{1,2}})\s+(?=[A-Z])"
    rf"|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){{0,3}}{_PLACE_AND_DAY}{_WIRE}(?:\s?(?::|[-–—]{{1,2}}))?\s+(?=[A-Z])"
)
"""Where and by whom a report was sent, before its first sentence: a place in capitals, or one with a wire's mark."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words for a statement and the spans that they were taken from, the statement's first. ``quality``: how well they read alone;
    ``points_back``: they open with a thing that their page has told of before."""

    text: str
    citations: tuple[Citation, ...]
    statement: Statement
    quality: float
    points_back: bool = False


def word_statement(statement: Statement, desk: Desk) -> Wording:
    """The sentence of a statement where it says little else, otherwise the statement; an opening pronoun or "the company" gives way to the
    name that it stands for, in square brackets."""
    start, end = _without_link(*_choose_span(statement, desk), desk.pages[statement.report].report.text)
    end = _without_credit(start, end, desk.pages[statement.report].report.text)
    text = " ".join(desk.pages[statement.report].report.text[start:end].split())
    citations = [Citation(report=statement.report, start=start, end=end)]
    pointing = _pointing_words(statement.report, start, text, desk)
    name = _antecedent(statement.report, start, desk) if pointing else None
    if pointing and name:
        text = f"[{_cited(name, desk)}]{text[len(pointing) :]}"
        citations.append(name)
    elif text[:1].islower():
        text = text[0].upper() + text[1:]
    back = name is None and points_back(statement, start, desk)
    cost = _STANDS_IN * (len(citations) > 1) + _CUT * _is_cut(start, end, statement, desk) + _LEANS * leans(text, desk) + _BACK * back
    quality = round(rate_reading(text, statement, desk) - cost, 6)
    return Wording(text=text, citations=tuple(citations), statement=statement, quality=quality, points_back=back)


def _pointing_words(report: str, start: int, text: str, desk: Desk) -> str | None:
    """The words at the beginning that stand for somebody named before: a pronoun, or "the" with a noun, of who is mentioned there."""
    match = _PRONOUN.match(text)
    if match:
        return None if _IT_HAPPENS.match(text) else match[0]
    known = desk.entities.get(desk.mentioned.get((report, start), ""))
    if known is None or known.type not in _NAMED_KINDS or text[:4].lower() != "the ":
        return None
    ends = [mention.end for mention in known.mentions if (mention.report, mention.start) == (report, start)]
    words = " ".join(desk.pages[report].report.text[start : ends[0]].split()) if ends else ""
    is_noun = words[4:].islower() and text.startswith(words) and text[len(words) : len(words) + 1] == " "
    return words if is_noun and words not in {known.name, *known.aliases} else None


def _is_cut(start: int, end: int, statement: Statement, desk: Desk) -> bool:
    """Whether the words begin or end inside a number or a word ("R14.|6 million")."""
    text = desk.pages[statement.report].report.text
    before, after = text[max(0, start - 2) : start], text[end : end + 1]
    if before and (before[-1].isalnum() or re.fullmatch(r"\d\.", before)):
        return True
    return after.isdigit() and not text[end - 1].isspace()


def best_wording(statements: Sequence[Statement], desk: Desk) -> Wording:
    """The wording that reads best in words that other reports use too; among equals the first by report and place."""
    found = rate_wordings(statements, desk)
    return min(found, key=lambda pair: (-round(pair[1], 6), pair[0].statement.report, pair[0].statement.start))[0]


def rate_wordings(statements: Sequence[Statement], desk: Desk) -> list[tuple[Wording, float]]:
    """The wordings of statements that say one thing, each with how well it reads, in words that other reports use too where several have
    it."""
    found = [word_statement(statement, desk) for statement in statements]
    is_one = len({statement.report for statement in statements}) < 2
    return [(wording, wording.quality if is_one else weigh(wording, desk)) for wording in found]


def weigh(wording: Wording, desk: Desk) -> float:
    """How well words read and how common they are: those of a text spun from another one are its own."""
    words = set(word_keys(wording.text))
    shared = sum(desk.spread[word] > 1 for word in words)
    is_unnamed = _ALL_QUOTED.fullmatch(wording.text) is not None or name_source(wording, desk) is not wording
    is_headline = desk.kind_of(wording.statement) == "title"
    return wording.quality + COMMON * shared / max(1, len(words)) - _UNNAMED * (is_unnamed + is_headline)


def name_source(wording: Wording, desk: Desk) -> Wording:
    """The wording with who says so, in words of the page, where it does not say it yet."""
    links = [link for link in wording.statement.attribution if not link.anonymous]
    if not links:
        return wording
    link = links[-1]
    known = desk.entities.get(link.entity or "")
    names = [link.source, *((known.name, *known.aliases) if known else ())]
    if any(name in wording.text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", wording.text) for name in names if name):
        return wording
    citation = _source_citation(wording.statement, link.source, known, desk)
    source = _cited(citation, desk) if citation is not None else ""
    if citation is None or source.lower() in _PRONOUNS:
        return wording
    text = f"{wording.text.rstrip(' .,;:')} — {source}"
    return replace(wording, text=text, citations=(*wording.citations, citation))


_LINK = re.compile(
    r"(?:[*•·–-]\s+|\d{1,2}[.)]\s+(?=[A-Z\"“])|"
    r"(?:However|Meanwhile|Moreover|Furthermore|Additionally|In addition|Also|Still|Earlier|Separately|Later|Then|Instead"
    r"|Nevertheless|Nonetheless|For example|For instance|In fact|Of course|On the other hand|In other words|That is|Thus|Therefore)[,:]\s+"
    r"|(?:But|And|Yet|So),?\s+)"
)


def _without_link(start: int, end: int, text: str) -> tuple[int, int]:
    """The span without the dateline, the bullet or the word that ties it to what came before, and without brackets around all of it."""
    if text[start : start + 1] == "(" and text[end - 1 : end] == ")" and "(" not in text[start + 1 : end]:
        start, end = start + 1, end - 1
    for pattern in (_DATELINE, _LINK):
        match = pattern.match(text, start, end)
        start = match.end() if match and end - match.end() > _SHORTEST else start
    return start, end


def _without_credit(start: int, end: int, text: str) -> int:
    """Where words end without the picture's agency behind them, in brackets and capitals ("[ALVA PRESS]")."""
    credit = _CREDIT.search(text, start, end)
    return credit.start() if credit and credit.start() - start > _SHORTEST else end


def _choose_span(statement: Statement, desk: Desk) -> tuple[int, int]:
    """The sentence where the statement is most of it or only a piece that does not stand alone; with the end of a quotation that goes on
    beyond it."""
    sentence = desk.sentence_of(statement)
    if sentence is None or statement.end > sentence.end:
        return statement.start, statement.end
    text = desk.pages[statement.report].report.text
    long = sentence.end - sentence.start
    share = (statement.end - statement.start) / max(1, long)
    is_free = text[sentence.start] not in "*•"
    is_most = share >= MOST_OF_SENTENCE or (share >= PART_OF_SENTENCE and _is_piece(statement, text))
    if (is_most and long <= 1.6 * BEST_LENGTH[1]) or (is_free and long <= BEST_LENGTH[1] and share >= PART_OF_SENTENCE):
        return _with_quotation(sentence.start, sentence.end, statement.report, desk)
    return statement.start, statement.end


def _is_piece(statement: Statement, text: str) -> bool:
    """Whether a statement begins or ends in the middle of a sentence."""
    return not text[statement.start].isupper() or text[statement.end : statement.end + 2].strip()[:1] not in {"", ".", "!", ";", "”", '"'}


def _with_quotation(start: int, end: int, report: str, desk: Desk) -> tuple[int, int]:
    """A span with the whole of the quotations that it cuts, and the sentence that the last one ends in, if that is not too long."""
    annotation = desk.pages[report].annotation
    low, high = start, end
    for quotation in annotation.quotations:
        if quotation.start < high and low < quotation.end and not (low <= quotation.start and quotation.end <= high):
            low, high = min(low, quotation.start), max(high, quotation.end)
    if (low, high) == (start, end):
        return start, end
    for sentence in annotation.sentences:
        if sentence.start < high and low < sentence.end:
            low, high = min(low, sentence.start), max(high, sentence.end)
    return (low, high) if high - low <= LONGEST else (start, end)


def _antecedent(report: str, start: int, desk: Desk) -> Citation | None:
    """Where the report names whom the pronoun at ``start`` stands for, if there is little doubt: nobody of the same kind is named much more
    often in it ("she" in an obituary is seldom the translator named last)."""
    entity = desk.mentioned.get((report, start))
    if entity is None:
        return None
    known = desk.entities[entity]
    if desk.most_named.get((report, known.type), 0) > _RIVALS * len(_namings(known, report, desk)):
        return None
    return name_citation(known, report, desk)


def _namings(entity: Entity, report: str, desk: Desk) -> list[Citation]:
    """The places where a report gives an entity's name."""
    text = desk.pages[report].report.text
    names = {entity.name, *entity.aliases}
    return [mention for mention in entity.mentions if mention.report == report and text[mention.start : mention.end] in names]


def name_citation(entity: Entity, report: str, desk: Desk) -> Citation | None:
    """The first place where a report gives an entity's name, as the dossier has it or else in the fullest form."""
    text = desk.pages[report].report.text
    namings = _namings(entity, report, desk)
    return min(namings, key=lambda one: (text[one.start : one.end] != entity.name, one.start - one.end, one.start), default=None)


def _source_citation(statement: Statement, source: str, known: Entity | None, desk: Desk) -> Citation | None:
    page = desk.pages[statement.report]
    if known is not None and (found := name_citation(known, statement.report, desk)):
        return found
    for attribution in page.annotation.attributions:
        is_over = attribution.content_start < statement.end and statement.start < attribution.content_end
        if is_over and attribution.source_text == source and attribution.source_end > attribution.source_start:
            return Citation(report=statement.report, start=attribution.source_start, end=attribution.source_end)
    return None


def _cited(citation: Citation, desk: Desk) -> str:
    return " ".join(desk.pages[citation.report].report.text[citation.start : citation.end].split())
