"""The nameplate of a page: the outlet's name as its first lines, the end of its title and its imprint print it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, listed_outlet
from stemma.records import Feature
from stemma.stages.clean.firm_names import legal_forms
from stemma.stages.clean.plate_names import (
    Reading,
    ends_in_site,
    is_acronym_of,
    name_words,
    names_state,
    read_name,
    read_small_name,
    tells_frequency,
)
from stemma.text.shingles import fold_plural

_TITLE_PARTS = re.compile(r"\s(?:[|·•»]|[-–—]{1,2}|::)\s")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_BRAND = re.compile(r"[A-Z][a-z]{1,14}[A-Z][A-Za-z]{1,14}\d{0,4}|[a-z]{2,14}[A-Z]{2,14}|[A-Za-z]{3,20}\d{1,4}")
_MENU = re.compile(r"\s?(?://|[|·•›»/])\s?|\s{2,}|\]\s?\[|\s[-–]\s|\s\*\s")
_MAY_BE_MENU = re.compile(r"[|·•›»/\[\]#*–-]|\s\s")
_CLOCK_OR_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_ITEM = re.compile(r"\s?(?:[-–—*•·▪>]\s|\d{1,2}[.)]\s|[A-ZÀ-Þ][^.!?\n]{1,40}[.!?:] \S)")
_FIRST_LINES, _FEWEST_ITEMS, _MOST_ABOVE = 3, 3, 12
_LONGEST_LINE = 240
_LONGEST_TAGLINE, _SHORTEST_TITLE, _FEWEST_MENU = 90, 12, 3
_MOST_SHARED, _MOST_ENTRY_WORDS, _LONGEST_ENTRY, _COLUMN = 0.5, 3, 7, 4
_LONGEST_ACRONYM, _LONGEST_TEXT = 3, 2_000
_LETTERS = re.compile(r"[^\W\d_]+")
_PART = re.compile(r"[^\W_]+(?:['’]S\b)?")
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_WEIGHTS = {
    "first_line": 1.0,
    "early_line": 0.4,
    "title_below": 0.8,
    "furniture_below": 1.0,
    "goes_on_in_line": 0.7,
    "form": 1.0,
    "listed": 0.6,
    "all_capitals": 0.5,
    "entry_of_menu": -1.8,
    "goes_on_in_small_words": -1.6,
    "goes_on_in_sentence": -1.0,
    "rest_is_about_article": -2.5,
    "is_title": -3.0,
    "row_of_sections": -1.0,
    "list_below": 1.0,
    "small_letters": -0.6,
    "below_state": 1.0,
}
LEAST_BESIDE_TITLE = 1.8
"""What it must weigh to be no title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameplate:
    """A name that a line near the page's top begins with, the line's index, and why it may be the outlet's."""

    name: str
    index: int
    features: tuple[Feature, ...]

    @property
    def weight(self) -> float:
        return sum(feature.value * feature.weight for feature in self.features)


def find_nameplates(lines: Sequence[str], body: Sequence[str], lexicons: Lexicons) -> tuple[Nameplate, ...]:
    """The names that may be the outlet's in a page's first lines; ``lines`` are those above its article, ``body`` is its text.

    A name is a few capitalised words at a line's start, or a brand ("WorldBuzz24"), up to a separator, a request to the reader
    ("Subscribe") or the line's end; "CMW | Cape Metro Wire" gives the long form. It weighs more on the very first line, above a menu, a
    motto or a date, with a line like a title further down, and when it is made like an outlet's or a public body's name; less as the entry
    of a menu, and where the line goes on about what the article tells. Sections, countries and dates are no names.
    """
    has_menus = len(lines) > _MOST_ABOVE  # whose first entry may be in small letters
    read = (
        (index, read_name(line, lexicons) or (None if index or has_menus else read_small_name(line, lexicons)))
        for index, line in enumerate(lines[:_FIRST_LINES])
    )
    return tuple(
        Nameplate(name=reading.name, index=index, features=_features(lines, index, reading, body, lexicons))
        for index, reading in read
        if reading is not None and not (index and _is_slug(reading.name))
    )


