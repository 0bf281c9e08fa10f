"""Who published the page: what its head says, its address, or its own furniture."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Outlet
from stemma.stages.clean.metadata import Metadata, domain_of

_NAME = r"(?P<name>(?:The )?(?:[A-ZÀ-Þ][\w'’&.-]{0,24} ){0,4}[A-ZÀ-Þ][\w'’&-]{0,24})"
_ANCHORS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:[Mm]essage|[Nn]ote|[Ll]etter) from (?P<the>the )?{_NAME}",
        rf"(?:[Ss]upport(?:ing)?|[Ss]ubscribe to|[Ww]elcome to|[Jj]oin|[Ff]ollow|[Dd]onate to) (?P<the>the )?{_NAME}",
        rf"(?:[Rr]eaders? of|[Jj]ournalists of|[Aa]bout|[Cc]ontact) (?P<the>the )?{_NAME}",
        rf"(?:©|\([Cc]\)|[Cc]opyright(?: ©)?)\s?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?,?\s)?(?:by )?(?P<the>the )?{_NAME}",
        rf"^(?:with|at|on|in|from|by) (?P<the>the )?{_NAME}\W{{0,3}}$",
        rf"^{_NAME}(?P<the>)\s(?:[Aa]ll [Rr]ights [Rr]eserved|newsletter|app\b)",
    )
)
_LEGAL_FORMS = (
    r"Inc|LLC|Ltd|Limited|Corp|GmbH|AG|Co|Company|Media Group|Group|Pty|plc|Oyj?|AB|ASA?|A/S|B\.?V|N\.?V|S\.?A|S\.?p\.?A|S\.?r\.?l|K\.K"
)
_LEGAL = re.compile(rf"(?:,?\s(?:{_LEGAL_FORMS})\.?)+$")
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4})\. ")
"""A full stop behind a word of four letters or more ends a sentence; shorter ones may be abbreviations ("St. Alban Post")."""
_LONGEST_LINE = 400


@lru_cache(maxsize=4)
def _nouns(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("outlet_words"))


@lru_cache(maxsize=4)
def _known(lexicons: Lexicons) -> dict[str, str]:
    names: dict[str, str] = {}
    for name, others, *_ in lexicons.rows("news_outlets"):
        for form in (name, *(others.split("|") if others != "-" else ())):
            names.setdefault(form.casefold(), form)
    return names


def find_outlet(metadata: Metadata | None, url: str | None, furniture: Sequence[str], lexicons: Lexicons) -> Outlet | None:
    """The outlet by the page's head (JSON-LD publisher, site name), by its furniture ("subscribe to ...", a line of copyright),
    and the domain of its address. None where nothing says."""
    domain = domain_of(url) or domain_of(metadata.url if metadata else None)
    name = next((clean for clean in map(_cleaned, metadata.outlets if metadata else ()) if clean), None)
    name = name or outlet_of_furniture(furniture, lexicons)
    return Outlet(name=name, domain=domain) if name or domain else None


def _cleaned(name: str) -> str | None:
    name = name.strip()
    return name if 1 < len(name) <= 60 and "://" not in name and not name.startswith("@") else None


def outlet_of_furniture(lines: Sequence[str], lexicons: Lexicons) -> str | None:
    """The outlet that a page's furniture names itself by: a name behind "subscribe to", "a message from", "©" and the like that is a
    known outlet's or holds a word such as Daily or Times. The one named most often; nothing where two are named alike."""
    counts: Counter[str] = Counter()
    for line in lines:
        for pattern in _ANCHORS:
            for match in pattern.finditer(line[:_LONGEST_LINE]):
                name = _plausible(match.group("name"), lexicons)
                if name:
                    counts[name] += 1
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _plausible(name: str, lexicons: Lexicons) -> str | None:
    name = _LEGAL.sub("", cut_at_stop(name)).strip(" .,’'").removesuffix("'s").removesuffix("’s")
    if name.casefold() in _known(lexicons):
        return name
    words = name.split()
    return (
        name
        if len(words) > 1 and any(word.lower() in _nouns(lexicons) for word in words) and len(words) - (words[0] == "The") > 1
        else None
    )


def cut_at_stop(name: str) -> str:
    """A name without the sentence that begins behind it ("BalTel. When the ...")."""
    return _SENTENCE_END.split(name)[0]
