"""The records of the versions of a report."""

from dataclasses import dataclass
from typing import Literal

from stemma.records import Date


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A place where an older version differs: ``old_start`` to ``old_end`` in its ``text``, ``start`` to ``end`` in that of the report;
    what was ``added`` has no old span, what was ``removed`` no new one."""

    kind: Literal["added", "removed", "changed"]
    old_start: int | None
    old_end: int | None
    old: str | None
    start: int | None
    end: int | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An older text of ``report``, under the same address. ``order`` says what shows that it is older; ``undecided``: nothing does, and the
    longer text was taken for the report. ``is_announced``: the report holds a correction notice that this version lacks. No
    ``changes``: the article is the same, the page around it is not."""

    id: str
    report: str
    location: str
    sha256: str
    captured: str | None
    published: Date | None
    updated: Date | None
    order: Literal["captured", "updated", "published", "undecided"]
    is_announced: bool
    text: str
    changes: tuple[TextChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """The reports that count, by id, and the older versions of them, in order of report and age, newest first."""

    reports: tuple[str, ...]
    versions: tuple[Version, ...]
