"""Of how much a number tells: of a moment on the way, of a whole that others count in part, of a part."""

import re
from functools import lru_cache

from stemma.stages.corroborate.comparing.reading import Reading

_ON_THE_WAY = re.compile(
    r"\b(?:so far|ahead|leading|lead of|counted|partial|provisional|preliminary|before (?:the )?polls closed"
    r"|(?:at|by|as of) (?:noon|midnight|midday|nightfall|\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m))",
    re.IGNORECASE,
)
_AS_A_WHOLE = re.compile(
    r"\b(?:(?:both|two|three|all) countries|combined|worldwide|globally|altogether|nationwide|overall|in total)\b", re.IGNORECASE
)
_PART = re.compile(r"\s+of\s+(?:the|them|whom|which|those|these|his|her|its|their|our)\b", re.IGNORECASE)

_AHEAD = re.compile(r"\b(?:ahead|leading|lead of|margin)\b", re.IGNORECASE)
"""What may grow smaller on the way."""
_WORDS_BEFORE = 32
_SOME_BEFORE = re.compile(r"\b(?:including|among (?:them|those|whom)|of (?:whom|them))\W+(?:at least |about )?$", re.IGNORECASE)
_SOME_AFTER = re.compile(r"\s+(?:(?:was|were|are|is)\s+)?among\b", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"[\w,.-]+(?: dozen| hundred| thousand| million)? of (?:(?:the|its|their|his|her|those|these|all|our|some) )*", re.IGNORECASE
)
_MODIFIER = re.compile(r"\S+-[^\W\d]{3,}")


@lru_cache(maxsize=1 << 12)
def scope_of(reading: Reading) -> tuple[bool, bool]:
    """Whether a number is of a moment on the way ("ahead by 300 votes at 11 p.m."), and whether of a whole that others count in part."""
    text = reading.statement.text
    return _ON_THE_WAY.search(text) is not None, _AS_A_WHOLE.search(text) is not None


def may_outgrow(on_the_way: Reading, value: float, in_the_end: float) -> bool:
    """Whether a number of a moment on the way contradicts the one of the whole: what has been counted by nightfall is no more than what is
    counted in the end ("by nightfall 12,000 had left", "1,200 were moved")."""
    return value > in_the_end and _AHEAD.search(on_the_way.statement.text) is None


def is_part(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start:end`` counts some of those that are known ("eight of them")."""
    if " " in text[start:end]:
        return _PART.search(text, start, end) is not None
    return _PART.match(text, end) is not None


def are_among(text: str, start: int, end: int) -> bool:
    """Whether the number at ``start:end`` is said to count some of more ("twelve, including ten tourists", "two were among …")."""
    return _SOME_AFTER.match(text, end) is not None or _SOME_BEFORE.search(text, max(0, start - _WORDS_BEFORE), start) is not None


def modifies(text: str, start: int, end: int, unit: str) -> bool:
    """Whether the number at ``start:end`` is a part of a word that tells of what kind something is ("a two-car tram")."""
    return _MODIFIER.fullmatch(text, start, end) is not None and text[start:end].lower().endswith(f"-{unit}")


def is_whole_of(text: str, part: int, start: int) -> bool:
    """Whether the number at ``start`` is the whole of which the one at ``part`` is told ("two of the three")."""
    return part < start and _OF_WHOLE.fullmatch(text, part, start) is not None
