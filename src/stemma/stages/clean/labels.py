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
    return _best_path(gains.tolist(), weights)


def _best_path(gains: Sequence[float], weights: Weights) -> tuple[int, ...]:
    """The states of the best path; of two that weigh the same the one that stays longer in the earlier state."""
    begin, finish, gap_open, gap_line = weights.begin, weights.finish, weights.gap_open, weights.gap_line
    before, article, gap, after = 0.0, begin + gains[0], _NEVER, _NEVER
    back: list[tuple[int, int, int]] = []
    for gain in gains[1:]:
        from_article = BEFORE if begin + before >= max(article, gap) else ARTICLE if article >= gap else GAP
        from_gap = ARTICLE if article + gap_open >= gap else GAP
        from_after = ARTICLE if article + finish >= after else AFTER
        back.append((from_article, from_gap, from_after))
        after = max(article + finish, after)
        gap, article = max(article + gap_open, gap) + gap_line, max(before + begin, article, gap) + gain
    ends = {BEFORE: before, ARTICLE: article, AFTER: after}
    path = [max(ends, key=lambda state: (ends[state], -state))]
    for sources in reversed(back):
        path.append(BEFORE if path[-1] == BEFORE else sources[path[-1] - ARTICLE])
    return tuple(reversed(path))
