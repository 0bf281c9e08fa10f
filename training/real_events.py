"""Real articles, an event at a time, with what they say: what the weights must not take for errors and copies."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from bench.quality.story_sets import SETS, data_folder, read_news_cluster

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ExtractConfig
from stemma.records import Extraction, Page
from stemma.stages.extract import extract


class RealEvent(NamedTuple):
    pages: list[Page]
    extraction: Extraction


def read_second_events(fewest: int) -> Iterator[RealEvent]:
    """Every second event of giveme5w1h that has so many reports, by number, its pages in the order of their ids."""
    events: dict[str, list[Page]] = defaultdict(list)
    for article in read_news_cluster(data_folder()):
        events[article.event].append(article.page)
    large = [pages for _, pages in sorted(events.items(), key=lambda item: int(item[0])) if len(pages) >= fewest]
    for pages in large[::2]:
        yield read_together(pages)


def read_small_events(fewest: int, most: int) -> Iterator[RealEvent]:
    """Every second event of giveme5w1h with so many reports, in the order of their numbers as words: no event is all there is to learn."""
    events: dict[str, list[Page]] = defaultdict(list)
    for article in read_news_cluster(data_folder()):
        events[article.event].append(article.page)
    small = [pages for _, pages in sorted(events.items()) if fewest <= len(pages) <= most]
    for pages in small[::2]:
        yield read_together(pages)


def read_together(pages: Iterable[Page]) -> RealEvent:
    """The reports of one story in the order of their ids, with what they say."""
    ordered = sorted(pages, key=lambda page: page.report.id)
    (extraction,) = extract(ordered, config=ExtractConfig(), lexicons=load_lexicons()).records
    return RealEvent(ordered, extraction)


def read_events(every: Mapping[str, int]) -> Iterator[RealEvent]:
    """Every so many of a set's events, by the set's name, in order; a set that is absent is said to be so."""
    for name, step in every.items():
        try:
            articles = sorted(SETS[name](data_folder()), key=lambda article: article.event)
        except OSError as error:
            print(f"no real articles: {error}")
            continue
        for place, (_, group) in enumerate(groupby(articles, key=lambda article: article.event)):
            if place % step == 0:
                pages = [article.page for article in group]
                (extraction,) = extract(pages, config=ExtractConfig(), lexicons=load_lexicons()).records
                yield RealEvent(pages, extraction)
