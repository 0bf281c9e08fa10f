"""How a page and a story are worked on: what is set for them is as it was behind them, also where they fail."""

import gc

import numpy as np
import pytest
from bench.quality.bare import bare_report
from threadpoolctl import threadpool_info

from stemma.config import Config
from stemma.pipeline import read_page, tell_story, undisturbed
from stemma.problems import Outcome
from stemma.records import Annotation, Capture, Page, Story

CAPTURE = Capture(location="page", kind="text", content="Words.", sha256="0" * 64)
PAGE = Page(report=bare_report("Words.", ()), annotation=Annotation(report="r-0"))


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
    with pytest.raises(ValueError, match="a defect"), undisturbed():
        raise ValueError("a defect")
    assert (gc.get_threshold(), threads()) == before


def test_pages_and_stories_are_worked_on_so(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def look(*_: object) -> Outcome[Story]:
        seen.append((gc.get_threshold()[0], threads()))
        return Outcome((), ())

    monkeypatch.setattr("stemma.pipeline._tell_story", look)
    monkeypatch.setattr("stemma.pipeline._read_page", look)
    often = gc.get_threshold()[0]
    tell_story([PAGE], config=Config())
    read_page(CAPTURE, config=Config())
    assert len(seen) == 2
    assert all(threshold > often and found == {1} for threshold, found in seen)
