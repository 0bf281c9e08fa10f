"""A claim seen as a whole, and what the statements of a story are seen against."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from stemma.stages.corroborate.claims.joining import WITNESSES
from stemma.stages.corroborate.comparing.agreement import numbers_of
from stemma.stages.corroborate.comparing.reading import Reading, Vector

UNREAD = 0.3
"""What stands for a cosine where a sentence has no vector."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What the statements of a story are seen against: ``places`` tells where in what its report states (0..1) each stands, ``middle`` is
    the mean direction of all sentences: where a story is all one topic, every two of them are alike; ``near`` gives how near to it the
    sentence of each statement is. ``spread``: how many statements in different words give a number."""

    places: Mapping[str, float]
    middle: Vector | None
    near: Mapping[str, float]
    spread: Mapping[float, int]


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A claim as a whole. ``wordings`` are its fullest statements in different words, ``core`` their keys, each with its weight times the
    share of the wordings that have it, ``total`` the sum of these; ``numbers`` are those that half of the wordings give, ``always`` those
    that all do; ``places`` tells where in their texts (0..1) its statements stand, ``near`` how near ``vector`` is to the middle of the
    story, ``sense`` is the mean of the wordings' senses."""

    wordings: tuple[Reading, ...]
    core: Mapping[str, float]
    total: float
    numbers: frozenset[float]
    always: frozenset[float]
    hours: frozenset[int]
    places: tuple[float, ...]
    reports: frozenset[str]
    vector: Vector | None
    sense: Vector | None
    near: float


def draw_outline(group: Sequence[Reading], setting: Setting) -> Outline:
    """What the wordings of a claim have in common."""
    distinct: dict[str, Reading] = {}
    for reading in sorted(group, key=lambda reading: (-reading.weight, reading.statement.id)):
        distinct.setdefault(" ".join(sorted(reading.words)), reading)
    wordings = tuple(distinct.values())[:WITNESSES]
    share = 1 / len(wordings)
    core: dict[str, float] = defaultdict(float)
    for reading in wordings:
        for key, weight in reading.keys.items():
            core[key] += weight * share
    numbers = Counter(number for reading in wordings for number in numbers_of(reading))
    hours = Counter(hour for reading in wordings for hour in reading.hours)
    vector = _mean([reading.vector for reading in wordings])
    return Outline(
        wordings=wordings,
        core=core,
        total=sum(core.values()) or 1.0,
        numbers=frozenset(number for number, count in numbers.items() if 2 * count >= len(wordings)),
        always=frozenset(number for number, count in numbers.items() if count == len(wordings)),
        places=tuple(sorted({setting.places[reading.statement.id] for reading in group})),
        reports=frozenset(reading.statement.report for reading in group),
        hours=frozenset(hour for hour, count in hours.items() if 2 * count >= len(wordings)),
        vector=vector,
        sense=_mean([reading.sense for reading in wordings]),
        near=nearness(vector, setting.middle),
    )


def _mean(vectors: Sequence[Vector | None]) -> Vector | None:
    """The mean of the vectors that there are; None where there is none, or of two kinds."""
    seen = [vector for vector in vectors if vector is not None]
    return np.mean(seen, axis=0, dtype=np.float32) if seen and len({len(vector) for vector in seen}) == 1 else None


def see_setting(readings: Sequence[Reading]) -> Setting:
    """The setting of all statements of a story. Each of several in the same words counts once, so that a copy changes nothing."""
    ends: dict[str, int] = defaultdict(int)
    for reading in readings:
        ends[reading.statement.report] = max(ends[reading.statement.report], reading.statement.start)
    places = {reading.statement.id: reading.statement.start / max(1, ends[reading.statement.report]) for reading in readings}
    distinct = {(reading.sentence.vector, reading.statement.text) for reading in readings if reading.sentence and reading.sentence.vector}
    rows = [np.frombuffer(vector, dtype=np.int8).astype(np.int64) for vector, _ in sorted(distinct)]
    wordings = {" ".join(sorted(reading.words)): reading for reading in readings}
    spread = Counter(number for reading in wordings.values() for number in numbers_of(reading))
    middle: Vector | None = None
    if rows and len({len(row) for row in rows}) == 1:
        total = np.sum(rows, axis=0).astype(np.float64)
        middle = (total / (np.linalg.norm(total) or 1.0)).astype(np.float32)
    near = {reading.statement.id: nearness(reading.vector, middle) for reading in readings}
    return Setting(places=places, middle=middle, near=near, spread=spread)


def nearness(vector: Vector | None, middle: Vector | None) -> float:
    """The product of a sentence's vector with the mean of several."""
    if vector is None or middle is None or len(vector) != len(middle):
        return UNREAD
    return round(float(vector.dot(middle)), 6)
