"""How sure it is that one report was written from another: named features, weighted in one table, through a logistic curve."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import exp, log

from stemma.records import Feature, Report
from stemma.stages.derive.copying import Tie, copied_passages
from stemma.stages.derive.quoting import LONG_QUOTE, SAME_QUOTE, count_moved, quotes_alike
from stemma.stages.derive.reading import Line, Span, Text, merge, overlap
from stemma.stages.derive.rewriting import rewritten_sentences
from stemma.stages.derive.sharing import Shared
from stemma.stages.derive.stamps import later_of, published_bounds
from stemma.stages.derive.versions import continues_earlier

WEIGHTS: Mapping[str, float] = {
    "bias": -3.62,
    "copied_share": 4.18,
    "rewritten_share": 1.78,
    "shared_details": 0.83,
    "numbers_kept": 0.51,
    "quotes_kept": 0.78,
    "own_quotes": -0.56,
    "moved_quotes": 1.09,
    "alone_together": 1.71,
    "shared_errors": 2.01,
    "turned_quotes": 1.12,
    "nearest": 0.97,
    "nearest_sentences": 0.78,
    "told_alone": 5.46,
    "by_chance": -2.04,
    "of_agency": 0.85,
    "of_paper": 0.94,
    "own_paper": -5.00,
    "one_house": 0.68,
    "updates": 1.96,
    "corrects": 3.50,
    "later": 0.76,
    "earlier": -3.50,
    "looks_earlier": -0.74,
    "machine_made": 0.93,
    "credited": 3.41,
    "cited": 2.77,
    "credits_back": -2.75,
    "credits_other": -1.09,
    "same_wire": 1.50,
    "declared": 5.5,
}
"""``copied_share``: of the reporter's own words, those copied. ``rewritten_share``: of the sentences not copied, those rewritten, less
below ``FULL_REWRITE`` sentences. ``shared_details``: of the names and numbers of both, those that both have, from half (0) up;
``numbers_kept``: of the report's numbers, those that the other has. ``quotes_kept``: of the report's quotations, those that the other has
in some wording; ``own_quotes``: those it has not, full at three. ``moved_quotes``: whether quotations of the one stand in the other under
somebody else's name (0.8 for one). ``alone_together``: names and numbers that few of the story's reports have; ``shared_errors``: values
and spellings against all others; ``turned_quotes``: whether a quotation is one of the other's in other words. ``nearest``: 1 where of all
reports that may be its source this comes nearest in meaning, the half, the third for the next; ``nearest_sentences``: the share of the
report's sentences that come nearest to it; ``told_alone``: how much these two tell as no third does (``told_alone.py``; these three and
``alone_together`` say less in small piles: ``nearness.crowding``). ``by_chance``: how much two reports of the event have
in common whoever wrote them, where this one names neither the other nor an agency that both name: more the longer the longer one is
beyond ``SHORT`` words, and in small piles, but not what is copied.
``of_agency``, ``of_paper``: the other is an agency's or a body's own paper; ``own_paper``: the report is a body's own paper, which is
written from no other house's news. ``one_house``: both are of one outlet, which writes its earlier reports on;
``updates``: the report says that it carries an earlier one on; ``corrects``: it is a later page of that outlet which corrects something.
``later``, ``earlier``: when the report may have come out first, against the other; ``looks_earlier``: by the latest
that both can have it came out before. ``machine_made``: one says that a machine wrote it. ``credited``, ``cited``: the report says so of
the other; ``credits_back``: the other says so of the report; ``credits_other``: the report credits its text to somebody else.
``same_wire``: both carry the mark of one agency. ``declared`` stands alone: the report names a source that is not here."""
RELATED = 0.30
FULL_REWRITE = 3.0
SHORT, LONG = 100, 800
"""Words of the running text: below and above, length changes nothing more."""
HOUSE_CHANCE, HOUSE_LONG = 0.5, 300
"""What counts for a page and an earlier one of its house of no more words, whatever their length: of those, longer ones are written on as
often as shorter ones. Beyond, two turns of one matter have the more background in common the longer they are, as everybody's."""
FEWEST_DETAILS = 8
FEWEST_NUMBERS, OWN_QUOTES = 2, 3
_HEAD = 400
"""Characters at the head of a page in which a section's name stands."""
_CORRECTION = re.compile(r"\b(?:corrections?|clarifications?|errat(?:um|a)|corrigend(?:um|a))\b", re.IGNORECASE)
_OWN_ERROR = re.compile(
    r"\b(?:we (?:regret|apologi[sz]e for|were wrong|wrongly|misspelt|misspelled|misstated|misreported)"
    r"|(?:an|our) earlier (?:version|report|article|story)"
    r"|(?:an article|a report|a story) (?:on|of|published)\b[^.\n]{0,160}\b(?:wrong|incorrect|misstated|misspel\w+)"
    r"|(?:article|report|story|item|dispatch) should (?:also |instead )?have (?:said|read|stated|given|made clear)"
    r"|apologi[sz]es (?:to (?:its|our) readers|for the (?:error|mistake))|regrets? the error)\b",
    re.IGNORECASE,
)
"""How a paper owns to an error of its own inside an article."""
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
    def reports(self) -> tuple[Report, Report]:
        return self.report.report, self.other.report

    @property
    def ids(self) -> tuple[str, str]:
        return self.report.report.id, self.other.report.id

    @property
    def ties(self) -> tuple[Tie, ...]:
        return tuple(sorted(self.copied + self.rewritten))

    def coverage(self) -> float:
        return _share((tie[:2] for tie in self.ties), self.report)

    def copied_coverage(self) -> float:
        return _share((tie[:2] for tie in self.copied), self.report)

    def other_copied_coverage(self) -> float:
        return _share((tie[2:4] for tie in self.copied), self.other)


