"""Fits the weights by which a line is held for essential (stages/brief/ranking.py).

    python -m training.fit_known_lines [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over the lines that may stand as known, on the stories of the newsroom benchmark marked
``dev``, in the groups of their truth sheets. A line counts as essential where its cited words tell a key fact of the sheet and no false
one. Some weights are set by hand and not fitted (``BY_HAND``). Prints how well the others tell lines apart with a story left out at a
time, and the table.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from training.logistic import Table, fit, join, report
from training.told_stories import locate, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.records import Citation, Page
from stemma.stages.brief.assessments import list_assessments
from stemma.stages.brief.centrality import find_centrality
from stemma.stages.brief.desk import lay_out
from stemma.stages.brief.focus import find_focus
from stemma.stages.brief.lines import word_known
from stemma.stages.brief.ranking import WEIGHTS, open_ranking
from stemma.stages.brief.withheld import withhold
from stemma.stages.corroborate import corroborate
from stemma.stages.derive import derive
from stemma.stages.extract import extract

PENALTY = 3.0
BY_HAND = frozenset({"lead", "quoted", "pointing"})
FEWEST = 3
"""Reports of a group whose lines are used."""
_MOST = 0.5
"""The share of the words that tell a fact which a line must cite to tell it."""


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = [name for name in WEIGHTS if name not in BY_HAND]
    tables = [collect_lines(read_sheet(folder), names) for folder in folders]
    whole = join(tables)
    centre, spread = whole[0].mean(axis=0), whole[0].std(axis=0) + 1e-9
    scaled = [(np.hstack([(rows - centre) / spread, np.ones((len(rows), 1))]), labels) for rows, labels in tables]
    pull = np.append(np.full(len(names), PENALTY), 1e-6)
    report(scaled, np.zeros(len(pull)), pull)
    weights = fit(*join(scaled), np.zeros(len(pull)), pull)[:-1] / spread
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_lines(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features of a story's lines, group by group of its sheet, and whether each is essential; of groups with some reports."""
    pages, _ = read_story(sheet)
    group_of = {entry.file: entry.group for entry in sheet.entries}
    groups: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        groups[group_of[Path(page.report.location).name]].append(page)
    rows: list[list[float]] = []
    labels: list[bool] = []
    for _, group in sorted((name, group) for name, group in groups.items() if len(group) >= FEWEST):
        for features, is_essential in _measure(sheet, group):
            rows.append([features[name] for name in names])
            labels.append(is_essential)
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _measure(sheet: Sheet, pages: Sequence[Page]) -> list[tuple[dict[str, float], bool]]:
    config, lexicons = Config(), load_lexicons()
    (extraction,) = extract(pages, config=config.extract, lexicons=lexicons).records
    derivations = derive(pages, extraction, config=config.derive, lexicons=lexicons).records
    (found,) = corroborate(pages, extraction, derivations, config=config.corroborate, lexicons=lexicons).records
    desk = lay_out(pages, extraction, found, lexicons)
    withheld = withhold(list_assessments(desk), found.conflicts, desk)
    ranking = open_ranking(desk, find_centrality(desk, find_focus(desk)))
    told = _find_facts(sheet, pages)
    return [
        (ranking.measure_line(claim, wording), _is_essential(wording.citations, told, sheet))
        for claim, wording in word_known(desk, ranking, withheld)
    ]


def _find_facts(sheet: Sheet, pages: Sequence[Page]) -> list[tuple[Span, str]]:
    telling = locate(sheet, pages).telling
    return [(span, key.partition(":")[2]) for key, span in telling.items()]


def _is_essential(citations: Sequence[Citation], told: Sequence[tuple[Span, str]], sheet: Sheet) -> bool:
    facts = {fact.id: fact for fact in sheet.facts}
    cited = {
        name
        for span, name in told
        for one in citations
        if one.report == span.report and min(one.end, span.end) - max(one.start, span.start) > _MOST * (span.end - span.start)
    }
    tells = [facts[name] for name in cited if name in facts]
    return any(fact.is_key and fact.is_true for fact in tells) and all(fact.is_true for fact in tells)


if __name__ == "__main__":
    main()
