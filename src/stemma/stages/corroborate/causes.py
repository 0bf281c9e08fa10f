"""Two causes of one thing: "the fire was caused by a scooter on charge", "the fire began in a meter cupboard".

A cause is read where the words say so (*caused by*, *due to*, *blamed on*, *to blame*; of fires also where they began). Causes clash if
nothing is said of one that is said of the other, and what they brought about has a word in common, or is not named because the whole report
is about it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from stemma.stages.corroborate.matter import Clash, Ground, Side, tells_facts
from stemma.stages.corroborate.reading import Reading
from stemma.text.components import components
from stemma.text.words import split_words

PER_STORY = 60
"""So many tellings of a cause are held against each other."""
FEWEST = 3
_CAUSED_BY = re.compile(
    r"\b(?:caused|sparked|triggered|set off|started|brought down) by\s+(?P<cause>.+)"
    r"|\b(?:is|was|were|been) (?:due|owing|down) to\s+(?P<due>.+)"
    r"|\bblam(?:e|es|ed|ing)\b[^.]{0,40}?\bon\s+(?P<blamed>.+)|\b(?:pins?|pinned) the blame on\s+(?P<pinned>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BEGAN_IN = re.compile(
    r"\b(?:fire|blaze|flames|inferno)\b[^.]{0,40}?"
    r"\b(?:began|begun|started|starting|broke out|originated)\s+(?:in|with|from|among|at)\s+(?P<cause>.+)",
    re.IGNORECASE | re.DOTALL,
)
_TO_BLAME = re.compile(
    r"(?P<cause>.{1,200}?)\s+(?:is|was|were|are) (?:to blame|the cause)\b(?P<effect>.*)"
    r"|(?P<causer>.{1,200}?)\s+(?:had|has|have) caused\s+(?P<caused>.+)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A statement of a cause: the keys of the cause and of what it brought about, which may be none."""

    reading: Reading
    cause: frozenset[str]
    effect: frozenset[str]


def find_rival_causes(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two causes that different reports give. Linear in the statements, but for the few that tell a cause."""
    told = [found for reading in readings if tells_facts(reading) and (found := _read(reading, ground)) is not None][:PER_STORY]
    same = [(a, b) for a, b in combinations(range(len(told)), 2) if _share_a_word(told[a].cause, told[b].cause)]
    names = {index: f"cause {min(part)}" for part in components(range(len(told)), same) for index in part}
    for a, b in combinations(range(len(told)), 2):
        one, other = told[a], told[b]
        if names[a] != names[b] and one.reading.statement.report != other.reading.statement.report and _are_of_one(one, other):
            sides = [
                Side(reading=side.reading, key=name, start=side.reading.statement.start, end=side.reading.statement.end)
                for side, name in ((one, names[a]), (other, names[b]))
            ]
            yield Clash(kind="attribution", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _are_of_one(one: _Told, other: _Told) -> bool:
    """Whether two causes are given for one thing, which one of them names at least."""
    return not one.effect.isdisjoint(other.effect) if one.effect and other.effect else bool(one.effect or other.effect)


def _share_a_word(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two causes have a word in common, or one as the end of another ("scooter", "e-scooter")."""
    return any(a == b or a.endswith(f"-{b}") or b.endswith(f"-{a}") for a in one for b in other)


def _read(reading: Reading, ground: Ground) -> _Told | None:
    text = reading.statement.text
    if reading.statement.polarity == "denied":
        return None
    for pattern in (_CAUSED_BY, _BEGAN_IN, _TO_BLAME):
        match = pattern.search(text)
        if match is not None:
            parts = match.groupdict()
            cause = next((parts[name] for name in ("cause", "due", "blamed", "pinned", "causer") if parts.get(name)), "")
            effect = (parts.get("effect") or parts.get("caused") or "") if pattern is _TO_BLAME else text[: match.start()]
            effect += " fire" if pattern is _BEGAN_IN else ""
            words = _words(cause, ground)
            return _Told(reading, words, _words(effect, ground)) if words else None
    return None


def _words(text: str, ground: Ground) -> frozenset[str]:
    """The telling words, as they are compared; of a long phrase the first."""
    clause = re.split(r"[,;:.]|\b(?:which|that|who|when|while|according|after|because)\b", text, maxsplit=1)[0]
    words = [word.lower for word in split_words(clause)]
    return frozenset(ground.meanings.key(word) for word in words if len(word) >= FEWEST and not ground.meanings.is_light(word))
