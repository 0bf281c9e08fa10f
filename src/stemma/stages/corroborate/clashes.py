"""Pairs of statements on the same matter whose values cannot both be right, or of which one refines the other."""

from collections.abc import Sequence

from stemma.stages.corroborate.date_clashes import find_date_clashes
from stemma.stages.corroborate.matched_clashes import find_matched_clashes
from stemma.stages.corroborate.matter import Clash, Ground, are_comparable
from stemma.stages.corroborate.number_clashes import find_measure_clashes, find_toll_clashes
from stemma.stages.corroborate.reading import Reading
from stemma.stages.corroborate.said_clashes import find_denials, find_place_clashes


def find_clashes(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> tuple[Clash, ...]:
    """All clashes among the candidate pairs, and among the tolls of the story, in a fixed order."""
    found: list[Clash] = []
    for first, second in pairs:
        one, other = readings[first], readings[second]
        if are_comparable(one, other, ground):
            found += find_date_clashes(one, other, ground)
            found += find_denials(one, other)
            found += find_place_clashes(one, other, ground)
            found += find_measure_clashes(one, other, ground)
            found += find_matched_clashes(one, other, ground)
    return (*found, *find_toll_clashes(readings, ground))
