"""The signs by which a denial is known to answer somebody, and a sentence to tell what it denies."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from math import log

from stemma.language.denied import Denial, denial_words
from stemma.language.lexicon import Lexicons
from stemma.language.opposites import count_denials
from stemma.language.syntax import SUBJECTS, Tree
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.denials.told_things import Things, ToldSentence, Word

_MODALS = frozenset({"may", "might", "could", "can", "should", "must", "shall", "ca"})
_FUTURE = frozenset({"will", "would", "wo", "'ll"})
_PAST = frozenset({"was", "were", "did", "had"})
_PRESENT = frozenset({"is", "are", "do", "does", "has", "have", "'s"})
_THERE_IS_NONE = re.compile(
    r"\bthere (?:was|were|is|are|has been|have been|had been) (?:no|not|never|neither|nothing|nobody)\b|\bnor (?:was|were|is|are) there\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|million|billion)\b", re.IGNORECASE
)
_MARKS = frozenset('"“”')
MOST_LIKER, DEEPEST = 6, 5
"""From how many sentences liker a denial on, and how deep below the root of its sentence, more means no more."""
COMMONEST = 0.3
"""How much a word counts of which every report speaks, to which the logarithm of its rarity is added."""
REMEMBERED = 1 << 12
"""Of so many sentences and denials it is remembered what they are compared by: each is met by many."""


@dataclass(frozen=True, slots=True, eq=False)
class Assertion:
    """A sentence that may tell what a denial denies. ``word`` is what it was met by, null where it is only alike; ``rank`` is the place of
    that among the foci; ``is_same``: in the same word, not a kindred one; ``liker``: how many sentences of its report are liker the
    denial."""

    told: ToldSentence
    word: Word | None
    rank: int
    is_same: bool
    liker: int = 0


@lru_cache(maxsize=8)
def _pattern(lexicons: Lexicons, kind: str) -> re.Pattern[str]:
    words = sorted(denial_words(lexicons, kind))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def _words_of(told: ToldSentence, index: int, *deps: str) -> frozenset[str]:
    predicate = told.tree.predicate(index)
    return frozenset(told.tree.words[child] for child in told.tree.below(predicate, *deps))


def measure_assertion(
    denying: ToldSentence, denial: Denial, assertion: Assertion, things: Things, ground: Ground, *, denied: Mapping[Word, float]
) -> Mapping[str, float]:
    """The features of a sentence that may tell what another denies, by name. ``denied``: what each word that is denied counts."""
    told, foci = assertion.told, denying.foci(denial)
    thing = _thing_met(foci, assertion)
    index = _root(told.tree) if assertion.word is None else assertion.word.index
    beside, auxiliaries, bearers = _signs_of(denying, denial)
    own = {word.key for word in told.words if word.index != index}
    spoken = _things_of(told)
    return {
        "always": 1.0,
        "met by likeness": float(assertion.word is None),
        "same word": float(assertion.is_same),
        "shared words": min(3.0, len(beside & own)),
        "told by": len(things.spoken.get(thing, ())) / len(ground.pages),
        "deniers": log(1 + len(things.denied.get(thing, ()))),
        "denied there too": float(told.report in things.denied.get(thing, ())),
        **_signs_of_telling(told, ground.meanings.lexicons),
        **_signs_of_predicate(told, index),
        "denial of a noun": float(denial.sort == "no"),
        "denial as false": float(denial.sort in {"false", "undone"}),
        "denial of what may be": float(bool(auxiliaries & (_MODALS | _FUTURE))),
        "denial's length": min(20, len(denying.words)) / 10,
        "of another": float(bool(bearers) and all(word.things.isdisjoint(spoken) for word in bearers)),
        "of the chief thing": float(not foci[0].things.isdisjoint(spoken)),
        "liker in its report": min(MOST_LIKER, assertion.liker) / MOST_LIKER,
        "denied words told": _share_told(denied, spoken),
        "foci told": sum([not word.things.isdisjoint(spoken) for word in foci]) / len(foci),
        "in passing": 0.0 if assertion.word is None else min(DEEPEST, len(told.tree.above(index))) / DEEPEST,
    }


@lru_cache(maxsize=REMEMBERED)
def _signs_of_telling(told: ToldSentence, lexicons: Lexicons) -> Mapping[str, float]:
    """The features of a sentence by itself, whatever it may answer."""
    return {
        "headline": float(told.is_title),
        "opening": float(told.is_lead and not told.is_title),
        "sourced": float(bool(told.sources)),
        "number": float(_NUMBER.search(told.text) is not None),
        "quoted": float(not _MARKS.isdisjoint(told.text)),
        "length": min(20, len(told.words)) / 10,
        "negated": float(count_denials(told.text, lexicons)[0] > 0),
    }


@lru_cache(maxsize=REMEMBERED)
def _signs_of_predicate(told: ToldSentence, index: int) -> Mapping[str, float]:
    """The features of the predicate over a word, whatever it may answer."""
    predicate, auxiliaries = told.tree.predicate(index), _words_of(told, index, "aux", "cop")
    return {
        "past": float(bool(auxiliaries & _PAST) or told.tree.words[predicate].endswith("ed")),
        "finite": float(told.tree.is_finite(predicate)),
        "may be": float(bool(auxiliaries & (_MODALS | _FUTURE))),
    }


def weigh_denied(denying: ToldSentence, denial: Denial, things: Things, reports: int) -> Mapping[Word, float]:
    """The words that are denied, and of what, each with what it counts: the less the more of the reports speak of it."""
    held = {*denial.scope, *denial.foci, denial.subject}
    return {
        word: COMMONEST + log((1 + 1.5 * reports) / (0.5 + max(len(things.spoken.get(thing, ())) for thing in word.things)))
        for word in denying.words
        if word.index in held
    }


def _share_told(denied: Mapping[Word, float], spoken: Set[str]) -> float:
    """How much of what is denied another sentence speaks of (0..1)."""
    told = sum([weight for word, weight in denied.items() if not word.things.isdisjoint(spoken)])
    return told / sum(denied.values()) if denied else 0.0


@lru_cache(maxsize=REMEMBERED)
def _signs_of(denying: ToldSentence, denial: Denial) -> tuple[frozenset[str], frozenset[str], tuple[Word, ...]]:
    """What a denial is compared by with each sentence that may tell what it denies: the words beside what is denied, the auxiliaries, and
    of whom or what it is denied."""
    beside = frozenset(word.key for word in denying.words if word.index not in denial.foci)
    held = find_bearers(denying.tree, denial)
    return beside, _words_of(denying, denial.foci[0], "aux", "cop"), tuple(word for word in denying.words if word.index in held)


@lru_cache(maxsize=REMEMBERED)
def _things_of(told: ToldSentence) -> frozenset[str]:
    """All things that a sentence speaks of."""
    return frozenset[str]().union(*(word.things for word in told.words))


def find_bearers(tree: Tree, denial: Denial) -> frozenset[int]:
    """The words for that of which something is denied ("no guard was hurt", "none of the guards"): who tells it of others tells another
    thing."""
    chief = denial.foci[0]
    tops = [denial.at] if denial.sort == "nobody" else [denial.subject] if denial.subject is not None else []
    if denial.sort == "no" and tree.dep(chief) in SUBJECTS:
        tops = [chief]
    return frozenset(index for top in tops for index in (top, *tree.below(top, "nmod", "compound", "amod")))


def _thing_met(foci: Sequence[Word], assertion: Assertion) -> str:
    """The key or the family under which an assertion speaks of what is denied."""
    focus = foci[assertion.rank]
    kindred = frozenset[str]() if assertion.word is None or assertion.is_same else focus.families & assertion.word.families
    return min(kindred, default=focus.key)


def _root(tree: Tree) -> int:
    return next((index for index in range(len(tree.words)) if tree.head(index) is None), 0)


def measure_denial(denying: ToldSentence, denial: Denial, things: Things, ground: Ground) -> Mapping[str, float]:
    """The features of a denial by itself, by name."""
    lexicons, tree = ground.meanings.lexicons, denying.tree
    chief = denying.foci(denial)[0]
    asserted = frozenset[str]().union(*(things.asserted.get(thing, frozenset()) for thing in chief.things))
    auxiliaries = _words_of(denying, denial.foci[0], "aux", "cop")
    subject = tree.upos(denial.subject) if denial.subject is not None else ""
    families = {family for word in denying.foci(denial)[:2] for family in word.families}
    return {
        "always": 1.0,
        **{f"sort: {sort}": float(denial.sort == sort) for sort in ("no", "not", "never")},
        "there is none": float(_THERE_IS_NONE.search(denying.text) is not None),
        "kindred": float(bool(chief.families)),
        "of death": float("k:death" in families),
        "told by": len(things.spoken.get(chief.key, ())) / len(ground.pages),
        "asserters of the word": log(1 + len(things.asserted.get(chief.key, frozenset()) - {denying.report})),
        "asserted here": float(denying.report in asserted),
        "gainsaid around": float(_pattern(lexicons, "rebuttal").search(denying.around) is not None),
        "present": float(bool(auxiliaries & _PRESENT)),
        "past": float(bool(auxiliaries & _PAST)),
        "sourced": float(bool(denying.sources)),
        "of a pronoun": float(subject == "PRON"),
        "of reports": float(_is_of_reports(tree, denial, lexicons)),
    }


def _is_of_reports(tree: Tree, denial: Denial, lexicons: Lexicons) -> bool:
    """Whether it is only denied that there is word of it ("no reports of deaths")."""
    noun = tree.head(denial.at)
    return denial.sort == "no" and noun is not None and tree.words[noun] in denial_words(lexicons, "about")
