"""Which names are those of news outlets: agencies, papers, broadcasters."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.text.normalise import fold, without_accents

_LONGEST_PHRASE, _LONGEST_NAME = 30, 6
_NAMES_KEPT = 1 << 15
"""Of so many names, the latest, the key is remembered: every report is asked for every name of a story."""
_SERVICES = frozenset({"agency", "service", "network", "corporation", "channel"})
"""Words behind the one that tells: "News Agency", but not "Space Agency"."""
_PUNCTUATION = ".,;:'’\"“”()"
_ARTICLES = frozenset({"the", "The"})
_LAST_LATIN = "\u024f"
"""Beyond it are letters whose signs are no accents."""


@lru_cache(maxsize=_NAMES_KEPT)
def name_key(name: str) -> str:
    """A name as outlets are compared by: folded, letters and digits alone, without accents and a leading "the".

    >>> name_key("The Harbour-Times") == name_key("harbourtimes") and name_key("El Día") == name_key("El Dia")
    True
    """
    letters = (
        letter if letter > _LAST_LATIN else without_accents(letter) for letter in fold(name).removeprefix("the ") if letter.isalnum()
    )
    return "".join(letters)


def domain_key(domain: str) -> str:
    """What of a domain may be the outlet's name: its longest label but the last ("news.alva-post.co.uk" gives "alvapost")."""
    labels = domain.lower().removeprefix("www.").split(".")[:-1] or [domain.lower()]
    return name_key(max(labels, key=len)).removeprefix("the")


@lru_cache(maxsize=4)
def _listed(lexicons: Lexicons) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, others, *_ in lexicons.rows("news_outlets"):
        for each in (name, *others.split("|")):
            if each != "-":
                found.setdefault(name_key(each), name)
    return found


@lru_cache(maxsize=4)
def _name_words(lexicons: Lexicons) -> Mapping[str, str]:
    return {row[0]: row[1] for row in lexicons.rows("outlet_name_words")}


def listed_outlet(name: str, lexicons: Lexicons) -> str | None:
    """The full name of a known outlet, by any of its names ("AFP"), None for one that is not listed.

    A foreign service ("BBC Arabic", "Reuters Japan") is not joined with its house.
    """
    return _listed(lexicons).get(name_key(name))


def outlet_within(phrase: str, lexicons: Lexicons) -> str | None:
    """The full name of the known outlet that a phrase holds ("the state news agency KCNA"), the longest name first; none that is a part
    of a longer name ("The National Weather Service") or only says of what nation something is ("the Australian delegation")."""
    raw = phrase.split()[:_LONGEST_PHRASE]
    words = [word.strip(_PUNCTUATION) for word in raw]
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            end = start + length
            first = start + (length > 1 and words[start] in _ARTICLES)
            full = listed_outlet(" ".join(words[start:end]), lexicons) if words[first][:1].isupper() else None
            if full and not _is_part(raw, first, end, lexicons) and not _is_nation(words, first, end, lexicons):
                return full
    return None


def _is_part(words: Sequence[str], start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether capitals go on behind a name, or stand before it inside the phrase: then it is another one's. A nation's word may."""
    before = words[start - 1] if start > 1 else ""
    is_led = before[:1].isupper() and before[-1:].isalnum() and before not in _ARTICLES and look_up(before, lexicons) is None
    goes_on = end < len(words) and words[end][:1].isupper() and words[end - 1][-1:].isalnum()
    return is_led or goes_on


def _is_nation(words: Sequence[str], start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether a name of one word stands before a noun of the nation whose adjective it is, not before a word for an outlet."""
    entry = look_up(words[start], lexicons) if end == start + 1 and end < len(words) else None
    is_said = entry is not None and entry.kind == "demonym"
    return is_said and words[end].lower() not in {noun for noun, kind, *_ in lexicons.rows("outlet_nouns") if kind == "outlet"}


def is_outlet(name: str, lexicons: Lexicons) -> bool:
    """Whether a name is that of a news outlet: listed, or made like one ("Alva Daily News", "Radio Skarn")."""
    if listed_outlet(name, lexicons) is not None:
        return True
    words = [word.strip(".,'’\"()") for word in name.split()]
    proper = [word for word in words if word[:1].isupper()]
    if len(proper) < 2:
        return False
    last = proper[-2] if proper[-1].lower() in _SERVICES and len(proper) > 2 else proper[-1]
    return last.lower() in _name_words(lexicons) or _name_words(lexicons).get(proper[0].lower()) == "either"


@lru_cache(maxsize=4)
def _legal_forms(lexicons: Lexicons) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(lexicons.words("legal_forms"), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?:,?\s(?:{forms})\.?)+$", re.IGNORECASE)


def without_legal_form(name: str, lexicons: Lexicons) -> str:
    """A name without the legal form of its owner behind it ("The Alva Post Ltd")."""
    return _legal_forms(lexicons).sub("", name)
