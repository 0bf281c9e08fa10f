"""The names in the reports of a story by how they are spelled, and pairs of spellings that may be of one name.

Pairs are found by blocking and sorted neighbours (Hernández and Stolfo, 1995): names of which all words but one are the same, or whose
words all begin alike, are sorted, and each is held against the few next to it, so that the cost grows with the number of names.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.spelling import consonants, fold
from stemma.records import Name, Page
from stemma.stages.corroborate.comparing.parallels import TOLD
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.text.words import split_words

NEIGHBOURS = 24
"""How many spellings of one block are held against one."""
SHORTEST = 5
"""Letters of a name of one word that can be a misspelling of another."""
LIKE_ALONE, LIKE_ELSEWHERE, LIKE_THROUGHOUT = 0.6, 0.5, 0.5
"""How alike (0..1) two names of one word are at least, two words that begin with other letters, and words of names that differ in all."""
LIKE_FIRST = 0.6
"""How alike (0..1) first names are at least that may be one person's."""
IN_CAPTIONS = TOLD | {"caption", "notice"}
"""Kinds of block in which names are told; of notices only those are read that correct something."""
BEFORE = 6
"""How many statements that begin before a name are looked at for it."""
_ENDINGS = frozenset({"s", "es", "n", "ns", "an", "ans", "i", "is", "ian", "ians"})
"""What makes a plural, a people or a language of a name."""
LEAST_STEM, LONGEST_SHORT_FORM = 3, 5
_PET_ENDING = re.compile(r"(?:ie|ey|y|e)$")
"""What short forms of given names end in ("Susie", "Javy", "Dave")."""
_CORRECT_BOTH_WAYS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?<=[bcdgt])re$", "er"),
        (r"(?<=[a-z])our(?=s?$|ed|ing|it|ab|al)", "or"),
        (r"ence$", "ense"),
        (r"is(?=e|ing|ation)", "iz"),
        (r"(?<=[aou])e(?=[^aeiou])(?!l$)", ""),
        (r"dj", "j"),
        (r"^mt$", "mount"),
        (r"^st$", "saint"),
        (r"^isle$", "island"),
    )
)
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_SYLLABLE = r"(?:zh|ch|sh|kh|ph|th|ts|hs|kk|tt|[bcdfghjklmnpqrstwxyz])?[yw]?[aeiou]{1,3}(?:ng|[nmlkpbtrhg])?"
_ONE_SYLLABLE = re.compile(_SYLLABLE)
_CUT_OFF = re.compile(rf"(?:(?<=-)|-){_SYLLABLE}\b")
"""What belongs to a name that was cut at a hyphen ("Yoo Min", "Yoo Min-")."""
Spelling = tuple[str, ...]
"""The folded words of a name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands: its span, its sentence, and the statement (an index) that tells of it, the nearest in its report; ``whole`` are
    the folded words of the name that stands there, of which a last name is a part."""

    report: str
    start: int
    end: int
    sentence: int
    statement: int
    label: str
    whole: Spelling = ()


def gather_spellings(readings: Sequence[Reading], pages: Mapping[str, Page], lexicons: Lexicons) -> Mapping[Spelling, Sequence[Place]]:
    """All names in the articles, in order of place. A person's last name counts by itself too. Linear in the names."""
    told: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        told[reading.statement.report].append(index)
    found: dict[Spelling, list[Place]] = defaultdict(list)
    for report in sorted(told):
        for place, name in _names_in(pages[report]):
            statement = _nearest(name, told[report], readings)
            text = pages[report].report.text
            cut = _CUT_OFF.match(text, name.end)
            start, end = name.start, cut.end() if cut else name.end
            words = _words(text, start, end, lexicons)
            if len(words) == 1 and _is_of_a_nation(text[start:end], lexicons):
                continue
            own = Place(report, start, end, place, statement, name.label, words)
            for spelling in (words, words[-1:]) if name.label == "PERSON" and len(words) > 1 else (words,):
                if len(spelling) > 1 or (spelling and len(spelling[0]) >= SHORTEST):
                    found[spelling].append(own)
    return found


