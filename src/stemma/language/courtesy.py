"""Infinitives that tell: what somebody goes on to say, wishes to inform the public of or is pleased to announce is said."""

from stemma.language.syntax import Tree

_GO_ON = frozenset({"go", "goes", "went", "going", "continue", "continued", "continues"})
_WISH = frozenset({"beg", "begs", "desire", "desires", "regret", "regrets", "wish", "wishes"})
_WOULD_LIKE = frozenset({"like", "love"})
_IS_GLAD = frozenset({"delighted", "glad", "happy", "honoured", "honored", "pleased", "proud", "sad", "saddened", "sorry"})
_WOULD = frozenset({"would", "'d", "’d"})
_IS = frozenset({"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m"})
_TOLD_SO = frozenset({"say", "announce", "promise", "demand", "warn"})
"""The force of verbs with which "wishes to inform" informs, as it does not in "wishes to know"."""


def find_opening(tree: Tree, index: int, force: str) -> int | None:
    """The word that an infinitive of telling hangs on where to say so is to tell it: "went" in "went on to say", "wishes" in "wishes to
    inform the public that …", "pleased" in "is pleased to announce that …"; ``force`` is the infinitive's as a report verb."""
    head = tree.head(index)
    if head is None or "to" not in {tree.words[child] for child in tree.below(index, "mark")}:
        return None
    return head if tree.words[head] in _GO_ON or (force in _TOLD_SO and _is_courtesy(tree, head, index)) else None


def find_told(tree: Tree, opening: int, index: int) -> int | None:
    """The clause with "that" which the infinitive ``index`` tells, wherever the parse hangs it."""
    clauses = (*tree.below(index, "ccomp"), *tree.below(opening, "ccomp"))
    return next((clause for clause in clauses if clause > index), None)


def _is_courtesy(tree: Tree, head: int, index: int) -> bool:
    if find_told(tree, head, index) is None:
        return False
    helpers = {tree.words[child] for child in tree.below(head, "aux", "cop", "aux:pass")}
    word = tree.words[head]
    if word in _WOULD_LIKE:
        return bool(helpers & _WOULD)
    return (word in _WISH and not helpers) or (word in _IS_GLAD and bool(helpers & _IS))
