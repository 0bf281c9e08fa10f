"""The nameplate of a page: the outlet's name as its first lines, the end of its title and its imprint print it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, listed_outlet
from stemma.records import Feature

_CAPITAL = "A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĞĪİĶŁĽĻŃŇŅŌŐŒŘŚŠŞŤŪŮŰŹŻŽΑ-ΩЀ-Я"
_WORD = re.compile(rf"[{_CAPITAL}0-9][\w’'&.+-]{{0,24}}|&|[a-z]{{1,12}}[A-Z][\w]{{1,20}}")
_SEPARATOR = re.compile(
    r"\s*(?:\|{1,2}|//|::|[»›•·★☰®™\t]|>{1,2}|\*{2,3}|\[|\(|「)\s*|\s\*\s|\s{2,}|\s?—\s?|\s–\s|\s-{1,2}\s|\s/\s|:\s|!\s+|\.\s+(?=[A-Z])"
    r"|,\s(?=(?i:mon|tues|wednes|thurs|fri|satur|sun)day|\d)|\s(?=\d{4}\b|\d{1,2}[./-](?:\d{1,2}|[A-Za-z]{3})[./-]\d)"
)
_SITE_OF = re.compile(r"\bofficial (?:web)?site of (?:the )?(?P<name>.{2,80}?)[.!]?$", re.IGNORECASE)
_CAPITALS_THEN_TEXT = re.compile(
    rf"^(?P<name>(?:[{_CAPITAL}0-9&-]{{2,}}\s){{1,5}})(?=(?:The|A|An|Your|Our|All|[{_CAPITAL}][a-z]+)\s\w+\s\w)"
    rf"|^(?P<whole>[{_CAPITAL}0-9&-]{{2,}}(?:\s[{_CAPITAL}0-9&-]{{2,}}){{1,4}}\s|[{_CAPITAL}]+-[{_CAPITAL}]+\s)(?=[{_CAPITAL}]?[a-z])"
)
_OTHER_SCRIPT = re.compile(r"\s[\u0370-\u052f\u0590-\u10ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af].*$")
_UNSPACED_NAME = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{2,12}")
_SENTENCE_BREAKS = frozenset(".:!") | {""}
_FREQUENCY = re.compile(r"\s\d{2,3}[.,]\d(?:\s?(?:FM|AM|MHz))?$|\s\d{2,4}\s?(?:FM|AM|MHz)$")
_STATE = re.compile(r"(?:the )?(?:republic|kingdom|state|government) of (?:the )?[\w-]+$", re.IGNORECASE)
"""Whose page it is, but not which office's."""
_CALL_SIGN = re.compile(r"\d{1,2}[A-Z]{2,4}\b")
"""Of a radio station ("2AV")."""
_ON_AIR = re.compile(r"\d{2,4}\s?(?:FM|AM|MHz)\b")
_TITLE_PARTS = re.compile(r"\s(?:[|·•»]|[-–—]{1,2}|::)\s")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_BRAND = re.compile(r"[A-Z][a-z]{1,14}[A-Z][A-Za-z]{1,14}\d{0,4}|[a-z]{2,14}[A-Z]{2,14}|[A-Za-z]{3,20}\d{1,4}")
_MENU = re.compile(r"\s?[|·•›»/]\s?|\s{2,}|\]\s?\[|\s[-–]\s|\s\*\s")
_MAY_BE_MENU = re.compile(r"[|·•›»/\[\]#*–-]|\s\s")
_CLOCK_OR_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_FIRST_LINES = 3
_LONGEST_LINE, _LONGEST_NAME, _MOST_WORDS, _FEWEST_SECTIONS = 240, 72, 8, 3
_LONGEST_TAGLINE, _SHORTEST_TITLE, _FEWEST_MENU = 90, 12, 3
_MOST_SHARED, _MOST_ENTRY_WORDS, _COLUMN = 0.5, 3, 4
_LONGEST_ACRONYM, _LONGEST_INITIALS, _LONGEST_TEXT = 3, 6, 2_000
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A name at a line's start, what follows it, whether that is set off like a sentence (". ", ": ") rather than by a separator, and
    whether the name was only cut off where the line goes on in small words."""

    name: str
    rest: str
    is_sentence: bool = False
    is_cut: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    reach: re.Pattern[str]
    parts: re.Pattern[str]
    sections: frozenset[str]
    days: frozenset[str]
    bywords: frozenset[str]
    links: frozenset[str]
    short: frozenset[str]


@lru_cache(maxsize=4)
def _words(lexicons: Lexicons) -> _Words:
    rows = lexicons.rows("nameplate_words")

    def forms(*kinds: str) -> str:
        found = sorted((word for kind, word in rows if kind in kinds), key=lambda word: (-len(word), word))
        return "|".join(map(re.escape, found))

    furniture = {phrase for _, where, _, phrase in lexicons.rows("furniture") if where == "line"}
    places = {form.lower() for _, name, others, *_ in lexicons.rows("countries") for form in (name, *others.split("|"))}
    return _Words(
        reach=re.compile(rf"(?:^|\s)(?:{forms('reach')})(?!\w).*$", re.IGNORECASE),
        parts=re.compile(rf"(?<=\w)\s(?:{forms('part', 'edition')})$", re.IGNORECASE),
        sections=frozenset({word for kind, word in rows if kind == "section"} | furniture | places),
        days=frozenset({row[2] for row in lexicons.rows("months")} | {row[-1] for row in lexicons.rows("weekdays")}),
        bywords=frozenset(row[1] for row in lexicons.rows("bywords")),
        links=frozenset(word for kind, word in rows if kind == "link"),
        short=frozenset(word for kind, word in rows if kind == "short"),
    )


def find_nameplates(lines: Sequence[str], body: Sequence[str], lexicons: Lexicons) -> tuple[Nameplate, ...]:
    """The names that may be the outlet's in a page's first lines; ``lines`` are those above its article, ``body`` is its text.

    A name is a few capitalised words at a line's start, or a brand ("WorldBuzz24"), up to a separator, a request to the reader
    ("Subscribe") or the line's end; "CMW | Cape Metro Wire" gives the long form. It weighs more on the very first line, above a menu, a
    motto or a date, with a line like a title further down, and when it is made like an outlet's or a public body's name; less as the entry
    of a menu, and where the line goes on about what the article tells. Sections, countries and dates are no names.
    """
    read = ((index, read_name(line, lexicons)) for index, line in enumerate(lines[:_FIRST_LINES]))
    return tuple(
        Nameplate(name=reading.name, index=index, features=_features(lines, index, reading, body, lexicons))
        for index, reading in read
        if reading is not None
    )


def read_name(line: str, lexicons: Lexicons) -> Reading | None:
    """The name that a line begins with, and what else follows on the line; None where it begins with none.

    >>> from stemma.adapters.models.lexicons import load_lexicons
    >>> read_name("ALVA HERALD | News | Sport | Letters", load_lexicons())
    Reading(name='ALVA HERALD', rest='News | Sport | Letters', is_sentence=False, is_cut=False)
    """
    text = line.strip()[:_LONGEST_LINE].lstrip(" \"'#*-=~>|")
    site = _SITE_OF.search(text)
    if site is not None:
        return Reading(site["name"], "") if _is_name(site["name"], lexicons) else None
    broken = _SEPARATOR.search(text)
    head, rest = (text[: broken.start()], text[broken.end() :]) if broken else (text, "")
    second = _SEPARATOR.split(rest, maxsplit=1)[0].split(",")[0].strip()
    if rest and is_acronym_of(head, second):
        head, rest = second, rest[len(second) :].strip(" ,|")
    initials, _, spelt = head.partition(" ")
    name = _cut(spelt if " " in spelt.strip() and is_acronym_of(initials, spelt) else head, lexicons)
    shorter = "" if _is_name(name, lexicons) else _before_small_words(name, lexicons)
    if shorter:
        name, rest = shorter, head[len(shorter) :].strip()
    is_name = _is_name(name, lexicons) or (bool(rest) and _is_lower_brand(name))
    is_date = " " not in name and rest[:1].isdigit() and not _ON_AIR.match(rest)
    is_sentence = broken is not None and broken.group().strip() in _SENTENCE_BREAKS
    rest = rest or head[len(name) :].strip()
    return Reading(name, rest, is_sentence=is_sentence, is_cut=bool(shorter)) if is_name and not is_date else None


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a few capitals are a longer name's: its initials, perhaps with letters between ("CNL" of "County Newsline")."""
    letters = short.replace(".", "").strip()
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    is_short = 2 <= len(letters) <= _LONGEST_INITIALS and letters.isupper() and letters.isalpha() and len(initials) > 1
    return is_short and (initials.startswith(letters) or (_is_within(initials, letters) and _is_within(letters, long.upper())))


