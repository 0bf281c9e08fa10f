"""Counts that add up over stories, with precision, recall, F1 and bootstrap intervals."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

ROUNDS = 1000
SEED = 20260301


class Tally(NamedTuple):
    """``sound`` of the ``said`` are right; ``found`` of the ``wanted`` were said. A plain share is sound over said."""

    sound: float = 0
    said: float = 0
    found: float = 0
    wanted: float = 0

    def plus(self, other: "Tally") -> "Tally":
        return Tally(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def precision(self) -> float | None:
        return self.sound / self.said if self.said else None

    @property
    def recall(self) -> float | None:
        return self.found / self.wanted if self.wanted else None

    @property
    def f1(self) -> float | None:
        if not self.said or not self.wanted:
            return 0.0 if self.wanted else None
        precision, recall = self.sound / self.said, self.found / self.wanted
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


Tallies = Mapping[str, Tally]


def share(right: float, of: float) -> Tally:
    """A share of decided cases, as a tally."""
    return Tally(sound=right, said=of)


def add_up(stories: Sequence[Tallies]) -> dict[str, Tally]:
    """The sum over stories of each measure, in the order in which measures first appear."""
    total: dict[str, Tally] = {}
    for tallies in stories:
        for name, tally in tallies.items():
            total[name] = total.get(name, Tally()).plus(tally)
    return total


def interval(stories: Sequence[Tallies], name: str, figure: Callable[[Tally], float | None]) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of a figure, resampling whole stories; None where it is not defined."""
    drawn = random.Random(SEED)  # noqa: S311 -- resampling, not secrets; a fixed seed keeps the table the same
    figures: list[float] = []
    for _ in range(ROUNDS):
        sample = [tallies[name] for tallies in drawn.choices(stories, k=len(stories)) if name in tallies]
        total = Tally()
        for tally in sample:
            total = total.plus(tally)
        value = figure(total)
        if value is not None:
            figures.append(value)
    if not figures:
        return None
    figures.sort()
    return figures[int(0.025 * len(figures))], figures[min(len(figures) - 1, int(0.975 * len(figures)))]
