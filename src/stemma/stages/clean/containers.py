"""What holds a line of an HTML page: how much running text its elements hold, and how the lines made like it look."""

from collections import defaultdict
from collections.abc import Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from stemma.stages.clean.lines import Line, Markup

Table = NDArray[np.float32]

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
_Form = tuple[str, frozenset[str]]


def weigh_containers(lines: Sequence[Line], strength: Table) -> Table:
    """Columns ``CONTAINERS`` for each line; all zero where the page has no markup. ``strength`` is how much running text each line is.

    The best container is the element that gathers most running text, its own children counting in full, their children by half, as in
    Arc90's Readability. Peers are the lines of the same tag and class.
    """
    marked = [line.markup for line in lines if line.markup is not None]
    if len(marked) < len(lines) or not marked:
        return np.zeros((len(lines), len(CONTAINERS)), np.float32)
    force: list[float] = strength.tolist()
    total = max(1e-6, sum(force))
    gathered, held, forms = _gather(marked, force), _Sums(), _Sums()
    for markup, own in zip(marked, force, strict=True):
        forms.add(_form(markup), own)
        for holder in markup.holders:
            held.add(holder, own)
    best = min(gathered, key=lambda holder: (-gathered[holder], holder), default=0)
    top = max(1e-6, gathered.get(best, 0.0))
    rows = [
        (
            best in markup.holders,
            max([gathered[holder] for holder in markup.holders[1:]], default=0) / top,
            *held.of(markup.holders[1:2], total),
            *held.of(markup.holders[2:3], total),
            log1p(forms.counts[_form(markup)]) / 5,
            forms.means(_form(markup)),
            forms.sums[_form(markup)] / total,
            len(markup.holders) <= len(_BY_LEVEL),
            markup.link_share,
        )
        for markup in marked
    ]
    return np.array(rows, dtype=np.float32)


class _Sums:
    """How much running text the lines of each kind are, and how many they are."""

    def __init__(self) -> None:
        self.sums: dict[object, float] = defaultdict(float)
        self.counts: dict[object, int] = defaultdict(int)

    def add(self, key: object, value: float) -> None:
        self.sums[key] += value
        self.counts[key] += 1

    def means(self, key: object) -> float:
        return self.sums[key] / self.counts[key]

    def of(self, keys: Sequence[object], total: float) -> tuple[float, float]:
        """The share of all and the mean of the one key given, zeros where there is none."""
        return (self.sums[keys[0]] / total, self.means(keys[0])) if keys else (0.0, 0.0)


def _gather(marked: Sequence[Markup], force: Sequence[float]) -> dict[int, float]:
    gathered: dict[int, float] = defaultdict(float)
    for markup, own in zip(marked, force, strict=True):
        for holder, weight in zip(markup.holders[1:], _BY_LEVEL, strict=False):
            gathered[holder] += own * weight
    return gathered


def _form(markup: Markup) -> _Form:
    return markup.tag, markup.own_hints
