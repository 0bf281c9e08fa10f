"""What differs between the sides of a dispute, in few words."""

import re
from collections.abc import Sequence

from stemma.records import Conflict, Line, Story
from stemma.views.dossier.dates import date_in_words
from stemma.views.dossier.desk import Desk
from stemma.views.dossier.opening import find_conflict, place_in
from stemma.views.dossier.visible import one_line, shorten

_LONGEST_VALUE, _LONGEST_NAME, _LONGEST_MATTER = 40, 24, 70
_VALUES_SHOWN = 3
_HARDLY_MORE = 0.5
_QUOTED = re.compile(r"(?:, in this)?:? “([^”]*)”?$")
_DATED = re.compile(r" \((\d{1,2}\D.*\d{4}[^()]*)\)$")
_POINTING = re.compile(r",? (?:of|in)(?: this)?$|:$")


def name_matter(conflict: Conflict, desk: Desk) -> str:
    """What a conflict is about, in a line; without the words that show it where its values, told beside it, are hardly more, and where
    they are spellings of a name: these say all of it."""
    if conflict.kind == "name":
        return _without_words(desk.readable(conflict.about))
    return _name_beside(desk.readable(conflict.about), [one_line(value.value) for value in conflict.values])


def tell_difference(line: Line, story: Story, desk: Desk) -> str | None:
    """What the sides of a disputed line disagree on, and its values where they are short: ``the number of injured: 31 ≠ 29 passengers``,
    ``whether this is so``. Null where no conflict stands behind the line."""
    conflict = find_conflict(line, story)
    if conflict is None:
        return None
    about, values = desk.readable(conflict.about), _values(conflict, line)
    if any(len(value) > _LONGEST_VALUE for value in values):
        return _name_beside(about, [one_line(side) for side in line.text.split(" ↔ ")])
    about = _without_words(about)
    more = " …" if len(values) > _VALUES_SHOWN else ""
    return f"{about}: {' ≠ '.join(values[:_VALUES_SHOWN])}{more}"


def _name_beside(about: str, told: Sequence[str]) -> str:
    """What a conflict is about, without the words that show it where one of the texts told beside it is hardly more than these."""
    quoted = _QUOTED.search(about)
    words = quoted[1].rstrip(" …").casefold() if quoted else ""
    is_told = any(words in text.casefold() and len(words) >= _HARDLY_MORE * len(text) for text in told) if words else False
    return _without_words(about) if is_told else shorten(about, _LONGEST_MATTER)


def _without_words(about: str) -> str:
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
    return list(dict.fromkeys(_short_date(date_in_words(one_line(value.value))) for _, value in ordered))


def _short_date(value: str) -> str:
    """A value, of a date told at length ("from Sunday through Tuesday, October 28 (26–28 Oct 2025)") only the date in brackets."""
    dated = _DATED.search(value) if len(value) > _LONGEST_VALUE else None
    return dated[1] if dated else value
