"""Headline against text: where a headline says more than its own article does. Precision first: what the article might mean is let pass."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.language.estimates import find_estimate
from stemma.language.meaning import Meanings, read_meanings
from stemma.records import Citation, HeadlineFlag, Quantity, Statement
from stemma.stages.brief.desk import Desk

_SAME_MATTER, _LEAST_SHARED = 0.6, 3
"""The share of a headline's words, and their number, that a clause of the article must have to be of its matter."""
_OWN_WORDS = 0.75
"""The same where the flag is that the article says the opposite."""
_UNSURE = frozenset({"possible", "likely", "doubtful"})
_TOLD = frozenset({"happened", "ongoing"})
_TEXT = frozenset({"body", "list", "quote", "subtitle"})
_SAID = re.compile(
    r"[?“”\"‘]|: |\b(?:says?|said|claims?|alleged(?:ly)?|report(?:s|ed|edly)?|accus\w+|warns?|may|might|could)\b| [-–—] ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Match:
    """A clause of the article that tells the headline's matter; ``share`` of the headline's words stand in it."""

    statement: Statement
    share: float


def list_headline_flags(desk: Desk) -> tuple[HeadlineFlag, ...]:
    """Where a headline is surer than its text, gives a number that the text does not, names another agent, or says the opposite; by report.

    A headline is held against the clauses of its own article that tell its matter. It is let pass where one of them says as much, where
    it quotes, asks or names who says so. One flag at most of each kind for a report.
    """
    meanings = read_meanings(desk.lexicons)
    found: list[HeadlineFlag] = []
    for report in sorted(desk.pages):
        kinds: set[str] = set()
        told = [statement for statement in desk.by_report[report] if desk.kind_of(statement) in _TEXT]
        for headline in desk.by_report[report]:
            if desk.kind_of(headline) != "title" or headline.attribution:
                continue
            for flag in _flags(headline, told, desk, meanings):
                if flag.kind not in kinds:
                    kinds.add(flag.kind)
                    found.append(flag)
    return tuple(found)


def _flags(headline: Statement, told: Sequence[Statement], desk: Desk, meanings: Meanings) -> Iterator[HeadlineFlag]:
    matches = _matches(headline, told, meanings)
    line = _title_of(headline, desk)
    if matches and not _SAID.search(line) and headline.status in _TOLD and headline.certainty == "stated":
        yield from _certainty(headline, matches, desk)
        yield from _polarity(headline, matches)
        yield from _agent(headline, matches, desk)
    yield from _number(headline, told, matches, desk)


def _title_of(headline: Statement, desk: Desk) -> str:
    report = desk.pages[headline.report].report
    return next(
        (report.text[block.start : block.end] for block in report.blocks if block.start <= headline.start < block.end), headline.text
    )


def _matches(headline: Statement, told: Sequence[Statement], meanings: Meanings) -> list[_Match]:
    """The clauses of the article that tell the headline's matter, the nearest first."""
    keys = meanings.telling_keys(headline.text)
    found = []
    for statement in told:
        shared = len(keys & meanings.telling_keys(statement.text))
        if shared >= _LEAST_SHARED and shared >= _SAME_MATTER * len(keys):
            found.append(_Match(statement, shared / len(keys)))
    return sorted(found, key=lambda match: (-match.share, match.statement.start))


def _certainty(headline: Statement, matches: Sequence[_Match], desk: Desk) -> Iterator[HeadlineFlag]:
    """The headline tells as a fact what the article, wherever it tells it, gives as possible only."""
    hedged = [match for match in matches if match.statement.certainty in _UNSURE and match.statement.polarity == headline.polarity]
    estimates = [find_estimate(match.statement.text, lexicons=desk.lexicons) for match in hedged]
    if len(hedged) == len(matches) and estimates[0] is not None:
        text = matches[0].statement.text
        words = " ".join(text[estimates[0].start : estimates[0].end].split())
        yield _flag("certainty", headline, matches[0].statement, f"The headline tells it as a fact; the text says “{words}”.")


def _polarity(headline: Statement, matches: Sequence[_Match]) -> Iterator[HeadlineFlag]:
    """The article says of the headline's matter, wherever it tells nearly all of it, the opposite."""
    near = [match for match in matches if match.share >= _OWN_WORDS and match.statement.certainty in {"stated", "reported"}]
    if near and all(match.statement.polarity != headline.polarity for match in near):
        affirms = headline.polarity == "affirmed"
        yield _flag(
            "polarity",
            headline,
            near[0].statement,
            f"The headline {'affirms' if affirms else 'denies'} what the text {'denies' if affirms else 'affirms'}.",
        )


def _agent(headline: Statement, matches: Sequence[_Match], desk: Desk) -> Iterator[HeadlineFlag]:
    """The headline gives an act to a person or a country; the article, wherever it tells of the act, to somebody else, and names nobody
    of that country with it."""
    actor = desk.entities.get(headline.event.actor or "") if headline.event else None
    if headline.event is None or actor is None or (actor.type != "person" and actor.country is None):
        return
    same = [match.statement for match in matches if match.statement.event and match.statement.event.type == headline.event.type]
    others = [other for statement in same if statement.event and (other := desk.entities.get(statement.event.actor or ""))]
    if not others or len(others) < len(same):
        return
    named = [desk.entities[entity] for statement in same for entity in statement.entities if entity in desk.entities]
    if any(one.id == actor.id or (actor.country and one.country == actor.country) for one in (*others, *named)):
        return
    yield _flag("agent", headline, same[0], f"The headline names {actor.name} as who did it; the text names {others[0].name}.")


def _number(headline: Statement, told: Sequence[Statement], matches: Sequence[_Match], desk: Desk) -> Iterator[HeadlineFlag]:
    """The headline's count is more than the article's highest of the same things, or exact where the article gives it as the most."""
    near = {match.statement.id for match in matches}
    for quantity in headline.quantities:
        if quantity.value is None or quantity.unit is None or quantity.is_approximate:
            continue
        same = [(statement, found) for statement in told for found in statement.quantities if _is_of(found, quantity)]
        if not same or any(_allows(found, quantity.value) for _, found in same) or _stands(quantity, headline, desk):
            continue
        telling = [pair for pair in same if pair[0].id in near or quantity.event]
        if not telling:
            continue
        statement, found = telling[0]
        there = desk.pages[headline.report].report.text
        shown, given = there[quantity.start : quantity.end], " ".join(there[found.start : found.end].split())
        yield _flag("number", headline, statement, f"The headline says “{' '.join(shown.split())}”; the text says “{given}”.")


def _is_of(found: Quantity, quantity: Quantity) -> bool:
    return found.unit == quantity.unit and found.event == quantity.event


def _allows(found: Quantity, value: float) -> bool:
    """Whether a count in the text lets the headline's pass: it is it, is rounded to it, or bounds it from below."""
    if found.value is not None and found.value >= 0.98 * value and not (found.low is None and found.high is not None):
        return True
    if found.low is not None and found.high is None:
        return True
    return found.low is not None and found.high is not None and found.low <= value <= found.high and found.low != found.high


def _stands(quantity: Quantity, headline: Statement, desk: Desk) -> bool:
    """Whether the same figure stands anywhere in the text, whatever it counts there."""
    report = desk.pages[headline.report].report
    figures = report.text[quantity.start : quantity.end].split()
    digits = next((word.strip(",.") for word in figures if word[:1].isdigit()), figures[0] if figures else "")
    rest = report.text[: headline.start] + " " + report.text[headline.end :]
    return len(re.findall(rf"(?<![\w.,]){re.escape(digits)}(?![\w])", rest, re.IGNORECASE)) > 0


def _flag(
    kind: Literal["certainty", "number", "agent", "polarity"], headline: Statement, body: Statement, explanation: str
) -> HeadlineFlag:
    return HeadlineFlag(
        report=headline.report,
        kind=kind,
        headline=Citation(report=headline.report, start=headline.start, end=headline.end),
        body=Citation(report=body.report, start=body.start, end=body.end),
        explanation=explanation,
    )
