"""Statements that say the same become one claim."""

import heapq
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from stemma.language.meaning import Meanings
from stemma.stages.corroborate.claims.counterparts import Counterpart
from stemma.stages.corroborate.comparing.agreement import compare, find_candidates, find_exclusion
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.slate import Slate

ENOUGH = 0.75
"""How far the witnesses of two clusters must agree to be joined, where the clusters agree as a whole."""
AT_HOME = 0.45
"""A headline that agrees so far with a statement of its own report says the same in short, so it cannot tie that report to another."""
APART = 0.3
"""Clusters in which two statements agree less than this are about two things, whatever ties them: a compound sentence holds both."""
ON_THE_WHOLE = 0.75
"""How far the statements of two clusters must agree on the average: else each link of a chain holds and its ends are two things."""
SLACK = 1e-6
"""What sums of shares may be off by."""
TIED_WHOLE = 0.35
TIED = 0.35
"""How far two claims must agree as a whole for a pair of counterparts to join them, if they have more statements than these together:"""
PAIRED = 2
WITNESSES = 6
"""How many statements speak for a cluster when it is compared with another."""


def group_readings(
    readings: Sequence[Reading], meanings: Meanings, reworded: frozenset[tuple[str, str]] = frozenset()
) -> tuple[tuple[Reading, ...], ...]:
    """Partition statements into claims: agglomeration with cannot-link constraints (Davidson and Ravi, 2005).

    Statements of the same words are joined first, so that a hundred copies cost as much as one. Then the most alike clusters
    are joined as long as their witnesses agree by ``ENOUGH`` and no statement of one excludes any of the other; ``reworded`` pairs (by
    the ids of their statements) never come together. A headline first joins the statement of its own report that it sums up.
    Groups are in order of their first statement. O(n log n) for n statements, as each keeps a bounded number of partners.
    """
    atoms = _join_same_words(readings, meanings)
    heads = [atom[0] for atom in atoms]
    candidates = find_candidates(heads)
    pairs = {pair: compare(heads[pair[0]], heads[pair[1]]) for pair in _choose_near(heads, candidates)}
    pairs |= dict.fromkeys(_headlines_at_home(heads, meanings), 1.0)
    clusters = _agglomerate(heads, candidates, pairs, meanings, reworded)
    return tuple(tuple(reading for atom in cluster for reading in atoms[atom]) for cluster in clusters)


def join_counterparts(
    groups: Sequence[Sequence[Reading]],
    counterparts: Sequence[Counterpart],
    meanings: Meanings,
    reworded: frozenset[tuple[str, str]] = frozenset(),
) -> tuple[tuple[Reading, ...], ...]:
    """Claims joined where a report says in other words what the report it drew on says; no two statements that exclude each other
    come together. Claims are only ever joined, best agreement first, so that derivations never tear one apart."""
    group_of = {reading.statement.id: number for number, group in enumerate(groups) for reading in group}
    members: dict[int, list[Reading]] = {number: list(group) for number, group in enumerate(groups)}
    kept_apart: set[tuple[int, int, int, int]] = set()  # claims and their sizes: until one of them grows, nothing changes
    excluded: dict[int, set[int]] = defaultdict(set)  # by claim those that something in it excludes: however they grow, that stays so
    for pair in counterparts:
        one, other = group_of[pair.statement], group_of[pair.source_statement]
        tried = (one, other, len(members[one]), len(members[other]))
        if not pair.is_same or one == other or tried in kept_apart or other in excluded[one]:
            continue
        # What takes a bounded number of comparisons comes first: claims of a page made to cost time have thousands of statements.
        if not _hold_together(members[one], members[other]):
            kept_apart.add(tried)
            continue
        if any(
            are_reworded(a, b, reworded) or find_exclusion(a, b, meanings, is_aligned=True) for a in members[one] for b in members[other]
        ):
            excluded[one].add(other)
            excluded[other].add(one)
            continue
        low, high = min(one, other), max(one, other)
        for far in excluded.pop(high, ()):
            excluded[far] = (excluded[far] - {high}) | {low}
            excluded[low].add(far)
        members[low] += members.pop(high)
        group_of |= {reading.statement.id: low for reading in members[low]}
    ordered = [sorted(group, key=lambda reading: (reading.statement.report, reading.statement.start)) for group in members.values()]
    return tuple(tuple(group) for group in sorted(ordered, key=lambda group: (group[0].statement.report, group[0].statement.start)))


