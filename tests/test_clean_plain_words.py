"""The words of plain letters are those that a pattern would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.stages.clean.plain_words import LETTERS, LETTERS_DIGITS, WORD_CHARACTERS, split_plain

ASCII = st.text(st.characters(max_codepoint=127))


@pytest.mark.parametrize(("characters", "pattern"), [(LETTERS, r"[^\W\d_]+"), (LETTERS_DIGITS, r"[^\W_]+"), (WORD_CHARACTERS, r"\w+")])
@given(text=ASCII)
def test_splits_as_a_pattern_would(text: str, characters: bytes, pattern: str) -> None:
    assert split_plain(text, characters) == re.findall(pattern, text)
