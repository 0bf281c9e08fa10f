"""Cold start to finished dossier: whole processes, wall seconds (median over several runs) and peak memory.

    python -m bench.speed.dossier [FOLDER] [--runs N]

Without a folder it takes the bundled example. The peer is the plain way to the same pages' text and names that a user would
script instead: trafilatura on each page, without names, claims or sources. It is the floor that any such script pays.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "src" / "stemma" / "example" / "pages"
FLOOR = "import sys, pathlib, trafilatura\nfor page in sorted(pathlib.Path(sys.argv[1]).iterdir()): trafilatura.extract(page.read_bytes())"


def time_command(command: list[str], runs: int) -> tuple[float, float]:
    """Median wall seconds of ``runs`` runs after one warm-up, and the peak resident MB of this command's largest process."""
    timed = [_run(command) for _ in range(runs + 1)]
    return statistics.median(wall for wall, _ in timed[1:]), max(peak for _, peak in timed)


def _run(command: list[str]) -> tuple[float, float]:
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)  # unlike RUSAGE_CHILDREN, of this process and its own children alone
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=EXAMPLE)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        rows = [
            ("trafilatura alone", [sys.executable, "-c", FLOOR, str(options.folder)]),
            ("stemma dossier", [sys.executable, "-m", "stemma", "dossier", str(options.folder), "--out", out, "--quiet"]),
        ]
        print(f"{len(list(options.folder.iterdir()))} inputs, {os.cpu_count()} processors, median of {options.runs} runs")
        for name, command in rows:
            wall, peak = time_command(command, options.runs)
            print(f"{name:20} {wall:6.2f} s wall  {peak:6.0f} MB peak")


if __name__ == "__main__":
    main()
