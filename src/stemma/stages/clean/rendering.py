"""A page's text as its elements open and close, block by block, with what the markup says of each line."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

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
_new = tuple.__new__  # past the constructors of named tuples, which are Python code: one is made for every element and line


class _Tag(NamedTuple):
    """What a tag means for the text: blocks and breaks end a line, cells are set apart on one; some have telling classes."""

    is_text: bool
    is_block: bool
    breaks: bool
    is_cell: bool
    is_landmark: bool
    is_named: bool
    is_link: bool
    is_bold: bool


_TAGS = {
    tag: _Tag(
        is_text=tag not in _NOT_TEXT,
        is_block=tag in _BLOCKS,
        breaks=tag in _BLOCKS or tag == "br",
        is_cell=tag in _CELLS,
        is_landmark=tag in _LANDMARKS,
        is_named=tag in _BLOCKS or tag in _HINTED,
        is_link=tag == "a",
        is_bold=tag in ("b", "strong"),
    )
    for tag in sorted({"br"} | _NOT_TEXT | _BLOCKS | _CELLS | _LANDMARKS | _HINTED)
}
_OTHER_TAG = _Tag(True, *[False] * (len(_Tag._fields) - 1))


class _Open(NamedTuple):
    """What an element hands down to what it holds: the tag of the innermost block, the landmarks around it, classes and ids by level,
    and the numbers of the last blocks that hold it, innermost first."""

    block: str
    landmarks: frozenset[str]
    named: tuple[str, ...]
    holders: tuple[int, ...]
    is_link: bool
    is_bold: bool


class Writer:
    """Writes a page's lines as its elements open and close, one line for each block of running text.

    Blocks and ``<br>`` break lines, a table row is one line with its cells apart by tabs; scripts, styles, templates and hidden elements
    are no text. White space is squashed as a browser would.
    """

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._length = 0
        self._current: list[str] = []
        self._linked = self._bold = 0
        self._place = _Open("body", frozenset(), (), (), False, False)
        self._stack = [self._place]
        self._number = 0

    def open(self, name: str, attributes: Mapping[str, str]) -> bool:
        """Open an element; False where nothing that it holds is text: it is to be passed over, and not to be closed."""
        tag, place = _TAGS.get(name, _OTHER_TAG), self._stack[-1]
        if not tag.is_text or (attributes and _is_hidden(attributes)):
            return False
        if self._current:
            if tag.breaks:
                self._break_line()
            elif tag.is_cell:
                self._current.append(" \t ")
        self._number += 1
        if tag is not _OTHER_TAG or "role" in attributes:
            place = _enter(name, tag, attributes, place, self._number)
        self._stack.append(place)
        return True

    def close(self, name: str) -> None:
        """Close the element opened last."""
        self._stack.pop()
        if self._current and name in _BLOCKS:
            self._break_line()

    def add(self, text: str) -> None:
        """Take the text between two tags."""
        place = self._stack[-1]
        if not self._current:
            if text.isspace():
                return
            self._place = place
        self._current.append(text)
        if place.is_link or place.is_bold:
            visible = 0 if text.isspace() else len(text) - text.count(" ")
            self._linked += visible if place.is_link else 0
            self._bold += visible if place.is_bold else 0

    def finish(self) -> tuple[str, tuple[Line, ...]]:
        """The page as text, and its lines in order."""
        if self._current:
            self._break_line()
        text = "\n".join([line.text for line in self._lines])
        return text, bundle(tuple(self._lines), text)

    def _break_line(self) -> None:
        """End the line under way; text that is all white space leaves nothing."""
        place, text = self._place, "".join(self._current)
        self._current.clear()
        if "  " in text or not text.isprintable():
            text = normalise(_SPACES.sub(" ", text))
        elif not text.isascii():
            text = normalise(text)
        text = text.strip()
        visible = max(1, len(text) - text.count(" "))
        for part in text.split("\n") if "\n" in text else (text,):
            self._write(part.strip(), place, self._linked / visible, self._bold / visible)
        self._linked = self._bold = 0

    def _write(self, text: str, place: _Open, link_share: float, bold_share: float) -> None:
        if not text:
            return
        hints, own_hints = _hints(place.named)
        is_bold, end = bold_share > _MOSTLY_BOLD, self._length + len(text)
        markup = _new(Markup, (place.block, place.landmarks, hints, min(1.0, link_share), own_hints, is_bold, place.holders))
        self._lines.append(_new(Line, (self._length, end, text, markup)))
        self._length = end + 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style")
    return "hidden" in attributes or (style is not None and _HIDDEN.search(style) is not None)


def _enter(name: str, tag: _Tag, attributes: Mapping[str, str], parent: _Open, number: int) -> _Open:
    is_menu = "role" in attributes and attributes["role"] in _MENU_ROLES
    if tag is _OTHER_TAG and not is_menu:
        return parent
    is_box = tag.is_block or tag.is_cell
    landmarks = _with(parent.landmarks, name) if tag.is_landmark else parent.landmarks
    return _new(
        _Open,
        (
            name if is_box else parent.block,
            _with(landmarks, "nav") if is_menu else landmarks,
            (*parent.named[-_HINT_LEVELS + 1 :], _name(attributes) if attributes else "") if tag.is_named else parent.named,
            (number, *parent.holders[:_HOLDERS]) if is_box else parent.holders,
            parent.is_link or tag.is_link,
            parent.is_bold or tag.is_bold,
        ),
    )


@lru_cache(maxsize=4_096)
def _with(landmarks: frozenset[str], tag: str) -> frozenset[str]:
    return landmarks | {tag}


def _name(attributes: Mapping[str, str]) -> str:
    """What an element is called: its class, id and the like. Most have a class alone, or nothing."""
    if "id" in attributes or "itemprop" in attributes or "data-testid" in attributes:
        return " ".join([attributes[name] for name in _NAMING if name in attributes])[:_MOST_HINT_CHARS]
    return attributes["class"][:_MOST_HINT_CHARS] if "class" in attributes else ""


@lru_cache(maxsize=4_096)
def _hints(named: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words of some levels of classes and ids, and of the last two alone."""
    own = _NO_WORDS.union(*map(_words, named[-2:]))
    return own.union(*map(_words, named[:-2])), own


@lru_cache(maxsize=8_192)
def _words(named: str) -> frozenset[str]:
    return frozenset(_WORD.findall(named if named.islower() else _HUMP.sub(" ", named).lower())) if named else _NO_WORDS
