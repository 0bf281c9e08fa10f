"""Is this the same name? A decision with its parts.

People: the parts of both names are aligned (Christen, *Data Matching*, 2012, ch. 5); parts agree by spelling, by a
transliteration-tolerant skeleton, as initials, as forms of one given name, or as syllables of one romanised name. Organisations and
places: words are evened out and aligned, legal forms and countries compared apart, acronyms spelled out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from stemma.language.bodies import body_name, initials, type_words
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.personal import PersonName, is_light, is_patronymic, parse_person, part_similarity
from stemma.language.romanisation import are_one_in_chinese
from stemma.language.spelling import fold, skeleton
from stemma.records import EntityType, Feature

SAME_FROM = 0.5
"""Scores from here on mean the same name."""

_MOST_PARTS = 12
_INITIAL = 0.6
_SHORTEST_MISPRINTED = 8  # letters of a whole name; in shorter ones a letter makes another name too easily
_SCOPES = frozenset({"national", "international", "un", "united nations", "european", "eu", "federal", "regional", "municipal", "world"})
_ROMAN = re.compile(r"[ivx]{2,5}")
_PERSON_WEIGHTS = {
    "agreement": 1.0,
    "conflict": -0.8,
    "clash": -0.55,
    "extra": -0.35,
    "weakest": -0.6,
    "initial": -0.15,
    "generation": -1.0,
    "lone": -0.4,
}
_BODY_WEIGHTS = {
    "acronym": 0.9,
    "agreement": 1.0,
    "conflict": -1.5,
    "clash": -0.3,
    "extra": -0.9,
    "weakest": -0.8,
    "number": -1.0,
    "country": -0.6,
    "form": -0.55,
    "scope": -0.6,
    "misprint": 0.6,
}


@dataclass(frozen=True, slots=True)
class NameScore:
    """How far two names are one: ``value`` in 0..1, the weighted sum of ``features`` cut to that range."""

    value: float
    features: tuple[Feature, ...]

    @property
    def is_same(self) -> bool:
        return self.value >= SAME_FROM


class _Pair(NamedTuple):
    similarity: float
    left: int
    right: int


@lru_cache(maxsize=16384)
def same_name(left: str, right: str, *, type: EntityType, lexicons: Lexicons) -> NameScore:
    """Whether two printed names are one name, with the parts of the decision.

    People are compared by the alignment of their parts, everything else by words and acronyms. Cost: the product of the
    numbers of words.
    """
    if type == "person":
        return _score_people(parse_person(left, lexicons), parse_person(right, lexicons), lexicons)
    return _score_bodies(left, right, lexicons)


def _joined(parts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring parts put together where the other name has them as one ("Jong" "un" and "Jongun")."""
    wanted = {skeleton(other) for other in others}

    def is_wanted(part: str) -> bool:
        return skeleton(part) in wanted or any(are_one_in_chinese(part, other) for other in others)

    result: list[str] = []
    at = 0
    while at < len(parts):
        size = next((size for size in (3, 2) if at + size <= len(parts) and is_wanted("".join(parts[at : at + size]))), 1)
        result.append("".join(parts[at : at + size]))
        at += size
    return tuple(result)


def _align(left: tuple[str, ...], right: tuple[str, ...], lexicons: Lexicons) -> list[_Pair]:
    """The best pairs of parts, greedily, each part once; initials only in the order of the names."""
    pairs = [
        _Pair(part_similarity(one, two, lexicons), at, to)
        for at, one in enumerate(left[:_MOST_PARTS])
        for to, two in enumerate(right[:_MOST_PARTS])
    ]
    chosen: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity, abs(pair.left - pair.right), pair.left, pair.right)):
        is_free = all(pair.left != other.left and pair.right != other.right for other in chosen)
        if pair.similarity > 0 and is_free and not (pair.similarity == _INITIAL and _crosses(pair, chosen)):
            chosen.append(pair)
    return chosen


def _crosses(pair: _Pair, chosen: list[_Pair]) -> bool:
    return any((pair.left - other.left) * (pair.right - other.right) < 0 for other in chosen)


class _Alignment(NamedTuple):
    """Two names' parts, the pairs that agree, and what is left of either."""

    one: tuple[str, ...]
    two: tuple[str, ...]
    pairs: list[_Pair]
    rest_one: list[str]
    rest_two: list[str]


def _aligned(left: tuple[str, ...], right: tuple[str, ...], lexicons: Lexicons) -> _Alignment:
    one, two = _joined(left, right), _joined(right, left)
    pairs = _align(one, two, lexicons)
    rest_one = [part for at, part in enumerate(one) if all(pair.left != at for pair in pairs)]
    rest_two = [part for at, part in enumerate(two) if all(pair.right != at for pair in pairs)]
    return _Alignment(one, two, pairs, rest_one, rest_two)


def _shares(alignment: _Alignment, weigh: Callable[[Iterable[str]], float]) -> dict[str, float]:
    """How far the paired parts agree, what both have that the other lacks, what one has more, the worst pair; each 0..1."""
    one, two, pairs, rest_one, rest_two = alignment
    longest = [max(one[pair.left], two[pair.right], key=len) for pair in pairs]
    total = weigh(longest)
    agreeing = sum(pair.similarity * weigh((part,)) for pair, part in zip(pairs, longest, strict=True))
    left, right = weigh(rest_one), weigh(rest_two)
    return {
        "agreement": agreeing / total if total else 0.0,
        "conflict": min(left, right) / max(1.0, min(weigh(one), weigh(two))),
        "extra": abs(left - right) / max(1.0, weigh(one), weigh(two)),
        "weakest": 1.0 - min((pair.similarity for pair in pairs if pair.similarity != _INITIAL), default=1.0),
    }


