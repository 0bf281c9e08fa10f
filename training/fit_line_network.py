"""Fits the small networks that tell a page's article from everything else (language/data/line_network.tsv).

    STEMMA_DATA=FOLDER python -m training.fit_line_network [--folds] [--write] [--only KIND]

Two networks for flattened text, one for HTML, one for HTML in doubt, on the pages of ``line_pages.py``; ``--folds`` measures them first:
each fifth of the gold pages is read by networks fitted on the other four and the silver pages, through the whole clean stage. ``--only``
fits and writes the networks of one kind and leaves the others as they are. Needs PyTorch and the four programs that flatten pages
(``requirements.txt``); a run on two cores takes about an hour. Same seed, same weights on the same machine.
"""

import argparse
import os
import random
from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from bench.quality.clean import body_of, f1
from torch import Tensor, nn
from training.line_pages import FORMS, Example, fold_of, gold_examples, read_benchmark, read_form
from training.silver_pages import silver_examples

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.lexicon import Lexicons, Row
from stemma.stages.clean.containers import CONTAINERS
from stemma.stages.clean.features import FEATURE_NAMES, MARKUP, MATCHED
from stemma.stages.clean.network import REACHES, SUMMARISED

TABLE = Path("src/stemma/language/data/line_network.tsv")
HEADER = """# The networks that tell a page's article from everything else (stages/clean/network.py), made by training/fit_line_network.py.
# Columns: kind of page (flattened text, HTML, HTML with what an extractor says), layer, weights of one unit of it, its bias first.
# The row "features" names what the layer "entry" looks at, in order (stages/clean/features.py).
"""
FOLDS = 5
_WIDTH, _DROPPED, _BATCH = 32, 0.1, 24
_RATE, _DECAY, _SLOW = 4e-3, 1e-2, 0.995
SEEDS = {"flat": (1, 2), "html": (1,), "html_asked": (1,)}
"""The kinds of networks, and the seeds of those that are fitted for each: what they say is averaged."""
_EPOCHS = {"flat": 12, "html": 14, "html_asked": 14}
_OTHERS_SHARE = {"flat": 0.3, "html": 1.0, "html_asked": 1.0}
_SILVER_WEIGHT, _CROP_WEIGHT, _CROPS_KEPT = 0.3, 0.4, 0.15
_LONGEST_LINE, _LENGTH_POWER, _MOST_LINES = 2_000, 0.75, 700


class LineNetwork(nn.Module):
    """The network of ``stages/clean/network.py`` with drop-out."""

    def __init__(self, features: int) -> None:
        super().__init__()
        self.entry = nn.Linear(features, _WIDTH)
        self.windows = nn.ModuleList([nn.Conv1d(_WIDTH, _WIDTH, 3, padding=reach, dilation=reach) for reach in REACHES])
        self.summaries = nn.ModuleList([nn.Linear(3 * _WIDTH, _WIDTH, bias=False) for _ in SUMMARISED])
        self.outcome = nn.Linear(_WIDTH, 1)
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, table: Tensor, mask: Tensor) -> Tensor:
        """Log-odds for each line of each page; ``mask`` is 0 behind a page's end."""
        is_line = mask.unsqueeze(1)
        above = torch.arange(1, table.shape[1] + 1).float()
        total = is_line.sum(2, keepdim=True)
        state = self.drop(torch.relu(self.entry(table)).transpose(1, 2) * is_line)
        for place, window in enumerate(self.windows):
            seen = window(state)
            if place in SUMMARISED:
                sums = state.cumsum(2)
                whole = sums[:, :, -1:]
                below = (whole - sums + state) / (total - above + 1).clamp(min=1)
                means = torch.cat([sums / above, below, (whole / total).expand_as(state)], 1)
                seen = seen + self.summaries[SUMMARISED.index(place)](means.transpose(1, 2)).transpose(1, 2)
            state = (state + self.drop(torch.relu(seen))) * is_line
        result: Tensor = self.outcome(state.transpose(1, 2)).squeeze(2)
        return result


def looks_at(kind: str) -> tuple[str, ...]:
    """The features that a kind of network is given."""
    unknown = {"flat": (*MATCHED, *MARKUP, *CONTAINERS), "html": MATCHED, "html_asked": ()}[kind]
    return tuple(name for name in FEATURE_NAMES if name not in unknown)


def _given_to(kind: str, examples: Sequence[Example]) -> list[Example]:
    columns = [FEATURE_NAMES.index(name) for name in looks_at(kind)]
    return [replace(one, table=one.table[:, columns]) for one in examples if (one.form == "html") == (kind != "flat")]


def fit(kind: str, examples: Sequence[Example], seed: int = 1) -> list[Row]:
    """Rows of the table: the slow mean of the weights over the run (Polyak and Juditsky 1992), features' scales folded into them."""
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311
    given = [one for one in _given_to(kind, examples) if len(one.gold) <= _MOST_LINES or not one.is_silver]
    gold = [one for one in given if not one.is_silver and not one.is_crop]
    others = [one for one in given if one.is_silver or one.is_crop]
    others = [one for one in others if not (one.is_silver and one.is_crop) or chance.random() < _CROPS_KEPT]
    tables = np.concatenate([one.table for one in gold])
    mean, spread = tables.mean(axis=0), tables.std(axis=0) + 0.05
    network = LineNetwork(tables.shape[1])
    slow = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(_SLOW))
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    taken = int(len(others) * _OTHERS_SHARE[kind])
    steps = _EPOCHS[kind] * -(-(len(gold) + taken) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps + 1, pct_start=0.15)
    for _ in range(_EPOCHS[kind]):
        chance.shuffle(others)
        for batch in _batches([*gold, *others[:taken]], chance):
            table, wanted, weights, mask = _collate(batch, mean, spread)
            loss = nn.functional.binary_cross_entropy_with_logits(network(table, mask), wanted, reduction="none")
            optimiser.zero_grad()
            (loss * weights).sum(1).mean().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            slow.update_parameters(network)
    return list(_rows(kind, slow.module, mean, spread))


