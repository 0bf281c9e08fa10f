"""Which of the dates that a page gives is taken: the day that most kinds of evidence agree on, in the page's own time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from stemma.records import Date

ORDER = ("json_ld", "meta", "microdata", "published_line", "time_tag", "dateline", "byline_line", "date_line", "url")
"""Rules in order of trust."""
_KINDS = {"json_ld": "head", "meta": "head", "microdata": "markup", "time_tag": "markup", "url": "url"}
_UNLABELLED = frozenset({"byline_line", "date_line"})
_SHOWN = frozenset({"markup", "line"})
_FARTHEST_ZONE = timedelta(hours=14)
_ZONE_STEP_S = 15 * 60
_MOST_DAYS_APART = 31
_UTC_ENDS = ("Z", "+00:00")


def rank_dates(dates: Sequence[Date]) -> tuple[Date, ...]:
    """The findings with those of the best day first, in order of trust within a day.

    A day counts by the kinds of evidence that give it: the head, marked elements, lines of text, the address (a month in the address
    counts for its days). Where two days have as many, the one shown to readers is taken if they lie within a month, as a head often
    dates the last change; otherwise the more trusted. A day in the address stands above one of a line that does not say what it dates,
    and above any later one.
    """
    local = [_in_own_time(one, dates) for one in dates]
    kinds = _kinds_by_day(local)
    most = max((len(found) for found in kinds.values()), default=0)
    trusted = sorted(local, key=lambda one: ORDER.index(one.rule))
    best = [one for one in trusted if len(kinds.get(one.edtf[:10], ())) == most and most]
    first = best[0] if best else None
    shown = next((one for one in best if kinds[one.edtf[:10]] & _SHOWN), None)
    if first is not None and shown is not None and _days_apart(first, shown) <= _MOST_DAYS_APART:
        first = shown
    addressed = next((one for one in best if one.rule == "url"), None)
    if first is not None and addressed is not None and (first.rule in _UNLABELLED or addressed.edtf < first.edtf[:10]):
        first = addressed
    day = first.edtf[:10] if first is not None else None
    return tuple(sorted(trusted, key=lambda one: one.edtf[:10] != day))


def _kinds_by_day(dates: Sequence[Date]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for one in dates:
        if len(one.edtf) >= len("2026-01-01"):
            kinds.setdefault(one.edtf[:10], set()).add(_KINDS.get(one.rule, "line"))
    for day, found in kinds.items():
        found |= {_KINDS.get(one.rule, "line") for one in dates if len(one.edtf) == len("2026-01") and day.startswith(one.edtf)}
    return kinds


def _days_apart(one: Date, two: Date) -> int:
    return abs((date.fromisoformat(one.edtf[:10]) - date.fromisoformat(two.edtf[:10])).days)


def _in_own_time(one: Date, dates: Sequence[Date]) -> Date:
    """A machine's stamp in UTC as the page itself tells that time: the same instant elsewhere with another offset, or the same minute of
    another hour without one, which gives the page's zone."""
    if "T" not in one.edtf or not one.edtf.endswith(_UTC_ENDS):
        return one
    stamp = datetime.fromisoformat(one.edtf.replace("Z", "+00:00"))
    for other in dates:
        offset = _offset_of(other, stamp)
        if offset is not None:
            return replace(one, edtf=_with_offset(stamp + offset, offset))
    return one


def _offset_of(other: Date, stamp: datetime) -> timedelta | None:
    """By how much another finding's clock is ahead of UTC, None where it does not tell the stamp's instant."""
    if "T" not in other.edtf or other.edtf.endswith(_UTC_ENDS):
        return None
    told = datetime.fromisoformat(other.edtf)
    if told.tzinfo is not None:
        return told.utcoffset() if told == stamp else None
    offset = told.replace(tzinfo=UTC) - stamp
    is_zone = timedelta(0) < abs(offset) <= _FARTHEST_ZONE and offset.total_seconds() % _ZONE_STEP_S == 0
    return offset if is_zone and told.minute % 15 == stamp.minute % 15 else None


def _with_offset(local: datetime, offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{local:%Y-%m-%dT%H:%M}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
