"""Which pairs of a story's reports are worth aligning: those that share wording or several rare words of one sentence."""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.reading import Text
from stemma.text.shingles import shingles

SMALL = 30
"""Up to so many reports every pair is aligned."""
SHINGLE = 5
PARTNERS = 8
"""In larger stories each report is aligned with so many that share most shingles, and so many that share most anchors."""
RAREST = 5
WIDEST = 400
"""A shingle or anchor in more reports than this says nothing."""


def candidate_pairs(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Pairs of places in ``texts``, the smaller first, in order."""
    if len(texts) <= SMALL:
        return list(combinations(range(len(texts)), 2))
    pairs: set[tuple[int, int]] = set()
    for holders in (_holders(map(_shingle_keys, texts)), _holders(map(_anchor_keys, texts))):
        counts = _shared_counts(holders, len(texts))
        for place in range(len(texts)):
            order = np.lexsort((np.arange(len(texts)), -counts[place]))[:PARTNERS]
            pairs.update((min(place, other), max(place, other)) for other in order.tolist() if counts[place, other])
    return sorted(pairs)


def _holders(keys: Iterable[Iterable[tuple[str, ...]]]) -> Iterable[list[int]]:
    found: dict[tuple[str, ...], list[int]] = {}
    for place, held in enumerate(keys):
        for key in dict.fromkeys(held):
            found.setdefault(key, []).append(place)
    return found.values()


def _shared_counts(holders: Iterable[list[int]], count: int) -> NDArray[np.int32]:
    counts = np.zeros((count, count), dtype=np.int32)
    for places in holders:
        if 2 <= len(places) <= WIDEST:
            counts[np.ix_(places, places)] += 1
    np.fill_diagonal(counts, 0)
    return counts


def _shingle_keys(text: Text) -> Iterable[tuple[str, ...]]:
    return shingles(text.keys, SHINGLE)


def _anchor_keys(text: Text) -> Iterable[tuple[str, ...]]:
    for line in text.lines:
        rarest = sorted(line.telling, key=lambda key: (-line.telling[key], key))[:RAREST]
        yield from combinations(sorted(rarest), 2)
