"""What makes two sources of a claim one, or may: derivation, one outlet, one text, one state, one person."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.records import Derivation, Link, Passage, Statement
from stemma.stages.corroborate.origins.supports import Node, Sources, Support, source_of
from stemma.stages.corroborate.origins.witnesses import TAKES
from stemma.text.normalise import fold
from stemma.text.shingles import containment, shingles

FEWEST_WORDS, SAME_TEXT_WORDS = 3, 9
NEARLY_WORDS, RUN, NEARLY = 5, 3, 0.6
"""Two statements, the shorter of so many words, are in nearly the same ones where this share of its runs of ``RUN`` stands in the other."""
_WORD = re.compile(r"\w+")
WHOLE = 0.8
"""A report of which so much is copied has everything from its source, its headline too."""
INSIDE = 0.5
"""The share of a statement that must lie in a shared passage for it to have been taken over with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """Two nodes are one, or may be: ``why`` says it to readers. ``is_shown`` false: only suspected. ``taker`` is the report that
    took the claim over, where one did; ``is_borrowed``: the first node is a name that only such reports give."""

    one: Node
    other: Node
    is_shown: bool
    why: str | None
    taker: str | None = None
    is_borrowed: bool = False


def find_bonds(supports: Sequence[Support], sources: Sources) -> tuple[Bond, ...]:
    """Every bond among the sources of a claim, in a fixed order. A bond never depends on another, so that more derivations can only
    add bonds."""
    by_report: dict[str, list[Support]] = {}
    for support in supports:
        by_report.setdefault(support.report, []).append(support)
    bonds: list[Bond] = []
    for support in supports:
        bonds += _taken_over(support, by_report, sources)
    bonds += _borrowed_names(supports, by_report, sources)
    bonds += _other_mouths(supports, sources)
    bonds += _passed_on(supports, sources)
    bonds += _same_hands(supports, sources)
    bonds += _one_owner(supports, sources)
    bonds += _undecided(supports, by_report, sources)
    bonds += _one_principal(supports, sources)
    bonds += _same_words(supports, sources)
    bonds += _cited_outlets(supports, by_report, sources)
    return tuple(dict.fromkeys(bonds))


