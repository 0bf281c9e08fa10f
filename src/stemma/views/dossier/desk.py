"""What every part of the page asks: how is this report called, which words are these, where do they stand.

An anchor is made only for spans that something on the page points at; each remembers what pointed at it first, for the way back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from stemma.pipeline import Dossier
from stemma.records import Citation, Entity, Report, Story
from stemma.views.dossier.dates import date_in_words
from stemma.views.dossier.labels import ReportLabel, label_reports, sort_labels, version_anchor
from stemma.views.dossier.spans import Span
from stemma.views.dossier.visible import one_line, shorten

_CONTEXT = 110
_LONGEST_HIT = 420
_WORD = re.compile(r"[\w-]+")
_ID_BEHIND = re.compile(r" \(([\w-]+)\)")


@dataclass(frozen=True, slots=True)
class Back:
    """Where a marked passage was pointed at from: an id on the page, what stands there, and how the passage is marked.

    ``look`` is ``whole`` for the words of a claim (nearly all of an article), ``against`` for a value in dispute, ``part`` for the others.
    """

    anchor: str
    words: str
    look: Literal["whole", "part", "against"] = "part"


@dataclass(frozen=True, slots=True)
class Snippet:
    """Words with what stands before and after them in their block."""

    before: str
    hit: str
    after: str


@dataclass(frozen=True, slots=True)
class Desk:
    """The reports of a dossier with their labels and the spans that are linked. ``spans`` is by report id."""

    reports: Mapping[str, Report]
    labels: Mapping[str, ReportLabel]
    spans: Mapping[str, Mapping[Span, Back]]

    def readable(self, text: str) -> str:
        """``text`` on one line, with the name of a report wherever its id stands and dates in brackets in words."""
        named = _ID_BEHIND.sub(self._called, text)
        return date_in_words(one_line(_WORD.sub(self._named, named)))

    def _called(self, match: re.Match[str]) -> str:
        """A report's id in brackets behind its name: its siglum."""
        label = self.labels.get(match[1])
        is_named = label is not None and match.string[: match.start()].endswith(label.name)
        return f" ({label.siglum})" if label is not None and is_named else match[0]

    def _named(self, match: re.Match[str]) -> str:
        label = self.labels.get(match[0])
        return f"{label.name} ({label.siglum})" if label else match[0]

    def href(self, report: str, start: int, end: int) -> str | None:
        """The link to a span of a page; None where no such words exist."""
        if (start, end) not in self.spans.get(report, {}):
            return None
        return "#" + span_anchor(self.labels[report], (start, end))

    def called(self, reports: Iterable[str]) -> tuple[ReportLabel, ...]:
        """The labels of reports, each once, A before B."""
        return sort_labels(self.labels[report] for report in reports if report in self.labels)

    def cited(self, citations: Iterable[Citation]) -> tuple[tuple[ReportLabel, str | None, int], ...]:
        """The reports of citations with the link to the words, A before B; the last number counts the places in one report."""
        known = {(self.labels[item.report], item.start, item.end) for item in citations if item.report in self.labels}
        ordered = sorted(known, key=lambda item: (len(item[0].siglum), item[0].siglum, item[1], item[2]))
        labels = [label for label, _, _ in ordered]
        return tuple(
            (label, self.href(label.report, start, end), 1 + labels[:index].count(label))
            for index, (label, start, end) in enumerate(ordered)
        )

    def words(self, report: str, start: int, end: int) -> str:
        """The words of a span, on one line."""
        return one_line(self.reports[report].text[start:end]) if report in self.reports else ""

    def snippet(self, citation: Citation, *, reach: int = _CONTEXT) -> Snippet:
        """A span between the words around it, ``reach`` characters at most on each side and not beyond its block."""
        report = self.reports.get(citation.report)
        if report is None:
            return Snippet("", "", "")
        low, high = 0, len(report.text)
        for block in report.blocks:
            if block.start <= citation.start < block.end:
                low, high = block.start, max(block.end, citation.end)
        before = report.text[max(low, citation.start - reach) : citation.start]
        after = report.text[citation.end : min(high, citation.end + reach)]
        return Snippet(
            _open(before, is_cut=citation.start - reach > low),
            shorten(report.text[citation.start : citation.end], _LONGEST_HIT),
            _close(after, is_cut=citation.end + reach < high),
        )


def span_anchor(label: ReportLabel, span: Span) -> str:
    """The id of a span on the page: siglum of its report, start, end."""
    return f"{label.anchor}-{span[0]}-{span[1]}"


