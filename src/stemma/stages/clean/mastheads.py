"""The outlet of a page whose head does not name it, by weak signs that agree: its nameplate, its teasers, what it calls itself."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import listed_outlet, name_key
from stemma.stages.clean.firm_names import legal_forms
from stemma.stages.clean.literals import required
from stemma.stages.clean.nameplates import (
    LEAST_BESIDE_TITLE,
    Nameplate,
    find_nameplates,
    is_made_like_outlet,
    write_name,
)
from stemma.stages.clean.outlets import cut_at_stop
from stemma.stages.clean.plate_names import is_acronym_of
from stemma.stages.clean.signatures import signatures
from stemma.stages.clean.site_titles import TitleLines, names_in_titles, parts_of_titles

_WORD = r"[A-ZÀ-ÞĀ-Ž][\w'’&.-]{0,24}"
_LINK = r"of|the|and|&|de|del|della|dello|di|do|du|des|la|y|e|et|und|van|von|der|des"
_NAME = rf"(?P<name>(?:The )?{_WORD}(?: (?:(?:{_LINK}) ){{0,2}}{_WORD}){{0,4}})"
_TELL = r"told|tells|speaking to|interview with|spoke to|spoken to|learned by|seen by|shown to|obtained by|sent to"
_STAFF = r"reporter|correspondent|crew|team|photographer|journalist"
_REACH = (
    r"text|call|email|download|install|listen to|watch|join|follow|support|subscribe to|contact|about|welcome to|next up on|back to"
    r"|continue to"
)
_OPENS = r"(?:^|[.!?”\"] |\b[Tt]he )"
_SIGNS = {
    "teasers": re.compile(rf"^(?i:more|latest|most read|top stories|also)(?: news| stories)? (?:from|on|in|at) (?:the )?{_NAME}\W{{0,3}}$"),
    "told": re.compile(rf"\b(?:{_TELL}) (?:the )?{_NAME}"),
    "own_reporter": re.compile(
        rf"{_OPENS}(?P<name>(?:The )?{_WORD}(?: {_WORD}){{0,3}}?)['’]s? (?:own |chief )?(?:{_WORD} {_WORD}|(?:{_STAFF})s?)\b"
    ),
    "finds": re.compile(rf"{_OPENS}{_NAME} (?:understands|has learned|has learnt|has seen|can reveal|has been told)\b"),
    "reach_us": re.compile(rf"\b(?i:{_REACH}) (?:the )?{_NAME}"),
    "imprint": re.compile(
        rf"^\W{{0,3}}{_NAME}(?: is| comes| does| lives on| may get| content is| picks| collects| gathers"
        r"|,? (?:registered|part of|daily|weekly|fortnightly|monthly|quarterly)\b"
        r"|\s?[·|•]|\W{0,3}$| \d{4}\.)"
    ),
    "owns": re.compile(
        rf"\b(?:(?:published|owned|run|produced) by|part of|(?:is|are) an?|are) (?:the )?{_NAME}"
        r"(?: (?:titles?|company|publications?|brand)\b|\W{0,3}$|,)"
    ),
    "rights": re.compile(
        rf"(?:©|\([Cc]\)|[Cc]opyrights?(?: ©| \([Cc]\))?)\s?(?:\d{{4}}(?:\s?[-–—]+\s?\d{{4}})?[,.]?\s)?(?:by )?(?:the )?{_NAME}"
    ),
}
_SAID_WITH = {
    "finds": tuple(sorted(required(_SIGNS["finds"].pattern))),
    "own_reporter": ("'", "’"),
    "told": tuple(sorted(required(_SIGNS["told"].pattern))),
}
"""What a line of the text must hold for a sign in it to be looked for."""
_ADDRESS = re.compile(r"(?:@|www\.|https?://)(?P<host>[a-z0-9][a-z0-9.-]{2,60})", re.IGNORECASE)
_MASTHEAD = re.compile(rf"^\W{{0,3}}{_NAME}(?:\s?[|·•–—:-].{{0,60}}|\s\d{{2,3}}(?:\.\d)?(?:\s?FM|\s?AM)?)?\W{{0,3}}$")
_RIGHTS = re.compile(r"^all rights reserved[.,]?\s?", re.IGNORECASE)
_LONGEST_PARAGRAPH = 2_000
_LONGEST_LINE, _IMPRINT_LINES = 400, 4
_SHORTEST_KEY, _SHORTEST_OPENING, _MOST_WORDS = 3, 6, 7
_HOUSES = frozenset({"verlag", "editore", "titles"})
"""Last words of publishing companies' names."""
_OF_PLATES = frozenset({"form", "listed", "agency"})
"""Signs of a name itself that a nameplate has been weighed with, or outweighs."""
_INSIDE = frozenset({"told", "own_reporter", "finds", "form", "listed", "acronym"})
_PRINTED = frozenset({"nameplate", "cut_nameplate", "opens_page"})
"""Signs of a line that names the outlet and was read as a name already; ``cut_nameplate``: where the name ends was guessed."""
_SIGNED = frozenset({"signed", "signs_off"})
"""Signs of a mark as its page writes it, though it may be called a desk ("National Desk")."""
_WEIGHTS = {
    "opens_page": 0.5,
    "head_adds": 2.4,
    "head_whole": 2.4,
    "head_beside": 2.2,
    "head_ends": 1.2,
    "head_opens": 1.6,
    "signed": 2.4,
    "title_end": 1.2,
    "title_around": 1.6,
    "title_start": 1.2,
    "logo": 1.2,
    "edition": 0.6,
    "teasers": 1.2,
    "reach_us": 1.0,
    "rights": 1.4,
    "imprint": 0.8,
    "told": 1.2,
    "own_reporter": 0.8,
    "finds": 1.2,
    "form": 1.2,
    "listed": 0.4,
    "address": 1.6,
    "repeated": 0.8,
    "acronym": 1.2,
    "owner": -1.0,
    "owns": -1.2,
    "signs_off": 1.2,
    "agency": -1.5,
}
_LEAST, _LEAST_LEAD = 2.4, 0.25
MASTHEAD_LINES = 3
"""How many of a page's first lines may name its outlet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """A page's lines above, in and below its article; ``titles`` are what its head gives as titles, ``heading`` is the line shown as one,
    ``between`` stands between that and the article, ``logos`` are the lines in elements marked as the site's name, ``nameplates`` what its
    first lines begin with."""

    before: tuple[str, ...]
    body: tuple[str, ...]
    after: tuple[str, ...]
    titles: tuple[str, ...] = ()
    heading: str | None = None
    between: tuple[str, ...] = ()
    logos: tuple[str, ...] = ()
    nameplates: tuple[Nameplate, ...] = ()


def outlet_by_agreement(page: PageLines, lexicons: Lexicons) -> str | None:
    """The name that the signs on the page speak for: its nameplate, the end of its title, "more from ...", "told ...", an address, a line
    of copyright, a form such as "... Gazette".

    Each sign has a weight; a name needs more than any one of them gives, save a nameplate that nothing speaks against, and one of the
    signs must stand outside the article, since an article may also cite another outlet. None where two names weigh about the same.
    """
    signs, names = _collect(page, lexicons)
    weights = {key: _weigh(key, signs, names, page, lexicons) for key in sorted(signs)}
    good = [key for key, weight in weights.items() if weight >= _LEAST and not signs[key].keys() <= _INSIDE]
    ranked = sorted(good, key=lambda key: (-weights[key], -len(key), key))
    if not ranked:
        return None
    lead = weights[ranked[0]] - max((weights[key] for key in ranked[1:] if not _is_kin(key, ranked[0])), default=0.0)
    if lead < _LEAST_LEAD:
        return None
    return write_name(names[_longest_kin(ranked, signs, names)], (*page.titles, *page.after, *page.body, *page.before), lexicons)


def is_companys(name: str, lexicons: Lexicons) -> bool:
    """Whether a name is that of a publishing company ("Alva Titles Ltd", "Skarn Verlag", "Alva Media"), which its papers need not be
    called by."""
    return legal_forms(lexicons).search(name) is not None or name.rsplit(maxsplit=1)[-1].lower() in {*_HOUSES, *_owner_words(lexicons)}


def _longest_kin(ranked: Sequence[str], signs: Mapping[str, Mapping[str, float]], names: Mapping[str, str]) -> str:
    """The best name, or a longer one of the page's nameplate or title that holds it ("Lantern" in "Seoul Lantern"); an agency that
    signs with its initials is not called by its desk ("APB SPORT")."""
    best = ranked[0]
    if "signed" in signs[best] and names[best].isupper():
        return best
    whole = [key for key in ranked[1:] if best in key and signs[key].keys() & {"nameplate", "title_around", "title_end"}]
    return max(whole, key=lambda key: (len(key), key), default=best)


def _collect(page: PageLines, lexicons: Lexicons) -> tuple[dict[str, dict[str, float]], dict[str, str]]:
    """By a name's key the weight of every different sign for it, and the name as first found."""
    signs: dict[str, dict[str, float]] = {}
    names: dict[str, str] = {}
    plates = [(plate, legal_forms(lexicons).sub("", plate.name)) for plate in page.nameplates]
    printed = [("cut_nameplate" if _is_cut(plate) else "nameplate", name, plate.weight) for plate, name in plates]
    opening = [("opens_page", name, _WEIGHTS["opens_page"]) for plate, name in plates if not plate.index]
    told = ((sign, name, _WEIGHTS[sign]) for sign, name in (*_told_by_titles(page, lexicons), *_of_furniture(page), *own_names(page.body)))
    for sign, found, weight in (*printed, *opening, *told):
        name = found if sign in _PRINTED or sign in _SIGNED else _trim(found, lexicons)
        key = name_key(name)
        if (
            len(key) >= _SHORTEST_KEY
            and name.lower() not in _menu_words(lexicons)
            and (sign in _PRINTED or len(name.split()) <= _MOST_WORDS)
        ):
            of_name = signs.setdefault(key, {})
            of_name[sign] = max(weight, of_name.get(sign, weight))
            names.setdefault(key, name)
    _join_acronyms(signs, names, (*page.before, *page.body))
    return signs, names