def _score_people(left: PersonName, right: PersonName, lexicons: Lexicons) -> NameScore:
    def weigh(parts: Iterable[str]) -> float:
        return sum(1.0 if is_light(part, lexicons) else min(6.0, 2.0 + len(part)) for part in parts)

    alignment = _aligned(left.parts, right.parts, lexicons)
    rests = (alignment.rest_one, alignment.rest_two)
    telling = [any(not is_light(part, lexicons) for part in rest) for rest in rests]
    fathers = [any(is_patronymic(part) for part in rest) for rest in rests]
    values = _shares(alignment, weigh) | {
        "clash": float(all(telling) or all(fathers)),
        "initial": float(any(pair.similarity == _INITIAL for pair in alignment.pairs)),
        "generation": float(left.generation != right.generation and bool(left.generation or right.generation)),
        "lone": float(len(alignment.pairs) == 1 and max(len(alignment.one), len(alignment.two)) > 1),
    }
    return _score(values, _PERSON_WEIGHTS)


def _is_misprint(alignment: _Alignment) -> bool:
    """Whether two whole names differ by one letter only, left out, put in, changed or moved, and not in a number."""
    one, two = "".join(alignment.one), "".join(alignment.two)
    if min(len(one), len(two)) < _SHORTEST_MISPRINTED or one == two or OSA.distance(one, two, score_cutoff=1) > 1:
        return False
    rest = (*alignment.rest_one, *alignment.rest_two)
    return not any(part.isupper() or _ROMAN.fullmatch(part) or any(char.isdigit() for char in part) for part in rest)


def _score(values: dict[str, float], weights: dict[str, float]) -> NameScore:
    features = tuple(Feature(name=name, value=round(values[name], 4), weight=weight) for name, weight in weights.items())
    value = sum(feature.value * feature.weight for feature in features)
    return NameScore(round(min(1.0, max(0.0, value)), 4), features)


def _score_bodies(left: str, right: str, lexicons: Lexicons) -> NameScore:
    types = type_words(lexicons)

    def weigh(parts: Iterable[str]) -> float:
        return sum(1.5 if part in types else min(6.0, 2.0 + len(part)) for part in parts)

    one, two = body_name(left, lexicons), body_name(right, lexicons)
    alignment = _aligned(_singular(one.words), _singular(two.words), lexicons)
    rest = [*alignment.rest_one, *alignment.rest_two]
    is_acronym = not alignment.pairs and (_is_acronym(left, two.words, lexicons) or _is_acronym(right, one.words, lexicons))
    is_acronym = is_acronym or _is_known_so(left, right, lexicons)
    values = _shares(alignment, weigh) | {
        "acronym": float(is_acronym),
        "clash": float(bool(alignment.rest_one) and bool(alignment.rest_two)),
        "number": float(any(part.isdigit() or _ROMAN.fullmatch(part) for part in rest)),
        "country": float(any(part in one.countries or part in two.countries for part in rest)),
        "scope": float(bool(_scopes(left)) and bool(_scopes(right)) and _scopes(left).isdisjoint(_scopes(right))),
        "misprint": 0.0,
        "form": float(bool(one.forms) and bool(two.forms) and one.forms.isdisjoint(two.forms)),
    }
    if is_acronym:
        values |= {"conflict": 0.0, "clash": 0.0, "extra": 0.0, "country": 0.0}
    is_alike = not any(values[name] for name in ("number", "country", "form", "scope"))
    if is_alike and _is_misprint(alignment):
        values = dict.fromkeys(values, 0.0) | {"misprint": 1.0}
    return _score(values, _BODY_WEIGHTS)


def _is_known_so(left: str, right: str, lexicons: Lexicons) -> bool:
    """Whether both are names of one known body ("FSB", "Federal Security Service")."""
    one = look_up(left, lexicons)
    return one is not None and one.type == "organisation" and one == look_up(right, lexicons)


def _scopes(printed: str) -> frozenset[str]:
    """For whom a body stands, as its name says: a national council is not that of the United Nations."""
    words = fold(printed.replace(".", "")).split()
    pairs = {" ".join(pair) for pair in pairwise(words)}
    return _SCOPES & ({*words} | pairs)


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without a plural s: "Motors" and "Motor" are often confused."""
    return tuple(word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words)


def _without_country(short: str, lexicons: Lexicons) -> str:
    """What is left of a short name beside a country ("NRA" of "NRA Norway")."""
    rest = [word for word in short.split() if look_up(word, lexicons) is None or word.isupper()]
    return rest[0] if len(rest) == 1 else short


def _is_acronym(short: str, words: tuple[str, ...], lexicons: Lexicons) -> bool:
    """Whether a short name in capitals is made of the first letters of the words ("IAEA")."""
    letters = _without_country(short.replace(".", "").strip(), lexicons)
    return 2 <= len(letters) <= 8 and letters.isupper() and " " not in letters and len(words) > 1 and fold(letters) == initials(words)
