"""Names taken for people's that are those of things: English puts an article before a ship's name, before a person's hardly ever."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from stemma.language.lexicon import Lexicons
from stemma.language.roles import role_words
from stemma.records import Citation, Entity, Page

FEWEST, SHARE = 2, 0.5
"""How often, and in what share of its mentions by name, a name must stand behind an article of its own."""


def retype_things(entities: Sequence[Entity], pages: Sequence[Page], *, lexicons: Lexicons) -> list[Entity]:
    """The entities; a person whose name has an article of its own ("the Brenna sank", not "the Brandt family") is something else, and has
    no role. Offices in capitals ("the Speaker") stay people. Where the pages were not parsed nothing changes."""
    by_id = {page.report.id: page for page in pages}
    return [
        replace(entity, type="other", role=None) if entity.type == "person" and _is_thing(entity, by_id, lexicons) else entity
        for entity in entities
    ]


def _is_thing(entity: Entity, pages: Mapping[str, Page], lexicons: Lexicons) -> bool:
    if entity.name.lower() in role_words(lexicons).heads:
        return False
    names = {name.casefold() for name in (entity.name, *entity.aliases)}
    named = [one for one in entity.mentions if one.report in pages and _printed(one, pages[one.report]).casefold() in names]
    count = sum(_has_article(one, pages[one.report]) for one in named)
    return count >= FEWEST and count >= SHARE * len(named)


def _printed(mention: Citation, page: Page) -> str:
    return page.report.text[mention.start : mention.end]


def _has_article(mention: Citation, page: Page) -> bool:
    """Whether "the" right before a name hangs on the name itself in the parse."""
    sentences = page.annotation.sentences
    place = bisect_right(sentences, mention.start, key=lambda sentence: sentence.start) - 1
    tokens = sentences[place].tokens if place >= 0 else ()
    first = next((index for index, token in enumerate(tokens) if token.start >= mention.start), 0)
    if first == 0 or page.report.text[tokens[first - 1].start : tokens[first - 1].end].lower() != "the":
        return False
    head = tokens[tokens[first - 1].head]
    return mention.start <= head.start < mention.end
