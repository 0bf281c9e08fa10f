"""Where the work runs. Every engine gives the same result; ``local`` is the default."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from stemma.adapters.engines.local import LocalEngine
from stemma.errors import UsageError

__all__ = ["ENGINES", "Engine", "LocalEngine", "open_engine"]

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

ENGINES = ("local", "dask")


class Engine(Protocol):
    """Runs the same function over many items."""

    def map(self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]) -> Iterator[ResultT]:
        """``function`` of every item, in the order of ``items``, of which no more than a bounded number is taken ahead. Both must be
        picklable."""
        ...


def open_engine(name: str) -> Engine:
    """The engine of that name.

    Raises:
        UsageError: there is none, or what it needs is not installed.
    """
    if name == "local":
        return LocalEngine()
    if name == "dask":
        from stemma.adapters.engines.dask import DaskEngine

        return DaskEngine()
    raise UsageError(f"no engine {name!r}; there are: {', '.join(ENGINES)}")
