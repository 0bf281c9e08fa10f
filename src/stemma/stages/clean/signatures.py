"""The agency whose own page it is: the mark in its dateline is what the page's first line opens with, or what its last line signs with."""

import re
from collections.abc import Iterator, Sequence

from stemma.language.outlets import name_key
from stemma.stages.clean.plate_names import is_acronym_of

_DATELINE = re.compile(
    r"^.{2,70}?(?:\((?P<name>[A-ZÀ-Þ][\w.&' -]{1,40})\)\s?(?:[-–—:]{1,2}(?:\s|$))"
    r"|, (?:[A-Z][a-z]{2,8}\.? \d{1,2},? )?(?P<short>[A-Z]{2,6})(?:\s[-–—]{1,2}\s|$))"
)
_BYLINE = re.compile(r"^[Bb][Yy] [^,\n]{3,60}, (?P<mark>[A-Z]{2,6})(?:,|$)")
_OPENING = re.compile(r"\W{0,3}(\d{0,2}[^\W\d_]{2,30})")
"""The first word of a page, without the number of a dispatch that may run into it ("APB0014")."""
_DISPATCH = re.compile(r"\W{0,3}(?P<initial>[A-Z])[A-Z]{1,5}(?:[-/ ][A-Z]{2,12}){0,3}[-/ ]?(?!(?:19|20)\d\d\b)\d{3,8}\b")
"""The number of a dispatch over its text ("NWB-ALV-0091"): the letters before it begin like its agency."""
_SIGNED_OFF = re.compile(r"^\W{0,2}(?P<mark>[^\W\d_]{2,8})\W?(?:[/ ][a-z]{2,3}){1,3}(?:/\d{2,4})?\W{0,2}$|^\W?-(?P<alone>[A-Z]{2,6})-$")
_LEAD_LINES, _LAST_LINES, _LONGEST_LINE = 3, 2, 400
_FEWEST_INITIALS = 2


def signatures(before: Sequence[str], between: Sequence[str], body: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(sign, name) of the mark in a dateline of the lines above the article, ``between`` its headline and its text, or of its first, or in
    a byline there ("By Ann Alva, APB"): ``signed`` where the page's first line opens with it or with its initials ("ND/EDU/1940" over
    "LAHORE (National Desk):") or is a dispatch's number that begins like it, ``signs_off`` where one of the last lines is its mark with
    the initials of people ("APB/nd"). A page that only takes an agency's text over has the mark in the dateline alone."""
    found = (_DATELINE.match(line[:_LONGEST_LINE]) for line in (*before, *between, *body[:_LEAD_LINES]))
    marks = dict.fromkeys((match["name"] or match["short"]).strip() for match in found if match)
    bylines = (_BYLINE.match(line.strip()[:_LONGEST_LINE]) for line in (*before, *between, *body[:_LEAD_LINES]))
    marks |= dict.fromkeys(match["mark"] for match in bylines if match)
    first = next(iter((*before, *between, *body)), "")
    opening, dispatch = _OPENING.match(first), _DISPATCH.match(first)
    offs = [
        match["mark"] or match["alone"] for line in (*body, *after)[-_LAST_LINES:] if (match := _SIGNED_OFF.match(line[:_LONGEST_LINE]))
    ]
    for mark in marks:
        is_numbered = dispatch is not None and dispatch["initial"] == mark.removeprefix("The ")[0].upper()
        if is_numbered or (opening is not None and _is_of(opening[1], mark)):
            yield "signed", mark
        if any(_is_of(off, mark) for off in offs):
            yield "signs_off", mark


def _is_of(short: str, mark: str) -> bool:
    """Whether a word is a mark, or the capitals in it."""
    capitals = "".join(letter for letter in mark if letter.isupper())
    is_initials = len(capitals) >= _FEWEST_INITIALS and short.upper() == capitals
    return name_key(short) == name_key(mark) or is_initials or is_acronym_of(short, mark)
