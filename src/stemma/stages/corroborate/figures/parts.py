"""Numbers of the dead, the hurt, the missing … that are no rivals of a report's toll: counts of a part of them, and of other events.

A report gives its toll in its opening. What it gives in the same respect farther down, and not there, counts some of them ("two children
died in surgery") or whom another event killed ("a tram fire killed three in 1959"). A part is told, too, beside the other parts ("ten
tourists and two pilots died"), as being among the whole ("two sons were among twelve killed"), or of a kind in a report that has given more
for people of any kind.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from stemma.language.counting import Counted
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.figures.gauges import Gauge
from stemma.stages.corroborate.figures.scopes import are_among

Place = tuple[str, int]
"""A report and the offset at which a number stands in it."""
_BESIDE = re.compile(r",? (?:and|as well as|plus|along with|&) (?:the |another |a further )?|, ")


@dataclass(frozen=True, slots=True)
class Parts:
    """Where numbers stand that count ``some`` of those whom a toll counts, and that a report gives ``besides`` its toll."""

    some: frozenset[Place]
    besides: frozenset[Place]


def find_parts(gauges: Mapping[str, Sequence[Gauge]], ground: Ground) -> Parts:
    """The parts and the further tolls of a story. Linear in the numbers."""
    some: set[Place] = set()
    besides: set[Place] = set()
    counted = ground.counted
    for report, held in gauges.items():
        text, lead = ground.pages[report].report.text, ground.leads.get(report, 0)
        tolls: dict[str, list[Gauge]] = defaultdict(list)
        for gauge in held:
            if gauge.slot and gauge.slot in counted.running:
                tolls[gauge.slot].append(gauge)
        for given in tolls.values():
            told = frozenset(gauge.value for gauge in given if gauge.start <= lead)
            some |= {(report, start) for start in _find_less(given, text, counted)}
            besides |= {(report, gauge.start) for gauge in given if gauge.start > lead and told and gauge.value not in told}
    return Parts(some=frozenset(some | _find_known(gauges, some | besides, counted)), besides=frozenset(besides))


def _find_known(gauges: Mapping[str, Sequence[Gauge]], found: Set[Place], counted: Counted) -> set[Place]:
    """Where other reports give what one shows to be a part ("ten Americans")."""
    kinds = [gauge for held in gauges.values() for gauge in held if gauge.slot and _is_of_a_kind(gauge, counted)]
    known = {(gauge.slot, gauge.value) for gauge in kinds if (gauge.report, gauge.start) in found}
    return {(gauge.report, gauge.start) for gauge in kinds if (gauge.slot, gauge.value) in known}


def _is_of_a_kind(gauge: Gauge, counted: Counted) -> bool:
    """Whether a number counts people of one kind ("two pilots"), not whoever died, was hurt … ("two people", "two bodies")."""
    return bool(gauge.unit) and gauge.unit not in counted.general and counted.slots.get(gauge.unit) != gauge.slot


def _find_less(given: Sequence[Gauge], text: str, counted: Counted) -> set[int]:
    """Where a report, which gives numbers in one respect in this order, gives one of a kind after more of any kind or beside another kind,
    says that it is among others, or says who they are."""
    found: set[int] = set()
    most: dict[int, float] = {}
    for gauge in given:
        if not _is_of_a_kind(gauge, counted):
            most[gauge.place] = max(gauge.value, most.get(gauge.place, 0.0))
    top = 0.0
    for place, gauge in enumerate(given):
        top = max(top, most.get(gauge.place, top))
        beside = (*given[max(0, place - 1) : place], *given[place + 1 : place + 2])
        is_less = gauge.value < top or are_among(text, gauge.start, gauge.end)
        is_less = is_less or any(other.unit != gauge.unit and _stand_side_by_side(gauge, other, text) for other in beside)
        if (_is_of_a_kind(gauge, counted) and is_less) or _is_described(gauge, counted, text):
            found.add(gauge.start)
    return found


def _stand_side_by_side(one: Gauge, other: Gauge, text: str) -> bool:
    first, second = sorted((one, other), key=lambda gauge: gauge.start)
    return _BESIDE.fullmatch(text, first.end, second.start) is not None


def _is_described(gauge: Gauge, counted: Counted, text: str) -> bool:
    """Whether those counted are said to be something ("five victims were members of a club"), and not merely dead, hurt …"""
    tokens = gauge.sentence.tokens
    for token in tokens:
        if token.start < gauge.end and gauge.start < token.end and token.dep.startswith("nsubj") and 0 <= token.head < len(tokens):
            head = tokens[token.head]
            is_copula = any(other.dep == "cop" and other.head == token.head for other in tokens)
            return is_copula and head.upos in {"NOUN", "PROPN"} and text[head.start : head.end].lower() not in counted.slots
    return False
