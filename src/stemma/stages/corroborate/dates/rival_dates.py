"""Dates of two reports that are given for one thing: a judgement over named features, whatever the thing is.

Two dates of a story clash in one matter or in none, wherever they are told, so that they are judged as a pair of values: of all places
where reports give the one and others the other, the pair that stands closest is measured, with how many stand nearly as close. The weights
were fitted by training/fit_rival_dates.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log

from stemma.records import Page
from stemma.stages.corroborate.comparing.like_sentences import ALIKE, Place, find_like_sentences
from stemma.stages.corroborate.comparing.likeness import share_of_words
from stemma.stages.corroborate.comparing.loose_dates import are_apart, is_loose, meet
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.moments import WEEKDAYS, gap_days, weekday_of
from stemma.stages.corroborate.comparing.parallels import Parallel
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.dates.date_slips import are_slipped_years, have_same_digits
from stemma.stages.corroborate.dates.told_times import ToldTime, gather_times
from stemma.text.words import split_words

WEIGHTS: Mapping[str, float] = {
    "always": -0.73,
    "both weekdays": -1.73,
    "one weekday": -1.66,
    "parts of days": 0.72,
    "in no statement": -1.07,
    "next closest": 0.71,
    "dates told": -1.22,
    "both to come": 1.03,
    "years": 0.35,
    "stands out": 0.41,
    "same number or month": 0.99,
    "slip": 1.77,
    "closest": 0.36,
    "a day apart": 1.42,
    "one recurs": -0.41,
    "other bounds": -0.63,
    "came out before": -1.24,
}
ENOUGH = 0.47
CLOSENESS: Mapping[str, float] = {
    "same meaning": 1.0,
    "shared words": 1.0,
    "words beside": 0.5,
    "same word": 0.3,
    "aligned": 1.29,
    "in the openings": 0.3,
    "one gives both": -0.95,
    "each gives both": -1.35,
    "other names": -0.3,
    "excluded": -0.3,
}
"""By what the places where two dates are told are taken for telling of one thing; set by hand."""
CLOSE = 0.9
"""How close two places stand that are shown beside the closest."""
NEARLY_SAME = 2.8
"""How close two places stand whose sentences are nearly the same."""
LONE = 0.5
"""How much less close the next places count to stand where there are none."""
MOST_MARGIN = 1.5
"""How much closer two places stand, at most, than the next that one of them could be set against."""
SAME_SENTENCE = 0.85
"""How like (cosine) two sentences must be to be one, told by two reports."""
LEAST_WEIGHT, PER_WORD = 0.25, 32
"""The weight of a word that two dates can hang on, and how many that hang on one are held against each other."""
FARTHEST_DAYS, FARTHEST_YEARS = 120, 8
LATELY_DAYS = 7
"""How long ago who is quoted in news spoke, at most."""
RECURRING = 24
"""Characters around a date in which a word tells one happening from another of its kind."""
OPENING = 3
BESIDE, LONG, FEWEST_BESIDE = 80, 4, 3
_YEAR_LENGTH, _MONTH_LENGTH, _DAY_LENGTH = len("2026"), len("2026-03"), len("2026-03-11")
_KINDS = {4: "year", _MONTH_LENGTH: "month", _DAY_LENGTH: "day"}
_PART = re.compile(r"\b(?:night|overnight|evening|late|midnight|early|morning|small hours|dawn|\d ?a\.?m)\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
Pair = tuple[ToldTime, ToldTime]


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The dates of a story: of each report, its days and where its opening ends."""

    times: Mapping[str, Sequence[ToldTime]]
    days: Mapping[str, frozenset[str]]
    openings: Mapping[str, int]
    aligned: Mapping[tuple[Place, Place], Parallel]
    ground: Ground

    def gives(self, report: str, day: str) -> bool:
        """Whether a report speaks of a day too."""
        return _gives(self, report, day)

    def likeness_along(self, a: ToldTime, b: ToldTime) -> float:
        """How like the sentences of two dates are where they stand for each other, else 0."""
        first, second = (a.report, a.place), (b.report, b.place)
        parallel = self.aligned.get((min(first, second), max(first, second)))
        return parallel.likeness if parallel is not None else 0.0


