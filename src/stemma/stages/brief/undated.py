"""Happenings that nobody dates: when they were first told."""

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.records import Statement
from stemma.stages.brief.desk import Desk
from stemma.text.edtf import parse_edtf

_MANY_TELL = 3
"""What so many reports tell without a date was of the day of the first in six of seven cases; what two tell, in two of three."""
_ON_THEIR_OWN = 2
"""So many of them drew little of what they say on others: the scenes of one text and its copies are told by one."""
_DAY_LETTERS = len("2026-03-01")
_NEWS = timedelta(days=2)
"""How long after a happening it is still told as news, without its day."""
_ANOTHER_TIME = re.compile(
    r"\b(?:(?:on|in|at|during) (?:that|those|the same) (?:occasions?|days?|nights?|mornings?|times?|years?|months?|weeks?|incidents?)"
    r"|back then|at the time|previously|in the past|ago|years? (?:before|earlier)|decades?)\b",
    re.IGNORECASE,
)
"""Words that lead to a time told elsewhere on the page."""


class FirstTelling(NamedTuple):
    """The ``day`` (EDTF) on which the first report told it, and the ``statements`` that tell of it as a happening."""

    day: str
    statements: tuple[Statement, ...]


def find_first_telling(statements: Sequence[Statement], desk: Desk) -> FirstTelling | None:
    """When a claim's ``statements`` were first told, where many reports tell them as a happening, and none of them speaks of a time."""
    told = tuple(statement for statement in statements if _is_happening(statement, desk))
    days = [day for statement in told if (day := _day_published(statement, desk)) is not None]
    reports = {statement.report for statement in told}
    if len(reports) < _MANY_TELL or len(reports - desk.derived) < _ON_THEIR_OWN or not days:
        return None
    return None if any(_speaks_of_time(statement, desk) for statement in statements) else FirstTelling(min(days), told)


def _is_happening(statement: Statement, desk: Desk) -> bool:
    """Whether a statement tells of a deed or a happening, no state: by the verb at its head, in the past and not denied."""
    tree = desk.tree_of(statement)
    if tree is None or statement.status != "happened" or statement.polarity != "affirmed":
        return False
    inside = {index for index, token in enumerate(tree.tokens) if statement.start <= token.start < statement.end}
    head = min((index for index in inside if tree.head(index) not in inside), default=None)
    if head is None or tree.upos(head) != "VERB" or tree.below(head, "cop"):
        return False
    return set(desk.lexicons.words("stative_verbs")).isdisjoint(lemmas(tree.words[head], lexicons=desk.lexicons))


def _speaks_of_time(statement: Statement, desk: Desk) -> bool:
    """Whether any day, clock or year stands in a statement, understood or not, or beside it in a sentence that dates by it ("in December
    he said that ..."), or words that lead to a time told elsewhere."""
    if _ANOTHER_TIME.search(statement.text):
        return True
    times = [time for time in desk.pages[statement.report].annotation.times if time.kind in {"date", "time"}]
    if any(statement.start < time.end and time.start < statement.end for time in times):
        return True
    sentence = desk.sentence_of(statement)
    day = _day_published(statement, desk)
    beside = [time for time in times if sentence and sentence.start <= time.start < sentence.end]
    return day is not None and any(_is_away(time.edtf, day) for time in beside)


def _is_away(edtf: str | None, published: str) -> bool:
    """Whether a date lies days before its report was published, or after it."""
    read, day = parse_edtf(edtf or ""), parse_edtf(published)
    if read is None or read.earliest is None or read.latest is None or day is None or day.earliest is None or day.latest is None:
        return False
    return read.latest < day.earliest - _NEWS or read.earliest > day.latest


def _day_published(statement: Statement, desk: Desk) -> str | None:
    """The day of a report's publication, where it is known to the day."""
    date = desk.pages[statement.report].report.published
    read = parse_edtf(date.edtf) if date is not None else None
    is_day = read is not None and not read.is_interval and not read.is_approximate and read.precision in {"day", "minute", "second"}
    return date.edtf[:_DAY_LETTERS] if date is not None and is_day else None
