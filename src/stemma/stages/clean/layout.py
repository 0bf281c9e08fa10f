"""The article on its page: labelled lines, and where what follows it begins."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.features import AFTER_MARKS, FEATURE_NAMES, Features, measure
from stemma.stages.clean.labels import AFTER, ARTICLE, BEFORE, GAP, Weights, label_states, load_weights, score_lines
from stemma.stages.clean.lines import Line

_AFTER_CLOSE, _BEFORE_HEADING = -6.0, -3.0
_ESTABLISHED = 1.5
_SHORT_LINE, _SHORTEST_TITLE = 120, 20
_LONG_RUN, _FAIR_RUN, _FAIR_TOTAL, _SHORT_RUN, _TEASERS = 5, 3, 6, 2, 3
_LEAST_QUOTED = 0.2
_LEAST_RUNNING = -1.0
_MOST_PLEADING = 0.3
_LEAST_TAKEN, _LEAST_EXTRACTED = 0.5, 120
_COMMENT_HEAD = re.compile(
    r"^\S.{0,40}\b(?:says|said|wrote|schreibt|sagt|schrieb|dice|dijo|escribió|disse|diz|a dit|ha scritto|sier|skrev)\s?:$", re.IGNORECASE
)
_HEAD_END = re.compile(r"\s[|–—»·:-]{1,2}\s")
_LONGEST_HEAD, _FEWEST_COMMENTS = 60, 2
_COLUMN = {name: index for index, name in enumerate(FEATURE_NAMES)}


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """``states`` label each line (labels.py), ``article`` holds the indices of the article's; ``closed_at`` is the line that opens
    what follows the article (teasers, comments, an appeal), the number of lines where nothing does; ``closed_by`` is its mark."""

    lines: tuple[Line, ...]
    states: tuple[int, ...]
    scores: NDArray[np.float64]
    features: Features
    closed_at: int
    closed_by: str | None
    article: tuple[int, ...]

    def feature(self, index: int, name: str) -> float:
        return float(self.features.table[index, _COLUMN[name]])

    def has_feature_between(self, name: str, start: int, end: int) -> bool:
        return bool(self.features.table[start:end, _COLUMN[name]].any())


def lay_out(lines: tuple[Line, ...], lexicons: Lexicons, matched: Sequence[float] | None = None) -> Layout:
    """Label every line. A mark such as "Related articles" or "Dear readers" after an established article closes it, unless the
    article visibly goes on behind a few teasers."""
    features = measure(lines, lexicons, matched)
    weights = load_weights(lexicons, "flat" if matched is None else "html")
    scores = score_lines(features, weights) - _after_marks_part(features, weights)
    if matched is None:
        scores[: _heading_at(lines, scores)] += _BEFORE_HEADING
    closed_at, closed_by = _closing(lines, features, scores)
    scores[closed_at:] += _AFTER_CLOSE
    states = _trim(label_states(scores, lines, weights), lines, features)
    if ARTICLE not in states and matched is not None:
        states = _by_extractor(states, lines, matched)
    article = tuple(index for index, state in enumerate(states) if state == ARTICLE)
    return Layout(lines, states, scores, features, closed_at, closed_by, article)


def _by_extractor(states: tuple[int, ...], lines: Sequence[Line], matched: Sequence[float]) -> tuple[int, ...]:
    """The article as the extractor sees it, where no line weighs enough by itself (a text of two short paragraphs)."""
    taken = [index for index, share in enumerate(matched) if share > _LEAST_TAKEN]
    if sum(len(lines[index].text) for index in taken) < _LEAST_EXTRACTED:
        return states
    first, last = taken[0], taken[-1]
    chosen = frozenset(taken)
    return tuple(BEFORE if index < first else AFTER if index > last else ARTICLE if index in chosen else GAP for index in range(len(lines)))


def _trim(states: tuple[int, ...], lines: Sequence[Line], features: Features) -> tuple[int, ...]:
    """The states without short furniture at the article's very end ("For more about this, visit ...")."""
    article = [index for index, state in enumerate(states) if state == ARTICLE]
    trimmed = list(states)
    while len(article) > 1 and _is_closing_furniture(lines[article[-1]], features.table[article[-1]]):
        trimmed[article.pop()] = AFTER
    return tuple(trimmed)


