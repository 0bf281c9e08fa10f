"""What the lines on facts leave out: expectations, and values that a later report replaced."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from stemma.records import Assessment, Citation, Claim, Conflict, ConflictValue, Quantity, Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.taken_back import TakenBack, find_taken_back

_REPLACED = frozenset({"number", "date", "status", "name", "place"})
"""The kinds of conflict in which a later report makes an earlier one out of date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """What is no fact of the day: ``judged`` are statements that somebody gives as expected or possible, ``outdated`` claims that nobody
    tells but with a value that a later report replaced or in a report that was withdrawn, ``replaced`` where such values stand, by report,
    ``withdrawn`` the reports that their outlet withdrew, and when, ``counts`` the numbers replaced, with what they count; ``heirs`` are
    the claims in force, with the reports that told what they took the place of."""

    judged: frozenset[str] = frozenset()
    outdated: frozenset[str] = frozenset()
    replaced: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    withdrawn: Mapping[str, datetime] = field(default_factory=dict)
    counts: frozenset[tuple[float, str]] = frozenset()
    heirs: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has_replaced(self, citations: Sequence[Citation]) -> bool:
        """Whether words hold a value that a later report replaced, or are those of a report that was withdrawn."""
        return any(citation.report in self.withdrawn for citation in citations) or any(
            start < citation.end and citation.start < end for citation in citations for start, end in self.replaced.get(citation.report, ())
        )

    def has_replaced_value(self, statement: Statement) -> bool:
        """Whether a statement gives a number that was replaced somewhere, of the same things, or holds a value that was."""
        cited = (Citation(report=statement.report, start=statement.start, end=statement.end),)
        return self.has_replaced(cited) or any(key in self.counts for quantity in statement.quantities for key in _keys(quantity))


def withhold(assessments: Sequence[Assessment], conflicts: Sequence[Conflict], desk: Desk) -> Withheld:
    """What the lines on facts leave to other parts of a dossier."""
    outdated: set[str] = set()
    replaced: dict[str, set[tuple[int, int]]] = defaultdict(set)
    heirs: dict[str, set[str]] = defaultdict(set)
    for conflict in conflicts:
        if conflict.relation != "supersedes" or conflict.kind not in _REPLACED:
            continue
        current, older = sort_out(conflict, desk)
        in_force = {statement for value in current for statement in value.statements}
        gone = {statement for value in older for statement in value.statements}
        touched = {desk.home[statement].id: desk.home[statement] for statement in gone if statement in desk.home}
        outdated |= {id_ for id_, claim in touched.items() if in_force.isdisjoint(claim.own)}
        for claim in {desk.home[statement].id for statement in in_force if statement in desk.home} - outdated:
            heirs[claim].update(report for value in older for report in value.reports)
        for citation in (citation for value in older for citation in value.citations):
            replaced[citation.report].add((citation.start, citation.end))
    taken_back = find_taken_back(desk)
    for report, spans in taken_back.spans.items():
        replaced[report].update(spans)
    outdated |= {claim.id for claim in desk.claims if _fell_with(claim, taken_back, desk)}
    return Withheld(
        counts=_counts(replaced, desk),
        heirs={claim: frozenset(reports) for claim, reports in sorted(heirs.items())},
        withdrawn=taken_back.withdrawn,
        judged=frozenset(one.statement for one in assessments),
        outdated=frozenset(outdated),
        replaced={report: tuple(sorted(spans)) for report, spans in replaced.items()},
    )


def _fell_with(claim: Claim, taken_back: TakenBack, desk: Desk) -> bool:
    """Whether a report that told a claim was withdrawn, and no report tells it since."""
    when = [taken_back.withdrawn[report] for report in claim.reports if report in taken_back.withdrawn]
    return bool(when) and not any((told := desk.published(report)) and told >= min(when) for report in claim.reports)


def sort_out(conflict: Conflict, desk: Desk) -> tuple[list[ConflictValue], list[ConflictValue]]:
    """The values in force, which are those first published last, and those that were told before them."""
    told = [(first, value) for value in conflict.values if (first := _first_told(value, desk))]
    newest = max((first for first, _ in told), default=datetime.min)
    return [value for first, value in told if first == newest], [value for first, value in told if first < newest]


def _first_told(value: ConflictValue, desk: Desk) -> datetime | None:
    """When a value was first published; null where no report of it is dated to the day."""
    return min((when for report in value.reports if report in desk.pages and (when := desk.published(report))), default=None)


def _counts(replaced: Mapping[str, Iterable[tuple[int, int]]], desk: Desk) -> frozenset[tuple[float, str]]:
    """The numbers that stand in replaced spans."""
    return frozenset(
        key
        for report, spans in replaced.items()
        for quantity in desk.pages[report].annotation.quantities
        if any(start < quantity.end and quantity.start < end for start, end in spans)
        for key in _keys(quantity)
    )


def _keys(quantity: Quantity) -> Iterator[tuple[float, str]]:
    """A number with what happened to those counted, or else what they are."""
    of = quantity.event or quantity.unit
    if quantity.value is not None and of is not None:
        yield quantity.value, of
