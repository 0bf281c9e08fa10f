"""Where the nodes of a derivation tree go.

Time runs from left to right in bands, one for each day that a report was published on, a last one for reports without a date. Every node
has a row of its own, in the order of an indented tree (each node below the one it drew on most), so that labels never meet whatever the
number of nodes. Inside a day nodes step to the right by time of publication where it is known, and always to the right of what they drew
on. Sources whose text is absent stand above the reports, each in a column of its own, so that their lines run down beside one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``band`` orders the bands; ``moment`` orders nodes inside one, null where the time of day is unknown."""

    key: str
    band: str
    band_name: str
    moment: float | None
    is_absent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``source`` was drawn on by ``target``; where ``is_directed`` is false the order of the two is unknown."""

    source: str
    target: str
    strength: float
    is_directed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Row from the top, column from the left, and the node it hangs from."""

    row: int
    column: int
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    name: str
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    places: dict[str, Place]
    bands: tuple[Band, ...]
    column_count: int
    absent_count: int


def lay_out(nodes: Sequence[Node], edges: Sequence[Edge]) -> Layout:
    """Places for all nodes. The result depends on the nodes and edges, not on their order."""
    everyone = sorted(nodes, key=lambda node: (node.band, node.moment is None, node.moment or 0.0, node.key))
    absent = [node for node in everyone if node.is_absent]
    ordered = [node for node in everyone if not node.is_absent]
    steps = _steps(ordered, edges)
    columns: dict[str, int] = {node.key: column for column, node in enumerate(absent)}
    offset = len(absent)
    bands = [Band(name=absent[0].band_name, first_column=0, last_column=offset - 1)] if absent else []
    for band in sorted({node.band for node in ordered}):
        members = [node for node in ordered if node.band == band]
        width = 1 + max(steps[node.key] for node in members)
        columns.update({node.key: offset + steps[node.key] for node in members})
        bands.append(Band(name=members[0].band_name, first_column=offset, last_column=offset + width - 1))
        offset += width
    present = {node.key for node in ordered}
    parents = _parents([edge for edge in edges if {edge.source, edge.target} <= present], columns)
    rows = [node.key for node in absent] + _rows([node.key for node in ordered], parents, columns)
    places = {key: Place(row=row, column=columns[key], parent=parents.get(key)) for row, key in enumerate(rows)}
    return Layout(places=places, bands=tuple(bands), column_count=offset, absent_count=len(absent))


def _steps(ordered: Sequence[Node], edges: Sequence[Edge]) -> dict[str, int]:
    """Steps to the right inside each band: by moment where it is known, else one beyond what the node drew on there."""
    band = {node.key: node.band for node in ordered}
    moments: dict[str, list[float]] = {}
    for node in ordered:
        if node.moment is not None:
            moments.setdefault(node.band, []).append(node.moment)
    ranks = {name: {moment: rank for rank, moment in enumerate(sorted(set(found)))} for name, found in moments.items()}
    steps = {node.key: ranks[node.band][node.moment] for node in ordered if node.moment is not None}
    sources: dict[str, list[str]] = {}
    for edge in edges:
        if edge.is_directed and edge.source in band and band[edge.source] == band.get(edge.target):
            sources.setdefault(edge.target, []).append(edge.source)
    waiting = [node.key for node in ordered if node.moment is None]
    while waiting:
        ready = [key for key in waiting if not any(source in waiting for source in sources.get(key, ()))] or waiting[:1]
        for key in ready:
            steps[key] = 1 + max((steps[source] for source in sources.get(key, ()) if source in steps), default=-1)
        waiting = [key for key in waiting if key not in ready]
    return steps


def _parents(edges: Sequence[Edge], columns: dict[str, int]) -> dict[str, str]:
    """For each node the one it hangs from: the strongest directed source, else the earlier of an undecided pair. No cycles."""
    parents: dict[str, str] = {}
    oriented = [
        (
            edge,
            *(
                (edge.source, edge.target)
                if edge.is_directed or columns[edge.source] <= columns[edge.target]
                else (edge.target, edge.source)
            ),
        )
        for edge in edges
        if edge.source in columns and edge.target in columns
    ]
    for _, source, target in sorted(oriented, key=lambda item: (not item[0].is_directed, -item[0].strength, item[1], item[2])):
        if target not in parents and not _descends(source, target, parents):
            parents[target] = source
    return parents


def _descends(key: str | None, ancestor: str, parents: dict[str, str]) -> bool:
    while key is not None:
        if key == ancestor:
            return True
        key = parents.get(key)
    return False


def _rows(keys: Sequence[str], parents: dict[str, str], columns: dict[str, int]) -> list[str]:
    """Preorder of the forest, bigger trees first, children from left to right."""
    children: dict[str | None, list[str]] = {}
    for key in keys:
        children.setdefault(parents.get(key), []).append(key)
    position = {key: index for index, key in enumerate(keys)}
    sizes: dict[str, int] = {}
    stack = [(key, False) for key in children.get(None, [])]
    while stack:
        key, is_done = stack.pop()
        if is_done:
            sizes[key] = 1 + sum(sizes[child] for child in children.get(key, []))
        else:
            stack.append((key, True))
            stack.extend((child, False) for child in children.get(key, []))
    roots = sorted(children.get(None, []), key=lambda key: (-sizes[key], columns[key], position[key]))
    rows: list[str] = []
    waiting = roots[::-1]
    while waiting:
        key = waiting.pop()
        rows.append(key)
        waiting.extend(sorted(children.get(key, []), key=lambda child: (columns[child], position[child]), reverse=True))
    return rows
