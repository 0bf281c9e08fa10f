"""Two spellings of one name, of which one must be wrong: a letter or two changed, not a romanisation."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from stemma.language.spelling import fold, skeleton
from stemma.text.words import split_words

SHORTEST = 4
_ENDINGS = frozenset("s es a n an ian ov ev ova eva in iin yan".split())
"""Endings that make a plural, a demonym, a family name, a woman's name or a genitive of a name."""
FARTHEST = 2


@lru_cache(maxsize=16384)
def are_misprints(one: str, other: str) -> bool:
    """Whether two names have the same words but for one that is spelled almost the same. Spellings that romanisations share are none, nor
    is a form without a letter at its end that marks a case, a plural or a woman's name.

    >>> are_misprints("Mara Lindholm", "Mara Lindhelm"), are_misprints("Mara Lindholm", "Nora Lindholm")
    (True, False)
    >>> are_misprints("Zelensky", "Zelenskyy"), are_misprints("Alva 300", "Alva 3000")
    (False, True)
    """
    first, second = _words(one), _words(other)
    if len(first) != len(second) or not first:
        return False
    differing = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    if a.isdigit() and b.isdigit():  # numbers that follow each other are those of a series ("Alva 1", "Alva 2")
        return len(first) > 1 and OSA.distance(a, b) == 1 and max(len(a), len(b)) > 2 and abs(int(a) - int(b)) > 1
    if min(len(a), len(b)) < SHORTEST or a[0] != b[0] or skeleton(a) == skeleton(b) or _is_inflected(a, b):
        return False
    if OSA.distance(a, b) > 1 and _without_vowels(a) == _without_vowels(b):
        return False  # two vowels: another romanisation ("Mohammed", "Muhammad")
    if _without_glides(a) == _without_glides(b) or (OSA.distance(a, b) > 1 and not _differ_in_one_place(a, b)):
        return False  # "Andreev", "Andreyev"; letters changed here and there: another romanisation
    return OSA.distance(a, b) <= (1 if min(len(a), len(b)) < 6 else FARTHEST)


def _words(name: str) -> list[str]:
    return [folded for word in split_words(name) if (folded := fold(word.lower)) and folded not in {"the", "s"}]


def _without_vowels(word: str) -> str:
    return "".join(letter for letter in word if letter not in "aeiouy")


def _without_glides(word: str) -> str:
    """A word without the letters by which romanisations write a glide or a breath."""
    return "".join(letter for letter in word if letter not in "yjh")


def _differ_in_one_place(one: str, other: str) -> bool:
    """Whether two letters that differ stand side by side."""
    start = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    end = next((place for place, (a, b) in enumerate(zip(reversed(one), reversed(other), strict=False)) if a != b), 0)
    return max(len(one), len(other)) - start - end <= FARTHEST


def _is_inflected(one: str, other: str) -> bool:
    """Whether one is the other with an ending: "Kells", or one language's form for a woman ("Wisniewski", "Wisniewska")."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _ENDINGS:
        return True
    return len(one) == len(other) and one[:-1] == other[:-1] and {one[-1], other[-1]} <= set("aeioy")
