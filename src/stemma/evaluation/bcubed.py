"""B-cubed precision and recall of a clustering (Bagga and Baldwin, 1998), of given items and of items that had to be found."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)


class BCubed(NamedTuple):
    """Each 0..1."""

    precision: float
    recall: float
    f1: float


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> BCubed:
    """Compare two labellings of the same items, given in the same order.

    >>> b_cubed("aabb", "xxxx")
    BCubed(precision=1.0, recall=0.5, f1=0.6666666666666666)

    Raises:
        ValueError: the labellings differ in length.
    """
    return b_cubed_found(dict(enumerate(found)), dict(zip(range(len(found)), gold, strict=True)))


def b_cubed_found(found: Mapping[Item, Hashable], gold: Mapping[Item, Hashable]) -> BCubed:
    """Compare two labellings of items that need not be the same: an item only in one of them has no counterpart and counts as wholly
    wrong there, as in the reference scorer of CoNLL (Pradhan et al., 2014). So what is not found costs recall, what is found in vain
    precision, also where it stands alone.

    >>> b_cubed_found({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 4: "y", 5: "y"})
    BCubed(precision=0.6666666666666666, recall=0.5, f1=0.5714285714285715)
    """
    if not found and not gold:
        return BCubed(1.0, 1.0, 1.0)
    together = Counter((found[item], gold[item]) for item in found if item in gold)
    found_sizes, gold_sizes = Counter(found.values()), Counter(gold.values())
    precision = sum(shared * shared / found_sizes[one] for (one, _), shared in together.items()) / max(1, len(found))
    recall = sum(shared * shared / gold_sizes[other] for (_, other), shared in together.items()) / max(1, len(gold))
    return BCubed(precision, recall, 2 * precision * recall / ((precision + recall) or 1))


def b_cubed_lenient(found: Mapping[Item, Hashable], gold: Mapping[Item, Hashable]) -> BCubed:
    """The same by the rule of Cai and Strube (2010): what is found in vain and alone is dropped, what is not found counts as found
    alone, and what is found in vain within a cluster is an item alone for precision. Finding nothing still scores, by the gold
    items that are alone.

    >>> b_cubed_lenient({}, {1: "x", 2: "x", 3: "y"})
    BCubed(precision=1.0, recall=0.6666666666666666, f1=0.8)
    """
    sizes = Counter(found.values())
    kept = {item: ("found", label) for item, label in found.items() if item in gold or sizes[label] > 1}
    missed = {item: ("missed", item) for item in gold if item not in found}
    told = {item: ("gold", label) for item, label in gold.items()}
    vain = {item: ("vain", item) for item in kept if item not in gold}
    precision = b_cubed_found({**kept, **missed}, {**told, **vain}).precision
    recall = b_cubed_found({**kept, **missed}, told).recall
    return BCubed(precision, recall, 2 * precision * recall / ((precision + recall) or 1))
