"""Dates without a year or week, as an undated report gives them: "on Wednesday", "on March 9". They are compared by what they do say.

They are written as TIMEX3 values: ``XXXX-WXX-3`` for a Wednesday, ``XXXX-03-09``, ``XXXX-03``. All other strings here are EDTF.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from stemma.records import Page
from stemma.text.edtf import is_exclusive, overlaps, parse_edtf

_LOOSE = re.compile(r"XXXX-(?:WXX-(?P<weekday>[1-7])|(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)")
_NEAR_DAYS = 60
_LONGEST_DAYS = 40
"""A longer stretch holds a day of every name."""
COMPARED = 1 << 16
"""So many pairs of dates are remembered: a story tells few, in many statements."""


def read_loose(value: str | None) -> str | None:
    """The date of a TIMEX3 value without a year, its time of day left out; None where the value is another one."""
    kept = (value or "").partition("T")[0]
    return kept if _LOOSE.fullmatch(kept) else None


def complete(loose: str, published: Sequence[date]) -> str:
    """A month and day with the year in which it lies within 60 days of a day on which the story was told, if there is one such year."""
    match = _LOOSE.fullmatch(loose)
    if match is None or match["day"] is None:
        return loose
    years = {day.year + step for day in published for step in (-1, 0, 1)}
    days = [day for year in sorted(years) if (day := _day(year, int(match["month"]), int(match["day"])))]
    near = {day for day in days if any(abs((day - told).days) <= _NEAR_DAYS for told in published)}
    return near.pop().isoformat() if len(near) == 1 else loose


@lru_cache(maxsize=COMPARED)
def are_apart(one: str, other: str) -> bool:
    """Whether two dates, of which either may be loose, cannot be those of one event: a Wednesday and a day that was a Monday."""
    if not (_LOOSE.fullmatch(one) or _LOOSE.fullmatch(other)):
        return is_exclusive(one, other)
    loose, fixed = (one, other) if _LOOSE.fullmatch(one) else (other, one)
    if _LOOSE.fullmatch(fixed):
        return _differ(loose, fixed)
    days = _days_of(fixed)
    return bool(days) and not any(_fits(day, loose) for day in days)


@lru_cache(maxsize=COMPARED)
def meet(one: str, other: str) -> bool:
    """Whether two dates agree: they overlap, or what the loose one says is so of the other, one single day."""
    if not (_LOOSE.fullmatch(one) or _LOOSE.fullmatch(other)):
        return overlaps(one, other)
    loose, fixed = (one, other) if _LOOSE.fullmatch(one) else (other, one)
    if _LOOSE.fullmatch(fixed):
        return loose == fixed
    days = _days_of(fixed)
    return len(days) == 1 and _fits(days[0], loose)


@lru_cache(maxsize=1 << 12)
def is_loose(text: str) -> bool:
    """Whether a date has no year and no week."""
    return _LOOSE.fullmatch(text) is not None


def _differ(one: str, other: str) -> bool:
    first, second = _LOOSE.fullmatch(one), _LOOSE.fullmatch(other)
    if first is None or second is None:
        return False
    return any(first[part] is not None and second[part] is not None and first[part] != second[part] for part in ("weekday", "month", "day"))


def _fits(day: date, loose: str) -> bool:
    match = _LOOSE.fullmatch(loose)
    if match is None:
        return True
    if match["weekday"] is not None:
        return day.isoweekday() == int(match["weekday"])
    return day.month == int(match["month"]) and match["day"] in (None, f"{day.day:02d}")


def _days_of(edtf: str) -> list[date]:
    """The days that a date covers; none where it is open, rough or long, or a moment in a zone, which may be another day elsewhere."""
    read = parse_edtf(edtf)
    if read is None or read.earliest is None or read.latest is None or read.is_approximate or read.is_uncertain:
        return []
    if read.earliest.tzinfo or read.latest.tzinfo or (read.latest - read.earliest).days > _LONGEST_DAYS:
        return []
    return [read.earliest.date() + timedelta(step) for step in range((read.latest.date() - read.earliest.date()).days + 1)]


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_told(pages: Sequence[Page]) -> tuple[date, ...]:
    """The days on which the reports of the story came out, as far as they are known to the day."""
    reads = [parse_edtf(page.report.published.edtf) for page in pages if page.report.published is not None]
    return tuple(sorted({read.day for read in reads if read is not None and read.day is not None}))
