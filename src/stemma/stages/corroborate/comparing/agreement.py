"""Do two statements say the same? Candidate pairs, named features with one weight table, and what forbids joining them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp

import numpy as np

from stemma.language.meaning import Meanings
from stemma.language.opposites import count_denials
from stemma.records import Statement, Status
from stemma.stages.corroborate.comparing.loose_dates import meet
from stemma.stages.corroborate.comparing.moments import exclude_each_other
from stemma.stages.corroborate.comparing.numbers import numbers_exclude
from stemma.stages.corroborate.comparing.postings import Postings
from stemma.stages.corroborate.comparing.reading import Reading

WEIGHTS: Mapping[str, float] = {
    "always": -3.99,
    "shared words": -2.81,
    "shared names": -0.65,
    "shorter contained": 1.83,
    "same meaning": 4.55,
    "same happening": 2.32,
    "other happening": -0.88,
    "same event": 0.62,
    "same time": 1.5,
    "same number": 1.69,
    "same letters": 6.16,
    "one counts": -0.76,
    "other number": -0.97,
    "other time": 0.22,
    "each names another": 0.01,
    "each adds": -0.5,
    "little said": 0.43,
    "nothing but names": -0.21,
    "taken along": 3.0,
}
"""The features of ``compare``: the score is the logistic function of their weighted sum."""
_WEIGHTS_APART = tuple((name, weight) for name, weight in WEIGHTS.items() if name != "taken along")
"""Those of two statements that are not known to stand along one passage: most pairs."""

FEWEST_TERMS = 0.15
"""Two statements that share less of their words but for names (0..1, weighted) speak of the same people rather than of the same thing."""
ENOUGH = 0.5
SAME_WORDS, FEWEST_WORDS = 0.9, 5
"""The share of the shorter's words, counted as so many at least, that two people's opinions must have in common to be one opinion passed
from mouth to mouth."""
ANCHORS_PER_PAIR = 1.1
SHARE_OF_SHORTER = 0.35
"""A pair is looked at if the summed weight of its shared keys reaches the one, or is this share of what the shorter says."""
MEASURED = 1024
"""So many pairs are remembered: each finder asks for the likeness of the pair at hand."""
PARTNERS = 30
HUB = 64
LITTLE, FULL = 1.2, 1.5
"""The weight of keys under which a statement says too little for likeness to mean much ("he ran away"), and from which it says enough to be
contained in another."""
KINDRED = 0.4
"""What it counts as the same happening that one statement's main word stands anywhere in the other."""
ROUNDING = 1e-9
"""What a bound may be off by."""
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us", "i'm", "we're", "i've", "we've", "i'll", "we'll"})
_SETTLED = {"ongoing": "happened"}


def find_candidates(readings: Sequence[Reading]) -> tuple[tuple[int, int], ...]:
    """Pairs of readings that share enough rare keys, smaller index first, sorted.

    An inverted index from keys to readings. Under each key only the first ``HUB`` readings can be met, so those that share a
    common key meet at the same few; each reading keeps its ``PARTNERS`` best partners. Thus the cost grows with the number of
    readings, not with its square.
    """
    postings: dict[str, list[int]] = defaultdict(list)
    for index, reading in enumerate(readings):
        for key in reading.keys:
            if len(postings[key]) < HUB:
                postings[key].append(index)
    holders = Postings(postings, len(readings))
    enough = np.minimum(ANCHORS_PER_PAIR, [SHARE_OF_SHORTER * reading.weight for reading in readings])
    chosen: set[tuple[int, int]] = set()
    for index, reading in enumerate(readings):
        met, shared = holders.meet(reading.keys, reading.keys)
        is_partner = (shared >= np.minimum(enough[index], enough[met])) & (met != index)
        met, shared = met[is_partner], shared[is_partner]
        best = met[np.lexsort((met, -shared))[:PARTNERS]].tolist()
        chosen |= {(min(index, other), max(index, other)) for other in best}
    return tuple(sorted(chosen))


def compare(one: Reading, other: Reading, alignment: float = 0.0) -> float:
    """How likely (0..1) two statements say the same: the logistic function of their weighted features. ``alignment`` (0..1): how far one is
    known to stand where the other was taken over."""
    return 1 / (1 + exp(-weigh(measure(one, other), alignment)))


def weigh(features: Mapping[str, float], alignment: float = 0.0) -> float:
    """The log odds that two statements of these features say the same."""
    if not alignment:
        return sum([weight * features[name] for name, weight in _WEIGHTS_APART])
    values = {**features, "taken along": alignment}
    values["other happening"] *= 1 - alignment
    return sum([weight * values[name] for name, weight in WEIGHTS.items()])


