"""Which reports go back to one text."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from stemma.records import Derivation
from stemma.stages.corroborate.origins.witnesses import TAKES


def find_of_one_text(derivations: Sequence[Derivation]) -> frozenset[frozenset[str]]:
    """The pairs of reports of which one was written from the other, or both from a third that lies in the pile."""
    written_from: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        if edge.kind in TAKES and edge.source is not None:
            written_from[edge.source].add(edge.report)
    return frozenset(frozenset(pair) for source, reports in written_from.items() for pair in combinations(sorted({source, *reports}), 2))
