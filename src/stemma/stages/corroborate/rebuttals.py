"""What somebody denies in the breath after it was told: "Residents say no siren was heard. Bamber denied it." "The company will not have
that." Such a sentence says only that it is not so; what is not so stands before it, in the same report.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from stemma.records import Page
from stemma.stages.corroborate.matter import Clash, Side
from stemma.stages.corroborate.reading import Reading

LONGEST = 90
"""Characters of a sentence that only denies."""
FARTHEST = 2
"""So many characters may lie between it and what it denies, paragraphs apart included."""
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|disput(?:es|ed)|contest(?:s|ed)|refut(?:es|ed)|dismiss(?:es|ed))\s+"
    r"(?:it|this|that|both|all (?:of )?(?:it|this)|(?:the|this|that|these|those|any such) "
    r"(?:claims?|allegations?|reports?|version|account|story|suggestion))\W*$"
    r"|\b(?:will|would|does|did|do) (?:not|n't) have (?:it|that|this|any of it)\W*$"
    r"|\b(?:says?|said|insist(?:s|ed)|maintain(?:s|ed)|repl(?:ies|ied)|answered|counter(?:s|ed))(?: that)? "
    r"(?:it|they|he|she|this|that|there) "
    r"(?:(?:was|were|is|are|did|do|does|had|has|have|will|would|could) not|(?:was|were|is|are|did|do|does|had|has|have)n['’]t|was none)\W*$"
    r"|\b(?:says?|said|claim(?:s|ed)|insist(?:s|ed)) the (?:opposite|contrary)\W*$"
    r"|\b(?:called|calls|call) (?:it|this|that|the (?:claim|report|allegation|story)s?) "
    r"(?:untrue|false|nonsense|a lie|lies|invented|baseless|wrong)\b"
    r"|^\W*(?:that|this|it|none of (?:it|this|that)) (?:is|was) (?:not (?:so|true|correct)|untrue|false|a lie|nonsense|wrong|incorrect)\b",
    re.IGNORECASE,
)


def find_rebuttals(readings: Sequence[Reading], pages: Mapping[str, Page]) -> Iterator[Clash]:
    """The clash of each sentence that only denies with the statement right before it. Linear in the sentences."""
    last: dict[str, Reading] = {}
    by_report: dict[str, list[Reading]] = {}
    for reading in readings:
        by_report.setdefault(reading.statement.report, []).append(reading)
    for report in sorted(by_report):
        ordered = sorted(by_report[report], key=lambda reading: (reading.statement.start, -reading.statement.end))
        for reading in ordered:
            before = last.get(report)
            if before is not None and _rebuts(reading, before, pages[report]):
                sides = _whole(before, "affirmed"), _whole(reading, "denied")
                yield Clash(kind="polarity", relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)
            elif reading.sentence is not None and not _only_denies(reading, pages[report]):
                last[report] = reading


def _rebuts(reading: Reading, before: Reading, page: Page) -> bool:
    if reading.sentence is None or before.sentence is None or before.sentence is reading.sentence or not _only_denies(reading, page):
        return False
    return 0 <= reading.sentence.start - before.sentence.end <= FARTHEST and _sources(reading) != _sources(before)


def _sources(reading: Reading) -> tuple[str, ...]:
    return tuple(link.entity or link.source for link in reading.statement.attribution)


def _only_denies(reading: Reading, page: Page) -> bool:
    sentence = reading.sentence
    if sentence is None or sentence.end - sentence.start > LONGEST:
        return False
    return _DENIES.search(page.report.text[sentence.start : sentence.end]) is not None


def _whole(reading: Reading, key: str) -> Side:
    held = reading.sentence or reading.statement
    return Side(reading=reading, key=key, start=held.start, end=held.end)
