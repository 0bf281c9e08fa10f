"""Names that the news takes for granted: countries and what they are called, cities, news outlets, international bodies.

Look-ups are case-tolerant where a damaged capital cannot be mistaken for a common word ("belarusian", "united states").
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.records import EntityType

EntryKind = Literal["country", "demonym", "capital", "house", "place", "outlet", "body"]


class Entry(NamedTuple):
    """One known name. ``country`` is ISO 3166 alpha-2; a ``house`` ("Kremlin") stands for its country's government."""

    name: str
    type: EntityType
    kind: EntryKind
    country: str | None = None
    is_state_media: bool = False


class KnownName(NamedTuple):
    """A known name found in a text at ``[start, end)``."""

    start: int
    end: int
    entry: Entry


class Country(NamedTuple):
    """A country; ``capitals`` are its seats of government, each with its spellings."""

    code: str
    name: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[tuple[str, ...], ...]
    houses: tuple[str, ...]


_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"(?:\.?[ \u00a0\u202f]|['’.\-–&/])?[ ]?")
_LONGEST_KEY_WORDS = 9
_SHORTEST_LOOSE_CHARS = 5
_NAMES_KEPT = 1 << 13
"""So many names, the latest, are looked up once only."""


def _cells(cell: str) -> tuple[str, ...]:
    return () if cell in {"", "-"} else tuple(value.strip() for value in cell.split("|"))


def _key(name: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(name))


@lru_cache(maxsize=4)
def countries(lexicons: Lexicons) -> tuple[Country, ...]:
    """All countries, in file order."""
    rows = lexicons.rows("countries")
    return tuple(
        Country(code, name, (name, *_cells(names)), _cells(demonyms), tuple(map(_cells, capitals.split(";"))), _cells(houses))
        for code, name, names, demonyms, capitals, houses in rows
    )


class _Index(NamedTuple):
    entries: dict[tuple[str, ...], Entry]
    cased: dict[tuple[str, ...], frozenset[str]]
    longest: dict[str, int]
    common: frozenset[str]


def _entries(lexicons: Lexicons) -> Iterator[tuple[str, Entry]]:
    """Every printed form with its entry; the first entry of a form wins."""
    for country in countries(lexicons):
        yield from ((name, Entry(country.name, "place", "country", country.code)) for name in country.names)
        yield from ((name, Entry(name, "place", "demonym", country.code)) for name in country.demonyms)
        yield from ((name, Entry(seat[0], "place", "capital", country.code)) for seat in country.capitals for name in seat)
        yield from ((name, Entry(country.houses[0], "organisation", "house", country.code)) for name in country.houses)
    for name, aliases, code, kind in lexicons.rows("news_outlets"):
        outlet = Entry(name, "organisation", "outlet", code, kind.startswith("state"))
        yield from ((alias, outlet) for alias in (name, *_cells(aliases)))
    for name, aliases, type_, code in lexicons.rows("bodies"):
        body = Entry(name, "event" if type_ == "event" else "organisation", "body", None if code == "-" else code)
        yield from ((alias, body) for alias in (name, *_cells(aliases)))
    for code, places in lexicons.rows("places"):
        yield from ((name, Entry(name, "place", "place", None if code == "-" else code)) for name in _cells(places))


@lru_cache(maxsize=4)
def _index(lexicons: Lexicons) -> _Index:
    entries: dict[tuple[str, ...], Entry] = {}
    cased: dict[tuple[str, ...], set[str]] = {}
    longest: dict[str, int] = {}
    for form, entry in _entries(lexicons):
        key = _key(form)
        if not key:
            continue
        if entries.setdefault(key, entry) == entry:
            cased.setdefault(key, set()).add(form)
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    common = frozenset(word.casefold() for word in lexicons.words("common_words"))
    return _Index(entries, {key: frozenset(forms) for key, forms in cased.items()}, longest, common)


def find_known(text: str, lexicons: Lexicons) -> tuple[KnownName, ...]:
    """The known names in a text, longest first at each place, not overlapping, in order. Cost: linear in the text."""
    index = _index(lexicons)
    words = [(match.start(), match.end(), match.group().casefold()) for match in _WORD.finditer(text)]
    found = []
    at = 0
    while at < len(words):
        match = _longest_at(text, words, at, index) if words[at][2] in index.longest else None
        if match is None:
            at += 1
            continue
        known, count = match
        found.append(known)
        at += count
    return tuple(found)


