"""Whether any page can break or stall the program: the example's pages, mutated, through cleaning and through the whole pipeline.

    python -m bench.quality.fuzz [--pages N] [--whole M] [--from SEED]

A mutation is always the same for its seed, which picks a page and one to four changes: cut, swap, repeat, insert (controls, bidi marks,
emoji, unclosed tags, half entities), drop bytes, join lines. N mutations (2,000 unless told) go through fetch and clean, the first M (100)
through ``read_page`` too.
"""

import argparse
import random
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import stemma
from stemma.adapters.fetch.pages import Received, capture_bytes
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig, Config
from stemma.language.lexicon import Lexicons
from stemma.pipeline import read_page
from stemma.problems import Reason
from stemma.records import Capture
from stemma.stages.clean import clean

PAGES = Path(stemma.__file__).parent / "example" / "pages"
SLOW_S, LARGE_MB = 2.0, 300.0
_INSERTS = (
    "\u0000",
    "\u0007\u001b[2J",
    "\u202e\u2066\u200f",
    "\ufeff\u200b\u00ad",
    "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "e" + "\u0301" * 300,
    "<div><p><b><table><tr><td>",
    "<script>",
    "<!--",
    "</body></html>",
    "&#x110000;&#55296;&nbsp&;",
    "<style>p{display:none}",
    "12/13/2026 99:99 2026-02-30",
    "(" * 400,
    "“" * 300,
    "A. " * 300,
    "\r\r\n\u2028\u2029\u0085",
    "Related articles\n\n",
    "的" * 500,
    "-" * 3000,
)


def mutate(content: bytes, chance: random.Random) -> bytes:
    """One page with one to four changes."""
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_CHANGES)(content, chance)
    return content


def _span(content: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randint(0, len(content))
    return start, min(len(content), start + chance.randint(0, max(1, len(content) // 4)))


def _cut(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[end:]


def _swap(content: bytes, chance: random.Random) -> bytes:
    (one, two), (three, four) = sorted((_span(content, chance), _span(content, chance)))
    two = min(two, three)
    return content[:one] + content[three:four] + content[two:three] + content[one:two] + content[four:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = _span(content, chance)
    return content[:start] + content[start:end] * chance.choice((2, 3, 10, 60)) + content[end:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.randint(1, 6)):
        start = chance.randint(0, len(content))
        content = content[:start] + chance.choice(_INSERTS).encode("utf-8", "replace") + content[start:]
    return content


def _drop(content: bytes, chance: random.Random) -> bytes:
    kept = chance.choice((0.9, 0.99, 0.999))
    return bytes(byte for byte in content if chance.random() < kept)


def _join_lines(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\n", chance.choice((b" ", b"\n\n", b"\r", b"\t")))


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _swap, _repeat, _insert, _insert, _drop, _join_lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One mutation: its seed, its page, the seconds of CPU time that cleaning and the whole took, the memory that the page took at most
    beyond what the process held before (None where the system does not tell), and what was raised."""

    seed: int
    page: str
    clean_s: float
    whole_s: float
    memory_mb: float | None
    failure: str | None


def run_all(seeds: range, whole_count: int) -> Iterator[Run]:
    """Every mutation in order of its seed; the first ``whole_count`` go through the whole reading of a page."""
    sources = sorted(PAGES.iterdir())
    for seed in seeds:
        chance = random.Random(seed)  # noqa: S311
        source = chance.choice(sources)
        content = mutate(source.read_bytes(), chance)
        yield _run(seed, source.name, content, is_whole=seed - seeds.start < whole_count)


def _run(seed: int, name: str, content: bytes, *, is_whole: bool) -> Run:
    held = _forget_peak()
    start = middle = process_time()
    failure = None
    try:
        captures = [one for one in capture_bytes(content, Received(location=name)) if isinstance(one, Capture)]
        for capture in captures:
            _clean(capture, load_lexicons())
        middle = process_time()
        for capture in captures if is_whole else ():
            _read_whole(capture)
    except Exception:
        failure = traceback.format_exc()
    whole_s = process_time() - middle
    peak = _memory_mb("VmHWM")
    memory = peak - held if peak is not None and held is not None else None
    return Run(seed=seed, page=name, clean_s=middle - start, whole_s=whole_s, memory_mb=memory, failure=failure)


def _forget_peak() -> float | None:
    """Make the process's peak of resident memory what it holds now, and say how much that is; None where Linux's /proc is absent."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return None
    return _memory_mb("VmRSS")


def _memory_mb(field: str) -> float | None:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").split("\n")
    except OSError:
        return None
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{field}:")), None)


def _clean(capture: Capture, lexicons: Lexicons) -> None:
    for report in clean(capture, config=CleanConfig(), lexicons=lexicons).records:
        report.text.encode("utf-8")
        spans = [(block.start, block.end) for block in report.blocks] + [(one.start, one.end) for one in report.disclosures]
        if not all(0 <= start <= end <= len(report.text) for start, end in spans):
            raise AssertionError("a span lies outside the text")


def _read_whole(capture: Capture) -> None:
    failed = [problem.detail for problem in read_page(capture, config=Config()).problems if problem.reason is Reason.FAILED]
    if failed:
        raise AssertionError(failed[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--whole", type=int, default=100)
    parser.add_argument("--from", dest="first", type=int, default=0)
    options = parser.parse_args()
    _run(0, "warm-up", (PAGES / "northern-post.txt").read_bytes(), is_whole=options.whole > 0)
    runs = list(run_all(range(options.first, options.first + options.pages), options.whole))
    failures = [run for run in runs if run.failure]
    slow = [run for run in runs if max(run.clean_s, run.whole_s) > SLOW_S]
    large = [run for run in runs if run.memory_mb is not None and run.memory_mb > LARGE_MB]
    for run in failures[:5]:
        print(f"seed {run.seed} ({run.page}) failed:\n{run.failure}")
    for run in slow[:5]:
        print(f"seed {run.seed} ({run.page}) was slow: clean {run.clean_s:.2f} s, whole {run.whole_s:.2f} s")
    for run in large[:5]:
        print(f"seed {run.seed} ({run.page}) took {run.memory_mb:.0f} MB")
    print(
        f"{len(runs)} mutations: {len(failures)} failures, {len(slow)} over {SLOW_S} s of CPU time, {len(large)} over {LARGE_MB:.0f} MB; "
        f"slowest clean {max(run.clean_s for run in runs):.2f} s, slowest whole {max(run.whole_s for run in runs):.2f} s, "
        f"most memory for one page {max((run.memory_mb or 0) for run in runs):.0f} MB"
    )
    print(f"= mutated pages read without failure: {1 - len(failures) / len(runs):.4f}")
    print(f"= mutated pages read within {SLOW_S:.0f} s: {1 - len(slow) / len(runs):.4f}")
    print(f"= mutated pages read within {LARGE_MB:.0f} MB: {1 - len(large) / len(runs):.4f}")
    sys.exit(1 if failures or slow or large else 0)


if __name__ == "__main__":
    main()
