"""EDTF dates in words, and as places on a line of days."""

import re
from datetime import datetime

from stemma.text.edtf import Edtf, parse_edtf

_MONTHS = ("Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SECONDS_PER_DAY = 86400
_IN_BRACKETS = re.compile(r"\(((?:\d{4}-\d\d|\.\.?/\d{4})[^\s()]*)\)")


def describe_date(edtf: str) -> str:
    """An EDTF string as a reader would write it; a string that is none is given back.

    >>> describe_date("2025-10-26/2025-10-28"), describe_date("../2025-10-26"), describe_date("2025-10-26T17:17")
    ('26–28 Oct 2025', 'up to 26 Oct 2025', '26 Oct 2025, 17:17')
    """
    read = parse_edtf(edtf)
    if read is None:
        return edtf
    if not read.is_interval:
        return _moment(edtf)
    first, last = edtf.split("/")
    if first in ("", ".."):
        return f"up to {_moment(last)}"
    if last in ("", ".."):
        return f"{_moment(first)} or later"
    return _range(first, last)


def date_in_words(text: str) -> str:
    """A text in which dates stand in brackets behind the words that give them, with these dates as a reader would write them.

    >>> date_in_words("from Sunday to Tuesday (2025-10-26/2025-10-28)")
    'from Sunday to Tuesday (26–28 Oct 2025)'
    """
    return _IN_BRACKETS.sub(lambda found: f"({describe_date(found[1])})", text)


def describe_span(edtf: str) -> str:
    """As ``describe_date``, for what holds from a day on.

    >>> describe_span("2025-10-20/..")
    'since 20 Oct 2025'
    """
    return f"since {describe_date(edtf.removesuffix('/..'))}" if edtf.endswith("/..") else describe_date(edtf)


def describe_day(edtf: str) -> str:
    """As ``describe_date``, without the time of day."""
    return "/".join(part.partition("T")[0] for part in edtf.split("/")) if parse_edtf(edtf) is None else describe_date(_days_only(edtf))


def _days_only(edtf: str) -> str:
    return "/".join(part.partition("T")[0] for part in edtf.split("/"))


def _range(first: str, last: str) -> str:
    one, other = parse_edtf(first), parse_edtf(last)
    if one is None or other is None or one.precision != "day" or other.precision != "day" or "?" in first + last or "~" in first + last:
        return f"{_moment(first)} – {_moment(last)}"
    start, end = first[:10].split("-"), last[:10].split("-")
    if first[:10] == last[:10]:
        return _moment(first)
    if start[:2] == end[:2]:
        return f"{int(start[2])}–{_moment(last)}"
    if start[0] == end[0]:
        return f"{int(start[2])} {_MONTHS[int(start[1]) - 1]} – {_moment(last)}"
    return f"{_moment(first)} – {_moment(last)}"


def _moment(text: str) -> str:
    mark = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}.get(text[-1:], "")
    day, _, clock = text.rstrip("?~%").partition("T")
    return mark + _calendar(day) + (f", {_clock(clock)}" if clock else "")


def _clock(clock: str) -> str:
    zone = clock[5:].lstrip(":0123456789") if clock[5:6] == ":" else clock[5:]
    named = "" if not zone else " UTC" if zone in ("Z", "+00:00", "-00:00") else f" UTC{zone.replace('-', '−')}"
    return clock[:5] + named


def _calendar(day: str) -> str:
    parts = day.split("-")
    year = parts[0].replace("XX", "00s").replace("X", "0s")
    if len(parts) == 1 or parts[1] == "XX":
        return year
    if parts[1] in _SEASONS:
        return f"{_SEASONS[parts[1]]} {year}"
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {year}" if len(parts) == 2 or parts[2] == "XX" else f"{int(parts[2])} {month} {year}"


def day_range(edtf: str) -> tuple[float, float] | None:
    """First and last moment in days since the year 1, zones left out; an open end is as the other one. None if it is no EDTF."""
    read = parse_edtf(edtf)
    if read is None:
        return None
    first, last = read.earliest or read.latest, read.latest or read.earliest
    if first is None or last is None:
        return None
    return _days(first), _days(last)


def has_clock(read: Edtf | None) -> bool:
    """Whether a date names a time of day."""
    return read is not None and not read.is_interval and read.precision in ("minute", "second")


def _days(moment: datetime) -> float:
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.toordinal() + seconds / _SECONDS_PER_DAY
