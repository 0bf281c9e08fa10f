"""Fits the weights by which a changed quotation is led to the one it was made from (stages/derive/turning.py).

    python -m training.fit_turned_quotes [STORY_FOLDER ...]

Penalised logistic regression over pairs of quotations of two reports, on the stories of the newsroom benchmark marked ``dev``. A pair
counts where the sheet lists it as altered. Where ``STEMMA_DATA`` holds them, pairs of real news count too: every second event of two
public sets, and of these the quotations that are hardly alike word by word, nearly all of them two sentences of one speech; together they
count as ``APART`` pairs of the stories. Without them the weights are those of machine-spun stories, in which such pairs are changes.
Prints the table and, with one story left out at a time, how well it tells pairs apart, and how many of the quotations the sheets list are
found when each keeps its likeliest original. The derivations that the pairs are weighed by are those of the shipped weights, so fit these
first (``fit_derivations.py``).

Some fifteen minutes of one core for all stories, five of them for the real news. Stories kept unread are left out by naming the others'
folders. The shipped weight of ``earlier`` was fitted after the others, with these held, on real news of the first set alone.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench.quality.newsroom.match import Located, Span
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from bench.quality.story_sets import SETS
from training.logistic import Array, Table, fit, join, predict, report
from training.real_events import read_events
from training.told_stories import locate, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Quote
from stemma.stages.derive.derivations import weigh_quotations
from stemma.stages.derive.turning import TURNED, WEIGHTS

PENALTY, FREE = 0.5, 0.01
APART, HARDLY_ALIKE, EVERY = 200.0, 0.45, 2


class Pairs(NamedTuple):
    """A story's pairs of quotations as a table, with the quotation that each row is of, and how many the sheet lists."""

    table: Table
    quotes: tuple[str, ...]
    listed: int


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    stories = [collect_pairs(read_sheet(folder), names) for folder in folders]
    apart = _read_apart(names)
    towards, penalty = np.zeros(len(names)), np.array([FREE if name == "bias" else PENALTY for name in names])
    report([story.table for story in stories], towards, penalty)
    found, said = np.sum([_choose(place, stories, apart, penalty) for place in range(len(stories))], axis=0)
    listed = sum(story.listed for story in stories)
    print(f"  each with its likeliest original from {TURNED}: precision {found / max(1, said):.3f}, recall {found / max(1, listed):.3f}")
    weights = _fit(stories, apart, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def _fit(stories: Sequence[Pairs], apart: Array, penalty: Array) -> Array:
    rows, labels = join([story.table for story in stories])
    counts = np.concatenate([np.ones(len(labels)), np.full(len(apart), APART / max(1, len(apart)))])
    return fit(np.concatenate([rows, apart]), np.concatenate([labels, np.zeros(len(apart))]), np.zeros(len(penalty)), penalty, counts)


def _read_apart(names: Sequence[str]) -> Array:
    """The features of quotations of real news that are hardly alike."""
    rows = []
    for pages, extraction in read_events(dict.fromkeys(SETS, EVERY)):
        turns = weigh_quotations(pages, extraction, load_lexicons())
        rows += [[turn.features[name] for name in names] for turn in turns if turn.quote.compare(turn.original).alike < HARDLY_ALIKE]
    return np.array(rows, dtype=float).reshape(-1, len(names))


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Pairs:
    """The features and labels of a story's pairs of quotations."""
    pages, extraction = read_story(sheet)
    located = locate(sheet, pages)
    turns = weigh_quotations(pages, extraction, load_lexicons())
    rows = np.array([[turn.features[name] for name in names] for turn in turns], dtype=float).reshape(len(turns), len(names))
    labels = np.array([_is_listed(turn.quote.quote, turn.original.quote, located) for turn in turns], dtype=float)
    return Pairs((rows, labels), tuple(turn.quote.quote.id for turn in turns), len(sheet.alterations))


def _is_listed(quote: Quote, original: Quote, located: Located) -> bool:
    one, other = (Span(each.report, each.start, each.end) for each in (quote, original))
    spans = ((located.find(each.report, each.words), located.find(each.source, each.source_words)) for each in located.sheet.alterations)
    return any(here is not None and there is not None and one.meets(here) and other.meets(there) for here, there in spans)


def _choose(place: int, stories: Sequence[Pairs], apart: Array, penalty: Array) -> tuple[int, int]:
    """Of one story, with the weights of the others: how many quotations are led to their original, and how many to any."""
    weights = _fit([story for other, story in enumerate(stories) if other != place], apart, penalty)
    (rows, labels), quotes, _ = stories[place]
    best: dict[str, tuple[float, float]] = {}
    for quote, chance, label in zip(quotes, predict(rows, weights), labels, strict=True):
        if chance >= TURNED:
            best[quote] = max(best.get(quote, (0.0, 0.0)), (float(chance), float(label)))
    return sum(label > 0 for _, label in best.values()), len(best)


if __name__ == "__main__":
    main()
