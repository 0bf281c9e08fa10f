"""Figures that betray themselves: digits in another order, one value set against another in a correction, another length of time."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from stemma.records import Quantity, TimeMention
from stemma.stages.corroborate.comparing.likeness import compare_matter
from stemma.stages.corroborate.comparing.loose_dates import are_apart, meet, read_loose
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side, are_comparable, side_of
from stemma.stages.corroborate.comparing.numbers import are_other_lengths, write_key
from stemma.stages.corroborate.comparing.reading import Count, Moment, Reading
from stemma.stages.corroborate.figures.number_clashes import value_key
from stemma.text.shingles import fold_plural

FEWEST_DIGITS = 3
"""So many digits do not come together twice by chance, in one story, in another order."""
PER_FIGURE = 8
SAME_SPAN = 0.8
"""How alike two statements must be (0..1, values left out) for lengths of time in them to be compared."""
SAME_AS_CORRECTED = 0.15
HANDFUL = 12
"""Numbers up to this come up again by chance."""
TELLING = 0.4
"""The weight of a word that two statements of one thing have in common."""
_YEAR = re.compile(r"\d{4}")
_FIGURE = re.compile(r"(?<![\d.,$€£¥])\d{1,3}(?:,\d{3})+(?![\d.,]?\d)")
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)(?: (thousand|million|billion))?")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9}
_AGAINST = re.compile(
    r"[\s,;—–-]*(?:and |but )?(?:not|rather than|instead of)\s+(?:the |some |about |around |in |on |from )*", re.IGNORECASE
)
_WORDS = re.compile(r"[a-z]+")
_NOUN = re.compile(r"(?:-[a-z]+)?\s([a-z]+)")
_THE = re.compile(r"\bthe $", re.IGNORECASE)
_SPAN = re.compile(r"P(?:T)?(\d+(?:\.\d+)?)([YMWDHS])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second"}


def find_swapped_figures(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Numbers of different reports that have the same digits in another order (41,300 and 43,100), of one unit as far as they name one;
    not where a report has both. Linear in the numbers."""
    held: dict[tuple[str, ...], dict[float, list[tuple[Reading, Count]]]] = defaultdict(lambda: defaultdict(list))
    for reading in readings:
        for count in (*reading.counts, *_bare_figures(reading)):
            value = count.quantity.value
            digits = _digits(value)
            if value is not None and len([digit for digit in digits if digit != "0"]) >= FEWEST_DIGITS:
                held[digits][value].append((reading, count))
    for _, values in sorted(held.items()):
        for one, other in combinations(sorted(values), 2):
            if len(str(int(one))) == len(str(int(other))):
                yield from _swapped(values[one][:PER_FIGURE], values[other][:PER_FIGURE], ground)


