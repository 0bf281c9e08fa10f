"""The article on its page: labelled lines, and where what follows it begins."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.features import FEATURE_NAMES, Features, measure, with_matched
from stemma.stages.clean.labels import AFTER, ARTICLE, BEFORE, GAP, choose_states, label_states
from stemma.stages.clean.lines import Line
from stemma.stages.clean.network import load_networks, score_together

_AFTER_CLOSE, _BEFORE_HEADING = -6.0, -4.0
_MOST_DOUBT, _LENGTH_POWER = 0.12, 0.75
_ESTABLISHED = 1.5
_SHORT_LINE, _SHORTEST_TITLE, _SHORTEST_ENDING = 120, 20, 25
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
        return self.features.columns[name][index]

    def first_with(self, names: Sequence[str], start: int) -> int:
        """The first line from ``start`` on that has one of the features, the number of lines where none has."""
        found = np.flatnonzero(self.features.table[start:, [_COLUMN[name] for name in names]].any(axis=1))
        return start + int(found[0]) if len(found) else len(self.lines)


def lay_out(lines: tuple[Line, ...], lexicons: Lexicons, ask: Callable[[], Sequence[float]] | None = None) -> Layout:
    """Label every line. A mark such as "Related articles" or "Dear readers" after an established article closes it, unless the
    article visibly goes on behind a few teasers, or its lines weigh more than the mark.

    ``ask`` is given for HTML pages; it says, line by line, how far an extractor takes each for the article (0..1), and is called only
    where the labels would be unsure.
    """
    features = measure(lines, lexicons)
    scores = score_together(features.table, load_networks(lexicons, "flat" if ask is None else "html"))
    matched = ask() if ask is not None and _doubt(scores, lines) > _MOST_DOUBT else ()
    if any(matched):
        features = with_matched(features, matched)
        scores = score_together(features.table, load_networks(lexicons, "html_asked"))
    if ask is None:
        scores[: _heading_at(lines, scores)] += _BEFORE_HEADING
    closed_at, closed_by = _closing(lines, features, scores)
    scores[closed_at:] += _AFTER_CLOSE
    states = _trim(label_states(scores, lines) if ask is not None else choose_states(scores, lines), lines, features)
    if ARTICLE not in states and any(matched):
        states = _by_extractor(states, lines, matched)
    article = tuple(index for index, state in enumerate(states) if state == ARTICLE)
    if article and article[-1] >= closed_at:
        closed_at, closed_by = len(lines), None
    return Layout(lines, states, scores, features, closed_at, closed_by, article)


def _doubt(scores: NDArray[np.float64], lines: Sequence[Line]) -> float:
    """How much text is expected to be labelled wrongly, in proportion to the expected length of the article."""
    prob = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    lengths = np.array([len(line.text) for line in lines], dtype=np.float64) ** _LENGTH_POWER
    return float((lengths * np.minimum(prob, 1 - prob)).sum() / max(1e-9, (lengths * prob).sum()))


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
    """Whether an article's last line is a scrap ("-----", "More follows", the desk's initials), or is short and asks the reader for
    something: to subscribe, to pay, to follow."""
    if len(line.text) < _SHORTEST_ENDING and not row[_COLUMN["ends_sentence"]] and not row[_COLUMN["is_bullet"]]:
        return True
    asks = row[_COLUMN["chrome_within"]] > 0 or row[_COLUMN["chrome_line"]] > 0 or row[_COLUMN["appeal_within"]] > 0
    return len(line.text) < _SHORT_LINE and asks and not row[_COLUMN["quoted"]]


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
    heads = [
        index
        for index, line in enumerate(lines)
        if line.text.endswith(":") and len(line.text) < _LONGEST_HEAD and _COMMENT_HEAD.search(line.text)
    ]
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
