"""Words become items: tags from the lexicons, numbers joined, digits sorted into days, hours and years."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from stemma.language.lexicon import Lexicons
from stemma.language.numbers import join_numbers, number_words, tag_words
from stemma.language.patterns import Item, Tags
from stemma.text.words import split_words

_PLURAL_LOOKALIKES = frozenset(
    {"was", "is", "has", "this", "its", "his", "as", "us", "plus", "across", "towards", "afterwards", "thus", "always", "yes"}
)
_YEAR_LEADS = frozenset(
    "in since by from until till before after during of to through around circa early late mid between and"
    " summer winter spring autumn fall - – / ( , '".split()
)
_BREATH = 7
_BREAKS = frozenset(".!?;:,")
_MODEL_LETTERS = frozenset("abcdefghijklmnopqruvwxyz")
_COUNT_LEADS = frozenset("than least about some nearly almost over $ £ € # no no. number flight route highway".split())


@lru_cache(maxsize=8)
def _tables(lexicons: Lexicons) -> tuple[Mapping[str, Tags], Mapping[str, Tags]]:
    """Tags by word: for any word, and for a word with a capital letter."""
    plain: dict[str, dict[str, Any]] = {}
    capital: dict[str, dict[str, Any]] = {}
    for word, tag, value, *condition in (row + ("",) * (3 - len(row)) for row in lexicons.rows("times")):
        parsed: Any = int(value) if value.lstrip("-").isdigit() else value
        capital.setdefault(word, {})[tag] = parsed
        if not any(condition):
            plain.setdefault(word, {})[tag] = parsed
    return plain, capital


def read_items(text: str, start: int, end: int, lexicons: Lexicons) -> list[Item]:
    """The items of ``text[start:end]``, numbers joined and sorted. Linear."""
    plain, capital = _tables(lexicons)
    words = list(split_words(text, start, end))
    items = tag_words(words, plain)
    for place, word in enumerate(words):
        if word.is_capital:
            items[place] = items[place]._replace(tags={**capital.get(word.lower, {}), "CAPITAL": True})
    joined = _mark_halves(join_numbers(items, number_words(lexicons)))
    return [_with_digit_tags(joined, place) for place in _mark_lookback(joined)]


def _mark_halves(items: list[Item]) -> list[Item]:
    """Tags an hour that takes its half of the day from the one behind it ("between 2 and 3 a.m.", "from 9:30 to 11 p.m.") with that
    half and that hour; the first hour is no later than the second."""
    marked = list(items)
    for place, item in enumerate(items):
        if "AMPM" not in item.tags or place < 3:
            continue
        last = place - 1 if items[place - 2].word != ":" else place - 3
        first = last - 2 if items[last - 3].word != ":" else last - 4
        joint, lead = items[last - 1], items[first - 1].word if first > 0 else ""
        is_joined = joint.word in ("-", "–", "to", "until", "till") or (joint.word == "and" and lead == "between")
        hours = [items[index].tags.get("NUMBER") for index in (first, last)] if first >= 0 else []
        if is_joined and hours and all(isinstance(hour, int) and 1 <= hour <= 12 for hour in hours):
            marked[first] = items[first]._replace(tags={**items[first].tags, "BORROWS": (item.tags["AMPM"], hours[1])})
    return marked


def _mark_lookback(items: list[Item]) -> range:
    """Tags an "in" that follows a superlative or ordinal in the same breath ("her first visit in a year") as looking back."""
    last_superlative = -_BREATH - 1
    for place, item in enumerate(items):
        if "FIRSTLY" in item.tags:
            last_superlative = place
        elif item.word in _BREAKS:
            last_superlative = -_BREATH - 1
        elif item.word == "in" and place - last_superlative <= _BREATH:
            items[place] = item._replace(tags={**item.tags, "LOOKBACK": "in"})
    return range(len(items))


def _with_digit_tags(items: Sequence[Item], place: int) -> Item:
    item = items[place]
    extra: dict[str, Any] = {}
    if "ORDINAL" in item.tags and 1 <= item.tags["ORDINAL"] <= 31:
        extra["DAYTH"] = item.tags["ORDINAL"]
    digits = item.tags.get("DIGITS", "")
    if item.word == "" and "ORDINAL" in item.tags and item.end - item.start in (3, 4) and 1 <= item.tags["ORDINAL"] <= 31:
        extra["DAY"] = item.tags["ORDINAL"]
    elif digits.isdigit() and item.word == digits:
        extra |= _number_tags(digits)
        if place + 1 < len(items) and items[place + 1].is_glued and items[place + 1].word in _MODEL_LETTERS:
            extra.pop("DAY", None)
        if "YYYY" in extra and _is_year(items, place):
            extra["YEAR"] = extra["YYYY"]
    elif not digits and isinstance(item.tags.get("NUMBER"), int) and 1 <= item.tags["NUMBER"] <= 12:
        extra["HOURWORD"] = item.tags["NUMBER"]
    elif len(digits) in (4, 5) and digits[-3] == "." and digits.replace(".", "").isdigit():
        extra["POINTED"] = tuple(int(part) for part in digits.split("."))
    return item._replace(tags={**item.tags, **extra}) if extra else item


def _number_tags(digits: str) -> dict[str, Any]:
    number, length = int(digits), len(digits)
    tags: dict[str, Any] = {}
    if length == 4:
        tags |= {"YYYY": number} if 1000 <= number <= 2199 else {}
        tags |= {"HHMM": (number // 100, number % 100)} if number // 100 < 25 and number % 100 < 60 else {}
    elif length <= 2:
        tags |= {"DAY": number} if 1 <= number <= 31 else {}
        tags |= {"HOUR": number} if number <= 24 else {}
        if length == 2:
            tags |= {"TWO": number}
            tags |= {"SIXTY": number} if number < 60 else {}
    return tags


def _is_year(items: Sequence[Item], place: int) -> bool:
    """Whether four digits alone are a year: by the words around them, since any of them may count something."""
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    if before is not None and (before.word in _COUNT_LEADS or "NUMBER" in before.tags):
        return False
    if before is not None and before.word in (".", ":") and items[place].is_glued:
        return False
    if after is not None and (
        "COUNTED" in after.tags or (after.word in ("%", "°", ":", ".") and after.is_glued and _goes_on(items, place + 1))
    ):
        return False
    is_name = before is not None and before.tags.keys() == {"CAPITAL"} and before.word not in ("the", *_YEAR_LEADS)
    if is_name and after is not None and after.tags.keys() == {"CAPITAL"}:
        return False
    number: int = items[place].tags["NUMBER"]
    is_led = before is None or before.word in _YEAR_LEADS or bool({"MONTH", "SEASON", "EARLY", "UNIT"} & before.tags.keys())
    if after is not None and not is_led and _is_plural(after.word):
        return before is not None and before.word in ("the", "'s", "its", "their")
    return 1500 <= number <= 2100 if is_led else 1900 <= number <= 2100


def _goes_on(items: Sequence[Item], place: int) -> bool:
    """Whether a mark is followed at once by more digits, or is itself a unit."""
    return items[place].word in ("%", "°") or (place + 1 < len(items) and items[place + 1].is_glued and "DIGITS" in items[place + 1].tags)


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) and word not in _PLURAL_LOOKALIKES