def find_swapped_years(readings: Sequence[Reading]) -> Iterator[Clash]:
    """Years of different reports with the same digits in another order ("the prize of 1998", "of 1989") in statements that have a name or a
    rare word in common; not where a report gives both. Linear in the dates."""
    held: dict[tuple[str, ...], list[tuple[Reading, Moment]]] = defaultdict(list)
    given: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for moment in reading.moments:
            if _YEAR.fullmatch(moment.edtf):
                held[tuple(sorted(moment.edtf))].append((reading, moment))
                given[reading.statement.report].add(moment.edtf)
    for _, dated in sorted(held.items()):
        for (one, a), (other, b) in combinations(dated[: 4 * PER_FIGURE], 2):
            reports = one.statement.report, other.statement.report
            if a.edtf == b.edtf or reports[0] == reports[1] or b.edtf in given[reports[0]] or a.edtf in given[reports[1]]:
                continue
            if any(weight >= TELLING and key in other.keys for key, weight in one.keys.items()):
                sides = side_of(one, a, a.edtf), side_of(other, b, b.edtf)
                yield Clash(kind="date", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _bare_figures(reading: Reading) -> Iterator[Count]:
    """Long figures in a statement that it does not say what they count ("there were 41,300 of them")."""
    for match in _FIGURE.finditer(reading.statement.text):
        start, end = reading.statement.start + match.start(), reading.statement.start + match.end()
        if not any(count.start < end and start < count.end for count in reading.counts):
            value = float(match[0].replace(",", ""))
            quantity = Quantity(value=value, unit=None, low=value, high=value, start=start, end=end)
            yield Count(quantity=quantity, unit="", slot=None, head="", start=start, end=end, is_measure=False)


def _digits(value: float | None) -> tuple[str, ...]:
    return () if value is None or not abs(value) <= 1e15 else tuple(sorted(f"{value:.6g}" if value % 1 else str(int(value))))


def _swapped(first: Sequence[tuple[Reading, Count]], second: Sequence[tuple[Reading, Count]], ground: Ground) -> Iterator[Clash]:
    if {one.statement.report for one, _ in first} & {other.statement.report for other, _ in second}:
        return
    for one, a in first:
        for other, b in second:
            if are_comparable(one, other, ground) and _units_fit(a, b, ground):
                unit = next((count.unit for count in (a, b) if count.unit and count.unit not in ground.counted.general), a.unit or b.unit)
                sides = side_of(one, a, value_key(a)), side_of(other, b, value_key(b))
                yield Clash(kind="number", relation="contradicts", matter=f"={unit}", one=sides[0], other=sides[1], is_retold=True)


def _units_fit(a: Count, b: Count, ground: Ground) -> bool:
    loose = [not count.unit or count.unit in ground.counted.general for count in (a, b)]
    return a.unit == b.unit or (any(loose) and not (a.is_measure or b.is_measure))


# ---------------------------------------------------------------- corrections


def find_corrected_values(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """One value set against another ("410,000, not 1.2 million"): both sides stand in one statement; who else gave the wrong one is found
    by the value. Linear in the statements, but for those that share the wrong value."""
    by_value: dict[str, list[tuple[Reading, Count]]] = defaultdict(list)
    dated: list[Reading] = []
    for reading in readings:
        dated += [reading] if reading.moments else []
        for count in (*reading.counts, *_bare_figures(reading)):
            if count.quantity.value is not None:
                by_value[str(float(count.quantity.value))].append((reading, count))
    for reading in readings:
        text = ground.pages[reading.statement.report].report.text
        for match in _AGAINST.finditer(text, reading.statement.start, reading.statement.end):
            yield from _corrected_number(reading, match.start(), match.end(), by_value, ground)
            yield from _corrected_span(reading, match.start(), match.end(), readings, ground)
            yield from _corrected_date(reading, match.start(), match.end(), dated, ground)


def _corrected_number(
    reading: Reading, low: int, high: int, by_value: dict[str, list[tuple[Reading, Count]]], ground: Ground
) -> Iterator[Clash]:
    page = ground.pages[reading.statement.report]
    counts = sorted((*reading.counts, *_bare_figures(reading)), key=lambda count: count.end)
    right = next((count for count in reversed(counts) if count.end <= low and low - count.end <= _LONGEST_GAP), None)
    found = _NUMBER.match(page.report.text, high, high + 40)
    if right is None or found is None or any(time.start <= high < time.end for time in page.annotation.times):
        return
    wrong = float(found[1].replace(",", "") or 0) * _SCALES.get(found[2] or "", 1)
    if wrong == right.quantity.value or right.quantity.value is None or _are_two_groups(page.report.text, right, low, high):
        return
    matter = right.slot or f"={right.unit}"
    one, key = side_of(reading, right, value_key(right)), write_key(wrong, wrong, wrong)
    other = Side(reading=reading, key=key, start=found.start(), end=found.end())
    yield Clash(kind="number", relation="supersedes", matter=matter, one=one, other=other, is_retold=True)
    for held, given in by_value.get(str(wrong), ())[: 4 * PER_FIGURE]:
        is_own = wrong > HANDFUL and _are_of_one_outlet(reading, held, ground)
        if held.statement.report != reading.statement.report and (is_own or compare_matter(reading, held) >= SAME_AS_CORRECTED):
            yield Clash(kind="number", relation="supersedes", matter=matter, one=one, other=side_of(held, given, key), is_retold=True)


def _are_two_groups(text: str, right: Count, low: int, high: int) -> bool:
    """Whether either number names a group ("for the 1 %, not the 99 %"): nothing is put right."""
    return _THE.search(text, max(0, right.start - len("the ")), right.start) is not None and _THE.search(text, low, high) is not None


_LONGEST_GAP = 32
"""Characters between the right value and "not": "410,000 owners had been copied, not"."""


def _corrected_span(reading: Reading, low: int, high: int, readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """A length of time set against another ("29 seconds, not 49"), and where the same outlet gave the other."""
    found = _NUMBER.match(ground.pages[reading.statement.report].report.text, high, high + 40)
    right = next((span for span in reversed(_spans(reading, ground)) if 0 <= low - span[0].end <= _LONGEST_GAP), None)
    if right is None or found is None or found[2] or float(found[1].replace(",", "")) == right[1]:
        return
    wrong, matter = float(found[1].replace(",", "")), f"={_UNITS[right[2]]}"
    keys = [write_key(value, value, value) for value in (right[1], wrong)]
    one = Side(reading=reading, key=keys[0], start=right[0].start, end=right[0].end)
    other = Side(reading=reading, key=keys[1], start=found.start(), end=found.end(1))
    yield Clash(kind="number", relation="supersedes", matter=matter, one=one, other=other, is_retold=True)
    for held in readings:
        if held.statement.report != reading.statement.report and _are_of_one_outlet(reading, held, ground):
            for time, value, unit in _spans(held, ground):
                if (value, unit) == (wrong, right[2]) and time.end <= held.statement.end:
                    side = Side(reading=held, key=keys[1], start=time.start, end=time.end)
                    yield Clash(kind="number", relation="supersedes", matter=matter, one=one, other=side, is_retold=True)


def _corrected_date(reading: Reading, low: int, high: int, dated: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    times = [time for time in ground.pages[reading.statement.report].annotation.times if time.kind == "date"]
    inside = [time for time in times if reading.statement.start <= time.start and time.end <= reading.statement.end]
    right = next((time for time in reversed(inside) if time.end <= low and low - time.end <= _LONGEST_GAP), None)
    wrong = next((time for time in inside if time.start <= high < time.end), None)
    keys = [_date(time) for time in (right, wrong)]
    if right is None or wrong is None or keys[0] is None or keys[1] is None or not are_apart(keys[0], keys[1]):
        return
    one = Side(reading=reading, key=keys[0], start=right.start, end=right.end)
    other = Side(reading=reading, key=keys[1], start=wrong.start, end=wrong.end)
    yield Clash(kind="date", relation="supersedes", matter="", one=one, other=other, is_retold=True)
    for held in dated:
        for moment in held.moments if held.statement.report != reading.statement.report else ():
            least = SAME_AS_CORRECTED if _are_of_one_outlet(reading, held, ground) else 2 * SAME_AS_CORRECTED
            if meet(moment.edtf, keys[1]) and not meet(moment.edtf, keys[0]) and compare_matter(reading, held) >= least:
                side = side_of(held, moment, moment.edtf)
                yield Clash(kind="date", relation="supersedes", matter="", one=one, other=side, is_retold=True)


def _are_of_one_outlet(one: Reading, other: Reading, ground: Ground) -> bool:
    outlets = [ground.pages[reading.statement.report].report.outlet for reading in (one, other)]
    return outlets[0] is not None and outlets[1] is not None and outlets[0].name is not None and outlets[0].name == outlets[1].name


def _date(time: TimeMention | None) -> str | None:
    return None if time is None else time.edtf or read_loose(time.value)


# ---------------------------------------------------------------- lengths of time


def find_other_spans(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """Two lengths of time of one unit ("30 days", "90 days") in statements of two reports that are otherwise alike."""
    if one.statement.report == other.statement.report:
        return
    spans = [_spans(reading, ground) for reading in (one, other)]
    if len(spans[0]) != 1 or len(spans[1]) != 1 or not _are_other_lengths(spans[0][0], spans[1][0]):
        return
    if spans[0][0][1] in _all_spans(other, ground) or spans[1][0][1] in _all_spans(one, ground):
        return
    if not (_is_of_the_same(spans[0][0][0], one, other, ground) and _is_of_the_same(spans[1][0][0], other, one, ground)):
        return
    if compare_matter(one, other) >= SAME_SPAN:
        sides = [
            Side(reading=reading, key=write_key(value, value, value), start=time.start, end=time.end)
            for reading, (time, value, _) in ((one, spans[0][0]), (other, spans[1][0]))
        ]
        yield Clash(kind="number", relation="contradicts", matter=f"={_UNITS[spans[0][0][2]]}", one=sides[0], other=sides[1])


def _is_of_the_same(time: TimeMention, reading: Reading, other: Reading, ground: Ground) -> bool:
    """Whether the other statement speaks of the noun that a length of time is an epithet of ("a year-long investigation"), where it is."""
    text = ground.pages[reading.statement.report].report.text
    noun = _NOUN.match(text, time.end) if "-" in text[time.start : time.end + 1] else None
    return noun is None or fold_plural(noun[1].lower()) in map(fold_plural, _WORDS.findall(other.statement.text.lower()))


def _are_other_lengths(one: tuple[TimeMention, float, str], other: tuple[TimeMention, float, str]) -> bool:
    """Whether two lengths of time are not the same, in whatever units of one order ("18 months", "two years")."""
    units = ["minute" if (time.value or "").startswith("PT") and unit == "M" else _UNITS[unit] for time, _, unit in (one, other)]
    return one[1] != other[1] if units[0] == units[1] else are_other_lengths((one[1], units[0]), (other[1], units[1]))


def _all_spans(reading: Reading, ground: Ground) -> set[float]:
    """The lengths of time in the whole report."""
    times = ground.pages[reading.statement.report].annotation.times
    return {float(match[1]) for time in times if time.kind == "duration" and (match := _SPAN.fullmatch(time.value or ""))}


def _spans(reading: Reading, ground: Ground) -> list[tuple[TimeMention, float, str]]:
    found = []
    for time in ground.pages[reading.statement.report].annotation.times:
        if time.start >= reading.statement.end:
            break
        match = _SPAN.fullmatch(time.value or "") if time.kind == "duration" and time.start >= reading.statement.start else None
        if match is not None:
            found.append((time, float(match[1]), match[2]))
    return found
