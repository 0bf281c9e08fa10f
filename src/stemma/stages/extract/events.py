"""Political events: type, mode and participants of a clause, after the PLOVER ontology."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import SUBJECTS, Tree
from stemma.records import EntityType, Event, StatementTime
from stemma.stages.extract.clauses import Clause
from stemma.stages.extract.frames import (
    Frame,
    agent_of,
    can_act,
    find_frame,
    is_calendar,
    is_passive_verb,
    is_public_body,
    mode_of,
    set_scene,
)
from stemma.stages.extract.modality import verb_chain
from stemma.stages.extract.pointers import Pointers

_PLACE_CASES = frozenset(
    {"in", "at", "to", "into", "near", "inside", "outside", "across", "for", "via", "on", "around", "towards", "toward"}
)
_FACING = frozenset({"with", "to", "on", "upon", "against", "from", "for", "at", "between"})
_VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT"})
_AIMED = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION", "SUPPORT", "AID", "COOPERATE"})
"""Types of events whose recipient is no place where they happen."""
_OBLIGING = frozenset({"must", "should", "ought"})
_OWN = frozenset({"i", "we", "it", "he", "she", "they", "there", "this", "that"})
_LENT = frozenset({"in", "on", "into", "with", "to", "for"})

Taker = tuple[str, EntityType]


class Speech(NamedTuple):
    """The speech act that a clause is the content of: the index of its verb in the sentence, its source's entity and head word,
    whether its source is one whose trade is to judge."""

    cue: int
    source: str | None
    speaker: int | None
    is_judge: bool


class _Kind(NamedTuple):
    """An event's frame; ``word`` is the index of the word that names it, ``verb`` that of the verb whose subject and object
    take part; ``is_state`` says that it is what the subject is ("is prepared to")."""

    frame: Frame
    word: int
    verb: int
    is_state: bool = False


def read_event(
    tree: Tree, clause: Clause, pointers: Pointers, times: Sequence[StatementTime], *, speech: Speech | None, lexicons: Lexicons
) -> Event | None:
    """The political event that a clause tells of, null where no frame of the lexicon fits or nobody takes part who can act.

    What is demanded, promised, threatened or alleged is no event yet, the demand is: the verb of the speech act that a clause is
    the content of goes first. Then the outermost of the clause's own verbs that has a frame names it ("threatened to ban"; "set
    to visit"), or a noun where the verb is light ("held talks", "the visit began"). The subject is the actor and the object the
    recipient; a passive turns them round.
    """
    when = next((time.edtf for time in times), None)
    if speech is not None:
        said = _read_speech(tree, clause, pointers, speech, lexicons)
        if said is not None:
            return Event(type=said[0], mode=said[1], actor=said[2], recipient=said[3], place=None, when=when)
    told = clause._replace(subject=_subject(tree, clause, pointers, speech, lexicons))
    kind = _find_kind(tree, told, pointers, lexicons)
    if kind is None or kind.frame.type is None:
        return None
    subject, target = _sides(tree, told, kind, pointers, lexicons)
    place = _place(tree, clause, {*verb_chain(tree, clause.head), kind.word, kind.verb}, pointers)
    words = (subject, target)
    if place is None and not any(can_act(tree, word, pointers, lexicons) for word in words):
        return None
    actor, recipient = (_entity(tree, word, pointers, lexicons) for word in words)
    if recipient is None and subject is not None and kind.frame.type in _MUTUAL:
        recipient = next(
            (one for child in tree.below(subject, "conj") if (one := _entity(tree, child, pointers, lexicons)) is not None), None
        )
    recipient = None if recipient == actor else recipient
    place = None if place == recipient and kind.frame.type in _AIMED else place
    mode = kind.frame.mode or mode_of(kind.frame.type, [tree.words[word] for word in clause.words], lexicons)
    return Event(type=kind.frame.type, mode=mode, actor=actor, recipient=recipient, place=place, when=when)


def _read_speech(
    tree: Tree, clause: Clause, pointers: Pointers, speech: Speech, lexicons: Lexicons
) -> tuple[str, str | None, str | None, str | None] | None:
    """Type, mode, actor and recipient of a demand, promise, threat, praise or accusation whose content the clause is."""
    subject = speech.speaker if speech.speaker is not None else tree.subject(speech.cue)
    actor = speech.source or _entity(tree, subject, pointers, lexicons)
    scene = set_scene(tree, speech.cue, subject, pointers, lexicons)
    frame = find_frame(scene, "verb")
    words = [tree.words[word] for word in clause.words]
    addressee = next((word for word in tree.below(speech.cue, "obj", "iobj", "obl") if _faces(tree, word)), None)
    if frame is not None and frame.type in _VERBAL and (actor is not None or can_act(tree, subject, pointers, lexicons)):
        recipient = _entity(tree, addressee, pointers, lexicons) or _entity(tree, clause.subject, pointers, lexicons)
        return frame.type, frame.mode or mode_of(frame.type, words, lexicons), actor, recipient if recipient != actor else None
    whom = _subject(tree, clause, pointers, None, lexicons)
    obliged = _entity(tree, whom, pointers, lexicons)
    helpers = {tree.words[child] for child in tree.below(clause.head, "aux") if whom is None or child > whom}
    is_obliged = bool(helpers & _OBLIGING) and "have" not in helpers and tree.upos(clause.head) == "VERB"
    if not is_obliged or speech.is_judge or actor is None or obliged == actor or whom is None:
        return None
    if tree.words[whom] in _OWN or not can_act(tree, whom, pointers, lexicons):
        return None
    return "REQUEST", mode_of("REQUEST", words, lexicons), actor, obliged


def _subject(tree: Tree, clause: Clause, pointers: Pointers, speech: Speech | None, lexicons: Lexicons) -> int | None:
    """Who the clause is about: its subject, unless the parse takes a day for it or has none; then the noun phrase that opens the
    clause. A pronoun that nothing is known of stands for who speaks ("the party said it would")."""
    subject = clause.subject
    if subject is None or is_calendar(tree.words[subject], lexicons):
        others = [
            child for child in tree.children[clause.head] if tree.dep(child) in SUBJECTS and not is_calendar(tree.words[child], lexicons)
        ]
        subject = others[0] if others else _opening(tree, clause)
    is_open = subject is not None and tree.words[subject] in {"it", "they", "he", "she"} and pointers.at(tree, subject) is None
    return speech.speaker if is_open and speech is not None and speech.speaker is not None else subject


def _opening(tree: Tree, clause: Clause) -> int | None:
    """The head of the noun phrase that opens a clause, before its verb."""
    words = [word for word in clause.words if tree.upos(word) != "PUNCT"]
    first = next((word for word in words if tree.upos(word) in {"NOUN", "PROPN", "PRON"}), None)
    if first is None or first > clause.head or any(tree.upos(word) in {"ADP", "SCONJ", "VERB", "AUX"} for word in words if word < first):
        return None
    top = first
    for word in tree.above(first):
        if word not in words or word > clause.head or tree.upos(word) not in {"NOUN", "PROPN", "PRON"}:
            break
        top = word
    return top


@lru_cache(maxsize=8)
def _light(lexicons: Lexicons) -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in lexicons.rows("light_verbs"))


def _find_kind(tree: Tree, clause: Clause, pointers: Pointers, lexicons: Lexicons) -> _Kind | None:
    """The frame of the first verb that has one: the clause's own, what it governs, what is coordinated with it."""
    chain = _governed(tree, clause.head)
    beside = [child for child in tree.below(clause.head, "conj") if child in clause.words and tree.upos(child) == "VERB"]
    for index in dict.fromkeys((*chain, *beside)):
        kind = _kind(tree, clause, index, pointers, lexicons)
        if kind is not None:
            return kind
    return _told_kind(tree, clause, pointers, lexicons)


