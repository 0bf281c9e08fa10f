"""Sentences of two reports that are alike by their vectors, whatever words and statements they share."""

from collections.abc import Iterator, Mapping

import numpy as np

from stemma.records import Sentence

ALIKE = 0.35
"""How like (cosine) two sentences must be for their values to be compared by that alone."""
MOST_SENTENCES, NEIGHBOURS = 3000, 24
"""How many sentences are held against each other, those first that stand first, and how many of the likest count."""
Place = tuple[str, int]
"""A sentence: its report and its index."""


def find_like_sentences(sentences: Mapping[Place, Sentence]) -> Iterator[tuple[Place, Place]]:
    """Every sentence with the few of other reports that are most like it, likest first; in order of place in the reports."""
    places = sorted((place for place, sentence in sentences.items() if sentence.vector), key=lambda place: (place[1], place[0]))
    rows = [np.frombuffer(sentences[place].vector, dtype=np.int8) for place in places[:MOST_SENTENCES]]
    if len({len(row) for row in rows}) != 1:
        return
    vectors = np.array(rows, dtype=np.float32)
    for index, place in enumerate(places[: len(rows)]):
        cosines = vectors @ vectors[index] / (127.0 * 127.0)
        near = np.flatnonzero(cosines >= ALIKE)
        for other in near[np.lexsort((near, -cosines[near]))][: NEIGHBOURS + 1]:
            if places[other][0] != place[0]:
                yield place, places[other]