def _longest_at(text: str, words: list[tuple[int, int, str]], at: int, index: _Index) -> tuple[KnownName, int] | None:
    limit = min(index.longest.get(words[at][2], 0), _LONGEST_KEY_WORDS, len(words) - at)
    reach = 1
    while reach < limit and _joined(text, words[at + reach - 1][1], words[at + reach][0]):
        reach += 1
    for count in range(min(reach, limit), 0, -1):
        entry = index.entries.get(tuple(word for _, _, word in words[at : at + count]))
        if entry is None:
            continue
        start, end = words[at][0], words[at + count - 1][1]
        if end - words[at + count - 1][0] == 1 and count > 1 and text[end : end + 1] == ".":
            end += 1
        if _is_written_so(text[start:end], entry, index):
            return KnownName(start, end, entry), count
    return None


def _joined(text: str, start: int, end: int) -> bool:
    return end - start <= 2 and _GAP.fullmatch(text, start, end) is not None


def _is_written_so(printed: str, entry: Entry, index: _Index) -> bool:
    """Whether capitals allow the reading: "US" is a country, "us" is not; "belarusian" has lost a capital."""
    key = _key(printed)
    forms = index.cased.get(key, frozenset())
    if printed in forms or printed.removesuffix(".") in forms:
        return True
    if printed.isupper():
        return all(not form.isupper() for form in forms) and len(printed) >= _SHORTEST_LOOSE_CHARS
    first_upper = printed[0].isupper()
    if entry.kind in {"outlet", "body"}:
        return first_upper and len(key) > 1
    if len(key) == 1 and (len(printed) < _SHORTEST_LOOSE_CHARS or printed.casefold() in index.common):
        return False
    return len(printed.replace(".", "")) >= _SHORTEST_LOOSE_CHARS


@lru_cache(maxsize=_NAMES_KEPT)
def look_up(name: str, lexicons: Lexicons) -> Entry | None:
    """The entry of a whole name ("U.S.", "the Kremlin", "Kyodo"), None when it is not known.

    A leading article is ignored unless it belongs to the name.
    """
    found = find_known(name, lexicons)
    if len(found) != 1:
        return None
    rest = name[: found[0].start] + name[found[0].end :]
    return found[0].entry if rest.strip(" .’'").casefold() in {"", "the"} else None


@lru_cache(maxsize=4)
def _short_regions(lexicons: Lexicons) -> dict[str, Entry]:
    rows = lexicons.rows("region_abbreviations")
    return {
        form.removesuffix("."): look_up(region, lexicons) or Entry(region, "place", "place", country)
        for country, region, forms in reversed(rows)
        for form in forms.split("|")
    }


def short_region(printed: str, lexicons: Lexicons) -> Entry | None:
    """The region that stands short behind the name of a town ("Ind.", "TX"), None where none does."""
    return _short_regions(lexicons).get(printed.removesuffix("."))


def is_common_word(name: str, lexicons: Lexicons) -> bool:
    """Whether a known name may as well be a common word or a personal name ("Jordan", "Dawn")."""
    return name.casefold() in _index(lexicons).common


@lru_cache(maxsize=4)
def _names_by_code(lexicons: Lexicons) -> dict[str, str]:
    return {country.code: country.name for country in countries(lexicons)}


def country_name(code: str, lexicons: Lexicons) -> str:
    """The English name of a country code, the code itself when unknown."""
    return _names_by_code(lexicons).get(code, code)


@lru_cache(maxsize=4)
def _demonyms(lexicons: Lexicons) -> dict[str, str]:
    return {country.code: country.demonyms[0] for country in countries(lexicons) if country.demonyms}


def government_name(code: str, lexicons: Lexicons) -> str:
    """What a country's government is called: "Russian government"."""
    demonym = _demonyms(lexicons).get(code)
    return f"{demonym} government" if demonym else f"government of {country_name(code, lexicons)}"
