"""Who drew on whom inside a story."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations, permutations

from stemma.config import DeriveConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import AlteredQuote, Derivation, DerivationKind, Direction, Extraction, Page, Passage, Report, Statement
from stemma.stages.derive.changes import find_additions, reconcile
from stemma.stages.derive.cut import find_cut
from stemma.stages.derive.declared import Declaration, read_declarations
from stemma.stages.derive.direction import explain_declaration
from stemma.stages.derive.edges import Edge, find_edges
from stemma.stages.derive.mastheads import read_mastheads
from stemma.stages.derive.novelty import Setting, is_carried, measure_novelty, read_setting
from stemma.stages.derive.papers import read_papers
from stemma.stages.derive.reading import Span, Text, merge, overlap, read_text, split_extraction
from stemma.stages.derive.scoring import COPIES, REWRITES, Comparison, compare, logistic, measure
from stemma.stages.derive.settling import weigh_declarations
from stemma.stages.derive.stamps import later_of, published_bounds
from stemma.stages.derive.tellings import first_statements, lay_out, told_surely
from stemma.stages.derive.testimony import Testimony, marks_of, read_closeness, read_testimony
from stemma.stages.derive.tree import Branch, prune, reaches
from stemma.stages.derive.turning import Turn, explain_turn, find_turns, weigh_turns


def derive(pages: Sequence[Page], extraction: Extraction, *, config: DeriveConfig, lexicons: Lexicons) -> Outcome[Derivation]:
    """Find which reports of one story were written from which, and from which sources that are not here.

    Passages copied (``copying``) and rewritten (``rewriting``) are weighed with what the reports declare (``declared``) into a score
    (``scoring``); related pairs become a forest (``tree``) that is directed where something shows the order (``direction``).
    Derivations come by report, then source, then the name of an absent source. The order of ``pages`` does not matter. A problem
    (``too_long``) for each report that quotes or tells more than is compared.
    """
    del config  # nothing to set so far
    texts, declared, split = _read_story(pages, extraction, lexicons)
    found = _relate(texts, declared, extraction)
    turns = find_turns(texts, found, declared, extraction.entities, lexicons)
    found = _ordered_by_quotes(found, turns, texts)
    derivations = reconcile(_with_changes([*found, *_shown_by_quotes(turns, found, texts)], turns, texts, declared, split))
    records = tuple(sorted(derivations, key=lambda one: (one.report, one.source or "~", one.source_name or "", one.kind)))
    return Outcome(records, find_cut(pages, split))


def weigh_quotations(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> list[Turn]:
    """Every pair of a story's quotations that may be one changed into the other: what the weights of ``turning`` are fitted on."""
    texts, declared, _ = _read_story(pages, extraction, lexicons)
    return weigh_turns(texts, _relate(texts, declared, extraction), declared, extraction.entities, lexicons)


