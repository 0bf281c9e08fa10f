"""What a report adds to its sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.records import Addition, Derivation, Extraction
from stemma.stages.derive.altering import find_original, read_utterances
from stemma.stages.derive.novelty import is_new, read_setting
from stemma.stages.derive.reading import Text, overlap
from stemma.stages.derive.scoring import Comparison


def find_additions(comparison: Comparison, extraction: Extraction, lexicons: Lexicons) -> tuple[Addition, ...]:
    """The statements of a report that its source does not contain, in order of position.

    ``novelty`` decides. Whether it is planned or has happened makes no difference: that is a change. None where the two are in different
    languages: their words cannot be compared.
    """
    if comparison.report.report.language != comparison.other.report.language:
        return ()
    setting = read_setting(comparison, extraction, lexicons)
    return tuple(
        Addition(statement=statement.id)
        for statement in sorted(extraction.statements, key=lambda one: (one.start, one.end, one.id))
        if statement.report == comparison.report.report.id
        and any(overlap((statement.start, statement.end), (line.start, line.end)) for line in comparison.report.lines)
        and is_new(statement, setting, lexicons)
    )


# ---------------------------------------------------------------- several sources


def reconcile(derivations: Sequence[Derivation], texts: Sequence[Text], extraction: Extraction, lexicons: Lexicons) -> list[Derivation]:
    """The derivations of reports with several sources, each seen with the others.

    An addition is one that none of the sources has. An altered quote stands beside one source only, the one whose
    words it is closest to; a quote that another source has unaltered is not altered. What was found along edges of open direction
    counts but is not kept.
    """
    sources: dict[str, list[str]] = {}
    added: dict[str, set[str]] = {}
    for one in sorted(derivations, key=lambda one: (one.report, one.source or "")):
        if one.source is not None and one.kind != "shares_wire":
            sources.setdefault(one.report, []).append(one.source)
            new = {addition.statement for addition in one.additions}
            added[one.report] = added[one.report] & new if one.report in added else new
    originals = _closest_sources(derivations, sources, extraction, {text.report.id: text for text in texts}, lexicons)
    return [
        replace(
            one,
            additions=tuple(new for new in one.additions if one.direction is not None and new.statement in added.get(one.report, set())),
            altered_quotes=tuple(altered for altered in one.altered_quotes if originals[altered.quote] == one.source),
        )
        for one in derivations
    ]


def _closest_sources(
    derivations: Sequence[Derivation],
    sources: Mapping[str, Sequence[str]],
    extraction: Extraction,
    text_of: Mapping[str, Text],
    lexicons: Lexicons,
) -> dict[str, str | None]:
    """For each altered quote the report, among the sources, with the quote that it is most like."""
    changed = {report for one in derivations if one.altered_quotes for report in (one.report, *sources.get(one.report, ()))}
    by_report = {report: read_utterances(text_of[report], extraction, lexicons) for report in sorted(changed)}
    utterances = {one.quote.id: one for found in by_report.values() for one in found}
    closest: dict[str, str | None] = {}
    for derivation in derivations:
        known = [quote for source in sources.get(derivation.report, ()) for quote in by_report.get(source, ())]
        for altered in derivation.altered_quotes:
            original = find_original(utterances[altered.quote], known)
            closest[altered.quote] = original.quote.report if original is not None else None
    return closest
