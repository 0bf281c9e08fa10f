"""Reports made of nothing but text and blocks, for sets that come without pages."""

from collections.abc import Sequence

from stemma.records import Block, Report


def bare_report(text: str, blocks: Sequence[Block]) -> Report:
    """An English report without outlet, title and dates; the ``blocks`` are spans of ``text``."""
    return Report(
        id="r-0",
        location="bench",
        sha256="",
        outlet=None,
        title=None,
        bylines=(),
        published=None,
        updated=None,
        language="en",
        text=text,
        blocks=tuple(blocks),
        disclosures=(),
    )
