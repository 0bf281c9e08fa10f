"""Average-link agglomeration (UPGMA: Sokal and Michener, 1958) of a sparse similarity graph, stopped at a threshold."""

import heapq
from collections.abc import Mapping

FEWEST = 3
"""A cluster of fewer items has no cohesion to speak of."""

Similarities = Mapping[tuple[int, int], float]


def average_link(
    count: int, similarities: Similarities, threshold: float, *, share: float = 0.0, most: float = 1.0
) -> tuple[tuple[int, ...], ...]:
    """Join the most similar clusters of the items ``0 .. count-1`` until no two are at least ``threshold`` alike.

    The similarity of two clusters is the mean over all pairs across them; a pair that is not in ``similarities`` (keys with the
    smaller item first) counts as 0. Two clusters must also be at least ``share`` as alike as the items of either are among
    themselves (counted up to ``most``): what holds together closely takes in nothing that is only near. Ties go to the cluster with the
    smallest items, so the result depends on the values alone. Members and clusters are in ascending order. O(E log E) for E pairs.

    >>> average_link(4, {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2, (2, 3): 0.1}, 0.4)
    ((0, 1, 2), (3,))
    """
    clusters = _Clusters(count, similarities)
    heap = [(-value, one, other) for (one, other), value in similarities.items() if value >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if clusters.mean(one, other) != -negative or -negative < share * min(most, max(clusters.cohesion(one), clusters.cohesion(other))):
            continue
        for neighbour in clusters.merge(one, other):
            mean = clusters.mean(one, neighbour)
            if mean is not None and mean >= threshold:
                heapq.heappush(heap, (-mean, min(one, neighbour), max(one, neighbour)))
    return tuple(tuple(sorted(cluster)) for _, cluster in sorted(clusters.members.items()))


class _Clusters:
    """Clusters by their smallest item: ``members``, the ``sums`` of similarities across each two, the sum ``inside`` each."""

    def __init__(self, count: int, similarities: Similarities) -> None:
        self.members: dict[int, list[int]] = {item: [item] for item in range(count)}
        self.inside = dict.fromkeys(range(count), 0.0)
        self.sums: dict[int, dict[int, float]] = {item: {} for item in range(count)}
        for (one, other), value in similarities.items():
            self.sums[one][other] = self.sums[other][one] = value

    def mean(self, one: int, other: int) -> float | None:
        """The mean similarity across two clusters, None where either has gone into another."""
        if one not in self.members or other not in self.members:
            return None
        return self.sums[one][other] / (len(self.members[one]) * len(self.members[other]))

    def cohesion(self, one: int) -> float:
        """The mean similarity inside a cluster, 0 for a small one."""
        size = len(self.members[one])
        return 2 * self.inside[one] / (size * (size - 1)) if size >= FEWEST else 0.0

    def merge(self, one: int, other: int) -> list[int]:
        """Put the cluster ``other`` into ``one``, the smaller name; the neighbours that it then has."""
        self.members[one] += self.members.pop(other)
        self.inside[one] += self.inside.pop(other) + self.sums[one][other]
        for neighbour, total in self.sums.pop(other).items():
            del self.sums[neighbour][other]
            if neighbour != one:
                self.sums[one][neighbour] = self.sums[neighbour][one] = self.sums[one].get(neighbour, 0.0) + total
        return list(self.sums[one])