def weigh_statements(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> list[tuple[Statement, str, dict[str, float]]]:
    """(statement, source, features) of every statement of a report and every report that it was found to draw on: what the weights of
    ``novelty`` are fitted on. Left out are those that are the source's for certain, and reports with a source in another language, of
    which no additions are told."""
    texts, declared, split = _read_story(pages, extraction, lexicons)
    found = _relate(texts, declared, extraction)
    turns = find_turns(texts, found, declared, extraction.entities, lexicons)
    found = _ordered_by_quotes(found, turns, texts)
    settings = _read_settings([*found, *_shown_by_quotes(turns, found, texts)], texts, declared, split)
    unread = {report for (report, _), setting in settings.items() if not setting.is_one_language}
    weighed = []
    for (report, source), setting in settings.items():
        for statement in split[report].statements if report not in unread else ():
            values = measure_novelty(statement, setting, lexicons)
            if not is_carried(statement, values, setting):
                weighed.append((statement, source, values))
    return weighed


def weigh_pairs(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> dict[tuple[str, str], dict[str, float]]:
    """The features of every ordered pair of a story's reports, by name: what the weights are fitted on."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    split = split_extraction(extraction, [page.report.id for page in ordered])
    texts = [read_text(page, split[page.report.id], lexicons) for page in ordered]
    declared = read_testimony(ordered, texts, (extraction, split), lexicons)
    pairs = list(combinations(range(len(texts)), 2))
    near = read_closeness(texts, pairs)
    return {
        (one.report.id, other.report.id): measure(
            compare(one, other),
            marks_of(one.report, other.report, declared, near),
            declared.holdings.compare(one.report.id, other.report.id),
        )
        for one, other in permutations(texts, 2)
    }


def weigh_citations(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> list[tuple[str, str, dict[str, float]]]:
    """(report, page, features) of every citation of a story and every page that it may mean: what the weights of ``settling`` are fitted
    on."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    split = split_extraction(extraction, [page.report.id for page in ordered])
    texts = [read_text(page, split[page.report.id], lexicons) for page in ordered]
    mastheads = read_mastheads(ordered, extraction, lexicons)
    papers = read_papers(ordered, extraction, mastheads, lexicons)
    return weigh_declarations(read_declarations(ordered, (extraction, split), papers, mastheads, lexicons), texts, lexicons)


def _read_story(
    pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons
) -> tuple[list[Text], Testimony, Mapping[str, Extraction]]:
    """The reports in order of id, what they say of their making, and what was extracted from each."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    split = split_extraction(extraction, [page.report.id for page in ordered])
    texts = [read_text(page, split[page.report.id], lexicons) for page in ordered]
    return texts, read_testimony(ordered, texts, (extraction, split), lexicons), split


def _relate(texts: Sequence[Text], declared: Testimony, extraction: Extraction) -> list[Derivation]:
    """The derivations that the texts and what they say of themselves show, before their quotations are looked at."""
    edges = find_edges(texts, extraction, declared)
    copies = {edge.ends[0] for edge in edges.values() if edge.direction is not None and _kind(edge) == "copies"}
    kept = prune([_branch(edge, declared, copies) for edge in edges.values()], list(declared.between))
    related = [_record(edges[branch.report, branch.source]) for branch in kept]
    return [*related, *_absent_sources(texts, declared, related)]


def _branch(edge: Edge, declared: Testimony, copies: AbstractSet[str]) -> Branch:
    report, source = edge.comparison.report.report, edge.comparison.other.report
    is_declared = edge.declared is not None and edge.declared.form != "citation"
    is_original = not any(one.report == source.id and one.form != "citation" for one in declared.all)
    is_second_hand = (not is_declared and source.id in copies) or (edge.direction is None and report.id in copies)
    bounds = published_bounds(source)
    return Branch(
        strength=(
            float(is_declared),
            round(edge.score, 1),
            -float(is_second_hand),
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


def _record(edge: Edge) -> Derivation:
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
        passages=_passages(comparison),
        additions=(),
        altered_quotes=(),
    )


def _ordered_by_quotes(known: Sequence[Derivation], turns: Sequence[Turn], texts: Sequence[Text]) -> list[Derivation]:
    """The derivations, those of open direction with the report that changed the other's quotation first, unless that closes a circle. The
    direction stays open."""
    text_of = {text.report.id: text for text in texts}
    changed = {turn.ends for turn in turns}
    ordered = list(known)
    for place, one in enumerate(known):
        ends, turned = (one.report, one.source), (one.source, one.report)
        if one.source is None or one.direction is not None or ends in changed or turned not in changed:
            continue
        others = _arcs([*ordered[:place], *ordered[place + 1 :]])
        if not reaches(others, one.report, one.source):
            ordered[place] = _turned_round(one, compare(text_of[one.source], text_of[one.report]))
    return ordered


def _arcs(derivations: Iterable[Derivation]) -> list[tuple[str, str]]:
    return [(one.report, one.source) for one in derivations if one.source is not None]


def _turned_round(one: Derivation, comparison: Comparison) -> Derivation:
    report, source = comparison.ids
    return replace(
        one,
        report=report,
        source=source,
        source_name=_shown_name(comparison.other.report, None),
        coverage=comparison.coverage(),
        passages=_passages(comparison),
    )


def _passages(comparison: Comparison) -> tuple[Passage, ...]:
    return tuple(Passage(report_start=a, report_end=b, source_start=c, source_end=d) for a, b, c, d, _ in comparison.ties)


def _shown_by_quotes(turns: Sequence[Turn], known: Sequence[Derivation], texts: Sequence[Text]) -> list[Derivation]:
    """The derivations that nothing but a changed quotation shows, by report, then source, without those that close a circle."""
    text_of = {text.report.id: text for text in texts}
    drawn = _arcs(known)
    found: dict[tuple[str, str], Derivation] = {}
    for turn in sorted(turns, key=lambda turn: (turn.ends, -turn.chance)):
        report, source = turn.ends
        if turn.ends not in drawn and not reaches(drawn, source, report):
            drawn.append(turn.ends)
            found[turn.ends] = _record(
                Edge(
                    comparison=compare(text_of[report], text_of[source]),
                    score=round(turn.chance, 4),
                    features=explain_turn(turn),
                    direction=_direction_of_turn(turn, text_of),
                    declared=None,
                    wire=None,
                    turner=report,
                )
            )
    return list(found.values())


def _direction_of_turn(turn: Turn, text_of: Mapping[str, Text]) -> Direction | None:
    """Who changed a quotation is open where the stamps do not say who was later."""
    report, source = turn.ends
    is_later = later_of(text_of[report].report, text_of[source].report) == report
    return Direction(from_=source, why="A quotation of it stands here changed, later.") if is_later else None


def _with_changes(
    derivations: Sequence[Derivation], turns: Sequence[Turn], texts: Sequence[Text], declared: Testimony, split: Mapping[str, Extraction]
) -> list[Derivation]:
    """The derivations with what each report adds to its source and changed in its quotations."""
    settings = _read_settings(derivations, texts, declared, split)
    found = []
    for one in derivations:
        if one.source is None or one.kind == "shares_wire":
            found.append(one)
            continue
        changed = [turn for turn in turns if turn.ends == (one.report, one.source)]
        found.append(
            replace(
                one,
                kind="rewrites" if changed and one.kind == "copies" else one.kind,
                additions=find_additions(settings[one.report, one.source], split[one.report].statements, declared.lexicons),
                altered_quotes=tuple(AlteredQuote(quote=turn.quote.quote.id, source_quote=turn.original.quote.id) for turn in changed),
            )
        )
    return found


def _read_settings(
    derivations: Sequence[Derivation], texts: Sequence[Text], declared: Testimony, split: Mapping[str, Extraction]
) -> dict[tuple[str, str], Setting]:
    """By report and source, what the report's statements are held against."""
    place_of = {text.report.id: place for place, text in enumerate(texts)}
    drawn = sorted({(one.report, one.source) for one in derivations if one.source and one.kind != "shares_wire"})
    tables = lay_out([text.tellings for text in texts]) if drawn else []
    cited: dict[tuple[str, str], list[Span]] = {}
    for one in declared.all:
        for source in one.reports:
            cited.setdefault((one.report, source), []).extend(one.spans)
    settings = {}
    for report, source in drawn:
        comparison = compare(texts[place_of[report]], texts[place_of[source]])
        statements = [one.id for one in first_statements(split[report].statements)]
        surely = told_surely(tables[place_of[report]], tables[place_of[source]])
        settings[report, source] = read_setting(
            comparison,
            split[report].quotes,
            split[source].statements,
            cited.get((report, source), ()),
            dict(zip(statements, surely, strict=True)),
            is_one_house=declared.mastheads.are_one_house(*comparison.reports),
        )
    return settings


def _kind(edge: Edge) -> DerivationKind:
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


def _absent_sources(texts: Sequence[Text], declared: Testimony, shown: Sequence[Derivation]) -> list[Derivation]:
    """What the reports say they drew on beyond the derivations already shown between reports. Whom a source cites too, its report cites by
    way of it."""
    explained = {(one.report, one.source) for one in shown}
    sharing = {(report, one.source_name) for one in shown if one.kind == "shares_wire" for report in (one.report, one.source)}
    text_of = {text.report.id: text for text in texts}
    named = {(one.report, one.name) for one in declared.all if not one.reports}
    inherited = {(one.report, name) for one in shown for report, name in named if report == one.source}
    found: list[Derivation] = []
    for declaration in declared.all:
        is_shown = any((declaration.report, source) in explained for source in declaration.reports)
        is_inherited = declaration.form == "citation" and (declaration.report, declaration.name) in inherited and not declaration.reports
        if is_inherited:
            continue
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
    return None if reaches(_arcs(shown), declaration.reports[0], declaration.report) else declaration.reports[0]


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