def _is_cut(plate: Nameplate) -> bool:
    return any(feature.name == "goes_on_in_small_words" and feature.value for feature in plate.features)


def _join_acronyms(signs: dict[str, dict[str, float]], names: Mapping[str, str], lines: Sequence[str]) -> None:
    """Give the signs of an acronym to the name that it stands for, by its letters or in brackets behind it, where the page has both."""
    for short in sorted(signs):
        whole = next((key for key in sorted(signs) if key != short and _stands_for(names[short], names[key], lines)), None)
        if whole is not None:
            for sign, weight in signs.pop(short).items():
                signs[whole][sign] = max(weight, signs[whole].get(sign, weight))


def _stands_for(short: str, long: str, lines: Sequence[str]) -> bool:
    is_bracketed = short.isupper() and any(f"{long} ({short})" in line[:_LONGEST_LINE] for line in lines)
    return is_bracketed or is_acronym_of(short, long)


def _weigh(key: str, signs: Mapping[str, Mapping[str, float]], names: Mapping[str, str], page: PageLines, lexicons: Lexicons) -> float:
    """The weight of all signs for a name, those for longer forms of it included."""
    found = dict(signs[key])
    for other in sorted(signs):
        if _opens(key, other) and _PRINTED.isdisjoint(signs[other]):
            found = {**signs[other], **found}
    extra = _of_name(names[key], page, lexicons) - (frozenset() if _PRINTED.isdisjoint(found) else _OF_PLATES)
    return sum(found.values()) + sum(_WEIGHTS[sign] for sign in sorted(extra))


