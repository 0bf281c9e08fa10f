"""What a sentence denies: the thing, the happening or the state, and of whom.

A negation has a focus (Huddleston and Pullum, 2002, chapter 9): the noun behind "no", the verb that "not", "never" or "nobody" goes with,
and its object; behind "no sign of", "no plan to" and "denied that" it is what these speak of.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.opposites import is_negation
from stemma.language.syntax import SUBJECTS, Tree

_PERSONS = frozenset({"nobody", "none", "nothing", "neither", "no-one"})
_NOUNS = frozenset({"NOUN", "PROPN"})
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_ASIDE = frozenset({"parataxis", "advcl", "appos", "acl:relcl"})
_AGREES = frozenset({"correspond", "corresponds", "corresponded", "match", "matches"})
_TRUTH = frozenset({"reality", "truth", "facts"})
_OPEN = frozenset({"if", "unless", "whether", "lest"})
"""Conjunctions under which nothing is denied ("if there is no offer")."""
_UNDONE, _UNDONE_LENGTH = ("ed", "en", "rt"), 7
"""How adjectives end that deny by "un-" ("unhurt", "undamaged"), and how long they are at least."""


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial. ``at`` is the word that denies; ``foci`` are the words denied, the chief one first; ``scope`` are all words under it,
    ``subject`` is of whom it is denied; ``is_narrowed``: only some of a kind are ("no new date")."""

    sort: str
    at: int
    foci: tuple[int, ...]
    scope: frozenset[int]
    subject: int | None = None
    is_narrowed: bool = False


@lru_cache(maxsize=8)
def denial_words(lexicons: Lexicons, kind: str) -> frozenset[str]:
    """The words of one class of the lexicon ``denial_words``."""
    return frozenset(word for name, words in lexicons.rows("denial_words") if name == kind for word in words.split())


def find_denied(tree: Tree, lexicons: Lexicons) -> Iterator[Denial]:
    """All denials of a sentence, in their order; what is only supposed ("if there is no offer") is none."""
    for index, word in enumerate(tree.words):
        found = _denial(tree, index, word, lexicons)
        if found is not None and found.foci and not _is_supposed(tree, index):
            yield found


def _is_supposed(tree: Tree, index: int) -> bool:
    return any(tree.words[child] in _OPEN for word in (index, *tree.above(index)) for child in tree.below(word, "mark"))


def _denial(tree: Tree, index: int, word: str, lexicons: Lexicons) -> Denial | None:
    following = tree.words[index + 1] if index + 1 < len(tree.words) else ""
    upos = tree.upos(index)
    if is_negation(word) or word == "zero":
        return None if following in denial_words(lexicons, "weakened") else _negated(tree, index, lexicons)
    if word in denial_words(lexicons, "denying") and upos in {"VERB", "NOUN"}:
        return _governed(tree, index, "denied", lexicons)
    if word in denial_words(lexicons, "failing") and upos == "VERB":
        return _governed(tree, index, "refused", lexicons)
    if word in denial_words(lexicons, "false") and upos in CONTENT:
        return _called_false(tree, index)
    if word.startswith("un") and upos == "ADJ" and len(word) >= _UNDONE_LENGTH and word.endswith(_UNDONE):
        return Denial("undone", index, (index,), _under(tree, index), tree.subject(tree.predicate(index)))
    return None


def _negated(tree: Tree, index: int, lexicons: Lexicons) -> Denial | None:
    word, head = tree.words[index], tree.head(index)
    if head is None:
        return None
    if word == "without":
        return _noun(tree, "without", index, lexicons) if tree.dep(index) == "case" else None
    is_no_one = word == "no" and tree.words[head] == "one"
    if is_no_one or (word in _PERSONS and tree.dep(index) != "det"):
        return _of_person(tree, head if is_no_one else index, lexicons)
    if tree.dep(index) == "det" or word in {"no", "zero"}:
        return _noun(tree, "no", index, lexicons)
    if word == "not" and tree.upos(head) in _NOUNS and not tree.below(head, "cop", "nsubj"):
        return _noun(tree, "contrast", index, lexicons)
    if tree.words[head] in denial_words(lexicons, "saying") or _is_asked(tree, head):
        return None
    if tree.words[head] in _AGREES and any(tree.words[child] in _TRUTH for child in tree.below(head, "obl")):
        return _called_false(tree, head, is_negated=True)
    return _verb(tree, "never" if word == "never" else "not", index, head, lexicons)


def _is_asked(tree: Tree, verb: int) -> bool:
    """Whether a verb is what somebody is to do or not ("asked them not to drink it")."""
    return any(tree.words[child] == "to" for child in tree.below(verb, "mark"))


def _of_person(tree: Tree, person: int, lexicons: Lexicons) -> Denial | None:
    governor = tree.head(person)
    if governor is None or tree.words[governor] in denial_words(lexicons, "saying"):
        return None
    if tree.dep(person) in SUBJECTS:
        return _verb(tree, "nobody", person, governor, lexicons)
    return _verb(tree, "nothing", person, governor, lexicons) if tree.dep(person) in {"obj", "obl"} else None


