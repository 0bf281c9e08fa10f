"""Which further reports tell a claim.

A sentence of news tells several things at once ("three were killed when the ferry struck the pier"), but a statement is at home in one
claim. And two statements that say the same in other words may agree too little, by themselves, to be joined. So each claim, once it stands,
is held as a whole against statements that are not its own: what most of its wordings have in common, its numbers, its place in the texts.
This is a second pass as in entity-centric coreference (Clark and Manning, 2015: decisions about clusters, not pairs).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

import numpy as np

from stemma.language.meaning import Meanings
from stemma.stages.corroborate.claims.joining import WITNESSES, are_reworded
from stemma.stages.corroborate.comparing.agreement import ROUNDING, bound, find_exclusion, measure, numbers_of, weigh
from stemma.stages.corroborate.comparing.postings import Indices, Postings
from stemma.stages.corroborate.comparing.reading import Reading, Vector

WEIGHTS: Mapping[str, float] = {
    "always": -5.00,
    "mean agreement": 0.35,
    "same meaning": -0.64,
    "same sense": 5.89,
    "words of the claim": 1.50,
    "rarest word": 1.08,
    "same letters": 5.13,
    "same time": 0.74,
    "same hour": 1.79,
    "same number": 0.22,
    "rare number": 2.18,
    "others are nearer": -0.47,
    "other place in the text": -1.35,
    "wordings": 0.46,
    "middle of the story": -1.90,
}
"""The features of ``measure_telling``: the score is the logistic function of their weighted sum."""
TOLD = 0.25
"""A statement that reaches this score (0..1) tells a claim. Low, as missing who else tells it costs more than a stray: claims have their
reports best so on invented stories, from 0.2 with wider intervals; on real news half of those that reach it tell the claim's core, two in
ten more a part of it (``docs/methods/corroborate.md``)."""
NEAREST = 3
"""So many statements of a report are held against a claim,"""
CANDIDATES = 36
"""and so many in all."""
UNSEEN = 0.3
"""The least that ``measure`` makes of the meaning of sentences without vectors: it weighs against a telling, beside what they tell."""
LEAST_NEAR = 0.35
"""How near a statement must be to a claim to be looked at: the share of the claim's words that it has, and the cosine of the sentences."""
HUB = 64
EXTREME = 9.0
"""The log odds of an agreement are cut off at these."""
NAMES = frozenset({"e:", "c:"})
"""How the keys of names begin."""
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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement, by its index, that may tell a claim; ``place`` is how many statements of its report are nearer to the claim."""

    statement: int
    place: int


def find_also_told(
    groups: Sequence[Sequence[Reading]], meanings: Meanings, reworded: frozenset[tuple[str, str]] = frozenset()
) -> dict[str, tuple[Reading, ...]]:
    """From each statement, by id, to the statements of other reports that tell its claim too: of each report the likeliest, if it reaches
    ``TOLD``, gives the claim's numbers and nothing in the claim excludes it. By report. No derivation has a say here, so that none can
    raise a count. Each claim is held against ``CANDIDATES`` statements at most."""
    readings = [reading for group in groups for reading in group]
    setting = see_setting(readings)
    found: dict[str, tuple[Reading, ...]] = {}
    for group, outline, candidates in list_candidates(groups, setting):
        best: dict[str, tuple[float, int]] = {}
        for candidate in candidates:
            reading = readings[candidate.statement]
            if lacks_number(outline, reading):
                continue
            apart = _measure_apart(outline, reading, candidate.place, setting)
            if _at_most(outline, reading, apart) < TOLD:
                continue  # most: comparing word by word is what costs
            score = _likelihood({**apart, **_measure_along(outline, reading)})
            if score >= TOLD and not _is_excluded(reading, group, meanings, reworded):
                best[reading.statement.report] = max(best.get(reading.statement.report, (0.0, 0)), (score, -candidate.statement))
        told = tuple(readings[-index] for _, (_, index) in sorted(best.items()))
        found |= dict.fromkeys([reading.statement.id for reading in group], told)
    return found


def list_also_told(
    group: Sequence[Reading], also: Mapping[str, Sequence[Reading]], meanings: Meanings, reworded: frozenset[tuple[str, str]]
) -> tuple[Reading, ...]:
    """The statements that tell a claim, as it stands in the end, besides its own: one of each report that has none of its own there, by
    report; none that anything in the claim excludes."""
    reports = {reading.statement.report for reading in group}
    found: dict[str, Reading] = {}
    for told in dict.fromkeys(told for own in group for told in also[own.statement.id]):
        if told.statement.report not in reports and not _is_excluded(told, group, meanings, reworded):
            found.setdefault(told.statement.report, told)
    return tuple(found[report] for report in sorted(found))


def _is_excluded(reading: Reading, group: Sequence[Reading], meanings: Meanings, reworded: frozenset[tuple[str, str]]) -> bool:
    return any(are_reworded(own, reading, reworded) or find_exclusion(own, reading, meanings) is not None for own in group)


def list_candidates(
    groups: Sequence[Sequence[Reading]], setting: Setting | None = None
) -> Iterator[tuple[Sequence[Reading], Outline, tuple[Candidate, ...]]]:
    """Each claim with its outline and the statements of other reports that are nearest to it; these are counted through all groups. An
    inverted index leads to them, under each key to the first ``HUB``. ``setting``: that of all statements, where it was seen before."""
    readings = [reading for group in groups for reading in group]
    setting = setting or see_setting(readings)
    postings: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(readings)), key=lambda index: (readings[index].statement.report, readings[index].statement.start)):
        for key in readings[index].keys:
            if len(postings[key]) < HUB:
                postings[key].append(index)
    vectors, holders = _stack(readings), Postings(postings, len(readings))
    number_of = {report: number for number, report in enumerate(sorted({reading.statement.report for reading in readings}))}
    reports = np.array([number_of[reading.statement.report] for reading in readings])
    for group in groups:
        outline = draw_outline(group, setting)
        is_own = np.zeros(len(number_of), dtype=np.bool_)
        is_own[[number_of[report] for report in outline.reports]] = True
        yield group, outline, _nearest(outline, np.where(is_own[reports], -1, reports), holders, vectors)


def _stack(readings: Sequence[Reading]) -> Vector:
    size = max((len(reading.vector) for reading in readings if reading.vector is not None), default=1)
    rows = [
        reading.vector if reading.vector is not None and len(reading.vector) == size else np.zeros(size, dtype=np.float32)
        for reading in readings
    ]
    return np.array(rows, dtype=np.float32).reshape(len(rows), size)


def _nearest(outline: Outline, reports: Indices, postings: Postings, vectors: Vector) -> tuple[Candidate, ...]:
    """The statements nearest to a claim, nearest first; ``reports`` is the number of each one's report, -1 for the claim's own."""
    met, shared = postings.meet(outline.core, outline.core)
    near = shared / outline.total
    is_other = reports[met] >= 0
    met, near = met[is_other], near[is_other]
    if outline.vector is None or outline.vector.shape != vectors.shape[1:]:
        near += UNREAD
    else:
        near += np.round((vectors[met] @ outline.vector).astype(np.float64), 6)
    is_near = near >= LEAST_NEAR
    met, near = met[is_near], near[is_near]
    order = np.lexsort((met, -near))
    chosen: list[Candidate] = []
    taken: dict[int, int] = defaultdict(int)
    for index, report in zip(met[order].tolist(), reports[met[order]].tolist(), strict=True):
        if taken[report] < NEAREST:
            chosen.append(Candidate(statement=index, place=taken[report]))
            taken[report] += 1
            if len(chosen) == CANDIDATES:
                break
    return tuple(chosen)


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


def measure_telling(outline: Outline, reading: Reading, place: int, setting: Setting) -> dict[str, float]:
    """The features of a claim and a statement, by name: what ``WEIGHTS`` weighs."""
    return {**_measure_apart(outline, reading, place, setting), **_measure_along(outline, reading)}


def _measure_apart(outline: Outline, reading: Reading, place: int, setting: Setting) -> dict[str, float]:
    """The features that no comparing with each wording is needed for."""
    keys = reading.keys
    shared = [(key, weight) for key, weight in outline.core.items() if key in keys]
    given = outline.numbers & numbers_of(reading) if outline.numbers else outline.numbers
    own = setting.places[reading.statement.id]
    return {
        "always": 1.0,
        "same sense": nearness(reading.sense, outline.sense),
        "words of the claim": sum([weight for _, weight in shared]) / outline.total,
        "rarest word": max([weight for key, weight in shared if key[:2] not in NAMES], default=0.0),
        "same hour": 0.0 if outline.hours.isdisjoint(reading.hours) else 1.0,
        "same number": 1.0 if given else 0.0,
        "rare number": max([setting.spread[number] ** -0.5 for number in given], default=0.0),
        "others are nearer": float(place),
        "other place in the text": min([abs(own - other) for other in outline.places]),
        "wordings": log(len(outline.wordings)),
        "middle of the story": (outline.near + setting.near[reading.statement.id]) / 2,
    }


def _measure_along(outline: Outline, reading: Reading) -> dict[str, float]:
    """The features of a statement beside each wording of a claim."""
    pairs = [measure(wording, reading) for wording in outline.wordings]
    odds = [max(-EXTREME, min(EXTREME, weigh(pair))) for pair in pairs]
    return {
        "mean agreement": sum(odds) / len(odds),
        "same meaning": sum([pair["same meaning"] for pair in pairs]) / len(pairs),
        "same letters": max([pair["same letters"] for pair in pairs]),
        "same time": sum([pair["same time"] for pair in pairs]) / len(pairs),
    }


def _at_most(outline: Outline, reading: Reading, apart: Mapping[str, float]) -> float:
    """What likelihood a statement cannot pass, by the features that are known and the likeliest values of ``_measure_along``."""
    bounds = [bound(wording, reading) for wording in outline.wordings]
    odds = sum([max(-EXTREME, min(EXTREME, highest.odds)) for highest in bounds]) / len(bounds)
    along = {
        "mean agreement": odds,
        "same meaning": UNSEEN if reading.vector is None else sum([highest.meaning for highest in bounds]) / len(bounds),
        "same letters": max([highest.letters for highest in bounds]),
        "same time": sum([highest.time for highest in bounds]) / len(bounds),
    }
    return _likelihood({**apart, **along}) + ROUNDING


def _likelihood(values: Mapping[str, float]) -> float:
    return 1 / (1 + exp(-sum([weight * values[name] for name, weight in WEIGHTS.items()])))


def lacks_number(outline: Outline, reading: Reading) -> bool:
    """Whether a statement leaves out a number that every wording of a claim gives, or all that half of them give."""
    if not outline.numbers:
        return False
    given = numbers_of(reading)
    return not outline.always <= given or outline.numbers.isdisjoint(given)
