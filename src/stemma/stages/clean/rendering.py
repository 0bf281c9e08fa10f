"""An HTML page as text, block by block, with what the markup says of each line."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

from stemma.stages.clean.lines import Line, Markup, bundle
from stemma.text.normalise import normalise

_NOT_TEXT = frozenset(
    {"script", "style", "template", "svg", "math", "head", "iframe", "object", "textarea", "canvas", "video", "audio", "datalist"}
)
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
    }
    | {"fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend"}
    | {"li", "main", "menu", "nav", "noscript", "ol", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "tfoot"}
    | {"thead", "tr", "ul", "amp-carousel", "amp-accordion"}
)
_CELLS = frozenset({"td", "th"})
_LANDMARKS = frozenset(
    {
        "nav",
        "header",
        "footer",
        "aside",
        "figure",
        "figcaption",
        "article",
        "main",
        "form",
        "table",
        "blockquote",
        "ul",
        "ol",
        "li",
        "noscript",
        "button",
        "select",
        "time",
        "a",
    }
)
_WORD = re.compile(r"[a-z]{3,20}")
_SPACES = re.compile(r"[ \t\n\r\f\u00a0\u2000-\u200a\u3000]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_HINT_LEVELS = 4
_MOST_HINT_CHARS = 300


@dataclass(frozen=True, slots=True, eq=False)
class _Open:
    """What an element hands down to what it holds."""

    block: str
    landmarks: frozenset[str]
    hints: tuple[frozenset[str], ...]


class _Writer:
    """The text written so far, and the line under way."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self.length = 0
        self.current: list[str] = []
        self.linked = self.bold = 0
        self.place: _Open | None = None

    def add(self, text: str, place: _Open, *, is_link: bool, is_bold: bool) -> None:
        self.current.append(text)
        if not text.isspace():
            self.place = place if self.place is None else self.place
            visible = len(text) - text.count(" ")
            self.linked += visible if is_link else 0
            self.bold += visible if is_bold else 0

    def break_line(self) -> None:
        """End the line under way; text that is all white space leaves nothing."""
        text = normalise(_SPACES.sub(" ", "".join(self.current))).strip()
        if text and self.place is not None:
            visible = max(1, len(text) - text.count(" "))
            for part in text.split("\n"):
                self._write(part.strip(), self.linked / visible, self.bold / visible)
        self.current, self.linked, self.bold, self.place = [], 0, 0, None

    def _write(self, text: str, link_share: float, bold_share: float) -> None:
        if not text or self.place is None:
            return
        markup = Markup(
            tag=self.place.block,
            landmarks=self.place.landmarks,
            hints=frozenset().union(*self.place.hints),
            own_hints=frozenset().union(*self.place.hints[-2:]),
            link_share=min(1.0, link_share),
            is_bold=bold_share > 0.95,
        )
        self.lines.append(Line(start=self.length, end=self.length + len(text), text=text, markup=markup))
        self.pieces.append(text)
        self.length += len(text) + 1


def parse_html(content: str) -> Any | None:
    """The tree of a page, None where there is nothing to parse. Entities are not fetched, nothing is loaded."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        return etree.fromstring(content.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


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


def render(tree: Any) -> tuple[str, tuple[Line, ...]]:
    """The page as text, one line for each block of running text, and those lines in order.

    Blocks and ``<br>`` break lines, a table row is one line with its cells apart by tabs; scripts, styles, comments and templates
    are no text. White space is squashed as a browser would.
    """
    writer = _Writer()
    stack = [_Open("body", frozenset(), ())]
    skipped = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if skipped is None and event == "start":
            if tag in _NOT_TEXT or _is_hidden(element):
                skipped = element
            else:
                stack.append(_enter(writer, element, tag, stack[-1]))
        elif event == "end":
            if skipped is None:
                stack.pop()
                _leave(writer, tag)
            elif skipped is element:
                skipped = None
            if skipped is None and element.tail:
                _add_text(writer, element.tail, stack[-1])
    writer.break_line()
    text = "\n".join(writer.pieces)
    return text, bundle(tuple(writer.lines), text)


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _enter(writer: _Writer, element: Any, tag: str, parent: _Open) -> _Open:
    is_block = tag in _BLOCKS
    if is_block or tag == "br":
        writer.break_line()
    elif tag in _CELLS and writer.current:
        writer.current.append(" \t ")
    landmarks = parent.landmarks | {tag} if tag in _LANDMARKS or tag in ("b", "strong") else parent.landmarks
    if element.get("role") in ("navigation", "banner", "contentinfo", "complementary", "search"):
        landmarks |= {"nav"}
    hints = (*parent.hints[-_HINT_LEVELS + 1 :], _hints(element)) if is_block or tag in ("span", "td", "time", "a") else parent.hints
    place = _Open(tag if is_block or tag in _CELLS else parent.block, landmarks, hints)
    if element.text:
        _add_text(writer, element.text, place)
    return place


def _leave(writer: _Writer, tag: str) -> None:
    if tag in _BLOCKS:
        writer.break_line()


def _add_text(writer: _Writer, text: str, place: _Open) -> None:
    writer.add(text, place, is_link="a" in place.landmarks, is_bold="strong" in place.landmarks or "b" in place.landmarks)


def _hints(element: Any) -> frozenset[str]:
    named = " ".join((element.get("class") or "", element.get("id") or "", element.get("itemprop") or "", element.get("data-testid") or ""))
    spread = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", named[:_MOST_HINT_CHARS])
    return frozenset(_WORD.findall(spread.lower()))
