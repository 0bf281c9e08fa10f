"""What a text must hold for a pattern to match it: a look that costs next to nothing before one that does."""

import re
from collections.abc import Iterator

_OPTIONAL = re.compile(r"[?*]|\{0?,")
_QUANTIFIER = re.compile(r"(?:[?*+]|\{\d*(?:,\d*)?\})[?+]?")
_GROUP_OPENING = re.compile(r"\((?:\?(?::|P<\w+>|[aiLmsux-]*:))?")
_SHORTEST = 2


def required(pattern: str) -> frozenset[str]:
    """Strings in lower case of which every text that the pattern matches, in whatever case, holds at least one; none where the pattern
    does not tell. Of several such sets the one whose shortest member is longest.

    >>> sorted(required(r"^\\W{0,3}(?:the )?(?:image|photo)s?\\b"))
    ['image', 'photo']
    """
    found = [_of_branch(branch) for branch in alternatives(pattern)]
    return frozenset().union(*found) if all(found) else frozenset()


def alternatives(pattern: str) -> tuple[str, ...]:
    """The top-level alternatives of a pattern.

    >>> alternatives(r"^a(?:b|c)|d[|]")
    ('^a(?:b|c)', 'd[|]')
    """
    parts, start = [], 0
    for index, _, char in _top_level(pattern):
        if char == "|":
            parts.append(pattern[start:index])
            start = index + 1
    return (*parts, pattern[start:])


def _top_level(pattern: str) -> Iterator[tuple[int, int, str]]:
    """The items outside every group: where each starts and ends, and the item itself (a character, an escape, a class, a group)."""
    index = 0
    while index < len(pattern):
        end = _end_of_item(pattern, index)
        yield index, end, pattern[index:end]
        index = end


def _end_of_item(pattern: str, index: int) -> int:
    if pattern[index] == "\\":
        return min(len(pattern), index + 2)
    if pattern[index] == "[":
        close = pattern.find("]", index + 2)
        while close > 0 and pattern[close - 1] == "\\" and pattern[close - 2] != "\\":
            close = pattern.find("]", close + 1)
        return close + 1 or len(pattern)
    if pattern[index] != "(":
        return index + 1
    index += 1
    while index < len(pattern) and pattern[index] != ")":
        index = _end_of_item(pattern, index)
    return index + 1


def _of_branch(branch: str) -> frozenset[str]:
    """What one alternative asks for: its longest run of plain characters, or the words of a group that cannot be left out."""
    sets: list[frozenset[str]] = []
    run, resume = "", 0
    for start, end, item in _top_level(branch):
        if start < resume:
            continue
        quantifier = _QUANTIFIER.match(branch, end)
        resume = quantifier.end() if quantifier else end
        plain = _plain(item)
        if plain and quantifier is None:
            run += plain
            continue
        sets.append(frozenset({run.lower()}))
        run = ""
        if quantifier is None or not _OPTIONAL.match(quantifier.group()):
            sets.append(_of_group(item) if item.startswith("(") else frozenset({plain.lower()}))
    sets.append(frozenset({run.lower()}))
    usable = [one for one in sets if one and min(map(len, one)) >= _SHORTEST]
    return min(usable, key=lambda one: (-min(map(len, one)), len(one), sorted(one)), default=frozenset())


def _of_group(item: str) -> frozenset[str]:
    opening = _GROUP_OPENING.match(item)
    is_look = item.startswith(("(?=", "(?!", "(?<"))
    return required(item[opening.end() : -1]) if opening is not None and not is_look else frozenset()


def _plain(item: str) -> str:
    """The character that an item stands for, empty for a class, a group, an anchor or a class of characters."""
    if item.startswith("\\"):
        return item[1] if not item[1].isalnum() else ""
    return item if len(item) == 1 and item not in ".^$|" else ""
