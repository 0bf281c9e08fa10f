"""What a report itself says of where its words come from: credits, wire marks, and the outlets that it cites."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import domain_key, is_outlet, listed_outlet, name_key, outlet_within
from stemma.records import Disclosure, Entity, Extraction, Page, Report
from stemma.text.normalise import fold, squash

SAME_HEADLINE = 80.0
"""Two headlines at least this alike (0..100, the best part of the longer against the shorter) are one."""

Form = Literal["wire", "credit", "translation", "citation"]
_FORMS: dict[str, Form] = {"wire": "wire", "credit": "credit", "translation": "translation", "ai_translation": "translation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """``report`` names ``name`` as where (part of) it comes from. ``reports`` are those of the pile that the name leads to, ``spans`` the
    words that say it or, for a citation, what is taken from there."""

    report: str
    form: Form
    name: str
    reports: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def read_declarations(pages: Sequence[Page], extraction: Extraction, lexicons: Lexicons) -> tuple[Declaration, ...]:
    """All declarations of a story's reports, by report; a credit before a citation of the same name."""
    keys = {page.report.id: outlet_keys(page.report, lexicons) for page in pages}
    known = {entity.id: entity for entity in extraction.entities}
    found: list[Declaration] = []
    for page in pages:
        named: set[str] = set()
        for form, name, spans in [*_credits(page.report), *_citations(page, extraction, known, lexicons)]:
            key = _full_key(name, lexicons)
            if key in named or key in keys[page.report.id] or (form == "citation" and _is_house_name(name, page.report)):
                continue
            named.add(key)
            reports = tuple(
                other.report.id
                for other in pages
                if other is not page and (key in keys[other.report.id] or (form != "citation" and _is_headline(other, page.report, spans)))
            )
            shown = name if form == "credit" else listed_outlet(name, lexicons) or name
            found.append(Declaration(report=page.report.id, form=form, name=shown, reports=reports, spans=spans))
    return tuple(found)


def outlet_keys(report: Report, lexicons: Lexicons) -> frozenset[str]:
    """The keys of all names by which a report's outlet may be cited."""
    outlet = report.outlet
    keys = {_full_key(outlet.name, lexicons), name_key(outlet.name)} if outlet and outlet.name else set()
    if outlet and outlet.domain:
        keys |= {domain_key(outlet.domain), _full_key(domain_key(outlet.domain), lexicons)}
    return frozenset(key for key in keys if key)


def _full_key(name: str, lexicons: Lexicons) -> str:
    return name_key(listed_outlet(name, lexicons) or name)


def _credits(report: Report) -> Iterator[tuple[Form, str, tuple[tuple[int, int], ...]]]:
    for disclosure in sorted(report.disclosures, key=lambda disclosure: (disclosure.start, disclosure.kind)):
        if disclosure.detail and disclosure.kind in _FORMS:
            yield _FORMS[disclosure.kind], squash(disclosure.detail), (_with_credit_blocks(report, disclosure),)


def _with_credit_blocks(report: Report, disclosure: Disclosure) -> tuple[int, int]:
    """The disclosure and the credit blocks that it touches: the headline may stand on the next line."""
    start, end = disclosure.start, disclosure.end
    for block in report.blocks:
        if block.kind == "credit" and block.start <= end + 2 and block.end >= start - 2:
            start, end = min(start, block.start), max(end, block.end)
    return start, end


def _citations(
    page: Page, extraction: Extraction, known: Mapping[str, Entity], lexicons: Lexicons
) -> list[tuple[Form, str, tuple[tuple[int, int], ...]]]:
    """The outlets that the report's statements are attributed to, each with those statements' spans."""
    cited: dict[str, list[tuple[int, int]]] = {}
    for statement in extraction.statements:
        if statement.report != page.report.id:
            continue
        for link in statement.attribution:
            name = _outlet_name(known.get(link.entity or ""), link.source, lexicons)
            if name is not None:
                cited.setdefault(name, []).append((statement.start, statement.end))
    return [("citation", name, tuple(sorted(spans))) for name, spans in sorted(cited.items())]


def _outlet_name(entity: Entity | None, source: str, lexicons: Lexicons) -> str | None:
    if entity is None:
        return outlet_within(source, lexicons)
    if entity.type in {"person", "place", "event"}:
        return None
    listed = next((full for name in (entity.name, *entity.aliases) if (full := listed_outlet(name, lexicons)) is not None), None)
    return listed or (entity.name if is_outlet(entity.name, lexicons) else None)


def _is_house_name(name: str, report: Report) -> bool:
    """Whether a page that does not say whose it is carries the name round its article: an outlet that cites itself."""
    if report.outlet is not None:
        return False
    around = (report.text[block.start : block.end] for block in report.blocks if block.kind in {"chrome", "notice"})
    return any(fold(name) in fold(words) for words in around)


def _is_headline(page: Page, report: Report, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether the words of a credit hold the page's headline."""
    title = fold(page.report.title or "")
    credit = fold(" ".join(report.text[start:end] for start, end in spans))
    return 20 <= len(title) <= len(credit) and fuzz.partial_ratio(title, credit) >= SAME_HEADLINE