def find_rival_dates(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> Iterator[Clash]:
    """Every clash of two dates that are likely given for one thing, in all places that stand close; in order of place."""
    calendar = open_calendar(gather_times(readings, ground), ground)
    for rivals in gather_rivals(readings, pairs, calendar):
        closest = max(rivals, key=lambda pair: measure_closeness(pair[0], pair[1], calendar))
        is_unsure = _are_loosely_told(*closest, calendar) or _is_one_of_speaking(*closest, calendar)
        is_unsure = is_unsure or _are_days_of_its_course(rivals, calendar)
        if judge(measure_rivals(rivals, calendar)) >= ENOUGH and not is_unsure:
            for one, other in rivals:
                if (one, other) == closest or measure_closeness(one, other, calendar) >= CLOSE:
                    yield Clash(kind="date", relation="contradicts", matter="", one=_side(one), other=_side(other), is_retold=True)


def _are_loosely_told(a: ToldTime, b: ToldTime, calendar: Calendar) -> bool:
    """Whether two years, of which any text names many, stand in both reports, or neither date one word nor stand in sentences that are
    nearly the same, nor look like a slip."""
    if not _kind(a.day) == _kind(b.day) == "year":
        return False
    if all(any(time.day == day for time in calendar.times[report]) for report in (a.report, b.report) for day in (a.day, b.day)):
        return True
    is_bound = not a.heads.isdisjoint(b.heads) or are_slipped_years(a.day, b.day)
    return not is_bound and measure_closeness(a, b, calendar) < NEARLY_SAME


def _is_one_of_speaking(a: ToldTime, b: ToldTime, calendar: Calendar) -> bool:
    """Whether one date only stands with who said it ("told a news conference early on Thursday"), the other in what is said, in sentences
    that are not nearly the same."""
    return a.is_of_speaking != b.is_of_speaking and measure_closeness(a, b, calendar) < NEARLY_SAME


def _are_days_of_its_course(rivals: Sequence[Pair], calendar: Calendar) -> bool:
    """Whether every report with the earlier day came out before the later one and no two dates hang on one word: the story went on ("fell
    on Tuesday", and a day later "resigned on Wednesday")."""
    return all(a.heads.isdisjoint(b.heads) and _came_out_before(a, b, calendar) for a, b in rivals)


def _side(time: ToldTime) -> Side:
    return Side(reading=time.reading, key=time.day, start=time.start, end=time.end)


def open_calendar(times: Mapping[str, Sequence[ToldTime]], ground: Ground) -> Calendar:
    """All that judging the dates of a story needs."""
    days = {report: frozenset(time.day for time in held if time.is_fine) for report, held in times.items()}
    return Calendar(
        times=times,
        days=days,
        openings={report: _opening(page) for report, page in ground.pages.items()},
        aligned={(min(p.one, p.other), max(p.one, p.other)): p for p in ground.parallels},
        ground=ground,
    )


def _opening(page: Page) -> int:
    body = next((block.start for block in page.report.blocks if block.kind == "body"), 0)
    first = next((place for place, sentence in enumerate(page.annotation.sentences) if sentence.start >= body), 0)
    return first + OPENING


# ---------------------------------------------------------------- candidates


def gather_rivals(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], calendar: Calendar) -> list[list[Pair]]:
    """For every two values that exclude each other the places of two reports that give them and can tell of one thing: in statements that
    share enough, in aligned sentences, hanging on one word, or in sentences that are alike. A weekday counts as the day of that name that
    the story tells."""
    found: dict[tuple[str, int, str, int], Pair] = {}

    @cache
    def tells_too(report: str, time: ToldTime) -> bool:
        return _tells_too(report, time, calendar)

    for first, second in _groups(readings, pairs, calendar):
        for a in first:
            for b in second:
                one, other = (a, b) if (a.report, a.start) <= (b.report, b.start) else (b, a)
                if one.report == other.report or not _exclude_each_other(one, other):
                    continue
                if not (
                    _dates_a_saying(one, calendar) != _dates_a_saying(other, calendar)
                    or _count_otherwise(one, other)
                    or tells_too(one.report, other)
                    or tells_too(other.report, one)
                ):
                    found.setdefault((one.report, one.start, other.report, other.start), (one, other))
    fixed = sorted({day for days in calendar.days.values() for day in days if not is_loose(day)})
    value = {time.day: _fix(time.day, fixed) for held in calendar.times.values() for time in held}
    by_values: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for _, (one, other) in sorted(found.items()):
        first_day, second_day = sorted((value[one.day], value[other.day]))
        by_values[(first_day, second_day)].append((one, other))
    return [by_values[values] for values in sorted(by_values)]


