"""Words: where they start and end in a text, and what each looks like.

The cut follows Universal Dependencies English (EWT, GUM): clitics apart ("Alva" + "'s", "do" + "n't"), punctuation apart,
abbreviations with their stop ("Gen.", "U.S."), hyphenated compounds in parts ("long" + "-" + "term"). Unlike the treebanks,
a double given name ("Eul-chul", "Jean-Pierre") is always one word: cut up, its halves end up in different names.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons

SHAPES = 16
"""How many spellings ``shape_of`` tells apart."""

_LONGEST_CHUNK = 200  # characters; a longer run without a space is no English, and is kept as one word
_CHUNK = re.compile(r"\S+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w/?"
    r"|[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]*\w"
    r"|(?<!\w)[@#][^\W\d]\w*"
    r"|(?<!\w)\w[\w-]{0,64}(?:\.[\w-]{1,64}){0,4}\.(?:com|org|net|edu|gov|info|int|io)\b(?:/\S*\w)?"
)
_PIECE = re.compile(
    r"""(?P<letters>(?:[^\W\d_]\.){2,})                # U.S.  p.m.
      | (?P<amp>[^\W\d_]+(?:&[^\W\d_]+)+)              # AT&T  R&D
      | (?P<money>(?:US|C|A|HK|NZ|S|R|NT)[$£€])        # US$
      | (?P<number>\d+(?:[.,:/]\d+)*\w*)               # 1,200  10:30  9/11  1980s
      | (?P<word>\w+(?:['’ʼ][^\W\d_]+)*)               # words, apostrophes inside
      | (?P<signs>\.{2,}|-{2,}|[!?]{2,}|\'\'|’’|([*=_~+<>])\7+)
      | .""",
    re.VERBOSE | re.DOTALL,
)
_UNIT = re.compile(r"(\d[\d.,:]*)(?:am|pm|km|cm|mm|kg|mg|mph|kph|kmh|ft|lbs?|bn|mn|tn|m|hrs?|mins?|secs?|yrs?)", re.IGNORECASE)
_CLITIC = re.compile(r"(?:n['’ʼ]t|['’ʼ](?:s|m|d|re|ve|ll))$", re.IGNORECASE)
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3}
_HYPHENS = "-‐‑"
_SYLLABLE = re.compile(
    r"(?:ch|h[sw]|k[hky]|[gmnpbr]y|l[yh]|ng|p[hp]|s[hs]|t[hstz]|zh|jj|[bcdfghjklmnpqrstwxyz])?"
    r"(?:y?ae|y?eo|yeou|y[aeiou]|yo[uo]|w[aeio]|wae|eu|eui|ui|uai|uie|iao|iou|i[aeou]|a[iouwy]|e[eiuwy]|o[eiouw]|u[aeio]|[aeiou])"
    r"(?:ng|ck|[nmklprhtgb])?"
)
_OPENING = frozenset("“‘«‹„‚")
_CLOSING = frozenset("”’»›")
_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "‚": "'", "‹": "'", "›": "'", "‐": "-", "‑": "-"}
)


class _Rules(NamedTuple):
    abbreviations: frozenset[str]
    capitals: frozenset[str]
    prefixes: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    english: frozenset[str]


def find_words(text: str, lexicons: Lexicons) -> list[tuple[int, int]]:
    """The words of a text as ``(start, end)`` in order of position; they do not overlap and hold every character but white space.

    Cost: linear in the length of the text.
    """
    rules = _compile(lexicons)
    words: list[tuple[int, int]] = []
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        if end - start > _LONGEST_CHUNK:
            words.append((start, end))
        else:
            words += _cut_chunk(text, start, end, rules)
    return words


def plain(word: str) -> str:
    """The word with typewriter quotation marks and hyphens, so that all kinds of marks are looked up alike.

    >>> plain("don’t"), plain("“")
    ("don't", '"')
    """
    return word.translate(_PLAIN)


def shape_of(word: str, is_spaced: bool) -> int:
    """How a word is spelled, below ``SHAPES``: 0 lower case, 1 Title, 2 UPPER, 3 miXed, 4 with digits, 5 signs only, 6 an
    opening and 7 a closing quotation mark; 8 more where white space or the start of the text goes before it."""
    return _spelling(word) + (8 if is_spaced else 0)


def is_closing(text: str, start: int, end: int) -> bool:
    """Whether a word can only end something: a closing quotation mark or bracket, a comma, a stop.

    A typewriter quotation mark closes when something stands before it and white space or nothing after it.
    """
    word = text[start:end]
    if all(character in "\"'" for character in word):
        return (
            start > 0
            and not text[start - 1].isspace()
            and text[start - 1] not in "([{-—–"
            and (end == len(text) or not text[end].isalnum())
        )
    return all(character in _CLOSERS for character in word)


def is_opening(text: str, start: int, end: int) -> bool:
    """Whether a word can only begin something: an opening quotation mark or bracket, a typewriter mark that closes nothing."""
    word = text[start:end]
    if all(character in "\"'" for character in word):
        return end < len(text) and not text[end].isspace() and not is_closing(text, start, end)
    return all(character in _OPENERS for character in word)


_OPENERS = _OPENING | frozenset("([{")
_CLOSERS = _CLOSING | frozenset(")]},;:.!?…%")


@lru_cache(maxsize=1 << 16)
def _spelling(word: str) -> int:
    if word in _OPENING or word in _CLOSING:
        return 6 if word in _OPENING else 7
    if not any(character.isalnum() for character in word):
        return 5
    if any(character.isdigit() for character in word):
        return 4
    capitals = sum(character.isupper() for character in word)
    if capitals == 0:
        return 0
    if word[0].isupper() and capitals == 1:
        return 1
    return 2 if word.isupper() else 3


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> _Rules:
    forms = lexicons.rows("abbreviations")
    hyphens = lexicons.rows("hyphens")
    kinds = {kind: frozenset(row[0] for row in hyphens if row[1] == kind) for kind in ("prefix", "given", "surname", "word")}
    return _Rules(
        abbreviations=frozenset(form.removesuffix(".") for form, kind in forms if kind == "any"),
        capitals=frozenset(form.removesuffix(".") for form, kind in forms if kind == "capital"),
        prefixes=kinds["prefix"],
        given=kinds["given"],
        surnames=kinds["surname"],
        english=kinds["word"],
    )


def _cut_chunk(text: str, start: int, end: int, rules: _Rules) -> list[tuple[int, int]]:
    words: list[tuple[int, int]] = []
    while start < end:
        address = _ADDRESS.match(text, start, end)
        if address:
            words.append(address.span())
            start = address.end()
            continue
        piece = _PIECE.match(text, start, end)
        assert piece is not None  # noqa: S101 - the last alternative takes any character
        stop = piece.end()
        if piece["word"]:
            stop = _join(text, start, stop, end, rules)
            words += _cut_word(text, start, stop)
        elif piece["number"]:
            words += _cut_number(text, start, stop)
        else:
            words.append((start, stop))
        start = stop
    return words


def _join(text: str, start: int, stop: int, end: int, rules: _Rules) -> int:
    """Where the word that starts here ends, with the hyphens and the stop that belong to it."""
    left = start
    while stop + 1 < end and text[stop] in _HYPHENS:
        right = _PIECE.match(text, stop + 1, end)
        if not right or not right["word"] or not _belong(text[left:stop], right["word"], rules):
            break
        left, stop = stop + 1, right.end()
    word = text[left:stop]
    if stop < end and text[stop] == "." and _takes_stop(word, rules):
        return stop + 1
    return stop


def _takes_stop(word: str, rules: _Rules) -> bool:
    if len(word) == 1:
        return word.isupper() and word != "I"
    lower = plain(word).lower()
    return lower in rules.abbreviations or (lower in rules.capitals and word[0].isupper())


def _belong(left: str, right: str, rules: _Rules) -> bool:
    """Whether two halves at a hyphen are one word: a prefix, a double given name, or two romanised syllables."""
    first = left.lower()
    second = _CLITIC.sub("", right).lower()
    if first in rules.prefixes and (not left[0].isupper() or len(first) > 2 or first == "co"):
        return True
    if not left[0].isupper():
        return False
    if first in rules.given and right[0].isupper():
        return True
    if second in rules.english or (right[0].isupper() and first in rules.surnames and second in rules.surnames):
        return False
    return bool(len(second) > 1 and _SYLLABLE.fullmatch(first) and _SYLLABLE.fullmatch(second))


def _cut_word(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    word = text[start:stop]
    fused = _FUSED.get(word.lower())
    if fused:
        return [(start, start + fused), (start + fused, stop)]
    clitic = _CLITIC.search(word)
    if clitic and clitic.start() > 0:
        return [(start, start + clitic.start()), (start + clitic.start(), stop)]
    return [(start, stop)]


def _cut_number(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    unit = _UNIT.fullmatch(text, start, stop)
    return [(start, unit.end(1)), (unit.end(1), stop)] if unit else [(start, stop)]
