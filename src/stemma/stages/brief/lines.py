"""The lines of a brief: known, disputed, single-sourced. Each is checked against the words it cites, and dropped if it fails."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.records import Citation, Claim, Conflict, ConflictKind, ConflictValue, Line, Statement
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.focus import find_protagonists
from stemma.stages.brief.gaps import is_open_no_more, undisclosed_words
from stemma.stages.brief.leaning import leans
from stemma.stages.brief.ranking import Ranking
from stemma.stages.brief.withheld import Withheld
from stemma.stages.brief.wording import Wording, best_wording, name_source, rate_wordings
from stemma.text.shingles import fold_plural, word_keys

MOST_KNOWN, MOST_DISPUTED, MOST_SINGLE = 7, 12, 7
REPEATS = 0.65
"""A line is left out when so much of its words stands in a line before it."""
SAME_MEANING = 0.6
"""The cosine of two sentences above which the second is left out, its matter being told."""
CONSIDERED = 60
"""How many claims, those nearest to the lead, are put in words to choose from."""
LEAST_QUALITY = 0.0
SUBSTANCE = 0.3
"""What each kind of substance is worth beside centrality, where one report alone tells something."""

ESSENTIAL = 0.5
"""What it counts for the first line, beside how near it is to the lead, how essential it is."""
LEAD = 0.15
"""The share of an article that counts as its lead."""
_STANDINGS = frozenset({"corroborated", "attributed", "uncorroborated"})
_OWN = {"single_source": 0.0, "attributed": 0.6}
_UNSURE = frozenset({"possible", "doubtful"})
_TOLD = frozenset({"happened", "ongoing", "planned", "cancelled"})


def write_known(desk: Desk, ranking: Ranking, withheld: Withheld) -> tuple[Line, ...]:
    """What stands firm: corroborated claims, then what a named source answers for (said with its name) and what several reports
    tell without a sign of independence; what happened first, then the most essential (``ranking.py``). What one person denies or one
    report alone has from somebody is left to the other parts of the brief, unless the report leads with it."""
    worded = word_known(desk, ranking, withheld)
    running = [pair for pair in worded if not ranking.is_apart(pair[1])]
    lead = max(running, key=lambda pair: round(ranking.rate_lead(pair[0]) + ESSENTIAL * ranking.rate_line(*pair), 6), default=None)
    ordered = sorted(worded, key=lambda pair: (pair is not lead, -ranking.rate_line(*pair), desk.earliest_place(pair[0]), pair[0].id))
    return _choose(ordered, ranking, MOST_KNOWN, ())


def word_known(desk: Desk, ranking: Ranking, withheld: Withheld) -> list[tuple[Claim, Wording]]:
    """The claims that may stand as known and can be put in words, those nearest to the lead first."""
    claims = [
        claim
        for claim in desk.claims
        if claim.standing in _STANDINGS
        and claim.id not in withheld.outdated
        and _is_told(claim, desk, withheld)
        and _is_shared(claim, desk)
    ]
    nearest = sorted(claims, key=lambda claim: (-ranking.rate_lead(claim), desk.earliest_place(claim), claim.id))[:CONSIDERED]
    return [(claim, wording) for claim in nearest if (wording := _word(claim, ranking, withheld))]


def write_single(desk: Desk, ranking: Ranking, withheld: Withheld, known: Sequence[Line]) -> tuple[Line, ...]:
    """What one report alone says, in its own voice or on somebody's word, and no line of ``known`` says already; headlines are not
    facts by themselves."""
    claims = [
        claim
        for claim in desk.claims
        if (claim.standing == "single_source" or (claim.standing == "attributed" and not _is_shared(claim, desk)))
        and _is_told(claim, desk, withheld)
        and any(
            desk.kind_of(statement) != "title" and _is_of_something(statement, desk.lexicons) for statement in desk.statements_of(claim)
        )
    ]
    ordered = sorted(
        claims,
        key=lambda claim: (
            round(
                1.5 * desk.earliest_place(claim) + _OWN[claim.standing] - ranking.centrality(claim) - SUBSTANCE * _substance(claim, desk), 3
            ),
            claim.id,
        ),
    )
    worded = ((claim, wording) for claim in ordered if (wording := _word(claim, ranking, withheld)))
    return _choose(worded, ranking, MOST_SINGLE, known)


def write_disputed(conflicts: Sequence[Conflict], desk: Desk, centrality: Callable[[Claim], float]) -> tuple[Line, ...]:
    """One line for each open conflict: the words of each side, the better supported first; two conflicts over the same words share one.
    What is nearest to the heart of the story comes first, quotations last."""
    claims = {claim.id: claim for claim in desk.claims}
    found: list[tuple[tuple[float, ...], Line]] = []
    for conflict in conflicts:
        if conflict.relation != "contradicts" or not conflict.claims:
            continue
        values = sorted(conflict.values, key=lambda value: -_support(value))
        rivals = {value.value: _words(" ".join(other.value for other in values if other is not value)) for value in values}
        sides = [wording for value in values if (wording := _word_side(value, rivals[value.value], conflict.kind, desk)) is not None]
        if _look_alike(values, sides, desk):
            continue
        text = " ↔ ".join(dict.fromkeys(side.text for side in sides))
        citations = tuple(dict.fromkeys(citation for side in sides for citation in side.citations))
        is_new = all(set(citations) != set(before.citations) for _, before in found)
        if len(sides) < 2 or " ↔ " not in text or not is_new or find_unfounded(text, citations, desk.pages, lexicons=desk.lexicons):
            continue
        line = Line(text=text, claim=_claim_of(sides[0], conflict, claims), citations=citations)
        nearest = max((centrality(claims[claim]) for claim in conflict.claims if claim in claims), default=0.0)
        found.append(((conflict.kind in {"quote", "attribution"}, -nearest), line))
    ordered = sorted(found, key=lambda pair: pair[0])
    return tuple(line for _, line in ordered[:MOST_DISPUTED])


def _look_alike(values: Sequence[ConflictValue], sides: Sequence[Wording], desk: Desk) -> bool:
    """Whether a reader would see no difference: every side shows the words that every value is read from."""
    shown = [_words(side.text) for side in sides]
    read = [
        _words(desk.pages[citation.report].report.text[citation.start : citation.end])
        for value in values
        for citation in value.citations[:1]
        if citation.report in desk.pages
    ]
    return bool(read) and all(words <= side for words in read for side in shown)


def _support(value: ConflictValue) -> float:
    return 2 * value.independent.least + value.independent.most + 0.25 * min(len(value.reports), 8)


def _claim_of(side: Wording, conflict: Conflict, claims: Mapping[str, Claim]) -> str:
    """The claim that a side's words belong to."""
    own = [claim for claim in conflict.claims if claim in claims and side.statement.id in claims[claim].own]
    return own[0] if own else conflict.claims[0]


