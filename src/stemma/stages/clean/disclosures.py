"""What the page says of its own making: AI, translation, credits, corrections, sponsors."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.records import Disclosure, DisclosureKind
from stemma.stages.clean.lines import Line
from stemma.stages.clean.literals import alternatives, required
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


@dataclass(frozen=True, slots=True, eq=False)
class _Finder:
    """A wording: what it discloses, the words of which a text must hold one, and how it is looked for."""

    kind: DisclosureKind
    words: frozenset[bytes]
    find: Callable[[str], re.Match[str] | None]
    is_latin: bool


@lru_cache(maxsize=8)
def _finders(lexicons: Lexicons) -> tuple[_Finder, ...]:
    """How each wording is looked for; those bound to a line's start are tried there only."""
    found: list[_Finder] = []
    for kind, language, pattern in lexicons.rows("disclosures"):
        for part in alternatives(pattern):
            compiled = re.compile(part.replace("<name>", _WHO, 1).replace("<gap>", _GAP), re.IGNORECASE)
            words = frozenset(word.encode() for word in required(part.replace("<name>", ".").replace("<gap>", ".")))
            find = compiled.match if part.startswith("^") else compiled.search
            found.append(_Finder(cast(DisclosureKind, kind), words, find, language not in _OTHER_SCRIPTS))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """The wordings that some lines can hold at all, and their words that these lines hold: one look at all the lines together saves a
    hundred at each. Compared as bytes, which are searched fastest."""

    finders: tuple[_Finder, ...]
    words: tuple[bytes, ...]
    has_wordless: bool


@lru_cache(maxsize=4)
def _all_words(lexicons: Lexicons) -> tuple[bytes, ...]:
    return tuple(sorted({word for finder in _finders(lexicons) for word in finder.words}))


def _search(lines: Sequence[Line], lexicons: Lexicons) -> _Search:
    text = _bytes("\n".join([line.text[:_READ_CHARS] for line in lines]))
    words = frozenset(word for word in _all_words(lexicons) if word in text)
    finders = tuple(finder for finder in _finders(lexicons) if not finder.words or not words.isdisjoint(finder.words))
    return _Search(finders, tuple(sorted(words)), any(not finder.words for finder in finders))


def _bytes(text: str) -> bytes:
    return text.lower().encode("utf-8", "replace")


def find_disclosures(lines: Sequence[Line], lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """Every disclosure on the given lines in order of position, at most one of a kind on a line, its span that of the wording
    (for a sentence-long note: the line). A machine translation is not listed as a translation a second time."""
    search = _search(lines, lexicons)
    found = [disclosure for line in lines for disclosure in _on_line(line, search, lexicons)]
    return tuple(sorted(found, key=lambda disclosure: (disclosure.start, disclosure.kind)))


def _on_line(line: Line, search: _Search, lexicons: Lexicons) -> Iterator[Disclosure]:
    text = line.text[:_READ_CHARS]
    lowered = _bytes(text)
    words = [word for word in search.words if word in lowered]
    if not words and not search.has_wordless:
        return
    is_ascii = text.isascii()
    kinds: set[str] = set()
    for finder in search.finders:
        kind = finder.kind
        if kind in kinds or (kind == "translation" and "ai_translation" in kinds) or (kind == "ai_text" and "ai_image" in kinds):
            continue
        if (is_ascii and not finder.is_latin) or (finder.words and finder.words.isdisjoint(words)):
            continue
        match = finder.find(text)
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


def read_notices(lines: Sequence[Line], lexicons: Lexicons) -> tuple[DisclosureKind | None, ...]:
    """For each line the kind of disclosure that it is as a whole: one that opens with the wording, or holds it and is no long paragraph."""
    search = _search([line for line in lines if len(line.text) <= _LONGEST_NOTICE], lexicons)
    return tuple(
        next((disclosure.kind for disclosure in _on_line(line, search, lexicons)), None) if len(line.text) <= _LONGEST_NOTICE else None
        for line in lines
    )
