"""Days that have a name: fixed ones, those counted from Easter, and the nth weekday of a month."""

import calendar
from datetime import date, timedelta


def feast_day(rule: str, year: int) -> date | None:
    """The day of a feast in a year: "12-25", "easter-2" (days from Easter Sunday), "11-4-3" (the fourth Thursday of November, Monday
    being 0, ``-1`` the last), "11-4-3+1" (the day after). None for other rules and beyond the Gregorian calendar.

    >>> str(feast_day("easter", 2024)), str(feast_day("11-4-3+1", 2025)), str(feast_day("5--1-0", 2026))
    ('2024-03-31', '2025-11-28', '2026-05-25')
    """
    if not 1583 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return _easter(year) + timedelta(int(rule.removeprefix("easter") or 0))
    fixed, _, later = rule.partition("+")
    month, _, rest = fixed.partition("-")
    number, _, weekday = rest.rpartition("-")
    if not number:
        return date(year, int(month), int(rest))
    found = nth_weekday(year, int(month), int(number), int(weekday))
    return found and found + timedelta(int(later or 0))


def nth_weekday(year: int, month: int, number: int, weekday: int) -> date | None:
    """The nth such weekday of a month, -1 the last; None where the month has too few."""
    days = calendar.monthrange(year, month)[1]
    first = date(year, month, 1)
    fitting = [first + timedelta(step) for step in range((weekday - first.weekday()) % 7, days, 7)]
    index = number - 1 if number > 0 else len(fitting) + number
    return fitting[index] if 0 <= index < len(fitting) else None


def _easter(year: int) -> date:
    """Western Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, 1991)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - leap - rest % 4) % 7
    late = (golden + 11 * leap + 22 * week) // 451
    month, day = divmod(leap + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
