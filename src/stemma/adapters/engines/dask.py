"""Many machines: Dask distributed, from the ``dask`` extra. ``DASK_SCHEDULER_ADDRESS`` names a running scheduler; without it a
cluster is started on this machine."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from itertools import chain, islice
from typing import Any, TypeVar

from stemma.errors import UsageError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

ITEMS_AHEAD = 256
"""Items that are on the machines before the first result is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskEngine:
    """Opens a client for each ``map`` and closes it, so that no cluster outlives the work."""

    workers: int | None = None

    def map(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """``function`` of every item, in order; items are taken as they are needed, and a killed worker's are run again by the scheduler.

        Raises:
            UsageError: the extra is not installed.
        """
        tasks = iter(items)
        first = list(islice(tasks, 1))
        if not first:
            return
        with ExitStack() as stack:
            client = stack.enter_context(self._open(stack))
            waiting = deque(client.submit(function, task, pure=False) for task in chain(first, islice(tasks, ITEMS_AHEAD)))
            while waiting:
                yield waiting.popleft().result()
                waiting.extend(client.submit(function, task, pure=False) for task in islice(tasks, 1))

    def _open(self, stack: ExitStack) -> Any:
        try:
            distributed: Any = import_module("distributed")
            address = import_module("dask").config.get("scheduler-address", None)
        except ImportError as error:
            raise UsageError("engine 'dask' needs the extra: pip install 'stemma[dask]'") from error
        if not address:
            cluster = distributed.LocalCluster(n_workers=self.workers, threads_per_worker=1, dashboard_address=None)
            address = stack.enter_context(cluster)
        return distributed.Client(address)
