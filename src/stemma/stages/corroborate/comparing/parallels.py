"""Sentences of two reports that run side by side: a text that was rewritten, however freely, keeps the order of what it tells.

The sentences of each two reports are aligned in order (dynamic programming over the cosines of their vectors, as Gale and Church, 1993,
align the sentences of translations); how much of the shorter report is so accounted for tells a rewriting from two reports of one event.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from stemma.records import Page
from stemma.text.words import split_words

BASE = 0.5
"""A cosine above this speaks for two sentences telling the same."""
LEAST_RUN = 0.04
"""How far above ``BASE`` the aligned sentences must lie in the mean over the shorter report's for the two to run side by side."""
CLEAR_RUN = 0.08
"""How far two reports must run side by side for one to be a rewriting of the other beyond doubt."""
LEFT_OVER = 0.3
"""The cosine that two sentences must reach of which each alone is left over in its place of two such reports."""
REWORDED, LONG = 0.45, 4
"""The share of long words (of so many letters) that aligned sentences have in common at most where one was put in other words."""
PARTNERS = 8
LONGEST = 150
"""So many sentences of a report are aligned."""
NEAREST = 48
"""With so many others a report is compared sentence by sentence."""
_SCALE = 127.0 * 127.0
TOLD = frozenset({"title", "subtitle", "body", "list", "quote"})
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two sentences, by report and index, that stand for each other; ``likeness`` is their cosine, ``run`` how much the reports run
    side by side (0..0.5)."""

    one: tuple[str, int]
    other: tuple[str, int]
    likeness: float
    run: float


def find_parallels(pages: Sequence[Page]) -> tuple[Parallel, ...]:
    """All pairs of sentences that stand for each other in reports that run side by side, by report and place. Each report is aligned with
    the ``PARTNERS`` that are most like it, so that the cost of aligning grows with the number of reports."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    told = [_told(page) for page in ordered]
    vectors = [_vectors(page, places) for page, places in zip(ordered, told, strict=True)]
    found = []
    for one, other in _partners(vectors):
        path, run = _align(vectors[one], vectors[other])
        if run >= LEAST_RUN:
            for first, second, likeness in path:
                places = (ordered[one].report.id, told[one][first]), (ordered[other].report.id, told[other][second])
                found.append(Parallel(one=places[0], other=places[1], likeness=likeness, run=run))
    return tuple(found)


def _told(page: Page) -> list[int]:
    """The sentences of the article, by index."""
    blocks = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
    found, place = [], 0
    for index, sentence in enumerate(page.annotation.sentences):
        while place < len(blocks) and blocks[place][1] <= sentence.start:
            place += 1
        if place < len(blocks) and blocks[place][0] <= sentence.start and sentence.vector:
            found.append(index)
    return found[:LONGEST]


def _vectors(page: Page, places: Sequence[int]) -> Vectors:
    """One row a sentence. Whole numbers, so that sums are exact in whatever order they are made."""
    rows = [np.frombuffer(page.annotation.sentences[place].vector, dtype=np.int8) for place in places]
    size = max((len(row) for row in rows), default=1)
    kept = [row if len(row) == size else np.zeros(size, dtype=np.int8) for row in rows]
    return np.array(kept, dtype=np.float32).reshape(len(kept), size)


def _partners(vectors: Sequence[Vectors]) -> list[tuple[int, int]]:
    """Pairs of reports that can run side by side, smaller index first: each with those that are most like it, sentence by sentence."""
    filled = [index for index, rows in enumerate(vectors) if len(rows)]
    if len(filled) < 2 or len({vectors[index].shape[1] for index in filled}) > 1:
        return []
    chosen: set[tuple[int, int]] = set()
    for index, near in zip(filled, _nearest(vectors, filled), strict=True):
        edges = np.cumsum([0, *(len(vectors[other]) for other in near)])[:-1]
        best = np.maximum.reduceat(vectors[index] @ np.concatenate([vectors[other] for other in near]).T, edges, axis=1)
        bounds = np.maximum(best / _SCALE - BASE, 0).sum(axis=0)
        scored = [(-float(bound) / min(len(vectors[index]), len(vectors[other])), other) for other, bound in zip(near, bounds, strict=True)]
        alike = sorted(pair for pair in scored if -pair[0] >= LEAST_RUN)[:PARTNERS]
        chosen |= {(min(index, other), max(index, other)) for _, other in alike}
    return sorted(chosen)


