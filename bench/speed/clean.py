"""How long an HTML page takes to clean, beside trafilatura on the same page in the same run.

    STEMMA_DATA=FOLDER python -m bench.speed.clean [--runs N]

Pages of ``article_extraction_benchmark``, one process, one thread, milliseconds of processor time; of each page the quickest of N runs
(3 unless told), taken in turn with the peers'. stemma gives blocks, title, bylines, dates, outlet and disclosures; trafilatura is asked for
the text alone, and with its metadata, as who wants the same would ask it. Start-up (importing, and the first page, which compiles the
lexicons) is timed in processes of its own. Figures for the gate stand on lines of their own (``= name: value``).
"""

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from time import perf_counter, process_time

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

SET = "article_extraction_benchmark"
OURS = "stemma"
PAGE = "<html><head><title>Ferry aground</title></head><body><h1>Ferry aground</h1><p>A ferry ran aground off Brenn on Sunday.</p></body>"
STARTS = {
    OURS: "from stemma.stages.clean import clean; from stemma.adapters.models.lexicons import load_lexicons; "
    "from stemma.config import CleanConfig; from stemma.records import Capture, Stated; "
    "clean(Capture(location='page', kind='html', content={page!r}, sha256='0', stated=Stated()), config=CleanConfig(), "
    "lexicons=load_lexicons())",
    "trafilatura": "from trafilatura import bare_extraction; bare_extraction({page!r}, favor_precision=True, with_metadata=True)",
}


def systems() -> dict[str, Callable[[str], object]]:
    """What is timed, by name; ours first."""
    from trafilatura import bare_extraction

    from stemma.adapters.models.lexicons import load_lexicons
    from stemma.config import CleanConfig
    from stemma.records import Capture, Stated
    from stemma.stages.clean import clean

    def ours(content: str) -> object:
        digest = sha256(content.encode("utf-8", "replace")).hexdigest()
        capture = Capture(location="page", kind="html", content=content, sha256=digest, stated=Stated())
        return clean(capture, config=CleanConfig(), lexicons=load_lexicons())

    def theirs(*, with_metadata: bool) -> Callable[[str], object]:
        return lambda content: bare_extraction(content, favor_precision=True, include_comments=False, with_metadata=with_metadata)

    return {OURS: ours, "trafilatura, text alone": theirs(with_metadata=False), "trafilatura, with metadata": theirs(with_metadata=True)}


def time_pages(pages: list[str], runs: int) -> dict[str, list[float]]:
    """The least milliseconds for each page, in order, by system."""
    timed = systems()
    best = {name: [float("inf")] * len(pages) for name in timed}
    for content in pages[:5]:
        for run in timed.values():
            run(content)
    for _ in range(runs):
        for index, content in enumerate(pages):
            for name, run in timed.items():
                start = process_time()
                run(content)
                best[name][index] = min(best[name][index], 1000 * (process_time() - start))
    return best


def time_start(script: str, runs: int) -> float:
    """Median seconds of a process that imports what it needs and reads one small page."""
    seconds = []
    for _ in range(runs):
        start = perf_counter()
        subprocess.run([sys.executable, "-c", script], check=True, stderr=subprocess.DEVNULL)
        seconds.append(perf_counter() - start)
    return statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked")) / SET
    if not folder.is_dir():
        sys.exit(f"{SET} is not in {folder.parent} (STEMMA_DATA): the speed of cleaning was not measured")
    from training.line_pages import read_benchmark

    found = time_pages([content for _, content, _ in read_benchmark(folder)], options.runs)
    ours = found[OURS]
    print(f"{len(ours)} pages, processor time of one thread, least of {options.runs} runs")
    for name, each in found.items():
        print(f"{name:28} mean {statistics.fmean(each):6.2f} ms  median {statistics.median(each):6.2f} ms  longest {max(each):6.1f} ms")
    for name in list(found)[1:]:
        total, middle = sum(ours) / sum(found[name]), statistics.median(own / other for own, other in zip(ours, found[name], strict=True))
        print(f"stemma to {name}: all pages {total:.2f}, median page {middle:.2f}\n= clean HTML speed, {name} to stemma: {1 / total:.2f}")
    for name, script in STARTS.items():
        print(f"{name:28} start and one page {time_start(script.format(page=PAGE), options.runs):.2f} s")


if __name__ == "__main__":
    main()