@lru_cache(maxsize=MEASURED)
def measure(one: Reading, other: Reading) -> Mapping[str, float]:
    """The features of a pair, by name: what ``WEIGHTS`` weighs, but for the alignment that only derivations know."""
    shared, shared_back, names_shared, terms_shared = _share_keys(one, other)
    least = min(one.weight, other.weight)
    contained = min(1.0, min(shared, shared_back) / least) if least else 0.0
    first, second = numbers_of(one), numbers_of(other)
    shared_terms = _dice(terms_shared, one.terms_weight + other.terms_weight)
    is_timely = are_timely(one, other)
    head, other_head = one.head, other.head
    both_known = bool(head and other_head)
    is_same = both_known and head == other_head
    is_there = both_known and (head in other.keys or other_head in one.keys)
    are_actions = both_known and head.startswith("a:") and other_head.startswith("a:")
    return {
        "always": 1.0,
        "shared words": shared_terms,
        "shared names": _dice(names_shared, one.names_weight + other.names_weight),
        "shorter contained": contained * min(1.0, least / FULL),
        "same meaning": _meaning(one, other, contained),
        "same letters": share_letters(one, other),
        "same happening": 1.0 if is_same else KINDRED if is_there else 0.0,
        "other happening": 1.0 if are_actions and not is_same and not is_there else 0.0,
        "same event": 1.0 if _same_event(one.statement, other.statement) else 0.0,
        "same time": 1.0 if is_timely else 0.0,
        "same number": 0.0 if first.isdisjoint(second) else 1.0,
        "one counts": 1.0 if bool(first) != bool(second) else 0.0,
        "other number": 1.0 if first and second and first.isdisjoint(second) else 0.0,
        "other time": 1.0 if one.moments and other.moments and not is_timely else 0.0,
        "nothing but names": 1.0 if shared_terms < FEWEST_TERMS else 0.0,
        "each names another": min(1.0, _unshared(one, other), _unshared(other, one)),
        "little said": max(0.0, 1 - least / LITTLE),
        "each adds": min(one.weight - shared, other.weight - shared_back) / least if least else 0.0,
    }


def agree_by(one: Reading, other: Reading, least: float) -> bool:
    """Whether two statements say the same with a likelihood of ``least`` (0..1) at least; what is plainly no is found without measuring."""
    return 1 / (1 + exp(-bound(one, other))) + ROUNDING >= least and compare(one, other) >= least


_BOUNDED = frozenset({"shorter contained", "same meaning", "same happening", "same time", "same number", "same letters", "little said"})
_HIGHEST = sum(max(0.0, weight) if name != "always" else weight for name, weight in _WEIGHTS_APART if name not in _BOUNDED)
"""What the features reach together that ``bound`` does not look at."""


def bound(one: Reading, other: Reading) -> float:
    """What the log odds that two statements say the same cannot pass, at a fraction of the cost of ``measure``."""
    least = min(one.weight, other.weight)
    odds = (
        _HIGHEST
        + WEIGHTS["same letters"] * share_letters(one, other)
        + WEIGHTS["same meaning"] * _meaning(one, other, 1.0)
        + WEIGHTS["shorter contained"] * min(1.0, least / FULL)
        + WEIGHTS["little said"] * max(0.0, 1 - least / LITTLE)
        + WEIGHTS["same happening"] * (1.0 if one.head == other.head else KINDRED)
    )
    if one.moments and other.moments:
        odds += WEIGHTS["same time"]
    if one.counts and other.counts:
        odds += WEIGHTS["same number"]
    return odds


@lru_cache(maxsize=1 << 14)
def numbers_of(reading: Reading) -> frozenset[float]:
    """The numbers that a statement gives outright."""
    return frozenset(count.quantity.value for count in reading.counts if count.quantity.value is not None)


def share_letters(one: Reading, other: Reading) -> float:
    """The share (0..1) of the words of two statements, as they are written, that both have."""
    shared = len(one.words & other.words)
    return shared / (len(one.words) + len(other.words) - shared or 1)


def are_timely(one: Reading, other: Reading) -> bool:
    """Whether any date of one meets any of the other."""
    return bool(one.moments and other.moments) and any(meet(a.edtf, b.edtf) for a in one.moments for b in other.moments)


def are_dates_apart(one: Reading, other: Reading) -> bool:
    """Whether both are dated and no date of one meets any of the other."""
    return bool(one.moments and other.moments) and not are_timely(one, other)


def _share_keys(one: Reading, other: Reading) -> tuple[float, float, float, float]:
    """The weights of the keys that both have: as the first weighs them, as the other does, and of both together, of names and of others.
    Keys are in order of the alphabet, so that the sums do not hang on chance."""
    shared = back = names = terms = 0.0
    for key, weight in one.keys.items():
        there = other.keys.get(key)
        if there is not None:
            shared, back = shared + weight, back + there
            if key in one.names:
                names += weight + there
            else:
                terms += weight + there
    return shared, back, names, terms


