"""What a report takes back: values that it sets right in passing ("24 percent, and not 42"), and whole reports that their outlet withdraws.

Corrections that name what was told and what is so are conflicts (``corroborate``); here are those that need no telling of the old value.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from stemma.records import Page, Sentence, Statement, TimeMention
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.moments import main_time
from stemma.stages.brief.ranking import cosine
from stemma.text.edtf import parse_edtf
from stemma.text.shingles import word_keys

_REJECTING = re.compile(r"\bnot\s+(?:(?:the|on|at|in|by|from|about|some)\s+){0,2}$", re.IGNORECASE)
_MOST_BEFORE = 24
_MOST_RIGHTED = 24
"""So many sentences of one report, the first, are read for the values that they set right."""
_LIKE, _SHARED = 0.25, 2
"""The cosine, and without vectors the words in common, at which a sentence is of the matter that another one sets right."""
_PIECE = r"(?:item|report|story|article|dispatch|communication|piece|bulletin|flash|alert|version|post)"
_WITHDRAWS = re.compile(
    rf"(?<!\bto )\b(?:kill|withdraw|disregard) (?:the|our|this) (?:\w+ ){{0,2}}{_PIECE}\b"
    rf"|\b(?:mandatory|advisory) kill\b|\b(?:editors?|subscribers|clients): (?:please )?kill\b"
    rf"|\b(?:withdraws|retracts) (?:its|our|the|this|that) (?:\w+ ){{0,2}}{_PIECE}\b"
    rf"|\bwe (?:\w+ )?(?:withdraw|withdrew|withdrawn|retract|retracted) (?:our|the|this|that) (?:\w+ ){{0,2}}{_PIECE}\b"
    rf"|\b{_PIECE}(?: (?:no\.|number|of|at|on|from) [\w.:]+){{0,2}} (?:was|is|has been|have been|were)"
    rf" (?:taken down|withdrawn|retracted|removed|killed)\b(?! by\b)",
    re.IGNORECASE,
)
"""A notice to whoever took a report over, or a word of the house on its own report; not who is to kill a bill, nor what a journal or a
ministry withdrew ("the article was retracted by …")."""
_LONGEST_PIECE = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """``spans`` are where reports give values that a later one sets right, by report; ``withdrawn`` the reports that their outlet withdrew,
    and when."""

    spans: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    withdrawn: Mapping[str, datetime] = field(default_factory=dict)


def find_taken_back(desk: Desk) -> TakenBack:
    """What the reports of a story take back. A value is set right where a sentence rejects it and gives another of its kind; it is taken
    back where reports that were not published later give it in a sentence of the same matter."""
    spans: dict[str, set[tuple[int, int]]] = {}
    for page, sentence in _rejecting_sentences(desk):
        for report, start, end in (*_numbers(page, sentence, desk), *_days(page, sentence, desk)):
            spans.setdefault(report, set()).add((start, end))
    return TakenBack(spans={report: tuple(sorted(found)) for report, found in sorted(spans.items())}, withdrawn=_withdrawn(desk))


def _rejecting_sentences(desk: Desk) -> Iterator[tuple[Page, Sentence]]:
    for page in desk.pages.values():
        rejected = _rejected_in(page)
        found = (sentence for sentence in page.annotation.sentences if _holds(sentence, rejected, page))
        yield from ((page, sentence) for sentence in islice(found, _MOST_RIGHTED))


def _rejected_in(page: Page) -> list[int]:
    """Where a report rejects a number or a time, in order of place."""
    starts = {quantity.start for quantity in page.annotation.quantities} | {time.start for time in page.annotation.times}
    return sorted(start for start in starts if _REJECTING.search(page.report.text[max(0, start - _MOST_BEFORE) : start]))


def _holds(sentence: Sentence, rejected: Sequence[int], page: Page) -> bool:
    place = bisect_left(rejected, sentence.start)
    is_held = place < len(rejected) and rejected[place] < sentence.end
    return is_held and " not " in page.report.text[sentence.start : sentence.end].lower()


def _is_rejected(start: int, sentence: Sentence, page: Page) -> bool:
    return _REJECTING.search(page.report.text[max(sentence.start, start - _MOST_BEFORE) : start]) is not None


def _numbers(page: Page, sentence: Sentence, desk: Desk) -> Iterator[tuple[str, int, int]]:
    """Where other reports give a number that the sentence rejects for another."""
    inside = [q for q in page.annotation.quantities if sentence.start <= q.start < sentence.end and q.value is not None]
    for wrong in (quantity for quantity in inside if _is_rejected(quantity.start, sentence, page)):
        right = [
            q for q in inside if q.value != wrong.value and (wrong.unit in {None, q.unit}) and not _is_rejected(q.start, sentence, page)
        ]
        units = {wrong.unit} if wrong.unit else {quantity.unit for quantity in right}
        for statement in _told_before(page, sentence, desk) if right else ():
            for told in statement.quantities:
                if told.value == wrong.value and told.unit in units:
                    yield statement.report, told.start, told.end


def _days(page: Page, sentence: Sentence, desk: Desk) -> Iterator[tuple[str, int, int]]:
    """Where other reports date something to a day that the sentence rejects for another."""
    inside = [t for t in page.annotation.times if sentence.start <= t.start < sentence.end and t.edtf and parse_edtf(t.edtf)]
    for wrong in (time for time in inside if _is_rejected(time.start, sentence, page)):
        if not any(_rivals(right, wrong) for right in inside):
            continue
        for statement in _told_before(page, sentence, desk):
            told = main_time(statement, desk)
            if told is not None and wrong.edtf and told.edtf.startswith(wrong.edtf):
                yield statement.report, told.start, told.end


def _rivals(right: TimeMention, wrong: TimeMention) -> bool:
    return right is not wrong and not str(right.edtf).startswith(str(wrong.edtf))


def _told_before(page: Page, sentence: Sentence, desk: Desk) -> Iterator[Statement]:
    """The statements of other reports, not published later, that are of a sentence's matter."""
    now = desk.published(page.report.id)
    words = set(word_keys(page.report.text[sentence.start : sentence.end]))
    for report in desk.pages:
        then = desk.published(report)
        if report == page.report.id or (now and then and then > now):
            continue
        for statement in desk.by_report[report]:
            other = desk.sentence_of(statement)
            likeness = cosine(sentence, other) if other is not None else None
            is_like = likeness >= _LIKE if likeness is not None else len(words.intersection(word_keys(statement.text))) >= _SHARED
            if is_like:
                yield statement


