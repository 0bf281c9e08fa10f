"""The day of the main event, as the openings of reports give it: "died on Friday", "died on Thursday evening".

A report opens with what it is about. Where the openings of two reports date one happening of the same people, and neither report speaks
of the other's day anywhere, one of them has it wrong.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.stages.corroborate.doubts import names_a_day
from stemma.stages.corroborate.loose_dates import are_apart, is_loose, meet
from stemma.stages.corroborate.matter import Clash, Ground, each_names_another, side_of, tells_facts
from stemma.stages.corroborate.moments import WEEKDAYS, gap_days, weekday_of
from stemma.stages.corroborate.reading import Moment, Reading

LEAST_WEIGHT = 0.25
"""The weight of a word that a date can hang on."""
BESIDE = 0.3
"""The weight of another word or name that the two openings have in common."""
ALIKE = 0.45
"""How like (cosine) their sentences are."""
FARTHEST_DAYS = 7
PER_WORD = 32
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_ROUGH = re.compile(r"\b(?:night|overnight|midnight|dawn|early|late|GMT|UTC|time)\b", re.IGNORECASE)


def find_other_days(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two days that the openings of reports of two outlets give one happening. Linear in the statements, but for the dates
    that hang on one word."""
    days: dict[str, list[str]] = defaultdict(list)
    held: dict[str, list[tuple[Reading, Moment]]] = defaultdict(list)
    for reading in readings:
        report = reading.statement.report
        days[report] += [moment.edtf for moment in reading.moments if is_loose(moment.edtf) or _DAY.fullmatch(moment.edtf)]
        if reading.statement.start <= ground.leads.get(report, 0) and tells_facts(reading):
            for moment in reading.moments:
                for key in sorted(moment.heads) if _is_a_day(moment, reading) else ():
                    if reading.keys.get(key, 0.0) >= LEAST_WEIGHT and len(held[key]) < PER_WORD:
                        held[key].append((reading, moment))
    for key, dated in sorted(held.items()):
        for (one, a), (other, b) in combinations(dated, 2):
            if _are_of_one(one, other, key, ground) and _differ(a, b) and not _are_both_given(one, a, other, b, days):
                sides = side_of(one, a, a.edtf), side_of(other, b, b.edtf)
                yield Clash(kind="date", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _is_a_day(moment: Moment, reading: Reading) -> bool:
    start = reading.statement.start
    words = reading.statement.text[max(0, moment.start - start) : max(0, moment.end - start)]
    is_day = is_loose(moment.edtf) or _DAY.fullmatch(moment.edtf) is not None
    return is_day and not moment.is_aside and names_a_day(words) and _ROUGH.search(words) is None


def _are_of_one(one: Reading, other: Reading, key: str, ground: Ground) -> bool:
    if one.statement.report == other.statement.report or _outlet(one, ground) == _outlet(other, ground) or each_names_another(one, other):
        return False
    if one.statement.polarity != other.statement.polarity or one.statement.status != other.statement.status:
        return False
    if one.vector is None or other.vector is None or one.vector.shape != other.vector.shape or float(one.vector @ other.vector) < ALIKE:
        return False
    return any(weight >= BESIDE and shared in other.keys for shared, weight in one.keys.items() if shared != key)


def _outlet(reading: Reading, ground: Ground) -> str:
    report = ground.pages[reading.statement.report].report
    return (report.outlet.name or report.outlet.domain or report.id) if report.outlet else report.id


def _differ(a: Moment, b: Moment) -> bool:
    if not are_apart(a.edtf, b.edtf) or a.weekdays & b.weekdays:
        return False
    if not (is_loose(a.edtf) or is_loose(b.edtf)):
        return 0 < gap_days(a.edtf, b.edtf) <= FARTHEST_DAYS
    named = [sorted(weekday_of(moment.edtf)) for moment in (a, b)]
    return bool(named[0] and named[1]) and WEEKDAYS.index(named[0][0]) != WEEKDAYS.index(named[1][0])


def _are_both_given(one: Reading, a: Moment, other: Reading, b: Moment, days: Mapping[str, Sequence[str]]) -> bool:
    """Whether either report speaks of the other's day too."""
    return any(meet(moment.edtf, day) for reading, moment in ((one, b), (other, a)) for day in days[reading.statement.report])
