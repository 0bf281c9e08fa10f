"""Third to fifth pass: parts of longer times, times of day on days, ranges."""

from dataclasses import replace
from typing import Any

from stemma.language.patterns import Match, Rule, Tags
from stemma.language.times.expressions import Clock, Moment, Nth, Part, Period, Point, Range, Step, Value, Within
from stemma.language.times.rules_calendar import tagged


def part_rules() -> list[Rule]:
    """Third pass: "late October", "the end of last year", "the first week of March"."""
    return [
        Rule("late month", "EARLY -? in? SPAN", _part),
        Rule("in late month", "the EARLY -? SPAN", _part),
        Rule("late to mid", "EARLY -|to EARLY -? SPAN", _part),
        Rule("earlier this year", "earlier|later SPAN|DAYISH", _earlier),
        Rule("earlier in the year", "earlier|later in|on SPAN|DAYISH", _earlier),
        Rule("end of year", "the? very? EDGE of SPAN", _part),
        Rule("year's end", "SPAN 's EDGE", _part),
        Rule("end of the unit", "the? very? EDGE of the UNIT", _edge_of_unit),
        Rule("end of the day", "the? EDGE|close of DAYISH", lambda match: tagged("DAYISH", match.value("DAYISH"))),
        Rule("nth unit of", "the? ORDINAL -? UNIT of SPAN", _nth),
        Rule("nth unit of", "the? last|final UNIT of SPAN", _nth),
        Rule("nth half of", "the? ORDINAL half of SPAN", _nth),
        Rule("nth quarter", "the? ORDINAL -? UNIT", _nth_quarter),
        Rule("weekday of span", "DAYISH of|in SPAN", _weekday_of),
        Rule("month of that year", "SPAN|DAYISH of? SPAN", _within),
        Rule("same span a year ago", "the? same UNIT SPAN", lambda match: None if match.value("UNIT") != "month" else _same_month(match)),
    ]


def _part(match: Match) -> Tags | None:
    part = match.value("EARLY") or match.value("EDGE")
    return tagged("SPAN", Part(part, match.value("SPAN"), match.value("EDGE") is not None))


def _earlier(match: Match) -> Tags | None:
    if match.value("DAYISH") is not None:
        return tagged("DAYISH", match.value("DAYISH"))
    return tagged("SPAN", Part("earlier" if match.has("earlier") else "later", match.value("SPAN")))


