"""How likely two spellings are two of one name, of which one must be wrong: a judgement over named features.

A misspelling changes a letter or two in one place; a romanisation changes sounds into their usual other spellings; two people who share a
name have first names of their own, and a report that knows both tells of both. The weights were fitted by training/fit_spellings.py.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import NamedTuple

from rapidfuzz.distance import OSA

from stemma.language.spelling import fold, skeleton
from stemma.records import Page
from stemma.stages.corroborate.misprints import are_misprints
from stemma.stages.corroborate.spellings import Place, Spelling, differing, likeness
from stemma.text.words import split_words

WEIGHTS: Mapping[str, float] = {
    "always": -2.58,
    "like": -0.97,
    "all differ": 0.57,
    "one edit": 1.91,
    "same sound": -1.85,
    "misprint": 3.76,
    "begin alike": 1.69,
    "people": -1.06,
    "ordinary words": -0.96,
    "same words beside": 2.42,
}
ENOUGH = 0.3
PER_SPELLING = 8
"""How many places stand for one spelling."""
BESIDE = 60
"""Characters around a name that tell whose it is."""
LONG = 4
"""Letters of a word beside a name that tells something."""
FEWEST_BESIDE = 3
UNLIKE = 0.75
_GLIDE = re.compile(r"(?<=[aeiou])[yj](?=[aeiou])|^(?:yi?|gi)(?=[aeo])")
_VOICING = str.maketrans("gqcCdbzjf", "kkkktpssp")


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """What judging the spellings of a story needs. ``corrects`` says whether words near a place own up to a misspelling,
    ``ordinary`` holds the words of everyday news."""

    found: Mapping[Spelling, Sequence[Place]]
    pages: Mapping[str, Page]
    corrects: Callable[[Place], bool]
    ordinary: Collection[str]

    def knows_two(self, one: Spelling, other: Spelling) -> bool:
        """Whether some report has both spellings and corrects neither."""
        both = {place.report for place in self.found[one]} & {place.report for place in self.found[other]}
        places = [place for name in (one, other) for place in self.found[name]]
        return any(not any(self.corrects(place) for place in places if place.report == report) for report in both)


class Words(NamedTuple):
    """Two words in which two names differ."""

    one: str
    other: str

    @property
    def edits(self) -> int:
        return OSA.distance(self.one, self.other)


def judge(features: Mapping[str, float]) -> float:
    """How likely (0..1) two spellings are of one name."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def measure_spellings(one: Spelling, other: Spelling, held: Spellings) -> dict[str, float]:
    """The features of a pair, by name."""
    pairs = [Words(*pair) for pair in differing(one, other)]
    places = held.found[one][:PER_SPELLING], held.found[other][:PER_SPELLING]
    labels = {place.label for side in places for place in side}
    return {
        "always": 1.0,
        "like": min(map(likeness, pairs)),
        "all differ": float(len(pairs) == len(one) > 1),
        "one edit": float(all(pair.edits == 1 for pair in pairs)),
        "same sound": float(all(sound(pair.one) == sound(pair.other) for pair in pairs)),
        "misprint": float(are_misprints(" ".join(one), " ".join(other))),
        "begin alike": float("ORG" not in labels and len(pairs) == 1 < len(one) and _begin_alike(pairs[0])),
        "people": float("NORP" in labels),
        "ordinary words": float(all(word in held.ordinary for pair in pairs for word in pair)),
        "same words beside": _share_words_beside(*places, held),
    }


def _share_words_beside(first: Sequence[Place], second: Sequence[Place], held: Spellings) -> float:
    """How many (0..1) of the words beside the names two places of different reports share at most."""
    beside = [[(place.report, _words_beside(place, held)) for place in side] for side in (first, second)]
    shares = [
        len(words & others) / max(FEWEST_BESIDE, min(len(words), len(others)))
        for report, words in beside[0]
        for other, others in beside[1]
        if report != other
    ]
    return max(shares, default=0.0)


def _words_beside(place: Place, held: Spellings) -> frozenset[str]:
    page = held.pages[place.report]
    sentence = page.annotation.sentences[place.sentence]
    start, end = max(sentence.start, place.start - BESIDE), min(sentence.end, place.end + BESIDE)
    return frozenset(
        fold(word.lower)
        for word in split_words(page.report.text, start, end)
        if len(word.lower) >= LONG and not (place.start <= word.start < place.end)
    )


def sound(word: str) -> str:
    """A word as romanisations leave it: voiced and voiceless joined, glides beside vowels left out.

    >>> sound("Andreyev") == sound("Andreev"), sound("Gwaladse") == sound("Gvaladze"), sound("Lindholm") == sound("Lindhelm")
    (True, True, False)
    """
    return word if word.isdigit() else skeleton(_GLIDE.sub("", fold(word))).translate(_VOICING)


def _begin_alike(pair: Words) -> bool:
    """Whether two words begin with one letter and are otherwise quite unlike, as one name misremembered is ("Seck", "Sarr")."""
    return pair.one[0] == pair.other[0] and min(map(len, pair)) >= LONG and likeness(pair) < UNLIKE
