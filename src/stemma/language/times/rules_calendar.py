"""First pass: dates, years and lengths of time, as they are written."""

from collections.abc import Iterable
from typing import Any

from stemma.language.patterns import Match, Rule, Tags
from stemma.language.times.expressions import Era, Length, Point, Range, Shared, Value


def calendar_rules() -> list[Rule]:
    """The rules of the first pass. They make ``DAYISH`` (a single day), ``SPAN`` (longer), ``RANGE`` and ``LENGTH``."""
    return [*_date_rules(), *_month_rules(), *_year_rules(), *_length_rules()]


def feast_rules(feasts: Iterable[tuple[str, str]]) -> list[Rule]:
    """Rules for days that have a name, by their words and the rule that tells the day."""
    named = [(words, rule) for words, rule in feasts]
    return [
        Rule("feast", f"{words}{year}", lambda match, rule=rule: _feast(match, rule))  # type: ignore[misc]
        for words, rule in named
        for year in ("", " ,? YYYY", " in|of YYYY")
    ]


def _feast(match: Match, rule: str) -> Tags | None:
    if "CAPITAL" not in match.items[0].tags:
        return None
    return tagged("DAYISH", Point(year=match.value("YYYY"), feast=rule))


def tagged(tag: str, value: Value | None) -> Tags | None:
    """The tags of an item that holds a value; None where there is no value."""
    return None if value is None else {tag: value, "VALUE": value}


# ---------------------------------------------------------------- days


def _date_rules() -> list[Rule]:
    weekday = ["", "WEEKDAY|WEEKDAY_SHORT _.? ,? "]
    year = [",? YYYY", "_, _YYYY"]
    rules = []
    for lead in weekday:
        rules += [
            Rule("month day year", f"{lead}MONTH _.? DAY {year[0]}", _date),
            Rule("month day", f"{lead}MONTH _.? DAY (!:)", _date),
            Rule("month dayth", f"{lead}MONTH DAYTH", _capital_date),
            Rule("month the day", f"{lead}MONTH the DAYTH", _date),
            Rule("day month year", f"{lead}the? DAY of? MONTH _.? ,? YYYY", _date),
            Rule("day month", f"{lead}the? DAY of? MONTH", _date),
            Rule("dayth of month", f"{lead}the DAYTH of MONTH", _date),
            Rule("dayth of month year", f"{lead}the DAYTH of MONTH ,? YYYY", _date),
            Rule("day month of year", f"{lead}the? DAY of? MONTH of YYYY", _date),
            Rule("dayth of month of year", f"{lead}the DAYTH of MONTH of YYYY", _date),
            Rule("year first", f"{lead}YYYY ,? MONTH DAY (!,|YYYY)", _date),
        ]
    return [
        *rules,
        Rule("weekday the day", "WEEKDAY ,? the DAY", _numbered_day),
        Rule("weekday", "WEEKDAY", _date),
        Rule("weekday in brackets", "(() WEEKDAY_SHORT ())", _date),
        Rule("the dayth", "(on|until|by|from|to) the DAY (,|.|;|and|to|with|at|)|when|after|before)", _numbered_day),
        Rule("iso date", "YYYY _- _TWO _- _TWO (!-)", _iso_date),
        Rule("slashed date", "DAY _/ _DAY _/ _YYYY|TWO (!/)", _slashed_date),
        Rule("year first", "YYYY _/ _TWO _/ _TWO", _iso_date),
        Rule("dotted date", "POINTED _. _YYYY", _dotted_date),
        Rule("days of month year", "MONTH _.? DAY -|–|—|to|through|until|till DAY ,? YYYY", _days),
        Rule("days of month", "MONTH _.? DAY -|–|—|to|through|until|till DAY", _days),
        Rule("from days of month", "from MONTH _.? DAY to|through|until|till DAY ,? YYYY", _days),
        Rule("from days of month", "from MONTH _.? DAY to|through|until|till DAY", _days),
        Rule("days month", "from? DAY -|–|—|to|through|until|till DAY MONTH ,? YYYY", _days),
        Rule("days month", "from? DAY -|–|—|to|through|until|till DAY MONTH", _days),
        Rule("between days", "between DAY and DAY MONTH ,? YYYY", _days),
        Rule("between days", "between DAY and DAY MONTH", _days),
        Rule("between days", "between MONTH _.? DAY and DAY ,? YYYY", _days),
        Rule("between days", "between MONTH _.? DAY and DAY", _days),
        Rule("two days", "MONTH _.? DAY and DAY ,? YYYY", _two_days),
        Rule("two days", "MONTH _.? DAY and DAY", _two_days),
        Rule("two days", "DAY and DAY MONTH ,? YYYY", _two_days),
        Rule("two days", "DAY and DAY MONTH", _two_days),
    ]


