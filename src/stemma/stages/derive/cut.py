"""Pages that quote or tell more than is compared: that something was left out is said."""

from collections.abc import Iterator, Mapping, Sequence

from stemma.problems import Problem, Reason
from stemma.records import Extraction, Page
from stemma.stages.derive.quoting import MOST_QUOTES
from stemma.stages.derive.tellings import MOST_TELLINGS


def find_cut(pages: Sequence[Page], split: Mapping[str, Extraction]) -> tuple[Problem, ...]:
    """A problem for each report with more quotations or more statements than are held against other reports. ``split``: what was extracted
    from each report, by its id."""
    return tuple(
        Problem(
            input=page.report.location,
            stage="derive",
            reason=Reason.TOO_LONG,
            detail=f"the report has more {what} than are compared: its first {most} are, no later one is held against other reports",
        )
        for page in sorted(pages, key=lambda page: page.report.id)
        for what, most in _exceeded(split[page.report.id])
    )


def _exceeded(extraction: Extraction) -> Iterator[tuple[str, int]]:
    if len(extraction.quotes) > MOST_QUOTES:
        yield "quotations", MOST_QUOTES
    if len(extraction.statements) > MOST_TELLINGS:
        yield "statements", MOST_TELLINGS
