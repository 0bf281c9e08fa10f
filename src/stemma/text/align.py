"""Passages that two texts share word for word, wherever they stand: k-gram seeds, extended over small gaps.

Monotone aligners (difflib, Levenshtein) cannot see a paragraph that was moved; seeds can. After the seed-and-extend of sequence
search (Altschul et al., 1990) and of text reuse detection (Smith, Cordell and Mullen, "Computational methods for uncovering
reprinted texts", 2015).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

SEED = 4
OCCURRENCES = 8
"""Of a seed that stands more often in the source, only the first so many places are tried."""
GAP = 3
RESUME = 2
"""After up to ``GAP`` words changed, put in or left out on either side, so many equal words in a row carry a passage on."""


class Match(NamedTuple):
    """``words[start:end]`` of one text stands for ``[other_start:other_end]`` of the other; ``same`` words are equal."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int


Seeds = Mapping[tuple[str, ...], Sequence[int]]


def index_seeds(words: list[str]) -> Seeds:
    """Where each run of ``SEED`` words begins: what ``align`` needs to know of the text that is searched."""
    places: dict[tuple[str, ...], list[int]] = {}
    for place in range(len(words) - SEED + 1):
        found = places.setdefault(tuple(words[place : place + SEED]), [])
        if len(found) < OCCURRENCES:
            found.append(place)
    return places


def align(words: list[str], others: list[str], seeds: Seeds | None = None) -> list[Match]:
    """The passages of ``words`` that stand in ``others`` too, each at least ``SEED`` equal words long, in order and without overlap.

    At each place the match with most equal words is taken; of two as good, the one that goes on where the last one ended, then the
    earliest. ``seeds`` are those of ``others``. Nearly linear: each step tries at most ``OCCURRENCES`` places.

    >>> align("now we must all go down to the sea".split(), "we must all go up or down to the sea".split())
    [Match(start=1, end=9, other_start=0, other_end=10, same=8)]
    """
    seeds = index_seeds(others) if seeds is None else seeds
    matches: list[Match] = []
    place = covered = 0
    while place <= len(words) - SEED:
        best: Match | None = None
        for other in seeds.get(tuple(words[place : place + SEED]), ()):
            match = _extend(words, others, place, other, covered)
            follows = bool(matches) and match.other_start >= matches[-1].other_end
            if best is None or (match.same, follows) > (best.same, bool(matches) and best.other_start >= matches[-1].other_end):
                best = match
        if best is None:
            place += 1
        else:
            matches.append(best)
            place = covered = best.end
    return matches


def _extend(words: list[str], others: list[str], place: int, other: int, floor: int) -> Match:
    """Grow a seed to the right over small gaps and to the left, not before ``floor``, over equal words."""
    end, other_end, same = place, other, 0
    while True:
        while end < len(words) and other_end < len(others) and words[end] == others[other_end]:
            end, other_end, same = end + 1, other_end + 1, same + 1
        step = _resume(words, others, end, other_end)
        if step is None:
            break
        end, other_end = end + step[0], other_end + step[1]
    while place > floor and other > 0 and words[place - 1] == others[other - 1]:
        place, other, same = place - 1, other - 1, same + 1
    return Match(place, end, other, other_end, same)


def _resume(words: list[str], others: list[str], end: int, other_end: int) -> tuple[int, int] | None:
    """The smallest gap (here, there) after which both texts run on alike, None where there is none."""
    for here, there in _GAPS:
        tail = words[end + here : end + here + RESUME]
        if len(tail) == RESUME and tail == others[other_end + there : other_end + there + RESUME]:
            return here, there
    return None


_GAPS = sorted(((here, there) for here in range(GAP + 1) for there in range(GAP + 1) if here or there), key=lambda gap: (sum(gap), gap))