def _is_within(letters: str, text: str) -> bool:
    """Whether the letters stand in the text in this order."""
    position = 0
    for letter in letters:
        position = text.find(letter, position) + 1
        if not position:
            return False
    return True


def _cut(text: str, lexicons: Lexicons) -> str:
    """A name without what follows it in other words: a request, another script, a sentence, the part of the site or the edition."""
    words = _words(lexicons)
    text = _OTHER_SCRIPT.sub("", words.reach.sub("", text)) if text[:1].isascii() else text
    capitals = _CAPITALS_THEN_TEXT.match(text)
    run = (capitals["name"] or capitals["whole"]) if capitals else ""
    if " " in run.strip() or len(run) > 5:
        text = run
    text = _FREQUENCY.sub("", text.strip(" \t.,;:!?*~=_\"'“”«»|-–—"))
    shorter = words.parts.sub("", text)
    return shorter if len(shorter) >= _LONGEST_ACRONYM else text


def _before_small_words(text: str, lexicons: Lexicons) -> str:
    """The two capitalised words or more that open a line which goes on in small ones ("Alva Kiosk updated every hour")."""
    words, links = text.split(), _words(lexicons).links
    end = next((place for place, word in enumerate(words) if word[0].islower() and word not in links), len(words))
    while end and words[end - 1].lower() in links:
        end -= 1
    is_described = end > 0 and words[end - 1].endswith(",")  # "Alva Media, a company of the Tarn group"
    return " ".join(words[:end]) if 1 < end < len(words) and not is_described else ""


