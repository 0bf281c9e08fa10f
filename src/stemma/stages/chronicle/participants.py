"""Who and what takes part in a happening, as the parse has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from stemma.language.syntax import Tree
from stemma.records import Entity, EntityType
from stemma.stages.chronicle.kinds import root
from stemma.text.intervals import Intervals, index_spans

_NAMED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_DESCRIBING = frozenset({"amod", "compound", "nmod:desc", "appos", "flat"})
_COUNTS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass", "nsubj:outer", "csubj:outer"})
Side = Literal["doer", "other", "beside"]
_SIDES: Mapping[str, Side] = MappingProxyType(
    {
        "nsubj": "doer",
        "csubj": "doer",
        "obj": "other",
        "nsubj:pass": "other",
        "iobj": "other",
        "nmod:poss": "beside",
        "compound": "beside",
    }
)


class Participants(NamedTuple):
    """``others`` are whom or what a happening meets, ``everything`` all that takes part: entity ids, or roots of words; ``places`` are
    entity ids. ``counts`` says how many of them there are, ``ages`` gives numbers that describe them."""

    others: frozenset[str]
    places: frozenset[str]
    everything: frozenset[str]
    counts: frozenset[str]
    ages: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Pointers:
    """The entities of a story where one report mentions them; ``types`` are those of all its entities."""

    spans: Intervals
    mentions: tuple[tuple[int, int, str], ...]
    types: Mapping[str, EntityType]

    def at(self, offset: int) -> str | None:
        """The entity of the narrowest mention over an offset."""
        over = [self.mentions[number] for number in self.spans.overlapping(offset, offset + 1)]
        return min(over, key=lambda one: (one[1] - one[0], one))[2] if over else None


def point_reports(entities: Sequence[Entity]) -> dict[str, Pointers]:
    """The pointers of each report that mentions an entity."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for entity in entities:
        for one in entity.mentions:
            found.setdefault(one.report, []).append((one.start, one.end, entity.id))
    types = {entity.id: entity.type for entity in entities}
    return {
        report: Pointers(index_spans([(start, end) for start, end, _ in mentions]), tuple(mentions), types)
        for report, mentions in found.items()
    }


_NOTHING: frozenset[str] = frozenset()
_NOBODY_KNOWN = Participants(_NOTHING, _NOTHING, _NOTHING, _NOTHING, _NOTHING)
NOBODY = Pointers(index_spans(()), (), {})
"""The pointers of a report that mentions no entity."""


def read_participants(tree: Tree, index: int, pointers: Pointers) -> Participants:
    """Who and what takes part in the happening that a word names; a subject is taken over from the verb that the word is coordinated
    with or from the noun that it describes ("the man arrested")."""
    sides: dict[Side, list[int]] = {"doer": [], "other": [], "beside": []}
    for child in tree.children[index]:
        side = _side(tree, index, child)
        if side is not None:
            sides[side].append(child)
            sides[side] += [below for below in tree.children[child] if tree.dep(below) == "conj"]
    if tree.upos(index) == "VERB" and not any(tree.dep(child) in _SUBJECTS for child in tree.children[index]):
        _take_over_subject(tree, index, sides)
    if not any(sides.values()):
        return _NOBODY_KNOWN
    others = _keys(tree, sides["other"], pointers)
    beside = _keys(tree, sides["beside"], pointers)
    taking_part = sides["doer"] + sides["other"]
    return Participants(
        others=others,
        places=frozenset([key for key in beside if pointers.types.get(key) == "place"]),
        everything=others | beside | _keys(tree, sides["doer"], pointers),
        counts=frozenset([count for word in taking_part for count in _counts(tree, word)]),
        ages=frozenset([age for word in taking_part for age in _ages(tree, word)]),
    )


def _take_over_subject(tree: Tree, index: int, sides: Mapping[Side, list[int]]) -> None:
    subject = tree.subject(index)
    if subject is None and tree.dep(index) in {"acl", "acl:relcl", "amod"}:
        subject = tree.head(index)
    if subject is not None and subject not in sides["other"]:
        is_met = tree.dep(index) in {"acl", "amod"} and not tree.words[index].endswith("ing")
        sides["other" if is_met else "doer"].append(subject)


def _side(tree: Tree, index: int, child: int) -> Side | None:
    dep = tree.dep(child)
    if dep in _SIDES:
        return _SIDES[dep]
    if not dep.startswith(("obl", "nmod")):
        return None
    cases = {tree.words[below] for below in tree.children[child] if tree.dep(below) == "case"}
    if "by" in cases:
        return "doer"
    return "other" if "of" in cases and tree.upos(index) == "NOUN" else "beside"


def _keys(tree: Tree, words: Sequence[int], pointers: Pointers) -> frozenset[str]:
    if not words:
        return _NOTHING
    return frozenset([key for word in words if (key := _key(tree, word, pointers)) is not None])


def _key(tree: Tree, word: int, pointers: Pointers) -> str | None:
    if tree.upos(word) not in _NAMED:
        return None
    entity = pointers.at(tree.tokens[word].start)
    if entity is not None or tree.upos(word) == "PRON":
        return entity
    return root(tree.words[word])


def _counts(tree: Tree, word: int) -> list[str]:
    numbers = [tree.words[child] for child in tree.children[word] if tree.dep(child) == "nummod"]
    return [_COUNTS.get(number, number) for number in numbers]


def _ages(tree: Tree, word: int) -> list[str]:
    """Numbers inside what describes a noun ("a 36-year-old climber")."""
    return [
        tree.words[below]
        for child in tree.children[word]
        if child < word and tree.dep(child) in _DESCRIBING
        for below in tree.children[child]
        if tree.words[below].isdigit()
    ]
