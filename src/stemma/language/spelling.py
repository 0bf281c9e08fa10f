"""Names by how they are spelled: folded to letters, to a skeleton that romanisations share, to consonants."""

import re
from functools import lru_cache

from anyascii import anyascii

_FOLDS = tuple(
    pair.split(":")
    for pair in (
        "shch:s sch:s tch:c tsh:c kh:h gh:g ph:f th:t dh:d dj:j zh:z sh:s ch:C cz:C tz:z ck:k qu:k q:k c:k C:c x:ks w:v "
        "iy:i yi:i ij:i y:i oo:u ou:u ee:i ie:i ei:e ia:a iu:u"
    ).split()
)
"""Spellings of one sound in romanisations, folded in this order."""
_VOWELS = str.maketrans("", "", "aeiou")
_VOICING = str.maketrans("gqcdbjzf", "kkktpssp")
_GLIDE = re.compile(r"(?<=[aeiouy])j(?![aeiou])")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in lower case ASCII letters and digits: "Şahin" → "sahin", "N'Djamena" → "ndjamena".

    >>> fold("Zürich")
    'zurich'
    """
    return "".join(char for char in anyascii(word).lower() if char.isalnum())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What is left of a word when romanisations are evened out: doubled letters, kh/h, sh/s, y/i, w/v, ph/f.

    >>> skeleton("Zelenskyy") == skeleton("Zelensky"), skeleton("Hussein") == skeleton("Husein")
    (True, True)
    """
    folded = _GLIDE.sub("i", fold(word))
    for old, new in _FOLDS:
        folded = folded.replace(old, new)
    folded = folded[:1] + folded[1:].replace("j", "i")
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The consonants of a word's skeleton with voiced and voiceless joined: "Gaddafi" and "Qadhafi" are both "ktf"."""
    shape = skeleton(word)
    return _DOUBLED.sub(r"\1", (shape[:1].translate(_VOICING) + shape[1:].translate(_VOWELS).translate(_VOICING)))