def _told_kind(tree: Tree, clause: Clause, pointers: Pointers, lexicons: Lexicons) -> _Kind | None:
    """The event of what a verb of saying without a source of its own reports ("rebels took the town, the court was told")."""
    for child in tree.below(clause.head, "ccomp", "parataxis"):
        if child in clause.words and tree.is_finite(child) and tree.upos(child) == "VERB":
            kind = _kind(tree, clause._replace(head=child, subject=tree.subject(child)), child, pointers, lexicons)
            if kind is not None:
                return kind
    return None


def _governed(tree: Tree, head: int) -> tuple[int, ...]:
    """A predicate and the infinitives and gerunds that it governs, outermost first ("began withdrawing")."""
    chain = list(verb_chain(tree, head))
    gerunds = [child for child in tree.below(chain[-1], "xcomp") if tree.upos(child) == "VERB" and child not in chain]
    return (*chain, *gerunds[:1])


def _kind(tree: Tree, clause: Clause, index: int, pointers: Pointers, lexicons: Lexicons) -> _Kind | None:
    """The event of one predicate: by the verb's own frame, by the noun that it lends itself to."""
    scene = set_scene(tree, index, clause.subject, pointers, lexicons)
    is_state = tree.upos(index) == "ADJ" or bool(tree.below(index, "cop", "aux:pass"))
    frame = find_frame(scene, "adj") if is_state else None
    if frame is not None:
        return _Kind(frame, index, index, is_state=True)
    if tree.upos(index) == "VERB":
        frame = find_frame(scene, "verb")
    if frame is not None and _has_doer(tree, frame, scene.subject, pointers, lexicons):
        return _Kind(frame, index, index)
    if tree.upos(index) == "NOUN" and tree.below(index, "cop") and any(tree.words[child] == "on" for child in tree.below(index, "case")):
        frame = find_frame(scene, "noun")  # "are on strike"
        return _Kind(frame, index, index, is_state=True) if frame is not None else None
    light = _light(lexicons)
    forms = lemmas(tree.words[index], lexicons=lexicons)
    named: list[int] = []
    if any((form, "object") in light for form in forms):
        named += [child for child in tree.below(index, "obj", "nsubj:pass") if child > index or scene.is_passive]
        named += [child for child in tree.below(index, "obl") if _is_lent(tree, child)]
    if any((form, "subject") in light for form in forms) and clause.subject is not None and tree.upos(clause.subject) == "NOUN":
        named.append(clause.subject)
    for noun in named:
        frame = find_frame(set_scene(tree, noun, clause.subject, pointers, lexicons), "noun")
        if frame is not None:
            return _Kind(frame, noun, index)
    return None


