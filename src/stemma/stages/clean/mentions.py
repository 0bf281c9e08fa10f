"""A lower bound for the date of a text that shows none: the latest day it speaks of as past."""

import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Date
from stemma.stages.clean.dates import find_dates, find_month_days, weekday_beside
from stemma.stages.clean.lines import Line

_YEAR = re.compile(r"(?<![\d.,])(?:19[5-9]|20[0-4])\d(?![\d,]|\.\d|[- ](?:year|people|soldiers|troops|miles|km|meters|metres))")
_SENTENCE = re.compile(r"[^.!?]{1,600}(?:[.!?](?!\s|$)[^.!?]{0,300}){0,8}[.!?]?")
_YEARS_ON = 12
_MOST_CHARS = 100_000


@lru_cache(maxsize=4)
def _future(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted(lexicons.words("future_words"), key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def bound_by_mentions(article: Sequence[Line], lexicons: Lexicons) -> Date | None:
    """The text was written on or after the latest date that it speaks of without a word of the future in the same sentence: an
    open interval with rule ``mentions`` and that date's span. A day without a year gets one only from a weekday beside it and a
    year that the text names; otherwise it is left out. None where the text names no date."""
    sentences = list(_past_sentences(article, lexicons))
    years = [int(match.group()) for _, text in sentences for match in _YEAR.finditer(text)]
    found = [*_with_year(sentences, lexicons), *_without_year(sentences, max(years, default=None), lexicons)]
    if not found:
        return None
    edtf, start, end = max(found, key=lambda one: (_earliest(one[0]), len(one[0]), -one[1]))
    precision = "interval"
    return Date(edtf=f"{edtf}/..", precision=precision, start=start, end=end, rule="mentions")


def _past_sentences(article: Sequence[Line], lexicons: Lexicons) -> Iterator[tuple[int, str]]:
    future = _future(lexicons)
    read = 0
    for line in article:
        read += len(line.text)
        if read > _MOST_CHARS:
            return
        for match in _SENTENCE.finditer(line.text):
            if any(char.isdigit() for char in match.group()) and not future.search(match.group()):
                yield line.start + match.start(), match.group()


def _earliest(edtf: str) -> str:
    return {4: f"{edtf}-01-01", 7: f"{edtf}-01"}.get(len(edtf), edtf)


def _with_year(sentences: Sequence[tuple[int, str]], lexicons: Lexicons) -> Iterator[tuple[str, int, int]]:
    for offset, text in sentences:
        dates = find_dates(text, lexicons)
        for date in dates:
            yield date.edtf[:10], offset + date.start, offset + date.end
        for match in _YEAR.finditer(text):
            if not any(date.start <= match.start() < date.end for date in dates):
                yield match.group(), offset + match.start(), offset + match.end()


def _without_year(sentences: Sequence[tuple[int, str]], latest: int | None, lexicons: Lexicons) -> Iterator[tuple[str, int, int]]:
    if latest is None:
        return
    for offset, text in sentences:
        for start, end, month, day in find_month_days(text, lexicons):
            weekday = weekday_beside(text, start, end, lexicons)
            year = _year_of(month, day, weekday, latest) if weekday else None
            if year:
                yield f"{year}-{month:02}-{day:02}", offset + start, offset + end


def _year_of(month: int, day: int, weekday: int, latest: int) -> int | None:
    """The first year from the latest one named in which the day falls on the weekday."""
    for year in range(latest, latest + _YEARS_ON):
        try:
            if datetime.date(year, month, day).isoweekday() == weekday:
                return year
        except ValueError:
            continue
    return None
