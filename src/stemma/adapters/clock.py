"""The only clock."""

import os
import time
from datetime import UTC, datetime

from stemma.errors import UsageError


def generation_time() -> str:
    """Now, or ``SOURCE_DATE_EPOCH`` where it is set, as RFC 3339 in UTC with seconds.

    Raises:
        UsageError: ``SOURCE_DATE_EPOCH`` is no whole number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        moment = datetime.now(UTC)
    else:
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise UsageError(f"SOURCE_DATE_EPOCH is not a number of seconds: {epoch!r}") from error
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def tick() -> float:
    """Seconds from an arbitrary start, for measuring how long something takes."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Waits."""
    time.sleep(seconds)
