"""What people are called beside their names: titles before ("North Korean leader"), appositions after ("a professor at ...")."""

import re
from typing import NamedTuple

from stemma.language.gazetteer import find_known
from stemma.language.lexicon import Lexicons
from stemma.language.roles import RoleWords, role_words

_WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*\.?|['’ʼ]s?(?!\w)|\S")
_BEFORE_CHARS, _AFTER_CHARS = 110, 220
_LONGEST_TITLE_WORDS, _LONGEST_APPOSITION_WORDS = 8, 16
_STOPS = frozenset(
    {
        ",",
        ";",
        ".",
        "(",
        ")",
        "—",
        "–",
        "--",
        "who",
        "which",
        "whose",
        "whom",
        "where",
        "when",
        "that",
        "-",
        "said",
        "says",
        "told",
        "and",
        "but",
        '"',
        "“",
        "”",
        ":",
        "is",
        "was",
        "has",
        "had",
        "will",
        "would",
    }
)
_OWNERS = frozenset({"'s", "’s", "ʼs", "'", "’"})
_DEFINITE = frozenset({"the", "its", "their", "his", "her"})
_BREAKS = frozenset({",", ";", ".", ":", "(", ")", "“", "”", '"', "—", "–", "said", "and", "but", "that"})
_ARTICLES = frozenset({"a", "an", "the", "its", "their", "his", "her"})
_INNER = frozenset({"of", "for", "and", "the", "in", "to"})


class Role(NamedTuple):
    """What somebody is: the words as printed, the country they tell, a gender that a title tells."""

    text: str | None
    country: str | None
    gender: str | None = None


_GENDERS = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "king": "m",
    "prince": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
    "queen": "f",
    "princess": "f",
    "mme": "f",
}


def role_of(text: str, start: int, end: int, bounds: tuple[int, int, int], lexicons: Lexicons) -> Role:
    """The role that stands beside the person's name at ``[start, end)``.

    ``bounds`` are where the sentence starts, where the next person is named (at most the sentence's end), and where the
    sentence ends. The title before the name counts first, then the apposition after it.
    """
    before = _title_before(text, max(bounds[0], start - _BEFORE_CHARS), start, lexicons)
    if not before.text:
        apposed = _apposition_before(text, bounds[0], start, end, lexicons)
        before = Role(apposed.text, before.country or apposed.country, before.gender)
    after = Role(None, None) if before.text else _apposition_after(text, end, min(bounds[1], end + _AFTER_CHARS), bounds[2], lexicons)
    return Role(before.text or after.text, before.country or after.country, before.gender)


def _title_before(text: str, low: int, start: int, lexicons: Lexicons) -> Role:
    words = role_words(lexicons)
    tokens = list(_WORD.finditer(text, low, start))
    if tokens and text[tokens[-1].end() : start].strip():
        return Role(None, None)
    first, gender = len(tokens), None
    while first > 0 and len(tokens) - first < _LONGEST_TITLE_WORDS:
        word = tokens[first - 1].group().lower().rstrip(".")
        gender = gender or _GENDERS.get(word)
        is_link = word in _INNER and first < len(tokens) and first > 1
        if not (is_link or _is_modifier(word, words) or _is_head(word, words) or word in words.honorifics):
            break
        first -= 1
    country = _country_ending_at(text, low, tokens[first].start() if first < len(tokens) else start, lexicons)
    is_then = (
        0 < first < len(tokens) and tokens[first].group().lower() == "then" and tokens[first - 1].group().lower() in _OWNERS | _DEFINITE
    )
    role = _trim_title([token.group() for token in tokens[first:]], words, is_then)
    is_owned = text[low:start].rstrip().endswith(("'s", "’s"))
    is_said = any(token.group().lower() not in _INNER for token in tokens[first:])
    return Role(role, country if role or is_said or is_owned else None, gender)


def _is_modifier(word: str, words: RoleWords) -> bool:
    """Whether a word or all parts of a compound may stand before a role ("then-defence")."""
    return word in words.modifiers or ("-" in word and all(part in words.modifiers for part in word.split("-")))


def _is_head(word: str, words: RoleWords) -> bool:
    if words.heads.get(word) == "kin":
        return False
    parts = [part for part in word.split("-") if len(part) > 3]
    return word in words.heads or any(words.heads.get(part, "kin") != "kin" for part in parts)


def _trim_title(tokens: list[str], words: RoleWords, is_then: bool) -> str | None:
    """The title's words from the first modifier or head to the last head; None when there is no head. ``is_then`` tells "the then
    minister" from "and then minister Falk spoke"."""
    loose = {"current", "new"} if is_then else {"then", "current", "new"}
    lower = [token.lower().rstrip(".") for token in tokens]
    heads = [at for at, word in enumerate(lower) if _is_head(word, words) and word not in {"counterpart"}]
    if not heads:
        return None
    first = next((at for at, word in enumerate(lower) if word not in _INNER and word not in loose and word not in _GENDERS), 0)
    spans = [(at, at + size) for at in range(first, len(lower)) for size in (2, 3) if at + size <= len(lower)]
    last = max([heads[-1], *(end - 1 for at, end in spans if " ".join(lower[at:end]) in words.heads)])
    return " ".join(tokens[first : last + 1]).rstrip(".") if first <= last else None


