"""Wire marks: the agency whose text a page carries, named in the article's first or last line, or holding the rights in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, is_outlet, name_key
from stemma.records import Disclosure, Outlet
from stemma.stages.clean.lines import Line

_LEAD_CHARS, _TAIL_CHARS, _RIGHTS_CHARS = 120, 80, 160
_WIRE_KIND = "agency"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,24}"
_PLACE = (
    rf"(?:{_CAPITALS}(?:[ ,]{{1,2}}[A-ZÀ-Þ][\w.'’-]{{0,24}}){{0,4}}|[A-ZÀ-Þ][\w'’-]{{1,24}}(?:[ ,]{{1,2}}[A-ZÀ-Þ][\w.'’-]{{0,24}}){{0,3}})"
)
_DATE = r"(?:,?\s[A-Za-z]{3,9}\.?\s\d{1,2}(?:,?\s\d{4})?|,?\s\d{1,2}\s[A-Za-z]{3,9}\.?(?:\s\d{4})?)"
_WHO = r"[A-ZÀ-Þ][\w&.’' -]{1,40}"
_DATELINE = re.compile(rf"^\W{{0,3}}(?P<place>{_PLACE}){_DATE}?[,.]?\s(?:\((?P<who>{_WHO})\)|/(?P<who2>{_WHO})/)\s?[-–—:.]{{1,2}}\s")
_AGENCY_LINE = re.compile(
    r"^(?:(?i:by|from|source:?|via) )?(?:[A-ZÀ-Þ][\w'’.-]{1,24}(?: [A-ZÀ-Þ][\w'’.-]{1,24}){1,2}, )?"
    r"(?:\((?P<acronym>[A-Z]{2,6})\)|(?P<name>[A-ZÀ-Þ][\w&.'’-]{1,24}(?: [A-ZÀ-Þ][\w&.'’-]{1,24}){0,4}))$"
)
_LONGEST_AGENCY_LINE = 80
_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,8}")
_LINK = r"(?:\s(?:of|the|for|and|de|du|la|der|di)){0,2}\s"
_EXPANDED_CHARS = 60_000
_SHORTEST_OWN = 4
_WORLD_SERVICES = frozenset({"US", "GB", "FR", "DE"})
"""Homes of agencies whose marks stand on pages everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOf:
    """Whose page it is and what stands on it: a mark of one's own is no disclosure, and the text may spell out an acronym."""

    outlet: Outlet | None
    text: str


class _Agencies(NamedTuple):
    """Patterns for a known agency in the first line of an article, in its last and in a line of rights; ``names``: every agency's full
    name by any of its names in small letters."""

    lead: re.Pattern[str]
    close: re.Pattern[str]
    rights: re.Pattern[str]
    names: dict[str, str]


@lru_cache(maxsize=4)
def _known_agencies(lexicons: Lexicons) -> _Agencies:
    names: dict[str, str] = {}
    for name, others, _, kind in lexicons.rows("news_outlets"):
        if kind.endswith(_WIRE_KIND):
            for form in (name, *(others.split("|") if others != "-" else ())):
                names.setdefault(form.casefold(), name)
    agency = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    lead = re.compile(rf"(?:\((?P<who>{agency})\)|/(?P<who2>{agency})/)\s{{0,3}}(?:[-–—:.]|$)", re.IGNORECASE)
    close = re.compile(
        rf"(?:[(\[]\s?(?P<who>{agency})(?:/[\w ]{{1,30}})?\s?[)\]]|[–—-]{{1,2}}\s{{0,2}}(?P<who2>{agency}))\W{{0,2}}$", re.IGNORECASE
    )
    rights = re.compile(
        rf"\W{{0,3}}(?:©|\(c\)|copyright)\W{{0,3}}(?P<year>\d{{4}},?\s)?(?:by\s)?(?:the\s)?(?P<who>{agency})"
        r"(?=\W{1,3}all rights|(?(year)(?:[.,;]|\W{0,2}$)|\W{1,2}\d{4}))",
        re.IGNORECASE,
    )
    return _Agencies(lead, close, rights, names)


