"""Who is quoted, where a report has a quotation from, with the words that it changed."""

from collections.abc import Iterable, Sequence

from stemma.records import Derivation, Quote, Statement
from stemma.stages.corroborate.origins.supports import Node
from stemma.stages.corroborate.origins.witnesses import Names


def find_altered(
    statements: Iterable[Statement], quotes: Sequence[Quote], derivations: Sequence[Derivation], names: Names
) -> dict[str, tuple[Node, Derivation]]:
    """For each statement in a quotation that its report took from another and changed, by id: who says the words there, and the
    derivation. Where nobody is named there, nothing."""
    known = {quote.id: quote for quote in quotes}
    pairs = [(known.get(item.quote), known.get(item.source_quote), edge) for edge in derivations for item in edge.altered_quotes]
    spans: dict[str, list[tuple[Quote, Node, Derivation]]] = {}
    for quote, source, edge in pairs:
        if quote is not None and source is not None and (source.speaker or source.speaker_text):
            node: Node = ("named", names.key(source.speaker_text or "", source.speaker))
            spans.setdefault(quote.report, []).append((quote, node, edge))
    return {
        statement.id: (node, edge)
        for statement in statements
        for quote, node, edge in spans.get(statement.report, ())
        if quote.start <= statement.start and statement.end <= quote.end
    }
