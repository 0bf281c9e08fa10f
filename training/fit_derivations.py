"""Fits the weights by which one report is judged to have been written from another (stages/derive/scoring.py), and those by which a
citation is judged to mean a page of the pile (stages/derive/settling.py).

    python -m training.fit_derivations [STORY_FOLDER ...]

Penalised logistic regression on stories of the newsroom benchmark, those marked ``dev`` by default. Pairs: ordered pairs of reports, 1
where the sheet says that the first was written from the second; pairs joined over a third report, and the reverse of each edge, are left
out. Citations: what a report says of its sources against each page that this may mean. Where ``STEMMA_DATA`` holds them, pairs of real
news count too: articles of one event that share hardly a run of eight words, and name each other nowhere, of some events of two public
sets. Most of them were written apart; together they count as ``APART`` pairs of the stories. Without them invented stories, in which most
reports come from some other, make the program see rewriting where reporters told one event. Prints both tables and, with a story left out
at a time, how well they tell pairs and citations apart. The citations are settled with the weights that are shipped, so fit these first.
"""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby, permutations
from pathlib import Path

import numpy as np
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from bench.quality.story_sets import SETS, Article, data_folder
from training.fit_agreement import read_story
from training.logistic import Array, Table, fit, join, report

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ExtractConfig
from stemma.records import Extraction, Page
from stemma.stages.derive import scoring, settling
from stemma.stages.derive.derivations import weigh_citations, weigh_pairs
from stemma.stages.extract import extract
from stemma.text.shingles import containment, keyed_words

PENALTY, FREE, HELD = 0.5, 0.01, 1e6
KEPT = frozenset(
    [
        *("copied_share", "copied_length", "rewritten_share", "machine_made", "same_wire", "corrects"),
        *("shared_errors", "moved_quotes", "turned_quotes", "earlier", "own_paper"),
    ]
)
"""Weights that stay as they are, set by hand: verbatim copies abound elsewhere, a story seldom shows the others, or logic sets them."""
GIVEN = frozenset({"declared"})
APART, SHARED = 600.0, 0.03
EVERY = {"giveme5w1h": 2, "ecbplus": 4}
DECLARING = ("one_house", "credited", "cited", "credits_back")
Story = tuple[Sheet, list[Page], Extraction]


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    stories = [(sheet, *read_story(sheet)) for sheet in map(read_sheet, folders)]
    for title, weights in (("citations", settling.WEIGHTS), ("pairs", scoring.WEIGHTS)):
        names = [name for name in weights if name not in GIVEN]
        tables = [_collect(story, title, names) for story in stories]
        towards = np.array([weights[name] if name in KEPT else 0.0 for name in names])
        penalty = np.array([HELD if name in KEPT else FREE if name == "bias" else PENALTY for name in names])
        print(title)
        report(tables, towards, penalty)
        rows, labels = join(tables)
        apart = _written_apart(names) if title == "pairs" else np.zeros((0, len(names)))
        counts = np.concatenate([np.ones(len(labels)), np.full(len(apart), APART / max(1, len(apart)))])
        fitted = fit(np.concatenate([rows, apart]), np.concatenate([labels, np.zeros(len(apart))]), towards, penalty, counts)
        print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, fitted, strict=True)), sep="\n")


def _written_apart(names: list[str]) -> Array:
    """The features of ordered pairs of real articles of one event that share no text."""
    rows = []
    for name, read in SETS.items():
        try:
            articles = sorted(read(data_folder()), key=lambda article: article.event)
        except OSError as error:
            print(f"no articles written apart: {error}")
            continue
        for group in _events(articles, EVERY[name]):
            keys = {page.report.id: [word.key for word in keyed_words(page.report.text)] for page in group}
            (extraction,) = extract(group, config=ExtractConfig(), lexicons=load_lexicons()).records
            for (one, other), values in weigh_pairs(group, extraction, load_lexicons()).items():
                shared = max(containment(keys[one], keys[other]), containment(keys[other], keys[one]))
                if shared < SHARED and not any(values[name] for name in DECLARING):
                    rows.append([values[name] for name in names])
    return np.array(rows).reshape(-1, len(names))


def _events(articles: Sequence[Article], every: int) -> Iterator[list[Page]]:
    for place, (_, group) in enumerate(groupby(articles, key=lambda article: article.event)):
        if place % every == 0:
            yield [article.page for article in group]


def _collect(story: Story, what: str, names: list[str]) -> Table:
    """The features and labels of a story's citations or ordered pairs of reports."""
    sheet, pages, extraction = story
    entry_of = {page.report.id: next(entry for entry in sheet.entries if page.report.location.endswith(f"/{entry.file}")) for page in pages}
    drawn = {(entry.id, edge.report) for entry in sheet.entries for edge in entry.edges if edge.report}
    if what == "citations":
        measured = weigh_citations(pages, extraction, load_lexicons())
    else:
        by_pair = weigh_pairs(pages, extraction, load_lexicons())
        measured = [(one, other, by_pair[one, other]) for one, other in permutations(sorted(entry_of), 2)]
    rows, labels = [], []
    for one, other, values in measured:
        ends = entry_of[one].id, entry_of[other].id
        is_edge = ends in drawn
        if is_edge or not (_reaches(drawn, *ends) or _reaches(drawn, *reversed(ends))):
            rows.append([values[name] for name in names])
            labels.append(is_edge)
    return np.array(rows).reshape(-1, len(names)), np.array(labels, dtype=float)


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
