"""Which further reports tell a claim.

A sentence of news tells several things at once ("three were killed when the ferry struck the pier"), but a statement is at home in one
claim. And two statements that say the same in other words may agree too little, by themselves, to be joined. So each claim, once it stands,
is held as a whole against statements that are not its own: what most of its wordings have in common, its numbers, its place in the texts.
This is a second pass as in entity-centric coreference (Clark and Manning, 2015: decisions about clusters, not pairs).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from stemma.language.meaning import Meanings
from stemma.stages.corroborate.claims.joining import are_reworded
from stemma.stages.corroborate.claims.outlines import UNREAD, Outline, Setting, draw_outline, see_setting
from stemma.stages.corroborate.claims.prospects import Candidate, Prospects
from stemma.stages.corroborate.claims.telling import is_likely, judge, lacks_number, measure_telling
from stemma.stages.corroborate.comparing.agreement import find_exclusion
from stemma.stages.corroborate.comparing.postings import Indices, Postings
from stemma.stages.corroborate.comparing.reading import Reading, Vector
from stemma.stages.corroborate.comparing.slate import stack

TOLD = 0.25
"""A statement that reaches this score (0..1) tells a claim. Low, as missing who else tells it costs more than a stray: claims have their
reports best so on invented stories, from 0.2 with wider intervals; on real news half of those that reach it tell the claim's core, two in
ten more a part of it (``docs/methods/corroborate.md``)."""
NEAREST = 3
"""So many statements of a report are held against a claim,"""
CANDIDATES = 36
"""and so many in all."""
LEAST_NEAR = 0.35
"""How near a statement must be to a claim to be looked at: the share of the claim's words that it has, and the cosine of the sentences."""
HUB = 64
AT_ONCE = 256
"""How many claims are looked at together."""


@dataclass(frozen=True, slots=True)
class Teller:
    """A statement that tells a claim at home elsewhere; ``is_likely`` where that is more than a possibility."""

    reading: Reading
    is_likely: bool


def find_also_told(
    groups: Sequence[Sequence[Reading]], meanings: Meanings, reworded: frozenset[tuple[str, str]] = frozenset()
) -> dict[str, tuple[Teller, ...]]:
    """From each statement, by id, to the statements of other reports that tell its claim too: of each report the likeliest, if it reaches
    ``TOLD``, gives the claim's numbers and nothing in the claim excludes it. By report. No derivation has a say here, so that none can
    raise a count. Each claim is held against ``CANDIDATES`` statements at most."""
    readings = [reading for group in groups for reading in group]
    setting = see_setting(readings)
    prospects = Prospects(readings, setting)
    found: dict[str, tuple[Teller, ...]] = {}
    claims = list_candidates(groups, setting)
    while held := list(islice(claims, AT_ONCE)):
        likely = prospects.reach([(outline, candidates) for _, outline, candidates in held])
        for (group, outline, candidates), highest in zip(held, likely, strict=True):
            best: dict[str, tuple[float, int]] = {}
            for candidate, most in zip(candidates, highest, strict=True):
                reading = readings[candidate.statement]
                if most < TOLD or lacks_number(outline, reading):
                    continue
                score = judge(measure_telling(outline, reading, candidate.place, setting))
                if score >= TOLD and not _is_excluded(reading, group, meanings, reworded):
                    best[reading.statement.report] = max(best.get(reading.statement.report, (0.0, 0)), (score, -candidate.statement))
            told = tuple(
                Teller(reading := readings[-index], is_likely=is_likely(outline, reading, score))
                for _, (score, index) in sorted(best.items())
            )
            found |= dict.fromkeys([reading.statement.id for reading in group], told)
    return found


def list_also_told(
    group: Sequence[Reading], also: Mapping[str, Sequence[Teller]], meanings: Meanings, reworded: frozenset[tuple[str, str]]
) -> tuple[Teller, ...]:
    """The statements that tell a claim, as it stands in the end, besides its own: one of each report that has none of its own there, by
    report, a likely one where there is one; none that anything in the claim excludes."""
    reports = {reading.statement.report for reading in group}
    found: dict[str, Teller] = {}
    for told in sorted(dict.fromkeys(told for own in group for told in also[own.statement.id]), key=lambda told: not told.is_likely):
        report = told.reading.statement.report
        if report not in reports and report not in found and not _is_excluded(told.reading, group, meanings, reworded):
            found[report] = told
    return tuple(found[report] for report in sorted(found))


def _is_excluded(reading: Reading, group: Sequence[Reading], meanings: Meanings, reworded: frozenset[tuple[str, str]]) -> bool:
    return any(are_reworded(own, reading, reworded) or find_exclusion(own, reading, meanings) is not None for own in group)


def list_candidates(
    groups: Sequence[Sequence[Reading]], setting: Setting | None = None
) -> Iterator[tuple[Sequence[Reading], Outline, tuple[Candidate, ...]]]:
    """Each claim with its outline and the statements of other reports that are nearest to it; these are counted through all groups. An
    inverted index leads to them, under each key to the first ``HUB``. ``setting``: that of all statements, where it was seen before."""
    readings = [reading for group in groups for reading in group]
    setting = setting or see_setting(readings)
    postings: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(readings)), key=lambda index: (readings[index].statement.report, readings[index].statement.start)):
        for key in readings[index].keys:
            if len(postings[key]) < HUB:
                postings[key].append(index)
    (vectors, _), holders = stack([reading.vector for reading in readings]), Postings(postings, len(readings))
    number_of = {report: number for number, report in enumerate(sorted({reading.statement.report for reading in readings}))}
    reports = np.array([number_of[reading.statement.report] for reading in readings])
    for group in groups:
        outline = draw_outline(group, setting)
        is_own = np.zeros(len(number_of), dtype=np.bool_)
        is_own[[number_of[report] for report in outline.reports]] = True
        yield group, outline, _nearest(outline, np.where(is_own[reports], -1, reports), holders, vectors)


def _nearest(outline: Outline, reports: Indices, postings: Postings, vectors: Vector) -> tuple[Candidate, ...]:
    """The statements nearest to a claim, nearest first; ``reports`` is the number of each one's report, -1 for the claim's own."""
    met, shared = postings.meet(outline.core, outline.core)
    near = shared / outline.total
    is_other = reports[met] >= 0
    met, near = met[is_other], near[is_other]
    if outline.vector is None or outline.vector.shape != vectors.shape[1:]:
        near += UNREAD
    else:
        near += np.round((vectors[met] @ outline.vector).astype(np.float64), 6)
    is_near = near >= LEAST_NEAR
    met, near = met[is_near], near[is_near]
    order = np.lexsort((met, -near))
    chosen: list[Candidate] = []
    taken: dict[int, int] = defaultdict(int)
    for index, report in zip(met[order].tolist(), reports[met[order]].tolist(), strict=True):
        if taken[report] < NEAREST:
            chosen.append(Candidate(statement=index, place=taken[report]))
            taken[report] += 1
            if len(chosen) == CANDIDATES:
                break
    return tuple(chosen)
