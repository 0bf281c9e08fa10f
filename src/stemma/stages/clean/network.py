"""A small network over the lines of a page: what each line looks like, read together with its neighbours and the page as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.features import FEATURE_NAMES

Array = NDArray[np.float32]
REACHES = (1, 2, 4, 8, 16)
SUMMARISED = (1, 3)
_MOST_ROWS = 64


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """What it looks at, by column of the features' table, and its weights: of the features, of each layer's window of three lines, of the
    summaries of the page, of the outcome; each a bias and a matrix, summaries without a bias."""

    columns: NDArray[np.intp]
    entry: tuple[Array, Array]
    windows: tuple[tuple[Array, Array], ...]
    summaries: tuple[Array, ...]
    outcome: tuple[Array, Array]


@lru_cache(maxsize=8)
def load_networks(lexicons: Lexicons, kind: str) -> tuple[Network, ...]:
    """All networks for a kind of page: of the kind itself, and of ``kind.2``, ``kind.3`` ..., fitted alike from other beginnings."""
    kinds = {row[0] for row in lexicons.rows("line_network")}
    return tuple(load_network(lexicons, one) for one in sorted(kinds) if one == kind or one.startswith(f"{kind}."))


@lru_cache(maxsize=8)
def load_network(lexicons: Lexicons, kind: str) -> Network:
    """The network for ``flat`` pages, for ``html`` pages, or for ``html_asked`` pages (where an extractor was asked too) from the table
    ``line_network``: a row a unit, its bias first, then its weights."""
    layers: dict[str, list[str]] = {}
    for row_kind, layer, values in lexicons.rows("line_network"):
        if row_kind == kind:
            layers.setdefault(layer, []).append(values)
    (names,) = layers.pop("features")
    table = {layer: np.array([[float(value) for value in row.split()] for row in rows], dtype=np.float32) for layer, rows in layers.items()}
    return Network(
        columns=np.array([FEATURE_NAMES.index(name) for name in names.split()]),
        entry=_split(table["entry"]),
        windows=tuple(_split(table[f"window_{reach}"]) for reach in REACHES),
        summaries=tuple(_split(table[f"summary_{place}"])[1] for place in SUMMARISED),
        outcome=_split(table["outcome"]),
    )


def _split(table: Array) -> tuple[Array, Array]:
    return table[:, 0], np.ascontiguousarray(table[:, 1:].T)


def score_together(table: Array, networks: Sequence[Network]) -> NDArray[np.float64]:
    """The mean of what several networks say: it errs less than any of them (Hansen and Salamon 1990)."""
    scores: NDArray[np.float64] = np.mean([score(table, network) for network in networks], axis=0)
    return scores


def score(table: Array, network: Network) -> NDArray[np.float64]:
    """For each line the log-odds that it is article text.

    Five layers of windows over three lines, one, two, four, eight and sixteen lines apart, each added to what came before (dilated
    convolutions, after Yu and Koltun 2016); two of them also see the mean of all lines above, of all below, and of the page.
    """
    bias, weights = network.entry
    state = np.maximum(0, _multiply(table[:, network.columns], weights) + bias)
    for place, (reach, (bias, weights)) in enumerate(zip(REACHES, network.windows, strict=True)):
        seen = _multiply(_window(state, reach), weights)
        seen += bias
        if place in SUMMARISED:
            seen += _multiply(_summary(state), network.summaries[SUMMARISED.index(place)])
        state = state + np.maximum(0, seen, out=seen)
    bias, weights = network.outcome
    return (_multiply(state, weights) + bias)[:, 0].astype(np.float64)


def _multiply(one: Array, two: Array) -> Array:
    """The product, a few rows at a time: larger ones are spread over threads, which costs more than it saves."""
    product = np.empty((len(one), two.shape[1]), np.float32)
    for start in range(0, len(one), _MOST_ROWS):
        np.matmul(one[start : start + _MOST_ROWS], two, out=product[start : start + _MOST_ROWS])
    return product


def _window(state: Array, reach: int) -> Array:
    """For each line the rows of the line ``reach`` lines above, its own, and of that ``reach`` lines below, zeros where there is none."""
    count, width = state.shape
    window = np.zeros((count, 3 * width), np.float32)
    window[reach:, :width] = state[: max(0, count - reach)]
    window[:, width : 2 * width] = state
    window[: max(0, count - reach), 2 * width :] = state[reach:]
    return window


def _summary(state: Array) -> Array:
    """The mean of the lines up to each, from each on, and of all."""
    count = np.arange(1, len(state) + 1, dtype=np.float32)[:, None]
    total = state.cumsum(axis=0)
    whole = total[-1:]
    below = (whole - total + state) / count[::-1]
    return np.concatenate([total / count, below, np.repeat(whole / len(state), len(state), axis=0)], axis=1)
