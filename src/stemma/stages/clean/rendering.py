"""An HTML page as text, block by block, with what the markup says of each line."""

import re
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple

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
        "b",
        "strong",
    }
)
_WORD = re.compile(r"[a-z]{3,20}")
_SPACES = re.compile(r"[ \t\n\r\f\u00a0\u2000-\u200a\u3000]+")
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMING = ("class", "id", "itemprop", "data-testid")
_MENU_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search"})
_HINTED = frozenset({"span", "td", "time", "a"})
_HINT_LEVELS, _HOLDERS = 4, 3
_MOST_HINT_CHARS = 300


class _Open(NamedTuple):
    """What an element hands down to what it holds: the tag of the innermost block, the landmarks around it, classes and ids by level,
    and the numbers of the last blocks that hold it, innermost first."""

    block: str
    landmarks: frozenset[str]
    named: tuple[str, ...]
    holders: tuple[int, ...]
    is_link: bool
    is_bold: bool


class _Writer:
    """The text written so far, and the line under way."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.lines: list[Line] = []
        self.length = 0
        self.current: list[str] = []
        self.linked = self.bold = 0
        self.place: _Open | None = None

    def add(self, text: str, place: _Open) -> None:
        self.current.append(text)
        if not text.isspace():
            if self.place is None:
                self.place = place
            if place.is_link or place.is_bold:
                visible = len(text) - text.count(" ")
                self.linked += visible if place.is_link else 0
                self.bold += visible if place.is_bold else 0

    def break_line(self) -> None:
        """End the line under way; text that is all white space leaves nothing."""
        if self.place is not None:
            text = normalise(_SPACES.sub(" ", "".join(self.current))).strip()
            visible = max(1, len(text) - text.count(" "))
            for part in text.split("\n"):
                self._write(part.strip(), self.place, self.linked / visible, self.bold / visible)
            self.linked, self.bold, self.place = 0, 0, None
        if self.current:
            self.current = []

    def _write(self, text: str, place: _Open, link_share: float, bold_share: float) -> None:
        if not text:
            return
        markup = Markup(
            tag=place.block,
            landmarks=place.landmarks,
            hints=_hints(place.named),
            own_hints=_hints(place.named[-2:]),
            link_share=min(1.0, link_share),
            is_bold=bold_share > 0.95,
            holders=place.holders,
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
    stack = [_Open("body", frozenset(), (), (), is_link=False, is_bold=False)]
    walk = etree.iterwalk(tree, events=("start", "end"))
    skipped = None
    for number, (event, element) in enumerate(walk):
        tag = element.tag
        if event == "start":
            attributes = dict(element.items())
            if tag in _NOT_TEXT or _is_hidden(attributes):
                walk.skip_subtree()
                skipped = element
                continue
            place = _enter(writer, tag, attributes, stack[-1], number)
            stack.append(place)
            if element.text:
                writer.add(element.text, place)
        else:
            if skipped is None:
                stack.pop()
                if tag in _BLOCKS:
                    writer.break_line()
            skipped = None
            if element.tail:
                writer.add(element.tail, stack[-1])
    writer.break_line()
    text = "\n".join(writer.pieces)
    return text, bundle(tuple(writer.lines), text)


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)


def _enter(writer: _Writer, tag: str, attributes: dict[str, str], parent: _Open, number: int) -> _Open:
    is_block, is_cell = tag in _BLOCKS, tag in _CELLS
    if is_block or tag == "br":
        writer.break_line()
    elif is_cell and writer.current:
        writer.current.append(" \t ")
    is_landmark, is_menu = tag in _LANDMARKS, attributes.get("role") in _MENU_ROLES
    has_hints = is_block or tag in _HINTED
    if not (is_landmark or is_menu or has_hints or is_cell):
        return parent
    landmarks = _with(parent.landmarks, tag) if is_landmark else parent.landmarks
    return _Open(
        tag if is_block or is_cell else parent.block,
        _with(landmarks, "nav") if is_menu else landmarks,
        (*parent.named[-_HINT_LEVELS + 1 :], _name(attributes)) if has_hints else parent.named,
        (number, *parent.holders[:_HOLDERS]) if is_block or is_cell else parent.holders,
        is_link=parent.is_link or tag == "a",
        is_bold=parent.is_bold or tag in ("b", "strong"),
    )


@lru_cache(maxsize=4_096)
def _with(landmarks: frozenset[str], tag: str) -> frozenset[str]:
    return landmarks | {tag}


def _name(attributes: dict[str, str]) -> str:
    """What an element is called: its class, id and the like."""
    return " ".join([attributes[name] for name in _NAMING if name in attributes])[:_MOST_HINT_CHARS] if attributes else ""


@lru_cache(maxsize=8_192)
def _hints(named: tuple[str, ...]) -> frozenset[str]:
    """The words of some levels of classes and ids."""
    return frozenset(word for one in named for word in _WORD.findall(_HUMP.sub(" ", one).lower()))
