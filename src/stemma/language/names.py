"""Is this the same name? Names of people and organisations taken apart and compared, tolerant of romanisation, order and typing.

People: the parts of both names are aligned (Christen, *Data Matching*, 2012, ch. 5); parts agree by spelling, by a
transliteration-tolerant skeleton, as initials, as forms of one given name, or as syllables of one romanised name. Korean, Chinese and
Vietnamese names are read family name first. Organisations: legal forms and type words are folded, then words and acronyms aligned.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from stemma.language.lexicon import Lexicons
from stemma.records import EntityType, Feature

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_FOLDS = tuple(
    pair.split(":")
    for pair in (
        "shch:s sch:s tch:c tsh:c kh:h gh:g ph:f th:t dh:d dj:j zh:j sh:s ch:C cz:C tz:ts ck:k qu:k q:k c:k C:c x:ks w:v "
        "iy:i yi:i ij:i y:i oo:u ou:u ee:i ie:i ei:e ia:a iu:u"
    ).split()
)
"""Spellings of one sound in romanisations, folded in this order."""
_VOWELS = str.maketrans("", "", "aeiou")
_VOICING = str.maketrans("gqcdbjzf", "kkktpssp")
_DOUBLED = re.compile(r"(.)\1+")
_SYLLABLES = re.compile(r"(?:(?:zh|ch|sh|kh|ph|th|ts|hs|ng|[bcdfghjklmnpqrstwxyz])?[yw]?[aeiou]{1,3}(?:ng|[nmlkpbtrhg])?){1,2}")


class PersonName(NamedTuple):
    """A person's name taken apart; parts are folded (lower case, ASCII). ``family`` is empty when it cannot be told;
    ``custom`` is the naming custom that put the family name first, if one did."""

    parts: tuple[str, ...]
    family: tuple[str, ...]
    given: tuple[str, ...]
    generation: str | None
    custom: str | None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word in lower case ASCII letters and digits: "Şahin" → "sahin", "N'Djamena" → "ndjamena".

    >>> fold("Zürich")
    'zurich'
    """
    return "".join(char for char in anyascii(word).lower() if char.isalnum())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """What is left of a word when romanisations are evened out: doubled letters, kh/h, sh/s, y/i, w/v, ph/f.

    >>> skeleton("Zelenskyy") == skeleton("Zelensky"), skeleton("Hussein") == skeleton("Husein")
    (True, True)
    """
    folded = fold(word)
    for old, new in _FOLDS:
        folded = folded.replace(old, new)
    return _DOUBLED.sub(r"\1", folded)


@lru_cache(maxsize=65536)
def consonants(word: str) -> str:
    """The consonants of a word's skeleton with voiced and voiceless joined: "Gaddafi" and "Qadhafi" are both "ktf"."""
    shape = skeleton(word)
    return _DOUBLED.sub(r"\1", (shape[:1].translate(_VOICING) + shape[1:].translate(_VOWELS).translate(_VOICING)))


class _Words(NamedTuple):
    honorifics: frozenset[str]
    suffixes: dict[str, str]
    particles: frozenset[str]
    family_first: dict[str, str]
    given: dict[str, frozenset[int]]
    syllables: dict[str, frozenset[int]]


def _groups(rows: tuple[str, ...]) -> dict[str, frozenset[int]]:
    members: dict[str, set[int]] = {}
    for number, row in enumerate(rows):
        for word in row.split():
            members.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in members.items()}


@lru_cache(maxsize=4)
def _words(lexicons: Lexicons) -> _Words:
    family_first: dict[str, str] = {}
    for family, custom in lexicons.rows("family_first"):
        family_first.setdefault(fold(family), custom)
    return _Words(
        frozenset(fold(word) for word in lexicons.words("honorifics")),
        {fold(word): kind for word, kind in lexicons.rows("name_suffixes")},
        frozenset(lexicons.words("name_particles")),
        family_first,
        _groups(lexicons.words("given_names")),
        _groups(lexicons.words("romanised_syllables")),
    )


def syllable_groups(part: str, lexicons: Lexicons) -> frozenset[int]:
    """The numbers of the romanised syllables that a folded part may write (see the lexicon ``romanised_syllables``)."""
    return _words(lexicons).syllables.get(part, frozenset())


