"""Which of two related reports drew on the other where no single sign shows it: what each has of the other, weighed."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import exp
from typing import NamedTuple

from stemma.records import Direction, Feature
from stemma.stages.derive.reading import Text
from stemma.stages.derive.stamps import later_of

WEIGHTS: Mapping[str, float] = {"score": 0.5, "details": 4.0, "later": 2.0}
"""``score``: by how much the pair scores higher, in logits, taken so than the other way round, stamps aside. ``details``: by how much more
of the report's names and numbers the other has than the report has of the other's; of one house nothing, as its update has more than its
flash. ``later``: 1 where the report looks later, -1 where the other does. Fitted on the related pairs of the newsroom's stories marked
``dev`` that nothing else directs; the two ways weigh against each other, so there is no bias."""
CLOCK = frozenset({"later", "earlier", "looks_earlier"})
WIDEST_SCORE = 8.0
FEWEST_DETAILS = 4
HALF, DECIDED = 0.5, 0.85
"""So sure that the direction is said,"""
LEAST_BY_TEXTS = 0.6
"""and so sure by the texts alone: stamps that leave it open decide nothing by themselves."""
HAS_ALL = "The source has nearly all that the report tells, and the report not all that the source does."
HAS_MORE = "The source looks earlier by its stamp, and has more of the report than the report has of it."


class Leaning(NamedTuple):
    """How likely (0..1) of two related reports the first drew on the second: by their ``texts``, and by ``all``, their stamps too."""

    texts: float
    all: float


def lean(report: Text, other: Text, forward: Sequence[Feature], backward: Sequence[Feature], *, is_one_house: bool) -> Leaning:
    """``forward`` and ``backward`` are the features of the pair's score taken so, and taken the other way round."""
    apart = _sum(forward) - _sum(backward)
    kept = 0.0 if is_one_house else share_kept(report.details, other.known) - share_kept(other.details, report.known)
    texts = WEIGHTS["score"] * max(-WIDEST_SCORE, min(WIDEST_SCORE, apart)) + WEIGHTS["details"] * kept
    later = later_of(report.report, other.report)
    clock = WEIGHTS["later"] * (0.0 if later is None else 1.0 if later == report.report.id else -1.0)
    return Leaning(1 / (1 + exp(-texts)), 1 / (1 + exp(-texts - clock)))


def direct_by_texts(report: Text, other: Text, leaning: Leaning) -> Direction | None:
    """The direction, where what the two have of each other leaves little doubt, alone or with who looks later."""
    is_report_later = leaning.all > HALF
    texts, surely = (leaning.texts, leaning.all) if is_report_later else (1 - leaning.texts, 1 - leaning.all)
    if surely < DECIDED or texts < LEAST_BY_TEXTS:
        return None
    return Direction(from_=(other if is_report_later else report).report.id, why=HAS_ALL if texts >= DECIDED else HAS_MORE)


def share_kept(details: AbstractSet[str], known: AbstractSet[str]) -> float:
    """The share of a report's names and numbers that another has; half, which says nothing, where it has too few."""
    return len(details & known) / len(details) if len(details) >= FEWEST_DETAILS else 0.5


def _sum(features: Sequence[Feature]) -> float:
    return sum(one.value * one.weight for one in features if one.name not in CLOCK)
