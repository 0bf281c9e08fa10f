"""Which pairs of a story's reports are related, how surely, and who drew on whom."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from stemma.records import Direction, Extraction, Feature
from stemma.stages.derive.candidates import candidate_pairs
from stemma.stages.derive.declared import Declaration
from stemma.stages.derive.direction import Outcomes, direct, read_outcomes
from stemma.stages.derive.leaning import HALF, direct_by_texts, lean
from stemma.stages.derive.reading import Text
from stemma.stages.derive.scoring import COPIES, RELATED, Comparison, compare_both, logistic, weigh
from stemma.stages.derive.testimony import Closeness, Testimony, marks_of, read_closeness
from stemma.text.shingles import shingles

_Story = tuple[Outcomes, Closeness]
"""What the story's reports say has happened, and who comes nearest to whom."""
CLOCK_DECIDES = 0.37
"""Below this score two reports may as well have a third source in common: which was first then says nothing, unless one is an agency's."""
OWN_VOICES, ONE_QUOTE = 0.45, 0.34
"""The bar for a report with two quotations or more that the other has not (``own_quotes``): who asked people himself wrote from nobody."""
UNNAMED_PAPER = 0.36
"""The bar for a body's paper of which the report does not speak: who reads one says so."""
NAMING = ("credited", "cited", "same_wire", "updates", "corrects")
"""The features of a report that itself says what it was written from."""
COPIED_RUN = 8
"""Words that stand in two reports one after the other were copied."""
SECOND_HAND = 0.2
"""What a copy's score is less by, so that who rewrote the original is not shown as drawing on the copy."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edge:
    """A pair of reports found related. ``declared`` is what the report says of the source, ``wire`` an absent agency they share,
    ``turner`` the report that the score sees as drawing on the other."""

    comparison: Comparison
    score: float
    features: tuple[Feature, ...]
    direction: Direction | None
    declared: Declaration | None
    wire: str | None
    turner: str

    @property
    def ends(self) -> tuple[str, str]:
        return self.comparison.report.report.id, self.comparison.other.report.id

    @property
    def drawn(self) -> float:
        """How much of the report the source explains."""
        return self.comparison.coverage()

    def score_without(self, *names: str) -> float:
        """The score if these features were 0."""
        return logistic({feature.name: 0.0 if feature.name in names else feature.value for feature in self.features})[0]

    def has(self, name: str) -> bool:
        return any(feature.name == name and feature.value > 0 for feature in self.features)


def find_edges(texts: Sequence[Text], extraction: Extraction, declared: Testimony) -> dict[tuple[str, str], Edge]:
    """The pairs of reports that score as related, by report and source."""
    place_of = {text.report.id: place for place, text in enumerate(texts)}
    pairs = set(candidate_pairs(texts))
    pairs |= {(min(one, other), max(one, other)) for one, other in ((place_of[a], place_of[b]) for a, b in declared.between)}
    outcomes = read_outcomes(extraction)
    story = outcomes, read_closeness(texts, sorted(pairs))
    found: list[Edge] = []
    for first, second in sorted(pairs):
        edge = _relate(texts[first], texts[second], story, declared)
        if edge is not None:
            found.append(edge)
    kept = _latest_of_house(_turned_once(_credited_once(found), declared), declared)
    return {edge.ends: edge for edge in _directed_mergers(kept, texts, story, declared)}


def _directed_mergers(edges: Sequence[Edge], texts: Sequence[Text], story: _Story, declared: Testimony) -> list[Edge]:
    """A report that is related to two others, published before it and not related themselves, was made from both: a third source
    would have to be two. There the clock decides whatever the score."""
    text_of = {text.report.id: text for text in texts}
    related = {frozenset(edge.ends) for edge in edges}
    timed = {edge.ends: edge for edge in edges}
    for one, other in [edge.ends for edge in edges if edge.direction is None]:
        timed[one, other] = _relate(text_of[one], text_of[other], story, declared, by_clock=True) or timed[one, other]
    sources: dict[str, list[str]] = {}
    for edge in timed.values():
        if edge.direction is not None and edge.wire is None:
            sources.setdefault(edge.ends[0], []).append(edge.ends[1])
    mergers = {
        report
        for report, drawn in sources.items()
        if any(frozenset({one, other}) not in related for place, one in enumerate(drawn) for other in drawn[place + 1 :])
    }
    return [
        replace(timed[edge.ends], score=edge.score)
        if edge.direction is None and edge.declared is None and timed[edge.ends].ends[0] in mergers
        else edge
        for edge in edges
    ]


def _relate(one: Text, other: Text, story: _Story, declared: Testimony, *, by_clock: bool = False) -> Edge | None:
    outcomes, near = story
    first, second = one.report, other.report
    forward, backward = declared.between.get((first.id, second.id)), declared.between.get((second.id, first.id))
    wire = declared.shared_wire(first.id, second.id)
    comparisons = compare_both(one, other)
    is_one_house = declared.mastheads.are_one_house(first, second)
    weighed = [weigh(one, marks_of(*one.reports, declared, near), declared.holdings.compare(*one.ids)) for one in comparisons]
    turner, (score, features) = max(zip((second.id, first.id), weighed[::-1], strict=True), key=lambda entry: entry[1][0])
    if score < related_from(features) and not are_natural_copies(one, other):
        return None
    is_clock_enough = (
        by_clock or is_one_house or bool(forward or backward) or score >= CLOCK_DECIDES or bool({first.id, second.id} & declared.agencies)
    )
    said_of_each = (forward, backward)
    agencies = _sellers(first.id, second.id, declared) if is_clock_enough else None
    house = declared.lexicons if is_one_house else None
    direction = None if wire is not None else direct(comparisons[0], outcomes, said_of_each, agencies, declared.credits, house=house)
    if direction is None and wire is None and any(feature.name == "corrects" and feature.value > 0 for feature in features):
        direction = Direction(from_=second.id if turner == first.id else first.id, why="The report corrects an earlier one of its outlet.")
    leaning = lean(one, other, weighed[0][1], weighed[1][1], is_one_house=is_one_house)
    if direction is None and wire is None and is_clock_enough and not is_one_house:
        direction = direct_by_texts(one, other, leaning)
    source = direction.from_ if direction is not None else second.id if leaning.all > HALF else first.id
    drawing = second.id if source == first.id else first.id
    comparison = comparisons[0] if drawing == first.id else comparisons[1]
    said = forward if comparison.report is one else backward
    if wire is not None:
        direction = Direction(from_=wire, why=f"Both reports carry the mark of {wire}.")
    return Edge(comparison=comparison, score=score, features=features, direction=direction, declared=said, wire=wire, turner=turner)


def related_from(features: Sequence[Feature]) -> float:
    """From which score on a pair is related: more is asked of a report that says nothing of its making and has voices of its own, and of
    a body's paper that it does not speak of."""
    value = {feature.name: feature.value for feature in features}
    if any(value.get(name) for name in NAMING):
        return RELATED
    return OWN_VOICES if value.get("own_quotes", 0.0) > ONE_QUOTE else UNNAMED_PAPER if value.get("of_paper") else RELATED


