"""B-cubed precision and recall of a clustering (Bagga and Baldwin, 1998)."""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import NamedTuple


class BCubed(NamedTuple):
    """Each 0..1."""

    precision: float
    recall: float
    f1: float


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> BCubed:
    """Compare two labellings of the same items, given in the same order.

    >>> b_cubed("aab", "xxx")
    BCubed(precision=1.0, recall=0.5555555555555556, f1=0.7142857142857143)

    Raises:
        ValueError: the labellings differ in length.
    """
    together = Counter(zip(found, gold, strict=True))
    found_sizes, gold_sizes, count = Counter(found), Counter(gold), len(gold)
    if not count:
        return BCubed(1.0, 1.0, 1.0)
    precision = sum(shared * shared / found_sizes[one] for (one, _), shared in together.items()) / count
    recall = sum(shared * shared / gold_sizes[other] for (_, other), shared in together.items()) / count
    return BCubed(precision, recall, 2 * precision * recall / (precision + recall))
