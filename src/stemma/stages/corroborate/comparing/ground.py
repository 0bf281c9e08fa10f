"""The ground on which the statements of one story are held against each other, read once."""

from collections.abc import Mapping, Sequence

from stemma.language.counting import counted_words
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.loose_dates import days_told
from stemma.stages.corroborate.comparing.matter import Ground, definite_pattern, recurrence_pattern
from stemma.stages.corroborate.comparing.reading import Reading

LEAD_SENTENCES = 3


def open_ground(pages: Sequence[Page], extraction: Extraction, readings: Sequence[Reading], lexicons: Lexicons) -> Ground:
    """What finding clashes needs besides the readings and the parallels."""
    return Ground(
        meanings=read_meanings(lexicons),
        counted=counted_words(lexicons),
        entities={entity.id: entity for entity in extraction.entities},
        recurrence=recurrence_pattern(lexicons),
        definite=definite_pattern(lexicons),
        leads=_leads(pages),
        published={page.report.id: page.report.published.edtf for page in pages if page.report.published},
        pages={page.report.id: page for page in pages},
        mentions=_mentions(extraction),
        given=frozenset((r.statement.report, count.unit, count.quantity.value) for r in readings for count in r.counts),
        told_on=days_told(pages),
    )


def _mentions(extraction: Extraction) -> dict[str, tuple[tuple[int, int, str], ...]]:
    """The spans of entities in each report, in order of place."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for entity in extraction.entities:
        for mention in entity.mentions:
            found.setdefault(mention.report, []).append((mention.start, mention.end, entity.id))
    return {report: tuple(sorted(spans)) for report, spans in sorted(found.items())}


def _leads(pages: Sequence[Page]) -> Mapping[str, int]:
    """For each report, where its opening ends: the first sentences of its running text."""
    leads = {}
    for page in pages:
        body = [block for block in page.report.blocks if block.kind == "body"]
        start = body[0].start if body else 0
        ends = [sentence.end for sentence in page.annotation.sentences if sentence.start >= start]
        leads[page.report.id] = ends[min(LEAD_SENTENCES, len(ends)) - 1] if ends else 0
    return leads
