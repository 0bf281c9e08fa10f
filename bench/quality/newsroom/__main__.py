"""Score a program on the newsroom benchmark.

    python -m bench.quality.newsroom [DOSSIER_DIR] [--split dev|test] [--json FILE] [--keep FOLDER]

``DOSSIER_DIR`` holds, for each story, ``STORY/dossier.json`` or ``STORY.json`` as any program wrote it. Without it Stemma is run on
every story, and three plain ways of counting sources are scored in the same table. Precision, recall and F1 for what is found, plain
shares for the rest, with 95 % bootstrap intervals over stories.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.quality.newsroom.baselines import BASELINES
from bench.quality.newsroom.match import lay_over
from bench.quality.newsroom.score import score_story
from bench.quality.newsroom.sheet import SPLITS, Sheet, read_sheet, story_folders
from bench.quality.newsroom.tally import Tallies, Tally, add_up, interval

Dossier = Mapping[str, Any]
OURS = "stemma"
SPOKEN_TO = ("edges", "direction", "origins")  # the measures that the plain ways of counting speak to
FOR_THE_GATE = re.compile(r"^(?!conflicts: |.* (?:precision|recall)$|.*width|direction decided)")
SMALLER_IS_BETTER = ("invented", "missed", "taken")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossiers", nargs="?", type=Path, help="folder of another program's dossiers")
    parser.add_argument("--split", choices=SPLITS, help="one half only")
    parser.add_argument("--json", type=Path, help="write the figures to this file too")
    parser.add_argument("--keep", type=Path, help="keep Stemma's dossiers in this folder")
    options = parser.parse_args()
    figures: dict[str, Any] = {}
    for split in [options.split] if options.split else SPLITS:
        sheets = [read_sheet(folder) for folder in story_folders(split)]
        if not sheets:
            print(f"{split}: no stories; not measured")
            continue
        reports = sum(len(sheet.entries) for sheet in sheets)
        print(f"\n{split}: {len(sheets)} stories, {reports} reports (digest {_digest(sheets)})")
        scored = _score_theirs(sheets, options.dossiers) if options.dossiers else _score_ours(sheets, options.keep)
        figures[split] = {system: _show(system, stories) for system, stories in scored.items()}
        for name, value in next(iter(figures[split].values())).items():
            if FOR_THE_GATE.match(name):
                print(_gate_line(split, name, value))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _score_theirs(sheets: Sequence[Sheet], folder: Path) -> dict[str, list[Tallies]]:
    return {folder.name: [score_story(lay_over(sheet, _load(folder, sheet.name))) for sheet in sheets]}


def _score_ours(sheets: Sequence[Sheet], keep: Path | None) -> dict[str, list[Tallies]]:
    scored: dict[str, list[Tallies]] = {OURS: [], **{name: [] for name in BASELINES}}
    for sheet, dossier in _run_stemma(sheets):
        if keep:
            (keep / sheet.name).mkdir(parents=True, exist_ok=True)
            (keep / sheet.name / "dossier.json").write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")
        scored[OURS].append(score_story(lay_over(sheet, dossier)))
        for name, recount in BASELINES.items():
            tallies = score_story(lay_over(sheet, recount(dossier)))
            scored[name].append({measure: tally for measure, tally in tallies.items() if measure.startswith(SPOKEN_TO)})
    return scored


def _run_stemma(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Dossier]]:
    import stemma
    from stemma.views.dossier import to_json

    for sheet in sheets:
        made = stemma.read(*(str(sheet.folder / entry.file) for entry in sheet.entries))
        yield sheet, json.loads(to_json(made))


def _load(folder: Path, name: str) -> Dossier:
    for path in (folder / name / "dossier.json", folder / f"{name}.json"):
        if path.exists():
            read: Dossier = json.loads(path.read_text(encoding="utf-8"))
            return read
    sys.exit(f"no dossier of the story {name} in {folder}")


def _show(system: str, stories: Sequence[Tallies]) -> dict[str, float]:
    """Print one system's table; its figures by name (F1 where there is one, else the share)."""
    print(f"\n  {system}")
    figures: dict[str, float] = {}
    for name, tally in add_up(stories).items():
        figure = _figure(tally)
        if figure is None:
            continue
        low, high = interval(stories, name, _figure) or (figure, figure)
        if tally.wanted:
            precision = f"{tally.precision:.3f}" if tally.precision is not None else "  -  "
            print(f"    {name:38} P {precision}  R {tally.recall:.3f}  F1 {figure:.3f} [{low:.3f}, {high:.3f}]  of {tally.wanted:.0f}")
            figures |= {f"{name} precision": tally.precision} if tally.precision is not None else {}
            figures |= {f"{name} recall": tally.recall or 0.0, f"{name} F1": figure}
        else:
            print(f"    {name:38} {figure:.3f} [{low:.3f}, {high:.3f}]  of {tally.said:.0f}")
            figures[name] = figure
    return figures


def _figure(tally: Tally) -> float | None:
    return tally.f1 if tally.wanted else tally.precision


def _gate_line(split: str, name: str, value: float) -> str:
    """The gate wants figures that grow with quality."""
    is_fault = any(word in name for word in SMALLER_IS_BETTER)
    return f"= newsroom {split} {'without ' if is_fault else ''}{name}: {1 - value if is_fault else value:.3f}"


def _digest(sheets: Sequence[Sheet]) -> str:
    whole = hashlib.sha256()
    for sheet in sheets:
        whole.update((sheet.folder / "sheet.toml").read_bytes())
        for entry in sheet.entries:
            whole.update((sheet.folder / entry.file).read_bytes())
    return whole.hexdigest()[:10]


if __name__ == "__main__":
    main()