def find_wire_marks(opening: Sequence[Line], ending: Sequence[Line], page: PageOf, lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """The agency named as the text's wire, at most once in the opening and once in the ending lines.

    A known agency counts in "(Reuters) -" at the start and "(AFP)" or "- AP" at the end; one that nobody listed by the form of the
    dateline alone: a place, perhaps a date, a name in brackets, a dash. ``detail`` is the agency's full name where the lexicon or the page
    gives it. On the agency's own page its mark tells nothing, and none is returned.
    """
    known = _known_agencies(lexicons)
    tails = ((line.end - len(line.text[-_TAIL_CHARS:]), known.close.search(line.text[-_TAIL_CHARS:])) for line in ending)
    leads = [(line.start, known.lead.search(line.text[:_LEAD_CHARS])) for line in opening]
    found = [next(((offset, match) for offset, match in matches if match), None) for matches in (leads, tails)]
    if found[0] is None:
        found[0] = next(((line.start, match) for line in opening if (match := _by_form(line, lexicons))), None)
    marks = (_wire(match, offset, page.text, lexicons) for offset, match in filter(None, found))
    return tuple(mark for mark in marks if not _is_own(mark, page))


def find_rights(behind: Sequence[Line], page: PageOf, lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """The known agency that holds the rights in an article by the first line behind it that says so ("Copyright 2017 The Associated Press.
    All rights reserved."), unless the page is its own; a sign without a year or "all rights" is a picture's."""
    rights = _known_agencies(lexicons).rights
    found = ((line.start, rights.match(line.text[:_RIGHTS_CHARS])) for line in behind)
    marks = [_wire(match, start, page.text, lexicons) for start, match in found if match]
    return tuple(mark for mark in marks[:1] if not _is_own(mark, page))


def read_agency_line(text: str, lexicons: Lexicons) -> str | None:
    """The agency that a short line between title and text is nothing but the name of: "Nordic Wire", "(CN)", "By Alva Press Agency",
    "Ada Moss, Nordic Wire"."""
    match = _AGENCY_LINE.match(" ".join(text.split())) if len(text) <= _LONGEST_AGENCY_LINE else None
    if match is None:
        return None
    if match["acronym"]:
        return match["acronym"]
    return match["name"] if _is_agency(match["name"], lexicons) else None


def _is_agency(name: str, lexicons: Lexicons) -> bool:
    known = _known_agencies(lexicons).names
    words = name.split()
    is_made_so = len(words) > 1 and words[-1].lower() in lexicons.words("agency_words") and not name.isupper()
    return name.casefold() in known or is_made_so


def find_wire_lines(lines: Sequence[Line], page: PageOf, lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """The agencies that lines between title and text name, the page's own outlet left out."""
    found = ((line, read_agency_line(line.text, lexicons)) for line in lines)
    marks = (_named(line, name, page.text, lexicons) for line, name in found if name)
    return tuple(mark for mark in marks if not _is_own(mark, page))


def _named(line: Line, name: str, text: str, lexicons: Lexicons) -> Disclosure:
    start = line.start + max(0, line.text.rfind(name))
    detail = full_name(name, text, lexicons)
    return Disclosure(kind="wire", start=start, end=min(line.end, start + len(name)), detail=detail)


def _by_form(line: Line, lexicons: Lexicons) -> re.Match[str] | None:
    """A dateline that names its agency: an acronym, or behind a place in capitals any name like an outlet's; desks are none."""
    match = _DATELINE.match(line.text[: 2 * _LEAD_CHARS])
    if match is None:
        return None
    who = _who(match)[1]
    last = who.split()[-1].lower()
    if last in lexicons.words("job_words") or (last in lexicons.words("desk_words") and not is_outlet(who, lexicons)):
        return None
    is_capital_place = match.group("place").split()[0].isupper()
    return match if _ACRONYM.fullmatch(who) or is_outlet(who, lexicons) or is_capital_place else None


def _who(match: re.Match[str]) -> tuple[str, str]:
    group = "who" if match.group("who") else "who2"
    return group, match.group(group).strip()


def _wire(match: re.Match[str], offset: int, text: str, lexicons: Lexicons) -> Disclosure:
    group, name = _who(match)
    detail = full_name(name, text, lexicons)
    return Disclosure(kind="wire", start=offset + match.start(group), end=offset + match.end(group), detail=detail)


def full_name(name: str, text: str, lexicons: Lexicons) -> str:
    """What a mark's agency is called in full: as the page spells it out, else as the lexicon does, unless that gives an acronym to the
    agency of a country that the page does not speak of ("APS" from Lima is not Algeria's), else as marked."""
    is_acronym = _ACRONYM.fullmatch(name) is not None
    own = spell_out(name, text) if is_acronym else None
    known = _known_agencies(lexicons).names.get(name.casefold())
    if own is not None and (known is None or own.split()[-1].lower() in lexicons.words("agency_words")):
        return own.title() if own.isupper() else own
    if known is None or (is_acronym and not _speaks_of_home(known, text, lexicons)):
        return name
    return known


def _speaks_of_home(agency: str, text: str, lexicons: Lexicons) -> bool:
    """Whether an agency is one of those that serve the world, or the text names its country, its people or its capital."""
    home = next((country for name, _, country, _ in lexicons.rows("news_outlets") if name == agency), "-")
    forms = _home_forms(lexicons).get(home)
    return home in _WORLD_SERVICES or forms is None or forms.search(text[:_EXPANDED_CHARS]) is not None


@lru_cache(maxsize=4)
def _home_forms(lexicons: Lexicons) -> dict[str, re.Pattern[str]]:
    """What the text may call a country, its people and its capital, by the country's code."""
    found = {}
    for code, name, *others in lexicons.rows("countries"):
        forms = sorted({name, *(form for column in others for form in re.split(r"[|;]", column) if len(form) > 2)})
        found[code] = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return found


def spell_out(acronym: str, text: str) -> str | None:
    """The name that an acronym of three letters or more stands for where the text gives it: capitalised words with its letters as
    initials, the one found most often, the first of equals.

    >>> spell_out("MNA", "The Meridian News Agency (MNA) is not responsible.")
    'Meridian News Agency'
    """
    letters = acronym.replace(".", "").replace("&", "")
    if len(letters) < 3 or not letters.isupper():
        return None
    words = _LINK.join(rf"{re.escape(letter)}[\w’'-]{{1,24}}" for letter in letters)
    found = list(re.findall(rf"(?<!\w){words}(?!\w)", text[:_EXPANDED_CHARS]))
    return max(dict.fromkeys(found), key=found.count) if found else None


def _is_own(mark: Disclosure, page: PageOf) -> bool:
    return page.outlet is not None and any(_is_name_of(page.outlet, name) for name in _forms(mark, page))


def _forms(mark: Disclosure, page: PageOf) -> Iterator[str]:
    yield page.text[mark.start : mark.end]
    if mark.detail:
        yield mark.detail


def _is_name_of(outlet: Outlet, name: str) -> bool:
    """Whether an agency's name or acronym is that of the page's outlet: the same letters, its initials, or its domain."""
    key = name_key(name)
    whole = outlet.name or ""
    initials = "".join(word[0] for word in whole.split() if word[0].isupper()).lower().removeprefix("t" if whole.startswith("The ") else "")
    is_opening = len(key) >= _SHORTEST_OWN and name_key(whole).startswith(key)
    return bool(key) and (is_opening or key in (name_key(whole), initials, domain_key(outlet.domain) if outlet.domain else key[:0]))
