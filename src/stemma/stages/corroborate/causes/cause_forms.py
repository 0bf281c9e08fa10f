"""The forms of words that tell what brought something about, found in the parse of one sentence.

The verbs of each form stand in the lexicon ``cause_words``; beside them nouns (*the cause*, *the culprit*, *to blame*), prepositions
(*due to*), pointing ("what ended it was the pastor", "it was the oil") and contrast ("a valve, and not the weather, sent the wave").
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree

SHORT = 4
"""Words of what is named by "it was the …", from which on it is described."""
_MISHAPS = frozenset(
    "fire blaze flames inferno explosion blast outbreak infection epidemic poisoning contamination leak spill error mistake mix-up fault"
    " outage blackout failure water gas smoke germs bacteria poison gunfire shots crash collapse flood wave slide landslide avalanche"
    " rumour rumor problem trouble bug breach".split()
)
"""What begins somewhere because somebody or something began it."""
ILL = frozenset({"ill", "sick", "unwell"})
"""Words for one state."""
_STATES = ILL | {"impossible", "unsafe", "unusable"}
_SHOTS = frozenset({"fire", "shot", "shots"})
_NAMED = frozenset({"cause", "culprit", "trigger"})
_VAGUE = frozenset({"some", "any", "this", "that"})
_BLAME = frozenset({"blame", "fault", "responsibility", "credit"})
_NOT = frozenset({"not", "n't", "n’t", "never", "no"})
_FANCIED = frozenset({"thought", "felt", "seemed", "like", "if"})
_BE = frozenset({"was", "is", "were", "are", "'s", "’s", "been", "be"})
Form = Literal["blame", "tells", "origin", "dies", "aside", "points", "rules_out"]
"""blame: it answers who or what was behind it; tells: it brought about what is named; origin: where or with what that began; dies: of an
illness; aside: of nothing but what is named ("because of"); points: "it was the …"; rules_out: it was not."""


@dataclass(frozen=True, slots=True, eq=False)
class CauseWords:
    """Words of one tree: the cause, the predicate that ties it to its effect, and the effect, null where it goes without saying."""

    cause: int
    predicate: int
    effect: int | None
    form: Form


@lru_cache(maxsize=8)
def _forms(lexicons: Lexicons) -> Mapping[str, frozenset[str]]:
    return {form: frozenset(words.split()) for form, words in lexicons.rows("cause_words")}


def find_causes(tree: Tree, lexicons: Lexicons) -> Iterator[CauseWords]:
    """Every cause in a sentence, in the order of the words that tell it."""
    forms = _forms(lexicons)
    for index in range(len(tree.tokens)):
        if tree.upos(index) in {"VERB", "AUX", "ADJ", "NOUN"} or tree.words[index] in {"blame", "fault"}:
            known = _known(tree, index, forms, lexicons)
            if tree.upos(index) == "VERB":
                yield from _by_verb(tree, index, known)
            yield from _by_noun(tree, index)
        yield from _by_preposition(tree, index)
        yield from _by_pointing(tree, index)
        yield from _by_contrast(tree, index)


def _known(tree: Tree, index: int, forms: Mapping[str, frozenset[str]], lexicons: Lexicons) -> frozenset[str]:
    """The forms of telling of which a verb, with its particle, may be."""
    if any(tree.words[child] == "up" for child in tree.below(index, "advmod", "compound")):
        return frozenset()  # what leads up to a thing does not bring it about
    particles = [tree.words[child] for child in tree.below(index, "compound")] + [
        tree.words[case] for child in tree.below(index, "obl") for case in tree.below(child, "case") if tree.words[case] in {"to", "in"}
    ]
    named = set(lemmas(tree.words[index], lexicons=lexicons))
    named |= {f"{lemma}_{particle}" for lemma in named for particle in particles}
    return frozenset(form for form, words in forms.items() if not words.isdisjoint(named))


def _by_verb(tree: Tree, verb: int, known: frozenset[str]) -> Iterator[CauseWords]:
    subject, obj = _subject(tree, verb), _object(tree, verb)
    is_passive = any(tree.dep(child) in {"aux:pass", "nsubj:pass"} for child in tree.children[verb])
    state = next((child for child in tree.below(verb, "xcomp") if tree.words[child] in _STATES), None) if "makes" in known else None
    if "brings" in known or state is not None or ("opens" in known and _is_of_shots(tree, subject if is_passive else obj)):
        yield from _by_bringing(tree, verb, state, is_passive=is_passive)
    if "begins" in known and subject is not None and not _MISHAPS.isdisjoint(_phrase(tree, subject)):
        origin = _behind(tree, verb, "from", "with", "in", "out")
        if origin is not None and tree.upos(origin) == "NOUN":
            yield CauseWords(origin, verb, subject, "origin")
    if "blames" in known:
        yield from _by_blaming(tree, verb, subject if is_passive else obj, is_passive=is_passive)
    is_put = obj is not None and "puts" in known and tree.words[obj] in _BLAME
    owed = _behind(tree, verb, "to", "on", "at", "with") if is_put or ("owes" in known and obj is not None) else None
    if owed is not None:
        yield CauseWords(owed, verb, None if is_put else obj, "blame")
    if "rules_out" in known and obj is not None:
        yield CauseWords(obj, verb, None, "rules_out")
    if "dies" in known and subject is not None and not _is_one_of_many(tree, subject):
        illness = _behind(tree, verb, "of", "from", "to")
        if illness is not None:
            yield CauseWords(illness, verb, verb, "dies")


def _is_of_shots(tree: Tree, what: int | None) -> bool:
    """Whether what is opened is fire ("Fire was opened by the guards")."""
    return what is not None and tree.words[what] in _SHOTS


def _by_bringing(tree: Tree, verb: int, state: int | None, *, is_passive: bool) -> Iterator[CauseWords]:
    """Who brings something about: "rain caused the slide", "the slide was caused by rain", "bacteria made them ill"."""
    subject, obj = _subject(tree, verb), _object(tree, verb)
    effect = obj if obj is not None else _behind(tree, verb, "to", "in")
    form: Form = "tells" if state is None else "blame"
    by = [child for child in tree.children[verb] if _is_marked(tree, child, "by") and tree.upos(child) in {"NOUN", "PROPN"}]
    agent = next(iter(tree.below(verb, "obl:agent")), by[0] if by and is_passive else None)
    if agent is not None and subject is not None:
        yield CauseWords(agent, verb, subject if state is None else state, form)
    elif agent is None and subject is not None and effect is not None and not is_passive:
        yield CauseWords(subject, verb, effect if state is None else state, form)


def _by_blaming(tree: Tree, verb: int, blamed: int | None, *, is_passive: bool) -> Iterator[CauseWords]:
    """Who is blamed: "blamed the mine for the slide", "blamed the slide on the mine"."""
    on, sake = _behind(tree, verb, "on", "upon"), _behind(tree, verb, "for")
    if tree.below(verb, "advcl") and sake is None and not is_passive:
        return  # blamed for doing something: a reproach
    if blamed is None:
        blamed = _noun_before(tree, verb)
    if on is not None and tree.upos(on) in {"NOUN", "PROPN"} and blamed is not None:
        yield CauseWords(on, verb, blamed, "blame")
    elif blamed is not None:
        yield CauseWords(blamed, verb, sake, "blame")


def _by_noun(tree: Tree, index: int) -> Iterator[CauseWords]:
    """What nouns tell: "X was to blame", "at fault", "the cause", "the culprit", "responsible for"; "the cause was X"."""
    word = tree.words[index]
    is_named = word in _NAMED and tree.upos(index) == "NOUN"
    subject, effect = _subject(tree, index), _behind(tree, index, "for", "of")
    is_at_fault = (word == "blame" and _is_marked(tree, index, "to")) or (word == "fault" and _is_marked(tree, index, "at"))
    is_called = is_named or (word == "responsible" and effect is not None)
    if subject is not None and (is_at_fault or (is_called and tree.below(index, "cop"))):
        yield CauseWords(subject, index, effect, "blame")
    head = tree.head(index)
    if is_named and head is not None:
        cause = _named_as(tree, index, head)
        if cause is not None:
            yield CauseWords(cause, head, effect, "blame")


def _named_as(tree: Tree, index: int, head: int) -> int | None:
    """What is named the cause: "the cause was X", "named X as the cause", "X was named as the cause", "gave the cause as X"."""
    if tree.dep(index).startswith("nsubj"):
        is_noun = tree.upos(head) == "NOUN" and bool(tree.below(head, "cop")) and not tree.below(head, "case")
        return head if is_noun else None
    if _is_marked(tree, index, "as") and tree.dep(index) in {"obl", "xcomp", "nmod", "advcl"}:
        named = _object(tree, head)
        return named if named is not None else _subject(tree, head)
    if tree.dep(index) == "obj":
        after = [child for child in (*tree.children[head], *tree.children[index]) if child > index and _is_marked(tree, child, "as")]
        return next((child for child in after if tree.upos(child) == "NOUN"), None)
    return None


def _by_preposition(tree: Tree, index: int) -> Iterator[CauseWords]:
    """What stands behind "due to", "owing to", "because of", "thanks to"."""
    if tree.words[index : index + 2] not in {("due", "to"), ("owing", "to"), ("because", "of"), ("thanks", "to")}:
        return
    is_case = tree.dep(index) == "case"
    noun = tree.head(index) if is_case else next(iter(tree.below(index, "obl", "nmod")), None)
    owner = tree.head(noun) if is_case and noun is not None else index
    if noun is None or owner is None or tree.upos(noun) != "NOUN":
        return
    effect = _subject(tree, owner) if tree.words[owner] == "due" else owner
    if effect is not None:
        yield CauseWords(noun, owner, effect, "aside")


def _by_pointing(tree: Tree, index: int) -> Iterator[CauseWords]:
    """What is pointed at: "what ended it was the pastor", "it was the oil"."""
    if tree.upos(index) not in {"NOUN", "PROPN"}:
        return
    copulas = [child for child in tree.below(index, "cop") if tree.words[child] in _BE]
    if not copulas:
        return
    asked = _asked_for(tree, copulas[0])
    effect = None if asked is None else _object(tree, asked)
    if effect is not None:
        yield CauseWords(index, index, effect, "blame")
    elif _is_pointed_at(tree, index):
        clause = next(iter(tree.below(index, "acl:relcl")), None)
        yield CauseWords(index, index, _object(tree, clause) if clause is not None else None, "points")


def _asked_for(tree: Tree, copula: int) -> int | None:
    """The verb of a clause with "what" that stands before a copula."""
    for word in (word for word in range(copula) if tree.words[word] == "what"):
        head = tree.head(word) if tree.dep(word) in {"nsubj", "nsubj:pass"} else None
        clauses = [verb for verb in tree.below(word, "acl:relcl") if not tree.below(verb, "nsubj")]
        verbs = clauses if head is None else [*clauses, head]
        verb = next((verb for verb in verbs if word < verb < copula and tree.upos(verb) == "VERB"), None)
        if verb is not None:
            return verb
    return None


def _by_contrast(tree: Tree, index: int) -> Iterator[CauseWords]:
    """Who or what is set against another: "a valve, and not the weather, sent the wave"."""
    if tree.dep(index) not in {"nsubj", "nsubj:pass", "obl:agent"} or next(ruled_out(tree, index), None) is None:
        return
    verb = tree.head(index)
    if verb is not None and tree.upos(verb) == "VERB":
        effect = _object(tree, verb) if tree.dep(index) == "nsubj" else _subject(tree, verb)
        if effect is not None:
            yield CauseWords(index, verb, effect, "blame")


def ruled_out(tree: Tree, index: int) -> Iterator[int]:
    """Nouns in a phrase that are set against it by "not"."""
    for word in range(tree.first[index], tree.last[index] + 1):
        if word != index and tree.dep(word) in {"conj", "appos"} and tree.upos(word) in {"NOUN", "PROPN"} and is_denied(tree, word):
            yield word


def _is_pointed_at(tree: Tree, index: int) -> bool:
    """Whether "it was the …" names a thing and says no more of it, but for what it did."""
    if not any(tree.words[child] == "it" for child in tree.below(index, "nsubj", "expl")):
        return False
    nouns = [child for child in tree.below(index, "nmod") if tree.dep(child) != "nmod:poss"]
    if nouns or tree.below(index, "obl", "nummod", "case", "acl") or (tree.below(index, "advmod") and not is_denied(tree, index)):
        return False
    articles = [tree.words[child] for child in tree.below(index, "det", "nmod:poss")]
    clause = tree.below(index, "acl:relcl")
    words = [child for child in tree.children[index] if tree.dep(child) in {"amod", "compound", "det"}]
    if len(words) >= SHORT or any(tree.words[word] in _FANCIED for word in tree.above(index)[:1]):
        return False
    was = any(tree.words[child] in {"was", "were"} for child in tree.below(index, "cop"))
    is_bare = was and tree.dep(index) == "ccomp" and not articles and not words  # "said that it was fraud"
    return "the" in articles or (bool(clause) and not _VAGUE.intersection(articles)) or is_bare


def _is_one_of_many(tree: Tree, subject: int) -> bool:
    """Whether a noun is one that others stand beside ("a third man"), or several."""
    articles = {tree.words[child] for child in tree.below(subject, "det")}
    return bool(tree.below(subject, "nummod")) or not articles.isdisjoint({"a", "an", "another", "one"})


# ---------------------------------------------------------------- reading the tree


def _subject(tree: Tree, index: int) -> int | None:
    """The subject; of a relative clause the noun that it belongs to."""
    subject = tree.subject(index)
    if subject is None or tree.words[subject] in {"that", "which", "who"}:
        noun = _noun_before(tree, index)
        return noun if noun is not None else subject
    return subject


def _noun_before(tree: Tree, index: int) -> int | None:
    is_loose = tree.dep(index) == "acl" and tree.words[index].endswith("ing") and tree.words[index - 1] == ","
    return tree.head(index) if tree.dep(index) in {"acl", "acl:relcl"} and not is_loose else None


def _object(tree: Tree, index: int) -> int | None:
    return next(iter(tree.below(index, "obj")), None)


def _behind(tree: Tree, index: int, *words: str) -> int | None:
    """What stands behind one of these prepositions, by the verb or by its object."""
    places = [*tree.below(index, "obl", "nmod"), *(c for obj in tree.below(index, "obj") for c in tree.below(obj, "nmod"))]
    return next((child for child in places if _is_marked(tree, child, *words)), None)


def _is_marked(tree: Tree, index: int, *words: str) -> bool:
    return any(tree.words[child] in words for child in tree.below(index, "case", "mark"))


def is_denied(tree: Tree, index: int) -> bool:
    """Whether a word is negated."""
    return any(tree.words[child] in _NOT for child in tree.below(index, "advmod", "det", "aux", "cc"))


def _phrase(tree: Tree, index: int) -> frozenset[str]:
    return frozenset((tree.words[index], *(tree.words[child] for child in tree.below(index, "compound"))))
