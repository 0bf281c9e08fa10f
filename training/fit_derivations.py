"""Fits the weights by which one report is judged to have been written from another (stages/derive/scoring.py).

    python -m training.fit_derivations [STORY_FOLDER ...]

Penalised logistic regression over ordered pairs of reports of the newsroom benchmark's stories marked ``dev``: 1 where the sheet says
that the first was written from the second. Pairs joined over a third report, and the reverse of each edge, are left out. The penalty
pulls towards the weights set by hand, so that what the stories hardly show (a machine's own word, moved quotations) keeps its place.
"""

import sys
from itertools import permutations
from pathlib import Path

import numpy as np
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.fit_agreement import read_story
from training.logistic import Table, fit, join, report

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.derive.derivations import weigh_pairs
from stemma.stages.derive.scoring import WEIGHTS

PENALTY, HELD = 0.5, 1e6
KEPT = frozenset({"copied_share", "copied_length", "machine_made", "same_wire", "corrects"})
"""Weights that stay as they are: verbatim copies abound elsewhere, and a story seldom shows the others."""
GIVEN = frozenset({"declared"})


def main() -> None:
    names = [name for name in WEIGHTS if name not in GIVEN]
    tables = [collect_pairs(read_sheet(folder), names) for folder in map(Path, sys.argv[1:] or story_folders("dev"))]
    towards = np.array([WEIGHTS[name] for name in names])
    penalty = np.array([HELD if name in KEPT else PENALTY for name in names])
    report(tables, towards, penalty)
    weights = fit(*join(tables), towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_pairs(sheet: Sheet, names: list[str]) -> Table:
    """The features and labels of a story's ordered pairs of reports."""
    pages, extraction = read_story(sheet)
    entry_of = {page.report.id: next(entry for entry in sheet.entries if page.report.location.endswith(f"/{entry.file}")) for page in pages}
    drawn = {(entry.id, edge.report) for entry in sheet.entries for edge in entry.edges if edge.report}
    rows, labels = [], []
    measured = weigh_pairs(pages, extraction, load_lexicons())
    for one, other in permutations(sorted(entry_of), 2):
        ends = entry_of[one].id, entry_of[other].id
        is_edge = ends in drawn
        if is_edge or not (_reaches(drawn, *ends) or _reaches(drawn, *reversed(ends))):
            rows.append([measured[one, other][name] for name in names])
            labels.append(is_edge)
    return np.array(rows), np.array(labels, dtype=float)


def _reaches(drawn: set[tuple[str, str]], start: str, goal: str) -> bool:
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        for report_id, source in drawn:
            if report_id == here and source not in seen:
                seen.add(source)
                waiting.append(source)
    return goal in seen and goal != start


if __name__ == "__main__":
    main()
