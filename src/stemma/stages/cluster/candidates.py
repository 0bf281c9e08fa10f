"""Which pairs of reports are worth comparing: those that share telling words."""

from collections.abc import Sequence

import numpy as np

from stemma.stages.cluster.terms import UNIT, Terms

LARGEST_EXACT = 1500
"""Up to so many reports every pair that shares a word is looked at."""
ANCHORS = 40
WIDEST_ANCHOR = 300
"""In larger piles pairs are proposed by the heaviest words of each report, but for words that more reports than this share."""


def similar_pairs(vectors: Sequence[Terms], floor: float) -> dict[tuple[int, int], float]:
    """The cosine (0..1) of each pair of vectors for which it is at least ``floor``, keyed with the smaller index first.

    Exact over an inverted index for small piles; in larger ones a pair must share one of both reports' anchors, and then its
    cosine is exact too. All sums are of whole numbers, so they depend on no order.
    """
    if len(vectors) <= LARGEST_EXACT:
        return _exact(vectors, floor)
    found: dict[tuple[int, int], float] = {}
    for one, other in sorted(_anchored(vectors)):
        cosine = _cosine(vectors[one], vectors[other])
        if cosine >= floor:
            found[one, other] = cosine
    return found


def _exact(vectors: Sequence[Terms], floor: float) -> dict[tuple[int, int], float]:
    postings: dict[str, tuple[list[int], list[int]]] = {}
    found: dict[tuple[int, int], float] = {}
    for later, vector in enumerate(vectors):
        sums = np.zeros(later + 1, dtype=np.int64)
        for term, weight in vector.items():
            places, weights = postings.setdefault(term, ([], []))
            if places:
                sums[places] += np.asarray(weights) * weight
            places.append(later)
            weights.append(weight)
        for earlier in np.flatnonzero(sums >= floor * UNIT * UNIT).tolist():
            found[earlier, later] = float(sums[earlier]) / UNIT**2
    return found


def _anchored(vectors: Sequence[Terms]) -> set[tuple[int, int]]:
    anchors: dict[str, list[int]] = {}
    for place, vector in enumerate(vectors):
        for term in sorted(vector, key=lambda term: (-vector[term], term))[:ANCHORS]:
            anchors.setdefault(term, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for places in anchors.values():
        if len(places) <= WIDEST_ANCHOR:
            pairs.update((one, other) for index, one in enumerate(places) for other in places[index + 1 :])
    return pairs


def _cosine(one: Terms, other: Terms) -> float:
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(weight * large.get(term, 0) for term, weight in small.items()) / UNIT**2