def compare(report: Text, other: Text) -> Comparison:
    """Align two reports; a sentence that was mostly copied is not counted as rewritten too."""
    copied = copied_passages(report, other)
    covered = merge(tie[:2] for tie in copied)
    rewritten = [tie for tie in rewritten_sentences(report, other) if not _mostly(tie[:2], covered)]
    return Comparison(report, other, tuple(copied), tuple(rewritten))


def compare_both(one: Text, other: Text) -> tuple[Comparison, Comparison]:
    """Two reports, each against the other."""
    return compare(one, other), compare(other, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the reports say of themselves, seen from the report that may have drawn on the other."""

    credited: bool = False
    cited: bool = False
    credits_back: bool = False
    credits_other: bool = False
    same_wire: bool = False
    one_house: bool = False
    is_paper: bool = False
    of_paper: bool = False
    of_agency: bool = False
    rank: float = 0.0
    share: float = 0.0
    alone: float = 0.0
    few: float = 0.0


def weigh(comparison: Comparison, marks: Marks, shared: Shared) -> tuple[float, tuple[Feature, ...]]:
    """The score (0..1) of a comparison and its features, in the order of ``WEIGHTS``."""
    return logistic(measure(comparison, marks, shared))


def measure(comparison: Comparison, marks: Marks, shared: Shared) -> dict[str, float]:
    """The features of a comparison, by name."""
    report, other = comparison.report, comparison.other
    kept, own = count_kept(report, other)
    before = _order_of_stamps(report.report, other.report)
    return {
        "bias": 1.0,
        "copied_share": _copied_share(comparison),
        "rewritten_share": _rewritten_share(comparison),
        "shared_details": _shared_details(comparison),
        "numbers_kept": _kept(report.numbers, other.numbers, FEWEST_NUMBERS),
        "quotes_kept": kept,
        "own_quotes": own,
        "moved_quotes": _moved_quotes(comparison),
        "alone_together": shared.alone,
        "shared_errors": shared.errors,
        "turned_quotes": shared.turned,
        "nearest": marks.rank,
        "nearest_sentences": marks.share,
        "told_alone": marks.alone,
        "by_chance": 0.0 if marks.credited or marks.cited or marks.same_wire else _by_chance(comparison, marks),
        "of_agency": float(marks.of_agency),
        "of_paper": float(marks.of_paper),
        "own_paper": float(marks.is_paper and not marks.one_house),
        "one_house": float(marks.one_house),
        "updates": float(marks.one_house and before >= 0 and continues_earlier(report.report)),
        "corrects": float(marks.one_house and before >= 0 and _is_correction(report.report) and not _is_correction(other.report)),
        "later": float(before > 0),
        "earlier": float(before < 0),
        "looks_earlier": float(later_of(report.report, other.report) == other.report.id),
        "machine_made": float(_is_machine_made(report) or _is_machine_made(other)),
        "credited": float(marks.credited),
        "cited": float(marks.cited),
        "credits_back": float(marks.credits_back),
        "credits_other": float(marks.credits_other),
        "same_wire": float(marks.same_wire),
    }


def logistic(values: Mapping[str, float]) -> tuple[float, tuple[Feature, ...]]:
    """Features with their weights, and the logistic of the weighted sum."""
    features = tuple(Feature(name=name, value=round(values[name], 4), weight=weight) for name, weight in WEIGHTS.items() if name in values)
    total = sum(feature.value * feature.weight for feature in features)
    return round(1 / (1 + exp(-total)), 4), features


def _by_chance(comparison: Comparison, marks: Marks) -> float:
    """By how much the longer text is longer than ``SHORT``, as a logarithm, or as much as the pile is small; less where text is copied:
    that is no chance. For a house's page and an earlier one a middling value, and more only from ``HOUSE_LONG`` words on."""
    longer = max(len(comparison.report.words), len(comparison.other.words))
    if marks.one_house and _order_of_stamps(comparison.report.report, comparison.other.report) > 0:
        return HOUSE_CHANCE + (1 - _copied_share(comparison)) * log(min(LONG, max(HOUSE_LONG, longer)) / HOUSE_LONG)
    length = log(min(LONG, max(SHORT, longer)) / SHORT)
    return (1 - _copied_share(comparison)) * max(length, marks.few * log(LONG / SHORT))


def shared_wording(comparison: Comparison) -> float:
    """How much two reports share in words: copied, or told anew sentence by sentence (0..2)."""
    return _copied_share(comparison) + _rewritten_share(comparison)


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


def _kept(own: Set[str], others: Set[str], fewest: int) -> float:
    """The share of a report's details that the other has; half, which says nothing, where it has too few."""
    return len(own & others) / len(own) if len(own) >= fewest else 0.5


def count_kept(report: Text, other: Text) -> tuple[float, float]:
    """The share of the report's longer quotations that the other has in some wording, and how many it has not, full at three."""
    words, others = ([quote.words for quote in text.quotes if len(quote.words) >= LONG_QUOTE] for text in (report, other))
    if not words:
        return 0.0, 0.0
    kept = sum(any(quotes_alike(quote, there) >= SAME_QUOTE for there in others) for quote in words)
    return kept / len(words), min(OWN_QUOTES, len(words) - kept) / OWN_QUOTES


def _order_of_stamps(report: Report, other: Report) -> int:
    """1 where the report may have come out after the other at the earliest that both can have, -1 before it, 0 where that is not known."""
    one, two = published_bounds(report), published_bounds(other)
    if one is None or two is None or one[0] == two[0]:
        return 0
    return 1 if one[0] > two[0] else -1 if one[1] < two[0] else 0


def _is_correction(report: Report) -> bool:
    """Whether a page says that it corrects something, in a notice or in its headings."""
    if any(note.kind == "correction" for note in report.disclosures):
        return True
    heads = (report.text[block.start : block.end] for block in report.blocks if block.kind in {"title", "subtitle", "heading"})
    return any(_CORRECTION.search(head) for head in (*heads, report.text[:_HEAD])) or _OWN_ERROR.search(report.text) is not None


def _is_machine_made(text: Text) -> bool:
    return any(note.kind == "ai_text" for note in text.report.disclosures)


def _left(lines: Sequence[Line], covered: Sequence[Span]) -> int:
    return sum(not _mostly((line.start, line.end), covered) for line in lines)


def _mostly(span: Span, covered: Sequence[Span]) -> bool:
    return 2 * sum(overlap(span, other) for other in covered) > span[1] - span[0]


def _share(spans: object, text: Text) -> float:
    covered = merge(spans)  # type: ignore[arg-type]
    return round(min(1.0, sum(end - start for start, end in covered) / text.char_count), 4) if text.char_count else 0.0