def fit_all(kind: str, examples: Sequence[Example]) -> list[Row]:
    """Rows of all networks of a kind: ``flat``, ``flat.2``."""
    fitted = [(kind if place == 1 else f"{kind}.{place}", fit(kind, examples, seed)) for place, seed in enumerate(SEEDS[kind], start=1)]
    return [(name, *row[1:]) for name, rows in fitted for row in rows]


def _batches(examples: Sequence[Example], chance: random.Random) -> list[list[Example]]:
    """Examples in batches of much the same length, in an order by chance."""
    ordered = sorted(examples, key=lambda one: len(one.gold) + chance.random() * 30)
    batches = [ordered[start : start + _BATCH] for start in range(0, len(ordered), _BATCH)]
    chance.shuffle(batches)
    return batches


def _collate(batch: Sequence[Example], mean: Any, spread: Any) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    longest = max(len(one.gold) for one in batch)
    table = np.zeros((len(batch), longest, batch[0].table.shape[1]), np.float32)
    gold, weights, mask = (np.zeros((len(batch), longest), np.float32) for _ in range(3))
    for index, one in enumerate(batch):
        count = len(one.gold)
        table[index, :count] = (one.table - mean) / spread
        gold[index, :count], weights[index, :count], mask[index, :count] = one.gold, _weights(one), 1
    return torch.from_numpy(table), torch.from_numpy(gold), torch.from_numpy(weights), torch.from_numpy(mask)


def _weights(example: Example) -> Any:
    """What each line counts: by its length, in proportion to the article's, so that a page counts as much as any other."""
    lengths = np.minimum(example.lengths, _LONGEST_LINE) ** _LENGTH_POWER
    shares = lengths / max(1.0, float((lengths * example.gold).sum() or lengths.sum()))
    shares = 10 * shares / max(1.0, float(shares.sum()) / 3)
    return shares * (_SILVER_WEIGHT if example.is_silver else 1) * (_CROP_WEIGHT if example.is_crop else 1)


def _rows(kind: str, network: Any, mean: Any, spread: Any) -> Iterator[Row]:
    yield kind, "features", " ".join(looks_at(kind))
    weights = network.entry.weight.detach().numpy() / spread
    bias = network.entry.bias.detach().numpy() - weights @ mean
    yield from _units(kind, "entry", bias, weights)
    for reach, window in zip(REACHES, network.windows, strict=True):
        units = window.weight.detach().numpy()
        yield from _units(kind, f"window_{reach}", window.bias.detach().numpy(), units.transpose(0, 2, 1).reshape(len(units), -1))
    for place, summary in zip(SUMMARISED, network.summaries, strict=True):
        units = summary.weight.detach().numpy()
        yield from _units(kind, f"summary_{place}", np.zeros(len(units)), units)
    yield from _units(kind, "outcome", network.outcome.bias.detach().numpy(), network.outcome.weight.detach().numpy())


def _units(kind: str, layer: str, biases: Any, units: Any) -> Iterator[Row]:
    for bias, weights in zip(biases, units, strict=True):
        yield kind, layer, " ".join(f"{value:.3g}" for value in (bias, *weights))


def with_rows(rows: Sequence[Row]) -> Lexicons:
    """The packaged lexicons with other networks."""
    return Lexicons(ChainMap({"line_network": tuple(rows)}, dict(load_lexicons().tables)))


def _written(kinds: Sequence[str], examples: Sequence[Example]) -> list[Row]:
    """The table's rows: networks of these kinds fitted anew, the others as they stand."""
    known = load_lexicons().rows("line_network")
    kept = [row for row in known if row[0].split(".")[0] not in kinds]
    return sorted([*kept, *(row for kind in kinds for row in fit_all(kind, examples))], key=lambda row: row[0])


def measure_folds(folder: Path, examples: Sequence[Example], kinds: Sequence[str]) -> None:
    """Print the F1 of bodies by form, each page read by networks that were not fitted on it."""
    pairs: dict[str, list[tuple[str, str]]] = {form: [] for form in ("html", *FORMS)}
    forms = {form: read_form(folder, form) for form in FORMS}
    for fold in range(FOLDS):
        others = [one for one in examples if one.is_silver or fold_of(one.page, FOLDS) != fold]
        lexicons = with_rows(_written(kinds, others))
        for page, content, gold in read_benchmark(folder):
            if fold_of(page, FOLDS) == fold:
                pairs["html"].append((gold, body_of(content, "html", lexicons)))
                for form in FORMS:
                    pairs[form].append((gold, body_of(forms[form][page], "text", lexicons)))
        print(f"fold {fold}: " + "  ".join(f"{form} {f1(found)[0]:.4f}" for form, found in pairs.items()), flush=True)
    for form, found in pairs.items():
        score, precision, recall = f1(found)
        print(f"{form:14} F1 {score:.4f}  P {precision:.4f}  R {recall:.4f}  ({len(found)} pages, {FOLDS} folds)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=sorted(SEEDS))
    options = parser.parse_args()
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked"))
    torch.set_num_threads(1)
    benchmark, kinds = folder / "article_extraction_benchmark", (options.only,) if options.only else tuple(SEEDS)
    examples = [*gold_examples(benchmark), *silver_examples(folder / "htmldate_default")]
    if options.folds:
        measure_folds(benchmark, examples, kinds)
    if options.write:
        rows = _written(kinds, examples)
        TABLE.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
