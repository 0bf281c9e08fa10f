"""Quotations of two reports that may be one utterance."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from stemma.records import Entity
from stemma.stages.derive.altering import Likeness, Utterance, is_altered_wording, is_other_speaker
from stemma.stages.derive.leaving_out import is_cut_unmarked
from stemma.stages.derive.quoting import SHORTEST_QUOTE

LEAST_LIKE = 0.8
"""Of 3; below, two quotations have nothing to do with each other."""
WIDEST = 60
"""A word that more quotations have leads to no pairs but of reports that drew on each other."""


class LikeQuotes(NamedTuple):
    """``quote`` of one report beside ``original`` of another; ``is_moved`` where only the speaker is another."""

    quote: Utterance
    original: Utterance
    likeness: Likeness
    is_moved: bool

    @property
    def ends(self) -> tuple[str, str]:
        return self.quote.quote.report, self.original.quote.report

    @property
    def is_changed(self) -> bool:
        is_altered = is_altered_wording(self.quote.words, self.original.words)
        return self.is_moved or is_altered or is_cut_unmarked(self.quote, self.original)


def find_like_quotes(
    utterances: Mapping[str, Sequence[Utterance]], drawn: Collection[tuple[str, str]], persons: Mapping[str, Entity]
) -> Iterator[LikeQuotes]:
    """By report and position: every quotation beside those of other reports that share a telling word, or all words, with it, and beside
    all of the sources of its report. ``drawn`` are (report, source), ``persons`` those whose names tell speakers apart."""
    ordered = [one for report in sorted(utterances) for one in utterances[report] if len(one.words) >= SHORTEST_QUOTE]
    of_key: dict[str, list[Utterance]] = {}
    of_report: dict[str, list[Utterance]] = {}
    for one in ordered:
        of_report.setdefault(one.quote.report, []).append(one)
        for key in _keys(one):
            of_key.setdefault(key, []).append(one)
    sources: dict[str, list[str]] = {}
    for report, source in sorted(drawn):
        sources.setdefault(report, []).append(source)
    for one in ordered:
        near = [other for key in _keys(one) if len(of_key[key]) <= WIDEST for other in of_key[key]]
        near += [other for source in sources.get(one.quote.report, ()) for other in of_report.get(source, ())]
        for other in sorted({other.quote.id: other for other in near}.values(), key=lambda other: (other.quote.report, other.quote.id)):
            likeness = one.compare(other)
            if other.quote.report != one.quote.report and likeness.total >= LEAST_LIKE:
                is_moved = is_other_speaker(one.quote, other.quote, persons) and not is_altered_wording(one.words, other.words)
                yield LikeQuotes(one, other, likeness, is_moved)


def _keys(one: Utterance) -> list[str]:
    return [*sorted(one.telling), " ".join(one.words)]
