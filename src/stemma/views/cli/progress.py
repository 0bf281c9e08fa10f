"""How far a run has come: one line that is written over on a terminal, a line for each thousand elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO, TypeVar

from stemma.adapters.clock import tick

ItemT = TypeVar("ItemT")

_EACH = 1_000
_REDRAW_S = 0.2
_CLEAR = "\r\x1b[K"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Tells of progress on ``stream``. ``page_count`` is how many pages there are to come, where that is known."""

    stream: TextIO
    page_count: int | None = None

    def watch(self, what: str, results: Iterable[ItemT], total: int | None) -> Iterator[ItemT]:
        """Pass results on and tell how many there were, how many come in a second and how long the rest will take."""
        total = self.page_count if what == "pages" and total is None else total
        on_terminal = self.stream.isatty()
        began = drawn = tick()
        try:
            for count, result in enumerate(results, 1):
                yield result
                now = tick()
                if on_terminal and now - drawn >= _REDRAW_S:
                    drawn = now
                    self._write(_CLEAR + describe(what, count, total, now - began))
                elif not on_terminal and count % _EACH == 0:
                    self._write(f"{describe(what, count, total, now - began)}\n")
        finally:
            if on_terminal:
                self._write(_CLEAR)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()


def describe(what: str, count: int, total: int | None, elapsed_s: float) -> str:
    """One line of progress.

    >>> describe("pages", 1200, 10000, 100.0)
    'pages: 1,200 of 10,000, 12 a second, 12 min left'
    """
    rate = count / elapsed_s if elapsed_s > 0 else 0.0
    parts = [f"{what}: {count:,}" + (f" of {total:,}" if total and total >= count else "")]
    if rate:
        parts.append(f"{rate:,.0f} a second" if rate >= 10 else f"{rate:.1f} a second")
    if rate and total and total > count:
        parts.append(f"{_duration((total - count) / rate)} left")
    return ", ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3_600:.1f} h"
