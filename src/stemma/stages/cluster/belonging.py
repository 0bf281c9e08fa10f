"""Whether reports that wording left over are of a story's event: named evidence, weighted in one table."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import fsum, log
from typing import TypeVar

import numpy as np

from stemma.language.lexicon import Lexicons
from stemma.stages.cluster.days import published_gap
from stemma.stages.cluster.details import Profile
from stemma.stages.cluster.numbered import are_numbered_apart
from stemma.stages.cluster.protagonists import fewest, rare_protagonists, strangers

WEIGHTS: Mapping[str, float] = {
    "bias": -1.0,
    "as_alike": 3.01,
    "is_pair": 0.61,
    "rare_names": 1.55,
    "strangers": -1.97,
    "names": -0.54,
    "known_names": 2.33,
    "numbers": -0.01,
    "quotes": 1.21,
    "same_day": 0.75,
    "other_day": -0.21,
    "shared_day": 0.85,
    "same_time": 0.44,
    "far_time": -4.0,
    "numbered_apart": -1.49,
    "no_event": -1.17,
    "names_house": 0.69,
    "gathered_for": 0.6,
    "undated": -0.5,
}
"""Log-odds, fitted by training/fit_story_weights.py. ``as_alike``: how alike to the story's reports, beside how alike these are to each
other, 0.5 less, but not below 0 in another language. ``is_pair``: the story has two reports only. ``rare_names``: how many of its own
rare names the stray has, as a logarithm, nothing where there is ``no_event``, less where ``numbered_apart``; ``strangers``: of what the
names tell that the stray opens with, the share that the story does not have, 0 in another language. ``names``: what all the names tell
that many of its reports have, in sevens of nats, as a logarithm: beside ``rare_names`` the common ones, which many events of a country
share. ``known_names``: of what the stray's own names tell, the share that the story has, up to ``MOST_KNOWN``. ``numbers``: what shared
numbers tell, in fours of nats. ``quotes``: runs of words quoted in one and found in the other. ``same_day``, ``other_day``: a day of the
leads is the same, none is within ``NEAR_DAYS``; ``shared_day``: a day is named in both. ``same_time``: published within ``NEAR_DAYS`` of
each other; ``far_time``: further than ``FAR_DAYS``, as a logarithm up to ``VERY_FAR``. ``numbered_apart``: of the pairs, those that number
the same thing differently. ``no_event``: not a telling word of the story's leads, no number and no quotation is shared. ``names_house``:
one names the outlet of the other. ``gathered_for``: most reports of the pile are of the story, so that it was gathered for it; nothing
where there is ``no_event`` or ``other_day``. ``undated``: of no report of the story the day of publication is known, so that time keeps
none of its look-alikes out."""

CLOSEST, LEAST_COHESION = 0.45, 0.05
MOST_KNOWN = 0.4
NEAR_DAYS, FAR_DAYS, VERY_FAR = 3, 10, 1.0
MOSTLY, GATHERED = (0.4, 0.6, 0.7, 0.85), (0.0, 1.0, 1.0, 5.5)
"""A pile was gathered for a story that has more than the first share of its reports, surely so from the second on. Where hardly anything
else is in it, the odds before anything is read are high, about log(share / rest), and the caution due in mixed piles is taken back."""
SEVERAL = 4
"""From so many reports on a story counts as what the pile was gathered for together with a lone stray."""
NAME_SCALE, NUMBER_SCALE = 7.0, 4.0

KeyT = TypeVar("KeyT")
Places = tuple[int, ...]
Likeness = Mapping[tuple[int, int], float]


def weigh_belonging(stray: Places, story: Places, profiles: Sequence[Profile], likeness: Likeness, lexicons: Lexicons) -> float:
    """The log-odds that the reports of ``stray`` are of the event of ``story`` (both by their places in ``profiles``)."""
    return fsum(WEIGHTS[name] * value for name, value in gather_evidence(stray, story, profiles, likeness, lexicons).items())


def gather_evidence(stray: Places, story: Places, profiles: Sequence[Profile], likeness: Likeness, lexicons: Lexicons) -> dict[str, float]:
    """What ``WEIGHTS`` weighs, by the same names. All sums are exact, so the result depends on no order."""
    ours, theirs = [profiles[place] for place in stray], [profiles[place] for place in story]
    shared = _compare_details(ours, theirs)
    as_alike = _as_alike(stray, story, likeness)
    is_foreign = {one.language for one in ours}.isdisjoint(other.language for other in theirs)  # the wording cannot be alike
    days = _compare_days(ours, theirs)
    pairs = [are_numbered_apart(one.numbered, other.numbered, lexicons) for one in ours for other in theirs]
    apart = sum(pairs) / len(pairs)
    is_of_no_event = not is_foreign and not shared["numbers"] and not shared["quotes"] and not _shares_event(ours, theirs)
    return {
        "bias": 1.0,
        "as_alike": max(as_alike, 0.0) if is_foreign else as_alike,
        "is_pair": float(len(story) == 2),
        "rare_names": 0.0 if is_of_no_event else (1 - apart) * rare_protagonists(ours, theirs, is_foreign=is_foreign),
        "strangers": 0.0 if is_foreign else strangers(ours, theirs),
        **shared,
        **days,
        "numbered_apart": apart,
        "no_event": float(is_of_no_event),
        "names_house": float(any(_names_house(one, other) or _names_house(other, one) for one in ours for other in theirs)),
        "gathered_for": 0.0 if is_of_no_event or days["other_day"] else _gathered(stray, story, len(profiles)),
        "undated": float(all(other.published.only is None for other in theirs)),
    }


def _gathered(stray: Places, story: Places, count: int) -> float:
    """By the share of the pile that the story has, with the stray where it is alone against several: a group may be the other half of the
    pile, and one of three a third of it."""
    is_alone = len(stray) == 1 and len(story) >= SEVERAL
    return float(np.interp((len(story) + is_alone) / count, MOSTLY, GATHERED))


def _names_house(one: Profile, other: Profile) -> bool:
    """Whether a report names the outlet of another, not its own."""
    return not (other.houses - one.houses).isdisjoint(one.called)


def _as_alike(stray: Places, story: Places, likeness: Likeness) -> float:
    """0 where the story has no cohesion to speak of."""
    if len(story) < 3:
        return 0.0
    across = _mean([_alike(one, other, likeness) for one in stray for other in story])
    within = _mean([_alike(one, other, likeness) for index, one in enumerate(story) for other in story[index + 1 :]])
    return min(1.5, across / max(min(within, CLOSEST), LEAST_COHESION)) - 0.5


def _compare_details(ours: Sequence[Profile], theirs: Sequence[Profile]) -> dict[str, float]:
    held = Counter(key for other in theirs for key in other.names.keys() | other.words.keys())
    names = {key: told for one in ours for key, told in one.names.items()}
    known = fsum(told for key, told in names.items() if key in held)
    own = {key: told for key, told in names.items() if held[key] >= fewest(theirs)}
    numbers = {key: told for one in ours for key, told in one.numbers.items() if any(key in other.numbers for other in theirs)}
    runs, their_runs = _union([one.runs for one in ours]), _union([other.runs for other in theirs])
    quoted = _union([one.quoted for one in ours]) & their_runs | _union([other.quoted for other in theirs]) & runs
    return {
        "names": log(1 + fsum(own.values()) / NAME_SCALE),
        "known_names": min(MOST_KNOWN, (known + 2) / (fsum(names.values()) + 10)),
        "numbers": log(1 + fsum(numbers.values()) / NUMBER_SCALE),
        "quotes": min(1.0, log(1 + len(quoted)) / 2),
    }


def _compare_days(ours: Sequence[Profile], theirs: Sequence[Profile]) -> dict[str, float]:
    days, their_days = _union([one.days for one in ours]), _union([other.days for other in theirs])
    apart = min((abs(one - other) for one in days for other in their_days), default=None)
    gaps = [gap for one in ours for other in theirs if (gap := published_gap(one.published, other.published)) is not None]
    nearest = min(gaps, default=None)
    far = 0.0 if nearest is None else min(VERY_FAR, max(0.0, log(max(1, nearest) / FAR_DAYS) / 2))
    return {
        "same_day": float(apart == 0),
        "other_day": float(apart is not None and apart > NEAR_DAYS),
        "shared_day": float(not _union([one.named for one in ours]).isdisjoint(_union([other.named for other in theirs]))),
        "same_time": float(nearest is not None and nearest <= NEAR_DAYS),
        "far_time": far,
    }


def _shares_event(ours: Sequence[Profile], theirs: Sequence[Profile]) -> bool:
    leads = Counter(key for other in theirs for key in other.lead)
    return any(leads[key] >= fewest(theirs) for one in ours for key in one.words)


def _alike(one: int, other: int, likeness: Likeness) -> float:
    return likeness.get((min(one, other), max(one, other)), 0.0)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)


def _union(sets: Sequence[frozenset[KeyT]]) -> frozenset[KeyT]:
    return frozenset(key for keys in sets for key in keys)
