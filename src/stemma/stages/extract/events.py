"""Political events: type, mode and participants of a clause, after the PLOVER ontology."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree
from stemma.records import EntityType, Event, StatementTime
from stemma.stages.extract.clauses import Clause
from stemma.stages.extract.modality import verb_chain
from stemma.stages.extract.pointers import Pointers

_PLACE_CASES = frozenset(
    {"in", "at", "to", "into", "near", "inside", "outside", "across", "for", "via", "on", "around", "towards", "toward"}
)


class _Rule(NamedTuple):
    companions: frozenset[str]
    type: str
    mode: str | None


class _Kind(NamedTuple):
    """An event's type and mode; ``word`` is the index of the word that names it."""

    type: str
    mode: str | None
    word: int


def read_event(tree: Tree, clause: Clause, pointers: Pointers, times: Sequence[StatementTime], *, lexicons: Lexicons) -> Event | None:
    """The political event that a clause tells of, null where the lexicon knows none or nobody takes part by name.

    The clause's last verb names it ("is set to visit"), or a noun where the verb is light ("held talks", "the visit
    began"). The subject is the actor and the object the recipient; a passive turns them round.
    """
    chain = verb_chain(tree, clause.head)
    kind = next((kind for index in reversed(chain) if (kind := _kind(tree, clause, index, lexicons)) is not None), None)
    if kind is None:
        return None
    verb = chain[-1]
    is_passive = bool(tree.below(kind.word, "aux:pass"))
    subject, target = pointers.at(tree, _actor(tree, clause, kind)), _target(tree, clause, verb, kind, pointers)
    if is_passive and tree.upos(kind.word) == "VERB":
        subject, target = _agent(tree, verb, pointers), subject
    if subject is None and target is None:
        return None
    place = _place(tree, clause, {*chain, kind.word}, pointers)
    actor = subject[0] if subject else None
    recipient = target[0] if target and target[0] != actor else None
    when = next((time.edtf for time in times), None)
    return Event(type=kind.type, mode=kind.mode, actor=actor, recipient=recipient, place=place, when=when)


@lru_cache(maxsize=8)
def _rules(lexicons: Lexicons) -> dict[tuple[str, str], tuple[_Rule, ...]]:
    found: dict[tuple[str, str], tuple[_Rule, ...]] = {}
    for word, pos, companions, kind, mode in lexicons.rows("plover_events"):
        rule = _Rule(frozenset() if companions == "*" else frozenset(companions.split()), kind, None if mode == "-" else mode)
        found[word, pos] = (*found.get((word, pos), ()), rule)
    return found


@lru_cache(maxsize=8)
def _light(lexicons: Lexicons) -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in lexicons.rows("light_verbs"))


def _kind(tree: Tree, clause: Clause, index: int, lexicons: Lexicons) -> _Kind | None:
    """The event of one predicate: by its own meaning under a condition, by the noun it lends itself to, by its own."""
    own = _lookup(tree, index, "verb", lexicons) if tree.upos(index) == "VERB" else None
    if own is not None and own[1]:
        return own[0]
    light = _light(lexicons)
    forms = lemmas(tree.words[index], lexicons=lexicons)
    if any((form, "object") in light for form in forms):
        for child in tree.below(index, "obj", "obl"):
            named = _lookup(tree, child, "noun", lexicons)
            if named is not None and child > index:
                return named[0]
    if any((form, "subject") in light for form in forms) and clause.subject is not None and tree.upos(clause.subject) == "NOUN":
        named = _lookup(tree, clause.subject, "noun", lexicons)
        if named is not None:
            return named[0]
    return own[0] if own else None


def _lookup(tree: Tree, index: int, pos: str, lexicons: Lexicons) -> tuple[_Kind, bool] | None:
    """The rule that fits a word, and whether it was one with a condition."""
    rules = _rules(lexicons)
    particles = [tree.words[child] for child in tree.below(index, "compound")]
    for form in lemmas(tree.words[index], lexicons=lexicons):
        compound = [f"{form} {particle}" if pos == "verb" else f"{particle} {form}" for particle in particles]
        for key in (*compound, form):
            for rule in rules.get((key, pos), ()):
                if not rule.companions or rule.companions & _companions(tree, index, lexicons):
                    return _Kind(rule.type, rule.mode, index), bool(rule.companions)
    return None


def _companions(tree: Tree, index: int, lexicons: Lexicons) -> frozenset[str]:
    found: set[str] = set()
    for child in tree.below(index, "obj", "obl", "compound", "amod", "nmod", "xcomp", "nsubj:pass"):
        found.update(lemmas(tree.words[child], lexicons=lexicons))
        for below in tree.children[child]:
            if tree.dep(below) in {"case", "compound", "conj", "nmod"}:
                found.update(lemmas(tree.words[below], lexicons=lexicons))
    return frozenset(found)


def _actor(tree: Tree, clause: Clause, kind: _Kind) -> int | None:
    """The subject, or whose event it is where the subject itself names the event."""
    if clause.subject != kind.word:
        return clause.subject
    for child in tree.below(kind.word, "nmod:poss", "nmod", "compound"):
        if tree.dep(child) == "nmod:poss" or any(tree.words[below] in {"by", "of"} for below in tree.below(child, "case")):
            return child
    return None


def _target(tree: Tree, clause: Clause, verb: int, kind: _Kind, pointers: Pointers) -> tuple[str, EntityType] | None:
    for index in dict.fromkeys((verb, kind.word)):
        for child in tree.below(index, "obj", "iobj", "obl", "nmod"):
            if child == clause.subject or (tree.dep(child).startswith(("obl", "nmod")) and not _faces(tree, child)):
                continue
            entity = pointers.at(tree, child)
            if entity is not None:
                return entity
    return None


def _faces(tree: Tree, index: int) -> bool:
    return any(tree.words[below] in {"with", "to", "on", "against", "from", "for", "at"} for below in tree.below(index, "case"))


def _agent(tree: Tree, verb: int, pointers: Pointers) -> tuple[str, EntityType] | None:
    for child in tree.below(verb, "obl"):
        if tree.dep(child) == "obl:agent" or any(tree.words[below] == "by" for below in tree.below(child, "case")):
            return pointers.at(tree, child)
    return None


def _place(tree: Tree, clause: Clause, governors: set[int], pointers: Pointers) -> str | None:
    """The first place in the clause that a preposition of place ties to the event, or that is its object."""
    for index in clause.words:
        if not tree.dep(index).startswith(("obl", "nmod", "obj")) or not governors & {tree.head(index), *tree.above(index)[1:2]}:
            continue
        entity = pointers.at(tree, index)
        if entity is None or entity[1] != "place":
            continue
        cases = {tree.words[below] for below in tree.below(index, "case")}
        if cases & _PLACE_CASES or tree.dep(index) == "obj":
            return entity[0]
    return None
