"""Spans of one text as nested marks: what HTML can hold, since elements nest and spans may cross.

A span that crosses another is cut where the other ends; its pieces carry the same span, so that all of them can be lit together.
"""

from collections.abc import Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under one mark, or under none (``span`` is null). ``is_first`` says that the span begins here, ``is_whole`` that
    nothing was cut off it. ``parts`` are its text and the marks inside it, in order."""

    span: Span | None
    start: int
    end: int
    is_first: bool = True
    is_whole: bool = True
    parts: tuple["Piece", ...] = ()


def nest_spans(start: int, end: int, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Pieces that tile ``[start, end)`` in order, nested where a span lies in another, cut where two cross.

    Spans outside the range are clipped to it; empty ones are left out. Cost: sorting, and one step for each piece.
    """
    clipped = [(max(first, start), min(last, end), (first, last)) for first, last in set(spans)]
    queue = sorted(((first, -last, span) for first, last, span in clipped if first < last), reverse=True)
    return tuple(_fill(start, end, queue))


def _fill(start: int, end: int, queue: list[tuple[int, int, Span]]) -> list[Piece]:
    """Take from the queue (last item first) what begins before ``end``; what reaches beyond is cut and put back."""
    stack: list[tuple[int, int, Span | None, list[Piece]]] = [(start, end, None, [])]
    at = start
    while True:
        first, limit, span, parts = stack[-1]
        if queue and queue[-1][0] < limit:
            begin, negative_end, inner = queue.pop()
            if -negative_end > limit:
                _put_back(queue, (limit, negative_end, inner))
            parts.extend(_plain(at, begin))
            stack.append((begin, min(-negative_end, limit), inner, []))
            at = begin
            continue
        parts.extend(_plain(at, limit))
        at = limit
        stack.pop()
        if span is None:
            return parts
        piece = Piece(span, first, limit, first == span[0], (first, limit) == span, tuple(parts))
        stack[-1][3].append(piece)


def _put_back(queue: list[tuple[int, int, Span]], item: tuple[int, int, Span]) -> None:
    index = len(queue)
    while index and queue[index - 1] < item:
        index -= 1
    queue.insert(index, item)


def _plain(start: int, end: int) -> list[Piece]:
    return [Piece(None, start, end)] if start < end else []
