"""Penalised logistic regression by Newton's method, and how well it does with one story left out at a time."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Table = tuple[Array, Array]
"""Features, a row a pair, and labels (0 or 1) of one story."""
MOST_STEPS, LONGEST_STEP = 200, 1.0
"""A longer step overshoots where a few rows decide."""
_THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7)


def join(tables: Sequence[Table]) -> Table:
    return np.concatenate([rows for rows, _ in tables]), np.concatenate([labels for _, labels in tables])


def fit(rows: Array, labels: Array, towards: Array, penalty: Array, counts: Array | None = None) -> Array:
    """Weights that explain the labels; the L2 penalty, one for each weight, pulls them towards given ones. ``counts``: how much each row
    counts, one by default."""
    weights = towards.copy()
    count = np.ones(len(labels)) if counts is None else counts
    for _ in range(MOST_STEPS):
        chance = predict(rows, weights)
        slope = rows.T @ (count * (chance - labels)) + penalty * (weights - towards)
        bend = (rows * (count * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights = weights - step * min(1.0, LONGEST_STEP / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-6:
            break
    return weights


def fit_beside(table: Table, towards: Array, penalty: Array, beside: Table | None, count: float, counts: Array | None = None) -> Array:
    """Weights fitted on a table, whose rows count one each or as ``counts`` says, and on further rows that count ``count`` each."""
    own = np.ones(len(table[1])) if counts is None else counts
    if beside is None:
        return fit(*table, towards, penalty, own)
    return fit(*join([table, beside]), towards, penalty, np.concatenate([own, np.full(len(beside[1]), count)]))


def predict(rows: Array, weights: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-(rows @ weights))))


def negatives(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Table:
    """A table of features by name, none of whose rows is what is looked for."""
    return np.array([[row[name] for name in names] for row in rows], dtype=float).reshape(len(rows), len(names)), np.zeros(len(rows))


def print_fit(
    names: Sequence[str], tables: Sequence[Table], penalty: float, beside: Table, count: float, counts: Sequence[Array] | None = None
) -> None:
    """Print how well a fit does (``report``), and the weights fitted on all tables, pulled to naught alike."""
    towards, pull = np.zeros(len(names)), np.full(len(names), penalty)
    report(tables, towards, pull, beside, count, counts)
    weights = fit_beside(join(tables), towards, pull, beside, count, None if counts is None else np.concatenate(counts))
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def report(
    tables: Sequence[Table],
    towards: Array,
    penalty: Array,
    beside: Table | None = None,
    count: float = 1.0,
    counts: Sequence[Array] | None = None,
) -> None:
    """Print precision and recall by threshold, each story scored with weights fitted on the others (``counts``: how much each row of each
    counts), and on rows that count ``count`` each (``beside``)."""
    scores, gold = [], []
    for place, (rows, labels) in enumerate(tables):
        others = join([table for other, table in enumerate(tables) if other != place])
        own = None if counts is None else np.concatenate([held for other, held in enumerate(counts) if other != place])
        scores.append(predict(rows, fit_beside(others, towards, penalty, beside, count, own)))
        gold.append(labels)
    score, right = np.concatenate(scores), np.concatenate(gold)
    print(f"{len(tables)} stories, {len(right)} pairs, {int(right.sum())} of them related; a story left out at a time:")
    for threshold in _THRESHOLDS:
        said = score >= threshold
        found = float((said * right).sum())
        precision, recall = found / max(1, said.sum()), found / right.sum()
        f1 = 2 * precision * recall / (precision + recall) if found else 0.0
        print(f"  from {threshold}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
