"""Pairs of statements on the same matter whose values cannot both be right, or of which one refines the other."""

from collections.abc import Iterable, Mapping, Sequence

from stemma.records import ConflictKind
from stemma.stages.corroborate.causes.rival_causes import find_rival_causes
from stemma.stages.corroborate.comparing.doubts import is_doubtful
from stemma.stages.corroborate.comparing.likeness import compare_telling
from stemma.stages.corroborate.comparing.loose_dates import meet
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side, are_comparable
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.dates.date_clashes import find_date_clashes
from stemma.stages.corroborate.dates.rival_dates import find_rival_dates
from stemma.stages.corroborate.dates.rival_hours import find_rival_hours
from stemma.stages.corroborate.denials.denied_fates import bears_on, find_denied_fates
from stemma.stages.corroborate.denials.rebuttals import find_rebuttals
from stemma.stages.corroborate.denials.rival_denials import find_rival_denials
from stemma.stages.corroborate.denials.said_clashes import find_denials, find_place_clashes
from stemma.stages.corroborate.figures.ages import find_rival_ages
from stemma.stages.corroborate.figures.code_slips import find_swapped_codes
from stemma.stages.corroborate.figures.estimates import find_rival_estimates
from stemma.stages.corroborate.figures.gauges import read_gauges
from stemma.stages.corroborate.figures.number_clashes import find_measure_clashes, find_toll_clashes, value_key
from stemma.stages.corroborate.figures.parts import find_parts
from stemma.stages.corroborate.figures.rival_figures import find_rival_figures
from stemma.stages.corroborate.figures.slips import find_corrected_values, find_other_spans, find_swapped_figures, find_swapped_years
from stemma.stages.corroborate.figures.unit_slips import find_unit_slips
from stemma.stages.corroborate.names.spelled_names import find_spelled_names
from stemma.stages.corroborate.places.named_homes import find_rival_homes
from stemma.stages.corroborate.places.rival_places import find_rival_places
from stemma.stages.corroborate.places.told_places import gather_places
from stemma.stages.corroborate.retold.errata import find_errata
from stemma.stages.corroborate.retold.parallel_clashes import find_parallel_clashes
from stemma.stages.corroborate.retold.retellings import find_retold_clashes
from stemma.stages.corroborate.states.rival_states import find_rival_states
from stemma.stages.corroborate.titles.rival_titles import find_rival_titles


def find_clashes(readings: Sequence[Reading], pairs: Sequence[tuple[int, int]], ground: Ground) -> tuple[Clash, ...]:
    """All clashes among the candidate pairs, and among the tolls of the story, in a fixed order."""
    found: list[Clash] = []
    places = gather_places(readings, ground)
    gauges = read_gauges(readings, ground.pages, ground.meanings.lexicons)
    parts = find_parts(gauges, ground)
    for first, second in pairs:
        one, other = readings[first], readings[second]
        if are_comparable(one, other, ground):
            found += find_date_clashes(one, other, ground)
            found += [clash for clash in find_denials(one, other, ground) if bears_on(clash, ground)]
            found += find_place_clashes(one, other, ground)
            found += find_measure_clashes(one, other, ground)
            found += find_other_spans(one, other, ground)
    found += (
        *find_toll_clashes(readings, ground, parts.some | parts.besides),
        *find_retold_clashes(readings, pairs, ground),
        *find_parallel_clashes(readings, ground.parallels, ground),
        *find_denied_fates(readings, ground),
        *find_rival_causes(readings, ground),
        *find_rebuttals(readings, ground.pages),
        *find_rival_denials(readings, ground),
        *find_rival_estimates(gauges, ground.pages, ground.meanings.lexicons),
        *find_rival_figures(readings, pairs, gauges, ground),
        *find_rival_dates(readings, pairs, ground),
        *find_spelled_names(readings, ground),
        *find_swapped_figures(readings, ground),
        *find_swapped_years(readings),
    )
    corrected = (
        *find_corrected_values(readings, ground),
        *find_errata(readings, gauges, ground),
        *find_swapped_codes(readings, ground.pages),
        *find_unit_slips(gauges, ground.pages, ground.meanings.lexicons),
        *find_rival_ages(readings, ground.entities, ground.pages),
        *find_rival_hours(readings, ground.pages),
        *find_rival_places(places, ground),
        *find_rival_homes(places, ground),
        *find_rival_titles(readings, ground),
    )
    told = (*(clash for clash in _told_once(found) if not is_doubtful(clash, ground)), *corrected)
    return (*told, *_not_told(find_rival_states(readings, ground), told))


def _not_told(clashes: Iterable[Clash], told: Sequence[Clash]) -> list[Clash]:
    """The clashes of sentences that no other finder has set against anything, by kind: it is nearly always the same dispute."""
    known = {(clash.kind, _sentence(side.reading)) for clash in told for side in (clash.one, clash.other)}
    return [clash for clash in clashes if known.isdisjoint((clash.kind, _sentence(side.reading)) for side in (clash.one, clash.other))]


def _told_once(clashes: Sequence[Clash]) -> list[Clash]:
    """The clashes without those of two spellings that were also met over all of the story."""
    spelled = {frozenset((clash.one.key, clash.other.key)) for clash in clashes if clash.kind == "name" and clash.matter}
    return [
        clash for clash in clashes if clash.kind != "name" or clash.matter or frozenset((clash.one.key, clash.other.key)) not in spelled
    ]


def _sentence(reading: Reading) -> tuple[str, int]:
    return reading.statement.report, reading.sentence.start if reading.sentence is not None else reading.statement.start


SAME_TELLING = 0.65
"""How alike two statements of a claim must be for who gives the one to give the other too."""
Tellings = Mapping[str, Mapping[str, Sequence[Reading]]]
"""For each statement, by id, the statements of its claim by report."""


def gather_tellings(groups: Sequence[Sequence[Reading]]) -> Tellings:
    """Who tells the claim of each statement, and where."""
    found: dict[str, Mapping[str, Sequence[Reading]]] = {}
    for group in groups:
        by_report: dict[str, list[Reading]] = {}
        for reading in group:
            by_report.setdefault(reading.statement.report, []).append(reading)
        found |= dict.fromkeys([reading.statement.id for reading in group], by_report)
    return found


def stand_together(clash: Clash, told_in: Tellings) -> bool:
    """Whether the report of one side tells what the other side says too, on the same authority: who gives both sees two things, not one
    told in two ways. What a report only quotes somebody as saying it may well contradict."""
    if clash.is_retold or clash.kind == "name":
        return False
    return _tells_both(clash.one, clash.other, clash.kind, told_in) or _tells_both(clash.other, clash.one, clash.kind, told_in)


def _tells_both(one: Side, other: Side, kind: ConflictKind, told_in: Tellings) -> bool:
    tellings = told_in.get(other.reading.statement.id, {})
    statement = one.reading.statement
    if statement.report == other.reading.statement.report:
        return False
    return any(
        reading is not one.reading
        and (not reading.statement.attribution or reading.statement.attribution == statement.attribution)
        and _gives(reading, other, kind)
        for reading in tellings.get(statement.report, ())
    )


def _gives(reading: Reading, side: Side, kind: ConflictKind) -> bool:
    """Whether a statement of the same claim gives the value of a side too: a compound may leave it out."""
    match kind:
        case "date":
            return any(meet(moment.edtf, side.key) for moment in reading.moments)
        case "number":
            return any(value_key(count) == side.key for count in reading.counts)
        case "place":
            return side.key in reading.keys
        case _:
            return reading.statement.polarity == side.reading.statement.polarity and compare_telling(reading, side.reading) >= SAME_TELLING
