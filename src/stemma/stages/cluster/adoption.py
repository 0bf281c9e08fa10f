"""Strays find their story: reports that share little wording with the others, but what they tell of.

Average link measures wording. A reporter on the spot, a comment, a correction, a page in another language word everything anew; what cannot
differ are names, numbers, days and what was said.
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.language.lexicon import Lexicons
from stemma.stages.cluster.belonging import KeyT, Likeness, Places, weigh_belonging
from stemma.stages.cluster.details import Profile

LARGEST_STRAY, SMALLEST_STORY = 6, 2
"""A group of more reports is a story of its own, one of fewer is none that others could join."""
MOST_STORIES = 6
"""So many stories are weighed for a stray: those with the reports most like it."""
TELLING, TELLING_NAME = 4.5, 6.0
"""A number, or a name, that tells so much (nats) brings two reports together for comparison."""
SMALL_PILE = 30
"""In a pile of no more reports each is worth weighing against every story."""
WIDEST = 20
"""What more reports have, or an outlet of more reports, brings none together."""

Clusters = tuple[Places, ...]
Neighbours = Mapping[int, Mapping[int, float]]


def adopt(clusters: Clusters, profiles: Sequence[Profile], likeness: Likeness, lexicons: Lexicons) -> Clusters:
    """The clusters with each stray in the story to which it most likely belongs; others stay as they are.

    The surest goes first, and a story is weighed anew with what has come in: a report that drew on two others brings them together. Ties
    go to the smallest places. Each stray is weighed against ``MOST_STORIES`` at most, so the cost grows with the number of strays.
    """
    neighbours = _read_neighbours(profiles, likeness)
    home = {place: members for members in clusters for place in members}
    heap: list[tuple[float, Places, Places]] = []

    def propose(group: Places, of: Places | None = None) -> None:
        for stray, story in _pairings(group, home, neighbours):
            if of is None or of in (stray, story):
                odds = weigh_belonging(stray, story, profiles, likeness, lexicons)
                if odds > 0:
                    heapq.heappush(heap, (-odds, stray, story))

    for members in clusters:
        propose(members)
    while heap:
        _, stray, story = heapq.heappop(heap)
        if home[stray[0]] == stray and home[story[0]] == story:
            joined = tuple(sorted(stray + story))
            home.update(dict.fromkeys(joined, joined))
            for group in sorted({joined, *_adjacent(joined, home, neighbours)}):
                propose(group, joined)
    return tuple(sorted(set(home.values())))


def _pairings(group: Places, home: Mapping[int, Places], neighbours: Neighbours) -> list[tuple[Places, Places]]:
    """The stories that a group, as a stray, is most like, with it."""
    if len(group) > LARGEST_STRAY:
        return []
    near = _adjacent(group, home, neighbours)
    stories = [other for other in near if len(other) >= SMALLEST_STORY and (len(other), other) > (len(group), group)]
    return [(group, story) for story in sorted(stories, key=lambda story: (-near[story], story))[:MOST_STORIES]]


def _adjacent(group: Places, home: Mapping[int, Places], neighbours: Neighbours) -> dict[Places, float]:
    """The groups round a group, each with how alike the closest two reports are."""
    near: dict[Places, float] = {}
    for place in group:
        for other, alike in neighbours.get(place, {}).items():
            if home[other] != group:
                near[home[other]] = max(near.get(home[other], 0.0), alike)
    return near


def _read_neighbours(profiles: Sequence[Profile], likeness: Likeness) -> Neighbours:
    """Which reports are worth weighing together: those alike in words, those with a telling number or, in two languages, a
    telling name in common, and those of which one names the outlet of the other; in a small pile all."""
    neighbours: dict[int, dict[int, float]] = {}
    for (one, other), alike in likeness.items():
        neighbours.setdefault(one, {})[other] = alike
        neighbours.setdefault(other, {})[one] = alike
    every = combinations(range(len(profiles)), 2) if len(profiles) <= SMALL_PILE else ()
    for one, other in (*every, *_sharing_numbers(profiles), *_sharing_names(profiles), *_naming_houses(profiles)):
        neighbours.setdefault(one, {}).setdefault(other, 0.0)
        neighbours.setdefault(other, {}).setdefault(one, 0.0)
    return neighbours


def _sharing_numbers(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    return _sharing([profile.numbers for profile in profiles], TELLING)


def _sharing_names(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    pairs = _sharing([profile.names for profile in profiles], TELLING_NAME)
    return ((one, other) for one, other in pairs if profiles[one].language != profiles[other].language)


def _sharing(told_by: Sequence[Mapping[KeyT, float]], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of reports that both have what tells so much and no more than ``WIDEST`` have."""
    holders: dict[KeyT, list[int]] = {}
    for place, told_of in enumerate(told_by):
        for key, told in told_of.items():
            if told >= least:
                holders.setdefault(key, []).append(place)
    for places in holders.values():
        if len(places) <= WIDEST:
            yield from combinations(places, 2)


def _naming_houses(profiles: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = {}
    for place, profile in enumerate(profiles):
        for house in sorted(profile.houses):
            holders.setdefault(house, []).append(place)
    for place, profile in enumerate(profiles):
        for house in sorted((profile.called - profile.houses) & holders.keys()):
            if len(holders[house]) <= WIDEST:
                yield from ((place, other) for other in holders[house])
