"""Who and what a report speaks of: all mentions, and the referents that they point at."""

from collections.abc import Sequence

from stemma.language.bodies import core_words
from stemma.language.gazetteer import Entry, government_name
from stemma.language.lexicon import Lexicons
from stemma.records import Mention, Referent, Report, Sentence
from stemma.stages.annotate.anaphora import resolve
from stemma.stages.annotate.governments import stands_for_government
from stemma.stages.annotate.names import proper_names
from stemma.stages.annotate.reading import Reading, read_report
from stemma.stages.annotate.referents import Gathering, describe, gather_referents
from stemma.stages.annotate.spans import NameSpan


def find_mentions(report: Report, sentences: Sequence[Sentence], *, lexicons: Lexicons) -> tuple[tuple[Mention, ...], tuple[Referent, ...]]:
    """All mentions of people, organisations, places and events in the sentences of one report, joined into referents.

    Names are found and typed (``names``), gathered into referents (``referents``), capitals that act are told from capitals
    that are places (``governments``), and nominals and pronouns resolved (``anaphora``); a pronoun or description that nothing
    resolves is no mention. Returns the mentions in order of start (then end, then referent), the referents in order of first
    mention. Cost: linear in the text.
    """
    reading = read_report(report, sentences, lexicons)
    spans = [_as_government(reading, span) for span in proper_names(reading)]
    gathering = gather_referents(reading, _with_regions(reading, spans))
    resolved = resolve(reading, gathering.candidates, gathering.members)
    mentions = [(start, end, "name", candidate) for start, end, candidate in gathering.members]
    mentions += [(one.start, one.end, "pronoun" if one.is_pronoun else "nominal", one.candidate) for one in resolved]
    return _finished(gathering, sorted(mentions, key=lambda mention: (mention[0], mention[1], mention[3])))


def _as_government(reading: Reading, span: NameSpan) -> NameSpan:
    """The span as a mention of its country's government, where it is one ("Oslo said", "the Russian government")."""
    printed = reading.text[span.start : span.end]
    code = span.country or (span.entry.country if span.entry else None)
    if span.is_adjective or code is None:
        return span
    is_spelled_out = span.entry is None and core_words(printed, code, reading.lexicons) == ("government",)
    if not is_spelled_out and not stands_for_government(reading, span):
        return span
    entry = Entry(government_name(code, reading.lexicons), "organisation", "house", code)
    return span._replace(type="organisation", entry=entry)


def _with_regions(reading: Reading, spans: list[NameSpan]) -> list[NameSpan]:
    """Places that a larger place follows are in its country ("Hoechang County, South Pyongan Province")."""
    result = list(spans)
    for at in range(len(spans) - 2, -1, -1):
        span, following = result[at], result[at + 1]
        between = reading.text[span.end : following.start]
        if span.type == "place" and span.entry is None and span.country is None and following.type == "place" and between.strip() == ",":
            result[at] = span._replace(country=following.country)
    return result


def _finished(gathering: Gathering, mentions: list[tuple[int, int, str, int]]) -> tuple[tuple[Mention, ...], tuple[Referent, ...]]:
    """Number the referents by first mention."""
    lexicons = gathering.reading.lexicons
    order = {candidate: number for number, candidate in enumerate(dict.fromkeys(mention[3] for mention in mentions))}
    records = tuple(
        Mention(
            start=start,
            end=end,
            form="name" if form == "name" else "pronoun" if form == "pronoun" else "nominal",
            referent=order[candidate],
        )
        for start, end, form, candidate in mentions
    )
    referents = []
    for candidate in order:
        found = gathering.candidates[candidate]
        is_government = found.entry is not None and found.entry.kind == "house"
        referents.append(describe(found, found.entry.name if is_government and found.entry else None, lexicons))
    return records, tuple(referents)