def _is_lent(tree: Tree, index: int) -> bool:
    return any(tree.words[below] in _LENT for below in tree.below(index, "case"))


def _has_doer(tree: Tree, frame: Frame, subject: int | None, pointers: Pointers, lexicons: Lexicons) -> bool:
    """Whether the subject, where there is one, can do what the verb says; frames may name other doers ("a bomb killed")."""
    if frame.type is None or subject is None or any(member.startswith("subject:") for group in frame.groups for member in group):
        return True
    doer = _antecedent(tree, subject)
    return tree.words[doer] == "it" or can_act(tree, doer, pointers, lexicons)


def _antecedent(tree: Tree, index: int) -> int:
    """What a relative pronoun stands for, else the word itself."""
    head = tree.head(index)
    if tree.words[index] in {"who", "which", "that"} and head is not None and tree.dep(head) == "acl:relcl":
        noun = tree.head(head)
        return index if noun is None else noun
    return index


def _sides(tree: Tree, clause: Clause, kind: _Kind, pointers: Pointers, lexicons: Lexicons) -> tuple[int | None, int | None]:
    """The words for who acts and whom it meets."""
    target = _target(tree, clause, kind, pointers, lexicons)
    if is_passive_verb(tree, kind.verb) and not kind.is_state:
        agent = agent_of(tree, kind.verb)
        if kind.word == clause.subject:
            return agent if agent is not None else _owner(tree, kind.word, pointers), target
        return agent, clause.subject
    if clause.subject == kind.word:
        return _owner(tree, kind.word, pointers), target
    subject = tree.subject(kind.verb) if kind.verb != clause.head else clause.subject
    subject = subject if subject is not None else clause.subject
    if subject is None:
        return None, target
    doer = _antecedent(tree, subject)
    return doer if can_act(tree, doer, pointers, lexicons) else _owner(tree, doer, pointers), target