def _features(lines: Sequence[str], index: int, reading: Reading, body: Sequence[str], lexicons: Lexicons) -> tuple[Feature, ...]:
    line, below, name = lines[index], lines[index + 1 :], reading.name
    is_below_state = index > 0 and names_state(lines[index - 1])
    has_form, has_title = (
        is_made_like_outlet(name.removeprefix("The ").removeprefix("THE "), lexicons) or _is_firm(line, name, lexicons),
        any(is_title_like(other, lexicons) for other in below),
    )
    values = {
        "first_line": index == 0,
        "early_line": index > 0,
        "title_below": has_title,
        "furniture_below": bool(below) and _is_furniture(below, lexicons),
        "goes_on_in_line": bool(reading.rest) and not reading.rest.endswith(")"),
        "form": has_form,
        "listed": listed_outlet(name, lexicons) is not None,
        "all_capitals": name.isupper()
        and not _is_among_capitals(reading.rest)
        and (_is_set_apart(reading) or any(not other.isupper() for other in below if is_title_like(other, lexicons))),
        "entry_of_menu": (
            _is_entry(lines, index, name)
            and not (has_form and (index == 0 or is_below_state))
            and not (index == 0 and _leads_sections(line, name, lexicons))
        )
        or _is_entry_elsewhere(lines, index, name),
        "goes_on_in_small_words": reading.is_cut,
        "goes_on_in_sentence": reading.is_sentence and bool(reading.rest) and not is_menu(reading.rest),
        "rest_is_about_article": _share(reading.rest, body) > _MOST_SHARED and (reading.rest.isupper() or not name.isupper()),
        "is_title": _is_title(line, below, lexicons),
        "row_of_sections": not has_form and _is_row_of_sections(name, lexicons),
        "list_below": index == 0 and not has_form and not has_title and _is_list(body),
        "small_letters": reading.is_small,
        "below_state": has_form and is_below_state,
    }
    return tuple(Feature(name=key, value=float(value), weight=_WEIGHTS[key]) for key, value in values.items())


def _is_slug(name: str) -> bool:
    """Whether a name below the first line is one by which an agency files a story ("BRENN-FERRY")."""
    return " " not in name and "-" in name and name.isupper()


def _is_among_capitals(rest: str) -> bool:
    """Whether a menu in capitals goes on from the name, which these then do not set apart."""
    return is_menu(rest) and rest.isupper() and not any(map(str.isdigit, rest))


def _is_set_apart(reading: Reading) -> bool:
    """Whether a menu in small letters goes on from the name."""
    return is_menu(reading.rest) and any(letter.isalpha() for letter in reading.rest) and reading.rest.islower()


