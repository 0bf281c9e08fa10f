"""The day of a clock that no words date: "the fire was out at 5.40pm"."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from stemma.records import Page, Period, Statement, TimeMention
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.moments import Moment
from stemma.text.edtf import parse_edtf

_CLOCK = re.compile(r"(?P<day>\d{4}-\d\d-\d\d)T(?P<clock>\d\d:\d\d)[^/]*")
_NAMES_A_DAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun|yester|to|holi)day|tomorrow|tonight|overnight|\b(?:this|that|last|next|same|previous|following)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\d(?:st|nd|rd|th)\b|\d[./-]\d+[./-]",
    re.IGNORECASE,
)
_DONE = frozenset({"happened", "cancelled"})
_DAY_LETTERS = len("2026-03-01")
_ROUND = "00"
"""The minutes of a clock at which more than one thing happens."""
_LONG_BEFORE = timedelta(days=14)
"""What a page dates so long before the event is of another time."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """``day_of`` tells for a clock ("05:40") the one day on which reports put it in words; ``event`` is the day of the story's event, null
    where that took several."""

    desk: Desk
    day_of: Mapping[str, date]
    event: date | None

    def settle(self, statement: Statement, moment: Moment) -> Moment | None:
        """The moment on the day that speaks for it: where its words name no day, that on which another report puts the same clock; else the
        event's, where the day that the page leads to cannot be, or is less likely: a deed told before it was done, one of a page that
        tells its own day without an hour, one of a day shortly before the event, last spoken of. Null where no day can be."""
        page = self.desk.pages[statement.report]
        mention = _mention(moment, page)
        if (
            mention is None
            or mention.kind != "time"
            or "/" in moment.edtf
            or ".." in moment.edtf
            or self._is_dated(statement, moment, page)
        ):
            return moment
        own, out = parse_edtf(moment.edtf), _published(page)
        if statement.status not in _DONE or own is None or own.earliest is None or out is None:
            return moment
        clock = _CLOCK.fullmatch(moment.edtf)
        told = self.day_of.get(clock["clock"]) if clock and clock["clock"][-2:] != _ROUND else None
        if told is not None and told <= out.date():
            return _put_on(moment, told)
        read = _on_the_wall(own.earliest)
        is_ahead = read > _on_the_wall(out)
        if self.event is not None and datetime.combine(self.event, read.time()) <= _on_the_wall(out):
            is_put = self._is_likelier(read.date(), page, is_ahead=is_ahead, has_clock=clock is not None)
            return _put_on(moment, self.event) if is_put else moment
        return None if is_ahead and read.date() > out.date() else moment

    def _is_dated(self, statement: Statement, moment: Moment, page: Page) -> bool:
        """Whether the words of a clock, or others in its sentence, name the day that it is put on."""
        sentence = self.desk.sentence_of(statement)
        start, end = (sentence.start, sentence.end) if sentence is not None else (moment.time.start, moment.time.end)
        return any(
            start <= mention.start < end and (mention.edtf or "").startswith(moment.edtf[:_DAY_LETTERS]) and names_a_day(mention, page)
            for mention in page.annotation.times
        )

    def _is_likelier(self, own: date, page: Page, *, is_ahead: bool, has_clock: bool) -> bool:
        """Whether a deed was rather done on the event's day than on the one that its page leads to."""
        if self.event is None or self.event == own:
            return False
        published = page.report.published
        tells_no_hour = published is not None and published.edtf == own.isoformat()
        return is_ahead or (has_clock and tells_no_hour) if self.event < own else has_clock and self.event <= own + _LONG_BEFORE


def read_clocks(desk: Desk, period: Period) -> Clocks:
    """The clocks of a story that its reports put on one day."""
    days: dict[str, set[str]] = defaultdict(set)
    for page in desk.pages.values():
        for mention in page.annotation.times:
            match = _CLOCK.fullmatch(mention.edtf or "")
            if match and names_a_day(mention, page):
                days[match["clock"]].add(match["day"])
    event = date.fromisoformat(period.start) if period.start is not None and period.start == period.end else None
    return Clocks(
        desk=desk, day_of={clock: date.fromisoformat(min(told)) for clock, told in sorted(days.items()) if len(told) == 1}, event=event
    )


def names_a_day(mention: TimeMention, page: Page) -> bool:
    """Whether the words of a time tell its day."""
    return _NAMES_A_DAY.search(page.report.text, mention.start, mention.end) is not None


def _mention(moment: Moment, page: Page) -> TimeMention | None:
    place = (moment.time.start, moment.time.end)
    return next((mention for mention in page.annotation.times if (mention.start, mention.end) == place), None)


def _published(page: Page) -> datetime | None:
    """The last moment at which a report may have been published; null where no day is known that it was out on."""
    published = page.report.published
    read = parse_edtf(published.edtf) if published else None
    return read.latest if read else None


def _put_on(moment: Moment, day: date) -> Moment:
    return replace(moment, edtf=day.isoformat() + moment.edtf[_DAY_LETTERS:])


def _on_the_wall(moment: datetime) -> datetime:
    """A moment as a clock on the spot shows it, whatever the zone."""
    return moment.replace(tzinfo=None)
