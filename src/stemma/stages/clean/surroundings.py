"""What a line shares with the rest of its page: its words with the running text, its place, the white space round it."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from stemma.stages.clean.lines import Line

Table = NDArray[np.float32]

SURROUNDINGS = (
    "length_log",
    "words_shared",
    "words_shared_near",
    "head_shared",
    "gap_before",
    "gap_after",
    "position",
    "lines_log",
    "share_of_page",
    "share_of_longest",
)
_RUNNING = 0.5
_NEAR = 3
_WIDEST_GAP = 6


def place_among(lines: Sequence[Line], words: Sequence[frozenset[str]], strength: Table) -> Table:
    """Columns ``SURROUNDINGS`` for each line; ``words`` are the longer ones of each, ``strength`` how much running text each is (0..1).

    A line of the article speaks of what the rest of the article speaks of: ``words_shared`` is the share of its longer words that
    the page's running text holds elsewhere.
    """
    if not lines:
        return np.zeros((0, len(SURROUNDINGS)), np.float32)
    count = len(lines)
    lengths = np.array([line.end - line.start for line in lines], dtype=np.float32)
    gaps = _gaps(lines)
    shared = _shared(words, strength)
    columns = (
        np.log1p(lengths) / 6,
        shared,
        _mean_near(shared),
        [0.0, *[len(own & words[0]) / (len(words[0]) + 1) for own in words[1:]]],
        gaps,
        np.concatenate([gaps[1:], [0]]),
        np.arange(count) / max(1, count - 1),
        np.full(count, np.log1p(count) / 6),
        lengths / max(1.0, float(lengths.sum())),
        lengths / max(1.0, float(lengths.max())),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _gaps(lines: Sequence[Line]) -> Table:
    """How much white space stands above each line (0..1): blank lines and indents."""
    starts = np.array([line.start for line in lines], dtype=np.float32)
    ends = np.array([line.end for line in lines], dtype=np.float32)
    gaps: Table = np.minimum(_WIDEST_GAP, np.concatenate([[0], starts[1:] - ends[:-1]])) / _WIDEST_GAP
    return gaps


def _shared(kept: Sequence[frozenset[str]], strength: Table) -> Table:
    is_running = (strength > _RUNNING).tolist()
    counts = Counter(chain.from_iterable(compress(kept, is_running)))
    anywhere = set(counts)
    elsewhere = {word for word, number in counts.items() if number > 1}
    shares = [len(own & (elsewhere if running else anywhere)) / (len(own) + 1) for own, running in zip(kept, is_running, strict=True)]
    return np.array(shares, dtype=np.float32)


def _mean_near(values: Table) -> Table:
    sums = np.concatenate([[0], np.cumsum(values)])
    index = np.arange(len(values))
    low, high = np.maximum(0, index - _NEAR), np.minimum(len(values), index + _NEAR + 1)
    means: Table = (sums[high] - sums[low]) / (high - low)
    return means
