"""What the elements of an HTML page tell machines, gathered as they open and close: what its head holds, marked dates, its articles."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

Attributes = Mapping[str, str]

_MOST_TITLES, _MOST_RDFA, _MOST_TIMES, _MOST_ARTICLES = 3, 40, 60, 30
_HOLDERS, _LONGEST_TITLE = 6, 1_000
_TIMED = frozenset({"time", "span", "abbr", "div", "p"})
PARTS = frozenset({"h1", "h2", "h3", "p", "li", "blockquote", "figcaption", "a"})
"""Elements of an article that tell something."""
NAMED = frozenset({"html", "body", "meta", "link", "script", "title", "h1", "article", "abbr"})
"""Elements whose openings tell something."""
MARKS = frozenset({"itemprop", "property", "datetime"})
"""Attributes by which others do."""
CLOSED = frozenset({"body", "script", "title", "article", *PARTS})
"""Elements whose ends tell something."""


class Moment(NamedTuple):
    """An element that gives a time to machines: the value, its attributes, the tags and attributes of what holds it (innermost first), and
    whether a main heading stands above it."""

    value: str
    attributes: Attributes
    holders: tuple[tuple[str, Attributes], ...]
    is_below_heading: bool


class Section:
    """An ``article`` element: its attributes, the pieces of its text, and for each of its headings, paragraphs, items and links, in
    order of their openings, the tag and the first piece and the end of those that it holds."""

    def __init__(self, attributes: Attributes) -> None:
        self.attributes = attributes
        self.pieces: list[str] = []
        self.parts: list[tuple[str, int, int]] = []
        self._open: list[int] = []

    def open(self, tag: str) -> None:
        if tag in PARTS:
            self._open.append(len(self.parts))
            self.parts.append((tag, len(self.pieces), 0))

    def close(self, tag: str) -> None:
        if tag in PARTS:
            place = self._open.pop()
            self.parts[place] = (tag, self.parts[place][1], len(self.pieces))


class Told:
    """Everything gathered of one page, in its order; ``scripts`` are pairs of type and text, ``properties`` are elements of the body."""

    def __init__(self) -> None:
        self.root: Attributes = {}
        self.metas: list[Attributes] = []
        self.links: list[Attributes] = []
        self.titles: list[str] = []
        self.scripts: list[tuple[str, str]] = []
        self.items: list[Attributes] = []
        self.properties: list[Attributes] = []
        self.moments: list[Moment] = []
        self.sections: list[Section] = []
        self.listens = self.is_in_article = False
        self._heard: list[str] | None = None
        self._is_in_body = self._is_below_heading = False
        self._section: Section | None = None
        self._depth = 0

    def open(self, tag: str, attributes: Attributes, holders: Sequence[tuple[str, Attributes]]) -> None:
        """Take an element that opens: one of ``NAMED``, or with one of ``MARKS``, or in an article one of ``PARTS``. ``holders`` are the
        tags and attributes of those that hold it, outermost first."""
        if attributes:
            self._read(tag, attributes, holders)
        if tag in NAMED:
            self._note(tag, attributes, is_root=not holders)
        if self._section is not None:
            self._section.open(tag)

    def close(self, tag: str, attributes: Attributes) -> None:
        """Take the end of an element of ``CLOSED``."""
        if self._section is not None:
            self._section.close(tag)
        if tag in ("script", "title"):
            self._end_heard(tag, attributes)
        elif tag == "body":
            self._is_in_body = False
        elif tag == "article":
            self._depth -= 1
            self._section = self._section if self._depth else None
            self.is_in_article = self._section is not None
        self.listens = self._section is not None or self._heard is not None

    def hear(self, text: str) -> None:
        """Take the text between two tags."""
        if self._heard is not None:
            self._heard.append(text)
        if self._section is not None:
            self._section.pieces.append(text)

    def _note(self, tag: str, attributes: Attributes, *, is_root: bool) -> None:
        if tag == "meta":
            self.metas.append(attributes)
        elif tag == "link":
            self.links.append(attributes)
        elif tag == "html":
            self.root = attributes if is_root else self.root
        elif tag == "body":
            self._is_in_body = True
        elif tag == "h1":
            self._is_below_heading = True
        elif tag == "article":
            self._enter(attributes)
        elif tag != "abbr":
            self._heard, self.listens = [], True

    def _read(self, tag: str, attributes: Attributes, holders: Sequence[tuple[str, Attributes]]) -> None:
        """Note what an element's attributes mark it as."""
        if "itemprop" in attributes:
            self.items.append(attributes)
        if "property" in attributes and "content" in attributes and self._is_in_body and len(self.properties) < _MOST_RDFA:
            self.properties.append(attributes)
        if tag in _TIMED and len(self.moments) < _MOST_TIMES:
            value = (attributes.get("datetime") or (attributes.get("title") if tag == "abbr" else None) or "").strip()
            if value[:1].isdigit():
                self.moments.append(Moment(value, attributes, tuple(holders[: -_HOLDERS - 1 : -1]), self._is_below_heading))

    def _end_heard(self, tag: str, attributes: Attributes) -> None:
        text = "".join(self._heard or ())
        self._heard = None
        if tag == "script":
            self.scripts.append((attributes.get("type") or "", text))
        elif len(self.titles) < _MOST_TITLES:
            self.titles.append(text[:_LONGEST_TITLE])

    def _enter(self, attributes: Attributes) -> None:
        self._depth += 1
        if self._section is None and len(self.sections) < _MOST_ARTICLES:
            self._section = Section(attributes)
            self.sections.append(self._section)
            self.listens = self.is_in_article = True
