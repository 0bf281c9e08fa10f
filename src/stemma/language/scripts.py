"""In which letters the names of a country are written at home: a name that was romanised has several right spellings, any other has one."""

from collections.abc import Mapping
from functools import lru_cache

from stemma.language.lexicon import Lexicons


@lru_cache(maxsize=4)
def _others(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("other_scripts"))


def share_in_latin(told: Mapping[str, int], lexicons: Lexicons) -> float:
    """The share (0..1) of places and people, counted by country (ISO 3166 alpha-2), that are written in Latin letters at home; 0.5 where
    none is known.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> share_in_latin({"CO": 3}, load_lexicons()) > 0.7 > 0.3 > share_in_latin({"KR": 3}, load_lexicons())
    True
    """
    latin = sum(count for code, count in told.items() if code not in _others(lexicons))
    return (latin + 1) / (sum(told.values()) + 2)
