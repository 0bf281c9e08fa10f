"""What a report that drew on another says, beside what that other says: which of its statements are the source's in other words."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stemma.language.meaning import Meanings
from stemma.records import Derivation, Page, Passage, Statement
from stemma.stages.corroborate.comparing.agreement import ENOUGH, compare, find_exclusion
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.origins.witnesses import TAKES

SENTENCE = 300
"""Characters: a passage no longer is one sentence told twice, in which a thing may have moved; in a longer one things keep their order."""
SLACK = 30
RECOGNISED = 0.18
"""A statement that agrees with one of its source by so much (0..1) was taken from there, though it may not say quite the same."""
LEAST_LIKE = 0.15
"""How far two statements must agree by themselves (0..1) to be one however they are aligned: who is named alone makes no claim."""
HEADLINE_SHARE = 0.6
"""A headline of whose words so much stands in the source tells nothing of its own."""
BESIDE = 0.5
"""How far a statement that is not listed as an addition counts as aligned, where no passage holds it."""
OTHER_VALUES = frozenset({"other date", "other number", "other place", "one denies"})
"""The exclusions of ``find_exclusion`` that tell a changed fact."""
FARTHEST = 64
"""How many statements of the source one statement is held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """A statement of a report and one of the report it drew on. ``alignment``: 1 along a passage, less where only nothing speaks
    against it; ``is_same``: they say the same; ``is_taken``: the order is decided and the first came from the second;
    ``is_changed``: it came from there with another value, so that what it says is the report's own."""

    statement: str
    source_statement: str
    alignment: float
    agreement: float
    is_same: bool
    is_taken: bool
    is_changed: bool


def find_counterparts(
    readings: Sequence[Reading], derivations: Sequence[Derivation], pages: Mapping[str, Page], meanings: Meanings
) -> tuple[Counterpart, ...]:
    """For each statement of a report that drew on another report here, the statement of that source which it agrees with most, if any:
    those that stand along one passage, and for what is not listed as an addition all of the source. Headlines are held
    against the whole source. Best agreement first, then by ids.
    """
    by_report: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_report[reading.statement.report].append(reading)
    found = [
        counterpart
        for edge in sorted(derivations, key=lambda edge: (edge.report, edge.source or "", edge.kind))
        if edge.kind in TAKES and edge.source in by_report and edge.report in by_report and edge.source != edge.report
        for counterpart in _along(edge, by_report[edge.report], by_report[edge.source or ""], pages, meanings)
    ]
    return tuple(sorted(found, key=lambda one: (-one.agreement, one.statement, one.source_statement)))


def _along(
    edge: Derivation, own: Sequence[Reading], source: Sequence[Reading], pages: Mapping[str, Page], meanings: Meanings
) -> Iterator[Counterpart]:
    added = {addition.statement for addition in edge.additions}
    asides = _asides(pages[edge.report])
    for reading in own:
        aligned = _aligned(reading.statement, source, edge.passages)
        is_aside = any(start <= reading.statement.start < end for start, end in asides)
        is_carried = reading.statement.id not in added and not is_aside
        best = _best(reading, source, aligned, BESIDE if is_carried else 0.0)
        if best is None:
            continue
        agreement, alignment, other = best
        is_alike = agreement >= ENOUGH and alignment > 0 and compare(reading, other) >= LEAST_LIKE
        exclusion = find_exclusion(reading, other, meanings, is_aligned=True)
        is_same = is_alike and exclusion is None
        is_near = edge.direction is not None and (is_carried or bool(aligned)) and agreement >= RECOGNISED
        is_changed = is_near and is_alike and exclusion in OTHER_VALUES and not _is_said(reading, source, meanings)
        is_taken = is_near and not is_changed
        if is_same or is_near:
            yield Counterpart(
                statement=reading.statement.id,
                source_statement=other.statement.id,
                alignment=alignment,
                agreement=round(agreement, 4),
                is_same=is_same,
                is_taken=is_taken,
                is_changed=is_changed,
            )


def _is_said(reading: Reading, source: Sequence[Reading], meanings: Meanings) -> bool:
    """Whether the source says the same anywhere, so that nothing was changed, whatever stands where the passage leads to."""
    near = [other for other in source if not reading.keys.keys().isdisjoint(other.keys)]
    return any(
        find_exclusion(reading, other, meanings, is_aligned=True) is None and compare(reading, other, 1.0) >= ENOUGH
        for other in near[:FARTHEST]
    )


def _best(reading: Reading, source: Sequence[Reading], aligned: frozenset[str], beside: float) -> tuple[float, float, Reading] | None:
    """The statement of the source that agrees most, with its agreement and alignment."""
    best: tuple[float, float, Reading] | None = None
    near = [other for other in source if other.statement.id in aligned] or [
        other for other in source if not reading.keys.keys().isdisjoint(other.keys)
    ]
    for other in near[:FARTHEST]:
        alignment = 1.0 if other.statement.id in aligned else beside
        agreement = compare(reading, other, alignment)
        if best is None or agreement > best[0]:
            best = agreement, alignment, other
    return best


def _aligned(statement: Statement, source: Sequence[Reading], passages: Sequence[Passage]) -> frozenset[str]:
    """The statements of the source that stand where a passage leads to from a statement of the report."""
    spans = [_led_to(statement, passage) for passage in passages if _meets(statement, passage.report_start, passage.report_end)]
    return frozenset(other.statement.id for other in source for start, end in spans if _meets(other.statement, start, end))


def _led_to(statement: Statement, passage: Passage) -> tuple[int, int]:
    """Where in the source the words of a statement inside a passage came from: the same share of the way, in a short one the whole."""
    length = passage.report_end - passage.report_start
    if length <= SENTENCE:
        return passage.source_start, passage.source_end
    scale = (passage.source_end - passage.source_start) / length
    start = passage.source_start + round((max(statement.start, passage.report_start) - passage.report_start) * scale)
    end = passage.source_start + round((min(statement.end, passage.report_end) - passage.report_start) * scale)
    return max(passage.source_start, start - SLACK), min(passage.source_end, end + SLACK)


def _meets(statement: Statement, start: int, end: int) -> bool:
    """Whether a third of the statement, or of the span, lies in the other."""
    shared = min(statement.end, end) - max(statement.start, start)
    return shared > 0 and 3 * shared >= min(statement.end - statement.start, end - start)


def _asides(page: Page) -> tuple[tuple[int, int], ...]:
    """The parts of an article that additions are not looked for in."""
    return tuple((block.start, block.end) for block in page.report.blocks if block.kind in {"title", "caption"})


def find_empty_headlines(readings: Sequence[Reading], derivations: Sequence[Derivation], pages: Mapping[str, Page]) -> frozenset[str]:
    """Statements in the headline of a report that drew on another, whose words are those of that other: they tell nothing of their own."""
    sources: dict[str, set[str]] = defaultdict(set)
    for edge in derivations:
        if edge.kind in TAKES and edge.source is not None and edge.source in pages and edge.direction is not None:
            sources[edge.report].add(edge.source)
    keys: dict[str, set[str]] = defaultdict(set)
    for reading in readings:
        keys[reading.statement.report] |= reading.keys.keys()
    return frozenset(
        reading.statement.id
        for reading in readings
        if reading.statement.report in sources
        and any(start <= reading.statement.start < end for start, end in _asides(pages[reading.statement.report]))
        and any(_share(reading, keys[source]) >= HEADLINE_SHARE for source in sources[reading.statement.report])
    )


def _share(reading: Reading, keys: set[str]) -> float:
    return sum(weight for key, weight in reading.keys.items() if key in keys) / reading.weight if reading.weight else 1.0
