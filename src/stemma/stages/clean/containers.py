"""What holds a line of an HTML page: how much running text its elements hold, and how the lines made like it look."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.stages.clean.lines import Line, Markup

Table = NDArray[np.float32]
Numbers = NDArray[np.float64]
Places = NDArray[np.intp]

CONTAINERS = (
    "in_best",
    "best_share",
    "parent_share",
    "parent_mean",
    "grandparent_share",
    "grandparent_mean",
    "peers_log",
    "peers_mean",
    "peers_share",
    "is_shallow",
    "link_share",
)
_BY_LEVEL = (1.0, 1 / 2, 1 / 6)
_LEVELS = 1 + len(_BY_LEVEL)
_NONE = -1


def weigh_containers(lines: Sequence[Line], strength: Table) -> Table:
    """Columns ``CONTAINERS`` for each line; all zero where the page has no markup. ``strength`` is how much running text each line is.

    The best container is the element that gathers most running text, its own children counting in full, their children by half, as in
    Arc90's Readability. Peers are the lines of the same tag and class.
    """
    marked = [line.markup for line in lines if line.markup is not None]
    if len(marked) < len(lines) or not marked:
        return np.zeros((len(lines), len(CONTAINERS)), np.float32)
    force = strength.astype(np.float64)
    total = max(1e-6, float(force.cumsum()[-1]))
    numbers, held = _holders(marked)
    is_there = numbers != _NONE
    sums, means = _sum_up(held, np.repeat(force, _LEVELS), len(numbers))
    gathered, _ = _sum_up(held[:, 1:], np.outer(force, _BY_LEVEL).ravel(), len(numbers))
    best = int(np.argmax(np.where(is_there, gathered, _NONE)))
    peers = _forms(marked)
    peer_sums, peer_means = _sum_up(peers, force, len(peers))
    columns = (
        (held == best).any(axis=1) & is_there[best],
        (gathered * is_there)[held[:, 1:]].max(axis=1) / max(1e-6, float(gathered[best])),
        *((values * is_there)[held[:, level]] for level in (1, 2) for values in (sums / total, means)),
        np.log1p(np.bincount(peers)[peers]) / 5,
        peer_means[peers],
        peer_sums[peers] / total,
        ~is_there[held[:, -1]],
        [markup.link_share for markup in marked],
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _holders(marked: Sequence[Markup]) -> tuple[Places, Places]:
    """The numbers of all blocks that hold a line, in order, and for each line the places there of its own, innermost first."""
    padded = [(*markup.holders, *[_NONE] * (_LEVELS - len(markup.holders))) for markup in marked]
    numbers, places = np.unique(np.array(padded, dtype=np.intp), return_inverse=True)
    return numbers, places.reshape(len(marked), _LEVELS)


def _forms(marked: Sequence[Markup]) -> Places:
    """For each line the number of its form: lines of the same tag and class have the same."""
    known: dict[tuple[str, frozenset[str]], int] = {}
    return np.array([known.setdefault((markup.tag, markup.own_hints), len(known)) for markup in marked], dtype=np.intp)


def _sum_up(kinds: Places, values: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The sum and the mean of the values of each of so many kinds."""
    sums: Numbers = np.bincount(kinds.ravel(), values, count).astype(np.float64, copy=False)
    return sums, sums / np.maximum(1, np.bincount(kinds.ravel(), minlength=count))
