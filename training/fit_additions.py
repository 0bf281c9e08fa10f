"""Fits the weights by which a statement is told from what its report's source has (stages/derive/novelty.py).

    python -m training.fit_additions [STORY_FOLDER ...]

Penalised logistic regression over statements of reports that were found to draw on others, on the stories of the newsroom benchmark
marked ``dev``. A statement counts where it stands on words that the sheet lists: as added where no source of the report tells one of
these facts, else as told before. Of several sources the one is taken that is likeliest to have it; reports with a source in another
language do not count. Prints how well the statements are told apart, with one story left out at a time, and the table. The derivations are
those of the shipped weights, so fit these first. Stories kept unread are left out by naming the others' folders.
"""

import sys
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Located, Span
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.logistic import Table, fit, join, report
from training.told_stories import locate, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Statement
from stemma.stages.derive.derivations import weigh_statements
from stemma.stages.derive.novelty import WEIGHTS, weigh_novelty

PENALTY, FREE = 1.0, 0.01


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    tables = [collect_statements(read_sheet(folder), names) for folder in folders]
    towards, penalty = np.zeros(len(names)), np.array([FREE if name == "bias" else PENALTY for name in names])
    report(tables, towards, penalty)
    rows, labels = join(tables)
    weights = fit(rows, labels, towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_statements(sheet: Sheet, names: list[str]) -> Table:
    """The features and labels of a story's statements that stand on words of the sheet."""
    pages, extraction = read_story(sheet)
    added, told = read_facts(locate(sheet, pages))
    nearest: dict[str, tuple[Statement, dict[str, float]]] = {}
    for statement, _, values in weigh_statements(pages, extraction, load_lexicons()):
        known = nearest.get(statement.id)
        if known is None or weigh_novelty(values) < weigh_novelty(known[1]):
            nearest[statement.id] = statement, values
    rows, labels = [], []
    for statement, values in (nearest[key] for key in sorted(nearest)):
        span = Span(statement.report, statement.start, statement.end)
        is_added = any(span.meets(other) for other in added)
        if is_added or any(span.meets(other) for other in told):
            rows.append([values[name] for name in names])
            labels.append(float(is_added))
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def read_facts(located: Located) -> tuple[list[Span], list[Span]]:
    """Where the derived reports of a sheet tell what none of their sources does, and where what one of them does."""
    facts_of = {entry.id: {telling.fact for telling in entry.tellings} for entry in located.sheet.entries}
    added: list[Span] = []
    told: list[Span] = []
    for entry in located.sheet.entries:
        sources = [edge.report for edge in entry.edges if edge.report]
        known = set().union(*(facts_of.get(source, set()) for source in sources))
        for telling in entry.tellings if sources else ():
            span = located.telling.get(f"{entry.id}:{telling.fact}")
            if span:
                (told if telling.fact in known else added).append(span)
    return added, told


if __name__ == "__main__":
    main()
