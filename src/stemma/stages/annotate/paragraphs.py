"""The article's paragraphs and their sentences."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.language.lexicon import Lexicons
from stemma.language.model import LanguageModel
from stemma.records import Block, Name, Report, Sentence, Token
from stemma.stages.annotate.extent import MOST_SENTENCES, cut_blocks

_LEAST_AFTER_LABEL = 3
_LEAST_TOLD = 6
ARTICLE = frozenset({"title", "subtitle", "body", "heading", "list", "caption", "quote"})
"""Kinds of block whose sentences are read, and notices of corrections; the others are another article's words, or nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block with its sentences, offsets being those of the report."""

    block: Block
    sentences: tuple[Sentence, ...]


def list_blocks(report: Report) -> list[Block]:
    """The article's blocks, in order."""
    owned_up = [(found.start, found.end) for found in report.disclosures if found.kind == "correction"]
    return [block for block in report.blocks if _is_read(block, report.text, owned_up)]


def read_paragraphs(report: Report, *, model: LanguageModel, lexicons: Lexicons) -> tuple[Paragraph, ...]:
    """Read the article's blocks one by one, in order; no sentence crosses a block. One call to the model. Of an endless article the
    beginning is read (``extent``): its last paragraph then ends where reading ended."""
    blocks = cut_blocks(report.text, list_blocks(report))
    pieces = [_pieces(report.text, block) for block in blocks]
    read = iter(model.read([report.text[start:end] for piece in pieces for start, end in piece]))
    titles = frozenset(word.lower() for word in lexicons.words("honorifics"))
    paragraphs = []
    left = MOST_SENTENCES
    for block, spans in zip(blocks, pieces, strict=True):
        sentences = [_shifted(sentence, start) for start, _ in spans for sentence in next(read)]
        mended = _mended(report.text, sentences, titles)
        if len(mended) > left:
            if left:
                cut = replace(block, end=mended[left - 1].end)
                paragraphs.append(Paragraph(block=cut, sentences=mended[:left]))
            break
        paragraphs.append(Paragraph(block=block, sentences=mended))
        left -= len(mended)
    return tuple(paragraphs)


def _is_read(block: Block, text: str, owned_up: Sequence[tuple[int, int]]) -> bool:
    """Whether a block is of the article, or a notice that tells what was wrong and what is right: not one that only says that it was
    corrected."""
    if block.kind == "notice":
        told = text[_label_end(text, block) : block.end]
        is_told = len(told.split()) >= _LEAST_TOLD and not _ONLY_CORRECTED.fullmatch(told)
        return is_told and any(start < block.end and block.start < end for start, end in owned_up)
    return block.kind in ARTICLE and bool(text[block.start : block.end].strip())


def _label_end(text: str, block: Block) -> int:
    """Where a notice's words begin, behind its label ("Correction:")."""
    label = _NOTICE_LABEL.match(text, block.start, block.end)
    return label.end() if label else block.start


_NOTICE_LABEL = re.compile(r"\W{0,3}[^\s:;,.–—]{1,20}(?: [^\s:;,.–—]{1,20}){0,3}\s?[:–—]\s{1,3}")
_ONLY_CORRECTED = re.compile(
    r"\W{0,3}(?:this|the) (?:article|story|report|post|piece|page) (?:was|has been) (?:\w{1,12} )?(?:corrected|amended|updated|revised)\b"
    r"(?:(?!\bthat\b)[^.]){0,200}\.?\s{0,3}",
    re.IGNORECASE,
)
_PLACE_WORD = r"[^\s,./()!?:;“”\"]{1,30}"
_DATELINE = re.compile(rf"\s{{0,3}}(?=[A-Z]){_PLACE_WORD}(?:[ ,./()]{{1,3}}{_PLACE_WORD}){{0,7}}?[,.)]{{0,2}}\s(?:–|—|--|-)\s(?=[A-Z“\"'])")
_LABEL = re.compile(r"\s*(?:[*•·▪‣–—-]\s+)?[^\s.!?:;,“”\"]{1,40}(?: [^\s.!?:;“”\"]{1,40}){0,6}:\s+(?=[A-Z])")
_LEAD_WORDS = frozenset("a an the in on at of to for by and he she it they we i is was were are has had".split())


def _pieces(text: str, block: Block) -> list[tuple[int, int]]:
    """What is read by itself: a dateline ("ALVA, March 3 (Agency) –") and the label of a list entry ("Background:") apart from
    the sentence that follows, which parsers would take them for a part of."""
    if block.kind == "notice":
        return [(_label_end(text, block), block.end)]
    pattern = _LABEL if block.kind == "list" else _DATELINE if block.kind == "body" else None
    match = pattern.match(text, block.start, block.end) if pattern else None
    if match is None or len(text[match.end() : block.end].split()) <= _LEAST_AFTER_LABEL:
        return [(block.start, block.end)]
    if pattern is _DATELINE and any(word.lower() in _LEAD_WORDS for word in match.group().split()):
        return [(block.start, block.end)]
    return [(block.start, match.end()), (match.end(), block.end)]


