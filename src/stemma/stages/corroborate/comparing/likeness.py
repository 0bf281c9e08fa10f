"""How alike two statements are in what they tell, for their values to be compared: not whether they are one claim.

The features are those of ``agreement``; the weights are others, fitted on pairs that may give one slot another value. A claim joins what
an editor would sign as one fact; values are compared wherever one matter is spoken of.
"""

from collections.abc import Mapping
from math import exp

from stemma.stages.corroborate.comparing.agreement import measure
from stemma.stages.corroborate.comparing.reading import Reading

WEIGHTS: Mapping[str, float] = {
    "always": -4.87,
    "shared words": 1.58,
    "shared names": -0.26,
    "shorter contained": 1.34,
    "same meaning": 8.18,
    "same happening": -0.21,
    "other happening": -0.19,
    "same time": 1.74,
    "same number": 2.17,
    "same letters": 4.21,
    "one counts": -0.75,
    "other number": -1.05,
    "other time": -0.2,
    "each names another": -0.02,
    "each adds": -2.33,
    "little said": 0.88,
    "nothing but names": -3.0,
}
OF_VALUES = frozenset({"same time", "same number", "one counts", "other number", "other time"})
"""The features that compare values."""


def compare_telling(one: Reading, other: Reading) -> float:
    """How likely (0..1) two statements tell the same, their values included."""
    values = measure(one, other)
    return 1 / (1 + exp(-sum(weight * values[name] for name, weight in WEIGHTS.items())))


def compare_matter(one: Reading, other: Reading) -> float:
    """How likely (0..1) two statements tell of the same matter, whatever values they give."""
    values = measure(one, other)
    return 1 / (1 + exp(-sum(weight * values[name] for name, weight in WEIGHTS.items() if name not in OF_VALUES)))


def share_of_words(one: Reading, other: Reading) -> float:
    """The share (0..1, weighted) of the words of two statements that both have."""
    shared = sum(weight for key, weight in one.keys.items() if key in other.keys)
    back = sum(weight for key, weight in other.keys.items() if key in one.keys)
    total = one.weight + other.weight
    return (shared + back) / total if total else 0.0
