"""What the command prints when it is done: a few lines for a person."""

from pathlib import Path

from stemma.pipeline import Dossier
from stemma.problems import SETS_ASIDE
from stemma.records import Story

STORIES_SHOWN = 12
PROBLEMS_SHOWN = 20


def summarise(dossier: Dossier, *, page: Path | None) -> str:
    """One block per story, then the inputs that were set aside, then where the page is."""
    lines = [f"{_count(len(dossier.reports), 'report')}, {_count(len(dossier.stories), 'story', 'stories')}"]
    for story in dossier.stories[:STORIES_SHOWN]:
        lines += ["", *_story_lines(story)]
    if len(dossier.stories) > STORIES_SHOWN:
        lines += ["", f"… and {len(dossier.stories) - STORIES_SHOWN} more"]
    lines += _problem_lines(dossier)
    if page is not None:
        lines += ["", f"read it: {page}"]
    return "\n".join(lines)


def _story_lines(story: Story) -> list[str]:
    copied = sum(derivation.source is not None for derivation in story.derivations)
    facts = [
        _count(len(story.reports), "report"),
        f"{copied} drawn on another" if copied else "",
        _count(len(story.claims), "claim"),
        f"{sum(claim.standing == 'corroborated' for claim in story.claims)} corroborated",
        _count(len(story.conflicts), "conflict"),
    ]
    lines = [story.title, "  " + " · ".join(fact for fact in facts if fact)]
    lines += [f"  known     {line.text}" for line in story.brief.known[:3]]
    lines += [f"  disputed  {line.text}" for line in story.brief.disputed[:3]]
    return lines


def _problem_lines(dossier: Dossier) -> list[str]:
    aside = [problem for problem in dossier.problems if problem.reason in SETS_ASIDE]
    noted = [problem for problem in dossier.problems if problem.reason not in SETS_ASIDE]
    lines: list[str] = []
    for heading, problems in (("set aside", aside), ("to note", noted)):
        if problems:
            lines += ["", f"{heading}:"]
            lines += [f"  {problem.input}: {problem.detail}" for problem in problems[:PROBLEMS_SHOWN]]
            if len(problems) > PROBLEMS_SHOWN:
                lines.append(f"  … and {len(problems) - PROBLEMS_SHOWN} more (all in dossier.json)")
    return lines


def _count(number: int, singular: str, plural: str | None = None) -> str:
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
