"""Names of organisations and places as words: evened out, without legal forms, without the country they belong to."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.spelling import fold

_WORD = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s\b")
_LONGEST_FORM_WORDS = 5
_ROMANS = {
    word: str(number) for number, word in enumerate("ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(), 2)
}


class BodyName(NamedTuple):
    """The words of a name, evened out, names and adjectives of countries as their codes; the codes among them; the legal
    forms that stood before or after ("llc", "ag")."""

    words: tuple[str, ...]
    countries: frozenset[str]
    forms: frozenset[str]


@lru_cache(maxsize=4)
def type_words(lexicons: Lexicons) -> frozenset[str]:
    """Words that say what kind of body a name is of, not which."""
    words = {fold(word) for row in lexicons.rows("organisation_words") for cell in row[:2] for word in cell.split()}
    return frozenset(words)


@lru_cache(maxsize=4)
def _variants(lexicons: Lexicons) -> dict[str, str]:
    """What words count as: spelling variants, numbers in figures."""
    variants = {row[0]: row[1] for row in lexicons.rows("name_variants")}
    for word, kind, value in lexicons.rows("numbers"):
        if kind in {"unit", "ten", "ordinal"} and len(word) > 2:
            variants.setdefault(fold(word), value)
    return variants


@lru_cache(maxsize=16384)
def title_words(text: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of an organisation's or place's name, evened out: no articles, "Centre" as "Center", "Dept" in full."""
    variants = _variants(lexicons)
    words = _with_letters_joined([fold(word) for word in _WORD.findall(_POSSESSIVE.sub("", text.replace("-", " ")))])
    return tuple(_with_ones(words, [variants.get(word, word) for word in words]))


def _with_ones(words: list[str], values: list[str]) -> list[str]:
    """The values of words, tens in letters put together with the ones behind them ("forty four" is 44); "-" is left out."""
    result: list[str] = []
    for at, (word, value) in enumerate(zip(words, values, strict=True)):
        is_ones = len(value) == 1 and value in "123456789" and at > 0 and words[at - 1].isalpha()
        if is_ones and result and result[-1].isdigit() and len(result[-1]) == 2 and result[-1].endswith("0"):
            result[-1] = result[-1][0] + value
        elif word and value != "-":
            result.append(_ROMANS.get(value, value) if at else value)
    return result


def _with_letters_joined(words: list[str]) -> list[str]:
    """ "A.B.C." as one word."""
    joined: list[str] = []
    run = ""
    for word in [*words, ""]:
        if len(word) == 1:
            run += word
            continue
        if run:
            joined.append(run)
            run = ""
        if word:
            joined.append(word)
    return joined


@lru_cache(maxsize=4)
def _legal_forms(lexicons: Lexicons) -> dict[tuple[str, ...], str]:
    return {tuple(_with_letters_joined(form.split())): kind for form, kind in lexicons.rows("legal_forms")}


@lru_cache(maxsize=16384)
def body_name(text: str, lexicons: Lexicons) -> BodyName:
    """A name's words without the legal forms at its ends; a name of nothing else keeps its words."""
    words = title_words(text, lexicons)
    legal = _legal_forms(lexicons)
    forms: set[str] = set()
    while True:
        size = next((size for size in range(min(_LONGEST_FORM_WORDS, len(words) - 1), 0, -1) if words[-size:] in legal), 0)
        front = next((front for front in range(min(_LONGEST_FORM_WORDS, len(words) - 1), 0, -1) if words[:front] in legal), 0)
        if size:
            forms.add(legal[words[-size:]])
            words = words[:-size]
        elif front:
            forms.add(legal[words[:front]])
            words = words[front:]
        else:
            break
    words = _with_codes(words, lexicons)
    return BodyName(words, frozenset(word for word in words if word.isupper()), frozenset(forms))


@lru_cache(maxsize=4)
def _country_codes(lexicons: Lexicons) -> dict[tuple[str, ...], str]:
    """Names and adjectives of countries as words, with the country's code in capitals, which no folded word has."""
    codes: dict[tuple[str, ...], str] = {}
    for row in lexicons.rows("countries"):
        for form in "|".join(row[1:4]).split("|"):
            if form != "-":
                codes.setdefault(title_words(form, lexicons), row[0])
    return codes


def _with_codes(words: tuple[str, ...], lexicons: Lexicons) -> tuple[str, ...]:
    codes = _country_codes(lexicons)
    result: list[str] = []
    at = 0
    while at < len(words):
        size = next((size for size in range(min(_LONGEST_FORM_WORDS, len(words) - at), 0, -1) if words[at : at + size] in codes), 0)
        result.append(codes[words[at : at + size]] if size else words[at])
        at += size or 1
    return tuple(result)


def initials(words: Iterable[str]) -> str:
    """The acronym of a name's words."""
    return "".join(word[0] for word in words if word)


@lru_cache(maxsize=16384)
def core_words(printed: str, country: str | None, lexicons: Lexicons) -> tuple[str, ...]:
    """The words of an organisation's name without the country that it belongs to, sorted.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> core_words("Russia's Ministry of Foreign Affairs", "RU", load_lexicons())
    ('foreign', 'ministry')
    """
    words = _with_codes(title_words(printed, lexicons), lexicons)
    return tuple(sorted({word for word in words if word != country or len(words) == 1}))
