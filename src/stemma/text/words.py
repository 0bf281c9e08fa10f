"""Words of a text with their places: runs of letters, runs of digits, single other marks."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

_SIGNS = "".join(chr(code) for code in range(0x300, 0xE00) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
"""Accents and vowel signs that stand behind a letter and belong to its word, as in the scripts of India; those further on are of scripts
that put no blanks between words."""
WORD = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<initials>[^\W\d_](?:\.[^\W\d_])+\.?)(?!\w)"
    r"|(?P<possessive>[’']s\b)"
    rf"|(?P<letters>[^\W\d_]+(?:[{_SIGNS}]+[^\W\d_]*)*(?:[’'](?!s\b)[^\W\d_]+)*)"
    r"|(?P<mark>[^\s\w]|[\w])"
)
"""One word, number or mark: what ``split_words`` goes by."""


class Word(NamedTuple):
    """``lower`` is the case-folded form with straight apostrophes; ``is_glued`` says that no blank stands before it."""

    start: int
    end: int
    lower: str
    is_capital: bool
    is_glued: bool


FORMS = re.compile(re.sub(r"\?P<\w+>", "?:", WORD.pattern))
"""The same words without their kinds: a few times faster where no places are asked for."""
_PIECE = 20_000


def split_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of at most 20,000 characters that together are ``[start, end)``, cut behind a line end or a blank where there is
    one, so that a page of one endless line needs no more memory than any other."""
    while end - start > _PIECE:
        cut = max(text.rfind("\n", start, start + _PIECE), text.rfind(" ", start + _PIECE // 2, start + _PIECE)) + 1
        cut = cut if cut > start else start + _PIECE
        yield start, cut
        start = cut
    yield start, end


def split_words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """The words, numbers and marks of ``text[start:end]`` in order.

    "23rd" is two words (``23``, glued ``rd``), "a.m." and "2,000" are one, "three-day" is three, a possessive ``'s`` stands
    alone. Offsets are those of ``text``. Linear in the length.

    >>> [word.lower for word in split_words("On Oct. 23rd,2025 at 9:30 a.m.")]
    ['on', 'oct', '.', '23', 'rd', ',', '2025', 'at', '9', ':', '30', 'a.m.']
    """
    before = start
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        form = match.group()
        start, stop = match.span()
        # past the constructor, which costs as much as all else here, and every stage comes by
        yield tuple.__new__(Word, (start, stop, form.lower().replace("’", "'"), form[0].isupper(), start == before))
        before = stop


def lower_words(text: str) -> tuple[str, ...]:
    """The ``lower`` forms of the words, numbers and marks of a text, where no places are asked for.

    >>> lower_words("It’s 23rd.")
    ('it', "'s", '23', 'rd', '.')
    """
    return tuple([form.lower().replace("’", "'") for form in FORMS.findall(text)])
