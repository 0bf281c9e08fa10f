"""The date of publication: what the input states against what the page shows, and bounds where neither gives one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from stemma.language.lexicon import Lexicons
from stemma.problems import Reason
from stemma.records import Date
from stemma.stages.clean.dates import find_dates, read_iso
from stemma.stages.clean.lines import Line
from stemma.stages.clean.mentions import bound_by_mentions
from stemma.stages.clean.publication import Dates

_MOST_ZONES = timedelta(hours=15)


def choose_published(
    stated_date: str | None, found: Dates, body: Sequence[Line], lexicons: Lexicons
) -> tuple[Date | None, list[tuple[Reason, str]]]:
    """The date of publication and what qualifies it: the one the input states, the finer one where the page agrees, else the page's
    first, else an interval. Problems ``disagrees`` and ``no_date`` come as pairs of reason and detail."""
    page = next(iter(found.published), None)
    stated = _stated_date(stated_date, lexicons)
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
        chosen, bound = _bounded(bound_by_mentions(body, lexicons), next(iter(found.updated), None))
        problems.append((Reason.NO_DATE, f"the page gives no date of publication; {bound}"))
    return chosen, problems


def _bounded(lower: Date | None, updated: Date | None) -> tuple[Date | None, str]:
    """The interval in which a page without a date was published, and what to say of it: not before the latest date that it speaks of
    as past, not after its last change."""
    after = f"it was written on or after {lower.edtf.removesuffix('/..')}, the latest date that it speaks of as past" if lower else ""
    if updated is None:
        return lower, after or "nothing on it bounds its date"
    day = updated.edtf[:10]
    if lower is None or lower.edtf.removesuffix("/..") > day:
        return replace(updated, edtf=f"../{day}", precision="interval", rule="updated"), f"it was last changed on {day}"
    return replace(lower, edtf=f"{lower.edtf.removesuffix('/..')}/{day}"), f"{after}, and last changed on {day}"


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
