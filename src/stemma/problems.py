"""What could not be done, as values: a stage returns records *and* problems, and goes on."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

RecordT = TypeVar("RecordT")


class Reason(StrEnum):
    """Why something was set aside. Closed: a new reason is added here, in words a user understands."""

    EMPTY = "empty"
    NOT_TEXT = "not_text"
    BAD_ENCODING = "bad_encoding"
    TOO_LARGE = "too_large"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    BROKEN_LINE = "broken_line"
    NO_PAGES = "no_pages"
    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    NOT_ALLOWED = "not_allowed"
    PASSED_OVER = "passed_over"
    UNSUPPORTED = "unsupported"
    DUPLICATE = "duplicate"
    OLDER_VERSION = "older_version"
    NO_ARTICLE = "no_article"
    NO_DATE = "no_date"
    DISAGREES = "disagrees"
    INCOMPLETE = "incomplete"
    LIVE_PAGE = "live_page"
    SEVERAL_ARTICLES = "several_articles"
    GALLERY = "gallery"
    NOT_ANNOTATED = "not_annotated"
    TOO_LONG = "too_long"
    FAILED = "failed"


SETS_ASIDE = frozenset(
    {
        Reason.EMPTY,
        Reason.NOT_TEXT,
        Reason.BAD_ENCODING,
        Reason.TOO_LARGE,
        Reason.BROKEN_LINE,
        Reason.NO_PAGES,
        Reason.NOT_FOUND,
        Reason.UNREADABLE,
        Reason.UNREACHABLE,
        Reason.NOT_ALLOWED,
        Reason.UNSUPPORTED,
        Reason.DUPLICATE,
        Reason.NO_ARTICLE,
        Reason.FAILED,
    }
)
"""The reasons that keep an input (or one line of it) out of the dossier; the others only qualify what is in it."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Problem:
    """``stage`` is the stage's name, ``input`` the location of the page (or file) concerned."""

    input: str
    stage: str
    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Outcome(Generic[RecordT]):
    """What a stage returns: its records in a stated order, and what went wrong on the way."""

    records: tuple[RecordT, ...]
    problems: tuple[Problem, ...] = ()
