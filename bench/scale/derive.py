"""A story of many reports: CPU seconds and peak memory of each stage that works on a story, each in a process of its own.

    STEMMA_DATA=FOLDER python -m bench.scale.derive [SIZE ...] [--pages FILE]

Reports are those of the newsroom's stories marked ``dev`` and articles of giveme5w1h_news_cluster (left out where it is absent), repeated
with other outlets, hours and digits, the end cut off or not, until there are so many. 500 are no repeats, as there are more pages: articles
of many events in one story, which is worse than a real one. The pages are annotated before, once (``--pages`` keeps them in a file).
"""

import argparse
import pickle
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Any

from bench.quality.newsroom.sheet import read_sheet, story_folders
from bench.quality.story_sets import data_folder, read_news_cluster
from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import Dossier, Generator, read_page, undisturbed
from stemma.records import Capture, Date, Outlet, Page, Story
from stemma.stages.brief import brief
from stemma.stages.chronicle import chronicle
from stemma.stages.corroborate import corroborate
from stemma.stages.derive import derive
from stemma.stages.extract import call_entities, extract
from stemma.views.dossier import page, to_json

SIZES = (100, 500, 2000)
STAGES = ("extract", "derive", "corroborate", "chronicle", "brief", "dossier")
MOST_ARTICLES = 60
_DIGITS = str.maketrans("23456789", "34567892")


def collect_pages() -> list[Page]:
    """The annotated pages that stories are made of."""
    config = Config()
    files = [str(sheet.folder / entry.file) for sheet in map(read_sheet, story_folders("dev")) for entry in sheet.entries]
    outcomes = (read_page(capture, config=config) for capture in fetch(files, config=config.fetch) if isinstance(capture, Capture))
    pages = [page for outcome in outcomes for page in outcome.records if page.report.language == "en"]
    try:
        pages += [article.page for article in islice(read_news_cluster(data_folder()), MOST_ARTICLES)]
    except OSError as error:
        print(f"giveme5w1h_news_cluster: absent ({error}); left out")
    return sorted(pages, key=lambda page: page.report.id)


def vary(pages: Sequence[Page], size: int) -> list[Page]:
    """``size`` reports: the pages over and over, each time a little different."""
    return [_variant(pages[place % len(pages)], place // len(pages), place) for place in range(size)]


def _variant(page: Page, round_: int, place: int) -> Page:
    if not round_:
        return page
    report, name = page.report, f"{page.report.id}-{round_}"
    text = report.text.translate(_DIGITS) if round_ % 3 == 0 else report.text
    kept = max(3, len(report.blocks) - (round_ % 4) * len(report.blocks) // 6)
    published = Date(
        edtf=f"2026-03-{1 + place % 28:02}T{place % 24:02}:{place % 60:02}Z", precision="minute", start=None, end=None, rule="input"
    )
    outlet = Outlet(name=f"Paper {place}", domain=f"paper{place}.example")
    varied = replace(report, id=name, location=name, text=text, blocks=report.blocks[:kept], outlet=outlet, published=published)
    return Page(report=varied, annotation=replace(page.annotation, report=name))


def measure(folder: Path, stage: str) -> None:
    """Run one stage on what the stages before it left in ``folder``; prints CPU seconds and peak MB."""
    read = {path.name: pickle.loads(path.read_bytes()) for path in folder.iterdir()}  # noqa: S301 (our own files)
    lexicons, config = load_lexicons(), Config()
    started = process_time()
    with undisturbed():
        if stage == "extract":
            result: object = extract(read["pages"], config=config.extract, lexicons=lexicons).records[0]
        elif stage == "derive":
            result = derive(read["pages"], read["extract"], config=config.derive, lexicons=lexicons).records
        elif stage == "corroborate":
            result = corroborate(read["pages"], read["extract"], read["derive"], config=config.corroborate, lexicons=lexicons).records[0]
        elif stage == "chronicle":
            result = chronicle(read["pages"], read["extract"], read["corroborate"].claims, lexicons=lexicons).records
        elif stage == "brief":
            result = brief(read["pages"], read["extract"], read["corroborate"], config=config.brief, lexicons=lexicons).records[0]
        else:
            result = _write(_gather(read))
    seconds = process_time() - started
    (folder / stage).write_bytes(pickle.dumps(result))
    print(
        f"{seconds:.1f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} {len(result) if isinstance(result, tuple) else 1}"
    )


def _gather(read: Mapping[str, Any]) -> Dossier:
    """The dossier of what the stages left."""
    extraction, corroboration, summary = read["extract"], read["corroborate"], read["brief"]
    reports = tuple(page.report for page in read["pages"])
    story = Story(
        id="st-scale",
        title=summary.title,
        period=summary.period,
        reports=tuple(report.id for report in reports),
        entities=call_entities(extraction.entities, read["pages"], lexicons=load_lexicons()),
        quotes=extraction.quotes,
        statements=extraction.statements,
        claims=corroboration.claims,
        conflicts=corroboration.conflicts,
        derivations=read["derive"],
        timeline=summary.timeline,
        brief=summary.brief,
        wordings=summary.wordings,
        assessments=summary.assessments,
        headline_flags=summary.headline_flags,
        events=read["chronicle"],
    )
    generator = Generator(stemma="scale", models=(), config="")
    return Dossier(generated_at="2031-03-05T12:00:00Z", generator=generator, reports=reports, stories=(story,), problems=())


def _write(dossier: Dossier) -> tuple[bytes, str]:
    """The two files that ``stemma dossier`` writes."""
    return to_json(dossier), page(dossier)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--stages", nargs="*", default=list(STAGES))
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        measure(Path(options.run[0]), options.run[1])
        return
    if options.pages and options.pages.exists():
        pages = pickle.loads(options.pages.read_bytes())  # noqa: S301 (our own file)
    else:
        pages = collect_pages()
        if options.pages:
            options.pages.write_bytes(pickle.dumps(pages))
    for size in options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "pages").write_bytes(pickle.dumps(vary(pages, size)))
            for stage in options.stages:
                command = [sys.executable, "-m", "bench.scale.derive", "--run", folder, stage]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                seconds, peak, count = (done.stdout.split() or ["-", "-", "-"])[-3:]
                print(
                    f"{size:5} reports  {stage:12} {seconds:>7} s CPU  {peak:>6} MB peak  {count} records", done.stderr[-300:], flush=True
                )
                if done.returncode:
                    break


if __name__ == "__main__":
    main()
