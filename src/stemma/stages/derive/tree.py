"""From related pairs to a tree: what A took from B by way of C is not shown twice."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from stemma.stages.derive.reading import Span, merge, overlap

OWN_EVIDENCE = 0.25
"""A further edge between reports that are connected already stays if so much of what was copied along it is explained by no stronger
edge. What siblings put alike in other words, they have from their common source."""


class Branch(NamedTuple):
    """``report`` is related to ``source``, which explains the ``spans`` of it (``copied`` are those taken word for word).
    ``strength`` orders the pairs: the greater the stronger."""

    strength: tuple[float, ...]
    report: str
    source: str
    spans: tuple[Span, ...]
    copied: tuple[Span, ...]
    is_declared: bool
    is_directed: bool = True


def prune(branches: Sequence[Branch], declared: Sequence[tuple[str, str]] = ()) -> list[Branch]:
    """The branches that hold a story's derivations together, without those that the stronger ones explain, and without a cycle.

    In order of strength, ties by the reports' ids, as Kruskal (1956) takes them: a branch between two reports that already have a source in
    common, or of which one already comes from the other, stays only if it is declared or shows something of its own. ``declared`` are the
    (report, source) of which the reports speak: they stand, with a branch or not."""
    kept: list[Branch] = []
    explained: dict[str, list[Span]] = {}
    arcs = without_circles(declared)
    between = {(branch.report, branch.source) for branch in branches}
    sources: dict[str, list[str]] = {}
    kin: dict[str, list[str]] = {}
    for report, source in arcs:
        sources.setdefault(report, []).append(source)
        if (report, source) not in between:
            kin.setdefault(report, []).append(source)
    for branch in sorted(branches, key=lambda branch: ([-value for value in branch.strength], branch.report, branch.source)):
        are_kin = not _line(kin, branch.report).isdisjoint(_line(kin, branch.source))
        if are_kin and not branch.is_declared and _is_explained(branch, explained.get(branch.report, [])):
            continue
        if _reaches(sources, branch.source, branch.report):
            continue
        kept.append(branch)
        sources.setdefault(branch.report, []).append(branch.source)
        kin.setdefault(branch.report, []).append(branch.source)
        if not branch.is_directed:
            kin.setdefault(branch.source, []).append(branch.report)
        explained[branch.report] = merge([*explained.get(branch.report, []), *branch.spans])
    return kept


def _line(kin: Mapping[str, Sequence[str]], report: str) -> set[str]:
    """A report and all that it comes from."""
    seen, waiting = {report}, [report]
    while waiting:
        for source in kin.get(waiting.pop(), ()):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return seen


def without_circles(arcs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The arcs in order, without those that run both ways and those that would close a circle of the earlier ones."""
    known = set(arcs)
    kept: list[tuple[str, str]] = []
    sources: dict[str, list[str]] = {}
    for report, source in sorted(known):
        if (source, report) not in known and not _reaches(sources, source, report):
            kept.append((report, source))
            sources.setdefault(report, []).append(source)
    return kept


def _is_explained(branch: Branch, covered: Sequence[Span]) -> bool:
    total = sum(end - start for start, end in branch.copied)
    left = total - sum(overlap(span, other) for span in branch.copied for other in covered)
    return left <= OWN_EVIDENCE * total


def reaches(arcs: Sequence[tuple[str, str]], start: str, goal: str) -> bool:
    """Whether ``start`` drew on ``goal``, directly or through others; ``arcs`` are (report, source)."""
    sources: dict[str, list[str]] = {}
    for report, source in arcs:
        sources.setdefault(report, []).append(source)
    return _reaches(sources, start, goal)


def _reaches(sources: Mapping[str, Sequence[str]], start: str, goal: str) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for source in sources.get(waiting.pop(), ()):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return goal in seen
