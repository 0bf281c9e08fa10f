"""What earlier texts of a report said, beside what it says now."""

from dataclasses import dataclass

from stemma.pipeline import Dossier
from stemma.stages.collate import TextChange, Version
from stemma.views.dossier.dates import describe_date
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.diff import Change, diff_words
from stemma.views.dossier.labels import count_words, version_anchor

_ORDER = {"captured": "captured", "updated": "last changed", "published": "published"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An older version: what is known of its time, what changed since in words and, change by change, the words with the link to the new
    ones. ``is_quiet``: words were taken out or replaced, and no correction notice says so."""

    anchor: str
    location: str
    when: str
    verdict: str
    is_quiet: bool
    changes: tuple[tuple[str, tuple[Change, ...], str | None], ...]


def view_revisions(dossier: Dossier, desk: Desk) -> dict[str, tuple[Revision, ...]]:
    """The older versions of each report that has any, newest first."""
    found: dict[str, list[Revision]] = {}
    for version in dossier.versions:
        known = found.setdefault(version.report, [])
        known.append(_view(version, len(known) + 1, desk))
    return {report: tuple(revisions) for report, revisions in found.items()}


def _view(version: Version, number: int, desk: Desk) -> Revision:
    is_quiet = not version.is_announced and any(change.kind != "added" for change in version.changes)
    return Revision(
        anchor=version_anchor(desk.labels[version.report].anchor, number),
        location=version.location,
        when=_when(version),
        verdict=_verdict(version, is_quiet=is_quiet),
        is_quiet=is_quiet,
        changes=tuple((change.kind, _words(change), _href(change, version, desk)) for change in version.changes),
    )


def _when(version: Version) -> str:
    """The first of its dates that is known, that by which it is older before the others."""
    dates = {
        "captured": version.captured,
        "updated": version.updated.edtf if version.updated else None,
        "published": version.published.edtf if version.published else None,
    }
    names = [version.order, *_ORDER]
    name = next((name for name in names if dates.get(name)), None)
    return f"{_ORDER[name]} {describe_date(dates[name] or '')}" if name else "without a date"


def _verdict(version: Version, *, is_quiet: bool) -> str:
    if not version.changes:
        return "the same article"
    counted = count_words(len(version.changes), "sentence differs", "sentences differ")
    notice = ", without a correction notice" if is_quiet else ", with a correction notice" if version.is_announced else ""
    return f"{counted}{notice}" + ("; which is the older is not known" if version.order == "undecided" else "")


def _words(change: TextChange) -> tuple[Change, ...]:
    return diff_words(change.old or "", change.new or "")


def _href(change: TextChange, version: Version, desk: Desk) -> str | None:
    return desk.href(version.report, change.start, change.end) if change.start is not None and change.end is not None else None
