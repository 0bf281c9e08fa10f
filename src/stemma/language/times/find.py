"""Finds the temporal expressions of one report and says which days they mean."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.patterns import Grammar, Item, Rule
from stemma.language.times.anchors import anchor_of, dated_days, tied_weekdays
from stemma.language.times.expressions import Away, Closing, Moment, Nth, Part, Period, Point, Range, Shared, Slice, Value, Within
from stemma.language.times.mentions import Speaker
from stemma.language.times.rules_calendar import calendar_rules, feast_rules
from stemma.language.times.rules_clock import clock_pair_rules, clock_rules
from stemma.language.times.rules_combined import moment_rules, part_rules, range_rules
from stemma.language.times.rules_relative import relative_rules
from stemma.language.times.tagging import read_items
from stemma.language.times.tense import TenseReader
from stemma.records import Date, Sentence, TimeMention
from stemma.text.words import split_pieces

_DAY_BEHIND = 45
_TO_ITS_DAY = re.compile(r"[ \w'’-]* on (?:the )?")
"""What stands between a time of day and its day."""


class Found(NamedTuple):
    """An expression and the block it stands in."""

    start: int
    end: int
    value: Value
    bounds: tuple[int, int]


def find_times(
    text: str,
    spans: Sequence[tuple[int, int]],
    *,
    published: Date | None,
    lexicons: Lexicons,
    sentences: Sequence[Sentence] = (),
) -> tuple[TimeMention, ...]:
    """The temporal expressions in the given blocks of a report, normalised as far as the text and its publication date allow.

    A cascade of small grammars (SUTime: Chang and Manning 2012; HeidelTime: Strötgen and Gertz 2010) finds the expressions;
    then each is placed in the calendar, in order of the text. Extents follow TIMEX3 (no leading preposition, but "from ... to"
    belongs to a range).

    Args:
        text: the text of the whole report.
        spans: the ``[start, end)`` of the article's blocks, in order; an expression never crosses two of them.
        published: the day or stretch of publication; an open end counts as what the page shows only.
        lexicons: the packaged word lists.
        sentences: what the model read, with offsets into ``text``, in order; without them the tense is guessed from words.

    Returns:
        Mentions in order of position, none overlapping; offsets into ``text``. ``edtf`` is None for durations without an
        anchor, sets, and whatever cannot be placed. Linear in the length of the blocks.
    """
    named = _long_names(text, sentences)
    found = [expression for span in spans for expression in _expressions(text, span, lexicons) if not _is_in_name(expression, named)]
    found = [_with_day_behind(text, *pair) for pair in zip(found, [*found[1:], None], strict=False)]
    points = [point for expression in found for point in _points(expression.value)]
    anchor = anchor_of(published)
    tied = tied_weekdays(points, {point.year for point in points if point.year is not None}, anchor)
    speaker = Speaker(anchor, tied, dated_days(points), TenseReader(text, sentences, lexicons))
    mentions = [mention for expression in found for mention in speaker.speak(*expression)]
    return tuple(mentions)


@lru_cache(maxsize=8)
def _cascade(lexicons: Lexicons) -> tuple[Grammar, ...]:
    names = [Rule(phrase, phrase, lambda _: {}) for phrase in lexicons.words("not_times")]
    names += [Rule(phrase, phrase, lambda _, zone=zone: {"ZONE": zone}) for phrase, zone in lexicons.rows("zone_names")]  # type: ignore[misc]
    feasts = feast_rules((words, rule) for words, rule in lexicons.rows("feasts"))
    calendar = [*feasts, *clock_rules(), *calendar_rules()]
    passes = (names, calendar, clock_pair_rules(), relative_rules(), part_rules(), moment_rules(), range_rules())
    return tuple(Grammar(rules) for rules in passes)


def parse_expressions(text: str, start: int, end: int, lexicons: Lexicons) -> list[Item]:
    """The items of ``text[start:end]`` after all passes; those with a tag ``VALUE`` are temporal expressions."""
    items = read_items(text, start, end, lexicons)
    for grammar in _cascade(lexicons):
        items = grammar.reduce(items)
    return items


def _expressions(text: str, span: tuple[int, int], lexicons: Lexicons) -> Iterator[Found]:
    for piece in split_pieces(text, *span):
        for item in parse_expressions(text, *piece, lexicons):
            if "VALUE" in item.tags:
                yield Found(item.start, item.end, item.tags["VALUE"], piece)


def _with_day_behind(text: str, found: Found, following: Found | None) -> Found:
    """A time of day with the day that stands a few words behind it ("during the morning rush hour on Wednesday")."""
    value = found.value
    if following is None or not isinstance(value, Moment) or value.day is not None or not isinstance(following.value, Point | Period):
        return found
    is_day = isinstance(following.value, Period) and following.value.unit == "day"
    is_day = is_day or (isinstance(following.value, Point) and (following.value.day or following.value.weekday) is not None)
    between = text[found.end : min(following.start, found.end + _DAY_BEHIND + 1)]
    is_behind = len(between) <= _DAY_BEHIND and found.bounds == following.bounds and _TO_ITS_DAY.fullmatch(between)
    return found._replace(value=replace(value, day=following.value)) if is_day and is_behind else found


def _long_names(text: str, sentences: Sequence[Sentence]) -> list[tuple[int, int]]:
    """The spans of names of several words, in order."""
    names = (name for sentence in sentences for name in sentence.names if name.label in ("PERSON", "ORG", "EVENT"))
    return sorted((name.start, name.end) for name in names if " " in text[name.start : name.end])


def _is_in_name(found: Found, named: Sequence[tuple[int, int]]) -> bool:
    """Whether a bare weekday or month is part of a longer name ("April Jones", "the Sunday Post")."""
    point = found.value
    if not isinstance(point, Point) or point.year is not None or point.day is not None or point.step is not None:
        return False
    place = bisect_right(named, (found.start, len(named) and named[-1][1])) - 1
    return place >= 0 and found.end <= named[place][1] and (found.start, found.end) != named[place]


def _points(value: Value | None) -> Iterable[Point]:
    match value:
        case Point():
            yield value
        case Range():
            yield from _points(value.first)
            yield from _points(value.last)
        case Shared():
            yield from _points(value.first)
            yield from _points(value.second)
        case Part() | Nth() | Within() | Slice() | Away() | Closing():
            yield from _points(value.whole)
        case Moment():
            yield from _points(value.day)
        case _:
            return
