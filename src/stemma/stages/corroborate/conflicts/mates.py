"""Who else gives a value: the statements of the same claim that hold it too."""

from collections.abc import Iterator, Mapping, Sequence

from stemma.records import ConflictKind, Statement
from stemma.stages.corroborate.comparing.loose_dates import meet
from stemma.stages.corroborate.comparing.matter import Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.comparing.reading import Reading

Mates = Mapping[str, Sequence[Reading]]
"""For each statement, by id, the statements of its claim."""
Given = tuple[Statement, int, int]
"""A statement that gives a value, and the span of the words that give it."""


def gather_mates(groups: Sequence[Sequence[Reading]]) -> Mates:
    """From each statement to the statements of its claim."""
    return {reading.statement.id: group for group in groups for reading in group}


def find_mates(side: Side, kind: ConflictKind, mates: Mates) -> Iterator[Given]:
    """The other statements of the claim that give the value of a side, in order; none of names, places and speakers, which are of the
    statement's own words."""
    for reading in mates.get(side.reading.statement.id, ()):
        if reading is side.reading:
            continue
        statement = reading.statement
        match kind:
            case "number":
                for count in reading.counts:
                    quantity = count.quantity
                    if side.key in {write_key(quantity.value, quantity.low, quantity.high), write_key(*[quantity.value] * 3)}:
                        yield statement, count.start, count.end
            case "date":
                for moment in reading.moments:
                    if moment.edtf == side.key or (".." not in moment.edtf and meet(moment.edtf, side.key)):
                        yield statement, moment.start, moment.end
            case "polarity" | "status":
                yield statement, statement.start, statement.end
            case _:
                return
