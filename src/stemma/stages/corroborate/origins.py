"""Where a claim comes from: its origins, and how many of them are independent.

A support is one report giving the claim from one source. Supports of one source are one node, whoever repeats it. Nodes are united where
something shows that they are one (``shared``), and for the lower count also where something suggests it (``suspected``). ``most``
counts what is left after the first kind of union; ``least`` counts, after both, what shows by itself that it is a witness: a source that is
named, or a report's own voice beside words of its own reporting. Further derivations can only unite more and spoil
evidence, so they never raise a count.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from stemma.records import Derivation, Independence, Link, Origin, Passage, Statement
from stemma.stages.corroborate.organs import Organs
from stemma.stages.corroborate.witnesses import TAKES, Names, Witness
from stemma.text.components import components
from stemma.text.normalise import fold

Kind = Literal["named", "unnamed", "own"]
Node = tuple[Kind, str]
FEWEST_WORDS, SAME_TEXT_WORDS = 3, 9
WHOLE = 0.8
"""A report of which so much is copied has everything from its source, its headline too."""
INSIDE = 0.5
"""The share of a statement that must lie in a shared passage for it to have been taken over with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One report gives the claim, from one source, in these statements. ``entity`` and ``name`` are the source's."""

    report: str
    node: Node
    name: str
    entity: str | None
    statements: tuple[Statement, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    origins: tuple[Origin, ...]
    independent: Independence


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What tracing origins needs to know of the story."""

    witnesses: Mapping[str, Witness]
    names: Names
    organs: Organs


def trace_origins(statements: Sequence[Statement], sources: Sources) -> Provenance:
    """The origins of the claim that these statements make, and their independence. Statements must not be empty."""
    supports = find_supports(statements, sources)
    bonds = _find_bonds(supports, sources)
    nodes = sorted({support.node for support in supports} | {node for bond in bonds for node in (bond.one, bond.other)})
    shown = components(nodes, [(bond.one, bond.other) for bond in bonds if bond.is_shown])
    closest = components(nodes, [(bond.one, bond.other) for bond in bonds])
    takers = {(bond.one, bond.taker) for bond in bonds if bond.taker}
    established = {support.node for support in supports if _is_established(support, takers, sources)}
    most = len(shown)
    least = min(most, max(1, sum(1 for component in closest if not established.isdisjoint(component))))
    origins = _list_origins(supports, shown, bonds, sources)
    why = _explain(supports, bonds, least, most, sources)
    return Provenance(origins=origins, independent=Independence(least=least, most=most, why=why))


# ---------------------------------------------------------------- supports


def find_supports(statements: Sequence[Statement], sources: Sources) -> tuple[Support, ...]:
    """Who gives the claim, by report and source. A report that names a source for it anywhere does not also vouch for it itself."""
    found: dict[tuple[str, Node], list[tuple[Statement, str, str | None]]] = {}
    for statement in sorted(statements, key=lambda statement: (statement.report, statement.start, statement.id)):
        node, name, entity = _source_of(statement, sources)
        found.setdefault((statement.report, node), []).append((statement, name, entity))
    attributed = {report for report, node in found if node[0] != "own"}
    supports = []
    for (report, node), entries in sorted(found.items()):
        if node[0] == "own" and report in attributed:
            continue
        _, name, entity = entries[0]
        given = tuple(statement for statement, _, _ in entries)
        supports.append(Support(report=report, node=node, name=name, entity=entity, statements=given))
    return tuple(supports)


def _source_of(statement: Statement, sources: Sources) -> tuple[Node, str, str | None]:
    witness = sources.witnesses[statement.report]
    link = innermost_named(statement.attribution, sources.organs)
    if link is not None:
        if _is_own_outlet(link, witness, sources.names):
            return ("own", statement.report), witness.name, None
        return ("named", sources.names.key(link.source, link.entity)), sources.names.show(link.source, link.entity), link.entity
    if statement.attribution:
        link = statement.attribution[-1]
        return ("unnamed", f"{statement.report} {link.source.casefold()}"), f"{link.source} ({witness.name})", None
    if witness.credit is not None:
        key = sources.names.key(witness.credit)
        return ("named", key), sources.names.show(witness.credit), key if key in sources.names.entities else None
    return ("own", statement.report), witness.name, None


def innermost_named(attribution: Sequence[Link], organs: Organs) -> Link | None:
    """The source nearest to what is said that has a name, or is known by its office ("the harbour master")."""
    return next((link for link in reversed(attribution) if not link.anonymous and organs.is_somebody(link.source, link.entity)), None)


def _is_own_outlet(link: Link, witness: Witness, names: Names) -> bool:
    """Whether a report names its own outlet ("a doctor told The Herald", in The Herald)."""
    return witness.outlet_key is not None and names.key(link.source, link.entity) == names.key(witness.name)


# ---------------------------------------------------------------- bonds


def _find_bonds(supports: Sequence[Support], sources: Sources) -> tuple[Bond, ...]:
    by_report: dict[str, list[Support]] = {}
    for support in supports:
        by_report.setdefault(support.report, []).append(support)
    bonds: list[Bond] = []
    for support in supports:
        bonds += _taken_over(support, by_report, sources)
    bonds += _borrowed_names(supports, by_report, sources)
    bonds += _same_hands(supports, sources)
    bonds += _undecided(supports, by_report, sources)
    bonds += _one_principal(supports, sources)
    bonds += _same_words(supports)
    return tuple(dict.fromkeys(bonds))


def _taken_over(support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> list[Bond]:
    """What a report says in its own voice, or from nobody by name, that it took from another report."""
    if support.node[0] == "named":
        return []
    bonds = []
    for edge in sources.witnesses[support.report].taken:
        target = _target(edge, support, by_report, sources)
        if target is not None:
            bonds.append(Bond(one=support.node, other=target, is_shown=True, why=explain_edge(edge, sources), taker=support.report))
    return bonds


def _target(edge: Derivation, support: Support, by_report: Mapping[str, Sequence[Support]], sources: Sources) -> Node | None:
    if not was_taken(edge, support, by_report):
        return None
    if edge.source is None:
        return "named", sources.names.key(edge.source_name or "")
    given = by_report.get(edge.source)
    return given[0].node if given else ("own", edge.source)


def was_taken(edge: Derivation, support: Support, by_report: Mapping[str, Sequence[Support]]) -> bool:
    """Whether an edge shows that the claim came with it: it stands in a shared passage, the source makes the claim too, or nearly all
    of the report is a copy."""
    if any(_lies_in(statement, edge.passages) for statement in support.statements):
        return True
    if edge.kind not in TAKES:
        return False
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
    named: dict[Node, list[Support]] = {}
    for support in supports:
        if support.node[0] == "named":
            named.setdefault(support.node, []).append(support)
    bonds = []
    for node, given in sorted(named.items()):
        targets = [_renamed(support, by_report, sources) for support in given]
        if all(targets):
            bonds += [Bond(one=node, other=other, is_shown=True, why=why, is_borrowed=True) for found in targets for other, why in found]
    return bonds


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
                is_shown = any(_lies_in(statement, edge.passages) for statement in support.statements)
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


def _same_words(supports: Sequence[Support]) -> list[Bond]:
    """A long sentence in the same words is one text, whoever ran it. Two people who are given the very same words are not witnesses of
    each other: one of them was misread."""
    voices: dict[str, Support] = {}
    speakers: dict[str, Support] = {}
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
                            why=f"{first.name} and {support.name} say it in the same words",
                        )
                    )
            elif support.node[0] == "named" and count >= FEWEST_WORDS:
                first = speakers.setdefault(words, support)
                if first.node != support.node:
                    why = f"{first.name} and {support.name} are given the very same words"
                    bonds.append(Bond(one=first.node, other=support.node, is_shown=False, why=why))
    return bonds


# ---------------------------------------------------------------- counting and telling


def _is_established(support: Support, takers: Set[tuple[Node, str]], sources: Sources) -> bool:
    if support.node[0] == "named":
        return sources.organs.is_known(support.name, support.entity) and not sources.organs.is_press(support.name)
    if support.node[0] == "unnamed" or (support.node, support.report) in takers:
        return False
    witness = sources.witnesses[support.report]
    return any(witness.shows_own_work(statement) for statement in support.statements)


def _list_origins(
    supports: Sequence[Support], shown: Sequence[Sequence[Node]], bonds: Sequence[Bond], sources: Sources
) -> tuple[Origin, ...]:
    """Counted origins first, those that most reports give before the others; then what was derived from them. Where a claim was taken
    from a report in which it was not found as a statement, that report's outlet is the origin."""
    takers = {(bond.one, bond.taker) for bond in bonds if bond.taker}
    borrowed = {bond.one for bond in bonds if bond.is_borrowed}
    origins = []
    for component in shown:
        inside = [support for support in supports if support.node in component]
        genuine = [s for s in inside if (s.node, s.report) not in takers and s.node not in borrowed] or inside[:1]
        origins += _group(genuine)
        absent = [node for node in component if node[0] == "own" and node[1] not in {support.report for support in inside}]
        if absent and not [s for s in inside if (s.node, s.report) not in takers]:
            reports = tuple(sorted({support.report for support in inside}))
            origins.append(Origin(name=sources.witnesses[absent[0][1]].name, entity=None, kind="own_voice", reports=reports))
            continue
        lead = genuine[0] if genuine else None
        derived = [support for support in inside if support not in genuine]
        if lead is not None and derived:
            reports = tuple(sorted({support.report for support in derived}))
            origins.append(Origin(name=lead.name, entity=lead.entity, kind="derived", reports=reports))
    return tuple(sorted(origins, key=lambda origin: (origin.kind == "derived", -len(origin.reports), origin.name, origin.reports)))


def _group(supports: Sequence[Support]) -> list[Origin]:
    by_node: dict[Node, list[Support]] = {}
    for support in supports:
        by_node.setdefault(support.node, []).append(support)
    origins = []
    for node, given in sorted(by_node.items()):
        reports = tuple(sorted({support.report for support in given}))
        kind: Literal["named", "own_voice"] = "named" if node[0] == "named" else "own_voice"
        origins.append(Origin(name=given[0].name, entity=given[0].entity, kind=kind, reports=reports))
    return origins


def _explain(supports: Sequence[Support], bonds: Sequence[Bond], least: int, most: int, sources: Sources) -> tuple[str, ...]:
    lines = [bond.why for bond in bonds if bond.why]
    givers: dict[Node, list[Support]] = {}
    for support in supports:
        givers.setdefault(support.node, []).append(support)
    for node, given in sorted(givers.items()):
        reports = sorted({support.report for support in given})
        if node[0] == "named" and len(reports) > 1:
            lines.append(f"{join_names([sources.witnesses[report].name for report in reports])} all have it from {given[0].name}")
    if least < most:
        unshown = sorted(
            {sources.witnesses[s.report].name for s in supports if s.node[0] == "own" and not _is_established(s, set(), sources)}
        )
        if unshown:
            lines.append(f"nothing shows that {join_names(unshown)} learned of it independently")
        unnamed = sorted({support.name for support in supports if support.node[0] == "unnamed"})
        if unnamed:
            lines.append(f"{join_names(unnamed)}: not named, so not shown to be another source")
    return tuple(dict.fromkeys(lines))


def explain_edge(edge: Derivation, sources: Sources) -> str:
    """A derivation in words: "daily.example repeats agency.example word for word (94 % of its text)"."""
    taker = sources.witnesses[edge.report].name
    present = sources.witnesses.get(edge.source or "")
    source = present.name if present else (edge.source_name or "an absent source")
    if taker == source:
        taker, source = f"{taker} ({edge.report})", f"{source} ({edge.source})" if edge.source else source
    share = f" ({_share(edge)} of its text)" if edge.coverage > 0 else ""
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
        return f"{names[0]} ({one}) and ({other})"
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
