"""How old reports say somebody is: "Tresa Mboyo, 32", "the 23-year-old driller Tresa Mboyo"."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from stemma.records import Entity, Page
from stemma.stages.corroborate.comparing.matter import Clash, Side
from stemma.stages.corroborate.comparing.numbers import write_key
from stemma.stages.corroborate.comparing.reading import Reading

PER_PERSON = 16
"""How many times one person's age is met."""
_AGE = r"(1[01]\d|[1-9]\d?)"
_BEHIND = re.compile(
    rf"\s*(?:,\s*(?:aged\s+)?{_AGE}(?=\s*[,.;:)\n]|\s+(?:and|years old)\b)|\(\s*(?:aged\s+)?{_AGE}\s*\)|(?:,\s*)?\baged\s+{_AGE}\b"
    rf"|\s+(?:dies|died|dead)\s+at\s+(1[3-9]|[2-9]\d|1[01]\d)\b(?!\s*[ap]\.?m|[:.]\d)"
    rf"|(?:,?\s*(?:who\s+)?)?(?:turned|is|was)\s+{_AGE}(?=\s+(?:years old|on\b|last\b|this\b|in\b)|\s*[.;](?!\d)))",
    re.IGNORECASE,
)
_BEFORE = re.compile(rf"\b{_AGE}[- ]year[- ]old(?:\s+[\w’'-]+){{0,3}}\s+$", re.IGNORECASE)
_FARTHEST = 60


def find_rival_ages(readings: Sequence[Reading], entities: Mapping[str, Entity], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """The clash of each two ages that reports give one person. Linear in the mentions of people."""
    held: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        held[reading.statement.report].append(reading)
    for key in sorted(entities):
        if entities[key].type == "person":
            given = list(_read_ages(entities[key], held, pages))[:PER_PERSON]
            if len({(side.reading.statement.report, side.key) for side in given}) > len({side.reading.statement.report for side in given}):
                continue  # a report that gives two ages tells of two people, who were taken for one
            for one, other in combinations(given, 2):
                if one.key != other.key and one.reading.statement.report != other.reading.statement.report:
                    yield Clash(kind="number", relation="contradicts", matter="=age", one=one, other=other, is_retold=True)


def _read_ages(entity: Entity, held: Mapping[str, Sequence[Reading]], pages: Mapping[str, Page]) -> Iterator[Side]:
    for mention in sorted(entity.mentions, key=lambda mention: (mention.report, mention.start)):
        text = pages[mention.report].report.text if mention.report in pages else ""
        behind = _BEHIND.match(text, mention.end, mention.end + _FARTHEST)
        found = behind or _BEFORE.search(text, max(0, mention.start - _FARTHEST), mention.start)
        if found is None:
            continue
        group = next(number for number in range(1, len(found.groups()) + 1) if found.group(number))
        start, end, age = *found.span(group), float(found.group(group))
        reading = _holder(held.get(mention.report, ()), start, end)
        if reading is not None:
            yield Side(reading=reading, key=write_key(age, age, age), start=start, end=end)


def _holder(readings: Sequence[Reading], start: int, end: int) -> Reading | None:
    """The shortest statement around a span, else one of its sentence."""
    around = [reading for reading in readings if reading.statement.start <= start and end <= reading.statement.end]
    beside = [reading for reading in readings if reading.sentence and reading.sentence.start <= start and end <= reading.sentence.end]
    return min(
        around or beside, key=lambda reading: (reading.statement.end - reading.statement.start, reading.statement.start), default=None
    )
