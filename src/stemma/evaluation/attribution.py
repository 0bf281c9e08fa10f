"""How well attributions are found: content by overlap of words, source by where its head stands."""

from collections.abc import Sequence
from typing import NamedTuple

Words = frozenset[int]


class Said(NamedTuple):
    """One attribution as sets of word numbers: its content (which may be broken by its cue) and its source."""

    content: Words
    source: Words


class AttributionScore(NamedTuple):
    """Counts over a set of documents; ``sources`` counts matched attributions whose source is right among those that have
    one in the gold."""

    gold: int
    found: int
    matched: int
    with_source: int
    sources: int

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.matched / (self.gold + self.found) if self.gold + self.found else 0.0

    @property
    def source_share(self) -> float:
        return self.sources / self.with_source if self.with_source else 0.0


def overlap(one: Words, other: Words) -> float:
    """Dice overlap of two sets of words, 0..1."""
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0


def score_attributions(
    gold: Sequence[Said], found: Sequence[Said], *, least: float = 0.8
) -> tuple[AttributionScore, tuple[tuple[int, int], ...]]:
    """Match contents one to one, best overlap first, as long as they overlap by ``least``.

    A source is right where the shorter of the two spans lies in the other by half of its words or more.

    Returns:
        The counts of one document, and the matched pairs (gold number, found number).
    """
    pairs = sorted(
        (-overlap(one.content, other.content), left, right)
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
        if one.content & other.content
    )
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    matched = []
    for negative, left, right in pairs:
        if -negative >= least and left not in taken_gold and right not in taken_found:
            taken_gold.add(left)
            taken_found.add(right)
            matched.append((left, right))
    with_source = [(left, right) for left, right in matched if gold[left].source]
    right_sources = sum(_same_source(gold[left].source, found[right].source) for left, right in with_source)
    return AttributionScore(len(gold), len(found), len(matched), len(with_source), right_sources), tuple(sorted(matched))


def _same_source(one: Words, other: Words) -> bool:
    shorter = min(len(one), len(other))
    return shorter > 0 and len(one & other) * 2 >= shorter


def add_scores(scores: Sequence[AttributionScore]) -> AttributionScore:
    """The counts of several documents together."""
    return AttributionScore(*(sum(column) for column in zip(*scores, strict=True))) if scores else AttributionScore(0, 0, 0, 0, 0)
