"""How likely statements tell claims at most: asked of many claims and all their candidates at once, as most are far from telling them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemma.stages.corroborate.claims.outlines import UNREAD, Outline, Setting
from stemma.stages.corroborate.claims.telling import EXTREME, WEIGHTS
from stemma.stages.corroborate.comparing.postings import Indices, Weights
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.slate import Slate, stack

SLACK = 1e-4
"""What log odds found here may be off by: sums of 32-bit numbers hang on their order."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement, by its index, that may tell a claim; ``place`` is how many statements of its report are nearer to the claim."""

    statement: int
    place: int


class Prospects:
    """The statements of a story, by index, seen as what may tell claims."""

    def __init__(self, readings: Sequence[Reading], setting: Setting) -> None:
        self._readings, self._setting = readings, setting
        self._slate = Slate(readings)
        self._index = {reading.statement.id: index for index, reading in enumerate(readings)}
        self._places = np.array([setting.places[reading.statement.id] for reading in readings])
        self._near = np.array([setting.near[reading.statement.id] for reading in readings])
        self._senses, self._has_sense = stack([reading.sense for reading in readings])

    def reach(self, claims: Sequence[tuple[Outline, Sequence[Candidate]]]) -> list[list[float]]:
        """For each claim the likelihood (0..1) that each of its candidates cannot pass."""
        sizes = [len(candidates) for _, candidates in claims]
        if not sum(sizes) or not self._slate.is_of_one_kind:
            return [[1.0] * size for size in sizes]
        outlines = [outline for outline, _ in claims]
        claim = np.repeat(np.arange(len(claims)), sizes)
        statements = np.array([candidate.statement for _, candidates in claims for candidate in candidates], dtype=np.int64)
        values = {
            "always": np.ones(len(claim)),
            "others are nearer": np.array([float(candidate.place) for _, candidates in claims for candidate in candidates]),
            "wordings": np.log([len(outline.wordings) for outline in outlines])[claim],
            "same number": np.array([1.0 if outline.numbers else 0.0 for outline in outlines])[claim],
            "rare number": np.array([self._rarest_number(outline) for outline in outlines])[claim],
            "middle of the story": (np.array([outline.near for outline in outlines])[claim] + self._near[statements]) / 2,
            "same sense": self._see_sense(outlines, claim, statements),
            **self._see_places(claims, statements),
            **self._see_wordings(outlines, claim, statements),
        }
        odds = np.sum([weight * values[name] for name, weight in WEIGHTS.items()], axis=0) + SLACK
        likely: Weights = 1 / (1 + np.exp(-odds))
        return [part.tolist() for part in np.split(likely, np.cumsum(sizes)[:-1])]

    def _rarest_number(self, outline: Outline) -> float:
        return max([self._setting.spread[number] ** -0.5 for number in outline.numbers], default=0.0)

    def _see_sense(self, outlines: Sequence[Outline], claim: Indices, statements: Indices) -> Weights:
        senses, has_sense = stack([outline.sense for outline in outlines])
        if senses.shape[1] != self._senses.shape[1]:
            return np.full(len(claim), UNREAD)
        cosines = np.einsum("ij,ij->i", senses[claim], self._senses[statements])
        return np.where(has_sense[claim] & self._has_sense[statements], cosines, UNREAD)

    def _see_places(self, claims: Sequence[tuple[Outline, Sequence[Candidate]]], statements: Indices) -> dict[str, Weights]:
        """How far from those of the claim a statement stands in its text, and whether it tells of one of its times of day."""
        apart, timed, start = [], [], 0
        for outline, candidates in claims:
            own = self._places[statements[start : start + len(candidates)]]
            apart.append(np.abs(own[:, np.newaxis] - np.array(outline.places)).min(axis=1))
            hours = outline.hours
            timed += [1.0 if hours and not hours.isdisjoint(self._readings[candidate.statement].hours) else 0.0 for candidate in candidates]
            start += len(candidates)
        return {"other place in the text": np.concatenate(apart), "same hour": np.array(timed)}

    def _see_wordings(self, outlines: Sequence[Outline], claim: Indices, statements: Indices) -> dict[str, Weights]:
        """What each statement and the wordings of its claim reach."""
        wordings = np.array([self._index[wording.statement.id] for outline in outlines for wording in outline.wordings], dtype=np.int64)
        counts = np.array([len(outline.wordings) for outline in outlines])
        sizes = counts[claim]
        row = np.repeat(np.arange(len(claim)), sizes)
        firsts = (np.cumsum(counts) - counts)[claim] - (np.cumsum(sizes) - sizes)
        pairs = self._slate.look_at(wordings[np.arange(len(row)) + np.repeat(firsts, sizes)], statements[row])

        def mean(values: Weights) -> Weights:
            return np.asarray(np.bincount(row, weights=values, minlength=len(claim)) / sizes, dtype=np.float64)

        letters = np.zeros(len(claim))
        np.maximum.at(letters, row, pairs.letters)
        return {
            "mean agreement": mean(np.clip(pairs.odds, -EXTREME, EXTREME)),
            "same meaning": mean(pairs.meaning),
            "same letters": letters,
            "same time": mean(pairs.is_dated.astype(np.float64)),
            "words of the claim": mean(pairs.shared) / np.array([outline.total for outline in outlines])[claim],
            "rarest word": mean(pairs.rarest),
        }
