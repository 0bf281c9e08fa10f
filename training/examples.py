"""Turns sentences into what the network is trained on: windows of a few sentences, varied anew in every epoch."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor

from invent import invent_name
from records import TAGS, UPOS, Sentence
from stemma.adapters.models.pieces import CLS, SEP, Pieces
from stemma.language.tokens import shape_of

IGNORED = -100
LONGEST = 180  # pieces of a window
HIDDEN = 0.035  # share of the words
MASK = 103


@dataclass
class Window:
    """Some sentences in a row, as numbers. ``spans`` are each sentence's pieces and its number in the training file; invented
    sentences, which have none, are left out."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [0])
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)


def group(sentences: list[Sentence], rng: random.Random) -> Iterator[list[int]]:
    """Numbers of neighbouring sentences of one document, one to six together; a paragraph's end mostly ends a group."""
    members: list[int] = []
    size, most = 0, rng.randint(1, 6)
    for number, sentence in enumerate(sentences):
        length = len(sentence.words) * 1.3
        previous = sentences[number - 1]
        is_apart = sentence.document != previous.document or sentence.source != previous.source
        if members and (is_apart or size + length > LONGEST - 20 or len(members) >= most or (sentence.opens and rng.random() < 0.35)):
            yield members
            members, size, most = [], 0, rng.randint(1, 6)
        members.append(number)
        size += length
    if members:
        yield members


def vary(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Other spellings of the same sentences: typographic quotation marks, titles in capitals, other people's names."""
    if rng.random() < 0.5:
        sentences = [_curl(sentence) for sentence in sentences]
    if any(sentence.tags for sentence in sentences) and rng.random() < 0.3:
        sentences = _rename(sentences, rng)
    chance = rng.random()
    if chance < 0.05 and len(sentences) == 1:
        change = str.upper if chance < 0.01 else str.lower if chance < 0.02 else _title
        sentences = [replace(sentence, words=tuple(change(word) for word in sentence.words)) for sentence in sentences]
    return sentences


_SMALL = frozenset("a an the of in on at to for and or but by with from as over after".split())


def _title(word: str) -> str:
    return word if word in _SMALL or not word[:1].islower() else word[0].upper() + word[1:]


def _curl(sentence: Sentence) -> Sentence:
    words = list(sentence.words)
    is_open = False
    for index, word in enumerate(words):
        if word == '"':
            words[index] = "”" if is_open else "“"
            is_open = not is_open
        elif word == "'":
            words[index] = "‘" if not sentence.spaces[index] and (index == 0 or sentence.spaces[index - 1]) else "’"
        elif "'" in word:
            words[index] = word.replace("'", "’")
        elif word == "--":
            words[index] = "—"
    return replace(sentence, words=tuple(words))


def _rename(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Persons get invented names of many countries, the same one wherever the same family name comes up."""
    people: dict[str, str] = {}
    varied = []
    for sentence in sentences:
        words = list(sentence.words)
        is_changed = False
        index = 0
        while index < len(words) and sentence.tags:
            end = index + 1
            if sentence.tags[index] == "B-PERSON":
                while end < len(words) and sentence.tags[end] == "I-PERSON":
                    end += 1
                old = words[index:end]
                invented = invent_name(rng, len(old)) if all(word[0].isalpha() for word in old) else None
                if invented and old[-1] not in people:
                    people[old[-1]] = invented[1]
                if invented:
                    family = people[old[-1]]
                    words[index:end] = [family if word == invented[1] else word for word in invented[0]]
                    is_changed = True
            index = end
        varied.append(replace(sentence, words=tuple(words)) if is_changed else sentence)
    return varied


def build_window(numbers: list[int], sentences: list[Sentence], coding: tuple[Pieces, dict[str, int]], rng: random.Random) -> Window:
    """The numbers of a group of sentences. One word in thirty is hidden, so that its company must tell what it is."""
    pieces, deps = coding
    window = Window()
    is_spaced = True
    for place, (number, sentence) in enumerate(zip(numbers, sentences, strict=True)):
        offset, begin = len(window.first), len(window.ids)
        for index, word in enumerate(sentence.words):
            ids = pieces.spell(word)
            if rng.random() < HIDDEN and word[0].isalpha():
                ids = (MASK,) * len(ids)
            if len(window.ids) + len(ids) > 500:
                break
            window.first.append(len(window.ids))
            window.ids += ids
            window.last.append(len(window.ids) - 1)
            window.shapes += [shape_of(word, is_spaced)] * len(ids)
            is_spaced = sentence.spaces[index] or index == len(sentence.words) - 1
            window.sentence.append(place)
            window.starts.append(int(index == 0) if sentence.is_bounded else IGNORED)
            tag = sentence.tags[index] if sentence.tags else "?"
            window.names.append(IGNORED if tag == "?" else TAGS.index(tag))
            has_tree = bool(sentence.heads)
            window.upos.append(UPOS.index(sentence.upos[index]) if has_tree else IGNORED)
            window.heads.append(offset + sentence.heads[index] if has_tree else IGNORED)
            window.deps.append(deps.get(sentence.deps[index], IGNORED) if has_tree else IGNORED)
        if number >= 0:
            window.spans.append((begin, len(window.ids), number))
    window.ids.append(SEP)
    window.shapes.append(0)
    limit = len(window.first)
    window.heads = [head if head < limit else IGNORED for head in window.heads]
    return window


def batch(windows: list[Window], size: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most ``size`` pieces with padding, in random order."""
    rng.shuffle(windows)
    batches: list[list[Window]] = []
    for begin in range(0, len(windows), 400):
        current: list[Window] = []
        for window in sorted(windows[begin : begin + 400], key=lambda window: len(window.ids)):
            if current and (len(current) + 1) * len(window.ids) > size:
                batches.append(current)
                current = []
            current.append(window)
        batches.append(current)
    rng.shuffle(batches)
    return batches


def stack(windows: list[Window]) -> dict[str, Tensor]:
    """A batch as tensors, padded. ``pool`` holds one row of weights for each sentence: the mean over its pieces."""
    length, words = max(len(window.ids) for window in windows), max(len(window.first) for window in windows)
    spans = [(row, span) for row, window in enumerate(windows) for span in window.spans if span[1] > span[0]]

    def fill(name: str, width: int, padding: int) -> Tensor:
        return torch.tensor([getattr(window, name) + [padding] * (width - len(getattr(window, name))) for window in windows])

    pool = torch.zeros(len(spans), len(windows), length)
    for number, (row, (begin, end, _)) in enumerate(spans):
        pool[number, row, begin:end] = 1.0 / (end - begin)
    return {
        **{name: fill(name, length, 0) for name in ("ids", "shapes")},
        **{name: fill(name, words, 0) for name in ("first", "last")},
        **{name: fill(name, words, IGNORED) for name in ("upos", "heads", "deps", "names", "starts")},
        "sentence": fill("sentence", words, -1),
        "lengths": torch.tensor([len(window.ids) for window in windows]),
        "pool": pool.view(len(spans), -1),
        "numbers": torch.tensor([number for _, (_, _, number) in spans]),
    }
