"""Sentences of two reports that are alike by their vectors, whatever words and statements they share."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from stemma.records import Sentence

ALIKE = 0.35
"""How like (cosine) two sentences must be for their values to be compared by that alone."""
MOST_SENTENCES, NEIGHBOURS = 3000, 24
"""How many sentences are held against each other, those first that stand first, and how many of the likest count."""
AT_ONCE = 256
Place = tuple[str, int]
"""A sentence: its report and its index."""


def find_like_sentences(sentences: Mapping[Place, Sentence]) -> Iterator[tuple[Place, Place]]:
    """Every sentence with the few of other reports that are most like it, likest first; in order of place in the reports."""
    places = sorted((place for place, sentence in sentences.items() if sentence.vector), key=lambda place: (place[1], place[0]))
    rows = [np.frombuffer(sentences[place].vector, dtype=np.int8) for place in places[:MOST_SENTENCES]]
    if len({len(row) for row in rows}) != 1:
        return
    vectors = np.array(rows, dtype=np.float32)
    for first in range(0, len(rows), AT_ONCE):
        for index, cosines in enumerate(vectors[first : first + AT_ONCE] @ vectors.T / (127.0 * 127.0), start=first):
            for other in _likest(cosines):
                if places[other][0] != places[index][0]:
                    yield places[index], places[other]


def _likest(cosines: NDArray[np.float32]) -> NDArray[np.intp]:
    """The ``NEIGHBOURS`` highest and one for the sentence itself, highest first, of equal ones the first; those from ``ALIKE`` on."""
    last = len(cosines) - NEIGHBOURS - 1
    least = max(ALIKE, float(np.partition(cosines, last)[last])) if last > 0 else ALIKE
    near = np.flatnonzero(cosines >= least)
    return near[np.lexsort((near, -cosines[near]))][: NEIGHBOURS + 1]
