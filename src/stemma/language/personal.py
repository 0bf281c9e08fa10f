"""Names of people taken apart: family and given names, naming customs, short forms, romanised syllables."""

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from stemma.language.lexicon import Lexicons
from stemma.language.romanisation import are_one_in_chinese, chinese_key
from stemma.language.spelling import consonants, fold, skeleton

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_SYLLABLES = re.compile(r"(?:(?:zh|ch|sh|kh|ph|th|ts|hs|ng|[bcdfghjklmnpqrstwxyz])?[yw]?[aeiou]{1,3}(?:ng|[nmlkpbtrhg])?){1,2}")
_ROMAN = re.compile(r"[ivx]{2,5}")
_ABJAD = re.compile(r"[\u0590-\u07ff]")
_SERVANTS = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdur"})
_SERVANT = re.compile(r"abd(?:[uaeo][lr])?((?!lah$|llah$)[b-df-hj-np-tv-z][a-z]{2,}|aziz|azim|ahad)")
UNVOWELLED = "~"
"""What a folded part starts with that was written in a script without vowels (Arabic, Hebrew)."""
_FRAMES = tuple(pair.split(":") for pair in "x:h kh:h gh:g sh:s ch:s th:t dh:d ph:f q:k c:k v:b f:b p:b z:d j:g".split())
_SHORTEST_MISSPELT = 4  # characters; in shorter parts one letter makes another name


class PersonName(NamedTuple):
    """A person's name taken apart; parts are folded (lower case, ASCII). ``family`` is empty when it cannot be told;
    ``custom`` is the naming custom that put the family name first, if one did."""

    parts: tuple[str, ...]
    family: tuple[str, ...]
    given: tuple[str, ...]
    generation: str | None
    custom: str | None


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
    >>> parse_person("Ryu Hye-rin", load_lexicons()).family
    ('ryu',)
    >>> parse_person("Dr. Anna van der Berg Jr.", load_lexicons()).family
    ('van', 'der', 'berg')
    """
    words = _words(lexicons)
    before, comma, after = text.partition(",")
    if comma and after.strip() and fold(after) not in words.suffixes:
        text = f"{after} {before}"
    printed = [match.group() for match in _WORD.finditer(text.replace("-", " - "))]
    hyphenated = "-" in text.strip("- ")
    parts = _servants_apart([_fold(part) for word in printed for part in _initials_apart(word, printed)])
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


def _initials_apart(word: str, printed: list[str]) -> str | list[str]:
    """Two capitals before a name that is not in capitals are two initials: "JC" of "JC Moreau"."""
    is_pair = len(word) == 2 and word.isascii() and word.isupper() and printed[0] == word
    return word if is_pair and any(not other.isupper() for other in printed[1:]) else [word]


def _fold(word: str) -> str:
    """A word folded; one in a script without vowels is marked."""
    folded = fold(word)
    return UNVOWELLED + folded if folded and _ABJAD.match(word) else folded


def _servants_apart(parts: list[str]) -> list[str]:
    """Names made with Arabic *abd* in parts, whichever way they are written: "Abdul Rahman", "Abdurrahman" and "Abd al-Rahman"."""
    if len(parts) < 2:
        return parts
    result: list[str] = []
    for part in parts:
        within = _SERVANT.fullmatch(part)
        result += ["abd", within[1]] if within else ["abd"] if part in _SERVANTS else [part]
    return result


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
    if are_one_in_chinese(left, right):
        return 0.9
    if (left[0] == UNVOWELLED) != (right[0] == UNVOWELLED):
        return 0.8 if _frame(left) == _frame(right) else 0.0
    if _ROMAN.fullmatch(left) or _ROMAN.fullmatch(right):
        return 0.0
    if skeleton(left) == skeleton(right):
        return 0.96
    words = _words(lexicons)
    nothing: frozenset[int] = frozenset()
    one, two = words.given.get(left, nothing), words.given.get(right, nothing)
    if one and two:
        return 0.0 if one.isdisjoint(two) else 0.92
    if not words.syllables.get(left, nothing).isdisjoint(words.syllables.get(right, nothing)):
        return 0.9
    return _spelling_similarity(left, right)


def _frame(part: str) -> str:
    """The consonants of a part as far as Arabic and Hebrew letters and their romanisations agree on them."""
    frame = part.removeprefix(UNVOWELLED)
    frame = frame.removeprefix("al") if frame != part and len(frame) > 4 else frame
    for old, new in _FRAMES:
        frame = frame.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouwy]", "", frame))


def _spelling_similarity(left: str, right: str) -> float:
    """Slips of the pen and unlisted romanisations, in parts long enough to tell."""
    shortest = min(len(left), len(right))
    if shortest < _SHORTEST_MISSPELT or (shortest == _SHORTEST_MISSPELT and skeleton(left)[:1] != skeleton(right)[:1]):
        return 0.0
    if left.isdigit() or right.isdigit():
        return 0.0
    alike = OSA.normalized_similarity(skeleton(left), skeleton(right))
    frame = consonants(left)
    if frame == consonants(right) and len(frame) >= 3:
        alike = max(alike, 0.8)
    return alike * 0.95 if alike >= 0.74 else 0.0


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


def is_light(part: str, lexicons: Lexicons) -> bool:
    """Whether a folded part says little of whose name it is: a particle ("van", "al") or a patronymic ("Ivanovich")."""
    return part in _words(lexicons).particles or is_patronymic(part)


def is_patronymic(part: str) -> bool:
    """Whether a folded part is a father's name in the East Slavic manner."""
    return len(part) > 6 and part.endswith(_PATRONYMICS)


_PATRONYMICS = ("ovich", "evich", "ovych", "ievich", "ovna", "evna", "ivna")


@lru_cache(maxsize=16384)
def name_keys(name: PersonName, lexicons: Lexicons) -> frozenset[str]:
    """Keys of which any two names that may be one person's share at least one: their parts by consonants, and the romanised
    syllables that the parts may write."""
    keys: set[str] = set()
    for part in (*name.parts, "".join(name.family)):
        if len(part) > 1 and not is_light(part, lexicons):
            keys.add(consonants(part) or part)
            keys |= {f"syllable {number}" for number in syllable_groups(part, lexicons)}
            keys |= {f"given {number}" for number in _words(lexicons).given.get(part, frozenset())}
            syllables = chinese_key(part)
            keys |= {f"chinese {syllables.split()[0]}"} if syllables is not None else set()
    return frozenset(keys or name.parts)
