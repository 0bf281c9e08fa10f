"""Where a name stands among a page's first lines: as its headline, as an entry of a list, or where a site puts its name."""

import re
from collections.abc import Sequence

from stemma.stages.clean.lines import Line
from stemma.stages.clean.nameplates import Nameplate

_FEWEST_CELLS = 3
_WORD_NEXT = re.compile(r"\s\w")
_ROWS = frozenset({"td", "th", "tr", "table", "nav"})


def names_site(plate: Nameplate, lines: Sequence[Line], title_at: int | None) -> bool:
    """Whether a name may be the site's where it stands. The headline is none, save a page's very first line; nor is an entry of a list of
    links, save a first one in capitals; nor are the cells of a row of menu entries, run together into one line.

    Of the names that headlines below a first line, and lists below their first entry, began with on 2,000 invented and 240 real pages
    none of 13 and none of 39 was the outlet's.
    """
    is_first = plate.index == 0
    if title_at is not None and not is_first and plate.index >= title_at:
        return False
    markup = lines[plate.index].markup
    if markup is None:
        return True
    if not is_first and (markup.tag == "h1" or (markup.tag == "h2" and not _is_made(plate))):
        return False
    if markup.tag == "li":
        return is_first and plate.name.isupper()
    return not (_is_row(markup.tag, markup.landmarks) and _is_run_of_cells(plate, lines[plate.index].text))


def _is_row(tag: str, landmarks: frozenset[str]) -> bool:
    return tag in _ROWS or "nav" in landmarks


def _is_run_of_cells(plate: Nameplate, line: str) -> bool:
    """Whether three words or more, with no mark between them and what follows, none a link between others, are not made like an outlet's
    name and not set in capitals."""
    words, rest = plate.name.split(), line.partition(plate.name)[2]
    if rest and not _WORD_NEXT.match(rest):
        return False
    return len(words) >= _FEWEST_CELLS and all(word[0].isupper() for word in words) and not _is_made(plate) and not plate.name.isupper()


def _is_made(plate: Nameplate) -> bool:
    return any(feature.name in ("form", "listed") and feature.value for feature in plate.features)
