"""What a word of thought, will or feeling takes, and who is understood to hold it."""

from stemma.language.attitudes import AttitudeWord, AttitudeWords
from stemma.language.syntax import Tree

RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_MODALS = frozenset("can could may might would should must shall will wo 'd ’d 'll ’ll".split())
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "cannot", "hardly", "no"})
_CONDITIONS = frozenset({"if", "whether", "unless", "lest"})
_ASIDES = frozenset("who which where while although though despite after before when even".split())
_ADJUNCTS = frozenset("in at on during after before from via through since until till amid following upon around near when while".split())
_GOES_ON = frozenset({"obl", "xcomp", "advmod", "nmod", "advcl", "ccomp"})
_UNMARKED_TIMES = frozenset({"obl:tmod", "obl:unmarked", "obl:npmod", "obl:agent"})
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week month year morning evening".split()
)
_DANGLING = frozenset({"advcl", "conj", "xcomp", "ccomp", "parataxis"})
_LONGEST_CLIMB = 6

Words = tuple[int, int]
"""The first and the last word of a stretch."""


def bare(dep: str) -> str:
    """A relation without its subtype."""
    return dep.split(":", maxsplit=1)[0]


def marks_of(tree: Tree, index: int) -> frozenset[str]:
    """The prepositions and conjunctions that a word is marked with."""
    return frozenset(tree.words[child] for child in tree.below(index, "case", "mark"))


# ---------------------------------------------------------------- complements


def find_complements(tree: Tree, index: int, entry: AttitudeWord, last: int, *, passive: bool = False) -> tuple[int, Words] | None:
    """What a verb or adjective takes of what its entry allows: the last word of the cue (its preposition belongs to it) and the
    outermost words of its complements. ``last`` is the last word of the bare cue (its particle)."""
    taken = [child for child in tree.children[index] if child > last and _is_taken(tree, child, entry.complements, passive)]
    clauses = [child for child in taken if bare(tree.dep(child)) == "ccomp" and tree.is_finite(child)]
    if clauses:
        taken = [child for child in taken if child >= clauses[0] or bare(tree.dep(child)) not in {"obj", "iobj"}]
    if not taken:
        return None
    first = taken[0]
    low, cue_last = max(tree.first[first], last + 1), last
    cases = [child for child in tree.below(first, "case", "mark") if child < first and tree.words[child] in entry.complements]
    if bare(tree.dep(first)) in {"obl", "advcl", "nmod"} and cases and tree.words[cases[0]] != "as":
        low, cue_last = cases[0] + 1, cases[0]
    high = _with_followers(tree, index, max(_end_of(tree, child) for child in taken))
    while low < high and tree.upos(low) == "PUNCT":
        low += 1
    return (cue_last, (low, high)) if low <= high else None


def _is_taken(tree: Tree, child: int, takes: frozenset[str], passive: bool) -> bool:
    dep, marks = bare(tree.dep(child)), marks_of(tree, child)
    if tree.dep(child) in _UNMARKED_TIMES or (dep in {"xcomp", "advcl", "obl"} and tree.words[tree.first[child]] == ","):
        return False
    if dep == "obl" and is_time(tree, child):
        return False
    if dep in {"obj", "iobj"}:
        return not passive and ("object" in takes or _has_complement_of_object(tree, child, takes))
    if dep == "ccomp":
        return bool(takes & ({"that", "whether"} if tree.is_finite(child) else {"infinitive", "ing", "object"}))
    if dep == "xcomp" and "to" in marks:
        return "infinitive" in takes
    if dep == "xcomp":
        return bool(takes & ({"ing", "object"} if tree.words[child].endswith("ing") else {"as", "object", "infinitive", "predicate"}))
    if dep in {"obl", "nmod"}:
        return bool(marks & takes)
    return dep == "advcl" and bool(marks & takes - {"to"})


def is_time(tree: Tree, index: int) -> bool:
    """Whether a noun names a day or a year: "spoke on Saturday" tells of no matter."""
    word = tree.words[index]
    return word in _TIMES or (word.isdigit() and len(word) == 4)


