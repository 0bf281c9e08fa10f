"""What differs between the sides of a dispute, in few words."""

import re

from stemma.records import Conflict, Line, Story
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.opening import find_conflict, place_in
from stemma.views.dossier.visible import one_line, shorten

_LONGEST_VALUE, _LONGEST_NAME, _LONGEST_MATTER = 40, 24, 70
_VALUES_SHOWN = 3
_QUOTED = re.compile(r"(?:, in this)?:? “([^”]*)”?$")
_POINTING = re.compile(r",? (?:of|in)(?: this)?$|:$")


def tell_difference(line: Line, story: Story, desk: Desk) -> str | None:
    """What the sides of a disputed line disagree on, and its values where they are short: ``the number of injured: 31 ≠ 29 passengers``,
    ``whether this is so``. Null where no conflict stands behind the line."""
    conflict = find_conflict(line, story)
    if conflict is None:
        return None
    about = _name_matter(desk.readable(conflict.about))
    values = _values(conflict, line)
    if any(len(value) > _LONGEST_VALUE for value in values):
        return about
    more = " …" if len(values) > _VALUES_SHOWN else ""
    return f"{about}: {' ≠ '.join(values[:_VALUES_SHOWN])}{more}"


def _name_matter(about: str) -> str:
    """What a conflict is about without the sentence that shows it: its sides are printed below."""
    quoted = _QUOTED.search(about)
    if quoted is None or len(quoted[1]) <= _LONGEST_NAME:
        return shorten(about, _LONGEST_MATTER)
    matter = _POINTING.sub("", about[: quoted.start()].strip())
    return f"{matter} this" if matter.endswith("said") else matter or shorten(about, _LONGEST_MATTER)


def _values(conflict: Conflict, line: Line) -> list[str]:
    """The values, in the order in which the line has its sides."""
    places = [(place_in(line, value), value) for value in conflict.values]
    ordered = sorted(places, key=lambda pair: (pair[0] is None, pair[0] or 0))
    return list(dict.fromkeys(one_line(value.value) for _, value in ordered))
