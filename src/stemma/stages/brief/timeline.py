"""The timeline: what happened, is planned or was said, in time order, each with the words that date it."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np

from stemma.language.meaning import Meanings, read_meanings
from stemma.records import Citation, Claim, Date, Page, Period, Statement, StatementTime, Status, TimelineEntry, TimeMention
from stemma.stages.brief.catalogues import find_catalogued
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.clocks import Clocks, read_clocks
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.moments import Moment, find_moment, fineness
from stemma.stages.brief.undated import find_first_telling
from stemma.stages.brief.withheld import Withheld
from stemma.stages.brief.wording import Wording, name_source, word_statement
from stemma.text.edtf import Edtf, parse_edtf, sort_key

_UNTIMED = frozenset({"opinion", "hypothetical"})
_BEGINS = re.compile(r"\b(?:from|with effect from|as of|beginning|starting|effective)\b", re.IGNORECASE)
_LEAST_QUALITY = 0.3
_LONG_BEFORE = timedelta(days=7)
"""What was over so long before the story began is its background, not its event."""
_COARSE = ("season", "year", "decade", "century")
_SAME_WORDS, _LEAST_SHARED = 0.6, 3
"""The share of the shorter one's words, and their number, at which two entries of one day are one."""
_SAME_MEANING, _SAME_PEOPLE = 0.5, 0.35
"""The cosine of their sentences at which two entries of two reports are one, and at which they are where they name somebody in common."""
_STANDING = {"ongoing": "happened"}
"""States that a happening may be told in by two reports."""
_TO_THE_MINUTE = re.compile(r"T\d\d:(?!00)\d\d")
"""A clock that two reports do not give by chance for two things."""
_QUOTES = ("“", '"', "‘", "'")
_WEEK = 7
_DAY_LETTERS = len("2026-03-01")


@dataclass(frozen=True, slots=True)
class _Draft:
    """An entry with what it is compared by. ``rank``: the better supported first."""

    entry: TimelineEntry
    statement: Statement
    words: frozenset[str]
    rank: tuple[float, ...]


def write_timeline(desk: Desk, period: Period, withheld: Withheld) -> tuple[TimelineEntry, ...]:
    """One entry for each happening with a date, by date.

    A claim is dated by the date that most of its reports give, the finer among equals, with its uncertainty and the rule by which it was
    read. Claims of one day that say the same are one entry, of the best supported, with the words of all. What was over long before
    ``period`` is background; where one report has many such of others than the story's people, they are a list of its own and left out. A
    date that a later report replaced, and what stands in a withdrawn report, dates nothing. Entries whose words
    fail the check against their citations are left out, and so are spans of years that hold the whole story ("the third this year").
    """
    meanings = read_meanings(desk.lexicons)
    clocks = read_clocks(desk, period)
    drafts = [draft for claim in desk.claims if (draft := _draft(claim, desk, meanings, withheld, clocks)) is not None]
    begun, ended = _beginning(desk, period), _ending(desk, period)
    kept: list[_Draft] = []
    places: dict[str, list[int]] = defaultdict(list)
    for draft in sorted(drafts, key=lambda draft: (draft.rank, draft.entry.claim)):
        if _holds(draft.entry, begun) or _is_aside(draft, desk):
            continue
        marks = (draft.entry.when.edtf[:_DAY_LETTERS], draft.entry.text)  # one of the two is the same in entries of one happening
        met = sorted({index for mark in marks for index in places[mark]})
        place = next((index for index in met if _is_same(draft, kept[index], desk)), None)
        if place is None:
            for mark in marks:
                places[mark].append(len(kept))
            kept.append(draft)
        else:
            kept[place] = replace(kept[place], entry=_join(kept[place].entry, draft.entry))
    alone = [draft.statement for draft in kept if len(draft.entry.reports) < 2 and _is_far(draft.entry, begun, ended)]
    catalogued = find_catalogued(alone, desk)
    told = [draft for draft in kept if draft.statement.id not in catalogued]
    entries = [replace(draft.entry, is_background=_is_before(draft.entry, begun)) for draft in told]
    return tuple(sorted(entries, key=lambda entry: (sort_key(entry.when.edtf), entry.text, entry.claim)))


