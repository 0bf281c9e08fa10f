"""From an English word form to the dictionary forms it may belong to.

Lexicons list dictionary forms only. A form is looked up by proposing lemmas, most likely first, and taking the first that
the lexicon knows; this needs no list of all English words and cannot fail on unknown ones.
"""

from functools import lru_cache

from stemma.language.lexicon import Lexicons

_VOWELS = frozenset("aeiou")


@lru_cache(maxsize=8)
def _irregular(lexicons: Lexicons) -> dict[str, str]:
    """From each irregular form to its lemma."""
    forms: dict[str, str] = {}
    for lemma, *others in lexicons.rows("irregular_forms"):
        for column in others:
            for form in column.split():
                forms.setdefault(form, lemma)
    return forms


@lru_cache(maxsize=8)
def past_forms(lexicons: Lexicons) -> frozenset[str]:
    """The irregular forms of the past, also those that are of the present too ("put")."""
    return frozenset(form for _, *others in lexicons.rows("irregular_forms") for form in (others[0].split() if others else ()))


def lemmas(word: str, *, lexicons: Lexicons) -> tuple[str, ...]:
    """The dictionary forms that a lower-case English word may belong to, most likely first.

    >>> from stemma.language.lexicon import Lexicons
    >>> none = Lexicons({"irregular_forms": (("say", "said", "said"),)})
    >>> lemmas("said", lexicons=none)[0], lemmas("denies", lexicons=none)[1], lemmas("planned", lexicons=none)[3]
    ('say', 'deny', 'plan')
    """
    irregular = _irregular(lexicons).get(word)
    return ((irregular,) if irregular else ()) + _regular(word)


@lru_cache(maxsize=65536)
def _regular(word: str) -> tuple[str, ...]:
    found = [word]
    if word.endswith("ies") and len(word) > 4:
        found.append(word[:-3] + "y")
    if word.endswith("es") and len(word) > 3:
        found.append(word[:-1])
        found.append(word[:-2])
    elif word.endswith("s") and not word.endswith("ss") and len(word) > 3:
        found.append(word[:-1])
    if word.endswith("men") and len(word) > 4:
        found.append(word[:-2] + "an")
    if word.endswith("ied") and len(word) > 4:
        found.append(word[:-3] + "y")
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and any(letter in _VOWELS or letter == "y" for letter in stem):
            found += [stem + "e", stem]
            if len(stem) > 2 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(dict.fromkeys(found))
