"""Words that deny: negations, and pairs of words of which only one can be so."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.text.words import lower_words

NEGATIONS = frozenset({"not", "never", "no", "nobody", "none", "nothing", "neither", "nor", "without", "cannot", "hardly"})
_WEAKENED = frozenset({"only", "just", "least", "necessarily", "merely", "long", "yet"})
"""What makes no denial of the negation before it ("not only", "not least")."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
_SHORTEST = 4


def is_negation(word: str) -> bool:
    """Whether a lower-case word negates by itself.

    >>> is_negation("wasn't"), is_negation("never"), is_negation("notable")
    (True, True, False)
    """
    return word in NEGATIONS or word.endswith(("n't", "n’t"))


def count_negations(words: Sequence[str]) -> int:
    """How many words negate; "not only", "not least" and "no longer" as in "for no longer than" are none.

    >>> count_negations("it was not only not true".split())
    1
    """
    following = [*words[1:], ""]
    return sum(is_negation(word) and after not in _WEAKENED for word, after in zip(words, following, strict=True))


@lru_cache(maxsize=8)
def _implicit(lexicons: Lexicons) -> tuple[frozenset[str], re.Pattern[str]]:
    words = [row[0] for row in lexicons.rows("implicit_negatives")]
    phrases = sorted((word for word in words if " " in word), key=lambda word: (-len(word), word))
    return frozenset(words), re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


@lru_cache(maxsize=1 << 15)
def count_denials(text: str, lexicons: Lexicons) -> tuple[int, int]:
    """How many words of a text negate, and how many deny by what they mean ("refused to", "ruled out").

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> count_denials("He did not rule out that they refused", load_lexicons())
    (1, 2)
    """
    words = lower_words(text)
    implied = sum(_denies_by_meaning(word, lexicons) for word in words)
    return count_negations(words), implied + len(_implicit(lexicons)[1].findall(" ".join(words)))


@lru_cache(maxsize=1 << 15)
def _denies_by_meaning(word: str, lexicons: Lexicons) -> bool:
    return not _implicit(lexicons)[0].isdisjoint(lemmas(word, lexicons=lexicons))


@lru_cache(maxsize=8)
def _pairs(lexicons: Lexicons) -> frozenset[tuple[str, str]]:
    found = set()
    for left, right in lexicons.rows("opposites"):
        found |= {(one, other) for one in left.split() for other in right.split()}
    return frozenset(found | {(other, one) for one, other in found})


def are_opposites(one: str, other: str, lexicons: Lexicons) -> bool:
    """Whether two lower-case words exclude each other, by the lexicon ``opposites`` or by a prefix that negates ("able", "unable").

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> are_opposites("alive", "dead", load_lexicons()), are_opposites("harmed", "unharmed", load_lexicons())
    (True, True)
    """
    if (one, other) in _pairs(lexicons):
        return True
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    return len(short) >= _SHORTEST and long in {f"{prefix}{short}" for prefix in _PREFIXES}


def find_opposites(words: Iterable[str], others: Iterable[str], lexicons: Lexicons) -> tuple[str, str] | None:
    """The first two words, one of each side, that exclude each other."""
    second = list(others)
    return next(((one, other) for one in words for other in second if are_opposites(one, other, lexicons)), None)
