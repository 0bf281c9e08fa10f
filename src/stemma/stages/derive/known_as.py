"""What other reports call an outlet whose own page hardly says its name: "the trade magazine Alva & Sons" of a page that was told
something as such, "Peninsula Business Wire" of one that signs with PBW, a name that stands only in small print or runs into a menu."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, listed_outlet, name_key
from stemma.language.rarity import rarity
from stemma.language.reporting import report_words
from stemma.records import BlockKind, Page, Report
from stemma.stages.derive.own_names import head_lines, is_in_title, may_be_own
from stemma.stages.derive.stamps import is_later
from stemma.stages.derive.upstreams import NAME, named_upstreams
from stemma.text.normalise import fold, without_accents
from stemma.text.shingles import keyed_words

CUE_REACH = 40
"""Within so many characters of a name made like an outlet's a report verb makes it one that others draw on."""
_LONGEST_HEAD, _RARE = 600, 6.0
_MARK = re.compile(r"[A-Z]{3,6}(?![^\W\d_])")
_SIGNED_OFF = re.compile(r"\W{0,2}(?P<mark>[A-Z]{3,6})\b(?=[^\n]{0,12}/)(?:\W{0,2}[A-Za-z]{1,3}\b){1,4}\W{0,2}$")
"""How a line of an agency ends its dispatch: its mark, and the initials of people ("APB/nd", "APB dw/ph")."""
_LAST_INITIALS = "AS"
"""An agency's name may leave out Agency or Service at its end."""
_FRAME: frozenset[BlockKind] = frozenset({"chrome", "notice"})
_OUTLET_LIKE = re.compile(NAME)
_OPENS, _OWNS = r"\s*(?:the )?", r"(?:©|\(c\)|copyright)(?: ?©)?(?: ?\d{4})?(?: by)?\s*(?:the )?"
_ENDS = r"(?!\w|['’]\w)"
_OF_ITSELF = r" (?:is|comes|does|has) "
_FRAMES = ((_OPENS, _ENDS), (_OWNS, _ENDS), (_OPENS, _OF_ITSELF))
_LAST_LINES = 3
_PARTS = re.compile(r"\s+[|·•–—:/-]+\s+|\s{2,}|\s?[()]\s?")
_WORD = re.compile(r"[^\W\d_]+")
_SEEN = re.compile(r"\b(?:TV|[Tt]ele|[Cc]hannel|[Cc]anal|[Kk]anal)")
_HEARD_ON = re.compile(r"\b(?:FM|AM|[Rr][aá]d[iy]o)\b")
_HEARD = r"\b(?:told|telling|tells|informed|spoke to|speaking to|interview with)\s+"
_OWN_PEOPLE = r"['’]?s?\s+(?:reporters?|correspondents?|staff|newsroom|newsdesk)\b"


def names_wire(report: Report, start: int, end: int) -> bool:
    """Whether the agency whose text the page carries is named there: one that holds the rights in the text, for example."""
    return any(note.kind == "wire" and start < note.end and note.start < end for note in report.disclosures)


def own_wire(report: Report, lexicons: Lexicons) -> tuple[str, ...]:
    """The agency in the dateline of a page that says nothing else of whose it is: one that is not known the world over, whose text every
    paper prints."""
    marks = {note.detail for note in report.disclosures if note.kind == "wire" and note.detail} if report.outlet is None else set()
    return tuple(sorted(marks)) if len(marks) == 1 and not any(listed_outlet(mark, lexicons) for mark in marks) else ()


def names_by_others(pages: Sequence[Page], lexicons: Lexicons) -> Mapping[str, tuple[str, ...]]:
    """From a report's id to the names under which other reports cite an outlet and which its page bears, sorted: in a short line outside
    the article, else by its initials at the head, else as a part of its first line, else in other words for what it is (``is_kin``), else,
    for a page that does not say whose it is, as the one that was told something.
    A name that pages of two houses bear is nobody's."""
    cited: dict[str, set[str]] = {}
    spoken_of: dict[str, set[str]] = {}
    for page in pages:
        for name, is_cited in _outlets_named(page, lexicons):
            (cited if is_cited else spoken_of).setdefault(name, set()).add(page.report.id)
    found: dict[str, set[str]] = {}
    faces = [_face(page) for page in pages]
    for name, citing in sorted(cited.items()):
        for bearer in _bearers(name, citing, faces, lexicons):
            found.setdefault(bearer, set()).add(name)
    for name, naming in sorted(spoken_of.items()):
        signed = _signers(name, naming, faces) if name not in cited else []
        for face in signed if len({face.head for face in signed}) == 1 else ():
            found.setdefault(face.page.report.id, set()).add(name)
    return {report: tuple(sorted(names)) for report, names in found.items()}