def _verb(tree: Tree, sort: str, index: int, verb: int, lexicons: Lexicons) -> Denial:
    """A verb that is denied, with what it was done to; where the verb says little, also its subject."""
    below = tree.below(verb, "obj", "nsubj:pass", "xcomp", "ccomp")
    foci = [verb, *(child for child in below if child != index and tree.upos(child) in CONTENT)]
    if tree.words[verb] in denial_words(lexicons, "light") or tree.below(verb, "cop"):
        foci += [child for child in tree.below(verb, "nsubj", "obl") if child != index and tree.upos(child) in _NOUNS]
    subject = next((child for child in tree.children[verb] if tree.dep(child) in SUBJECTS and child != index), None)
    subject = tree.subject(verb) if subject is None else subject
    return Denial(sort, index, tuple(dict.fromkeys(foci)), _under(tree, verb), None if subject == index else subject)


def _noun(tree: Tree, sort: str, index: int, lexicons: Lexicons) -> Denial:
    """A noun that is denied, what it is about, and the verb whose subject or object it is ("no ransom was paid")."""
    noun = tree.head(index) or 0
    about = [
        word for child in tree.below(noun, "nmod", "acl", "ccomp") if tree.upos(child) in CONTENT for word in _with_objects(tree, child)
    ]
    foci = [*about, noun] if about and tree.words[noun] in denial_words(lexicons, "about") else [noun, *about]
    governor = tree.head(noun) if sort != "without" else None
    if governor is not None and tree.dep(noun).partition(":")[0] in {"nsubj", "obj"}:
        foci.append(governor)
    foci += [child for child in tree.below(noun, "compound", "amod", "conj") if tree.upos(child) in CONTENT]
    return Denial(
        sort=sort,
        at=index,
        foci=tuple(dict.fromkeys(foci)),
        scope=_under(tree, noun) | (frozenset() if governor is None else _under(tree, governor)),
        subject=None if governor is None or tree.dep(noun) in SUBJECTS else tree.subject(governor),
        is_narrowed=any(tree.words[child] in denial_words(lexicons, "narrowing") for child in tree.children[noun]),
    )


def _with_objects(tree: Tree, index: int) -> list[int]:
    return [index, *(child for child in tree.below(index, "obj", "nsubj") if tree.upos(child) in CONTENT)]


def _governed(tree: Tree, index: int, sort: str, lexicons: Lexicons) -> Denial | None:
    """What a verb denies by what it means: its object or clause; behind a relative pronoun the noun that it hangs on."""
    held = CONTENT | {"AUX"}  # "denied that there is a plan"
    below = [child for child in tree.below(index, "obj", "ccomp", "xcomp", "acl", "nmod", "csubj") if tree.upos(child) in held]
    head = tree.head(index)
    if not below and tree.dep(index) == "acl:relcl" and head is not None:
        below = [head]
    deps = ("obj", "nsubj", "nmod", "ccomp", "acl", "xcomp")
    foci = [word for top in below for word in (top, *(child for child in tree.below(top, *deps) if tree.upos(child) in CONTENT))]
    foci = [word for word in foci if tree.words[word] not in denial_words(lexicons, "light") and tree.upos(word) in CONTENT]
    foci = [word for word in foci if tree.words[word] not in denial_words(lexicons, "about")] or foci
    scope = frozenset({index}).union(*(_under(tree, top) for top in below))
    subject = next((child for top in below for child in tree.below(top, "nsubj")), None)
    return Denial(sort, index, tuple(dict.fromkeys(foci)), scope, subject)


def _called_false(tree: Tree, index: int, *, is_negated: bool = False) -> Denial | None:
    """What is said to be untrue: the subject of the word, or what it stands before, with what that is about."""
    if any(is_negation(tree.words[child]) for child in tree.children[index]) != is_negated:
        return None
    nouns = [child for child in tree.below(index, "nsubj") if tree.upos(child) in _NOUNS]
    head = tree.head(index)
    if not nouns and tree.dep(index) == "amod" and head is not None:
        nouns = [head]
    about = [child for noun in nouns for child in tree.below(noun, "acl", "nmod", "ccomp") if tree.upos(child) in CONTENT]
    about += [child for word in about for child in tree.below(word, "nmod", "obj") if tree.upos(child) in CONTENT]
    return Denial("false", index, tuple(dict.fromkeys([*nouns, *about])), _under(tree, index))


def _under(tree: Tree, top: int) -> frozenset[int]:
    """All words below one, but for clauses beside it."""
    found: set[int] = set()
    waiting = [top]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [child for child in tree.children[here] if _is_inside(tree, child)]
    return frozenset(found)


def _is_inside(tree: Tree, child: int) -> bool:
    dep = tree.dep(child)
    return dep not in _ASIDE and (dep != "conj" or tree.upos(child) in _NOUNS)
