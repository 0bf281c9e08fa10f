"""One machine: this process for a few items, a pool of processes for many."""

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

from stemma.errors import WorldError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

ATTEMPTS = 3
CHUNK_ITEMS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """``pool_from`` items a pool of ``workers`` processes is worth its start (each loads the language model)."""

    workers: int = os.cpu_count() or 1
    pool_from: int = 48

    def map(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> list[ResultT]:
        """``function`` of every item, in order. A chunk whose worker died is tried again in a fresh pool.

        Raises:
            WorldError: a chunk killed its worker every time.
        """
        tasks = list(items)
        if self.workers < 2 or len(tasks) < self.pool_from:
            return [function(task) for task in tasks]
        chunks = [tasks[start : start + CHUNK_ITEMS] for start in range(0, len(tasks), CHUNK_ITEMS)]
        done: dict[int, list[ResultT]] = {}
        for _ in range(ATTEMPTS):
            self._run(function, chunks, done)
            if len(done) == len(chunks):
                return [result for index in range(len(chunks)) for result in done[index]]
        raise WorldError(f"a worker process was killed {ATTEMPTS} times (out of memory?); {len(done)} of {len(chunks)} chunks were done")

    def _run(self, function: Callable[[ItemT], ResultT], chunks: list[list[ItemT]], done: dict[int, list[ResultT]]) -> None:
        """One pool over the chunks that are not done yet; what a broken pool leaves undone stays undone."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=self.workers, mp_context=context) as pool:
            waiting = {index: pool.submit(_apply, function, chunk) for index, chunk in enumerate(chunks) if index not in done}
            for index, future in waiting.items():
                try:
                    done[index] = future.result()
                except BrokenProcessPool:
                    continue


def _apply(function: Callable[[ItemT], ResultT], chunk: list[ItemT]) -> list[ResultT]:
    return [function(item) for item in chunk]
