"""One machine: this process for a few items, a pool of processes for many."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from typing import TypeVar

from stemma.errors import WorldError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

ATTEMPTS = 3
CHUNK_ITEMS = 8
CHUNKS_AHEAD = 3
"""Chunks for each worker that are taken from the items before the first result is asked for: what memory holds of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEngine:
    """``pool_from`` items a pool of ``workers`` processes is worth its start (each loads the language model)."""

    workers: int = os.cpu_count() or 1
    pool_from: int = 48

    def map(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """``function`` of every item, in order; items are taken as they are needed. A chunk whose worker died is tried again in a fresh
        pool.

        Raises:
            WorldError: a chunk killed its worker every time.
        """
        tasks = iter(items)
        first = list(islice(tasks, self.pool_from)) if self.workers > 1 else []
        if self.workers < 2 or len(first) < self.pool_from:
            return (function(task) for task in chain(first, tasks))
        return self._spread(function, chain(first, tasks))

    def _spread(self, function: Callable[[ItemT], ResultT], tasks: Iterator[ItemT]) -> Iterator[ResultT]:
        pool, waiting, failures = self._open(), deque[tuple[list[ItemT], Future[list[ResultT]]]](), 0
        try:
            while True:
                while len(waiting) < self.workers * CHUNKS_AHEAD and (chunk := list(islice(tasks, CHUNK_ITEMS))):
                    waiting.append((chunk, _submit(pool, function, chunk)))
                if not waiting:
                    return
                try:
                    results = waiting[0][1].result()
                except BrokenProcessPool:
                    failures += 1
                    if failures == ATTEMPTS:
                        raise WorldError(f"a worker process was killed {ATTEMPTS} times (out of memory?)") from None
                    pool.shutdown()
                    pool = self._open()
                    waiting = deque((chunk, old if _is_done(old) else _submit(pool, function, chunk)) for chunk, old in waiting)
                    continue
                waiting.popleft()
                failures = 0
                yield from results
        finally:
            pool.shutdown(cancel_futures=True)

    def _open(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(max_workers=self.workers, mp_context=multiprocessing.get_context("spawn"))


def _submit(pool: ProcessPoolExecutor, function: Callable[[ItemT], ResultT], chunk: list[ItemT]) -> "Future[list[ResultT]]":
    """A pool that broke a moment ago shows when the result is asked for."""
    try:
        return pool.submit(_apply, function, chunk)
    except BrokenProcessPool as error:
        failed: Future[list[ResultT]] = Future()
        failed.set_exception(error)
        return failed


def _is_done(future: "Future[list[ResultT]]") -> bool:
    return future.done() and future.exception() is None


def _apply(function: Callable[[ItemT], ResultT], chunk: list[ItemT]) -> list[ResultT]:
    return [function(item) for item in chunk]
