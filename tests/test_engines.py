"""One contract, every engine."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.adapters.engines import Engine, LocalEngine, open_engine
from stemma.adapters.engines.dask import DaskEngine
from stemma.errors import UsageError, WorldError

ENGINES = [LocalEngine(workers=1), LocalEngine(workers=2, pool_from=2), DaskEngine(workers=2)]


def square(number: int) -> int:
    return number * number


def die_once(marker: Path) -> int:
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 1


def die(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: f"{type(engine).__name__}-{engine.workers}")
@pytest.mark.filterwarnings("ignore")
def test_results_come_in_order_and_items_are_taken_as_they_are_needed(engine: Engine) -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(400):
            taken.append(number)
            yield number

    assert list(engine.map(square, [])) == []
    results = iter(engine.map(square, items()))
    assert next(results) == 0
    assert len(taken) < 300
    assert list(results) == [number * number for number in range(1, 400)]


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    engine = LocalEngine(workers=2, pool_from=2)
    assert list(engine.map(die_once, [tmp_path / "a", tmp_path / "b"])) == [1, 1]


def test_a_worker_that_is_always_killed_is_reported() -> None:
    with pytest.raises(WorldError, match="killed 3 times"):
        list(LocalEngine(workers=2, pool_from=2).map(die, [1, 2]))


def test_an_unknown_engine_is_a_wrong_call() -> None:
    with pytest.raises(UsageError, match="local, dask"):
        open_engine("spark")
