"""Whether what a negation denies is what another report tells.

A negation has a focus: the noun that "no" stands before ("no crack"), the verb that "not" or "nobody" goes with ("nobody was evacuated").
"""

from functools import lru_cache

from stemma.language.meaning import Meanings
from stemma.language.opposites import is_negation
from stemma.language.syntax import SUBJECTS, Tree, read_tree
from stemma.stages.corroborate.matter import Clash, Ground
from stemma.stages.corroborate.reading import Reading

_SUPPORTING = frozenset(
    {"be", "is", "was", "were", "been", "have", "has", "had", "held", "hold", "take", "taken", "took", "place", "happen"}
)
CACHED = 1 << 14
"""So many statements' trees are kept: each is met by many partners."""
_CAN = frozenset({"can", "ca", "could", "may", "might"})
_WILL = frozenset({"will", "would", "wo", "shall", "'ll"})
_NOBODY = frozenset({"nobody", "none", "nothing"})


def bears_on(clash: Clash, ground: Ground) -> bool:
    """Whether what one side of a clash of polarity negates is in the words of the other, as far as its focus can be told."""
    if clash.kind != "polarity":
        return True
    denied, affirmed = (clash.one.reading, clash.other.reading)[:: 1 if clash.one.key == "denied" else -1]
    focus = _focus(denied, ground)
    return not focus or not focus.isdisjoint(affirmed.keys)


@lru_cache(maxsize=CACHED)
def _tree(reading: Reading, ground: Ground) -> Tree | None:
    if reading.sentence is None or not reading.sentence.tokens:
        return None
    return read_tree(ground.pages[reading.statement.report].report.text, reading.sentence)


def _inside(reading: Reading, tree: Tree) -> list[int]:
    start, end = reading.statement.start, reading.statement.end
    return [index for index, token in enumerate(tree.tokens) if start <= token.start and token.end <= end]


@lru_cache(maxsize=CACHED)
def _focus(reading: Reading, ground: Ground) -> frozenset[str]:
    """The keys of what the negations of a statement deny."""
    tree = _tree(reading, ground)
    if tree is None:
        return frozenset()
    found: set[str] = set()
    for index in _inside(reading, tree):
        head = tree.head(index)
        if not is_negation(tree.words[index]) or head is None:
            continue
        found |= _denied_by(tree, index, head, ground.meanings)
    return frozenset(key for key in found if key)


def _denied_by(tree: Tree, index: int, head: int, meanings: Meanings) -> set[str]:
    """The keys of what one negation denies: a noun without an adjective that narrows it ("no new date"), a verb, the event that a verb
    without much meaning of its own is about ("the vote will not be held"), the object of a plan."""
    if tree.words[index] == "no" or tree.dep(index) == "det":
        is_narrowed = tree.below(head, "amod") or any(
            "own" in tree.words[tree.first[child] : tree.last[child] + 1] for child in tree.below(head, "nmod")
        )
        return set() if is_narrowed else {meanings.key(tree.words[head])}
    if tree.words[index] in _NOBODY and tree.dep(index) not in SUBJECTS:
        return {meanings.key(tree.words[head])} if tree.dep(index) == "obj" else set()  # "paid nothing"
    if any(tree.words[child] in _CAN for child in tree.below(head, "aux")):
        return set()  # what cannot be done may have been tried, or seen otherwise
    keys = {meanings.key(tree.words[head])}
    if tree.words[head] in _SUPPORTING:
        keys |= {meanings.key(tree.words[child]) for child in tree.below(head, "obj", "nsubj") if not is_negation(tree.words[child])}
    if any(tree.words[child] in _WILL for child in tree.below(head, "aux")):
        keys |= {meanings.key(tree.words[child]) for child in tree.below(head, "obj")}
    return keys
