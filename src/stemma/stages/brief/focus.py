"""What the story is about: the entities that its headlines and openings share, and the days of its main event."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from stemma.records import Claim, Period, Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.moments import main_time
from stemma.text.edtf import Edtf, parse_edtf

BEFORE, AFTER = timedelta(days=10), timedelta(days=21)
"""How far before the first and after the last publication the main event may lie."""
LONGEST_EVENT = timedelta(days=15)
NEXT_DAY_SHARE = 0.5
_VAGUE = re.compile(r"\bweek\b", re.IGNORECASE)
"""A stretch that tells no days ("earlier this week")."""
OPENING = 0.15
"""The share of an article that counts as its opening."""


def find_focus(desk: Desk) -> Callable[[Claim], float]:
    """How near (0..1) a claim is to the matter of the story: the share of its reports' shared protagonists that it names."""
    protagonists = find_protagonists(desk)
    total = sum(sorted(protagonists.values(), reverse=True)[:3]) or 1.0

    def nearness(claim: Claim) -> float:
        names = {entity for statement in desk.statements_of(claim) for entity in statement.entities}
        return min(1.0, sum(weight for entity, weight in sorted(protagonists.items()) if entity in names) / total)

    return nearness


@lru_cache(maxsize=4)
def find_protagonists(desk: Desk) -> dict[str, float]:
    """The entities named in the openings of at least half as many reports as the most named one, with their share (0..1) of its reports."""
    named: Counter[str] = Counter()
    for report in desk.pages:
        opening = {e for s in desk.by_report[report] if desk.place_of[s.id] <= OPENING for e in s.entities}
        named.update(opening)
    most = max(named.values(), default=0)
    return {entity: count / most for entity, count in sorted(named.items()) if count >= max(2, 0.5 * most) or most == 1}


def find_period(desk: Desk, focus: Callable[[Claim], float]) -> Period:
    """First and last day of the main event: the day that most reports date something to near their openings, days beside it that are
    nearly as much told of, and longer spans (a visit of three days) that hold it. Null where nothing near publication is dated."""
    bounds = _publication(desk)
    told: dict[tuple[date, date], float] = {}
    for claim in desk.claims:
        for statement in desk.statements_of(claim):
            span = _span(statement, desk)
            if span and _is_near(span, bounds):
                told[span] = told.get(span, 0.0) + _weight(statement, desk) * (0.3 + focus(claim))
    return _bounds(told)


def _bounds(told: dict[tuple[date, date], float]) -> Period:
    days: dict[date, float] = {}
    for (first, last), weight in sorted(told.items()):
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            days[day] = days.get(day, 0.0) + weight / (1 if offset == 0 else 2)
    if not days:
        return Period(start=None, end=None)
    peak = min(days, key=lambda day: (-round(days[day], 6), day))
    start, end = peak, peak
    while days.get(end + timedelta(days=1), 0.0) >= NEXT_DAY_SHARE * days[peak]:
        end += timedelta(days=1)
    while days.get(start - timedelta(days=1), 0.0) >= NEXT_DAY_SHARE * days[peak]:
        start -= timedelta(days=1)
    strongest = max((weight for (first, last), weight in told.items() if first <= peak <= last), default=0.0)
    for (first, last), weight in sorted(told.items()):
        if first <= peak <= last and first != last and weight >= 0.34 * strongest:
            start, end = min(start, first), max(end, last)
    return Period(start=start.isoformat(), end=end.isoformat())


def _publication(desk: Desk) -> tuple[date, date] | None:
    days: list[date] = []
    for page in desk.pages.values():
        published = page.report.published
        read = parse_edtf(published.edtf) if published and ".." not in published.edtf else None
        if read and read.earliest and read.latest:
            days += [read.earliest.date(), read.latest.date()]
    return (min(days), max(days)) if days else None


def _span(statement: Statement, desk: Desk) -> tuple[date, date] | None:
    """First and last day of what a statement tells of; null where it has none, or where it is vague or an idea only."""
    time = main_time(statement, desk)
    read = parse_edtf(time.edtf) if time and statement.status not in {"opinion", "hypothetical"} else None
    if time is None or read is None or not _is_sharp(read) or read.earliest is None or read.latest is None:
        return None
    if _VAGUE.search(desk.pages[statement.report].report.text, time.start, time.end):
        return None
    return read.earliest.date(), read.latest.date()


def _is_sharp(read: Edtf) -> bool:
    if read.earliest is None or read.latest is None or read.is_approximate or read.is_uncertain:
        return False
    if read.is_interval and (read.latest - read.earliest).days == 6 and read.earliest.weekday() == 0:
        return False  # "this week"
    return read.precision in {"day", "minute", "second"} and read.latest - read.earliest <= LONGEST_EVENT


def _is_near(span: tuple[date, date], bounds: tuple[date, date] | None) -> bool:
    return bounds is None or (bounds[0] - BEFORE <= span[1] and span[0] <= bounds[1] + AFTER)


def _weight(statement: Statement, desk: Desk) -> float:
    """What stands early in a report counts more; plans and facts alike."""
    return 1.5 - desk.place_of[statement.id]
