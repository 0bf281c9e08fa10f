"""Words in quotation marks, whatever the marks."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.stages.annotate.marks import find_quoted


def quoted(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in find_quoted(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("She said: “We close at noon.”", ["We close at noon."]),
        ('"We close," she said, "at noon."', ["We close,", "at noon."]),
        ("He added that 'nothing is lost.'", ["nothing is lost."]),
        ("The dockers' union and the mayor's office didn't agree.", []),
        ("‘Come at once,’ the mate’s letter read.", ["Come at once,"]),
        ("“She told me ‘never’ and left,” he said.", ["She told me ‘never’ and left,"]),
        ("„Genug“, sagte er. «Assez», dit-elle.", ["Genug", "Assez"]),
        ("In the '90s they sang ‘em all.", []),
        ("The ‘harbour masters’ law’ passed.", ["harbour masters’ law"]),
        ("“One paragraph opens and goes on", ["One paragraph opens and goes on"]),
        ("“Left open. “Then closed” again.", ["Left open.", "Then closed"]),
        ("A stray ” and an empty “” remain.", []),
    ],
)
def test_finds_quotations(text: str, inside: list[str]) -> None:
    assert quoted(text) == inside


def test_an_open_quotation_says_so() -> None:
    text = "“We will rebuild.\n“And we will stay.”"
    first, second = find_quoted(text, 0, text.index("\n"))[0], find_quoted(text, text.index("\n") + 1, len(text))[0]
    assert (first.is_closed, second.is_closed) == (False, True)


@given(st.text(alphabet="ab .,“”‘’'\"«»„s\n1", max_size=80))
def test_quotations_lie_in_the_block_and_never_overlap(text: str) -> None:
    at = 0
    for one in find_quoted(text, 0, len(text)):
        assert at <= one.start <= one.inner_start < one.inner_end <= one.end <= len(text)
        at = one.end


@pytest.mark.parametrize("mark", ["‘a ", "“a ", " 'a", '"a ', "’s "])
def test_a_page_of_marks_takes_linear_time(mark: str) -> None:
    began = time.process_time()
    text = mark * 200_000
    find_quoted(text, 0, len(text))
    assert time.process_time() - began < 10
