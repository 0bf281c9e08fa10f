"""Dates of one happening that cannot both be right."""

from collections.abc import Iterator

from stemma.stages.corroborate.comparing.likeness import compare_matter
from stemma.stages.corroborate.comparing.loose_dates import meet
from stemma.stages.corroborate.comparing.matter import (
    Clash,
    Ground,
    each_names_another,
    recurs,
    shared_matter,
    side_of,
    sum_circumstances,
    tells_facts,
)
from stemma.stages.corroborate.comparing.moments import exclude_each_other, gap_days
from stemma.stages.corroborate.comparing.reading import Moment, Reading
from stemma.text.edtf import parse_edtf
from stemma.text.normalise import fold

SAME_MATTER = 0.45
"""How much of what two statements say, dates and numbers left out, must be the same for their dates to be compared."""
SAME_MATTER_INSIDE = 0.6
"""The same inside one report, whose writer is more likely to tell of two happenings than to contradict himself."""
MANY_DAYS = 3
"""Of how many days, each with its year, the pictures or entries of one report are that go on from day to day."""
SAME_PEOPLE = 0.68
"""The same where each names somebody or something that the other does not, or dates another word."""
CLOSE_CIRCUMSTANCES = 2.2
CLOSE_DAYS = 3
"""One person at one rare place with one rare purpose, days apart, is one happening in other words."""
FARTHEST_DAYS = 10
"""Dates farther apart are more likely those of two happenings, unless nearly all else is the same."""
NEARLY_ALL = 0.85
SAME_TELLING = 0.8
"""How alike two statements must be (0..1, values left out) for dates of quite other words in them to be compared."""
LEAST_GAP_DAYS = 2 / 24
_YEAR_LENGTH, _DAY_LENGTH = len("2026"), len("2026-03-11")


def find_date_clashes(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """The dates of two statements that exclude each other, if both tell of one happening: the same matter, no word that tells one
    happening from another of its kind ("again", "the second"), no date that both sentences share, no report that dates day after day."""
    if not (one.moments and other.moments) or not _is_same_matter(one, other, ground) or _leave_room(one, other):
        return
    if _measure_otherwise(one, other) or _are_entries(one, other, ground):
        return
    both, least = shared_matter(one, other)
    for a in one.moments:
        for b in other.moments:
            if _is_one_happening(a, b, one, other, ground) and (gap_days(a.edtf, b.edtf) <= FARTHEST_DAYS or least >= NEARLY_ALL <= both):
                yield Clash(kind="date", relation="contradicts", matter="", one=side_of(one, a, a.edtf), other=side_of(other, b, b.edtf))


def _is_same_matter(one: Reading, other: Reading, ground: Ground) -> bool:
    if not (tells_facts(one) and tells_facts(other)) or one.statement.polarity != other.statement.polarity:
        return False
    if recurs(one, ground) or recurs(other, ground) or one.entities.isdisjoint(other.entities):
        return False
    both, least = shared_matter(one, other)
    if each_names_another(one, other) and both < SAME_PEOPLE:
        return False
    if sum_circumstances(one, other) >= CLOSE_CIRCUMSTANCES and least >= SAME_MATTER:
        return True
    is_inside = one.statement.report == other.statement.report
    return min(least, 1.6 * both) >= (SAME_MATTER_INSIDE if is_inside else SAME_MATTER)


def _leave_room(one: Reading, other: Reading) -> bool:
    """Whether some dates of the two go together (two weekdays of one name that were read from other days of publication are one), or a
    sentence has the date of the other too, so that which belongs to what is not sure."""
    if any(a.weekdays & b.weekdays or not exclude_each_other(a.edtf, a.bound, b.edtf, b.bound) for a in one.moments for b in other.moments):
        return True
    return any(
        meet(edtf, moment.edtf) and not moment.is_aside
        for first, second in ((one, other), (other, one))
        for edtf in first.sentence_dates
        for moment in second.moments
    )


def _measure_otherwise(one: Reading, other: Reading) -> bool:
    """Whether each gives another number of one unit: "fell 4.2 percent on Tuesday" and "fell 1.8 percent on Thursday" are of two days."""
    first, second = ({(c.unit, c.quantity.value) for c in reading.counts if c.unit and not c.slot} for reading in (one, other))
    shared = {unit for unit, _ in first} & {unit for unit, _ in second}
    return bool(shared) and not any(pair in second for pair in first)


def _are_entries(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether two statements are of one report that tells of day after day, as captions of a set of pictures do."""
    if one.statement.report != other.statement.report:
        return False
    page = ground.pages[one.statement.report]
    dated = (time for time in page.annotation.times if time.edtf and time.edtf[:_YEAR_LENGTH] in page.report.text[time.start : time.end])
    return len({time.edtf for time in dated if len(time.edtf or "") == _DAY_LENGTH}) >= MANY_DAYS


def _are_hours_apart(a: Moment, b: Moment) -> bool:
    """Whether two times of day differ by less than reports differ on them as a rule."""
    reads = [parse_edtf(moment.edtf) for moment in (a, b)]
    return all(read is not None and read.precision in {"minute", "second"} for read in reads) and gap_days(a.edtf, b.edtf) < LEAST_GAP_DAYS


def _words_of(moment: Moment, reading: Reading) -> str:
    """The words of a date."""
    start = reading.statement.start
    return fold(reading.statement.text[max(0, moment.start - start) : max(0, moment.end - start)])


def _dates_something_else(moment: Moment, reading: Reading, other: Moment) -> bool:
    """Whether another date of the same statement, not this one, hangs on the words that the other statement's date hangs on."""
    if not moment.heads.isdisjoint(other.heads):
        return False
    return any(not beside.heads.isdisjoint(other.heads) for beside in reading.moments if beside is not moment)


def _is_one_happening(a: Moment, b: Moment, one: Reading, other: Reading, ground: Ground) -> bool:
    if (
        a.is_aside
        or b.is_aside
        or _are_hours_apart(a, b)
        or _words_of(a, one) == _words_of(b, other)
        or ground.meanings.are_exclusive(one.head, other.head)
    ):
        return False
    if any(ground.meanings.are_exclusive(first, second) for first in a.heads for second in b.heads):
        return False
    if _dates_something_else(a, one, b) or _dates_something_else(b, other, a):
        return False
    is_elsewhere = a.heads and b.heads and one.keys.keys().isdisjoint(b.heads) and other.keys.keys().isdisjoint(a.heads)
    if is_elsewhere and compare_matter(one, other) < SAME_TELLING:
        return False
    if not a.heads.isdisjoint(b.heads) or shared_matter(one, other)[1] >= SAME_PEOPLE:
        return True
    return sum_circumstances(one, other) >= CLOSE_CIRCUMSTANCES and gap_days(a.edtf, b.edtf) <= CLOSE_DAYS
