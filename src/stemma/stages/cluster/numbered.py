"""Numbers that name an event: "the 13th package", "Flight 370", "a magnitude 6.1 earthquake".

No similarity of wording tells the 12th package from the 13th; their numbers do.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from stemma.language.lexicon import Lexicons
from stemma.records import Report
from stemma.text.shingles import fold_plural
from stemma.text.words import Word, split_words

Numbered = Mapping[str, frozenset[float]]
_SUFFIXES = frozenset({"st", "nd", "rd", "th"})
_SHORTEST_NOUN = 4
NUMBERED_WORDS = 60
_REACH = 3
"""How many words after an ordinal may hold the thing that it counts ("12th EU sanctions package")."""


@lru_cache(maxsize=4)
def _tolerances(lexicons: Lexicons) -> Mapping[str, float]:
    return {noun: float(tolerance) for noun, tolerance in lexicons.rows("numbered_things")}


@lru_cache(maxsize=4)
def _ordinals(lexicons: Lexicons) -> Mapping[str, float]:
    return {word: float(number) for word, number in lexicons.rows("ordinals")}


@lru_cache(maxsize=4)
def _companions(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("ordinal_companions"))


def read_numbered(report: Report, lexicons: Lexicons) -> Numbered:
    """The things that headline and first words of a report number."""
    body = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "body"), "")
    return numbered_things(f"{report.title or ''} . {body}", NUMBERED_WORDS, lexicons)


def numbered_things(text: str, limit: int, lexicons: Lexicons) -> Numbered:
    """The things that the first ``limit`` words of a text number, each with its numbers."""
    words = list(islice(split_words(text), limit))
    found: dict[str, set[float]] = {}
    for place, word in enumerate(words):
        ordinal = _ordinal(words, place, lexicons)
        if ordinal is not None:
            for noun in _counted(words, place, lexicons):
                found.setdefault(noun, set()).add(ordinal)
        elif (noun := fold_plural(word.lower)) in _tolerances(lexicons) and (number := _beside(words, place)) is not None:
            found.setdefault(noun, set()).add(number)
    return {noun: frozenset(numbers) for noun, numbers in found.items()}


def are_numbered_apart(one: Numbered, other: Numbered, lexicons: Lexicons) -> bool:
    """Both texts number the same thing, and no number of the one is one of the other's."""
    for noun in one.keys() & other.keys():
        tolerance = _tolerances(lexicons).get(noun, 0.0)
        if not any(abs(first - second) <= tolerance for first in one[noun] for second in other[noun]):
            return True
    return False


def _ordinal(words: list[Word], place: int, lexicons: Lexicons) -> float | None:
    word = words[place]
    follower = words[place + 1] if place + 1 < len(words) else None
    if word.lower.isdecimal() and len(word.lower) <= 4 and follower and follower.is_glued and follower.lower in _SUFFIXES:
        return float(word.lower)
    return _ordinals(lexicons).get(word.lower)


def _counted(words: list[Word], place: int, lexicons: Lexicons) -> list[str]:
    """The nouns that an ordinal may count: the words after it up to a mark or a word that turns it into something else."""
    start = place + (2 if words[place].lower.isdecimal() else 1)
    nouns: list[str] = []
    for word in words[start : start + _REACH]:
        noun = fold_plural(word.lower)
        if noun in _companions(lexicons) or not noun.isalpha():
            break
        nouns.append(noun)
    return [noun for noun in nouns if len(noun) >= _SHORTEST_NOUN]


def _beside(words: list[Word], place: int) -> float | None:
    """The number after a noun ("Flight 370") or, joined by a hyphen, before it ("6.1-magnitude")."""
    after = next((word for word in words[place + 1 : place + 3] if word.lower not in {"-", "of"}), None)
    before = words[place - 2] if place >= 2 and words[place - 1].lower == "-" else None
    for word in (after, before):
        if word is not None and word.lower.replace(".", "", 1).isdecimal() and len(word.lower) <= 5:
            return float(word.lower)
    return None
