"""Second pass: times counted from the day of publication or from a time just spoken of, repeated and vague times."""

from typing import Any, Literal

from stemma.language.numbers import whole
from stemma.language.patterns import Match, Rule, Tags
from stemma.language.times.expressions import Away, Base, Echo, Every, Length, Moment, Period, Point, Step, Vague
from stemma.language.times.rules_calendar import tagged

_LETTERS = {
    "second": "TS",
    "minute": "TM",
    "hour": "TH",
    "day": "D",
    "week": "W",
    "weekend": "WE",
    "month": "M",
    "quarter": "Q",
    "half": "H",
    "year": "Y",
}
_FORWARD = ("next", "coming", "following", "upcoming", "ensuing", "forthcoming")
_BACK = ("last", "past", "previous", "preceding", "prior")
_MOST_YEARS = 100
_TEXT_BASED = ("following", "previous", "preceding", "prior", "ensuing", "same", "that")


def relative_rules() -> list[Rule]:
    """The rules of the second pass. They make ``DAYISH``, ``SPAN``, ``LENGTH``, ``SET``, ``VAGUE`` and ``MOMENT``."""
    return [*_unit_rules(), *_named_rules(), *_counted_rules(), *_set_rules(), *_vague_rules()]


def step_of(match: Match) -> int:
    """-1, 0 or 1 by the words "last", "this", "next" and their like."""
    return 1 if match.has(*_FORWARD) else -1 if match.has(*_BACK) else 0


def base_of(match: Match) -> Base:
    """Whether the words count from a time in the text ("the previous") or from publication ("last")."""
    return "text" if match.has(*_TEXT_BASED) else "published"


# ---------------------------------------------------------------- units: last week, this year, the next day


def _unit_rules() -> list[Rule]:
    return [
        Rule("this unit", "this UNIT", _period),
        Rule("last unit", "the? last|next|coming|upcoming|current|following|previous|preceding|prior|same UNIT (!of)", _period),
        Rule("this very unit", "this|that very|same|entire UNIT", _period),
        Rule("that unit", "that UNIT", _period),
        Rule("the day", "(for|in|on|during|throughout|that) the UNIT", _the_unit),
        Rule("the weekend", "the|this past? weekend (!of)", lambda _: tagged("SPAN", Period("weekend", 0))),
        Rule("of the day", "(of) the UNIT", _of_the_unit),
        Rule("the day", "(end|ended|ending|close|closed|closing|finish|finished|start|started|begin|began) the UNIT (!of)", _the_unit),
        Rule("the day", "the entire|whole|rest|remainder UNIT", _the_unit),
        Rule("same period last year", "the? same period|time|stage|point|UNIT of|in? last UNIT", lambda match: _echo(match, -1)),
        Rule("same period a year ago", "the? same period|time|stage|point|UNIT of? LENGTH ago|earlier|before", _echo_of_length),
        Rule("same period of another year", "the? same period|time|stage|point|UNIT of|in YYYY", _echo_in_year),
        Rule("a second consecutive day", "(for) a|the ORDINAL|second consecutive|straight|successive UNIT", _running),
        Rule("the third day running", "(for) a|the ORDINAL|second UNIT running", _running),
        Rule("the third day in a row", "(for) a|the ORDINAL|second UNIT in a row", _running),
        Rule("past unit", "the? past UNIT", _past_unit),
        Rule("unit before last", "the UNIT before last", lambda match: tagged("SPAN", Period(match.value("UNIT"), -2))),
        Rule("unit after next", "the UNIT after next", lambda match: tagged("SPAN", Period(match.value("UNIT"), 2))),
        Rule("unit previous", "the UNIT before|after|previous|earlier (.|,|;|and|when|;|!)", _unit_before),
        Rule("the day before yesterday", "the? UNIT before yesterday", lambda _: tagged("DAYISH", Period("day", -2))),
        Rule("the day after tomorrow", "the? UNIT after tomorrow", lambda _: tagged("DAYISH", Period("day", 2))),
    ]


