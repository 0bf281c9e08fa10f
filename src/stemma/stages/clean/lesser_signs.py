"""The outlet of a page whose furniture does not name it: by its head's title, address, desks and rights, and how its text speaks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import name_key
from stemma.records import Outlet
from stemma.stages.clean.firm_names import legal_forms
from stemma.stages.clean.hosts import is_written_as_name, outlet_of_host
from stemma.stages.clean.mastheads import PageLines, is_agency, is_companys, own_names
from stemma.stages.clean.nameplates import is_made_like_outlet, write_name
from stemma.stages.clean.plate_names import is_date, name_words, read_name, read_small_name
from stemma.text.normalise import fold

_WORD = r"[A-ZÀ-ÞĀ-Ž][\w'’&-]{0,24}"
_LINK = r"of|the|and|&|de|del|della|di|do|du|des|la|y|e|et|und|van|von|der|für|for"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:{_LINK}) ){{0,2}}{_WORD}){{0,5}})"
_COLON = re.compile(r":\s")
_PARTS = re.compile(r"\s(?:» [-–—]|[|·•»›/~★☆◆:]|//|>{1,2}|[-–—]{1,2}|::)\s|\s?[|｜★]\s?|:\s")
_MAILS = re.compile(r"[\w.+-]@(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_SITES = re.compile(r"(?:www\.|https?://)(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_DESK = re.compile(
    rf"(?:^|\b[Bb][Yy] )(?![Bb][Yy]\b)(?:[Tt]he )?(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)"
    r" (?i:(?:(?:sports?|foreign|news|city|web|digital|world|business|night) )?"
    r"(?:reporters?|staff|desk|newsroom|team|correspondents?|editors)(?: reporters?| writers?)?)\b(?P<goes_on>\s[^\W\d])?"
)
_SAYS = (
    r"is (?:aware|pleased|committed)|regrets?|informs?|announce[sd]|notes?|takes? note|clarif(?:y|ies)|confirms?|expresses|condemns?"
    r"|welcomes|wishes|extends|rejects|denies|reminds|thanks|calls on|was informed|reaffirms|would like|acknowledges|apologi[sz]es"
    r"|stands by|appeals|advises|urges|records|has today|has made|today"
)
_SPEAKS = re.compile(rf"^(?:The )?{_NAME}(?: \([A-Z]{{2,8}}\))?,?(?: (?:today|hereby))? (?:{_SAYS})\b")
_RELEASE = re.compile(
    r"\b(?:(?:press|media) (?:release|note|statement|information|centre|center|office|room)|communiqu[eé]|statement|public notice"
    r"|notice to|bulletin|for immediate release|comunicado|nota de prensa|pressemitteilung|presseaussendung)\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    rf"^\W{{0,3}}(?:(?:©|\([Cc]\)|[Cc]opyright)\s?){{1,2}}(?:\d{{4}}(?:\s?[-–—]+\s?\d{{4}})?[,.]?\s)?(?:by )?(?:[Tt]he )?{_NAME}"
)
_DATELINE = re.compile(
    r"^.{2,70}?(?:\((?P<bracketed>[A-ZÀ-Þ][\w.&' -]{1,40})\)\s?(?:[-–—:]{1,2}(?:\s|$))"
    r"|,? (?:[A-Z][a-z]{2,8}\.? \d{1,2},? )(?P<short>[A-Z]{2,6})(?:\s[-–—]{1,2}\s|$))"
)
_FILED = re.compile(
    r"^\W{0,3}(?:EDS\b|Eds:|SLUG\b|ENDS?\W*$|MORE\W*$|\(END\)|\((?:\d\w\w )?(?:LEAD|LD|URGENT|RECASTS)\)"
    r"|[A-Z]{2,12}[-/][A-Z/-]{2,24}\s?\(|TAKE \d)"
)
_WEIGHTS = {
    "site_title": 2.0,
    "headed": 1.2,
    "host": 2.0,
    "alike_host": 2.0,
    "desk": 2.0,
    "speaks": 1.2,
    "release": 2.0,
    "rights": 2.0,
    "firm": 0.8,
    "own": 1.0,
    "dateline": 1.0,
    "filed": 1.2,
    "plate": 1.2,
    "logo": 0.8,
    "form": 0.8,
    "in_heading": -1.5,
    "owner": -1.2,
    "agency": -2.0,
}
_INSIDE = frozenset({"own", "form", "in_heading", "dateline"})
_LEAST, _LEAST_LEAD = 2.0, 0.5
_LONGEST_LINE, _LONGEST_BYLINE, _LONGEST_TITLE, _LONGEST_FORM = 400, 60, 300, 24
_LEAD_LINES, _TOP_LINES, _LAST_LINES = 3, 6, 4
_SHORTEST_KEY, _SHORTEST_LABEL, _MOST_WORDS, _LEAST_PLATE = 2, 4, 7, 1.2


class _Sign(NamedTuple):
    kind: str
    name: str


def outlet_by_lesser_signs(page: PageLines, authors: Sequence[str], lexicons: Lexicons) -> Outlet | None:
    """The outlet that lesser signs speak for on a page whose nameplate and furniture name nobody: a title of the head that is the site's,
    not the article's ("Hens & Hedges - a shepherd's diary"), the host in an address, a desk in the byline ("By Gong Foreign Desk"), a line
    of rights at the end, a body that speaks in its own release ("The Harbour Board regrets ..."), the mark in a dispatch's dateline.

    None where no name has enough signs, where all stand inside the article, or where two names weigh about the same. A host alone gives the
    domain, and a name only where it is written as one.
    """
    signs: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for kind, found in _signs(page, authors, lexicons):
        name = legal_forms(lexicons).sub("", found.strip(" .,'’|:-–—!"))
        if _may_name(name, lexicons):
            signs.setdefault(name_key(name), set()).add(kind)
            names.setdefault(name_key(name), name)
    _join_hosts(signs)
    weights = {key: sum(_WEIGHTS[sign] for sign in sorted(signs[key] | _of_name(names[key], signs[key], page, lexicons))) for key in signs}
    good = [key for key in signs if weights[key] >= _LEAST and not signs[key] <= _INSIDE]
    ranked = sorted(good, key=lambda key: (-weights[key], -len(key), key))
    if not ranked:
        return None
    rest = [weights[key] for key in sorted(weights) if key != ranked[0] and key not in ranked[0] and ranked[0] not in key]
    if weights[ranked[0]] - max(rest, default=0.0) < _LEAST_LEAD:
        return None
    best = names[ranked[0]]
    host = _hosts(page, lexicons).get(best)
    domain = host.lower().removeprefix("www.") if host else None
    if host and not is_written_as_name(best):
        return Outlet(name=None, domain=domain)
    return Outlet(name=write_name(best, (*page.titles, *page.after, *page.body, *page.before), lexicons), domain=domain)


def _signs(page: PageLines, authors: Sequence[str], lexicons: Lexicons) -> Iterator[_Sign]:
    yield from _of_titles(page, lexicons)
    for label in _hosts(page, lexicons):
        yield _Sign("host", label)
    for line in (*authors, *page.before, *page.between):
        desk = _DESK.search(line) if len(line) <= _LONGEST_BYLINE else None
        if desk and (not desk["goes_on"] or desk.group().lower().startswith("by ")):
            yield _Sign("desk", desk["name"])
    for line in (*page.body[-1:], *page.after[-_LAST_LINES:]):
        rights = _RIGHTS.match(line[:_LONGEST_LINE])
        if rights:
            is_firm = any(word in _firm_words(lexicons) for word in _plain_words(line[rights.start("name") : rights.end() + _LONGEST_FORM]))
            yield _Sign("firm" if is_firm else "rights", rights["name"])
    yield from _of_text(page)
    for plate in page.nameplates:
        if not plate.index and plate.weight >= _LEAST_PLATE:
            yield _Sign("plate", plate.name)
    for line in page.logos:
        yield _Sign("logo", line[:_LONGEST_BYLINE])


def _of_titles(page: PageLines, lexicons: Lexicons) -> Iterator[_Sign]:
    """The first part of a head's title: of the site's own, which does not hold the page's heading, or before the heading."""
    heading = fold(page.heading or "")
    for title in page.titles:
        parts = [part for part in _PARTS.split(title[:_LONGEST_TITLE]) if part.strip()]
        reading = read_name(parts[0], lexicons) or read_small_name(parts[0], lexicons) if len(parts) > 1 else None
        if reading is None or reading.rest.strip(" .0123456789") or fold(parts[0]) in heading:
            continue
        is_articles = any(fold(part).strip() in heading for part in parts) or (heading and heading in fold(title))
        is_set_off = not _COLON.match(title[len(parts[0]) :])
        yield _Sign("site_title" if is_set_off and not is_articles else "headed", reading.name)