def _withdrawn(desk: Desk) -> dict[str, datetime]:
    """The reports that their outlet withdraws in a later one: those whose headline it names, else all earlier ones."""
    found: dict[str, datetime] = {}
    for page in desk.pages.values():
        now = desk.published(page.report.id)
        if now is None or not _withdraws(page):
            continue
        others = [
            other for other in desk.pages.values() if other is not page and _outlet(other) is not None and _outlet(other) == _outlet(page)
        ]
        told = [(other, desk.published(other.report.id)) for other in others]
        named = [
            other for other, then in told if (then is None or then <= now) and other.report.title and other.report.title in page.report.text
        ]
        earlier = [other for other, then in told if (then is None and len(told) == 1) or (then is not None and then < now)]
        for other in named or earlier:
            found[other.report.id] = min(now, found.get(other.report.id, now))
    return dict(sorted(found.items()))


def _withdraws(page: Page) -> bool:
    """Whether a report says, in its own voice, that a report is withdrawn."""
    text = page.report.text
    spoken = [quotation for quotation in page.annotation.quotations if quotation.is_direct]
    for sentence in page.annotation.sentences:
        match = _WITHDRAWS.search(text, sentence.start, min(sentence.end, sentence.start + _LONGEST_PIECE))
        if match and not any(quotation.start <= match.start() < quotation.end for quotation in spoken):
            return True
    return False


def _outlet(page: Page) -> str | None:
    outlet = page.report.outlet
    return (outlet.name or outlet.domain) if outlet else None
