"""Finds the quantities of one report: numbers with their bounds, what they count, and what happened to it."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from stemma.language.lexicon import Lexicons
from stemma.language.numbers import join_numbers, number_words, tag_words, whole
from stemma.language.patterns import Grammar, Item, Tags
from stemma.language.quantities.counted import Counted, count_by_parse, count_by_words
from stemma.language.quantities.rules import Amount, amount_rules, bound_rules, name_rules
from stemma.records import Quantity, Sentence, TimeMention
from stemma.text.words import split_pieces, split_words

_SINGLE_DIGITS = frozenset("123456789")
_LEAST_MONEY = 1000
"""Numbers behind a single letter are money from here on."""
_BEFORE_ROADS = frozenset({"the", "on", "along", "via", "off"})
_LANDS = frozenset({"LAND", "FORELAND"})


def find_quantities(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    lexicons: Lexicons,
    sentences: Sequence[Sentence] = (),
    times: Sequence[TimeMention] = (),
) -> tuple[Quantity, ...]:
    """The quantities in the given blocks of a report.

    ``value`` is the number stated; ``low`` and ``high`` what it is bounded by: both the value for a plain number, only ``low``
    for "at least two" and "more than two", only ``high`` for "up to two", neither for "around 2,000" (``is_approximate``). A
    range has no value; "dozens" has none either, and the least it may mean as ``low``. ``unit`` is the singular of what is
    counted ("soldier"), a measure, "percent", "magnitude" or a currency. A bare number that counts nothing is left out, and so
    are years, ages, scores, lengths of time and numbers that are names.

    Args:
        text: the text of the whole report.
        spans: the ``[start, end)`` of the article's blocks, in order.
        lexicons: the packaged word lists.
        sentences: what the model read, with offsets into ``text``, in order; without them the noun is found by its neighbours.
        times: what ``find_times`` found in the same text: no quantity overlaps one of these.

    Returns:
        Quantities in order of position, none overlapping; the span covers bound, number and counted noun. Linear.
    """
    starts = [sentence.start for sentence in sentences]
    found = []
    for start, end in spans:
        for piece in split_pieces(text, start, end):
            items = parse_amounts(text, *piece, lexicons, times)
            for place, item in enumerate(items):
                if "AMOUNT" in item.tags:
                    sentence = _sentence_at(sentences, starts, item.start)
                    found.append(_quantity(text, items, place, sentence, lexicons))
    return tuple(quantity for quantity in found if quantity is not None)


@lru_cache(maxsize=8)
def _table(lexicons: Lexicons) -> Mapping[str, Tags]:
    table: dict[str, dict[str, Any]] = {}
    for row in lexicons.rows("quantities"):
        word, tag, value = (*row, "")[:3]
        table.setdefault(word, {})[tag] = int(value) if value.isdigit() else value
    for _, _, _, demonyms, *_ in lexicons.rows("countries"):
        own = demonyms.split("|")[0]
        fore, _, last = own.rpartition(" ")
        if last and " " not in fore and own != "-":
            table.setdefault(last.lower(), {}).setdefault("LAND", last)
        if fore and " " not in fore:
            table.setdefault(fore.lower(), {})["FORELAND"] = fore
    return table


@lru_cache(maxsize=8)
def _events(lexicons: Lexicons) -> Mapping[str, str]:
    """What happened to those counted, by the words that tell it."""
    return {word: tags["EVENT"] for word, tags in _table(lexicons).items() if "EVENT" in tags}


@lru_cache(maxsize=1)
def _cascade() -> tuple[Grammar, ...]:
    return Grammar(name_rules()), Grammar(amount_rules()), Grammar(bound_rules())


def parse_amounts(text: str, start: int, end: int, lexicons: Lexicons, times: Sequence[TimeMention] = ()) -> list[Item]:
    """The items of ``text[start:end]`` after all passes; those with a tag ``AMOUNT`` are numbers with their bounds."""
    words = list(split_words(text, start, end))
    items = _without_times(tag_words(words, _table(lexicons)), _between(times, start, end))
    items = _with_letters(join_numbers(items, number_words(lexicons)), text)
    for grammar in _cascade():
        items = grammar.reduce(items)
    return items


def _between(times: Sequence[TimeMention], start: int, end: int) -> Sequence[TimeMention]:
    first = bisect_left(times, start, key=lambda time: time.end)
    return times[first : bisect_left(times, end, key=lambda time: time.start)]


def _without_times(items: Sequence[Item], times: Sequence[TimeMention]) -> list[Item]:
    """The items with those of every time joined into one that means nothing here."""
    kept: list[Item] = []
    index = 0
    for item in items:
        while index < len(times) and times[index].end <= item.start:
            index += 1
        if index == len(times) or item.end <= times[index].start:
            kept.append(item)
        elif not kept or "TIME" not in kept[-1].tags or kept[-1].start != times[index].start:
            kept.append(Item(times[index].start, times[index].end, "", {"TIME": True}, item.is_glued))
    return kept


def _with_letters(items: Sequence[Item], text: str) -> list[Item]:
    """Marks words with a capital (``NAMED`` where no sentence begins) and single digits: digits glued to the one ("F-16"), or
    single ones behind the other ("Falcon 9"), are part of a name."""
    marked: list[Item] = []
    for place, item in enumerate(items):
        extra: dict[str, Any] = {}
        if item.word.isalpha() and "SIGN" not in item.tags and text[item.start].isupper():
            begins = place == 0 or not items[place - 1].word.isalnum()
            extra = {"LETTERS": True} | ({} if begins or item.tags.keys() - _LANDS else {"NAMED": True})
            if "LETTERSIGN" in item.tags and _is_of_money(items, place, text):
                extra = {"SIGN": item.tags["LETTERSIGN"]}
        elif item.word in _SINGLE_DIGITS:
            extra = {"DIGIT": True}
        own = {tag: value for tag, value in item.tags.items() if tag != "LETTERLAND"} if "SIGN" in extra else item.tags
        marked.append(item._replace(tags={**own, **extra}) if extra else item)
    return marked


def _is_of_money(items: Sequence[Item], place: int, text: str) -> bool:
    """Whether what stands behind a letter makes it the sign of a currency ("R4.2 million"), not of a road or a mask ("N95"): a large
    number, or any in a text that elsewhere shows of what currency it speaks ("R96 a share … R4.2 million")."""
    number = items[place + 1] if place + 1 < len(items) else None
    if number is None or not number.is_glued or "NUMBER" not in number.tags:
        return False
    is_road = place > 0 and items[place - 1].word in _BEFORE_ROADS
    letter = text[items[place].start : items[place].end]
    return bool(number.tags["NUMBER"] >= _LEAST_MONEY or (not is_road and _speaks_of(text, letter, items[place].tags["LETTERSIGN"])))


@lru_cache(maxsize=64)
def _speaks_of(text: str, letter: str, currency: str) -> bool:
    """Whether a text names a currency, or gives large sums behind its letter."""
    return re.search(rf"\b{currency}\b|\b{letter}\d[\d., ]*(?:[ -]?(?:million|billion|trillion)|bn|mn|m)\b", text) is not None


def _sentence_at(sentences: Sequence[Sentence], starts: Sequence[int], offset: int) -> Sentence | None:
    index = bisect_right(starts, offset) - 1
    return sentences[index] if index >= 0 and offset < sentences[index].end and sentences[index].tokens else None


def _quantity(text: str, items: Sequence[Item], place: int, sentence: Sentence | None, lexicons: Lexicons) -> Quantity | None:
    amount: Amount = items[place].tags["AMOUNT"]
    counted = _counted(text, items, place, sentence, lexicons)
    unit = amount.unit or counted.unit
    if unit == "time" or (amount.needs_event and counted.event is None):
        return None
    is_bounded = amount.is_approximate or amount.least != amount.most
    if unit is None and counted.event is None and not (is_bounded and amount.value is not None):
        return None
    if text[items[place].start : items[place].end].lower() == "one" and counted.event is None:
        return None
    return Quantity(
        value=_whole_or_none(amount.value),
        unit=unit,
        low=_whole_or_none(amount.least),
        high=_whole_or_none(amount.most),
        start=items[place].start,
        end=items[place].end if amount.unit else max(items[place].end, counted.end),
        is_approximate=amount.is_approximate,
        event=None if amount.unit is not None else counted.event,
    )


def _whole_or_none(value: float | None) -> float | None:
    return None if value is None else whole(value)


def _counted(text: str, items: Sequence[Item], place: int, sentence: Sentence | None, lexicons: Lexicons) -> Counted:
    table, events = _table(lexicons), _events(lexicons)
    by_words = count_by_words(text, items, place, table, events)
    if sentence is None:
        return by_words
    return count_by_parse(text, items[place], sentence, table, events).joined(by_words.within(items[place].end, sentence))
