"""The statements of a story in arrays: what many pairs of them reach at most, asked at once.

Most pairs of statements that are looked at are far from saying the same. ``agreement.measure`` takes one pair; here its features are found
for many, but for those that hang on dates and on parts of names, which are taken to be as high as they can be. What by that may reach
what is asked for is measured as ever: nothing that is told comes from these arrays.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.records import Statement
from stemma.stages.corroborate.comparing.agreement import FEWEST_TERMS, FULL, KINDRED, LITTLE, WEIGHTS, numbers_of
from stemma.stages.corroborate.comparing.bags import Bags, Shared, number
from stemma.stages.corroborate.comparing.postings import Indices, Weights
from stemma.stages.corroborate.comparing.reading import Reading, Vector

Flags = NDArray[np.bool_]
AT_ONCE = 8192
"""So many pairs are looked at together: their vectors take 1 KB each."""
SLACK = 1e-4
"""What log odds found here may be off by: sums of 32-bit numbers hang on their order."""
_UNSEEN = max(0.0, WEIGHTS["each names another"])
"""What a feature reaches that is not looked at."""


class Pairs(NamedTuple):
    """What pairs of statements reach at most: the log odds that they say the same, and how far sentences and words as they are written are
    the same; whether both are dated; the weight of the keys that both have, as the first weighs them, and of the weightiest that is no
    name."""

    odds: Weights
    meaning: Weights
    letters: Weights
    is_dated: Flags
    shared: Weights
    rarest: Weights


class Slate:
    """The statements of a story, each by its place in ``readings``."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._keys = Bags([reading.keys for reading in readings])
        self._words = Bags([dict.fromkeys(sorted(reading.words), 1.0) for reading in readings])
        self._numbers = Bags([dict.fromkeys(sorted(numbers_of(reading)), 1.0) for reading in readings])
        names = {key for reading in readings for key in reading.names}
        self._is_name = np.array([key in names for key in self._keys.numbers], dtype=np.bool_)
        self._weight = np.array([reading.weight for reading in readings])
        self._names_weight = np.array([reading.names_weight for reading in readings])
        self._terms_weight = np.array([reading.terms_weight for reading in readings])
        self._is_dated = np.array([bool(reading.moments) for reading in readings], dtype=np.bool_)
        self._head = number(reading.head or None for reading in readings)
        self._head_key = np.array([self._keys.numbers.get(reading.head, -1) for reading in readings], dtype=np.int64)
        self._is_action = np.array([reading.head.startswith("a:") for reading in readings], dtype=np.bool_)
        self._event = number(_event_of(reading.statement) for reading in readings)
        self.vectors, self._has_vector = stack([reading.vector for reading in readings])
        self.is_of_one_kind = len({len(reading.vector) for reading in readings if reading.vector is not None}) <= 1
        """Whether nothing but the lack of a vector keeps two sentences from being compared: else this must not be asked."""

    def look_at(self, ones: Indices, others: Indices) -> Pairs:
        """Each of ``ones`` beside its partner in ``others``."""
        parts = [self._look_at(ones[part], others[part]) for part in _parts(len(ones))]
        return Pairs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _look_at(self, ones: Indices, others: Indices) -> Pairs:
        keys = self._keys.share(ones, others)
        shared, back = _add(keys, keys.one, len(ones)), _add(keys, keys.other, len(ones))
        names = _add(keys, np.where(self._is_name[keys.thing], keys.one + keys.other, 0.0), len(ones))
        rarest = np.zeros(len(ones))
        np.maximum.at(rarest, keys.pair, np.where(self._is_name[keys.thing], 0.0, keys.one))
        first, second = self._weight[ones], self._weight[others]
        least = np.minimum(first, second)
        contained = np.minimum(1.0, _share_of(np.minimum(shared, back), least))
        terms = _share_of(shared + back - names, self._terms_weight[ones] + self._terms_weight[others])
        meaning = np.where(
            self._has_vector[ones] & self._has_vector[others],
            np.einsum("ij,ij->i", self.vectors[ones], self.vectors[others]),
            0.3 + 0.4 * contained,
        )
        words = self._words.share(ones, others)
        common = _add(words, words.one, len(ones))
        letters = _share_of(common, self._words.sizes[ones] + self._words.sizes[others] - common)
        is_dated = self._is_dated[ones] & self._is_dated[others]
        values = {
            "always": np.ones(len(ones)),
            "shared words": terms,
            "shared names": _share_of(names, self._names_weight[ones] + self._names_weight[others]),
            "shorter contained": contained * np.minimum(1.0, least / FULL),
            "same meaning": meaning,
            "same letters": letters,
            "nothing but names": np.where(terms < FEWEST_TERMS, 1.0, 0.0),
            "little said": np.maximum(0.0, 1 - least / LITTLE),
            "each adds": _share_of(np.minimum(first - shared, second - back), least),
            **self._see_happenings(ones, others),
            **self._see_numbers(ones, others),
        }
        odds = np.sum([WEIGHTS[name] * value for name, value in values.items()], axis=0)
        odds += _UNSEEN + np.where(is_dated, max(WEIGHTS["same time"], WEIGHTS["other time"]), 0.0)
        return Pairs(odds + SLACK, meaning, letters, is_dated, shared, rarest)

    def _see_happenings(self, ones: Indices, others: Indices) -> dict[str, Weights]:
        are_known = (self._head[ones] >= 0) & (self._head[others] >= 0)
        is_same = are_known & (self._head[ones] == self._head[others])
        is_there = (self._keys.has(others, self._head_key[ones]) >= 0) | (self._keys.has(ones, self._head_key[others]) >= 0)
        is_there &= are_known
        are_actions = self._is_action[ones] & self._is_action[others]
        is_one_event = (self._event[ones] >= 0) & (self._event[ones] == self._event[others])
        return {
            "same happening": np.where(is_same, 1.0, np.where(is_there, KINDRED, 0.0)),
            "other happening": np.where(are_actions & ~is_same & ~is_there, 1.0, 0.0),
            "same event": np.where(is_one_event, 1.0, 0.0),
        }

    def _see_numbers(self, ones: Indices, others: Indices) -> dict[str, Weights]:
        count, other_count = self._numbers.sizes[ones], self._numbers.sizes[others]
        met = self._numbers.share(ones, others)
        is_met = _add(met, met.one, len(ones)) > 0
        return {
            "same number": np.where(is_met, 1.0, 0.0),
            "one counts": np.where((count > 0) != (other_count > 0), 1.0, 0.0),
            "other number": np.where((count > 0) & (other_count > 0) & ~is_met, 1.0, 0.0),
        }


