"""Statements that say the same become one claim."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.language.meaning import Meanings
from stemma.stages.corroborate.agreement import ENOUGH, compare, find_candidates, find_exclusion
from stemma.stages.corroborate.reading import Reading

WITNESSES = 3
"""How many statements speak for a cluster when it is compared with another."""


def group_readings(readings: Sequence[Reading], meanings: Meanings) -> tuple[tuple[Reading, ...], ...]:
    """Partition statements into claims: agglomeration with cannot-link constraints (Davidson and Ravi, 2005).

    Statements of the same words are joined first, so that a hundred copies cost as much as one. Then the most alike clusters
    are joined as long as their witnesses agree by ``ENOUGH`` and no statement of one excludes any of the other.
    Groups are in order of their first statement. O(n log n) for n statements, as each keeps a bounded number of partners.
    """
    atoms = _join_same_words(readings, meanings)
    heads = [atom[0] for atom in atoms]
    pairs = {pair: compare(heads[pair[0]], heads[pair[1]])[0] for pair in find_candidates(heads)}
    clusters = _agglomerate(heads, pairs, meanings)
    return tuple(tuple(reading for atom in cluster for reading in atoms[atom]) for cluster in clusters)


def _join_same_words(readings: Sequence[Reading], meanings: Meanings) -> list[list[Reading]]:
    """Statements of the same words, unless dates or numbers read from the page make them different."""
    atoms: list[list[Reading]] = []
    by_words: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for reading in readings:
        same = by_words[(" ".join(sorted(reading.words)), reading.statement.status, reading.statement.polarity)]
        fitting = next((index for index in same if find_exclusion(atoms[index][0], reading, meanings) is None), None)
        if fitting is None:
            same.append(len(atoms))
            atoms.append([reading])
        else:
            atoms[fitting].append(reading)
    return atoms


def _agglomerate(heads: Sequence[Reading], pairs: Mapping[tuple[int, int], float], meanings: Meanings) -> list[list[int]]:
    members = {index: [index] for index in range(len(heads))}
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
    known = dict(pairs)
    heap = [(-score, one, other, 1, 1) for (one, other), score in pairs.items() if score >= ENOUGH]
    heapq.heapify(heap)
    while heap:
        _, one, other, size, other_size = heapq.heappop(heap)
        if one not in members or other not in members or (len(members[one]), len(members[other])) != (size, other_size):
            continue
        if any(find_exclusion(heads[a], heads[b], meanings) for a in members[one] for b in members[other]):
            continue
        members[one] += members.pop(other)
        neighbours[one] = (neighbours[one] | neighbours.pop(other)) - {one, other}
        for near in sorted(neighbours[one]):
            neighbours[near] = (neighbours[near] - {other}) | {one}
            score = _witnessed(members[one], members[near], heads, known)
            if score >= ENOUGH:
                low, high = min(one, near), max(one, near)
                heapq.heappush(heap, (-score, low, high, len(members[low]), len(members[high])))
    return [sorted(cluster) for _, cluster in sorted(members.items())]


def _witnessed(one: Sequence[int], other: Sequence[int], heads: Sequence[Reading], known: dict[tuple[int, int], float]) -> float:
    """How far two clusters agree: the mean, over the witnesses of both, of how well each agrees with its best counterpart (a symmetric
    Chamfer similarity: an average link would let one clipped statement keep two tellings of one fact apart)."""
    first, second = _witnesses(one, heads), _witnesses(other, heads)
    for a in first:
        for b in second:
            pair = (min(a, b), max(a, b))
            if pair not in known:
                known[pair] = compare(heads[pair[0]], heads[pair[1]])[0]
    best = [max(known[min(a, b), max(a, b)] for b in second) for a in first]
    best += [max(known[min(a, b), max(a, b)] for a in first) for b in second]
    return sum(best) / len(best)


def _witnesses(cluster: Sequence[int], heads: Sequence[Reading]) -> list[int]:
    """The members that say most: comparing with them keeps a chain of ever shorter statements from joining two claims."""
    return sorted(cluster, key=lambda index: (-heads[index].weight, index))[:WITNESSES]
