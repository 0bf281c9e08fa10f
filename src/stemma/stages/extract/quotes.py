"""Quotes: words in quotation marks with the entity that spoke them."""

import hashlib
from collections.abc import Mapping

from stemma.records import Page, Quote


def find_quotes(page: Page, ids: Mapping[tuple[str, int], str]) -> tuple[Quote, ...]:
    """The quotations of one report that are speech or have a speaker, in order of position.

    Args:
        page: the report with its annotation.
        ids: from (report id, referent index) to entity id.
    """
    report = page.report.id
    return tuple(
        Quote(
            id=f"q-{hashlib.sha256(f'{report}:{one.start}:{one.end}'.encode()).hexdigest()[:10]}",
            report=report,
            start=one.start,
            end=one.end,
            text=one.text,
            speaker=ids.get((report, one.speaker)) if one.speaker is not None else None,
            speaker_text=one.speaker_text,
            cue=one.cue,
        )
        for one in page.annotation.quotations
        if one.is_direct or one.speaker_text is not None
    )
