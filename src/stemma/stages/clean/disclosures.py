"""What the page says of its own making: AI, translation, credits, corrections, sponsors."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import cast

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.records import Disclosure, DisclosureKind
from stemma.stages.clean.lines import Line
from stemma.stages.clean.literals import alternatives, required
from stemma.stages.clean.outlets import cut_at_stop
from stemma.text.needles import Needles

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
    """A wording: what it discloses, its pattern, and whether it is written in Latin letters."""

    kind: DisclosureKind
    pattern: str
    is_latin: bool

    def find(self, text: str) -> re.Match[str] | None:
        """Where it stands; one bound to a line's start is tried there only. Compiled when first needed: few pages ask for many."""
        compiled = _compile(self.pattern)
        return compiled.match(text) if self.pattern.startswith("^") else compiled.search(text)


@lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("<name>", _WHO, 1).replace("<gap>", _GAP), re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class _Finders:
    """All wordings; ``by_word`` tells by a word which of them ask for it, ``wordless`` are those that ask for none."""

    each: tuple[_Finder, ...]
    needles: Needles
    by_word: dict[bytes, tuple[int, ...]]
    wordless: tuple[int, ...]


@lru_cache(maxsize=8)
def _finders(lexicons: Lexicons) -> _Finders:
    """Every wording of the lexicon, and the words that it asks for."""
    found: list[_Finder] = []
    wordless: list[int] = []
    by_word: dict[str, list[int]] = {}
    for kind, language, pattern in lexicons.rows("disclosures"):
        for part in alternatives(pattern):
            words = required(part.replace("<name>", ".").replace("<gap>", "."))
            for word in words:
                by_word.setdefault(word, []).append(len(found))
            wordless += [] if words else [len(found)]
            found.append(_Finder(cast(DisclosureKind, kind), part, language not in _OTHER_SCRIPTS))
    asking = {word.encode(): tuple(indices) for word, indices in by_word.items()}
    return _Finders(tuple(found), Needles(by_word), asking, tuple(wordless))


def _candidates(texts: Sequence[str], finders: _Finders) -> dict[int, set[int]]:
    """For each text that may hold a wording, by its index, which ones: one look at all the texts together saves hundreds at each."""
    lowered = [text.lower().encode("utf-8", "replace") for text in texts]
    starts = list(accumulate((len(text) + 1 for text in lowered), initial=0))
    found: dict[int, set[int]] = {}
    for place, word in finders.needles.find(b"\n".join(lowered)):
        found.setdefault(bisect_right(starts, place) - 1, set()).update(finders.by_word[word])
    for index in finders.wordless:
        for number, text in enumerate(texts):
            if finders.each[index].is_latin or not text.isascii():
                found.setdefault(number, set()).add(index)
    return found


def find_disclosures(lines: Sequence[Line], lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """Every disclosure on the given lines in order of position, at most one of a kind on a line, its span that of the wording
    (for a sentence-long note: the line). A machine translation is not listed as a translation a second time."""
    finders = _finders(lexicons)
    candidates = _candidates([line.text[:_READ_CHARS] for line in lines], finders)
    found = [one for index in sorted(candidates) for one in _on_line(lines[index], finders, candidates[index], lexicons)]
    return tuple(sorted(found, key=lambda disclosure: (disclosure.start, disclosure.kind)))


def _on_line(line: Line, finders: _Finders, candidates: Set[int], lexicons: Lexicons) -> Iterator[Disclosure]:
    text = line.text[:_READ_CHARS]
    is_ascii = text.isascii()
    kinds: set[str] = set()
    for finder in [finders.each[index] for index in sorted(candidates)]:
        kind = finder.kind
        if kind in kinds or (kind == "translation" and "ai_translation" in kinds) or (kind == "ai_text" and "ai_image" in kinds):
            continue
        if is_ascii and not finder.is_latin:
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
    finders = _finders(lexicons)
    short = [index for index, line in enumerate(lines) if len(line.text) <= _LONGEST_NOTICE]
    candidates = _candidates([lines[index].text for index in short], finders)
    kinds: list[DisclosureKind | None] = [None] * len(lines)
    for number, chosen in candidates.items():
        index = short[number]
        kinds[index] = next((disclosure.kind for disclosure in _on_line(lines[index], finders, chosen, lexicons)), None)
    return tuple(kinds)
