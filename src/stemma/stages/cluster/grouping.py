"""Reports become stories: the same event, not the same topic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from stemma.config import ClusterConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Group, Page
from stemma.stages.cluster.candidates import similar_pairs
from stemma.stages.cluster.days import distance, event_days, published_on
from stemma.stages.cluster.numbered import Numbered, are_numbered_apart, numbered_things
from stemma.stages.cluster.terms import weigh_terms
from stemma.text.linkage import average_link

FLOOR = 0.06
"""Pairs less alike than this count as not alike at all."""
NUMBERED_WORDS = 60
NUMBERED_APART = 0.4
EVENT_GAPS, EVENT_FACTORS = (1, 8), (1.0, 0.6)
PUBLISHED_GAPS, PUBLISHED_FACTORS = (2, 7, 30, 365), (1.2, 1.1, 1.0, 0.85)
"""Days apart, and what the similarity is multiplied by: straight lines between."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """What tells events apart where the words are alike."""

    days: frozenset[int]
    published: frozenset[int]
    numbered: Numbered


def cluster(pages: Sequence[Page], *, config: ClusterConfig, lexicons: Lexicons) -> Outcome[Group]:
    """Group reports by the event they report.

    Two reports are as alike as the cosine of their word vectors (``terms``), less where the days they speak of lie apart (``days``) or
    where they number the same thing differently (``numbered``); average-link agglomeration stops at ``config.threshold``. Every
    report is in exactly one group; groups are in order of their first report's id. The order of ``pages`` does not matter.
    """
    pages = sorted(pages, key=lambda page: page.report.id)
    clusters = average_link(len(pages), compare_pages(pages, lexicons), config.threshold)
    return Outcome(tuple(Group(reports=tuple(pages[place].report.id for place in members)) for members in clusters))


def compare_pages(pages: Sequence[Page], lexicons: Lexicons) -> dict[tuple[int, int], float]:
    """How alike two pages are (0 to about 1.3), by their places, the smaller first; pairs that are hardly alike are left out."""
    cosines = similar_pairs(weigh_terms([page.report for page in pages], lexicons), FLOOR)
    marks = [_read_marks(page, lexicons) for page in pages]
    return {
        (one, other): cosine * _time_factor(marks[one], marks[other]) * _number_factor(marks[one], marks[other], lexicons)
        for (one, other), cosine in cosines.items()
    }


def _read_marks(page: Page, lexicons: Lexicons) -> _Marks:
    report = page.report
    published = published_on(page)
    body = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "body"), "")
    return _Marks(
        days=event_days(page),
        published=frozenset() if published is None else frozenset({published}),
        numbered=numbered_things(f"{report.title or ''} . {body}", NUMBERED_WORDS, lexicons),
    )


def _time_factor(one: _Marks, other: _Marks) -> float:
    event_gap = distance(one.days, other.days)
    if event_gap is not None:
        return float(np.interp(event_gap, EVENT_GAPS, EVENT_FACTORS)) * _published_factor(one.published, other.published)
    return _published_factor(one.published or one.days, other.published or other.days)


def _published_factor(one: frozenset[int], other: frozenset[int]) -> float:
    gap = distance(one, other)
    return 1.0 if gap is None else float(np.interp(gap, PUBLISHED_GAPS, PUBLISHED_FACTORS))


def _number_factor(one: _Marks, other: _Marks, lexicons: Lexicons) -> float:
    return NUMBERED_APART if are_numbered_apart(one.numbered, other.numbered, lexicons) else 1.0
