"""How a story opens: what happened, before any detail, even where reports disagree over a part of it."""

from dataclasses import dataclass

from stemma.records import Claim, Line, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.visible import one_line

_LONGEST = 4
_OVER_WORDS = frozenset({"quote", "attribution"})
"""Conflicts over words are not over what happened."""
_VERSUS = " ↔ "


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """``line`` as it is shown; ``is_disputed``: another report has it otherwise in part."""

    line: Line
    is_disputed: bool


def open_story(story: Story, desk: Desk) -> tuple[OpeningLine, ...]:
    """The first lines of the brief; before them the best supported side of the foremost dispute, where what is disputed is told by more
    sources, by more reports or further up than anything known. Without a better supported side both are shown."""
    known = tuple(OpeningLine(line=line, is_disputed=False) for line in story.brief.known[:_LONGEST])
    claims = {claim.id: claim for claim in story.claims}
    first = next((line for line in story.brief.disputed if _is_of_happening(line, story)), None)
    if first is None or first.claim not in claims:
        return known
    rival = next((claims[item.line.claim] for item in known if item.line.claim in claims), None)
    if rival is not None and _prominence(claims[first.claim], story) <= _prominence(rival, story):
        return known
    return (OpeningLine(line=_agreed_side(first, story, desk), is_disputed=True), *known[: _LONGEST - 1])


def _is_of_happening(line: Line, story: Story) -> bool:
    return any(
        line.claim in conflict.claims and conflict.kind not in _OVER_WORDS and conflict.relation == "contradicts"
        for conflict in story.conflicts
    )


def _prominence(claim: Claim, story: Story) -> tuple[float, ...]:
    """Sources, reports, and how far up in them the claim stands on average."""
    firsts: dict[str, int] = {}
    wanted = set(claim.statements)
    for statement in story.statements:
        if statement.id in wanted:
            firsts[statement.report] = min(statement.start, firsts.get(statement.report, statement.start))
    depth = sum(firsts.values()) / len(firsts) if firsts else float("inf")
    return claim.independent.least, len(claim.reports), -depth


def _agreed_side(line: Line, story: Story, desk: Desk) -> Line:
    """The first side of a disputed line with its citations, if more stands behind it than behind any other."""
    conflict = next(one for one in story.conflicts if line.claim in one.claims and one.kind not in _OVER_WORDS)
    supports = sorted(((value.independent.least, len(value.reports)) for value in conflict.values), reverse=True)
    if len(supports) > 1 and supports[0] == supports[1]:
        return line
    text = line.text.split(_VERSUS)[0]
    kept = tuple(cited for cited in line.citations if one_line(desk.words(cited.report, cited.start, cited.end)) in text)
    return Line(text=text, claim=line.claim, citations=kept or line.citations[:1])
