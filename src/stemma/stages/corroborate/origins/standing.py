"""How firmly a claim stands: its standing and its Admiralty credibility (NATO AJP-2.1; the digit, not the letter)."""

from collections.abc import Sequence

from stemma.records import Conflict, Independence, Origin, Standing, Statement

_UNJUDGED = frozenset({"opinion", "hypothetical"})


def judge_standing(origins: Sequence[Origin], independent: Independence, *, is_contested: bool) -> Standing:
    """``disputed`` with an open conflict; else by origins:

    ============================================  ==================
    at least two shown to be independent          ``corroborated``
    every origin is a named one                   ``attributed``
    one voice, whoever repeats it                 ``single_source``
    several voices, independence not shown        ``uncorroborated``
    ============================================  ==================
    """
    if is_contested:
        return "disputed"
    if independent.least >= 2:
        return "corroborated"
    counted = [origin for origin in origins if origin.kind != "derived"]
    if counted and all(origin.kind == "named" for origin in counted):
        return "attributed"
    return "single_source" if independent.most <= 1 else "uncorroborated"


def judge_credibility(statements: Sequence[Statement], independent: Independence, rivals: Sequence[Independence], likely: int) -> int:
    """The Admiralty digit of a claim; ``rivals`` are the supports of what contradicts it, ``likely`` is how many origins it has through
    statements that are likely to tell it.

    =====  =========================  ============================================================================
    digit  meaning                    given when
    =====  =========================  ============================================================================
    1      confirmed by others        at least two independent origins, nothing contradicts it
    2      probably true              more than one origin may stand behind it, as is likely, nothing contradicts it
    3      possibly true              one origin, or more by statements that only perhaps tell it, nothing contradicts it
    4      doubtful                   contradicted, or told as doubtful; no rival has better support
    5      improbable                 contradicted by what more independent origins say than can stand behind it
    6      cannot be judged           an opinion, a supposition, or told only by sources without a name
    =====  =========================  ============================================================================
    """
    if statements and all(statement.status in _UNJUDGED or _is_hearsay(statement) for statement in statements):
        return 6
    if rivals:
        return 5 if max(rival.least for rival in rivals) > independent.most else 4
    if statements and all(statement.certainty == "doubtful" for statement in statements):
        return 4
    if independent.least >= 2:
        return 1
    return 2 if min(independent.most, likely) >= 2 else 3


def _is_hearsay(statement: Statement) -> bool:
    return bool(statement.attribution) and all(link.anonymous for link in statement.attribution)


def rivals_of(claim: str, sides: Sequence[str], conflicts: Sequence[Conflict]) -> tuple[Independence, ...]:
    """The supports of the values that contradict a claim; ``sides`` are its statements."""
    rivals: list[Independence] = []
    for conflict in conflicts:
        if conflict.relation != "contradicts" or claim not in conflict.claims:
            continue
        own = set(sides)
        rivals += [value.independent for value in conflict.values if own.isdisjoint(value.statements)]
    return tuple(rivals)
