"""Exports trained weights to ONNX with 8-bit weights: ``python training/export.py TRAINED PACKAGE CONVERTED OUT``.

Rounding a matrix moves what it gives on average; the biases are set right for that (Nagel et al. 2019), by the mean of what goes
in over some training sentences.
"""

import json
import random
import shutil
import sys
from pathlib import Path

import numpy
import onnx
import torch
from torch import Tensor, nn

from examples import Window, build_window, group
from graph import is_rounded, make_graph, round_matrix
from network import Network
from records import LABELS, UPOS, read_sentences
from stemma.adapters.models.pieces import Pieces

_EVENED = 0.4  # how far columns of states are made alike
_WINDOWS = 300  # that biases are set right on


def export(trained: Path, package: Path, converted: Path, out: Path) -> None:
    """Write ``model.onnx``, ``labels.json`` and ``tokenizer.json``."""
    deps = json.loads((trained / "deps.json").read_text(encoding="utf-8"))
    network = Network(len(deps)).eval()
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(package / "tokenizer.json", out / "tokenizer.json")
    weights = fit(network, read_windows(converted / "train.jsonl", Pieces(out / "tokenizer.json"), deps))
    onnx.save(make_graph(weights), str(out / "model.onnx"))
    labels = {"deps": deps, "upos": UPOS, "names": LABELS}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    print({file.name: file.stat().st_size for file in sorted(out.iterdir())})


def read_windows(path: Path, pieces: Pieces, deps: list[str]) -> list[Window]:
    """Some windows out of all parts of the training data."""
    rng = random.Random(5)  # noqa: S311
    sentences = read_sentences(path)
    groups = list(group(sentences, rng))
    chosen = groups[:: max(1, len(groups) // _WINDOWS)]
    numbers = {dep: number for number, dep in enumerate(deps)}
    return [build_window(members, [sentences[member] for member in members], (pieces, numbers), rng) for members in chosen]


def fit(network: Network, windows: list[Window]) -> dict[str, numpy.ndarray]:
    """The weights, ready to be rounded: with the ``spread`` of what goes into each linear layer, and the biases set right."""
    linears = {name: module for name, module in network.named_modules() if isinstance(module, nn.Linear)}
    heard: dict[str, list[Tensor]] = {name: [] for name in linears}
    hooks = [
        linear.register_forward_pre_hook(lambda _, inputs, name=name: heard[name].append(inputs[0].reshape(-1, inputs[0].shape[-1])))
        for name, linear in linears.items()
    ]
    with torch.no_grad():
        for window in windows:
            network(*(torch.tensor(part)[None] for part in (window.ids, window.shapes, window.first, window.last)), None)
    for hook in hooks:
        hook.remove()
    weights = {name: weight.float().numpy() for name, weight in network.state_dict().items()}
    for name in linears:
        states = torch.cat(heard[name]).numpy()
        matrix, largest = weights[f"{name}.weight"].T, numpy.abs(states).max(0)
        is_spread = not name.endswith((".merge", ".narrow", "turn"))
        spread = numpy.maximum(largest / numpy.median(largest), 0.2) ** (_EVENED if is_spread else 0.0)
        weights[f"{name}.spread"] = spread.astype(numpy.float32)
        if is_rounded(matrix) and f"{name}.bias" in weights:
            whole, column = round_matrix(matrix * spread[:, None])
            weights[f"{name}.bias"] = weights[f"{name}.bias"] + states.mean(0) @ (matrix - whole * column / spread[:, None])
    return weights


def main() -> None:
    export(*map(Path, sys.argv[1:5]))


if __name__ == "__main__":
    main()
