"""When a statement's matter is: the date of its own predicate, or of what it tells on the way, with the bounds that words give it."""

import re
from dataclasses import dataclass

from stemma.language.attachment import dates_predicate, governors
from stemma.language.syntax import Tree
from stemma.records import Statement, StatementTime
from stemma.stages.brief.desk import Desk, follows_preposition
from stemma.text.edtf import parse_edtf

_BEYOND = frozenset({"until", "till", "before", "after", "ahead", "following"})
_SINCE = frozenset({"since"})
_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|not(?: on)?|originally(?: planned)? for|had been due(?: on)?|moved from)\s*$", re.IGNORECASE
)
_BUT = re.compile(r"\bbut\b", re.IGNORECASE)
_FINEST_FIRST = ("second", "minute", "day", "month", "season", "year", "decade", "century")
_DAY, _MONTH = _FINEST_FIRST.index("day"), _FINEST_FIRST.index("month")
_AT_LATEST = re.compile(r"\bon or (?:before|after)\s*$", re.IGNORECASE)
_NEARLY = re.compile(
    r"\b(?:shortly|just|soon|minutes|moments|immediately) (?:before|after)\b|\b(?:before|after) (?:midnight|noon|midday|dawn) on\b",
    re.IGNORECASE,
)
"""A clock told by another ("shortly after 3 a.m.") dates as well as that one."""
_NO_DAY = re.compile(
    r"(?:the |early |late )*(?:(?:end|start|beginning|middle|rest) of the )?(?:day|morning|afternoon|evening|night)", re.IGNORECASE
)
"""A part of some day, which no words tell ("in the morning", "on the day")."""
_SUPERLATIVE = re.compile(r"\b(?:first|last|only|most|least|\w{3,}est|best|worst)\b[^.;]{0,60}\bsince\s+$", re.IGNORECASE)
"""What is "the lowest since May" did not begin then."""
_TRADE = re.compile(
    r"[$€£¥]|\b(?:million|billion|profits?|loss(?:es)?|revenues?|sales|earnings|earned|growth|grew|output|orders|shares|shipments|deliver\w+"
    r"|costs?|prices?|rates?|gdp|inflation|exports?|imports?|economy|market"
    r"|crowns?|kroner|euros?|dollars?|pounds?|yen|won|percent|per cent|%)(?!\w)",
    re.IGNORECASE,
)
_MOST_BEFORE, _FARTHEST = 16, 4
_EACH = re.compile(r"\b(?:each|every|most|any)\s+$", re.IGNORECASE)
"""What comes again and again is of no one day ("every August")."""
_COURSE = frozenset({"xcomp", "ccomp", "csubj", "advcl", "conj"})
"""How what is due, agreed or planned hangs on the word that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The expression that dates a statement and what it says: ``edtf`` is open at its end for a state that began then ("since Monday").
    ``is_own`` is false where not the statement's predicate is dated but something that it tells on the way."""

    time: StatementTime
    edtf: str
    is_own: bool


def find_moment(statement: Statement, desk: Desk) -> Moment | None:
    """The date of what a statement tells, the finest if it has several; else since when it holds; else the day of what it tells on the
    way ("a study published on 3 November"). A date of something else in it is none."""
    own = main_time(statement, desk)
    if own is not None:
        return Moment(time=own, edtf=own.edtf, is_own=True)
    tree = desk.tree_of(statement)
    if tree is None:
        return None
    text = desk.pages[statement.report].report.text
    times = [time for time in _readable_times(statement, desk) if not _is_ruled_out(statement, time)]
    lasting = [time for time in times if _is_since(tree, time, statement, text) and ".." not in time.edtf and "/" not in time.edtf]
    if lasting:
        first = min(lasting, key=_fineness_first)
        return Moment(time=first, edtf=f"{first.edtf}/..", is_own=True)
    planned = [time for time in times if fineness(time.edtf) <= _MONTH and _dates_course(tree, time, statement, text)]
    if planned:
        first = min(planned, key=_fineness_first)
        return Moment(time=first, edtf=first.edtf, is_own=True)
    told = [time for time in times if _dates_something(tree, time, statement, text, is_coarse=fineness(time.edtf) > _DAY)]
    found = min(told, key=_fineness_first, default=None)
    if statement.polarity == "denied":
        return None
    return Moment(time=found, edtf=found.edtf, is_own=False) if found else None


def main_time(statement: Statement, desk: Desk) -> StatementTime | None:
    """The date of what a statement's predicate tells, the finest if it has several; a date of something else in it is none."""
    times = _readable_times(statement, desk)
    tree = desk.tree_of(statement) if times else None
    if tree is not None:
        clause = (statement.start, statement.end)
        text = desk.pages[statement.report].report.text
        times = [time for time in times if dates_predicate(tree, time.start, time.end, clause)]
        times = [time for time in times if _bounding(tree, time, text).isdisjoint(_BEYOND | _SINCE)]
    times = [time for time in times if not _is_ruled_out(statement, time)]
    return min(times, key=_fineness_first, default=None)


