"""Fits the weights by which ``derive`` judges whether two statements tell the same (stages/derive/tellings.py).

    python -m training.fit_tellings [STORY_FOLDER ...]

``derive`` may not ask ``corroborate``, whose judge (stages/corroborate/comparing/agreement.py, ``fit_agreement.py``) is fitted on what
truth sheets and annotated events say is one; so this teaches the smaller one to judge as that does. Penalised logistic regression, with the
chances of the other as labels, over pairs of statements of two reports that have something in common, of every sixth of the newsroom
benchmark's stories marked ``dev``. Prints how well the two go together, and the table.
"""

import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from bench.quality.newsroom.sheet import read_sheet, story_folders
from training.logistic import Table, fit, join, predict
from training.told_stories import read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.agreement import compare
from stemma.stages.corroborate.comparing.reading import read_statements
from stemma.stages.derive.reading import split_extraction
from stemma.stages.derive.tellings import WEIGHTS, lay_out, measure, read_tellings

EVERY, PENALTY = 6, 1.0
CONTAINED, MEANT = 0.1, 0.6
"""A pair counts from either of these features on: most statements of two reports have nothing to do with each other."""


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")[::EVERY]
    rows, chances = join([collect_pairs(*read_story(read_sheet(folder))) for folder in folders])
    weights = fit(rows, chances, np.zeros(len(WEIGHTS)), np.full(len(WEIGHTS), PENALTY))
    told = predict(rows, weights)
    both = int(((told > 0.5) & (chances > 0.5)).sum())
    print(f"{len(rows)} pairs, correlation {np.corrcoef(told, chances)[0, 1]:.3f}; over a half {both} of {int((told > 0.5).sum())}")
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(WEIGHTS, weights, strict=True)), sep="\n")


def collect_pairs(pages: list[Page], extraction: Extraction) -> Table:
    """The features of a story's pairs of statements and how surely the other judge has each for one."""
    lexicons = load_lexicons()
    split = split_extraction(extraction, [page.report.id for page in pages])
    tables = lay_out([read_tellings(page, split[page.report.id], lexicons) for page in pages])
    readings = {reading.statement.id: reading for reading in read_statements(pages, extraction, lexicons)}
    told = [sorted(split[page.report.id].statements, key=lambda one: (one.start, one.end, one.id)) for page in pages]
    rows, chances = [], []
    for one, other in combinations(range(len(pages)), 2):
        if not len(tables[one]) or not len(tables[other]):
            continue
        values = measure(tables[one], tables[other])
        met = (values["shorter contained"] > CONTAINED) | (values["same meaning"] > MEANT)
        for here, there in np.argwhere(met).tolist():
            rows.append([float(values[name][here, there]) for name in WEIGHTS])
            chances.append(compare(readings[told[one][here].id], readings[told[other][there].id]))
    return np.array(rows).reshape(-1, len(WEIGHTS)), np.array(chances)


if __name__ == "__main__":
    main()
