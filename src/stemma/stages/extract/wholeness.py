"""Whole clauses: stretches that start with their subject or an adverbial, and end where a clause may end.

A parser that hangs one word on the wrong neighbour cuts a sentence in mid-phrase ("three people were killed and 31 | were injured").
What a cut may stand beside is seen on the surface: a mark, a conjunction, the words of a speech act.
"""

from collections.abc import Sequence
from typing import NamedTuple

from stemma.language.syntax import SUBJECTS, Tree

_SUBORDINATORS = frozenset(
    "after although as because before even given if lest like once provided since than that though till unless until when whenever where"
    " whereas whether while who which whom whose".split()
)
_CONDITIONS = frozenset({"if", "unless", "whether", "lest", "until", "till", "than", "like"})
_TIES = frozenset({"PUNCT", "CCONJ", "SCONJ"})
_LIGHT = frozenset({"PUNCT", "ADV", "CCONJ", "PART"})
_PRONOUNS = frozenset({"who", "which", "whom", "whose", "that"})
_NAMING = frozenset({"named", "identified", "anonymity", "anonymous", "anonymously", "withheld"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


class Stretch(NamedTuple):
    """``words`` are the indices of a clause's words in order, ``head`` is its predicate."""

    head: int
    words: tuple[int, ...]


def join_broken(tree: Tree, zones: Sequence[int], stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches that end in mid-phrase, or begin with a verb whose subject is elsewhere, joined with their neighbours.

    Each is widened to the next place where it may end or begin, and joined with whatever other one it then reaches into;
    one that lies inside another stays apart. In order of position. Cost: words times stretches.
    """
    done: list[Stretch] = []
    for one in sorted((_widened(tree, zones, one) for one in stretches), key=lambda one: (one.words[0], -one.words[-1], one.head)):
        wide = one
        while done and _reaches_into(done[-1], wide):
            wide = _merged(tree, zones, done.pop(), wide)
        done.append(wide)
    return done


def _may_cut(tree: Tree, zones: Sequence[int], index: int) -> bool:
    """Whether a clause may end before this word and another begin with it."""
    if not 0 < index < len(tree.words) or zones[index - 1] != zones[index]:
        return True
    if tree.upos(index) in _TIES or tree.upos(index - 1) in _TIES:
        return True
    return tree.words[index] in _SUBORDINATORS or tree.words[index - 1] in _SUBORDINATORS


def _widened(tree: Tree, zones: Sequence[int], one: Stretch) -> Stretch:
    low, high = one.words[0], one.words[-1]
    while low > 0 and zones[low - 1] == zones[low] and (not _may_cut(tree, zones, low) or _lacks_subject(tree, low, high)):
        low -= 1
    while not _may_cut(tree, zones, high + 1):
        high += 1
    return Stretch(one.head, tuple(sorted({*one.words, *range(low, one.words[0]), *range(one.words[-1] + 1, high + 1)})))


def _lacks_subject(tree: Tree, low: int, high: int) -> bool:
    """Whether a stretch begins with a finite verb and has no subject for it."""
    first = next((word for word in range(low, high) if tree.upos(word) not in _LIGHT), high)
    if tree.upos(first) not in {"VERB", "AUX"} or not (tree.upos(first) == "AUX" or tree.is_finite(first)):
        return False
    verbs = {first, tree.head(first) if tree.upos(first) == "AUX" else first}
    return not any(tree.dep(child) in SUBJECTS and child > first for verb in verbs if verb is not None for child in tree.children[verb])


def _reaches_into(before: Stretch, after: Stretch) -> bool:
    is_inside = before.words[0] < after.words[0] and after.words[-1] < before.words[-1]
    return after.words[0] <= before.words[-1] and not (is_inside and set(after.words).isdisjoint(before.words))


def _merged(tree: Tree, zones: Sequence[int], one: Stretch, two: Stretch) -> Stretch:
    head = min((one.head, two.head), key=lambda word: (len(tree.above(word)), word))
    low, high = min(one.words[0], two.words[0]), max(one.words[-1], two.words[-1])
    between = {word for word in range(low, high + 1) if zones[word] == zones[head]}
    return Stretch(head, tuple(sorted({*one.words, *two.words, *between})))


def count_ties(tree: Tree, words: Sequence[int], head: int) -> int | None:
    """How many words at the start of a stretch only tie it to another clause; null where it states nothing without that clause.

    A subordinator whose main clause lies elsewhere is such a word ("after a woman died"), unless it sets a condition.
    """
    inside = set(words)
    for place, index in enumerate(words):
        word = tree.words[index]
        is_mark = tree.dep(index) in {"mark", "cc"} or (word in _SUBORDINATORS and tree.dep(index) in {"advmod", "case"})
        if tree.upos(index) == "PUNCT" or (word in {"and", "but", "or"} and tree.dep(index) != "cc:preconj"):
            continue
        if not (word in _SUBORDINATORS and is_mark) or _has_main(tree, tree.head(index), inside, head):
            return place
        if word in _CONDITIONS:
            return None
    return None


def _has_main(tree: Tree, governor: int | None, inside: set[int], head: int) -> bool:
    """Whether the clause that a subordinator opens hangs on a predicate of the same stretch."""
    if governor is None:
        return False
    if governor != head and tree.upos(governor) not in {"VERB", "AUX"} and not tree.is_predicate(governor):
        return True  # "after the vote": a phrase
    return any(above in inside for above in tree.above(governor))


def with_antecedent(tree: Tree, words: Sequence[int], head: int) -> tuple[int, ...]:
    """A stretch that opens with a relative pronoun, begun at what the pronoun stands for ("Okafor, who had run down"), else the
    whole sentence; none where it only tells how the speaker would not be named.
    """
    opening = next((word for word in words if tree.upos(word) != "PUNCT"), words[0])
    relative = opening + 1 if tree.upos(opening) == "ADP" and opening + 1 in words else opening
    if tree.words[relative] not in _PRONOUNS or (tree.words[relative] == "that" and tree.dep(head) != "acl:relcl"):
        return tuple(words)
    if any(tree.words[word] in _NAMING for word in words):
        return ()
    noun = tree.head(head)
    if tree.dep(head) not in {"acl:relcl", "acl"} or noun is None or noun >= opening or tree.upos(noun) not in _NOMINAL:
        return tuple(range(len(tree.words)))
    start = tree.noun_phrase(noun)[0]
    first = next(word for word in range(noun + 1) if tree.tokens[word].end > start)
    return tuple(range(first, words[-1] + 1))


def balance(tree: Tree, words: Sequence[int]) -> tuple[int, ...]:
    """A stretch cut at a quotation mark that has lost its other half, where what is on one side of it states nothing."""
    depth: list[int] = []
    for place, word in enumerate(words):
        if tree.words[word] == "“":
            depth.append(place)
        elif tree.words[word] == "”" and depth:
            depth.pop()
        elif tree.words[word] == "”" and not _asserts(tree, words[place + 1 :]):
            return tuple(words[:place])
    for place in depth[:1]:
        if not _asserts(tree, words[:place]):
            return tuple(words[place + 1 :])
    return tuple(words)


def _asserts(tree: Tree, words: Sequence[int]) -> bool:
    return any(tree.upos(word) == "AUX" or (tree.upos(word) == "VERB" and tree.is_finite(word)) for word in words)
