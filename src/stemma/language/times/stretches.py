"""Stretches of days: calendar units, arithmetic on them, and how they are written."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from stemma.language.times.expressions import PartName, Unit

_MONTHS_OF: dict[Unit, int] = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_SEASON_CODES = ("SP", "SU", "FA", "WI")


class Stretch(NamedTuple):
    """Whole days from ``first`` to ``last``; ``unit`` is the granularity in which it was spoken of, ``edge`` a part of it."""

    first: date
    last: date
    unit: Unit
    edge: PartName | None = None


def day_stretch(day: date) -> Stretch:
    """A single day."""
    return Stretch(day, day, "day")


def enclosing(unit: Unit, day: date) -> Stretch | None:
    """The calendar unit in which a day lies. Weeks begin on Monday, seasons are northern and meteorological."""
    if unit in ("second", "minute", "hour", "day"):
        return day_stretch(day)
    if unit == "week":
        monday = _add_days(day, -day.weekday())
        return _span(monday, monday and _add_days(monday, 6), unit)
    if unit == "weekend":
        saturday = _add_days(day, 5 - day.weekday())
        return _span(saturday, saturday and _add_days(saturday, 1), unit)
    if unit == "season":
        return season((day.month // 3 - 1) % 4, day.year if day.month > 2 else day.year - 1)
    months = _MONTHS_OF[unit]
    index = (day.year * 12 + day.month - 1) // months * months
    return _months(index, months, unit)


def season(index: int, year: int) -> Stretch | None:
    """Spring 0 to winter 3 of a year; winter runs into the next one."""
    return _months(year * 12 + 2 + 3 * index, 3, "season")


def shift(day: date, unit: Unit, count: int) -> date | None:
    """The day so many units away, the last of the month where the month is too short. None beyond the calendar.

    >>> shift(date(2025, 3, 31), "month", -1)
    datetime.date(2025, 2, 28)
    """
    if unit in ("second", "minute", "hour"):
        return day
    if unit in ("day", "week", "weekend"):
        return _add_days(day, count if unit == "day" else 7 * count)
    index = day.year * 12 + day.month - 1 + count * _MONTHS_OF[unit]
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month_stretch(year: int, month: int) -> Stretch | None:
    """A month of a year."""
    return _months(year * 12 + month - 1, 1, "month") if 1 <= month <= 12 else None


def part_of(whole: Stretch, part: PartName) -> Stretch:
    """The early, middle or late part, with room: halves that meet, and a middle that leaves a quarter at each side."""
    length = (whole.last - whole.first).days + 1
    if length < 4:
        return whole
    first, last = {
        "early": (0, (length + 1) // 2 - 1),
        "mid": (length // 4, length - length // 4 - 1),
        "late": (length // 2, length - 1),
    }[part]
    return Stretch(whole.first + timedelta(first), whole.first + timedelta(last), whole.unit, part)


def nth_unit(whole: Stretch, number: int, unit: Unit) -> Stretch | None:
    """The nth unit that begins inside a longer stretch, the last one for -1."""
    start = enclosing(unit, whole.first)
    if start is None or (whole.last - whole.first).days > 366 * 100:
        return None
    if number == -1:
        return enclosing(unit, whole.last)
    day = shift(start.first, unit, number - 1)
    found = enclosing(unit, day) if day else None
    return found if found and found.first <= whole.last else None


def slice_of(whole: Stretch, count: int, unit: Unit, *, is_last: bool) -> Stretch | None:
    """The first or last so many units of a longer stretch; None where it is not longer."""
    day = shift(whole.first, unit, count) if not is_last else shift(_add_days(whole.last, 1) or whole.last, unit, -count)
    if day is None or not whole.first < day <= whole.last:
        return None
    return Stretch(day, whole.last, unit, "late") if is_last else Stretch(whole.first, day - timedelta(1), unit, "early")


def to_edtf(stretch: Stretch) -> str:
    """The stretch as EDTF: a day, month, season, year, decade or century as such, all else as an interval of days or months."""
    first, last, unit, edge = stretch
    if edge is None:
        match unit:
            case "day" | "hour" | "minute" | "second":
                return first.isoformat()
            case "month":
                return f"{first:%Y-%m}" if first.year > 999 else first.isoformat()[:7]
            case "year" | "decade" | "century":
                return first.isoformat()[: {"year": 4, "decade": 3, "century": 2}[unit]].ljust(4, "X")
            case "season":
                return f"{first.isoformat()[:4]}-{21 + (first.month // 3 - 1) % 4}"
            case "quarter" | "half":
                return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    return f"{first.isoformat()}/{last.isoformat()}"


def to_timex(stretch: Stretch) -> str:
    """The stretch as a TIMEX3 value; the part of a longer one is not told there."""
    first, _, unit, _ = stretch
    year = first.isoformat()[:4]
    match unit:
        case "week" | "weekend":
            week = f"{first.isocalendar().year}-W{first.isocalendar().week:02d}"
            return week if unit == "week" else f"{week}-WE"
        case "quarter":
            return f"{year}-Q{(first.month + 2) // 3}"
        case "half":
            return f"{year}-H{(first.month + 5) // 6}"
        case "season":
            return f"{year}-{_SEASON_CODES[(first.month // 3 - 1) % 4]}"
        case "decade" | "century":
            return year[: 3 if unit == "decade" else 2]
        case "year":
            return year
        case "month":
            return first.isoformat()[:7]
    return first.isoformat()


def _months(index: int, count: int, unit: Unit) -> Stretch | None:
    first_year, first_month = divmod(index, 12)
    last_year, last_month = divmod(index + count - 1, 12)
    if first_year < 1 or last_year > 9999:
        return None
    last_day = calendar.monthrange(last_year, last_month + 1)[1]
    return Stretch(date(first_year, first_month + 1, 1), date(last_year, last_month + 1, last_day), unit)


def _span(first: date | None, last: date | None, unit: Unit) -> Stretch | None:
    return None if first is None or last is None else Stretch(first, last, unit)


def shift_day(day: date, count: int) -> date:
    """The day so many days away, the day itself at the end of the calendar."""
    return _add_days(day, count) or day


def _add_days(day: date, count: int) -> date | None:
    try:
        return day + timedelta(count)
    except OverflowError:
        return None
