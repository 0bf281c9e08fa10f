"""The statements of a report as they are held against those of another, and how likely two of them tell the same.

A stage does not read another's records: this is the judgement of ``corroborate/comparing/agreement.py`` in fewer features and in tables, a
report against a report, taught by that one (``training/fit_tellings.py``)."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.records import Extraction, Page, Statement
from stemma.stages.derive.wording import read_terms
from stemma.text.shingles import keyed_words

WEIGHTS: Mapping[str, float] = {
    "always": -4.15,
    "shared words": -0.85,
    "shared names": -0.52,
    "shorter contained": 2.04,
    "same meaning": 4.19,
    "same letters": 5.27,
    "same number": 1.64,
    "other number": -0.73,
    "one counts": -0.69,
    "little said": 0.94,
}
"""``shared words``, ``shared names``: the weighted share (Dice) of what both say; ``shorter contained``: what the longer has of the
shorter; ``same meaning``: the cosine of their sentences; ``same letters``: the share of equal words; ``same number``, ``other number``:
both give numbers, of which one is the same, or none; ``one counts``: only one gives any; ``little said``: the shorter has few words that
tell."""
MOST_TELLINGS = 300
"""So many statements of a report are read."""
FAINT, RAREST = 1.0, 6.9
"""Nats: a word of less information says nothing, one of so much as much as a name."""
ENOUGH_SAID, LITTLE = 1.5, 1.2
"""Summed weights of keys under which being contained tells less, and under which any likeness does."""
_LEAST_GENERAL, _LEAST_LOCAL = 0.02, 0.05
Table = NDArray[np.float32]
_Key = TypeVar("_Key", str, float)


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """A statement: ``keys`` are the entities (``e:id``) and the terms (``wording``) that it is about, each with how rare it is in the news
    (0..1), ``words`` all its words, ``numbers`` what it counts, ``vector`` the meaning of its sentence."""

    keys: Mapping[str, float]
    words: frozenset[str]
    numbers: frozenset[float]
    vector: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Tellings:
    """A report's statements as tables, a row each: ``keys``, ``words`` and ``numbers`` are the numbers of the columns of the tables beside
    them, in order. ``said`` is what each row says in all, ``named`` how much of this are names."""

    keys: NDArray[np.int64]
    weights: Table
    is_name: NDArray[np.bool_]
    words: NDArray[np.int64]
    has_word: Table
    numbers: NDArray[np.int64]
    has_number: Table
    vectors: Table
    said: Table
    named: Table

    def __len__(self) -> int:
        return len(self.weights)


def read_tellings(page: Page, extraction: Extraction, lexicons: Lexicons) -> tuple[Telling, ...]:
    """The statements of a report in order of position. ``extraction`` is what was extracted from it alone."""
    names = {
        entity.id: frozenset(word.key for name in (entity.name, *entity.aliases) for word in keyed_words(name))
        for entity in extraction.entities
    }
    starts = [sentence.start for sentence in page.annotation.sentences]
    found = []
    for statement in first_statements([one for one in extraction.statements if one.report == page.report.id]):
        place = bisect_right(starts, statement.start) - 1
        vector = page.annotation.sentences[place].vector if place >= 0 else b""
        found.append(_read_telling(statement, page.report.text, names, vector, lexicons))
    return tuple(found)


def first_statements(statements: Iterable[Statement]) -> list[Statement]:
    """Those of a report's statements that are read, in order of position: a row of its tables each."""
    return sorted(statements, key=lambda one: (one.start, one.end, one.id))[:MOST_TELLINGS]


def _read_telling(statement: Statement, text: str, names: Mapping[str, frozenset[str]], vector: bytes, lexicons: Lexicons) -> Telling:
    words = keyed_words(text, statement.start, statement.end)
    called = frozenset().union(*(names.get(entity, frozenset()) for entity in statement.entities))
    terms = {
        term.key: min(term.weight / RAREST, 1.0)
        for term, word in zip(read_terms(words, lexicons), words, strict=True)
        if word.key not in called and term.weight >= FAINT and not term.key[0].isdigit()
    }
    return Telling(
        keys={**{f"e:{entity}": 1.0 for entity in statement.entities}, **terms},
        words=frozenset(word.key for word in words),
        numbers=frozenset(float(number.value) for number in statement.quantities if number.value is not None),
        vector=vector,
    )


def lay_out(told: Sequence[Sequence[Telling]]) -> list[Tellings]:
    """The tables of a story's reports. A key weighs by how rare it is in the news and in the story, distinct wordings counted once, so that
    a copy changes nothing."""
    distinct = {telling.words: telling for tellings in told for telling in tellings}
    spread = Counter(key for telling in distinct.values() for key in telling.keys)
    everything = [telling for tellings in told for telling in tellings]
    columns = {key: place for place, key in enumerate(sorted(spread.keys() | {key for one in everything for key in one.keys}))}
    words = {word: place for place, word in enumerate(sorted({word for one in everything for word in one.words}))}
    numbers = {number: place for place, number in enumerate(sorted({number for one in everything for number in one.numbers}))}
    whole = log(len(distinct) + 1)
    rare = {key: max(_LEAST_LOCAL, log((len(distinct) + 1) / count) / whole) for key, count in spread.items()}
    tables = []
    for tellings in told:
        weighed = [{key: sqrt(max(_LEAST_GENERAL, value) * rare.get(key, 1.0)) for key, value in one.keys.items()} for one in tellings]
        keys, weights = _table(weighed, columns)
        own_words, has_word = _table([dict.fromkeys(one.words, 1.0) for one in tellings], words)
        own_numbers, has_number = _table([dict.fromkeys(one.numbers, 1.0) for one in tellings], numbers)
        names = {columns[key] for one in weighed for key in one if key.startswith("e:")}
        is_name = np.array([place in names for place in keys.tolist()], dtype=bool)
        said, named = weights.sum(axis=1), weights[:, is_name].sum(axis=1)
        tables.append(Tellings(keys, weights, is_name, own_words, has_word, own_numbers, has_number, _vectors(tellings), said, named))
    return tables


