"""Which of many spans overlap a given one, without looking at all of them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """Half-open spans, indexed. ``order`` holds their numbers by start; ``reach`` the furthest end up to each."""

    order: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    reach: tuple[int, ...]

    def overlapping(self, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the spans that share at least one point with ``[start, end)``, ascending. Logarithmic in the number
        of spans where they are short."""
        found = []
        at = bisect_left(self.starts, end) - 1
        while at >= 0 and self.reach[at] > start:
            if self.ends[at] > start:
                found.append(self.order[at])
            at -= 1
        return tuple(sorted(found))


def index_spans(spans: Sequence[tuple[int, int]]) -> Intervals:
    """Index spans by their number in the sequence.

    >>> index_spans([(0, 4), (10, 12), (3, 11)]).overlapping(3, 5)
    (0, 2)
    """
    order = tuple(sorted(range(len(spans)), key=lambda number: (spans[number], number)))
    ends = tuple(spans[number][1] for number in order)
    return Intervals(order, tuple(spans[number][0] for number in order), ends, tuple(accumulate(ends, max)))
