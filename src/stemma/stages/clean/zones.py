"""A machine's stamp in UTC, told in the page's own time where the page shows it with another clock."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stemma.records import Date
from stemma.stages.clean.sightings import Sighting

_FARTHEST_ZONE = timedelta(hours=14)
_NEAREST_ZONE = timedelta(hours=1)
_ZONE_STEP_S = 15 * 60
_UTC_ENDS = ("Z", "+00:00")


def tell_in_own_time(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """The same sightings, stamps in UTC moved to the page's own time where another sighting tells it."""
    dates = tuple(dict.fromkeys(sighting.date for sighting in sightings))
    return tuple(replace(sighting, date=_in_own_time(sighting.date, dates)) for sighting in sightings)


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
    is_zone = _NEAREST_ZONE <= abs(offset) <= _FARTHEST_ZONE and offset.total_seconds() % _ZONE_STEP_S == 0
    return offset if is_zone and told.minute % 15 == stamp.minute % 15 else None


def _with_offset(local: datetime, offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{local:%Y-%m-%dT%H:%M}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