def _groups(
    readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], calendar: Calendar
) -> Iterator[tuple[Sequence[ToldTime], Sequence[ToldTime]]]:
    held: dict[str, list[ToldTime]] = defaultdict(list)
    in_sentence: dict[Place, list[ToldTime]] = defaultdict(list)
    by_word: dict[str, list[ToldTime]] = defaultdict(list)
    for report in sorted(calendar.times):
        for time in calendar.times[report]:
            held[time.reading.statement.id].append(time)
            in_sentence[(report, time.place)].append(time)
            for word in sorted(time.heads):
                if time.reading.keys.get(word, 0.0) >= LEAST_WEIGHT and len(by_word[word]) < PER_WORD:
                    by_word[word].append(time)
    yield from ((held.get(readings[a].statement.id, ()), held.get(readings[b].statement.id, ())) for a, b in pairs)
    yield from ((in_sentence.get(one, ()), in_sentence.get(other, ())) for one, other in calendar.aligned)
    yield from ((times, times) for times in by_word.values())
    like = find_like_sentences({place: times[0].sentence for place, times in in_sentence.items()})
    yield from ((in_sentence[one], in_sentence[other]) for one, other in like)


def _fix(day: str, fixed: Sequence[str]) -> str:
    return next((other for other in fixed if meet(day, other)), day) if is_loose(day) else day


def _exclude_each_other(a: ToldTime, b: ToldTime) -> bool:
    """Whether two dates are apart, as fine as each other (or of one month, or a year and another's month)."""
    if not are_apart(a.day, b.day) or a.weekdays & b.weekdays:
        return False
    if _is_same_but_for_the_year(a, b) or _may_be_of_two_zones(a, b):
        return False
    if _is_same_month(a.day, b.day):
        return True
    kinds = {_kind(a.day), _kind(b.day)}
    if kinds <= {"year", "month"} and "year" in kinds:
        years = [day[:_YEAR_LENGTH] for day in (a.day, b.day) if day[:_YEAR_LENGTH].isdecimal()]
        return len(years) == 2 and (abs(int(years[0]) - int(years[1])) <= FARTHEST_YEARS or are_slipped_years(*years))
    is_near = _days_between(a.day, b.day) <= FARTHEST_DAYS or have_same_digits(a.day, b.day)
    return len(kinds) == 1 and is_near


def _dates_a_saying(time: ToldTime, calendar: Calendar) -> bool:
    """Whether a date is of when somebody said something, not of what was said: it hangs on the saying, and is one of the last days before
    the report came out, as who is quoted spoke lately."""
    published = calendar.ground.published.get(time.report)
    if not time.is_aside or published is None or ".." in published or is_loose(time.day):
        return time.is_aside and bool(time.weekdays)
    return time.is_of_a_saying and time.day[:_DAY_LENGTH] <= published[:_DAY_LENGTH] and gap_days(time.day, published) <= LATELY_DAYS


@lru_cache(maxsize=1 << 12)
def _recurs(time: ToldTime, calendar: Calendar) -> bool:
    """Whether a word beside a date tells its happening from another of its kind ("again")."""
    text = calendar.ground.pages[time.report].report.text
    before = max(time.sentence.start, time.start - RECURRING), time.start
    behind = time.end, min(time.sentence.end, time.end + RECURRING)
    return any(calendar.ground.recurrence.search(text, *span) is not None for span in (before, behind))


def _count_otherwise(a: ToldTime, b: ToldTime) -> bool:
    """Whether each statement gives another number of one unit: "fell 4.2 percent on Tuesday" and "fell 1.8 percent on Thursday"."""
    first, second = ({(c.unit, c.quantity.value) for c in time.reading.counts if c.unit and not c.slot} for time in (a, b))
    return not {unit for unit, _ in first}.isdisjoint(unit for unit, _ in second) and first.isdisjoint(second)


def _give_other_bounds(a: ToldTime, b: ToldTime) -> bool:
    """Whether one date only tells where something begins or ends, and the other not, or the other end."""
    return a.moment is not None and b.moment is not None and a.moment.bound != b.moment.bound


