"""The sources of a story: their sigla, and how many of them are independent.

The number for a whole story is read off its claims. Only the claims that several reports carry are asked (all of them where none is
shared), since a story is what reports have in common; their origins are joined by entity or by name; origins that are derived from another
report, or that stand for a report which was itself drawn from another, count for nothing. ``least`` is the greatest number of
origins that any one of these claims was shown to have, ``most`` the number of different origins.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from stemma.records import Claim, Origin, Story
from stemma.views.dossier.labels import greek_siglum

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source known through those who name it. ``reports`` and ``claims`` are those that rest on it; its text is not in the pile."""

    siglum: str
    name: str
    reports: tuple[str, ...]
    claim_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many independent sources stand behind a story: the interval, the names counted, the number of claims asked."""

    least: int
    most: int
    named: tuple[Source, ...]
    own_voices: tuple[str, ...]
    claim_count: int
    is_shared: bool


def origin_key(origin: Origin) -> Key:
    """What makes two origins one: the entity, else the name; the report for a report's own voice."""
    if origin.kind == "own_voice":
        return "own", origin.reports[0] if origin.reports else origin.name
    return "named", origin.entity or _plain_name(origin.name)


def find_sources(story: Story) -> dict[Key, Source]:
    """The named sources of a story with Greek sigla, those behind most reports and claims first."""
    reports: dict[Key, set[str]] = {}
    claims: dict[Key, int] = {}
    names: dict[Key, str] = {}
    for claim in story.claims:
        for origin in claim.origins:
            if origin.kind == "named":
                key = origin_key(origin)
                names.setdefault(key, origin.name)
                reports.setdefault(key, set()).update(origin.reports)
                claims[key] = claims.get(key, 0) + 1
    known = {_plain_name(name): key for key, name in names.items()}
    for derivation in story.derivations:
        if derivation.source is None and derivation.source_name:
            plain = _plain_name(derivation.source_name)
            key = known.get(plain, ("named", plain))
            names.setdefault(key, derivation.source_name)
            reports.setdefault(key, set()).add(derivation.report)
            claims.setdefault(key, 0)
    ordered = sorted(names, key=lambda key: (-len(reports[key]), -claims[key], names[key], key))
    return {
        key: Source(siglum=greek_siglum(number), name=names[key], reports=tuple(sorted(reports[key])), claim_count=claims[key])
        for number, key in enumerate(ordered)
    }


def find_source(sources: Mapping[Key, Source], name: str) -> Source | None:
    """The source of that name."""
    plain = _plain_name(name)
    return next((source for source in sources.values() if _plain_name(source.name) == plain), None)


def weigh_story(story: Story, sources: Mapping[Key, Source]) -> Weight:
    """How many independent sources stand behind the story (see the module's docstring)."""
    shared = [claim for claim in story.claims if len(claim.reports) > 1]
    asked = shared or list(story.claims)
    drawn = {item.report for item in story.derivations if item.source and item.direction and item.kind != "cites"}
    keys = _keys(asked) - {("own", report) for report in drawn}
    own = tuple(sorted(key[1] for key in keys if key[0] == "own"))
    named = tuple(sources[key] for key in sources if key in keys)
    least = max((claim.independent.least for claim in asked), default=0)
    return Weight(least=least, most=max(least, len(keys)), named=named, own_voices=own, claim_count=len(asked), is_shared=bool(shared))


def _keys(claims: list[Claim]) -> set[Key]:
    return {origin_key(origin) for claim in claims for origin in claim.origins if origin.kind != "derived"}


def _plain_name(name: str) -> str:
    return " ".join(name.casefold().removeprefix("the ").split())