def _of_name(name: str, page: PageLines, lexicons: Lexicons) -> frozenset[str]:
    """The signs that a name bears by itself, or by what else stands on the page."""
    words = name.split()
    signs = {
        "form": is_made_like_outlet(name, lexicons),
        "listed": listed_outlet(name, lexicons) is not None,
        "address": name_key(name) in _hosts(page),
        "repeated": _is_repeated(name, page),
        "acronym": _has_acronym(name, page),
        "agency": is_agency(name, lexicons),
        "owner": len(words) > 1 and words[-1].lower() in _owner_words(lexicons),
    }
    return frozenset(sign for sign, is_so in signs.items() if is_so)


def _is_repeated(name: str, page: PageLines) -> bool:
    """Whether the name stands on at least two lines outside the article, or on one and as a part of a title of the head."""
    wanted = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    is_headed = name.lower() in parts_of_titles(page.titles)
    return sum(wanted.search(line[:_LONGEST_LINE]) is not None for line in (*page.before, *page.after)) + is_headed > 1


def _has_acronym(name: str, page: PageLines) -> bool:
    """Whether the text signs with the name's initials: "(APS)", "told APS"."""
    letters = "".join(word[0] for word in name.removeprefix("The ").removeprefix("THE ").split() if word[0].isupper())
    long = rf"\({letters}\)|\b(?:told|by|to|with) {letters}\b|^{letters}\b|, {letters} [–—-]{{1,2}} "
    signed = re.compile(long if len(letters) > 2 else rf"\({letters}\)\s?[–—-]")
    return len(letters) > 1 and any(signed.search(line[:_LONGEST_PARAGRAPH]) for line in (*page.before, *page.body))