def _tells_too(report: str, told: ToldTime, calendar: Calendar) -> bool:
    """Whether a report has the sentence of another's date too, with its day: it knows of two things."""
    return any(meet(time.day, told.day) and _cosine(time.reading, told.reading) >= SAME_SENTENCE for time in calendar.times[report])


def _kind(day: str) -> str:
    return "span" if "/" in day else _KINDS.get(len(day), "other")


def _is_same_but_for_the_year(a: ToldTime, b: ToldTime) -> bool:
    """Whether two dates differ in a year that one of them does not tell: it was read from the page."""
    short, long = sorted((a.day[4:], b.day[4:]), key=len)
    return short != "" and long.startswith(short) and not (_YEAR.search(a.words) and _YEAR.search(b.words))


def _may_be_of_two_zones(a: ToldTime, b: ToldTime) -> bool:
    """Whether days that follow each other may be one hour in two zones, of which one is named."""
    return (a.has_zone or b.has_zone) and _days_between(a.day, b.day) <= 1


def _is_same_month(one: str, other: str) -> bool:
    """Whether two dates name one month, of whatever year."""
    months = [day[5:7] for day in (one, other) if len(day) >= _MONTH_LENGTH and "/" not in day and day[5:7].isdigit()]
    return len(months) == 2 and months[0] == months[1]


def _days_between(one: str, other: str) -> float:
    """How many days lie between two dates; from or to a mere day of the week, the shortest way round."""
    if not (is_loose(one) or is_loose(other)):
        return gap_days(one, other)
    named = [next(iter(sorted(weekday_of(day))), None) for day in (one, other)]
    if named[0] is None or named[1] is None:
        return float(FARTHEST_DAYS)
    apart = abs(WEEKDAYS.index(named[0]) - WEEKDAYS.index(named[1]))
    return float(min(apart, len(WEEKDAYS) - apart))


def _are_slipped(one: str, other: str) -> bool:
    """Whether two dates look like a slip of one."""
    if is_loose(one) or is_loose(other):
        return False
    is_of_years = _kind(one) == _kind(other) == "year"
    return (len(one) == len(other) and have_same_digits(one, other)) or (is_of_years and are_slipped_years(one, other))


def _are_a_day_apart(one: str, other: str) -> bool:
    """Whether two days follow each other, as a day and its eve do that are easily mistaken."""
    return all(is_loose(day) or _kind(day) == "day" for day in (one, other)) and _days_between(one, other) <= 1


# ---------------------------------------------------------------- the judgement


def judge(features: Mapping[str, float]) -> float:
    """How likely (0..1) two dates are given for one thing."""
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in features.items())))


def measure_rivals(rivals: Sequence[Pair], calendar: Calendar) -> dict[str, float]:
    """The features of two values, by name."""
    closeness = [measure_closeness(*pair, calendar) for pair in rivals]
    a, b = rivals[closeness.index(max(closeness))]
    weekdays = [bool(time.weekdays) for time in (a, b)]
    return {
        "always": 1.0,
        "both weekdays": float(all(weekdays)),
        "one weekday": float(weekdays[0] != weekdays[1]),
        "parts of days": float(_days_between(a.day, b.day) <= 1 and all(_PART.search(time.words) for time in (a, b))),
        "in no statement": float(a.moment is None or b.moment is None),
        "next closest": sorted(closeness)[-2] if len(rivals) > 1 else max(closeness) - LONE,
        "dates told": log(1 + sum(len({time.day for time in calendar.times[one.report]}) for one in (a, b))),
        "both to come": float(all(_is_to_come(time, calendar) for time in (a, b))),
        "years": float(len(a.day) == 4 or len(b.day) == 4),
        "stands out": _stands_out(a, b, max(closeness), calendar) + _stands_out(b, a, max(closeness), calendar),
        "same number or month": float(_is_same_month(a.day, b.day) or a.day[_MONTH_LENGTH:] == b.day[_MONTH_LENGTH:] != ""),
        "slip": float(_are_slipped(a.day, b.day)),
        "closest": max(closeness),
        "a day apart": float(_are_a_day_apart(a.day, b.day)),
        "one recurs": float(_recurs(a, calendar) != _recurs(b, calendar)),
        "other bounds": float(_give_other_bounds(a, b)),
        "came out before": sum(_came_out_before(*pair, calendar) for pair in rivals) / len(rivals),
    }


