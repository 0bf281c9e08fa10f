"""Where a claim comes from: its origins, and how many of them are independent.

A support is one report giving the claim from one source. Supports of one source are one node, whoever repeats it. Nodes are united
by bonds that are shown, and for the lower count also by bonds that are suspected. ``most`` counts what is left after the first
kind of union; ``least`` counts, after both, what shows by itself that it is a witness: a source that is named, or a report's own
voice beside words of its own reporting. Further derivations can only unite more and spoil evidence, so they never raise a count.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from stemma.records import Independence, Origin, Statement
from stemma.stages.corroborate.origins.bonds import Bond, find_bonds, join_names
from stemma.stages.corroborate.origins.supports import Node, Sources, Support, find_supports
from stemma.text.components import components

Kind = Literal["named", "own_voice", "derived"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    origins: tuple[Origin, ...]
    independent: Independence


def trace_origins(statements: Sequence[Statement], sources: Sources) -> Provenance:
    """The origins of the claim that these statements make, and their independence. Statements must not be empty."""
    supports = find_supports(statements, sources)
    bonds = find_bonds(supports, sources)
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


def trace_wider_origins(
    own: Sequence[Statement], also: Sequence[Statement], cores: Sequence[Sequence[Statement]], sources: Sources
) -> tuple[Provenance, int | None]:
    """The origins of a claim with the statements that tell it too though they are at home in another, and the place of the core that shows
    two or more of them to be independent, where one does. ``also`` may stand for further origins, so it counts for ``most``; that origins
    are independent is shown by the statements of one core of the claim alone: those that surely say the same."""
    provenance = trace_origins([*own, *also], sources)
    given = provenance.independent
    if given.least < 2:
        return provenance, None
    traced = [trace_origins(core, sources).independent.least for core in cores]
    best = max(range(len(traced)), key=lambda place: (traced[place], -place))
    least = min(given.least, trace_origins(own, sources).independent.least, traced[best])
    if least == given.least:
        return provenance, best
    why = _explain_apart(own, cores[best], sources)
    independent = replace(given, least=least, why=tuple(dict.fromkeys((*given.why, *why))))
    return replace(provenance, independent=independent), best if least > 1 else None


def _explain_apart(own: Sequence[Statement], core: Sequence[Statement], sources: Sources) -> list[str]:
    """A line for the witnesses whose words are not shown to say what the core says."""
    inside = {support.node for support in find_supports(core, sources)}
    outside = [
        support for support in find_supports(own, sources) if support.node not in inside and _is_established(support, set(), sources)
    ]
    names = sorted({support.name for support in outside})
    return [f"what {join_names(names)} {'says' if len(names) == 1 else 'say'} is near to it, but not shown to be the same"] if names else []


def _is_established(support: Support, takers: Set[tuple[Node, str]], sources: Sources) -> bool:
    if support.node[0] == "named":
        is_press = support.node[1] in sources.wires or sources.organs.is_press(support.name)
        return sources.organs.is_known(support.name, support.entity) and not is_press
    if support.node[0] == "unnamed" or (support.node, support.report) in takers:
        return False
    witness = sources.witnesses[support.report]
    return any(witness.shows_own_work(statement) for statement in support.statements)


def _list_origins(
    supports: Sequence[Support], shown: Sequence[Sequence[Node]], bonds: Sequence[Bond], sources: Sources
) -> tuple[Origin, ...]:
    """Counted origins first, those that most reports give before the others; then what was derived from them. Where a claim was taken
    from a report in which it was not found as a statement of the claim, whoever is behind it there is named with it."""
    takers = {(bond.one, bond.taker) for bond in bonds if bond.taker}
    borrowed = {bond.one for bond in bonds if bond.is_borrowed}
    origins = []
    for component in shown:
        inside = [support for support in supports if support.node in component]
        genuine = [s for s in inside if (s.node, s.report) not in takers and s.node not in borrowed] or inside[:1]
        given = {support.node for support in inside}
        absent = [node for node in component if node not in given]
        if absent and not [s for s in inside if (s.node, s.report) not in takers]:
            reports = tuple(sorted({support.report for support in inside}))
            name, entity = _describe(absent[0], sources)
            kind: Kind = "derived" if len(shown) == 1 else "named" if absent[0][0] == "named" else "own_voice"
            origins.append(Origin(name=name, entity=entity, kind=kind, reports=reports))
            continue
        origins += _group(genuine)
        derived: dict[tuple[str, str | None], set[str]] = {}
        for support in inside:
            if genuine and support not in genuine:
                derived.setdefault(_taken_from(support, genuine, bonds), set()).add(support.report)
        origins += [
            Origin(name=name, entity=entity, kind="derived", reports=tuple(sorted(reports)))
            for (name, entity), reports in sorted(derived.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        ]
    return tuple(sorted(origins, key=lambda origin: (origin.kind == "derived", -len(origin.reports), origin.name, origin.reports)))


def _taken_from(support: Support, genuine: Sequence[Support], bonds: Sequence[Bond]) -> tuple[str, str | None]:
    """Name and entity of the source from which a report took the claim over; of the first one where the way there is longer."""
    targets = {bond.other for bond in bonds if bond.one == support.node and bond.taker in {support.report, None} and bond.is_shown}
    lead = next((one for one in genuine if one.node in targets), genuine[0])
    return lead.name, lead.entity


def _describe(node: Node, sources: Sources) -> tuple[str, str | None]:
    """The name and entity of a source that no statement of the claim itself gives."""
    if node[0] == "own":
        return sources.witnesses[node[1]].name, None
    if node[0] == "unnamed":
        report, _, words = node[1].partition(" ")
        return f"{words} ({sources.witnesses[report].name})", None
    known = sources.names.entities.get(node[1])
    return (known.name, known.id) if known else (node[1], None)


def _group(supports: Sequence[Support]) -> list[Origin]:
    by_node: dict[Node, list[Support]] = {}
    for support in supports:
        by_node.setdefault(support.node, []).append(support)
    origins = []
    for node, given in sorted(by_node.items()):
        reports = tuple(sorted({support.report for support in given}))
        kind: Kind = "named" if node[0] == "named" else "own_voice"
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
            outlets = list(dict.fromkeys(sources.witnesses[report].name for report in reports))
            have = {1: "has", 2: "both have"}.get(len(outlets), "all have")
            lines.append(f"{join_names(outlets)} {have} it from {given[0].name}")
    if least < most:
        takers = {(bond.one, bond.taker) for bond in bonds if bond.taker and bond.is_shown}
        own = [support for support in supports if support.node[0] == "own" and (support.node, support.report) not in takers]
        unshown = sorted({sources.witnesses[support.report].name for support in own if not _is_established(support, set(), sources)})
        if unshown:
            lines.append(f"nothing shows that {join_names(unshown)} learned of it independently")
        unnamed = sorted({support.name for support in supports if support.node[0] == "unnamed"})
        if unnamed:
            lines.append(f"{join_names(unnamed)}: not named, so not shown to be another source")
    return tuple(dict.fromkeys(lines))
