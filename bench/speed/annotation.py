"""How fast articles are read: the network alone, reading and annotating, and cleaning before it.

    STEMMA_DATA=FOLDER python -m bench.speed.annotation [--articles N] [--workers N] [--runs N]

500 articles of ``allsides_bulk``, the first by digest. Every row runs in a process of its own, with as many workers: ``network`` has them
push the same windows of words through the packaged network and throw away what comes out; the others take the articles
through the stages with the local engine, as the program does, starting its workers and loading the model included. Seconds
are of the wall, medians over the runs, which go round the rows; processor seconds count all processes. Memory is the row's own: that
of its first process and the largest worker's for each of them.
"""

import argparse
import gzip
import hashlib
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.quality.story_sets import data_folder
from stemma.adapters.engines import LocalEngine
from stemma.adapters.models import english, load_lexicons, load_model
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.problems import Outcome
from stemma.records import Annotation, Capture, Report, Stated
from stemma.stages.annotate import annotate
from stemma.stages.annotate.paragraphs import read_paragraphs
from stemma.stages.clean import clean

ROWS = ("network", "read and annotate", "clean, read and annotate")
PACKED = Path("allsides_bulk") / "articles.jsonl.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """One run of one row."""

    articles: int
    words: int
    wall_s: float
    processor_s: float
    peak_mb: float


def read_captures(count: int) -> list[Capture]:
    """The first articles of the set by the digest of their line, as the pages they were."""
    path = next((path for path in (data_folder() / PACKED, data_folder() / "allsides" / PACKED) if path.exists()), None)
    if path is None:
        sys.exit(f"{PACKED} is not in {data_folder()} (STEMMA_DATA): the speed of reading was not measured")
    with gzip.open(path, "rb") as stream:
        lines = sorted((hashlib.sha256(line).hexdigest(), line) for line in stream)[:count]
    return [_capture(digest, json.loads(line)) for digest, line in lines]


def _capture(digest: str, fields: dict[str, str]) -> Capture:
    stated = Stated(url=fields["url"], outlet=fields["source"], published=fields["date"] or None, title=fields["title"])
    content = f"{fields['title']}\n\n{fields['content_original']}"
    return Capture(location=fields["ID"], kind="text", content=content, sha256=digest, stated=stated)


def clean_all(captures: Sequence[Capture]) -> list[Report]:
    config, lexicons = Config().clean, load_lexicons()
    return [report for capture in captures for report in clean(capture, config=config, lexicons=lexicons).records]


def annotate_report(report: Report) -> Outcome[Annotation]:
    return annotate(report, config=Config().annotate, model=load_model(), lexicons=load_lexicons())


def count_words(annotations: Sequence[Annotation]) -> int:
    return sum(len(sentence.tokens) for annotation in annotations for sentence in annotation.sentences)


class Recorder:
    """Stands for the network's session and keeps what goes in."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.feeds: list[Any] = []

    def run(self, outputs: list[str], feed: Any) -> Any:
        self.feeds.append(feed)
        return self.session.run(outputs, feed)


def run_network(reports: Sequence[Report]) -> tuple[int, float, float]:
    """Words, wall and processor seconds of pushing some reports' windows through the network, once every worker is ready."""
    model = english.load_model()
    recorder = model._session = Recorder(model._session)
    lexicons = load_lexicons()
    for report in reports:
        read_paragraphs(report, model=model, lexicons=lexicons)
    words = sum(len(feed["first"]) for feed in recorder.feeds)
    _ready.wait()
    wall, processor = time.perf_counter(), time.process_time()
    for feed in recorder.feeds:
        recorder.session.run(english.OUTPUTS, feed)
    return words, time.perf_counter() - wall, time.process_time() - processor


_ready: Any = None


def _get_ready(barrier: Any) -> None:
    global _ready  # noqa: PLW0603 - a barrier reaches a worker only when it starts
    _ready = barrier


def time_network(captures: Sequence[Capture], workers: int) -> tuple[int, float, float]:
    reports, context = clean_all(captures), get_context("spawn")
    barrier = context.Barrier(workers)
    with ProcessPoolExecutor(workers, context, _get_ready, (barrier,)) as pool:
        parts = list(pool.map(run_network, [reports[place::workers] for place in range(workers)]))
    return sum(part[0] for part in parts), max(part[1] for part in parts), sum(part[2] for part in parts)


def time_stages(captures: Sequence[Capture], row: str, workers: int) -> tuple[int, float, float]:
    engine = LocalEngine(workers=workers)
    reports = clean_all(captures) if row == ROWS[1] else []
    wall, processor = time.perf_counter(), _processor_seconds()
    if row == ROWS[1]:
        annotations = [record for outcome in engine.map(annotate_report, reports) for record in outcome.records]
    else:
        pages = engine.map(partial(read_page, config=Config()), captures)
        annotations = [page.annotation for outcome in pages for page in outcome.records]
    return count_words(annotations), time.perf_counter() - wall, _processor_seconds() - processor


def _processor_seconds() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in spent)


def time_row(row: str, count: int, workers: int) -> Timing:
    """Run one row here and now."""
    captures = read_captures(count)
    timed = time_network(captures, workers) if row == ROWS[0] else time_stages(captures, row, workers)
    words, wall, processor = timed
    own, largest = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    peak = (own + workers * largest) / 1024
    return Timing(articles=len(captures), words=words, wall_s=wall, processor_s=processor, peak_mb=peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--row", choices=ROWS, help="run this row alone, in this process, and print its timing as JSON")
    options = parser.parse_args()
    if options.row:
        print(json.dumps(asdict(time_row(options.row, options.articles, options.workers))))
        return
    read_captures(1)
    timings: dict[str, list[Timing]] = {row: [] for row in ROWS}
    for _ in range(options.runs):
        for row in ROWS:
            timings[row].append(_run_apart(row, options.articles, options.workers))
    report(timings, options.workers)


def _run_apart(row: str, count: int, workers: int) -> Timing:
    command = [sys.executable, "-m", "bench.speed.annotation", "--row", row, "--articles", str(count), "--workers", str(workers)]
    return Timing(**json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def report(timings: dict[str, list[Timing]], workers: int) -> None:
    runs = timings[ROWS[0]]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{runs[0].articles} articles, {runs[0].words} words, {workers} workers, medians of {len(runs)} runs; load {load}")
    print(f"{'':26} words/s  articles/s  ms/article (processor)  peak MB")
    for row, found in timings.items():
        wall = statistics.median(timing.wall_s for timing in found)
        processor = statistics.median(timing.processor_s for timing in found)
        peak = max(timing.peak_mb for timing in found)
        first = found[0]
        rates = f"{first.words / wall:8.0f} {first.articles / wall:11.1f} {1000 * processor / first.articles:23.0f} {peak:8.0f}"
        print(f"{row:26}{rates}")
    network, whole = (statistics.median(timing.wall_s for timing in timings[row]) for row in ROWS[:2])
    print(f"read and annotate goes at {network / whole:.2f} of the network alone")


if __name__ == "__main__":
    main()
