"""A report's page as HTML: all of its text, the article lit and the rest greyed, the evidence marked.

The text of the element is the text of the report, character for character (see ``visible``), so that what is marked is what was cited.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from stemma.records import Block, Report
from stemma.views.dossier.desk import Back, Desk, span_anchor
from stemma.views.dossier.labels import ReportLabel
from stemma.views.dossier.spans import Piece, Span, nest_spans
from stemma.views.dossier.visible import visible

_LIT = frozenset({"title", "subtitle", "byline", "date", "body", "heading", "list", "caption", "quote"})


def draw_page_text(report: Report, desk: Desk) -> Markup:
    """The blocks of a page as ``div`` elements with marks; what lies between blocks is kept as it is."""
    label, backs = desk.labels[report.id], desk.spans.get(report.id, {})
    placed: set[Span] = set()
    parts: list[Markup] = []
    at = 0
    for block, pieces in _marked_blocks(report, desk):
        parts.append(escape(visible(report.text[at : block.start])))
        tone = "lit" if block.kind in _LIT else "grey"
        drawn = Markup("").join(_draw(piece, report.text, _Pen(label, backs, placed)) for piece in pieces)
        parts.append(Markup('<div class="block {} {}" dir="auto">{}</div>').format(tone, block.kind, drawn))
        at = block.end
    parts.append(escape(visible(report.text[at:])))
    return Markup("").join(parts)


def cut_spans(report: Report, desk: Desk) -> tuple[str, ...]:
    """The anchors of spans that stand in more than one piece: these are lit together by a rule of their own."""
    cut: set[Span] = set()
    for _, pieces in _marked_blocks(report, desk):
        cut.update(_cut(pieces))
    return tuple(span_anchor(desk.labels[report.id], span) for span in sorted(cut))


def _marked_blocks(report: Report, desk: Desk) -> Iterator[tuple[Block, tuple[Piece, ...]]]:
    """Every block with its pieces, in one sweep over the spans."""
    waiting = sorted(desk.spans.get(report.id, {}), reverse=True)
    open_spans: list[Span] = []
    for block in _tile(report):
        while waiting and waiting[-1][0] < block.end:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if span[1] > block.start]
        yield block, nest_spans(block.start, block.end, open_spans)


def _cut(pieces: tuple[Piece, ...]) -> set[Span]:
    found: set[Span] = set()
    for piece in pieces:
        if piece.span and not piece.is_whole:
            found.add(piece.span)
        found |= _cut(piece.parts)
    return found


def _tile(report: Report) -> list[Block]:
    """The blocks in order, without overlaps; text that no block claims counts as furniture."""
    tiles: list[Block] = []
    at, end = 0, len(report.text)
    for block in sorted(report.blocks, key=lambda block: (block.start, block.end)):
        start, stop = max(block.start, at), min(block.end, end)
        if start >= stop:
            continue
        tiles.extend(_unclaimed(report.text, at, start))
        tiles.append(Block(kind=block.kind, start=start, end=stop))
        at = stop
    return tiles + _unclaimed(report.text, at, end)


def _unclaimed(text: str, start: int, end: int) -> list[Block]:
    return [Block(kind="chrome", start=start, end=end)] if text[start:end].strip() else []


@dataclass(frozen=True, slots=True)
class _Pen:
    """What drawing needs to know of the report; ``placed`` collects the spans whose anchor stands."""

    label: ReportLabel
    backs: Mapping[Span, Back]
    placed: set[Span]


def _draw(piece: Piece, text: str, pen: _Pen) -> Markup:
    if piece.span is None:
        return escape(visible(text[piece.start : piece.end]))
    anchor = span_anchor(pen.label, piece.span)
    place = Markup("") if piece.span in pen.placed else Markup(' id="{}"').format(anchor)
    pen.placed.add(piece.span)
    inner = Markup("").join(_draw(part, text, pen) for part in piece.parts)
    back = pen.backs[piece.span]
    look = back.look if piece.is_whole else f"{back.look} {anchor}"
    mark = Markup('<mark{} class="{}">{}</mark>').format(place, look, inner)
    if piece.end != piece.span[1]:
        return mark
    return mark + Markup('<a class="back" href="#{}" aria-label="Back to {}"></a>').format(back.anchor, back.words)
