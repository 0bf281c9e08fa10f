"""How like one another the sentences of a story are by their vectors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.stages.corroborate.denials.told_things import ToldSentence

ALIKE, MOST_ALIKE = 0.3, 5
"""How like (cosine) a denial a sentence must be to be met by that alone, and how many are."""
MOST_SENTENCES = 3000
"""How many sentences may be met by likeness, those first that stand first."""
LIKER = 1e-6
"""By how much a cosine must be greater to be told from another: sums of products differ in their last digits by how they are added."""


def cosine(one: ToldSentence, other: ToldSentence) -> float:
    """-1..1; naught where a vector is missing or of another kind."""
    if one.vector is None or other.vector is None or one.vector.shape != other.vector.shape:
        return 0.0
    return float(one.vector @ other.vector)


def find_alike(denying: Sequence[ToldSentence], sentences: Sequence[ToldSentence]) -> list[list[ToldSentence]]:
    """For each denying sentence those most like it, likest first, itself left out; none where the vectors are of two kinds."""
    held = sorted((told for told in sentences if told.vector is not None), key=lambda told: (told.place, told.report))[:MOST_SENTENCES]
    if not denying or len({told.vector.shape for told in (*held, *denying) if told.vector is not None}) != 1:
        return [[] for _ in denying]
    vectors = np.array([told.vector for told in held], dtype=np.float32)
    nothing = np.zeros(vectors.shape[1], dtype=np.float32)
    found = []
    for told, cosines in zip(
        denying, np.array([nothing if told.vector is None else told.vector for told in denying]) @ vectors.T, strict=True
    ):
        near = [int(place) for place in np.argsort(-cosines, kind="stable")[: MOST_ALIKE + 1] if cosines[place] >= ALIKE]
        found.append([held[place] for place in near if held[place] is not told][:MOST_ALIKE])
    return found


def stack_vectors(sentences: Sequence[ToldSentence]) -> Mapping[str, NDArray[np.float32]]:
    """By report the vectors of its sentences, a row each; reports whose sentences have none, or of two kinds, are left out."""
    held: dict[str, list[NDArray[np.float32]]] = defaultdict(list)
    for told in sentences:
        if told.vector is not None:
            held[told.report].append(told.vector)
    return {report: np.stack(vectors) for report, vectors in held.items() if len({vector.shape for vector in vectors}) == 1}


def count_liker(denying: ToldSentence, others: Sequence[ToldSentence], vectors: Mapping[str, NDArray[np.float32]]) -> list[int]:
    """For each sentence how many others of its report (``vectors`` of each) are liker the denying one; none where it has no vector."""
    cosines: dict[str, NDArray[np.float32]] = {}
    found = []
    for other in others:
        rows = vectors.get(other.report)
        if denying.vector is None or other.vector is None or rows is None or rows.shape[1:] != denying.vector.shape:
            found.append(0)
            continue
        if other.report not in cosines:
            cosines[other.report] = rows @ denying.vector
        found.append(int((cosines[other.report] > cosine(denying, other) + LIKER).sum()))
    return found
