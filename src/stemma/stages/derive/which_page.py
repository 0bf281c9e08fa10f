"""Which of several pages a report means by a name: an outlet's first report, its update or its correction."""

from collections.abc import Mapping
from math import log

from stemma.stages.derive.reading import Text
from stemma.stages.derive.stamps import later_of, published_bounds
from stemma.stages.derive.told_alone import tell_alone

ALONE = 2.5
"""Nats: what it is worth that of all these pages one has every fact that the report tells."""
LATEST = 0.5
"""Nats: what it is worth that of all these pages one was the newest when the report was written: that is what its writer met with."""
WHOLE = 3.0
"""Nats for each unit of likeness between whole reports, where a credit gives no words to any page."""
SUREST = 0.98
"""No chance counts for more, nor for less than what is left of it."""
_UNKNOWN = float("-inf")


def choose_page(text: Text, pages: Mapping[str, Text], chances: Mapping[str, float], *, is_citation: bool) -> str:
    """The id of the page that is meant: by how near each comes to what is given to it (``chances``; for a credit how like the whole is),
    by the facts that the report tells as this page does and none of the others, and by which was the newest then. Of equals the one
    published last."""
    places = sorted(pages)
    alone = tell_alone([text, *(pages[place] for place in places)], [(0, column) for column in range(1, len(places) + 1)])
    newest = max((_moment(page) for page in pages.values() if later_of(page.report, text.report) != page.report.id), default=_UNKNOWN)

    def merit(place: str) -> tuple[float, float, str]:
        near = _logit(chances[place]) if is_citation else WHOLE * chances[place]
        moment = _moment(pages[place])
        is_newest = moment == newest != _UNKNOWN
        return round(near + ALONE * alone.get((text.report.id, place), 0.0) + LATEST * is_newest, 6), moment, place

    return max(places, key=merit)


def _logit(chance: float) -> float:
    held = min(SUREST, max(1 - SUREST, chance))
    return log(held / (1 - held))


def _moment(text: Text) -> float:
    bounds = published_bounds(text.report)
    return bounds[0].timestamp() if bounds else _UNKNOWN
