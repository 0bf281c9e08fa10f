"""The timeline: what happened, is planned or was said, in time order, each with the words that date it."""

import re
from collections import Counter
from collections.abc import Sequence

from stemma.language.attachment import dates_predicate, governors
from stemma.language.syntax import Tree
from stemma.records import Citation, Claim, Date, Page, Statement, StatementTime, TimelineEntry, TimeMention
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.wording import word_statement
from stemma.text.edtf import parse_edtf, sort_key

_UNTIMED = frozenset({"opinion", "hypothetical"})
_BOUNDS = frozenset({"until", "till", "before", "after", "since", "ahead", "following"})
_LEAST_QUALITY = -0.5
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|not(?: on)?|originally(?: planned)? for|had been due(?: on)?|moved from)\s*$", re.IGNORECASE
)
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
_FINEST_FIRST = ("second", "minute", "day", "month", "season", "year", "decade", "century")


def write_timeline(desk: Desk) -> tuple[TimelineEntry, ...]:
    """One entry for each claim with a date, by date. The date is the one that most of its reports give, the finer among equals, with its
    uncertainty and the rule by which it was read; entries whose words fail the check against their citations are left out."""
    entries = [entry for claim in desk.claims if (entry := _entry(claim, desk)) is not None]
    return tuple(sorted(entries, key=lambda entry: (sort_key(entry.when.edtf), entry.text, entry.claim)))


def _entry(claim: Claim, desk: Desk) -> TimelineEntry | None:
    told = [statement for statement in desk.statements_of(claim) if statement.status not in _UNTIMED]
    dated = [(statement, time) for statement in told if (time := main_time(statement, desk)) and not time.edtf.startswith("..")]
    if not dated:
        return None
    edtf = _choose_date([(statement.report, time.edtf) for statement, time in dated])
    giving = [(statement, time) for statement, time in dated if time.edtf == edtf]
    wordings = [(word_statement(statement, desk), time) for statement, time in giving]
    wording, time = min(wordings, key=lambda pair: (-pair[0].quality, pair[0].statement.report, pair[0].statement.start))
    if wording.quality < _LEAST_QUALITY or find_unfounded(wording.text, wording.citations, desk.pages):
        return None
    others = [Citation(report=s.report, start=s.start, end=s.end) for s, _ in giving if s is not wording.statement]
    return TimelineEntry(
        when=_date(time, desk.pages[wording.statement.report]),
        text=wording.text,
        claim=claim.id,
        status=wording.statement.status,
        reports=tuple(sorted({statement.report for statement, _ in giving})),
        citations=(*wording.citations, *others),
    )


def main_time(statement: Statement, desk: Desk) -> StatementTime | None:
    """The date of what a statement tells, the finest if it has several; a date of something else in it is none."""
    times = [time for time in statement.times if parse_edtf(time.edtf) is not None]
    tree = desk.tree_of(statement) if times else None
    if tree is not None:
        clause = (statement.start, statement.end)
        text = desk.pages[statement.report].report.text
        times = [time for time in times if dates_predicate(tree, time.start, time.end, clause) and not _only_bounds(tree, time, text)]
    times = [time for time in times if not _is_ruled_out(statement, time)]
    return min(times, key=lambda time: (_fineness(time.edtf), time.start), default=None)


def _only_bounds(tree: Tree, time: StatementTime, text: str) -> bool:
    """Whether a date is one before or after which something is ("five days before Friday", "since 2019"), not when it is."""
    around = {tree.words[index] for index in governors(tree, time.start, time.end)[:2] if tree.upos(index) in {"ADP", "SCONJ"}}
    return not _BOUNDS.isdisjoint(around | set(text[time.start : time.end].lower().split()))


def _is_ruled_out(statement: Statement, time: StatementTime) -> bool:
    """Whether a date is named only as the one that it is not ("instead of Tuesday", "not on Monday but on Friday")."""
    before, after = statement.text[: time.start - statement.start], statement.text[time.end - statement.start :]
    return _INSTEAD.search(before) is not None or (statement.polarity == "denied" and _BUT.search(after) is not None)


def _choose_date(given: Sequence[tuple[str, str]]) -> str:
    support = Counter(edtf for _, edtf in sorted(set(given)))
    return min(support, key=lambda edtf: (-support[edtf], _fineness(edtf), sort_key(edtf)))


def _fineness(edtf: str) -> int:
    read = parse_edtf(edtf)
    return _FINEST_FIRST.index(read.precision) if read else len(_FINEST_FIRST)


def _date(time: StatementTime, page: Page) -> Date:
    mention = _mention(time, page)
    read = parse_edtf(time.edtf)
    precision = mention.precision if mention else (read.precision if read else "day")
    return Date(edtf=time.edtf, precision=precision, start=time.start, end=time.end, rule=mention.anchor if mention else "mentions")


def _mention(time: StatementTime, page: Page) -> TimeMention | None:
    return next((mention for mention in page.annotation.times if (mention.start, mention.end) == (time.start, time.end)), None)
