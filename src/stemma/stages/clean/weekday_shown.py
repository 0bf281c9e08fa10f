"""The weekday under which a page stands that shows no day: "Monday, five past six", "Posted Tuesday evening", "TUE | 9.15"."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import PossibleDay
from stemma.stages.clean.dates import calendar_key, clock_behind
from stemma.stages.clean.lines import Line

_LONGEST = 60
_SHORTEST_NAME = 5
_PARTS = re.compile(r"\s*[|·•()\[\]]\s*|:\s+|\s+[-–—]\s+|\s*[—]\s*|,\s+")
_OPENING = re.compile(r"(?P<name>[^\W\d_]+)\.?(?:\s(?P<day>[0-3]?\d)(?![\d:]|\.\d|\s?[aApP]\.?[mM]))?(?![\w'’-])")
_CLOSING = re.compile(r"(?<![\w'’-])(?P<name>[^\W\d_]+)\.?$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
SENTENCE_END = re.compile(r"[^\W\d]{3}[.!?]['\"”’)]?$")
"""How a line ends that is running text, not an abbreviation."""
_NOT_ITS_OWN = re.compile(r"(?:\b(?:every|each|on|last|next|this|a|the|since|until|till|from|by|of|for|to|and|or)|&)\s$", re.IGNORECASE)


def find_weekdays_shown(lines: Sequence[Line], lexicons: Lexicons) -> Iterator[PossibleDay]:
    """The weekday that opens a part of each of these lines, or closes one that "posted" opens, with the day of the month if one does.

    Short names ("Tue"; but a paper may be the Sun) count only alone or behind such a word. A line that tells two weekdays, or a year, is no
    date.
    """
    for line in lines:
        if len(line.text) <= _LONGEST and not _YEAR.search(line.text) and not SENTENCE_END.search(line.text):
            found = list(_on_line(line, lexicons))
            if len({one.weekday for one in found}) == 1:
                yield found[0]


def _on_line(line: Line, lexicons: Lexicons) -> Iterator[PossibleDay]:
    numbers, published = _weekdays(lexicons), _published(lexicons)
    for start, end in _parts(line.text):
        part = line.text[start:end]
        label = published.match(part)
        at = label.end() if label else 0
        opening, closing = _OPENING.match(part, at), _CLOSING.search(part)
        for match in (opening, closing):
            weekday = numbers.get(calendar_key(match["name"])) if match else None
            if match is None or weekday is None or _NOT_ITS_OWN.search(part[: match.start()]):
                continue
            is_alone = match.start() == at and match.end() == len(part)
            is_weak = match is closing or len(match["name"]) < _SHORTEST_NAME
            if is_weak and not (label or is_alone):
                continue
            day = match.groupdict().get("day")
            yield PossibleDay(
                year=None,
                month=None,
                day=int(day) if day else None,
                weekday=weekday,
                clock=clock_behind(line.text, start + match.end(), lexicons),
                start=line.start + start + match.start(),
                end=line.start + start + match.end(),
            )
            break


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARTS.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


@lru_cache(maxsize=4)
def _weekdays(lexicons: Lexicons) -> dict[str, int]:
    return {calendar_key(form): int(number) for number, _, form in lexicons.rows("weekdays") if len(form) > 2}


@lru_cache(maxsize=4)
def _published(lexicons: Lexicons) -> re.Pattern[str]:
    words = {row[2] for row in lexicons.rows("date_words") if row[0] in ("published", "updated")}
    forms = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{forms})(?:\s(?:on|am|le|el|il|op|den))?\s", re.IGNORECASE)
