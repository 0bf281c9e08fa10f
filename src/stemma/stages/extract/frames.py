"""Frames of political events: what a verb or noun names, under conditions on the words that hang on it and on who takes part.

The frames are the lexicon ``plover_events``, its classes of words ``event_classes``; their notation is explained there.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.language.syntax import Tree
from stemma.stages.extract.pointers import Pointers

_NEAR = ("obj", "iobj", "obl", "xcomp", "ccomp", "nmod", "amod", "compound", "advcl", "acl", "nsubj:pass", "advmod", "nummod")
_WITHIN = frozenset({"compound", "amod", "nmod", "conj", "obj", "xcomp", "obl", "flat", "nummod"})
_PHRASES = ("obj", "iobj", "obl", "nsubj:pass", "nmod")
_PARTICLES = frozenset("off out up down over back in away".split())
_PERSONAL = frozenset("i he she they we who him her them us whom himself herself themselves someone somebody everyone".split())
_COUNTS = frozenset({"NUM", "DET", "PRON"})
_SINGLED = frozenset({"one", "some", "many", "several", "both", "those", "others", "all", "most"})
_MODALS = frozenset({"will", "would", "should", "must", "shall", "'ll", "’ll"})
_DEPTH = 3


class Frame(NamedTuple):
    """An event's type and mode, and the groups of conditions that each must be met by one of its members; a null type says that
    the words name no event."""

    groups: tuple[tuple[str, ...], ...]
    type: str | None
    mode: str | None


class Frames(NamedTuple):
    """``by_word`` is from (word, part of speech) to its frames in file order; ``modes`` from an event's type to (word or class,
    mode); ``actors`` are nouns for who can act."""

    by_word: dict[tuple[str, str], tuple[Frame, ...]]
    classes: dict[str, frozenset[str]]
    modes: dict[str, tuple[tuple[str, str], ...]]
    actors: frozenset[str]


@lru_cache(maxsize=8)
def read_frames(lexicons: Lexicons) -> Frames:
    """Compile the lexicons ``plover_events``, ``event_classes`` and ``roles``."""
    classes: dict[str, frozenset[str]] = {}
    for name, words in lexicons.rows("event_classes"):
        classes[name] = classes.get(name, frozenset()) | frozenset(words.split())
    by_word: dict[tuple[str, str], tuple[Frame, ...]] = {}
    modes: dict[str, tuple[tuple[str, str], ...]] = {}
    for listed, pos, conditions, kind, mode in lexicons.rows("plover_events"):
        for word in listed.split(","):
            if pos == "mode":
                modes[kind] = (*modes.get(kind, ()), (word, mode))
                continue
            groups = () if conditions == "*" else tuple(tuple(group.split()) for group in conditions.split("&"))
            frame = Frame(groups, None if kind == "-" else kind, None if mode == "-" else mode)
            by_word[word, pos] = (*by_word.get((word, pos), ()), frame)
    heads = frozenset(role.split()[-1] for role in role_words(lexicons).heads)
    return Frames(by_word, classes, modes, classes["actor"] | heads)


class Scene(NamedTuple):
    """What stands round one word that may name an event: ``word`` its index, ``near`` the dictionary forms of the words that hang
    on it, ``subject`` who does it, ``is_passive`` whether that is an agent with "by"."""

    tree: Tree
    word: int
    near: frozenset[str]
    subject: int | None
    is_passive: bool
    pointers: Pointers
    lexicons: Lexicons


def set_scene(tree: Tree, index: int, subject: int | None, pointers: Pointers, lexicons: Lexicons) -> Scene:
    """Look round a word; ``subject`` is that of its clause."""
    is_passive = is_passive_verb(tree, index)
    agent = agent_of(tree, index) if is_passive else subject
    return Scene(tree, index, _near(tree, index, subject if is_passive else None, lexicons), agent, is_passive, pointers, lexicons)


def is_passive_verb(tree: Tree, index: int) -> bool:
    """Whether a verb is passive, be it without auxiliary as in headlines ("consulate bombed")."""
    if tree.upos(index) != "VERB":
        return False
    is_bare = not tree.below(index, "aux", "obj", "iobj") and tree.words[index].endswith("ed")
    return bool(tree.below(index, "aux:pass")) or (is_bare and any(tree.dep(child) == "nsubj:pass" for child in tree.children[index]))


def find_frame(scene: Scene, pos: str) -> Frame | None:
    """The first frame of the lexicon that fits a word as verb or noun; one with a null type where it is known to name no event."""
    frames = read_frames(scene.lexicons)
    for word in _names(scene, pos):
        for frame in frames.by_word.get((word, pos), ()):
            if all(_is_met(scene, group, frames) for group in frame.groups):
                return frame
    return None


def mode_of(kind: str, words: Collection[str], lexicons: Lexicons) -> str | None:
    """The mode that some word of the clause gives an event of this type."""
    frames = read_frames(lexicons)
    forms = {form for word in words for form in lemmas(word, lexicons=lexicons)}
    return next((mode for word, mode in frames.modes.get(kind, ()) if not forms.isdisjoint(_members(word, frames))), None)


def can_act(tree: Tree, index: int | None, pointers: Pointers, lexicons: Lexicons, depth: int = 0) -> bool:
    """Whether a noun phrase stands for somebody or some body that can act: a name, a personal pronoun, a noun for people and
    bodies, a nationality with whatever noun ("Ruritanian farmers"), or a count of such ("dozens of farmers")."""
    if index is None or depth > _DEPTH:
        return False
    word = tree.words[index]
    if word in _PERSONAL:
        return True
    entity = pointers.at(tree, index)
    if entity is not None and entity[1] in {"person", "organisation", "place"}:
        return True
    if any(form in read_frames(lexicons).actors for form in lemmas(word, lexicons=lexicons)):
        return True
    if any(
        (named := pointers.at(tree, part)) is not None and named[1] in {"organisation", "place"} for part in tree.below(index, "compound")
    ):
        return True
    inside = (index, *tree.below(index, "amod", "compound", "flat", "nmod:desc"))
    if tree.upos(index) in {"NOUN", "PROPN", "ADJ"} and any(pointers.is_nationality(tree, part) for part in inside):
        return True
    if tree.upos(index) in _COUNTS or word in _SINGLED:
        return tree.upos(index) == "NUM" or any(can_act(tree, child, pointers, lexicons, depth + 1) for child in tree.below(index, "nmod"))
    return any(can_act(tree, child, pointers, lexicons, depth + 1) for child in tree.below(index, "appos"))


def is_public_body(word: str, lexicons: Lexicons) -> bool:
    """Whether a noun is an office, an armed force or a political body, so that "Norway's army" acts for Norway."""
    classes = read_frames(lexicons).classes
    return any(form in classes[name] for name in ("official", "armed", "political", "troop") for form in lemmas(word, lexicons=lexicons))


def agent_of(tree: Tree, verb: int) -> int | None:
    """Who does what a passive tells, after "by"."""
    for child in tree.below(verb, "obl"):
        if tree.dep(child) == "obl:agent" or any(tree.words[below] == "by" for below in tree.below(child, "case")):
            return child
    return None


def _names(scene: Scene, pos: str) -> list[str]:
    """Under what a word may stand in the lexicon, what says most first: "break off" or "hunger strike" before the bare word."""
    tree, index = scene.tree, scene.word
    beside = [tree.words[child] for child in tree.below(index, "compound", "amod")]
    if pos == "verb":
        after = index + 1
        is_particle = after < len(tree.words) and tree.words[after] in _PARTICLES and tree.dep(after) not in {"case", "mark", "fixed"}
        beside = [tree.words[child] for child in tree.below(index, "compound:prt")] + ([tree.words[after]] if is_particle else [])
    forms = lemmas(tree.words[index], lexicons=scene.lexicons)
    doubled = [f"{form} {one}" if pos == "verb" else f"{one} {form}" for form in forms for one in beside]
    return [*doubled, *forms]


def _members(word: str, frames: Frames) -> frozenset[str]:
    return frames.classes[word[1:]] if word.startswith("@") else frozenset({word})


def _is_met(scene: Scene, group: tuple[str, ...], frames: Frames) -> bool:
    if group[0].startswith("-"):
        return not any(_holds(scene, member.removeprefix("-"), frames) for member in group)
    return any(_holds(scene, member, frames) for member in group)


def _holds(scene: Scene, member: str, frames: Frames) -> bool:
    if member.startswith("<"):
        return _is_placed(scene, member)
    if member.startswith("do:"):
        return _does(scene, member.removeprefix("do:"), frames)
    if member.startswith("subject:"):
        return _subject_is(scene, member.removeprefix("subject:"), frames)
    if member.startswith("below:"):
        return _is_below(scene, member.removeprefix("below:"), frames)
    if ":" in member:
        preposition, _, after = member.partition(":")
        return _has_preposition(scene, preposition, after == "<actor>")
    return not scene.near.isdisjoint(_members(member, frames))


def _is_placed(scene: Scene, member: str) -> bool:
    tree, index, pointers = scene.tree, scene.word, scene.pointers
    if member == "<clause>":
        return bool(tree.below(index, "xcomp", "ccomp"))
    if member == "<infinitive>":
        return any(
            tree.words[below] == "to" for child in tree.below(index, "xcomp", "ccomp", "advcl") for below in tree.below(child, "mark")
        )
    if member == "<modal>":
        return any(tree.words[below] in _MODALS for child in tree.below(index, "ccomp", "xcomp") for below in tree.below(child, "aux"))
    if member == "<object>":
        return bool(tree.below(index, "obj", "nsubj:pass"))
    if member in {"<named>", "<person>"}:
        kinds = {"person"} if member == "<person>" else {"person", "organisation", "place"}
        named = (pointers.at(tree, child) for child in tree.below(index, "obj", "nsubj:pass", *(("obl",) if member == "<named>" else ())))
        return any(entity is not None and entity[1] in kinds for entity in named)
    if member == "<political>":
        return _is_political(scene, pointers)
    if member == "<agent>":
        return can_act(tree, scene.subject, pointers, scene.lexicons)
    if member == "<official>":
        return scene.subject is not None and _is_official(scene)
    phrases = tree.below(index, *_PHRASES)
    if member == "<place>":
        return any((entity := pointers.at(tree, child)) is not None and entity[1] == "place" for child in phrases)
    return any(can_act(tree, child, pointers, scene.lexicons) for child in phrases if not _is_time(scene, child))


def _subject_is(scene: Scene, wanted: str, frames: Frames) -> bool:
    if scene.subject is None:
        return False
    if wanted == "<actor>":
        return can_act(scene.tree, scene.subject, scene.pointers, scene.lexicons)
    tree = scene.tree
    words = {scene.subject, *tree.below(scene.subject, "compound", "amod", "nmod", "conj", "flat", "appos")}
    forms = {form for word in words for form in lemmas(tree.words[word], lexicons=scene.lexicons)}
    return not forms.isdisjoint(_members(wanted, frames))


def _is_official(scene: Scene) -> bool:
    """Whether the subject holds an office, as the clause or the rest of the report has it."""
    return scene.subject is not None and _is_called(scene, scene.subject, read_frames(scene.lexicons).classes["official"])


def _is_called(scene: Scene, index: int, wanted: frozenset[str]) -> bool:
    """Whether a noun phrase, or what the report calls whom it stands for, holds one of these words."""
    tree = scene.tree
    told = (scene.pointers.role_at(tree, index) or "").lower().split()
    near = [tree.words[word] for word in (index, *tree.below(index, "nmod:desc", "compound", "appos", "flat", "amod", "conj"))]
    return any(form in wanted for word in (*told, *near) for form in lemmas(word, lexicons=scene.lexicons))


def _is_political(scene: Scene, pointers: Pointers) -> bool:
    """Whether somebody on either side is a state, a nationality, who holds an office or belongs to politics."""
    tree, classes = scene.tree, read_frames(scene.lexicons).classes
    sides = [child for child in tree.below(scene.word, *_PHRASES) if not _is_time(scene, child)]
    for side in ([scene.subject] if scene.subject is not None else []) + sides:
        parts = (side, *tree.below(side, "amod", "compound", "nmod:desc", "nmod:poss", "flat", "conj", "nmod"))
        if any(pointers.is_nationality(tree, part) for part in parts):
            return True
        if any((entity := pointers.at(tree, part)) is not None and entity[1] == "place" for part in (side, *tree.below(side, "nmod:poss"))):
            return True
        if any(_is_called(scene, part, classes["official"] | classes["political"]) for part in parts):
            return True
    return False


def _is_below(scene: Scene, wanted: str, frames: Frames) -> bool:
    """Whether one of these words stands anywhere in what depends on the word."""
    words = scene.tree.words[scene.tree.first[scene.word] : scene.tree.last[scene.word] + 1]
    members = _members(wanted, frames)
    return any(form in members for word in words for form in lemmas(word, lexicons=scene.lexicons))


def _does(scene: Scene, wanted: str, frames: Frames) -> bool:
    """Whether the verb's own infinitive or object is one of these words."""
    words = [
        scene.tree.words[word]
        for child in scene.tree.below(scene.word, "xcomp", "obj")
        for word in (child, *scene.tree.below(child, "nmod:desc"))
    ]
    return not _members(wanted, frames).isdisjoint({form for word in words for form in lemmas(word, lexicons=scene.lexicons)})