def _draft(claim: Claim, desk: Desk, meanings: Meanings, withheld: Withheld, clocks: Clocks) -> _Draft | None:
    found = [
        (statement, moment)
        for statement in desk.statements_of(claim)
        if (moment := find_moment(statement, desk)) and not withheld.has_replaced((_cite(statement, moment.time),))
    ]
    dated = [
        (told, moment)
        for told, unsettled in found
        if (moment := clocks.settle(told, unsettled)) is not None
        and not moment.edtf.startswith("..")
        and _may_be_timed(told, moment, desk)
        and not _is_on_the_way(told, moment, desk)
    ]
    if any(moment.is_own for _, moment in dated):
        dated = [(statement, moment) for statement, moment in dated if moment.is_own]
    if not dated:
        return _first_told(claim, desk, meanings) if not found else None
    firm = [(statement, moment) for statement, moment in dated if statement.status != "ongoing"] or dated
    edtf = _choose_date([(statement.report, moment.edtf) for statement, moment in firm])
    giving = [(statement, moment) for statement, moment in dated if moment.edtf == edtf]
    wordings = [(name_source(word_statement(statement, desk), desk), moment) for statement, moment in giving]
    held = [pair for pair in wordings if _covers(pair[0], pair[1].time)] or wordings
    wording, moment = min(held, key=lambda pair: (-pair[0].quality, pair[0].statement.report, pair[0].statement.start))
    if (
        wording.quality < _LEAST_QUALITY
        or _is_outcry(wording)
        or find_unfounded(wording.text, wording.citations, desk.pages, lexicons=desk.lexicons)
    ):
        return None
    return _Draft(
        entry=_entry(claim, wording, moment, [statement for statement, _ in giving], desk),
        statement=wording.statement,
        words=_words(wording, meanings),
        rank=(-claim.independent.least, -len(giving), not moment.is_own, -wording.quality),
    )


def _first_told(claim: Claim, desk: Desk, meanings: Meanings) -> _Draft | None:
    """An entry for what many reports tell as a happening, none with a date: about the day of the first that told it."""
    found = find_first_telling(desk.statements_of(claim), desk)
    if found is None:
        return None
    wordings = [name_source(word_statement(statement, desk), desk) for statement in found.statements]
    wording = min(wordings, key=lambda one: (-one.quality, one.statement.report, one.statement.start))
    if wording.quality < _LEAST_QUALITY or wording.text[:1] in _QUOTES:
        return None
    if find_unfounded(wording.text, wording.citations, desk.pages, lexicons=desk.lexicons):
        return None
    others = [Citation(report=s.report, start=s.start, end=s.end) for s in found.statements if s is not wording.statement]
    return _Draft(
        entry=TimelineEntry(
            when=Date(edtf=f"{found.day}~", precision="day", start=None, end=None, rule="first_told"),
            text=wording.text,
            claim=claim.id,
            status="happened",
            reports=tuple(sorted({statement.report for statement in found.statements})),
            citations=(*wording.citations, *others),
        ),
        statement=wording.statement,
        words=_words(wording, meanings),
        rank=(-claim.independent.least, 0, True, -wording.quality),
    )


def _words(wording: Wording, meanings: Meanings) -> frozenset[str]:
    return meanings.telling_keys(wording.text)


def _cite(statement: Statement, time: StatementTime) -> Citation:
    return Citation(report=statement.report, start=time.start, end=time.end)


def _may_be_timed(statement: Statement, moment: Moment, desk: Desk) -> bool:
    """Whether a statement tells of what was or will be: what may be done from a day to come on is that day's ("citizens may stay for 60
    days from 1 January"); other opinions and suppositions are not, nor what a page corrects of itself."""
    if desk.corrects(statement):
        return False
    if statement.status not in _UNTIMED:
        return True
    return moment.is_own and _BEGINS.search(statement.text) is not None and _is_to_come(moment, desk.pages[statement.report])


def _is_on_the_way(statement: Statement, moment: Moment, desk: Desk) -> bool:
    """Whether a date over when the report came out stands in a plan as the date of something else ("tickets for 14 March will be
    refunded")."""
    published = desk.pages[statement.report].report.published
    out, then = (parse_edtf(published.edtf) if published else None), parse_edtf(moment.edtf)
    is_over = bool(out and then and out.earliest and then.latest and _day(then.latest) < _day(out.earliest))
    return statement.status == "planned" and not moment.is_own and is_over