def _hosts(page: PageLines, lexicons: Lexicons) -> dict[str, str]:
    """The host of the page's own addresses by its label that may be the site's name, if that is one and the same in all: of mail anywhere
    in the furniture, of a site at the page's edges, where others' are hardly linked to."""
    shared = {name_key(row[1]) for row in lexicons.rows("upstream_words") if row[0] == "network"}
    shared |= {word for kind, word in lexicons.rows("nameplate_words") if kind == "platform"}
    edges = (*page.before[:_LEAD_LINES], *page.body[-1:], *page.after[-2 * _LAST_LINES :])
    read = (
        *((_MAILS, line) for line in (*page.before, *page.body[-1:], *page.after)),
        *((_SITES, line) for line in edges),
    )
    found: dict[str, tuple[str, str]] = {}
    opening = outlet_of_host(page.before[0]) if page.before else None
    if opening is not None and opening.domain is not None:
        label = opening.name or _label(opening.domain)
        found[label.lower()] = (label, opening.domain)
    for pattern, line in read:
        for match in pattern.finditer(line[:_LONGEST_LINE]):
            label = _label(match["host"])
            if len(label) >= _SHORTEST_LABEL and label.lower() not in shared:
                found.setdefault(label.lower(), (label, match["host"]))
    return dict(found.values()) if len(found) == 1 else {}


