"""From what an expression says to a stretch of the calendar, given what it is counted from.

Nothing is invented: where the day of publication is known only as lying between two days, a relative time is resolved from both
and kept if they agree; a date without a year, and nothing to count it from, stays unresolved.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from stemma.language.times.expressions import Away, Closing, Echo, Era, Nth, Part, Period, Point, Range, Slice, Step, Unit, Value, Within
from stemma.language.times.feasts import feast_day, nth_weekday
from stemma.language.times.stretches import Stretch, day_stretch, enclosing, month_stretch, nth_unit, part_of, season, shift, slice_of
from stemma.language.times.tense import Direction

_NEAR_DAYS = 60
"""A day without a year is taken as the nearest one if that is so close; only beyond does the tense choose."""

_NEAR_OF_MONTH = 12
"""The same for a day without a month, unless the words look ahead ("the fair will be on the 22nd")."""

_SOON_DAYS = 3
"""So many days ahead of publication "before Tuesday's vote" looks ahead, whatever the tense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What surrounds an expression: ``origin`` the day of publication, ``spoken`` the time last spoken of, ``tied`` the days
    that the page ties to weekdays, ``prefers_tied`` that these go before publication, ``leans_ahead`` that a weekday soon to come
    is meant rather than the last one, ``dated`` the days that the page names with their year, by month and day."""

    origin: date | None
    spoken: Stretch | None = None
    tied: Mapping[int, date]
    direction: Direction = 0
    prefers_tied: bool = False
    leans_ahead: bool = False
    dated: Mapping[tuple[int | None, int | None], date] = field(default_factory=dict)


class Placed(NamedTuple):
    """A stretch with its mark ("~" approximate, "?" uncertain) and what it was counted from ("origin", "tied", "spoken", "")."""

    stretch: Stretch
    mark: str = ""
    counted_from: str = ""


def place(value: Value, setting: Setting) -> Placed | None:
    """Where in the calendar an expression lies; None where that cannot be known."""
    match value:
        case Point():
            return _place_point(value, setting)
        case Era():
            start = enclosing(value.unit, date(value.first_year, 1, 1)) if 1 <= value.first_year <= 9000 else None
            return Placed(start) if start else None
        case Period():
            return _place_period(value, setting)
        case Step():
            return _place_step(value, setting)
        case Part():
            return _place_part(value, setting)
        case Echo():
            return _place_echo(value, setting)
        case Nth() | Slice() | Away() | Closing() | Within():
            whole = place(value.whole, setting)
            return _place_beside(value, whole) if whole else None
        case _:
            return None


def _place_beside(value: Nth | Slice | Away | Closing | Within, whole: Placed) -> Placed | None:
    """What is told by another time in the same words, which is placed already."""
    if isinstance(value, Within):
        named = _in_year(value.point, whole.stretch.first.year)
        return named and named._replace(counted_from=whole.counted_from)
    found = _inside(value, whole.stretch) if isinstance(value, Nth | Slice) else _outside(value, whole.stretch)
    return whole._replace(stretch=found) if found else None


def place_range(value: Range, setting: Setting) -> tuple[Placed, Placed] | None:
    """Both ends of a range, an end that says less counted from the other ("from Sunday to Tuesday, October 28")."""
    first, last = value.first, value.last
    if _is_bare_weekday(first) and not _is_bare_weekday(last):
        end = place(last, setting)
        begin = end and place(first, replace(setting, origin=end.stretch.first - timedelta(1), direction=-1, tied={}))
        ends = begin and end and (begin._replace(counted_from=end.counted_from), end)
    else:
        begin = place(first, setting)
        end = begin and _place_end(last, begin, setting)
        ends = begin and end and (begin, end)
    if not ends or ends[1].stretch.last < ends[0].stretch.first:
        return None
    return ends


def _place_end(last: Value, begin: Placed, setting: Setting) -> Placed | None:
    if _is_bare_weekday(last):
        end = place(last, replace(setting, origin=begin.stretch.last + timedelta(1), direction=1, tied={}))
        return end and end._replace(counted_from=begin.counted_from)
    end = place(last, setting)
    if end and end.stretch.last < begin.stretch.first and isinstance(last, Point) and last.year is None and last.month is not None:
        return place(replace(last, year=begin.stretch.first.year + (last.month < begin.stretch.first.month)), setting)
    return end


def _is_bare_weekday(value: Value) -> bool:
    return isinstance(value, Point) and value.weekday is not None and value.day is None and value.step is None


# ---------------------------------------------------------------- places in the calendar


def _place_point(point: Point, setting: Setting) -> Placed | None:
    if point.year is not None:
        return _in_year(point, point.year)
    if point.step is not None:
        return _stepped(point, setting)
    if point.weekday is not None and point.day is None:
        return _bare_weekday(point.weekday, setting)
    if point.weekday is not None and point.weekday in setting.tied and (point.month, point.day) == _month_day(setting.tied[point.weekday]):
        return Placed(day_stretch(setting.tied[point.weekday]), "", "tied")
    named = setting.dated.get((point.month, point.day)) if point.day is not None else None
    direction = 1 if setting.leans_ahead and (setting.direction == 0 or point.feast is not None) else setting.direction
    found = _without_year(point, setting.origin, direction) if setting.origin else None
    if named and not (found and setting.origin and abs((found.stretch.first - setting.origin).days) <= _NEAR_DAYS):
        return Placed(day_stretch(named), "", "tied")
    return found and found._replace(counted_from="origin")


def _in_year(point: Point, year: int) -> Placed | None:
    if point.feast is not None:
        return _feast(point.feast, year)
    if point.day is not None and point.month is not None:
        day = _date(year, point.month, point.day)
        if day is None:
            return None
        return Placed(day_stretch(day), "" if point.weekday in (None, day.weekday()) else "?")
    if point.season is not None:
        found = season(point.season, year)
    elif point.quarter is not None:
        found = enclosing("quarter", date(year, 3 * point.quarter, 1))
    elif point.half is not None:
        found = enclosing("half", date(year, 6 * point.half, 1))
    elif point.month is not None:
        found = month_stretch(year, point.month)
    else:
        found = enclosing("year", date(year, 1, 1))
    return Placed(found) if found else None


def _feast(rule: str, year: int) -> Placed | None:
    if rule == "fiscal":
        found = enclosing("year", date(year, 1, 1))
        return Placed(found, "~") if found else None
    day = feast_day(rule.removesuffix("?"), year)
    return Placed(day_stretch(day), "?" if rule.endswith("?") else "") if day else None


def _bare_weekday(weekday: int, setting: Setting) -> Placed | None:
    if weekday in setting.tied and (setting.prefers_tied or setting.origin is None):
        return Placed(day_stretch(setting.tied[weekday]), "", "tied")
    if setting.origin is None:
        return None
    is_soon = setting.leans_ahead and (weekday - setting.origin.weekday()) % 7 <= _SOON_DAYS
    day = nearest_weekday(setting.origin, weekday, 1 if is_soon else setting.direction)
    return Placed(day_stretch(day), "", "origin") if day else None


def nearest_weekday(origin: date, weekday: int, direction: int) -> date | None:
    """The day itself where it is that weekday; else the next one ahead, or the last one back where ``direction`` is not ahead."""
    distance = (weekday - origin.weekday()) % 7
    return shift(origin, "day", distance if direction > 0 or distance == 0 else distance - 7)


def _without_year(point: Point, origin: date, direction: int) -> Placed | None:
    years = range(max(1, origin.year - 1), min(9998, origin.year + 1) + 1)
    if point.day is not None and point.month is None:
        months = (shift(origin.replace(day=1), "month", step) for step in (-1, 0, 1))
        days = [day for month in months if month and (day := _date(month.year, month.month, point.day))]
        return _nearest([Placed(day_stretch(day)) for day in days], origin, direction, near_days=0 if direction > 0 else _NEAR_OF_MONTH)
    candidates = [placed for year in years if (placed := _in_year(point, year))]
    exact = [placed for placed in candidates if not placed.mark]
    near_days = _NEAR_DAYS if point.day is not None or point.feast is not None else 0
    return _nearest(exact or candidates, origin, direction, near_days=near_days)


def _nearest(candidates: list[Placed], origin: date, direction: int, *, near_days: int) -> Placed | None:
    """The candidate that is near the origin; if none is, the nearest ahead where the direction tells so, else the nearest back."""

    def distance(placed: Placed) -> int:
        first, last, *_ = placed.stretch
        return 0 if first <= origin <= last else (first - origin).days if first > origin else (origin - last).days

    ordered = sorted(candidates, key=lambda placed: (distance(placed), placed.stretch.first))
    if not ordered:
        return None
    if distance(ordered[0]) <= near_days:
        return ordered[0]
    if direction == 0 and distance(ordered[0]) <= _NEAR_DAYS:
        return ordered[0]
    if direction > 0:
        return next((placed for placed in ordered if placed.stretch.last >= origin), None)
    return next((placed for placed in ordered if placed.stretch.first <= origin), ordered[0])


def _stepped(point: Point, setting: Setting) -> Placed | None:
    """ "last Tuesday", "next April", "the following Tuesday"."""
    base, counted_from = _base(point.base, setting)
    step = point.step or 0
    if base is None:
        return None
    if point.weekday is not None:
        day = _stepped_weekday(base, point.weekday, step, setting.direction)
        return Placed(day_stretch(day), "", counted_from) if day else None
    years = range(max(1, base.year - 2), min(9998, base.year + 2) + 1)
    candidates = [placed.stretch for year in years if (placed := _in_year(point, year))]
    if step < 0:
        found = max((stretch for stretch in candidates if stretch.last < base), default=None)
    elif step > 0:
        found = min((stretch for stretch in candidates if stretch.first > base), default=None)
    else:
        found = next((stretch for stretch in candidates if stretch.first.year == base.year), None)
    return Placed(found, "", counted_from) if found else None


def _stepped_weekday(base: date, weekday: int, step: int, direction: int) -> date | None:
    distance = weekday - base.weekday()
    if step in (-1, 1):
        distance = distance % 7 or 7
        return shift(base, "day", distance if step > 0 else (weekday - base.weekday()) % 7 - 7)
    if step == 0:
        return nearest_weekday(base, weekday, direction or 1)
    return shift(base, "day", distance + 7 * (step // 10))


# ---------------------------------------------------------------- units and distances


def _place_period(period: Period, setting: Setting) -> Placed | None:
    base, counted_from = _base(period.base, setting)
    if base is None:
        return None
    if period.unit == "weekend" and period.step == 0 and setting.direction < 0 and base.weekday() < 3:
        base = base - timedelta(7)
    day = shift(base, period.unit, period.step)
    found = enclosing(period.unit, day) if day else None
    if found and counted_from == "spoken" and setting.spoken and not _is_within(setting.spoken, period.unit):
        return None
    return Placed(found, "", counted_from) if found else None


def _is_within(spoken: Stretch, unit: Unit) -> bool:
    """Whether the time spoken of lies inside one unit, so that "the next day" has something to count from."""
    whole = enclosing(unit, spoken.first)
    return whole is not None and spoken.last <= whole.last


def _place_step(step: Step, setting: Setting) -> Placed | None:
    base, counted_from = _base(step.base, setting)
    if base is None or step.count is None or step.count > 9999 or step.unit in ("second", "minute", "hour"):
        return None
    if counted_from == "spoken" and not _may_count_from(setting, step):
        return None
    unit, count = (step.unit, int(step.count)) if step.count == int(step.count) else _finer(step)
    day = shift(base, unit, step.sign * count)
    if day is None:
        return None
    if unit in ("day", "week", "weekend"):
        is_rough = step.is_approximate or unit != "day"
        return Placed(day_stretch(day), "~" if is_rough else "", counted_from)
    if (
        counted_from == "spoken"
        and step.sign < 0
        and unit == "year"
        and setting.spoken
        and setting.spoken.unit in ("month", "quarter", "half")
    ):
        same = enclosing(setting.spoken.unit, day)  # "247,000 fewer than a year earlier", of July
        return Placed(same, "", counted_from) if same else None
    found = enclosing("month" if unit in ("month", "quarter", "half", "season") else "year", day)
    return Placed(found, "~", counted_from) if found else None


def _may_count_from(setting: Setting, step: Step) -> bool:
    """Whether a distance can be counted from the time spoken of: it is no longer than the unit counted ("a week later" means nothing
    after "in 2012"), and what came "108 years later" than a past time has come by the day of publication."""
    spoken = setting.spoken
    if spoken is None or not _is_within(spoken, step.unit if step.unit != "weekend" else "week"):
        return False
    if setting.origin is None or step.sign < 0 or spoken.first > setting.origin or step.unit not in ("year", "decade", "century"):
        return True
    day = shift(spoken.first, step.unit, int(step.count or 0))
    return day is not None and day.year <= setting.origin.year


_SMALLER: dict[Unit, tuple[Unit, int]] = {
    "week": ("day", 7),
    "month": ("day", 30),
    "year": ("month", 12),
    "decade": ("year", 10),
    "century": ("year", 100),
}


def _finer(step: Step) -> tuple[Unit, int]:
    """A broken count in a smaller unit: two and a half years are thirty months."""
    smaller, times = _SMALLER.get(step.unit, (step.unit, 1))
    return smaller, round((step.count or 0) * times)


def _inside(value: Nth | Slice, whole: Stretch) -> Stretch | None:
    if isinstance(value, Slice):
        return slice_of(whole, value.count, value.unit, is_last=value.is_last)
    if value.weekday is not None:
        day = nth_weekday(whole.first.year, whole.first.month, value.number, value.weekday) if whole.unit == "month" else None
        return day_stretch(day) if day else None
    return nth_unit(whole, value.number, value.unit)


def _outside(value: Away | Closing, whole: Stretch) -> Stretch | None:
    """A day so far from a time, the unit that holds a day, or so many units up to the end of a time."""
    if isinstance(value, Away):
        day = shift(whole.first, value.unit, value.sign * int(value.count))
        return day_stretch(day) if day else None
    if value.count == 0:
        return enclosing(value.unit, whole.first)
    behind = shift(whole.last, "day", 1)
    first = shift(behind, value.unit, -value.count) if behind else None
    return Stretch(first, whole.last, value.unit, "mid") if first else None


def _place_echo(value: Echo, setting: Setting) -> Placed | None:
    """The time spoken of, moved by years; only the year is sure where none was or where it is as long."""
    spoken = setting.spoken
    if spoken is not None and spoken.unit in ("day", "week", "weekend", "month", "quarter", "half") and spoken.edge is None:
        unit = value.unit or spoken.unit
        day = shift(spoken.first, "year", value.years)
        found = enclosing(unit, day) if day else None
        return Placed(found, "~" if unit in ("week", "weekend", "day") else "", "spoken") if found else None
    if setting.origin is None:
        return None
    day = shift(setting.origin, "year", value.years)
    found = enclosing("year", day) if day else None
    return Placed(found, "", "origin") if found else None


def _place_part(part: Part, setting: Setting) -> Placed | None:
    whole = place(part.whole, setting)
    if whole is None:
        return None
    first, last, unit, _ = whole.stretch
    if part.part != "earlier" and part.part != "later":  # noqa: PLR1714 (the type checker narrows by single comparisons)
        return whole._replace(stretch=part_of(whole.stretch, part.part))
    if setting.origin is None or not first <= setting.origin <= last:
        return whole
    if part.part == "earlier":
        return whole._replace(stretch=Stretch(first, setting.origin, unit, "early"), counted_from="origin")
    return whole._replace(stretch=Stretch(setting.origin, last, unit, "late"), counted_from="origin")


def _base(base: str, setting: Setting) -> tuple[date | None, str]:
    if base == "event" or (base == "spoken" and setting.spoken is None):
        return None, ""
    if base != "published" and setting.spoken is not None:
        return setting.spoken.first, "spoken"
    return setting.origin, "origin"


def _month_day(day: date) -> tuple[int, int]:
    return day.month, day.day


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
