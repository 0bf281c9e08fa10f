"""Who drew on whom inside a story."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations, permutations

from stemma.config import DeriveConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Derivation, DerivationKind, Direction, Extraction, Feature, Page, Passage, Report
from stemma.stages.derive.altering import find_altered_quotes
from stemma.stages.derive.candidates import candidate_pairs
from stemma.stages.derive.changes import find_additions, reconcile
from stemma.stages.derive.declared import Declaration, read_declarations
from stemma.stages.derive.direction import Credits, Outcomes, direct, explain_declaration, read_outcomes
from stemma.stages.derive.mastheads import Mastheads, read_mastheads, signs_itself
from stemma.stages.derive.nearness import Ranks, rank_sources
from stemma.stages.derive.novelty import read_setting
from stemma.stages.derive.papers import read_papers
from stemma.stages.derive.reading import Text, merge, overlap, read_text, split_extraction
from stemma.stages.derive.scoring import COPIES, RELATED, REWRITES, Comparison, Marks, compare, compare_both, logistic, measure, weigh
from stemma.stages.derive.settling import settle
from stemma.stages.derive.sharing import Holdings, read_holdings
from stemma.stages.derive.stamps import later_of, published_bounds
from stemma.stages.derive.tree import Branch, prune, reaches


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Edge:
    """A pair of reports found related. ``declared`` is what the report says of the source, ``wire`` an absent agency they share,
    ``turner`` the report that the score sees as drawing on the other."""

    comparison: Comparison
    score: float
    features: tuple[Feature, ...]
    direction: Direction | None
    declared: Declaration | None
    wire: str | None
    turner: str

    @property
    def ends(self) -> tuple[str, str]:
        return self.comparison.report.report.id, self.comparison.other.report.id

    @property
    def drawn(self) -> float:
        """How much of the report the source explains."""
        return self.comparison.coverage()

    def score_without(self, *names: str) -> float:
        """The score if these features were 0."""
        return logistic({feature.name: 0.0 if feature.name in names else feature.value for feature in self.features})[0]

    def has(self, name: str) -> bool:
        return any(feature.name == name and feature.value > 0 for feature in self.features)


@dataclass(frozen=True, slots=True, eq=False)
class _Declared:
    """What the reports say of their making: of other reports here, and of agencies whose text is not here. ``agencies`` are the reports
    that others credit or that sign as an agency does, ``credited`` those that credit their text to somebody, ``papers`` bodies' own."""

    all: tuple[Declaration, ...]
    between: Mapping[tuple[str, str], Declaration]
    wires: Mapping[str, str]
    agencies: frozenset[str]
    mastheads: Mastheads
    holdings: Holdings
    credited: frozenset[str]
    papers: frozenset[str]
    credits: Credits
    lexicons: Lexicons

    def shared_wire(self, one: str, other: str) -> str | None:
        wire = self.wires.get(one)
        return wire if wire is not None and wire == self.wires.get(other) else None


def derive(pages: Sequence[Page], extraction: Extraction, *, config: DeriveConfig, lexicons: Lexicons) -> Outcome[Derivation]:
    """Find which reports of one story were written from which, and from which sources that are not here.

    Passages copied (``copying``) and rewritten (``rewriting``) are weighed with what the reports declare (``declared``) into a score
    (``scoring``); related pairs become a forest (``tree``) that is directed where something shows the order (``direction``).
    Derivations come by report, then source, then the name of an absent source. The order of ``pages`` does not matter.
    """
    del config  # nothing to set so far
    ordered = sorted(pages, key=lambda page: page.report.id)
    split = split_extraction(extraction, [page.report.id for page in ordered])
    texts = [read_text(page, split[page.report.id], lexicons) for page in ordered]
    declared = _read_declared(ordered, texts, (extraction, split), lexicons)
    edges = _related(texts, extraction, declared)
    copies = {edge.ends[0] for edge in edges.values() if edge.direction is not None and _kind(edge) == "copies"}
    kept = prune([_branch(edge, declared, copies) for edge in edges.values()], list(declared.between))
    related = [_record(edges[branch.report, branch.source]) for branch in kept]
    drawn = _with_changes([*related, *_absent_sources(texts, declared, related)], texts, declared, split, lexicons)
    derivations = reconcile(drawn, declared.holdings.utterances)
    return Outcome(tuple(sorted(derivations, key=lambda one: (one.report, one.source or "~", one.source_name or "", one.kind))))


