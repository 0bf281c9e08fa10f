"""Corrections that a report prints: what was told, that it was wrong, and what is so.

"The article gave the date of the hearing as 6 September. It is 9 June." The sentence that owns up to an error names who told it (*we*, *the
article*); what is so follows it, at once or behind a sentence that says no more than that it was wrong. Values of one sort that the two
sentences do not share clash; where there are none, the deed itself does. The old value is also looked for in the other reports.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from stemma.language.opposites import count_denials
from stemma.records import ConflictKind, Page, TimeMention
from stemma.stages.corroborate.comparing.agreement import agree_by
from stemma.stages.corroborate.comparing.loose_dates import are_apart, complete, meet, read_loose
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.comparing.text_dates import dates_a_saying
from stemma.stages.corroborate.figures.gauges import Gauge

TOLD_BEFORE = 0.3
"""How like (cosine) a sentence of another report must be to the one that owns up to an error to have made it."""
TOLD_BY_US = 0.2
"""The same for a report of the same outlet."""
_TELLER = (
    r"(?:we|(?:our|an|the|a|this|that|yesterday's|an earlier|our earlier)(?: \w+){0,2} "
    r"(?:article|report|story|piece|version|item|column|headline|edition|account|paper|correspondent|newspaper|dispatch|post|bulletin))"
)
_OWNS_UP = re.compile(
    rf"\b{_TELLER}\b[^.]{{0,140}}?\b(?:(?:wrongly |incorrectly |mistakenly |also |previously |first )*"
    r"(?:said|wrote|gave|described|reported|stated|put|named|called|listed|told readers|had)"
    r"|(?:was|were) (?:wrong|mistaken|incorrect)|misstated|misreported)\b",
    re.IGNORECASE,
)
_ONLY_WRONG = re.compile(
    r"^\W*(?:that|this|it|both|the (?:error|mistake|figure|date|claim))\b[^.]{0,40}"
    r"\b(?:wrong|not (?:so|true|correct|right)|untrue|incorrect|false|a mistake|an error|ours|arose)\b",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\b(?:correct(?:ion|ions|ed|s)|clarification|not (?:correct|true|so|right)|untrue|wrong|wrongly|incorrectly|in fact|error"
    r"|mistake|mistaken|should have|misstated|erratum)\b",
    re.IGNORECASE,
)
_RIGHT_AFTER = re.compile(r"^\W*(?:in fact|it (?:is|was)|they (?:are|were)|he|she|the|that should|correctly)\b", re.IGNORECASE)
_CAUSE = re.compile(r"\b(?:because|caused by|due to|owing to|was to blame|came from|the cause)\b", re.IGNORECASE)
_SPOKEN = re.compile(r"\b(?:spoken|said|uttered|written|made|told) by\b|\bin the mouth of\b|\battributed\b", re.IGNORECASE)
_NAMES = re.compile(r"\bname[ds]?\b|\bspelling|\bmis-?spel|\bpicture|\bphotograph", re.IGNORECASE)
_WRONG = re.compile(r"\b(?:wrong|wrongly|incorrect|incorrectly|mistaken|mistakenly)\b", re.IGNORECASE)
_OF_A_DATE = re.compile(r"\b(?:date|dated|day|year|month)\b", re.IGNORECASE)
_VALUE_AGAINST = re.compile(r"\d[^.]{0,40}?,? (?:and )?not \d", re.IGNORECASE)
"""One number set against another: a conflict of numbers, not of a deed."""
_STANDING = re.compile(
    r"\b(?:(?:arrest|detain|detention|custody|jail|bail|charged|suspend|resign|dismiss|cancel|postpone|shelve|lodge|withdraw|withdrew)\w*"
    r"|sign(?:s|ed|ing)?\b)",
    re.IGNORECASE,
)
"""What may go on or not, rather than be so or not."""
MOST_TOLD = 4
"""How many statements of an outlet's earlier report may have told what it takes back."""
AGREES = 0.4
"""How far a statement must agree with what is taken back to have told it."""
NEAREST = 600
"""Characters around an owning up in which words of correction bear on it."""


