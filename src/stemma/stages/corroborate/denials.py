"""What one report says is not so and another says is so: not only where the one repeats the other with a negation.

A negation has a focus: the noun that "no" stands before ("no crack"), the verb that "not" or "nobody" goes with ("nobody was evacuated").
Another report that tells of the focus as a fact, on the same matter, is contradicted. Two words of which only one can be so (*worked*,
*broken*), said of one subject, contradict each other too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache

from stemma.language.meaning import Meanings
from stemma.language.opposites import are_opposites, count_denials, is_negation
from stemma.language.syntax import SUBJECTS, Tree, read_tree
from stemma.stages.corroborate.agreement import are_dates_apart, speaks_of_self
from stemma.stages.corroborate.likeness import compare_matter
from stemma.stages.corroborate.matter import Clash, Ground, each_names_another, recurs, tells_facts, whole_side
from stemma.stages.corroborate.moments import gap_days
from stemma.stages.corroborate.reading import Reading
from stemma.stages.corroborate.said_clashes import INTENDS, UNTIL_NOW

SAME_MATTER = 0.85
SAME_FOCUS = 0.7
"""How alike two statements must be (0..1, values left out): where one negates the other's main word, and where a thing is there or not."""
SAME_DEED = 0.75
SAME_SUBJECT = 0.4
SAME_RACE, SHARED_RACE = 0.75, 0.8
"""How alike two statements must be, and the weight of what they share, to be of one race with two winners."""
_WINNING = frozenset({"a:win", "a:elect"})
LEAST_WEIGHT = 0.3
"""The weight of a key that can be the focus: not a word that stands everywhere."""
BARE = 0.6
"""The weight of what a denial may say beside its focus to be one about the focus alone ("there was no alarm")."""
_SUPPORTING = frozenset(
    {"be", "is", "was", "were", "been", "have", "has", "had", "held", "hold", "take", "taken", "took", "place", "happen"}
)
OF_THE_STORY_DAYS = 10
PER_FATE = 24
"""How many statements speak for one fate, when denials of it are met."""
CACHED = 1 << 14
"""So many statements' trees and predicates are kept: each is met by many partners."""
_POINTS = re.compile(r"^\W*(?:this|that|it)(?:['’]s| is| was)(?:n['’]t| not)\b", re.IGNORECASE)
"""What is said not to be something by pointing at it: a manner of speaking ("this is not a crisis")."""
_ANYBODY = frozenset({"people", "person", "anybody", "anyone", "somebody", "someone", "everybody", "everyone", "one"})
_OPEN = re.compile(r"\b(?:whether|if|unless)\b", re.IGNORECASE)
_CAN = frozenset({"can", "ca", "could", "may", "might"})
_WILL = frozenset({"will", "would", "wo", "shall", "'ll"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_CUSTODY = frozenset({"a:arrest", "arrest", "detain", "charg", "jail", "custodi", "bail"})


def find_opposed(one: Reading, other: Reading, ground: Ground) -> Iterator[Clash]:
    """The clash of two statements of different reports of which one denies what the other affirms; of kind ``status`` where what is
    denied is a plan or an arrest."""
    if one.statement.report == other.statement.report or recurs(one, ground) or recurs(other, ground):
        return
    if not (tells_facts(one) and tells_facts(other)) or are_dates_apart(one, other) or speaks_of_self(one) or speaks_of_self(other):
        return
    if _OPEN.search(one.statement.text) or _OPEN.search(other.statement.text):
        return
    denials = [count_denials(reading.statement.text, ground.meanings.lexicons) for reading in (one, other)]
    if (0, 0) in denials and denials[0] != denials[1]:
        denied, affirmed = (one, other) if denials[1] == (0, 0) else (other, one)
        focus = _focus(denied, ground)
        if _denies(denied, affirmed, focus, ground):
            kind = "status" if _is_of_a_state(denied, affirmed, focus) else "polarity"
            sides = whole_side(denied, "denied"), whole_side(affirmed, "affirmed")
            ordered = sides if denied is one else sides[::-1]
            yield Clash(kind=kind, relation="contradicts", matter="", one=ordered[0], other=ordered[1])  # type: ignore[arg-type]
    elif _are_opposed(one, other, ground) or _have_other_winners(one, other, ground):
        yield Clash(kind="polarity", relation="contradicts", matter="", one=whole_side(one, "affirmed"), other=whole_side(other, "denied"))


def bears_on(clash: Clash, ground: Ground) -> bool:
    """Whether what one side of a clash of polarity negates is in the words of the other, as far as its focus can be told."""
    if clash.kind != "polarity":
        return True
    denied, affirmed = (clash.one.reading, clash.other.reading)[:: 1 if clash.one.key == "denied" else -1]
    focus = _focus(denied, ground)
    return not focus or not focus.isdisjoint(affirmed.keys)


def _denies(denied: Reading, affirmed: Reading, focus: frozenset[str], ground: Ground) -> bool:
    shared = {key for key in focus if key in affirmed.keys and affirmed.keys[key] >= LEAST_WEIGHT}
    if not shared or each_names_another(denied, affirmed) or _had_not_been(denied, ground) or _POINTS.search(denied.statement.text):
        return False
    if _tell_of_two(denied, affirmed, shared, ground):
        return False
    is_head = affirmed.head in shared or any(key in shared for key in _subjects(affirmed, ground))
    beside = sum(weight for key, weight in denied.keys.items() if key in affirmed.keys and key not in shared)
    is_bare = sum(weight for key, weight in denied.keys.items() if key not in shared) <= BARE
    is_enough = is_bare or beside >= LEAST_WEIGHT or any(key in ground.slot_keys for key in shared)
    is_plain = is_bare or any(key in ground.slot_keys for key in shared)
    least = SAME_MATTER if not is_head else SAME_FOCUS if is_plain else SAME_DEED
    return is_enough and compare_matter(denied, affirmed) >= least


def find_denied_fates(readings: Sequence[Reading], ground: Ground) -> Iterator[Clash]:
    """What befalls people ("nobody died", "was not detained") denied by one report and told of nobody else in the opening of another: the
    words around it need not be alike. Linear in the statements, but for the few that speak for each fate."""
    told: dict[str, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.statement.start <= ground.leads.get(reading.statement.report, 0) and _tells_plainly(reading, ground):
            for key in ground.slot_keys & {reading.head, *_subjects(reading, ground)}:
                if len(told[key]) < PER_FATE:
                    told[key].append(reading)
    for denied in readings:
        negated, _ = count_denials(denied.statement.text, ground.meanings.lexicons)
        focus = _focus(denied, ground) & ground.slot_keys if negated else frozenset()
        is_bare = sum(weight for key, weight in denied.terms.items() if key not in focus) <= BARE
        if not focus or not is_bare or not tells_facts(denied) or recurs(denied, ground) or _had_not_been(denied, ground):
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
    """Whether two statements do not name other people, nor give other days."""
    people = [{key for key in reading.entities if _is_person(key, ground)} for reading in (denied, affirmed)]
    return (not people[0] or not people[1] or not people[0].isdisjoint(people[1])) and not are_dates_apart(denied, affirmed)


def _is_person(key: str, ground: Ground) -> bool:
    entity = ground.entities.get(key.removeprefix("e:"))
    return entity is not None and entity.type == "person"


def _tell_of_two(denied: Reading, affirmed: Reading, shared: Set[str], ground: Ground) -> bool:
    """Whether somebody else did what is denied of one ("the guard did not know the code", "seven people knew it"), or one was done to whom
    the other did not ("did not shoot", "were shot at")."""
    done = [_doings(reading, shared, ground) for reading in (denied, affirmed)]
    if not done[0] or not done[1]:
        return False
    if {voice for voice, _ in done[0]}.isdisjoint({voice for voice, _ in done[1]}):
        return True
    doers = [{doer for _, doer in found if doer is not None} for found in done]
    return bool(doers[0] and doers[1]) and doers[0].isdisjoint(affirmed.keys) and doers[1].isdisjoint(denied.keys)


def _doings(reading: Reading, keys: Set[str], ground: Ground) -> list[tuple[str, str | None]]:
    """The verbs of a statement with these keys: active or passive, with the key of the noun that is its subject."""
    tree = _tree(reading, ground)
    found: list[tuple[str, str | None]] = []
    for index in _inside(reading, tree) if tree is not None else ():
        if tree is None or tree.upos(index) != "VERB" or ground.meanings.key(tree.words[index]) not in keys:
            continue
        subject = tree.subject(index)
        is_counted = subject is not None and bool(tree.below(subject, "nummod"))
        is_named = subject is not None and tree.upos(subject) == "NOUN" and (is_counted or tree.words[subject] not in _ANYBODY)
        voice = "passive" if tree.below(index, "nsubj:pass", "aux:pass") else "active"
        found.append((voice, ground.meanings.key(tree.words[subject]) if is_named and subject is not None else None))
    return found


def _had_not_been(denied: Reading, ground: Ground) -> bool:
    """Whether something had only not been until now ("had not won since 1908"), not since a day of the story's own."""
    if not UNTIL_NOW.search(denied.statement.text):
        return False
    published = ground.published.get(denied.statement.report)
    return published is None or not any(gap_days(moment.edtf, published) <= OF_THE_STORY_DAYS for moment in denied.moments)


def _is_of_a_state(denied: Reading, affirmed: Reading, focus: frozenset[str]) -> bool:
    if not focus.isdisjoint(_CUSTODY):
        return True
    return "planned" in {denied.statement.status, affirmed.statement.status} and not INTENDS.search(denied.statement.text)


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


def _subjects(reading: Reading, ground: Ground) -> Sequence[str]:
    """The keys of the subjects and objects in a statement."""
    tree = _tree(reading, ground)
    if tree is None:
        return ()
    roles = SUBJECTS | {"obj", "obl", "root"}
    return [ground.meanings.key(tree.words[index]) for index in _inside(reading, tree) if tree.dep(index) in roles]


def _are_opposed(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether the main words of two statements exclude each other, of one subject."""
    words = [_predicates(reading, ground) for reading in (one, other)]
    lexicons = ground.meanings.lexicons
    if not any(are_opposites(a, b, lexicons) for a, _ in words[0] for b, _ in words[1]):
        return False
    subjects = [{key for _, key in found if key} for found in words]
    return not subjects[0].isdisjoint(subjects[1]) and compare_matter(one, other) >= SAME_SUBJECT and not each_names_another(one, other)


def _have_other_winners(one: Reading, other: Reading, ground: Ground) -> bool:
    """Whether two statements give one race, vote or prize to two people."""
    if one.head not in _WINNING or other.head not in _WINNING or compare_matter(one, other) < SAME_RACE:
        return False
    winners = [_winner(reading, ground) for reading in (one, other)]
    if None in winners or winners[0] == winners[1]:
        return False
    shared = [weight for key, weight in one.keys.items() if key in other.keys and key not in {f"e:{winner}" for winner in winners}]
    return sum(shared) >= SHARED_RACE


def _winner(reading: Reading, ground: Ground) -> str | None:
    """The person who is the subject of the first predicate of a statement, by entity."""
    tree = _tree(reading, ground)
    inside = _inside(reading, tree) if tree is not None else []
    for index in inside:
        if tree is None or ground.meanings.key(tree.words[index]) not in _WINNING or (subject := tree.subject(index)) is None:
            continue
        start, end = tree.span(subject)
        held = [entity for low, high, entity in ground.mentions.get(reading.statement.report, ()) if start <= low and high <= end]
        people = [entity for entity in held if ground.entities[entity].type == "person"]
        return people[0] if len(set(people)) == 1 else None
    return None


@lru_cache(maxsize=CACHED)
def _predicates(reading: Reading, ground: Ground) -> tuple[tuple[str, str], ...]:
    """The predicates of a statement as they are printed, each with the key of its subject."""
    tree = _tree(reading, ground)
    if tree is None:
        return ()
    found = []
    for index in _inside(reading, tree):
        subject = tree.subject(index) if tree.upos(index) in {"VERB", "ADJ", "NOUN"} and tree.is_predicate(index) else None
        if subject is not None:
            found.append((tree.words[index], ground.meanings.key(tree.words[subject])))
    return tuple(found)