def _is_to_come(moment: Moment, page: Page) -> bool:
    published = parse_edtf(page.report.published.edtf) if page.report.published else None
    then = parse_edtf(moment.edtf)
    return bool(published and then and published.latest and then.earliest and _day(then.earliest) > _day(published.latest))


def _is_aside(draft: _Draft, desk: Desk) -> bool:
    """Whether an entry is dated by no more than "this week", or is a scene: one report alone tells of the present, without a date in
    figures, and names or counts nobody and nothing."""
    read = parse_edtf(draft.entry.when.edtf)
    is_vague = read is not None and read.is_interval and draft.entry.status in {"ongoing", "happened"} and _days(read) == _WEEK
    told = draft.statement
    is_named = bool(told.entities or told.quantities or told.event or told.attribution)
    dated = desk.pages[told.report].report.text[draft.entry.when.start or 0 : draft.entry.when.end or 0]
    is_scene = draft.entry.status == "ongoing" and len(draft.entry.reports) == 1 and not re.search(r"\d", dated)
    return is_vague or (is_scene and not is_named)


def _days(read: Edtf) -> int:
    return (_day(read.latest) - _day(read.earliest)).days + 1 if read.earliest and read.latest else 0


def _is_outcry(wording: Wording) -> bool:
    """Whether the words are somebody's of the moment ("Tonight I am looking for people"), which tell of no happening."""
    is_wish = wording.statement.status == "planned" and re.search(r"\bI\b", wording.text) is not None
    return wording.text[:1] in _QUOTES and (is_wish or wording.statement.status == "ongoing")


def _covers(wording: Wording, time: StatementTime) -> bool:
    return wording.citations[0].start <= time.start and time.end <= wording.citations[0].end


def _entry(claim: Claim, wording: Wording, moment: Moment, giving: Sequence[Statement], desk: Desk) -> TimelineEntry:
    page = desk.pages[wording.statement.report]
    others = [Citation(report=s.report, start=s.start, end=s.end) for s in giving if s is not wording.statement]
    return TimelineEntry(
        when=_date(moment, page),
        text=wording.text,
        claim=claim.id,
        status=_status(wording.statement, moment, page),
        reports=tuple(sorted({statement.report for statement in giving})),
        citations=(*wording.citations, *others),
    )


def _status(statement: Statement, moment: Moment, page: Page) -> Status:
    """The statement's; what comes only after its report was published is planned."""
    if statement.status not in {"ongoing", "happened", *_UNTIMED}:
        return statement.status
    return "planned" if _is_to_come(moment, page) else statement.status


def _choose_date(given: Sequence[tuple[str, str]]) -> str:
    """Of the dates that reports give, (report, EDTF), that on whose day most agree, with an hour or without; of that day the one most give,
    the finer among equals."""
    unique = sorted(set(given))
    days = Counter(day for _, day in {(report, _day_of(edtf)) for report, edtf in unique})
    support = Counter(edtf for _, edtf in unique)
    return min(support, key=lambda edtf: (-days[_day_of(edtf)], -support[edtf], fineness(edtf), sort_key(edtf)))


def _day_of(edtf: str) -> str:
    return edtf if "/" in edtf else edtf[:_DAY_LETTERS]


def _date(moment: Moment, page: Page) -> Date:
    mention = _mention(moment.time, page)
    read = parse_edtf(moment.edtf)
    precision = mention.precision if mention else (read.precision if read else "day")
    is_settled = moment.edtf[:_DAY_LETTERS] != moment.time.edtf[:_DAY_LETTERS]  # by ``clocks.py``
    rule = "story" if is_settled else mention.anchor if mention else "mentions"
    return Date(edtf=moment.edtf, precision=precision, start=moment.time.start, end=moment.time.end, rule=rule)


def _mention(time: StatementTime, page: Page) -> TimeMention | None:
    return next((mention for mention in page.annotation.times if (mention.start, mention.end) == (time.start, time.end)), None)