def _taken_over(support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[Bond]:
    """What a report says in its own voice, or from nobody by name, that it took from another report."""
    if support.node[0] == "named":
        return []
    bonds = []
    for edge in sources.witnesses[support.report].taken:
        target = _target(edge, support, by_report, sources)
        if target is not None:
            is_added, why = _is_added(edge, support, sources), explain_edge(edge, sources)
            if is_added:
                bonds.append(Bond(one=support.node, other=target, is_shown=False, why=f"{why}; that it has this from there is not shown"))
            else:
                bonds.append(Bond(one=support.node, other=target, is_shown=True, why=why, taker=support.report))
    return bonds


def _is_added(edge: Derivation, support: Support, sources: Sources) -> bool:
    """Whether a report tells the claim in words that its source has nowhere: that the source makes the claim too does not show that the
    report has it from there."""
    if _counterparts(edge, support, sources) or (edge.kind == "copies" and edge.coverage >= WHOLE):
        return False
    added = {addition.statement for addition in edge.additions} - sources.empty
    return all(statement.id in added and not _lies_in(statement, edge.passages) for statement in support.statements)


def _target(edge: Derivation, support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> Node | None:
    if not was_taken(edge, support, by_report, sources):
        return None
    if edge.source is None:
        return "named", sources.names.key(edge.source_name or "")
    given = by_report.get(edge.source)
    if given:
        return given[0].node
    counterparts = _counterparts(edge, support, sources)
    return source_of(counterparts[0], sources)[0] if counterparts else ("own", edge.source)


def _counterparts(edge: Derivation, support: Support, sources: Sources) -> list[Statement]:
    """What the source of an edge says of the matter, where the statements of a report came from there."""
    found = [other for statement in support.statements for other in sources.taken_from.get(statement.id, ())]
    return [other for other in found if other.report == edge.source]


def was_taken(edge: Derivation, support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> bool:
    """Whether an edge shows that the claim came with it: it stands in a shared passage, the source makes the claim too or says it in
    other words, nearly all of the report is a copy, or only a headline that tells nothing of its own makes the claim."""
    if any((statement.id, edge.source) in sources.changed for statement in support.statements):
        return False
    if any(_lies_in(statement, edge.passages) for statement in support.statements):
        return True
    if edge.kind not in TAKES:
        return False
    if _counterparts(edge, support, sources) or (edge.source and all(statement.id in sources.empty for statement in support.statements)):
        return True
    if edge.kind == "copies" and edge.coverage >= WHOLE:
        return True
    if edge.source is not None:
        return edge.source in by_report
    added = {addition.statement for addition in edge.additions}
    return any(statement.id not in added for statement in support.statements)


def _lies_in(statement: Statement, passages: Sequence[Passage]) -> bool:
    shared = sum(max(0, min(statement.end, p.report_end) - max(statement.start, p.report_start)) for p in passages)
    return shared >= INSIDE * (statement.end - statement.start)


def _borrowed_names(supports: Sequence[Support], by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[Bond]:
    """A source that only rewrites name, for what the text they rewrote has from somebody else, is not another witness."""
    bonds = []
    for node, given in _by_name(supports):
        targets = [_renamed(support, by_report, sources) for support in given]
        if all(targets):
            bonds += [Bond(one=node, other=other, is_shown=True, why=why, is_borrowed=True) for found in targets for other, why in found]
    return bonds


def _by_name(supports: Sequence[Support]) -> list[tuple[Node, list[Support]]]:
    """The supports of each source with a name."""
    named: dict[Node, list[Support]] = {}
    for support in supports:
        if support.node[0] == "named":
            named.setdefault(support.node, []).append(support)
    return sorted(named.items())


def _other_mouths(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """Whoever is given words that a report took from another and changed on the way is no other witness than who said them there."""
    bonds = []
    for node, given in _by_name(supports):
        told = [sources.altered.get(statement.id) for support in given for statement in support.statements]
        for origin in told if all(told) else ():
            if origin is not None and origin[0] != node:
                why = f"{explain_edge(origin[1], sources)}, and changed the quotation"
                bonds.append(Bond(one=node, other=origin[0], is_shown=True, why=why, is_borrowed=True))
    return bonds


def _passed_on(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """Who is heard only through another source of the claim ("Kell said that Holm says so") is not shown to be a second one."""
    bonds = []
    named = dict(_by_name(supports))
    for node, given in named.items():
        statements = [statement for support in given for statement in support.statements]
        through = [
            {_node_of(link, sources) for link in statement.attribution if not link.anonymous} & set(named) for statement in statements
        ]
        for other in sorted(set.intersection(*through) - {node}) if through else ():
            why = f"what {given[0].name} says is told by {named[other][0].name}"
            bonds.append(Bond(one=node, other=other, is_shown=False, why=why))
    return bonds


def _node_of(link: Link, sources: Sources) -> Node:
    return "named", sources.names.key(link.source, link.entity)


def _renamed(support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[tuple[Node, str]]:
    """What the texts that a report rewrites have the claim from, where that is another source than the report names."""
    found = []
    for edge in sources.witnesses[support.report].taken:
        if edge.source is not None and edge.source in by_report and edge.kind in TAKES:
            nodes = [given.node for given in by_report[edge.source]]
            if support.node not in nodes:
                found.append((nodes[0], explain_edge(edge, sources)))
    return found


def _same_hands(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """Own voices of one outlet, or of one text, are one voice; so are their sources without a name where they call them the same."""
    bonds = []
    for key in ("outlet_key", "text_key"):
        first: dict[tuple[str, str], Support] = {}
        for support in supports:
            witness = sources.witnesses[support.report]
            value = witness.outlet_key if key == "outlet_key" else witness.text_key
            if support.node[0] == "named" or value is None:
                continue
            before = first.setdefault((value, support.node[1].removeprefix(support.report)), support)
            if before is not support:
                kind = "are of one outlet" if key == "outlet_key" else "are one text"
                why = f"{_pair(before.report, support.report, sources)} {kind}"
                bonds.append(Bond(one=before.node, other=support.node, is_shown=True, why=why))
    return bonds


def _one_owner(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """Own voices of two outlets that one firm owns may be one: they share desks and texts."""
    first: dict[str, Support] = {}
    bonds = []
    for support in supports:
        owner = sources.witnesses[support.report].owner
        if support.node[0] == "named" or owner is None:
            continue
        before = first.setdefault(owner, support)
        if before.node != support.node:
            is_one = before.report == support.report
            pair = _pair(before.report, support.report, sources)
            why = f"sources of {pair.partition(' (')[0]} that may be one" if is_one else f"{pair} both belong to {owner}"
            bonds.append(Bond(one=before.node, other=support.node, is_shown=False, why=why))
    return bonds


def _undecided(supports: Sequence[Support], by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[Bond]:
    bonds = []
    for support in supports:
        if support.node[0] == "named":
            continue
        for edge in sources.witnesses[support.report].undecided:
            if edge.report != support.report or edge.source is None:
                continue
            for other in by_report.get(edge.source, ()):
                if other.node[0] == "named" and support.node[0] == "own":
                    continue
                is_whole = edge.kind == "copies" and edge.coverage >= WHOLE
                is_shown = is_whole or any(_lies_in(statement, edge.passages) for statement in support.statements)
                why = f"{_pair(edge.report, edge.source, sources)} share {_share(edge)} of a text; who drew on whom is open"
                bonds.append(Bond(one=support.node, other=other.node, is_shown=is_shown, why=why))
    return bonds


def _one_principal(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """A body and who speaks for it are one source; two organs of one state are suspected to be."""
    named = {support.node: support for support in reversed(supports) if support.node[0] == "named"}
    ordered = [named[node] for node in sorted(named)]
    bonds = []
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            kinship = sources.organs.relate((one.name, one.entity), (other.name, other.entity))
            if kinship is not None:
                bonds.append(Bond(one=one.node, other=other.node, is_shown=kinship.is_shown, why=kinship.why))
    return bonds


def _cited_outlets(supports: Sequence[Support], by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[Bond]:
    """An outlet named as the source, whose own report is there, is that report's source of the claim, or its voice."""
    bonds = []
    for support in supports:
        for report in sources.reports_of.get(support.node[1], ()) if support.node[0] == "named" else ():
            given = by_report.get(report)
            other: Node = given[0].node if given else ("own", report)
            if other != support.node:
                bonds.append(
                    Bond(one=support.node, other=other, is_shown=True, why=f"{sources.witnesses[support.report].name} cites {support.name}")
                )
    return bonds


def _same_words(supports: Sequence[Support], sources: Sources) -> list[Bond]:
    """A long sentence in the same words is one text, whoever ran it. Two sources that are given the very same words are not witnesses of
    each other, nor two that are given nearly the same: one of them was misread, or one text lies behind both."""
    voices: dict[str, Support] = {}
    speakers: dict[str, Support] = {}
    heads: dict[tuple[str, ...], tuple[Support, tuple[str, ...]]] = {}
    bonds = []
    for support in supports:
        for statement in support.statements:
            words = fold(statement.text).strip(" .,;:!?\"'")
            count = len(words.split())
            if not statement.attribution and count >= SAME_TEXT_WORDS:
                first = voices.setdefault(words, support)
                if first.node != support.node:
                    bonds.append(
                        Bond(
                            one=first.node,
                            other=support.node,
                            is_shown=True,
                            why=f"{_pair(first.report, support.report, sources)} say it in the same words",
                        )
                    )
            elif support.node[0] == "named" and count >= FEWEST_WORDS:
                first = speakers.setdefault(words, support)
                if first.node != support.node:
                    why = f"{first.name} and {support.name} are given the very same words"
                    bonds.append(Bond(one=first.node, other=support.node, is_shown=False, why=why))
            bonds += _nearly_same(support, tuple(_WORD.findall(words)), heads)
    return bonds


def _nearly_same(support: Support, words: tuple[str, ...], heads: dict[tuple[str, ...], tuple[Support, tuple[str, ...]]]) -> Iterator[Bond]:
    """Bonds with those who were met before in nearly the same words: ``heads`` leads from each run of words to the first who has it."""
    if len(words) < NEARLY_WORDS:
        return
    met = {
        found[0].node: found for run in shingles(words, RUN) if (found := heads.setdefault(run, (support, words)))[0].node != support.node
    }
    for first, others in met.values():
        shorter, longer = sorted((words, others), key=len)
        if shorter != longer and containment(shorter, longer, RUN) >= NEARLY:
            why = f"{first.name} and {support.name} have it in nearly the same words"
            yield Bond(one=first.node, other=support.node, is_shown=False, why=why)


def explain_edge(edge: Derivation, sources: Sources) -> str:
    """A derivation in words: "daily.example repeats agency.example word for word (94 % of its text)"."""
    taker = sources.witnesses[edge.report].name
    present = sources.witnesses.get(edge.source or "")
    source = present.name if present else (edge.source_name or "an absent source")
    if taker == source:
        taker, source = f"{taker} ({edge.report})", f"{source} ({edge.source})" if edge.source else source
    share = f" ({_share(edge)} of its text)" if round(100 * edge.coverage) else ""
    match edge.kind:
        case "copies":
            return f"{taker} repeats {source} word for word{share}"
        case "rewrites":
            return f"{taker} rewrites {source}{share}"
        case "translates":
            return f"{taker} translates {source}{share}"
        case "shares_wire":
            return f"{taker} runs text of {source}{share}"
        case _:
            return f"{taker} cites {source}{share}"


def _share(edge: Derivation) -> str:
    return f"{round(100 * edge.coverage)} %"


def _pair(one: str, other: str, sources: Sources) -> str:
    names = [sources.witnesses[report].name for report in (one, other)]
    if names[0] == names[1]:
        return f"{names[0]} ({one}) and {names[0]} ({other})"
    return join_names(names)


def join_names(names: Sequence[str]) -> str:
    """Names as a reader lists them, long lists cut short.

    >>> join_names(["Herald", "Post", "Star"])
    'Herald, Post and Star'
    """
    distinct = list(dict.fromkeys(names))
    if len(distinct) > 6:
        distinct = [*distinct[:5], f"{len(distinct) - 5} others"]
    return distinct[0] if len(distinct) == 1 else ", ".join(distinct[:-1]) + " and " + distinct[-1]
