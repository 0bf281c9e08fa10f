"""Sentences told again in other words: alike in meaning *and* anchored in shared names, numbers and rare words.

Likeness of meaning alone joins what any two reports of one event say; anchors alone join what stands about the same people.
"""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.copying import Tie
from stemma.stages.derive.reading import Line, Text

ALIKE = 0.42
ANCHOR = 3.2
"""Words of this information (nats; in one article of 25) anchor a sentence, and so do numbers."""
ANCHORS = 3
SAME_SPEAKER = 0.4
"""What two sentences count for that give the words of one named speaker: both may have heard them."""
REUSES = 2
"""So many sentences may come from one sentence of the source: rewriters split sentences."""
NUMBER_MISMATCH = 0.85
WIDEST, MOST_ANCHORED = 200, 60


def rewritten_sentences(report: Text, other: Text) -> list[Tie]:
    """The sentences of a report that tell again a sentence of the other, in order of position; each at most once.

    The most alike pairs are matched first; of pairs as alike, those at like places in both reports. ``weight`` is the likeness (0..1), less
    where both give the words of one speaker.
    """
    found = sorted(_alike_pairs(report, other))
    used: set[int] = set()
    reused: dict[int, int] = {}
    ties = []
    for _, _, place, other_place, likeness in found:
        if place in used or reused.get(other_place, 0) >= REUSES:
            continue
        used.add(place)
        reused[other_place] = reused.get(other_place, 0) + 1
        line, source = report.lines[place], other.lines[other_place]
        is_shared = bool(line.speakers & source.speakers) or (line.is_spoken and source.is_spoken)
        weight = likeness * (SAME_SPEAKER if is_shared else 1.0)
        ties.append(Tie(line.start, line.end, source.start, source.end, weight))
    return sorted(ties)


def likeness(one: Line, other: Line) -> float:
    """How alike two sentences are (0..1): the cosine of their telling words and, where the model gives one, of their vectors."""
    shared = sum(value**2 for key, value in one.telling.items() if key in other.telling)
    lengths = sqrt(one.square * other.square)
    words = shared / lengths if lengths else 0.0
    meaning = same_meaning(one, other)
    alike = words if meaning is None else 0.5 * words + 0.5 * max(0.0, meaning)
    numbers, others = one.numbers & one.telling.keys(), other.numbers & other.telling.keys()
    return alike * (NUMBER_MISMATCH if numbers and others and not numbers & others else 1.0)


def find_anchored(report: Text, other: Text) -> Iterator[tuple[int, list[int]]]:
    """Each sentence of a report, by its place, with the places of those of the other that share enough numbers and rare words with it, in
    order. A word leads to the first ``WIDEST`` sentences that have it, a sentence to ``MOST_ANCHORED`` that share most: of a page that says
    one thing a thousand times, not every sentence is held against every other."""
    for place, line in enumerate(report.lines):
        anchors = [key for key, value in line.telling.items() if value >= ANCHOR or key in line.numbers]
        shared = Counter(there for key in anchors for there in other.places.get(key, ())[:WIDEST])
        found = sorted((-count, there) for there, count in shared.items() if count >= ANCHORS)[:MOST_ANCHORED]
        yield place, sorted(there for _, there in found)


def _alike_pairs(report: Text, other: Text) -> list[tuple[float, float, int, int, float]]:
    """(minus likeness, distance of the relative places, place, place in the other, likeness) of each pair alike enough."""
    pairs = []
    for place, others in find_anchored(report, other):
        for other_place in others:
            alike = likeness(report.lines[place], other.lines[other_place])
            if alike >= ALIKE:
                drift = abs(place / len(report.lines) - other_place / len(other.lines))
                pairs.append((-round(alike, 2), drift, place, other_place, alike))
    return pairs


def same_meaning(one: Line, other: Line) -> float | None:
    """The cosine of the sentences' vectors, None where the language model gave none."""
    if not one.vector or len(one.vector) != len(other.vector):
        return None
    (first, square), (second, other_square) = _read_vector(one.vector), _read_vector(other.vector)
    length = sqrt(square * other_square)
    return float(first @ second) / length if length else None


@lru_cache(maxsize=1 << 12)
def _read_vector(vector: bytes) -> tuple[NDArray[np.int64], float]:
    """A sentence's vector and the square of its length."""
    read = np.frombuffer(vector, dtype=np.int8).astype(np.int64)
    return read, float(read @ read)
