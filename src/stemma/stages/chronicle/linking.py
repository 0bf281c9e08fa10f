"""Triggers of many reports linked into events.

Within a story, words of one kind are one event unless something tells them apart: the strongest simple method within a topic (Upadhyay
et al., *Revisiting the Evaluation for Cross Document Event Coreference*, 2016), here under cannot-link constraints (Davidson and Ravi,
2005). Words of two kinds are one event where they meet the same and share another participant.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from stemma.records import EntityType
from stemma.stages.chronicle.drafts import Draft, Values
from stemma.stages.chronicle.triggers import Trigger
from stemma.text.edtf import parse_edtf

_MOST_EVENTS = 64
"""With how many events of its kind a trigger is compared: those that were opened first."""
_MOST_PARTNERS = 48
"""How many triggers that meet one thing are held against each other."""
_LEAST_SHARE = 0.05
"""Of all pairs of triggers that could speak for two events being one, how many must."""


def link_triggers(triggers: Sequence[Trigger], types: Mapping[str, EntityType]) -> tuple[tuple[Trigger, ...], ...]:
    """The triggers of one story as events, each trigger in exactly one; ``types`` are those of the story's entities.

    Events are in order of their first trigger (by report id, then position), and so are the triggers of each. The order of ``triggers``
    does not matter. Cost: near linear, as only triggers of one kind or with one object meet, and each but a limited number of others.
    """
    groups: dict[tuple[str, ...], list[Trigger]] = defaultdict(list)
    for trigger in sorted(triggers, key=_place):
        groups[_group(trigger)].append(trigger)
    drafts = [draft for key in sorted(groups) for draft in _split(groups[key], types)]
    events = (tuple(sorted(event, key=_place)) for event in _join(drafts))
    return tuple(sorted(events, key=lambda event: _place(event[0])))


def _place(trigger: Trigger) -> tuple[str, int]:
    return trigger.report, trigger.start


def _group(trigger: Trigger) -> tuple[str, ...]:
    """What has to be the same to begin with: the kind; who says it, for a word of saying; what it meets, for a word that says little."""
    if trigger.speaker is not None:
        return trigger.kind, "said by", trigger.speaker
    if trigger.is_light:
        return trigger.kind, *(sorted(trigger.participants.others) or (trigger.report, f"{trigger.start:09}"))
    return (trigger.kind,)


def _split(triggers: Sequence[Trigger], types: Mapping[str, EntityType]) -> list[Draft]:
    """Triggers of one group as events: those that say most first, each joins the most alike of the events that do not exclude it."""
    read = [(trigger, read_values(trigger, types)) for trigger in triggers]
    read.sort(key=lambda entry: (-len(entry[1]), _place(entry[0])))
    drafts: list[Draft] = []
    for trigger, values in read:
        fitting = [draft for draft in drafts[:_MOST_EVENTS] if not draft.excludes(values)]
        best = fitting[0] if len(fitting) == 1 else max(fitting, key=lambda draft: draft.likeness(trigger), default=None)
        if best is None:
            best = Draft()
            drafts.append(best)
        best.take(trigger, values)
    return drafts


def read_values(trigger: Trigger, types: Mapping[str, EntityType]) -> Values:
    """What may tell one happening from another of its kind; only what is known."""
    who = trigger.participants
    values = {
        "people": frozenset(one for one in who.others if types.get(one) == "person"),
        "counts": who.counts,
        "ages": who.ages,
        "places": who.places,
        "days": frozenset(day for edtf in trigger.times if (day := _day(edtf)) is not None),
    }
    return {name: found for name, found in values.items() if found}


def _day(edtf: str) -> str | None:
    read = parse_edtf(edtf)
    return read.day.isoformat() if read is not None and read.day is not None else None


def _join(drafts: Sequence[Draft]) -> list[list[Trigger]]:
    """Events of different kinds that meet the same and share another participant, made one; never two that one sentence tells of."""
    having = [sum(1 for one in draft.triggers if one.participants.others) for draft in drafts]
    ranked = sorted((-count / (having[one] * having[other]), one, other) for (one, other), count in _find_support(drafts).items())
    parent = list(range(len(drafts)))
    sentences = [frozenset(draft.sentences) for draft in drafts]
    for rank, one, other in ranked:
        first, second = sorted((_top(parent, one), _top(parent, other)))
        if -rank < _LEAST_SHARE or first == second or not sentences[first].isdisjoint(sentences[second]):
            continue
        parent[second] = first
        sentences[first] |= sentences[second]
    events: dict[int, list[Trigger]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        events[_top(parent, index)] += draft.triggers
    return list(events.values())


def _find_support(drafts: Sequence[Draft]) -> dict[tuple[int, int], int]:
    """How many pairs of triggers speak for two events being one, by the numbers of the events."""
    meeting: dict[str, list[tuple[int, Trigger]]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        for trigger in draft.triggers:
            for one in sorted(trigger.participants.others):
                meeting[one].append((index, trigger))
    pairs: set[tuple[int, int, tuple[str, int], tuple[str, int]]] = set()
    for entries in meeting.values():
        for (index, this), (at, that) in combinations(entries[:_MOST_PARTNERS], 2):
            if index != at and len(this.participants.everything & that.participants.everything) > 1:
                pairs.add((index, at, _place(this), _place(that)))
    support: dict[tuple[int, int], int] = defaultdict(int)
    for index, at, _, _ in pairs:
        support[min(index, at), max(index, at)] += 1
    return support


def _top(parent: list[int], index: int) -> int:
    while parent[index] != index:
        index = parent[index]
    return index
