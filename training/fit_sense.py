"""Fits the map that turns the vectors of sentences towards what they tell (language/data/sense_matrix.tsv).

    python -m training.fit_sense [--write] [STORY_FOLDER ...]

A square matrix, begun as the one that changes nothing and kept near it, by Adam on pairs of sentences of two reports of one story of the
newsroom benchmark marked ``dev``: those in which the truth sheet quotes one fact lie together, all others apart (cross entropy of
each pair, and of each sentence's choice among all sentences of the other reports). Stored in whole numbers. Prints the average precision
of such pairs by the vectors as they are and as they are turned, each half of the stories by a matrix fitted on the other half. Needs
PyTorch (``requirements.txt``). Same seed, same matrix on the same machine.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from training.told_stories import locate, read_story

from stemma.language.lexicon import Lexicons

TABLE = Path("src/stemma/language/data/sense_matrix.tsv")
HEADER = """# Turns the vector of a sentence towards what it tells (language/sense.py): a row for each direction, a whole number for each of
# the vector's; made by training/fit_sense.py on our own stories.
"""
TOLD = frozenset({"title", "subtitle", "body", "list", "quote"})
EPOCHS, RATE, DROPPED, NEAR, SHARPNESS = 8, 3e-4, 0.1, 0.003, 20.0
_PAIRS, _CHOICE = 5.0, 0.3
MOST = 127.0


class Told(NamedTuple):
    """The sentences of a story: vectors of length 1, a number for the report of each, and which two tell one fact."""

    vectors: Tensor
    reports: Tensor
    same: Tensor


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:] if name != "--write"] or story_folders("dev")
    stories = [read_sentences(read_sheet(folder)) for folder in folders]
    halves = stories[::2], stories[1::2]
    precisions = [
        (average_precision(story, None), average_precision(story, matrix))
        for half, matrix in zip(halves, map(fit_matrix, reversed(halves)), strict=True)
        for story in half
        if bool(story.same.any())
    ]
    before, after = (sum(found) / len(precisions) for found in zip(*precisions, strict=True))
    print(f"{len(stories)} stories; average precision of a story's pairs {before:.3f}, turned {after:.3f}")
    if "--write" in sys.argv:
        rows = "\n".join(" ".join(map(str, row)) for row in fit_matrix(stories).tolist())
        TABLE.write_text(f"{HEADER}{rows}\n", encoding="utf-8")


def read_sentences(sheet: Sheet) -> Told:
    """The sentences of a story that are article text, or that the sheet quotes."""
    pages, _ = read_story(sheet)
    quoted: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for key, span in locate(sheet, pages).telling.items():
        quoted[span.report].append((span.start, span.end, key.partition(":")[2]))
    rows: list[bytes] = []
    reports: list[int] = []
    facts: list[set[str]] = []
    for number, page in enumerate(pages):
        told = [(block.start, block.end) for block in page.report.blocks if block.kind in TOLD]
        for sentence in page.annotation.sentences:
            found = {fact for start, end, fact in quoted[page.report.id] if start < sentence.end and end > sentence.start}
            if sentence.vector and (found or any(start <= sentence.start < end for start, end in told)):
                rows.append(sentence.vector)
                reports.append(number)
                facts.append(found)
    vectors = torch.tensor(np.array([np.frombuffer(row, dtype=np.int8) for row in rows], dtype=np.float32))
    holders: dict[str, list[int]] = defaultdict(list)
    for place, found in enumerate(facts):
        for fact in found:
            holders[fact].append(place)
    same = torch.zeros(len(rows), len(rows))
    for places in holders.values():
        same[np.ix_(places, places)] = 1.0
    apart = torch.tensor(reports)[:, None] != torch.tensor(reports)[None, :]
    return Told(functional.normalize(vectors), torch.tensor(reports), same * apart)


def fit_matrix(stories: Sequence[Told]) -> NDArray[np.int8]:
    """The matrix that brings together what tells one fact in these stories, in whole numbers."""
    torch.manual_seed(0)
    chance = random.Random(0)  # noqa: S311
    size = stories[0].vectors.shape[1]
    plain = torch.eye(size)
    matrix = plain.clone().requires_grad_(True)
    slope, shift = torch.tensor(10.0, requires_grad=True), torch.tensor(-6.0, requires_grad=True)
    optimiser = torch.optim.Adam([{"params": [matrix], "lr": RATE}, {"params": [slope, shift], "lr": 30 * RATE}])
    order = list(stories)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for story in order:
            loss = _loss(story, matrix, slope, shift) + NEAR * ((matrix - plain) ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    found = matrix.detach().numpy()
    return np.round(found / np.abs(found).max() * MOST).astype(np.int8)


def _loss(story: Told, matrix: Tensor, slope: Tensor, shift: Tensor) -> Tensor:
    kept = story.vectors * (torch.rand_like(story.vectors) > DROPPED)
    turned = functional.normalize(kept @ matrix.T)
    likeness = turned @ turned.T
    apart = story.reports[:, None] != story.reports[None, :]
    pairs = functional.binary_cross_entropy_with_logits((slope * likeness + shift)[apart], story.same[apart])
    chosen = (likeness * SHARPNESS).masked_fill(~apart, -1e4).log_softmax(1)
    counts = story.same.sum(1)
    choice = -(chosen * story.same).sum(1)[counts > 0] / counts[counts > 0]
    return _PAIRS * pairs + (_CHOICE * choice.mean() if len(choice) else torch.tensor(0.0))


def average_precision(story: Told, matrix: NDArray[np.int8] | None) -> float:
    """Of the pairs of a story that tell one fact, ranked among all by their likeness."""
    turned = story.vectors if matrix is None else functional.normalize(story.vectors @ torch.tensor(matrix, dtype=torch.float32).T)
    upper = torch.triu(story.reports[:, None] != story.reports[None, :], 1)
    scores, labels = (turned @ turned.T)[upper].numpy(), story.same[upper].numpy()
    ranked = labels[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, len(ranked) + 1))[ranked > 0].mean())


def with_matrix(lexicons: Lexicons, matrix: NDArray[np.int8]) -> Lexicons:
    """The lexicons with this matrix in place of the shipped one: fits that use it see no story by a matrix that was fitted on it."""
    return Lexicons({**lexicons.tables, "sense_matrix": tuple((" ".join(map(str, row)),) for row in matrix.tolist())})


if __name__ == "__main__":
    main()
