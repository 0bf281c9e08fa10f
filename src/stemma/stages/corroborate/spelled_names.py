"""Names that reports of one story spell in two ways, of which one must be wrong."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import Indel

from stemma.language.lexicon import Lexicons
from stemma.language.spelling import fold, skeleton
from stemma.records import Page
from stemma.stages.corroborate.matter import Clash, Ground, Side
from stemma.stages.corroborate.misprints import are_misprints
from stemma.stages.corroborate.reading import Reading
from stemma.text.words import split_words

PER_SPELLING = 6
"""How many spellings of one frame are compared, and how many reports stand for one."""
PER_REPORT = 4
SHORTEST, SAME_SOUND = 4, 0.75
"""Letters of a word that can stand for another in a name, and how alike (0..1) the skeletons of two romanisations of one are."""
LONG_ENOUGH, SAME_START = 7, 3
"""Letters of a name of one word that can be a misspelling of another, and how many of the first of them are the same."""
ONE_BEARER = 0.5
"""How like (cosine) two sentences must be for names of one word in them to be of one bearer."""
_LABELS = frozenset({"PERSON", "ORG", "MISC", "EVENT"})
_OF_NAMES = re.compile(r"\bname[sd]?\b|spel|pointed out|\bcalled\b", re.IGNORECASE)
_CORRECTING = 200
"""Characters around a name in which words of correction bear on it."""


@dataclass(frozen=True, slots=True)
class _Spelled:
    report: str
    start: int
    end: int


def find_spelled_names(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Two spellings of one name (of two words or more, all but one the same), each in reports of its own. A report that has both knows two
    people, unless it says that it corrects a name. Later reports that correct it supersede the others. Linear in the names."""
    spelled = _gather(readings, ground)
    frames: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(spelled):
        words = name.split()
        if len(words) == 1:
            frames[(words[0][:SAME_START],)].append(name)
        for place in range(len(words) if len(words) > 1 else 0):
            frames[(*words[:place], "*", *words[place + 1 :])].append(name)
    pairs = {pair for names in frames.values() for pair in combinations(names[:PER_SPELLING], 2)}
    told: set[frozenset[str]] = set()
    for one, other in sorted(pairs, key=lambda pair: (" " not in pair[0] + pair[1], pair)):
        differing = frozenset(one.split()) ^ frozenset(other.split())
        if differing in told or (" " not in one + other and not _is_one_bearer(one, other, spelled, readings)):
            continue
        is_other_word = _begin_alike(differing) and _is_one_bearer(one, other, spelled, readings)
        if (are_misprints(one, other) or is_other_word) and not _are_two(spelled[one], spelled[other], ground):
            told.add(differing)
            yield from _clashes(one, other, spelled, readings, ground)


def _gather(readings: Sequence[Reading], ground: Ground) -> Mapping[str, list[tuple[int, _Spelled]]]:
    """The names in the sentences of statements, folded, with the index of the statement and the span of the name."""
    found: dict[str, list[tuple[int, _Spelled]]] = defaultdict(list)
    for index, reading in enumerate(readings):
        report = reading.statement.report
        text = ground.pages[report].report.text
        for name in reading.sentence.names if reading.sentence is not None else ():
            spelled = _Spelled(report, name.start, name.end)
            if name.label not in _LABELS and name.label != "LOC":
                continue
            words = [fold(word.lower) for word in split_words(text, name.start, name.end) if word.lower != "'s"]
            if len(words := [word for word in words if word]) >= 2 or (words and len(words[0]) >= LONG_ENOUGH):
                found[" ".join(words)].append((index, spelled))
    return found


def _begin_alike(words: frozenset[str]) -> bool:
    """Whether two words for which a name is given twice begin with one letter, as one name misremembered does ("Seck", "Sarr"), and are not
    one in two romanisations."""
    if len(words) != 2:
        return False
    one, other = sorted(words)
    is_word = min(len(one), len(other)) >= SHORTEST and one.isalpha() and other.isalpha()
    is_form = one.startswith(other) or other.startswith(one)
    is_form = is_form or any(Indel.normalized_similarity(even(one), even(other)) >= SAME_SOUND for even in (fold, skeleton))
    return is_word and one[0] == other[0] and not is_form and not are_misprints(one, other)


