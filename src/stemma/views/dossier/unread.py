"""The reports of a story of which it was not read what they say: nothing can be counted, known or contradicted by them."""

from dataclasses import dataclass

from stemma.records import Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.labels import ReportLabel, join_words
from stemma.views.dossier.visible import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """``labels`` are the reports without any statement, A before B; ``is_all``: the story has no other ones."""

    labels: tuple[ReportLabel, ...]
    languages: tuple[str, ...]
    is_all: bool

    @property
    def why(self) -> str:
        """The languages of the pages, which is why most are not read: ``language: de and fr``."""
        return f"language: {join_words(self.languages)}" if self.languages else "no statement was found"


def find_unread(story: Story, desk: Desk) -> Unread:
    """The reports of a story in which no statement was found."""
    read = {statement.report for statement in story.statements}
    labels = [desk.labels[report] for report in story.reports if report not in read and report in desk.labels]
    languages = {one_line(desk.reports[label.report].language) for label in labels} - {""}
    return Unread(
        labels=tuple(sorted(labels, key=lambda label: (len(label.siglum), label.siglum))),
        languages=tuple(sorted(languages)),
        is_all=not read,
    )
