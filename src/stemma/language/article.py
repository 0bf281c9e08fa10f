"""Which parts of a page are the article: what the stages that compare wordings look at."""

import re

from stemma.records import BlockKind, Disclosure, Report

_LONGEST_HEADING = 60
TEXT_KINDS: frozenset[BlockKind] = frozenset({"subtitle", "body", "heading", "list", "quote"})
"""The running text of an article: not its headline, captions, bylines and dates, nor anything round it."""


def article_spans(report: Report, kinds: frozenset[BlockKind] = TEXT_KINDS) -> tuple[tuple[int, int], ...]:
    """The spans of the blocks of these kinds, in order of position."""
    return tuple((block.start, block.end) for block in report.blocks if block.kind in kinds)


def stands_in_correction(report: Report, start: int) -> bool:
    """Whether what begins at ``start`` stands in a page's printed corrections: within one, or anywhere below the heading over several."""
    return any(
        found.kind == "correction" and found.start <= start and (start < found.end or _heads(found, report.text))
        for found in report.disclosures
    )


def _heads(found: Disclosure, text: str) -> bool:
    """Whether a disclosure is a heading over what it tells of."""
    return found.end - found.start <= _LONGEST_HEADING and re.search(r"[.:]", text[found.start : found.end]) is None
