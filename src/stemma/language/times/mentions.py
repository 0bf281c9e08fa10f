"""Turns expressions, in the order of the text, into mentions with EDTF and TIMEX values."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from math import ceil
from typing import Literal, NamedTuple

from stemma.language.times.anchors import Anchor, AnchorName
from stemma.language.times.expressions import (
    Away,
    Clock,
    Closing,
    Every,
    Length,
    Moment,
    Nth,
    Part,
    Period,
    Point,
    Range,
    Shared,
    Slice,
    Step,
    Vague,
    Value,
)
from stemma.language.times.loose import loose_value
from stemma.language.times.resolve import Placed, Setting, place, place_range
from stemma.language.times.rules_relative import period_code
from stemma.language.times.stretches import Stretch, enclosing, shift_day, to_edtf, to_timex
from stemma.language.times.tense import TenseReader
from stemma.language.times.zones import offset_on
from stemma.records import TimeMention
from stemma.text.edtf import format_interval

Kind = Literal["date", "time", "duration", "set"]
_NEARBY = 400
"""A time of day without a day belongs to a day spoken of within so many characters, else to the day of publication."""


class Reading(NamedTuple):
    """What a mention will say; ``stretch`` is what later expressions may count from."""

    edtf: str | None
    precision: str
    kind: Kind
    anchor: AnchorName
    value: str | None
    stretch: Stretch | None = None


class Speaker:
    """Reads the expressions of one text one after the other, remembering the time last spoken of."""

    def __init__(
        self,
        anchor: Anchor | None,
        tied: Mapping[int, date],
        dated: Mapping[tuple[int | None, int | None], date],
        tense: TenseReader,
    ) -> None:
        self._anchor = anchor
        self._dated = dated
        self._tied = tied
        self._tense = tense
        self._spoken: Stretch | None = None
        self._spoken_at = 0

    def speak(self, start: int, end: int, value: Value, bounds: tuple[int, int]) -> Iterator[TimeMention]:
        """The mentions of one expression: one, or two where two days share a month."""
        if isinstance(value, Shared):
            yield from self.speak(start, value.first_end, value.first, bounds)
            yield from self.speak(value.second_start, end, value.second, bounds)
            return
        reading = self._read(start, end, value, bounds)
        if reading.stretch is not None:
            self._spoken, self._spoken_at = reading.stretch, end
        yield TimeMention(
            start=start,
            end=end,
            edtf=reading.edtf,
            precision=reading.precision,
            kind=reading.kind,
            anchor=reading.anchor,
            value=reading.value,
        )

    def _read(self, start: int, end: int, value: Value, bounds: tuple[int, int]) -> Reading:
        origins = {self._anchor.first, self._anchor.last} if self._anchor else {None}
        direction = self._tense.direction(start, end, bounds, of_weekday=_names_weekday(value)) if _needs_tense(value) else 0
        readings = []
        for origin in sorted(origins, key=str):
            setting = Setting(
                origin=origin,
                spoken=self._spoken,
                tied=self._tied,
                dated=self._dated,
                direction=direction,
                leans_ahead=self._tense.leans_ahead(start, bounds),
                prefers_tied=self._anchor is not None and self._anchor.name == "page",
            )
            readings.append(self._read_in(value, setting, is_near=start - self._spoken_at < _NEARBY))
        agree = all(reading.edtf == readings[0].edtf for reading in readings)
        return readings[0] if agree else readings[0]._replace(edtf=None, anchor="none", value=None, stretch=None)

    def _read_in(self, value: Value, setting: Setting, *, is_near: bool) -> Reading:
        match value:
            case Length():
                return self._length(value, setting)
            case Every():
                return Reading(None, "unknown", "set", "none", value.value)
            case Vague():
                return self._vague(value, setting)
            case Range():
                return self._range(value, setting)
            case Moment():
                return self._moment(value, setting, is_near=is_near)
            case Step(count=None):
                return Reading(None, value.unit, "date", "none", "PAST_REF" if value.sign < 0 else "FUTURE_REF")
            case _:
                return self._date(place(value, setting), value)

    def _anchor_name(self, placed: Placed) -> AnchorName:
        match placed.counted_from:
            case "":
                return "absolute"
            case "tied":
                return "page"
            case "spoken":
                return "text"
        return self._anchor.name if self._anchor else "none"

    def _date(self, placed: Placed | None, value: Value) -> Reading:
        if placed is None:
            return Reading(None, _unit_of(value), "date", "none", loose_value(value))
        stretch = placed.stretch
        precision = f"part_of_{stretch.unit}" if stretch.edge else stretch.unit
        edtf = to_edtf(stretch)
        edtf = edtf if "/" in edtf else edtf + placed.mark
        return Reading(edtf, precision, "date", self._anchor_name(placed), to_timex(stretch), stretch)

    def _range(self, value: Range, setting: Setting) -> Reading:
        if isinstance(value.first, Moment) or isinstance(value.last, Moment):
            return self._moment_range(value, setting)
        ends = place_range(value, setting)
        if ends is None:
            return Reading(None, _unit_of(value.first), "date", "none", None)
        first, last = (to_edtf(placed.stretch) for placed in ends)
        edtf = format_interval(first.partition("/")[0], last.partition("/")[2] or last)
        begin, end = (placed.stretch for placed in ends)
        whole = Stretch(begin.first, end.last, begin.unit)
        names = {self._anchor_name(placed) for placed in ends}
        order: tuple[AnchorName, ...] = ("published", "page", "text", "absolute")
        anchor = next(name for name in order if name in names)
        return Reading(edtf, begin.unit, "date", anchor, edtf, whole)

    def _moment_range(self, value: Range, setting: Setting) -> Reading:
        ends = tuple(_at_first_midnight(end) for end in _with_shared_day(value.first, value.last))
        readings = [self._read_in(end, setting, is_near=True) for end in ends]
        first, last = (reading.edtf for reading in readings)
        if first is not None and last is not None and last < first and _has_shared_day(value):
            last = shift_day(date.fromisoformat(last[:10]), 1).isoformat() + last[10:]
        if first is None or last is None or first > last:
            return Reading(None, readings[0].precision, "time", "none", None)
        return Reading(f"{first}/{last}", readings[0].precision, "time", readings[0].anchor, None, readings[0].stretch)

    def _moment(self, value: Moment, setting: Setting, *, is_near: bool) -> Reading:
        placed = place(value.day, setting) if value.day is not None else self._day_at_hand(setting, is_near=is_near)
        clock = value.clock if value.clock is None or placed is None else _in_zone(value.clock, placed.stretch.first)
        precision = "part_of_day" if clock is None else "hour" if clock.minute is None else "minute"
        time = f"{clock.hour:02d}:{clock.minute or 0:02d}{_fixed(clock.offset)}" if clock else value.part
        if placed is None or placed.stretch.first != placed.stretch.last:
            day = loose_value(value.day) if value.day is not None else None
            return Reading(None, precision, "time", "none", f"{day or 'XXXX-XX-XX'}T{time}" if time else day)
        day = to_edtf(placed.stretch)
        if time == "NI" and value.day is None and value.is_overnight and setting.origin == placed.stretch.first:
            day = f"{shift_day(placed.stretch.first, -1)}/{day}"
            return Reading(day, precision, "time", self._anchor_name(placed), f"{day.partition('/')[0]}TNI", placed.stretch)
        if clock is not None and clock.is_midnight:
            return self._midnight(value, placed, time or "")
        edtf = f"{day}T{time}" if clock and not clock.is_spoken else day + placed.mark
        return Reading(edtf, precision, "time", self._anchor_name(placed), f"{day}T{time}" if time else day, placed.stretch)

    def _midnight(self, value: Moment, placed: Placed, time: str) -> Reading:
        """ "At midnight on Thursday" may be either end of that day; without a day also the end of the one before."""
        first, last = placed.stretch.first, shift_day(placed.stretch.first, 1)
        edtf = format_interval((first if value.day is not None else shift_day(first, -1)).isoformat(), last.isoformat())
        return Reading(edtf, "part_of_day", "time", self._anchor_name(placed), f"{first.isoformat()}T{time}", placed.stretch)

    def _day_at_hand(self, setting: Setting, *, is_near: bool) -> Placed | None:
        if is_near and setting.spoken is not None and setting.spoken.first == setting.spoken.last:
            return Placed(setting.spoken, "", "spoken")
        today = enclosing("day", setting.origin) if setting.origin else None
        return Placed(today, "", "origin") if today else None

    def _length(self, length: Length, setting: Setting) -> Reading:
        value = f"P{period_code(length.unit, length.count)}"
        if length.reach == "tense" and setting.direction > 0:
            step = Step(length.unit, length.count, 1, "published", length.is_approximate)
            reading = self._date(place(step, setting), step)
            return reading if reading.edtf else Reading(None, length.unit, "duration", "none", value)
        if length.reach not in ("back", "forward") or setting.origin is None or self._anchor is None:
            return Reading(None, length.unit, "duration", "none", value)
        if length.count is None:
            return self._vague(Vague("PAST_REF" if length.reach == "back" else "FUTURE_REF", length.reach), setting, value)
        sign: Literal[-1, 1] = -1 if length.reach == "back" else 1
        length = _in_days(length)
        far = place(Step(length.unit, length.count, sign, "published", length.is_approximate), setting)
        if far is None:
            return Reading(None, length.unit, "duration", "none", value)
        there, here = to_edtf(far.stretch) + far.mark, setting.origin.isoformat()
        edtf = format_interval(there, here) if sign < 0 else format_interval(here, there)
        return Reading(edtf, length.unit, "duration", self._anchor.name, value)

    def _vague(self, vague: Vague, setting: Setting, length: str | None = None) -> Reading:
        """A vague time, or an uncounted length (by its TIMEX value) up to or from publication."""
        if vague.reach is None or setting.origin is None or self._anchor is None:
            return Reading(None, "unknown", "date", "none", vague.value)
        today = setting.origin.isoformat()
        edtf = format_interval(None, today) if vague.reach == "back" else format_interval(today, None)
        return Reading(edtf, "unknown", "duration" if length else "date", self._anchor.name, length or vague.value)


def _has_shared_day(value: Range) -> bool:
    """Whether one end of a range of clocks leaves its day to the other ("from 10 p.m. to 6 a.m.")."""
    first, last = value.first, value.last
    return isinstance(first, Moment) and isinstance(last, Moment) and None in (first.day, last.day) and bool(first.clock and last.clock)


def _at_first_midnight(value: Value) -> Value:
    """A midnight that ends or begins a range as the clock that it is."""
    if not isinstance(value, Moment) or value.clock is None:
        return value
    return replace(value, clock=replace(value.clock, is_midnight=False))


def _in_days(length: Length) -> Length:
    """Hours as the days that they reach into: "the past 24 hours"."""
    if length.unit != "hour" or length.count is None:
        return length
    return replace(length, unit="day", count=float(ceil(length.count / 24)))


def _in_zone(clock: Clock, day: date) -> Clock:
    return replace(clock, offset=offset_on(clock.offset, day))


def _fixed(offset: str | None) -> str:
    """An offset as EDTF writes it; nothing for a zone whose summer time is not resolved."""
    return offset if offset is not None and (offset == "Z" or not offset[:1].isalpha()) else ""


def _with_shared_day(first: Value, last: Value) -> tuple[Value, Value]:
    """ "from 10:00 to 12:30 on Monday": a time without a day takes that of the other end."""
    if not (isinstance(first, Moment) and isinstance(last, Moment)):
        return first, last
    return replace(first, day=first.day or last.day), replace(last, day=last.day or first.day)


def _needs_tense(value: Value | None) -> bool:
    """Whether it matters to an expression if the words around look back or ahead."""
    match value:
        case Point():
            return value.year is None
        case Length():
            return value.reach == "tense"
        case Period():
            return value.unit == "weekend"
        case Range():
            return _needs_tense(value.first) or _needs_tense(value.last)
        case Part() | Nth() | Slice() | Away() | Closing():
            return _needs_tense(value.whole)
        case Moment():
            return _needs_tense(value.day)
        case _:
            return False


def _names_weekday(value: Value | None) -> bool:
    match value:
        case Point():
            return value.weekday is not None
        case Range():
            return _names_weekday(value.first)
        case Part():
            return _names_weekday(value.whole)
        case Moment():
            return _names_weekday(value.day)
        case _:
            return False


def _unit_of(value: Value) -> str:
    """The granularity of an expression that could not be placed."""
    match value:
        case Period() | Step():
            return value.unit
    named = [name for name in ("day", "weekday", "month", "season", "quarter", "half") if getattr(value, name, None) is not None]
    return "day" if named and named[0] == "weekday" else named[0] if named else "unknown"
