"""Where the words of a truth sheet stand in a dossier: from quoted words to spans, from spans to statements."""

import bisect
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, NamedTuple

from bench.quality.newsroom.sheet import Sheet


class Span(NamedTuple):
    """``[start, end)`` in code points of the text of the report with this id in the dossier."""

    report: str
    start: int
    end: int

    def meets(self, other: "Span") -> bool:
        return self.report == other.report and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Located:
    """A story's sheet laid over a dossier.

    ``id_of`` gives the dossier's id of each report of the sheet that the dossier holds; ``telling`` the span of each ``REPORT:FACT``
    whose words were found, those of pages in another language than English left out; ``statement`` the span of each statement.
    """

    sheet: Sheet
    dossier: Mapping[str, Any]
    id_of: Mapping[str, str]
    text_of: Mapping[str, str]
    telling: Mapping[str, Span]
    statement: Mapping[str, Span]

    def find(self, report: str, words: str) -> Span | None:
        """The span of ``words`` on the page of a report of the sheet, whatever its white space."""
        report_id = self.id_of.get(report)
        if report_id is None:
            return None
        return find_words(report_id, self.text_of[report_id], words)


def lay_over(sheet: Sheet, dossier: Mapping[str, Any]) -> Located:
    """Find the sheet's reports and tellings in a dossier made from the story's pages."""
    id_of_file = {PurePath(report["location"]).name: report["id"] for report in dossier["reports"]}
    id_of = {entry.id: id_of_file[PurePath(entry.file).name] for entry in sheet.entries if PurePath(entry.file).name in id_of_file}
    text_of = {report["id"]: report["text"] for report in dossier["reports"]}
    tellings: dict[str, Span] = {}
    for entry in sheet.entries:
        for telling in entry.tellings if entry.language == "en" else ():
            report_id = id_of.get(entry.id)
            span = find_words(report_id, text_of[report_id], telling.words) if report_id else None
            if span:
                tellings[f"{entry.id}:{telling.fact}"] = span
    statements = {
        statement["id"]: Span(statement["report"], statement["start"], statement["end"])
        for story in dossier["stories"]
        for statement in story["statements"]
    }
    return Located(sheet=sheet, dossier=dossier, id_of=id_of, text_of=text_of, telling=tellings, statement=statements)


def find_words(report_id: str, text: str, words: str) -> Span | None:
    folded, places = _fold_with_places(text)
    at = folded.find(words)
    if at < 0:
        return None
    return Span(report_id, places[at], places[at + len(words) - 1] + 1)


def _fold_with_places(text: str) -> tuple[str, list[int]]:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if not letter.isspace():
            letters.append(letter)
        elif letters and letters[-1] != " ":
            letters.append(" ")
        else:
            continue
        places.append(place)
    return "".join(letters), places


def any_meets(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    """Whether a span of the one meets a span of the other."""
    by_report: dict[str, list[Span]] = {}
    for other in sorted(others):
        by_report.setdefault(other.report, []).append(other)
    for span in spans:
        held = by_report.get(span.report, [])
        upto = bisect.bisect_left(held, span.end, key=lambda other: other.start)
        if any(other.end > span.start for other in held[:upto]):
            return True
    return False
