"""Articles of ``allsides_bulk`` that share text with another outlet's: many outlets, no events.

Each group of them stands as one event, with up to ``STRANGERS`` other articles on its topic.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from bench.quality.story_sets import Article, make_page, make_report

STRANGERS = 4
SHINGLE, SAMPLED, WIDEST = 8, 32, 20
"""Of the runs of eight words one in 32 is looked at, if no more than twenty articles have it."""
SHARED, FEWEST = 0.25, 3
"""So much of the shorter article's sampled runs in common, and at least three, make two articles worth comparing."""


def read_allsides(folder: Path) -> Iterator[Article]:
    with gzip.open(folder / "allsides_bulk/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    for place, members in enumerate(sharing_text(records)):
        topic = records[members[0]]["topic"]
        strangers = [other for other, record in enumerate(records) if record["topic"] == topic and other not in members][:STRANGERS]
        for record in (records[member] for member in (*members, *strangers)):
            domain = record["source_url"].removeprefix("www.")
            report = make_report(f"{place}-{record['ID']}", record["title"], record["content_original"], domain, "")
            yield Article(make_page(report), str(place))


def sharing_text(records: Sequence[Mapping[str, Any]]) -> list[list[int]]:
    """The groups of articles, by place, in which each shares a good part of its text with one of another outlet."""
    holders: dict[int, list[int]] = {}
    sizes = []
    for place, record in enumerate(records):
        words = record["content_original"].lower().split()
        runs = {zlib.crc32(" ".join(words[start : start + SHINGLE]).encode()) for start in range(len(words) - SHINGLE + 1)}
        sampled = {run for run in runs if run % SAMPLED == 0}
        sizes.append(len(sampled))
        for run in sampled:
            holders.setdefault(run, []).append(place)
    shared = Counter(pair for places in holders.values() if len(places) <= WIDEST for pair in combinations(places, 2))
    group: dict[int, list[int]] = {}
    for (one, other), count in sorted(shared.items()):
        is_another = records[one]["source_url"] != records[other]["source_url"]
        if is_another and count >= max(FEWEST, SHARED * min(sizes[one], sizes[other])):
            joined = sorted({*group.get(one, [one]), *group.get(other, [other])})
            group.update(dict.fromkeys(joined, joined))
    return [members for place, members in sorted(group.items()) if members[0] == place]
