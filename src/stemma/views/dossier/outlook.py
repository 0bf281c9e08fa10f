"""What is expected and not yet known, and headlines that say more than their text, as the page shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemma.records import Assessment, HeadlineFlag, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import ReportLabel

OUTCOMES = {"borne_out": "borne out later", "contradicted": "contradicted later", "open": "open"}
FLAGS = {
    "certainty": "Surer than the text",
    "number": "A higher number than the text",
    "agent": "Somebody else than in the text",
    "polarity": "The opposite of the text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """One expectation, told once however many reports carry it. ``places`` and ``by`` are reports with the link to their words."""

    assessment: Assessment
    who: str
    share: str
    outcome: str
    places: tuple[tuple[ReportLabel, str | None], ...]
    by: tuple[tuple[ReportLabel, str | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    flag: HeadlineFlag
    title: str
    label: ReportLabel
    headline: str
    headline_href: str | None
    body: str
    body_href: str | None


def view_assessments(story: Story, desk: Desk) -> tuple[AssessmentView, ...]:
    """Settled ones first, then the surest; those of one claim, or in the same words, are one."""
    claim_of = {statement: claim.id for claim in story.claims for statement in claim.own}
    grouped: dict[str, list[Assessment]] = {}
    for assessment in story.assessments:
        words = " ".join(assessment.about.casefold().split())
        grouped.setdefault(claim_of.get(assessment.statement, words), []).append(assessment)
    place_of = {statement.id: place for place, statement in enumerate(story.statements)}
    views = [_assessment(same, story, place_of, desk) for same in grouped.values()]
    ordered = sorted(
        views, key=lambda view: (view.assessment.outcome == "open", -view.assessment.strength.low, -len(view.places), view.assessment.id)
    )
    return tuple(ordered)


def _assessment(same: list[Assessment], story: Story, place_of: Mapping[str, int], desk: Desk) -> AssessmentView:
    shown = min(same, key=lambda one: (one.outcome == "open", one.who is None, desk.labels[one.report].siglum, one.id))
    strength = shown.strength
    return AssessmentView(
        assessment=shown,
        who=shown.who or desk.labels[shown.report].name,
        share=f"{round(100 * strength.low)}–{round(100 * strength.high)} %",
        outcome=OUTCOMES[shown.outcome],
        places=_places([one.statement for one in same], story, place_of, desk),
        by=_places(shown.by, story, place_of, desk),
    )


def _places(wanted: Sequence[str], story: Story, place_of: Mapping[str, int], desk: Desk) -> tuple[tuple[ReportLabel, str | None], ...]:
    """The reports of statements, each once, A before B, with the link to the words that come first in the story."""
    placed = sorted({place_of[key] for key in wanted if key in place_of}, reverse=True)
    firsts = {s.report: s for s in (story.statements[place] for place in placed)}
    ordered = sorted(firsts.values(), key=lambda s: (len(desk.labels[s.report].siglum), desk.labels[s.report].siglum))
    return tuple((desk.labels[s.report], desk.href(s.report, s.start, s.end)) for s in ordered)


def view_flags(story: Story, desk: Desk) -> tuple[FlagView, ...]:
    """The flags by report, A before B."""
    views = [
        FlagView(
            flag=flag,
            title=FLAGS[flag.kind],
            label=desk.labels[flag.report],
            headline=desk.words(flag.report, flag.headline.start, flag.headline.end),
            headline_href=desk.href(flag.report, flag.headline.start, flag.headline.end),
            body=desk.words(flag.report, flag.body.start, flag.body.end),
            body_href=desk.href(flag.report, flag.body.start, flag.body.end),
        )
        for flag in story.headline_flags
    ]
    return tuple(sorted(views, key=lambda view: (len(view.label.siglum), view.label.siglum, view.flag.kind)))
