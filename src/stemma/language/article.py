"""Which parts of a page are the article: what the stages that compare wordings look at."""

from stemma.records import BlockKind, Report

TEXT_KINDS: frozenset[BlockKind] = frozenset({"subtitle", "body", "heading", "list", "quote"})
"""The running text of an article: not its headline, captions, bylines and dates, nor anything round it."""


def article_spans(report: Report, kinds: frozenset[BlockKind] = TEXT_KINDS) -> tuple[tuple[int, int], ...]:
    """The spans of the blocks of these kinds, in order of position."""
    return tuple((block.start, block.end) for block in report.blocks if block.kind in kinds)
