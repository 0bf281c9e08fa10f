"""Who drew on whom: by what the reports say of themselves, then by when they were published, else undecided.

Earliest found is not the origin, stamps without a zone lie by hours, and a longer text may be the one cut from or the one added to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from stemma.language.lexicon import Lexicons
from stemma.records import Direction, Extraction, Report
from stemma.stages.derive.declared import Declaration
from stemma.stages.derive.reading import Line, Text, overlap
from stemma.stages.derive.rewriting import find_anchored, likeness
from stemma.stages.derive.scoring import COPIES, Comparison, shared_wording
from stemma.stages.derive.stamps import Bounds, house_bounds, published_bounds, stamp
from stemma.stages.derive.versions import is_newer_version
from stemma.text.intervals import Intervals, index_spans

SAME_EVENT = 0.6
"""Two sentences at least this alike (0..1) tell of one event, before it and after it."""

SHARED = 0.05
"""From this share of common wording (0..1) on what one plans and the other tells says who wrote later: else each has its own source."""

NEAR = 40
"""Characters: what a copy leaves out stands so near what it has."""

Credits = Mapping[str, tuple[tuple[str, tuple[tuple[int, int], ...]], ...]]
Told = tuple[tuple[tuple[int, int, str], ...], Intervals]
Outcomes = Mapping[str, Told]
_SAYS = {
    "wire": "The report carries the mark of {name}.",
    "credit": "The report credits {name}.",
    "translation": "The report says that it was translated from {name}.",
    "citation": "The report names {name} as its source.",
}


def direct(
    comparison: Comparison,
    outcomes: Outcomes,
    declared: tuple[Declaration | None, Declaration | None],
    agencies: AbstractSet[str] | None,
    credits: Credits,
    *,
    house: Lexicons | None = None,
) -> Direction | None:
    """Which of two related reports was drawn on, None where nothing shows it.

    ``declared`` is what the report of the comparison says of the other, and the other of it. A credit outweighs a citation; two reports
    that credit each other leave the question to the clock, and the clock, where it cannot tell, to a machine's own word, to what had
    happened when they were written, to who names a source that the other has left out of the same text (``credits``: whom each names, and
    where), and to whose trade it is that others take its text (``agencies``; None where the two may as well have a third source). Two pages
    of one ``house``, for which the words of its updates are given, are told apart by its clock, then by what they call themselves."""
    one, other = comparison.report.report, comparison.other.report
    said, counter = declared
    if said is not None and (counter is None or (counter.form == "citation" and said.form != "citation")):
        return Direction(from_=other.id, why=explain_declaration(said))
    if counter is not None and (said is None or (said.form == "citation" and counter.form != "citation")):
        return Direction(from_=one.id, why=explain_declaration(counter))
    if agencies is None:
        return _by_making(one, other)
    return (
        _by_clock(one, other, house_bounds if house is not None else published_bounds)
        or (_by_version(one, other, house) if house is not None else None)
        or _by_making(one, other)
        or (_by_outcome(comparison, outcomes) if shared_wording(comparison) >= SHARED else None)
        or _by_credit(comparison, credits)
        or _by_trade(one, other, agencies)
    )


def explain_declaration(declaration: Declaration) -> str:
    """What a report says of its source, as a sentence."""
    return _SAYS[declaration.form].format(name=declaration.name)


def read_outcomes(extraction: Extraction) -> Outcomes:
    """Of each report the spans of what it says is planned or has happened."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for statement in extraction.statements:
        if statement.status in {"planned", "happened"}:
            found.setdefault(statement.report, []).append((statement.start, statement.end, statement.status))
    return {report: (tuple(sorted(spans)), index_spans([span[:2] for span in sorted(spans)])) for report, spans in found.items()}


def _by_outcome(comparison: Comparison, outcomes: Outcomes) -> Direction | None:
    """Who tells as happened what the other has as planned wrote later; None where each is ahead of the other somewhere."""
    one, other = comparison.report, comparison.other
    first, second = set(_came_true(one, other, outcomes)), set(_came_true(other, one, outcomes))
    if bool(first) == bool(second):
        return None
    return Direction(from_=(other if first else one).report.id, why="The source still has as planned what the report tells as happened.")