def set_desk(dossier: Dossier) -> Desk:
    """Label the reports of a dossier and find all spans that its page will link to."""
    reports = {report.id: report for report in dossier.reports}
    labels = label_reports(dossier.reports, dossier.stories)
    spans: dict[str, dict[Span, Back]] = {report: {} for report in reports}
    for citation, back in _linked(dossier, labels):
        report = reports.get(citation.report)
        if report and 0 <= citation.start < citation.end <= len(report.text):
            spans[citation.report].setdefault((citation.start, citation.end), back)
    return Desk(reports, labels, spans)


def first_mentions(entity: Entity) -> tuple[Citation, ...]:
    """The first mention of an entity in each report, in order of report ids."""
    firsts: dict[str, Citation] = {}
    for mention in sorted(entity.mentions, key=lambda mention: (mention.report, mention.start, mention.end)):
        firsts.setdefault(mention.report, mention)
    return tuple(firsts.values())


def _linked(dossier: Dossier, labels: Mapping[str, ReportLabel]) -> Iterator[tuple[Citation, Back]]:
    for number, story in enumerate(dossier.stories, 1):
        yield from _linked_by_story(f"s{number}", story)
    yield from _linked_by_versions(dossier, labels)
    for report in dossier.reports:
        back = Back(labels[report.id].anchor, "the report")
        for date in (report.published, report.updated):
            if date and date.start is not None and date.end is not None:
                yield Citation(report=report.id, start=date.start, end=date.end), back
        for disclosure in report.disclosures:
            yield Citation(report=report.id, start=disclosure.start, end=disclosure.end), back


def _linked_by_versions(dossier: Dossier, labels: Mapping[str, ReportLabel]) -> Iterator[tuple[Citation, Back]]:
    numbers: dict[str, int] = {}
    for version in dossier.versions:
        number = numbers[version.report] = numbers.get(version.report, 0) + 1
        back = Back(version_anchor(labels[version.report].anchor, number), "what changed", "whole")
        for change in version.changes:
            if change.start is not None and change.end is not None:
                yield Citation(report=version.report, start=change.start, end=change.end), back


def _linked_by_story(prefix: str, story: Story) -> Iterator[tuple[Citation, Back]]:
    for number, conflict in enumerate(story.conflicts, 1):
        for value in conflict.values:
            for citation in value.citations:
                yield citation, Back(f"{prefix}-x{number}", "the conflict", "against")
    claim_of = {statement: number for number, claim in enumerate(story.claims, 1) for statement in claim.own}
    for statement in story.statements:
        number = claim_of.get(statement.id, 0)
        yield (
            Citation(report=statement.report, start=statement.start, end=statement.end),
            Back(f"{prefix}-c{number}", f"claim {number}", "whole") if number else Back(prefix, "the story", "whole"),
        )
    for number, quote in enumerate(story.quotes, 1):
        yield Citation(report=quote.report, start=quote.start, end=quote.end), Back(f"{prefix}-q{number}", f"quote {number}")
    for number, entry in enumerate(story.timeline, 1):
        for citation in entry.citations:
            yield citation, Back(f"{prefix}-t{number}", f"entry {number} of the timeline", "whole")
    for number, entity in enumerate(story.entities, 1):
        for citation in first_mentions(entity):
            yield citation, Back(f"{prefix}-e{number}", one_line(entity.name), "whole")
    yield from _linked_by_brief(prefix, story)
    yield from _linked_by_derivations(prefix, story)


def _linked_by_brief(prefix: str, story: Story) -> Iterator[tuple[Citation, Back]]:
    for lines in (story.brief.known, story.brief.disputed, story.brief.single_source):
        for line in lines:
            for citation in line.citations:
                yield citation, Back(f"{prefix}-brief", "the brief", "whole")


def _linked_by_derivations(prefix: str, story: Story) -> Iterator[tuple[Citation, Back]]:
    for number, derivation in enumerate(story.derivations, 1):
        back = Back(f"{prefix}-d{number}", "the derivation", "whole")
        for passage in derivation.passages:
            yield Citation(report=derivation.report, start=passage.report_start, end=passage.report_end), back
            if derivation.source:
                yield Citation(report=derivation.source, start=passage.source_start, end=passage.source_end), back


def _open(before: str, *, is_cut: bool) -> str:
    if is_cut:
        before = "… " + before.partition(" ")[2]
    return one_line(before) + (" " if before[-1:].isspace() else "")


def _close(after: str, *, is_cut: bool) -> str:
    if is_cut:
        after = after.rpartition(" ")[0] + " …"
    return (" " if after[:1].isspace() else "") + one_line(after)
