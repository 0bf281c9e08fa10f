"""A story as its section of the page shows it: every lookup done, nothing drawn twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from stemma.records import Citation, Claim, Conflict, ConflictValue, Derivation, Entity, Origin, Period, Quote, Report, Statement, Story
from stemma.views.dossier.dates import describe_date
from stemma.views.dossier.desk import Desk, Snippet, first_mentions
from stemma.views.dossier.diff import Change, diff_words
from stemma.views.dossier.differing import name_matter
from stemma.views.dossier.events import EventView, view_events
from stemma.views.dossier.labels import ReportLabel
from stemma.views.dossier.matrix import Matrix, build_matrix, support
from stemma.views.dossier.opening import OpeningLine, open_story
from stemma.views.dossier.outlook import AssessmentView, FlagView, view_assessments, view_flags
from stemma.views.dossier.saying import Saying, say_claims
from stemma.views.dossier.sources import Source, Sources, Weight, find_sources, tell_backing, tell_weight, weigh_story
from stemma.views.dossier.superseding import order_values
from stemma.views.dossier.timeline_svg import draw_timeline
from stemma.views.dossier.tree import VERBS, Tree, grow_tree
from stemma.views.dossier.tree_svg import draw_tree
from stemma.views.dossier.unread import Unread, find_unread
from stemma.views.dossier.visible import one_line

_WIDE, _NARROW = 1120, 350
_MOST_SNIPPETS = 4
_MOST_PASSAGES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a page with the report they stand in and the link to them (null where they cannot be found)."""

    text: str
    label: ReportLabel
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A citation shown in its surroundings."""

    snippet: Snippet
    label: ReportLabel
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    value: str
    labels: tuple[ReportLabel, ...]
    least: int
    most: int
    shown: tuple[Shown, ...]
    hidden_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    anchor: str
    matter: str
    conflict: Conflict
    values: tuple[ValueView, ...]
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginView:
    origin: Origin
    siglum: str
    labels: tuple[ReportLabel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    number: int
    anchor: str
    claim: Claim
    said: Saying
    backing: str
    origins: tuple[OriginView, ...]
    statements: tuple[tuple[Statement, Words], ...]
    conflicts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """Words that a speaker is quoted with, once, and the places where they stand, each with its anchor."""

    text: str
    cue: str
    places: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerView:
    name: str
    role: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityView:
    anchor: str
    entity: Entity
    mention_count: int
    firsts: tuple[tuple[ReportLabel, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlteredView:
    """A quotation whose words were changed. ``speakers``: who says it in the source and who here, null where they are one or unknown."""

    quote: Words
    source_quote: Words
    changes: tuple[Change, ...]
    speakers: tuple[str, str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivationView:
    anchor: str
    derivation: Derivation
    verb: str
    report: ReportLabel
    source: ReportLabel | None
    source_name: str
    passages: tuple[tuple[Words, Words], ...]
    additions: tuple[Words, ...]
    altered: tuple[AlteredView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    number: int
    prefix: str
    story: Story
    period: str
    labels: tuple[ReportLabel, ...]
    unread: Unread
    opening: tuple[OpeningLine, ...]
    weight: Weight
    why: str
    sources: tuple[Source, ...]
    tree: Tree
    tree_wide: Markup
    tree_narrow: Markup
    matrix: Matrix
    timeline_wide: Markup
    timeline_narrow: Markup
    conflicts: tuple[ConflictView, ...]
    claims: tuple[ClaimView, ...]
    more_claims: tuple[ClaimView, ...]
    claim_of: Mapping[str, ClaimView]
    earlier: tuple[int, ...]
    speakers: tuple[SpeakerView, ...]
    entities: tuple[EntityView, ...]
    derivations: tuple[DerivationView, ...]
    assessments: tuple[AssessmentView, ...]
    flags: tuple[FlagView, ...]
    events: tuple[EventView, ...]


def view_story(story: Story, number: int, desk: Desk) -> StoryView:
    """All that the section of one story shows. ``number`` counts stories from 1 and prefixes the ids of the section."""
    prefix = f"s{number}"
    sources = find_sources(story, desk)
    tree = grow_tree(story, desk, sources, prefix)
    matrix = build_matrix(story, desk, sources, prefix)
    view = _Viewer(story, desk, prefix, sources, {statement.id: statement for statement in story.statements})
    claims = view.claims()
    weight = weigh_story(story, sources)
    return StoryView(
        number=number,
        prefix=prefix,
        story=story,
        period=describe_period(story.period),
        labels=desk.called(story.reports),
        unread=find_unread(story, desk),
        opening=open_story(story, desk),
        weight=weight,
        why=tell_weight(story, weight),
        sources=sources.ranked,
        tree=tree,
        tree_wide=draw_tree(tree, story.title, id_=f"{prefix}-tree-wide", width=_WIDE),
        tree_narrow=draw_tree(tree, story.title, id_=f"{prefix}-tree-narrow", width=_NARROW),
        matrix=matrix,
        timeline_wide=draw_timeline(story.timeline, prefix, width=_WIDE),
        timeline_narrow=draw_timeline(story.timeline, prefix, width=_NARROW),
        conflicts=view.conflicts(),
        claims=tuple(claim for claim in claims if claim.anchor in matrix.shown),
        more_claims=tuple(claim for claim in claims if claim.anchor not in matrix.shown),
        claim_of={claim.claim.id: claim for claim in claims},
        earlier=tuple(number for number, entry in enumerate(story.timeline, 1) if entry.is_background),
        speakers=view.speakers(),
        entities=view.entities(),
        derivations=view.derivations(),
        assessments=view_assessments(story, desk),
        flags=view_flags(story, desk),
        events=view_events(story, desk),
    )


def pick_places(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The places of a value in the order in which they are shown: one of each report before a second of any, none that lies over
    another one."""
    turns: dict[str, list[Citation]] = {}
    for one in citations:
        before = turns.setdefault(one.report, [])
        if not any(one.start < other.end and other.start < one.end for other in before):
            before.append(one)
    return tuple(place for turn in zip_longest(*turns.values()) for place in turn if place is not None)