def _edge_of_unit(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    if unit not in ("week", "month", "quarter", "year", "decade", "century"):
        return None
    return tagged("SPAN", Part(match.value("EDGE"), Period(unit, 0), is_edge=True))


def _nth(match: Match) -> Tags | None:
    unit: Any = "half" if match.has("half") else match.value("UNIT")
    number = match.value("ORDINAL") or -1
    return (
        tagged("SPAN", Nth(number, unit, match.value("SPAN")))
        if unit in ("day", "week", "weekend", "month", "quarter", "half", "decade")
        else None
    )


def _nth_quarter(match: Match) -> Tags | None:
    number = match.value("ORDINAL")
    return tagged("SPAN", Point(quarter=number)) if match.value("UNIT") == "quarter" and 1 <= number <= 4 else None


def _weekday_of(match: Match) -> Tags | None:
    """ "Wednesday of this week", "October 5 of last year"."""
    day, span = match.value("DAYISH"), match.value("SPAN")
    if not isinstance(day, Point) or not isinstance(span, Period):
        return None
    if day.day is None and day.weekday is not None and span.unit == "week":
        return tagged("DAYISH", replace(day, step=10 * span.step))
    return None


def _within(match: Match) -> Tags | None:
    """ "November last year", "26 October of that year"."""
    point, whole = match.values("VALUE") if len(match.values("VALUE")) == 2 else (None, None)
    if not isinstance(point, Point) or not isinstance(whole, Period) or whole.unit != "year":
        return None
    if point.year is not None or point.step is not None or (point.month is None and point.season is None):
        return None
    return tagged("SPAN" if point.day is None else "DAYISH", Within(point, whole))


def _same_month(match: Match) -> Tags | None:
    span = match.value("SPAN")
    return tagged("SPAN", Step("month", 12, -1, "published")) if span == Period("year", -1) else None


def moment_rules() -> list[Rule]:
    """Fourth pass: "Sunday morning", "9:30 a.m. on Oct. 26", "at dawn"."""
    rules = [
        Rule("day part", "early|late? DAYISH PART", _day_part),
        Rule("early on a day", "early|late on DAYISH", lambda match: tagged("MOMENT", Moment(match.value("DAYISH")))),
        Rule("the next morning", "the following|next|previous PART", _next_part),
        Rule("the night before", "the PART before|after", _next_part),
        Rule("early day", "early|late DAYISH", lambda match: tagged("MOMENT", Moment(match.value("DAYISH")))),
        Rule("part of day", "the? early|late? PART of|on DAYISH", _day_part),
        Rule("part of the day", "(in|during|on|at|by|before|after|until|since) the? early|late? PART", _part_alone),
        Rule("in the early hours", "the early hours of DAYISH", lambda match: tagged("MOMENT", Moment(match.value("DAYISH"), None, "MO"))),
        Rule("overnight", "DAYISH? OVERNIGHT", _overnight),
        Rule("overnight", "OVERNIGHT on? DAYISH", _overnight),
        Rule("clock", "CLOCK", _clock),
        Rule("led clock", "(at|by|before|after|around|about|from|until|till|since|to|between|and|on) BARE (!:)", _clock),
        Rule("part at clock", "DAYISH PART at|, CLOCK|BARE", _clock),
        Rule("moment at clock", "MOMENT at|,|around CLOCK|BARE", _clock),
    ]
    rules.append(Rule("clock in two zones on day", "CLOCK|BARE ( CLOCK ) on|, DAYISH", _clock))
    for joint in ("", "on ", ", ", ", on ", "( "):
        rules.append(Rule("clock on day", f"CLOCK|BARE {joint}DAYISH", _clock))
    for joint in ("", "at ", ", ", "at around ", "around ", ", at "):
        rules.append(Rule("day at clock", f"DAYISH {joint}CLOCK|BARE", _clock))
    rules.append(Rule("iso moment", "DAYISH _t _CLOCK|BARE", _clock))
    return rules


def _day_part(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(match.value("DAYISH"), None, match.value("PART")))


def _next_part(match: Match) -> Tags | None:
    step = 1 if match.has("following", "next", "after") else -1
    return tagged("MOMENT", Moment(Period("day", step, "text"), None, match.value("PART")))


def _part_alone(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(None, None, match.value("PART")))


def _overnight(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(match.value("DAYISH"), None, "NI"))


def _clock(match: Match) -> Tags | None:
    moment = match.value("MOMENT")
    day = match.value("DAYISH") if moment is None else moment.day
    clock: Clock = match.value("CLOCK") or match.value("BARE")
    return tagged("MOMENT", Moment(day, clock))


def range_rules() -> list[Rule]:
    """Fifth pass: "from Sunday to Tuesday", "between June and August 2024", "October 26 (Sunday)"."""
    rules = [
        Rule("day with weekday", "DAYISH ( DAYISH )", _both),
        Rule("day, weekday", "DAYISH , DAYISH", _both),
        Rule("street name", "the? DAYISH|SPAN NAMETAIL", _street),
    ]
    for tag in ("DAYISH", "SPAN", "MOMENT"):
        joint = "-|–|—|to|through|until|till|into"
        rules += [
            Rule("from to", f"from {tag} {joint} {tag}", _range),
            Rule("to", f"{tag} to|through|-|–|— {tag}", _range),
            Rule("between", f"between {tag} and {tag}", _range),
        ]
    rules.append(Rule("from to", "from SPAN to|until|through DAYISH", _mixed_range))
    return rules


def _range(match: Match) -> Tags | None:
    first, last = match.values("VALUE")
    if _is_bare_length(first) or _is_bare_length(last):
        return None
    return tagged("RANGE", Range(_shared(first, last), last))


def _mixed_range(match: Match) -> Tags | None:
    first, last = match.values("VALUE")
    return tagged("RANGE", Range(first, last))


def _is_bare_length(value: Value) -> bool:
    return isinstance(value, Step) and value.base == "text"


def _shared(first: Value, last: Value) -> Value:
    """The first end takes from the last what it leaves out: "between June and August 2024"."""
    if isinstance(first, Point) and isinstance(last, Point) and first.year is None and last.year is not None and first.month and last.month:
        return replace(first, year=last.year if (first.month, first.day or 0) <= (last.month, last.day or 0) else last.year - 1)
    return first


def _both(match: Match) -> Tags | None:
    """A date and its weekday, in either order, are one day."""
    first, second = match.values("DAYISH")
    if not (isinstance(first, Point) and isinstance(second, Point)):
        return None
    date, weekday = (first, second) if first.day is not None else (second, first)
    if date.day is None or date.weekday is not None or weekday.day is not None or weekday.weekday is None or weekday.step is not None:
        return None
    return tagged("DAYISH", replace(date, weekday=weekday.weekday))


def _street(match: Match) -> Tags | None:
    point = match.value("VALUE")
    return {} if isinstance(point, Point) and point.day is not None and point.month is not None else None
