"""How well the shipped language model reads raw text: sentences, tags, trees, names, likeness of sentences.

    STEMMA_DATA=FOLDER python -m bench.quality.language_model [SET ...]

Converts the test sets with ``training/convert.py`` and scores the packaged weights with ``training/evaluate.py`` (CoNLL 2018 F1; strict
spans of persons, organisations and places; Spearman on STS-B). en_worldwide_newswire was never trained on.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "src" / "stemma" / "adapters" / "models" / "weights"
SETS = ("ewt", "gum", "pud", "unerpud", "worldwide", "stsb")


def main() -> None:
    data = os.environ.get("STEMMA_DATA")
    if not data:
        sys.exit("STEMMA_DATA names no folder: the language model was not measured")
    with tempfile.TemporaryDirectory() as converted:
        run("convert.py", data, converted)
        for line in run("evaluate.py", converted, data, str(WEIGHTS), "--sets", *(sys.argv[1:] or SETS)).splitlines():
            print(line)
            name, _, scores = line.partition(": ")
            if re.fullmatch(r"[\d.]+", scores):
                print(f"= language model {name}: {float(scores):.3f}")
            for measure, value in re.findall(r"([\w ]*[A-Za-z]\w*) (\d+\.\d)", scores):
                print(f"= language model {name} {measure.strip()}: {float(value) / 100:.3f}")


def run(script: str, *arguments: str) -> str:
    """What a script of ``training`` prints."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, str(ROOT / "training" / script), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


if __name__ == "__main__":
    main()
