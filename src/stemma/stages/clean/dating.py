"""The date of publication: what the input states against what the page shows, and bounds where neither gives one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from stemma.language.lexicon import Lexicons
from stemma.problems import Reason
from stemma.records import Date, PossibleDay
from stemma.stages.clean.dates import find_dates, read_iso
from stemma.stages.clean.lines import Line
from stemma.stages.clean.mentions import bound_by_mentions
from stemma.stages.clean.publication import Dates

_MOST_ZONES = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells when a page was published: the input's word, what the page shows, when it was received, and days not told whole."""

    stated: str | None
    found: Dates
    captured: str | None = None
    possible: tuple[PossibleDay, ...] = ()


def choose_published(evidence: Evidence, body: Sequence[Line], lexicons: Lexicons) -> tuple[Date | None, list[tuple[Reason, str]]]:
    """The date of publication and what qualifies it: the one the input states, the finer one where the page agrees, else the page's
    first, else an interval, which ends at the latest when the page was received. Problems ``disagrees`` and ``no_date`` come as pairs of
    reason and detail."""
    stated_date, page = evidence.stated, evidence.found.published
    stated = _stated_date(stated_date, lexicons)
    if stated is not None and page is not None and page.rule == "updated" and stated.edtf[:10] <= page.edtf[:10]:
        page = None
    problems: list[tuple[Reason, str]] = []
    if stated_date and stated is None:
        problems.append((Reason.DISAGREES, f"published: the input states {stated_date[:60]!r}, which is no date"))
    if stated is not None and page is not None and not _same_day(stated, page):
        problems.append(
            (Reason.DISAGREES, f"published: the input states {stated.edtf}, the page {page.edtf} (rule {page.rule}); the input was taken")
        )
    chosen = stated or page
    if stated is not None and page is not None and _same_day(stated, page) and len(page.edtf) >= len(stated.edtf):
        chosen = page
    if chosen is None:
        chosen, bound = _bounded(bound_by_mentions(body, lexicons), _latest(evidence))
        return chosen, [*problems, (Reason.NO_DATE, f"the page {_lacks(evidence)}; {bound}")]
    return chosen, [*problems, *_doubts(chosen, evidence.captured)]


def _lacks(evidence: Evidence) -> str:
    if not evidence.possible:
        return "gives no date of publication"
    first = evidence.possible[0]
    if first.year is not None:
        return "shows its day in figures that can be read in two ways"
    return "shows its day without the year" if first.month is not None else "shows no more of its day than the weekday"


def _doubts(chosen: Date, captured: str | None) -> Iterator[tuple[Reason, str]]:
    """What keeps a date from being sure: it is that of the last change, or lies after the page was received."""
    if chosen.rule == "updated":
        yield Reason.NO_DATE, f"the page dates itself by its last change, {chosen.edtf[:10]}; it may have been published before"
    if captured and _is_later(chosen.edtf, captured):
        yield Reason.DISAGREES, f"published: {chosen.edtf} (rule {chosen.rule}), but the page was received before, on {captured}"


def _latest(evidence: Evidence) -> Date | None:
    """The date after which the page was not published, where one is known: its last change, or when it was received."""
    updated = evidence.found.updated
    if updated is None and evidence.captured:
        return Date(edtf=evidence.captured, precision="day", start=None, end=None, rule="captured")
    return replace(updated, rule="updated") if updated else None


def _is_later(published: str, captured: str) -> bool:
    """Whether a page claims to be published after it was received; a day between them is left to time zones."""
    if len(published) < 10 or len(captured) < 10:
        return False
    return date.fromisoformat(published[:10]) > date.fromisoformat(captured[:10]) + timedelta(days=1)


def _bounded(lower: Date | None, latest: Date | None) -> tuple[Date | None, str]:
    """The interval in which a page without a date was published, and what to say of it: not before the latest date that it speaks of
    as past, not after its last change or its capture."""
    after = f"it was written on or after {lower.edtf.removesuffix('/..')}, the latest date that it speaks of as past" if lower else ""
    if latest is None:
        return lower, after or "nothing on it bounds its date"
    day, told = latest.edtf[:10], "last changed" if latest.rule == "updated" else "received"
    if lower is None or lower.edtf.removesuffix("/..") > day:
        return replace(latest, edtf=f"../{day}", precision="interval"), f"it was {told} on {day}"
    return replace(lower, edtf=f"{lower.edtf.removesuffix('/..')}/{day}"), f"{after}, and {told} on {day}"


def _stated_date(value: str | None, lexicons: Lexicons) -> Date | None:
    if not value:
        return None
    found = read_iso(value) or next(iter(find_dates(value[:80], lexicons)), None)
    return Date(edtf=found.edtf, precision=found.precision, start=None, end=None, rule="input") if found else None


def _same_day(one: Date, two: Date) -> bool:
    """Whether two dates can mean the same: the same day as far as both go, or, with times whose zones may differ, within fifteen hours."""
    length = min(len(one.edtf), len(two.edtf), 10)
    if one.edtf[:length] == two.edtf[:length]:
        return True
    if "T" not in one.edtf or "T" not in two.edtf:
        return False
    return abs(_instant(one.edtf) - _instant(two.edtf)) <= _MOST_ZONES


def _instant(edtf: str) -> datetime:
    """A point in time; one without a zone counts as UTC."""
    read = datetime.fromisoformat(edtf.replace("Z", "+00:00"))
    return read if read.tzinfo else read.replace(tzinfo=UTC)
