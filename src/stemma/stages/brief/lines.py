"""The lines of a brief: known, disputed, single-sourced. Each is checked against the words it cites, and dropped if it fails."""

from collections.abc import Callable, Sequence

from stemma.records import Claim, Conflict, ConflictValue, Line, Statement
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.wording import Wording, best_wording, name_source
from stemma.text.shingles import fold_plural, keyed_words

MOST_KNOWN, MOST_DISPUTED, MOST_SINGLE = 7, 12, 7
REPEATS = 0.65
"""A line is left out when so much of its words stands in a line before it."""
LEAST_QUALITY = 0.0

_STANDINGS = {"corroborated": 0, "attributed": 1, "uncorroborated": 2}
_TOLD = frozenset({"happened", "ongoing", "planned", "cancelled"})


def write_known(desk: Desk, focus: Callable[[Claim], float]) -> tuple[Line, ...]:
    """What stands firm: corroborated claims, then what a named source answers for (said with its name) and what several reports
    tell without a sign of independence. By support, by ``focus`` (how near a claim is to the matter of the story) and by place."""
    claims = [claim for claim in desk.claims if claim.standing in _STANDINGS and _is_told(claim, desk)]
    claims = [claim for claim in claims if claim.standing != "uncorroborated" or len(claim.reports) > 1]
    ordered = sorted(claims, key=lambda claim: _rank(claim, desk, focus))
    return _write(ordered, desk, MOST_KNOWN, ())


def write_single(desk: Desk, focus: Callable[[Claim], float], known: Sequence[Line]) -> tuple[Line, ...]:
    """What one report alone says in its own voice, and no line of ``known`` says already."""
    claims = [claim for claim in desk.claims if claim.standing == "single_source" and _is_told(claim, desk)]
    ordered = sorted(claims, key=lambda claim: (round(1.5 * desk.earliest_place(claim) - focus(claim), 3), claim.id))
    return _write(ordered, desk, MOST_SINGLE, known)


def write_disputed(conflicts: Sequence[Conflict], desk: Desk) -> tuple[Line, ...]:
    """One line for each open conflict: the words of each side; two conflicts over the same words share one."""
    lines: list[Line] = []
    for conflict in conflicts:
        if conflict.relation != "contradicts" or not conflict.claims:
            continue
        sides = [wording for value in conflict.values if (wording := _word_side(value, desk)) is not None]
        if len(sides) < 2:
            continue
        text = " ↔ ".join(dict.fromkeys(side.text for side in sides))
        citations = tuple(dict.fromkeys(citation for side in sides for citation in side.citations))
        line = Line(text=text, claim=conflict.claims[0], citations=citations)
        is_new = all(set(citations) != set(before.citations) for before in lines)
        if " ↔ " in text and is_new and not find_unfounded(text, citations, desk.pages):
            lines.append(line)
    return tuple(lines[:MOST_DISPUTED])


def _word_side(value: ConflictValue, desk: Desk) -> Wording | None:
    statements = [desk.statements[statement] for statement in value.statements if statement in desk.statements]
    holding = [
        statement
        for statement in statements
        if any(c.report == statement.report and c.start < statement.end and statement.start < c.end for c in value.citations)
    ]
    return best_wording(holding or statements, desk) if statements else None


def _is_told(claim: Claim, desk: Desk) -> bool:
    return any(statement.status in _TOLD for statement in desk.statements_of(claim))


def _rank(claim: Claim, desk: Desk, focus: Callable[[Claim], float]) -> tuple[float, ...]:
    support = claim.independent.least + 0.5 * min(len(claim.reports), 6) + 0.25 * min(claim.independent.most, 4)
    return (
        -round(support + 2 * focus(claim) - 1.5 * desk.earliest_place(claim) - 0.6 * _STANDINGS[claim.standing], 3),
        desk.earliest_place(claim),
    )


def _write(claims: Sequence[Claim], desk: Desk, most: int, before: Sequence[Line]) -> tuple[Line, ...]:
    lines: list[Line] = []
    seen = [_words(line.text) for line in before]
    for claim in claims:
        if len(lines) == most:
            break
        wording = name_source(best_wording(_speaking(claim, desk), desk), desk)
        words = _words(wording.text)
        if wording.quality < LEAST_QUALITY or any(len(words & other) >= REPEATS * min(len(words), len(other)) for other in seen):
            continue
        if find_unfounded(wording.text, wording.citations, desk.pages):
            continue
        seen.append(words)
        lines.append(Line(text=wording.text, claim=claim.id, citations=wording.citations))
    return tuple(lines)


def _words(text: str) -> set[str]:
    return {fold_plural(word.key) for word in keyed_words(text)}


def _speaking(claim: Claim, desk: Desk) -> list[Statement]:
    """For a claim that rests on a named source, the statements that name it."""
    statements = desk.statements_of(claim)
    if claim.standing != "attributed":
        return statements
    return [statement for statement in statements if any(not link.anonymous for link in statement.attribution)] or statements
