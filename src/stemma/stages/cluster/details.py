"""What a report has whatever its wording: names, numbers, days, quoted words. It is by these that reports in other words, or in another
language, are known to be of one event."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, listed_outlet, name_key
from stemma.language.rarity import rarity
from stemma.records import BlockKind, Page, Report
from stemma.stages.cluster.days import Days, event_days, named_days, published_days
from stemma.stages.cluster.numbered import Numbered, read_numbered
from stemma.text.normalise import without_accents
from stemma.text.shingles import KeyedWord, fold_plural, keyed_words, shingles

NAME, NOUN = 3.5, 2.5
"""A name, and another word, must tell so much (nats; in one article of 33, of 12) to count."""
LEAD_WORDS = 40
READ_WORDS, READ_BLOCK = 600, 20_000
RUN_WORDS = 4
"""Quoted words are compared by runs of so many."""
SMALLEST_TOLD = 13
"""A smaller number tells an event only with what it counts ("two killed")."""
COUNTED_INFORMATION = 2.0
DIGITS_INFORMATION = (0.0, 1.0, 2.5, 4.5, 6.5)
"""What meeting a number of so many digits that are not noughts at its ends tells (nats)."""
HOUSE, SHORTEST_HOUSE, LONGEST_HOUSE, MOST_CAPITALISED = 6.0, 5, 6, 20
"""A name of one word must tell so much (nats) to be an outlet's; letters and words that its name may have; what is read of one run."""
_YEARS = range(1900, 2101)
_LARGEST = 10**15
_READ: frozenset[BlockKind] = frozenset({"title", "subtitle", "body", "list", "quote"})
_NAMING: frozenset[BlockKind] = _READ | {"heading", "byline", "credit", "notice"}
_CAPITALISED = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w'’&-]{0,30}(?: (?:(?:of|de|del|der|du|and|y|&) )?[^\W\d_a-zß-öø-ÿ][\w'’&-]{0,30}){0,30}")
_NUMBER = re.compile(r"(?<![\d:.,])\d{1,15}(?:[.,\u00a0\u202f]\d{1,15}){0,4}(?![\d:])")
_MYRIADS = re.compile(r"(\d{1,4})[만万萬](\d{0,4})")
_TIME_UNITS = frozenset("year hour day month week minute second time".split())

NumberKey = tuple[float, str]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """``names``, ``words`` and ``numbers`` with what each tells (nats); ``lead``: words of headline and lead; ``leading``: names that stand
    there, or are met again; ``days``: those the lead speaks of, ``named``: those named anywhere; ``quoted`` and ``runs``: runs of words in
    quotations, and of all words. ``houses``: what its outlet is called, ``called``: whatever the page calls by a name in capitals."""

    language: str
    names: Mapping[str, float]
    words: Mapping[str, float]
    lead: frozenset[str]
    leading: frozenset[str]
    numbers: Mapping[NumberKey, float]
    numbered: Numbered
    days: frozenset[int]
    named: frozenset[int]
    published: Days
    quoted: frozenset[tuple[str, ...]]
    runs: frozenset[tuple[str, ...]]
    houses: frozenset[str]
    called: frozenset[str]


def read_profile(page: Page, lexicons: Lexicons) -> Profile:
    """The profile of one report, from the first ``READ_WORDS`` words of its headline and article."""
    names, words, lead = dict[str, float](), dict[str, float](), set[str]()
    met, first = Counter[str](), dict[str, int]()
    read = _read_words(page)
    for place, (word, opens) in enumerate(read):
        folded = fold_plural(word.key)
        key, told = _plain(folded), rarity(folded, lexicons)
        met[key] += 1
        if page.report.text[word.start].isupper() and not opens and told >= NAME and word.key not in _weekdays(lexicons):
            names[key] = told
            first.setdefault(key, place)
        elif told >= NOUN and not folded[0].isdigit() and folded not in _offices(lexicons):
            words[key] = told
            lead |= {key} if place < LEAD_WORDS else set()
    return Profile(
        language=page.report.language,
        names=names,
        words={key: told for key, told in words.items() if key not in names},
        lead=frozenset(lead - names.keys()),
        leading=frozenset(key for key, place in first.items() if place < LEAD_WORDS or met[key] > 1),
        numbers=_read_numbers(page),
        numbered=read_numbered(page.report, lexicons),
        days=event_days(page),
        named=named_days(page),
        published=published_days(page),
        quoted=frozenset(
            run
            for quotation in page.annotation.quotations
            for run in shingles([word.key for word in keyed_words(quotation.text)], RUN_WORDS)
        ),
        runs=frozenset(shingles([word.key for word, _ in read], RUN_WORDS)),
        houses=_read_houses(page.report, lexicons),
        called=_read_called(page.report),
    )