def find_errata(readings: Sequence[Reading], gauges: Mapping[str, Sequence[Gauge]], ground: Ground) -> Iterator[Clash]:
    """Every clash of what a report corrects with what it corrects it to, and with who told the old value. Linear in the sentences, but for
    the few that own up to an error, which are held against all statements."""
    held: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None:
            held[(reading.statement.report, reading.sentence.start)].append(reading)
    for report in sorted(ground.pages):
        page = ground.pages[report]
        sentences = page.annotation.sentences
        for place, sentence in enumerate(sentences):
            if not _owns_up(page, sentence.start, sentence.end):
                continue
            new = _what_is_so(page, place)
            if new is None or not held[(report, sentence.start)] or not held[(report, sentences[new].start)]:
                continue
            old_readings, new_readings = held[(report, sentence.start)], held[(report, sentences[new].start)]
            if _is_of_the_story(old_readings, report, ground):
                yield from _compare(old_readings, new_readings, (place, new), readings, gauges, ground)


def _is_of_the_story(old: Sequence[Reading], report: str, ground: Ground) -> bool:
    """Whether another report names what a correction is about, or the correction names nothing and so goes with the one before it."""
    named = {key.removeprefix("e:") for reading in old for key in reading.entities}
    known = [ground.entities[entity] for entity in sorted(named) if entity in ground.entities]
    return not known or any(mention.report != report for entity in known for mention in entity.mentions)


def _owns_up(page: Page, start: int, end: int) -> bool:
    text = page.report.text
    found = _OWNS_UP.search(text, start, end)
    if found is not None and any(quote.start <= found.start() < quote.end for quote in page.annotation.quotations):
        return False  # somebody else's error
    return found is not None and _CORRECTION.search(text, max(0, start - NEAREST), end + NEAREST) is not None


def _what_is_so(page: Page, place: int) -> int | None:
    """The sentence that tells what is so, by index."""
    sentences, text = page.annotation.sentences, page.report.text
    for after in range(place + 1, min(place + 3, len(sentences))):
        words = text[sentences[after].start : sentences[after].end]
        if _ONLY_WRONG.search(words):
            continue
        return after if _RIGHT_AFTER.search(words) or after > place + 1 else None
    return None


def _compare(
    old: Sequence[Reading],
    new: Sequence[Reading],
    places: tuple[int, int],
    readings: Sequence[Reading],
    gauges: Mapping[str, Sequence[Gauge]],
    ground: Ground,
) -> Iterator[Clash]:
    report = old[0].statement.report
    numbers = [[gauge for gauge in gauges.get(report, ()) if gauge.place == place and gauge.sort != "ordinal"] for place in places]
    dates = [_dates(ground.pages[report], place, ground) for place in places]
    so = [date for date in dates[1] if not _is_of_a_saying(date[0], new[0], ground)]
    rival_dates = [(a, b) for a in dates[0][-1:] for b in so if are_apart(a[1], b[1]) and _is_the_point(a[0], old[0], ground)]
    rivals = [(a, b) for a in numbers[0] for b in numbers[1] if _rival(a, b)]
    if rival_dates:
        yield from _date_erratum(old, new, rival_dates[0], readings, ground)
    elif len(rivals) == 1:
        yield from _number_erratum(rivals[0], gauges)
    elif not (numbers[0] and numbers[1]):
        yield from _deed_erratum(old, new, readings, ground)


def _rival(a: Gauge, b: Gauge) -> bool:
    is_of_one_sort = (a.unit == b.unit and a.sort == b.sort) or {a.sort, b.sort} in ({"bare"}, {"bare", "count"})
    return a.value != b.value and is_of_one_sort


