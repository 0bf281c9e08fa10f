"""What one report says is not so and another says is so: not only where the one repeats the other with a negation.

A negation has a focus: the noun that "no" stands before ("no crack"), the verb that "not" or "nobody" goes with ("nobody was evacuated").
What befalls people is contradicted by a report that tells of the focus as a fact; what else is denied, only in nearly the same words
(``said_clashes``), as likeness of another kind was as often two matters.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stemma.language.meaning import Meanings
from stemma.language.opposites import count_denials, is_negation
from stemma.language.syntax import SUBJECTS, Tree
from stemma.stages.corroborate.comparing.agreement import are_dates_apart, speaks_of_self
from stemma.stages.corroborate.comparing.matter import Clash, Ground, recurs, tells_facts, whole_side
from stemma.stages.corroborate.comparing.moments import gap_days
from stemma.stages.corroborate.comparing.reading import Reading
from stemma.stages.corroborate.denials.said_clashes import CUSTODY, INTENDS, UNTIL_NOW

BARE = 0.6
"""The weight of what a denial may say beside its focus to be one about the focus alone ("there was no alarm")."""
_SUPPORTING = frozenset(
    {"be", "is", "was", "were", "been", "have", "has", "had", "held", "hold", "take", "taken", "took", "place", "happen"}
)
OF_THE_STORY_DAYS = 10
PER_FATE = 24
"""How many statements speak for one fate, when denials of it are met."""
CACHED = 1 << 14
"""So many statements' trees are kept: each is met by many partners."""
_OPEN = re.compile(r"\b(?:whether|if|unless)\b", re.IGNORECASE)
_CAN = frozenset({"can", "ca", "could", "may", "might"})
_WILL = frozenset({"will", "would", "wo", "shall", "'ll"})
_NO_FATES = frozenset({"lost", "case", "home", "house", "building", "board", "magnitude"})
"""Words for what is counted that tell by themselves nothing of what befell anybody ("did not lose their way")."""
_NOBODY = frozenset({"nobody", "none", "nothing"})


def bears_on(clash: Clash, ground: Ground) -> bool:
    """Whether what one side of a clash of polarity negates is in the words of the other, as far as its focus can be told."""
    if clash.kind != "polarity":
        return True
    denied, affirmed = (clash.one.reading, clash.other.reading)[:: 1 if clash.one.key == "denied" else -1]
    focus = _focus(denied, ground)
    return not focus or not focus.isdisjoint(affirmed.keys)


def find_denied_fates(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """What befalls people ("nobody died", "was not detained") denied by one report and told of nobody else in the opening of another: the
    words around it need not be alike. Linear in the statements, but for the few that speak for each fate."""
    told: dict[str, list[Reading]] = defaultdict(list)
    fates = ground.slot_keys - {ground.meanings.key(word) for word in _NO_FATES}
    for reading in readings:
        if reading.statement.start <= ground.leads.get(reading.statement.report, 0) and _tells_plainly(reading, ground):
            for key in fates & {reading.head, *_subjects(reading, ground)}:
                if len(told[key]) < PER_FATE:
                    told[key].append(reading)
    for denied in readings:
        negated, _ = count_denials(denied.statement.text, ground.meanings.lexicons)
        focus = _focus(denied, ground) & fates if negated else frozenset()
        is_bare = sum(weight for key, weight in denied.terms.items() if key not in focus) <= BARE
        if not focus or not is_bare or not tells_facts(denied) or speaks_of_self(denied):
            continue
        if recurs(denied, ground) or _had_not_been(denied, ground):
            continue
        for affirmed in (reading for key in sorted(focus) for reading in told[key]):
            if affirmed.statement.report != denied.statement.report and _are_of_one(denied, affirmed, ground):
                kind = "status" if _is_of_a_state(denied, affirmed, focus) else "polarity"
                sides = whole_side(denied, "denied"), whole_side(affirmed, "affirmed")
                yield Clash(kind=kind, relation="contradicts", matter="", one=sides[0], other=sides[1], is_retold=True)  # type: ignore[arg-type]


def _tells_plainly(reading: Reading, ground: Ground) -> bool:
    """Whether a statement affirms without any word that denies, doubts or tells of another time."""
    if (
        reading.statement.polarity == "denied"
        or not tells_facts(reading)
        or recurs(reading, ground)
        or _OPEN.search(reading.statement.text)
    ):
        return False
    return count_denials(reading.statement.text, ground.meanings.lexicons)[0] == 0


def _are_of_one(denied: Reading, affirmed: Reading, ground: Ground) -> bool:
    """Whether what is denied of somebody is told of the same, and no other days are given."""
    people = [{key for key in reading.entities if _is_person(key, ground)} for reading in (denied, affirmed)]
    return (not people[0] or not people[0].isdisjoint(people[1])) and not are_dates_apart(denied, affirmed)


def _is_person(key: str, ground: Ground) -> bool:
    entity = ground.entities.get(key.removeprefix("e:"))
    return entity is not None and entity.type == "person"


def _had_not_been(denied: Reading, ground: Ground) -> bool:
    """Whether something had only not been until now ("had not won since 1908"), not since a day of the story's own."""
    if not UNTIL_NOW.search(denied.statement.text):
        return False
    published = ground.published.get(denied.statement.report)
    return published is None or not any(gap_days(moment.edtf, published) <= OF_THE_STORY_DAYS for moment in denied.moments)


def _is_of_a_state(denied: Reading, affirmed: Reading, focus: frozenset[str]) -> bool:
    if not focus.isdisjoint(CUSTODY):
        return True
    return "planned" in {denied.statement.status, affirmed.statement.status} and not INTENDS.search(denied.statement.text)


def _inside(reading: Reading, tree: Tree) -> list[int]:
    start, end = reading.statement.start, reading.statement.end
    return [index for index, token in enumerate(tree.tokens) if start <= token.start and token.end <= end]


@lru_cache(maxsize=CACHED)
def _focus(reading: Reading, ground: Ground) -> frozenset[str]:
    """The keys of what the negations of a statement deny."""
    tree = reading.tree
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


def _subjects(reading: Reading, ground: Ground) -> Sequence[str]:
    """The keys of the subjects and objects in a statement."""
    tree = reading.tree
    if tree is None:
        return ()
    roles = SUBJECTS | {"obj", "obl", "root"}
    return [ground.meanings.key(tree.words[index]) for index in _inside(reading, tree) if tree.dep(index) in roles]