def _read_houses(report: Report, lexicons: Lexicons) -> frozenset[str]:
    """The keys of what a report's outlet is called; none where that is a house named in all kinds of stories, or a common word."""
    outlet = report.outlet
    names = [name for name in (outlet.name, domain_key(outlet.domain) if outlet.domain else None) if name] if outlet else []
    if any(listed_outlet(name, lexicons) for name in names):
        return frozenset()
    keys = [_plain(name_key(name)) for name in names if " " in name or rarity(name.lower(), lexicons) >= HOUSE]
    return frozenset(key for key in keys if len(key) >= SHORTEST_HOUSE)


def _read_called(report: Report) -> frozenset[str]:
    """The keys of all runs of words with capitals in the article and its frame, up to so many words."""
    found: set[str] = set()
    for start, end in article_spans(report, _NAMING):
        for match in _CAPITALISED.finditer(report.text, start, min(end, start + READ_BLOCK)):
            words = match.group().split()[:MOST_CAPITALISED]
            found |= {
                name_key(" ".join(words[first:last]))
                for first in range(len(words))
                for last in range(first + 1, min(len(words), first + LONGEST_HOUSE) + 1)
            }
    return frozenset(_plain(key) for key in found if len(key) >= SHORTEST_HOUSE)


def number_information(value: float) -> float:
    """What meeting this number tells (nats): nothing for small ones and years, more with each digit, but for noughts at the ends.

    >>> [number_information(value) for value in (7, 2024, 40, 37, 5.25, 88204)]
    [0.0, 0.0, 1.0, 2.5, 4.5, 6.5]
    """
    is_whole = value == int(value)
    if is_whole and (value < SMALLEST_TOLD or int(value) in _YEARS):
        return 0.0
    digits = f"{value:.4f}".replace(".", "").strip("0")
    return DIGITS_INFORMATION[min(len(digits), len(DIGITS_INFORMATION) - 1)]


def _read_words(page: Page) -> list[tuple[KeyedWord, bool]]:
    """The first words of headline and article, each with whether a paragraph opens with it."""
    read: list[tuple[KeyedWord, bool]] = []
    for start, end in article_spans(page.report, _READ):
        found = keyed_words(page.report.text, start, min(end, start + READ_BLOCK))
        read += [(word, place == 0) for place, word in enumerate(found)]
        if len(read) >= READ_WORDS:
            break
    return read[:READ_WORDS]


def _read_numbers(page: Page) -> dict[NumberKey, float]:
    """Numbers in digits, in any language, and those that the annotation read, small ones with what they count."""
    found: dict[NumberKey, float] = {}
    for start, end in article_spans(page.report, _READ):
        block = _MYRIADS.sub(lambda match: match[1] + match[2].rjust(4, "0"), page.report.text[start : min(end, start + READ_BLOCK)])
        for match in _NUMBER.finditer(block):
            value = _value(match.group())
            if value is not None:
                found[value, ""] = number_information(value)
    for quantity in page.annotation.quantities:
        value, counted = quantity.value, quantity.event or fold_plural(quantity.unit or "")
        if value is not None and abs(value) < _LARGEST:
            found[value, ""] = number_information(value)
            if 2 <= value < SMALLEST_TOLD and counted and counted not in _TIME_UNITS:
                found[value, counted] = COUNTED_INFORMATION
    return {key: told for key, told in found.items() if told > 0}


def _value(digits: str) -> float | None:
    """The number that digits with points, commas or thin blanks write: groups of three are thousands."""
    first, *others = re.split(r"[.,\u00a0\u202f]", digits)
    if others and len(first) <= 3 and all(len(other) == 3 for other in others):
        return float(first + "".join(others))
    return float(".".join((first, *others))) if len(others) < 2 else None


def _plain(key: str) -> str:
    """A key in Latin letters without accents, as papers abroad print a name."""
    plain = without_accents(key)
    return plain if plain.isascii() else anyascii(plain).lower() or plain


@lru_cache(maxsize=4)
def _offices(lexicons: Lexicons) -> frozenset[str]:
    """What people are called by their office: it tells no event."""
    return frozenset(word for row in lexicons.rows("roles") for word in row[0].lower().split())


@lru_cache(maxsize=4)
def _weekdays(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(form for _, _, form in lexicons.rows("weekdays"))
