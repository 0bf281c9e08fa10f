"""Which of a story's reports come nearest to each other in meaning."""

from collections.abc import Mapping, Sequence

import numpy as np

from stemma.stages.derive.reading import Text
from stemma.stages.derive.stamps import is_later

Ranks = Mapping[tuple[str, str], float]


def rank_sources(texts: Sequence[Text], pairs: Sequence[tuple[int, int]]) -> dict[tuple[str, str], float]:
    """For (report, other) of the pairs of places in ``texts``: 1 where the other comes nearest in meaning to the report of all that were
    not certainly published after it, the half where it is next, and so on; nothing for one that was published after it, and where the
    language model gave no vectors. Nearness is the mean of the cosines of a report's sentences with the likest of the other's."""
    near: dict[str, dict[str, float]] = {}
    for first, second in pairs:
        one, other = texts[first], texts[second]
        if not len(one.vectors) or not len(other.vectors) or one.vectors.shape[1] != other.vectors.shape[1]:
            continue
        # not the matrix product: its threads cost more than tables of some dozen rows are worth
        cosines = np.einsum("ik,jk->ij", one.vectors, other.vectors)
        for report, source, axis in ((one.report, other.report, 1), (other.report, one.report, 0)):
            if not is_later(source, report):
                near.setdefault(report.id, {})[source.id] = float(cosines.max(axis=axis).mean())
    return {
        (report, source): 1 / (1 + sum(other > value for other in found.values()))
        for report, found in near.items()
        for source, value in found.items()
    }
