"""Which of a story's reports come nearest to each other, as wholes and sentence by sentence."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from stemma.stages.derive.reading import Text
from stemma.stages.derive.stamps import is_later

Ranks = Mapping[tuple[str, str], float]
Shares = Mapping[tuple[str, str], float]
COLUMNS = 256
"""Telling words are laid on so many columns: two fall together seldom enough, and a table of sentences stays small."""
ALIKE = 0.3
"""Two sentences less alike (0..1) tell of different things."""
ALONE = 0.3
"""The share of the only possible source: nobody to compare it with."""
MANY = 8
"""Over so many sentences, and among as many reports less one, being the nearest tells all that it can."""


def crowding(count: int) -> float:
    """How much (0..1) it tells, among so many reports, that two come nearest to each other or have what few have: where three reports of
    one event lie together two of them must, whoever wrote them."""
    return min(1.0, (count + 1) / MANY)


def rank_sources(texts: Sequence[Text], pairs: Sequence[tuple[int, int]]) -> dict[tuple[str, str], float]:
    """For (report, other) of the pairs of places in ``texts``: 1 where the other comes nearest in meaning to the report of all that were
    not certainly published after it, the half where it is next, and so on; nothing for one that was published after it, and where the
    language model gave no vectors. Nearness is the mean of the cosines of a report's sentences with the likest of the other's."""
    near: dict[str, dict[str, float]] = {}
    for first, second in pairs:
        one, other = texts[first], texts[second]
        if not len(one.vectors) or not len(other.vectors) or one.vectors.shape[1] != other.vectors.shape[1]:
            continue
        # not the matrix product: its threads cost more than tables of some dozen rows are worth
        cosines = np.einsum("ik,jk->ij", one.vectors, other.vectors)
        for report, source, axis in ((one.report, other.report, 1), (other.report, one.report, 0)):
            if not is_later(source, report):
                near.setdefault(report.id, {})[source.id] = float(cosines.max(axis=axis).mean())
    return {
        (report, source): 1 / (1 + sum(other > value for other in found.values()))
        for report, found in near.items()
        for source, value in found.items()
    }


def share_sentences(texts: Sequence[Text], pairs: Sequence[tuple[int, int]]) -> dict[tuple[str, str], float]:
    """For (report, other) of the pairs of places in ``texts``: the share of the report's sentences to which, of all that were not certainly
    published after it, the other has the likest one. Reports of one event all tell alike; a source is where sentence after sentence
    comes nearest. Likeness is the mean of the cosines of telling words and of vectors."""
    tables = [_table(text) for text in texts]
    best: dict[int, dict[int, NDArray[np.float32]]] = {}
    for first, second in pairs:
        if not len(tables[first]) or not len(tables[second]) or tables[first].shape[1] != tables[second].shape[1]:
            continue
        alike = np.einsum("ik,jk->ij", tables[first], tables[second])
        best.setdefault(first, {})[second] = alike.max(axis=1)
        best.setdefault(second, {})[first] = alike.max(axis=0)
    return {
        (texts[place].report.id, texts[other].report.id): share
        for place, found in best.items()
        for other, share in _shares(texts, place, found).items()
    }


def _shares(texts: Sequence[Text], place: int, found: Mapping[int, NDArray[np.float32]]) -> dict[int, float]:
    """Of each other place the share of sentences in which no possible source comes as near, less where the sentences are few: of a single
    one some source is always the nearest."""
    possible = [other for other in sorted(found) if not is_later(texts[other].report, texts[place].report)]
    shares: dict[int, float] = {}
    for other, alike in found.items():
        rivals = [found[rival] for rival in possible if rival != other]
        nearest = float(((alike > np.max(rivals, axis=0)) & (alike >= ALIKE)).mean()) if rivals else ALONE
        shares[other] = nearest * min(1.0, len(alike) / MANY)
    return shares


def _table(text: Text) -> NDArray[np.float32]:
    """A row for each sentence that says something: its telling words, and its vector where the language model gave one."""
    lines = [line for line in text.lines if line.weight > 0]
    words = np.zeros((len(lines), COLUMNS), dtype=np.float32)
    for row, line in zip(words, lines, strict=True):
        for key, weight in line.telling.items():
            column, sign = _column(key)
            row[column] += sign * weight
    words /= np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-6)
    if len(text.vectors) != len(lines):
        return words
    return np.asarray(np.hstack([words, text.vectors]) * np.float32(0.5**0.5), dtype=np.float32)


def _column(key: str) -> tuple[int, int]:
    """The column of a word and its sign, the same in every process."""
    number = int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
    return number % COLUMNS, 1 if number >> 16 & 1 else -1