_OPENING = frozenset({"“", "‘", "«", "„", "(", "["})
_CLOSING = frozenset({"”", "’", "»", ")", "]"})


def _mended(text: str, sentences: Sequence[Sentence], titles: frozenset[str]) -> tuple[Sentence, ...]:
    """Give quotation marks and brackets that a sentence boundary has cut off back to the words that they enclose, and names to
    the title before them ("Dr.")."""
    mended: list[Sentence] = []
    for sentence in sentences:
        tokens = list(sentence.tokens)
        while mended and tokens and _closes(text, tokens[0], mended[-1]):
            mended[-1] = _extended(mended[-1], tokens[0])
            tokens = _without_first(tokens)
        while mended and tokens and (stray := _stray_opening(text, mended[-1], tokens[0])) is not None:
            tokens = _with_first(tokens, stray)
            mended = [*mended[:-1], *_shortened(mended[-1])]
        if tokens:
            whole = Sentence(start=tokens[0].start, end=tokens[-1].end, tokens=tuple(tokens), names=sentence.names, vector=sentence.vector)
            if mended and _ends_in_title(text, mended[-1], titles):
                mended[-1] = _joined(mended[-1], whole)
            else:
                mended.append(whole)
    return tuple(mended)


def _ends_in_title(text: str, sentence: Sentence, titles: frozenset[str]) -> bool:
    last = sentence.tokens[-1]
    at = -2 if text[last.start : last.end] == "." and len(sentence.tokens) > 1 else -1
    word = text[sentence.tokens[at].start : last.end]
    return word.endswith(".") and word[:-1].lower() in titles


def _joined(first: Sentence, second: Sentence) -> Sentence:
    """Two sentences as one: what the second is about becomes the name after the first one's last word."""
    base = len(first.tokens)
    moved = tuple(
        token._replace(head=base - 1, dep="flat") if token.head == index else token._replace(head=token.head + base)
        for index, token in enumerate(second.tokens)
    )
    tokens, names = (*first.tokens, *moved), (*first.names, *second.names)
    return Sentence(start=first.start, end=second.end, tokens=tokens, names=names, vector=first.vector)


def _closes(text: str, token: Token, before: Sentence) -> bool:
    mark = text[token.start : token.end]
    is_straight = mark in {'"', "'", "''"} and text[before.start : before.end].count(mark) % 2 == 1 and token.start == before.end
    return mark in _CLOSING or is_straight


def _stray_opening(text: str, before: Sentence, following: Token) -> Token | None:
    last = before.tokens[-1]
    mark = text[last.start : last.end]
    touches = following.start == last.end
    return last if mark in _OPENING or (mark in {'"', "'", "``"} and touches and text[last.start - 1 : last.start].isspace()) else None


def _extended(sentence: Sentence, token: Token) -> Sentence:
    root = next((index for index, one in enumerate(sentence.tokens) if one.head == index), 0)
    added = Token(token.start, token.end, "PUNCT", root, "punct")
    return Sentence(start=sentence.start, end=token.end, tokens=(*sentence.tokens, added), names=sentence.names, vector=sentence.vector)


def _shortened(sentence: Sentence) -> tuple[Sentence, ...]:
    """The sentence without its last word, a mark; nothing where nothing else is in it."""
    last = len(sentence.tokens) - 1
    tokens = tuple(
        token if token.head != last else token._replace(head=max(index - 1, 0)) for index, token in enumerate(sentence.tokens[:-1])
    )
    if not tokens:
        return ()
    return (Sentence(start=sentence.start, end=tokens[-1].end, tokens=tokens, names=sentence.names, vector=sentence.vector),)


def _without_first(tokens: Sequence[Token]) -> list[Token]:
    """The words after the first one, a mark; what hung on it becomes its own head."""
    return [token._replace(head=token.head - 1 if token.head > 0 else index) for index, token in enumerate(tokens[1:])]


def _with_first(tokens: Sequence[Token], mark: Token) -> list[Token]:
    root = next((index for index, one in enumerate(tokens) if one.head == index), 0)
    return [Token(mark.start, mark.end, "PUNCT", root + 1, "punct"), *(token._replace(head=token.head + 1) for token in tokens)]


def _shifted(sentence: Sentence, by: int) -> Sentence:
    return Sentence(
        start=sentence.start + by,
        end=sentence.end + by,
        tokens=tuple(Token(token.start + by, token.end + by, token.upos, token.head, token.dep) for token in sentence.tokens),
        names=tuple(Name(name.start + by, name.end + by, name.label) for name in sentence.names),
        vector=sentence.vector,
    )
