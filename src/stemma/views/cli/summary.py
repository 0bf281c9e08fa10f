"""What the command prints when it is done: a few lines for a person."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from stemma.pipeline import Dossier
from stemma.problems import SETS_ASIDE
from stemma.records import Story
from stemma.views.dossier.desk import Desk, set_desk
from stemma.views.dossier.differing import tell_difference
from stemma.views.dossier.opening import open_story
from stemma.views.dossier.sources import tell_backing
from stemma.views.dossier.unread import find_unread
from stemma.views.dossier.visible import one_line

STORIES_SHOWN = 12
PROBLEMS_SHOWN = 20
DISPUTES_SHOWN = 3
WIDTH = 80
_MARGIN = 14


def summarise(dossier: Dossier, *, page: Path | None) -> str:
    """One block per story, then the inputs that were set aside, then where the page is."""
    desk = set_desk(dossier)
    lines = [f"{_count(len(dossier.reports), 'report')}, {_count(len(dossier.stories), 'story', 'stories')}"]
    for story in dossier.stories[:STORIES_SHOWN]:
        lines += ["", *_story_lines(story, desk)]
    if len(dossier.stories) > STORIES_SHOWN:
        lines += ["", f"… and {_count(len(dossier.stories) - STORIES_SHOWN, 'more story', 'more stories')}"]
    lines += _problem_lines(dossier)
    if page is not None:
        lines += ["", f"read it: {page}"]
    return "\n".join(lines)


def _story_lines(story: Story, desk: Desk) -> list[str]:
    unread = find_unread(story, desk)
    if unread.is_all:
        why = f"what is said here was not read ({unread.why}): no sources are counted, no contradictions looked for"
        return [*wrap(story.title, WIDTH), f"  {_count(len(story.reports), 'report')}", *_labelled("not read", why)]
    copied = len({item.report for item in story.derivations if item.source is not None and item.direction is not None})
    firm = sum(claim.independent.least > 1 for claim in story.claims)
    facts = [
        _count(len(story.reports), "report") + (f", {copied} of them drawn on another" if copied else ""),
        _count(len(story.claims), "claim") + (f", {firm or 'none'} with two independent sources or more" if len(story.reports) > 1 else ""),
        _count(len(story.conflicts), "conflict") if story.conflicts else "",
        f"{len(unread.labels)} not read ({unread.why})" if unread.labels else "",
    ]
    lines = wrap(story.title, WIDTH)
    lines += wrap(" · ".join(fact for fact in facts if fact), WIDTH, initial_indent="  ", subsequent_indent="  ")
    claims = {claim.id: claim for claim in story.claims}
    statements = {statement.id: statement for statement in story.statements}
    disputes = [line.text.split(" ↔ ") for line in story.brief.disputed]
    told = {side for sides in disputes[:DISPUTES_SHOWN] for side in sides}
    for item in open_story(story, desk)[:3]:
        if told.isdisjoint(item.line.text.split(" ↔ ")):
            label = "in part" if item.is_disputed else "one source" if item.is_single else "known"
            claim = claims.get(item.line.claim)
            behind = f" ({tell_backing(claim, statements)})" if claim and not item.is_single else ""
            lines += _labelled(label, f"{item.line.text}{behind}")
    for line, sides in zip(story.brief.disputed[:DISPUTES_SHOWN], disputes, strict=False):
        difference = tell_difference(line, story, desk)
        lines += _labelled("disputed", difference) if difference else ()
        for number, side in enumerate(sides):
            lines += _labelled("against" if number else "one side" if difference else "disputed", side)
    if len(disputes) > DISPUTES_SHOWN:
        lines += _labelled("", f"… and {_count(len(disputes) - DISPUTES_SHOWN, 'more dispute')} on the page")
    return lines


def _labelled(label: str, text: str) -> Iterator[str]:
    """A line behind its label, wrapped under itself."""
    yield from wrap(" ".join(text.split()), WIDTH, initial_indent=f"  {label}".ljust(_MARGIN), subsequent_indent=" " * _MARGIN)


def _problem_lines(dossier: Dossier) -> list[str]:
    aside = [problem for problem in dossier.problems if problem.reason in SETS_ASIDE]
    noted = [problem for problem in dossier.problems if problem.reason not in SETS_ASIDE]
    lines: list[str] = []
    for heading, problems in (("set aside", aside), ("to note", noted)):
        if problems:
            lines += ["", f"{heading}:"]
            lines += [f"  {one_line(problem.input)}: {one_line(problem.detail)}" for problem in problems[:PROBLEMS_SHOWN]]
            if len(problems) > PROBLEMS_SHOWN:
                lines.append(f"  … and {len(problems) - PROBLEMS_SHOWN} more (all in dossier.json)")
    return lines


def _count(number: int, singular: str, plural: str | None = None) -> str:
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