def _label(host: str) -> str:
    return max(host.split(".")[:-1], key=len).replace("-", "")


def _of_text(page: PageLines) -> Iterator[_Sign]:
    top = (*page.titles, *page.before[:_TOP_LINES], *page.between[:_TOP_LINES], page.heading or "")
    is_release = any(_RELEASE.search(line[:_LONGEST_LINE]) for line in top)
    for line in page.body:
        speaks = _SPEAKS.match(line[:_LONGEST_LINE])
        if speaks:
            yield _Sign("release" if is_release else "speaks", speaks["name"])
    for _, name in own_names(page.body):
        yield _Sign("own", name)
    lines = (*page.before, *page.between, *((page.heading,) if page.heading else ()), *page.body[:1], *page.body[-1:], *page.after)
    is_filed = any(_FILED.match(line[:_LONGEST_LINE]) for line in lines)
    for line in (*page.before, *page.between, *page.body[:_LEAD_LINES]):
        found = _DATELINE.match(line[:_LONGEST_LINE])
        if found:
            mark = (found["bracketed"] or found["short"]).strip()
            yield _Sign("dateline", mark)
            if is_filed:
                yield _Sign("filed", mark)


def _join_hosts(signs: Mapping[str, set[str]]) -> None:
    """Let a name that a host begins with count with the host ("Alva", "desk@alvanews.example"), and a host with the short name that it ends
    in ("By Gong Reporter", "dailygong.example")."""
    for label in [key for key in signs if "host" in signs[key]]:
        for key in [key for key in signs if len(key) >= _SHORTEST_LABEL and key != label]:
            if label.startswith(key):
                signs[key].add("alike_host")
            elif label.endswith(key):
                signs[label] |= signs[key] | {"alike_host"}


def _of_name(name: str, signs: set[str], page: PageLines, lexicons: Lexicons) -> set[str]:
    found = {
        "form": is_made_like_outlet(name, lexicons),
        "owner": "release" not in signs and (is_companys(name, lexicons) or name_key(name) in _owners(lexicons)),
        "agency": is_agency(name, lexicons),
        "in_heading": page.heading is not None and fold(name) in fold(page.heading),
    }
    return {sign for sign, is_so in found.items() if is_so}


def _may_name(name: str, lexicons: Lexicons) -> bool:
    """Whether it may be an outlet's: no section, no noun for a body alone, no desk, no date."""
    words = name_words(lexicons)
    is_general = name.lower() in _general(lexicons) or all(word.lower() in words.sections for word in name.split())
    return len(name_key(name)) >= _SHORTEST_KEY and len(name.split()) <= _MOST_WORDS and not is_general and not is_date(name, lexicons)


def _plain_words(text: str) -> list[str]:
    """The words with a capital, in small letters and without what ends them."""
    return [word.strip(".,()").lower() for word in text.split() if word[:1].isupper()]


@lru_cache(maxsize=4)
def _firm_words(lexicons: Lexicons) -> frozenset[str]:
    """Legal forms of one word, and words that end owners' names."""
    owners = {word for kind, word in lexicons.rows("nameplate_words") if kind == "owner"}
    return frozenset({form for form in lexicons.words("legal_forms") if " " not in form} | owners)


@lru_cache(maxsize=4)
def _owners(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(name_key(owner) for owner, *_ in lexicons.rows("outlet_owners"))


@lru_cache(maxsize=4)
def _general(lexicons: Lexicons) -> frozenset[str]:
    """Words that name nobody by themselves: sections, desks, nouns for bodies and outlets, words for the page's own staff."""
    nouns = {row[0] for row in lexicons.rows("organisation_words")} | {row[0] for row in lexicons.rows("outlet_nouns")}
    desks = set(lexicons.words("desk_words")) | set(lexicons.words("job_words"))
    return frozenset(
        nouns
        | desks
        | name_words(lexicons).sections
        | {"our", "we", "by", "web", "the", "staff", "minister", "copyright", "all", "derechos reservados"}
    )