def _outlets_named(page: Page, lexicons: Lexicons) -> Iterator[tuple[str, bool]]:
    """Names that the page calls an outlet's, or that are made like one, and whether it says so or they stand beside a report verb."""
    for name, _ in named_upstreams(page, lexicons):
        if " " in name or rarity(fold(name), lexicons) >= _RARE:
            yield name, True
    text = page.report.text
    for start, end in article_spans(page.report):
        for match in _OUTLET_LIKE.finditer(text, start, end):
            name = match["name"].strip(" .'’-").removeprefix("The ")
            forms = {name, name.partition(" of ")[0]}  # "the Square Mile Mail of London"
            outlets = [form for form in sorted(forms) if " " in form and is_outlet(form, lexicons)]
            is_cited = bool(outlets) and _is_cued(text, match.start(), match.end(), lexicons)
            yield from ((form, is_cited) for form in outlets)


def _is_cued(text: str, start: int, end: int, lexicons: Lexicons) -> bool:
    near = [*keyed_words(text, max(0, start - CUE_REACH), start), *keyed_words(text, end, min(len(text), end + CUE_REACH))]
    return text[start - 1 : start] == "(" or any(report_words(lexicons).verb(word.key) is not None for word in near)


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    """What of a page may bear a name, read once however many names are asked for."""

    page: Page
    shown: str
    """The outlet's name, "" where the page has none."""
    key: str
    head: str
    """What two pages of one house have in common."""
    opening: tuple[str, ...]
    """The lines at the head of the page but for its headline; these, ``titles``, ``owned`` and ``last`` as ``_plain`` has them."""
    titles: tuple[str, ...]
    owned: tuple[str, ...]
    """The lines outside the article, but for those that name the agency of a text."""
    last: tuple[str, ...]
    parts: frozenset[str]
    marks: frozenset[str]
    """The initials with which the first line opens and, where nothing says whose the page is, those with which it signs off."""


def _face(page: Page) -> _Face:
    report, outlet = page.report, page.report.outlet
    articles = article_spans(report)
    head = report.text[: articles[0][0] if articles else _LONGEST_HEAD][:_LONGEST_HEAD]
    first = next((line.strip() for line in report.text[:2_000].split("\n") if line.strip()), "")
    is_title = is_in_title(report, len(report.text) - len(report.text.lstrip()))
    opening = _MARK.match(first)
    opens = opening is not None and may_be_own(opening.group(), report, is_told=is_title)
    lines = [line.strip() for line in report.text[-_LONGEST_HEAD:].split("\n") if line.strip()][-_LAST_LINES:]
    ends = (_SIGNED_OFF.match(line) for line in lines if outlet is None)
    return _Face(
        page=page,
        shown=outlet.name or "" if outlet else "",
        key=name_key(outlet.name) if outlet and outlet.name else "",
        head=(outlet.name or outlet.domain or "") if outlet else _first_words(first.split()),
        opening=tuple(_plain(line) for line, is_in in head_lines(report, len(head)) if not is_in),
        titles=tuple(_plain(line) for line, is_in in head_lines(report, len(head)) if is_in),
        owned=tuple(
            _plain(report.text[block.start : block.end])
            for block in report.blocks
            if block.kind in _FRAME and not names_wire(report, block.start, block.end)
        ),
        last=tuple(map(_plain, lines)),
        parts=_parts(first, report, is_title=is_title),
        marks=frozenset([*([opening.group()] if opening and opens else []), *(end["mark"] for end in ends if end)]),
    )


def _bearers(name: str, citing: set[str], faces: Sequence[_Face], lexicons: Lexicons) -> set[str]:
    key = name_key(name)
    if any(face.shown and face.key == key for face in faces):
        return set()
    others = [face for face in faces if face.page.report.id not in citing]
    unnamed = [face.page for face in faces if face.page.report.outlet is None and listed_outlet(name, lexicons) is None]
    heard = [page for page in unnamed if _was_told(page, name, lexicons)]
    in_frame = _frame_patterns(name)
    run_on = [face for face in others if face.shown.startswith(f"{name} ")]
    framed = [face for face in others if not face.shown and in_frame(face)]
    signed = _signers(name, citing, faces)
    parted = [face for face in others if key in face.parts]
    akin = [face for face in faces if face.shown and is_kin(name, face.shown, lexicons)]
    for bearers in (run_on, framed, signed, parted, akin):
        if bearers:
            return {face.page.report.id for face in bearers} if len({face.head for face in bearers}) == 1 else set()
    if len(heard) != 1 or citing <= {heard[0].report.id}:
        return set()
    citers = [face.page for face in faces if face.page.report.id in citing and face.page is not heard[0]]
    return {heard[0].report.id} if not any(is_later(heard[0].report, page.report) for page in citers) else set()


