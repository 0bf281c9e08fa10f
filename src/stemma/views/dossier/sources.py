"""The sources of a story: their sigla, and how many of them are independent.

The number for a whole story is read off its claims. Only the claims that several reports carry are asked (all of them where none is
shared), since a story is what reports have in common. Their named origins are joined by entity and by name.

- ``least`` is the greater of two numbers that were shown: how many independent origins the best supported of these claims has, and how
  many named sources two or more reports name that do not draw on one another.
- ``most`` counts every named source behind these claims, and every report that tells them in its own voice alone (or whose own voice
  helps to corroborate one); a report that was drawn from another one here has no voice of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.records import Claim, Origin, Story
from stemma.views.dossier.labels import greek_siglum


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source known through those who name it: ``reports``, for ``claim_count`` claims. Its own text is not in the pile."""

    siglum: str
    name: str
    reports: tuple[str, ...]
    claim_count: int


@dataclass(frozen=True, slots=True)
class Sources:
    """The named sources of a story, those behind most reports first; ``by_token`` finds one by entity or by name."""

    ranked: tuple[Source, ...]
    by_token: Mapping[str, Source]

    def of_origin(self, origin: Origin) -> Source | None:
        """The source that a named origin is."""
        return self.by_token.get(_tokens(origin.entity, origin.name)[0])

    def of_name(self, name: str) -> Source | None:
        """The source of that name."""
        return self.by_token.get(_name_token(name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many independent sources stand behind a story, and who they are (see the module's docstring)."""

    least: int
    most: int
    best_claim: int
    shared_names: int
    named: tuple[Source, ...]
    own_voices: tuple[str, ...]
    claim_count: int
    is_shared: bool


def find_sources(story: Story) -> Sources:
    """The named sources of a story with Greek sigla, in order of reports and claims that rest on them."""
    used: list[tuple[tuple[str, ...], str, Sequence[str], str]] = []
    for claim in story.claims:
        used += [(_tokens(item.entity, item.name), item.name, item.reports, claim.id) for item in claim.origins if item.kind == "named"]
    for derivation in story.derivations:
        if derivation.source is None and derivation.source_name:
            used.append((_tokens(None, derivation.source_name), derivation.source_name, (derivation.report,), ""))
    group_of = _join([tokens for tokens, *_ in used])
    names: dict[str, str] = {}
    reports: dict[str, set[str]] = {}
    claims: dict[str, set[str]] = {}
    for tokens, name, named_by, claim_id in used:
        group = group_of[tokens[0]]
        names.setdefault(group, name)
        reports.setdefault(group, set()).update(named_by)
        claims.setdefault(group, set()).update({claim_id} - {""})
    ordered = sorted(names, key=lambda group: (-len(reports[group]), -len(claims[group]), names[group], group))
    found = {
        group: Source(siglum=greek_siglum(rank), name=names[group], reports=tuple(sorted(reports[group])), claim_count=len(claims[group]))
        for rank, group in enumerate(ordered)
    }
    return Sources(tuple(found.values()), {token: found[group] for token, group in group_of.items()})


def weigh_story(story: Story, sources: Sources) -> Weight:
    """How many independent sources stand behind the story."""
    shared = [claim for claim in story.claims if len(claim.reports) > 1]
    asked = shared or list(story.claims)
    drawn = {item.report for item in story.derivations if item.source and item.direction and item.kind != "cites"}
    origins = [origin for claim in asked for origin in claim.origins if origin.kind == "named"]
    behind = {source.siglum for source in map(sources.of_origin, origins) if source}
    named = tuple(source for source in sources.ranked if source.siglum in behind)
    shared_names = sum(1 for source in named if len(set(source.reports) - drawn) > 1)
    best_claim = max((claim.independent.least for claim in asked), default=0)
    least = max(best_claim, shared_names)
    own = _own_voices(asked, {report for source in named for report in source.reports}) - drawn
    return Weight(
        least=least,
        most=max(least, len(named) + len(own)),
        best_claim=best_claim,
        shared_names=shared_names,
        named=named,
        own_voices=tuple(sorted(own)),
        claim_count=len(asked),
        is_shared=bool(shared),
    )


def _own_voices(claims: Iterable[Claim], naming: set[str]) -> set[str]:
    """Reports that tell these claims on nobody's word, or whose own voice stands in a claim with two sources or more."""
    own: set[str] = set()
    for claim in claims:
        voices = {report for origin in claim.origins if origin.kind == "own_voice" for report in origin.reports[:1]}
        own |= voices if claim.independent.least > 1 else voices - naming
    return own


def _tokens(entity: str | None, name: str) -> tuple[str, ...]:
    return (f"entity {entity}", _name_token(name)) if entity else (_name_token(name),)


def _name_token(name: str) -> str:
    return "name " + " ".join(name.casefold().removeprefix("the ").split())


def _join(groups: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """For each token the least of all tokens that are joined with it, directly or by way of others."""
    joined: dict[str, set[str]] = {}
    for tokens in groups:
        together = set(tokens).union(*(joined.get(token, set()) for token in tokens))
        joined.update(dict.fromkeys(together, together))
    return {token: min(together) for token, together in joined.items()}
