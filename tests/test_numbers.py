"""Numbers in digits and in words."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.numbers import join_numbers, number_words, tag_words
from stemma.text.words import split_words

WORDS = number_words(load_lexicons())
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = f"zero one two three four five six seven eight nine {_TEENS}".split()
_TENS = "x x twenty thirty forty fifty sixty seventy eighty ninety".split()


def _read(text: str) -> list[tuple[str, float]]:
    items = join_numbers(tag_words(split_words(text), {}), WORDS)
    return [(text[item.start : item.end], item.tags["NUMBER"]) for item in items if "NUMBER" in item.tags]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2,000 men", [("2,000", 2000)]),
        ("two thousand men", [("two thousand", 2000)]),
        ("1.5 million votes", [("1.5 million", 1_500_000)]),
        ("two hundred and fifty thousand", [("two hundred and fifty thousand", 250_000)]),
        ("a hundred and one", [("a hundred and one", 101)]),
        ("half a dozen eggs", [("half a dozen", 6)]),
        ("two dozen eggs", [("two dozen", 24)]),
        ("two and a half hours", [("two and a half", 2.5)]),
        ("2bn and 3k", [("2bn", 2e9), ("3k", 3000)]),
        ("five and six", [("five", 5), ("six", 6)]),
        ("one two three", [("one", 1), ("two", 2), ("three", 3)]),
        ("in 1,2 and 10,00", [("1", 1), ("2", 2), ("10", 10), ("00", 0)]),
        ("9" * 40, []),
    ],
)
def test_reads_cardinals(text: str, expected: list[tuple[str, float]]) -> None:
    assert _read(text) == expected


def test_ordinals_are_no_cardinals() -> None:
    items = join_numbers(tag_words(split_words("the 23rd, twenty-third and third"), {}), WORDS)
    assert [item.tags["ORDINAL"] for item in items if "ORDINAL" in item.tags] == [23, 23, 3]
    assert not [item for item in items if "NUMBER" in item.tags]


def _in_words(number: int) -> str:
    for scale, name in ((1_000_000, "million"), (1000, "thousand")):
        if number >= scale:
            rest = number % scale
            return f"{_in_words(number // scale)} {name}" + (f" {'and ' if rest < 100 else ''}{_in_words(rest)}" if rest else "")
    if number >= 100:
        return f"{_ONES[number // 100]} hundred" + (f" and {_in_words(number % 100)}" if number % 100 else "")
    if number < 20:
        return _ONES[number]
    return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")


@given(st.integers(0, 999_999_999))
def test_reads_back_any_number_in_words(number: int) -> None:
    text = _in_words(number)
    assert _read(text) == [(text, number)]


@given(st.text(alphabet=st.sampled_from("0123456789,. -andthousmilonefvhrzk"), max_size=60))
def test_any_text_gives_ordered_numbers(text: str) -> None:
    items = join_numbers(tag_words(split_words(text), {}), WORDS)
    assert all(before.end <= after.start for before, after in pairwise(items))
