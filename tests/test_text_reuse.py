"""Shingles, alignment, components, linkage: pure tools on words, against slow exact versions."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from stemma.text.align import SEED, align
from stemma.text.components import components
from stemma.text.linkage import average_link
from stemma.text.shingles import containment, keyed_words

words = st.lists(st.sampled_from("ash bay cod dew elm fog".split()), max_size=40)
similarities = st.dictionaries(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0])
)


@given(words, words)
def test_matches_are_true_and_apart(one: list[str], other: list[str]) -> None:
    before = 0
    for match in align(one, other):
        assert before <= match.start < match.end <= len(one)
        assert 0 <= match.other_start < match.other_end <= len(other)
        assert SEED <= match.same <= min(match.end - match.start, match.other_end - match.other_start)
        assert one[match.start] == other[match.other_start]
        assert one[match.end - 1] == other[match.other_end - 1]
        before = match.end


@given(words, words)
def test_every_seed_is_found(one: list[str], other: list[str]) -> None:
    covered = {place for match in align(one, other) for place in range(match.start, match.end)}
    runs = {tuple(other[place : place + SEED]) for place in range(len(other) - SEED + 1)}
    for place in range(len(one) - SEED + 1):
        if tuple(one[place : place + SEED]) in runs:
            assert covered.intersection(range(place, place + SEED)), "a run of the other text that no match touches"


def test_a_moved_paragraph_is_found() -> None:
    first, second = [f"a{number}" for number in range(30)], [f"b{number}" for number in range(30)]
    assert [(match.start, match.other_start, match.same) for match in align(first + second, second + first)] == [(0, 30, 30), (30, 0, 30)]


def test_small_changes_do_not_end_a_passage() -> None:
    one = "the mayor of Alva closed the old stone bridge on Sunday night because of the flood".split()
    other = "the mayor of Alva closed the stone bridge late on Sunday night because of the flood".split()
    (match,) = align(one, other)
    assert (match.start, match.end, match.same) == (0, len(one), 15)


def test_one_word_repeated_is_quick() -> None:
    assert align(["a"] * 20_000, ["a"] * 20_000)[0].same == 20_000


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12))))
def test_components_against_networkx(edges: list[tuple[int, int]]) -> None:
    graph = networkx.Graph(edges)
    graph.add_nodes_from(range(13))
    found = components(range(13), edges)
    assert {frozenset(part) for part in found} == {frozenset(part) for part in networkx.connected_components(graph)}
    assert components(range(13), reversed(edges)) == found


@given(similarities)
def test_average_link_parts_the_items(values: dict[tuple[int, int], float]) -> None:
    clusters = average_link(10, values, 0.3)
    assert sorted(item for cluster in clusters for item in cluster) == list(range(10))
    assert clusters == average_link(10, dict(reversed(values.items())), 0.3)
    for index, one in enumerate(clusters):
        for other in clusters[index + 1 :]:
            pairs = [values.get((min(a, b), max(a, b)), 0.0) for a in one for b in other]
            assert sum(pairs) / len(pairs) < 0.3, "two clusters that should have been joined"


def test_words_are_compared_without_marks() -> None:
    assert [word.key for word in keyed_words("“Two-thirds” of the U.N.’s 1,200 men; 北京")] == [
        "two", "thirds", "of", "the", "un", "1200", "men", "北", "京",
    ]  # fmt: skip


def test_containment() -> None:
    text = "one two three four five six seven eight nine ten".split()
    assert containment(text, text) == 1.0
    assert containment(text, text[:9]) == 2 / 3
    assert containment([], text) == 0.0
