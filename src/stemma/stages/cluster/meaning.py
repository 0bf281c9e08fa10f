"""What the top of an article is about: the sentence vectors of headline and lead, where the language model gives any."""

from bisect import bisect_right

import numpy as np
from numpy.typing import NDArray

from stemma.language.article import article_spans
from stemma.records import Page

LEAD_SENTENCES = 4
TITLE_WEIGHT = 2.0


def lead_vector(page: Page) -> NDArray[np.float64] | None:
    """The weighted mean of the vectors of headline and first sentences, each less than the one before, at length 1; None without any."""
    titles = _vectors(page, [(block.start, block.end) for block in page.report.blocks if block.kind == "title"])[:1]
    lead = _vectors(page, article_spans(page.report))[:LEAD_SENTENCES]
    weighted = [TITLE_WEIGHT * vector for vector in titles] + [vector / (place + 1) ** 0.5 for place, vector in enumerate(lead)]
    if not weighted or len({len(vector) for vector in weighted}) > 1:
        return None
    total: NDArray[np.float64] = np.sum(weighted, axis=0)
    length = float(np.linalg.norm(total))
    return total / length if length else None


def same_meaning(one: NDArray[np.float64] | None, other: NDArray[np.float64] | None) -> float | None:
    """The cosine of two lead vectors to two places, None where either is missing."""
    if one is None or other is None or len(one) != len(other):
        return None
    return round(float(one @ other), 2)


def _vectors(page: Page, spans: list[tuple[int, int]] | tuple[tuple[int, int], ...]) -> list[NDArray[np.float64]]:
    starts = [start for start, _ in spans]
    return [
        np.frombuffer(sentence.vector, dtype=np.int8).astype(np.float64)
        for sentence in page.annotation.sentences
        if sentence.vector and (place := bisect_right(starts, sentence.start)) and sentence.start < spans[place - 1][1]
    ]