def _word_side(value: ConflictValue, rivals: set[str], kind: ConflictKind, desk: Desk) -> Wording | None:
    """One side of a conflict, rather in a statement that shows the value in the words that the conflict gives it ("Wednesday night", not
    "at 9:40 p.m."), and not in a printed correction, which tells what was wrong beside what is right. Of a quotation of several sentences
    the one that has most of the words of its rivals, as the others are in no dispute."""
    statements = [desk.statements[statement] for statement in value.statements if statement in desk.statements]
    given = [c for c in value.citations if c.report in desk.pages and desk.pages[c.report].report.text[c.start : c.end] in value.value]
    holding = _holding(statements, given) or _holding(statements, value.citations) or statements
    told = [statement for statement in holding if not desk.corrects(statement)] or holding
    if kind == "quote" and told:
        shared = {statement.id: len(_words(statement.text) & rivals) for statement in told}
        told = [statement for statement in told if shared[statement.id] == max(shared.values())]
    return name_source(best_wording(_most_told(told, desk), desk), desk) if statements else None


def _holding(statements: Sequence[Statement], citations: Sequence[Citation]) -> list[Statement]:
    """The statements in which words that are cited stand."""
    return [
        statement
        for statement in statements
        if any(c.report == statement.report and c.start < statement.end and statement.start < c.end for c in citations)
    ]


def _most_told(statements: Sequence[Statement], desk: Desk) -> list[Statement]:
    """Of the statements of one side those that say it as most reports do: of the claim that most of them share."""
    told = sorted(
        {desk.home[statement.id].id: desk.home[statement.id] for statement in statements if statement.id in desk.home}.values(),
        key=lambda claim: (-claim.independent.least, -len(claim.reports), claim.id),
    )
    return [s for s in statements if told and desk.home.get(s.id) is told[0]] or list(statements)


def _is_apart(claim: Claim, desk: Desk) -> bool:
    """Whether the only report that tells a claim may be about something else: no claim of its is told by another, and it opens with none
    of those whom the story is about, be it by their country."""
    if not desk.alone.issuperset(claim.reports):
        return False
    opening = {e for report in claim.reports for s in desk.by_report[report] if desk.place_of[s.id] <= LEAD for e in s.entities}
    named = opening & find_protagonists(desk).keys()
    return all(look_up(desk.entities[entity].name, desk.lexicons) is not None for entity in named if entity in desk.entities)


