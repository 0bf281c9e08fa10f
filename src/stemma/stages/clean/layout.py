"""The article on its page: labelled lines, and where what follows it begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.features import FEATURE_NAMES, Features, measure
from stemma.stages.clean.labels import ARTICLE, label_states, load_weights, score_lines
from stemma.stages.clean.lines import Line

_AFTER_CLOSE = -6.0
_ESTABLISHED = 1.5
_LONG_RUN, _SHORT_RUN, _TEASERS = 4, 2, 3
_COLUMN = {name: index for index, name in enumerate(FEATURE_NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """``states`` label each line (labels.py); ``closed_at`` is the line that opens what follows the article (teasers, comments, an
    appeal), the number of lines where nothing does; ``closed_by`` is its mark."""

    lines: tuple[Line, ...]
    states: tuple[int, ...]
    scores: NDArray[np.float64]
    features: Features
    closed_at: int
    closed_by: str | None

    def article(self) -> tuple[int, ...]:
        """The indices of the article's lines."""
        return tuple(index for index, state in enumerate(self.states) if state == ARTICLE)

    def feature(self, index: int, name: str) -> float:
        return float(self.features.table[index, _COLUMN[name]])


def lay_out(lines: tuple[Line, ...], lexicons: Lexicons, matched: Sequence[float] | None = None) -> Layout:
    """Label every line. A mark such as "Related articles" or "Dear readers" after an established article closes it, unless the
    article visibly goes on behind a few teasers."""
    features = measure(lines, lexicons, matched)
    weights = load_weights(lexicons, "flat" if matched is None else "html")
    scores = score_lines(features, weights)
    closed_at, closed_by = _closing(features, scores)
    scores[closed_at:] += _AFTER_CLOSE
    states = label_states(scores, lines, weights)
    return Layout(lines, states, scores, features, closed_at, closed_by)


def _closing(features: Features, scores: NDArray[np.float64]) -> tuple[int, str | None]:
    is_text = (scores > 0) & (features.strength > 0.5)
    passed = np.cumsum(np.where(is_text, features.strength, 0))
    for index in np.flatnonzero(passed > _ESTABLISHED).tolist():
        for mark in ("related", "comments", "appeal"):
            if (
                features.table[index, _COLUMN[f"{mark}_mark"]]
                and not is_text[index]
                or (mark == "appeal" and features.table[index, _COLUMN["appeal_mark"]])
            ):
                if not _goes_on(features, is_text, index, mark):
                    return index, mark
    return len(scores), None


def _goes_on(features: Features, is_text: NDArray[np.bool_], mark_at: int, mark: str) -> bool:
    """Whether the article resumes behind a mark: at once after at most three teaser lines, or with a run of four paragraphs."""
    to_reader = (features.table[:, _COLUMN["speaks_to_reader"]] > 0.2) | (features.table[:, _COLUMN["appeal_within"]] > 0)
    run_start, run = mark_at + 1, 0
    for index in range(mark_at + 1, len(is_text)):
        if is_text[index]:
            run += 1
            continue
        if _is_resumption(run_start, run, mark_at, to_reader, mark):
            return True
        run_start, run = index + 1, 0
    return _is_resumption(run_start, run, mark_at, to_reader, mark)


def _is_resumption(start: int, run: int, mark_at: int, to_reader: NDArray[np.bool_], mark: str) -> bool:
    needed = _SHORT_RUN if mark == "related" and start - mark_at - 1 <= _TEASERS else _LONG_RUN
    if run < needed or mark == "comments":
        return False
    return mark != "appeal" or bool(to_reader[start : start + run].mean() < 0.3)