def _frame_patterns(name: str) -> Callable[[_Face], bool]:
    """Whether a line at the head of a page opens with the name, a line of copyright has it, or one at the end tells of it."""
    plain = _plain(name)
    opening, owned, told = (re.compile(before + re.escape(plain) + end) for before, end in _FRAMES)

    def stands(face: _Face) -> bool:
        return (
            any(plain in line and opening.match(line) for line in face.opening)
            or (any(plain in line and opening.match(line) for line in face.titles) and may_be_own(name, face.page.report, is_told=True))
            or any(plain in line and owned.search(line) for line in face.owned)
            or any(plain in line and told.match(line) for line in face.last)
        )

    return stands


def _parts(first: str, report: Report, *, is_title: bool) -> frozenset[str]:
    """The keys of what separators part on the page's first line ("Vox Alvae - The Voice of Alva")."""
    parts = _PARTS.split(first[:_LONGEST_HEAD])
    own = (part.strip() for part in parts if may_be_own(part, report, is_told=is_title))
    return frozenset(map(name_key, own)) if len(parts) > 1 else frozenset()


def is_kin(cited: str, shown: str, lexicons: Lexicons) -> bool:
    """Whether two names may be one outlet's: they differ only in words that say what it is ("Alva News" of Alva 98 FM, "Radio Alva" of
    Alva FM), or, of two stations, the one has another such word that is not known ("Útvarp Alva FM"); what both have must be rare."""
    words, others = _telling(cited, lexicons), _telling(shown, lexicons)
    if not words or all(rarity(word, lexicons) < _RARE for word in words) or _is_seen(cited) != _is_seen(shown):
        return False
    return words == others or (words < others and _is_heard(cited) and _is_heard(shown))


@lru_cache(maxsize=4096)
def _telling(name: str, lexicons: Lexicons) -> frozenset[str]:
    """The words of a name, in small letters without accents, that do not say what kind of outlet it is."""
    return frozenset(_plain(word) for word in _WORD.findall(name) if fold(word) not in _kind_words(lexicons))


@lru_cache(maxsize=4)
def _kind_words(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(fold(word) for kind, word in lexicons.rows("upstream_words") if kind in {"opens", "closes", "plain"})


def _is_seen(name: str) -> bool:
    return _SEEN.search(name) is not None


def _is_heard(name: str) -> bool:
    return _HEARD_ON.search(name) is not None


def _signers(name: str, naming: set[str], faces: Sequence[_Face]) -> list[_Face]:
    """The pages of others than those who name it that sign with its initials."""
    marks = _marks(name)
    return [face for face in faces if face.page.report.id not in naming and not face.marks.isdisjoint(marks)]


def _marks(name: str) -> frozenset[str]:
    """With which initials the name's pages sign, be it without its last word ("Nihon Wire" of an NWS)."""
    initials = "".join(word[0] for word in re.findall(r"(?<![^\W_])[^\W\d_]\w*", name) if word[0].isupper())
    return frozenset({initials, *(initials + last for last in _LAST_INITIALS)}) if len(initials) > 1 else frozenset()


def _was_told(page: Page, name: str, lexicons: Lexicons) -> bool:
    """Whether the article has somebody tell the name something, or people of that name, without a word on what it is: others say "told
    the newspaper X", "told X, a weekly"."""
    nouns = "|".join(sorted({row[0] for row in lexicons.rows("outlet_nouns") if row[1] == "outlet"}))
    wanted = re.compile(rf"{_HEARD}{re.escape(name)}{_ENDS}(?!,? (?:an? )?(?:[\w-]+ )?(?:{nouns})\b)|\b{re.escape(name)}{_OWN_PEOPLE}")
    return any(wanted.search(page.report.text, start, end) for start, end in article_spans(page.report))


def _first_words(words: Iterable[str]) -> str:
    return " ".join(list(words)[:2])


def _plain(words: str) -> str:
    folded = fold(words)
    return folded if folded.isascii() else "".join(map(without_accents, folded))