def _is_entry(lines: Sequence[str], index: int, name: str) -> bool:
    """Whether a name is one entry of a row of short ones, or of a column of them, and not set apart by capitals."""
    row = [entry.strip() for entry in _MENU.split(lines[index]) if entry.strip()]
    if (
        len(row) >= _FEWEST_MENU
        and len(row[0]) <= len(name) + _FEWEST_MENU
        and sorted(len(entry.split()) for entry in row)[len(row) // 2] <= _MOST_ENTRY_WORDS
    ):
        others = [entry for entry in row[1:] if not is_acronym_of(entry, name.title())]
        return index > 0 or not (name.isupper() and not any(entry.isupper() for entry in others))
    column = lines[index : index + _COLUMN]
    is_column = len(column) == _COLUMN and max(len(line.split()) for line in column) <= _MOST_ENTRY_WORDS
    return is_column and (index > 0 or " " not in name)


def _leads_sections(line: str, name: str, lexicons: Lexicons) -> bool:
    """Whether a name of two words or more, not all of them everyday ones, opens a row most of whose other entries are sections' names or
    everyday words ("Alva Evening | News | Tides | Letters")."""
    others = [entry.strip() for entry in _MENU.split(line)[1:] if entry.strip() and not any(map(str.isdigit, entry))]
    if any(entry.startswith(f"{name.split(maxsplit=1)[0]} ") for entry in others):
        return False
    plain = sum(_is_plain(entry, lexicons) for entry in others)
    return " " in name and name.isascii() and not _is_plain(name, lexicons) and 2 * plain >= len(others) > 0


def _is_plain(entry: str, lexicons: Lexicons) -> bool:
    """Whether it is a section's name, or everyday words alone."""
    words = name_words(lexicons)
    parts = _LETTERS.findall(entry.lower())
    is_everyday = all(part in words.everyday or part in words.sections or fold_plural(part) in words.everyday for part in parts)
    return entry.strip(" []").lower() in words.sections or (bool(parts) and is_everyday)


def _is_firm(line: str, name: str, lexicons: Lexicons) -> bool:
    """Whether the line gives the name its legal form ("ALVA TIMBER CO., LTD.")."""
    behind = line.partition(name)[2]
    return not behind.islower() and legal_forms(lexicons).fullmatch(re.split(r"\s[-–—|]", behind)[0].rstrip()) is not None


def _is_entry_elsewhere(lines: Sequence[str], index: int, name: str) -> bool:
    """Whether a name below the first line is an entry of another line's menu."""
    menus = [line for place, line in enumerate(lines[: _FIRST_LINES + 1]) if place != index and is_menu(line)]
    return index > 0 and any(name.lower() == entry.strip().lower() for line in menus for entry in _MENU.split(line)[1:])


def _is_row_of_sections(name: str, lexicons: Lexicons) -> bool:
    """Whether three words or more begin with a section's name, or with two countries: a menu without marks between its entries."""
    words, known = name.lower().split(), name_words(lexicons)
    if len(words) < _FEWEST_MENU or not known.links.isdisjoint(words):
        return False
    return words[0] in known.sections and (words[0] not in known.places or words[1] in known.sections)


def _is_list(body: Sequence[str]) -> bool:
    """Whether most of the text's paragraphs begin like items of a list: with a bullet, a number, a word or two and a stop."""
    items = sum(_ITEM.match(text[:_LONGEST_LINE]) is not None for text in body)
    return items >= _FEWEST_ITEMS and 2 * items > len(body)


def _share(rest: str, body: Sequence[str]) -> float:
    """The share of a few words or more that the article's text holds."""
    words = _CONTENT.findall(rest.lower())
    if len(words) < _FEWEST_MENU:
        return 0.0
    told = frozenset(word for text in body for word in _CONTENT.findall(text[:_LONGEST_TEXT].lower()))
    return sum(word in told for word in words) / len(words)


def _is_title(line: str, below: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a line is the head's title, with the site's name at its end or repeated as the page's heading."""
    parts = _TITLE_PARTS.split(line.strip()[:_LONGEST_LINE])
    has_site = len(parts) == 2 and len(parts[0].split()) > 2 and ends_in_site(parts[1], lexicons) and not parts[0].isupper()
    has_site = has_site and not tells_frequency(parts[0]) and not _is_outlet_whole(parts[0], lexicons)
    opening, titles = _plain(parts[0]), [other for other in below if is_title_like(other, lexicons)]
    return has_site or (len(opening.split()) > 2 and any(_plain(other).startswith(opening) for other in titles))


def _is_outlet_whole(text: str, lexicons: Lexicons) -> bool:
    """Whether every word has a capital and they are made like an outlet's name ("The Daily Brenn")."""
    links = name_words(lexicons).links
    return all(word[0].isupper() or word in links for word in text.split()) and is_made_like_outlet(text.removeprefix("The "), lexicons)


def _plain(line: str) -> str:
    return line.strip().rstrip(".").replace("’", "'").lower()


def _is_furniture(below: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether what stands under a nameplate is a menu, a date, or a motto with a title further down."""
    first = below[0].strip()
    if is_menu(first) or _is_long_menu(first) or (len(first) < _LONGEST_TAGLINE and _CLOCK_OR_YEAR.search(first)):
        return True
    if first.lower() in name_words(lexicons).sections:
        return True
    return len(first) < _LONGEST_TAGLINE and any(is_title_like(line, lexicons) for line in below[1:])


def is_menu(line: str) -> bool:
    """Whether a line is a row of short entries: sections, links, tags."""
    text = line.strip()
    if not _MAY_BE_MENU.search(text):
        return False
    entries = [entry for entry in _MENU.split(text) if entry.strip()]
    lengths = sorted(len(entry.split()) for entry in entries)
    is_row = len(entries) >= _FEWEST_MENU and (lengths[-1] <= _FEWEST_MENU or (len(entries) > _FEWEST_MENU and lengths[-2] <= _FEWEST_MENU))
    tags = [word for word in text.split() if word.startswith(("#", "["))]
    return is_row or len(tags) >= _FEWEST_MENU


def _is_long_menu(line: str) -> bool:
    """Whether a line has four entries or more of up to seven words: a motto and what else the site offers."""
    entries = [entry for entry in _MENU.split(line) if entry.strip()]
    return len(entries) > _FEWEST_MENU and max(len(entry.split()) for entry in entries) <= _LONGEST_ENTRY


def is_title_like(line: str, lexicons: Lexicons) -> bool:
    """Whether a line above an article may be its title: some words, no menu, no date, no request, no whole paragraph."""
    text = line.strip()
    has_words = len(text) >= _SHORTEST_TITLE and len(text.split()) > 2
    is_short = len(text) < _LONGEST_LINE and not text.endswith((".", "。"))
    return has_words and is_short and not is_menu(text) and not _is_dated(text) and name_words(lexicons).reach.match(text) is None


def _is_dated(text: str) -> bool:
    return len(text) < _LONGEST_TAGLINE and _CLOCK_OR_YEAR.search(text) is not None


@lru_cache(maxsize=4)
def _body_nouns(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[0] for row in lexicons.rows("organisation_words"))


def is_made_like_outlet(name: str, lexicons: Lexicons) -> bool:
    """Whether a name has the form of an outlet's or a public body's, or is a brand written as one word ("NewsNook", "Buzz24")."""
    plain = name.title() if name.isupper() else name
    words = [word for word in re.split(r"\s(?:of|de|du|del|von)\s", plain)[0].split() if word.lower() not in name_words(lexicons).links]
    is_brand = len(plain.split()) == 1 and len(plain) > 4 and _BRAND.fullmatch(name) is not None
    nouns, is_of = _body_nouns(lexicons), " of " in plain.lower()
    is_body = bool(words) and len(plain.split()) > 1 and (words[-1].lower() in nouns or (is_of and words[0].lower() in nouns))
    return is_brand or is_body or is_outlet(re.split(r"\s(?:of|de|du|del|von)\s", plain)[0], lexicons)


def write_name(name: str, texts: Sequence[str], lexicons: Lexicons) -> str:
    """A name printed in capitals as running text writes it: as one of ``texts`` does, else with capitals at its words' starts; acronyms
    and names in small letters stay.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> write_name("ALVA HERALD", ["Send it to the Alva Herald, please."], load_lexicons())
    'Alva Herald'
    """
    if not name.isupper() or listed_outlet(name, lexicons) == name:
        return name
    wanted = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    printed = (match.group() for text in texts for match in wanted.finditer(text[:_LONGEST_TEXT]))
    links = name_words(lexicons).links
    fit = (form for form in printed if not form.isupper() and all(word[0].isupper() or word in links for word in form.split()))
    found = next(fit, None)
    if (
        found is None
        and " " not in name
        and any(name in text.split() and not text.isupper() for text in texts if not text.startswith(name))
    ):
        return name  # an acronym: "told KGNA by telephone"
    return found or " ".join(_capitalise(word, lexicons, is_first=not index) for index, word in enumerate(name.split()))


def _capitalise(word: str, lexicons: Lexicons, *, is_first: bool) -> str:
    words = name_words(lexicons)
    if word.lower() in words.links:
        return word.capitalize() if is_first else word.lower()
    is_acronym = len(word) <= _LONGEST_ACRONYM and word.lower() not in words.short
    return (
        word if is_acronym or not _VOWEL.search(word) else _PART.sub(lambda part: part.group().capitalize().replace("i\u0307", "i"), word)
    )
