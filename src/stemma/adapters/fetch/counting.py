"""How many pages inputs hold, as far as that can be told without reading them."""

from collections.abc import Sequence
from pathlib import Path

from stemma.adapters.fetch.inputs import JSON_LINES, MANY, PAGES, ending_of, walk

_BLOCK = 1 << 20


def count_pages(inputs: Sequence[str]) -> int | None:
    """The number of pages in files and folders of pages and JSON lines; None where an input is of another kind or cannot be read."""
    try:
        counts = [_count(name) for name in inputs]
    except OSError:
        return None
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _count(name: str) -> int | None:
    if not Path(name).is_dir():
        return _count_file(name, other=1) if Path(name).is_file() else None
    total = 0
    for file in walk(name):
        count = _count_file(file, other=0)
        if count is None:
            return None
        total += count
    return total


def _count_file(name: str, *, other: int) -> int | None:
    """``other`` is what a file counts that is read as a page only where it is named itself."""
    ending = ending_of(name)
    if ending in JSON_LINES:
        with Path(name).open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(_BLOCK), b""))
    return None if ending in MANY else 1 if ending in PAGES else other