def _is_name(name: str, lexicons: Lexicons) -> bool:
    """Whether it is a few words, each with a capital, that are no section, country or request."""
    words = _words(lexicons)
    is_part = name.lower() in words.sections or name.lower().removeprefix("the ") in words.sections
    is_part = is_part or _STATE.match(name) is not None
    is_byline = any(name.lower().startswith(f"{word} ") for word in words.bywords)
    if not 2 < len(name) <= _LONGEST_NAME or is_part or is_byline or all(_is_of_date(word, words.days) for word in name.split()):
        return False
    if _UNSPACED_NAME.fullmatch(name):
        return True
    each = name.split()
    proper = [word for word in each if word.lower() not in words.links]
    is_spelt = all(_WORD.fullmatch(word) for word in proper) and each[0] not in words.links and each[-1].lower() not in words.links
    is_section = [word == "&" or word.lower() in words.sections for word in proper]
    is_sections = all(is_section) or (sum(is_section) >= _FEWEST_SECTIONS and 2 * sum(is_section) > len(is_section))
    return (
        bool(proper)
        and not is_sections
        and len(proper) <= _MOST_WORDS
        and is_spelt
        and any(sum(map(str.isalpha, word)) > 1 for word in proper)
        and (not name[0].isdigit() or _CALL_SIGN.match(name) is not None)
    )


def _is_of_date(word: str, days: frozenset[str]) -> bool:
    bare = word.lower().strip(",.")
    return bare.isdigit() or bare in days


def _is_lower_brand(name: str) -> bool:
    return " " not in name and name.isalpha() and name.isascii() and 4 < len(name) < 20