def _number_erratum(rival: tuple[Gauge, Gauge], gauges: Mapping[str, Sequence[Gauge]]) -> Iterator[Clash]:
    wrong, right = rival
    matter = right.slot or wrong.slot or f"={right.unit or wrong.unit}"
    told = [gauge for report in sorted(gauges) if report != wrong.report for gauge in gauges[report] if _tells_too(gauge, wrong)]
    for gauge in (wrong, *told):
        sides = [
            Side(reading=side.reading, key=write_key(side.value, side.value, side.value), start=side.start, end=side.end)
            for side in (gauge, right)
        ]
        yield Clash(kind="number", relation="supersedes", matter=matter, one=sides[0], other=sides[1], is_retold=True)


def _tells_too(gauge: Gauge, wrong: Gauge) -> bool:
    return gauge.value == wrong.value and (gauge.unit == wrong.unit or "bare" in (gauge.sort, wrong.sort))


def _is_the_point(time: TimeMention, old: Reading, ground: Ground) -> bool:
    """Whether the date is what a sentence was wrong in, not that of the report that was wrong."""
    if old.sentence is None:
        return False
    text = ground.pages[old.statement.report].report.text
    return old.sentence.end - time.end <= 2 or _OF_A_DATE.search(text, old.sentence.start, time.start) is not None


def _is_of_a_saying(time: TimeMention, new: Reading, ground: Ground) -> bool:
    """Whether a date only tells when somebody said what is so ("It was another, an officer said on Sunday")."""
    text = ground.pages[new.statement.report].report.text
    return new.sentence is not None and dates_a_saying(text, new.sentence, time.start, time.end, ground.meanings.lexicons)


Dated = tuple[TimeMention, str]


def _dates(page: Page, place: int, ground: Ground) -> list[Dated]:
    sentence = page.annotation.sentences[place]
    found = []
    for time in page.annotation.times:
        if time.kind == "date" and sentence.start <= time.start and time.end <= sentence.end:
            loose = read_loose(time.value) if time.edtf is None else None
            day = time.edtf or (complete(loose, ground.told_on) if loose else None)
            if day is not None and "/" not in day:
                found.append((time, day))
    return found


def _without_year(day: str, words: str) -> str:
    """A day of the year whose year the words do not give: a correction may come in another year than was meant."""
    return f"XXXX-{day[5:]}" if len(day) == len("2026-03-11") and not re.search(r"\d{4}", words) else day


def _date_erratum(
    old: Sequence[Reading], new: Sequence[Reading], rival: tuple[Dated, Dated], readings: Sequence[Reading], ground: Ground
) -> Iterator[Clash]:
    (wrong, wrong_day), (right, right_day) = rival
    wrong_day = _without_year(wrong_day, ground.pages[old[0].statement.report].report.text[wrong.start : wrong.end])
    one = Side(reading=_holder(new, right.start), key=right_day, start=right.start, end=right.end)
    other = Side(reading=_holder(old, wrong.start), key=wrong_day, start=wrong.start, end=wrong.end)
    yield Clash(kind="date", relation="supersedes", matter="", one=one, other=other, is_retold=True)
    for reading in readings:
        for moment in reading.moments if reading.statement.report != old[0].statement.report else ():
            if meet(moment.edtf, wrong_day) and not meet(moment.edtf, right_day) and _is_like(reading, old, new, ground):
                side = Side(reading=reading, key=moment.edtf, start=moment.start, end=moment.end)
                yield Clash(kind="date", relation="supersedes", matter="", one=one, other=side, is_retold=True)


def _holder(readings: Sequence[Reading], offset: int) -> Reading:
    return min(readings, key=lambda r: (not r.statement.start <= offset < r.statement.end, abs(r.statement.start - offset)))


