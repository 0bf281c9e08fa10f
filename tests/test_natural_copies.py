"""Half of what one report says standing in another word for word, quoted or not, makes the two one text."""

from types import SimpleNamespace
from typing import cast

from stemma.stages.derive.edges import are_natural_copies
from stemma.stages.derive.reading import Text


def words(count: int, name: str = "word") -> list[str]:
    return [f"{name}{number}" for number in range(count)]


def text(keys: list[str]) -> Text:
    return cast(Text, SimpleNamespace(keys=keys))


def test_half_of_the_shorter_report_is_enough_and_either_may_be_the_shorter() -> None:
    long, short = text(words(400)), text([*words(60), *words(40, "other")])
    assert are_natural_copies(long, short)
    assert are_natural_copies(short, long)


def test_less_than_half_is_not() -> None:
    assert not are_natural_copies(text(words(400)), text([*words(40), *words(60, "other")]))


def test_the_same_words_in_another_order_are_no_copy() -> None:
    assert not are_natural_copies(text(words(100)), text(sorted(words(100), key=lambda word: word[::-1])))