def fineness(edtf: str) -> int:
    """A rank that grows with the coarseness of a date."""
    read = parse_edtf(edtf)
    return _FINEST_FIRST.index(read.precision) if read else len(_FINEST_FIRST)


def _fineness_first(time: StatementTime) -> tuple[int, int]:
    return fineness(time.edtf), time.start


def _readable_times(statement: Statement, desk: Desk) -> list[StatementTime]:
    """A statement's dates, without days of the week that are somebody's name there ("Sunday wept", where Sunday Adeyemi is told of),
    quarters of a match and parts of a day that no words tell."""
    text = desk.pages[statement.report].report.text
    return [
        time
        for time in statement.times
        if parse_edtf(time.edtf) is not None
        and _NO_DAY.fullmatch(" ".join(text[time.start : time.end].split())) is None
        and not _is_of_match(text[time.start : time.end], statement)
        and _EACH.search(text[max(0, time.start - _MOST_BEFORE) : time.start]) is None
        and (text[time.start : time.end] not in desk.day_names or follows_preposition(text, time.start))
    ]


def _is_of_match(words: str, statement: Statement) -> bool:
    """Whether a quarter is one of an hour's play: it names no year, and nothing is told of money or trade."""
    return "quarter" in words.lower() and not re.search(r"\d{4}|quarters? (?:past|to|of)", words) and _TRADE.search(statement.text) is None


def _bounding(tree: Tree, time: StatementTime, text: str) -> set[str]:
    """The words by which a date is one before or after which something is ("five days before Friday"), not when it is."""
    around = {tree.words[index] for index in governors(tree, time.start, time.end)[:2] if tree.upos(index) in {"ADP", "SCONJ"}}
    if _AT_LATEST.search(text[max(0, time.start - _MOST_BEFORE) : time.start]):
        around -= _BEYOND
    if _NEARLY.search(text[max(0, time.start - _MOST_BEFORE) : time.end]):
        return around - _BEYOND
    return around | set(text[time.start : time.end].lower().split())


def _dates_course(tree: Tree, time: StatementTime, statement: Statement, text: str) -> bool:
    """Whether a date is that of what is due, agreed or planned ("four are due to sail in May"): of a verb that hangs on the statement's
    own predicate."""
    if statement.status not in {"planned", "ongoing"} or not _bounding(tree, time, text).isdisjoint(_BEYOND | _SINCE):
        return False
    hung = next((index for index in governors(tree, time.start, time.end) if tree.upos(index) not in {"ADP", "SCONJ"}), None)
    if hung is not None and tree.upos(hung) == "NOUN" and tree.dep(hung) == "obj":
        hung = tree.head(hung)  # "to change hands next month"
    for _ in range(_FARTHEST):
        if hung is None or tree.upos(hung) not in {"VERB", "ADJ", "AUX"} or not statement.start <= tree.tokens[hung].start < statement.end:
            return False
        above = tree.head(hung)
        if above is None or not statement.start <= tree.tokens[above].start < statement.end:
            return True
        if tree.dep(hung).split(":")[0] not in _COURSE or tree.dep(hung) == "advcl:relcl":
            return False
        hung = above
    return False


def _is_since(tree: Tree, time: StatementTime, statement: Statement, text: str) -> bool:
    """Whether a state of the statement began then: "has been dead since Monday", not "the first since Monday"."""
    if _bounding(tree, time, text).isdisjoint(_SINCE) or _SUPERLATIVE.search(text, statement.start, time.start):
        return False
    hung = next((index for index in governors(tree, time.start, time.end) if tree.upos(index) not in {"ADP", "SCONJ"}), None)
    return (
        hung is not None
        and (tree.upos(hung) in {"VERB", "AUX"} or bool(tree.below(hung, "cop")))
        and statement.start <= tree.tokens[hung].start < statement.end
    )


def _dates_something(tree: Tree, time: StatementTime, statement: Statement, text: str, *, is_coarse: bool) -> bool:
    """Whether a date says when something that the statement tells of was: a verb or, where it is a day, a happening that it stands with."""
    if not _bounding(tree, time, text).isdisjoint(_BEYOND | _SINCE):
        return False
    for index in governors(tree, time.start, time.end):
        if tree.upos(index) in {"ADP", "SCONJ"}:
            continue
        inside = statement.start <= tree.tokens[index].start < statement.end
        kinds = {"VERB"} if is_coarse else {"VERB", "NOUN", "ADJ", "PROPN", "AUX"}
        return inside and tree.upos(index) in kinds and tree.words[index] not in {"first", "last"}
    return False


def _is_ruled_out(statement: Statement, time: StatementTime) -> bool:
    """Whether a date is named only as the one that it is not ("instead of Tuesday", "not on Monday but on Friday")."""
    before, after = statement.text[: time.start - statement.start], statement.text[time.end - statement.start :]
    return _INSTEAD.search(before) is not None or (statement.polarity == "denied" and _BUT.search(after) is not None)
