"""Which reports go back to one text."""

import pytest

from invented import edge
from stemma.stages.corroborate.origins.one_text import are_of_one_text, gather_texts

TEXTS = gather_texts((edge("copy", "wire"), edge("other-copy", "wire"), edge("copy-of-copy", "copy")))


@pytest.mark.parametrize(
    ("one", "other", "are_of_one"),
    [
        ("copy", "wire", True),
        ("wire", "copy", True),
        ("copy", "other-copy", True),
        ("copy", "copy-of-copy", True),
        ("wire", "copy-of-copy", False),
        ("copy", "stranger", False),
        ("stranger", "loner", False),
    ],
)
def test_one_was_written_from_the_other_or_both_from_a_third(one: str, other: str, are_of_one: bool) -> None:
    assert are_of_one_text(one, other, TEXTS) is are_of_one
