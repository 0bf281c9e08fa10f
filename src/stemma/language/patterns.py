"""Small grammars over words: named rules, applied in a cascade of passes (Abney, Partial Parsing via Finite-State Cascades, 1996).

An item is a stretch of text with tags; a tag may carry a value ("October" carries ``MONTH`` 10). A rule is a pattern over items and
a function that makes one new item of what it matched. A pass goes from left to right, takes the longest match at each place (the
earlier rule among equals) and goes on behind it; the next pass works on the result. A pattern's elements stand between blanks:

- ``MONTH`` (capitals): an item with that tag; ``october`` (anything else): that very word; ``a|b``: either
- ``element?``: may be missing; ``_element``: no blank may stand before it
- ``(in|since)``: must stand beside the match, but is no part of it; ``(!in|since)``: must not. At the ends of a pattern only.

No element repeats, so a match looks at a bounded number of items and a pass is linear in their number.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

Tags = Mapping[str, Any]


class Item(NamedTuple):
    """``word`` is lower-case, empty for an item made by a rule. ``is_glued``: no blank before it."""

    start: int
    end: int
    word: str
    tags: Tags
    is_glued: bool = False


class Match(NamedTuple):
    """The items that a pattern took, those in round brackets left out."""

    items: tuple[Item, ...]

    def values(self, tag: str) -> list[Any]:
        """The values of all items with this tag, in order."""
        return [item.tags[tag] for item in self.items if tag in item.tags]

    def value(self, tag: str) -> Any:
        """The value of the first item with this tag, None if there is none."""
        return next((item.tags[tag] for item in self.items if tag in item.tags), None)

    def has(self, *words: str) -> bool:
        """Whether one of these words was matched as such."""
        return any(item.word in words for item in self.items)


Build = Callable[[Match], Tags | None]
"""Makes the tags of the new item; None refuses the match."""


class Element(NamedTuple):
    alternatives: frozenset[str]
    is_optional: bool
    is_glued: bool
    is_forbidden: bool

    def accepts(self, item: Item) -> bool:
        """Whether the item has one of the words or tags, and stands as close as asked."""
        if self.is_glued and not item.is_glued:
            return False
        return (item.word != "" and item.word in self.alternatives) or not self.alternatives.isdisjoint(item.tags)

    def allows(self, items: Sequence[Item], place: int) -> bool:
        """Whether what stands at a place beside the match is as asked; there may be nothing."""
        is_there = 0 <= place < len(items) and self.accepts(items[place])
        return is_there != self.is_forbidden


@dataclass(frozen=True, slots=True)
class Rule:
    """``name`` is for readers and tests; ``pattern`` is written as the module says."""

    name: str
    pattern: str
    build: Build
    before: tuple[Element, ...] = field(init=False)
    body: tuple[Element, ...] = field(init=False)
    after: tuple[Element, ...] = field(init=False)

    needed: tuple[frozenset[str], ...] = field(init=False)

    def __post_init__(self) -> None:
        parts = self.pattern.split()
        own = [place for place, part in enumerate(parts) if not _is_context(part)]
        elements = [_parse_element(part) for part in parts]
        object.__setattr__(self, "before", tuple(elements[: own[0]]))
        object.__setattr__(self, "body", tuple(elements[own[0] : own[-1] + 1]))
        object.__setattr__(self, "after", tuple(elements[own[-1] + 1 :]))
        needed = tuple(element.alternatives for element in elements if not element.is_optional and not element.is_forbidden)
        object.__setattr__(self, "needed", needed)

    def may_match(self, present: Set[str]) -> bool:
        """Whether all that the pattern cannot do without is among these words and tags."""
        return not any(alternatives.isdisjoint(present) for alternatives in self.needed)

    def end_of_match(self, items: Sequence[Item], start: int) -> int | None:
        """The place behind the longest match that begins at ``start``."""
        if not all(element.allows(items, start - len(self.before) + step) for step, element in enumerate(self.before)):
            return None
        for end in _ends(self.body, items, start):
            if all(element.allows(items, end + step) for step, element in enumerate(self.after)):
                return end
        return None


class Grammar:
    """The rules of one pass, indexed by what they may begin with."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._by_first: dict[str, list[tuple[int, Rule]]] = {}
        for order, rule in enumerate(rules):
            for key in sorted(_first_keys(rule.body)):
                self._by_first.setdefault(key, []).append((order, rule))

    def reduce(self, items: Sequence[Item]) -> list[Item]:
        """One pass over the items: each longest match replaced by the item its rule makes of it."""
        firsts = self._by_first.keys()
        if not any(item.word in firsts or (item.tags and not firsts.isdisjoint(item.tags)) for item in items):
            return list(items)
        present = {key for item in items for key in (item.word, *item.tags)}
        usable = {key: self._usable(key, present) for key in present & firsts}
        reduced: list[Item] = []
        place = 0
        while place < len(items):
            item = items[place]
            if item.word in usable or (item.tags and not usable.keys().isdisjoint(item.tags)):
                item, place = _reduce_at(items, place, usable)
            else:
                place += 1
            reduced.append(item)
        return reduced

    def _usable(self, key: str, present: Set[str]) -> list[tuple[int, Rule]]:
        """The rules that may begin with a word or tag and can match somewhere among these words and tags, with their order."""
        return [(order, rule) for order, rule in self._by_first[key] if rule.may_match(present)]


def _reduce_at(items: Sequence[Item], start: int, usable: Mapping[str, Sequence[tuple[int, Rule]]]) -> tuple[Item, int]:
    """The longest reduction at a place, or the item itself, and the place behind it."""
    matches = []
    for key in (items[start].word, *items[start].tags):
        for order, rule in usable.get(key, ()):
            end = rule.end_of_match(items, start)
            if end is not None:
                matches.append((-end, order, rule))
    for negative_end, _, rule in sorted(matches, key=lambda match: match[:2]):
        taken = tuple(items[start:-negative_end])
        tags = rule.build(Match(taken))
        if tags is not None:
            return Item(taken[0].start, taken[-1].end, "", tags, taken[0].is_glued), -negative_end
    return items[start], start + 1


def _ends(elements: Sequence[Element], items: Sequence[Item], place: int) -> Iterator[int]:
    """The places behind the ways to match from ``place``, the greediest first."""
    if not elements:
        yield place
        return
    element, rest = elements[0], elements[1:]
    if place < len(items) and element.accepts(items[place]):
        yield from _ends(rest, items, place + 1)
    if element.is_optional:
        yield from _ends(rest, items, place)


def _is_context(part: str) -> bool:
    return len(part) > 2 and part.startswith("(") and part.endswith(")")


def _parse_element(part: str) -> Element:
    if _is_context(part):
        inner = part[1:-1]
        return Element(frozenset(inner.removeprefix("!").split("|")), False, False, inner.startswith("!"))
    is_optional = len(part) > 1 and part.endswith("?")
    part = part[:-1] if is_optional else part
    is_glued = len(part) > 1 and part.startswith("_")
    return Element(frozenset(part.removeprefix("_").split("|")), is_optional, is_glued, False)


def _first_keys(elements: Sequence[Element]) -> set[str]:
    keys: set[str] = set()
    for element in elements:
        keys |= element.alternatives
        if not element.is_optional:
            break
    return keys