def _has_preposition(scene: Scene, preposition: str, before_actor: bool) -> bool:
    tree = scene.tree
    for child in tree.below(scene.word, "obj", "obl", "nmod", "advcl", "xcomp", "ccomp"):
        words = {tree.words[below] for below in tree.below(child, "case", "mark")}
        if (
            preposition in words
            and not _is_time(scene, child)
            and (not before_actor or can_act(tree, child, scene.pointers, scene.lexicons))
        ):
            return True
    return False


def _is_time(scene: Scene, index: int) -> bool:
    return is_calendar(scene.tree.words[index], scene.lexicons)


def is_calendar(word: str, lexicons: Lexicons) -> bool:
    """Whether a lower-case word names a day, a month or another stretch of the calendar."""
    return word in _days_and_months(lexicons) or word in _HOURS or word.isdigit()


@lru_cache(maxsize=4)
def _days_and_months(lexicons: Lexicons) -> frozenset[str]:
    rows = (row for table in ("weekdays", "months") for row in lexicons.rows(table))
    return frozenset(name for row in rows if row[1] == "en" for name in row[2].split())


_HOURS = frozenset("day week month year hour morning afternoon evening night days weeks months years today yesterday weekend noon".split())


def _near(tree: Tree, index: int, also: int | None, lexicons: Lexicons) -> frozenset[str]:
    """The dictionary forms of what hangs on a word, down to the nouns inside its phrases but not into clauses with a tense of
    their own; the subject too where it is a passive's."""
    reached: dict[int, int] = {child: 0 for child in tree.below(index, *_NEAR) if not _is_clause(tree, child)}
    if also is not None:
        reached[also] = 0
    queue = list(reached)
    while queue:
        word = queue.pop(0)
        if reached[word] >= _DEPTH:
            continue
        for child in tree.children[word]:
            is_governed = tree.dep(child) == "advcl" and tree.dep(word) == "xcomp" and not _is_clause(tree, child)
            if child not in reached and (tree.dep(child).split(":")[0] in _WITHIN or is_governed) and child != index:
                reached[child] = reached[word] + 1
                queue.append(child)
    return frozenset(form for word in reached for form in lemmas(tree.words[word], lexicons=lexicons))


def _is_clause(tree: Tree, index: int) -> bool:
    return tree.dep(index).startswith(("advcl", "ccomp", "acl")) and tree.is_finite(index) and bool(tree.below(index, "nsubj"))