def _is_like(reading: Reading, old: Sequence[Reading], new: Sequence[Reading], ground: Ground) -> bool:
    is_ours = _outlet(ground.pages[reading.statement.report]) == _outlet(ground.pages[old[0].statement.report])
    return max(_cosine(reading, one) for one in (*old[:1], *new[:1])) >= (TOLD_BY_US if is_ours else TOLD_BEFORE)


def _cosine(one: Reading, other: Reading) -> float:
    if one.vector is None or other.vector is None or one.vector.shape != other.vector.shape:
        return 0.0
    return float(one.vector @ other.vector)


def _outlet(page: Page) -> str:
    outlet = page.report.outlet
    return (outlet.name or outlet.domain or page.report.id) if outlet else page.report.id


def _deed_erratum(old: Sequence[Reading], new: Sequence[Reading], readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """What was told as a deed and is none; what the outlet's own earlier report tells most like it told it."""
    page = ground.pages[old[0].statement.report]
    wrong, right = old[-1], new[0]
    spans = [(reading.sentence.start, reading.sentence.end) for reading in (wrong, right) if reading.sentence is not None]
    words = [page.report.text[start:end] for start, end in spans]
    is_plain = _WRONG.search(words[0]) or _SPOKEN.search(words[0]) or count_denials(words[1], ground.meanings.lexicons)[0]
    if _NAMES.search(words[0]) or _VALUE_AGAINST.search(words[1]) or not (is_plain or _is_apart(spans, page)):
        return
    is_denied = count_denials(words[1], ground.meanings.lexicons)[0] and not _has_two_dates(right, page)
    if not (is_denied or _SPOKEN.search(words[1]) or right.keys.keys() & wrong.keys.keys()):
        return
    kind = _kind(words[0], words[1])
    keys = ("denied", "affirmed") if count_denials(words[0], ground.meanings.lexicons)[0] else ("affirmed", "denied")
    other = Side(reading=right, key=keys[1], start=spans[1][0], end=spans[1][1])
    told = [Side(reading=wrong, key=keys[0], start=spans[0][0], end=spans[0][1])]
    told += [
        Side(reading=reading, key=keys[0], start=reading.statement.start, end=reading.statement.end)
        for reading in _told_by_us(wrong, right, readings, ground)
    ]
    for one in told:
        yield Clash(kind=kind, relation="contradicts", matter="", one=one, other=other, is_retold=True)


def _has_two_dates(reading: Reading, page: Page) -> bool:
    """Whether the sentence sets one date against another ("on Wednesday, not on Tuesday"): that is a conflict of dates."""
    held = reading.sentence or reading.statement
    return sum(held.start <= time.start < held.end for time in page.annotation.times) > 1


def _is_apart(spans: Sequence[tuple[int, int]], page: Page) -> bool:
    """Whether a sentence stands between two: one that says no more than that the first was wrong."""
    return any(spans[0][1] <= sentence.start < spans[1][0] for sentence in page.annotation.sentences)


def _kind(wrong: str, right: str) -> ConflictKind:
    """Who said or caused it, whether it goes on, or whether it is so."""
    if _CAUSE.search(right) or _SPOKEN.search(right) or _SPOKEN.search(wrong):
        return "attribution"
    return "status" if _STANDING.search(wrong) else "polarity"


def _told_by_us(wrong: Reading, right: Reading, readings: Sequence[Reading], ground: Ground) -> list[Reading]:
    """What the outlet's other reports tell most like it, and what anybody's tell that agrees with it."""
    outlet = _outlet(ground.pages[wrong.statement.report])
    others = [reading for reading in readings if reading.statement.report != wrong.statement.report]
    ours = [reading for reading in others if _outlet(ground.pages[reading.statement.report]) == outlet]
    scored = sorted((-max(_cosine(reading, wrong), _cosine(reading, right)), place) for place, reading in enumerate(ours))
    like = [ours[place] for score, place in scored[:MOST_TOLD] if -score >= TOLD_BEFORE]
    return like + [reading for reading in others if reading not in like and agree_by(reading, wrong, AGREES)]
