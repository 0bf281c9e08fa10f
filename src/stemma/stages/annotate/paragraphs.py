"""The article's paragraphs and their sentences."""

from dataclasses import dataclass

from stemma.language.model import LanguageModel
from stemma.records import Block, Name, Report, Sentence, Token

ARTICLE = frozenset({"title", "subtitle", "body", "heading", "list", "caption", "quote"})
"""Kinds of block whose sentences are read; the others are another article's words, or nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block with its sentences, offsets being those of the report."""

    block: Block
    sentences: tuple[Sentence, ...]


def read_paragraphs(report: Report, *, model: LanguageModel) -> tuple[Paragraph, ...]:
    """Read the article's blocks one by one, in order; no sentence crosses a block. One call to the model."""
    blocks = [block for block in report.blocks if block.kind in ARTICLE and report.text[block.start : block.end].strip()]
    read = model.read([report.text[block.start : block.end] for block in blocks])
    return tuple(
        Paragraph(block=block, sentences=tuple(_shifted(sentence, block.start) for sentence in sentences))
        for block, sentences in zip(blocks, read, strict=True)
    )


def _shifted(sentence: Sentence, by: int) -> Sentence:
    return Sentence(
        start=sentence.start + by,
        end=sentence.end + by,
        tokens=tuple(Token(token.start + by, token.end + by, token.upos, token.head, token.dep) for token in sentence.tokens),
        names=tuple(Name(name.start + by, name.end + by, name.label) for name in sentence.names),
        vector=sentence.vector,
    )
