"""Who gives a claim: each report with the source it names, or in its own voice."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from stemma.records import Derivation, Link, Statement
from stemma.stages.corroborate.origins.organs import Organs
from stemma.stages.corroborate.origins.witnesses import Names, Witness

Kind = Literal["named", "unnamed", "own"]
Node = tuple[Kind, str]
_WHEN = re.compile(r"\s+on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*$", re.IGNORECASE)
"""The day on which an unnamed source spoke is no part of what it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """One report gives the claim, from one source, in these statements. ``entity`` and ``name`` are the source's."""

    report: str
    node: Node
    name: str
    entity: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sources:
    """What tracing origins needs to know of the story. ``reports_of`` leads from an outlet's name, as ``Names`` keys it, to its reports,
    ``wires`` are those whom a whole text is credited to. ``taken_from`` leads from a statement that came from another report to the
    statements there that it came from; ``changed`` holds statements with the report that they came from with another value; ``empty`` are
    headlines that tell nothing of their own. ``altered`` leads from a statement in a quotation that a report changed to who is quoted where
    the report has it from, and to the derivation."""

    witnesses: Mapping[str, Witness]
    names: Names
    organs: Organs
    reports_of: Mapping[str, tuple[str, ...]]
    wires: frozenset[str]
    taken_from: Mapping[str, tuple[Statement, ...]]
    changed: frozenset[tuple[str, str]]
    empty: frozenset[str]
    altered: Mapping[str, tuple[Node, Derivation]]


def find_supports(statements: Sequence[Statement], sources: Sources) -> tuple[Support, ...]:
    """Who gives the claim, by report and source. A report that names a source for it anywhere does not also vouch for it itself."""
    found: dict[tuple[str, Node], list[tuple[Statement, str, str | None]]] = {}
    for statement in sorted(statements, key=lambda statement: (statement.report, statement.start, statement.id)):
        node, name, entity = source_of(statement, sources)
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


def source_of(statement: Statement, sources: Sources) -> tuple[Node, str, str | None]:
    """The source that a statement gives for what it says: its node, the name to show and the entity."""
    witness = sources.witnesses[statement.report]
    link = innermost_named(statement.attribution, sources.organs)
    if link is not None:
        if _is_own_outlet(link.source, link.entity, witness, sources.names):
            return ("own", statement.report), witness.name, None
        return ("named", sources.names.key(link.source, link.entity)), sources.names.show(link.source, link.entity), link.entity
    if statement.attribution:
        link = statement.attribution[-1]
        return ("unnamed", f"{statement.report} {link.source.casefold()}"), f"{_WHEN.sub('', link.source)} ({witness.name})", None
    if witness.credit is not None and not _is_own_outlet(witness.credit, None, witness, sources.names):
        key = sources.names.key(witness.credit)
        return ("named", key), sources.names.show(witness.credit), key if key in sources.names.entities else None
    return ("own", statement.report), witness.name, None


def innermost_named(attribution: Sequence[Link], organs: Organs) -> Link | None:
    """The source nearest to what is said that has a name, or is known by its office ("the harbour master")."""
    return next((link for link in reversed(attribution) if not link.anonymous and organs.is_somebody(link.source, link.entity)), None)


def _is_own_outlet(name: str, entity: str | None, witness: Witness, names: Names) -> bool:
    """Whether a report names its own outlet ("a doctor told The Herald", in The Herald)."""
    if witness.outlet_key is None:
        return False
    own = {names.key(witness.name), *([names.key(witness.initials)] if witness.initials else [])}
    return names.key(name, entity) in own


def gather_reports(witnesses: Mapping[str, Witness], names: Names) -> dict[str, tuple[str, ...]]:
    """From each outlet's name, as ``Names`` keys it, to its reports."""
    reports: dict[str, list[str]] = {}
    for report, witness in sorted(witnesses.items()):
        if witness.outlet_key is not None:
            for name in dict.fromkeys((names.key(witness.name), names.key(witness.initials or witness.name))):
                reports.setdefault(name, []).append(report)
    return {key: tuple(found) for key, found in reports.items()}


def gather_wires(witnesses: Mapping[str, Witness], names: Names) -> frozenset[str]:
    """The wire services that texts are credited to, as ``Names`` keys them: what they tell they may have from any other source."""
    return frozenset(names.key(witness.credit) for witness in witnesses.values() if witness.credit is not None)
