"""Fits the weights by which two statements are judged to tell the same (stages/corroborate/agreement.py).

    python -m training.fit_agreement

Penalised logistic regression (Newton's method) over pairs of statements of two reports, on the stories of the newsroom benchmark marked
``dev``. A pair counts as one where both tell a fact of the truth sheet, or the two sides of one conflict: whether their values exclude each
other is judged apart. Prints the table and, with one story left out at a time, how well it tells pairs apart.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span, lay_over
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.logistic import Table, fit, join, report

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Extraction, Page
from stemma.stages.corroborate.agreement import WEIGHTS, measure
from stemma.stages.corroborate.reading import read_statements
from stemma.stages.extract import extract

COVERED = 0.5
PENALTY = 1.0
GIVEN = frozenset({"taken along"})


def main() -> None:
    names = [name for name in WEIGHTS if name not in GIVEN]
    tables = [collect_pairs(read_sheet(folder), names) for folder in map(Path, sys.argv[1:] or story_folders("dev"))]
    towards = np.zeros(len(names))
    penalty = np.full(len(names), PENALTY)
    report(tables, towards, penalty)
    weights = fit(*join(tables), towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs: statements that the sheet quotes, of two reports."""
    pages, extraction = read_story(sheet)
    readings = {reading.statement.id: reading for reading in read_statements(pages, extraction, load_lexicons())}
    facts = _facts_of(sheet, pages, extraction)
    one_matter = _matters(sheet)
    rows, labels = [], []
    for one, other in combinations(sorted(facts), 2):
        if readings[one].statement.report == readings[other].statement.report:
            continue
        values = measure(readings[one], readings[other])
        rows.append([values[name] for name in names])
        labels.append(any(first == second or second in one_matter[first] for first in facts[one] for second in facts[other]))
    return np.array(rows), np.array(labels, dtype=float)


def read_story(sheet: Sheet) -> tuple[list[Page], Extraction]:
    config = Config()
    captures = fetch([str(sheet.folder / entry.file) for entry in sheet.entries], config=config.fetch)
    pages = [page for capture in captures for page in read_page(capture, config=config).records]  # type: ignore[arg-type]
    pages.sort(key=lambda page: page.report.id)
    (extraction,) = extract(pages, config=config.extract, lexicons=load_lexicons()).records
    return pages, extraction


def _facts_of(sheet: Sheet, pages: Sequence[Page], extraction: Extraction) -> dict[str, set[str]]:
    """The facts that each statement tells, by its id: half of the quoted words lie in it, or half of it in them."""
    plain = {
        "reports": [{"id": page.report.id, "location": page.report.location, "text": page.report.text} for page in pages],
        "stories": [],
    }
    facts: dict[str, set[str]] = defaultdict(set)
    for key, span in lay_over(sheet, plain).telling.items():
        for statement in extraction.statements:
            if statement.report == span.report and _covers(span, Span(statement.report, statement.start, statement.end)):
                facts[statement.id].add(key.partition(":")[2])
    return facts


def _covers(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= COVERED * min(one.end - one.start, other.end - other.start)


def _matters(sheet: Sheet) -> dict[str, set[str]]:
    """For each fact those that a conflict sets against it."""
    opposed: dict[str, set[str]] = defaultdict(set)
    for clash in sheet.clashes:
        held = {said.partition(":")[2] for side in clash.sides for said in side.says}
        for fact in held:
            opposed[fact] |= held - {fact}
    return opposed


if __name__ == "__main__":
    main()
