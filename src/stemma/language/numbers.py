"""Numbers in digits and in English words, read into items tagged ``NUMBER`` (their value) and ``ORDINAL``.

"2,000", "2 000", "two thousand", "1.5 million", "two hundred and fifty", "twenty-one", "a dozen", "half a dozen", "two and a half" are one
item each; "23rd" and "twenty-third" are ordinals. An indefinite plural ("dozens", "hundreds") is no number here.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.patterns import Item, Tags
from stemma.text.words import Word

_MOST_DIGITS = 15
_GROUP = 3  # digits between which thousands are set apart
_EXACT = 6  # decimals; "8.2 lakh" is 820,000
_ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})


class NumberWord(NamedTuple):
    kind: str
    value: float


@lru_cache(maxsize=8)
def number_words(lexicons: Lexicons) -> Mapping[str, NumberWord]:
    """The lexicon ``numbers`` by word."""
    return {word: NumberWord(kind, float(value)) for word, kind, value in lexicons.rows("numbers")}


def tag_words(words: Iterable[Word], table: Mapping[str, Tags]) -> list[Item]:
    """One item a word, with the tags that ``table`` holds for it and ``NUMBER`` and ``DIGITS`` for digits."""
    items = []
    for word in words:
        tags = table.get(word.lower, {})
        if word.lower[0] in "0123456789":
            tags = {**tags, **_digit_tags(word.lower)}
        items.append(Item(word.start, word.end, word.lower, tags, word.is_glued))
    return items


def join_numbers(items: Sequence[Item], table: Mapping[str, NumberWord]) -> list[Item]:
    """The items with every number and ordinal of several words joined into one, tagged with its value.

    Linear: a number is read from left to right, its words never twice.
    """
    joined: list[Item] = []
    place = 0
    while place < len(items):
        end, tags = _number_at(items, place, table)
        if tags:
            first = items[place]
            own = {**first.tags, **tags} if end == place + 1 else tags
            word = first.word if end == place + 1 else ""
            joined.append(Item(first.start, items[end - 1].end, word, own, first.is_glued))
        else:
            joined.append(items[place])
        place = max(end, place + 1)
    return joined


def _digit_tags(digits: str) -> Tags:
    plain = digits.replace(",", "")
    if len(plain) > _MOST_DIGITS:
        return {}
    return {"NUMBER": float(plain) if "." in plain else int(plain), "DIGITS": digits}


def _number_at(items: Sequence[Item], place: int, table: Mapping[str, NumberWord]) -> tuple[int, Tags]:
    """The place behind the number that begins here and its tags; the place itself and none where none begins."""
    item = items[place]
    if "NUMBER" in item.tags:
        return _from_digits(items, place, table)
    kind = table[item.word].kind if item.word in table else None
    following = table.get(items[place + 1].word) if place + 1 < len(items) else None
    if item.word in ("a", "an") and following is not None and following.kind in ("hundred", "scale", "group"):
        return _from_words(items, place + 1, table)
    if item.word == "half" and [next_item.word for next_item in items[place + 1 : place + 3]] in (["a", "dozen"], ["a", "million"]):
        scale = table[items[place + 2].word]
        return place + 3, {"NUMBER": scale.value / 2}
    if kind in ("unit", "ten", "hundred", "scale", "group"):
        return _from_words(items, place, table)
    if kind == "ordinal":
        return place + 1, {"ORDINAL": int(table[item.word].value)}
    return place, {}


def _from_digits(items: Sequence[Item], place: int, table: Mapping[str, NumberWord]) -> tuple[int, Tags]:
    place, value = _join_groups(items, place)
    following = items[place + 1] if place + 1 < len(items) else None
    if following is None:
        return place + 1, {"NUMBER": value}
    if following.is_glued and following.word in _ORDINAL_ENDINGS and isinstance(value, int):
        return place + 2, {"ORDINAL": value}
    scale = table.get(following.word)
    if scale is None or (scale.kind == "suffix" and not following.is_glued):
        return _with_half(items, place + 1, value)
    if scale.kind in ("hundred", "scale", "group") or (scale.kind == "suffix" and following.word != "m"):
        return place + 2, {"NUMBER": whole(round(value * scale.value, _EXACT))}
    return place + 1, {"NUMBER": value}


def _join_groups(items: Sequence[Item], place: int) -> tuple[int, float]:
    """The last item of a number whose thousands stand apart ("12 000"), and its value; behind a month the first group is a day."""
    value, digits = items[place].tags["NUMBER"], items[place].tags["DIGITS"]
    if len(digits) > _GROUP or not digits.isdigit() or digits.startswith("0") or (place and "MONTH" in items[place - 1].tags):
        return place, value
    while place + 1 < len(items) and _is_group(items[place], items[place + 1]):
        place, value = place + 1, value * 1000 + items[place + 1].tags["NUMBER"]
    return place, value


def _is_group(before: Item, item: Item) -> bool:
    digits = item.tags.get("DIGITS", "")
    return item.start == before.end + 1 and len(digits) == _GROUP and digits.isdigit()


def _from_words(items: Sequence[Item], place: int, table: Mapping[str, NumberWord]) -> tuple[int, Tags]:
    total, current, smallest_scale = 0.0, None, float("inf")
    end = place
    while True:
        at = _skip_joint(items, end, current, table) if end > place else end
        word = table.get(items[at].word) if at < len(items) else None
        if word is None or "NUMBER" in items[at].tags:
            break
        if word.kind == "ordinal" and current is not None and _may_follow(current, word.value):
            return at + 1, {"ORDINAL": int(total + current + word.value)}
        if word.kind in ("unit", "ten") and (current is None or _may_follow(current, word.value)):
            current = (current or 0.0) + word.value
        elif word.kind in ("hundred", "group") and (current is None or 0 < current < 100):
            current = (1.0 if current is None else current) * word.value
        elif word.kind == "scale" and word.value < smallest_scale and (current is not None or end == place):
            total, current, smallest_scale = total + (1.0 if current is None else current) * word.value, None, word.value
        else:
            break
        end = at + 1
    return _with_half(items, end, whole(total + (current or 0.0)))


def _skip_joint(items: Sequence[Item], place: int, current: float | None, table: Mapping[str, NumberWord]) -> int:
    """The place behind a hyphen or an "and" inside a number ("twenty-one", "two hundred and five")."""
    if place + 1 >= len(items) or items[place + 1].word not in table:
        return place
    following = table[items[place + 1].word]
    is_hyphen = items[place].word == "-" and items[place].is_glued and items[place + 1].is_glued
    if is_hyphen and following.kind in ("unit", "ordinal", "hundred", "scale"):
        return place + 1
    is_after_hundreds = current is None or (current >= 100 and current % 100 == 0)
    return place + 1 if items[place].word == "and" and is_after_hundreds and following.kind in ("unit", "ten") else place


def _may_follow(current: float, value: float) -> bool:
    """Whether a smaller number word may be added: "twenty one", "two hundred five", not "five six"."""
    tens = current % 100
    if tens == 0 and current >= 100:
        return 0 < value < 100
    return tens >= 20 and tens % 10 == 0 and 0 < value < 10


def _with_half(items: Sequence[Item], place: int, value: float) -> tuple[int, Tags]:
    if [item.word for item in items[place : place + 3]] == ["and", "a", "half"]:
        return place + 3, {"NUMBER": value + 0.5}
    return place, {"NUMBER": value}


def whole(value: float) -> float:
    """An int where the value is one."""
    return int(value) if value == int(value) else value
