"""Names that reports of one story spell in two ways, of which one must be wrong."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from stemma.language.atlas import find_spots
from stemma.language.lexicon import Lexicons
from stemma.language.rarity import word_shares
from stemma.language.scripts import share_in_latin
from stemma.language.spelling import fold
from stemma.records import Page
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Relation, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.names.rival_spellings import ENOUGH, Spellings, judge_spellings
from stemma.stages.corroborate.names.spellings import Place, Spelling, differing, gather_spellings, list_pairs, name_words
from stemma.text.shingles import fold_plural
from stemma.text.words import split_words

REPORTS, PER_REPORT = 6, 4
"""How many reports stand for one spelling, and how many places in each."""
MOST_SPELLINGS, TEXTS = 24, 256
"""How many places of a spelling are cited in one report, and in how many texts they are remembered."""
_OF_NAMES = re.compile(r"\bname[sd]?\b|spel|pointed out|\bcalled\b", re.IGNORECASE)
_CORRECTING = 200
"""Characters around a name in which words of correction bear on it."""


class Said(NamedTuple):
    """The statements of a story, and which of them each report makes."""

    readings: Sequence[Reading]
    by_report: Mapping[str, Sequence[int]]


def find_spelled_names(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Two spellings of one name, each in reports of its own, the likeliest pair first for words that clash in several names. A report that
    has both knows two people, unless it says that it corrects a name; two names of one place of the atlas are both right. Later reports
    that correct it supersede the others; a code of which only the digits differ is a number. Grows with the number of names."""
    held = open_spellings(readings, ground)
    by_report: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        by_report[reading.statement.report].append(index)
    said = Said(readings, by_report)
    scored = [(-judge_spellings(one, other, held), one, other) for one, other in list_pairs(held.found) if not held.knows_two(one, other)]
    told: set[frozenset[str]] = set()
    for score, one, other in sorted(scored):
        words = {frozenset(pair) for pair in differing(one, other)}
        is_other = _are_of_one_place(one, other, ground.meanings.lexicons) or (_is_common(one, held) and _is_common(other, held))
        if -score >= ENOUGH and words.isdisjoint(told) and not is_other:
            told |= words
            yield from _clashes(one, other, held, said, ground)


def _is_common(name: Spelling, held: Spellings) -> bool:
    """Whether a name is one word of everyday news, in the singular or the plural ("Senates", "Senator"): a word, not a spelling of one."""
    return len(name) == 1 and not {name[0], fold_plural(name[0])}.isdisjoint(held.ordinary)


def _are_of_one_place(one: Spelling, other: Spelling, lexicons: Lexicons) -> bool:
    """Whether the atlas has a place of both names ("Cape Verde", "Cabo Verde")."""
    spots = [{spot._replace(is_own_name=True) for spot in find_spots(" ".join(name), lexicons)} for name in (one, other)]
    return not spots[0].isdisjoint(spots[1])


def open_spellings(readings: Sequence[Reading], ground: Ground) -> Spellings:
    """The names of a story, ready to be judged."""
    lexicons = ground.meanings.lexicons
    return Spellings(
        found=gather_spellings(readings, ground.pages, lexicons),
        pages=ground.pages,
        corrects=lambda place: corrects(ground.pages[place.report], place.start, place.end, lexicons),
        corrected=[words for page in ground.pages.values() for words in _corrected_words(page, lexicons)],
        latin=lambda places: _latin(places, ground),
        ordinary=word_shares(lexicons),
    )


def _latin(places: Sequence[Place], ground: Ground) -> float:
    """How likely (0..1) names are of a language written in Latin letters: by the country of who bears them, else by those that the story
    speaks of."""
    own: Counter[str] = Counter()
    for place in places:
        for entity in _entities_at(place, ground):
            country = ground.entities[entity].country if entity in ground.entities else None
            if country is not None:
                own[country] += 1
    return share_in_latin(own or _countries(ground), ground.meanings.lexicons)


@lru_cache(maxsize=4)
def _countries(ground: Ground) -> Counter[str]:
    """How often each country's people, places and bodies are named in the story."""
    told: Counter[str] = Counter()
    for entity in ground.entities.values():
        if entity.country is not None:
            told[entity.country] += len(entity.mentions)
    return told


def _corrected_words(page: Page, lexicons: Lexicons) -> Iterator[frozenset[str]]:
    """The folded words around each place where a report says that it gave a name wrongly."""
    text = page.report.text
    for found in _correcting(lexicons).finditer(text):
        low, high = max(0, found.start() - _CORRECTING), found.end() + _CORRECTING
        if _OF_NAMES.search(text, low, high):
            yield frozenset(word.folded for word in name_words(text, low, high))


