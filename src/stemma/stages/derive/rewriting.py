"""Sentences told again in other words: alike in meaning *and* anchored in shared names, numbers and rare words.

Likeness of meaning alone joins what any two reports of one event say; anchors alone join what stands about the same people.
"""

from math import sqrt

import numpy as np

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
    shared = sum(one.telling[key] ** 2 for key in one.telling.keys() & other.telling.keys())
    lengths = sqrt(sum(value**2 for value in one.telling.values()) * sum(value**2 for value in other.telling.values()))
    words = shared / lengths if lengths else 0.0
    meaning = same_meaning(one, other)
    alike = words if meaning is None else 0.5 * words + 0.5 * max(0.0, meaning)
    numbers, others = one.numbers & one.telling.keys(), other.numbers & other.telling.keys()
    return alike * (NUMBER_MISMATCH if numbers and others and not numbers & others else 1.0)


def anchor_count(one: Line, other: Line) -> int:
    """How many numbers and rare words two sentences share."""
    return sum(one.telling[key] >= ANCHOR or key in one.numbers for key in one.telling.keys() & other.telling.keys())


def _alike_pairs(report: Text, other: Text) -> list[tuple[float, float, int, int, float]]:
    """(minus likeness, distance of the relative places, place, place in the other, likeness) of each pair alike enough."""
    where: dict[str, list[int]] = {}
    for place, line in enumerate(other.lines):
        for key in line.telling:
            where.setdefault(key, []).append(place)
    pairs = []
    for place, line in enumerate(report.lines):
        shared: dict[int, int] = {}
        for key, value in line.telling.items():
            if value >= ANCHOR or key in line.numbers:
                for other_place in where.get(key, ()):
                    shared[other_place] = shared.get(other_place, 0) + 1
        for other_place in sorted(found for found, count in shared.items() if count >= ANCHORS):
            alike = likeness(line, other.lines[other_place])
            if alike >= ALIKE:
                drift = abs(place / len(report.lines) - other_place / len(other.lines))
                pairs.append((-round(alike, 2), drift, place, other_place, alike))
    return pairs


def same_meaning(one: Line, other: Line) -> float | None:
    """The cosine of the sentences' vectors, None where the language model gave none."""
    if not one.vector or len(one.vector) != len(other.vector):
        return None
    first, second = (np.frombuffer(line.vector, dtype=np.int8).astype(np.int64) for line in (one, other))
    length = sqrt(float(first @ first) * float(second @ second))
    return float(first @ second) / length if length else None
