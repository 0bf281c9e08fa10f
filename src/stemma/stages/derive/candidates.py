"""Which pairs of a story's reports are worth aligning: those that share wording or several rare words of one sentence.

Never all pairs: copies and trims meet in the bands of their MinHash signatures (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", ch. 3), rewrites in the pairs of rare words of one sentence that few reports have.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.reading import Text
from stemma.text.shingles import shingles

SMALL = 30
"""Up to so many reports every pair is aligned."""
SHINGLE = 5
BANDS, ROWS = 40, 2
"""Two reports that share a fifth of their shingles meet in some band four times out of five, with half of them always."""
PARTNERS = 8
"""In larger stories each report is aligned with so many that share most bands, and so many that share most anchors."""
RAREST = 5
WIDEST = 60
"""An anchor in more reports than this says nothing; of a band in more, each is taken with the next ones, and with the first."""
_CHUNK = 2_000_000
_PRIME = np.uint64((1 << 31) - 1)

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


def candidate_pairs(texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Pairs of places in ``texts``, the smaller first, in order."""
    if len(texts) <= SMALL:
        return list(combinations(range(len(texts)), 2))
    found: set[tuple[int, int]] = set()
    bands = _holders([_band_keys(text) for text in texts])
    anchors = [places for places in _holders([_anchor_keys(text) for text in texts]) if len(places) <= WIDEST]
    for holders in (bands, anchors):
        codes, counts = _count_pairs(holders, len(texts))
        found.update(_best_partners(codes, counts, len(texts)))
    return sorted(found)


def _holders(keys: Sequence[Iterable[int]]) -> list[list[int]]:
    """The places that hold each key, for keys of two places or more."""
    found: dict[int, list[int]] = {}
    for place, held in enumerate(keys):
        for key in dict.fromkeys(held):
            found.setdefault(key, []).append(place)
    return [places for places in found.values() if len(places) > 1]


def _count_pairs(holders: Sequence[Sequence[int]], count: int) -> Pairs:
    """How many keys each pair of places shares, the pairs coded as smaller times ``count`` plus larger."""
    totals = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    waiting: list[NDArray[np.int64]] = []
    size = 0
    for places in holders:
        waiting.append(_codes(np.asarray(places, dtype=np.int64), count))
        size += len(waiting[-1])
        if size > _CHUNK:
            totals, waiting, size = _add(totals, waiting), [], 0
    return _add(totals, waiting)


def _codes(places: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    if len(places) <= WIDEST:
        first, second = np.triu_indices(len(places), 1)
        return places[first] * count + places[second]
    steps = [places[:-step] * count + places[step:] for step in range(1, PARTNERS // 2 + 1)]
    return np.concatenate([*steps, places[0] * count + places[1:]])


def _add(totals: Pairs, waiting: Sequence[NDArray[np.int64]]) -> Pairs:
    if not waiting:
        return totals
    codes, counts = np.unique(np.concatenate(waiting), return_counts=True)
    merged, places = np.unique(np.concatenate([totals[0], codes]), return_inverse=True)
    return merged, np.bincount(places, weights=np.concatenate([totals[1], counts]), minlength=len(merged)).astype(np.int64)


def _best_partners(codes: NDArray[np.int64], counts: NDArray[np.int64], count: int) -> set[tuple[int, int]]:
    """For each place the partners with most in common, the earlier place of two as good."""
    first, second = codes // count, codes % count
    one, other, shared = np.concatenate([first, second]), np.concatenate([second, first]), np.concatenate([counts, counts])
    order = np.lexsort((other, -shared, one))
    one, other = one[order], other[order]
    starts = np.searchsorted(one, np.arange(count))
    rank = np.arange(len(one)) - starts[one]
    kept = rank < PARTNERS
    return {(min(pair), max(pair)) for pair in zip(one[kept].tolist(), other[kept].tolist(), strict=True)}


def _band_keys(text: Text) -> list[int]:
    """The bands of a report's MinHash signature over its shingles, each with its number."""
    hashes = np.array([_hash("\t".join(shingle)) & 0x7FFFFFFF for shingle in dict.fromkeys(shingles(text.keys, SHINGLE))], dtype=np.uint64)
    if not len(hashes):
        return []
    factors, shifts = _permutations()
    signature = [int(((hashes * factor + shift) % _PRIME).min()) for factor, shift in zip(factors, shifts, strict=True)]
    return [_hash_band(band, signature[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS)]


def _hash_band(band: int, values: Sequence[int]) -> int:
    """A number for the values of one band, the same in every process."""
    return _hash(f"{band}:{values}")


@lru_cache(maxsize=1)
def _permutations() -> tuple[list[np.uint64], list[np.uint64]]:
    numbers = [np.uint64(_hash(f"permutation {place}") % int(_PRIME)) for place in range(2 * BANDS * ROWS)]
    return numbers[::2], numbers[1::2]


def _anchor_keys(text: Text) -> Iterable[int]:
    """Pairs of the rarest words of each sentence."""
    for line in text.lines:
        rarest = sorted(line.telling, key=lambda key: (-line.telling[key], key))[:RAREST]
        yield from (_hash(f"{one}\t{other}") for one, other in combinations(sorted(rarest), 2))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
