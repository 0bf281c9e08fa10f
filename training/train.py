"""Fine-tunes the encoder for all tasks at once: ``python training/train.py CONVERTED PACKAGE OUT --minutes 60``.

``CONVERTED`` is what convert.py wrote, ``PACKAGE`` the model folder of the encoder's package, ``OUT`` where the weights go.
"""

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch import Tensor
from torch.nn import functional

from examples import IGNORED, batch, build_window, group, stack, vary
from invent import invent_report
from network import Network, Read
from records import Sentence, read_sentences
from stemma.adapters.models.pieces import Pieces
from teach import teach

WEIGHTS = {"arcs": 1.0, "labels": 1.0, "upos": 0.5, "starts": 2.0, "names": 2.0, "vectors": 4.0}


def find_losses(network: Network, data: dict[str, Tensor], teacher: Tensor) -> dict[str, Tensor]:
    """The loss of each task on one batch; a task without labels in it is left out."""
    length = data["ids"].shape[1]
    inside = torch.arange(length)[None] < data["lengths"][:, None]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        found = network(data["ids"], data["shapes"], data["first"], data["last"], inside[:, None, None])
    read = Read(*(part.float() for part in found))
    losses = {"vectors": _vector_loss(read, data, teacher)}
    for task, scores in (("names", read.names), ("upos", read.upos)):
        if (data[task] != IGNORED).any():
            losses[task] = functional.cross_entropy(scores.flatten(0, 1), data[task].flatten(), ignore_index=IGNORED)
    known = data["starts"] != IGNORED
    if known.any():
        losses["starts"] = functional.binary_cross_entropy_with_logits(read.starts[known], data["starts"][known].float())
    if (data["heads"] != IGNORED).any():
        same = data["sentence"][:, :, None] == data["sentence"][:, None, :]
        arcs = read.arcs.masked_fill(~same, -1e4)
        losses["arcs"] = functional.cross_entropy(arcs.flatten(0, 1), data["heads"].flatten(), ignore_index=IGNORED)
        labels = network.label_arcs(read, data["heads"].clamp(min=0))
        losses["labels"] = functional.cross_entropy(labels.flatten(0, 1), data["deps"].flatten(), ignore_index=IGNORED)
    return losses


def _vector_loss(read: Read, data: dict[str, Tensor], teacher: Tensor) -> Tensor:
    """One minus the cosine to the teacher's vector, and how far the likenesses between the sentences are off."""
    if not len(data["numbers"]):
        return read.pieces.sum() * 0
    pooled = functional.normalize(data["pool"] @ read.pieces.flatten(0, 1), dim=-1)
    wanted = teacher[data["numbers"]].float()
    return (1 - (pooled * wanted).sum(-1)).mean() + 2 * (pooled @ pooled.T - wanted @ wanted.T).square().mean()


def list_deps(sentences: list[Sentence]) -> dict[str, int]:
    """Numbers for the labels of dependencies, the root's left out: it is known from the tree."""
    return {dep: number for number, dep in enumerate(sorted({dep for sentence in sentences for dep in sentence.deps} - {"root"}))}


