"""Referents of many reports joined into entities: one for each real person, organisation, place or event of the story.

Constrained agglomerative linking (Wagstaff & Cardie, *Clustering with Instance-level Constraints*, 2000): referents whose names are alike
are proposed by shared keys, best pairs are joined first, and a join is refused when one report tells the two apart, or when roles and
countries contradict. A bare family name joins the one person of the story that it fits.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from stemma.language.bodies import title_words
from stemma.language.lexicon import Lexicons
from stemma.language.personal import parse_person
from stemma.records import Citation, Entity, Page
from stemma.stages.extract.entity_bodies import link_bodies
from stemma.stages.extract.entity_groups import Group, exact_groups, name_key, with_one_type
from stemma.stages.extract.entity_people import link_people
from stemma.stages.extract.places import locate

_RAREST_SHARE = 10  # a long name counts if at least one mention in so many has it
_SMALL = frozenset({"of", "for", "and", "the", "in", "de", "al", "bin", "van", "von"})


@dataclass(frozen=True, slots=True)
class EntityLinks:
    """The entities of a story, most mentioned first, and the entity id of every ``(report id, referent index)``."""

    entities: tuple[Entity, ...]
    ids: Mapping[tuple[str, int], str]


def link_entities(pages: Sequence[Page], *, lexicons: Lexicons) -> EntityLinks:
    """Join the referents of the pages of one story.

    Returns entities by number of mentions (most first), then name, then id. Ids are ``e-`` and ten hexadecimal digits of the entity's
    type, name and country; they do not depend on the order of pages. Cost: near linear in the number of referents, as
    only names that share a key are compared.
    """
    ordered = sorted(pages, key=lambda page: page.report.id)
    counts = _mention_counts(ordered)
    groups = with_one_type(exact_groups(ordered, counts, lexicons), lexicons)
    people = link_people([group for group in groups if group.type == "person"], lexicons)
    others = link_bodies([group for group in groups if group.type != "person"], lexicons)
    return _finished([*people, *others], ordered, lexicons)


def _mention_counts(pages: Sequence[Page]) -> Counter[tuple[str, int]]:
    return Counter((page.report.id, mention.referent) for page in pages for mention in page.annotation.mentions)


def _finished(groups: list[Group], pages: Sequence[Page], lexicons: Lexicons) -> EntityLinks:
    spans: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for page in pages:
        for mention in page.annotation.mentions:
            spans[(page.report.id, mention.referent)].append(Citation(report=page.report.id, start=mention.start, end=mention.end))
    entities: list[Entity] = []
    ids: dict[tuple[str, int], str] = {}
    used: set[str] = set()
    for group in sorted(groups, key=lambda group: (group.type, sorted(group.members))):
        citations = sorted((citation for member in group.members for citation in spans[member]), key=lambda c: (c.report, c.start, c.end))
        name = _best_name(group, lexicons)
        id_ = _entity_id(group, name, citations, used)
        used.add(id_)
        ids.update(dict.fromkeys(group.members, id_))
        role = max(group.roles, key=lambda text: (group.roles[text], -len(text), text)) if group.roles else None
        aliases = tuple(sorted((set(group.names) | group.aliases) - {name}))
        entities.append(
            Entity(id=id_, type=group.type, name=name, aliases=aliases, role=role, country=group.country, mentions=tuple(citations))
        )
    entities.sort(key=lambda entity: (-len(entity.mentions), entity.name, entity.id))
    return EntityLinks(locate(entities, pages, lexicons=lexicons), MappingProxyType(ids))


def _entity_id(group: Group, name: str, citations: Sequence[Citation], used: set[str]) -> str:
    content = f"{group.type}\n{name_key(name)}\n{group.country or ''}"
    id_ = digest_entity(content)
    if id_ in used and citations:
        id_ = digest_entity(f"{content}\n{citations[0].report}\n{citations[0].start}")
    return id_


def digest_entity(content: str) -> str:
    """The id of an entity of this content."""
    return "e-" + hashlib.sha256(content.encode()).hexdigest()[:10]


def _best_name(group: Group, lexicons: Lexicons) -> str:
    """The fullest name, then the one with most mentions behind it; a body's long name only if it is no rarity."""

    total = sum(group.names.values())

    def rank(name: str) -> tuple[int, int, int, int, str]:
        parts = len(parse_person(name, lexicons).parts) if group.type == "person" else len(title_words(name, lexicons))
        shouted = name.isupper() and len(name) > 6 and not (group.type == "person" and parts > 1)
        is_usual = group.names[name] * _RAREST_SHARE >= total
        damaged = sum(word[0].islower() for word in name.split() if word not in _SMALL)
        return (-int(shouted), min(parts, 3) if group.type == "person" else int(parts > 1 and is_usual), -damaged, group.names[name], name)

    return max(group.names, key=rank)
