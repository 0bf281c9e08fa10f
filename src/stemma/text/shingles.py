"""Shingles: the words of a text as keys, and runs of them, by which shared wording is found.

Broder, "On the resemblance and containment of documents" (1997).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from stemma.text.words import FORMS, WORD

_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
TEXTS_KEPT = 1 << 14
"""Of so many texts, the latest, the words are remembered."""
_SPARED_ENDINGS = ("ss", "us", "is")
_SPELLINGS = (
    (re.compile(r"(?<=\w{3})([iy])s(?=(?:e|ed|es|er|ers|ing|ation|ations)$)"), r"\1z"),
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|ite|ites|able|hood|hoods)?$)"), "or"),
    (re.compile(r"(?<=\w{2}[bt])re(?=s?$)"), "er"),
    (re.compile(r"(?<=\w{4})ll(?=(?:ed|ing|er|ers)$)"), "l"),
)


class KeyedWord(NamedTuple):
    """A word of ``text[start:end]`` with the key under which it is compared."""

    key: str
    start: int
    end: int


def keyed_words(text: str, start: int = 0, end: int | None = None) -> list[KeyedWord]:
    """The words and numbers of ``text[start:end]``, without marks and possessive endings.

    Keys are lower case, without the dots of initials and the commas of thousands. Scripts that put no blanks between words are
    read character by character. Linear in the length.

    >>> [word.key for word in keyed_words("The U.S. sent 2,000 aid-workers’ tents.")]
    ['the', 'us', 'sent', '2000', 'aid', 'workers', 'tents']
    >>> [word.key for word in keyed_words("ढाका में")]
    ['ढाका', 'में']
    """
    words: list[KeyedWord] = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        key = match.group()
        if not key[0].isalnum():
            continue
        key = key.lower().replace("’", "'")
        at, stop = match.span()
        if not key.isascii() and _UNSPACED.search(key):
            words.extend(KeyedWord(text[place], place, place + 1) for place in range(at, stop))
        else:
            # past the constructor, which costs as much as all else here, and every stage comes by
            words.append(tuple.__new__(KeyedWord, (key.replace(".", "") if key[0].isalpha() else key.replace(",", ""), at, stop)))
    return words


@lru_cache(maxsize=TEXTS_KEPT)
def word_keys(text: str) -> tuple[str, ...]:
    """The keys of the words of a text, in order. Texts read lately are remembered: the same sentences come by again and again.

    >>> word_keys("The U.S. sent tents.")
    ('the', 'us', 'sent', 'tents')
    """
    keys: list[str] = []
    for form in FORMS.findall(text):
        if form.isalpha() and form.isascii():
            keys.append(form.lower())
        elif form[0].isalnum():
            key = form.lower().replace("’", "'")
            is_unspaced = not key.isascii() and _UNSPACED.search(key)
            keys += form if is_unspaced else [key.replace(".", "") if key[0].isalpha() else key.replace(",", "")]
    return tuple(keys)


def shingles(keys: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of ``size`` keys, in order; none where there are fewer.

    >>> list(shingles(["a", "b", "c"], 2))
    [('a', 'b'), ('b', 'c')]
    """
    return zip(*(islice(keys, offset, None) for offset in range(size)), strict=False)


def containment(keys: Sequence[str], others: Sequence[str], size: int = 8) -> float:
    """The share (0..1) of the distinct shingles of ``keys`` that ``others`` has too; 0 where there are none."""
    own = set(shingles(keys, size))
    return len(own & set(shingles(others, size))) / len(own) if own else 0.0


def fold_plural(key: str) -> str:
    """An English word without its plural or third-person *s* (Harman's S-stemmer, 1991, with "es" kept but for its *s*).

    >>> [fold_plural(word) for word in ("ministries", "visits", "crises", "virus", "access")]
    ['ministry', 'visit', 'crise', 'virus', 'access']
    """
    if len(key) <= 3 or not key.endswith("s") or key.endswith(_SPARED_ENDINGS):
        return key
    return key[:-3] + "y" if key.endswith("ies") else key[:-1]


def fold_spelling(key: str) -> str:
    """One form for the British and the American spelling of a word. The form need not be a word, only the same for both.

    >>> [fold_spelling(word) for word in ("destabilising", "analysed", "colour", "centre", "travelled", "rise", "four")]
    ['destabilizing', 'analyzed', 'color', 'center', 'traveled', 'rise', 'four']
    """
    for pattern, form in _SPELLINGS:
        key = pattern.sub(form, key)
    return key
