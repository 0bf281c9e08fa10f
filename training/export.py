"""Exports trained weights to ONNX with 8-bit weights: ``python training/export.py TRAINED PACKAGE OUT``.

Weights alone are stored in 8 bits, the embedding with a scale for each piece, the matrices with one for each block of 32.
Activations are quantised for each row apart (``accuracy_level=4``), so that a text's reading never depends on what else is
in the batch; quantising whole tensors would make it so.
"""

import json
import shutil
import sys
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from torch import Tensor, nn

from network import LABEL, Network, Read
from records import LABELS, UPOS

INPUTS = ("ids", "shapes", "first", "last")
OUTPUTS = ("names", "upos", "starts", "arcs", "labels", "vectors")
_AXES = {"ids": "p", "shapes": "p", "vectors": "p", "first": "w", "last": "w", "names": "w", "upos": "w", "starts": "w"}


class SmallEmbedding(nn.Module):
    """An embedding kept as bytes, with a scale for each row."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.register_buffer("bytes", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.bytes[ids].float() * self.scale[ids]


class Exported(nn.Module):
    """The network for one text: vectors in, what decoding needs out."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        weight = network.label_weight.detach()  # labels, words, heads
        self.label_weight = nn.Parameter(weight.permute(1, 0, 2).reshape(LABEL + 1, -1).contiguous())

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        read: Read = self.network(ids[None], shapes[None], first[None], last[None], None)
        pairs = (read.word_side[0] @ self.label_weight).view(first.shape[0], -1, LABEL + 1) @ read.head_side[0].T
        labels = pairs.argmax(1).to(torch.uint8)
        upos = read.upos[0].argmax(-1).to(torch.uint8)
        return read.names[0], upos, read.starts[0], read.arcs[0], labels, read.pieces[0]


def export(trained: Path, package: Path, out: Path) -> None:
    """Write ``model.onnx``, ``labels.json`` and ``tokenizer.json``."""
    deps = json.loads((trained / "deps.json").read_text(encoding="utf-8"))
    network = Network(len(deps)).eval()
    network.load_state_dict(torch.load(trained / "network.pt", weights_only=True))
    network.encoder.words = SmallEmbedding(network.encoder.words.weight.detach())
    out.mkdir(parents=True, exist_ok=True)
    axes = {name: {0: axis} for name, axis in _AXES.items()} | {name: {0: "w", 1: "w"} for name in ("arcs", "labels")}
    sample = (torch.arange(1000, 1012), torch.zeros(12, dtype=torch.long), torch.arange(1, 9), torch.arange(2, 10))
    full = trained / "full.onnx"
    torch.onnx.export(
        Exported(network).eval(), sample, str(full), input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip
    config = DefaultWeightOnlyQuantConfig(block_size=32, is_symmetric=True, accuracy_level=4, bits=8)
    quantizer = MatMulNBitsQuantizer(onnx.load(str(full)), algo_config=config)
    quantizer.process()
    onnx.save(quantizer.model.model, str(out / "model.onnx"))
    labels = {"deps": deps, "upos": UPOS, "names": LABELS}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(package / "tokenizer.json", out / "tokenizer.json")
    print({file.name: file.stat().st_size for file in sorted(out.iterdir())})


def main() -> None:
    export(*map(Path, sys.argv[1:4]))


if __name__ == "__main__":
    main()
