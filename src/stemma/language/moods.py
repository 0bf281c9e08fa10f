"""Whether a clause asserts what its words tell: as a fact, as what is to come, as a mere possibility, or as not so."""

from typing import Literal

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.opposites import is_negation
from stemma.language.syntax import Tree

Mood = Literal["fact", "planned", "possible"]
DEEPEST = 6
"""So many governors are asked."""
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_MAY = frozenset({"may", "might", "could", "can", "ca", "should", "must", "ought"})
_OPEN = frozenset({"if", "whether", "unless", "until", "till", "before", "lest", "once", "should"})
_UNSURE = frozenset({"possibly", "perhaps", "maybe", "probably", "presumed", "feared", "presumably", "almost", "nearly", "likely"})
_HABITS = frozenset({"rarely", "seldom", "hardly", "often", "sometimes", "usually", "always", "generally", "normally", "typically"})
"""What happens so is a habit, and nobody's state ("players rarely quit")."""
_WEAKENED = frozenset({"only", "just", "least", "necessarily", "merely"})
_DENY = frozenset({"deny", "refute", "disprove", "untrue", "false"})
_DOUBT = frozenset(
    "fear hope suspect believe think assume speculate suggest wonder ask call demand urge want wish pray imagine presume threaten propose "
    "suppose doubt unlikely try seek attempt request rumour rumor dispute".split()
)
_IMPLIES_NOT = frozenset("refuse fail decline neglect omit forget".split())
"""Verbs whose infinitive was not done (implicative verbs: Karttunen, 1971)."""
_BRINGS_ABOUT = frozenset({"make", "render"})
_BIDS = frozenset("order tell ask instruct direct invite".split())
"""Verbs whose infinitive tells what somebody is to do."""
_TELLS = frozenset({"find", "say", "report", "know", "turn", "prove", "confirm", "have", "manage", "continue", "remain"})
"""Verbs whose infinitive tells what is so ("was found to be dead", "turned out to be alive")."""
_OPEN_NOUNS = frozenset(
    "rumour rumor fear plan call possibility chance risk hope threat suggestion evidence sign indication proposal bid effort attempt "
    "request demand question".split()
)
_ERRORS = frozenset({"wrong", "mistaken", "incorrect", "error", "wrongly", "mistakenly", "incorrectly", "erroneously", "falsely"})
_NOBODY = frozenset({"nobody", "none", "neither", "nothing", "no-one"})
_ASIDE = frozenset({"amod", "acl", "appos"})
_UNDER = frozenset({"ccomp", "xcomp", "obj", "iobj", "obl", "nsubj", "csubj"})


def read_mood(tree: Tree, index: int, bearer: int, lexicons: Lexicons) -> tuple[bool, Mood]:
    """Whether what a word says of its bearer is denied, and how far it is told as a fact: by its own auxiliaries, negations and
    conjunctions, then by those of what governs it (Saurí and Pustejovsky, 2012)."""
    denied = _denies(tree, bearer) or _is_done_by_nobody(tree, index, bearer)
    if tree.dep(index) in _ASIDE:
        denied ^= any(is_negation(tree.words[child]) for child in tree.below(index, "advmod"))
        if any(tree.words[child] == "to" for child in tree.below(index, "mark")):
            return denied, "possible"  # "ten days to appeal"
        return denied, "possible" if any(tree.words[child] in _UNSURE for child in tree.children[index]) else "fact"
    mood: Mood = "possible" if (tree.words and "?" in tree.words[-2:]) or _is_bidden(tree, index, lexicons) else "fact"
    here: int | None = index
    for _ in range(DEEPEST):
        if here is None:
            break
        denied ^= _is_negated(tree, here)
        mood = _weaker(mood, _own_mood(tree, here))
        here, turned, under = _climb(tree, here, lexicons)
        denied, mood = denied ^ turned, _weaker(mood, under)
    return denied, mood


def _weaker(one: Mood, other: Mood) -> Mood:
    return "possible" if "possible" in (one, other) else "planned" if "planned" in (one, other) else "fact"


def _denies(tree: Tree, bearer: int) -> bool:
    """Whether a noun stands for nobody or nothing."""
    if tree.words[bearer] in _NOBODY:
        return True
    if any(tree.words[child] == "without" for child in tree.below(bearer, "case")):
        return True
    return any(tree.words[child] in {"no", "neither"} for child in tree.below(bearer, "det", "advmod", "cc:preconj"))


