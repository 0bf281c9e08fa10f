"""When an outlet was told or reported what is cited of it: "told the Alva Post last month" is in no page of today's."""

import re
from datetime import UTC, datetime, timedelta

from stemma.language.lexicon import Lexicons
from stemma.language.reporting import report_words
from stemma.records import Page, Report, TimeMention
from stemma.stages.derive.mastheads import Mastheads
from stemma.stages.derive.reading import Span
from stemma.stages.derive.stamps import published_bounds
from stemma.text.edtf import parse_edtf
from stemma.text.shingles import keyed_words

_REACH, _LONGEST_SENTENCE = 25, 2_000
"""Characters between a name or its verb and the time that belongs to it."""
_SLACK = timedelta(days=1)
_HEARERS = frozenset({"told", "telling"})
_BREAK = re.compile(r"[.;:,–—“”\"\n]")


def is_of_another_time(page: Page, spans: tuple[Span, ...], key: str, source: Report, mastheads: Mastheads, lexicons: Lexicons) -> bool:
    """Whether each of the spans in which a page cites the outlet of ``key`` says by a time beside its name that this was not when
    ``source`` came out, a day more or less."""
    out = published_bounds(source)
    times = [_time_of(page, span, key, mastheads, lexicons) for span in spans] if out is not None else []
    said = [bounds for time in times if time is not None and (bounds := _bounds(time)) is not None]
    if out is None or not said or len(said) < len(spans):
        return False
    return all(last + _SLACK < out[0] or first - _SLACK > out[1] for first, last in said)


def _time_of(page: Page, span: Span, key: str, mastheads: Mastheads, lexicons: Lexicons) -> TimeMention | None:
    """The time that stands right behind an outlet that was told something, or behind its verb of reporting, in a sentence."""
    text, end = page.report.text, min(span[1], span[0] + _LONGEST_SENTENCE)
    times = [time for time in page.annotation.times if time.kind in {"date", "time"} and span[0] <= time.start < end]
    for house, start, last in mastheads.mentions(text, span[0], end) if times else ():
        before = [word.key for word in keyed_words(text, max(span[0], start - _REACH), start) if word.key != "the"]
        after = keyed_words(text, last, min(end, last + _REACH))
        verbs = [word.end for word in after if report_words(lexicons).verb(word.key) is not None]
        place = last if before[-1:] and before[-1] in _HEARERS else verbs[0] if verbs else None
        beside = [time for time in times if place is not None and place <= time.start <= place + _REACH]
        if house == key and place is not None and beside and not _BREAK.search(text, last, beside[0].start):
            return beside[0]
    return None


def _bounds(time: TimeMention) -> tuple[datetime, datetime] | None:
    read = parse_edtf(time.edtf) if time.edtf else None
    if read is None or read.earliest is None or read.latest is None:
        return None
    return read.earliest.replace(tzinfo=UTC), read.latest.replace(tzinfo=UTC)