def _period(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    if unit in ("second", "minute", "hour", None):
        return None
    if unit == "fortnight":
        return tagged("SPAN", Length("week", 2, "back" if step_of(match) < 0 else "forward"))
    if unit in ("decade", "century") and step_of(match) and base_of(match) == "published":
        return tagged("LENGTH", Length(unit, 1, "back" if step_of(match) < 0 else "forward"))
    is_next_day = unit == "day" and step_of(match) != 0
    base: Base = "text" if is_next_day else base_of(match)
    return tagged("DAYISH" if unit == "day" else "SPAN", Period(unit, step_of(match), base))


def _the_unit(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    if unit == "day":
        return tagged("DAYISH", Period("day", 0, "text"))
    return tagged("SPAN", Period(unit, 0)) if unit in ("week", "weekend", "month", "quarter", "year") else None


def _of_the_unit(match: Match) -> Tags | None:
    """Only what longer expressions may take up ("the rest of the year"): "album of the year" is none itself."""
    tags = _the_unit(match)
    return tags if tags is None or "DAYISH" in tags else {"SPAN": tags["SPAN"]}


def _echo(match: Match, years: int) -> Tags | None:
    """ "The same month last year" is that of the month spoken of; the last unit named must be a year."""
    units = match.values("UNIT")
    if not units or units[-1] != "year" or (len(units) > 1 and units[0] not in ("day", "week", "weekend", "month", "quarter", "half")):
        return None
    return tagged("SPAN", Echo(years, units[0] if len(units) > 1 else None))


def _echo_of_length(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    if length.unit != "year" or length.count is None or length.count != int(length.count) or length.count > _MOST_YEARS:
        return None
    return tagged("SPAN", Echo(-int(length.count), match.value("UNIT")))


def _echo_in_year(match: Match) -> Tags | None:
    """In a year that is named only the year is sure."""
    return None if match.value("UNIT") == "year" else tagged("SPAN", Point(year=match.value("YYYY")))


def _running(match: Match) -> Tags | None:
    """ "For a third consecutive day": the day spoken of."""
    unit = match.values("UNIT")[-1]
    if unit not in ("day", "week", "month", "quarter", "year"):
        return None
    return tagged("DAYISH" if unit == "day" else "SPAN", Period(unit, 0, "text"))


def _past_unit(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    return tagged("LENGTH", Length(unit, 1, "back")) if unit not in ("second", "fortnight") else None


def _unit_before(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    step = 1 if match.has("after") else -1
    return tagged("DAYISH" if unit == "day" else "SPAN", Period(unit, step, "text")) if unit in _LETTERS else None


# ---------------------------------------------------------------- names: yesterday, last Tuesday, next April


def _named_rules() -> list[Rule]:
    last = "last|next|this|coming|past"
    return [
        Rule("day word", "DAYWORD", lambda match: tagged("DAYISH", Period("day", match.value("DAYWORD")))),
        Rule("tonight", "TONIGHT", lambda match: tagged("MOMENT", Moment(Period("day", 0), None, match.value("TONIGHT")))),
        Rule("last weekday", f"the? {last} DAYISH", _stepped),
        Rule("the following weekday", "the previous|following|same DAYISH", _stepped),
        Rule("weekday of an event", "(the) DAYISH (before|after) (the|a|an|his|her|its|their|our)", _of_event),
        Rule("that weekday", "that DAYISH", _stepped),
        Rule("weekday last", "DAYISH last|next (,|.|;)", _stepped),
        Rule("weekday next week", "DAYISH last|next|this UNIT", _weekday_of_week),
        Rule("weekday week", "next? DAYISH week (!-|of)", lambda match: _a_week_on(match, 1)),
        Rule("a week on a weekday", "a week on DAYISH", lambda match: _a_week_on(match, 1)),
        Rule("weekday before last", "the? DAYISH before last", lambda match: _a_week_on(match, -1)),
        Rule("last month name", f"the? {last}|previous|following SPAN", _stepped),
        Rule("this part", "this|that PART", _this_part),
        Rule("late last night", "early|late last NIGHT", lambda _: tagged("MOMENT", Moment(Period("day", -1), None, "NI"))),
        Rule("last night", "last NIGHT", lambda _: tagged("MOMENT", Moment(Period("day", -1), None, "NI"))),
        Rule("last evening", "last PART", lambda match: tagged("MOMENT", Moment(Period("day", -1), None, match.value("PART")))),
        Rule("yesterday morning", "DAYISH NIGHT", lambda match: tagged("MOMENT", Moment(match.value("DAYISH"), None, "NI"))),
    ]


def _stepped(match: Match) -> Tags | None:
    """ "last Tuesday", "next April": a bare weekday, month or season with its direction."""
    tag = "DAYISH" if match.value("DAYISH") is not None else "SPAN"
    point = match.value(tag)
    if not isinstance(point, Point) or point.year is not None or point.day is not None:
        return None
    step = step_of(match)
    if step == 0 and match.has("same", "that"):
        return None
    stepped = Point(month=point.month, weekday=point.weekday, season=point.season, quarter=point.quarter, step=step, base=base_of(match))
    return tagged(tag, stepped)


def _a_week_on(match: Match, sign: Literal[-1, 1]) -> Tags | None:
    """ "Thursday week": a week after the next one; "the Tuesday before last": a week before the last."""
    point = match.value("DAYISH")
    if not isinstance(point, Point) or point.weekday is None or point.day is not None or point.step is not None:
        return None
    return tagged("DAYISH", Away("week", 1, sign, Point(weekday=point.weekday, step=sign)))


def _of_event(match: Match) -> Tags | None:
    """ "The Sunday before the vote": its day is not known here."""
    point = match.value("DAYISH")
    is_bare = isinstance(point, Point) and point.weekday is not None and point.day is None
    return tagged("DAYISH", Point(weekday=point.weekday, step=0, base="event")) if is_bare else None


def _weekday_of_week(match: Match) -> Tags | None:
    point = match.value("DAYISH")
    if not isinstance(point, Point) or point.weekday is None or point.day is not None or match.value("UNIT") != "week":
        return None
    return tagged("DAYISH", Point(weekday=point.weekday, step=10 * step_of(match)))


def _this_part(match: Match) -> Tags | None:
    return tagged("MOMENT", Moment(Period("day", 0, "text" if match.has("that") else "published"), None, match.value("PART")))


# ---------------------------------------------------------------- counted: two days ago, in five years


def _counted_rules() -> list[Rule]:
    number = "last|past|previous|preceding|next|coming|following"
    return [
        Rule("past lengths", f"the|these {number} LENGTH (!of)", _reaching),
        Rule("past lengths", f"(over|in|for|during|within|throughout) {number} LENGTH (!of)", _reaching),
        Rule("length ago", "LENGTH ago", lambda match: _step(match, -1, "published")),
        Rule("length from now", "LENGTH from now|today", lambda match: _step(match, 1, "published")),
        Rule("length earlier", "LENGTH earlier|previously|prior", lambda match: _step(match, -1, "text")),
        Rule("length before", "LENGTH before|beforehand (,|.|;|and)", lambda match: _step(match, -1, "text")),
        Rule("length later", "LENGTH later", lambda match: _step(match, 1, "text")),
        Rule("length after", "LENGTH after|afterwards|afterward|on (,|.|;|and)", lambda match: _step(match, 1, "text")),
        Rule("length left until", "LENGTH left|remaining|away until|till|before|to", lambda match: _step(match, 1, "published")),
        Rule("length until", "LENGTH until|till", lambda match: _step(match, 1, "published")),
        Rule("length to go", "LENGTH to go|spare (until|till|before|to)", lambda match: _step(match, 1, "published")),
        Rule("in so long a time", "(in) LENGTH ' time", _in_length),
        Rule("length away", "(is|are|was|be|just|only|now|still) LENGTH away", lambda match: _step(match, 1, "published")),
        Rule("first in length", "(LOOKBACK) LENGTH", _looking_back),
        Rule("in length", "(in) LENGTH (!of)", _in_length),
    ]


def _reaching(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    reach = "back" if step_of(match) < 0 else "forward"
    return tagged("LENGTH", Length(length.unit, length.count, reach, length.is_approximate))  # type: ignore[arg-type]


def _step(match: Match, sign: Any, base: Base) -> Tags | None:
    length = match.value("LENGTH")
    is_day = length.unit == "day"
    return tagged("DAYISH" if is_day else "SPAN", Step(length.unit, length.count, sign, base, length.is_approximate))


def _looking_back(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    return tagged("LENGTH", Length(length.unit, length.count, "back", length.is_approximate))


def _in_length(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    return tagged("LENGTH", Length(length.unit, length.count, "tense", length.is_approximate))


# ---------------------------------------------------------------- repeated and vague times


def _set_rules() -> list[Rule]:
    return [
        Rule("set word", "SET", lambda match: tagged("SET", Every(match.value("SET")))),
        Rule("every unit", "every|each UNIT", _every_unit),
        Rule("every other unit", "every|each other|second UNIT", _every_other),
        Rule("every lengths", "every LENGTH", _every_length),
        Rule("every weekday", "every|each DAYISH", _every_weekday),
        Rule("every morning", "every|each PART", lambda match: tagged("SET", Every(f"XXXX-XX-XXT{match.value('PART')}"))),
        Rule("every night", "every|each|most NIGHT", lambda _: tagged("SET", Every("XXXX-XX-XXTNI"))),
        Rule("working days", "(on|during|weekdays|at|every) weekdays", lambda _: tagged("SET", Every("XXXX-WXX-WD"))),
        Rule("weekends", "(on|at) weekends", lambda _: tagged("SET", Every("XXXX-WXX-WE"))),
        Rule("first weekday of each month", "the? ORDINAL|last DAYISH of|in every|each UNIT", _every_nth),
        Rule("weekdays", "WEEKDAYS", lambda match: tagged("SET", Every(f"XXXX-WXX-{match.value('WEEKDAYS') + 1}"))),
        Rule("a year", "(NUMBER|times|once|twice|percent|%|dollars|euros|pounds) a|per UNIT", _every_unit),
    ]


def _every_unit(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    return tagged("SET", Every(f"P{period_code(unit, 1)}")) if unit in _LETTERS and unit != "quarter" else None


def _every_nth(match: Match) -> Tags | None:
    point = match.value("DAYISH")
    is_bare = isinstance(point, Point) and point.weekday is not None and point.day is None
    return tagged("SET", Every(f"P{period_code(match.value('UNIT'), 1)}")) if is_bare else None


def _every_other(match: Match) -> Tags | None:
    unit = match.value("UNIT")
    return tagged("SET", Every(f"P{period_code(unit, 2)}")) if unit in _LETTERS else None


def _every_length(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    return tagged("SET", Every(f"P{period_code(length.unit, length.count)}"))


def _every_weekday(match: Match) -> Tags | None:
    point = match.value("DAYISH")
    is_bare = isinstance(point, Point) and point.weekday is not None and point.day is None
    return tagged("SET", Every(f"XXXX-WXX-{point.weekday + 1}")) if is_bare else None


def period_code(unit: str, count: float | None) -> str:
    """Count and unit as TIMEX writes them behind the P: "3D", "T30M", "XY" for an unknown count of years."""
    number = "X" if count is None else str(whole(count))
    if unit in ("decade", "century"):
        years = 10 if unit == "decade" else 100
        return f"{number}{'DE' if unit == 'decade' else 'CE'}" if count is None else f"{whole(count * years)}Y"
    letters = _LETTERS[unit]
    return f"T{number}{letters[1]}" if letters.startswith("T") else f"{number}{letters}"


def _vague_rules() -> list[Rule]:
    return [
        Rule("vague", "VAGUE", lambda match: tagged("VAGUE", Vague(match.value("VAGUE")))),
        Rule("soon", "very? soon (!-)", lambda _: tagged("VAGUE", Vague("FUTURE_REF"))),
        Rule("more recently", "more|most|very VAGUE", lambda match: tagged("VAGUE", Vague(match.value("VAGUE")))),
        Rule("recent lengths", "the? VAGUE LENGTH", _recent_lengths),
        Rule("coming lengths", "the? coming|next few? LENGTH", _coming_lengths),
        Rule("in the future", "(in) the future (!DAYISH|LENGTH)", lambda _: tagged("VAGUE", Vague("FUTURE_REF"))),
        Rule("the future", "the future (.|,|;|:|and|of|for|is|when|!|?|”|\"|')", lambda _: tagged("VAGUE", Vague("FUTURE_REF"))),
        Rule("near future", "the near|foreseeable|immediate|short|long|medium future|term", lambda _: tagged("VAGUE", Vague("FUTURE_REF"))),
        Rule(
            "the past",
            "(in|from|of) the past (!LENGTH|UNIT|few|two|NUMBER|COUNT|DAYISH|SPAN)",
            lambda _: tagged("VAGUE", Vague("PAST_REF")),
        ),
        Rule("at present", "at present", lambda _: tagged("VAGUE", Vague("PRESENT_REF"))),
        Rule("at the moment", "(at|for) the moment|present", lambda _: tagged("VAGUE", Vague("PRESENT_REF"))),
        Rule("time being", "the time being", lambda _: tagged("VAGUE", Vague("PRESENT_REF"))),
        Rule("these days", "these LENGTH", lambda _: tagged("VAGUE", Vague("PRESENT_REF"))),
        Rule("at that time", "(at|by) that time", lambda _: tagged("DAYISH", Period("day", 0, "spoken"))),
        Rule("then", "(since|until|by) then", lambda _: None),
    ]


def _recent_lengths(match: Match) -> Tags | None:
    value = match.value("VAGUE")
    return tagged("VAGUE", Vague(value, "back" if value == "PAST_REF" else None))


def _coming_lengths(match: Match) -> Tags | None:
    length = match.value("LENGTH")
    if length.count is not None:
        return tagged("LENGTH", Length(length.unit, length.count, "forward", length.is_approximate))
    return tagged("VAGUE", Vague("FUTURE_REF", "forward"))