def masthead_lines(lines: Sequence[str], body: Sequence[str], lexicons: Lexicons) -> frozenset[int]:
    """Which of a page's first lines name its outlet, not its article: by where they stand, by an outlet's
    form, or since the article calls itself so."""
    found = ((index, _MASTHEAD.match(line[:_LONGEST_LINE])) for index, line in enumerate(lines[:MASTHEAD_LINES]))
    named = [(index, _trim(match["name"], lexicons)) for index, match in found if match]
    made = frozenset(index for index, name in named if is_made_like_outlet(name, lexicons))
    others = [(index, name_key(name)) for index, name in named if index not in made]
    own = {name_key(name) for _, name in own_names(body)} if others else set()
    plates = {plate.index for plate in find_nameplates(lines, body, lexicons) if plate.weight >= LEAST_BESIDE_TITLE}
    called = frozenset(index for index, name in others if any(name == key or _opens(key, name) for key in own))
    return frozenset(plates) | made | called


def _opens(short: str, long: str) -> bool:
    return short != long and len(short) >= _SHORTEST_OPENING and long.startswith(short)


def _is_kin(one: str, two: str) -> bool:
    return one in two or two in one


def _hosts(page: PageLines) -> frozenset[str]:
    """The parts of every host that the page's furniture gives in an address, without hyphens."""
    found = (match["host"] for line in (*page.before, *page.body[-2:], *page.after) for match in _ADDRESS.finditer(line[:_LONGEST_LINE]))
    return frozenset(part.replace("-", "") for host in found for part in host.lower().split("."))


@lru_cache(maxsize=4)
def _menu_words(lexicons: Lexicons) -> frozenset[str]:
    sections = {word for kind, word in lexicons.rows("nameplate_words") if kind in ("section", "reach", "part", "edition")}
    return frozenset(phrase for _, where, _, phrase in lexicons.rows("furniture") if where == "line") | sections


@lru_cache(maxsize=4)
def _agencies(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(name for name, _, _, kind in lexicons.rows("news_outlets") if kind.endswith("agency"))


def is_agency(name: str, lexicons: Lexicons) -> bool:
    """Whether it is a known news agency, whose line of copyright many others' pages carry."""
    return listed_outlet(name, lexicons) in _agencies(lexicons)


@lru_cache(maxsize=4)
def _owner_words(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(word for kind, word in lexicons.rows("nameplate_words") if kind == "owner")


def _trim(name: str, lexicons: Lexicons) -> str:
    """A name without its genitive, its legal form, the sentence and the desk that follow it."""
    name = cut_at_stop(_RIGHTS.sub("", name.strip(" .,'")))
    owned = legal_forms(lexicons, is_last=False).split(name, maxsplit=1)[0]
    words = re.sub(r"['’]s?$", "", owned).split()
    while len(words) > 1 and words[-1].lower() in lexicons.words("desk_words") and words[-1].lower() not in lexicons.words("agency_words"):
        words.pop()
    return " ".join(words).strip(" .,'’&")


def _told_by_titles(page: PageLines, lexicons: Lexicons) -> Iterator[tuple[str, str]]:
    """What stands beside the article's title in the head's titles, and the names in elements marked as the site's."""
    yield from names_in_titles(TitleLines(page.titles, page.heading, page.before, page.body), lexicons)
    for line in page.logos:
        match = _MASTHEAD.match(line[:_LONGEST_LINE])
        if match:
            yield "logo", match["name"]


def _of_furniture(page: PageLines) -> Iterator[tuple[str, str]]:
    for line in page.before[:MASTHEAD_LINES]:
        match = _MASTHEAD.match(line[:_LONGEST_LINE])
        if match and re.search(r"\bedition\b", line):
            yield "edition", match["name"]
    yield from signatures((*page.before, *((page.heading,) if page.heading else ())), page.between, page.body, page.after)
    for index, line in enumerate(page.after):
        for sign in ("teasers", "reach_us", "rights", "owns", "imprint"):
            match = _SIGNS[sign].search(line[:_LONGEST_LINE])
            if match and (sign != "imprint" or index >= len(page.after) - _IMPRINT_LINES):
                yield sign, match["name"]
    for line in page.before:
        match = _SIGNS["reach_us"].search(line[:_LONGEST_LINE])
        if match:
            yield "reach_us", match["name"]


def own_names(body: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What an article's text calls the outlet that it was told, or found out ("told the Herald"), with the sign that each is."""
    for line in body:
        for sign, words in _SAID_WITH.items():
            if any(word in line for word in words):
                for match in _SIGNS[sign].finditer(line[:_LONGEST_PARAGRAPH]):
                    yield sign, match["name"]
