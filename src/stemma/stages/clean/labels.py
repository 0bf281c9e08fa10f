"""Which lines are the article: a scored decision for each line, smoothed over the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.features import FEATURE_NAMES, Features
from stemma.stages.clean.lines import Line

BEFORE, ARTICLE, GAP, AFTER = range(4)
_NEVER = -1e9


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Log-odds weights by feature, and what it costs to pass from one state to another."""

    features: NDArray[np.float64]
    gap_open: float
    gap_line: float
    begin: float
    finish: float


@lru_cache(maxsize=8)
def load_weights(lexicons: Lexicons, kind: str) -> Weights:
    """The weights for ``flat`` or ``html`` pages from the table ``line_weights``."""
    column = {"flat": 1, "html": 2}[kind]
    table = {row[0]: float(row[column]) for row in lexicons.rows("line_weights")}
    features = np.array([table.get(name, 0.0) for name in FEATURE_NAMES])
    return Weights(features, table["gap_open"], table["gap_line"], table["begin"], table["finish"])


def score_lines(features: Features, weights: Weights) -> NDArray[np.float64]:
    """For each line the log-odds that it is article text: the weighted sum of its features."""
    scores: NDArray[np.float64] = features.table.astype(np.float64) @ weights.features
    return scores


def label_states(scores: NDArray[np.float64], lines: Sequence[Line], weights: Weights) -> tuple[int, ...]:
    """The best path through the page: before the article, in it, in gaps of it, and after it.

    Viterbi decoding (Viterbi 1967) of a left-to-right chain: a page has at most one article, which interruptions may split.
    A line's score counts by its length, so that one menu item cannot outweigh a paragraph.
    """
    if not len(scores):
        return ()
    lengths = np.array([min(len(line.text), 400) for line in lines], dtype=np.float64)
    gains = scores * np.sqrt(np.maximum(lengths, 10) / 60)
    steps = _transitions(weights)
    best = np.array([0.0, weights.begin, _NEVER, _NEVER]) + _emission(float(gains[0]), weights)
    back = np.zeros((len(gains), 4), dtype=np.int8)
    for index in range(1, len(gains)):
        arrivals = best[:, None] + steps
        back[index] = arrivals.argmax(axis=0)
        best = arrivals.max(axis=0) + _emission(float(gains[index]), weights)
    best[GAP] = _NEVER
    return _trace(back, int(best.argmax()))


def _emission(gain: float, weights: Weights) -> NDArray[np.float64]:
    return np.array([0.0, gain, weights.gap_line, 0.0])


def _transitions(weights: Weights) -> NDArray[np.float64]:
    steps = np.full((4, 4), _NEVER)
    steps[BEFORE, BEFORE] = steps[ARTICLE, ARTICLE] = steps[GAP, GAP] = steps[AFTER, AFTER] = steps[GAP, ARTICLE] = 0.0
    steps[BEFORE, ARTICLE] = weights.begin
    steps[ARTICLE, GAP] = weights.gap_open
    steps[ARTICLE, AFTER] = weights.finish
    return steps


def _trace(back: NDArray[np.int8], last: int) -> tuple[int, ...]:
    path = [last]
    for index in range(len(back) - 1, 0, -1):
        path.append(int(back[index, path[-1]]))
    return tuple(reversed(path))
