"""What a temporal expression says before anything is known about when it was said: the values that the grammar builds.

Weekdays count from Monday 0, months from January 1. ``base`` tells what a relative expression is counted from: the day of
publication ("yesterday"), the time last spoken of in the text or else that day ("the previous day"), that time alone ("at that
time"), or something that happened ("the Sunday before the vote"), which gives no day. ``unit`` is one of ``UNITS``.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit = Literal["second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
Base = Literal["published", "text", "spoken", "event"]
PartName = Literal["early", "mid", "late"]
PartOrSide = Literal["early", "mid", "late", "earlier", "later"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the calendar, as far as it is named. ``step``: -1 last, 0 this, 1 next; None leaves it to the tense.

    ``feast`` is the rule for a day that moves from year to year (``times/feasts.py``); ``season`` counts from spring 0, ``quarter``
    and ``half`` from 1.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    quarter: int | None = None
    half: int | None = None
    feast: str | None = None
    step: int | None = None
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Era:
    """A decade or a century, by its first year."""

    first_year: int
    unit: Literal["decade", "century"]


@dataclass(frozen=True, slots=True)
class Period:
    """A whole unit of the calendar counted from another one: "last week" is -1, "this year" 0."""

    unit: Unit
    step: int
    base: Base = "published"


@dataclass(frozen=True, slots=True)
class Step:
    """A counted distance: "two days ago", "a week later". ``count`` None: "years ago". Negative counts look back."""

    unit: Unit
    count: float | None
    sign: Literal[-1, 1]
    base: Base = "published"
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Part of a longer time: "late October", "the beginning of last year" (``is_edge``). Earlier and later are counted from
    publication: "earlier this year"."""

    part: PartOrSide
    whole: "Value"
    is_edge: bool = False


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth unit in a longer time, -1 the last: "the first week of March"; with ``weekday`` the nth such day."""

    number: int
    unit: Unit
    whole: "Value"
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Slice:
    """The first or last units of a longer time: "the first three months of 2024"."""

    count: int
    unit: Unit
    whole: "Value"
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Away:
    """A counted distance from another time in the same words: "two days before Christmas", "a week from Tuesday"."""

    unit: Unit
    count: float
    sign: Literal[-1, 1]
    whole: "Value"


@dataclass(frozen=True, slots=True)
class Closing:
    """A length told by its end ("the three months to June"), or a unit by a day of it ("the week of March 9": ``count`` 0)."""

    unit: Unit
    count: int
    whole: "Value"


@dataclass(frozen=True, slots=True)
class Echo:
    """The time last spoken of, so many years before ("the same month a year earlier"); ``unit`` None: "the same period"."""

    years: int
    unit: Unit | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """A day, month or season whose year is told in other words: "November last year"."""

    point: Point
    whole: "Value"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. ``minute`` None: only the hour is given. ``offset`` is as EDTF writes it ("Z", "+09:00"), behind "us" or "eu" that
    of winter in a zone with summer time, None unknown. ``is_twelve``: nothing tells which half of the day ("9.30").
    ``is_spoken``: told in words that leave it open ("nine o'clock"). ``is_midnight``: it may be that at
    either end of its day."""

    hour: int
    minute: int | None = None
    offset: str | None = None
    is_twelve: bool = False
    is_spoken: bool = False
    is_midnight: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day on a day; ``day`` None: the day that the text is speaking of. ``part`` is a TIMEX code ("MO", "NI").
    ``is_overnight``: the night that ended or begins on that day."""

    day: "Value | None" = None
    clock: Clock | None = None
    part: str | None = None
    is_overnight: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    first: "Value"
    last: "Value"


@dataclass(frozen=True, slots=True)
class Shared:
    """Two days named with one month: "Nov. 3 and 4", with the offsets between which "and" stands."""

    first: "Value"
    second: "Value"
    first_end: int
    second_start: int


@dataclass(frozen=True, slots=True)
class Length:
    """A duration. ``count`` None: "years", "several months". ``reach`` says which way it is measured from publication, if any:
    "the past two years" back, "the next two years" forward, "in two years" by tense."""

    unit: Unit
    count: float | None
    reach: Literal["back", "forward", "tense"] | None = None
    is_approximate: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """A set of times, by its TIMEX value ("P1W", "XXXX-WXX-5")."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """Present, past or future without a date. ``reach`` gives the open interval up to or from publication, where the words imply one."""

    value: Literal["PRESENT_REF", "PAST_REF", "FUTURE_REF"]
    reach: Literal["back", "forward"] | None = None


Value: TypeAlias = (
    Point | Era | Period | Step | Part | Nth | Slice | Away | Closing | Echo | Within | Moment | Range | Shared | Length | Every | Vague
)