def stack(vectors: Sequence[Vector | None]) -> tuple[Vector, Flags]:
    """Vectors as rows, naught for those that are missing or shorter than the longest, and which are there."""
    size = max((len(vector) for vector in vectors if vector is not None), default=1)
    nothing = np.zeros(size, dtype=np.float32)
    is_there = [vector is not None and len(vector) == size for vector in vectors]
    rows = [vector if vector is not None and len(vector) == size else nothing for vector in vectors]
    return np.array(rows, dtype=np.float32).reshape(len(rows), size), np.array(is_there, dtype=np.bool_)


def _parts(count: int) -> Iterator[slice]:
    """What is looked at together; one part where there is nothing."""
    return (slice(start, start + AT_ONCE) for start in range(0, max(1, count), AT_ONCE))


def _add(shared: Shared, weights: Weights, pairs: int) -> Weights:
    """The sum of what each pair shares."""
    return np.asarray(np.bincount(shared.pair, weights=weights, minlength=pairs), dtype=np.float64)


def _share_of(part: Weights, whole: Weights) -> Weights:
    """``part`` of ``whole``, none where that is naught."""
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)


def _event_of(statement: Statement) -> tuple[str, str] | None:
    """What makes two statements tell of the same event."""
    event = statement.event
    return None if event is None or event.actor is None else (event.type, event.actor)
