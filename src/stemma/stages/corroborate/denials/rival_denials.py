"""What one report says was not so and others tell: a judgement that starts from the denial and asks what exactly it denies.

Most negations answer nobody. Two logistic scores tell those that do: one over each sentence that may tell what is denied, and one over the
denial itself with the likeliest of these. The weights were fitted by training/fit_rival_denials.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import product
from math import exp, log

from stemma.language.denied import Denial
from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import SUBJECTS
from stemma.stages.corroborate.comparing.matter import Clash, Ground, Side
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.denials.alike_sentences import cosine, count_liker, find_alike, stack_vectors
from stemma.stages.corroborate.denials.denial_signs import Assertion, measure_assertion, measure_denial, weigh_denied
from stemma.stages.corroborate.denials.said_clashes import CUSTODY
from stemma.stages.corroborate.denials.told_things import Things, ToldSentence, Word, index_things, read_sentences
from stemma.text.edtf import is_exclusive, sort_key

ASSERTION_WEIGHTS: Mapping[str, float] = {
    "always": -2.05,
    "met by likeness": -1.84,
    "same word": -0.56,
    "shared words": 0.28,
    "told by": -0.39,
    "deniers": 0.69,
    "denied there too": -0.39,
    "headline": -1.70,
    "opening": 0.39,
    "sourced": 0.62,
    "past": 0.38,
    "finite": -0.63,
    "number": -0.12,
    "quoted": -0.55,
    "length": 0.34,
    "negated": -0.48,
    "denial of a noun": 0.78,
    "denial as false": -0.82,
    "denial of what may be": -0.80,
    "denial's length": -0.05,
    "of another": -0.24,
    "of the chief thing": 0.11,
    "liker in its report": -1.33,
    "denied words told": 0.87,
    "foci told": -0.42,
    "in passing": -0.48,
    "may be": 0.08,
}
DENIAL_WEIGHTS: Mapping[str, float] = {
    "always": 0.27,
    "sort: no": 0.10,
    "sort: not": -0.47,
    "sort: never": 0.36,
    "there is none": 0.74,
    "kindred": 0.94,
    "of death": 1.03,
    "told by": -0.69,
    "asserters of the word": 0.44,
    "asserted here": -0.45,
    "gainsaid around": 0.58,
    "present": 0.41,
    "past": 0.53,
    "sourced": 0.44,
    "of a pronoun": -0.33,
    "of reports": -0.43,
    "denied otherwise": 0.43,
    "met": -0.86,
    "likeliest": 0.76,
    "next likely": 0.36,
    "best: number": 0.41,
    "best: same word": -0.32,
}
ENOUGH = 0.3
"""From what score a denial answers what others tell."""
SHOWN, SHARE_OF_BEST = 4, 0.25
"""How many reports are shown to tell what is denied, and how likely each must be, as a share of the likeliest."""
LEAST_ALIKE = 0.12
"""How like a denial a sentence must be that speaks of what it denies."""
SAME_DENIAL, SAME_WORDS = 0.45, 0.9
"""From where on two denials deny one thing, and in the same words."""
MOST_DENIALS, MOST_MET = 600, 40
"""How many denials are judged, those first that stand first, and how many sentences that speak of what one denies."""
OF_THE_BEST = ("number", "same word")
"""The features of the likeliest assertion that the denial is judged by too."""
FEWEST_FOCI = 3
"""Of how many words a denial by a verb must be, all told by another, to answer it whatever the score."""
_THINGS = frozenset({"it", "this", "that", "which"})
ANYBODY = frozenset("person people persons anybody anyone everybody everyone one ones life lives victim victims".split())
"""Words for whoever it may be."""
_KNOWING = frozenset({"know", "knows", "knew", "aware", "reports", "reported", "word", "yet"})
_FATES = frozenset({"k:death", "k:hurt"})
_FOR_YEARS = re.compile(r"\b(?:since (?:1[89]|20)\d\d|in (?:\d+|\w+) years)\b", re.IGNORECASE)
"""What has not been for so long is no denial of what is told now."""


@dataclass(frozen=True, slots=True, eq=False)
class Dispute:
    """A denial with the sentences that may tell what it denies, and what is measured of both."""

    denying: ToldSentence
    denial: Denial
    signs: Mapping[str, float]
    assertions: Sequence[Assertion]
    measures: Sequence[Mapping[str, float]]


def find_rival_denials(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """The clash of every denial that answers others with the sentences that likely tell what it denies; in order of place. What is denied
    of an arrest is of kind status, and not looked for here."""
    disputes = list(gather_disputes(readings, ground))
    spelled_out = _index_bodies(disputes)
    for dispute in disputes:
        likely = [weigh(measure, ASSERTION_WEIGHTS) for measure in dispute.measures]
        if dispute.denying.foci(dispute.denial)[0].key in CUSTODY:
            continue
        best = max(range(len(likely)), key=lambda place: (likely[place], -place))
        if weigh(describe(dispute, likely), DENIAL_WEIGHTS) < ENOUGH and not _is_told_as_denied(dispute, best):
            continue
        if dispute.assertions[best].word is None or _is_fate_of_others(dispute, best):
            continue  # who speaks of something else answers nothing, however like the sentence
        shown = [place for place in choose_shown(dispute, likely) if not _came_after(dispute, place, ground)]
        denying = [dispute.denying, *spelled_out.get(_matter(dispute), ())[: int(dispute.denying.is_title)]]
        for told, place in product(denying, shown):
            one, other = _side(told, "denied"), _side(dispute.assertions[place].told, "affirmed")
            yield Clash(kind="polarity", relation="contradicts", matter="", one=one, other=other, is_retold=True)


def _matter(dispute: Dispute) -> tuple[str, str]:
    return dispute.denying.report, dispute.denying.foci(dispute.denial)[0].key


def _index_bodies(disputes: Sequence[Dispute]) -> Mapping[tuple[str, str], Sequence[ToldSentence]]:
    """By report and what is denied the sentences of the text that deny it: a headline is shown with the first of them."""
    found: dict[tuple[str, str], list[ToldSentence]] = defaultdict(list)
    for dispute in disputes:
        if not dispute.denying.is_title:
            found[_matter(dispute)].append(dispute.denying)
    return found


def _came_after(dispute: Dispute, place: int, ground: Ground) -> bool:
    """Whether nothing was known yet of what another report tells later ("knew of no deaths", "no reports of deaths")."""
    is_unknown = dispute.signs["of reports"] > 0 or not _KNOWING.isdisjoint(dispute.denying.tree.words)
    if not is_unknown:
        return False
    denied, told = (ground.published.get(report) for report in (dispute.denying.report, dispute.assertions[place].told.report))
    return denied is not None and told is not None and is_exclusive(denied, told) and sort_key(told) > sort_key(denied)


def _is_told_as_denied(dispute: Dispute, best: int) -> bool:
    """Whether somebody denies by that verb ("denied that a valve was left open") what the likeliest sentence tells in the same words."""
    foci = {word.key for word in dispute.denying.foci(dispute.denial)}
    told = dispute.assertions[best].told
    is_whole = len(foci) >= FEWEST_FOCI and foci <= {word.key for word in told.words}
    return dispute.denial.sort == "denied" and is_whole and not told.is_title and not told.denials


def _is_fate_of_others(dispute: Dispute, best: int) -> bool:
    """Whether the likeliest sentence (its place) tells of others what is denied of some ("no staff were hurt", "12 passengers were hurt"),
    or what is denied of a thing ("that did not kill me")."""
    word, told = dispute.assertions[best].word, dispute.assertions[best].told
    if word is None or word.families.isdisjoint(_FATES):
        return False
    tree, bearer = dispute.denying.tree, _bearer(dispute)
    if bearer is None:
        return dispute.measures[best]["of another"] > 0
    if tree.upos(bearer) == "PRON":
        return tree.words[bearer] in _THINGS
    held = next((one for one in dispute.denying.words if one.index == bearer), None)
    if held is None or tree.upos(bearer) != "NOUN" or held.form in ANYBODY or not held.families.isdisjoint(_FATES):
        return dispute.measures[best]["of another"] > 0
    return held.things.isdisjoint(frozenset[str]().union(*(one.things for one in told.words)))


def _bearer(dispute: Dispute) -> int | None:
    """The word for whom nothing is said to have befallen."""
    denial, tree = dispute.denial, dispute.denying.tree
    chief, held = denial.foci[0], {word.index: word for word in dispute.denying.words}
    if denial.sort == "nobody":
        return None
    if denial.sort != "no" or tree.dep(chief) not in SUBJECTS:
        return denial.subject
    head = tree.head(chief)
    deed = held.get(head) if head is not None else None
    return chief if deed is not None and not deed.families.isdisjoint(_FATES) else None  # "no loss of life was reported"


def weigh(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function (0..1) of the weighted sum."""
    return 1 / (1 + exp(-sum([weight * features[name] for name, weight in weights.items()])))


