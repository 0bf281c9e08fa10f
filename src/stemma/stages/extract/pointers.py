"""From words of one report to the entities of its story."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from stemma.language.syntax import Tree
from stemma.records import Annotation, EntityType, Mention


@dataclass(frozen=True, slots=True, eq=False)
class Pointers:
    """The mentions of one report in order of position, each with the id and type of its entity."""

    mentions: tuple[tuple[Mention, str, EntityType], ...]
    starts: tuple[int, ...]
    longest: int

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
        offset = tree.tokens[index].start
        low = bisect_left(self.starts, offset - self.longest)
        high = bisect_left(self.starts, offset + 1)
        over = [entry for entry in self.mentions[low:high] if entry[0].start <= offset < entry[0].end]
        if over:
            _, entity, kind = min(over, key=lambda entry: (entry[0].end - entry[0].start, entry[0].start))
            return entity, kind
        for child in tree.below(index, "appos", "flat"):
            offset = tree.tokens[child].start
            for mention, entity, kind in self.within(offset, tree.end):
                if mention.start == offset and mention.form == "name":
                    return entity, kind
        return None


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
    )
