"""What a time zone is off UTC on a day, and the zone that two clocks for one moment tell."""

from datetime import date, timedelta

_FIFTEEN, _DAY, _EASTERNMOST = 15, 24 * 60, 14 * 60


def offset_on(code: str | None, day: date) -> str | None:
    """The offset, as EDTF writes it, of a zone on a day. ``code`` is an offset, or "us" or "eu" and that of winter, where clocks
    go forward by the rule of the United States (since 2007) or of the European Union; on the day of a change it is not told.

    >>> offset_on("us-05:00", date(2026, 7, 1)), offset_on("eu+01:00", date(2026, 1, 5)), offset_on("Z", date(2026, 7, 1))
    ('-04:00', '+01:00', 'Z')
    """
    if code is None or not code[:1].isalpha() or code == "Z":
        return code
    first, last = _summer(code[:2], day.year)
    if day in (first, last):
        return None
    minutes = _minutes(code[2:]) + (60 if first < day < last else 0)
    return _written(minutes)


def offset_between(local: tuple[int, int], universal: tuple[int, int], offset: str) -> str | None:
    """The offset of the place whose clock shows ``local`` when a clock at ``offset`` shows ``universal``; None where no zone does.

    >>> offset_between((21, 15), (19, 15), "Z")
    '+02:00'
    """
    if offset[:1].isalpha() and offset != "Z":
        return None
    ahead = (local[0] - universal[0]) * 60 + local[1] - universal[1] + (0 if offset == "Z" else _minutes(offset))
    ahead = (ahead + 10 * 60) % _DAY - 10 * 60
    return _written(ahead) if ahead % _FIFTEEN == 0 and ahead <= _EASTERNMOST else None


def _minutes(offset: str) -> int:
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return -minutes if offset[0] == "-" else minutes


def _written(minutes: int) -> str:
    if minutes == 0:
        return "Z"
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _summer(rule: str, year: int) -> tuple[date, date]:
    """The days on which clocks go forward and back."""
    if rule == "us":
        return _sunday_from(date(year, 3, 8)), _sunday_from(date(year, 11, 1))
    return _sunday_from(date(year, 3, 25)), _sunday_from(date(year, 10, 25))


def _sunday_from(day: date) -> date:
    return day + timedelta((6 - day.weekday()) % 7)
