"""The sources of a story: their sigla, and how many of them are independent.

A source that is the outlet of one of the story's reports is that report, and goes by its letter; the others are absent and get Greek ones.

The contract counts sources for each claim. For a whole story the page gives two bounds that a reader can check:

- ``least``: what was shown for the best supported claim;
- ``most``: the reports that draw on no other one here, where those that tell all they share on the word of one named source count once;
  no fewer than what a claim may have, which counts the people whom one report names.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.records import Claim, Origin, Statement, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import count_words, greek_siglum, interval_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source known through those who name it: ``reports``, for ``claim_count`` claims. ``present`` is the report that holds its own
    text, None where that is not in the pile."""

    siglum: str
    name: str
    reports: tuple[str, ...]
    claim_count: int
    present: str | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The named sources of a story: the absent ones ``ranked``, those behind most reports first; ``by_token`` finds any of them."""

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
    """How many independent sources stand behind a story (see the module's docstring).

    ``best`` is the number of the best supported claim, counted from 1, ``widest`` that of the claim which may have more sources than the
    reports count for, None where none does. ``own`` are the reports that each count for themselves, ``joined``
    the sources that count once for all their reports, ``drawn`` the reports that count for nothing of their own.
    """

    least: int
    most: int
    best: int | None
    widest: int | None
    own: tuple[str, ...]
    joined: tuple[tuple[Source, tuple[str, ...]], ...]
    drawn: tuple[str, ...]


def find_sources(story: Story, desk: Desk) -> Sources:
    """The named sources of a story; the absent ones with Greek sigla, in order of reports and claims that rest on them."""
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
    owner = {group_of[token]: report for token, report in _present(story, desk).items() if token in group_of}
    ordered = sorted(names, key=lambda group: (group in owner, -len(reports[group]), -len(claims[group]), names[group], group))
    found = {
        group: Source(
            siglum=desk.labels[owner[group]].siglum if group in owner else greek_siglum(rank),
            name=names[group],
            reports=tuple(sorted(reports[group] - {owner.get(group, "")})),
            claim_count=len(claims[group]),
            present=owner.get(group),
        )
        for rank, group in enumerate(ordered)
    }
    absent = tuple(source for source in found.values() if source.present is None)
    return Sources(absent, {token: found[group] for token, group in group_of.items()})


def _present(story: Story, desk: Desk) -> dict[str, str]:
    """The report that a source's token stands for: the one report of the outlet of that name, by whatever name the reports call it."""
    by_outlet: dict[str, list[str]] = {}
    for report in story.reports:
        outlet = desk.reports[report].outlet
        if outlet and outlet.name:
            by_outlet.setdefault(_name_token(outlet.name), []).append(report)
    present = {token: reports[0] for token, reports in by_outlet.items() if len(reports) == 1}
    for entity in story.entities:
        owners = {present[token] for token in map(_name_token, (entity.name, *entity.aliases)) if token in present}
        if len(owners) == 1:
            present[f"entity {entity.id}"] = owners.pop()
    return present


def weigh_story(story: Story, sources: Sources) -> Weight:
    """How many independent sources stand behind the story."""
    drawn = {item.report for item in story.derivations if item.source and item.direction and item.kind != "cites"}
    named = {report: source for report, source in _named_alone(story, sources).items() if source.present != report}
    drawn |= {report for report, source in named.items() if source.present}
    joined: dict[str, list[str]] = {}
    for report in story.reports:
        if report in named and report not in drawn:
            joined.setdefault(named[report].siglum, []).append(report)
    own = tuple(report for report in story.reports if report not in drawn and report not in named)
    best = max(range(len(story.claims)), key=lambda index: _support(story.claims[index], index), default=None)
    least = story.claims[best].independent.least if best is not None else 0
    widest = max(range(len(story.claims)), key=lambda index: (story.claims[index].independent.most, -index), default=None)
    most_of_claim = story.claims[widest].independent.most if widest is not None else 0
    most = len(own) + len(joined)
    return Weight(
        least=least,
        most=max(most, most_of_claim),
        best=None if best is None else best + 1,
        widest=widest + 1 if widest is not None and most_of_claim > most else None,
        own=own,
        joined=tuple((source, tuple(joined[source.siglum])) for source in sources.ranked if source.siglum in joined),
        drawn=tuple(report for report in story.reports if report in drawn),
    )


def tell_weight(story: Story, weight: Weight) -> str:
    """Why a story's number of sources is what it is, in a sentence or two; empty for a single report.

    An interval alone tells little where it is wide: that nothing stands on two sources, and that nobody knows whether the reports share
    theirs, are two things.
    """
    count = len(story.reports)
    if count < 2:
        return ""
    firm = sum(claim.independent.least > 1 for claim in story.claims)
    stands = (
        f"{count_words(firm, 'claim stands', 'claims stand')} on two sources or more for certain"
        if firm
        else "Nothing said here is shown to stand on two sources"
    )
    drawn = set(weight.drawn)
    citing = {item.report for item in story.derivations if item.source and item.direction} - drawn
    parts = [f"{len(drawn)} of the {count} reports drew on another"] if drawn else []
    if citing:
        cite = "cites" if len(citing) == 1 else "cite"
        parts.append(f"{len(citing)} more {cite} one" if drawn else f"{len(citing)} of the {count} reports {cite} another")
    told = ", ".join(parts) or "No report is shown to draw on another"
    is_open = weight.most > weight.least and count - len(drawn) > 1
    who = "the reports share a source beyond that" if citing else "the others share a source" if drawn else "the reports share a source"
    return f"{stands}. {told}{f'; whether {who} is not known' if is_open else ''}."


def tell_backing(claim: Claim, statements: Mapping[str, Statement]) -> str:
    """How many reports tell a claim and how many sources stand behind it, in a few words; "2 reports, 3 more in part, perhaps 1 more"
    where two tell it, three more seem to, among other things, and of one it is only possible. ``statements`` are the story's, by id."""
    known, most = claim.independent, len(claim.reports)
    if most == 1:
        return "one report alone"
    least = len({statements[key].report for key in claim.own if key in statements} & set(claim.reports))
    sources = "one source" if known.most == 1 else f"{interval_words(known.least, known.most)} sources"
    unsure = len(claim.perhaps) if least else 0
    among = most - least - unsure if least else 0
    told = count_words(least or most, "report") + (f", {among} more in part" if among else "")
    return f"{told}{f', perhaps {unsure} more' if unsure else ''}, {sources}"


def _support(claim: Claim, index: int) -> tuple[int, int, int]:
    return claim.independent.least, len(claim.reports), -index


def _named_alone(story: Story, sources: Sources) -> dict[str, Source]:
    """The reports that tell every claim they share on the word of the same named source, with that source."""
    words: dict[str, set[str]] = {}
    for claim in story.claims:
        for origin in claim.origins if len(claim.reports) > 1 else ():
            source = sources.of_origin(origin) if origin.kind == "named" else None
            for report in origin.reports:
                words.setdefault(report, set()).add(source.siglum if source else "")
    by_siglum = {source.siglum: source for source in sources.by_token.values()}
    return {report: by_siglum[min(sigla)] for report, sigla in words.items() if len(sigla) == 1 and "" not in sigla}


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