@lru_cache(maxsize=16384)
def parse_person(text: str, lexicons: Lexicons) -> PersonName:
    """Take a printed personal name apart.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> parse_person("Choe Son-hui", load_lexicons()).family
    ('choe',)
    >>> parse_person("Dr. Anna van der Berg Jr.", load_lexicons()).family
    ('van', 'der', 'berg')
    """
    words = _words(lexicons)
    before, comma, after = text.partition(",")
    if comma and after.strip() and fold(after) not in words.suffixes:
        text = f"{after} {before}"
    printed = [match.group() for match in _WORD.finditer(text.replace("-", " - "))]
    hyphenated = "-" in text.strip("- ")
    parts = [fold(word) for word in printed]
    generation = next((part for part in parts[1:] if words.suffixes.get(part) == "generation"), None)
    while len(parts) > 1 and parts[0] in words.honorifics:
        parts = parts[1:]
    parts = [part for at, part in enumerate(parts) if part and (at == 0 or part not in words.suffixes)]
    custom = None if comma else _custom(text, parts, hyphenated, words)
    if custom is not None:
        family, given = parts[:1], parts[1:]
    else:
        at = len(parts) - 1
        while at > 1 and parts[at - 1] in words.particles:
            at -= 1
        family, given = (parts[at:], parts[:at]) if len(parts) > 1 else ([], [])
    return PersonName(tuple(parts), tuple(family), tuple(given), generation, custom)


def _custom(text: str, parts: list[str], hyphenated: bool, words: _Words) -> str | None:
    """The naming custom under which the first part is the family name, None for Western order."""
    if not 2 <= len(parts) <= 4 or parts[0] not in words.family_first:
        return None
    custom = words.family_first[parts[0]]
    if custom in {"VI", "HU"}:
        return custom if len(parts) > 1 else None
    given = text.split()[1:] if " " in text else []
    if hyphenated and len(given) != 1:
        return None
    return custom if all(_SYLLABLES.fullmatch(part) for part in parts[1:]) and len("".join(parts[1:])) <= 12 else None


@dataclass(frozen=True, slots=True)
class NameScore:
    """How far two names are one: ``value`` in 0..1, the weighted sum of ``features`` cut to that range."""

    value: float
    features: tuple[Feature, ...]

    @property
    def is_same(self) -> bool:
        return self.value >= SAME_FROM


SAME_FROM = 0.5
_PERSON_WEIGHTS = {
    "agreement": 1.0,
    "conflict": -0.8,
    "clash": -0.55,
    "extra": -0.35,
    "weakest": -0.6,
    "initial": -0.15,
    "generation": -1.0,
    "lone": -0.2,
}


class _Pair(NamedTuple):
    similarity: float
    left: int
    right: int


def same_name(left: str, right: str, *, type: EntityType, lexicons: Lexicons) -> NameScore:
    """Whether two printed names are one name, with the parts of the decision.

    People are compared by the alignment of their parts, everything else by words and acronyms. Cost: the product of the
    numbers of words.
    """
    if type == "person":
        return _score_people(parse_person(left, lexicons), parse_person(right, lexicons), lexicons)
    return _score_titles(left, right, lexicons)


def part_similarity(left: str, right: str, lexicons: Lexicons) -> float:
    """How alike two folded parts of names are, 0..1: 1 the same letters, .6 an initial, 0 different names.

    Short parts are never compared letter by letter: Kim is not Lim.
    """
    if left == right:
        return 1.0
    if not left or not right:
        return 0.0
    if min(len(left), len(right)) == 1:
        return 0.6 if left[0] == right[0] else 0.0
    if skeleton(left) == skeleton(right):
        return 0.96
    words = _words(lexicons)
    nothing: frozenset[int] = frozenset()
    if not words.given.get(left, nothing).isdisjoint(words.given.get(right, nothing)):
        return 0.92
    if not words.syllables.get(left, nothing).isdisjoint(words.syllables.get(right, nothing)):
        return 0.9
    return _spelling_similarity(left, right)


