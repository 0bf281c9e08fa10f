"""What comes again on a page: the title over its article, and lines made alike, such as the heads of comments."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.stages.clean.lines import Line
from stemma.stages.clean.signs import Signs

Table = NDArray[np.float32]

REPEATS = (
    "is_anchor",
    "after_anchor",
    "after_last_anchor",
    "near_anchor",
    "shape_repeated",
    "shape_often",
    "shape_dated",
    "dated_head",
    "near_dated_head",
    "dated_heads_above",
    "seen_before",
)
_HEAD_END = re.compile(r"\s[|–—»·:-]{1,2}\s")
_SHORTEST_HEAD, _LONGEST_HEAD = 20, 240
_OFTEN_LOG = 4
_MANY_HEADS, _FEWEST_WORDS = 5, 8


def find_repeats(lines: Sequence[Line], read: Sequence[Signs], is_dated: Sequence[bool]) -> Table:
    """Columns ``REPEATS`` for each line; ``read`` are the signs of each, ``is_dated`` says which hold a date, a time of day or an age.

    Anchors are the places of the article's title: where the head's title, flattened with the page, comes again, a heading of the first
    level, or such a heading in Markdown. Two short lines have one shape where they are the same but for names and numbers; dated lines of
    one shape are the heads of comments, or entries of a list.
    """
    if not lines:
        return np.zeros((0, len(REPEATS)), np.float32)
    anchors = np.array([False, *_anchors(lines)], dtype=np.float32)
    seen = np.cumsum(anchors)
    shapes = [one.shape for one in read]
    often = Counter(shapes)
    numbers = [often[shape] if shape else 1 for shape in shapes]
    heads = [number > 1 and dated for number, dated in zip(numbers, is_dated, strict=True)]
    columns = (
        anchors,
        seen > 0,
        (seen == seen[-1]) & (seen > 0),
        list(_nearness(anchors.tolist())),
        [number > 1 for number in numbers],
        [min(1.0, math.log(number) / _OFTEN_LOG) for number in numbers],
        [number > 1 and "0" in shape for number, shape in zip(numbers, shapes, strict=True)],
        heads,
        list(_nearness(heads)),
        np.minimum(_MANY_HEADS, np.cumsum(heads)) / _MANY_HEADS,
        list(_seen_before([one.words for one in read])),
    )
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _seen_before(words: Sequence[Sequence[str]]) -> Iterator[float]:
    """For each line of running text the share of its word 4-grams that stand above it: an article printed twice counts once."""
    known: set[tuple[str, ...]] = set()
    for own in words:
        grams = set(zip(own, own[1:], own[2:], own[3:], strict=False)) if len(own) >= _FEWEST_WORDS else set()
        seen = len(known) + len(grams)
        known |= grams
        yield (seen - len(known)) / len(grams) if grams else 0.0


def _anchors(lines: Sequence[Line]) -> Iterator[bool]:
    """For each line but the first whether the title stands on it."""
    head = _HEAD_END.split(lines[0].text[:400], maxsplit=1)[0].strip().lower() if lines[0].markup is None else ""
    has_head = _SHORTEST_HEAD <= len(head) <= _LONGEST_HEAD
    for line in lines[1:]:
        if line.markup is not None:
            yield line.markup.tag == "h1"
        else:
            yield line.text.startswith("# ") or (has_head and line.text[: len(head) + 1].lower().strip() == head)


def _nearness(anchors: Sequence[bool | float]) -> Iterator[float]:
    last = -1_000
    for index, is_anchor in enumerate(anchors):
        last = index if is_anchor else last
        yield 1 / (1 + (index - last) / 4)
