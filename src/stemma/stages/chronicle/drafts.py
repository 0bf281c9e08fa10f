"""Events while they grow."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from stemma.stages.chronicle.triggers import Trigger

Values = Mapping[str, frozenset[str]]
"""What may tell one happening from another of its kind, by name: ``people`` whom it meets, ``counts``, ``ages``, ``places``, ``days``."""
_DECISIVE = frozenset({"days", "ages"})
"""Values that tell two happenings apart by themselves; of the others it takes two, as several people die in one crash."""
_SEVERAL = 2


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """The triggers that an event has so far, all their values and participants, and the sentences (report, number) they stand in."""

    triggers: list[Trigger] = field(default_factory=list)
    values: dict[str, set[str]] = field(default_factory=dict)
    participants: set[str] = field(default_factory=set)
    sentences: set[tuple[str, int]] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)

    def take(self, trigger: Trigger, values: Values) -> None:
        """Add a trigger."""
        self.triggers.append(trigger)
        for name, found in values.items():
            self.values.setdefault(name, set()).update(found)
        self.participants.update(trigger.participants.everything)
        self.sentences.add((trigger.report, trigger.sentence))
        self.reports.add(trigger.report)

    def excludes(self, values: Values) -> bool:
        """Whether something of these values cannot be the same happening."""
        apart = [name for name, found in values.items() if name in self.values and self.values[name].isdisjoint(found)]
        return len(apart) >= _SEVERAL or not _DECISIVE.isdisjoint(apart)

    def likeness(self, trigger: Trigger) -> tuple[int, bool, int]:
        """How alike a trigger is: participants in common, then one report, then how many tell of the event. To be compared only."""
        return len(trigger.participants.everything & self.participants), trigger.report in self.reports, len(self.triggers)
