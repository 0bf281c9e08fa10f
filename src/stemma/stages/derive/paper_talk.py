"""Whether a sentence speaks of a statement, notice or release that could be read."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.derive.paperhood import words_of
from stemma.text.normalise import fold, without_accents


def speaks_of_paper(text: str, lexicons: Lexicons) -> bool:
    """Whether a sentence speaks of a paper as something to be read; what somebody gave to the police or signed is none."""
    spoken_of, is_none = _spoken_of(lexicons)
    folded = without_accents(fold(text))
    return any(is_none.search(folded, 0, match.end()) is None for match in spoken_of.finditer(folded))


def speaks_of(text: str, nouns: AbstractSet[str]) -> bool:
    """Whether a sentence speaks of a paper by what it calls itself ("the ministry's bulletin", "in its fourth report")."""
    return _named_so(frozenset(nouns)).search(without_accents(fold(text))) is not None


@lru_cache(maxsize=64)
def _named_so(nouns: frozenset[str]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, nouns)))
    return re.compile(rf"(?:\b(?:the|an?|its|their|this|that)|['’]s)\s(?:[a-z-]{{1,20}}\s){{0,2}}?(?:{words})\b(?! of\b(?! the)|s\b)")


@lru_cache(maxsize=4)
def _spoken_of(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The nouns as something that there is, as "notice" and "release" are verbs too, and what makes of the words before one no paper."""
    noun, own, says, none, other = (_any_of(kind, lexicons) for kind in ("noun", "own", "says", "none", "other"))
    whose = r"(?:\b(?:its|their|our)|['’]s)"
    some = (
        rf"(?:\b(?:the|an?|his|her|this|that|joint|same|public|press|official|written|company|news)|{whose})\s(?:[a-z-]{{1,20}}\s){{0,2}}?"
    )
    told = rf"{some}(?:{noun})s?\b|{whose}\s(?:[a-z-]{{1,20}}\s)?(?:{own})(?=\s(?:of \w+ )?(?:{says})\b)|\bin an? (?:{own})\b"
    return re.compile(told), re.compile(rf"\b(?:(?:{none})\s(?:\w+\s){{0,4}}|(?:{other})\s)\w+$")


def _any_of(kind: str, lexicons: Lexicons) -> str:
    return "|".join(map(re.escape, words_of(kind, lexicons)))
