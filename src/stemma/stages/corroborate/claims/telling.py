"""How likely a statement tells a claim in which it is not at home: named features with one weight table."""

from collections.abc import Mapping
from math import exp, log

from stemma.stages.corroborate.claims.outlines import Outline, Setting, nearness
from stemma.stages.corroborate.comparing.agreement import measure, numbers_of, weigh
from stemma.stages.corroborate.comparing.reading import Reading

WEIGHTS: Mapping[str, float] = {
    "always": -5.00,
    "mean agreement": 0.35,
    "same meaning": -0.64,
    "same sense": 5.89,
    "words of the claim": 1.50,
    "rarest word": 1.08,
    "same letters": 5.13,
    "same time": 0.74,
    "same hour": 1.79,
    "same number": 0.22,
    "rare number": 2.18,
    "others are nearer": -0.47,
    "other place in the text": -1.35,
    "wordings": 0.46,
    "middle of the story": -1.90,
}
"""The features of ``measure_telling``: the score is the logistic function of their weighted sum."""
EXTREME = 9.0
"""The log odds of an agreement are cut off at these."""
NAMES = frozenset({"e:", "c:"})
"""How the keys of names begin."""
LIKELY = 0.5
"""A statement that reaches this score and has ``FEWEST`` of the claim's words, names aside, is likely to tell it: of such pairs of real
news nine in ten tell the core or a part, of the others that are listed six in ten."""
FEWEST = 0.25


def measure_telling(outline: Outline, reading: Reading, place: int, setting: Setting) -> dict[str, float]:
    """The features of a claim and a statement, by name: what ``WEIGHTS`` weighs."""
    keys = reading.keys
    shared = [(key, weight) for key, weight in outline.core.items() if key in keys]
    given = outline.numbers & numbers_of(reading) if outline.numbers else outline.numbers
    own = setting.places[reading.statement.id]
    pairs = [measure(wording, reading) for wording in outline.wordings]
    odds = [max(-EXTREME, min(EXTREME, weigh(pair))) for pair in pairs]
    return {
        "always": 1.0,
        "mean agreement": sum(odds) / len(odds),
        "same meaning": sum([pair["same meaning"] for pair in pairs]) / len(pairs),
        "same sense": nearness(reading.sense, outline.sense),
        "words of the claim": sum([weight for _, weight in shared]) / outline.total,
        "rarest word": max([weight for key, weight in shared if key[:2] not in NAMES], default=0.0),
        "same letters": max([pair["same letters"] for pair in pairs]),
        "same time": sum([pair["same time"] for pair in pairs]) / len(pairs),
        "same hour": 0.0 if outline.hours.isdisjoint(reading.hours) else 1.0,
        "same number": 1.0 if given else 0.0,
        "rare number": max([setting.spread[number] ** -0.5 for number in given], default=0.0),
        "others are nearer": float(place),
        "other place in the text": min([abs(own - other) for other in outline.places]),
        "wordings": log(len(outline.wordings)),
        "middle of the story": (outline.near + setting.near[reading.statement.id]) / 2,
    }


def judge(values: Mapping[str, float]) -> float:
    """How likely (0..1) a statement of these features tells a claim."""
    return 1 / (1 + exp(-sum([weight * values[name] for name, weight in WEIGHTS.items()])))


def is_likely(outline: Outline, reading: Reading, score: float) -> bool:
    """Whether a statement of this score (0..1) is more than a possible teller of a claim."""
    terms = {key: weight for key, weight in outline.core.items() if key[:2] not in NAMES}
    shared = sum([weight for key, weight in terms.items() if key in reading.keys])
    return score >= LIKELY and shared >= FEWEST * sum(terms.values())


def lacks_number(outline: Outline, reading: Reading) -> bool:
    """Whether a statement leaves out a number that every wording of a claim gives, or all that half of them give."""
    if not outline.numbers:
        return False
    given = numbers_of(reading)
    return not outline.always <= given or outline.numbers.isdisjoint(given)
