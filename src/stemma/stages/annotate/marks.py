"""Quotation marks: where words stand in quotation marks, whatever the marks and however carelessly set."""

import re
from typing import NamedTuple

_CLOSERS = {"“": "”“", "„": "“”", "«": "»", "»": "«", "”": "”", '"': '"', "``": "'", "''": "'"}
_DOUBLE = re.compile(r"[“”„«»\"‟]|``|''")
_SINGLE = re.compile(r"[‘’']")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ELISION = re.compile(r"[‘’'](?:\d0s|em|til|tis|twas|cause|cuz|round|bout|n)\b", re.IGNORECASE)
_OPENS_AFTER = frozenset('([{—–-/:“"')


class Span(NamedTuple):
    """Offsets of a stretch of text."""

    start: int
    end: int


class Quoted(NamedTuple):
    """Words in quotation marks. ``start``/``end`` include the marks, ``inner_start``/``inner_end`` do not; one that is not
    ``is_closed`` ends where its block or sentence does."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    is_closed: bool


def find_quoted(text: str, start: int, end: int) -> tuple[Quoted, ...]:
    """Words in quotation marks between two offsets (one block), in order, never overlapping.

    Double marks of any style, straight or curly, are matched by what stands beside them; an opening mark that is never
    closed ends at the next one (or at the block's end, as in quotations of several paragraphs). Single marks count
    outside double ones, where they are no apostrophes. Linear in the length of the block.
    """
    doubles = _find_double(text, start, end)
    found: list[Quoted] = []
    at = start
    for quoted in (*doubles, None):
        found += _find_single(text, at, quoted.start if quoted else end)
        if quoted:
            found.append(quoted)
            at = quoted.end
    return tuple(found)


def _find_double(text: str, start: int, end: int) -> list[Quoted]:
    found: list[Quoted] = []
    opened: tuple[int, str] | None = None
    for match in _DOUBLE.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        before_word = after < end and not text[after].isspace()
        after_space = at == start or text[at - 1].isspace() or text[at - 1] in _OPENS_AFTER
        if opened is None:
            if before_word and (mark in "“„«" or after_space):
                opened = (at, mark)
            continue
        closes = mark[0] in _CLOSERS.get(opened[1], "”") or mark in '"”'
        if after_space and before_word and mark in '“„«"``' and text[at - 1] not in "-/":
            closes = False
        if closes:
            found.append(_quoted(text, opened, (at, after)))
            opened = None
        elif mark in '“„«"``':
            found.append(_unclosed(text, opened, at))
            opened = (at, mark)
    if opened is not None:
        found.append(_unclosed(text, opened, end, to_limit=True))
    return [quoted for quoted in found if quoted.inner_start < quoted.inner_end]


def _quoted(text: str, opened: tuple[int, str], close: tuple[int, int]) -> Quoted:
    inner_start, inner_end = _stripped(text, opened[0] + len(opened[1]), close[0])
    return Quoted(opened[0], close[1], inner_start, inner_end, True)


def _unclosed(text: str, opened: tuple[int, str], limit: int, *, to_limit: bool = False) -> Quoted:
    inner = opened[0] + len(opened[1])
    stop = None if to_limit else _SENTENCE_END.search(text, inner, limit)
    inner_start, inner_end = _stripped(text, inner, stop.end() if stop else limit)
    return Quoted(opened[0], max(inner_end, inner), inner_start, inner_end, False)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _find_single(text: str, start: int, end: int) -> list[Quoted]:
    found: list[Quoted] = []
    opened: int | None = None
    doubtful: int | None = None
    for at in _single_marks(text, start, end):
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = (before.isspace() or before in '([—–-/:“"') and (after.isalnum() or after in "[(…$£€") and not _ELISION.match(text, at)
        if opens and text[at] != "’":
            opened, doubtful = at, None
        elif opened is not None and not before.isspace() and not after.isalnum():
            if before in "sS" and after == " " and _may_be_possessive(text, at, end):
                doubtful = at if doubtful is None else doubtful
                continue
            found.append(Quoted(opened, at + 1, opened + 1, at, True))
            opened = doubtful = None
    if opened is not None and doubtful is not None:
        found.append(Quoted(opened, doubtful + 1, opened + 1, doubtful, True))
    return [quoted for quoted in found if quoted.inner_start < quoted.inner_end]


def _single_marks(text: str, start: int, end: int) -> list[int]:
    return [match.start() for match in _SINGLE.finditer(text, start, end)]


def _may_be_possessive(text: str, at: int, end: int) -> bool:
    return at + 2 < end and text[at + 2].islower()
