"""What relative times are counted from: the day of publication as far as it is known, and days that the page ties to weekdays."""

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from stemma.language.times.expressions import Point
from stemma.records import Date
from stemma.text.edtf import parse_edtf

AnchorName = Literal["absolute", "published", "page", "text", "none"]


class Anchor(NamedTuple):
    """The days between which publication lies (both the same where the day is known), and how that is known."""

    first: date
    last: date
    name: Literal["published", "page"]


def anchor_of(published: Date | None) -> Anchor | None:
    """The anchor that a publication date gives. A date with one open end counts by its known end if that is a day, as known from
    the page only; a longer stretch keeps its two ends, and what is resolved must come out the same from both."""
    read = parse_edtf(published.edtf) if published is not None else None
    if read is None or read.is_approximate or read.is_uncertain:
        return None
    if read.earliest is not None and read.latest is not None:
        return Anchor(read.earliest.date(), read.latest.date(), "published")
    bound = read.earliest or read.latest
    if bound is None or read.precision not in ("day", "minute", "second"):
        return None
    return Anchor(bound.date(), bound.date(), "page")


def tied_weekdays(points: Iterable[Point], years: Iterable[int], anchor: Anchor | None) -> dict[int, date]:
    """The days that the text itself ties to a weekday ("October 26 (Sunday)"), by weekday; a weekday tied to two days is left out.

    A missing year is the one of those near the years of the text (or publication) in which that date falls on that weekday,
    if there is exactly one.
    """
    tied: dict[int, set[date]] = {}
    near = {year + step for year in years for step in (-1, 0, 1)} | ({anchor.first.year, anchor.last.year} if anchor else set())
    for point in points:
        if point.weekday is None or point.month is None or point.day is None:
            continue
        candidates = [point.year] if point.year is not None else sorted(near)
        fitting = [day for year in candidates if (day := _day(year, point.month, point.day)) and day.weekday() == point.weekday]
        if len(fitting) == 1:
            tied.setdefault(point.weekday, set()).add(fitting[0])
    return {weekday: days.pop() for weekday, days in sorted(tied.items()) if len(days) == 1}


def dated_days(points: Iterable[Point]) -> dict[tuple[int | None, int | None], date]:
    """The days named with their year, by month and day; a month and day of several years is left out."""
    found: dict[tuple[int | None, int | None], set[date]] = {}
    for point in points:
        if point.year is not None and point.month is not None and point.day is not None:
            day = _day(point.year, point.month, point.day)
            found.setdefault((point.month, point.day), set()).update([day] if day else [])
    return {key: days.pop() for key, days in sorted(found.items(), key=str) if len(days) == 1}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
