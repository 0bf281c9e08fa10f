"""Looking for many strings at once finds what looking for each would."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.text.needles import Needles

_LETTERS = st.text(alphabet="abñ \n", min_size=2, max_size=7)


@given(st.lists(_LETTERS, max_size=12), st.text(alphabet="abñ \n", max_size=60))
def test_it_finds_every_place_of_every_string(strings: list[str], text: str) -> None:
    wanted = [
        (match.start(), needle)
        for needle in {string.encode() for string in strings}
        for match in re.finditer(b"(?=" + re.escape(needle) + b")", text.encode())
    ]
    assert sorted(Needles(strings).find(text.encode())) == sorted(wanted)


def test_a_single_byte_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        Needles(["harbour", "h"])