def _owner(tree: Tree, noun: int, pointers: Pointers) -> int | None:
    """Whose event a noun names: "Oslo's visit", "the visit of the premier"."""
    for child in tree.below(noun, "nmod:poss", "nmod", "compound", "amod"):
        if tree.dep(child) == "nmod:poss" or any(tree.words[below] in {"by", "of", "between"} for below in tree.below(child, "case")):
            return child
        if pointers.is_nationality(tree, child):
            return child
    return None


def _target(tree: Tree, clause: Clause, kind: _Kind, pointers: Pointers, lexicons: Lexicons) -> int | None:
    """The object, or a phrase with "with", "against" and the like: the first that is a name, else the first that can act."""
    inner = verb_chain(tree, kind.verb)[1:2]
    objects = (child for child in tree.below(kind.verb, "obj", "obl") if not tree.below(child, "case"))
    words = []
    for index in dict.fromkeys((kind.verb, kind.word, *inner, *objects)):
        for child in tree.below(index, "obj", "iobj", "obl", "nmod"):
            if child not in (clause.subject, kind.word) and _faces(tree, child):
                words.append(child)
    words.sort(key=lambda word: not any(tree.words[below] == "against" for below in tree.below(word, "case")))
    named = next((word for word in words if pointers.at(tree, word) is not None), None)
    return named if named is not None else next((word for word in words if can_act(tree, word, pointers, lexicons)), None)


def _faces(tree: Tree, index: int) -> bool:
    return not tree.dep(index).startswith(("obl", "nmod")) or any(tree.words[below] in _FACING for below in tree.below(index, "case"))


def _entity(tree: Tree, index: int | None, pointers: Pointers, lexicons: Lexicons) -> str | None:
    """Whom a word stands for: by its own name, else the body or state whose people they are ("Caucus members", "Norway's army")."""
    entity = pointers.at(tree, index)
    if entity is None and index is not None and tree.upos(index) == "NOUN":
        is_public = is_public_body(tree.words[index], lexicons)
        bodies = (pointers.at(tree, child) for child in tree.below(index, "compound", *(("nmod:poss",) if is_public else ())))
        entity = next((body for body in bodies if body is not None and body[1] in {"organisation", "place"}), None)
    return entity[0] if entity else None


def _place(tree: Tree, clause: Clause, governors: set[int], pointers: Pointers) -> str | None:
    """The first place in the clause that a preposition of place ties to the event, or that is its object."""
    for index in clause.words:
        if not tree.dep(index).startswith(("obl", "nmod", "obj")) or not governors & {tree.head(index), *tree.above(index)[1:2]}:
            continue
        entity = pointers.at(tree, index) or _named_after(tree, index, pointers)
        if entity is None or entity[1] != "place":
            continue
        cases = {tree.words[below] for below in tree.below(index, "case")}
        if cases & _PLACE_CASES or tree.dep(index) == "obj":
            return entity[0]
    return None


def _named_after(tree: Tree, index: int, pointers: Pointers) -> Taker | None:
    """The name of a place that a noun only describes: "the port of Alva"."""
    for child in tree.below(index, "nmod", "appos"):
        if tree.dep(child) == "appos" or any(tree.words[below] == "of" for below in tree.below(child, "case")):
            return pointers.at(tree, child)
    return None