def _country_ending_at(text: str, low: int, end: int, lexicons: Lexicons) -> str | None:
    """The country named right before an offset ("Russia's", "Belarusian")."""
    before = re.sub(r"['’ʼ]s?$", "", text[low:end].rstrip())
    known = find_known(before, lexicons)
    if known and known[-1].end == len(before) and known[-1].entry.kind in {"country", "demonym", "house"}:
        return known[-1].entry.country
    return None


def _apposition_before(text: str, low: int, start: int, end: int, lexicons: Lexicons) -> Role:
    """ "The French president, ...," and "Alva's mayor, ...,": a definite description that the name follows between commas."""
    tokens = list(_WORD.finditer(text, max(low, start - _BEFORE_CHARS), start))
    closes = end >= len(text) or text[end] in ",.;”\"'’)" or text[end : end + 5] == " said"
    if len(tokens) < 3 or tokens[-1].group() != "," or not closes:
        return Role(None, None)
    first = len(tokens) - 1
    while first > 0 and tokens[first - 1].group() not in _BREAKS and len(tokens) - first <= _LONGEST_APPOSITION_WORDS:
        first -= 1
    phrase = [token.group() for token in tokens[first:-1]]
    definite = max((at + 1 for at, word in enumerate(phrase) if word.lower() in _DEFINITE or word in _OWNERS), default=0)
    head = _apposition_head(phrase[definite:], role_words(lexicons)) if definite else None
    if head is None or definite == len(phrase):
        return Role(None, None)
    opening = tokens[first + definite].start()
    closing = tokens[-2].end()
    country = _country_ending_at(text, low, opening, lexicons) or _leading_country(text[opening:closing], lexicons)
    known = find_known(text[opening:closing], lexicons)
    if known and known[0].start == 0 and known[0].entry.kind == "demonym":
        opening += known[0].end
    return Role(text[opening:closing].strip(), country)


def _apposition_after(text: str, end: int, high: int, full: int, lexicons: Lexicons) -> Role:
    words = role_words(lexicons)
    tokens = list(_WORD.finditer(text, end, high))
    if not tokens or tokens[0].group() not in {",", "(", "—", "–"}:
        return Role(None, None)
    at = 1
    if len(tokens) > at + 1 and tokens[at].group().isdigit() and tokens[at + 1].group() == ",":
        at += 2
    opening = tuple(token.group().lower() for token in tokens[at : at + 3])
    at += 2 if opening[:2] == ("who", "is") or opening == ("who", "was", "then") else 0
    is_then = False
    while at < len(tokens) and tokens[at].group().lower() in (*_ARTICLES, "also", "then", "now"):
        is_then = is_then or tokens[at].group().lower() == "then"
        at += 1
    stop = at
    while stop < len(tokens) and stop - at < _LONGEST_APPOSITION_WORDS:
        if tokens[stop].group().lower() in _STOPS and not _is_within_name(tokens, stop):
            break
        stop += 1
    if stop == at or (stop == len(tokens) and high < full):
        return Role(None, None)
    phrase = [token.group() for token in tokens[at:stop]]
    head = _apposition_head(phrase, words)
    if head is None:
        return Role(None, None)
    country = _leading_country(text[tokens[at].start() : tokens[stop - 1].end()], lexicons)
    at = max((at + place + 1 for place, word in enumerate(phrase[:head]) if word in _OWNERS), default=at)
    role = text[tokens[at].start() : tokens[stop - 1].end()].rstrip(". ")
    return Role(f"then {role}" if is_then else role, country)


def _is_within_name(tokens: list[re.Match[str]], at: int) -> bool:
    """Whether this is the "and" of a name ("the Securities and Exchange Commission's chairman")."""
    if tokens[at].group() != "and" or at + 1 >= len(tokens):
        return False
    return tokens[at - 1].group()[0].isupper() and tokens[at + 1].group()[0].isupper()


def _apposition_head(phrase: list[str], words: RoleWords) -> int | None:
    """Where the role noun of an apposition stands: before its first preposition."""
    for at, token in enumerate(phrase[:7]):
        word = token.lower().rstrip(".")
        if word in {"of", "at", "for", "from", "with", "in", "on", "to"} and at:
            return None
        if words.heads.get(word, "kin") != "kin" and not (at + 1 < len(phrase) and phrase[at + 1] in {"'s", "’s", "'", "’"}):
            return at
    return None


def _leading_country(phrase: str, lexicons: Lexicons) -> str | None:
    known = find_known(phrase, lexicons)
    return (
        known[0].entry.country
        if known
        and known[0].start == 0
        and known[0].entry.kind in {"country", "demonym"}
        and phrase[known[0].end : known[0].end + 1] != "-"
        else None
    )
