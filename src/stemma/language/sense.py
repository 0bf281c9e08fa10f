"""What a sentence tells, as a direction: the vectors of sentences, turned so that those that tell one fact of one event lie closer together
than those that only speak of the same things.

A linear map learned from pairs that tell the same and pairs that do not, as in the learning of metrics (Weinberger and Saul, 2009);
``training/fit_sense.py`` makes its table.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons

Vector = NDArray[np.float32]
_KEPT = 1 << 15


@lru_cache(maxsize=_KEPT)
def read_sense(vector: bytes, lexicons: Lexicons) -> Vector | None:
    """The direction, of length 1, of a sentence with this vector (bytes of -127..127); None for vectors that are not the packaged model's.

    Whole numbers are multiplied with whole numbers, and no sum leaves what 32 bits hold exactly, so that no order of summing shows.
    """
    matrix = _matrix(lexicons)
    read = np.frombuffer(vector, dtype=np.int8).astype(np.float32)
    if len(read) != matrix.shape[1]:
        return None
    turned = (matrix @ read).astype(np.float64)
    return (turned / (float(np.sqrt(np.sum(turned * turned))) or 1.0)).astype(np.float32)


@lru_cache(maxsize=8)
def _matrix(lexicons: Lexicons) -> Vector:
    """A row for each direction that is kept, of whole numbers -127..127."""
    return np.array([[int(number) for number in row.split()] for (row,) in lexicons.rows("sense_matrix")], dtype=np.float32)
