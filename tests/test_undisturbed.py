"""How a page and a story are worked on: what is set for them is as it was behind them, also where they fail."""

import gc

import numpy as np
import pytest
from threadpoolctl import threadpool_info

from stemma.pipeline import undisturbed


def threads() -> set[int]:
    return {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"}


def test_products_run_on_one_thread_and_garbage_is_looked_for_less_often_inside() -> None:
    assert np.ones(2) @ np.ones(2) == 2  # numpy is loaded, and with it the library that has the threads
    often, before = gc.get_threshold(), threads()
    with undisturbed():
        assert threads() == {1}
        assert gc.get_threshold()[0] > often[0]
    assert (gc.get_threshold(), threads()) == (often, before)


def test_all_is_as_it_was_behind_a_story_that_failed() -> None:
    before = gc.get_threshold(), threads()
    with pytest.raises(ZeroDivisionError), undisturbed():
        _ = 1 // (len(before) - 2)
    assert (gc.get_threshold(), threads()) == before
