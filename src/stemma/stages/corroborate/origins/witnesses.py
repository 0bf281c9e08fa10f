"""What is known of each report as a witness: its outlet, whom it credits, whether it shows work of its own, whom it drew on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.owners import owner_of
from stemma.records import Derivation, Entity, Extraction, Page, Statement
from stemma.text.normalise import fold

NEAR = 320
"""Characters: how near to a statement the words must stand by which a report shows that its outlet saw or asked for itself."""
TAKES = frozenset({"copies", "rewrites", "translates", "shares_wire"})
_INITIALS = re.compile(r"\(([A-Z]{2,6})\)")
_WITNESSED = "was|were|saw|watched|heard|stood|counted|witnessed|met|joined"
_WITNESSES = re.compile(rf" (?:{_WITNESSED})\b")
_FULL_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}"
_FIRST_PERSON = r"\bI (?:was|saw|watched|heard|counted|could|met|stood|walked|spoke)\b"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Witness:
    """``initials`` are those by which the page signs its outlet ("TARN (HNA) -"). ``outlet_key`` is the same for reports of one outlet,
    ``text_key`` for reports of one text. ``own_work`` holds the spans of words that show the outlet's own reporting. ``owner`` owns the
    outlet, where that is known. ``credit`` is the wire service credited for the whole text. ``taken`` are the directed derivations of this
    report, ``undecided`` those whose order is open (of either side)."""

    report: str
    name: str
    initials: str | None
    outlet_key: str | None
    owner: str | None
    text_key: str
    own_work: tuple[tuple[int, int], ...]
    credit: str | None
    taken: tuple[Derivation, ...]
    undecided: tuple[Derivation, ...]

    def shows_own_work(self, statement: Statement) -> bool:
        """Whether the statement stands near words that show the outlet's own reporting."""
        return any(statement.start - NEAR <= end and start <= statement.end + NEAR for start, end in self.own_work)


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Brings the names of sources together: an entity's id for every name it is known by, else the folded name."""

    entities: Mapping[str, Entity]
    by_name: Mapping[str, str]

    def key(self, name: str, entity: str | None = None) -> str:
        """What all names of one source share."""
        if entity is not None:
            return entity
        plain = plain_name(name)
        return self.by_name.get(plain) or self._inside(plain) or plain

    def _inside(self, plain: str) -> str | None:
        """The one body or person whose name ends a longer description ("state news agency KCNA"), or begins it ("KCNA news agency")."""
        words = plain.split()
        for count in range(len(words) - 1, 0, -1):
            for part in (" ".join(words[-count:]), " ".join(words[:count])):
                entity = self.entities.get(self.by_name.get(part, ""))
                if entity is not None and entity.type in {"person", "organisation"} and len(part) > 2:
                    return entity.id
        return None

    def show(self, name: str, entity: str | None = None) -> str:
        """The best name for readers."""
        known = self.entities.get(self.key(name, entity))
        return known.name if known else name.strip()


def plain_name(name: str) -> str:
    """A name as it is compared: folded, without article or possessive."""
    return re.sub(r"^(?:the|his|her|its|their|our) ", "", fold(name)).strip(" .,;:'\"-")


def read_names(extraction: Extraction) -> Names:
    """The names of all entities; a name that two of them share leads to neither."""
    owners: dict[str, set[str]] = {}
    for entity in extraction.entities:
        for name in (entity.name, *entity.aliases):
            owners.setdefault(plain_name(name), set()).add(entity.id)
    single = {name: next(iter(ids)) for name, ids in sorted(owners.items()) if len(ids) == 1}
    return Names(entities={entity.id: entity for entity in extraction.entities}, by_name=single)


def read_witnesses(pages: Sequence[Page], derivations: Sequence[Derivation], lexicons: Lexicons) -> dict[str, Witness]:
    """One witness for each report, by id."""
    ordered = sorted(derivations, key=lambda edge: (edge.report, edge.source or "", edge.source_name or "", edge.kind))
    texts = {page.report.id: _text_key(page) for page in pages}
    found = {}
    for page in pages:
        report = page.report
        sides = [edge for edge in ordered if report.id in {edge.report, edge.source}]
        found[report.id] = Witness(
            report=report.id,
            name=outlet_name(page),
            initials=_signed_initials(page),
            outlet_key=_outlet_key(page),
            owner=owner_of(report, lexicons),
            text_key=texts[report.id],
            own_work=tuple(sorted(_own_work(page, lexicons))),
            credit=next((found.detail for found in report.disclosures if found.kind == "wire" and found.detail), None),
            taken=tuple(edge for edge in sides if edge.report == report.id and (edge.direction is not None or edge.source is None)),
            undecided=tuple(edge for edge in sides if edge.direction is None and edge.source is not None),
        )
    return found


