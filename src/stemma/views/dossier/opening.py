"""How a story opens: what happened, before any detail, even where reports disagree over a part of it or all have it from one source."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from stemma.records import Citation, Claim, Conflict, ConflictValue, Line, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.superseding import find_newest
from stemma.views.dossier.visible import one_line

_LONGEST = 4
_OVER_WORDS = frozenset({"quote", "attribution"})
"""Conflicts over words are not over what happened."""
_WHETHER = frozenset({"polarity", "status"})
"""Conflicts over whether something is so: one side alone would tell it as if it were."""
_VERSUS = " ↔ "


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """``line`` as it is shown; ``is_disputed``: another report has it otherwise, in part or altogether; ``is_single``: all who tell it
    have it from one source."""

    line: Line
    is_disputed: bool = False
    is_single: bool = False


def open_story(story: Story, desk: Desk) -> tuple[OpeningLine, ...]:
    """The first lines of the brief; before them what is disputed or comes from one source alone, where it is told by more sources, by more
    reports or further up than what is known first. Of a dispute over a part the better supported side, both without one; of a dispute over
    whether something is so always both. Behind a line whose value a later report replaced stands the one that tells the later value."""
    known = tuple(OpeningLine(line=line) for line in story.brief.known[:_LONGEST])
    claims = {claim.id: claim for claim in story.claims}
    rival = next((_prominence(claims[item.line.claim], story) for item in known if item.line.claim in claims), None)
    told = [item for item in (_disputed(story, desk), _single(story)) if item is not None and item.line.claim in claims]
    weighed = [(_prominence(claims[item.line.claim], story), item) for item in told]
    ahead = sorted((pair for pair in weighed if rival is None or pair[0] > rival), key=lambda pair: pair[0], reverse=True)
    foremost: dict[str, OpeningLine] = {}
    for _, item in ahead:
        foremost.setdefault(item.line.text, item)
    return _with_updates((*foremost.values(), *known)[:_LONGEST], story, desk)


def _with_updates(items: Sequence[OpeningLine], story: Story, desk: Desk) -> tuple[OpeningLine, ...]:
    found: dict[str, OpeningLine] = {}
    for item in items:
        found.setdefault(item.line.text, item)
        for newer in (_find_newer(item.line, conflict, story, desk) for conflict in story.conflicts):
            if newer is not None:
                found.setdefault(newer.line.text, newer)
    return tuple(found.values())[:_LONGEST]


def _find_newer(line: Line, conflict: Conflict, story: Story, desk: Desk) -> OpeningLine | None:
    """The line of the brief that tells what a later report put in the place of a value of this line."""
    newest = find_newest(conflict, desk) if conflict.kind not in _OVER_WORDS else None
    if newest is None or place_in(line, newest) is not None:
        return None
    if not any(place_in(line, value) is not None for value in conflict.values):
        return None
    known = next((one for one in story.brief.known if place_in(one, newest) is not None), None)
    single = next((one for one in story.brief.single_source if place_in(one, newest) is not None), None)
    if known is not None:
        return OpeningLine(line=known)
    return OpeningLine(line=single, is_single=True) if single is not None else None


def _disputed(story: Story, desk: Desk) -> OpeningLine | None:
    """The foremost dispute over what happened; of several over one claim, that over whether it is so."""
    lines = [(line, conflict) for line in story.brief.disputed if (conflict := find_conflict(line, story, without=_OVER_WORDS)) is not None]
    if not lines:
        return None
    claim = lines[0][0].claim
    line, conflict = min((pair for pair in lines if pair[0].claim == claim), key=lambda pair: pair[1].kind not in _WHETHER)
    whether = next((one for one in story.conflicts if one.kind in _WHETHER and _is_open(one) and claim in one.claims), None)
    if conflict.kind not in _WHETHER and whether is not None:
        return OpeningLine(line=_both_sides(whether, story) or line, is_disputed=True)
    return OpeningLine(line=_agreed_side(line, conflict, desk), is_disputed=True)


def _is_open(conflict: Conflict) -> bool:
    return conflict.relation == "contradicts"


def _both_sides(conflict: Conflict, story: Story) -> Line | None:
    """The sides of a conflict in words that stand alone, the better supported first; null where one has no such words."""
    claims = {claim.id: claim for claim in story.claims}
    sides = []
    for value in sorted(conflict.values, key=lambda value: (-value.independent.least, -len(value.reports))):
        told = [line for line in story.wordings if line.claim in claims and not set(claims[line.claim].own).isdisjoint(value.statements)]
        if not told:
            return None
        sides.append(max(told, key=lambda line: (len(claims[line.claim].reports), line.claim)))
    citations = tuple(dict.fromkeys(citation for side in sides for citation in side.citations))
    text = _VERSUS.join(dict.fromkeys(side.text for side in sides))
    return Line(text=text, claim=sides[0].claim, citations=citations) if _VERSUS in text else None


def _single(story: Story) -> OpeningLine | None:
    """Of what one source alone tells and most reports repeat, the most prominent."""
    claims = {claim.id: claim for claim in story.claims if 2 * len(claim.reports) > max(2, len(story.reports))}
    lines = [line for line in story.brief.single_source if line.claim in claims]
    found = max(lines, key=lambda line: _prominence(claims[line.claim], story), default=None)
    return OpeningLine(line=found, is_single=True) if found is not None else None


def find_conflict(line: Line, story: Story, *, without: Collection[str] = ()) -> Conflict | None:
    """The conflict whose sides a disputed line shows, of other kinds than those named."""
    found = [
        (len({value.value for value in conflict.values if place_in(line, value) is not None}), conflict)
        for conflict in story.conflicts
        if _is_open(conflict) and conflict.kind not in without and line.claim in conflict.claims
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def place_in(line: Line, value: ConflictValue) -> int | None:
    """Which of a line's citations, counted from 0, first shows a value; null where none does."""
    return next((number for number, cited in enumerate(line.citations) if _meets(value.citations, cited)), None)


def _meets(citations: tuple[Citation, ...], cited: Citation) -> bool:
    return any(one.report == cited.report and one.start < cited.end and cited.start < one.end for one in citations)


def _prominence(claim: Claim, story: Story) -> tuple[float, ...]:
    """Sources, reports, and how far up in them the claim stands on average."""
    firsts: dict[str, int] = {}
    wanted = set(claim.statements)
    for statement in story.statements:
        if statement.id in wanted:
            firsts[statement.report] = min(statement.start, firsts.get(statement.report, statement.start))
    depth = sum(firsts.values()) / len(firsts) if firsts else float("inf")
    return claim.independent.least, len(claim.reports), -depth


def _agreed_side(line: Line, conflict: Conflict, desk: Desk) -> Line:
    """The first side of a disputed line with its citations, if more stands behind it than behind any other and a part is in dispute."""
    supports = sorted(((value.independent.least, len(value.reports)) for value in conflict.values), reverse=True)
    if conflict.kind in _WHETHER or (len(supports) > 1 and supports[0] == supports[1]):
        return line
    text = line.text.split(_VERSUS)[0]
    kept = tuple(cited for cited in line.citations if one_line(desk.words(cited.report, cited.start, cited.end)) in text)
    return Line(text=text, claim=line.claim, citations=kept or line.citations[:1])
