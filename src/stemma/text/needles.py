"""Looking for many short strings in a text at once."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_OPENING, _LEAST = 4, 2
_HASH_BITS = 16
_MULTIPLIER = np.uint32(2_654_435_761)


class Needles:
    """Strings to be looked for, compiled: which hashes their first four bytes have (two, for strings shorter than four).

    A text is hashed at all its places at once, and compared with the strings only where the hash is one of theirs, so that hundreds of
    strings cost little more than one (Karp and Rabin 1987, with many patterns).
    """

    def __init__(self, strings: Iterable[str]) -> None:
        needles = sorted({string.encode("utf-8", "replace") for string in strings})
        if needles and min(map(len, needles)) < _LEAST:
            msg = "a string of one byte is too short to be looked for this way"
            raise ValueError(msg)
        self._by_opening: dict[bytes, tuple[bytes, ...]] = {}
        for needle in needles:
            opening = needle[: _OPENING if len(needle) >= _OPENING else _LEAST]
            self._by_opening[opening] = (*self._by_opening.get(opening, ()), needle)
        self._long, self._short = (self._table(length) for length in (_OPENING, _LEAST))

    def _table(self, length: int) -> NDArray[np.bool_]:
        table = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
        for opening in self._by_opening:
            if len(opening) == length:
                table[_hashes(opening, length)] = True
        return table

    def find(self, text: bytes) -> list[tuple[int, bytes]]:
        """Where each string stands in a text, shorter strings' places apart from longer ones', each in order.

        >>> Needles(["storm", "port", "por"]).find(b"the storm closed the port")
        [(4, b'storm'), (21, b'port'), (21, b'por')]
        """
        return [*self._find(text, self._long, _OPENING), *self._find(text, self._short, _LEAST)]

    def _find(self, text: bytes, table: NDArray[np.bool_], length: int) -> list[tuple[int, bytes]]:
        if len(text) < length:
            return []
        return [
            (place, needle)
            for place in np.flatnonzero(table.take(_hashes(text, length))).tolist()
            for needle in self._by_opening.get(text[place : place + length], ())
            if text.startswith(needle, place)
        ]


def _hashes(text: bytes, length: int) -> NDArray[np.uint32]:
    """The hash of every window of two or four bytes."""
    codes = np.frombuffer(text, dtype=np.uint8).astype(np.uint32)
    pairs: NDArray[np.uint32] = codes[:-1] << np.uint32(8) | codes[1:]
    if length == _LEAST:
        return pairs
    windows = pairs[:-2] << np.uint32(16) | pairs[2:]
    hashes: NDArray[np.uint32] = (windows * _MULTIPLIER) >> np.uint32(32 - _HASH_BITS)
    return hashes
