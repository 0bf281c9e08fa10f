"""Which reports go back to one text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.records import Derivation
from stemma.stages.corroborate.origins.witnesses import TAKES


def gather_texts(derivations: Sequence[Derivation]) -> dict[str, frozenset[str]]:
    """For each report that was written from others of the pile, itself and these."""
    written_from: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        if edge.kind in TAKES and edge.source is not None:
            written_from[edge.report].add(edge.source)
    return {report: frozenset((report, *sources)) for report, sources in sorted(written_from.items())}


def are_of_one_text(one: str, other: str, texts: Mapping[str, frozenset[str]]) -> bool:
    """Whether of two reports one was written from the other, or both from a third (``texts`` as ``gather_texts`` gives them)."""
    return not texts.get(one, frozenset((one,))).isdisjoint(texts.get(other, frozenset((other,))))