def are_natural_copies(one: Text, other: Text) -> bool:
    """Whether half of what either says stands in the other word for word, whoever is quoted there: one text beyond doubt."""
    first, second = set(shingles(one.keys, COPIED_RUN)), set(shingles(other.keys, COPIED_RUN))
    fewest = min(len(first), len(second))
    return fewest > 0 and len(first & second) / fewest >= COPIES


def _sellers(one: str, other: str, declared: Testimony) -> AbstractSet[str]:
    """The agencies among two reports, none where a body's own paper is the other: a body takes its text from nobody."""
    return frozenset() if declared.papers & {one, other} else declared.agencies


def _credited_once(edges: Sequence[Edge]) -> list[Edge]:
    """Of the reports of one credited outlet the credit names the one drawn on most; others count by what else they share."""
    best: dict[tuple[str, str], float] = {}
    for edge in edges:
        if edge.declared is not None:
            key = (edge.declared.report, edge.declared.name)
            best[key] = max(best.get(key, 0.0), edge.drawn)
    kept = []
    for edge in edges:
        if edge.declared is None or edge.drawn >= best[edge.declared.report, edge.declared.name]:
            kept.append(edge)
        elif (score := edge.score_without("credited", "cited")) >= RELATED:
            kept.append(replace(edge, score=score))
    return kept


def _turned_once(edges: Sequence[Edge], declared: Testimony) -> list[Edge]:
    """A quotation that a report changed was taken from one place: of several reports that have it, the one most like counts. Who has it
    as the source has that he names did not change it."""
    faithful = {report for report, source in declared.between if declared.holdings.quotes_alike(report, source)}
    merit = {
        edge.ends: edge.score - (SECOND_HAND if not declared.credited.isdisjoint({*edge.ends} - {edge.turner}) else 0.0) for edge in edges
    }
    best: dict[str, float] = {}
    for edge in edges:
        if edge.has("turned_quotes") and edge.turner not in faithful:
            best[edge.turner] = max(best.get(edge.turner, -1.0), merit[edge.ends])
    kept = []
    for edge in edges:
        if not edge.has("turned_quotes") or merit[edge.ends] >= best.get(edge.turner, 2.0):
            kept.append(edge)
        elif (score := edge.score_without("turned_quotes")) >= RELATED:
            kept.append(replace(edge, score=score))
    return kept


def _latest_of_house(edges: Sequence[Edge], declared: Testimony) -> list[Edge]:
    """A house writes its last report on: what it had before that is in there. Reports that it drew on earlier pages for stay joined over
    it."""
    before: dict[str, set[str]] = {}
    for edge in edges:
        report, source = edge.ends
        if edge.has("one_house") and edge.direction is not None and edge.direction.from_ == source:
            before.setdefault(report, set()).add(source)
    return [
        edge for edge in edges
        if edge.ends in declared.between
        or edge.has("corrects")
        or edge.ends[1] not in before.get(edge.ends[0], ())
        or not any(edge.ends[1] in before.get(middle, ()) for middle in before[edge.ends[0]])
    ]  # fmt: skip