def _nearest(vectors: Sequence[Vectors], filled: Sequence[int]) -> list[list[int]]:
    """For each report the others to hold it against: all, in a story of more than ``NEAREST`` those most like it as a whole."""
    if len(filled) <= NEAREST:
        return [[other for other in filled if other != index] for index in filled]
    sums = np.array([vectors[index].sum(axis=0, dtype=np.float64) for index in filled])
    units = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1.0)
    found = []
    for place in range(len(filled)):
        likeness = np.round(units @ units[place], 9)
        order = np.lexsort((np.arange(len(filled)), -likeness))
        found.append(sorted(filled[at] for at in order[: NEAREST + 1] if at != place)[:NEAREST])
    return found


def _align(one: Vectors, other: Vectors) -> tuple[list[tuple[int, int, float]], float]:
    """The best alignment in order, and its gain for each sentence of the shorter text."""
    cosines = one @ other.T / _SCALE
    gains = np.maximum(cosines - BASE, 0)
    table = np.zeros((len(one) + 1, len(other) + 1), dtype=np.float32)
    for row in range(1, len(one) + 1):
        reached = np.maximum(table[row - 1, 1:], table[row - 1, :-1] + gains[row - 1])
        table[row, 1:] = np.maximum.accumulate(reached)
    path, run = sorted(_trace(table, gains)), float(table[-1, -1]) / min(len(one), len(other))
    path += _fill(path, cosines) if run >= CLEAR_RUN else []
    return [(i, j, float(cosines[i, j])) for i, j in sorted(path)], run


def _fill(path: Sequence[tuple[int, int]], cosines: Vectors) -> list[tuple[int, int]]:
    """Sentences that are left over alone on both sides between two that are aligned."""
    corners = [(-1, -1), *path, cosines.shape]
    return [(i + 1, j + 1) for (i, j), (k, m) in pairwise(corners) if k - i == m - j == 2 and cosines[i + 1, j + 1] >= LEFT_OVER]


def _trace(table: Vectors, gains: Vectors) -> Iterator[tuple[int, int]]:
    i, j = table.shape[0] - 1, table.shape[1] - 1
    while i and j:
        if table[i, j] == table[i - 1, j]:
            i -= 1
        elif table[i, j] == table[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            if gains[i, j] > 0:
                yield i, j


def find_reworded_reports(parallels: Sequence[Parallel], pages: Mapping[str, Page]) -> frozenset[frozenset[str]]:
    """Pairs of reports that clearly run side by side in other words: of which one puts nearly every word of the other differently."""
    shares: dict[frozenset[str], list[float]] = defaultdict(list)
    for parallel in parallels:
        if parallel.run >= CLEAR_RUN:
            first, second = (_long_words(place, pages) for place in (parallel.one, parallel.other))
            least = min(len(first), len(second))
            shares[frozenset((parallel.one[0], parallel.other[0]))].append(len(first & second) / least if least else 0.0)
    return frozenset(pair for pair, found in shares.items() if sum(found) <= REWORDED * len(found))


def _long_words(place: tuple[str, int], pages: Mapping[str, Page]) -> set[str]:
    page = pages[place[0]]
    sentence = page.annotation.sentences[place[1]]
    words = split_words(page.report.text, sentence.start, sentence.end)
    return {word.lower for word in words if len(word.lower) >= LONG and word.lower.isalpha()}
