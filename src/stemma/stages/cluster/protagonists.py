"""Who and where: the names that many reports of a story have, and those that another report opens with.

Common names say little, for a country is in a thousand stories; a village, a ship or a clerk that news in general does not know, and that
report after report of a story names, is hardly in another. What a report opens with or keeps naming and the story has never heard of
speaks for another event.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Set
from math import fsum, log

from stemma.language.spelling import consonants, skeleton
from stemma.stages.cluster.details import Profile

CORE = 0.4
"""What at least this share of a story's reports have, and two of three or more, is its own."""
RARE = 6.0
"""A name that tells so much (nats) is hardly in news in general."""
NAMED_SCALE = 7.0
SHORTEST_STEM, INFLECTED = 5, 2
"""The skeletons of a name in two languages, of so many letters or more, may differ in the last ones: Krivolesje, (u) Krivolesju."""
VOWELLESS = frozenset("ar bn ckb dv fa gu he hi kn ml mr ne or pa ps sd si ta te ug ur yi".split())
"""Languages in whose scripts a letter's vowel is left out, or written as a sign that romanising drops: their names are compared by"""
SHORTEST_FRAME = 4
"""so many consonants or more."""


def fewest(theirs: Sequence[Profile]) -> float:
    """How many of a story's reports must have something that is its own."""
    return max(1 if len(theirs) < 3 else 2, CORE * len(theirs))


def rare_protagonists(ours: Sequence[Profile], theirs: Sequence[Profile], *, is_foreign: bool) -> float:
    """How many of the rare names that are the story's own ``ours`` have too, as a logarithm. In another language (``is_foreign``) names
    are spelt and inflected anew, and are compared by how they begin."""
    told = {key: told for other in theirs for key, told in other.names.items() if told >= RARE}
    named = Counter(key for other in theirs for key in other.names)
    held = Counter(key for other in theirs for key in other.names.keys() | other.words.keys())
    own = [key for key in told if held[key] >= fewest(theirs) and 2 * named[key] >= held[key]]
    had = {key for one in ours for key in (*one.names, *one.words)}
    if not is_foreign:
        return log(1 + sum(key in had for key in own))
    stems = _by_beginning(had)
    frames = {consonants(key) for one in ours if one.language in VOWELLESS for key in (*one.names, *one.words)}
    return log(1 + sum(key in had or _is_inflected(key, stems) or _is_framed(key, frames) for key in own))


def strangers(ours: Sequence[Profile], theirs: Sequence[Profile]) -> float:
    """Of what the names tell that ``ours`` open with or keep naming, the share (0..1) that no report of the story has anywhere."""
    leading = {key: one.names[key] for one in ours for key in one.leading}
    held = {key for other in theirs for key in (*other.names, *other.words)}
    return fsum(told for key, told in leading.items() if key not in held) / (fsum(leading.values()) + NAMED_SCALE)


def _by_beginning(keys: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for shape in sorted({skeleton(key) for key in keys}):
        if len(shape) >= SHORTEST_STEM:
            found.setdefault(shape[: SHORTEST_STEM - 1], []).append(shape)
    return found


def _is_inflected(key: str, stems: dict[str, list[str]]) -> bool:
    shape = skeleton(key)
    return len(shape) >= SHORTEST_STEM and any(_differ_at_end(shape, other) for other in stems.get(shape[: SHORTEST_STEM - 1], ()))


def _is_framed(key: str, frames: Set[str]) -> bool:
    frame = consonants(key)
    return len(frame) >= SHORTEST_FRAME and frame in frames


def _differ_at_end(one: str, other: str) -> bool:
    stem = max(SHORTEST_STEM - 1, min(len(one), len(other)) - INFLECTED)
    return abs(len(one) - len(other)) <= INFLECTED and one[:stem] == other[:stem]
