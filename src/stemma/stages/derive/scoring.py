"""How sure it is that one report was written from another: named features, weighted in one table, through a logistic curve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from stemma.records import Feature, Report
from stemma.stages.derive.copying import Tie, copied_passages
from stemma.stages.derive.quoting import count_moved
from stemma.stages.derive.reading import Line, Span, Text, merge, overlap
from stemma.stages.derive.rewriting import rewritten_sentences

WEIGHTS: Mapping[str, float] = {
    "bias": -3.6,
    "copied_share": 6.0,
    "copied_length": 4.0,
    "rewritten_share": 4.5,
    "same_order": 0.8,
    "shared_details": 3.5,
    "moved_quotes": 2.2,
    "same_outlet": -1.0,
    "machine_made": 1.2,
    "credited": 4.0,
    "cited": 2.0,
    "same_wire": 1.5,
    "declared": 5.5,
}
"""``copied_share``: of the reporter's own words, those copied. ``copied_length``: copied words, full at ``FULL_COPY``.
``rewritten_share``: of the sentences not copied, those rewritten, discounted below ``FULL_REWRITE`` sentences. ``same_order``: whether
what is shared stands in the same order. ``shared_details``: of the names and numbers of both, those that both have, from half (0) up.
``moved_quotes``: whether quotations of the one stand in the other under somebody else's name (0.8 for one). ``same_outlet``: an outlet
repeats itself. ``machine_made``: one says that a machine wrote it. ``credited``, ``cited``: one says so of the other. ``same_wire``:
both carry the mark of one agency. ``declared`` stands alone: the report names a source that is not here."""
RELATED = 0.5
FULL_COPY = 40
BY_CHANCE = 4
"""So many equal words of each passage are not counted: the ends of a match often are stock phrases."""
FULL_REWRITE = 3.0
FEWEST_DETAILS = 8
COPIES, REWRITES = 0.5, 0.2
"""From this share of the running text on, copied passages make it a copy; a report that cites the other and has less is no rewrite."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What ``report`` shares with ``other``. Coverage is the share (0..1) of the running text that the ties cover."""

    report: Text
    other: Text
    copied: tuple[Tie, ...]
    rewritten: tuple[Tie, ...]

    @property
    def ties(self) -> tuple[Tie, ...]:
        return tuple(sorted(self.copied + self.rewritten))

    def coverage(self) -> float:
        return _share((tie[:2] for tie in self.ties), self.report)

    def other_coverage(self) -> float:
        return _share((tie[2:4] for tie in self.ties), self.other)

    def copied_coverage(self) -> float:
        return _share((tie[:2] for tie in self.copied), self.report)


def compare(report: Text, other: Text) -> Comparison:
    """Align two reports; a sentence that was mostly copied is not counted as rewritten too."""
    copied = copied_passages(report, other)
    covered = merge(tie[:2] for tie in copied)
    rewritten = [tie for tie in rewritten_sentences(report, other) if not _mostly(tie[:2], covered)]
    return Comparison(report, other, tuple(copied), tuple(rewritten))


def weigh(comparison: Comparison, *, credited: bool, cited: bool, same_wire: bool) -> tuple[float, tuple[Feature, ...]]:
    """The score (0..1) of a comparison and its features, in the order of ``WEIGHTS``."""
    values = {
        "bias": 1.0,
        "copied_share": _copied_share(comparison),
        "copied_length": min(1.0, sum(tie.weight - BY_CHANCE for tie in comparison.copied) / FULL_COPY),
        "rewritten_share": _rewritten_share(comparison),
        "same_order": _order(comparison.ties),
        "shared_details": _shared_details(comparison),
        "moved_quotes": _moved_quotes(comparison),
        "same_outlet": float(_is_same_outlet(comparison.report.report, comparison.other.report)),
        "machine_made": float(_is_machine_made(comparison.report) or _is_machine_made(comparison.other)),
        "credited": float(credited),
        "cited": float(cited),
        "same_wire": float(same_wire),
    }
    return logistic(values)


def logistic(values: Mapping[str, float]) -> tuple[float, tuple[Feature, ...]]:
    """Features with their weights, and the logistic of the weighted sum."""
    features = tuple(Feature(name=name, value=round(values[name], 4), weight=weight) for name, weight in WEIGHTS.items() if name in values)
    total = sum(feature.value * feature.weight for feature in features)
    return round(1 / (1 + exp(-total)), 4), features


def _copied_share(comparison: Comparison) -> float:
    fewer = min(comparison.report.told_count, comparison.other.told_count)
    return min(1.0, sum(tie.weight for tie in comparison.copied) / fewer) if fewer else 0.0


def _rewritten_share(comparison: Comparison) -> float:
    """Of whichever report has fewer sentences left that are not copied."""
    covered = merge(tie[:2] for tie in comparison.copied)
    other_covered = merge(tie[2:4] for tie in comparison.copied)
    fewer = min(_left(comparison.report.lines, covered), _left(comparison.other.lines, other_covered))
    total = sum(tie.weight for tie in comparison.rewritten)
    return min(1.0, total / fewer) * min(1.0, total / FULL_REWRITE) if fewer else 0.0


def _shared_details(comparison: Comparison) -> float:
    """Independent reporters of one event seldom share more than half of their names and numbers; rewriters do."""
    report, other = comparison.report, comparison.other
    if min(len(report.details), len(other.details)) < FEWEST_DETAILS:
        return 0.0
    shares = (len(report.details & other.known) / len(report.details), len(other.details & report.known) / len(other.details))
    return max(0.0, sum(shares) - 1)


def _moved_quotes(comparison: Comparison) -> float:
    return min(1.0, 0.8 * count_moved(comparison.report.quotes, comparison.other.quotes))


def _is_same_outlet(report: Report, other: Report) -> bool:
    one, two = report.outlet, other.outlet
    return one is not None and two is not None and (one.domain or one.name) == (two.domain or two.name)


def _is_machine_made(text: Text) -> bool:
    return any(note.kind == "ai_text" for note in text.report.disclosures)


def _left(lines: Sequence[Line], covered: Sequence[Span]) -> int:
    return sum(not _mostly((line.start, line.end), covered) for line in lines)


def _mostly(span: Span, covered: Sequence[Span]) -> bool:
    return 2 * sum(overlap(span, other) for other in covered) > span[1] - span[0]


def _order(ties: Sequence[Tie]) -> float:
    """Kendall's tau of the places of three ties or more, 0 for fewer or where the order is reversed."""
    if len(ties) < 3:
        return 0.0
    starts = [tie.other_start for tie in ties[:200]]
    pairs = [(first, second) for place, first in enumerate(starts) for second in starts[place + 1 :]]
    return max(0.0, sum((first < second) - (first > second) for first, second in pairs) / len(pairs))


def _share(spans: object, text: Text) -> float:
    covered = merge(spans)  # type: ignore[arg-type]
    return round(min(1.0, sum(end - start for start, end in covered) / text.char_count), 4) if text.char_count else 0.0
