"""From which report each changed quotation was taken: what is known of two quotations and of their reports, weighed in one table.

A quotation that stands in other words, or in another mouth, than elsewhere in the story may be a speaker's other sentence, another
reporter's notes, or the change itself. What decides is how alike the two are, whether the one report drew on the other, and whether a
report that it drew on has something liker.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from math import exp, log
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.records import Derivation, Entity, Feature
from stemma.stages.derive.altering import Utterance
from stemma.stages.derive.leaning import share_kept
from stemma.stages.derive.like_quotes import LikeQuotes, find_like_quotes
from stemma.stages.derive.mastheads import Mastheads
from stemma.stages.derive.nearness import Ranks, rank_sources
from stemma.stages.derive.reading import Text
from stemma.stages.derive.scoring import RELATED, count_kept
from stemma.stages.derive.stamps import later_of
from stemma.stages.derive.testimony import Testimony
from stemma.stages.derive.tree import reaches

WEIGHTS: Mapping[str, float] = {
    "bias": -3.62,
    "begins_alike": 0.20,
    "moved": -0.94,
    "drawn": 0.78,
    "directed": 1.45,
    "earlier": -1.67,
    "drawn_elsewhere": -2.22,
    "one_house": -1.61,
    "nearest": 1.69,
    "nearest_of_all": 0.70,
    "details_kept": 2.28,
    "own_quotes": -1.37,
    "translated": -0.64,
    "liker_there": -1.14,
    "liker_here": -2.62,
    "liker_elsewhere": -2.25,
    "unlike": -2.45,
    "lengthened": -1.16,
    "short": -2.13,
}
"""``begins_alike``: whether the two begin with the same three words. ``moved``: the words are the same and somebody else's. ``drawn``: the
report was found to draw on the other, ``directed``: and in that order; ``earlier``: it was not, and looks the earlier one by its stamp;
``drawn_elsewhere``: not on the other, but on one that has a quotation about as like. ``one_house``: both are of one outlet, which asks the
same people again for its next report. ``nearest``: of all reports that have a like quotation the other comes nearest in meaning, 1/2 for
the next; ``nearest_of_all``: of all reports of the story. ``details_kept``: of the report's names and numbers those that the other has;
``own_quotes``: how many of its longer quotations the other has not in any wording, full at three. ``translated``: the report is a declared
translation: the wording is its translator's. ``liker_there``, ``liker_here``: by how much another quotation of that report is liker to this
one, or another of this report to that one (0..3); ``liker_elsewhere``: or one of a third report to this one. ``unlike``: by how much the
likeness of words, telling words and meaning falls short of ``LIKE``: below, most are two sentences of one speech. ``lengthened``: the
logarithm of how many times as many words the quotation has: who changes one mostly shortens it. ``short``: 1 for no word in the shorter of
the two, 0 for eight: few are soon alike."""
LIKE = 1.5
ABOUT_AS_LIKE = 0.5
FULL_LENGTH = 8
TURNED = 0.25
"""From so much on a quotation was changed where the report drew on the other; where nothing else shows that, from ``RELATED`` on."""
MOST_OWN = 0.5
"""Where nothing but the quotation shows that a report drew on the other, it has fewer quotations of its own than this (0..1, one is a
third): who has two or more that the other has not heard the speaker too."""
HARDLY_ALIKE = 0.3
"""Who has three or more, this one counted, and drew on the other heard somebody too: what is less alike word by word (0..1) than this was
said besides."""
BEGINNING = 3
FEW_REPORTS = 30
"""In larger stories only reports with like quotations are asked who comes nearest to whom."""


class Turn(NamedTuple):
    """``quote`` of a report is ``original`` of another report, changed; ``chance`` is in 0..1."""

    quote: Utterance
    original: Utterance
    chance: float
    features: Mapping[str, float]

    @property
    def ends(self) -> tuple[str, str]:
        return self.quote.quote.report, self.original.quote.report


def find_turns(
    texts: Sequence[Text], derivations: Sequence[Derivation], declared: Testimony, entities: Sequence[Entity], lexicons: Lexicons
) -> list[Turn]:
    """The changed quotations of a story's reports, each with the likeliest one it was made from, by report and position.

    A quotation that a source of its report has as it stands was not changed there. ``derivations`` are those found so far: nobody took a
    quotation from a report that drew on theirs, and of two that would each have it from the other the likelier has: nor was a wording
    made from one that was made from it, in whatever reports the two stand.
    """
    related = _related(derivations)
    arcs = list(related)
    undirected = {ends for ends, is_directed in related.items() if not is_directed}
    best: dict[str, Turn] = {}
    made: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    turns = weigh_turns(texts, derivations, declared, entities, lexicons)
    for turn in sorted(
        turns, key=lambda turn: (-turn.chance, turn.ends[::-1] in undirected, turn.ends, turn.quote.quote.id, turn.original.quote.id)
    ):
        quote, original = turn.quote, turn.original
        is_made_into = quote.words != original.words and (original.words, quote.words) in made
        bar = TURNED if turn.features["drawn"] else RELATED
        if turn.chance < bar or quote.quote.id in best or is_made_into or _is_heard(turn):
            continue
        others = [arc for arc in arcs if arc != turn.ends[::-1] or arc not in undirected]
        if turn.ends in arcs or not reaches(others, *turn.ends[::-1]):
            best[quote.quote.id] = turn._replace(original=_first_told(original, declared))
            arcs = [*others, turn.ends]
            undirected -= {turn.ends, turn.ends[::-1]}
            made.add((quote.words, original.words))
    return sorted(best.values(), key=lambda turn: (turn.quote.quote.report, turn.quote.quote.start, turn.quote.quote.id))


def _is_heard(turn: Turn) -> bool:
    """Whether a report that quotes more than the other has this quotation from the speaker: where it did not draw on the other, or, with
    many of its own, where the words are hardly alike, or the same and only the name beside them another."""
    own = turn.features["own_quotes"]
    if not turn.features["drawn"]:
        return own >= MOST_OWN
    return own >= 1 and (turn.features["moved"] > 0 or turn.quote.compare(turn.original).alike < HARDLY_ALIKE)


def _first_told(original: Utterance, declared: Testimony) -> Utterance:
    """Where a report has a quotation more than once, over the article and in it, the first counts."""
    return next(one for one in declared.holdings.utterances[original.quote.report] if one.words == original.words)


def explain_turn(turn: Turn) -> tuple[Feature, ...]:
    """The features with their weights, in the order of ``WEIGHTS``."""
    return tuple(Feature(name=name, value=round(turn.features[name], 4), weight=weight) for name, weight in WEIGHTS.items())


def weigh_turns(
    texts: Sequence[Text], derivations: Sequence[Derivation], declared: Testimony, entities: Sequence[Entity], lexicons: Lexicons
) -> list[Turn]:
    """Every pair of quotations of which one may be the other, changed, with its features: what the weights are fitted on."""
    arcs = _both_ways(_related(derivations))
    persons = {one.id: one for one in entities if not is_outlet(one.name, lexicons)}
    found = find_like_quotes(declared.holdings.utterances, arcs, persons)
    likes = [pair for pair in found if pair.ends in arcs or pair.ends[::-1] not in arcs]
    kept = {pair.quote.quote.id for pair in likes if pair.ends in arcs and pair.quote.words == pair.original.words and not pair.is_moved}
    ground = _read_ground(texts, arcs, declared, likes)
    changed = [pair for pair in likes if pair.is_changed and pair.quote.quote.id not in kept and _is_likely(pair, ground)]
    weighed = [(pair, _measure(pair, ground)) for pair in changed]
    return [Turn(pair.quote, pair.original, _logistic(values), values) for pair, values in weighed]


def _related(derivations: Sequence[Derivation]) -> dict[tuple[str, str], bool]:
    """(report, source) of the derivations, and whether that order is known."""
    return {(one.report, one.source): one.direction is not None for one in derivations if one.source and one.kind != "shares_wire"}


def _both_ways(related: Mapping[tuple[str, str], bool]) -> dict[tuple[str, str], bool]:
    """Where the order is open, the other order too."""
    return {ends[::-1]: False for ends, is_directed in related.items() if not is_directed} | dict(related)


class _Ground(NamedTuple):
    """What pairs of quotations are weighed by: the reports, who ``arcs`` say drew on whom (and whether in that order), who is a declared
    translation, which outlet each is of, who comes nearest to whom (of those with like quotations, and of all), how many quotations a
    report has that the other has not, of each quotation all pairs that it is in, and how like the likest quotation of a report is to it."""

    texts: Mapping[str, Text]
    arcs: Mapping[tuple[str, str], bool]
    translated: AbstractSet[str]
    mastheads: Mastheads
    ranks: Ranks
    ranks_of_all: Ranks
    own_quotes: Mapping[tuple[str, str], float]
    rivals: Mapping[str, Sequence[LikeQuotes]]
    claimed: Mapping[tuple[str, str], float]


def _read_ground(texts: Sequence[Text], arcs: Mapping[tuple[str, str], bool], declared: Testimony, likes: Sequence[LikeQuotes]) -> _Ground:
    place_of = {text.report.id: place for place, text in enumerate(texts)}
    places = {(min(ends), max(ends)) for ends in ((place_of[one], place_of[other]) for one, other in (pair.ends for pair in likes))}
    rivals: dict[str, list[LikeQuotes]] = {}
    claimed: dict[tuple[str, str], float] = {}
    for pair in likes:
        rivals.setdefault(pair.quote.quote.id, []).append(pair)
        key = (pair.original.quote.id, pair.ends[0])
        claimed[key] = max(claimed.get(key, 0.0), pair.likeness.total)
    translated = frozenset(one.report for one in declared.all if one.form == "translation")
    by_id = {text.report.id: text for text in texts}
    ranks = rank_sources(texts, sorted(places))
    of_all = rank_sources(texts, list(combinations(range(len(texts)), 2))) if len(texts) <= FEW_REPORTS else ranks
    own = {ends: count_kept(by_id[ends[0]], by_id[ends[1]])[1] for ends in sorted({pair.ends for pair in likes})}
    return _Ground(by_id, arcs, translated, declared.mastheads, ranks, of_all, own, rivals, claimed)


def _is_likely(pair: LikeQuotes, ground: _Ground) -> bool:
    """Whether a report may have a quotation from another that it is not known to have drawn on: not where a translator chose the words,
    or a third report has them as they stand."""
    if pair.ends in ground.arcs:
        return True
    return pair.ends[0] not in ground.translated and all(one.is_changed for one in ground.rivals[pair.quote.quote.id])


def _measure(pair: LikeQuotes, ground: _Ground) -> dict[str, float]:
    report, source = pair.ends
    total, rivals = pair.likeness.total, ground.rivals[pair.quote.quote.id]
    there = [rival.likeness.total for rival in rivals if rival.ends[1] == source]
    elsewhere = [rival.likeness.total for rival in rivals if rival.ends[1] != source]
    is_drawn, is_directed = pair.ends in ground.arcs, ground.arcs.get(pair.ends, False)
    about_as_like = [rival for rival in rivals if rival.likeness.total >= total - ABOUT_AS_LIKE]
    shorter = min(len(pair.quote.words), len(pair.original.words))
    return {
        "bias": 1.0,
        "begins_alike": float(pair.quote.words[:BEGINNING] == pair.original.words[:BEGINNING]),
        "moved": float(pair.is_moved),
        "drawn": float(is_drawn),
        "directed": float(is_directed),
        "earlier": float(not is_directed and later_of(ground.texts[report].report, ground.texts[source].report) == source),
        "drawn_elsewhere": float(not is_drawn and any(rival.ends in ground.arcs for rival in about_as_like)),
        "one_house": float(ground.mastheads.are_one_house(ground.texts[report].report, ground.texts[source].report)),
        "nearest": ground.ranks.get(pair.ends, 0.0),
        "nearest_of_all": ground.ranks_of_all.get(pair.ends, 0.0),
        "details_kept": share_kept(ground.texts[report].details, ground.texts[source].known),
        "own_quotes": ground.own_quotes[pair.ends],
        "translated": float(report in ground.translated),
        "liker_here": ground.claimed[pair.original.quote.id, report] - total,
        "liker_elsewhere": max([0.0, *(other - total for other in elsewhere)]),
        "unlike": max(0.0, LIKE - total),
        "liker_there": max(there) - total,
        "lengthened": log((len(pair.quote.words) + 1) / (len(pair.original.words) + 1)),
        "short": max(0.0, 1 - shorter / FULL_LENGTH),
    }


def _logistic(values: Mapping[str, float]) -> float:
    return 1 / (1 + exp(-sum(WEIGHTS[name] * value for name, value in values.items())))
