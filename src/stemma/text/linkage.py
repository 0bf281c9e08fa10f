"""Average-link agglomeration (UPGMA: Sokal and Michener, 1958) of a sparse similarity graph, stopped at a threshold."""

import heapq
from collections.abc import Mapping


def average_link(count: int, similarities: Mapping[tuple[int, int], float], threshold: float) -> tuple[tuple[int, ...], ...]:
    """Join the most similar clusters of the items ``0 .. count-1`` until no two are at least ``threshold`` alike.

    The similarity of two clusters is the mean over all pairs across them; a pair that is not in ``similarities`` (keys with the
    smaller item first) counts as 0. Ties go to the cluster with the smallest items, so the result depends on the values alone.
    Members and clusters are in ascending order. O(E log E) for E pairs.

    >>> average_link(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2, (2, 3): 0.1}, 0.4)
    ((0, 1, 2), (3,))
    """
    members: dict[int, list[int]] = {item: [item] for item in range(count)}
    sums: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    for (one, other), value in similarities.items():
        sums[one][other] = sums[other][one] = value
    heap = [(-value, one, other) for (one, other), value in similarities.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if _mean(one, other, members, sums) == -negative:
            _merge(one, other, members, sums)
            for neighbour in sums[one]:
                mean = _mean(one, neighbour, members, sums)
                if mean is not None and mean >= threshold:
                    heapq.heappush(heap, (-mean, min(one, neighbour), max(one, neighbour)))
    return tuple(tuple(sorted(cluster)) for _, cluster in sorted(members.items()))


def _mean(one: int, other: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> float | None:
    if one not in members or other not in members:
        return None
    return sums[one][other] / (len(members[one]) * len(members[other]))


def _merge(one: int, other: int, members: dict[int, list[int]], sums: dict[int, dict[int, float]]) -> None:
    """Put the cluster named ``other`` into ``one``; a cluster's name is its smallest item."""
    members[one] += members.pop(other)
    for neighbour, total in sums.pop(other).items():
        del sums[neighbour][other]
        if neighbour != one:
            sums[one][neighbour] = sums[neighbour][one] = sums[one].get(neighbour, 0.0) + total
