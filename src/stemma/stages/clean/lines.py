"""The lines of a page: what is labelled, and what the page's markup says of each."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from stemma.stages.clean.segments import cut_line
from stemma.stages.clean.wordings import Wordings


class Markup(NamedTuple):
    """What an HTML page says of a line: its block tag, the landmarks around it, class and id words of it and what holds it (``own_hints``:
    of it and its parent alone), the share of its characters inside links, and whether all of it is bold."""

    tag: str
    landmarks: frozenset[str]
    hints: frozenset[str]
    link_share: float
    own_hints: frozenset[str] = frozenset()
    is_bold: bool = False
    holders: tuple[int, ...] = ()


class Line(NamedTuple):
    """One line of the page without the white space around it (in a page wrapped at a fixed width: one paragraph)."""

    start: int
    end: int
    text: str
    markup: Markup | None = None


_BULLET = re.compile(r"(?:[*•·▪◦‣●○■□–—>#|+-]|\(?\d{1,2}[.)])\s")
_QUOTED = re.compile(r">\s{1,2}")
_WIDTHS = range(50, 101)
_LONGEST_LINE, _SHORTEST_PAGE = 2_500, 500
_ONE_LINE_SHARE = 0.9
_MOST_LINES = 8_000
_ENDED = re.compile(r"[.!?:;,。！？…][\"'”’»)\]*_]{0,4}$")
_TAIL = 8
_NO_WORDINGS = Wordings({}, {}, {}, (), re.compile(r"(?!)"))


def split_lines(text: str, wordings: Wordings | None = None) -> tuple[Line, ...]:
    """The non-blank lines of flattened text in order. Paragraphs that were wrapped at a fixed width are put together again, and a line
    far longer than any paragraph (a page flattened without line ends), or long and not ending like one, is cut into sentences.

    >>> [line.text for line in split_lines("Rain fell.\\n\\n  The dam held.\\n")]
    ['Rain fell.', 'The dam held.']
    """
    spans = [(start, start + len(found)) for start, found in _stripped(text)]
    width = _wrap_width(text, spans)
    joined = _unwrap(text, spans, width) if width else spans
    longest = _longest_line(joined)
    cut = [part for span in joined for part in _cut(text, span, wordings, longest)]
    return bundle(tuple(Line(start=start, end=end, text=text[start:end]) for start, end in cut), text)


def bundle(lines: tuple[Line, ...], text: str) -> tuple[Line, ...]:
    """The same lines, or bundles of neighbours where there are more than any news page has, so that cost stays bounded."""
    if len(lines) <= _MOST_LINES:
        return lines
    size = -(-len(lines) // _MOST_LINES)
    groups = [lines[index : index + size] for index in range(0, len(lines), size)]
    spans = ((group[0].start, group[-1].end, group[0].markup) for group in groups)
    return tuple(Line(start=start, end=end, text=text[start:end], markup=markup) for start, end, markup in spans)


def _stripped(text: str) -> Iterator[tuple[int, str]]:
    position = 0
    for raw in text.split("\n"):
        bare = raw.strip()
        if bare:
            yield position + len(raw) - len(raw.lstrip()), bare
        position += len(raw) + 1


def _longest_line(spans: list[tuple[int, int]]) -> int:
    """How long a line may be and stay whole: a page that is one line, but for a few words, was flattened without line ends."""
    lengths = [end - start for start, end in spans]
    is_one = max(lengths, default=0) >= _ONE_LINE_SHARE * sum(lengths)
    return _SHORTEST_PAGE if is_one else _LONGEST_LINE


def _cut(text: str, span: tuple[int, int], wordings: Wordings | None, longest: int) -> Iterator[tuple[int, int]]:
    start, end = span
    if end - start > longest or (end - start > _SHORTEST_PAGE and not _ENDED.search(text, end - _TAIL, end)):
        yield from cut_line(text, start, end, wordings or _NO_WORDINGS)
    elif start < end:
        yield span


def _wrap_width(text: str, spans: list[tuple[int, int]]) -> int | None:
    """The width at which a page was wrapped, None where lines are whole paragraphs.

    A break is explained by a width when the next line's first word would not have fitted; the width that explains most of the
    breaks inside paragraphs is taken if it explains most of them: fewer where no line of the page is longer, nearly all where most of the
    text stands on longer lines.
    """
    pairs = [(one[1] - one[0], _first_word(text, two)) for one, two in pairwise(spans) if _is_adjacent(text, one, two)]
    explained = Counter(width for length, word in pairs for width in _WIDTHS if length <= width < length + 1 + word)
    if not explained:
        return None
    width = min(explained, key=lambda width: (-explained[width], width))
    candidates = sum(length > width // 2 for length, _ in pairs)
    longer = sum(end - start for start, end in spans if end - start > width)
    within = sum(end - start for start, end in spans if width // 2 < end - start <= width)
    share, fewest = (0.85, 12) if within <= longer else (0.6, 6) if longer else (0.4, 6)
    return width if explained[width] >= max(fewest, candidates * share) else None


def _is_adjacent(text: str, one: tuple[int, int], two: tuple[int, int]) -> bool:
    if text.count("\n", one[1], two[0]) != 1:
        return False
    is_quoted = _QUOTED.match(text, one[0]) is not None and _QUOTED.match(text, two[0]) is not None
    return is_quoted or not _BULLET.match(text, two[0], two[0] + 5)


def _first_word(text: str, span: tuple[int, int]) -> int:
    mark = _QUOTED.match(text, span[0], span[1])
    start = mark.end() if mark and mark.end() < span[1] else span[0]
    return len(text[start : min(span[1], start + 200)].split(None, 1)[0])


def _unwrap(text: str, spans: list[tuple[int, int]], width: int) -> list[tuple[int, int]]:
    joined = [spans[0]]
    for previous, span in pairwise(spans):
        fits = previous[1] - previous[0] + 1 + _first_word(text, span) <= width
        if not fits and _is_adjacent(text, previous, span):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined
