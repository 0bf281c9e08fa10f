"""Which end of a happening a date gives, when two dates exclude each other, and which times of day are told."""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Literal

from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.records import TimeMention
from stemma.stages.corroborate.comparing.loose_dates import are_apart, is_loose
from stemma.text.edtf import is_exclusive, parse_edtf
from stemma.text.words import split_words

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Bound = Literal["start", "end", "whole", "within"]
_EDGE_BOUNDS = frozenset({"start", "end"})
_HOUR = re.compile(r"T(\d\d):(\d\d)\Z")
_HALF_DAY = 12 * 60
CLOCK = re.compile(
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\b)?(?!\w)|\b\d{1,2} ?[ap]\.?m\b|\bo'clock\b|\b(?:noon|midnight|midday)\b|\b\d{4}(?=hrs|h\b)",
    re.IGNORECASE,
)
"""The words of a time of day."""


@lru_cache(maxsize=8)
def boundary_words(lexicons: Lexicons) -> dict[str, Bound]:
    """From words that mark the beginning or the end of a happening ("from", "until", "commencing") to the bound they mark."""
    meanings = read_meanings(lexicons)
    found: dict[str, Bound] = {}
    for bound, words in lexicons.rows("boundary_words"):
        edge: Bound = "start" if bound == "start" else "end"
        for word in words.split():
            found.setdefault(word, edge)
    found |= {"a:begin": "start", "a:end": "end"} if "begin" in meanings.actions else {}
    return found


def hours_in(mentions: Iterable[TimeMention]) -> frozenset[int]:
    """The times of day among mentions, in minutes of half a day: whether "twenty past three" is before noon is often left to the reader."""
    found = (_HOUR.search(mention.value or "") for mention in mentions if mention.kind == "time")
    return frozenset((60 * int(match[1]) + int(match[2])) % _HALF_DAY for match in found if match)


def exclude_each_other(one: str, one_bound: Bound, other: str, other_bound: Bound) -> bool:
    """Whether two dates of one happening cannot both be right.

    A weekday or a day without its year (``loose_dates``) is compared with what gives the same bound.
    Beginnings are compared with beginnings, ends with ends; a day within it must not lie before its beginning nor after its
    end. Coarse, approximate and open dates get the room they ask for (``stemma.text.edtf``).
    """
    if is_loose(one) or is_loose(other):
        return (one_bound in _EDGE_BOUNDS or other_bound in _EDGE_BOUNDS) <= (one_bound == other_bound) and are_apart(one, other)
    if {one_bound, other_bound} == {"start", "end"}:
        first, last = (one, other) if one_bound == "start" else (other, one)
        return _lies_after(first, last)
    if one_bound in {"start", "end"} and other_bound in {"start", "end"}:
        return is_exclusive(one, other)
    if one_bound in {"within", "whole"} and other_bound in {"within", "whole"}:
        return is_exclusive(one, other)
    edge, bound, span, kind = (
        (one, one_bound, other, other_bound) if one_bound in {"start", "end"} else (other, other_bound, one, one_bound)
    )
    if kind == "whole":
        return is_exclusive(edge, _end_of(span, bound) or span)
    return _lies_after(edge, span) if bound == "start" else _lies_after(span, edge)


@lru_cache(maxsize=1 << 14)
def gap_days(one: str, other: str) -> float:
    """How many days lie between two dates; 0 where they touch or one has no year, infinity where one is open or unreadable."""
    if is_loose(one) or is_loose(other):
        return 0.0
    first, second = _ends(one), _ends(other)
    if first is None or second is None:
        return float("inf")
    if second < first:
        first, second = second, first
    return max(0.0, (second[0] - first[1]).total_seconds() / 86400)


@lru_cache(maxsize=1 << 12)
def _ends(edtf: str) -> tuple[datetime, datetime] | None:
    """The first and the last second of a date, zones left out; None where it is open or unreadable."""
    read = parse_edtf(edtf)
    if read is None or read.earliest is None or read.latest is None:
        return None
    return _plain(read.earliest), _plain(read.latest)


def weekday_of(edtf: str) -> frozenset[str]:
    """The name of the day of the week of a date to the day or finer; empty for others."""
    if edtf.startswith("XXXX-WXX-"):
        return frozenset({WEEKDAYS[int(edtf[9]) - 1]})
    read = parse_edtf(edtf)
    if read is None or read.is_interval or read.earliest is None or read.precision not in {"day", "minute", "second"}:
        return frozenset()
    return frozenset({WEEKDAYS[read.earliest.weekday()]})


@lru_cache(maxsize=1 << 12)
def named_weekdays(words: str) -> frozenset[str]:
    """The days of the week by which alone the words of a date give it, but for an hour.

    >>> sorted(named_weekdays("1.40 pm on Tuesday")), sorted(named_weekdays("Tuesday, May 5"))
    (['tuesday'], [])
    """
    told = {word.lower for word in split_words(CLOCK.sub(" ", words))}
    return frozenset() if any(word[0].isdigit() for word in told) else frozenset(told & set(WEEKDAYS))


def _plain(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _lies_after(one: str, other: str) -> bool:
    """Whether all of ``one`` lies after all of ``other``."""
    first, second = parse_edtf(one), parse_edtf(other)
    if first is None or second is None or first.earliest is None or second.latest is None or not is_exclusive(one, other):
        return False
    return _plain(first.earliest) > _plain(second.latest)


def _end_of(interval: str, bound: Bound) -> str | None:
    first, slash, last = interval.partition("/")
    end = first if bound == "start" else last
    return end if slash and end not in {"", ".."} else None
