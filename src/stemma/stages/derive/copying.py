"""Passages taken word for word."""

from typing import NamedTuple

from stemma.stages.derive.reading import Text
from stemma.text.align import align

SHORTEST_TOLD = 8
"""Fewer equal words of the reporter's own in a row happen by chance: stock phrases, names with their titles."""
PLAIN_WORDS = 4
"""So many of them must be ordinary words, not capitalised ones: a list of names is nobody's text."""


class Tie(NamedTuple):
    """Words of a report that stand for words of another. ``weight`` is how many words (copied) or sentences (rewritten) it counts for."""

    start: int
    end: int
    other_start: int
    other_end: int
    weight: float


def copied_passages(report: Text, other: Text) -> list[Tie]:
    """The passages that both reports tell in the same words, in order of position.

    What both put into quotation marks counts only with the reporter's words round it: two reporters at one press conference
    share a speaker, not a text. ``weight`` is the number of equal words outside quotation marks, each place of the other counted once.
    """
    ties = []
    for match in align(report.keys, other.keys, other.seeds):
        told = sum(report.is_told[match.start : match.end])
        other_told = sum(other.is_told[match.other_start : match.other_end])
        weight = min(told, other_told, match.same)
        if weight >= SHORTEST_TOLD and _plain_count(report, match.start, match.end) >= PLAIN_WORDS:
            first, last = report.words[match.start], report.words[match.end - 1]
            other_first, other_last = other.words[match.other_start], other.words[match.other_end - 1]
            ties.append(Tie(first.start, last.end, other_first.start, other_last.end, weight))
    return ties


def _plain_count(text: Text, start: int, end: int) -> int:
    whole = text.report.text
    return sum(text.is_told[place] and whole[text.words[place].start].islower() for place in range(start, end))
