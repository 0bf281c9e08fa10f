"""Lists of others on a page: a gallery of weddings beside a wedding, the great fires of the century below a fire."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from stemma.records import Statement
from stemma.stages.brief.desk import Desk
from stemma.stages.brief.focus import find_protagonists

_MANY = 4
"""So many happenings of other people, far from the days of the story, that one report alone tells are a list; two or three may be what
led to it."""
_SENTENCES_BACK = 3
"""How far before it words say whom "the couple" is about."""


def find_catalogued(statements: Sequence[Statement], desk: Desk) -> frozenset[str]:
    """Of ``statements``, each told by one report alone of days far from the story, those that belong to a list: many of one report that
    name, in their sentence or else shortly before it, somebody, and nobody whom the story is about or another report names."""
    if len(desk.pages) < 2:
        return frozenset()
    shared = {entity.id for entity in desk.entities.values() if len({mention.report for mention in entity.mentions}) > 1}
    of_story = shared | find_protagonists(desk).keys()
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (report, start), entity in sorted(desk.mentioned.items()):
        named[report].append((start, entity))
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        people = _named_at(statement, named[statement.report], desk)
        if people and of_story.isdisjoint(people):
            found[statement.report].add(statement.id)
    return frozenset(statement for told in found.values() if len(told) >= _MANY for statement in told)


def _named_at(statement: Statement, named: Sequence[tuple[int, str]], desk: Desk) -> frozenset[str]:
    """The entities named in the sentence of a statement, or else in the nearest before it that names any."""
    sentences = desk.pages[statement.report].annotation.sentences
    here = bisect_left(sentences, statement.start + 1, key=lambda sentence: sentence.end)
    for sentence in reversed(sentences[max(0, here - _SENTENCES_BACK) : here + 1]):
        first, last = bisect_left(named, (sentence.start, "")), bisect_left(named, (sentence.end, ""))
        if first < last:
            return frozenset(entity for _, entity in named[first:last])
    return frozenset()