def _is_shared(claim: Claim, desk: Desk) -> bool:
    """Whether a claim is more than one report's word: told by several, or told first by the only one, that is not apart, and no mere
    denial."""
    if len(claim.reports) > 1:
        return True
    statements = desk.statements_of(claim)
    leads = any(desk.place_of[statement.id] <= LEAD or desk.kind_of(statement) == "title" for statement in statements)
    is_hearsay = all(link.anonymous for statement in statements for link in statement.attribution)
    return (
        claim.standing == "attributed"
        and not is_hearsay
        and ((leads and not _is_apart(claim, desk)) or len(desk.pages) == 1)
        and all(statement.polarity == "affirmed" for statement in statements)
    )


def _is_told(claim: Claim, desk: Desk, withheld: Withheld) -> bool:
    """Whether some report tells a claim as more than a possibility."""
    return any(_is_firm(statement, withheld) for statement in desk.statements_of(claim))


def _is_of_something(statement: Statement, lexicons: Lexicons) -> bool:
    """Whether a statement names, counts or quotes: what does not is colour. What it tells not to be known is no fact."""
    is_open = undisclosed_words(lexicons).search(statement.text) is not None
    return not is_open and bool(statement.entities or statement.quantities or statement.event or statement.attribution)


def _substance(claim: Claim, desk: Desk) -> int:
    """How many of these a claim has: a count, an event of a known type with somebody in it. A date is none: background has dates too."""
    told = desk.statements_of(claim)
    return sum(
        (
            any(statement.quantities for statement in told),
            any(statement.event and (statement.event.actor or statement.event.recipient) for statement in told),
        )
    )


def _is_firm(statement: Statement, withheld: Withheld) -> bool:
    return statement.status in _TOLD and statement.certainty not in _UNSURE and statement.id not in withheld.judged


def _choose(worded: Iterable[tuple[Claim, Wording]], ranking: Ranking, most: int, before: Sequence[Line]) -> tuple[Line, ...]:
    """The first lines of claims in their words that repeat neither each other nor what stands before them."""
    lines: list[Line] = []
    seen = [_words(line.text) for line in before]
    meant: list[Statement] = []
    for claim, wording in worded:
        words = _words(wording.text)
        if any(len(words & other) >= REPEATS * min(len(words), len(other)) for other in seen) or any(
            ranking.rate_likeness(wording.statement, other) > SAME_MEANING for other in meant
        ):
            continue
        seen.append(words)
        meant.append(wording.statement)
        lines.append(Line(text=wording.text, claim=claim.id, citations=wording.citations))
        if len(lines) == most:
            break
    return tuple(lines)


def _word(claim: Claim, ranking: Ranking, withheld: Withheld) -> Wording | None:
    """A claim in the words of the best of its statements that may stand in a line."""
    desk = ranking.desk
    told = _speaking(claim, desk, withheld)
    chorus = ranking.hear(told)
    found = [(wording, worth + ranking.rate_telling(wording, chorus)) for wording, worth in rate_wordings(told, desk)]
    for ranked, _ in sorted(found, key=lambda pair: (-round(pair[1], 6), pair[0].statement.report, pair[0].statement.start)):
        wording = name_source(ranked, desk)
        if _may_stand(wording, claim, desk, withheld) and not find_unfounded(
            wording.text, wording.citations, desk.pages, lexicons=desk.lexicons
        ):
            return wording
    return None


def _may_stand(wording: Wording, claim: Claim, desk: Desk, withheld: Withheld) -> bool:
    """Whether words read well alone, and hold nothing that is out of date or only corrected there."""
    return (
        wording.quality >= LEAST_QUALITY
        and not wording.text.endswith((":", ","))
        and not (wording.points_back and len(claim.reports) < 2)
        and not leans(wording.text, desk)
        and not is_open_no_more(wording.text, wording.statement.report, desk)
        and not withheld.has_replaced(wording.citations)
        and not desk.corrects(wording.statement)
    )


def _words(text: str) -> set[str]:
    return {fold_plural(word) for word in word_keys(text)}


def _speaking(claim: Claim, desk: Desk, withheld: Withheld) -> list[Statement]:
    """The statements that a claim may be told by: those that tell it as a fact, where there are such; for a claim that rests on a named
    source, of these the ones that name it."""
    told = desk.statements_of(claim)
    firm = [statement for statement in told if _is_firm(statement, withheld)] or told
    if claim.standing != "attributed":
        return firm
    return [statement for statement in firm if any(not link.anonymous for link in statement.attribution)] or firm
