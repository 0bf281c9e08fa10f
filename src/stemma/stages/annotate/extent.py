"""How much of one article is read: more than any article has, so that no page costs without bound."""

from collections.abc import Sequence

from stemma.records import Block

LONGEST_ARTICLE = 100_000
"""Characters of an article's blocks that are read, some 16,000 words."""
MOST_SENTENCES = 1_000


def cut_blocks(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The first blocks of an article, ``LONGEST_ARTICLE`` characters in all and no more than ``MOST_SENTENCES``; the last of them ends
    behind a word where one ends within reach.

    >>> [block.end for block in cut_blocks("Alva " * 30_000, [Block(kind="body", start=0, end=150_000)])]
    [99999]
    """
    kept: list[Block] = []
    left = LONGEST_ARTICLE
    for block in blocks[:MOST_SENTENCES]:
        if block.end - block.start <= left:
            kept.append(block)
            left -= block.end - block.start
            continue
        end = text.rfind(" ", block.start, block.start + left)
        end = end if end > block.start else block.start + left
        return [*kept, Block(kind=block.kind, start=block.start, end=end)] if text[block.start : end].strip() else kept
    return kept
