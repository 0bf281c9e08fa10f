"""Sentences parsed by hand, in a compact notation: ``word/UPOS/head/relation``, heads counted from 1, 0 at the root.

No space is set before closing punctuation and after opening marks; ``_`` glues a word to the one before.
"""

from dataclasses import replace

from bench.quality.bare import bare_report

from stemma.records import Annotation, Block, Mention, Name, Page, Quotation, Referent, Sentence, Token
from stemma.stages.annotate.paragraphs import Paragraph

_NO_SPACE_BEFORE = frozenset(".,:;?!”’)")
_NO_SPACE_AFTER = frozenset("“‘(")


def parse(notation: str, start: int = 0) -> tuple[str, Sentence]:
    """One sentence and its text, its offsets counted from ``start``."""
    text, glue = "", True
    tokens: list[Token] = []
    for entry in notation.split():
        word, upos, head, dep = entry.rsplit("/", 3)
        if word.startswith("_"):
            word, glue = word[1:], True
        if not glue and word not in _NO_SPACE_BEFORE:
            text += " "
        begin = start + len(text)
        text += word
        glue = word in _NO_SPACE_AFTER
        number = int(head) - 1
        tokens.append(Token(begin, start + len(text), upos, number if number >= 0 else len(tokens), dep))
    names = tuple(Name(token.start, token.end, "PERSON") for token in tokens if token.upos == "PROPN")
    return text, Sentence(start=start, end=start + len(text), tokens=tuple(tokens), names=names)


def paragraph(*notations: str, start: int = 0, kind: str = "body") -> tuple[str, Paragraph]:
    """A block of several sentences."""
    text, sentences = "", []
    for notation in notations:
        text += " " if text else ""
        words, sentence = parse(notation, start + len(text))
        text += words
        sentences.append(sentence)
    return text, Paragraph(block=Block(kind=kind, start=start, end=start + len(text)), sentences=tuple(sentences))  # type: ignore[arg-type]


def article(*blocks: tuple[str, ...], kind: str = "body") -> tuple[str, tuple[Paragraph, ...]]:
    """A text of several blocks, one a line."""
    text, paragraphs = "", []
    for notations in blocks:
        text += "\n" if text else ""
        words, one = paragraph(*notations, start=len(text), kind=kind)
        text += words
        paragraphs.append(one)
    return text, tuple(paragraphs)


def names_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[tuple[Mention, ...], tuple[Referent, ...]]:
    """Every proper noun as a person of that name."""
    forms: dict[str, int] = {}
    mentions = []
    for one in (name for paragraph in paragraphs for sentence in paragraph.sentences for name in sentence.names):
        number = forms.setdefault(text[one.start : one.end], len(forms))
        mentions.append(Mention(start=one.start, end=one.end, form="name", referent=number))
    return tuple(mentions), tuple(Referent(type="person", name=form) for form in forms)


def page(text: str, paragraphs: tuple[Paragraph, ...], annotation: Annotation) -> Page:
    """A report made of these paragraphs."""
    report = replace(bare_report(text, [paragraph.block for paragraph in paragraphs]), id="r-1")
    return Page(report=report, annotation=annotation)


def spoken(text: str, quotations: tuple[Quotation, ...]) -> list[tuple[str, str | None]]:
    """Each quotation that is speech, with its speaker as printed."""
    return [(one.text, one.speaker_text) for one in quotations if one.is_direct and text[one.start : one.end]]
