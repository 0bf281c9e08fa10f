"""The index of spans finds what a look at every span finds."""

from hypothesis import given
from hypothesis import strategies as st

from stemma.text.intervals import index_spans

SPAN = st.tuples(st.integers(0, 40), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=20), SPAN)
def test_overlaps_are_those_of_a_full_search(spans: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    start, end = asked
    expected = tuple(number for number, (low, high) in enumerate(spans) if low < end and start < high)
    assert index_spans(spans).overlapping(start, end) == expected
