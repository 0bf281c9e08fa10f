"""The furniture lexicon, compiled: which wordings of page furniture a line shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.plain_words import LETTERS_DIGITS, split_plain

_LONGEST_READ = 600
START = 3
"""How many letters openings are kept under."""
_EDGES = " \t:;.,!?…·|•*-–—›»«>[](){}\"'“”‘’#►▶→+=_"
_COUNT = re.compile(r"^\d[\d.,]{0,9}\s|\s\(?\d[\d.,]{0,9}$")
_TOKEN = re.compile(r"[^\W_]+|©")


@dataclass(frozen=True, slots=True, eq=False)
class Wordings:
    """Furniture phrases with their marks: whole lines, openings of lines by their first three letters, and those that may stand anywhere,
    which are looked up by their first word where their script has words apart. ``abbreviations`` are words that a full stop belongs to,
    without it."""

    whole: dict[str, str]
    opening: dict[str, tuple[tuple[str, str], ...]]
    within: dict[str, tuple[tuple[str, str], ...]]
    within_unspaced: tuple[tuple[str, str], ...]
    unspaced_start: re.Pattern[str]
    abbreviations: frozenset[str] = frozenset()


@lru_cache(maxsize=4)
def compile_wordings(lexicons: Lexicons) -> Wordings:
    """The furniture lexicon by the way its phrases are looked for."""
    rows = lexicons.rows("furniture")
    whole = {_bare(phrase): mark for mark, where, _, phrase in reversed(rows) if where == "line"}
    opening: dict[str, list[tuple[str, str]]] = {}
    for mark, where, _, phrase in rows:
        if where == "start":
            opening.setdefault(phrase[:START], []).append((phrase, mark))
    anywhere = [(phrase, mark) for mark, where, _, phrase in rows if where == "in"]
    by_word: dict[str, list[tuple[str, str]]] = {}
    for phrase, mark in anywhere:
        if _is_latin(phrase):
            by_word.setdefault(_TOKEN.findall(phrase)[0], []).append((phrase, mark))
    unspaced = tuple((phrase, mark) for phrase, mark in anywhere if not _is_latin(phrase))
    within = {word: tuple(phrases) for word, phrases in by_word.items()}
    starts = re.compile("[" + re.escape("".join(sorted({phrase[0] for phrase, _ in unspaced}))) + "]")
    shortened = frozenset(form.removesuffix(".") for form, _ in lexicons.rows("abbreviations"))
    return Wordings(whole, {start: tuple(found) for start, found in opening.items()}, within, unspaced, starts, shortened)


def plain(text: str) -> str:
    """The form that wordings are compared in: lower case, plain apostrophes, at most the first 600 characters."""
    return text[:_LONGEST_READ].lower().replace("’", "'").replace("\u00a0", " ")


def whole_mark(folded: str, wordings: Wordings) -> str | None:
    """The mark of a line that is nothing but one phrase, or opens with one that only furniture opens with; a number
    before or behind it ("167 Comments") changes nothing."""
    bare = _bare(folded)
    found = wordings.whole.get(bare)
    if found is None and (bare[:1].isdigit() or bare[-1:].isdigit()):
        bare = _bare(_COUNT.sub("", bare))
        found = wordings.whole.get(bare)
    if found is None and bare[:START] in wordings.opening:
        found = next((mark for phrase, mark in wordings.opening[bare[:START]] if bare.startswith(phrase)), None)
    return found


def tokens_of(folded: str) -> list[str]:
    """The runs of letters and digits of a line, by which phrases are looked up."""
    return split_plain(folded, LETTERS_DIGITS) if folded.isascii() else _TOKEN.findall(folded)


def marks_within(folded: str, words: Iterable[str], wordings: Wordings) -> list[str]:
    """The mark of every different phrase that stands somewhere in a line, in no order; ``words`` are the line's."""
    by_word = wordings.within
    found = [mark for word in by_word.keys() & words for phrase, mark in by_word[word] if phrase in folded]
    if not folded.isascii() and wordings.unspaced_start.search(folded):
        found += [mark for phrase, mark in wordings.within_unspaced if phrase in folded]
    return found


def _is_latin(phrase: str) -> bool:
    return phrase[0] == "©" or phrase[0] < "\u0250"


def _bare(text: str) -> str:
    return text.strip(_EDGES)