def _hold_together(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Whether two claims that one pair of counterparts ties agree as a whole: else a chain of such pairs would tie a story into one."""
    if len(one) + len(other) <= PAIRED:
        return True
    first, second = (sorted(group, key=lambda reading: (-reading.weight, reading.statement.id))[:WITNESSES] for group in (one, other))
    scores = [[compare(a, b) for b in second] for a in first]
    best = [max(row) for row in scores] + [max(column) for column in zip(*scores, strict=True)]
    across = [score for row in scores for score in row]
    return sum(best) >= TIED * len(best) and sum(across) >= TIED_WHOLE * len(across)


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


def _choose_near(heads: Sequence[Reading], candidates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pairs that may agree by ``ENOUGH``."""
    slate = Slate(heads)
    if not candidates or not slate.is_of_one_kind:
        return list(candidates)
    ones, others = np.array(candidates, dtype=np.int64).T
    is_near = slate.look_at(ones, others).odds >= log(ENOUGH / (1 - ENOUGH))
    return [pair for pair, may_agree in zip(candidates, is_near.tolist(), strict=True) if may_agree]


def _headlines_at_home(heads: Sequence[Reading], meanings: Meanings) -> list[tuple[int, int]]:
    """Each headline with the statement of its report that it sums up, where there is one: pairs of indices, smaller first."""
    by_report: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(heads):
        by_report[reading.statement.report].append(index)
    found = []
    for index, reading in enumerate(heads):
        if not reading.is_headline:
            continue
        others = [other for other in by_report[reading.statement.report] if not heads[other].is_headline]
        scores = [(compare(reading, heads[other]), -other) for other in others if not find_exclusion(reading, heads[other], meanings)]
        best = max(scores, default=(0.0, 0))
        if best[0] >= AT_HOME:
            found.append((min(index, -best[1]), max(index, -best[1])))
    return found


def are_reworded(one: Reading, other: Reading, reworded: frozenset[tuple[str, str]]) -> bool:
    """Whether two statements lie in two forms of one quotation whose words differ."""
    ids = one.statement.id, other.statement.id
    return (min(ids), max(ids)) in reworded


def _agglomerate(
    heads: Sequence[Reading],
    candidates: Sequence[tuple[int, int]],
    pairs: Mapping[tuple[int, int], float],
    meanings: Meanings,
    reworded: frozenset[tuple[str, str]],
) -> list[list[int]]:
    members = {index: [index] for index in range(len(heads))}
    neighbours: dict[int, set[int]] = defaultdict(set)
    for one, other in (*candidates, *pairs):
        neighbours[one].add(other)
        neighbours[other].add(one)
    known = dict(pairs)
    witnesses = {index: [index] for index in members}
    heap = [(-score, one, other, 1, 1) for (one, other), score in pairs.items() if score >= ENOUGH]
    heapq.heapify(heap)
    while heap:
        _, one, other, size, other_size = heapq.heappop(heap)
        if one not in members or other not in members or (len(members[one]), len(members[other])) != (size, other_size):
            continue
        if any(
            are_reworded(heads[a], heads[b], reworded) or find_exclusion(heads[a], heads[b], meanings)
            for a in members[one]
            for b in members[other]
        ):
            continue
        members[one] += members.pop(other)
        witnesses[one] = _witnesses([*witnesses[one], *witnesses.pop(other)], heads)
        neighbours[one] = (neighbours[one] | neighbours.pop(other)) - {one, other}
        for near in sorted(neighbours[one]):
            neighbours[near].discard(other)
            neighbours[near].add(one)
            score = _witnessed(witnesses[one], witnesses[near], heads, known)
            if score >= ENOUGH:
                low, high = min(one, near), max(one, near)
                heapq.heappush(heap, (-score, low, high, len(members[low]), len(members[high])))
    return [sorted(cluster) for _, cluster in sorted(members.items())]


def _witnessed(first: Sequence[int], second: Sequence[int], heads: Sequence[Reading], known: dict[tuple[int, int], float]) -> float:
    """How far two clusters agree: the mean, over the witnesses of both, of how well each agrees with its best counterpart (a symmetric
    Chamfer similarity: an average link would let one clipped statement keep two tellings of one fact apart)."""
    scores: list[list[float]] = []
    room = (1 - ON_THE_WHOLE) * len(first) * len(second) + SLACK  # how much agreement may be lacking in all
    for a in first:
        scores.append([])
        for b in second:
            pair = (a, b) if a < b else (b, a)
            score = known.get(pair)
            if score is None:
                score = known[pair] = compare(heads[pair[0]], heads[pair[1]])
            room -= 1 - score
            if score < APART or room < 0:
                return 0.0
            scores[-1].append(score)
    across = [score for row in scores for score in row]
    if sum(across) < ON_THE_WHOLE * len(across):
        return 0.0
    best = [max(row) for row in scores] + [max(column) for column in zip(*scores, strict=True)]
    return sum(best) / len(best)


def _witnesses(cluster: Sequence[int], heads: Sequence[Reading]) -> list[int]:
    """The members that say most: comparing with them keeps a chain of ever shorter statements from joining two claims."""
    return sorted(cluster, key=lambda index: (-heads[index].weight, index))[:WITNESSES]
