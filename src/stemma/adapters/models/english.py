"""The packaged model of English: one ONNX network, read window by window."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy
from numpy.typing import NDArray

from stemma.adapters.models.lexicons import load_lexicons
from stemma.adapters.models.pieces import CLS, SEP, Pieces
from stemma.language.decode import Mark, decode_names, decode_starts, decode_tree
from stemma.language.lexicon import Lexicons
from stemma.language.tokens import find_words, is_closing, is_opening, shape_of
from stemma.records import Name, NameLabel, Sentence, Token

NAME = "stemma-english 1"
_WINDOW = 190  # pieces read at once; what the network was trained on
_STOP_PRIOR = 0.5  # log-odds for a sentence's start where a stop goes before and no small letter follows; set on development data
_LONGEST_WORD = 64  # characters of it that are looked at
OUTPUTS = ["names", "upos", "starts", "arcs", "word_sides", "head_sides", "vectors"]


class _Reading(NamedTuple):
    """What the network says of a window: one row a word, ``vectors`` one a piece; ``arcs`` are [word, head]. A label's score is
    the product of a word's side, ``word_sides[word, label]``, and its head's."""

    names: NDArray[numpy.float32]
    upos: NDArray[numpy.uint8]
    starts: NDArray[numpy.float32]
    arcs: NDArray[numpy.float32]
    word_sides: NDArray[numpy.float32]
    head_sides: NDArray[numpy.float32]
    vectors: NDArray[numpy.float32]


class _Window(NamedTuple):
    """Some words in a row and their pieces; ``first`` and ``last`` are each word's outermost pieces."""

    words: Sequence[tuple[int, int]]
    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


class EnglishModel:
    """Reads English with the packaged network. Every window goes through it alone, so that no text touches another's reading."""

    def __init__(self, folder: Path, lexicons: Lexicons) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self._deps: list[str] = labels["deps"]
        self._upos: list[str] = labels["upos"]
        self._labels: list[NameLabel] = labels["names"]
        self._lexicons = lexicons
        self._pieces = Pieces(folder / "tokenizer.json")
        self._session: Any = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return NAME

    def read(self, paragraphs: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """The sentences of each paragraph, in order; offsets are code points of that paragraph.

        A paragraph longer than the network's window is read in windows that start where a sentence starts; a sentence longer
        than a window is cut. Cost: linear in the length of the text.
        """
        return [self._read_paragraph(paragraph) for paragraph in paragraphs]

    def _read_paragraph(self, text: str) -> tuple[Sentence, ...]:
        words = find_words(text, self._lexicons)
        sentences: list[Sentence] = []
        begin = 0
        while begin < len(words):
            window = self._fill_window(text, words, begin)
            reading = self._run(window)
            starts = _find_starts(text, window, reading)
            is_end = begin + len(window.words) == len(words)
            ends = [*starts[1:], *([len(window.words)] if is_end or len(starts) == 1 else [])]
            for start, end in zip(starts, ends, strict=False):
                sentences.append(self._make_sentence(window, reading, start, end))
            begin += ends[-1]
        return tuple(sentences)

    def _fill_window(self, text: str, words: list[tuple[int, int]], begin: int) -> _Window:
        ids, shapes, first, last = [CLS], [0], [], []
        end = begin
        while end < len(words):
            start, stop = words[end]
            word = text[start : min(stop, start + _LONGEST_WORD)]
            pieces = self._pieces.spell(word)
            if len(ids) + len(pieces) > _WINDOW and end > begin:
                break
            first.append(len(ids))
            ids += pieces
            last.append(len(ids) - 1)
            shapes += [shape_of(word, start == 0 or text[start - 1].isspace())] * len(pieces)
            end += 1
        return _Window(words[begin:end], [*ids, SEP], [*shapes, 0], first, last)

    def _run(self, window: _Window) -> _Reading:
        feed = {name: numpy.array(getattr(window, name), numpy.int64) for name in ("ids", "shapes", "first", "last")}
        return _Reading(*self._session.run(OUTPUTS, feed))

    def _make_sentence(self, window: _Window, reading: _Reading, start: int, end: int) -> Sentence:
        words = window.words
        heads = decode_tree(reading.arcs[start:end, start:end])
        labels = (reading.word_sides[start:end] @ reading.head_sides[start:end][heads, :, None])[:, :, 0].argmax(axis=1).tolist()
        upos = reading.upos[start:end].tolist()
        return Sentence(
            start=words[start][0],
            end=words[end - 1][1],
            tokens=tuple(
                Token(*words[start + word], self._upos[upos[word]], head, "root" if head == word else self._deps[labels[word]])
                for word, head in enumerate(heads)
            ),
            names=tuple(
                Name(words[start + first][0], words[start + stop - 1][1], self._labels[label])
                for first, stop, label in decode_names(reading.names[start:end])
            ),
            vector=_pack(reading.vectors[window.first[start] : window.last[end - 1] + 1]),
        )


def _find_starts(text: str, window: _Window, reading: _Reading) -> list[int]:
    marks = [_mark(text, start, end) for start, end in window.words]
    likely = []
    is_stopped = False
    for word, (_, end) in enumerate(window.words):
        if is_stopped and marks[word] in {"capital", "opening"}:
            likely.append(word)
        is_stopped = text[end - 1] in ".?!…" or (is_stopped and marks[word] == "closing")
    scores = reading.starts.copy()
    scores[likely] += numpy.float32(_STOP_PRIOR)
    return decode_starts(scores, marks)


def _mark(text: str, start: int, end: int) -> Mark:
    if text[start].isalnum():
        return "small" if text[start].islower() else "capital"
    if is_closing(text, start, end):
        return "closing"
    if is_opening(text, start, end):
        return "opening"
    return "small" if text[start].islower() else "capital"


def _pack(pieces: NDArray[numpy.float32]) -> bytes:
    """The direction of the mean of some pieces, as bytes of a vector of length 127."""
    mean = pieces.mean(axis=0, dtype=numpy.float64)
    length = float(numpy.sqrt((mean * mean).sum())) or 1.0
    return cast(bytes, numpy.rint(mean * (127.0 / length)).astype(numpy.int8).tobytes())


@cache
def load_model() -> EnglishModel:
    """The packaged model, loaded once a process."""
    with as_file(files("stemma.adapters.models") / "weights") as folder:
        return EnglishModel(folder, load_lexicons())