def _date(match: Match) -> Tags | None:
    weekday = match.value("WEEKDAY") if match.value("WEEKDAY") is not None else match.value("WEEKDAY_SHORT")
    day = match.value("DAY") if match.value("DAY") is not None else match.value("DAYTH")
    return tagged("DAYISH", Point(year=match.value("YYYY"), month=match.value("MONTH"), day=day, weekday=weekday))


def _capital_date(match: Match) -> Tags | None:
    """ "July Fourth", but not "a March first half"."""
    return _date(match) if "CAPITAL" in match.items[-1].tags else None


def _numbered_day(match: Match) -> Tags | None:
    """ "the 28th", not "the third" nor "the 28": those count other things."""
    is_ordinal = "ORDINAL" in match.items[-1].tags
    return tagged("DAYISH", Point(day=match.value("DAY"), weekday=match.value("WEEKDAY"))) if is_ordinal else None


def _iso_date(match: Match) -> Tags | None:
    month, day = match.values("TWO")
    return tagged("DAYISH", Point(year=match.value("YYYY"), month=month, day=day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _slashed_date(match: Match) -> Tags | None:
    """Day and month stand in either order; where both readings are dates and differ, neither is taken."""
    first, second = match.values("DAY")[:2]
    year = match.value("YYYY") if match.value("YYYY") is not None else full_year(match.items[-1].tags["TWO"])
    if first > 12 >= second:
        return tagged("DAYISH", Point(year=year, month=second, day=first))
    if second > 12 >= first or first == second <= 12:
        return tagged("DAYISH", Point(year=year, month=first, day=second))
    return tagged("SPAN", Point(year=year)) if first <= 12 else None


def _dotted_date(match: Match) -> Tags | None:
    day, month = match.value("POINTED")
    return tagged("DAYISH", Point(year=match.value("YYYY"), month=month, day=day)) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _days(match: Match) -> Tags | None:
    first, last = match.values("DAY")
    year, month = match.value("YYYY"), match.value("MONTH")
    return (
        tagged("RANGE", Range(Point(year=year, month=month, day=first), Point(year=year, month=month, day=last))) if first < last else None
    )


def _two_days(match: Match) -> Tags | None:
    first, second = (item for item in match.items if "DAY" in item.tags)
    year, month = match.value("YYYY"), match.value("MONTH")
    days = [Point(year=year, month=month, day=item.tags["DAY"]) for item in (first, second)]
    return tagged("SHARED", Shared(days[0], days[1], first.end, second.start))


# ---------------------------------------------------------------- months, seasons, quarters


def _month_rules() -> list[Rule]:
    return [
        Rule("month year", "MONTH _.? ,? YYYY (!:)", _month),
        Rule("month of year", "MONTH of YYYY", _month),
        Rule("month", "SURE", _month),
        Rule("month that is a given name too", "GIVEN (!CAPITAL)", _month),
        Rule("led month", "(in|since|by|during|until|till|from|before|after|last|next|this|early|late|mid|-|of) MONTH", _month),
        Rule("months of year", "MONTH -|– MONTH YYYY", _months),
        Rule("two months of year", "MONTH and MONTH YYYY", _two_months),
        Rule("season", "(!-) SEASON|FALL ,? YYYY", _season),
        Rule("season of year", "SEASON|FALL of YYYY", _season),
        Rule("season over new year", "SEASON YYYY _-|/|– _TWO (!-|/|–)", _season),
        Rule("season of last year", "the SEASON|FALL (of) (last|next|this|that|the)", _season),
        Rule("season", "(in|during|last|next|this|the|since|until|by|early|late|-) SEASON (!up|of)", _season),
        Rule("quarter", "q _NUMBER ,? YYYY", _quarter),
        Rule("quarter", "q _NUMBER", _quarter),
    ]


def _month(match: Match) -> Tags | None:
    return tagged("SPAN", Point(year=match.value("YYYY"), month=match.value("MONTH") or match.value("SURE")))


def _months(match: Match) -> Tags | None:
    first, last = match.values("MONTH")
    year = match.value("YYYY")
    return tagged("RANGE", Range(Point(year=year if first <= last else year - 1, month=first), Point(year=year, month=last)))


def _two_months(match: Match) -> Tags | None:
    first, second = (item for item in match.items if "MONTH" in item.tags)
    year = match.value("YYYY")
    months = [Point(year=year, month=item.tags["MONTH"]) for item in (first, second)]
    return tagged("SHARED", Shared(months[0], months[1], first.end, second.start))


def _season(match: Match) -> Tags | None:
    season = match.value("SEASON") if match.value("SEASON") is not None else match.value("FALL")
    return tagged("SPAN", Point(year=match.value("YYYY"), season=season))


def _quarter(match: Match) -> Tags | None:
    number = match.value("NUMBER")
    return tagged("SPAN", Point(year=match.value("YYYY"), quarter=number)) if number in (1, 2, 3, 4) else None


# ---------------------------------------------------------------- years, decades, centuries


def _year_rules() -> list[Rule]:
    return [
        Rule("year", "YEAR", lambda match: tagged("SPAN", Point(year=match.value("YEAR")))),
        Rule("the year", "the? year YYYY", lambda match: tagged("SPAN", Point(year=match.value("YYYY")))),
        Rule("statute", "usc|u.s.c.|section|sections|§ YYYY _-|– _NUMBER", _no_time),
        Rule("years", "(!-|/) YYYY _-|–|/ _YYYY (!-|/|–)", _years),
        Rule("years", "(!-|/) YYYY – YYYY", _years),
        Rule("fiscal year", "the? fiscal|financial year? YYYY", _fiscal_year),
        Rule("fiscal year", "the? YYYY fiscal|financial year", _fiscal_year),
        Rule("fiscal year", "fy _YYYY", _fiscal_year),
        Rule("age", "(his|her|their|my|your|our) TWO _s", _no_time),
        Rule("season of sport", "(!-|/) YYYY _-|–|/ _TWO (!-|/|–)", _years),
        Rule("decade", "the? YYYY _'? _s", _decade),
        Rule("decade", "the? ' _TWO _s", _decade),
        Rule("decade", "the TWO _s", _decade),
        Rule("decade", "(early|late|mid|-|or|and|’|of) TWO _s", _decade),
        Rule("decade in words", "the DECADE", lambda match: tagged("SPAN", Era(1900 + match.value("DECADE"), "decade"))),
        Rule(
            "short year",
            "(in|of|since|from|until|by|to|and|early|late|mid|-|SEASON|MONTH) ' _TWO (!_s)",
            lambda match: tagged("SPAN", Point(year=full_year(match.value("TWO")))),
        ),
        Rule("century", "the? ORDINAL -? century", _century),
    ]


def _fiscal_year(match: Match) -> Tags | None:
    """A fiscal year is named by the year in which it ends or, elsewhere, begins."""
    return tagged("SPAN", Point(year=match.value("YYYY"), feast="fiscal"))


def _years(match: Match) -> Tags | None:
    first = match.values("YYYY")[0]
    last = match.values("YYYY")[1] if len(match.values("YYYY")) > 1 else first // 100 * 100 + match.items[-1].tags["TWO"]
    if not (1500 <= first < last <= 2100) or (len(match.values("YYYY")) == 1 and last - first > 30):
        return None
    return tagged("RANGE", Range(Point(year=first), Point(year=last)))


def _decade(match: Match) -> Tags | None:
    year = match.value("YYYY") if match.value("YYYY") is not None else 1900 + match.value("TWO")
    if year % 10 or not 1500 <= year <= 2100:
        return None
    return tagged("SPAN", Era(year, "decade"))


def _century(match: Match) -> Tags | None:
    number = match.value("ORDINAL")
    return tagged("SPAN", Era(100 * (number - 1), "century")) if 2 <= number <= 22 else None


def full_year(two_digits: int) -> int:
    """Two digits of a year in the hundred years that end with 2068, as POSIX reads them."""
    return two_digits + (2000 if two_digits < 69 else 1900)


# ---------------------------------------------------------------- lengths of time


def _length_rules() -> list[Rule]:
    rules = []
    for lead in ("", "ABOUT ", "at least ", "more than ", "less than ", "over ", "up to ", "at most "):
        rules += [
            Rule("length", f"{lead}NUMBER -? UNIT|UNITS", _length),
            Rule(
                "length",
                f"{lead}NUMBER consecutive|straight|full|whole|long|more|other|trading|working|business|calendar|school UNIT|UNITS",
                _length,
            ),
            Rule("a length", f"{lead}a|an|half UNIT", _a_length if lead else _half_length),
            Rule("half a length", f"{lead}half a|an|- UNIT", _half_length),
            Rule("unit and a half", f"{lead}a|an UNIT and a half", _length_and_half),
            Rule("uncounted length", f"{lead}a? COUNT of? UNITS", _uncounted_length),
            Rule("uncounted length", f"{lead}UNITS", _uncounted_length if lead else _bare_units),
        ]
    return [
        *rules,
        Rule("a length", "(for|lasted|lasting|last|lasts|within|took|takes|under|once|per) a|an|one UNIT", _a_length),
        Rule("a length", "a|an UNIT (ago|later|earlier|before|after|long|away|from)", _a_length),
        Rule("a length", "(in) a UNIT (!of|when|that|where)", _a_length),
        Rule("part of a unit", "three - quarters of an UNIT", lambda match: tagged("LENGTH", length_of(match.values("UNIT")[-1], 0.75))),
        Rule("share", "NUMBER -? quarters of", _no_time),
        Rule("first hours", "the? early|small|wee hours (of|on|,|.|yesterday|DAYISH|before)", lambda _: {"PART": "MO"}),
        Rule("long units", "UNITS - long", _uncounted_length),
        Rule("long units", "UNIT - long", _a_length),
        Rule("age", "NUMBER -? UNIT|UNITS -? old|olds", _no_time),
        Rule("age", "a|an UNIT -? old|olds", _no_time),
        Rule("magnitude of second", "UNIT|NUMBER seconds per", _no_time),
    ]


def length_of(unit: str, count: float | None, *, is_approximate: bool = False) -> Length:
    """A length, a fortnight brought to weeks."""
    name: Any = "week" if unit == "fortnight" else unit
    factor = 2 if unit == "fortnight" else 1
    return Length(name, None if count is None else count * factor, is_approximate=is_approximate)


def _unit(match: Match) -> str:
    return str(match.value("UNITS") or match.value("UNIT"))


def _is_about(match: Match) -> bool:
    return match.value("ABOUT") is not None or match.has("least", "most", "than", "over", "up")


def _length(match: Match) -> Tags | None:
    if match.has("second") or match.value("ORDINAL") is not None:
        return None
    return tagged("LENGTH", length_of(_unit(match), match.value("NUMBER"), is_approximate=_is_about(match)))


def _a_length(match: Match) -> Tags | None:
    return None if match.has("second", "quarter") else tagged("LENGTH", length_of(_unit(match), 1, is_approximate=_is_about(match)))


def _half_length(match: Match) -> Tags | None:
    return tagged("LENGTH", length_of(_unit(match), 0.5, is_approximate=_is_about(match))) if match.has("half") else None


def _length_and_half(match: Match) -> Tags | None:
    return tagged("LENGTH", length_of(_unit(match), 1.5, is_approximate=_is_about(match)))


def _uncounted_length(match: Match) -> Tags | None:
    return None if match.has("some") else tagged("LENGTH", length_of(_unit(match), None))


def _bare_units(match: Match) -> Tags | None:
    return None if match.has("nights", "quarters", "seconds", "weekends") else tagged("LENGTH", length_of(_unit(match), None))


def _no_time(_: Match) -> Tags | None:
    return {}
