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

from stemma.language.spelling import consonants, fold, skeleton
from stemma.records import Page
from stemma.stages.corroborate.names.misprints import are_misprints
from stemma.stages.corroborate.names.spellings import Place, Spelling, differing, likeness
from stemma.text.words import split_words

WEIGHTS: Mapping[str, float] = {
    "always": -2.02,
    "one word": -1.00,
    "one edit": 1.45,
    "misprint": 2.57,
    "foreign": -1.85,
    "same sound, foreign": -1.33,
    "respelled, foreign": -2.02,
    "respelled, latin": 2.12,
    "begin alike": 1.72,
    "people": -1.49,
    "ordinary words": -0.48,
    "same words beside": 2.99,
}
ENOUGH = 0.4
PER_SPELLING = 8
"""How many places stand for one spelling."""
BESIDE = 60
"""Characters around a name that tell whose it is."""
LONG = 4
"""Letters of a word beside a name that tells something."""
FEWEST_BESIDE = 3
FEW_EDITS = 2
"""Letters of one word that a misspelling changes at most; more are another orthography."""
UNLIKE = 0.75
_GLIDE = re.compile(r"(?<=[aeiou])[yj](?=[aeiou])|^(?:yi?|gi|j)(?=[aeo])")
_VOICING = str.maketrans("gqcCdbzjf", "kkkktpssp")


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """What judging the spellings of a story needs. ``corrects`` says whether words near a place own up to a misspelling, ``corrected``
    holds the words of each passage that does, ``latin`` says how likely (0..1) names are written in Latin letters at home, ``ordinary``
    holds the words of everyday news."""

    found: Mapping[Spelling, Sequence[Place]]
    pages: Mapping[str, Page]
    corrects: Callable[[Place], bool]
    corrected: Sequence[Collection[str]]
    latin: Callable[[Sequence[Place]], float]
    ordinary: Collection[str]

    def knows_two(self, one: Spelling, other: Spelling) -> bool:
        """Whether some report has both spellings and corrects neither."""
        both = {place.report for place in self.found[one]} & {place.report for place in self.found[other]}
        places = [place for name in (one, other) for place in self.found[name]]
        return any(not any(self.corrects(place) for place in places if place.report == report) for report in both)

    def are_corrected(self, one: Spelling, other: Spelling) -> bool:
        """Whether a report that owns up to a misspelling has all words in which the two differ beside each other."""
        pairs = differing(one, other)
        return any(all(a in words and b in words for a, b in pairs) for words in self.corrected)


class Words(NamedTuple):
    """Two words in which two names differ."""

    one: str
    other: str

    @property
    def edits(self) -> int:
        return OSA.distance(self.one, self.other)


def judge_spellings(one: Spelling, other: Spelling, held: Spellings) -> float:
    """How likely (0..1) two spellings are of one name; certain where a report corrects one to the other."""
    return 1.0 if held.are_corrected(one, other) else judge(measure_spellings(one, other, held))


def judge(features: Mapping[str, float]) -> float:
    """How likely (0..1) two spellings with these features are of one name."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def measure_spellings(one: Spelling, other: Spelling, held: Spellings) -> dict[str, float]:
    """The features of a pair, by name."""
    pairs = [Words(*pair) for pair in differing(one, other)]
    places = held.found[one][:PER_SPELLING], held.found[other][:PER_SPELLING]
    labels = {place.label for side in places for place in side}
    latin = held.latin([*places[0], *places[1]])
    is_one_sound = all(sound(pair.one) == sound(pair.other) for pair in pairs)
    is_respelled = all(consonants(pair.one) == consonants(pair.other) for pair in pairs)
    begins = "ORG" not in labels and len(pairs) == 1 < len(one) and not is_respelled and _begin_alike(pairs[0])
    kept = [word for word, beside in zip(one, other, strict=True) if word == beside]
    return {
        "always": 1.0,
        "one word": float(len(one) == 1),
        "one edit": float(all(pair.edits == 1 for pair in pairs)),
        "misprint": float(are_misprints(" ".join(one), " ".join(other))),
        "foreign": 1 - latin,
        "same sound, foreign": (1 - latin) * is_one_sound,
        "respelled, foreign": (1 - latin) * is_respelled,
        "respelled, latin": latin * ((is_respelled or is_one_sound) and all(pair.edits <= FEW_EDITS for pair in pairs)),
        "begin alike": float(begins and any(word not in held.ordinary for word in kept)),
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
    """Whether two words begin with one letter and are otherwise quite unlike, as one name misremembered is ("Seck", "Sarr"), not one the
    beginning of the other."""
    short, long = sorted((pair.one, pair.other), key=len)
    return short[0] == long[0] and len(short) >= LONG and likeness(pair) < UNLIKE and not long.startswith(short)
