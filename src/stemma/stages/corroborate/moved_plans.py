"""Two dates of one thing to come: "a new attempt was possible on 23 July at the earliest", "will make its next attempt on 6 August".

Of what is over, reports tell many happenings of a kind; of what is to come there is mostly one, so that the word the dates hang on is
enough to tell that they are of one.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from stemma.stages.corroborate.loose_dates import are_apart, is_loose
from stemma.stages.corroborate.matter import Clash, Ground, each_names_another, side_of, tells_facts
from stemma.stages.corroborate.moments import exclude_each_other
from stemma.stages.corroborate.reading import Moment, Reading
from stemma.text.edtf import sort_key

LEAST_WEIGHT = 0.3
"""The weight of a word that two dates can hang on: not one that stands everywhere."""
PER_WORD = 24
"""How many dates that hang on one word are held against each other."""


def find_moved_plans(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """Every clash of two dates to come, of different reports, that hang on one word. Linear in the statements."""
    held: dict[str, list[tuple[Reading, Moment]]] = defaultdict(list)
    for reading in readings:
        for moment in reading.moments if tells_facts(reading) else ():
            if _is_to_come(moment, reading, ground):
                for key in sorted(moment.heads):
                    if reading.keys.get(key, 0.0) >= LEAST_WEIGHT and len(held[key]) < PER_WORD:
                        held[key].append((reading, moment))
    for _, dated in sorted(held.items()):
        for (one, a), (other, b) in combinations(dated, 2):
            if one.statement.report == other.statement.report or not are_apart(a.edtf, b.edtf) or a.weekdays & b.weekdays:
                continue
            if exclude_each_other(a.edtf, a.bound, b.edtf, b.bound) and not each_names_another(one, other):
                sides = side_of(one, a, a.edtf), side_of(other, b, b.edtf)
                yield Clash(kind="date", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)


def _is_to_come(moment: Moment, reading: Reading, ground: Ground) -> bool:
    """Whether a date lies after the day on which its report came out: it can then not be that of the telling."""
    published = ground.published.get(reading.statement.report)
    return published is not None and not is_loose(moment.edtf) and sort_key(moment.edtf) > sort_key(published)