def _is_one_bearer(one: str, other: str, spelled: Mapping[str, Sequence[tuple[int, _Spelled]]], readings: Sequence[Reading]) -> bool:
    """Whether names of one word stand in sentences alike enough to be those of one bearer."""
    vectors = [[readings[index].vector for index, _ in spelled[name][: 2 * PER_SPELLING]] for name in (one, other)]
    return any(
        a is not None and b is not None and a.shape == b.shape and float(a @ b) >= ONE_BEARER for a in vectors[0] for b in vectors[1]
    )


def _are_two(first: Sequence[tuple[int, _Spelled]], second: Sequence[tuple[int, _Spelled]], ground: Ground) -> bool:
    """Whether some report has both names and corrects neither."""
    both = {one.report for _, one in first} & {other.report for _, other in second}
    return any(
        not any(
            corrects(ground.pages[spelled.report], spelled.start, spelled.end, ground.meanings.lexicons)
            for _, spelled in (*first, *second)
            if spelled.report == report
        )
        for report in both
    )


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


def _clashes(
    one: str, other: str, spelled: Mapping[str, Sequence[tuple[int, _Spelled]]], readings: Sequence[Reading], ground: Ground
) -> Iterator[Clash]:
    sides = [
        [Side(reading=readings[index], key=name, start=place.start, end=place.end) for index, place in _firsts(spelled[name])]
        for name in (one, other)
    ]
    sides = [found + _attributed(name, found, readings) for found, name in zip(sides, (one, other), strict=True)]
    newer = [any(_is_corrected(side, ground) for side in found) for found in sides]
    outlets = [{_outlet(side, ground) for side in found} for found in sides]
    relation = "supersedes" if newer[0] != newer[1] or (outlets[0] & outlets[1]) else "contradicts"
    for first in sides[0]:
        yield Clash(kind="name", relation=relation, matter=min(one, other), one=first, other=sides[1][0])
    for second in sides[1][1:]:
        yield Clash(kind="name", relation=relation, matter=min(one, other), one=sides[0][0], other=second)


def _attributed(name: str, sides: Sequence[Side], readings: Sequence[Reading]) -> list[Side]:
    """What the reports that spell a name so give as the words of who bears it: those statements go by that name too."""
    place = {side.reading.statement.report: (side.start, side.end) for side in reversed(sides)}
    found = []
    for reading in readings:
        statement = reading.statement
        if statement.report in place and any(_is_called(link.source, name) for link in statement.attribution):
            start, end = place[statement.report]
            found.append(Side(reading=reading, key=name, start=start, end=end))
    return found[: PER_REPORT * PER_SPELLING]


def _is_called(source: str, name: str) -> bool:
    return " ".join(folded for word in split_words(source) if (folded := fold(word.lower))).endswith(name)


def _firsts(places: Sequence[tuple[int, _Spelled]]) -> list[tuple[int, _Spelled]]:
    """The first places in each report."""
    by_report: dict[str, list[tuple[int, _Spelled]]] = defaultdict(list)
    for index, spelled in places:
        by_report[spelled.report].append((index, spelled))
    return [place for report in sorted(by_report)[:PER_SPELLING] for place in by_report[report][:PER_REPORT]]


def _is_corrected(side: Side, ground: Ground) -> bool:
    return corrects(ground.pages[side.reading.statement.report], side.start, side.end, ground.meanings.lexicons)


def tell_spellings(values: Sequence[Sequence[Side]]) -> list[frozenset[str]]:
    """For each value, the folded words that are in its spellings of a name and in no other's."""
    words = [frozenset(word for side in value for word in side.key.split() if word.isalnum()) for value in values]
    return [own - frozenset[str]().union(*(other for other in words if other is not own)) for own in words]


def find_spelling(text: str, word: str) -> Iterator[tuple[int, int]]:
    """Where a folded word stands in a text with a capital letter or as a number."""
    for found in split_words(text):
        start = found.start + (len(found.lower) - len(found.lower.lstrip("'’")))
        if fold(found.lower.removesuffix("'s").removesuffix("’s")) == word and not text[start : start + 1].islower():
            yield found.start, found.end


def _outlet(side: Side, ground: Ground) -> str:
    report = ground.pages[side.reading.statement.report].report
    return (report.outlet.name or report.outlet.domain or report.id) if report.outlet else report.id
