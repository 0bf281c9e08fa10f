"""Short names for reports and sources, the same everywhere on the page.

As in the edition of a manuscript tradition, every witness has a siglum: a Latin letter for a report that is there to be read, a
Greek letter for a source that is known only through those who used it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from stemma.records import Report, Story
from stemma.text.edtf import sort_key
from stemma.views.dossier.visible import shorten

_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
_LONGEST = 48
_UNDATED = "9999/.."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLabel:
    """``anchor`` is the id of the report's section on the page."""

    report: str
    siglum: str
    name: str
    anchor: str

    @property
    def full(self) -> str:
        return f"{self.siglum}, {self.name}"


def label_reports(reports: Iterable[Report], stories: Iterable[Story] = ()) -> dict[str, ReportLabel]:
    """A label for each report id; sigla run through story after story, in order of publication, undated reports last.

    Two reports of one outlet share a name and differ by siglum.
    """
    rank = {report: number for number, story in enumerate(stories) for report in story.reports}
    ordered = sorted(reports, key=lambda report: (rank.get(report.id, len(rank)), *_time_key(report)))
    labels: dict[str, ReportLabel] = {}
    for position, report in enumerate(ordered):
        siglum = latin_siglum(position)
        labels[report.id] = ReportLabel(report=report.id, siglum=siglum, name=name_report(report), anchor=f"r{siglum}")
    return labels


def sort_labels(labels: Iterable[ReportLabel]) -> tuple[ReportLabel, ...]:
    """Each label once, A before B before AA."""
    return tuple(sorted(dict.fromkeys(labels), key=lambda label: (len(label.siglum), label.siglum)))


def _time_key(report: Report) -> tuple[bool, datetime, bool, datetime, str]:
    """By day, then those whose time of day is known, by time; reports with no date, or none but a bound, last."""
    edtf = report.published.edtf if report.published else _UNDATED
    earliest, _, _ = sort_key(edtf)
    day = earliest.replace(hour=0, minute=0, second=0, microsecond=0)
    return ".." in edtf, day, "T" not in edtf, earliest, report.id


def name_report(report: Report) -> str:
    """The outlet's name, else its domain, else the host or the file that the page came from."""
    if report.outlet and (report.outlet.name or report.outlet.domain):
        return shorten((report.outlet.name or report.outlet.domain or "").removeprefix("www."), _LONGEST)
    return shorten(_name_of_place(report.location), _LONGEST) or "unnamed page"


def _name_of_place(location: str) -> str:
    host = host_of(location)
    if host:
        return host
    place, _, line = location.replace("\\", "/").rpartition("/")[2].partition("#")
    return f"{place}, line {line}" if line else place


def host_of(location: str) -> str | None:
    """The host of an http(s) address without ``www.``; None for anything else."""
    try:
        parts = urlsplit(location)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return host.removeprefix("www.")


def latin_siglum(position: int) -> str:
    """A, B … Z, AA, AB …

    >>> latin_siglum(0), latin_siglum(25), latin_siglum(26)
    ('A', 'Z', 'AA')
    """
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(_LATIN))
        letters = _LATIN[rest] + letters
    return letters


def version_anchor(report_anchor: str, number: int) -> str:
    """The id of an older version of a report on the page; ``number`` counts them from 1, newest first."""
    return f"{report_anchor}-v{number}"


def greek_siglum(position: int) -> str:
    """α, β … ω, then α2, β2 …"""
    round_, rest = divmod(position, len(_GREEK))
    return _GREEK[rest] + (str(round_ + 1) if round_ else "")


def join_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence.

    >>> join_words(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def count_words(count: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun."""
    return f"{count} {singular if count == 1 else plural or singular + 's'}"


def interval_words(least: int, most: int) -> str:
    """``3``, or ``3–4`` where the number is not sure."""
    return str(least) if least >= most else f"{least}–{most}"