def weigh_pairs(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> dict[tuple[str, str], dict[str, float]]:
    """The features of every ordered pair of a story's reports, by name: what the weights are fitted on."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    split = split_extraction(extraction, [page.report.id for page in ordered])
    texts = [read_text(page, split[page.report.id], lexicons) for page in ordered]
    declared = _read_declared(ordered, texts, (extraction, split), lexicons)
    ranks = rank_sources(texts, list(combinations(range(len(texts)), 2)))
    return {
        (one.report.id, other.report.id): measure(
            compare(one, other),
            _marks(one.report, other.report, declared, ranks),
            declared.holdings.compare(one.report.id, other.report.id),
        )
        for one, other in permutations(texts, 2)
    }


# ---------------------------------------------------------------- pairs

MARKS = frozenset({"wire", "credit"})
_Story = tuple[Outcomes, Ranks]
"""What the story's reports say has happened, and who comes nearest to whom."""
SHOWN = frozenset({"corrects", "shared_errors", "turned_quotes"})
"""These show that a report knew another where no sentence does."""
CLOCK_DECIDES = 0.5
"""Below this score two reports may as well have a third source in common: which was first then says nothing, unless one is an agency's."""
SECOND_HAND = 0.2
"""What a copy's score is less by, so that who rewrote the original is not shown as drawing on the copy."""


def _read_declared(
    pages: Sequence[Page], texts: Sequence[Text], extracted: tuple[Extraction, Mapping[str, Extraction]], lexicons: Lexicons
) -> _Declared:
    extraction = extracted[0]
    mastheads = read_mastheads(pages, extraction, lexicons)
    papers = read_papers(pages, extraction, mastheads, lexicons)
    found = settle(read_declarations(pages, extracted, papers, mastheads, lexicons), texts, lexicons)
    between: dict[tuple[str, str], Declaration] = {}
    for declaration in found:
        for source in declaration.reports:
            between.setdefault((declaration.report, source), declaration)
    wires = {one.report: one.name for one in reversed(found) if one.form in MARKS and not one.reports}
    agencies = {source for one in found if one.form == "wire" for source in one.reports}
    agencies |= {page.report.id for page in pages if signs_itself(page.report)}
    credited = frozenset(one.report for one in found if one.form in {"wire", "credit", "translation"})
    return _Declared(
        found,
        between,
        wires,
        frozenset(agencies),
        mastheads,
        read_holdings(texts, extraction, lexicons),
        credited,
        frozenset(papers),
        _credits(found),
        lexicons,
    )


def _credits(declarations: Sequence[Declaration]) -> Credits:
    """Whom each report names as its source, and where."""
    found: dict[str, list[tuple[str, tuple[tuple[int, int], ...]]]] = {}
    for one in declarations:
        found.setdefault(one.report, []).append((one.name, one.spans))
    return {report: tuple(named) for report, named in found.items()}


def _related(texts: Sequence[Text], extraction: Extraction, declared: _Declared) -> dict[tuple[str, str], _Edge]:
    """The pairs that score as related, by report and source."""
    place_of = {text.report.id: place for place, text in enumerate(texts)}
    pairs = set(candidate_pairs(texts))
    pairs |= {(min(one, other), max(one, other)) for one, other in ((place_of[a], place_of[b]) for a, b in declared.between)}
    outcomes = read_outcomes(extraction)
    ranks = rank_sources(texts, sorted(pairs))
    found: list[_Edge] = []
    for first, second in sorted(pairs):
        edge = _relate(texts[first], texts[second], (outcomes, ranks), declared)
        if edge is not None:
            found.append(edge)
    kept = _latest_of_house(_turned_once(_credited_once(found), declared), declared)
    return {edge.ends: edge for edge in _directed_mergers(kept, texts, (outcomes, ranks), declared)}


def _directed_mergers(edges: Sequence[_Edge], texts: Sequence[Text], story: _Story, declared: _Declared) -> list[_Edge]:
    """A report that is related to two others, published before it and not related themselves, was made from both: a third source
    would have to be two. There the clock decides whatever the score."""
    text_of = {text.report.id: text for text in texts}
    related = {frozenset(edge.ends) for edge in edges}
    timed = {edge.ends: edge for edge in edges}
    for one, other in [edge.ends for edge in edges if edge.direction is None]:
        timed[one, other] = _relate(text_of[one], text_of[other], story, declared, by_clock=True) or timed[one, other]
    sources: dict[str, list[str]] = {}
    for edge in timed.values():
        if edge.direction is not None and edge.wire is None:
            sources.setdefault(edge.ends[0], []).append(edge.ends[1])
    mergers = {
        report
        for report, drawn in sources.items()
        if any(frozenset({one, other}) not in related for place, one in enumerate(drawn) for other in drawn[place + 1 :])
    }
    return [
        replace(timed[edge.ends], score=edge.score)
        if edge.direction is None and edge.declared is None and timed[edge.ends].ends[0] in mergers
        else edge
        for edge in edges
    ]


def _relate(one: Text, other: Text, story: _Story, declared: _Declared, *, by_clock: bool = False) -> _Edge | None:
    outcomes, ranks = story
    first, second = one.report, other.report
    forward, backward = declared.between.get((first.id, second.id)), declared.between.get((second.id, first.id))
    wire = declared.shared_wire(first.id, second.id)
    comparisons = compare_both(one, other)
    is_one_house = declared.mastheads.are_one_house(first, second)
    weighed = [weigh(one, _marks(*one.reports, declared, ranks), declared.holdings.compare(*one.ids)) for one in comparisons]
    turner, (score, features) = max(zip((second.id, first.id), weighed[::-1], strict=True), key=lambda entry: entry[1][0])
    is_shown = any(feature.name in SHOWN and feature.value > 0 for feature in features) or any(one.ties for one in comparisons)
    if score < RELATED or not is_shown:
        return None
    is_clock_enough = (
        by_clock or is_one_house or bool(forward or backward) or score >= CLOCK_DECIDES or bool({first.id, second.id} & declared.agencies)
    )
    said_of_each = (forward, backward)
    agencies = declared.agencies if is_clock_enough else None
    house = declared.lexicons if is_one_house else None
    direction = None if wire is not None else direct(comparisons[0], outcomes, said_of_each, agencies, declared.credits, house=house)
    if direction is None and wire is None and any(feature.name == "corrects" and feature.value > 0 for feature in features):
        direction = Direction(from_=second.id if turner == first.id else first.id, why="The report corrects an earlier one of its outlet.")
    drawing = (second.id if direction.from_ == first.id else first.id) if direction is not None else later_of(first, second) or turner
    comparison = comparisons[0] if drawing == first.id else comparisons[1]
    said = forward if comparison.report is one else backward
    if wire is not None:
        direction = Direction(from_=wire, why=f"Both reports carry the mark of {wire}.")
    return _Edge(comparison=comparison, score=score, features=features, direction=direction, declared=said, wire=wire, turner=turner)


def _marks(report: Report, other: Report, declared: _Declared, ranks: Ranks) -> Marks:
    said, counter = declared.between.get((report.id, other.id)), declared.between.get((other.id, report.id))
    return Marks(
        credited=said is not None and said.form != "citation",
        cited=said is not None and said.form == "citation",
        credits_back=counter is not None,
        credits_other=said is None and report.id in declared.credited,
        same_wire=declared.shared_wire(report.id, other.id) is not None,
        one_house=declared.mastheads.are_one_house(report, other),
        is_paper=report.id in declared.papers,
        rank=ranks.get((report.id, other.id), 0.0),
    )


def _credited_once(edges: Sequence[_Edge]) -> list[_Edge]:
    """Of the reports of one credited outlet the credit names the one drawn on most; others count by what else they share."""
    best: dict[tuple[str, str], float] = {}
    for edge in edges:
        if edge.declared is not None:
            key = (edge.declared.report, edge.declared.name)
            best[key] = max(best.get(key, 0.0), edge.drawn)
    kept = []
    for edge in edges:
        if edge.declared is None or edge.drawn >= best[edge.declared.report, edge.declared.name]:
            kept.append(edge)
        elif (score := edge.score_without("credited", "cited")) >= RELATED:
            kept.append(replace(edge, score=score))
    return kept


def _turned_once(edges: Sequence[_Edge], declared: _Declared) -> list[_Edge]:
    """A quotation that a report changed was taken from one place: of several reports that have it, the one most like counts. Who has it
    as the source has that he names did not change it."""
    faithful = {report for report, source in declared.between if declared.holdings.quotes_alike(report, source)}
    merit = {
        edge.ends: edge.score - (SECOND_HAND if not declared.credited.isdisjoint({*edge.ends} - {edge.turner}) else 0.0) for edge in edges
    }
    best: dict[str, float] = {}
    for edge in edges:
        if edge.has("turned_quotes") and edge.turner not in faithful:
            best[edge.turner] = max(best.get(edge.turner, -1.0), merit[edge.ends])
    kept = []
    for edge in edges:
        if not edge.has("turned_quotes") or merit[edge.ends] >= best.get(edge.turner, 2.0):
            kept.append(edge)
        elif (score := edge.score_without("turned_quotes")) >= RELATED:
            kept.append(replace(edge, score=score))
    return kept


def _latest_of_house(edges: Sequence[_Edge], declared: _Declared) -> list[_Edge]:
    """A house writes its last report on: what it had before that is in there. Reports that it drew on earlier pages for stay joined over
    it."""
    before: dict[str, set[str]] = {}
    for edge in edges:
        report, source = edge.ends
        if edge.has("one_house") and edge.direction is not None and edge.direction.from_ == source:
            before.setdefault(report, set()).add(source)
    return [
        edge for edge in edges
        if edge.ends in declared.between
        or edge.ends[1] not in before.get(edge.ends[0], ())
        or not any(edge.ends[1] in before.get(middle, ()) for middle in before[edge.ends[0]])
    ]  # fmt: skip


def _branch(edge: _Edge, declared: _Declared, copies: AbstractSet[str]) -> Branch:
    report, source = edge.comparison.report.report, edge.comparison.other.report
    is_declared = edge.declared is not None and edge.declared.form != "citation"
    is_original = not any(one.report == source.id and one.form != "citation" for one in declared.all)
    is_second_hand = (not is_declared and source.id in copies) or (edge.direction is None and report.id in copies)
    bounds = published_bounds(source)
    return Branch(
        strength=(
            float(is_declared),
            round(edge.score - (SECOND_HAND if is_second_hand else 0.0), 1),
            float(edge.direction is not None),
            float(is_original),
            -bounds[0].timestamp() if bounds else float("-inf"),
            sum(tie.weight for tie in edge.comparison.ties),
        ),
        report=report.id,
        source=source.id,
        spans=tuple(merge(tie[:2] for tie in edge.comparison.ties)),
        copied=tuple(merge(tie[:2] for tie in edge.comparison.copied)),
        is_declared=is_declared or edge.has("corrects"),
        is_directed=edge.direction is not None,
    )


def _record(edge: _Edge) -> Derivation:
    comparison = edge.comparison
    return Derivation(
        report=comparison.report.report.id,
        source=comparison.other.report.id,
        source_name=edge.wire or _shown_name(comparison.other.report, edge.declared),
        kind=_kind(edge),
        coverage=comparison.coverage(),
        score=edge.score,
        features=edge.features,
        direction=edge.direction,
        passages=tuple(Passage(report_start=a, report_end=b, source_start=c, source_end=d) for a, b, c, d, _ in comparison.ties),
        additions=(),
        altered_quotes=(),
    )


def _with_changes(
    derivations: Sequence[Derivation], texts: Sequence[Text], declared: _Declared, split: Mapping[str, Extraction], lexicons: Lexicons
) -> list[Derivation]:
    """The derivations with what each report adds to its source and changed in its quotations; a translator's wording is no change."""
    text_of = {text.report.id: text for text in texts}
    translated = {one.report for one in declared.all if one.form == "translation"}
    found = []
    for one in derivations:
        if one.source is None or one.kind == "shares_wire":
            found.append(one)
            continue
        said, told = (declared.holdings.utterances[report] for report in (one.report, one.source))
        altered = (
            ()
            if one.report in translated
            else find_altered_quotes(said, told, split[one.report].entities + split[one.source].entities, lexicons)
        )
        comparison = compare(text_of[one.report], text_of[one.source])
        changed = {each.quote for each in altered}
        setting = read_setting(comparison, [quote.quote for quote in said if quote.quote.id in changed], split[one.source].statements)
        found.append(
            replace(
                one,
                kind="rewrites" if altered and one.kind == "copies" else one.kind,
                additions=find_additions(setting, split[one.report].statements, lexicons),
                altered_quotes=altered,
            )
        )
    return found


def _kind(edge: _Edge) -> DerivationKind:
    if edge.wire is not None:
        return "shares_wire"
    if edge.declared is not None and edge.declared.form == "translation":
        return "translates"
    if edge.comparison.copied_coverage() >= COPIES:
        return "copies"
    is_cited = edge.declared is not None and edge.declared.form == "citation"
    return "cites" if is_cited and edge.comparison.coverage() < REWRITES else "rewrites"


def _shown_name(report: Report, declared: Declaration | None) -> str | None:
    outlet = report.outlet
    return declared.name if declared is not None else (outlet.name or outlet.domain) if outlet else None


# ---------------------------------------------------------------- sources that are not here


def _absent_sources(texts: Sequence[Text], declared: _Declared, shown: Sequence[Derivation]) -> list[Derivation]:
    """What the reports say they drew on beyond the derivations already shown between reports."""
    explained = {(one.report, one.source) for one in shown}
    sharing = {(report, one.source_name) for one in shown if one.kind == "shares_wire" for report in (one.report, one.source)}
    text_of = {text.report.id: text for text in texts}
    found: list[Derivation] = []
    for declaration in declared.all:
        is_shown = any((declaration.report, source) in explained for source in declaration.reports)
        if not is_shown and (declaration.report, declaration.name) not in sharing:
            source = _cited_report(declaration, [*shown, *found])
            if source is None and declaration.reports:
                continue
            found.append(_from_declaration(declaration, text_of[declaration.report], source))
    return found


def _cited_report(declaration: Declaration, shown: Sequence[Derivation]) -> str | None:
    """The report that a declaration means, if there is one and it did not itself draw on the citing report."""
    if len(declaration.reports) != 1:
        return None
    arcs = [(one.report, one.source) for one in shown if one.source is not None]
    return None if reaches(arcs, declaration.reports[0], declaration.report) else declaration.reports[0]


def _from_declaration(declaration: Declaration, text: Text, source: str | None) -> Derivation:
    kinds: dict[str, DerivationKind] = {"wire": "copies", "credit": "rewrites", "translation": "translates", "citation": "cites"}
    is_citation = declaration.form == "citation"
    covered = sum(overlap(span, (line.start, line.end)) for span in merge(declaration.spans) for line in text.lines)
    score, features = logistic({"bias": 1.0, "declared": 1.0})
    return Derivation(
        report=declaration.report,
        source=source,
        source_name=declaration.name,
        kind=kinds[declaration.form],
        coverage=round(min(1.0, covered / text.char_count), 4) if is_citation and text.char_count else 0.0,
        score=score,
        features=features,
        direction=Direction(from_=source or declaration.name, why=explain_declaration(declaration)),
        passages=(),
        additions=(),
        altered_quotes=(),
    )