def _is_closing_furniture(line: Line, row: NDArray[np.float32]) -> bool:
    """Whether an article's last line is short and asks the reader for something: to subscribe, to pay, to follow."""
    asks = row[_COLUMN["chrome_within"]] > 0 or row[_COLUMN["chrome_line"]] > 0 or row[_COLUMN["appeal_within"]] > 0
    return len(line.text) < _SHORT_LINE and asks and not row[_COLUMN["quoted"]]


def _after_marks_part(features: Features, weights: Weights) -> NDArray[np.float64]:
    """What coming after a mark adds to the scores: left out, since here it is decided whether the mark closes the article."""
    columns = [_COLUMN[name] for name in AFTER_MARKS]
    part: NDArray[np.float64] = features.table[:, columns].astype(np.float64) @ weights.features[columns]
    return part


def _closing(lines: Sequence[Line], features: Features, scores: NDArray[np.float64]) -> tuple[int, str | None]:
    is_text = (scores > 0) & (features.strength > 0.5)
    passed = np.cumsum(np.where(is_text, features.strength, 0))
    readers_at = _first_comment(lines, passed)
    for index in np.flatnonzero(passed > _ESTABLISHED).tolist():
        if index == readers_at:
            return index, "comments"
        for mark in ("related", "comments", "appeal"):
            is_mark = features.table[index, _COLUMN[f"{mark}_mark"]] > 0 and (mark == "appeal" or not is_text[index])
            if is_mark and not _goes_on(features, scores, index, mark):
                return index, mark
    return len(scores), None


def _heading_at(lines: Sequence[Line], scores: NDArray[np.float64]) -> int:
    """Where the title that opens the page (its head's, flattened with it) stands again over the article: the last place with at least
    half of what scores as text below it; 0 where the page does not repeat it."""
    head = _HEAD_END.split(lines[0].text, maxsplit=1)[0].strip().lower() if lines else ""
    if not _SHORTEST_TITLE <= len(head) <= _SHORT_LINE * 2:
        return 0
    gains = np.maximum(scores, 0) * np.array([len(line.text) for line in lines], dtype=np.float64)
    left = np.cumsum(gains[::-1])[::-1]
    repeats = [index for index, line in enumerate(lines[1:], start=1) if line.text[: len(head) + 1].lower().strip() == head]
    return max((index for index in repeats if left[index] >= left[0] / 2), default=0)


def _first_comment(lines: Sequence[Line], passed: NDArray[np.float64]) -> int | None:
    """The line that opens the readers' comments: the first of several like "Mira says:"."""
    heads = [index for index, line in enumerate(lines) if len(line.text) < _LONGEST_HEAD and _COMMENT_HEAD.search(line.text)]
    heads = [index for index in heads if passed[index] > _ESTABLISHED]
    return heads[0] if len(heads) >= _FEWEST_COMMENTS else None


def _goes_on(features: Features, scores: NDArray[np.float64], mark_at: int, mark: str) -> bool:
    """Whether the article resumes behind a mark.

    Behind "Read also" it does after one to three teaser lines. Behind the heading of a section of teasers, or an appeal, it takes a run
    of five paragraphs, or shorter runs that make six with quotations in them, as blurbs hardly have; few may plead with the reader.
    """
    if mark == "comments":
        return False
    is_running = (scores > _LEAST_RUNNING) & (features.strength > 0.35)
    runs = list(_runs(is_running, mark_at + 1))
    is_inline = mark == "related" and features.table[mark_at, _COLUMN["inline_mark"]] > 0
    if is_inline and any(1 <= start - mark_at - 1 <= _TEASERS and end - start >= _SHORT_RUN for start, end in runs):
        return True
    lines = [index for start, end in runs if end - start >= _FAIR_RUN for index in range(start, end)]
    has_long_run = any(end - start >= _LONG_RUN for start, end in runs)
    if len(lines) < _FAIR_TOTAL and not has_long_run:
        return False
    pleads = (features.table[lines, _COLUMN["speaks_to_reader"]] > 0.2) | (features.table[lines, _COLUMN["appeal_within"]] > 0)
    quoted = features.table[lines, _COLUMN["quoted"]].mean()
    return bool((has_long_run or quoted >= _LEAST_QUOTED) and (mark != "appeal" or pleads.mean() < _MOST_PLEADING))


def _runs(flags: NDArray[np.bool_], first: int) -> Iterator[tuple[int, int]]:
    """The runs of true flags from ``first`` on."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags[first:], [False]]).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        yield first + start, first + end
