"""Cues of thought, will and feeling in one sentence: who holds the attitude, and what it is about."""

from collections.abc import Iterable
from typing import NamedTuple

from stemma.language.attitudes import AttitudeWord, AttitudeWords
from stemma.language.syntax import Tree
from stemma.stages.annotate.attitude_grammar import (
    RELATIVE,
    Words,
    antecedent,
    bare,
    find_complements,
    find_holder,
    find_owner,
    is_asserted,
    is_time,
    marks_of,
)
from stemma.stages.annotate.cues import is_passive

_SEEMING = frozenset({"seem", "appear"})
_RAISING = frozenset("seem appear tend likely unlikely expect expected report reported believe believed know known".split())
_NOBODY = frozenset("i we you me us my our your this that there what which something nothing everything thing".split())
_ABSTRACT = ("tion", "tions", "ness", "ity", "ism", "ance", "ence")
_EQUATING = frozenset({"is", "was", "are", "were", "be"})


class AttitudeCue(NamedTuple):
    """One cue: ``word`` governs it, ``first``/``last`` are its outermost words; ``source`` is the head of whoever holds the
    attitude (null where nobody is named), ``content`` the outermost words of what it is about."""

    entry: AttitudeWord
    word: int
    first: int
    last: int
    source: int | None
    content: Words
    is_asserted: bool


def find_attitude_cues(tree: Tree, words: AttitudeWords) -> tuple[AttitudeCue, ...]:
    """The cues of one sentence, those nearest to the root of the parse first. Whoever writes or reads, and what is plainly a
    thing, holds no attitude."""
    found = (
        _of_verb(tree, index, words) or _of_adjective(tree, index, words) or _of_noun(tree, index, words)
        for index in range(len(tree.tokens))
    )
    held = [cue for cue in found if cue is not None and (cue.source is None or _can_hold(tree, cue))]
    return tuple(sorted(held, key=lambda cue: (len(tree.above(cue.word)), cue.word)))


def outermost(cues: Iterable[AttitudeCue]) -> list[AttitudeCue]:
    """The cues that stand in no other one's content, in order of position; ``cues`` come nearest to the root first."""
    kept: list[AttitudeCue] = []
    for cue in cues:
        if not any(other.content[0] <= cue.word <= other.content[1] for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue.word)


def _can_hold(tree: Tree, cue: AttitudeCue) -> bool:
    if cue.source is None or cue.content[0] <= cue.source <= cue.content[1]:
        return False
    word = tree.words[cue.source]
    if word == "it":
        return tree.upos(cue.word) == "VERB"
    if "named" in cue.entry.complements and tree.upos(cue.source) not in {"PROPN", "PRON"}:
        return False
    return word not in _NOBODY and not (tree.upos(cue.source) == "NOUN" and word.endswith(_ABSTRACT))


# ---------------------------------------------------------------- verbs


def _of_verb(tree: Tree, index: int, words: AttitudeWords) -> AttitudeCue | None:
    if tree.upos(index) != "VERB" or tree.dep(index) in {"amod", "case", "compound", "fixed", "nmod:poss"}:
        return None
    passive = is_passive(tree, index)
    if words.find(tree.words[index], "adjective") is not None and (passive or tree.below(index, "cop")):
        return None  # "is worried": read as an adjective
    entry, last = _with_particle(tree, index, words)
    if entry is None or (entry.lemma in _RAISING and _is_raised(tree, index, words)):
        return None
    complements = find_complements(tree, index, entry, last, passive=passive)
    if passive:
        return _of_passive(tree, index, last, entry, complements)
    if complements is None:
        return None
    cue_last, content = complements
    if entry.lemma in _SEEMING:
        return _of_seeming(tree, index, entry, content)
    source = find_holder(tree, index, words)
    return AttitudeCue(entry, index, index, cue_last, source, content, is_asserted(tree, index)) if source is not None else None


def _with_particle(tree: Tree, index: int, words: AttitudeWords) -> tuple[AttitudeWord | None, int]:
    """The entry of a verb with its particle ("rule out"), else of the verb alone, with the last word of either."""
    following = [child for child in tree.below(index, "compound:prt", "advmod") if index < child <= index + 2]
    for child in following:
        entry = words.find(tree.words[index], "verb", tree.words[child])
        if entry is not None:
            return entry, child
        if tree.dep(child) == "compound:prt":
            return None, child
    return words.find(tree.words[index], "verb"), index


def _is_raised(tree: Tree, index: int, words: AttitudeWords) -> bool:
    """Whether the subject is another's: "appeared to support" tells of support."""
    for child in tree.below(index, "xcomp", "ccomp"):
        verb, adjective = words.find(tree.words[child], "verb"), words.find(tree.words[child], "adjective")
        if child > index and (verb is not None or adjective is not None):
            return adjective is not None or (verb is not None and find_complements(tree, child, verb, child) is not None)
    return False


