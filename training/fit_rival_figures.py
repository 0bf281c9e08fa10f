"""Fits the weights by which two numbers are judged to be given for one thing (stages/corroborate/rival_figures.py).

    python -m training.fit_rival_figures [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of numbers of two reports, on the stories of the newsroom benchmark marked
``dev``. A pair counts as rivals where the two stand on two sides of one conflict of numbers on the truth sheet; pairs of the same two
values elsewhere are left out, as nobody has said whether they are. Prints the table and, with one story left out at a time, how well it
tells pairs apart.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span, lay_over
from bench.quality.newsroom.sheet import Clash, Sheet, read_sheet, story_folders
from training.fit_agreement import read_story
from training.logistic import Table, fit, join, report

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.corroborate.agreement import find_candidates
from stemma.stages.corroborate.assembly import open_ground
from stemma.stages.corroborate.gauges import Gauge, read_gauges
from stemma.stages.corroborate.parallels import find_parallels
from stemma.stages.corroborate.reading import read_statements
from stemma.stages.corroborate.rival_figures import WEIGHTS, gather_figures, list_rivals, measure_rivalry

PENALTY = 2.0
Sides = Sequence[Sequence[Span]]


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    tables = [collect_pairs(read_sheet(folder), names) for folder in folders]
    towards, penalty = np.zeros(len(names)), np.full(len(names), PENALTY)
    report(tables, towards, penalty)
    weights = fit(*join(tables), towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs of numbers."""
    pages, extraction = read_story(sheet)
    readings = read_statements(pages, extraction, load_lexicons())
    ground = replace(open_ground(pages, extraction, readings, load_lexicons()), parallels=find_parallels(pages))
    gauges = read_gauges(readings, ground.pages, load_lexicons())
    figures = gather_figures(gauges, ground)
    plain = {
        "reports": [{"id": page.report.id, "location": page.report.location, "text": page.report.text} for page in pages],
        "stories": [],
    }
    telling = lay_over(sheet, plain).telling
    matters = [_sides(clash, telling) for clash in sheet.clashes if clash.kind == "number"]
    all_gauges = [gauge for held in gauges.values() for gauge in held]
    values = [[{gauge.value for gauge in all_gauges if _stands_on(gauge, side)} for side in sides] for sides in matters]
    rows, labels = [], []
    for one, other in list_rivals(readings, find_candidates(readings), figures):
        is_rival = any(_oppose(one, other, sides) for sides in matters)
        if not is_rival and any(_could_oppose(one, other, sides) for sides in values):
            continue
        features = measure_rivalry(one, other, figures)
        rows.append([features[name] for name in names])
        labels.append(is_rival)
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _sides(clash: Clash, telling: Mapping[str, Span]) -> Sides:
    return [[telling[said] for said in side.says if said in telling] for side in clash.sides]


def _stands_on(gauge: Gauge, side: Sequence[Span]) -> bool:
    return any(span.report == gauge.report and span.start < gauge.end and gauge.start < span.end for span in side)


def _oppose(one: Gauge, other: Gauge, sides: Sides) -> bool:
    held = [{place for place, side in enumerate(sides) if _stands_on(gauge, side)} for gauge in (one, other)]
    return bool(held[0] and held[1]) and held[0] != held[1]


def _could_oppose(one: Gauge, other: Gauge, sides: Sequence[set[float]]) -> bool:
    held = [{place for place, side in enumerate(sides) if gauge.value in side} for gauge in (one, other)]
    return any(a != b for a in held[0] for b in held[1])


if __name__ == "__main__":
    main()
