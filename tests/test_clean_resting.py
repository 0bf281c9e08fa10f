"""Reading a page leaves the search for reference cycles as it was."""

import gc
from collections.abc import Iterator

import pytest

from stemma.stages.clean.resting import collector_at_rest


@pytest.fixture(autouse=True)
def _collector_on() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_is_off_meanwhile_and_on_again() -> None:
    with collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="spoilt"), collector_at_rest():
        raise ValueError("spoilt")
    assert gc.isenabled()


def test_stays_off_where_it_was_off() -> None:
    gc.disable()
    with collector_at_rest():
        pass
    assert not gc.isenabled()
