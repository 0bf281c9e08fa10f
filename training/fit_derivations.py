"""Fits the weights by which one report is judged to have been written from another (stages/derive/scoring.py), those by which a
citation is judged to mean a page of the pile (stages/derive/settling.py), and those by which a page is judged to be a body's own paper
(stages/derive/paperhood.py).

    python -m training.fit_derivations [STORY_FOLDER ...]

Penalised logistic regression on stories of the newsroom benchmark, those marked ``dev`` by default, their pages grouped as the sheets
group them. Pairs: ordered pairs of reports, 1
where the sheet says that the first was written from the second; pairs joined over a third report, and the reverse of each edge, are left
out. Citations: what a report says of its sources against each page that this may mean. Papers: every page, 1 for those of outlets that
the sheet calls official. Where ``STEMMA_DATA`` holds them, pairs of real news count too: articles of one event that share hardly a run of
eight words outside quotations, and name each other nowhere, of some events of two public sets. Most of them were written apart; together
they count as ``APART`` pairs of the stories. Without them invented stories, in which most reports come from some other, make the program
see rewriting where reporters told one event. Pairs of other outlets in the same events that share half of their runs of eight words are
copies; together they count as ``COPIED`` pairs, both ways. Prints the tables and, with a story left out at a time, how well they tell
pages, citations and pairs apart. Papers are told and citations settled with the weights that are shipped, so fit these first.
"""

import sys
from collections.abc import Mapping, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
from bench.quality.newsroom.sheet import Entry, Sheet, read_sheet, story_folders
from training.logistic import Array, Table, fit, join, report
from training.real_events import read_events

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Extraction, Page
from stemma.stages.derive import paperhood, scoring, settling
from stemma.stages.derive.derivations import weigh_citations, weigh_pairs
from stemma.stages.derive.papers import weigh_papers
from stemma.stages.extract import extract
from stemma.text.shingles import containment, keyed_words

PENALTY, FREE, STIFF, HELD = 0.5, 0.01, 5.0, 1e6
PRIOR: Mapping[str, tuple[float, float]] = {
    "copied_share": (6.0, PENALTY),
    "rewritten_share": (2.0, STIFF),
    "moved_quotes": (1.93, STIFF),
    "shared_errors": (2.0, PENALTY),
    "turned_quotes": (2.0, PENALTY),
    "machine_made": (1.2, STIFF),
    "corrects": (3.5, HELD),
    "same_wire": (1.5, HELD),
    "own_paper": (-5.0, HELD),
    "earlier": (-3.5, HELD),
}
"""Weights set by hand, and how much pulls them there: the stories show few of the first, and logic sets the last."""
GIVEN = frozenset({"declared"})
APART, SHARED = 5000.0, 0.02
COPIED, COPY = 100.0, 0.2
EVERY = {"giveme5w1h": 2, "ecbplus": 4}
DECLARING = ("one_house", "credited", "cited", "credits_back")
Group = tuple[Sheet, Sequence[Page], Extraction]


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    stories = [read_groups(read_sheet(folder)) for folder in folders]
    weights_of = {"papers": paperhood.WEIGHTS, "citations": settling.WEIGHTS, "pairs": scoring.WEIGHTS}
    for title, weights in weights_of.items():
        names = [name for name in weights if name not in GIVEN]
        prior = {**dict.fromkeys(names, (0.0, PENALTY)), "bias": (0.0, FREE), **(PRIOR if title == "pairs" else {})}
        towards, penalty = (np.array([prior[name][place] for name in names]) for place in (0, 1))
        tables = [join([_collect(group, title, names) for group in groups]) for groups in stories]
        print(title)
        report(tables, towards, penalty)
        rows, labels = join(tables)
        apart, copied = _real_pairs(names) if title == "pairs" else (np.zeros((0, len(names))), np.zeros((0, len(names))))
        fitted = fit(
            np.concatenate([rows, apart, copied]),
            np.concatenate([labels, np.zeros(len(apart)), np.ones(len(copied))]),
            towards,
            penalty,
            np.concatenate([np.ones(len(labels)), _evenly(APART, len(apart)), _evenly(COPIED, len(copied))]),
        )
        print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, fitted, strict=True)), sep="\n")


def _evenly(total: float, count: int) -> Array:
    return np.full(count, total / max(1, count))


def _real_pairs(names: list[str]) -> tuple[Array, Array]:
    """The features of ordered pairs of real articles of one event: of those that share no text, and of those that are copies."""
    apart, copied = [], []
    for pages, extraction in read_events(EVERY):
        keys = {page.report.id: [word.key for word in keyed_words(page.report.text)] for page in pages}
        outlets = {page.report.id: page.report.outlet for page in pages}
        for (one, other), values in weigh_pairs(pages, extraction, load_lexicons()).items():
            shared = max(containment(keys[one], keys[other]), containment(keys[other], keys[one]))
            if shared < COPY and values["copied_share"] < SHARED and not any(values[name] for name in DECLARING):
                apart.append([values[name] for name in names])
            elif shared >= COPY and outlets[one] != outlets[other]:
                copied.append([values[name] for name in names])
    return np.array(apart).reshape(-1, len(names)), np.array(copied).reshape(-1, len(names))


def read_groups(sheet: Sheet) -> list[Group]:
    """A story's pages, those that the sheet says are of one event together, with what is extracted from them."""
    config = Config()
    captures = fetch([str(sheet.folder / entry.file) for entry in sheet.entries], config=config.fetch)
    pages = [page for capture in captures for page in read_page(capture, config=config).records]  # type: ignore[arg-type]
    grouped: dict[str, list[Page]] = {}
    for page in sorted(pages, key=lambda page: page.report.id):
        grouped.setdefault(_entry_of(page, sheet).group, []).append(page)
    extracted = [extract(found, config=config.extract, lexicons=load_lexicons()).records[0] for _, found in sorted(grouped.items())]
    return [(sheet, found, extraction) for (_, found), extraction in zip(sorted(grouped.items()), extracted, strict=True)]


def _entry_of(page: Page, sheet: Sheet) -> Entry:
    return next(entry for entry in sheet.entries if page.report.location.endswith(f"/{entry.file}"))


def _collect(group: Group, what: str, names: list[str]) -> Table:
    """The features and labels of a group's pages, citations or ordered pairs of reports."""
    sheet, pages, extraction = group
    entry_of = {page.report.id: _entry_of(page, sheet) for page in pages}
    if what == "papers":
        official = {entry.outlet for entry in sheet.entries if entry.kind == "official"}
        weighed = weigh_papers(pages, extraction, load_lexicons())
        rows = [[weighed[report][name] for name in names] for report in sorted(entry_of)]
        return np.array(rows), np.array([entry_of[report].outlet in official for report in sorted(entry_of)], dtype=float)
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
