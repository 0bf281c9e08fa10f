"""Python's search for reference cycles, put off while a page is read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Look for no reference cycles meanwhile.

    A page makes thousands of small tuples that are no part of any cycle and are let go of when it is read; looking through them every 700,
    and now and then through all lexicons, takes a tenth of the time on pages not seen before. Who has switched the search off finds it
    off afterwards. Of two threads that read pages at once the first to end switches it on for both.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