def outlet_name(page: Page) -> str:
    """How readers know the outlet: its name, else its domain, else the file that the report came in, else its id."""
    outlet = page.report.outlet
    known = (outlet.name or outlet.domain) if outlet else None
    return (known or "").removeprefix("www.") or page.report.location.rstrip("/").rpartition("/")[2] or page.report.id


def _outlet_key(page: Page) -> str | None:
    outlet = page.report.outlet
    if outlet is None or not (outlet.domain or outlet.name):
        return None
    return plain_name(outlet.name) if outlet.name else (outlet.domain or "").removeprefix("www.").lower()


def _signed_initials(page: Page) -> str | None:
    """The initials in brackets on a page that are its own outlet's: they begin as its name does, and their letters stand in it in order.
    A copy keeps its source's."""
    name = (page.report.outlet.name or "").removeprefix("The ").lower() if page.report.outlet else ""
    for match in _INITIALS.finditer(page.report.text) if name else ():
        rest = iter(name)
        if name[0] == match[1][0].lower() and all(letter in rest for letter in match[1].lower()):
            return match[1]
    return None


def _text_key(page: Page) -> str:
    spans = article_spans(page.report)
    return fold(" ".join(page.report.text[start:end] for start, end in spans)) or page.report.id


# ---------------------------------------------------------------- signs of own work


@lru_cache(maxsize=8)
def _own_cues(lexicons: Lexicons) -> tuple[re.Pattern[str], str]:
    """What shows own work by itself, and the words that do so after the outlet's name."""
    alone = [re.escape(row[0]) for row in lexicons.rows("own_reporting") if row[1] == "-"]
    after_outlet = [re.escape(row[0]) for row in lexicons.rows("own_reporting") if row[1] == "outlet"]
    return re.compile(rf"\b(?:{'|'.join(alone)})\b|(?-i:{_FIRST_PERSON})", re.IGNORECASE), "|".join(after_outlet)


def _own_work(page: Page, lexicons: Lexicons) -> list[tuple[int, int]]:
    """The spans of words by which the article says that somebody of its outlet was there; not those in quotation marks."""
    alone, after_outlet = _own_cues(lexicons)
    text, spans = page.report.text, article_spans(page.report)
    patterns = [alone]
    # Patterns of its own are made only for a page that holds what follows the names in them.
    is_witnessed = any(_WITNESSES.search(text, start, end) for start, end in spans)
    names = _short_names(page)
    if names and (is_witnessed or any(_after(after_outlet).search(text, start, end) for start, end in spans)):
        outlets = "|".join(re.escape(name) for name in names)
        patterns.append(re.compile(rf"\b(?:{outlets})(?:['’]s?)? (?:{after_outlet})\b", re.IGNORECASE))
        patterns.append(re.compile(rf"\b(?i:{outlets})['’]s? (?:[A-Z][\w’'-]+ ){{1,3}}(?:{_WITNESSED})\b"))
    reporters = sorted({name for byline in page.report.bylines for name in re.findall(_FULL_NAME, byline)})
    if reporters and is_witnessed:
        known = "|".join(re.escape(form) for name in reporters for form in (name, name.split()[-1]))
        patterns.append(re.compile(rf"\b(?:{known}) (?:{_WITNESSED})\b"))
    quoted = [(quote.start, quote.end) for quote in page.annotation.quotations]
    found = [(match.start(), match.end()) for start, end in spans for pattern in patterns for match in pattern.finditer(text, start, end)]
    return [span for span in found if not any(low <= span[0] < high for low, high in quoted)]


@lru_cache(maxsize=8)
def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{words})\b", re.IGNORECASE)


def _short_names(page: Page) -> list[str]:
    """The outlet's name as it is and as its own reports shorten it, longest first."""
    outlet = page.report.outlet
    if outlet is None or not outlet.name:
        return []
    whole = re.sub(r"^the ", "", outlet.name, flags=re.IGNORECASE)
    words = whole.split()
    names = {whole, " ".join(words[-2:])} | ({words[-1]} if len(words[-1]) > 4 else set())
    return sorted((name for name in names if len(name) > 2), key=lambda name: (-len(name), name))
