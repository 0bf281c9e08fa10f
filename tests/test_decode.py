import itertools

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.language.decode import Mark, decode_names, decode_starts, decode_tree, is_tree


def best_tree(scores: numpy.ndarray) -> float:
    size = len(scores)
    trees = (heads for heads in itertools.product(range(size), repeat=size) if is_tree(heads))
    return max(sum(float(scores[word, head]) for word, head in enumerate(heads)) for heads in trees)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_tree_is_the_best_of_all(size: int, seed: int) -> None:
    scores = numpy.random.default_rng(seed).normal(size=(size, size)).astype(numpy.float32)
    heads = decode_tree(scores)
    assert is_tree(heads)
    assert abs(sum(float(scores[word, head]) for word, head in enumerate(heads)) - best_tree(scores)) < 1e-4


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_a_tree_is_always_found(size: int, seed: int) -> None:
    generator = numpy.random.default_rng(seed)
    scores = (generator.normal(size=(size, size)) * 20).astype(numpy.float32)
    assert is_tree(decode_tree(scores))
    assert is_tree(decode_tree(numpy.zeros_like(scores)))


def test_what_is_no_tree() -> None:
    assert not is_tree([0, 1])
    assert not is_tree([1, 0])
    assert not is_tree([0, 2, 1])
    assert is_tree([1, 1, 1])


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_names_never_overlap(size: int, seed: int) -> None:
    scores = numpy.random.default_rng(seed).normal(size=(size, 13)).astype(numpy.float32)
    names = decode_names(scores)
    assert all(0 <= start < end <= size and 0 <= label < 6 for start, end, label in names)
    assert all(left[1] <= right[0] for left, right in itertools.pairwise(names))


def test_an_inside_tag_never_stands_alone() -> None:
    scores = numpy.full((3, 13), -5.0, numpy.float32)
    scores[0, 0], scores[1, 4], scores[1, 3], scores[2, 4] = 1.0, 2.0, 1.5, 2.0
    assert decode_names(scores) == [(1, 3, 1)]


def test_two_names_of_one_kind_side_by_side_are_one() -> None:
    scores = numpy.full((2, 13), -5.0, numpy.float32)
    scores[:, 7], scores[1, 8] = 3.0, 2.0
    assert decode_names(scores) == [(0, 2, 3)]


def starts_of(text: str, scores: list[float]) -> list[int]:
    kinds: dict[str, Mark] = {"(": "opening", ")": "closing", "A": "capital", "a": "small"}
    return decode_starts(numpy.array(scores, numpy.float32), [kinds[character] for character in text])


def test_a_closing_mark_never_starts_a_sentence() -> None:
    assert starts_of("Aa)A)aA)", [1, -1, 5, -1, 5, -1, 5, 5]) == [0, 3, 6]
    assert starts_of("Aa))", [1, -1, -1, 5]) == [0]


def test_an_opening_mark_never_ends_a_sentence() -> None:
    assert starts_of("(Aa(A", [1, 5, -1, -1, 5]) == [0, 3]
