"""The outlets of a pile by every name that its reports may call them: full name, domain, acronym."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, listed_outlet, name_key
from stemma.records import Page, Report

_SELF_MENTION = re.compile(r"\(([A-Z][\w&.' -]{1,40})\)")
_SHORTEST_ACRONYM = 3
"""Initials of fewer letters are an outlet's name only where its own page says so ("WARSAW (CN) -")."""
_LEAD_CHARS, _LEAD_BLOCKS = 160, 3


@dataclass(frozen=True, slots=True, eq=False)
class Mastheads:
    """``keys`` leads from every key of a name to the key of its outlet, ``reports`` from there to the outlet's reports, ``names`` to the
    name to show. ``pattern`` finds the names as written, None where the pile has none."""

    keys: Mapping[str, str]
    reports: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    pattern: re.Pattern[str] | None

    def lookup(self, name: str) -> str | None:
        """The key of the outlet of the pile that is called so."""
        return self.keys.get(name_key(name))

    def mentions(self, text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """(key of the outlet, start, end) of each name of an outlet of the pile in ``text[start:end]``."""
        for match in self.pattern.finditer(text, start, end) if self.pattern else ():
            key = self.lookup(match.group())
            if key is not None:
                yield key, match.start(), match.end()


def read_mastheads(pages: Sequence[Page], lexicons: Lexicons) -> Mastheads:
    """Every outlet of the pile that is known by name or domain. An acronym that fits two outlets names neither."""
    reports: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    claims: dict[str, set[str]] = {}
    written: set[str] = set()
    for page in pages:
        own = full_keys(page.report, lexicons)
        if not own:
            continue
        house, outlet = own[0], page.report.outlet
        reports.setdefault(house, []).append(page.report.id)
        names.setdefault(house, (outlet.name or outlet.domain or "") if outlet else "")
        called = {outlet.name, *_acronyms(page.report)} if outlet and outlet.name else set()
        written |= called
        for key in (*own, *(name_key(name) for name in called)):
            claims.setdefault(key, set()).add(house)
    keys = {key: min(houses) for key, houses in claims.items() if key and len(houses) == 1}
    return Mastheads(keys, {house: tuple(sorted(found)) for house, found in reports.items()}, names, _pattern(written))


def full_keys(report: Report, lexicons: Lexicons) -> tuple[str, ...]:
    """The keys of a report's outlet: that of its full name first, of its domain where it has no name; none where neither is known."""
    outlet = report.outlet
    keys: list[str] = []
    for name in (outlet.name, domain_key(outlet.domain) if outlet.domain else None) if outlet else ():
        if name:
            keys += [name_key(listed_outlet(name, lexicons) or name), name_key(name)]
    return tuple(dict.fromkeys(key for key in keys if key))


def signs_itself(report: Report) -> bool:
    """Whether the article opens with its own outlet's name in brackets, as agencies sign ("LIMA (Andes Press) -")."""
    outlet = report.outlet
    if outlet is None or not outlet.name:
        return False
    own = {name_key(outlet.name), name_key(_initials(outlet.name))}
    return any(name_key(mark) in own for mark in _SELF_MENTION.findall(_lead(report)))


def _acronyms(report: Report) -> set[str]:
    """The initials of the outlet's name, if they are long enough or its article opens with them in brackets."""
    initials = _initials(report.outlet.name or "") if report.outlet else ""
    marks = {mark.replace(".", "") for mark in _SELF_MENTION.findall(_lead(report))}
    is_named = len(initials) >= _SHORTEST_ACRONYM or initials in marks
    return {initials} if is_named and len(initials) > 1 else set()


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _lead(report: Report) -> str:
    """The opening of each of the article's first blocks: a byline may stand before the text."""
    return " ".join(report.text[start : min(end, start + _LEAD_CHARS)] for start, end in article_spans(report)[:_LEAD_BLOCKS])


def _pattern(written: set[str]) -> re.Pattern[str] | None:
    forms = sorted({form.removeprefix("The ") for form in written if len(form) > 1}, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else None
