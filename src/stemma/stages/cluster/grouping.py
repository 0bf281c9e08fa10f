"""Reports become stories: the same event, not the same topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from stemma.config import ClusterConfig
from stemma.language.lexicon import Lexicons
from stemma.problems import Outcome
from stemma.records import Group, Page
from stemma.stages.cluster.adoption import Clusters, adopt
from stemma.stages.cluster.candidates import similar_pairs
from stemma.stages.cluster.days import Days, event_days, event_gap, published_days, published_gap
from stemma.stages.cluster.details import read_profile
from stemma.stages.cluster.meaning import lead_vector, same_meaning
from stemma.stages.cluster.numbered import Numbered, are_numbered_apart, read_numbered
from stemma.stages.cluster.terms import weigh_terms
from stemma.text.linkage import average_link

FLOOR = 0.06
"""Pairs less alike than this count as not alike at all."""
NEWCOMER_SHARE, CLOSEST = 0.5, 0.45
"""What joins a story must be so much as alike to its reports as they are among themselves, reports of one text not counted as closer than
``CLOSEST``. Without this, another event with the same people joins a story whose reports are much alike."""
NUMBERED_APART = 0.25
EVENT_GAPS, EVENT_FACTORS = (1, 3, 8, 60, 365), (1.25, 1.1, 0.9, 0.55, 0.4)
PUBLISHED_GAPS, PUBLISHED_FACTORS = (2, 7, 30, 365), (1.6, 1.5, 1.35, 0.95)
"""Days apart, and what the similarity is multiplied by: straight lines between."""
MOST_TIME = 1.7
MEANINGS, MEANING_FACTORS = (0.3, 0.6, 0.8), (0.5, 0.9, 1.1)
"""The likeness of headlines and leads in meaning, and what the similarity is multiplied by."""


@dataclass(frozen=True, slots=True, eq=False)
class _Marks:
    """What tells events apart where the words are alike."""

    days: frozenset[int]
    published: Days
    numbered: Numbered
    meaning: NDArray[np.float64] | None


def cluster(pages: Sequence[Page], *, config: ClusterConfig, lexicons: Lexicons) -> Outcome[Group]:
    """Group reports by the event they report.

    Two reports are as alike as the cosine of their word vectors (``terms``), more where the days they speak of lie close together and
    less where they lie apart (``days``), where headline and lead mean something else (``meaning``), or where they number the same thing
    differently (``numbered``); average-link agglomeration stops at ``config.threshold`` or where a
    cluster is much closer in itself (``join``), and what is left over joins the story to which it most likely belongs (``adopt``). Every
    report is in exactly one group; groups are in order of their first report's id. The order of ``pages`` does not matter.
    """
    pages = sorted(pages, key=lambda page: page.report.id)
    clusters = group_pages(pages, compare_pages(pages, lexicons), config.threshold, lexicons)
    return Outcome(tuple(Group(reports=tuple(pages[place].report.id for place in members)) for members in clusters))


def group_pages(pages: Sequence[Page], likeness: Mapping[tuple[int, int], float], threshold: float, lexicons: Lexicons) -> Clusters:
    """The groups of pages by their places: joined by likeness, then the strays by the details that they share with a story."""
    clusters = join(len(pages), likeness, threshold)
    return adopt(clusters, [read_profile(page, lexicons) for page in pages], likeness, lexicons)


def join(count: int, likeness: Mapping[tuple[int, int], float], threshold: float) -> Clusters:
    """The groups of pages by their places: average link, at least half as alike to a story as its reports are to each other."""
    return average_link(count, likeness, threshold, share=NEWCOMER_SHARE, most=CLOSEST)


def compare_pages(pages: Sequence[Page], lexicons: Lexicons) -> dict[tuple[int, int], float]:
    """How alike two pages are (0 to about 1.9), by their places, the smaller first; pairs that are hardly alike are left out."""
    cosines = similar_pairs(weigh_terms([page.report for page in pages], lexicons), FLOOR)
    marks = [_read_marks(page, lexicons) for page in pages]
    return {(one, other): cosine * _factor(marks[one], marks[other], lexicons) for (one, other), cosine in cosines.items()}


def _read_marks(page: Page, lexicons: Lexicons) -> _Marks:
    return _Marks(
        days=event_days(page),
        published=published_days(page),
        numbered=read_numbered(page.report, lexicons),
        meaning=lead_vector(page),
    )


def _factor(one: _Marks, other: _Marks, lexicons: Lexicons) -> float:
    likeness = same_meaning(one.meaning, other.meaning)
    meaning = 1.0 if likeness is None else float(np.interp(likeness, MEANINGS, MEANING_FACTORS))
    numbers = NUMBERED_APART if are_numbered_apart(one.numbered, other.numbered, lexicons) else 1.0
    return meaning * numbers * _time_factor(one, other)


def _time_factor(one: _Marks, other: _Marks) -> float:
    """Above 1 where the days named and the days of publication lie close together, below 1 where they lie far apart."""
    happened, published = event_gap(one.days, other.days), published_gap(one.published, other.published)
    event = 1.0 if happened is None else float(np.interp(happened, EVENT_GAPS, EVENT_FACTORS))
    issued = 1.0 if published is None else float(np.interp(published, PUBLISHED_GAPS, PUBLISHED_FACTORS))
    return min(MOST_TIME, event * issued) if event >= 1.0 else event * min(1.0, issued)
