"""The collate stage: pages of one address become one report with its older versions."""

from collections.abc import Iterator, Sequence
from functools import cmp_to_key
from typing import Literal

from stemma.config import CollateConfig
from stemma.language.addresses import address_key
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome, Problem, Reason
from stemma.records import Page
from stemma.stages.collate.changes import article_units, list_changes
from stemma.stages.collate.versions import Collation, Version
from stemma.text.edtf import is_exclusive, sort_key
from stemma.text.normalise import fold
from stemma.text.shingles import keyed_words, shingles

Evidence = Literal["captured", "updated", "published"]
_ORDER: tuple[Evidence, ...] = ("captured", "updated", "published")
_SHINGLE_WORDS = 3
_TITLE_COUNTS_FOR = 0.25
"""Under the same title a fourth of the wording that is otherwise asked for is enough."""
_MOST_TEXTS = 50
"""Texts under one address that a further one is held against, the latest ones: one that changes without end must not cost without end."""


def collate(pages: Sequence[Page], *, config: CollateConfig, lexicons: Lexicons) -> Outcome[Collation]:
    """Find the pages that are versions of one report; returns one collation, whatever the order of ``pages``.

    Pages are versions of one report when they have one address (as ``address_key`` compares them; a page without one: one location) and
    their articles share their title or enough of their wording, since a front page or a live blog holds another text every day.
    The newest is the report: by the time of capture, else of the last change, else of publication; where nothing tells, the longest.
    A feed's summary, or the start that a paywall shows, beside the whole page is no version but a part of it, and left out.

    Problems ``older_version`` and ``duplicate`` name each page that does not count as a report.
    """
    kept: list[str] = []
    versions: list[Version] = []
    problems: list[Problem] = []
    for one_address in _by_address(pages, lexicons):
        for texts in _split(one_address, config.least_shared):
            newest, *older = texts
            kept.append(newest.report.id)
            for page in older:
                if page.report.extent != "whole" and newest.report.extent == "whole":
                    part = "a feed's summary" if page.report.extent == "summary" else "the start, for those who do not subscribe,"
                    problems.append(_problem(page, Reason.DUPLICATE, f"{part} of {newest.report.location}"))
                else:
                    version = _version(page, newest)
                    versions.append(version)
                    problems.append(_problem(page, Reason.OLDER_VERSION, _told(version, newest)))
    ordered = sorted(versions, key=lambda version: version.report)
    return Outcome((Collation(reports=tuple(sorted(kept)), versions=tuple(ordered)),), tuple(problems))


def _by_address(pages: Sequence[Page], lexicons: Lexicons) -> Iterator[list[Page]]:
    """The pages of each address, newest first."""
    groups: dict[str, list[Page]] = {}
    for page in sorted(pages, key=lambda page: page.report.id):
        address = address_key(page.report.url, lexicons) if page.report.url else None
        groups.setdefault(address or f"at {page.report.location}", []).append(page)
    for group in groups.values():
        yield sorted(group, key=cmp_to_key(_compare_age), reverse=True) if len(group) > 1 else group


def _compare_age(one: Page, other: Page) -> int:
    """Above zero where the first is the newer; whole pages count as newer than summaries, and where no date tells, longer articles."""
    if one.report.extent != other.report.extent:
        return 1 if one.report.extent == "whole" else -1
    for name in _ORDER:
        times = [_time(page, name) for page in (one, other)]
        if times[0] and times[1] and is_exclusive(times[0], times[1]):
            return 1 if sort_key(times[0]) > sort_key(times[1]) else -1
    lengths = [sum(unit.end - unit.start for unit in article_units(page)) for page in (one, other)]
    return 1 if (lengths[0], one.report.id) > (lengths[1], other.report.id) else -1


def _time(page: Page, name: Evidence) -> str | None:
    if name == "captured":
        return page.report.captured
    date = page.report.updated if name == "updated" else page.report.published
    return date.edtf if date is not None else None


def _split(pages: Sequence[Page], least_shared: float) -> list[list[Page]]:
    """Those that are alike together, each list newest first."""
    if len(pages) == 1:
        return [list(pages)]
    sets: list[tuple[list[Page], frozenset[tuple[str, ...]]]] = []
    for page in pages:
        words = frozenset(shingles([word.key for unit in article_units(page) for word in keyed_words(unit.key)], _SHINGLE_WORDS))
        for together, known in sets[-_MOST_TEXTS:]:
            if _is_alike(page, together[-1], words, known, least_shared):
                together.append(page)
                break
        else:
            sets.append(([page], words))
    return [together for together, _ in sets]


def _is_alike(page: Page, other: Page, words: frozenset[tuple[str, ...]], known: frozenset[tuple[str, ...]], least_shared: float) -> bool:
    titles = [fold(one.report.title or "") for one in (page, other)]
    is_titled_alike = titles[0] == titles[1] and len(titles[0].split()) > 2
    shared, shorter = len(words & known), min(len(words), len(known))
    return shorter > 0 and shared >= shorter * least_shared * (_TITLE_COUNTS_FOR if is_titled_alike else 1)


def _version(page: Page, newest: Page) -> Version:
    report = page.report
    return Version(
        id=report.id,
        report=newest.report.id,
        location=report.location,
        sha256=report.sha256,
        captured=report.captured,
        published=report.published,
        updated=report.updated,
        order=_order(page, newest),
        is_announced=bool(_notices(newest) - _notices(page)),
        text=report.text,
        changes=list_changes(page, newest),
    )


def _order(page: Page, newest: Page) -> Literal["captured", "updated", "published", "undecided"]:
    """What shows that a page is the older one."""
    for name in _ORDER:
        old, new = _time(page, name), _time(newest, name)
        if old and new and is_exclusive(old, new):
            return name
    return "undecided"


def _notices(page: Page) -> set[str]:
    text = page.report.text
    return {fold(text[one.start : one.end]) for one in page.report.disclosures if one.kind == "correction"}


def _told(version: Version, newest: Page) -> str:
    where = newest.report.location
    if not version.changes:
        return f"another capture of {where}, with the same article"
    age = "an older version" if version.order != "undecided" else "another version, which may be older,"
    reworded = any(change.kind != "added" for change in version.changes)
    quiet = ", changed since without a correction notice" if reworded and not version.is_announced else ""
    return f"{age} of {where}{quiet}"


def _problem(page: Page, reason: Reason, detail: str) -> Problem:
    return Problem(input=page.report.location, stage="collate", reason=reason, detail=detail)
