"""Fits the weights by which two places are judged to be given for one thing (stages/corroborate/places/rival_places.py).

    STEMMA_DATA=FOLDER python -m training.fit_rival_places [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of values of a story, on the stories of the newsroom benchmark marked ``dev``.
Two values count as rivals where they are told on two sides of one conflict of places on the truth sheet. Every second event of
``giveme5w1h_news_cluster``, real news of which nearly no two places are given for one thing, gives pairs that are not rivals. Prints the
table and, with one story left out at a time, how well it tells pairs apart.
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
from stemma.stages.corroborate.places.rival_places import WEIGHTS, Chart, gather_rival_places, measure_rival_places, open_chart
from stemma.stages.corroborate.places.told_places import ToldPlace, gather_places

PENALTY = 1.0
OF_THE_NEWS = 0.5
"""How much a pair of the real news counts."""
FEWEST = 3
"""Reports of an event that is used."""
Sides = Sequence[frozenset[str]]
"""The values told on each side of a conflict."""


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    tables = [collect_pairs(read_sheet(folder), names) for folder in folders]
    print_fit(names, tables, PENALTY, collect_news(names), OF_THE_NEWS)


def collect_news(names: Sequence[str]) -> Table:
    """The features of the pairs of places of every second event of the real news, none of them rivals."""
    rows: list[dict[str, float]] = []
    for ordered, extraction in read_second_events(FEWEST):
        chart = read_chart(ordered, extraction)
        measured = [measure_rival_places(rivals, chart) for rivals in gather_rival_places(chart)]
        rows += measured
    return negatives(rows, names)


def read_chart(pages: Sequence[Page], extraction: Extraction) -> Chart:
    """The places of a story."""
    readings, ground = open_story(pages, extraction)
    return open_chart(gather_places(readings, ground), ground)


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs of places."""
    pages, extraction = read_story(sheet)
    return label_pairs(sheet, pages, read_chart(pages, extraction), names)


def label_pairs(sheet: Sheet, pages: Sequence[Page], chart: Chart, names: Sequence[str]) -> Table:
    telling = locate(sheet, pages).telling
    matters = [_sides(clash, telling, chart) for clash in sheet.clashes if clash.kind == "place"]
    rows, labels = [], []
    for rivals in gather_rival_places(chart):
        one, other = rivals[0][0].value, rivals[0][1].value
        features = measure_rival_places(rivals, chart)
        rows.append([features[name] for name in names])
        labels.append(any(_oppose(one, other, sides, is_opposed=chart.sets_apart(one, other)) for sides in matters))
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _sides(clash: Clash, telling: Mapping[str, Span], chart: Chart) -> Sides:
    spans = [[telling[said] for said in side.says if said in telling] for side in clash.sides]
    return [frozenset(value for value, told in chart.told.items() if any(_stands_on(place, held) for place in told)) for held in spans]


def _stands_on(place: ToldPlace, spans: Sequence[Span]) -> bool:
    """Whether a place, or what is said to be there, lies in words of a side."""
    said = place.reading.statement
    holds = place.tie != "none" and said.start <= place.start and place.end <= said.end
    start, end = (said.start, said.end) if holds else (place.start, place.end)
    return any(span.report == place.report and span.start < end and start < span.end for span in spans)


def _oppose(one: str, other: str, sides: Sides, *, is_opposed: bool) -> bool:
    """Whether two values stand on two sides, and on no common one unless a sentence sets the one against the other."""
    held = [{number for number, side in enumerate(sides) if value in side} for value in (one, other)]
    return bool(held[0] and held[1]) and held[0] != held[1] and (held[0].isdisjoint(held[1]) or is_opposed)


if __name__ == "__main__":
    main()