def _features(lines: Sequence[str], index: int, reading: Reading, body: Sequence[str], lexicons: Lexicons) -> tuple[Feature, ...]:
    line, below, name = lines[index], lines[index + 1 :], reading.name
    has_form = is_made_like_outlet(name, lexicons)
    values = {
        "first_line": index == 0,
        "early_line": index > 0,
        "title_below": any(is_title_like(other, lexicons) for other in below),
        "furniture_below": bool(below) and _is_furniture(below, lexicons),
        "goes_on_in_line": bool(reading.rest) and not reading.rest.endswith(")"),
        "form": has_form,
        "listed": listed_outlet(name, lexicons) is not None,
        "all_capitals": name.isupper() and any(not other.isupper() for other in below if is_title_like(other, lexicons)),
        "entry_of_menu": _is_entry(lines, index, name) and not (has_form and index == 0),
        "goes_on_in_small_words": reading.is_cut,
        "goes_on_in_sentence": reading.is_sentence and bool(reading.rest) and not is_menu(reading.rest),
        "rest_is_about_article": _share(reading.rest, body) > _MOST_SHARED and (reading.rest.isupper() or not name.isupper()),
        "is_title": _is_title(line, below, lexicons),
    }
    return tuple(Feature(name=key, value=float(value), weight=_WEIGHTS[key]) for key, value in values.items())


def _is_entry(lines: Sequence[str], index: int, name: str) -> bool:
    """Whether a name is one entry of a row of short ones, or of a column of them, and not set apart by capitals."""
    row = [entry.strip() for entry in _MENU.split(lines[index]) if entry.strip()]
    if (
        len(row) >= _FEWEST_MENU
        and len(row[0]) <= len(name) + _FEWEST_MENU
        and sorted(len(entry.split()) for entry in row)[len(row) // 2] <= _MOST_ENTRY_WORDS
    ):
        others = [entry for entry in row[1:] if not is_acronym_of(entry, name.title())]
        return not (name.isupper() and not any(entry.isupper() for entry in others))
    column = lines[index : index + _COLUMN]
    is_column = len(column) == _COLUMN and max(len(line.split()) for line in column) <= _MOST_ENTRY_WORDS
    return is_column and (index > 0 or " " not in name)


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
    has_site = len(parts) == 2 and len(parts[0].split()) > 2 and _is_name(_cut(parts[1], lexicons), lexicons) and not parts[0].isupper()
    opening, titles = _plain(parts[0]), [other for other in below if is_title_like(other, lexicons)]
    return has_site or (len(opening.split()) > 2 and any(_plain(other).startswith(opening) for other in titles))


def _plain(line: str) -> str:
    return line.strip().rstrip(".").replace("’", "'").lower()


def _is_furniture(below: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether what stands under a nameplate is a menu, a date, or a motto with a title further down."""
    first = below[0].strip()
    if is_menu(first) or (len(first) < _LONGEST_TAGLINE and _CLOCK_OR_YEAR.search(first)):
        return True
    if first.lower() in _words(lexicons).sections:
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


def is_title_like(line: str, lexicons: Lexicons) -> bool:
    """Whether a line above an article may be its title: some words, no menu, no date, no request, no whole paragraph."""
    text = line.strip()
    has_words = len(text) >= _SHORTEST_TITLE and len(text.split()) > 2
    is_short = len(text) < _LONGEST_LINE and not text.endswith((".", "。"))
    return has_words and is_short and not is_menu(text) and not _is_dated(text) and _words(lexicons).reach.match(text) is None


def _is_dated(text: str) -> bool:
    return len(text) < _LONGEST_TAGLINE and _CLOCK_OR_YEAR.search(text) is not None


@lru_cache(maxsize=4)
def _body_nouns(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[0] for row in lexicons.rows("organisation_words"))


def is_made_like_outlet(name: str, lexicons: Lexicons) -> bool:
    """Whether a name has the form of an outlet's or a public body's, or is a brand written as one word ("NewsNook", "Buzz24")."""
    plain = name.title() if name.isupper() else name
    words = [word for word in re.split(r"\s(?:of|de|du|del|von)\s", plain)[0].split() if word.lower() not in _words(lexicons).links]
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
    links = _words(lexicons).links
    fit = (form for form in printed if not form.isupper() and all(word[0].isupper() or word in links for word in form.split()))
    found = next(fit, None)
    return found or " ".join(_capitalise(word, lexicons, is_first=not index) for index, word in enumerate(name.split()))


def _capitalise(word: str, lexicons: Lexicons, *, is_first: bool) -> str:
    words = _words(lexicons)
    if word.lower() in words.links:
        return word.capitalize() if is_first else word.lower()
    is_acronym = len(word) <= _LONGEST_ACRONYM and word.lower() not in words.short
    return word if is_acronym or not _VOWEL.search(word) else _PART.sub(lambda part: part.group().capitalize(), word)