def _spelling_similarity(left: str, right: str) -> float:
    """Slips of the pen and unlisted romanisations, in parts long enough to tell."""
    if min(len(left), len(right)) < 4:
        return 0.0
    alike = OSA.normalized_similarity(skeleton(left), skeleton(right))
    frame = consonants(left)
    if frame == consonants(right) and len(frame) >= 3:
        alike = max(alike, 0.8)
    return alike * 0.95 if alike >= 0.74 else 0.0


def _joined(parts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring parts put together where the other name has them as one ("Jong" "un" and "Jongun")."""
    wanted = {skeleton(other) for other in others}
    result: list[str] = []
    at = 0
    while at < len(parts):
        size = next((size for size in (3, 2) if at + size <= len(parts) and skeleton("".join(parts[at : at + size])) in wanted), 1)
        result.append("".join(parts[at : at + size]))
        at += size
    return tuple(result)


def _align(left: tuple[str, ...], right: tuple[str, ...], lexicons: Lexicons) -> list[_Pair]:
    """The best pairs of parts, greedily, each part once."""
    pairs = [
        _Pair(part_similarity(one, two, lexicons), at, to)
        for at, one in enumerate(left[:_MOST_PARTS])
        for to, two in enumerate(right[:_MOST_PARTS])
    ]
    chosen: list[_Pair] = []
    for pair in sorted(pairs, key=lambda pair: (-pair.similarity, abs(pair.left - pair.right), pair.left, pair.right)):
        if pair.similarity > 0 and all(pair.left != other.left and pair.right != other.right for other in chosen):
            chosen.append(pair)
    return chosen


_MOST_PARTS = 12


def _weight(parts: Iterable[str], particles: frozenset[str]) -> float:
    return sum(1.0 if part in particles else min(6.0, 2.0 + len(part)) for part in parts)


def _score_people(left: PersonName, right: PersonName, lexicons: Lexicons) -> NameScore:
    particles = _words(lexicons).particles
    one, two = _joined(left.parts, right.parts), _joined(right.parts, left.parts)
    pairs = _align(one, two, lexicons)
    aligned = sum(pair.similarity * _weight((max(one[pair.left], two[pair.right], key=len),), particles) for pair in pairs)
    total = _weight((max(one[pair.left], two[pair.right], key=len) for pair in pairs), particles)
    rest_one = _weight((part for at, part in enumerate(one) if all(pair.left != at for pair in pairs)), particles)
    rest_two = _weight((part for at, part in enumerate(two) if all(pair.right != at for pair in pairs)), particles)
    shorter = max(1.0, min(_weight(one, particles), _weight(two, particles)))
    longer = max(1.0, _weight(one, particles), _weight(two, particles))
    values = {
        "agreement": aligned / total if total else 0.0,
        "conflict": min(rest_one, rest_two) / shorter,
        "clash": float(min(rest_one, rest_two) > 1.0),
        "extra": (max(rest_one, rest_two) - min(rest_one, rest_two)) / longer,
        "weakest": 1.0 - min((pair.similarity for pair in pairs if pair.similarity != 0.6), default=1.0),
        "initial": float(any(pair.similarity == 0.6 for pair in pairs)),
        "generation": float(left.generation != right.generation and bool(left.generation or right.generation)),
        "lone": float(len(pairs) == 1 and max(len(one), len(two)) > 1),
    }
    return _score(values, _PERSON_WEIGHTS)


def _score(values: dict[str, float], weights: dict[str, float]) -> NameScore:
    features = tuple(Feature(name=name, value=round(values[name], 4), weight=weight) for name, weight in weights.items())
    value = sum(feature.value * feature.weight for feature in features)
    return NameScore(round(min(1.0, max(0.0, value)), 4), features)


@lru_cache(maxsize=4)
def type_words(lexicons: Lexicons) -> frozenset[str]:
    """Words that say what kind of body a name is of, not which."""
    words = {fold(word) for row in lexicons.rows("organisation_words") for cell in row[:2] for word in cell.split()}
    return frozenset(words)


@lru_cache(maxsize=16384)
def title_words(text: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of an organisation's or place's name, evened out: no articles, "Centre" as "Center", "Dept" in full."""
    variants = {row[0]: row[1] for row in lexicons.rows("name_variants")}
    words = [fold(word) for word in _WORD.findall(_POSSESSIVE.sub("", text.replace("-", " ")))]
    return tuple(variants.get(word, word) for word in words if word and variants.get(word, word) != "-")


_POSSESSIVE = re.compile(r"['’ʼ]s\b")


def initials(words: Iterable[str]) -> str:
    """The acronym of a name's words."""
    return "".join(word[0] for word in words if word)


def _score_titles(left: str, right: str, lexicons: Lexicons) -> NameScore:
    one, two = title_words(left, lexicons), title_words(right, lexicons)
    types = type_words(lexicons)
    pairs = _align(_joined(one, two), _joined(two, one), lexicons)
    one, two = _joined(one, two), _joined(two, one)
    rest_one = [word for at, word in enumerate(one) if all(pair.left != at for pair in pairs)]
    rest_two = [word for at, word in enumerate(two) if all(pair.right != at for pair in pairs)]
    shorter = max(1.0, min(_title_weight(one, types), _title_weight(two, types)))
    longer = max(1.0, _title_weight(one, types), _title_weight(two, types))
    total = sum(_title_weight((one[pair.left],), types) for pair in pairs)
    is_acronym = _is_acronym(left, two) or _is_acronym(right, one)
    values = {
        "acronym": float(is_acronym and not pairs),
        "agreement": sum(pair.similarity * _title_weight((one[pair.left],), types) for pair in pairs) / total if total else 0.0,
        "conflict": min(_title_weight(rest_one, types), _title_weight(rest_two, types)) / shorter,
        "extra": abs(_title_weight(rest_one, types) - _title_weight(rest_two, types)) / longer,
        "weakest": 1.0 - min((pair.similarity for pair in pairs), default=1.0),
    }
    if values["acronym"]:
        values.update(conflict=0.0, extra=0.0)
    return _score(values, _TITLE_WEIGHTS)


_TITLE_WEIGHTS = {"acronym": 0.9, "agreement": 1.0, "conflict": -1.5, "extra": -0.9, "weakest": -0.8}


def _title_weight(words: Iterable[str], types: frozenset[str]) -> float:
    return sum(1.0 if word in types or len(word) == 1 else min(6.0, 2.0 + len(word)) for word in words)


def _is_acronym(short: str, words: tuple[str, ...]) -> bool:
    """Whether a short name in capitals is made of the first letters of the words ("IAEA")."""
    letters = short.replace(".", "").strip()
    return 2 <= len(letters) <= 8 and letters.isupper() and " " not in letters and len(words) > 1 and fold(letters) == initials(words)


def fit_of_short(short: PersonName, full: PersonName) -> int:
    """How well a single name fits a fuller one: 3 its family name, 2 its first or last part, 1 any other; 0 not."""
    if not short.parts or not full.parts or len(short.parts) > 1:
        return 0
    part = short.parts[0]
    if len(full.parts) == 1:
        return 3 if _is_part(part, full.parts[0]) else 0
    if full.family and (_is_part(part, full.family[-1]) or part == "".join(full.family)):
        return 3
    if _is_part(part, full.parts[0]) or _is_part(part, full.parts[-1]):
        return 2
    return 1 if any(_is_part(part, other) for other in full.parts if len(other) > 3) else 0


def _is_part(left: str, right: str) -> bool:
    return left == right or (min(len(left), len(right)) > 3 and skeleton(left) == skeleton(right))


@lru_cache(maxsize=512)
def _country_forms(country: str, lexicons: Lexicons) -> tuple[tuple[str, ...], ...]:
    """The names and adjectives of a country as words, longest first."""
    cells = [row[1:4] for row in lexicons.rows("countries") if row[0] == country]
    forms = {title_words(form, lexicons) for row in cells for cell in row for form in cell.split("|") if form != "-"}
    return tuple(sorted(forms, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=16384)
def core_words(printed: str, country: str | None, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of an organisation's name without the country that it belongs to, sorted.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> core_words("Russia's Ministry of Foreign Affairs", "RU", load_lexicons())
    ('foreign', 'ministry')
    """
    words = title_words(printed, lexicons)
    for form in _country_forms(country, lexicons) if country else ():
        at = next((at for at in range(len(words) - len(form) + 1) if words[at : at + len(form)] == form), None)
        if at is not None and 0 < len(form) < len(words):
            words = words[:at] + words[at + len(form) :]
            break
    return tuple(sorted(set(words)))
