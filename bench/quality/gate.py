"""Quality against the floors: runs every measure of this folder, compares its figures with ``floors.json``, fails below one.

    STEMMA_DATA=FOLDER python -m bench.quality.gate [--report] [--raise] [--allow-regression] [MEASURE ...]

A measure is a module that prints its figures as lines ``= name: value`` among whatever else it says. A figure may fall short of its floor
by the noise stated beside it. ``--raise`` writes better figures as new floors; a floor is lowered only with ``--allow-regression``. A data
set that is absent is named, and its figures count as not measured: neither passed nor failed.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
MEASURES = (
    "clean",
    "times",
    "names",
    "entities",
    "places",
    "quantities",
    "events",
    "attribution",
    "cluster",
    "copies",
    "coreference",
    "newsroom",
    "timelines",
    "planted",
    "pages",
    "versions",
    "language_model",
)
FIGURE = re.compile(r"^= (.+): (-?\d+(?:\.\d+)?)$", re.MULTILINE)


def measure(name: str) -> tuple[dict[str, float], str]:
    """The figures of one measure and everything it printed."""
    done = subprocess.run([sys.executable, "-m", f"bench.quality.{name}"], capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode != 0:
        return {}, f"{name}: failed or its data is absent\n{(done.stdout + done.stderr).strip()[-400:]}\n"
    return {figure: float(value) for figure, value in FIGURE.findall(done.stdout)}, done.stdout


def compare(figures: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """One line for each figure that lies below its floor by more than the noise."""
    return [
        f"{name}: {figures[name]} is below its floor {floor['floor']} (noise {floor['noise']})"
        for name, floor in sorted(floors.items())
        if name in figures and figures[name] < floor["floor"] - floor["noise"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measures", nargs="*", default=MEASURES)
    parser.add_argument("--report", action="store_true", help="print everything the measures say")
    parser.add_argument("--raise", dest="raised", action="store_true", help="write better figures as new floors")
    parser.add_argument("--allow-regression", action="store_true", help="with --raise: also write worse ones")
    options = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    figures: dict[str, float] = {}
    for name in options.measures:
        found, said = measure(name)
        figures |= found
        if options.report or not found:
            print(said)
        for figure, value in found.items():
            print(f"{figure:60} {value:8.3f}   floor {floors.get(figure, {}).get('floor', '-')}")
    if options.raised:
        for figure, value in figures.items():
            kept = floors.setdefault(figure, {"floor": value, "noise": 0.005})
            kept["floor"] = value if options.allow_regression else max(kept["floor"], value)
        FLOORS.write_text(json.dumps(dict(sorted(floors.items())), indent=2) + "\n", encoding="utf-8")
    missing = sorted(set(floors) - set(figures))
    failures = compare(figures, floors)
    print(*(f"not measured: {name}" for name in missing), *failures, sep="\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