def _has_complement_of_object(tree: Tree, child: int, takes: frozenset[str]) -> bool:
    """Whether an object is told something of: "see the course as a waste", "tell voters to wait"."""
    head = tree.head(child)
    for other in tree.below(head, "xcomp", "obl", "ccomp") if head is not None else ():
        marks = marks_of(tree, other)
        is_predicate = "predicate" in takes and bare(tree.dep(other)) == "xcomp" and not marks
        if other > child and (is_predicate or ("as" in marks & takes) or ("to" in marks and "infinitive" in takes)):
            return True
    return False


def _end_of(tree: Tree, child: int) -> int:
    """The last word of a complement, before an aside that goes on about something else (", calling it …", ", which …")."""
    last = tree.last[child]
    for word in range(child + 1, last):
        if tree.words[word] in {",", "—", "–"} and _opens_aside(tree, word + 1):
            return word - 1
    return last


def _opens_aside(tree: Tree, word: int) -> bool:
    is_participle = tree.upos(word) == "VERB" and tree.words[word].endswith("ing") and bare(tree.dep(word)) in {"advcl", "acl"}
    return tree.words[word] in _ASIDES or is_participle


def _with_followers(tree: Tree, index: int, high: int) -> int:
    """The end of a content with what follows it without a comma ("backed the ban for good"), times and places left out."""
    for child in tree.children[index]:
        is_next = tree.first[child] == high + 1 and tree.upos(high + 1) != "PUNCT"
        if not is_next or bare(tree.dep(child)) not in _GOES_ON or tree.words[child] in _TIMES:
            continue
        if marks_of(tree, child) & _ADJUNCTS or (bare(tree.dep(child)) == "advcl" and tree.below(child, "nsubj")):
            break
        high = _end_of(tree, child)
    return high


# ---------------------------------------------------------------- holders


def find_holder(tree: Tree, index: int, words: AttitudeWords) -> int | None:
    """The head of the subject that a predicate has, shares or is understood to have: in a relative clause the noun before it, in a
    participle or infinitive that of the clause it hangs on."""
    for _ in range(_LONGEST_CLIMB):
        subject, dep, head = tree.subject(index), tree.dep(index), tree.head(index)
        if subject is not None:
            return antecedent(tree, index) if tree.words[subject] in RELATIVE else subject
        if head is None:
            return None
        if dep in {"acl", "acl:relcl"}:
            if tree.upos(head) not in _NOMINAL:
                return None
            return head if tree.words[index].endswith("ing") or dep == "acl:relcl" else find_owner(tree, head, words)
        if bare(dep) not in _DANGLING or not tree.is_predicate(head) or (dep == "ccomp" and tree.is_finite(index)):
            return None
        index = head
    return None


def antecedent(tree: Tree, index: int) -> int | None:
    """The noun before the relative clause that a predicate stands in."""
    for word in (index, *tree.above(index)):
        if tree.dep(word) in {"acl:relcl", "acl"}:
            return tree.head(word)
        if tree.dep(word) not in {"conj", "xcomp"}:
            return None
    return None


def find_owner(tree: Tree, index: int, words: AttitudeWords) -> int | None:
    """Who holds what a noun names: its owner, its author, or the subject of the verb that says it is held ("has doubts about")."""
    head, owners = tree.head(index), tree.below(index, "nmod:poss")
    is_held = head is not None and tree.dep(index) == "obj" and words.is_light(tree.words[head])
    if owners and not (is_held and tree.upos(owners[0]) == "PRON"):
        return owners[0]
    for child in tree.below(index, "nmod"):
        if not owners and marks_of(tree, child) & {"by", "from", "among", "between"}:
            return child
    is_held = is_held or (tree.dep(index) == "obl" and "in" in marks_of(tree, index))
    holder = find_holder(tree, head, words) if head is not None and is_held else None
    return holder if holder is not None or not owners else owners[0]


def is_asserted(tree: Tree, index: int) -> bool:
    """Whether a predicate is told as so: not negated, conditional or only possible."""
    helpers = {tree.words[child] for child in tree.below(index, "aux", "advmod", "cc", "det")}
    marks = {tree.words[child] for child in tree.below(index, "mark")}
    return not (helpers & _NEGATIONS or helpers & _MODALS or marks & _CONDITIONS)