def _is_done_by_nobody(tree: Tree, index: int, bearer: int) -> bool:
    """Whether nobody did to the bearer what a verb tells ("nobody has arrested him")."""
    if tree.upos(index) != "VERB" or not tree.below(index, "obj"):
        return False
    return any(child != bearer and tree.dep(child) == "nsubj" and _denies(tree, child) for child in tree.children[index])


def _is_bidden(tree: Tree, index: int, lexicons: Lexicons) -> bool:
    """Whether somebody is told to do what a verb tells ("release him")."""
    first = tree.head(index) if tree.dep(index) == "conj" else index
    if first is None or tree.dep(first) != "root" or tree.upos(index) != "VERB" or not tree.below(index, "obj"):
        return False
    has_subject = any(
        tree.dep(child).startswith(("nsubj", "csubj", "aux", "cop")) for verb in (first, index) for child in tree.children[verb]
    )
    return not has_subject and lemmas(tree.words[index], lexicons=lexicons) == (tree.words[index],)


def _is_negated(tree: Tree, index: int) -> bool:
    negations = 0
    for child in tree.children[index]:
        word, following = tree.words[child], tree.words[child + 1] if child + 1 < len(tree.words) else ""
        if is_negation(word) and word not in {"no", "nor"} and following not in _WEAKENED and word not in _NOBODY:
            negations += tree.dep(child).startswith(("advmod", "aux", "det", "mark"))
        negations += word == "nothing" and tree.dep(child) == "obj"  # "he had conceded nothing"
        negations += word == "to" and tree.dep(child) == "mark" and tree.words[child - 1 : child] == ("yet",)  # "is yet to be found"
    return negations % 2 == 1


def _own_mood(tree: Tree, index: int) -> Mood:
    mood: Mood = "possible" if tree.upos(index) == "NOUN" and "for" in (tree.words[case] for case in tree.below(index, "case")) else "fact"
    for child in tree.children[index]:
        word, dep = tree.words[child], tree.dep(child)
        if (dep.startswith("aux") and word in _MAY) or (dep == "mark" and word in _OPEN) or (dep == "advmod" and word in _UNSURE | _HABITS):
            return "possible"
        if dep.startswith("aux") and word in _WILL:
            mood = "planned"
    return mood


def _is_owned_up(tree: Tree, index: int) -> bool:
    """Whether saying so is said to have been an error ("was wrong in saying that"), or was one's own ("we said that"), to be put right."""
    above = tree.head(index)
    is_own = any(tree.words[child] == "we" for child in tree.below(index, "nsubj"))
    is_wrong = any(tree.words[child] in _ERRORS for child in tree.below(index, "advmod"))
    return is_own or is_wrong or (above is not None and tree.words[above] in _ERRORS)


def _climb(tree: Tree, index: int, lexicons: Lexicons) -> tuple[int | None, bool, Mood]:
    """The governor to ask next, whether it turns what is said into its denial, and how far it takes it for a fact."""
    head, dep = tree.head(index), tree.dep(index)
    if head is None:
        return None, False, "fact"
    forms = frozenset(lemmas(tree.words[head], lexicons=lexicons))
    mood: Mood = "fact"
    is_infinitive = any(tree.words[child] == "to" and tree.dep(child) == "mark" for child in tree.children[index])
    if is_infinitive and forms & _IMPLIES_NOT:
        return head, True, "fact"
    has_time = "have" in forms and bool(tree.below(head, "obj"))  # "has ten days to appeal"
    if is_infinitive and (forms.isdisjoint(_TELLS) or has_time):
        mood = "possible" if forms & (_DOUBT | _BIDS) else "planned"
    if dep.split(":")[0] in _UNDER and not dep.startswith("acl"):
        if forms & _DOUBT or (forms & _BRINGS_ABOUT and _is_negated(tree, head)):
            mood = "possible"  # "does not make it safe" says nothing of what it is
        if dep == "ccomp" and (_is_negated(tree, head) or _is_owned_up(tree, head)):
            return None, False, "possible"
        return (None if dep == "ccomp" else head), not forms.isdisjoint(_DENY), mood
    if dep == "conj" and not any(tree.dep(child).startswith(("aux", "nsubj", "cop")) for child in tree.children[index]):
        return None, False, _weaker(mood, _own_mood(tree, head))
    if dep.startswith("acl") and forms & _OPEN_NOUNS:
        return None, False, "possible"
    return None, False, mood