@lru_cache(maxsize=8)
def _correcting(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted((row[1] for row in lexicons.rows("update_words") if row[0] == "name"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def corrects(page: Page, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether words near a span say that something was given wrongly before."""
    low, high = max(0, start - _CORRECTING), end + _CORRECTING
    return (
        _correcting(lexicons).search(page.report.text, low, high) is not None and _OF_NAMES.search(page.report.text, low, high) is not None
    )


def _clashes(one: Spelling, other: Spelling, held: Spellings, said: Said, ground: Ground) -> Iterator[Clash]:
    sides = [_sides(name, held.found[name], said, ground) for name in (one, other)]
    newer = [any(_is_corrected(side, ground) for side in found) for found in sides]
    outlets = [{_outlet(side, ground) for side in found} for found in sides]
    relation: Relation = "supersedes" if newer[0] != newer[1] or (outlets[0] & outlets[1]) else "contradicts"
    if _is_code(one, other, sides, ground):
        yield from _as_numbers(one, other, sides, relation)
        return
    matter = " ".join(min(one, other))
    for first in sides[0]:
        yield Clash(kind="name", relation=relation, matter=matter, one=first, other=sides[1][0])
    for second in sides[1][1:]:
        yield Clash(kind="name", relation=relation, matter=matter, one=sides[0][0], other=second)


def _is_code(one: Spelling, other: Spelling, sides: Sequence[Sequence[Side]], ground: Ground) -> bool:
    """Whether a letter code is given with two numbers ("KT5521"), written without a blank."""
    if not all(a.isdigit() and b.isdigit() for a, b in differing(one, other)):
        return False
    return not any(" " in ground.pages[s.reading.statement.report].report.text[s.start : s.end] for found in sides for s in found[:1])


def _as_numbers(one: Spelling, other: Spelling, sides: Sequence[Sequence[Side]], relation: Relation) -> Iterator[Clash]:
    values = [float(number) for number in differing(one, other)[0]]
    told = [
        [Side(reading=side.reading, key=write_key(value, value, value), start=side.start, end=side.end) for side in found]
        for value, found in zip(values, sides, strict=True)
    ]
    matter = "=" + "".join(word for word in one if word in other).upper()
    yield from (
        Clash(kind="number", relation=relation, matter=matter, one=first, other=second, is_retold=True)
        for first in told[0]
        for second in told[1]
    )


def _sides(name: Spelling, places: Sequence[Place], said: Said, ground: Ground) -> list[Side]:
    """The first places in each report, and what the reports that spell a name so give as the words of who bears it."""
    by_report: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_report[place.report].append(place)
    written = " ".join(name)
    sides = [
        Side(reading=said.readings[place.statement], key=written, start=place.start, end=place.end)
        for report in sorted(by_report)[:REPORTS]
        for place in by_report[report][:PER_REPORT]
    ]
    bearers = {(place.report, entity) for place in places for entity in _entities_at(place, ground)}
    return sides + _attributed(written, sides, bearers, said)


def _attributed(name: str, sides: Sequence[Side], bearers: Collection[tuple[str, str]], said: Said) -> list[Side]:
    """What the reports that spell a name so give as the words of who bears it (``bearers``: reports and entities), also where they call
    them otherwise: those statements go by that name too."""
    place = {side.reading.statement.report: (side.start, side.end) for side in reversed(sides)}
    found = []
    for reading in (said.readings[index] for index in sorted(index for report in place for index in said.by_report[report])):
        report = reading.statement.report
        if any((report, link.entity) in bearers or _is_called(link.source, name) for link in reading.statement.attribution):
            start, end = place[report]
            found.append(Side(reading=reading, key=name, start=start, end=end))
    return found[: PER_REPORT * REPORTS]


def _entities_at(place: Place, ground: Ground) -> Iterator[str]:
    return (entity for start, end, entity in ground.mentions.get(place.report, ()) if start < place.end and place.start < end)


def _is_called(source: str, name: str) -> bool:
    return _folded(source).endswith(name)


@lru_cache(maxsize=1 << 13)
def _folded(source: str) -> str:
    return " ".join(word.folded for word in name_words(source))


def _is_corrected(side: Side, ground: Ground) -> bool:
    return corrects(ground.pages[side.reading.statement.report], side.start, side.end, ground.meanings.lexicons)


def tell_spellings(values: Sequence[Sequence[Side]]) -> list[frozenset[str]]:
    """For each value, the folded words that are in its spellings of a name and in no other's."""
    words = [frozenset(word for side in value for word in side.key.split() if word.isalnum()) for value in values]
    return [own - frozenset[str]().union(*(other for other in words if other is not own)) for own in words]


@lru_cache(maxsize=TEXTS)
def find_spellings(text: str, words: frozenset[str]) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Where folded words stand in a text with a capital letter or as a number: of each the first ``MOST_SPELLINGS`` places, in order. The
    text is read once for all of them."""
    spans: dict[str, set[tuple[int, int]]] = {word: set() for word in words}
    for found in name_words(text):
        if found.folded in spans:
            spans[found.folded].add((found.start, found.end))
    for word in split_words(text):
        folded = fold(word.lower.removesuffix("'s"))
        if folded in spans:
            spans[folded].add((word.start, word.end))
    shown = {
        word: (span for span in sorted(of_word) if not text[span[0] : span[1]].lstrip("'’")[:1].islower())
        for word, of_word in spans.items()
    }
    return {word: tuple(islice(of_word, MOST_SPELLINGS)) for word, of_word in shown.items()}


def _outlet(side: Side, ground: Ground) -> str:
    report = ground.pages[side.reading.statement.report].report
    return (report.outlet.name or report.outlet.domain or report.id) if report.outlet else report.id
