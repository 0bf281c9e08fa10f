"""Words as a rewriter leaves them: numbers as digits, names without accents, other words without their endings."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.numbers import join_numbers, number_words
from stemma.language.patterns import Item
from stemma.language.rarity import rarity
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, fold_plural

_ENDINGS = ("ing", "ed")
_VOWELS = frozenset("aeiouy")
_SHORTEST_STEM = 3
MILLION = 1_000_000
MOST_DIGITS = 15


class Term(NamedTuple):
    """What a word is compared by, and the information in it (nats)."""

    key: str
    weight: float


def read_terms(words: Sequence[KeyedWord], lexicons: Lexicons) -> list[Term]:
    """One term for each word; the words of one number ("twenty-four", "two hundred and twelve", "38 thousand", "59K") have that number's.
    Millions are counted by the million, as "4.5m" is read, which may be metres: "0.3 billion" is "300"."""
    terms = _read_words(words, lexicons)
    if any(word.key in _scales(lexicons) for word in words):
        for first, last, value in _written_numbers(words, lexicons):
            weight = sum({term.key: term.weight for term in terms[first:last]}.values())
            terms[first:last] = [Term(value, min(weight, rarity(value, lexicons)))] * (last - first)
    return terms


def _written_numbers(words: Sequence[KeyedWord], lexicons: Lexicons) -> Iterator[tuple[int, int, str]]:
    """The numbers of several words of which one is a hundred, a thousand or a dozen: from which place to which, and the value."""
    items: list[Item] = []
    for place, word in enumerate(words):
        gap = word.start - words[place - 1].end if place else 0
        if gap > 1:  # more than a blank or a hyphen: "three hundred; five" are two
            items.append(Item(word.start, word.start, "", {}))
        items.append(Item(word.start, word.end, word.key, _digit_tags(word.key), gap == 0))
    starts = [word.start for word in words]
    ends = [word.end for word in words]
    for item in join_numbers(items, number_words(lexicons)):
        first, last = bisect_left(starts, item.start), bisect_right(ends, item.end)
        value = item.tags.get("NUMBER")
        if value is not None and last > first + 1 and any(word.key in _scales(lexicons) for word in words[first:last]):
            yield first, last, f"{value / MILLION if value >= MILLION else value:.10g}"


def _digit_tags(key: str) -> Mapping[str, float | str]:
    """Digits as a number, without what would join it to the next one: "200" and "300" may be two in a range."""
    return {"NUMBER": float(key), "DIGITS": ""} if key[0].isdigit() and key.isascii() and len(key) <= MOST_DIGITS else {}


@lru_cache(maxsize=4)
def _scales(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(word for word, known in number_words(lexicons).items() if known.kind in {"hundred", "scale", "group", "suffix"})


def _read_words(words: Sequence[KeyedWord], lexicons: Lexicons) -> list[Term]:
    terms: list[Term] = []
    for word in words:
        number = small_numbers(lexicons).get(word.key)
        if number is None:
            terms.append(_term(word.key, lexicons))
        elif number < 10 and terms and is_tens(terms[-1].key):
            whole = Term(str(int(terms[-1].key) + number), terms[-1].weight + _term(word.key, lexicons).weight)
            terms[-1:] = [whole, whole]
        else:
            terms.append(Term(str(number), min(rarity(word.key, lexicons), rarity(str(number), lexicons))))
    return terms


@lru_cache(maxsize=4)
def small_numbers(lexicons: Lexicons) -> Mapping[str, int]:
    """The words for the numbers to nineteen and for the tens."""
    return {word: int(value) for word, kind, value in lexicons.rows("numbers") if kind in {"unit", "ten"}}


def is_tens(key: str) -> bool:
    """Whether a key is a number of whole tens, to which a unit may be added."""
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
