"""Which word of a statement says what it tells of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from stemma.records import Statement
from stemma.stages.chronicle.triggers import Trigger
from stemma.text.intervals import index_spans


def find_tellings(statements: Sequence[Statement], triggers: Sequence[Trigger]) -> Mapping[tuple[str, int], tuple[Statement, ...]]:
    """The statements that each trigger, by report and start, is the foremost word of: the one that depends on the fewest words, of
    those that stand in no narrower statement; of equal ones a verb, then the first. A statement without triggers tells of no happening."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_report[statement.report].append(statement)
    inside: dict[str, list[Trigger]] = defaultdict(list)
    indexes = {report: index_spans([(one.start, one.end) for one in found]) for report, found in by_report.items()}
    for trigger in triggers:
        if trigger.report not in indexes:
            continue
        holding = [by_report[trigger.report][number] for number in indexes[trigger.report].overlapping(trigger.start, trigger.end)]
        if holding:
            inside[min(holding, key=lambda one: (one.end - one.start, one.start)).id].append(trigger)
    tellings: dict[tuple[str, int], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.id in inside:
            foremost = min(inside[statement.id], key=lambda one: (one.depth, one.upos != "VERB", one.start))
            tellings[foremost.report, foremost.start].append(statement)
    return {place: tuple(found) for place, found in tellings.items()}
