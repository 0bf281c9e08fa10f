"""What is left to say of a time that no day can be given: its weekday, its month and day, its season."""

from stemma.language.times.expressions import Part, Point, Value

_SEASON_CODES = ("SP", "SU", "FA", "WI")


def loose_value(value: Value) -> str | None:
    """The TIMEX3 value of an expression without its year or week: "XXXX-WXX-3" for a Wednesday, "XXXX-03-09", "XXXX-03",
    "XXXX-SP"; None where nothing is left. A weekday beside a date is left out: the date says more."""
    match value:
        case Point():
            return _loose_point(value)
        case Part():
            return loose_value(value.whole)
        case _:
            return None


def _loose_point(point: Point) -> str | None:
    if point.year is not None or point.feast is not None:
        return None
    if point.month is not None:
        return f"XXXX-{point.month:02d}" + (f"-{point.day:02d}" if point.day is not None else "")
    if point.weekday is not None and point.day is None:
        return f"XXXX-WXX-{point.weekday + 1}"
    if point.season is not None:
        return f"XXXX-{_SEASON_CODES[point.season]}"
    if point.quarter is not None:
        return f"XXXX-Q{point.quarter}"
    return f"XXXX-XX-{point.day:02d}" if point.day is not None else None
