"""Connected components of a graph by union-find (Galler and Fischer, 1964) with path halving."""

from collections.abc import Iterable
from typing import TypeVar

ItemT = TypeVar("ItemT")


def components(items: Iterable[ItemT], edges: Iterable[tuple[ItemT, ItemT]]) -> tuple[tuple[ItemT, ...], ...]:
    """The connected components of the graph of ``items`` and undirected ``edges``.

    Items stay in the order they came in, inside a component and by the first item of each; so the order of the edges does not
    matter. Nearly linear.

    >>> components("abcde", [("e", "b"), ("c", "b")])
    (('a',), ('b', 'c', 'e'), ('d',))

    Raises:
        KeyError: an edge names an item that is not there.
    """
    order = list(dict.fromkeys(items))
    rank = {item: place for place, item in enumerate(order)}
    parent = list(range(len(order)))
    for one, other in edges:
        first, second = _root(parent, rank[one]), _root(parent, rank[other])
        parent[max(first, second)] = min(first, second)
    found: dict[int, list[ItemT]] = {}
    for place, item in enumerate(order):
        found.setdefault(_root(parent, place), []).append(item)
    return tuple(tuple(members) for members in found.values())


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place
