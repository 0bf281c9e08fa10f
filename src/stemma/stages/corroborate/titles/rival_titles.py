"""Two titles of one person of which only one can be right: "Colonel Adeyemi" and "General Adeyemi", her cousin and her husband."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.titles.told_titles import ToldTitle, read_titles

TITLE = "title "
"""How the key of a side begins that gives a title."""


def find_rival_titles(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two titles that reports give to one person, neither of them a report that gives both. In order of the people; linear
    in the names, but for the titles of one person."""
    told: dict[tuple[str, str], list[ToldTitle]] = defaultdict(list)
    for report in sorted(ground.pages):
        for title in read_titles(ground.pages[report], ground):
            told[title.person, title.kind].append(title)
    holders = _by_report(readings)
    for (person, _), titles in sorted(told.items()):
        given: dict[str, set[str]] = defaultdict(set)
        for title in titles:
            given[title.title].add(title.report)
        for one, other in combinations(titles, 2):
            both = given[one.title] & given[other.title]
            if not both.isdisjoint((one.report, other.report)) or not _exclude_each_other(one, other, ground):
                continue
            sides = [_side(title, holders) for title in (one, other)]
            if sides[0] is not None and sides[1] is not None:
                matter = ground.entities[person].name
                yield Clash(kind="attribution", relation="contradicts", matter=matter, one=sides[0], other=sides[1], is_retold=True)


def _exclude_each_other(one: ToldTitle, other: ToldTitle, ground: Ground) -> bool:
    """Whether one person cannot bear both; a longer title may be cut to its last word, and who sits on one seat may sit on another, so
    seats clash only where one text was written from the other."""
    if one.report == other.report or one.title == other.title:
        return False
    match one.kind:
        case "rank":
            return set(one.title.split()).isdisjoint(other.title.split())
        case "kin":
            return one.of is not None and one.of == other.of
        case "seat":
            return not ground.texts.get(one.report, frozenset()).isdisjoint(ground.texts.get(other.report, frozenset()))
        case "portfolio":
            return True


def _by_report(readings: Sequence[Reading]) -> dict[str, list[Reading]]:
    found: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            found[reading.statement.report].append(reading)
    for own in found.values():
        own.sort(key=lambda reading: (reading.statement.start, reading.statement.end))
    return found


def _side(title: ToldTitle, holders: dict[str, list[Reading]]) -> Side | None:
    """The side of a title: a statement of its sentence, the last that begins before it."""
    own = holders.get(title.report, [])
    place = bisect_right(own, title.start, key=lambda reading: reading.statement.start)
    near = [r for r in (*own[max(0, place - 3) : place][::-1], *own[place : place + 1]) if r.sentence is not None]
    reading = next((r for r in near if r.sentence is not None and r.sentence.start <= title.start < r.sentence.end), None)
    return None if reading is None else Side(reading=reading, key=TITLE + title.title, start=title.start, end=title.end)
