"""Quotations of two reports side by side: the same words, changed words, another speaker."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stemma.language.lexicon import Lexicons
from stemma.records import Quote
from stemma.stages.derive.wording import is_tens, small_numbers
from stemma.text.normalise import without_accents
from stemma.text.shingles import fold_spelling, keyed_words

SAME_QUOTE = 0.6
SHORTEST_QUOTE = 3
LONG_QUOTE = 5
MOST_QUOTES = 60
"""So many quotations of one report are compared with those of the others,"""
LONGEST_QUOTE = 1_000
"""and so many words of each: more is no quotation."""
PAIRS_KEPT = 1 << 15
"""Of so many pairs of wordings, the latest, what was found is remembered: a quotation stands in many reports in the same words."""
CLITICS = frozenset({"s", "t", "d", "m", "ll", "re", "ve"})
"""What an apostrophe sets off; some pages set spaces around it."""
FULL_FORMS = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
"""What two who took down the same words may write in short or in full."""
SHORT_WORDS = {"won't": "will not", "can't": "can not", "shan't": "shall not", "cannot": "can not", "let's": "let us"}
BEFORE_IS = frozenset({"it", "that", "he", "she", "there", "what", "who", "here", "where"})
"""Behind these *is* may be written as *'s*, which words are compared without."""
_PER_CENT = re.compile(r"\s?%|\bper cent\b")
_IN_BRACKETS = re.compile(r"\[[^\[\]]{1,60}\]|\([^()]{1,60}\)")


class Spoken(NamedTuple):
    """A quotation: its words and the person who speaks, None where that is nobody with a name."""

    words: tuple[str, ...]
    speaker: str | None


def quoted_words(quote: Quote, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of a quotation as keys, without what the reporter put in brackets, short forms in full: "it's", "it ’ s" and "it is" are
    the one word that is left of them all. Numbers are written in figures, as one house does and another does not ("ninety")."""
    said = _PER_CENT.sub(" percent ", _IN_BRACKETS.sub(" ", quote.text))
    words: list[str] = []
    for word in keyed_words(said if said.strip() else quote.text):
        key = fold_spelling(without_accents(word.key)).replace("’", "'")
        if words and key in CLITICS:
            words[-1] += f"'{key}" if key != "s" else ""
        elif not (key == "is" and words and words[-1] in BEFORE_IS):
            words.append(key)
    figures = small_numbers(lexicons)
    full: list[str] = []
    for part in (part for word in words[:LONGEST_QUOTE] for part in _in_full(word)):
        value = figures.get(part)
        if value is not None and 0 < value < 10 and full and is_tens(full[-1]):
            full[-1] = str(int(full[-1]) + value)
        else:
            full.append(part if value is None else str(value))
    return tuple(full[:LONGEST_QUOTE])


def _in_full(word: str) -> list[str]:
    """A word without its apostrophe, and as two where it is short for two."""
    if word in SHORT_WORDS:
        return SHORT_WORDS[word].split()
    for ending, full in FULL_FORMS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return [word[: -len(ending)].replace("'", ""), full]
    return [word.replace("'", "")]


@lru_cache(maxsize=PAIRS_KEPT)
def quotes_alike(words: tuple[str, ...], others: tuple[str, ...]) -> float:
    """How alike two wordings are (0..1): 1 where the one is a part of the other, else by the words left out and put in."""
    if len(others) < SHORTEST_QUOTE:
        return 0.0
    return 1.0 if is_part(words, others) or is_part(others, words) else float(Indel.normalized_similarity(words, others))


def is_part(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether ``words`` stand in ``others`` in one piece."""
    if not words:
        return True
    if words[0] not in others:
        return False
    starts = (place for place in range(len(others) - len(words) + 1) if others[place] == words[0])
    return any(others[place : place + len(words)] == words for place in starts)


def count_moved(quotes: Sequence[Spoken], others: Sequence[Spoken]) -> int:
    """How many quotations of a report stand, changed or not, in another under somebody else's name.

    Two reporters who heard a speaker may differ in the words, not in who spoke.
    """
    return sum(any(_is_moved(quote, other) for other in others) for quote in quotes)


def _is_moved(quote: Spoken, other: Spoken) -> bool:
    if quote.speaker is None or other.speaker is None or quote.speaker == other.speaker:
        return False
    return min(len(quote.words), len(other.words)) >= LONG_QUOTE and quotes_alike(quote.words, other.words) >= SAME_QUOTE