def describe_period(period: Period) -> str:
    """The days that a story covers, in words; empty where none is known."""
    if period.start and period.end:
        return describe_date(period.start if period.start == period.end else f"{period.start}/{period.end}")
    return describe_date(period.start or period.end or "")


@dataclass(frozen=True, slots=True)
class _Viewer:
    """Makes the parts of one story's section."""

    story: Story
    desk: Desk
    prefix: str
    sources: Sources
    statements: Mapping[str, Statement]

    def words(self, report: str, start: int, end: int) -> Words:
        return Words(text=self.desk.words(report, start, end), label=self.desk.labels[report], href=self.desk.href(report, start, end))

    def conflicts(self) -> tuple[ConflictView, ...]:
        number_of = {claim.id: number for number, claim in enumerate(self.story.claims, 1)}
        views = []
        for number, conflict in enumerate(self.story.conflicts, 1):
            values = tuple(self._value(value) for value in order_values(conflict, self.desk))
            claims = tuple(sorted(number_of[claim] for claim in conflict.claims if claim in number_of))
            views.append(
                ConflictView(
                    anchor=f"{self.prefix}-x{number}",
                    matter=name_matter(conflict, self.desk),
                    conflict=conflict,
                    values=values,
                    claims=claims,
                )
            )
        return tuple(sorted(views, key=lambda view: self._weight(view.conflict)))

    def _value(self, value: ConflictValue) -> ValueView:
        places = pick_places(value.citations)
        return ValueView(
            value=value.value,
            labels=self.desk.called(value.reports),
            least=value.independent.least,
            most=value.independent.most,
            shown=tuple(self._shown(citation) for citation in places[:_MOST_SNIPPETS]),
            hidden_count=max(0, len(places) - _MOST_SNIPPETS),
        )

    def _weight(self, conflict: Conflict) -> tuple[float, ...]:
        """What sorts conflicts: open ones first, over words last, the more reports take a side in it the sooner."""
        order = {"contradicts": 0, "supersedes": 1, "refines": 2}
        sides = sorted((len(value.reports) for value in conflict.values), reverse=True)
        return order[conflict.relation], conflict.kind in {"quote", "attribution"}, -sum(sides[1:]), -sum(sides)

    def _shown(self, citation: Citation) -> Shown:
        href = self.desk.href(citation.report, citation.start, citation.end)
        return Shown(snippet=self.desk.snippet(citation), label=self.desk.labels[citation.report], href=href)

    def claims(self) -> tuple[ClaimView, ...]:
        said_as = say_claims(self.story, self.desk)
        disputed_in: dict[str, list[str]] = {}
        for index, conflict in enumerate(self.story.conflicts, 1):
            for key in dict.fromkeys(conflict.claims):
                disputed_in.setdefault(key, []).append(f"{self.prefix}-x{index}")
        views = []
        for number, claim in enumerate(self.story.claims, 1):
            made = [
                self.statements[key] for key in (*claim.own, *sorted(claim.also, key=claim.perhaps.__contains__)) if key in self.statements
            ]
            origins = tuple(self._origin(origin) for origin in claim.origins)
            said = tuple((statement, self.words(statement.report, statement.start, statement.end)) for statement in made)
            views.append(
                ClaimView(
                    number=number,
                    anchor=f"{self.prefix}-c{number}",
                    claim=claim,
                    said=said_as[claim.id],
                    backing=tell_backing(claim, self.statements),
                    origins=origins,
                    statements=said,
                    conflicts=tuple(disputed_in.get(claim.id, ())),
                )
            )
        return tuple(sorted(views, key=lambda view: (*support(view.claim), view.number)))

    def _origin(self, origin: Origin) -> OriginView:
        source = self.sources.of_origin(origin) if origin.kind == "named" else None
        return OriginView(origin=origin, siglum=source.siglum if source else "", labels=self.desk.called(origin.reports))

    def speakers(self) -> tuple[SpeakerView, ...]:
        entities = {entity.id: entity for entity in self.story.entities}
        grouped: dict[str, dict[str, list[tuple[str, Quote]]]] = {}
        for number, quote in enumerate(self.story.quotes, 1):
            speaker = entities[quote.speaker].name if quote.speaker in entities else quote.speaker_text or ""
            same = grouped.setdefault(speaker, {}).setdefault(one_line(quote.text).casefold(), [])
            same.append((f"{self.prefix}-q{number}", quote))
        role_of = {entity.name: entity.role or "" for entity in reversed(self.story.entities)}
        ordered = sorted(grouped, key=lambda name: (name == "", -len(grouped[name]), name))
        return tuple(
            SpeakerView(name=name, role=role_of.get(name, ""), quotes=tuple(map(self._quote, grouped[name].values()))) for name in ordered
        )

    def _quote(self, same: list[tuple[str, Quote]]) -> QuoteView:
        places = [(anchor, self.words(quote.report, quote.start, quote.end)) for anchor, quote in same]
        places.sort(key=lambda place: (len(place[1].label.siglum), place[1].label.siglum, place[0]))
        cue = next((quote.cue for _, quote in same if quote.cue and any(map(str.isalpha, quote.cue))), "")
        return QuoteView(text=same[0][1].text, cue=cue, places=tuple(places))

    def entities(self) -> tuple[EntityView, ...]:
        views = []
        for number, entity in enumerate(self.story.entities, 1):
            firsts = {mention.report: mention for mention in first_mentions(entity)}
            places = [(label, firsts[label.report]) for label in self.desk.called(firsts)]
            links = tuple((label, self.desk.href(first.report, first.start, first.end)) for label, first in places)
            views.append(EntityView(anchor=f"{self.prefix}-e{number}", entity=entity, mention_count=len(entity.mentions), firsts=links))
        return tuple(sorted(views, key=lambda view: (-len(view.firsts), -view.mention_count, view.entity.name, view.anchor)))

    def derivations(self) -> tuple[DerivationView, ...]:
        return tuple(
            self._derivation(f"{self.prefix}-d{number}", derivation) for number, derivation in enumerate(self.story.derivations, 1)
        )

    def _derivation(self, anchor: str, derivation: Derivation) -> DerivationView:
        quotes = {quote.id: quote for quote in self.story.quotes}
        source = derivation.source
        absent = self.sources.of_name(derivation.source_name or "")
        passages = tuple(
            (self.words(derivation.report, item.report_start, item.report_end), self.words(source, item.source_start, item.source_end))
            for item in derivation.passages[:_MOST_PASSAGES]
            if source
        )
        added = [self.statements[addition.statement] for addition in derivation.additions if addition.statement in self.statements]
        pairs = [(quotes.get(item.quote), quotes.get(item.source_quote)) for item in derivation.altered_quotes]
        return DerivationView(
            anchor=anchor,
            derivation=derivation,
            verb=VERBS[derivation.kind],
            report=self.desk.labels[derivation.report],
            source=self.desk.labels[source] if source else None,
            source_name=f"{absent.siglum} {absent.name}" if absent else derivation.source_name or "an unnamed source",
            passages=passages,
            additions=tuple(self.words(statement.report, statement.start, statement.end) for statement in added),
            altered=tuple(self._altered(quote, original) for quote, original in pairs if quote and original),
        )

    def _altered(self, quote: Quote, original: Quote) -> AlteredView:
        return AlteredView(
            quote=self.words(quote.report, quote.start, quote.end),
            source_quote=self.words(original.report, original.start, original.end),
            changes=diff_words(original.text, quote.text),
            speakers=self._changed_speakers(original, quote),
        )

    def _changed_speakers(self, original: Quote, quote: Quote) -> tuple[str, str] | None:
        names = {entity.id: entity.name for entity in self.story.entities}
        there, here = names.get(original.speaker or ""), names.get(quote.speaker or "")
        return (there, here) if there and here and original.speaker != quote.speaker else None


def reports_of(view: StoryView, desk: Desk) -> tuple[Report, ...]:
    """The reports of a story in the order of their sigla."""
    return tuple(desk.reports[label.report] for label in view.labels)