def describe(dispute: Dispute, likely: Sequence[float]) -> Mapping[str, float]:
    """All that a denial is judged by: its own signs, and how likely it is that others tell what it denies."""
    ranked = sorted(likely, reverse=True)
    odds = [log(chance / (1 - chance)) for chance in ranked[:2]]
    best = dispute.measures[max(range(len(likely)), key=lambda place: (likely[place], -place))]
    return {
        **dispute.signs,
        "likeliest": odds[0],
        "next likely": odds[1] if len(odds) > 1 else odds[0] - 1,
        **{f"best: {name}": best[name] for name in OF_THE_BEST},
    }


def choose_shown(dispute: Dispute, likely: Sequence[float]) -> list[int]:
    """The likeliest assertion of each report, by index, likeliest first."""
    ranked = sorted(range(len(likely)), key=lambda place: (-likely[place], place))
    chosen: dict[str, int] = {}
    for place in ranked:
        if likely[place] >= SHARE_OF_BEST * likely[ranked[0]]:
            chosen.setdefault(dispute.assertions[place].told.report, place)
    return list(chosen.values())[:SHOWN]


def _side(told: ToldSentence, key: str) -> Side:
    return Side(reading=told.readings[0], key=key, start=told.sentence.start, end=told.sentence.end)


# ---------------------------------------------------------------- what may tell what is denied