def _of_seeming(tree: Tree, index: int, entry: AttitudeWord, content: Words) -> AttitudeCue | None:
    """ "The talks seemed to stall": nobody is named to whom it seems; the subject belongs to what seems so."""
    subject = tree.subject(index)
    if subject is None or subject > index or tree.words[subject] in RELATIVE:
        return None
    low = tree.first[subject] if tree.words[subject] != "it" else content[0]
    return AttitudeCue(entry, index, index, index, None, (low, content[1]), is_asserted(tree, index))


def _of_passive(tree: Tree, index: int, last: int, entry: AttitudeWord, complements: tuple[int, Words] | None) -> AttitudeCue | None:
    """ "X is expected to …", "X was praised by Y for …": the subject belongs to what is thought, wanted or said of it."""
    subject = tree.subject(index)
    if subject is not None and tree.words[subject] in RELATIVE:
        subject = antecedent(tree, index)
    agents = [child for child in tree.below(index, "obl") if tree.dep(child) == "obl:agent" or "by" in marks_of(tree, child)]
    if subject is None or (not agents and complements is None):
        return None
    first = index
    while first > 0 and tree.head(first - 1) == index and tree.upos(first - 1) in {"AUX", "ADV", "PART"}:
        first -= 1
    low = min(tree.first[subject], subject)
    if complements is not None and subject < index < complements[1][1]:
        content = (low, complements[1][1])
    elif subject < index:
        content = (low, min(tree.last[subject], first - 1) if tree.last[subject] < index else subject)
    else:
        return None
    return AttitudeCue(entry, index, first, last, agents[0] if agents else None, content, is_asserted(tree, index))


# ---------------------------------------------------------------- adjectives and nouns


def _of_adjective(tree: Tree, index: int, words: AttitudeWords) -> AttitudeCue | None:
    entry = words.find(tree.words[index], "adjective")
    is_attribute = tree.dep(index) in {"amod", "compound", "advmod"} and (tree.head(index) or 0) > index
    if entry is None or tree.upos(index) not in {"ADJ", "VERB"} or is_attribute:
        return None
    if entry.lemma in _RAISING and _is_raised(tree, index, words):
        return None
    complements = find_complements(tree, index, entry, index)
    source = find_holder(tree, index, words)
    if source is None and tree.dep(index) in {"acl", "amod", "acl:relcl"}:
        source = tree.head(index)
    if complements is None or source is None:
        return None
    cue_last, content = complements
    first = min([child for child in tree.below(index, "cop") if source < child < index], default=index)
    return AttitudeCue(entry, index, first, cue_last, source, content, is_asserted(tree, index))


def _of_noun(tree: Tree, index: int, words: AttitudeWords) -> AttitudeCue | None:
    if tree.upos(index) != "NOUN" or tree.dep(index) in {"compound", "nmod:poss"}:
        return None
    entry = words.find(tree.words[index], "noun")
    holder = find_owner(tree, index, words) if entry is not None else None
    if entry is None or (holder is None and not _is_at_large(tree, index)):
        return None
    equated = _equated(tree, index)
    complements = (index, equated) if equated is not None else _of_noun_complement(tree, index, entry)
    if complements is None:
        return None
    head = tree.head(index)
    asserted = is_asserted(tree, index) and (head is None or tree.dep(index) not in {"obj", "obl"} or is_asserted(tree, head))
    return AttitudeCue(entry, index, index, complements[0], holder, complements[1], asserted)


def _is_at_large(tree: Tree, index: int) -> bool:
    """Whether a noun's clause tells what is thought or said by nobody in particular: "allegations that he lied"."""
    clauses = [child for child in tree.below(index, "acl", "ccomp") if child > index and tree.dep(child) != "acl:relcl"]
    return any("that" in marks_of(tree, child) for child in clauses)


def _of_noun_complement(tree: Tree, index: int, entry: AttitudeWord) -> tuple[int, Words] | None:
    """The clause, infinitive or prepositional phrase that a noun takes, with the last word of the cue."""
    for child in tree.children[index]:
        dep = bare(tree.dep(child))
        marks = [below for below in tree.below(child, "mark", "case") if below < child]
        named = {tree.words[mark] for mark in marks}
        if child <= index or tree.dep(child) == "acl:relcl":
            continue
        if dep in {"acl", "ccomp"} and "that" in named & entry.complements:
            return index, (min(tree.first[child], child), tree.last[child])
        if dep in {"acl", "ccomp"} and "to" in named and "infinitive" in entry.complements and tree.upos(child) != "NOUN":
            return index, (tree.first[child], tree.last[child])
        if dep in {"nmod", "acl", "advcl"} and named & entry.complements and not is_time(tree, child):
            return marks[0], (marks[0] + 1, tree.last[child])
    return None


def _equated(tree: Tree, index: int) -> Words | None:
    """The clause that a noun is said to be: "her goal is to win", "his view is that …"."""
    head = tree.head(index)
    if head is None or tree.dep(index) not in {"nsubj", "nsubj:outer"} or head < index:
        return None
    for child in (head, *tree.below(head, "ccomp", "xcomp", "csubj")):
        marks = [below for below in tree.below(child, "mark") if below > index and tree.words[below] in {"to", "that"}]
        if marks and (tree.below(head, "cop") or tree.words[head] in _EQUATING):
            return marks[0], tree.last[child]
    return None