def _came_out_before(a: ToldTime, b: ToldTime, calendar: Calendar) -> bool:
    """Whether the report with the earlier of two days came out before the later one, which is no plan: it cannot tell of what happened
    then. A story that goes on gives each report a day of its own."""
    if not all(_kind(time.day) == "day" and not is_loose(time.day) for time in (a, b)):
        return False
    early, late = sorted((a, b), key=lambda time: time.day)
    published = calendar.ground.published.get(early.report, "..")
    return _kind(published[:_DAY_LENGTH]) == "day" and ".." not in published and late.day > published and not _is_to_come(late, calendar)


def _stands_out(a: ToldTime, b: ToldTime, closeness: float, calendar: Calendar) -> float:
    """How much closer the place of the second stands to that of the first than any other day in its report."""
    others = (measure_closeness(a, time, calendar) for time in calendar.times[b.report] if not meet(time.day, b.day))
    return min(MOST_MARGIN, closeness - max(others, default=0.0))


@lru_cache(maxsize=1 << 14)
def measure_closeness(a: ToldTime, b: ToldTime, calendar: Calendar) -> float:
    """How close the places stand where two dates are told."""
    gives = _give_both(a, b, calendar)
    values = {
        "same meaning": _cosine(a.reading, b.reading),
        "shared words": share_of_words(a.reading, b.reading),
        "words beside": _share_beside(a, b, calendar),
        "same word": float(not _hung_on(a).isdisjoint(_hung_on(b))),
        "aligned": calendar.likeness_along(a, b),
        "in the openings": float(all(time.place <= calendar.openings[time.report] for time in (a, b))),
        "one gives both": float(gives == 1),
        "each gives both": float(gives == 2),
        "other names": float(bool(a.reading.names and b.reading.names) and a.reading.names.keys().isdisjoint(b.reading.names)),
        "excluded": float(_are_excluded(a, b, calendar)),
    }
    return sum(CLOSENESS[name] * value for name, value in values.items())


@lru_cache(maxsize=1 << 14)
def _gives(calendar: Calendar, report: str, day: str) -> bool:
    return any(meet(day, own) for own in calendar.days[report])


def _give_both(a: ToldTime, b: ToldTime, calendar: Calendar) -> int:
    """How many of the two reports speak of the other's day too."""
    return calendar.gives(a.report, b.day) + calendar.gives(b.report, a.day)


def _hung_on(time: ToldTime) -> frozenset[str]:
    """The keys of the words that a date hangs on, and of its statement's main word."""
    return frozenset({*(key for key in time.heads if key in time.reading.keys), time.reading.head} - {""})


def _are_excluded(a: ToldTime, b: ToldTime, calendar: Calendar) -> bool:
    are_exclusive = calendar.ground.meanings.are_exclusive
    return any(are_exclusive(one, other) for one in {*a.heads, a.reading.head} for other in {*b.heads, b.reading.head})


def _is_to_come(time: ToldTime, calendar: Calendar) -> bool:
    """Whether a date lies after its report's day of publication; where either is not known, whether it is that of a plan."""
    published = calendar.ground.published.get(time.report)
    if published is None or ".." in published or is_loose(time.day):
        return time.reading.statement.status == "planned"
    return time.day[:_DAY_LENGTH] > published[:_DAY_LENGTH]


def _cosine(one: Reading, other: Reading) -> float:
    if one.vector is None or other.vector is None or len(one.vector) != len(other.vector):
        return ALIKE
    return float(one.vector.dot(other.vector))


def _share_beside(a: ToldTime, b: ToldTime, calendar: Calendar) -> float:
    first, second = _words_beside(a, calendar), _words_beside(b, calendar)
    return len(first & second) / max(FEWEST_BESIDE, min(len(first), len(second)))


@lru_cache(maxsize=1 << 12)
def _words_beside(time: ToldTime, calendar: Calendar) -> frozenset[str]:
    text, meanings = calendar.ground.pages[time.report].report.text, calendar.ground.meanings
    low, high = max(time.sentence.start, time.start - BESIDE), min(time.sentence.end, time.end + BESIDE)
    words = [word.lower for word in split_words(text, low, high) if not time.start <= word.start < time.end]
    return frozenset(meanings.key(word) for word in words if len(word) >= LONG and not meanings.is_light(word))
