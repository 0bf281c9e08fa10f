"""What the page says of its own making: AI, translation, wires, credits, corrections, sponsors."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast

from stemma.language.lexicon import Lexicons
from stemma.records import Disclosure, DisclosureKind
from stemma.stages.clean.lines import Line

_NAME_WORD = r"(?-i:[A-ZÀ-ÞА-ЯЁІЇ0-9][\w.&'’+-]{0,30})"
_WHO = rf"(?P<who>(?:(?-i:[Tt]he )?{_NAME_WORD}(?: (?:(?:of|and|the|for|de|la|du|der|di|&) )?{_NAME_WORD}){{0,5}}))"
_GAP = r"[^\n]{0,80}?"
_READ_CHARS = 700
_LEAD_CHARS = 120
_WIRE_KIND = "agency"
_OWN_WORDS = frozenset(
    {"staff", "agencies", "agency", "wire", "our", "reporter", "reporters", "correspondent", "writer", "desk", "web", "news"}
)


@lru_cache(maxsize=4)
def _patterns(lexicons: Lexicons) -> tuple[tuple[DisclosureKind, re.Pattern[str]], ...]:
    rows = lexicons.rows("disclosures")
    filled = [(kind, pattern.replace("<name>", _WHO, 1).replace("<gap>", _GAP)) for kind, _, pattern in rows]
    return tuple((cast(DisclosureKind, kind), re.compile(pattern, re.IGNORECASE)) for kind, pattern in filled)


@lru_cache(maxsize=4)
def _wire_patterns(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns for an agency in the first and in the last line of an article, and every agency's full name by any of its names."""
    names: dict[str, str] = {}
    for name, others, _, kind in lexicons.rows("news_outlets"):
        if kind.endswith(_WIRE_KIND):
            for form in (name, *(others.split("|") if others != "-" else ())):
                names.setdefault(form.casefold(), name)
    agency = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    lead = re.compile(rf"\((?P<who>{agency})\)\s{{0,3}}(?:[-–—:]|$)|^[^a-z]{{0,60}}?\b(?P<who2>{agency})\s{{0,2}}[-–—]\s", re.IGNORECASE)
    close = re.compile(
        rf"(?:[(\[]\s?(?P<who>{agency})(?:/[\w ]{{1,30}})?\s?[)\]]|[–—-]{{1,2}}\s{{0,2}}(?P<who2>{agency}))\W{{0,2}}$", re.IGNORECASE
    )
    return lead, close, names


def find_disclosures(lines: Sequence[Line], lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """Every disclosure on the given lines in order of position, at most one of a kind on a line, its span that of the wording
    (for a sentence-long note: the line). A machine translation is not listed as a translation a second time."""
    found = [disclosure for line in lines for disclosure in _on_line(line, lexicons)]
    return tuple(sorted(found, key=lambda disclosure: (disclosure.start, disclosure.kind)))


def _on_line(line: Line, lexicons: Lexicons) -> Iterator[Disclosure]:
    text = line.text[:_READ_CHARS]
    kinds: set[str] = set()
    for kind, pattern in _patterns(lexicons):
        if kind in kinds or (kind == "translation" and "ai_translation" in kinds) or (kind == "ai_text" and "ai_image" in kinds):
            continue
        match = pattern.search(text)
        if match:
            kinds.add(kind)
            start, end = (
                (line.start + match.start(), line.start + match.end())
                if match.end() < len(text) - 1 and match.start() > 0
                else (line.start, line.end)
            )
            yield Disclosure(kind=kind, start=start, end=end, detail=_credited(match))


def _credited(match: re.Match[str]) -> str | None:
    name = match.groupdict().get("who")
    if not name:
        return None
    name = re.split(r"\s[–—|-]\s|[,;]", name)[0].strip(" .")
    return name if name and name.casefold().split()[-1] not in _OWN_WORDS else None


def find_wire_marks(body: Sequence[Line], lexicons: Lexicons) -> tuple[Disclosure, ...]:
    """An agency named as the text's wire: "(Reuters) -" in the opening of the first paragraphs, "(AFP)" or "- AP" at the end of the last."""
    lead, close, names = _wire_patterns(lexicons)
    found: list[Disclosure] = []
    for line in body[:2]:
        match = lead.search(line.text[:_LEAD_CHARS])
        if match:
            found.append(_wire(match, line.start, names))
            break
    if body:
        tail = body[-1].text[-80:]
        match = close.search(tail)
        if match:
            found.append(_wire(match, body[-1].end - len(tail), names))
    return tuple(found)


def _wire(match: re.Match[str], offset: int, names: dict[str, str]) -> Disclosure:
    group = "who" if match.group("who") else "who2"
    name = match.group(group)
    return Disclosure(
        kind="wire", start=offset + match.start(group), end=offset + match.end(group), detail=names.get(name.casefold(), name)
    )


def is_notice(line: Line, lexicons: Lexicons) -> str | None:
    """The kind of disclosure that a whole line is, None where it is none."""
    return next((disclosure.kind for disclosure in _on_line(line, lexicons)), None)
