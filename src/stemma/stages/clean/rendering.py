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
_MOSTLY_BOLD = 0.95
_NO_WORDS: frozenset[str] = frozenset()


class _Tag(NamedTuple):
    """What a tag means for the text: blocks and breaks end a line, cells are set apart on one; some have telling classes."""

    is_block: bool
    breaks: bool
    is_cell: bool
    is_landmark: bool
    is_named: bool
    is_link: bool
    is_bold: bool


_TAGS = {
    tag: _Tag(
        is_block=tag in _BLOCKS,
        breaks=tag in _BLOCKS or tag == "br",
        is_cell=tag in _CELLS,
        is_landmark=tag in _LANDMARKS,
        is_named=tag in _BLOCKS or tag in _HINTED,
        is_link=tag == "a",
        is_bold=tag in ("b", "strong"),
    )
    for tag in sorted({"br"} | _BLOCKS | _CELLS | _LANDMARKS | _HINTED)
}
_OTHER_TAG = _Tag(*[False] * len(_Tag._fields))


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
    """The lines written so far, and the one under way."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.length = 0
        self.current: list[str] = []
        self.linked = self.bold = 0
        self.place: _Open | None = None

    def add(self, text: str, place: _Open) -> None:
        self.current.append(text)
        if self.place is None:
            if text.isspace():
                return
            self.place = place
        if place.is_link or place.is_bold:
            visible = 0 if text.isspace() else len(text) - text.count(" ")
            self.linked += visible if place.is_link else 0
            self.bold += visible if place.is_bold else 0

    def break_line(self) -> None:
        """End the line under way; text that is all white space leaves nothing."""
        place, text = self.place, "".join(self.current)
        self.current = []
        if place is None:
            return
        if "  " in text or not text.isprintable():
            text = normalise(_SPACES.sub(" ", text))
        elif not text.isascii():
            text = normalise(text)
        text = text.strip()
        visible = max(1, len(text) - text.count(" "))
        for part in text.split("\n"):
            self._write(part.strip(), place, self.linked / visible, self.bold / visible)
        self.linked, self.bold, self.place = 0, 0, None

    def _write(self, text: str, place: _Open, link_share: float, bold_share: float) -> None:
        if not text:
            return
        hints, own_hints = _hints(place.named)
        markup = Markup(place.block, place.landmarks, hints, min(1.0, link_share), own_hints, bold_share > _MOSTLY_BOLD, place.holders)
        end = self.length + len(text)
        self.lines.append(Line(self.length, end, text, markup))
        self.length = end + 1


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
    is_skipped = False
    for number, (event, element) in enumerate(walk):
        name = element.tag
        if event == "start":
            attributes = dict(element.items())
            if name in _NOT_TEXT or (attributes and _is_hidden(attributes)):
                walk.skip_subtree()
                is_skipped = True
                continue
            tag = _TAGS.get(name, _OTHER_TAG)
            if tag.breaks:
                writer.break_line()
            elif tag.is_cell and writer.current:
                writer.current.append(" \t ")
            place = _enter(name, tag, attributes, stack[-1], number)
            stack.append(place)
            text = element.text
        else:
            if is_skipped:
                is_skipped = False
            else:
                stack.pop()
                if name in _BLOCKS:
                    writer.break_line()
            place, text = stack[-1], element.tail
        if text:
            writer.add(text, place)
    writer.break_line()
    text = "\n".join([line.text for line in writer.lines])
    return text, bundle(tuple(writer.lines), text)


def _is_hidden(attributes: dict[str, str]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)


def _enter(name: str, tag: _Tag, attributes: dict[str, str], parent: _Open, number: int) -> _Open:
    is_menu = attributes.get("role") in _MENU_ROLES
    if tag is _OTHER_TAG and not is_menu:
        return parent
    is_box = tag.is_block or tag.is_cell
    landmarks = _with(parent.landmarks, name) if tag.is_landmark else parent.landmarks
    return _Open(
        name if is_box else parent.block,
        _with(landmarks, "nav") if is_menu else landmarks,
        (*parent.named[-_HINT_LEVELS + 1 :], _name(attributes)) if tag.is_named else parent.named,
        (number, *parent.holders[:_HOLDERS]) if is_box else parent.holders,
        parent.is_link or tag.is_link,
        parent.is_bold or tag.is_bold,
    )


@lru_cache(maxsize=4_096)
def _with(landmarks: frozenset[str], tag: str) -> frozenset[str]:
    return landmarks | {tag}


def _name(attributes: dict[str, str]) -> str:
    """What an element is called: its class, id and the like."""
    return " ".join([attributes[name] for name in _NAMING if name in attributes])[:_MOST_HINT_CHARS] if attributes else ""


@lru_cache(maxsize=4_096)
def _hints(named: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of some levels of classes and ids, and of the last two alone."""
    own = _NO_WORDS.union(*map(_words, named[-2:]))
    return own.union(*map(_words, named[:-2])), own


@lru_cache(maxsize=8_192)
def _words(named: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_HUMP.sub(" ", named).lower())) if named else _NO_WORDS
