"""The spans that the search for names hands on, and how overlapping ones are settled."""

from collections.abc import Iterable
from typing import NamedTuple

from stemma.language.gazetteer import Entry
from stemma.records import EntityType

REPEAT_WEIGHT, KNOWN_WEIGHT, MODEL_WEIGHT, WHOLE_WEIGHT, COMPOSED_WEIGHT = 20, 30, 40, 70, 75
"""What settles overlaps: a name found again, a known name that may be part of a longer one, the model's, a known name that
stands alone, a composed one."""


class NameSpan(NamedTuple):
    """A proper name at ``[start, end)``.

    ``country`` is what the words around it say ("Russia's foreign ministry"), ``seat`` the country of the place it sits in
    ("Embassy in Lima"); ``weight`` settles overlaps; ``is_adjective`` marks "Russian" and the like, which name a country
    without being a mention of it; ``label`` is the name where the words at the span do not give it in full ("the Foreign and
    Trade Ministries").
    """

    start: int
    end: int
    type: EntityType
    weight: int
    entry: Entry | None = None
    country: str | None = None
    seat: str | None = None
    is_adjective: bool = False
    label: str | None = None


def settle(spans: Iterable[NameSpan]) -> list[NameSpan]:
    """The heaviest spans that do not overlap (longer, then earlier ones first among equals), in order of position."""
    taken: list[NameSpan] = []
    covered: set[int] = set()
    for span in sorted(spans, key=lambda span: (-span.weight, span.start - span.end, span.start, span.type)):
        if span.end > span.start and not any(offset in covered for offset in (span.start, span.end - 1, (span.start + span.end) // 2)):
            offsets = range(span.start, span.end)
            if covered.isdisjoint(offsets):
                taken.append(span)
                covered.update(offsets)
    return sorted(taken)
