"""What a story's reports say of their making, and what they hold in common: the ground on which pairs are judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.records import Extraction, Page, Report
from stemma.stages.derive.declared import Declaration, read_declarations
from stemma.stages.derive.direction import Credits
from stemma.stages.derive.mastheads import Mastheads, read_mastheads, signs_itself
from stemma.stages.derive.nearness import Ranks, Shares, crowding, rank_sources, share_sentences
from stemma.stages.derive.papers import read_papers
from stemma.stages.derive.reading import Text
from stemma.stages.derive.scoring import Marks
from stemma.stages.derive.settling import settle
from stemma.stages.derive.sharing import Holdings, read_holdings
from stemma.stages.derive.told_alone import Alone, tell_alone

MARKS = frozenset({"wire", "credit"})


@dataclass(frozen=True, slots=True, eq=False)
class Testimony:
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


def read_testimony(
    pages: Sequence[Page], texts: Sequence[Text], extracted: tuple[Extraction, Mapping[str, Extraction]], lexicons: Lexicons
) -> Testimony:
    """What the reports declare, settled, and what they hold. ``extracted`` is what was extracted from all reports, and from each."""
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
    return Testimony(
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


class Closeness(NamedTuple):
    """Which of a story's reports come nearest to each other: as wholes, sentence by sentence, and in what nobody else tells."""

    ranks: Ranks
    shares: Shares
    alone: Alone


def read_closeness(texts: Sequence[Text], pairs: Sequence[tuple[int, int]]) -> Closeness:
    """How near the reports come to each other in the pairs of places in ``texts``."""
    return Closeness(rank_sources(texts, pairs), share_sentences(texts, pairs), tell_alone(texts, pairs))


def marks_of(report: Report, other: Report, declared: Testimony, near: Closeness) -> Marks:
    """What two reports say of themselves, seen from the one that may have drawn on the other."""
    said, counter = declared.between.get((report.id, other.id)), declared.between.get((other.id, report.id))
    crowd = crowding(len(declared.holdings.counts))
    return Marks(
        credited=said is not None and said.form != "citation",
        cited=said is not None and said.form == "citation",
        credits_back=counter is not None,
        credits_other=said is None and report.id in declared.credited,
        same_wire=declared.shared_wire(report.id, other.id) is not None,
        one_house=declared.mastheads.are_one_house(report, other),
        is_paper=report.id in declared.papers,
        of_paper=other.id in declared.papers,
        of_agency=other.id in declared.agencies,
        rank=crowd * near.ranks.get((report.id, other.id), 0.0),
        share=crowd * near.shares.get((report.id, other.id), 0.0),
        alone=crowd * near.alone.get((report.id, other.id), 0.0),
        few=1.0 - crowd,
    )
