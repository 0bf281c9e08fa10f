"""Which names are those of news outlets: agencies, papers, broadcasters."""

import re
from collections.abc import Mapping
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.text.normalise import fold, without_accents

_LONGEST_PHRASE, _LONGEST_NAME = 30, 6
_NAMES_KEPT = 1 << 15
"""Of so many names, the latest, the key is remembered: every report is asked for every name of a story."""
_SERVICES = frozenset({"agency", "service", "network", "corporation", "channel"})
"""Words behind the one that tells: "News Agency", but not "Space Agency"."""
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
    """The full name of the known outlet that a phrase holds ("the state news agency KCNA"), the longest name first."""
    words = [word.strip(".,;:'’\"“”()") for word in phrase.split()][:_LONGEST_PHRASE]
    for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            window = words[start : start + length]
            if window[0][:1].isupper() and (full := listed_outlet(" ".join(window), lexicons)) is not None:
                return full
    return None


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
