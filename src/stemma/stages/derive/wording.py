"""Words as a rewriter leaves them: numbers as digits, names without accents, other words without their endings."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.rarity import rarity
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, fold_plural

_ENDINGS = ("ing", "ed")
_VOWELS = frozenset("aeiouy")
_SHORTEST_STEM = 3


class Term(NamedTuple):
    """What a word is compared by, and the information in it (nats)."""

    key: str
    weight: float


def read_terms(words: Sequence[KeyedWord], lexicons: Lexicons) -> list[Term]:
    """One term for each word; the words of one number ("twenty-four") have that number's."""
    terms: list[Term] = []
    for word in words:
        number = _numbers(lexicons).get(word.key)
        if number is None:
            terms.append(_term(word.key, lexicons))
        elif number < 10 and terms and _is_tens(terms[-1].key):
            whole = Term(str(int(terms[-1].key) + number), terms[-1].weight + _term(word.key, lexicons).weight)
            terms[-1:] = [whole, whole]
        else:
            terms.append(Term(str(number), min(rarity(word.key, lexicons), rarity(str(number), lexicons))))
    return terms


@lru_cache(maxsize=4)
def _numbers(lexicons: Lexicons) -> Mapping[str, int]:
    return {word: int(value) for word, kind, value in lexicons.rows("numbers") if kind in {"unit", "ten"}}


def _is_tens(key: str) -> bool:
    return len(key) == 2 and key.isascii() and key.isdigit() and key[1] == "0" and key != "10"


@lru_cache(maxsize=65536)
def _term(key: str, lexicons: Lexicons) -> Term:
    forms = lemmas(key, lexicons=lexicons)
    return Term(_stem(without_accents(forms[0])), min(rarity(fold_plural(form), lexicons) for form in (key, *forms)))


def _stem(word: str) -> str:
    """What the forms of a regular word have in common: a key, not a word ("injuring" and "injured" give "injur")."""
    word = fold_plural(word)
    for ending in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM and _VOWELS.intersection(stem):
            word = stem[:-1] if len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "sl" else stem
            break
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] in "ey" else word