def _is_same(one: _Draft, other: _Draft, desk: Desk) -> bool:
    """Whether two entries tell of one happening: of one day, with no two clocks, neither denied nor called off by one alone, in like words
    or, in two reports that date it alike, of like meaning or on one minute."""
    here, there = one.entry.when.edtf, other.entry.when.edtf
    finer, coarser = sorted((here, there), key=lambda edtf: (-len(edtf), edtf))
    is_near = finer.startswith(coarser) and (finer == coarser or len(coarser) >= _DAY_LETTERS or one.entry.text == other.entry.text)
    if not is_near or _exclude(one, other, desk):
        return False
    shared, least = len(one.words & other.words), min(len(one.words), len(other.words))
    if one.entry.text == other.entry.text and one.entry.status == other.entry.status:
        return True
    if least and shared >= _LEAST_SHARED and shared / least >= _SAME_WORDS:
        return True
    if one.statement.report == other.statement.report or here != there:
        return False
    if _TO_THE_MINUTE.search(here):
        return True
    is_shared = not set(one.statement.entities).isdisjoint(other.statement.entities)
    return _closeness(one.statement, other.statement, desk) >= (_SAME_PEOPLE if is_shared else _SAME_MEANING)


def _exclude(one: _Draft, other: _Draft, desk: Desk) -> bool:
    """Whether two entries tell what is not one happening: one denies, plans or calls off what the other tells, or one leaves where the
    other arrives."""
    standing = {_STANDING.get(draft.entry.status, draft.entry.status) for draft in (one, other)}
    meanings = read_meanings(desk.lexicons)
    return (
        one.statement.polarity != other.statement.polarity
        or len(standing) > 1
        or any(meanings.are_exclusive(mine, its) for mine in one.words for its in other.words)
    )


def _closeness(one: Statement, other: Statement, desk: Desk) -> float:
    """The cosine of the two statements' sentences; 0 where there are no vectors."""
    read = [sentence.vector for sentence in (desk.sentence_of(one), desk.sentence_of(other)) if sentence]
    if len(read) < 2 or not read[0] or len(read[0]) != len(read[1]):
        return 0.0
    first, second = (np.frombuffer(vector, dtype=np.int8).astype(np.int64) for vector in read)
    return round(float(first @ second) / 127**2, 2)


def _join(entry: TimelineEntry, other: TimelineEntry) -> TimelineEntry:
    """The first entry with the words and reports of the other."""
    reports = tuple(sorted({*entry.reports, *other.reports}))
    return replace(entry, reports=reports, citations=tuple(dict.fromkeys((*entry.citations, *other.citations))))


def _beginning(desk: Desk, period: Period) -> date | None:
    """The first day of the story: that of its event, or before it the first day on which a report was published."""
    read = [found.earliest for day in (*_days_published(desk), period.start or "") if (found := parse_edtf(day)) and found.earliest]
    return min(map(_day, read), default=None)


def _ending(desk: Desk, period: Period) -> date | None:
    """The last day of the story: that of its event, or after it the last day on which a report was published."""
    read = [found.latest for day in (*_days_published(desk), period.end or "") if (found := parse_edtf(day)) and found.latest]
    return max(map(_day, read), default=None)


def _days_published(desk: Desk) -> list[str]:
    """When reports were published, without those of which no more is known than that it was after some day."""
    return [page.report.published.edtf for page in desk.pages.values() if page.report.published and ".." not in page.report.published.edtf]


def _day(moment: datetime) -> date:
    return moment.date()


def _holds(entry: TimelineEntry, begun: date | None) -> bool:
    """Whether a date is a span of seasons or years in which the story itself lies."""
    read = parse_edtf(entry.when.edtf)
    if begun is None or read is None or read.earliest is None or read.latest is None or read.precision not in _COARSE:
        return False
    return entry.status != "planned" and _day(read.earliest) <= begun <= _day(read.latest)


def _is_before(entry: TimelineEntry, begun: date | None) -> bool:
    """Whether an entry was over, or a state had set in, long before the story began."""
    read = parse_edtf(entry.when.edtf)
    last = read and (read.latest or read.earliest)
    if begun is None or not last or entry.status in {"planned", "cancelled"}:
        return False
    return _day(last) < begun - _LONG_BEFORE


def _is_far(entry: TimelineEntry, begun: date | None, ended: date | None) -> bool:
    """Whether an entry lies more than a week before a story began, or after its last report."""
    read = parse_edtf(entry.when.edtf)
    first, last = (read.earliest or read.latest, read.latest or read.earliest) if read else (None, None)
    if begun is None or ended is None or first is None or last is None:
        return False
    return _day(last) < begun - _LONG_BEFORE or _day(first) > ended + _LONG_BEFORE
