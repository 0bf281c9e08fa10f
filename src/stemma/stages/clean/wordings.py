"""The furniture lexicon, compiled: which wordings of page furniture a line shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons

MARKS = ("related", "comments", "appeal", "chrome", "credit")
_LONGEST_READ = 600
_EDGES = " \t:;.,!?…·|•*-–—›»«>[](){}\"'“”‘’#►▶→+=_"


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """Furniture phrases by mark; ``within`` finds those that may stand anywhere in a line."""

    whole: dict[str, str]
    opening: tuple[tuple[str, str], ...]
    within: dict[str, re.Pattern[str]]


@lru_cache(maxsize=4)
def compile_wordings(lexicons: Lexicons) -> Wordings:
    rows = lexicons.rows("furniture")
    whole = {_bare(phrase): mark for mark, where, _, phrase in reversed(rows) if where == "line"}
    opening = tuple((phrase, mark) for mark, where, _, phrase in rows if where == "start")
    within = {mark: _any_of(phrase for named, where, _, phrase in rows if where == "in" and named == mark) for mark in MARKS}
    return Wordings(whole, opening, {mark: pattern for mark, pattern in within.items() if pattern.pattern})


def plain(text: str) -> str:
    """The form that wordings are compared in: lower case, plain apostrophes, at most the first 600 characters."""
    return text[:_LONGEST_READ].lower().replace("’", "'").replace("\u00a0", " ")


def whole_mark(folded: str, wordings: Wordings) -> str | None:
    """The mark of a line that is nothing but one phrase, or opens with one that only furniture opens with."""
    bare = _bare(folded)
    found = wordings.whole.get(bare)
    if found is None:
        found = next((mark for phrase, mark in wordings.opening if bare.startswith(phrase)), None)
    return found


def count_within(folded: str, mark: str, wordings: Wordings) -> int:
    pattern = wordings.within.get(mark)
    return len(pattern.findall(folded)) if pattern else 0


def _bare(text: str) -> str:
    return text.strip(_EDGES)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_bounded(phrase) for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))


def _bounded(phrase: str) -> str:
    """Latin, Cyrillic and Arabic phrases start at a word's edge; scripts without spaces do not."""
    return (r"\b" if phrase[0].isalpha() and phrase[0] < "\u3000" else "") + re.escape(phrase)
