"""The day that a page shows as its own without telling it whole: without its year, or in figures that can be read in two ways."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from stemma.language.lexicon import Lexicons
from stemma.records import PossibleDay
from stemma.stages.clean.dates import clock_behind, find_dates, find_month_days, weekday_beside
from stemma.stages.clean.lines import Line
from stemma.stages.clean.sightings import Place
from stemma.stages.clean.weekday_shown import SENTENCE_END, find_weekdays_shown

_LONGEST_LINE, _LINES_BEFORE, _OPENING = 100, 25, 3
_FIGURES = re.compile(
    r"(?<![\d./:-])(?P<first>[0-3]?\d)(?P<mark>[./])\s?(?P<second>[01]?\d|[0-3]\d)(?P<end>(?P=mark)(?P<year>(?:19|20)\d\d)?)?(?![\d/:%-]|\.\d)"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d./:-])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark)(?P<third>\d\d)(?![\d%]|[./:-]\d)"
    r"(?P<clock>,?\s{1,2}(?:[0-2]?\d[:.][0-5]\d|[0-2]\d[0-5]\d(?:\s?[A-Z]{2,4}|\s?hrs?)?\b))?"
)
"""Figures with the last two of a year ("23-10-26 17:10", "5/8/26, 8:00 pm", "06-09-26 0622CDT")."""
_TIME_GROUP = re.compile(r"(?<![\w.])(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)Z?\s(?P<name>[A-Z]{3})\s(?P<year>\d\d)(?!\d)")
"""The date-time group of dispatches: day, hour and minute in one, month, year ("240310 MAY 26")."""
_ALONE, _MONTHS = 14, 12
_NOT_ITS_OWN = re.compile(r"\b(?:of|from|since|until|till|by|before|after|for|to|in)\s(?:the\s)?$|\d\s?$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(r"\W{0,3}[A-ZÀ-Þ][\w.'’-]{1,24}(?:,?[ /-][A-ZÀ-Þ][\w.'’-]{1,24}){0,4}[,.:]?\s?\(?")
_TEXT_BEHIND = re.compile(r"[.,]?\s?(?:\([^()\n]{2,40}\)\s?[-–—:]|\)|[-–—:|/]|$)|,?\s[A-Z]{2,8}(?:$|\s?[-–—:])|,?\s\d{1,2}[.:]\d\d")
_STOP_BEHIND, _LONGEST_WEEKDAY = re.compile(r"(?:(?<=\.)|[.:])\s"), 12
_ANY_YEAR = _CENTURY = 2000
"""A leap year, for days that are possible in some year; the century of years in two figures."""


def find_possible_days(lines: Sequence[Line], place: Place, lexicons: Lexicons) -> tuple[PossibleDay, ...]:
    """The days without a year on the lines above the text and in its dateline, likeliest first: with their day of the week, on a line of
    their own, on a line beside other words, opening the text. Where there is none, the weekdays that these lines show."""
    found = [
        (rank, index, day)
        for index in _heads(place, len(lines))
        if len(lines[index].text) <= _LONGEST_LINE
        for rank, day in _on_line(lines[index], is_title=index == place.title_at, lexicons=lexicons)
    ]
    found += [(3, index, day) for index in place.article[:_OPENING] for day in _in_dateline(lines[index], lexicons)]
    shown = find_weekdays_shown([lines[index] for index in _heads(place, len(lines))], lexicons) if not found else ()
    return (*dict.fromkeys(day for _, _, day in sorted(found, key=lambda one: one[:2])), *shown)


def _heads(place: Place, count: int) -> range:
    first = place.article[0] if place.article else min(count, _LINES_BEFORE)
    last = place.article[:_OPENING][-1] if place.article else first
    return range(max(0, first - _LINES_BEFORE), min(last + 1, count))


def _on_line(line: Line, *, is_title: bool, lexicons: Lexicons) -> Iterator[tuple[int, PossibleDay]]:
    """The days on a line that tell of one day only, each with its rank."""
    days = list(_read(line, lexicons))
    spans = {(day.start, day.end) for day in days}
    if len(spans) != 1:
        return
    for day in days:
        rest = len(line.text) - (day.end - day.start) - len(day.clock)
        before = line.text[: day.start - line.start]
        if rest > _ALONE and SENTENCE_END.search(line.text) and not _opens(line, day):
            continue
        if _NOT_ITS_OWN.search(before) or (is_title and day.weekday is None and not day.clock and before.strip()):
            continue
        yield (0 if day.weekday is not None else 1 if rest <= _ALONE else 2), day


def _opens(line: Line, day: PossibleDay) -> bool:
    """Whether a day with its weekday opens a line that goes on behind a stop: "Wed 4 Feb. Good morning!"."""
    return (
        day.weekday is not None
        and _STOP_BEHIND.match(line.text, day.end - line.start) is not None
        and day.start - line.start <= _LONGEST_WEEKDAY
    )


def _in_dateline(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    """The day behind the place that opens the text: "ALVA, May 5 (APA) -"."""
    text = line.text[:_LONGEST_LINE]
    for day in _named(line._replace(text=text), lexicons):
        before, behind = text[: day.start - line.start], text[day.end - line.start :]
        if _PLACE_BEFORE.fullmatch(before) and _TEXT_BEHIND.match(behind):
            yield day


def _read(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    if find_dates(line.text, lexicons):
        return
    for read in (_in_time_group, _named, _in_figures, _with_short_year):
        found = list(read(line, lexicons))
        if found:
            yield from found
            return


def _named(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    for start, end, month, day in find_month_days(line.text, lexicons):
        if _is_day(month, day):
            yield _possible(line, (start, end), (None, month, day), lexicons)


def _in_figures(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    """Days in figures: with a year that either order fits, between two full stops ("27.4."), behind a weekday, or that one order fits."""
    for match in _FIGURES.finditer(line.text):
        first, second = int(match["first"]), int(match["second"])
        orders = [(month, day) for month, day in dict.fromkeys(((second, first), (first, second))) if _is_day(month, day)]
        orders = orders[:1] if match["mark"] == "." else orders
        weekday = weekday_beside(line.text, match.start(), match.end(), lexicons)
        is_marked = match["year"] or weekday or (match["end"] and match["mark"] == ".")
        if not is_marked and (match["mark"] == "." or len(orders) != 1 or max(first, second) <= _MONTHS):
            continue
        for month, day in orders:
            yield _possible(line, match.span(), (int(match["year"]) if match["year"] else None, month, day), lexicons)


def _with_short_year(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    """Days in figures with the last two of their year, in any order that fits, where a clock stands behind or hardly anything beside."""
    for match in _SHORT_YEAR.finditer(line.text):
        first, second, third = int(match["first"]), int(match["second"]), int(match["third"])
        if match["clock"] is None and len(line.text) - len(match.group()) > _ALONE:
            continue
        orders = dict.fromkeys(((third, second, first), (third, first, second), (first, second, third)))
        span = match.start(), match.end("third")
        for year, month, day in orders:
            if _is_day(month, day):
                yield _possible(line, span, (_CENTURY + year, month, day), lexicons)


def _in_time_group(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    for match in _TIME_GROUP.finditer(line.text):
        month = next((month for _, _, month, _ in find_month_days(f"1 {match['name']}", lexicons)), 0)
        if _is_day(month, int(match["day"])):
            found = _possible(line, match.span(), (_CENTURY + int(match["year"]), month, int(match["day"])), lexicons)
            yield replace(found, weekday=None, clock=f"T{match['hour']}:{match['minute']}")


def _possible(line: Line, span: tuple[int, int], day: tuple[int | None, int, int], lexicons: Lexicons) -> PossibleDay:
    start, end = span
    return PossibleDay(
        year=day[0],
        month=day[1],
        day=day[2],
        weekday=weekday_beside(line.text, start, end, lexicons),
        clock=clock_behind(line.text, end, lexicons),
        start=line.start + start,
        end=line.start + end,
    )


def _is_day(month: int, day: int) -> bool:
    try:
        return date(_ANY_YEAR, month, day) is not None
    except ValueError:
        return False
