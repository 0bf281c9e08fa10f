"""Claims in words that stand alone: for each, the sentence or clause of its best statement, where one reads well without its page."""

import re
from collections.abc import Iterator

from stemma.records import Claim, Line
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.leaning import leans
from stemma.stages.brief.withheld import Withheld
from stemma.stages.brief.wording import Wording, name_source, weigh, word_statement

_LONGEST = 240
_LEAST_QUALITY = 1.0
_POINTING = re.compile(r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|there|here)\b", re.IGNORECASE)
_POINTS = 0.3
"""What a pronoun within costs: of two statements the one that names everybody is taken."""


def word_claims(desk: Desk, withheld: Withheld) -> tuple[Line, ...]:
    """A line for each claim that has words which stand alone, in the order of the claims; no two have the same.

    Nothing is resolved by guessing: where a statement leans on its page, another statement of the claim is taken, and the claim has no
    line if there is none. Who says so is named where the page names him. Every line passes the checker.
    """
    lines: dict[str, Line] = {}
    for claim in desk.claims:
        line = next((line for line in _words_for(claim, desk, withheld) if line.text not in lines), None)
        if line is not None:
            lines[line.text] = line
    return tuple(lines.values())


def _words_for(claim: Claim, desk: Desk, withheld: Withheld) -> Iterator[Line]:
    """What a claim may be worded as, the best first, those with a value that was replaced last."""
    found = [wording for statement in desk.statements_of(claim) if _stands_alone(wording := word_statement(statement, desk), desk)]
    if len(found) > 1:
        found.sort(key=lambda one: (withheld.has_replaced(one.citations), -_worth(one, desk), one.statement.report, one.statement.start))
    for wording in found:
        said = name_source(wording, desk)
        if not find_unfounded(said.text, said.citations, desk.pages, lexicons=desk.lexicons):
            yield Line(text=said.text, claim=claim.id, citations=said.citations)


def _stands_alone(wording: Wording, desk: Desk) -> bool:
    return wording.quality >= _LEAST_QUALITY and len(wording.text) <= _LONGEST and not leans(wording.text, desk)


def _worth(wording: Wording, desk: Desk) -> float:
    return round(weigh(wording, desk) - _POINTS * len(_POINTING.findall(wording.text)), 6)
