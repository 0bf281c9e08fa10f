"""Dates as EDTF strings (Extended Date/Time Format, level 1): what they cover and how they compare.

Written as in ISO 8601-2, annex A, level 1: ``2025``, ``2025-10``, ``2025-10-26``, seasons ``2025-21`` (spring) to ``2025-24``
(winter), unspecified digits ``201X``, ``20XX``, ``2025-XX``, ``2025-10-XX``, ``2025-XX-XX``, the marks ``?`` (uncertain), ``~``
(approximate), ``%`` (both), intervals ``2025-10-26/2025-10-28`` with ``..`` for an open end. Times of day may leave out the
seconds: ``2025-10-26T17:17``, ``2025-10-26T17:17+09:00``, ``2025-10-26T08:17Z``.

Every function is total: a string that is no EDTF gives None or False, never an exception. A date without a zone is a local date of
unknown place; compared with a moment in a known zone it is widened to every zone there is.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Literal, NamedTuple

Precision = Literal["century", "decade", "year", "season", "month", "day", "minute", "second"]

OPEN = ".."
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=12)
_SLACK = {
    "century": timedelta(days=36525),
    "decade": timedelta(days=3653),
    "year": timedelta(days=366),
    "season": timedelta(days=92),
    "month": timedelta(days=31),
    "day": timedelta(days=2),
    "minute": timedelta(hours=1),
    "second": timedelta(hours=1),
}
"""How far an approximate or uncertain date may lie from what it says: about one unit of its precision."""

_FINEST_LAST: tuple[Precision, ...] = ("century", "decade", "year", "season", "month", "day", "minute", "second")
_MOMENT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"(?P<mark>[?~%])?"
)
_LONGEST = 64


@dataclass(frozen=True, slots=True)
class Edtf:
    """What one EDTF string covers. ``earliest`` and ``latest`` are the first and the last second of it (aware where a zone
    is given), None where the end is open. ``precision`` is that of the coarser end."""

    text: str
    earliest: datetime | None
    latest: datetime | None
    precision: Precision
    is_interval: bool = False
    is_approximate: bool = False
    is_uncertain: bool = False

    @property
    def day(self) -> date | None:
        """The one day it lies in, None where it covers several or is marked as approximate or uncertain."""
        if self.earliest is None or self.latest is None or self.is_approximate or self.is_uncertain:
            return None
        return self.earliest.date() if self.earliest.date() == self.latest.date() else None


@lru_cache(maxsize=4096)
def parse_edtf(text: str) -> Edtf | None:
    """Read an EDTF string of level 1; None if it is none, or if an interval ends before it begins.

    >>> parse_edtf("2025-10-26/..").earliest
    datetime.datetime(2025, 10, 26, 0, 0)
    """
    if len(text) > _LONGEST:
        return None
    first, slash, last = text.partition("/")
    return _interval(text, first, last) if slash else _moment(text)


def overlaps(first: str, second: str) -> bool:
    """Whether some second lies in both; False if either is no EDTF."""
    one, other = _cover(first), _cover(second)
    return one is not None and other is not None and not _are_apart(one, other)


def contains(whole: str, part: str) -> bool:
    """Whether all of ``part`` lies in ``whole``; both zone-less or both with zones, else False."""
    one, other = parse_edtf(whole), parse_edtf(part)
    if one is None or other is None or _is_aware(one) != _is_aware(other):
        return False
    starts = one.earliest is None or (other.earliest is not None and one.earliest <= other.earliest)
    return starts and (one.latest is None or (other.latest is not None and other.latest <= one.latest))


def is_exclusive(first: str, second: str) -> bool:
    """Whether both cannot be true of one event: what they cover lies apart, approximate and uncertain dates given room.

    >>> is_exclusive("2025-10-23", "2025-10-26/2025-10-28"), is_exclusive("2025-10", "2025-10-26")
    (True, False)
    """
    one, other = _cover_with_slack(first), _cover_with_slack(second)
    return one is not None and other is not None and _are_apart(one, other)


def sort_key(text: str) -> tuple[datetime, datetime, str]:
    """Orders by beginning, then by end, then by text; open beginnings first, strings that are no EDTF last."""
    read = parse_edtf(text)
    if read is None:
        return datetime.max, datetime.max, text
    return _naive(read.earliest) or datetime.min, _naive(read.latest) or datetime.max, text


def format_interval(first: str | None, last: str | None) -> str:
    """``first/last``, with ``..`` for an open end; the plain date where both are the same and known."""
    if first is not None and first == last:
        return first
    return f"{first or OPEN}/{last or OPEN}"


def _interval(text: str, first: str, last: str) -> Edtf | None:
    ends = [None if end in ("", OPEN) else _moment(end) for end in (first, last)]
    begin, end = ends
    known = [moment for moment in ends if moment is not None]
    if not known or (begin is None and first not in ("", OPEN)) or (end is None and last not in ("", OPEN)):
        return None
    earliest, latest = begin.earliest if begin else None, end.latest if end else None
    if begin and end and _is_before(end, begin):
        return None
    return Edtf(
        text,
        earliest,
        latest,
        min((moment.precision for moment in known), key=_FINEST_LAST.index),
        is_interval=True,
        is_approximate=any(moment.is_approximate for moment in known),
        is_uncertain=any(moment.is_uncertain for moment in known),
    )


def _moment(text: str) -> Edtf | None:
    match = _MOMENT.fullmatch(text)
    if match is None:
        return None
    try:
        earliest, latest, precision = _bounds(match)
    except (ValueError, OverflowError):
        return None
    mark = match["mark"] or ""
    return Edtf(text, earliest, latest, precision, is_approximate=mark in ("~", "%"), is_uncertain=mark in ("?", "%"))


def _bounds(match: re.Match[str]) -> tuple[datetime, datetime, Precision]:
    year, month, day = match["year"], match["month"], match["day"]
    if match["hour"]:
        return _clock_bounds(match)
    if "X" in year:
        span: Precision = "century" if year.endswith("XX") else "decade"
        return _days(
            date(int(year.replace("X", "0")), 1, 1), date(int(year.replace("X", "9")), 12, 31), span if month is None else _refuse()
        )
    number = int(year)
    if month is None or month == "XX":
        return _days(date(number, 1, 1), date(number, 12, 31), "year" if day in (None, "XX") else _refuse())
    if month in ("21", "22", "23", "24"):
        if day is not None:
            _refuse()
        return _season(number, int(month) - 21)
    first, last = date(number, int(month), 1), date(number, int(month), calendar.monthrange(number, int(month))[1])
    if day is None or day == "XX":
        return _days(first, last, "month")
    only = date(number, int(month), int(day))
    return _days(only, only, "day")


def _season(year: int, index: int) -> tuple[datetime, datetime, Precision]:
    """Seasons are named, not dated, and calendars differ: northern meteorological months with a month of room at each side."""
    first = date(year, 2 + 3 * index, 1)
    last_month = 6 + 3 * index
    last_year, last_month = (year, last_month) if last_month <= 12 else (year + 1, last_month - 12)
    return _days(first, date(last_year, last_month, calendar.monthrange(last_year, last_month)[1]), "season")


def _clock_bounds(match: re.Match[str]) -> tuple[datetime, datetime, Precision]:
    zone = _zone(match["zone"])
    fields = [int(match[name]) for name in ("year", "month", "day", "hour", "minute")]
    second = match["second"]
    earliest = datetime(*fields, int(second or 0), tzinfo=zone)  # type: ignore[misc, arg-type]
    return earliest, earliest.replace(second=int(second or 59)), "second" if second else "minute"


def _zone(text: str | None) -> timezone | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[4:6]))
    if offset > _EASTERNMOST or int(text[4:6]) > 59:
        _refuse()
    return timezone(-offset if text[0] == "-" else offset)


def _days(first: date, last: date, precision: Precision) -> tuple[datetime, datetime, Precision]:
    return datetime(first.year, first.month, first.day), datetime(last.year, last.month, last.day, 23, 59, 59), precision


def _refuse() -> Precision:
    raise ValueError("no EDTF of level 1")


def _is_aware(read: Edtf) -> bool:
    return any(bound is not None and bound.tzinfo is not None for bound in (read.earliest, read.latest))


def _naive(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo is None:
        return moment
    return _add(moment.replace(tzinfo=None), -(moment.utcoffset() or timedelta()))


def _add(moment: datetime, delta: timedelta) -> datetime:
    try:
        return moment + delta
    except OverflowError:
        return datetime.max if delta > timedelta() else datetime.min


def _range(read: Edtf, *, widened: bool) -> tuple[datetime, datetime]:
    """First and last second in UTC; a zone-less bound is widened to all zones where asked."""
    earliest, latest = _naive(read.earliest) or datetime.min, _naive(read.latest) or datetime.max
    if widened and not (read.earliest and read.earliest.tzinfo):
        earliest = _add(earliest, -_EASTERNMOST)
    if widened and not (read.latest and read.latest.tzinfo):
        latest = _add(latest, _WESTERNMOST)
    return earliest, latest


class _Cover(NamedTuple):
    """What a date covers: whether a bound has a zone, and first and last second in UTC as they are and widened to all zones."""

    is_aware: bool
    plain: tuple[datetime, datetime]
    widened: tuple[datetime, datetime]


@lru_cache(maxsize=4096)
def _cover(text: str) -> _Cover | None:
    read = parse_edtf(text)
    return None if read is None else _covered(read)


@lru_cache(maxsize=4096)
def _cover_with_slack(text: str) -> _Cover | None:
    read = parse_edtf(text)
    return None if read is None else _covered(_with_slack(read))


def _covered(read: Edtf) -> _Cover:
    return _Cover(_is_aware(read), _range(read, widened=False), _range(read, widened=True))


def _are_apart(one: _Cover, other: _Cover) -> bool:
    first, second = (one.widened, other.widened) if one.is_aware or other.is_aware else (one.plain, other.plain)
    return first[1] < second[0] or second[1] < first[0]


def _is_before(one: Edtf, other: Edtf) -> bool:
    """Whether all of ``one`` lies before ``other`` begins."""
    widened = _is_aware(one) != _is_aware(other)
    return _range(one, widened=widened)[1] < _range(other, widened=widened)[0]


def _with_slack(read: Edtf) -> Edtf:
    if not (read.is_approximate or read.is_uncertain):
        return read
    slack = _SLACK[read.precision]
    earliest = read.earliest and _add_aware(read.earliest, -slack)
    latest = read.latest and _add_aware(read.latest, slack)
    return Edtf(read.text, earliest, latest, read.precision, read.is_interval)


def _add_aware(moment: datetime, delta: timedelta) -> datetime:
    return _add(moment.replace(tzinfo=None), delta).replace(tzinfo=moment.tzinfo)