def _table(rows: Sequence[Mapping[_Key, float]], columns: Mapping[_Key, int]) -> tuple[NDArray[np.int64], Table]:
    """The columns that some row has, in order, and the values of the rows there."""
    own = sorted({columns[key] for row in rows for key in row})
    places = {column: place for place, column in enumerate(own)}
    table = np.zeros((len(rows), len(own)), dtype=np.float32)
    for line, row in zip(table, rows, strict=True):
        for key, value in row.items():
            line[places[columns[key]]] = value
    return np.array(own, dtype=np.int64), table


def _vectors(tellings: Sequence[Telling]) -> Table:
    """The sentences' vectors of length one, a row each; no columns where a sentence has none."""
    vectors = [one.vector for one in tellings]
    if not vectors or len({len(vector) for vector in vectors}) != 1 or not vectors[0]:
        return np.zeros((len(tellings), 0), dtype=np.float32)
    table = np.frombuffer(b"".join(vectors), dtype=np.int8).reshape(len(vectors), -1).astype(np.float32)
    return np.asarray(table / np.maximum(np.linalg.norm(table, axis=1, keepdims=True), 1e-6), dtype=np.float32)


def agree(one: Tellings, other: Tellings) -> Table:
    """How likely (0..1) each statement of a report (rows) tells the same as each of another (columns)."""
    values = measure(one, other)
    total = np.zeros((len(one), len(other)), dtype=np.float32)
    for name, value in values.items():
        total += np.float32(WEIGHTS[name]) * value
    return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)


def told_surely(one: Tellings, other: Tellings) -> list[float]:
    """Of each statement of a report how surely (0..1) another tells it: by the likeliest of its statements."""
    return [float(chance) for chance in agree(one, other).max(axis=1, initial=0.0)]


def measure(one: Tellings, other: Tellings) -> dict[str, Table]:
    """The features of all pairs of two reports' statements, by name."""
    here, there = _common(one.keys, other.keys)
    weights, others = one.weights[:, here], other.weights[:, there]
    names = one.is_name[here]
    named = _shared(weights[:, names], others[:, names])
    termed = _shared(weights[:, ~names], others[:, ~names])
    least = np.minimum(one.said[:, None], other.said[None, :])
    contained = np.minimum(named[0] + termed[0], named[1] + termed[1]) / np.maximum(least, 1e-6)
    letters = _product(one.has_word, other.has_word, one.words, other.words)
    lengths = one.has_word.sum(axis=1)[:, None] + other.has_word.sum(axis=1)[None, :]
    same = (_product(one.has_number, other.has_number, one.numbers, other.numbers) > 0).astype(np.float32)
    counts = (one.has_number.sum(axis=1) > 0).astype(np.float32), (other.has_number.sum(axis=1) > 0).astype(np.float32)
    both = counts[0][:, None] * counts[1][None, :]
    is_read = one.vectors.shape[1] == other.vectors.shape[1] > 0
    meaning = np.einsum("ik,jk->ij", one.vectors, other.vectors) if is_read else 0.3 + 0.4 * np.minimum(1, contained)
    return {
        "always": np.ones_like(least),
        "shared words": _dice(termed, one.said - one.named, other.said - other.named),
        "shared names": _dice(named, one.named, other.named),
        "shorter contained": np.minimum(1, contained) * np.minimum(1, least / ENOUGH_SAID),
        "same meaning": meaning,
        "same letters": letters / np.maximum(1, lengths - letters),
        "same number": same,
        "other number": both * (1 - same),
        "one counts": np.abs(counts[0][:, None] - counts[1][None, :]),
        "little said": np.maximum(0, 1 - least / LITTLE),
    }


def _common(one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where what two rows of distinct numbers share stands in each."""
    _, here, there = np.intersect1d(one, other, assume_unique=True, return_indices=True)
    return here, there


def _product(one: Table, other: Table, columns: NDArray[np.int64], others: NDArray[np.int64]) -> Table:
    """How many columns each row of the one has in common with each of the other."""
    here, there = _common(columns, others)
    return np.asarray(np.einsum("ik,jk->ij", one[:, here], other[:, there]), dtype=np.float32)


def _shared(one: Table, other: Table) -> tuple[Table, Table]:
    """The weight of the keys that both rows have, as the first weighs them and as the other does."""
    return np.einsum("ik,jk->ij", one, (other > 0).astype(np.float32)), np.einsum("ik,jk->ij", (one > 0).astype(np.float32), other)


def _dice(shared: tuple[Table, Table], one: Table, other: Table) -> Table:
    return np.asarray((shared[0] + shared[1]) / np.maximum(one[:, None] + other[None, :], 1e-6), dtype=np.float32)