def gather_disputes(readings: Sequence[Reading], ground: Ground) -> Iterator[Dispute]:
    """Every denial of a thing with the sentences that speak of that thing without denying it, or are most like the denial."""
    sentences = read_sentences(readings, ground)
    things, vectors = index_things(sentences), stack_vectors(sentences)
    denials = [(told, denial) for told in sentences for denial in told.denials if _may_answer(told, denial)]
    denials = sorted(denials, key=lambda pair: (pair[0].place, pair[0].report, pair[1].at))[:MOST_DENIALS]
    by_chief: dict[str, list[ToldSentence]] = defaultdict(list)
    for told, denial in denials:
        by_chief[told.foci(denial)[0].key].append(told)
    denials = sorted(denials, key=lambda pair: (pair[0].report, pair[0].place, pair[1].at))
    for (told, denial), alike in zip(denials, find_alike([told for told, _ in denials], sentences), strict=True):
        assertions = _find_assertions(told, denial, things, alike, ground.meanings.lexicons)
        if assertions:
            denied_too = [other for word in told.foci(denial) for other in by_chief[word.key] if other.report != told.report]
            is_otherwise = any(SAME_DENIAL <= cosine(told, other) < SAME_WORDS for other in denied_too)
            denied = weigh_denied(told, denial, things, len(ground.pages))
            ranks = count_liker(told, [assertion.told for assertion in assertions], vectors)
            assertions = [replace(assertion, liker=rank) for assertion, rank in zip(assertions, ranks, strict=True)]
            measures = [measure_assertion(told, denial, assertion, things, ground, denied=denied) for assertion in assertions]
            yield Dispute(
                told,
                denial,
                {**measure_denial(told, denial, things, ground), "denied otherwise": float(is_otherwise), "met": log(len(assertions))},
                assertions,
                measures,
            )


def _may_answer(told: ToldSentence, denial: Denial) -> bool:
    """Whether a denial is of a thing, of all of its kind, and of this time; "and not Tarn" and "without" say it in passing."""
    return (
        bool(told.foci(denial))
        and not denial.is_narrowed
        and denial.sort not in {"contrast", "without"}
        and _FOR_YEARS.search(told.text) is None
    )


def _find_assertions(
    denying: ToldSentence, denial: Denial, things: Things, alike: Sequence[ToldSentence], lexicons: Lexicons
) -> list[Assertion]:
    foci = denying.foci(denial)
    met: dict[tuple[str, int], list[Assertion]] = defaultdict(list)
    for rank, focus in enumerate(foci):
        if rank and (focus.key == foci[0].key or denying.tree.upos(focus.index) == "PROPN"):
            continue  # "no file from Tarn" denies nothing of Tarn
        for told, word in (pair for thing in sorted(focus.things) for pair in things.places.get(thing, ())):
            if told is denying or _is_called_off(told, word):
                continue  # what was called off did not take place
            if not _is_of_another_class(denying, focus, told, word, lexicons):
                met[(told.report, told.place)].append(Assertion(told, word, rank, word.key == focus.key))
    keys = {word.key for word in foci}
    best = [min(same, key=lambda assertion: (not assertion.is_same, assertion.rank)) for same in met.values()]
    best = [one for one in best if not (_denies(one.told, keys) and cosine(denying, one.told) >= SAME_WORDS)]
    ranked = sorted((-cosine(denying, one.told), one.told.report, one.told.place, index) for index, one in enumerate(best))
    found = [best[index] for unlike, _, _, index in ranked[:MOST_MET] if -unlike >= LEAST_ALIKE]
    for told in alike:
        if (told.report, told.place) not in met and not _denies(told, keys):
            found.append(Assertion(told, None, 0, is_same=False))
    return found


def _is_called_off(told: ToldSentence, word: Word) -> bool:
    """Whether what a sentence says with a word is that something will not be after all."""
    start = told.tree.tokens[word.index].start
    statements = [reading.statement for reading in told.readings]
    return any(one.status == "cancelled" and one.start <= start < one.end for one in statements)


def _is_of_another_class(denying: ToldSentence, focus: Word, told: ToldSentence, word: Word, lexicons: Lexicons) -> bool:
    """Whether a thing with a predicate of its own ("no file was on my desk") is met by a verb of its stem ("filed"): only where its being
    is denied ("there was no recall", "no recall took place") does it stand for what is done. Kindred words that are listed may meet, but
    not a noun and a verb of one form."""
    tree = denying.tree
    if tree.upos(focus.index) != "NOUN" or told.tree.upos(word.index) != "VERB" or tree.dep(focus.index) != "nsubj":
        return False
    is_one_form = not frozenset(lemmas(focus.form, lexicons=lexicons)).isdisjoint(lemmas(word.form, lexicons=lexicons))
    if focus.families & word.families and not is_one_form:
        return False
    governor = tree.head(focus.index)
    return any(one.index == governor for one in denying.words)


def _denies(told: ToldSentence, keys: Set[str]) -> bool:
    return any(word.key in keys for denial in told.denials for word in told.foci(denial))
