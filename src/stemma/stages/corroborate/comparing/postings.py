"""An inverted index asked for many keys at once: what is met under any of them, and how much it shares."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]
Weights = NDArray[np.float64]


class Postings:
    """From keys to the places (0..``size`` - 1) of who has them."""

    def __init__(self, holders: Mapping[str, Sequence[int]], size: int) -> None:
        self._holders = {key: np.array(found, dtype=np.int64) for key, found in holders.items()}
        self._slots = np.zeros(size, dtype=np.int64)

    def meet(self, keys: Collection[str], weights: Mapping[str, float]) -> tuple[Indices, Weights]:
        """Who has any of the keys, in order of place, and the sum of the weights of those that each has; added in the order of the keys.
        The cost is that of the postings met, however many places there are."""
        posted = [self._holders[key] for key in keys if key in self._holders]
        if not posted:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        every = np.concatenate(posted)
        each = np.repeat([weights[key] for key in keys if key in self._holders], [len(found) for found in posted])
        self._slots[every] = np.arange(len(every))  # of a place met often the last stays
        met = np.sort(every[self._slots[every] == np.arange(len(every))])
        self._slots[met] = np.arange(len(met))
        return met, np.asarray(np.bincount(self._slots[every], weights=each), dtype=np.float64)
