"""Many machines: Dask distributed, from the ``dask`` extra. ``DASK_SCHEDULER_ADDRESS`` names a running scheduler; without it a
cluster is started on this machine."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from stemma.errors import UsageError

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True, kw_only=True)
class DaskEngine:
    """Opens a client for each ``map`` and closes it, so that no cluster outlives the work."""

    workers: int | None = None

    def map(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> list[ResultT]:
        """``function`` of every item, in order; a killed worker's items are run again by the scheduler.

        Raises:
            UsageError: the extra is not installed.
        """
        tasks = list(items)
        if not tasks:
            return []
        try:
            distributed: Any = import_module("distributed")
            address = import_module("dask").config.get("scheduler-address", None)
        except ImportError as error:
            raise UsageError("engine 'dask' needs the extra: pip install 'stemma[dask]'") from error
        with ExitStack() as stack:
            if not address:
                cluster = distributed.LocalCluster(n_workers=self.workers, threads_per_worker=1, dashboard_address=None)
                address = stack.enter_context(cluster)
            client = stack.enter_context(distributed.Client(address))
            return list(client.gather(client.map(function, tasks, pure=False)))
