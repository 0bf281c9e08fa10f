"""An HTML page read in one pass: no tree is built; its lines are written, and what it tells machines is gathered, as tags are met."""

from dataclasses import dataclass
from html import unescape

from lxml import etree

from stemma.stages.clean.lines import Line
from stemma.stages.clean.rendering import Writer
from stemma.stages.clean.told import CLOSED, MARKS, NAMED, PARTS, Attributes, Told

_DEEPEST, _FED = 2_048, 1 << 16


@dataclass(frozen=True, slots=True, eq=False)
class ParsedPage:
    """A page's text, its lines, and what its elements tell machines."""

    text: str
    lines: tuple[Line, ...]
    told: Told


class _TooDeepError(Exception):
    """The page is nested more deeply than any that a person reads."""


class _Listener:
    """What the parser calls at each tag and piece of text, the text between two tags put together."""

    def __init__(self) -> None:
        self._writer, self._told = Writer(), Told()
        self._open: list[tuple[str, Attributes]] = []
        self._pieces: list[str] = []
        self.data = self._pieces.append
        self._skipped = 0
        self._is_over = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if self._pieces:
            self._pass_on()
        if len(self._open) >= _DEEPEST:
            raise _TooDeepError
        if not self._is_over:
            if tag in NAMED or (attributes and not MARKS.isdisjoint(attributes)) or (tag in PARTS and self._told.is_in_article):
                self._told.open(tag, attributes, self._open)
            if self._skipped or not self._writer.open(tag, attributes):
                self._skipped += 1
        self._open.append((tag, attributes))

    def end(self, tag: str) -> None:
        if self._pieces:
            self._pass_on()
        attributes = self._open.pop()[1]
        if not self._is_over:
            if tag in CLOSED:
                self._told.close(tag, attributes)
            if self._skipped:
                self._skipped -= 1
            else:
                self._writer.close(tag)
            self._is_over = not self._open

    def close(self) -> ParsedPage:
        text, lines = self._writer.finish()
        return ParsedPage(text, lines, self._told)

    def _pass_on(self) -> None:
        text = self._pieces[0] if len(self._pieces) == 1 else "".join(self._pieces)
        self._pieces.clear()
        if not self._is_over:
            if self._told.listens:
                self._told.hear(text)
            if not self._skipped:
                self._writer.add(text)


def parse_html(content: str) -> ParsedPage | None:
    """The lines of a page and what it tells machines, None where there is nothing to parse or it is nested too deeply. What stands behind
    the page's end is left out. Entities are not fetched, nothing is loaded.

    The page is fed in pieces, so that one nested too deeply is given up at once: what its tags would cost grows with its depth.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, target=_Listener())
    encoded = content.encode("utf-8", errors="replace")
    try:
        for start in range(0, len(encoded), _FED):
            parser.feed(encoded[start : start + _FED])
        page: ParsedPage = parser.close()
    except (etree.XMLSyntaxError, ValueError, _TooDeepError):
        return None
    return page


def strip_tags(content: str) -> str:
    """The text of a page that no parser could make a tree of (nested more deeply than any page a person reads), tags cut out.

    >>> strip_tags("<div><div><p>Rain fell.<script>let a</script></p>")
    'Rain fell.'
    """
    kept, position = [], 0
    while (opening := content.find("<", position)) >= 0:
        kept.append(content[position:opening])
        name = content[opening + 1 : opening + 7].lower()
        end = "</script" if name == "script" else "</style" if name.startswith("style") else ">"
        closing = content.find(end, opening)
        if closing < 0:
            break
        position = content.find(">", closing) + 1 or len(content)
    else:
        kept.append(content[position:])
    return "\n".join(piece for piece in (unescape(piece).strip() for piece in kept) if piece)
