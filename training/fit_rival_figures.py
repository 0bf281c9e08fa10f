"""Fits the weights by which two numbers are judged to be given for one thing (stages/corroborate/figures/rival_figures.py).

    STEMMA_DATA=FOLDER python -m training.fit_rival_figures [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of numbers of two reports, on the stories of the newsroom benchmark marked
``dev``. A pair counts as rivals where the two stand on two sides of one conflict of numbers on the truth sheet; pairs of the same two
values elsewhere are left out, as nobody has said whether they are; reports of two groups of a sheet are not held together. The pairs of one
two values count as the root of their number, so that a value that stands in every headline does not decide. Every second smaller event of
``giveme5w1h_news_cluster`` gives pairs that are not rivals, but for tolls and what may be one number told more and less exactly, of which
nobody has said. Prints the table and, with one story left out at a time, how well it tells pairs apart.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span
from bench.quality.newsroom.sheet import Clash, Sheet, read_sheet, story_folders
from training.logistic import Array, Table, negatives, print_fit
from training.real_events import RealEvent, read_small_events, read_together
from training.told_stories import locate, open_story, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.agreement import find_candidates
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.figures.gauges import Gauge, read_gauges
from stemma.stages.corroborate.figures.rival_figures import WEIGHTS, Figures, gather_figures, list_rivals, measure_rivalry

PENALTY = 2.0
OF_THE_NEWS = 0.2
"""How much a pair of the real news counts."""
FEWEST, MOST = 3, 12
"""How many reports an event has that is used."""
Sides = Sequence[Sequence[Span]]


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    collected = [collect_pairs(read_sheet(folder), names) for folder in folders]
    tables, counts = [table for table, _ in collected], [held for _, held in collected]
    print_fit(names, tables, PENALTY, collect_news(names), OF_THE_NEWS, counts)


def collect_news(names: Sequence[str]) -> Table:
    """The features of the pairs of numbers of every second event of the real news, none of them rivals."""
    rows: list[dict[str, float]] = []
    for ordered, extraction in read_small_events(FEWEST, MOST):
        readings, figures = read_figures(ordered, extraction)
        for one, other in list_rivals(readings, find_candidates(readings), figures):
            features = measure_rivalry(one, other, figures)
            if not (features["same slot"] or features["refines"]):
                rows.append(features)
    return negatives(rows, names)


def read_figures(pages: Sequence[Page], extraction: Extraction) -> tuple[Sequence[Reading], Figures]:
    readings, ground = open_story(pages, extraction)
    return readings, gather_figures(read_gauges(readings, ground.pages, load_lexicons()), ground)


def read_matters(sheet: Sheet) -> tuple[list[Sides], list[RealEvent]]:
    """The sides of each conflict of numbers of a story, and the reports of each of its groups with what they say."""
    pages, _ = read_story(sheet)
    group_of = {entry.file: entry.group for entry in sheet.entries}
    telling = locate(sheet, pages).telling
    groups = [[page for page in pages if group_of[Path(page.report.location).name] == group] for group in sorted(set(group_of.values()))]
    return [find_sides(clash, telling) for clash in sheet.clashes if clash.kind == "number"], [read_together(held) for held in groups]


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> tuple[Table, Array]:
    """The features and labels of a story's pairs of numbers, and how much each counts."""
    matters, events = read_matters(sheet)
    rows: list[list[float]] = []
    labels: list[bool] = []
    told: list[tuple[float, float, bool]] = []
    for together in events:
        readings, figures = read_figures(*together)
        all_gauges = [gauge for held in figures.gauges.values() for gauge in held]
        values = [[{gauge.value for gauge in all_gauges if stands_on(gauge, side)} for side in sides] for sides in matters]
        for one, other in list_rivals(readings, find_candidates(readings), figures):
            is_rival = any(oppose(one, other, sides) for sides in matters)
            if not is_rival and any(_could_oppose(one, other, sides) for sides in values):
                continue
            features = measure_rivalry(one, other, figures)
            rows.append([features[name] for name in names])
            labels.append(is_rival)
            told.append((min(one.value, other.value), max(one.value, other.value), is_rival))
    often = Counter(told)
    counts = np.array([1 / sqrt(often[values]) for values in told])
    return (np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)), counts


def find_sides(clash: Clash, telling: Mapping[str, Span]) -> Sides:
    return [[telling[said] for said in side.says if said in telling] for side in clash.sides]


def stands_on(gauge: Gauge, side: Sequence[Span]) -> bool:
    return any(span.report == gauge.report and span.start < gauge.end and gauge.start < span.end for span in side)


def oppose(one: Gauge, other: Gauge, sides: Sides) -> bool:
    held = [{place for place, side in enumerate(sides) if stands_on(gauge, side)} for gauge in (one, other)]
    return bool(held[0] and held[1]) and held[0] != held[1]


def _could_oppose(one: Gauge, other: Gauge, sides: Sequence[set[float]]) -> bool:
    held = [{place for place, side in enumerate(sides) if gauge.value in side} for gauge in (one, other)]
    return any(a != b for a in held[0] for b in held[1])


if __name__ == "__main__":
    main()
