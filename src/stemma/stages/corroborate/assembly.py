"""From statements to claims, their origins and the conflicts between them."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.config import CorroborateConfig
from stemma.language.counting import counted_words
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.problems import Outcome
from stemma.records import Claim, Conflict, Corroboration, Derivation, Extraction, Page, Statement
from stemma.stages.corroborate.claims.also_told import Teller, find_also_told, list_also_told
from stemma.stages.corroborate.claims.cores import find_homes, list_cores
from stemma.stages.corroborate.claims.counterparts import Counterpart, find_counterparts, find_empty_headlines
from stemma.stages.corroborate.claims.joining import group_readings, join_counterparts
from stemma.stages.corroborate.claims.wording import choose_speaker, list_spoken
from stemma.stages.corroborate.comparing.agreement import find_candidates
from stemma.stages.corroborate.comparing.ground import open_ground
from stemma.stages.corroborate.comparing.matter import Clash
from stemma.stages.corroborate.comparing.parallels import find_parallels, find_reworded_reports
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.corroborate.conflicts.clashes import find_clashes, gather_tellings, stand_together
from stemma.stages.corroborate.conflicts.ledger import Ledger
from stemma.stages.corroborate.conflicts.listing import list_conflicts
from stemma.stages.corroborate.conflicts.mates import gather_mates
from stemma.stages.corroborate.dates.told_times import find_cut
from stemma.stages.corroborate.origins.altered import find_altered
from stemma.stages.corroborate.origins.one_text import gather_texts
from stemma.stages.corroborate.origins.organs import Organs, read_titles
from stemma.stages.corroborate.origins.standing import judge_credibility, judge_standing, rivals_of
from stemma.stages.corroborate.origins.supports import Sources, gather_reports, gather_wires
from stemma.stages.corroborate.origins.tracing import trace_wider_origins
from stemma.stages.corroborate.origins.witnesses import read_names, read_witnesses
from stemma.stages.corroborate.quotes.mouths import find_other_mouths
from stemma.stages.corroborate.quotes.quotations import compare_quotes, find_reworded
from stemma.stages.corroborate.quotes.speakers import name_neighbours, name_speakers


def corroborate(
    pages: Sequence[Page],
    extraction: Extraction,
    derivations: Sequence[Derivation],
    *,
    config: CorroborateConfig,
    lexicons: Lexicons,
) -> Outcome[Corroboration]:
    """Join statements into claims, trace each claim to its origins, count the independent ones, and list what cannot all be true.

    Args:
        pages: the reports of one story with their annotations, in any order.
        extraction: what they say.
        derivations: who drew on whom among them.
        config: reserved.
        lexicons: the packaged word lists.

    Returns:
        One record. Claims: those with most independent origins first, then by number of reports, then by place. Conflicts:
        contradictions first. A problem (``too_long``) for each report that gives more dates than are compared. The result does not
        depend on the order of any input.
    """
    del config
    distinct = {page.report.id: page for page in pages}
    ordered = [distinct[report] for report in sorted(distinct)]
    meanings = read_meanings(lexicons)
    readings = read_statements(ordered, extraction, lexicons)
    counterparts = find_counterparts(readings, derivations, distinct, meanings)
    names = read_names(extraction)
    edges = sorted(derivations, key=lambda edge: (edge.report, edge.source or ""))
    quotes = name_speakers(sorted(extraction.quotes, key=lambda quote: quote.id), distinct, names.entities)
    beside = name_neighbours(quotes, distinct, names.entities)
    parallels = find_parallels(ordered)
    pairs = compare_quotes(quotes, edges, names.entities, meanings, beside, find_reworded_reports(parallels, distinct))
    told = [reading.statement for reading in readings]
    said_otherwise = find_reworded(compare_quotes(quotes, (), names.entities, meanings), told)
    groups = group_readings(readings, meanings, said_otherwise)
    also = find_also_told(groups, meanings, said_otherwise)
    homes = find_homes(groups)
    reworded = find_reworded(pairs, told)
    groups = join_counterparts(groups, counterparts, meanings, reworded)
    sources = replace(
        _read_sources(ordered, extraction, derivations, readings, counterparts, lexicons), altered=find_altered(told, quotes, edges, names)
    )
    claim_ids = [_claim_id(group) for group in groups]
    claim_of = {reading.statement.id: claim for claim, group in zip(claim_ids, groups, strict=True) for reading in group}
    ledger = Ledger(
        pages=distinct,
        sources=sources,
        claim_of=claim_of,
        statements=tuple(reading.statement for reading in readings),
        counted=counted_words(lexicons),
        mates=gather_mates(groups),
    )
    ground = replace(open_ground(ordered, extraction, readings, lexicons), parallels=parallels, texts=gather_texts(edges))
    told_in = gather_tellings(groups)
    clashes = [
        clash
        for clash in (*find_clashes(readings, find_candidates(readings), ground), *find_other_mouths(readings, edges, ground))
        if not _is_of_a_quotation(clash, reworded) and not stand_together(clash, told_in)
    ]
    conflicts = list_conflicts(clashes, pairs, ledger)
    contradicted = _index_contradicted(conflicts)
    claims = [
        _claim(claim, group, list_also_told(group, also, meanings, reworded), homes, sources, contradicted.get(claim, ()))
        for claim, group in zip(claim_ids, groups, strict=True)
    ]
    return Outcome((Corroboration(claims=_rank(claims, groups), conflicts=conflicts),), find_cut(readings, ground))


def _read_sources(
    pages: Sequence[Page],
    extraction: Extraction,
    derivations: Sequence[Derivation],
    readings: Sequence[Reading],
    counterparts: Sequence[Counterpart],
    lexicons: Lexicons,
) -> Sources:
    distinct = {page.report.id: page for page in pages}
    names, witnesses = read_names(extraction), read_witnesses(pages, derivations, lexicons)
    return Sources(
        witnesses=witnesses,
        names=names,
        organs=Organs(entities=names.entities, lexicons=lexicons, titles=read_titles(extraction.entities, distinct)),
        reports_of=gather_reports(witnesses, names),
        wires=gather_wires(witnesses, names),
        taken_from=_taken_from(counterparts, readings),
        changed=_changed(counterparts, readings),
        empty=find_empty_headlines(readings, derivations, distinct),
        altered={},
    )


def _is_of_a_quotation(clash: Clash, reworded: frozenset[tuple[str, str]]) -> bool:
    """Whether two statements lie in two wordings of one quotation: that is told as such, not as a denial."""
    one, other = clash.one.reading.statement.id, clash.other.reading.statement.id
    return clash.kind in {"polarity", "status", "attribution"} and (min(one, other), max(one, other)) in reworded


def _taken_from(counterparts: Sequence[Counterpart], readings: Sequence[Reading]) -> dict[str, tuple[Statement, ...]]:
    """From each statement that came from another report to the statements there, best agreement first."""
    by_id = {reading.statement.id: reading.statement for reading in readings}
    found: dict[str, tuple[Statement, ...]] = {}
    for pair in counterparts:
        if pair.is_taken:
            found[pair.statement] = (*found.get(pair.statement, ()), by_id[pair.source_statement])
    return found


def _changed(counterparts: Sequence[Counterpart], readings: Sequence[Reading]) -> frozenset[tuple[str, str]]:
    report_of = {reading.statement.id: reading.statement.report for reading in readings}
    return frozenset((pair.statement, report_of[pair.source_statement]) for pair in counterparts if pair.is_changed)


def _index_contradicted(conflicts: Sequence[Conflict]) -> dict[str, list[Conflict]]:
    """By claim the open contradictions that it stands in, in order."""
    found: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        if conflict.relation == "contradicts":
            for claim in dict.fromkeys(conflict.claims):
                found.setdefault(claim, []).append(conflict)
    return found


def _claim_id(group: Sequence[Reading]) -> str:
    content = "\n".join(sorted(reading.statement.id for reading in group))
    return "cl-" + hashlib.sha256(content.encode()).hexdigest()[:10]


def _claim(
    claim: str,
    group: Sequence[Reading],
    told: Sequence[Teller],
    homes: Mapping[str, Sequence[Reading]],
    sources: Sources,
    open_conflicts: Sequence[Conflict],
) -> Claim:
    """A claim of its own statements (``group``) and of those that tell it too; ``open_conflicts`` contradict it."""
    statements, others = [reading.statement for reading in group], [teller.reading.statement for teller in told]
    ids = tuple(sorted(statement.id for statement in statements))
    cores = list_cores(group, homes)
    traced = [[reading.statement for reading in core] for core in cores]
    provenance, best = trace_wider_origins(statements, others, traced, sources)
    perhaps = [teller.reading.statement for teller in told if not teller.is_likely]
    doubtful = {statement.report for statement in perhaps}
    likely = sum(origin.kind != "derived" and not doubtful.issuperset(origin.reports) for origin in provenance.origins)
    rivals = rivals_of(claim, ids, open_conflicts)
    return Claim(
        id=claim,
        text=" ".join(choose_speaker(list_spoken(group, cores, best), sources.organs.lexicons).statement.text.split()),
        statements=tuple(sorted((*ids, *(statement.id for statement in others)))),
        reports=tuple(sorted({statement.report for statement in (*statements, *others)})),
        origins=provenance.origins,
        independent=provenance.independent,
        credibility=judge_credibility(statements, provenance.independent, rivals, likely),
        standing=judge_standing(provenance.origins, provenance.independent, is_contested=bool(open_conflicts)),
        also=tuple(sorted(statement.id for statement in others)),
        perhaps=tuple(sorted(statement.id for statement in perhaps)),
    )


def _rank(claims: Sequence[Claim], groups: Sequence[Sequence[Reading]]) -> tuple[Claim, ...]:
    places = {claim.id: (group[0].statement.report, group[0].statement.start) for claim, group in zip(claims, groups, strict=True)}
    return tuple(
        sorted(
            claims,
            key=lambda claim: (
                -claim.independent.least,
                len(claim.perhaps) - len(claim.reports),
                -claim.independent.most,
                places[claim.id],
                claim.id,
            ),
        )
    )
