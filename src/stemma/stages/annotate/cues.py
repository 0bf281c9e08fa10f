"""Cues: the words that say that somebody says something."""

from typing import Literal, NamedTuple

from stemma.language.courtesy import find_opening
from stemma.language.reporting import Reporting, ReportWords
from stemma.language.syntax import Tree

CueKind = Literal["verb", "participle", "noun", "according"]

_MODALS = frozenset("can could may might would should must shall will wo 'd ’d 'll ’ll".split())
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "cannot"})
_CONDITIONS = frozenset({"if", "whether", "unless", "lest"})
_ACTIVE = frozenset({"it", "he", "she", "they"})
_AS_SAYING = frozenset({"saying", "telling", "claiming", "stating", "noting", "adding", "calling", "describing", "having"})


class Cue(NamedTuple):
    """One cue: the index of the word that governs it, its offsets, and what the lexicon tells of it. A ``participle`` takes its subject
    from elsewhere ("adding that …")."""

    kind: CueKind
    word: int
    start: int
    end: int
    reporting: Reporting


_ACCORDING = Reporting("according", "say", "stated", frozenset({"that", "quote"}))


def find_cues(tree: Tree, words: ReportWords) -> tuple[Cue, ...]:
    """The cues of one sentence in order: report verbs that are asserted (no "did not say", "could say", "if he said"),
    report nouns that own a clause, "according to"."""
    cues: list[Cue] = []
    for index in range(len(tree.tokens)):
        cue = _according(tree, index) or _verb(tree, index, words) or _noun(tree, index, words)
        if cue:
            cues.append(cue)
    return tuple(cues)


def is_passive(tree: Tree, index: int) -> bool:
    """Whether a verb is passive: "was quoted as saying", "said to be", a bare participle after its noun."""
    if index > 0 and tree.words[index - 1] in _ACTIVE:
        return False
    return bool(tree.below(index, "aux:pass")) or any(tree.dep(child) == "nsubj:pass" for child in tree.children[index])


def _according(tree: Tree, index: int) -> Cue | None:
    if tree.words[index] != "according" or index + 1 >= len(tree.words) or tree.words[index + 1] != "to":
        return None
    return Cue("according", index, tree.tokens[index].start, tree.tokens[index + 1].end, _ACCORDING)


def _verb(tree: Tree, index: int, words: ReportWords) -> Cue | None:
    if tree.upos(index) != "VERB" and tree.words[index] not in {"said", "says"}:
        return None
    reporting = words.verb(tree.words[index])
    if reporting is None or tree.dep(index) in {"amod", "case", "compound", "fixed"}:
        return None
    helpers = {tree.words[child] for child in tree.below(index, "aux", "advmod", "cc")}
    marks = {tree.words[child] for child in tree.below(index, "mark")}
    if helpers & _NEGATIONS or helpers & _MODALS or marks & _CONDITIONS:
        return None
    word = tree.words[index]
    if "to" in marks and find_opening(tree, index, reporting.force) is None:
        return None
    if tree.dep(index) in {"xcomp", "acl"} and word.endswith("ed") and not helpers and not tree.below(index, "nsubj"):
        return None  # "had her worried", "the man accused of"
    if word.endswith("ing") and not tree.below(index, "aux", "nsubj"):
        return Cue("participle", index, tree.tokens[index].start, tree.tokens[index].end, reporting)
    return Cue("verb", index, tree.tokens[index].start, tree.tokens[index].end, reporting)


def _noun(tree: Tree, index: int, words: ReportWords) -> Cue | None:
    if tree.upos(index) != "NOUN":
        return None
    reporting = words.noun(tree.words[index])
    if reporting is None or any(tree.words[child] == "no" for child in tree.below(index, "det")):
        return None  # "no reports that anybody was hurt"
    for child in tree.below(index, "acl", "ccomp"):
        marks = {tree.words[below] for below in tree.below(child, "mark")}
        if child > index and "that" in marks and tree.dep(child) != "acl:relcl":
            return Cue("noun", index, tree.tokens[index].start, tree.tokens[index].end, reporting)
    return None


def is_as_saying(tree: Tree, index: int) -> bool:
    """Whether a participle stands in "quoted X as saying"."""
    if tree.words[index] not in _AS_SAYING:
        return False
    return index > 0 and (tree.words[index - 1] == "as" or any(tree.words[child] == "as" for child in tree.below(index, "mark", "case")))
