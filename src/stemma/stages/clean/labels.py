"""Which lines are the article: their scores, smoothed over the page."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.stages.clean.lines import Line

BEFORE, ARTICLE, GAP, AFTER = range(4)
_GAP_OPEN, _GAP_LINE, _BEGIN, _FINISH = -0.5, -0.1, -0.1, -0.1
_NEVER = -1e9
_BOUNDS = (-0.5, -1.0, -1.5, -2.0, -3.0, -4.0)
_CALM, _LEAST_PROMISED = 2.0, 0.5


def choose_states(scores: NDArray[np.float64], lines: Sequence[Line]) -> tuple[int, ...]:
    """The best path under that bound for a line's score, of several, from which the highest F1 of the article's characters is to be
    expected.

    A labelling that is best in F1 takes what is likelier than half of the F1 that it reaches (Lewis 1995; Ye et al. 2012): where an
    article is doubtful, its doubtful lines too. A page that promises too little is left to the even bound, so that none without an
    article gets one.
    """
    prob = 1 / (1 + np.exp(-np.clip(scores / _CALM, -30, 30)))
    lengths = np.array([len(line.text) for line in lines], dtype=np.float64)
    even = label_states(scores, lines)
    found = [even, *(label_states(scores - bound, lines) for bound in _BOUNDS)]
    promised = [_expected_f1(states, lengths, prob) for states in found]
    best = max(range(len(found)), key=lambda index: (promised[index], -index))
    return found[best] if promised[best] >= _LEAST_PROMISED else even


def _expected_f1(states: Sequence[int], lengths: NDArray[np.float64], prob: NDArray[np.float64]) -> float:
    is_article = np.array(states) == ARTICLE
    wanted = lengths * prob
    return float(2 * wanted[is_article].sum() / max(1e-9, lengths[is_article].sum() + wanted.sum()))


def label_states(scores: NDArray[np.float64], lines: Sequence[Line]) -> tuple[int, ...]:
    """The best path through the page: before the article, in it, in gaps of it, and after it.

    Viterbi decoding (Viterbi 1967) of a left-to-right chain: a page has at most one article, which interruptions may split.
    A line's score counts by its length, so that one menu item cannot outweigh a paragraph.
    """
    if not len(scores):
        return ()
    lengths = np.array([min(len(line.text), 400) for line in lines], dtype=np.float64)
    gains = scores * np.sqrt(np.maximum(lengths, 10) / 60)
    return _best_path(gains.tolist())


def _best_path(gains: Sequence[float]) -> tuple[int, ...]:
    """The states of the best path; of two that weigh the same the one that stays longer in the earlier state."""
    before, article, gap, after = 0.0, _BEGIN + gains[0], _NEVER, _NEVER
    back: list[tuple[int, int, int]] = []
    for gain in gains[1:]:
        from_article = BEFORE if _BEGIN + before >= max(article, gap) else ARTICLE if article >= gap else GAP
        from_gap = ARTICLE if article + _GAP_OPEN >= gap else GAP
        from_after = ARTICLE if article + _FINISH >= after else AFTER
        back.append((from_article, from_gap, from_after))
        after = max(article + _FINISH, after)
        gap, article = max(article + _GAP_OPEN, gap) + _GAP_LINE, max(before + _BEGIN, article, gap) + gain
    ends = {BEFORE: before, ARTICLE: article, AFTER: after}
    path = [max(ends, key=lambda state: (ends[state], -state))]
    for sources in reversed(back):
        path.append(BEFORE if path[-1] == BEFORE else sources[path[-1] - ARTICLE])
    return tuple(reversed(path))