def _came_true(report: Text, other: Text, outcomes: Outcomes) -> Iterator[int]:
    """Where the other's sentences begin that plan what the sentences of a report that are most alike tell as happened."""
    happened, planned = outcomes.get(report.report.id), outcomes.get(other.report.id)
    if happened is None or planned is None:
        return
    for place, others in find_anchored(report, other):
        line = report.lines[place]
        if not others or _statuses(line, happened) != {"happened"}:
            continue
        score, start, alike = max((likeness(line, other.lines[there]), -other.lines[there].start, -there) for there in others)
        if score >= SAME_EVENT and _statuses(other.lines[-alike], planned) == {"planned"}:
            yield -start


def _statuses(line: Line, told: Told) -> set[str]:
    spans, index = told
    near = [spans[number] for number in index.overlapping(line.start, line.end)]
    return {status for start, end, status in near if overlap((start, end), (line.start, line.end)) * 2 > line.end - line.start}


def _by_clock(one: Report, other: Report, bounds_of: Callable[[Report], Bounds | None]) -> Direction | None:
    first, second = bounds_of(one), bounds_of(other)
    if first is None or second is None:
        return None
    for report, bounds, later, later_bounds in ((one, first, other, second), (other, second, one, first)):
        if bounds[1] < later_bounds[0]:
            return Direction(from_=report.id, why=f"The source was published first, {_when(report)}; the report is of {_when(later)}.")
    return None


def _by_version(one: Report, other: Report, lexicons: Lexicons) -> Direction | None:
    """An update of a house was written after its flash."""
    newer = is_newer_version(one, other, lexicons)
    if newer is None:
        return None
    return Direction(from_=(other if newer else one).id, why="The report calls itself a newer version of what its outlet told before.")


def _by_credit(comparison: Comparison, credits: Credits) -> Direction | None:
    """Of two that have one text, the one that names whom it has it from did not take it from the one that leaves that out."""
    one, other = comparison.ids
    if max(comparison.copied_coverage(), comparison.other_copied_coverage()) < COPIES:
        return None
    spans, others = ([tie[:2] for tie in comparison.copied], [tie[2:4] for tie in comparison.copied])
    first = _named_within(one, credits, spans) - {name for name, _ in credits.get(other, ())}
    second = _named_within(other, credits, others) - {name for name, _ in credits.get(one, ())}
    if bool(first) == bool(second):
        return None
    name = min(first or second)
    return Direction(from_=one if first else other, why=f"Both have the same text, and only the source still says that it is from {name}.")


def _named_within(report: str, credits: Credits, spans: Sequence[tuple[int, int]]) -> set[str]:
    """Whom a report names as a source inside these spans or beside them."""
    return {
        name
        for name, places in credits.get(report, ())
        if any(start - NEAR <= span[1] and span[0] <= end + NEAR for start, end in places for span in spans)
    }


def _by_making(one: Report, other: Report) -> Direction | None:
    """A text that a machine made out of texts is not where they come from."""
    made = [any(note.kind == "ai_text" for note in report.disclosures) for report in (one, other)]
    if made[0] == made[1]:
        return None
    return Direction(from_=(other if made[0] else one).id, why="The report says that a machine had a hand in its text.")


def _by_trade(one: Report, other: Report, agencies: AbstractSet[str]) -> Direction | None:
    """An agency sells its text; who has the same words without being one took them from it, unless the agency was later for certain."""
    if (one.id in agencies) == (other.id in agencies):
        return None
    agency, client = (one, other) if one.id in agencies else (other, one)
    first, second = published_bounds(agency), published_bounds(client)
    if first is not None and second is not None and first[0] > second[1]:
        return None
    return Direction(from_=agency.id, why=f"{_outlet(agency)} is an agency, whose text others take over, and no date speaks against it.")


def _outlet(report: Report) -> str:
    return (report.outlet.name or report.outlet.domain or "The source") if report.outlet else "The source"


def _when(report: Report) -> str:
    """The report's date in words: "2 March 2026, 09:00 (UTC+01:00)"."""
    date = stamp(report)
    day, _, clock = (date.edtf if date else "").partition("T")
    parts = day.split("-")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or not 1 <= int(parts[1]) <= len(_MONTHS):
        return day or "an unknown date"
    words = f"{int(parts[2])} {_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    if not clock:
        return words
    zone = clock[5:].lstrip(":0123456789.") if len(clock) > 5 else ""
    shown = "" if not zone else " UTC" if zone in _UTC else f" (UTC{zone})"
    return f"{words}, {clock[:5]}{shown}"


_UTC = frozenset({"Z", "+00:00", "-00:00"})
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
