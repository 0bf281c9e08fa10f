"""What each of many holders has, as arrays, for asking at once what pairs of them share."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from stemma.stages.corroborate.comparing.postings import Indices, Weights

ThingT = TypeVar("ThingT", str, float)


class Shared(NamedTuple):
    """What pairs of holders have in common, a row for each thing: ``pair`` is the place of the pair, ``thing`` the number of the thing,
    ``one`` and ``other`` its weight with either."""

    pair: Indices
    thing: Indices
    one: Weights
    other: Weights


class Bags(Generic[ThingT]):
    """A few things for each holder (0, 1, …), each with a weight; a thing has one number, whoever holds it."""

    def __init__(self, held: Sequence[Mapping[ThingT, float]]) -> None:
        numbers: dict[ThingT, int] = {}
        things = [numbers.setdefault(thing, len(numbers)) for own in held for thing in own]
        self.numbers: Mapping[ThingT, int] = numbers
        self.sizes: Indices = np.array([len(own) for own in held], dtype=np.int64)
        self._starts = np.cumsum(self.sizes) - self.sizes
        self._things = np.array(things, dtype=np.int64)
        self._weights = np.array([weight for own in held for weight in own.values()], dtype=np.float64)
        places = np.repeat(np.arange(len(held)), self.sizes) * max(1, len(numbers)) + self._things
        self._order = np.argsort(places)
        self._places = places[self._order]

    def has(self, holders: Indices, things: Indices) -> Indices:
        """Where in the list of all that is held each of some holders has one thing (by number); -1 where it has not."""
        asked = holders * max(1, len(self.numbers)) + things
        at = np.minimum(np.searchsorted(self._places, asked), max(0, len(self._places) - 1))
        is_met = (self._places[at] == asked) if len(self._places) else np.zeros(len(asked), dtype=np.bool_)
        return np.where(is_met & (things >= 0), self._order[at] if len(self._order) else -1, -1)

    def share(self, ones: Indices, others: Indices) -> Shared:
        """What each of ``ones`` has in common with its partner in ``others``, pair by pair. The cost is that of what the first have."""
        sizes = self.sizes[ones]
        pair = np.repeat(np.arange(len(ones)), sizes)
        mine = np.arange(len(pair)) + np.repeat(self._starts[ones] - (np.cumsum(sizes) - sizes), sizes)
        theirs = self.has(others[pair], self._things[mine])
        is_met = theirs >= 0
        mine, theirs = mine[is_met], theirs[is_met]
        return Shared(pair[is_met], self._things[mine], self._weights[mine], self._weights[theirs])


def number(things: Iterable[object]) -> Indices:
    """Things by number, equal ones by the same; None by -1."""
    numbers: dict[object, int] = {None: -1}
    return np.array([numbers.setdefault(thing, len(numbers) - 1) for thing in things], dtype=np.int64)
