"""What of a statement's words the sentences of a source have, looked up word by word: of two endless pages no sentence is read again for
every statement."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.reading import Line, Span, Text, overlap
from stemma.text.intervals import Intervals, index_spans


@dataclass(frozen=True, slots=True, eq=False)
class Sentences:
    """The sentences of a text, those ``around`` it first: ``holders`` tells which of them have a telling word, ``neighbours`` which are, or
    stand just before, one that has it. ``spans`` are the article's."""

    text: Text
    count: int
    holders: dict[str, NDArray[np.int64]]
    neighbours: dict[str, NDArray[np.int64]]
    spans: Intervals

    def share(self, line: Line) -> NDArray[np.float64]:
        """Of each sentence the share (0..1) of what a statement's words tell that it has."""
        return self._sum(line, self.holders)

    def share_together(self, line: Line) -> float:
        """The share of what a statement's words tell that two neighbouring sentences have together; of one that tells nothing, 1."""
        return float(self._sum(line, self.neighbours).max(initial=0.0)) if line.weight else 1.0

    def stands_in(self, span: Span) -> Line | None:
        """The sentence of the article that holds most of a span, the first one where none does."""
        lines = self.text.lines
        near = [lines[number] for number in self.spans.overlapping(*span)] or lines[:1]
        return max(near, key=lambda line: overlap(span, (line.start, line.end)), default=None)

    def _sum(self, line: Line, places: dict[str, NDArray[np.int64]]) -> NDArray[np.float64]:
        if not line.weight:
            return np.ones(self.count)
        shared = np.zeros(self.count)
        for key, value in line.telling.items():
            if key in places:
                shared[places[key]] += value
        return shared / line.weight


def index_sentences(text: Text) -> Sentences:
    """Index the sentences of a text by their telling words. Cost: linear in its length."""
    sentences = [*text.around, *text.lines]
    holders: dict[str, list[int]] = {}
    for place, line in enumerate(sentences):
        for key in line.telling:
            holders.setdefault(key, []).append(place)
    return Sentences(
        text=text,
        count=len(sentences),
        holders={key: np.array(places) for key, places in holders.items()},
        neighbours={key: np.array(_with_before(places)) for key, places in holders.items()},
        spans=index_spans([(line.start, line.end) for line in text.lines]),
    )


def _with_before(places: Sequence[int]) -> list[int]:
    return sorted({near for place in places for near in (place, place - 1) if near >= 0})