def _is_of_a_nation(name: str, lexicons: Lexicons) -> bool:
    """Whether a name is a known one of a country, its people or its capital: another like it ("Chile", "Chiloé") is another name."""
    known = look_up(name, lexicons)
    return known is not None and known.kind in {"country", "demonym", "capital"}


def _names_in(page: Page) -> Iterator[tuple[int, Name]]:
    told = [(block.start, block.end) for block in page.report.blocks if block.kind in IN_CAPTIONS]
    block = 0
    for place, sentence in enumerate(page.annotation.sentences):
        while block < len(told) and told[block][1] <= sentence.start:
            block += 1
        if block < len(told) and told[block][0] <= sentence.start:
            yield from ((place, name) for name in sentence.names)


def _nearest(name: Name, held: Sequence[int], readings: Sequence[Reading]) -> int:
    """Of a report's statements, that which holds the name or is next to it."""

    def gap(index: int) -> tuple[int, int]:
        statement = readings[index].statement
        return max(statement.start - name.end, name.start - statement.end, 0), index

    after = bisect_left(held, name.end, key=lambda index: readings[index].statement.start)
    return min(held[max(0, after - BEFORE) : after + 1], key=gap)


class NameWord(NamedTuple):
    """A word of a name, folded, with its place."""

    folded: str
    start: int
    end: int


def name_words(text: str, start: int = 0, end: int | None = None) -> Iterator[NameWord]:
    """The words of a name; two syllables that a hyphen joins ("Min-soo") are one.

    >>> [word.folded for word in name_words("Yoo Min-soo's Al-Karim, Oslo-based")]
    ['yoo', 'minsoo', 'al', 'karim', 'oslo', 'based']
    """
    held: NameWord | None = None
    joins = False
    for word in split_words(text, start, end):
        folded = fold(word.lower.removesuffix("'s"))
        if held and joins and word.is_glued and not word.is_capital and all(map(_ONE_SYLLABLE.fullmatch, (held.folded, folded))):
            held = NameWord(held.folded + folded, held.start, word.end)
            joins = False
        elif folded:
            if held:
                yield held
            held = NameWord(folded, word.start, word.end)
        joins = word.is_glued and word.lower == "-"
    if held:
        yield held


def _words(text: str, start: int, end: int, lexicons: Lexicons) -> Spelling:
    """The folded words of a name without an article and the titles before it."""
    folded = [word.folded for word in name_words(text, start, end) if word.folded != "the"]
    while len(folded) > 1 and folded[0] in _titles(lexicons):
        folded = folded[1:]
    return tuple(folded)


