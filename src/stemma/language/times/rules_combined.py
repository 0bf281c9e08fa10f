"""Third to fifth pass: parts of longer times, times of day on days, ranges."""

from dataclasses import replace
from typing import Any

from stemma.language.patterns import Match, Rule, Tags
from stemma.language.times.expressions import Away, Clock, Closing, Moment, Nth, Part, Period, Point, Range, Slice, Step, Value, Within
from stemma.language.times.rules_calendar import tagged

_MOST_WEEKDAYS, _MOST_UNITS = 5, 1000
_NOON, _FIRST_NIGHT_HOUR = 12, 5
_ELSEWHERE = "closed|ended|traded|trading|settled|finished|quoted|stood|stands|sold|priced|valued"
"""Words before "at" that make a decimal a price."""


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
        Rule("second unit of", "the? second UNIT of SPAN", _nth),
        Rule("nth weekday of", "the? ORDINAL|second|last|final DAYISH of|in SPAN", _nth_weekday),
        Rule("first units of", "the? first|last|final|opening|closing LENGTH of SPAN", _slice),
        Rule("length to", "the? LENGTH to|through|ended|ending|until SPAN|DAYISH", _closing),
        Rule("unit to", "the UNIT to|through|ended|ending|until SPAN|DAYISH", _closing),
        Rule("unit to", "SPAN to|ended|ending SPAN|DAYISH", _closing_span),
        Rule("week of a day", "the UNIT of|beginning|starting DAYISH", _week_of),
        Rule("week of a day", "SPAN of|beginning|starting DAYISH", _week_of),
        Rule("week ending", "the UNIT ending|ended DAYISH", _closing),
        Rule("weekend of", "the? SPAN of RANGE", lambda match: {"RANGE": match.value("RANGE"), "VALUE": match.value("RANGE")}),
        Rule("length after a day", "LENGTH|a UNIT? before|after|from|prior to? DAYISH (!to|until|through|-|–|night)", _away),
        Rule("the day after a day", "the? UNIT before|after DAYISH", _away),
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
    unit: Any = "half" if match.has("half") else match.values("UNIT")[-1]
    number = 2 if match.has("second") else match.value("ORDINAL") or -1
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


def _nth_weekday(match: Match) -> Tags | None:
    """ "The first Monday of March"."""
    day, span = match.value("DAYISH"), match.value("SPAN")
    if not isinstance(day, Point) or day.weekday is None or day.day is not None or day.step is not None:
        return None
    number = 2 if match.has("second") else match.value("ORDINAL") or -1
    return tagged("DAYISH", Nth(number, "day", span, day.weekday)) if number <= _MOST_WEEKDAYS else None


