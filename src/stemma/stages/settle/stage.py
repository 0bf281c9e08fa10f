"""The day of a page that does not tell it whole ("Wed 18 Feb", "LAHORE, May 5", "09/10/2026"), by the other pages of its story."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from stemma.problems import Outcome
from stemma.records import Date, PossibleDay, Report

_BESIDE_DAYS, _NEAR_DAYS, _NEAR_BY_WEEKDAY = 10, 45, 300
"""How far from a dated report of the story a day may lie; further if its weekday agrees, which in the years beside it would be another."""
_LONGEST_SPAN = timedelta(days=60)
_BOUNDS = frozenset({"mentions", "updated", "captured"})
_DAY = len("2026-01-01")
_CONFIDENCE, _CONFIDENCE_BY_WEEKDAY = 0.99, 0.95
"""The shares of such days that were right in the stories of ``newsroom``: 137 of 138, and 18 of 19 of those that only a weekday tells."""


def settle(reports: Sequence[Report]) -> Outcome[Report]:
    """The reports of one story, in order; those that show a day without telling it whole have it from the days of the others.

    Of the years (or readings) in which the day may lie, one must bring it within ten days of a report that tells its day whole, else
    within 45 (300 where the day of the week agrees), and no other may: where two do, the day stays open. A weekday alone is
    the only one from the first to the last report that tells its day. Such a day has the rule ``story``: the page shows a part of it, its
    story the rest. No day is counted from another that was settled so.
    """
    dated = sorted({day for report in reports if not report.possible_days and (day := _day_of(report)) is not None})
    return Outcome(tuple(_settled(report, dated) if report.possible_days else report for report in reports), ())


def _day_of(report: Report) -> date | None:
    """The day of publication, where the page or the input tells it whole."""
    told = report.published
    if told is None or told.rule in _BOUNDS or len(told.edtf) < _DAY or "/" in told.edtf:
        return None
    return date.fromisoformat(told.edtf[:_DAY])


def _settled(report: Report, dated: Sequence[date]) -> Report:
    """The report with the likeliest of its possible days that the story speaks for."""
    for start in dict.fromkeys(shown.start for shown in report.possible_days):
        readings = [shown for shown in report.possible_days if shown.start == start]
        for reach in (_BESIDE_DAYS, _NEAR_DAYS, _NEAR_BY_WEEKDAY):
            found = [(shown, day) for shown in readings for day in _days(shown, dated, reach) if _is_within(day, report, shown)]
            if len(found) == 1:
                return replace(report, published=_date(*found[0]))
            if found:
                break
    return report


def _days(shown: PossibleDay, dated: Sequence[date], reach: int) -> list[date]:
    """The days that it may be, no further from a dated report than ``reach``."""
    if shown.month is None:
        return _days_of_week(shown, dated, reach)
    if reach > _NEAR_DAYS and shown.weekday is None:
        return []
    years = [shown.year] if shown.year is not None else sorted({day.year + step for day in dated for step in (-1, 0, 1)})
    days = [day for year in years if (day := _calendar_day(year, shown.month, shown.day)) and shown.weekday in (None, day.isoweekday())]
    return [day for day in days if any(abs((day - other).days) <= reach for other in dated)]


def _days_of_week(shown: PossibleDay, dated: Sequence[date], reach: int) -> list[date]:
    """The days of this weekday from the first dated report to the last; if its day of the month is shown too, also beside them."""
    beside = timedelta(days=0 if shown.day is None else reach)
    if not dated or dated[-1] - dated[0] > _LONGEST_SPAN:
        return []
    count = (dated[-1] - dated[0] + 2 * beside).days + 1
    days = [dated[0] - beside + timedelta(days=step) for step in range(count)]
    return [day for day in days if day.isoweekday() == shown.weekday and shown.day in (None, day.day)]


def _calendar_day(year: int, month: int, day: int | None) -> date | None:
    try:
        return date(year, month, day or 0)
    except ValueError:
        return None


def _is_within(day: date, report: Report, shown: PossibleDay) -> bool:
    """Whether a day lies no later than the page was received (a day between them is left to time zones), and not in a year before one that
    the page speaks of as past, unless its weekday confirms it."""
    captured, told = report.captured, report.published
    if captured is not None and len(captured) >= _DAY and day > date.fromisoformat(captured[:_DAY]) + timedelta(days=1):
        return False
    is_confirmed = shown.weekday is not None and shown.month is not None
    return told is None or told.rule != "mentions" or is_confirmed or day.year >= int(told.edtf[:4])


def _date(shown: PossibleDay, day: date) -> Date:
    return Date(
        edtf=day.isoformat() + shown.clock,
        precision="minute" if shown.clock else "day",
        start=shown.start,
        end=shown.end,
        rule="story",
        confidence=_CONFIDENCE if shown.month is not None else _CONFIDENCE_BY_WEEKDAY,
    )
