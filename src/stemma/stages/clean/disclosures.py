"""What the page says of its own making: AI, translation, credits, corrections, sponsors."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.records import Disclosure, DisclosureKind
from stemma.stages.clean.lines import Line
from stemma.stages.clean.outlets import cut_at_stop

_NAME_WORD = r"(?-i:[A-ZÀ-ÞА-ЯЁІЇ0-9][\w.&'’+-]{0,30})"
_WHO = rf"(?P<who>(?:(?-i:[Tt]he )?{_NAME_WORD}(?: (?:(?:of|and|the|for|de|la|du|der|di|&) )?{_NAME_WORD}){{0,5}}))"
_GAP = r"[^\n]{0,80}?"
_OTHER_SCRIPTS = frozenset({"ru", "uk", "ar", "ko", "ja", "zh"})
_REPORTING = re.compile(r"\breporting\b", re.IGNORECASE)
_READ_CHARS = 700
_LONGEST_NOTICE, _NOTICE_START = 420, 4
_OWN_WORDS = frozenset(
    {"staff", "agencies", "agency", "wire", "our", "reporter", "reporters", "correspondent", "writer", "desk", "web", "news", "the", "and"}
)
_STAFF_WORDS = frozenset({"staff", "agencies", "reporter", "reporters", "correspondent", "writer", "desk"})


Finder = Callable[[str], re.Match[str] | None]


@lru_cache(maxsize=8)
def _finders(lexicons: Lexicons, *, is_ascii: bool) -> tuple[tuple[DisclosureKind, Finder], ...]:
    """How each wording is looked for; those bound to a line's start are tried there only, and those in other scripts only on lines
    that can hold them, which is most of the speed."""
    found: list[tuple[DisclosureKind, Finder]] = []
    for kind, language, pattern in lexicons.rows("disclosures"):
        if is_ascii and language in _OTHER_SCRIPTS:
            continue
        for part in _alternatives(pattern):
            compiled = re.compile(part.replace("<name>", _WHO, 1).replace("<gap>", _GAP), re.IGNORECASE)
            found.append((cast(DisclosureKind, kind), compiled.match if part.startswith("^") else compiled.search))
    return tuple(found)


def _alternatives(pattern: str) -> tuple[str, ...]:
    """The top-level alternatives of a pattern.

    >>> _alternatives(r"^a(?:b|c)|d[|]")
    ('^a(?:b|c)', 'd[|]')
    """
    parts, depth, in_class, start = [], 0, False, 0
    for index, char in enumerate(pattern):
        if index and pattern[index - 1] == "\\":
            continue
        in_class = char == "[" or (in_class and char != "]")
        depth += 0 if in_class else (char == "(") - (char == ")")
        if char == "|" and depth == 0 and not in_class:
            parts.append(pattern[start:index])
            start = index + 1
    return (*parts, pattern[start:])


def find_disclosures(lines: Sequence[Line], lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """Every disclosure on the given lines in order of position, at most one of a kind on a line, its span that of the wording
    (for a sentence-long note: the line). A machine translation is not listed as a translation a second time."""
    found = [disclosure for line in lines for disclosure in _on_line(line, lexicons)]
    return tuple(sorted(found, key=lambda disclosure: (disclosure.start, disclosure.kind)))


def _on_line(line: Line, lexicons: Lexicons) -> Iterator[Disclosure]:
    text = line.text[:_READ_CHARS]
    kinds: set[str] = set()
    for kind, find in _finders(lexicons, is_ascii=text.isascii()):
        if kind in kinds or (kind == "translation" and "ai_translation" in kinds) or (kind == "ai_text" and "ai_image" in kinds):
            continue
        match = find(text)
        if match:
            kinds.add(kind)
            is_whole = match.start() < _NOTICE_START or len(text) <= _LONGEST_NOTICE
            start, end = (line.start, line.end) if is_whole else (line.start + match.start(), line.start + match.end())
            yield Disclosure(kind=kind, start=start, end=end, detail=_credited(match, lexicons))


@lru_cache(maxsize=4)
def _outlet_names(lexicons: Lexicons) -> frozenset[str]:
    rows = lexicons.rows("news_outlets")
    return frozenset(form.casefold() for name, others, *_ in rows for form in (name, *others.split("|")))


def _credited(match: re.Match[str], lexicons: Lexicons) -> str | None:
    outlets = _outlet_names(lexicons)
    name = match.groupdict().get("who")
    if not name:
        return None
    name = cut_at_stop(re.split(r"\s[–—|-]\s|[,;]", name)[0]).strip(" .")
    if _REPORTING.search(match.group()) and name.casefold() not in outlets and not is_outlet(name, lexicons):
        return None
    words = name.casefold().split()
    if name in _tongues(lexicons):
        return None
    return name if words and not _OWN_WORDS.issuperset(words) and words[-1] not in _STAFF_WORDS else None


@lru_cache(maxsize=4)
def _tongues(lexicons: Lexicons) -> frozenset[str]:
    """What languages are called, which are no outlets ("translated from Korean")."""
    return frozenset(form for row in lexicons.rows("countries") for form in row[3].split("|"))


def read_notice(line: Line, lexicons: Lexicons) -> DisclosureKind | None:
    """The kind of disclosure that a line as a whole is: one that opens with the wording, or holds it and is no long paragraph."""
    if len(line.text) > _LONGEST_NOTICE:
        return None
    return next((disclosure.kind for disclosure in _on_line(line, lexicons)), None)