def _slice(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    if (
        length.count is None
        or length.count != int(length.count)
        or length.unit not in ("day", "week", "month", "quarter", "year", "decade")
    ):
        return None
    return tagged("SPAN", Slice(int(length.count), length.unit, match.value("SPAN"), match.has("last", "final", "closing")))


def _closing(match: Match) -> Tags | None:
    """ "The three months to June", "the 12 months ended March 31", "the week ending March 9"."""
    length, unit = match.value("LENGTH"), match.value("UNIT")
    count, unit = (length.count, length.unit) if length is not None else (1, unit)
    if not count or count != int(count) or unit not in ("day", "week", "month", "quarter", "half", "year") or count > _MOST_UNITS:
        return None
    end = match.value("VALUE") if length is None else match.values("VALUE")[-1]
    if not match.has("ended", "ending", "through") and match.items[0].word != "the" and length is None:
        return None
    return tagged("SPAN", Closing(unit, int(count), end)) if isinstance(end, Point) else None


def _closing_span(match: Match) -> Tags | None:
    """The same where "the year" was read as one already."""
    period, end = match.values("VALUE")
    if not (isinstance(period, Period) and period.step == 0 and isinstance(end, Point)) or period.unit not in (
        "week",
        "month",
        "quarter",
        "year",
    ):
        return None
    return tagged("SPAN", Closing(period.unit, 1, end))


def _week_of(match: Match) -> Tags | None:
    day, span = match.value("DAYISH"), match.value("SPAN")
    unit = span.unit if isinstance(span, Period) and span.step == 0 else match.value("UNIT")
    if not isinstance(day, Point) or day.day is None or unit not in ("week", "weekend"):
        return None
    return tagged("SPAN", Closing(unit, 0, day))


def _away(match: Match) -> Tags | None:
    """ "Two days before Christmas", "a week from Tuesday", "the day after March 9"."""
    length, unit, day = match.value("LENGTH"), match.value("UNIT"), match.value("DAYISH")
    count, unit = (length.count, length.unit) if length is not None else (1, unit)
    if not count or count != int(count) or unit not in ("day", "week", "month", "year") or not isinstance(day, Point | Period):
        return None
    return tagged("DAYISH", Away(unit, int(count), -1 if match.has("before", "prior") else 1, day))


def _same_month(match: Match) -> Tags | None:
    span = match.value("SPAN")
    return tagged("SPAN", Step("month", 12, -1, "published")) if span == Period("year", -1) else None


def moment_rules() -> list[Rule]:
    """Fourth pass: "Sunday morning", "9:30 a.m. on Oct. 26", "at dawn"."""
    rules = [
        Rule("day part", "early|late? DAYISH PART", _day_part),
        Rule("early on a day", "early|late on DAYISH", lambda match: tagged("MOMENT", Moment(match.value("DAYISH")))),
        Rule("the next morning", "the following|next|previous PART", _next_part),
        Rule("the night before", "the PART|NIGHT before|after (,|.|;|:|and|when|!|?|)|”|\"|')", _next_part),
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
    lead = f"(!{_ELSEWHERE}) (at|before|after|around|about|by|until|since|from)"
    rules += [
        Rule("part of a day's part", "the? PART of|on DAYISH PART", _day_part),
        Rule("part of days", "the PART of RANGE", lambda match: {"RANGE": match.value("RANGE"), "VALUE": match.value("RANGE")}),
        Rule("dotted clock", "(shortly|just|soon|moments|minutes) (before|after) DOTTED (!%|percent|per|COUNTED|million|billion)", _clock),
        Rule("hour in words", "(at|around|about|by|before|after|until) HOUR|HOURWORD in the PART", _hour_in_part),
        Rule("hour in words", "(at|around|about|by|before|after|until) HOUR|HOURWORD in the PART on|of DAYISH", _hour_in_part),
        Rule("hour in words", "(at|around|about|by|before|after|until) HOUR|HOURWORD that|this|DAYISH PART", _hour_in_part),
    ]
    for joint in ("", "on ", ", ", "in the ", "of "):
        rules.append(Rule("clock in part", f"CLOCK|BARE {joint}DAYISH? PART", _clock))
        rules.append(Rule("dotted clock", f"{lead} DOTTED {joint}DAYISH? PART", _clock))
    rules += [
        Rule("clock in part on day", "CLOCK|BARE|DOTTED in the PART on|of DAYISH", _clock),
        Rule("clock at night", "CLOCK|BARE|DOTTED at NIGHT", _clock_at_night),
        Rule("clock that evening", "CLOCK|BARE|DOTTED that|this PART", _clock_that),
        Rule("dotted clock on day", f"{lead} DOTTED on|, DAYISH", _clock),
        Rule("dotted clock on day", f"{lead} DOTTED DAYISH", _clock),
        Rule("dotted clock on day", "DAYISH at DOTTED", _clock),
        Rule("clock last night", "CLOCK|BARE|DOTTED on? MOMENT", _clock),
        Rule("hour that evening", "(at|around|about|by|before|after|until) HOUR|HOURWORD MOMENT", _hour_in_moment),
        Rule("part at dotted clock", "DAYISH PART at DOTTED", _clock),
        Rule("overnight into a day", "OVERNIGHT into|to DAYISH", _overnight_into),
        Rule("overnight into a day", "DAYISH OVERNIGHT into|to DAYISH", _overnight_into),
        Rule("the night to a day", "the PART to|into DAYISH", _overnight_into),
    ]
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
    return tagged("MOMENT", Moment(Period("day", step, "text"), None, match.value("PART") or "NI"))


def _part_alone(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(None, None, match.value("PART")))


def _overnight(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(match.value("DAYISH"), None, "NI", is_overnight=True))


def _clock(match: Match) -> Tags | None:
    moment = match.value("MOMENT")
    day = match.value("DAYISH") if moment is None else moment.day
    clock: Clock = match.value("CLOCK") or match.value("BARE") or match.value("DOTTED")
    part = match.value("PART") or (moment.part if moment is not None else None)
    return tagged("MOMENT", Moment(day, in_part(clock, part)))


def in_part(clock: Clock, part: str | None) -> Clock:
    """The clock in the half of the day that a part of it tells ("nine o'clock in the evening")."""
    if not clock.is_twelve or part is None:
        return clock
    is_later = clock.hour < _NOON and (part in ("AF", "EV") or (part == "NI" and clock.hour >= _FIRST_NIGHT_HOUR))
    return replace(clock, hour=clock.hour + (_NOON if is_later else 0), is_twelve=False, is_spoken=False)


def _hour_in_part(match: Match) -> Tags | None:
    """ "At eight in the morning", "at 8 that evening"."""
    hour = match.value("HOUR") if match.value("HOUR") is not None else match.value("HOURWORD")
    if not 1 <= hour <= _NOON:
        return None
    base = "text" if match.has("that") else "published"
    day = match.value("DAYISH") or (Period("day", 0, base) if match.has("that", "this") else None)  # type: ignore[arg-type]
    return tagged("MOMENT", Moment(day, in_part(Clock(hour, None, None, is_twelve=True), match.value("PART"))))


def _hour_in_moment(match: Match) -> Tags | None:
    hour = match.value("HOUR") if match.value("HOUR") is not None else match.value("HOURWORD")
    moment: Moment = match.value("MOMENT")
    if not 1 <= hour <= _NOON or moment.part is None:
        return None
    return tagged("MOMENT", Moment(moment.day, in_part(Clock(hour, None, None, is_twelve=True), moment.part)))


def _clock_at_night(match: Match) -> Tags | None:
    clock = match.value("CLOCK") or match.value("BARE") or match.value("DOTTED")
    return tagged("MOMENT", Moment(None, in_part(clock, "NI")))


def _clock_that(match: Match) -> Tags | None:
    clock = match.value("CLOCK") or match.value("BARE") or match.value("DOTTED")
    day = Period("day", 0, "text" if match.has("that") else "published")
    return tagged("MOMENT", Moment(day, in_part(clock, match.value("PART"))))


def _overnight_into(match: Match) -> Tags | None:
    """ "Overnight into Saturday", "Friday overnight into Saturday": from the day before to that day."""
    last = match.values("DAYISH")[-1]
    if not isinstance(last, Point | Period) or match.value("PART") not in (None, "NI"):
        return None
    return tagged("RANGE", Range(Away("day", 1, -1, last), last))


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
