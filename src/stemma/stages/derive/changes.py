"""What a report adds to its sources."""

from collections.abc import Sequence
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.records import Addition, Derivation, Statement
from stemma.stages.derive.novelty import Setting, is_new
from stemma.stages.derive.reading import overlap


def find_additions(setting: Setting, statements: Sequence[Statement], lexicons: Lexicons) -> tuple[Addition, ...]:
    """Those of a report's statements that its source does not contain, in order of position.

    ``novelty`` decides. Whether it is planned or has happened makes no difference: that is a change. None where the two are in different
    languages: their words cannot be compared.
    """
    if not setting.is_one_language:
        return ()
    lines = [(line.start, line.end) for line in setting.comparison.report.lines]
    return tuple(
        Addition(statement=statement.id)
        for statement in sorted(statements, key=lambda one: (one.start, one.end, one.id))
        if any(overlap((statement.start, statement.end), line) for line in lines) and is_new(statement, setting, lexicons)
    )


# ---------------------------------------------------------------- several sources


def reconcile(derivations: Sequence[Derivation]) -> list[Derivation]:
    """The derivations of reports with several sources, each seen with the others: an addition is one that none of the sources has. That
    one of two reports tells it and the other does not holds whoever drew on whom."""
    sources: dict[str, list[str]] = {}
    added: dict[str, set[str]] = {}
    for one in sorted(derivations, key=lambda one: (one.report, one.source or "")):
        if one.source is not None and one.kind != "shares_wire":
            sources.setdefault(one.report, []).append(one.source)
            new = {addition.statement for addition in one.additions}
            added[one.report] = added[one.report] & new if one.report in added else new
    return [
        replace(
            one,
            additions=tuple(new for new in one.additions if new.statement in added.get(one.report, set())),
        )
        for one in derivations
    ]
