"""Fits the weights by which two dates are judged to be given for one thing (stages/corroborate/dates/rival_dates.py).

    STEMMA_DATA=FOLDER python -m training.fit_rival_dates [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of values of a story, on the stories of the newsroom benchmark marked ``dev``.
Two values count as rivals where they stand on two sides of one conflict of dates on the truth sheet; pairs of the same two values elsewhere
are left out, as nobody has said whether they are. Invented stories hold few dates that are beside the point: every second event of
``giveme5w1h_news_cluster``, real news of which nearly no two dates are given for one thing, gives pairs that are not rivals. Prints the
table and, with one story left out at a time, how well it tells pairs apart. What is shipped was fitted in the groups that Stemma finds,
with forty of those events.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span
from bench.quality.newsroom.sheet import Clash, Sheet, read_sheet, story_folders
from training.logistic import Table, negatives, print_fit
from training.real_events import read_second_events
from training.told_stories import locate, open_story, read_story

from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.agreement import find_candidates
from stemma.stages.corroborate.comparing.loose_dates import meet
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.dates.rival_dates import WEIGHTS, Calendar, gather_rivals, measure_rivals, open_calendar
from stemma.stages.corroborate.dates.told_times import ToldTime, gather_times
from stemma.text.words import split_words

PENALTY = 2.0
OF_THE_NEWS = 0.5
"""How much a pair of the real news counts."""
FEWEST = 3
"""Reports of an event that is used."""
Sides = Sequence[Sequence[ToldTime]]


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    tables = [collect_pairs(read_sheet(folder), names) for folder in folders]
    print_fit(names, tables, PENALTY, collect_news(names), OF_THE_NEWS)


def collect_news(names: Sequence[str]) -> Table:
    """The features of the pairs of dates of every second event of the real news, none of them rivals."""
    rows: list[dict[str, float]] = []
    for ordered, extraction in read_second_events(FEWEST):
        readings, calendar = read_calendar(ordered, extraction)
        measured = [measure_rivals(rivals, calendar) for rivals in gather_rivals(readings, find_candidates(readings), calendar)]
        rows += measured
    return negatives(rows, names)


def read_calendar(pages: Sequence[Page], extraction: Extraction) -> tuple[Sequence[Reading], Calendar]:
    readings, ground = open_story(pages, extraction)
    return readings, open_calendar(gather_times(readings, ground), ground)


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs of dates."""
    pages, extraction = read_story(sheet)
    readings, calendar = read_calendar(pages, extraction)
    telling = locate(sheet, pages).telling
    matters = [_sides(clash, telling, calendar) for clash in sheet.clashes if clash.kind == "date"]
    rows, labels = [], []
    for rivals in gather_rivals(readings, find_candidates(readings), calendar):
        is_rival = any(_oppose(one, other, sides) for one, other in rivals for sides in matters)
        if not is_rival and any(_could_oppose(one, other, sides) for one, other in rivals for sides in matters):
            continue
        features = measure_rivals(rivals, calendar)
        rows.append([features[name] for name in names])
        labels.append(is_rival)
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _sides(clash: Clash, telling: Mapping[str, Span], calendar: Calendar) -> Sides:
    """For each side the dates that its reports give for it: of those in the words that tell it, the ones in its value, if any are."""
    sides = []
    for side in clash.sides:
        spans = [telling[said] for said in side.says if said in telling]
        told = [time for times in calendar.times.values() for time in times if _stands_on(time, spans)]
        words = {word.lower for word in split_words(side.value) if word.lower.isalnum()} - {"the", "of", "in", "at", "on", "to", "from"}
        named = [time for time in told if words & {word.lower for word in split_words(time.words)}]
        sides.append([time for time in told if any(meet(time.day, other.day) for other in named)] if named else told)
    return sides


def _stands_on(time: ToldTime, spans: Sequence[Span]) -> bool:
    return any(span.report == time.report and span.start < time.end and time.start < span.end for span in spans)


def _oppose(one: ToldTime, other: ToldTime, sides: Sides) -> bool:
    held = [{place for place, side in enumerate(sides) if time in side} for time in (one, other)]
    return bool(held[0] and held[1]) and held[0] != held[1]


def _could_oppose(one: ToldTime, other: ToldTime, sides: Sides) -> bool:
    held = [{place for place, side in enumerate(sides) if any(meet(time.day, given.day) for given in side)} for time in (one, other)]
    return any(a != b for a in held[0] for b in held[1])


if __name__ == "__main__":
    main()
