"""What news counts: in which respect a number counts people or things (dead, injured, missing, …)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """The compiled lexicons ``counted_words``, ``general_units`` and ``story_units``. ``phrases`` names each slot in plain words."""

    slots: dict[str, str]
    phrases: dict[str, str]
    running: frozenset[str]
    general: frozenset[str]
    measures: dict[str, str]

    def slot_near(self, indices: Sequence[int], tree: Tree) -> str | None:
        """The slot that the number's own words, its governors or their direct dependents name; the nearest first."""
        for index in indices:
            for word in (index, *(child for child in tree.children[index] if tree.dep(child) in {"amod", "acl", "xcomp", "compound"})):
                slot = self.slots.get(tree.words[word])
                if slot:
                    return slot
        return None

    def slot_among(self, words: Sequence[str]) -> str | None:
        """The slot that the words of an unparsed statement name, if they name one only."""
        found = {self.slots[word] for word in words if word in self.slots}
        return next(iter(found)) if len(found) == 1 else None


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