def _dice(common: float, total: float) -> float:
    """The weighted share (0..1, Dice) of what two statements say that both have."""
    return common / total if total else 0.0


def _unshared(one: Reading, other: Reading) -> float:
    """The weight of the entities that the first names and the second does not, not even by part of the name."""
    called, keys = one.called, other.keys
    return sum([weight for key, weight in one.names.items() if key not in keys and key in called and not is_named(called[key], other)])


def is_named(called: frozenset[str], other: Reading) -> bool:
    """Whether half of the words of a name stand in a statement."""
    return 2 * len(called & other.words) >= len(called) > 0


def _meaning(one: Reading, other: Reading, default: float) -> float:
    """The cosine of the sentences that hold the statements."""
    first, second = one.vector, other.vector
    if first is None or second is None or len(first) != len(second):
        return 0.3 + 0.4 * default
    return float(first.dot(second))


def _same_event(one: Statement, other: Statement) -> bool:
    first, second = one.event, other.event
    return (
        first is not None and second is not None and first.type == second.type and first.actor is not None and first.actor == second.actor
    )


# ---------------------------------------------------------------- what forbids joining


def find_exclusion(one: Reading, other: Reading, meanings: Meanings, *, is_aligned: bool = False) -> str | None:
    """Why two statements cannot be one claim, however alike they look; null where nothing forbids it. Of two that stand along one passage
    (``is_aligned``) one may tell in the present what the other tells as planned."""
    first, second = one.statement, other.statement
    if first.polarity != second.polarity and not _deny_alike(one, other, meanings):
        return "one denies"
    if _statuses_differ(first.status, second.status) and not (is_aligned and {first.status, second.status} == {"ongoing", "planned"}):
        return "not of one status"
    if meanings.are_exclusive(one.head, other.head):
        return "opposite happenings"
    if _roles_reversed(first, second):
        return "roles reversed"
    if _places_differ(one, other):
        return "other place"
    if _dates_differ(one, other):
        return "other date"
    if numbers_exclude(one.counts, other.counts):
        return "other number"
    if _speakers_differ(one, other):
        return "other speaker"
    return None


def _deny_alike(one: Reading, other: Reading, meanings: Meanings) -> bool:
    """Whether both deny by their words, though only one counts as denied as a whole ("no deaths", "knows of no deaths"); not where it is
    who speaks that denies it ("Brandt denied that the light was out of order")."""
    denied = one if one.statement.polarity == "denied" else other
    is_own = count_denials(denied.statement.text, meanings.lexicons)[0] > 0
    return is_own and all(any(count_denials(reading.statement.text, meanings.lexicons)) for reading in (one, other))


def _statuses_differ(one: Status, other: Status) -> bool:
    if {one, other} & {"hypothetical", "opinion"}:
        return "cancelled" in {one, other}
    return _SETTLED.get(one, one) != _SETTLED.get(other, other) and {one, other} != {"ongoing", "planned"}


def _roles_reversed(one: Statement, other: Statement) -> bool:
    first, second = one.event, other.event
    if first is None or second is None or not (first.actor and first.recipient):
        return False
    return first.actor != first.recipient and (first.actor, first.recipient) == (second.recipient, second.actor)


def _places_differ(one: Reading, other: Reading) -> bool:
    first, second = one.statement.event, other.statement.event
    if first is None or second is None or not (first.place and second.place) or first.place == second.place:
        return False
    if f"e:{first.place}" in other.keys or f"e:{second.place}" in one.keys:
        return False
    return one.homes.get(f"e:{first.place}", "") not in other.keys and other.homes.get(f"e:{second.place}", "") not in one.keys


def _dates_differ(one: Reading, other: Reading) -> bool:
    first = [moment for moment in one.moments if not moment.is_aside]
    second = [moment for moment in other.moments if not moment.is_aside]
    if not first or not second:
        return False
    return all(exclude_each_other(a.edtf, a.bound, b.edtf, b.bound) for a in first for b in second)


def speaks_of_self(reading: Reading) -> bool:
    """Whether a statement is in the first person: who says it is part of what is said."""
    return not _FIRST_PERSON.isdisjoint(reading.words)


def _speakers_differ(one: Reading, other: Reading) -> bool:
    """Two different people's opinions or words are two claims, unless they are the same words."""
    first, second = one.statement, other.statement
    sources = [
        statement.attribution[-1].entity or statement.attribution[-1].source if statement.attribution else ""
        for statement in (first, second)
    ]
    if sources[0] == sources[1] or ("" in sources and not all(map(speaks_of_self, (one, other)))):
        return False
    is_voice = (
        "opinion" in {first.status, second.status}
        or any(map(speaks_of_self, (one, other)))
        or any("“" in s.text or '"' in s.text for s in (first, second))
    )
    return is_voice and len(one.words & other.words) < SAME_WORDS * max(FEWEST_WORDS, min(len(one.words), len(other.words)))
