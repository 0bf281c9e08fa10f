"""Temporal awareness of timelines, as the scorer of SemEval-2015 Task 4 counts it (after TempEval-3; UzZaman and Allen 2011).

A timeline is a graph: each event is simultaneous with its date, and the last event listed under one number comes before the first listed
under the next. (The scorer also makes neighbours under one number simultaneous; that follows from their dates, and what follows from
other relations is left out of a reduced graph.) Precision is the share of the relations of a system's graph that follow from the closure
of the gold graph, recall the other way round; both are summed over all timelines. Events are the same only where their words are the
same, letter for letter; two equal ones are told apart by their order; events without a number (0) do not count. Events that corefer
are each an event of its own.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Line = tuple[int, str, str]
"""Number in the order, date, and event (document, sentence and words, joined by hyphens)."""
Timeline = Mapping[tuple[str, int], tuple[int, str]]
"""For each event, with how many equal ones stand before it, its number and its date; in the order of the list."""


def read_timeline(lines: Iterable[Line]) -> Timeline:
    """A timeline as the scorer lists it: by number, date and name, numbers inside them by value."""
    seen: Counter[str] = Counter()
    made: dict[tuple[str, int], tuple[int, str]] = {}
    for order, when, event in sorted((line for line in lines if line[0]), key=lambda line: _natural("\t".join(map(str, line)))):
        made[event, seen[event]] = (order, when)
        seen[event] += 1
    return made


def _natural(text: str) -> list[tuple[int, int, str]]:
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", text)]


def score_awareness(pairs: Sequence[tuple[Timeline, Timeline]]) -> tuple[float, float, float]:
    """Precision, recall and F1 over (gold, system) timelines, micro-averaged."""
    said = wanted = sound = found = 0
    for gold, made in pairs:
        ours, theirs = reduce_timeline(made), reduce_timeline(gold)
        said, wanted = said + len(ours), wanted + len(theirs)
        sound += sum(holds(gold, relation) for relation in ours)
        found += sum(holds(made, relation) for relation in theirs)
    return figures(sound, said, found, wanted)


def reduce_timeline(timeline: Timeline) -> list[tuple[object, object]]:
    """The relations that stand for a timeline: (event, date) for simultaneous, (event, event) for one before the other."""
    listed = list(timeline.items())
    steps = [(one, other) for (one, here), (other, there) in pairwise(listed) if here[0] < there[0]]
    return [(event, when) for event, (_, when) in listed] + list(steps)


def holds(timeline: Timeline, relation: tuple[object, object]) -> bool:
    """Whether a relation follows from a timeline."""
    here, there = timeline.get(relation[0]), timeline.get(relation[1])  # type: ignore[call-overload]
    if here is None:
        return False
    if isinstance(relation[1], str):
        return bool(here[1] == relation[1])
    return there is not None and bool(here[0] < there[0])


def score_days(pairs: Sequence[tuple[Timeline, Timeline]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (event, date) pairs."""
    said = sum(len(made) for _, made in pairs)
    wanted = sum(len(gold) for gold, _ in pairs)
    right = sum(event in gold and gold[event][1] == when for gold, made in pairs for event, (_, when) in made.items())
    return figures(right, said, right, wanted)


def figures(sound: int, said: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = sound / (said or 1), found / (wanted or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)
