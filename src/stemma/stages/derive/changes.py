"""What a report adds to its sources."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.records import Addition, Derivation, Statement
from stemma.stages.derive.altering import Utterance, find_original
from stemma.stages.derive.novelty import Setting, is_new
from stemma.stages.derive.reading import overlap


def find_additions(setting: Setting, statements: Sequence[Statement], lexicons: Lexicons) -> tuple[Addition, ...]:
    """Those of a report's statements that its source does not contain, in order of position.

    ``novelty`` decides. Whether it is planned or has happened makes no difference: that is a change. None where the two are in different
    languages: their words cannot be compared.
    """
    report, source = setting.comparison.reports
    if report.language != source.language:
        return ()
    lines = [(line.start, line.end) for line in setting.comparison.report.lines]
    return tuple(
        Addition(statement=statement.id)
        for statement in sorted(statements, key=lambda one: (one.start, one.end, one.id))
        if any(overlap((statement.start, statement.end), line) for line in lines) and is_new(statement, setting, lexicons)
    )


# ---------------------------------------------------------------- several sources


def reconcile(derivations: Sequence[Derivation], utterances: Mapping[str, Sequence[Utterance]]) -> list[Derivation]:
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
    originals = _closest_sources(derivations, utterances)
    return [
        replace(
            one,
            additions=tuple(new for new in one.additions if one.direction is not None and new.statement in added.get(one.report, set())),
            altered_quotes=tuple(altered for altered in one.altered_quotes if originals[altered.quote] == one.source),
        )
        for one in derivations
    ]


def _closest_sources(derivations: Sequence[Derivation], utterances: Mapping[str, Sequence[Utterance]]) -> dict[str, str | None]:
    """For each altered quote the report, among the sources, with the quote that it is most like; of those as like the one that the report
    drew on most surely. Along edges of open direction sources are looked for only where there is no other."""
    drawn: dict[str, list[Derivation]] = {}
    for one in derivations:
        if one.source is not None and one.kind != "shares_wire":
            drawn.setdefault(one.report, []).append(one)
    closest: dict[str, str | None] = {}
    for derivation in derivations:
        if not derivation.altered_quotes:
            continue
        quotes = {one.quote.id: one for one in utterances[derivation.report]}
        edges = [one for one in drawn[derivation.report] if (one.direction is None) == (derivation.direction is None)]
        edges.sort(key=lambda one: (-one.score, one.source or ""))
        known = [quote for one in edges if one.source is not None for quote in utterances[one.source]]
        for altered in derivation.altered_quotes:
            original = find_original(quotes[altered.quote], known)
            if derivation.direction is not None or altered.quote not in closest:
                closest[altered.quote] = original.quote.report if original is not None else None
    return closest
