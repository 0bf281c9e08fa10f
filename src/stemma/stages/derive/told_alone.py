"""How much two reports tell that no third one tells as they do.

Reports of one event all tell alike. Who wrote from another has what the other has, statement after statement, nearer to it than any third
report comes: the small facts that only these two found worth telling."""

from collections.abc import Mapping, Sequence
from math import log1p

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.reading import Text
from stemma.stages.derive.tellings import agree, lay_out

Alone = Mapping[tuple[str, str], float]
FEWEST = 8
"""Of fewer statements in the shorter report the share is taken over so many: one of two is soon alike by chance."""
BEND = 20.0
"""How much sooner the first statements count than the last: from none to one in twenty says more than from a half to all."""


def tell_alone(texts: Sequence[Text], pairs: Sequence[tuple[int, int]]) -> dict[tuple[str, str], float]:
    """For (report, other) of the pairs of places in ``texts``, both ways alike (0..1): by how much two
    statements that are each other's likeliest agree more surely than either does with any of a third report, summed over the
    statements of both and measured by how many the shorter has. Only the reports that a report is paired with count as third."""
    tables = lay_out([text.tellings for text in texts])
    likeliest: dict[int, dict[int, NDArray[np.float32]]] = {}
    mutual: dict[tuple[int, int], NDArray[np.float32]] = {}
    for first, second in pairs:
        if not len(tables[first]) or not len(tables[second]):
            continue
        chances = agree(tables[first], tables[second])
        rows, columns = chances.max(axis=1), chances.max(axis=0)
        is_both = (chances == rows[:, None]) & (chances == columns[None, :])
        likeliest.setdefault(first, {})[second], likeliest.setdefault(second, {})[first] = rows, columns
        mutual[first, second] = np.where(is_both.any(axis=1), rows, 0)
        mutual[second, first] = np.where(is_both.any(axis=0), columns, 0)
    found: dict[tuple[str, str], float] = {}
    for first, second in mutual:
        total = sum(_margin(mutual[one, other], likeliest[one], other) for one, other in ((first, second), (second, first)))
        share = total / 2 / max(FEWEST, min(len(tables[first]), len(tables[second])))
        found[texts[first].report.id, texts[second].report.id] = log1p(BEND * share) / log1p(BEND)
    return found


def _margin(mutual: NDArray[np.float32], likeliest: Mapping[int, NDArray[np.float32]], other: int) -> float:
    """By how much a report's statements agree more surely with those of one other than with any of a third."""
    thirds = [chances for place, chances in sorted(likeliest.items()) if place != other]
    return float(np.maximum(0, mutual - np.max(thirds, axis=0) if thirds else mutual).sum())
