"""What news counts: in which respect a number counts people or things (dead, injured, missing, …)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.not_counted import counts_nobody
from stemma.language.syntax import Tree

_PARTIAL = frozenset(
    {
        "seriously",
        "critically",
        "severely",
        "slightly",
        "lightly",
        "gravely",
        "walking",
        "critical",
        "serious",
        "another",
        "other",
        "others",
    }
)
_ABOUT = frozenset(
    {
        "about",
        "over",
        "at",
        "least",
        "more",
        "than",
        "nearly",
        "almost",
        "around",
        "some",
        "up",
        "to",
        "as",
        "many",
        "approximately",
        "the",
        "another",
    }
)
_DETERMINERS = frozenset({"the", "these", "those", "its", "their", "his", "her", "our", "all"})
_SHARES = frozenset({"none", "some", "many", "most", "half", "several", "few", "any", "neither", "all"})
_OF_THINGS_TOO = frozenset({"lost"})
"""Words that tell of the dead where they are said of people."""
_LIFE = frozenset({"life", "lives", "men", "women", "children", "man", "woman", "child"})
_INCLUDING = frozenset({"including", "among", "include", "includes", "included", "them"})
_STOPS = frozenset({",", ";", ":", "(", ")", "—", "–", "who", "which", "whom", "when", "after", "before", "since"})


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The compiled lexicons ``counted_words``, ``general_units`` and ``story_units``. ``phrases`` names each slot in plain words."""

    slots: dict[str, str]
    phrases: dict[str, str]
    running: frozenset[str]
    general: frozenset[str]
    measures: dict[str, str]

    def slot_of(self, tree: Tree, start: int, end: int) -> str | None:
        """In which respect the number at ``start:end`` counts; null where it counts something else, only a part ("two of the dead", "four
        seriously injured"), the whole of which a part is told ("two of the eleven died") or what comes on top ("dozens more").

        The word right before the number decides ("killing three"), then what follows the counted noun ("three people were killed"),
        what it is said to be and what it does in the parse, then the nearest such word, not beyond the next comma or number.
        """
        inside = [index for index, token in enumerate(tree.tokens) if token.start < end and token.end > start]
        if not inside or self._is_part(tree, inside) or _is_whole(tree, inside):
            return None
        telling = self._adjacent(tree, inside)
        top = next((index for index in inside if tree.head(index) not in inside), inside[-1])
        if telling is None:
            telling = self._in_the_parse(tree, top)
        if telling is None:
            telling = self._beside(tree, inside)
        if telling is None or (tree.words[telling] in _OF_THINGS_TOO and not self._tells_of_people(tree, inside, telling)):
            return None
        return self.slots[tree.words[telling]]

    def _in_the_parse(self, tree: Tree, top: int) -> int | None:
        """The word that names a slot in what is counted, or that governs it."""
        head = tree.head(top)
        if tree.upos(top) not in {"NOUN", "PROPN"} and head is not None and tree.dep(top).startswith(("nummod", "compound", "amod", "det")):
            top, head = head, tree.head(head)
        own = [top, *(child for child in tree.children[top] if tree.dep(child).split(":")[0] in {"amod", "acl", "compound"})]
        if head is not None and tree.dep(top).split(":")[0] in {"nsubj", "obj", "xcomp"}:
            own.append(head)
        return next((word for word in own if tree.words[word] in self.slots), None)

    def _tells_of_people(self, tree: Tree, inside: Sequence[int], telling: int) -> bool:
        """Whether people were lost, or their lives, and not homes or canoes."""
        near = {
            *(tree.words[index] for index in inside),
            *tree.words[telling + 1 : telling + 4],
            *tree.words[inside[-1] + 1 : inside[-1] + 2],
        }
        return not near.isdisjoint(self.general | _LIFE)

    def _adjacent(self, tree: Tree, inside: Sequence[int]) -> int | None:
        before = next((index for index in range(inside[0] - 1, max(-1, inside[0] - 5), -1) if tree.words[index] not in _ABOUT), None)
        if before is not None and tree.words[before] in self.slots and tree.upos(before) in {"VERB", "ADJ"}:
            return before
        nouns = 0
        for index in range(inside[-1] + 1, min(len(tree.words), inside[-1] + 6)):
            if tree.words[index] in self.slots and not counts_nobody(tree.words, index):
                return index
            nouns += tree.upos(index) == "NOUN"
            if tree.upos(index) not in {"AUX", "ADV", "NOUN", "ADJ"} or nouns > 1:
                return None
        return None

    def _is_part(self, tree: Tree, inside: Sequence[int]) -> bool:
        if not _INCLUDING.isdisjoint(tree.words[max(0, inside[0] - 3) : inside[0]]):
            return True
        after = tree.words[inside[-1] + 1 : inside[-1] + 5]
        words = {tree.words[index] for index in inside}
        return (
            "of" in words
            or after[:1] in (("of",), ("more",))
            or after[1:2] in (("of",), ("more",))
            or not _PARTIAL.isdisjoint({*after, *words})
        )

    def _beside(self, tree: Tree, inside: Sequence[int]) -> int | None:
        for step, limit in (
            (range(inside[-1] + 1, inside[-1] + 5), len(tree.words)),
            (range(inside[0] - 1, inside[0] - 4, -1), len(tree.words)),
        ):
            for index in step:
                if not 0 <= index < limit or tree.words[index] in _STOPS or tree.upos(index) in {"NUM", "CCONJ"}:
                    break
                if tree.words[index] in self.slots and not counts_nobody(tree.words, index):
                    return index
        return None

    def slot_among(self, words: Sequence[str]) -> str | None:
        """The slot that the words of an unparsed statement name, if they name one only."""
        found = {self.slots[word] for word in words if word in self.slots}
        return next(iter(found)) if len(found) == 1 else None


def _is_whole(tree: Tree, inside: Sequence[int]) -> bool:
    """Whether a number is the whole of which a part is told ("two of the eleven infants died")."""
    place = inside[0] - 1
    while place > 0 and tree.words[place] in _DETERMINERS:
        place -= 1
    return place > 0 and tree.words[place] == "of" and (tree.upos(place - 1) == "NUM" or tree.words[place - 1] in _SHARES)


@lru_cache(maxsize=8)
def counted_words(lexicons: Lexicons) -> Counted:
    """Compile the lexicons."""
    rows = lexicons.rows("counted_words")
    return Counted(
        slots={word: slot for slot, _, _, words in rows for word in words.split()},
        phrases={slot: phrase for slot, phrase, _, _ in rows},
        running=frozenset(slot for slot, _, growth, _ in rows if growth == "running"),
        general=frozenset(row[0] for row in lexicons.rows("general_units")),
        measures={word: kind for kind, words in lexicons.rows("story_units") for word in words.split()},
    )