def make_epoch(sentences: list[Sentence], pieces: Pieces, deps: dict[str, int], rng: random.Random, size: int) -> list[dict[str, Tensor]]:
    """All sentences once, grouped and varied anew. Sentences with and without trees come in batches of their own."""
    sides: tuple[list, list] = ([], [])
    for numbers in group(sentences, rng):
        varied = vary([sentences[number] for number in numbers], rng)
        window = build_window(numbers, varied, (pieces, deps), rng)
        sides[bool(varied[0].heads)].append(window)
    for _ in range(len(sentences) // 20):
        invented = vary(invent_report(rng), rng)
        sides[0].append(build_window([-1] * len(invented), invented, (pieces, deps), rng))
    batches = [windows for side in sides for windows in batch(side, size, rng) if windows]
    rng.shuffle(batches)
    return batches


def save(network: Network, deps: dict[str, int], out: Path) -> None:
    """Write the weights and the labels."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), out / "network.pt")
    (out / "deps.json").write_text(json.dumps(list(deps)), encoding="utf-8")


def train(arguments: argparse.Namespace) -> None:
    """Fine-tune for a set time with some workers, each a process with a thread of its own.

    The workers share the weights without locks (Hogwild, Recht et al. 2011): on cores that others use too, threads that wait for
    each other at every matrix would lose most of the time.
    """
    torch.manual_seed(0)
    pieces = Pieces(arguments.package / "tokenizer.json")
    sentences = read_sentences(arguments.converted / "train.jsonl")[: arguments.limit]
    deps = list_deps(sentences)
    vectors = teach(arguments.package, pieces, [sentence.text for sentence in sentences], arguments.converted / "teacher.npy")
    network = Network(len(deps))
    network.encoder.load(arguments.package / "model.safetensors")
    if arguments.start:
        print(network.load_state_dict(torch.load(arguments.start, weights_only=True), strict=False))
    network.encoder.words.weight.requires_grad_(False)
    network.share_memory()
    task = Task(arguments, network, sentences, torch.from_numpy(vectors.astype(numpy.float16)), deps, time.monotonic())
    torch.multiprocessing.start_processes(_work, (task,), nprocs=arguments.workers, start_method="fork")
    save(network, deps, arguments.out)


@dataclass(frozen=True)
class Task:
    """What the workers share."""

    arguments: argparse.Namespace
    network: Network
    sentences: list[Sentence]
    vectors: Tensor
    deps: dict[str, int]
    began: float


def _work(worker: int, task: Task) -> None:
    """Train until the time is up, the learning rate rising over the first hundred steps and then falling to nought."""
    arguments, network = task.arguments, task.network
    torch.set_num_threads(1)
    torch.manual_seed(worker)
    pieces = Pieces(arguments.package / "tokenizer.json")
    old = [weight for name, weight in network.encoder.named_parameters() if weight.requires_grad and "shapes" not in name]
    new = [weight for name, weight in network.named_parameters() if not name.startswith("encoder.") or "shapes" in name]
    rates = (arguments.rate, 5 * arguments.rate)
    optimiser = torch.optim.AdamW([{"params": old}, {"params": new}], weight_decay=0.01, betas=(0.9, 0.98))
    rng = random.Random(100 * arguments.seed + worker)  # noqa: S311
    seconds = arguments.minutes * 60
    step, seen, batches = 0, 0, []
    recent: dict[str, list[float]] = {}
    network.train()
    while (spent := time.monotonic() - task.began) < seconds and step < arguments.steps:
        if not batches:
            batches = make_epoch(task.sentences, pieces, task.deps, rng, arguments.batch)
            print(f"worker {worker}: epoch of {len(batches)} batches at {spent:.0f} s", flush=True)
        data = stack(batches.pop())
        scale = min(1.0, (step + 1) / 100) * max(0.01, 1 - max(spent / seconds, step / arguments.steps))
        for part, rate in zip(optimiser.param_groups, rates, strict=True):
            part["lr"] = rate * scale
        losses = find_losses(network, data, task.vectors)
        optimiser.zero_grad(set_to_none=True)
        sum(WEIGHTS[name] * loss for name, loss in losses.items()).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        step, seen = step + 1, seen + int(data["lengths"].sum())
        for name, loss in losses.items():
            recent.setdefault(name, []).append(loss.item())
        if step % 50 == 0:
            means = " ".join(f"{name} {numpy.mean(values[-50:]):.3f}" for name, values in sorted(recent.items()))
            print(f"worker {worker}: {step} {spent:.0f} s, {seen / (spent + 0.1):.0f} pieces/s: {means}", flush=True)
        if step % 200 == 0 and worker == 0:
            save(network, task.deps, arguments.out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("converted", type=Path)
    parser.add_argument("package", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--steps", type=int, default=10**9)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--batch", type=int, default=2000, help="pieces of a batch")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="sentences, to try it out")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
