"""Whose text a page says that it translates: "Translated from Norra Bladet", "Original: Norra Bladet"."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

from anyascii import anyascii

from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.records import Report
from stemma.stages.derive.paperhood import has_noun
from stemma.stages.derive.reading import Span

LONGEST_NOTE, MOST_LINES = 140, 400
"""Characters: a note of translation is a short line; so many lines of a page are read."""
_TRANSLATES = re.compile(r"\btranslat(?:ed|ions?)\b|\bwe translate\b|\b(?:rendered|put|turned) into English\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:^|(?<=\W))(?:from|original(?:ly)?(?: published)?(?: in| by)?|source)(?: ?:)? (?:the )?"
    r"(?:(?:[^\W\d_]{3,20}(?:-language)? )?(?:daily|newspaper|weekly|paper|magazine|(?:news )?agency|(?:news )?site|website|blog) )?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’&.-]{0,30}(?: (?:(?:de|del|der|des|du|di|da|la|le|el|al|of|y|e|et|und) )?[^\W\d_a-zß-öø-ÿ][\w'’&-]{0,30}){0,5}"
)
"""Words with a capital, and the little ones between them; letters of scripts without small ones count as capitals."""
_ENDS = re.compile(r"\s*(?:$|[,.;:()|\[\]–—-])")
_PARTS = re.compile(r"\s*[,.(/|]")
"""What stands between an outlet's name and the note that its text is translated."""
_READ_AS_T = frozenset("\u11ae\u11ba\u11bb\u11bd\u11be\u11c0\u11c2")
"""Korean consonants that close a syllable all as "t"."""


def translated_from(report: Report, lexicons: Lexicons) -> tuple[tuple[str, Span], ...]:
    """(name, span of the line) of each outlet that a page says it was translated from, in order of position; no languages or countries.

    The short lines round the article count: one that speaks of translating and names somebody, and, on a page that speaks of
    translating anywhere in such lines, one that opens with "from" or "original" and a name.
    """
    lines = list(_short_lines(report.text))
    is_translation = any(_TRANSLATES.search(report.text[start:end]) for start, end in lines)
    found = []
    for start, end in lines if is_translation else ():
        name = _name_in(report.text[start:end].strip())
        if name is not None and len(name) > 2 and look_up(name, lexicons) is None and not has_noun(name, lexicons):
            found.append((name, (start, end)))
    return tuple(found)


def _name_in(line: str) -> str | None:
    says = _TRANSLATES.search(line)
    for lead in _LEAD.finditer(line):
        name = _NAME.match(line, lead.end())
        if (says or lead.start() <= 1) and name and _ENDS.match(line, name.end()):
            return name.group().rstrip(".")
    first = _NAME.match(line, len(line) - len(line.lstrip('([«"“')))
    is_head = says is not None and first is not None and first.end() < says.start() and not _TRANSLATES.search(first.group())
    return (
        first.group().rstrip(".")
        if is_head and first is not None and _PARTS.match(line, first.end() - first.group().endswith("."))
        else None
    )


def _short_lines(text: str) -> Iterator[Span]:
    place, seen = 0, 0
    for line in text.split("\n"):
        if line.strip():
            seen += 1
            if len(line) <= LONGEST_NOTE and seen <= MOST_LINES:
                yield place, place + len(line)
        place += len(line) + 1


@lru_cache(maxsize=4096)
def romanise(text: str) -> str:
    """A text in Latin letters; Korean syllables as they are read at their end ("한빛" gives "HanBit")."""
    if text.isascii():
        return text
    return anyascii("".join(_closed(letter) for letter in text))


def _closed(letter: str) -> str:
    if not "가" <= letter <= "힣":
        return letter
    parts = normalize("NFD", letter)
    closing = "t" if len(parts) == 3 and parts[2] in _READ_AS_T else None
    return anyascii(normalize("NFC", parts[:2])) + closing if closing else anyascii(letter)
