"""Fits the weights by which two values are judged to be given for one thing (stages/corroborate/figures/rival_values.py).

    STEMMA_DATA=FOLDER python -m training.fit_rival_values [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of values of a story, on the stories of the newsroom benchmark marked ``dev``,
after the weights of the places where they are told (training/fit_rival_figures.py). Two values count as rivals where some places of theirs
stand on two sides of one conflict of numbers on the truth sheet; where only their values could, nobody has said whether they are, and they
are left out. Every second smaller event of ``giveme5w1h_news_cluster`` gives values that are not rivals, but for tolls and what may be one
number told more and less exactly. Prints the table and, with one story left out at a time, how well it tells values apart.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.fit_rival_figures import FEWEST, MOST, Sides, oppose, read_matters, stands_on
from training.logistic import Table, negatives, print_fit
from training.real_events import read_small_events
from training.told_stories import open_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.agreement import find_candidates
from stemma.stages.corroborate.figures.gauges import Gauge, read_gauges
from stemma.stages.corroborate.figures.rival_figures import gather_figures, may_rival, weigh_rivals
from stemma.stages.corroborate.figures.rival_values import WEIGHTS, Rivals, gather_values, group_values, measure_values

PENALTY = 2.0
OF_THE_NEWS = 0.6
"""How much two values of the real news count."""
Weighed = list[tuple[Sequence[Rivals], dict[str, float]]]
"""The places of each two values, closest first, with their features."""


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    print_fit(names, [collect_values(read_sheet(folder), names) for folder in folders], PENALTY, collect_news(names), OF_THE_NEWS)


def collect_news(names: Sequence[str]) -> Table:
    """The features of the values of every second event of the real news, none of them rivals."""
    rows: list[dict[str, float]] = []
    for pages, extraction in read_small_events(FEWEST, MOST):
        for held, features in weigh_values(pages, extraction)[1]:
            _, one, other, relation = held[0]
            if relation != "refines" and not (one.slot and one.slot == other.slot):
                rows.append(features)
    return negatives(rows, names)


def weigh_values(pages: Sequence[Page], extraction: Extraction) -> tuple[Sequence[Gauge], Weighed]:
    """The numbers of a story, and every two values that are near enough to be judged."""
    readings, ground = open_story(pages, extraction)
    gauges = read_gauges(readings, ground.pages, load_lexicons())
    rivals = weigh_rivals(readings, find_candidates(readings), gather_figures(gauges, ground), ground)
    groups = group_values(rivals)
    values = gather_values(groups, rivals, gauges, may_rival)
    judged = [(held, measure_values(held, values)) for held in groups]
    return [gauge for held in gauges.values() for gauge in held], judged


def collect_values(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs of values."""
    matters, events = read_matters(sheet)
    rows: list[list[float]] = []
    labels: list[bool] = []
    for together in events:
        gauges, weighed = weigh_values(*together)
        values = [[{gauge.value for gauge in gauges if stands_on(gauge, side)} for side in sides] for sides in matters]
        for held, features in weighed:
            is_rival = any(_oppose(held, sides) for sides in matters)
            if is_rival or not any(_could_oppose(held, sides) for sides in values):
                rows.append([features[name] for name in names])
                labels.append(is_rival)
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _oppose(held: Sequence[Rivals], sides: Sides) -> bool:
    return any(oppose(one, other, sides) for _, one, other, _ in held)


def _could_oppose(held: Sequence[Rivals], sides: Sequence[set[float]]) -> bool:
    _, one, other, _ = held[0]
    places = [{place for place, side in enumerate(sides) if gauge.value in side} for gauge in (one, other)]
    return any(a != b for a in places[0] for b in places[1])


if __name__ == "__main__":
    main()