@lru_cache(maxsize=4)
def _titles(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(fold(word) for word in lexicons.words("honorifics"))


def list_pairs(found: Mapping[Spelling, Sequence[Place]]) -> list[tuple[Spelling, Spelling]]:
    """Pairs of spellings that may be of one name, in order: of as many words, of reports that are not all the same one."""
    blocks: dict[Spelling, list[Spelling]] = defaultdict(list)
    for name in sorted(found):
        for block in _blocks(name):
            blocks[block].append(name)
    pairs = {
        (one, other)
        for names in blocks.values()
        for place, one in enumerate(names)
        for other in names[place + 1 : place + 1 + NEIGHBOURS]
        if _may_be_one(one, other)
    }
    return sorted(
        (one, other)
        for one, other in pairs
        if len({place.report for name in (one, other) for place in found[name]}) > 1
        and not (len(one) == 1 and _have_other_first_names(found[one], found[other]))
        and not (len(one) > 1 and one[1:] == other[1:] and is_short_form(one[0], other[0]))
    )


def _have_other_first_names(first: Sequence[Place], second: Sequence[Place]) -> bool:
    """Whether two last names stand behind first names, of which no two are alike."""
    given = [{" ".join(place.whole[:-1]) for place in side if len(place.whole) > 1} for side in (first, second)]
    return all(given) and all(likeness((one, other)) < LIKE_FIRST for one in given[0] for other in given[1])


def _blocks(name: Spelling) -> Iterator[Spelling]:
    if len(name) == 1:
        yield (name[0][:2],)
        return
    for place in range(len(name)):
        yield ("*", *name[:place], "*", *name[place + 1 :])
    yield ("#", *(word[:2] for word in name))
    yield ("~", *(consonants(word) for word in name))


def differing(one: Spelling, other: Spelling) -> list[tuple[str, str]]:
    """The words in which two names of as many words differ."""
    return [(a, b) for a, b in zip(one, other, strict=True) if a != b]


def likeness(pair: tuple[str, str]) -> float:
    """How alike (0..1) two words are in their letters."""
    return Indel.normalized_similarity(*pair)


def _may_be_one(one: Spelling, other: Spelling) -> bool:
    pairs = differing(one, other) if len(one) == len(other) else []
    if pairs and _are_of_series(one, other):
        return False
    if not pairs or any(min(len(a), len(b)) < 2 for a, b in pairs) or all(are_forms(*pair) for pair in pairs):
        return False
    least = min(map(likeness, pairs))
    if len(one) == 1:
        return least >= LIKE_ALONE
    if len(pairs) < len(one) and all(len(a) == 1 for a, b in zip(one, other, strict=True) if a == b):
        return False  # a party and a state: "R-AL", "R-Ala."
    if len(pairs) == len(one):
        return least >= LIKE_THROUGHOUT
    return least >= LIKE_ELSEWHERE or all(a[0] == b[0] for a, b in pairs)


def _are_of_series(one: Spelling, other: Spelling) -> bool:
    """Whether two names differ in an ordinal ("10th Circuit Court", "11th Circuit Court"): its words are a figure and an ending."""
    return any(
        a != b and a.isdigit() and b.isdigit() and {*one[place + 1 : place + 2], *other[place + 1 : place + 2]} <= _ORDINAL_ENDINGS
        for place, (a, b) in enumerate(zip(one[:-1], other[:-1], strict=True))
    )


def are_forms(one: str, other: str) -> bool:
    """Whether two words are one with and without an ending, or in British and American, in German and plain or in old and new spelling.

    >>> are_forms("centre", "center"), are_forms("americans", "america"), are_forms("suddeutsche", "sueddeutsche")
    (True, True, True)
    >>> are_forms("defence", "defense"), are_forms("lindholm", "lindhelm"), are_forms("mihai", "mihaila"), are_forms("farrell", "farrel")
    (True, False, False, False)
    >>> are_forms("djambi", "jambi"), are_forms("samuel", "samul"), are_forms("mt", "mount")
    (True, False, True)
    """
    short, long = sorted((even(one), even(other)), key=lambda word: (len(word), word))
    return short == long or (long.startswith(short) and long[len(short) :] in _ENDINGS)


def is_short_form(one: str, other: str) -> bool:
    """Whether one of two given names is the short form of the other that its bearer goes by.

    >>> is_short_form("dave", "david"), is_short_form("javier", "javy"), is_short_form("daniel", "dan")
    (True, True, True)
    >>> is_short_form("sara", "sarah"), is_short_form("manual", "manuel"), is_short_form("betty", "bettie"), is_short_form("jane", "janet")
    (False, False, False, False)
    """
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if long.startswith(short):
        return LEAST_STEM <= len(short) <= LONGEST_SHORT_FORM and len(long) > len(short) + 1
    stem = _PET_ENDING.sub("", short)
    if stem == _PET_ENDING.sub("", long):
        return False  # two spellings of one short form
    return stem != short and len(stem) >= LEAST_STEM and len(short) <= LONGEST_SHORT_FORM and long.startswith(stem)


def even(word: str) -> str:
    """A word in the one of several correct spellings that all are held against."""
    for pattern, plain in _CORRECT_BOTH_WAYS:
        word = pattern.sub(plain, word)
    return word
