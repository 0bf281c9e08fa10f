"""From words of one report to the entities of its story."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from stemma.language.syntax import Tree
from stemma.records import Annotation, EntityType, Mention


@dataclass(frozen=True, slots=True, eq=False)
class Pointers:
    """The mentions of one report in order of position, each with the id and type of its entity; ``roles`` are those of its
    referents by number, ``nationalities`` the starts of words like "Ruritanian"."""

    mentions: tuple[tuple[Mention, str, EntityType], ...]
    starts: tuple[int, ...]
    longest: int
    roles: tuple[str | None, ...] = ()
    nationalities: frozenset[int] = frozenset()

    def within(self, start: int, end: int) -> tuple[tuple[Mention, str, EntityType], ...]:
        """The mentions that lie inside a span."""
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end)
        return tuple(entry for entry in self.mentions[low:high] if entry[0].end <= end)

    def at(self, tree: Tree, index: int | None) -> tuple[str, EntityType] | None:
        """The entity that a noun phrase stands for: the narrowest mention over its head word, else the last name right in
        the phrase ("the minister, Anna Holm")."""
        if index is None:
            return None
        over = self._over(tree.tokens[index].start)
        if over is not None:
            return over[1], over[2]
        for child in tree.below(index, "appos", "flat"):
            offset = tree.tokens[child].start
            for mention, entity, kind in self.within(offset, tree.end):
                if mention.start == offset and mention.form == "name":
                    return entity, kind
        return None

    def role_at(self, tree: Tree, index: int) -> str | None:
        """What office or trade the report gives to whom a word stands for."""
        over = self._over(tree.tokens[index].start)
        return self.roles[over[0].referent] if over is not None and over[0].referent < len(self.roles) else None

    def is_nationality(self, tree: Tree, index: int) -> bool:
        """Whether a word is a nationality, religion or the like."""
        return tree.tokens[index].start in self.nationalities

    def _over(self, offset: int) -> tuple[Mention, str, EntityType] | None:
        """The narrowest mention over an offset."""
        low = bisect_left(self.starts, offset - self.longest)
        high = bisect_left(self.starts, offset + 1)
        over = [entry for entry in self.mentions[low:high] if entry[0].start <= offset < entry[0].end]
        return min(over, key=lambda entry: (entry[0].end - entry[0].start, entry[0].start)) if over else None


def point(annotation: Annotation, ids: Mapping[tuple[str, int], str]) -> Pointers:
    """Index one report's mentions; a mention whose referent became no entity is left out."""
    entries = []
    for mention in sorted(annotation.mentions, key=lambda mention: (mention.start, mention.end)):
        entity = ids.get((annotation.report, mention.referent))
        if entity is not None:
            entries.append((mention, entity, annotation.referents[mention.referent].type))
    return Pointers(
        mentions=tuple(entries),
        starts=tuple(mention.start for mention, _, _ in entries),
        longest=max((mention.end - mention.start for mention, _, _ in entries), default=0),
        roles=tuple(referent.role for referent in annotation.referents),
        nationalities=frozenset(name.start for sentence in annotation.sentences for name in sentence.names if name.label == "NORP"),
    )
