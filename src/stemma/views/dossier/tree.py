"""The derivation tree of a story: its nodes and edges in the page's words, before anything is drawn."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.records import Derivation, Report, Story
from stemma.text.edtf import parse_edtf
from stemma.views.dossier.dates import day_range, describe_date, describe_day, has_clock
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import count_words, join_words
from stemma.views.dossier.layout import Edge, Node
from stemma.views.dossier.sources import Source, Sources

VERBS = {"copies": "copies", "rewrites": "rewrites", "translates": "translates", "cites": "cites", "shares_wire": "shares a wire text with"}
_ABSENT_BAND, _UNDATED_BAND = "0", "2"
_MOST_ABSENT = 7
_MOST_LINES = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """``kind`` is ``original`` for a report that is not shown to be drawn from another one here, ``derived`` or ``absent`` otherwise."""

    node: Node
    kind: str
    siglum: str
    name: str
    time: str
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeEdge:
    edge: Edge
    kind: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    nodes: tuple[TreeNode, ...]
    edges: tuple[TreeEdge, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        return tuple(edge.sentence for edge in self.edges)


def grow_tree(story: Story, desk: Desk, sources: Sources, prefix: str) -> Tree:
    """All reports of a story, the absent sources that most of them rest on, and who drew on whom.

    An absent source is one that two or more reports name or that one of them drew on. Where these are many, only the first are drawn,
    as far as their lines can still be told apart; the others are counted in the notes.
    """
    edges = _drop_repeated([_derivation_edge(derivation, desk, sources) for derivation in story.derivations])
    edges += _named_edges(edges, story, desk, sources)
    shown = _choose_absent(edges, story, sources)
    keys = {*story.reports, *(source.siglum for source in shown)}
    nodes = [_report_node(desk.reports[report], desk, edges, keys) for report in story.reports]
    nodes += [_absent_node(source, rank, desk, f"#{prefix}-sources") for rank, source in enumerate(shown)]
    kept = [edge for edge in edges if edge.edge.source in keys and edge.edge.target in keys]
    return Tree(nodes=tuple(nodes), edges=tuple(kept))


def _drop_repeated(edges: Sequence[TreeEdge]) -> list[TreeEdge]:
    """Without what says nothing more: a citation beside a derivation of the same pair, a report that cites its own outlet."""
    drawn = {(edge.edge.target, edge.edge.source) for edge in edges if edge.kind != "cites"}
    return [
        edge
        for edge in edges
        if edge.kind != "cites" or ((edge.edge.target, edge.edge.source) not in drawn and edge.edge.target != edge.edge.source)
    ]


def _choose_absent(edges: Sequence[TreeEdge], story: Story, sources: Sources) -> list[Source]:
    """The absent sources to draw: those behind most reports, while their lines are not too many."""
    lines = Counter(edge.edge.source for edge in edges if edge.edge.source not in story.reports)
    shown: list[Source] = []
    used = 0
    for source in (source for source in sources.ranked if lines[source.siglum]):
        used += lines[source.siglum]
        if len(shown) == _MOST_ABSENT or (used > _MOST_LINES and len(shown) > 1):
            break
        shown.append(source)
    return shown


def _derivation_edge(derivation: Derivation, desk: Desk, sources: Sources) -> TreeEdge:
    source, target = derivation.source, derivation.report
    if source is None:
        named = sources.of_name(derivation.source_name or "")
        source = (named.present or named.siglum) if named else ""
    elif derivation.direction and derivation.direction.from_ == derivation.report:
        source, target = target, source
    is_directed = derivation.direction is not None or derivation.source is None
    edge = Edge(source=source, target=target, strength=derivation.coverage, is_directed=is_directed)
    return TreeEdge(edge=edge, kind=derivation.kind, sentence=_sentence(edge, derivation, desk, sources))


def _sentence(edge: Edge, derivation: Derivation, desk: Desk, sources: Sources) -> str:
    one, other = _full_name(edge.target, desk, sources), _full_name(edge.source, desk, sources)
    if not edge.is_directed:
        common = f" ({_share(derivation)} in common)" if _share(derivation) else ""
        return f"{one} and {other} are related{common}; which came first is undecided."
    share = f" ({_share(derivation)})" if _share(derivation) else ""
    return f"{one} {VERBS[derivation.kind]} {other}{share}."


def _share(derivation: Derivation) -> str:
    """How much of the report its source explains; nothing where that is less than half in a hundred: a quotation alone shows it."""
    return f"{percent} % of its text" if (percent := round(derivation.coverage * 100)) else ""


def _full_name(key: str, desk: Desk, sources: Sources) -> str:
    if key in desk.labels:
        return f"{desk.labels[key].name} ({desk.labels[key].siglum})"
    return next((f"{source.name} ({source.siglum})" for source in sources.ranked if source.siglum == key), "an unnamed source")


def _named_edges(edges: Sequence[TreeEdge], story: Story, desk: Desk, sources: Sources) -> list[TreeEdge]:
    """Reports that rest on a source named by two or more, but not where the report drew on another that names it too."""
    drawn_on = {(edge.edge.target, edge.edge.source) for edge in edges if edge.edge.is_directed}
    named: list[TreeEdge] = []
    for source in [source for source in sources.ranked if len(source.reports) > 1]:
        for report in sorted(set(source.reports) & set(story.reports)):
            upstream = {other for target, other in drawn_on if target == report}
            if source.siglum in upstream or upstream & set(source.reports):
                continue
            edge = Edge(source=source.siglum, target=report, strength=0.0, is_directed=True)
            sentence = f"{_full_name(report, desk, sources)} names {source.name} ({source.siglum}) as its source."
            named.append(TreeEdge(edge=edge, kind="cites", sentence=sentence))
    return named


def _report_node(report: Report, desk: Desk, edges: Sequence[TreeEdge], keys: set[str]) -> TreeNode:
    label = desk.labels[report.id]
    drawn = [edge for edge in edges if edge.edge.target == report.id and edge.edge.is_directed]
    related = [edge for edge in edges if report.id in (edge.edge.target, edge.edge.source) and not edge.edge.is_directed]
    is_derived = any(edge.edge.source in desk.reports and edge.kind != "cites" for edge in drawn)
    notes = _notes(drawn, desk, keys) + [f"related to {_other(edge.edge, report.id, desk)}, order unknown" for edge in related]
    edtf = report.published.edtf if report.published else None
    return TreeNode(
        node=_place_in_time(report.id, edtf),
        kind="derived" if is_derived else "original",
        siglum=label.siglum,
        name=label.name,
        time=_time_of(edtf),
        note=" · ".join(notes) or "draws on no report here",
        href=f"#{label.anchor}",
    )


def _notes(drawn: Sequence[TreeEdge], desk: Desk, keys: set[str]) -> list[str]:
    notes: list[str] = []
    for kind in ("copies", "rewrites", "translates", "shares_wire", "cites"):
        of_kind = [edge for edge in drawn if edge.kind == kind]
        if of_kind:
            ordered = sorted(of_kind, key=lambda edge: -edge.edge.strength)
            sigla = [_siglum(edge.edge.source, desk) + _percent(edge) for edge in ordered if edge.edge.source in keys]
            if len(sigla) < len(ordered):
                sigla.append(count_words(len(ordered) - len(sigla), "other" if sigla else "source"))
            notes.append(f"{VERBS[kind]} {join_words(sigla)}")
    return notes


def _percent(edge: TreeEdge) -> str:
    percent = round(edge.edge.strength * 100)
    return f" ({percent} %)" if percent and edge.kind in ("copies", "rewrites", "translates") else ""


def _siglum(key: str, desk: Desk) -> str:
    return desk.labels[key].siglum if key in desk.labels else key


def _other(edge: Edge, report: str, desk: Desk) -> str:
    return _siglum(edge.source if edge.target == report else edge.target, desk)


def _absent_node(source: Source, rank: int, desk: Desk, href: str) -> TreeNode:
    sigla = sorted(
        (desk.labels[report].siglum for report in source.reports if report in desk.labels), key=lambda siglum: (len(siglum), siglum)
    )
    claims = f", for {count_words(source.claim_count, 'claim')}" if source.claim_count else ""
    return TreeNode(
        node=Node(key=source.siglum, band=_ABSENT_BAND, band_name="text not here", moment=rank, is_absent=True),
        kind="absent",
        siglum=source.siglum,
        name=source.name,
        time="",
        note=f"named by {join_words(sigla)}{claims}",
        href=href,
    )


def _place_in_time(key: str, edtf: str | None) -> Node:
    span = day_range(edtf) if edtf and ".." not in edtf else None
    if edtf is None or span is None:
        return Node(key=key, band=_UNDATED_BAND, band_name="date not given", moment=None)
    moment = span[0] if has_clock(parse_edtf(edtf)) else None
    return Node(key=key, band=f"1-{int(span[0]):08d}-{int(span[1]):08d}", band_name=describe_day(edtf), moment=moment)


def _time_of(edtf: str | None) -> str:
    if edtf is not None and ".." in edtf:
        return describe_date(edtf)
    if edtf is None or not has_clock(parse_edtf(edtf)):
        return ""
    return describe_date(edtf).rpartition(", ")[2]
