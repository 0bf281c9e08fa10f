"""The outlet of a page whose head does not name it, by weak signs that agree: its masthead, its teasers, what it calls itself."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, name_key
from stemma.text.normalise import fold

_WORD = r"[A-ZÀ-ÞĀ-Ž][\w'’&.-]{0,24}"
_NAME = rf"(?P<name>(?:The )?{_WORD}(?: (?:(?:of|the|and|&) )?{_WORD}){{0,4}})"
_TELL = r"told|tells|speaking to|interview with|spoke to|spoken to|learned by|seen by|shown to|obtained by|sent to"
_STAFF = r"reporter|correspondent|crew|team|photographer|journalist"
_REACH = r"text|call|email|download|install|listen to|watch|join|follow|support|subscribe to|contact|about"
_OPENS = r"(?:^|[.!?”\"] |\b[Tt]he )"
_SIGNS = {
    "teasers": re.compile(rf"^(?i:more|latest|most read|top stories|also)(?: news| stories)? (?:from|on|in|at) (?:the )?{_NAME}\W{{0,3}}$"),
    "told": re.compile(rf"\b(?:{_TELL}) (?:the )?{_NAME}"),
    "own_reporter": re.compile(
        rf"{_OPENS}(?P<name>(?:The )?{_WORD}(?: {_WORD}){{0,3}}?)['’]s? (?:own |chief )?(?:{_WORD} {_WORD}|(?:{_STAFF})s?)\b"
    ),
    "finds": re.compile(rf"{_OPENS}{_NAME} (?:understands|has learned|has learnt|has seen|can reveal|has been told)\b"),
    "reach_us": re.compile(rf"\b(?i:{_REACH}) (?:the )?{_NAME}"),
    "imprint": re.compile(rf"^\W{{0,3}}{_NAME}(?: is published| is owned|,? (?:registered|part of)|\s?[·|•]|\W{{0,3}}$)"),
    "rights": re.compile(rf"(?:©|\([Cc]\)|[Cc]opyright(?: ©)?)\s?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?,?\s)?(?:by )?(?:the )?{_NAME}"),
}
_ADDRESS = re.compile(r"(?:@|www\.|https?://)(?P<host>[a-z0-9][a-z0-9.-]{2,60})", re.IGNORECASE)
_MASTHEAD = re.compile(rf"^\W{{0,3}}{_NAME}(?:\s?[|·•–—:-].{{0,60}}|\s\d{{2,3}}(?:\.\d)?(?:\s?FM|\s?AM)?)?\W{{0,3}}$")
_TITLE_END = re.compile(rf"\s[|·•–—-]{{1,2}}\s{_NAME}\W{{0,2}}$")
_LONGEST_PARAGRAPH = 2_000
_LONGEST_LINE, _MASTHEAD_LINES, _IMPRINT_LINES = 400, 3, 4
_LEAST_SIGNS, _SHORTEST_KEY, _SHORTEST_OPENING = 2, 4, 6
_BRAND = re.compile(r"[A-Za-z][a-z]{1,14}[A-Z][A-Za-z]{1,14}\d{0,4}|[A-Za-z]{2,20}\d{1,4}")
_INSIDE = frozenset({"told", "own_reporter", "finds"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLines:
    """A page's lines above, in and below its article; ``titles`` are what its head gives as titles, ``heading`` is the line shown as one,
    ``logos`` the lines in elements marked as the site's name."""

    before: tuple[str, ...]
    body: tuple[str, ...]
    after: tuple[str, ...]
    titles: tuple[str, ...] = ()
    heading: str | None = None
    logos: tuple[str, ...] = ()


def outlet_by_agreement(page: PageLines, lexicons: Lexicons) -> str | None:
    """The name that at least two different signs give: a masthead, the end of the head's title, "more from ...", "told ...", an address,
    an imprint, a form such as "... Gazette".

    One of the signs must stand outside the article, since an article may also cite another outlet. The name with the most signs; None
    where two have as many.
    """
    signs: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for sign, found in (*_of_furniture(page), *_of_head(page), *_of_body(page.body)):
        name = _trim(found, lexicons)
        key = name_key(name)
        if len(key) >= _SHORTEST_KEY and name.lower() not in _menu_words(lexicons):
            signs.setdefault(key, set()).add(sign)
            names.setdefault(key, name)
    hosts = _hosts(page)
    for key in sorted(signs):
        signs[key] |= _form(names[key], lexicons) | ({"address"} if key in hosts else set())
        signs[key] |= {sign for other in sorted(signs) if _opens(other, key) for sign in signs[other]}
    agreed = [key for key in sorted(signs) if len(signs[key]) >= _LEAST_SIGNS and not signs[key] <= _INSIDE | {"form"}]
    ranked = sorted(agreed, key=lambda key: (-len(signs[key]), -len(key), key))
    if not ranked or (len(ranked) > 1 and len(signs[ranked[0]]) == len(signs[ranked[1]]) and not _opens(ranked[1], ranked[0])):
        return None
    return _as_written(names[ranked[0]], page)


def masthead_lines(lines: Sequence[str], body: Sequence[str], lexicons: Lexicons) -> frozenset[int]:
    """Which of a page's first lines name its outlet, not its article: by an outlet's form, or since the article calls itself so."""
    own = {name_key(name) for _, name in _of_body(body)}
    found = ((index, _MASTHEAD.match(line[:_LONGEST_LINE])) for index, line in enumerate(lines[:_MASTHEAD_LINES]))
    named = ((index, _trim(match["name"], lexicons)) for index, match in found if match)
    return frozenset(
        index
        for index, name in named
        if _form(name, lexicons) or any(name_key(name) == key or _opens(key, name_key(name)) for key in sorted(own))
    )


def _opens(short: str, long: str) -> bool:
    return short != long and len(short) >= _SHORTEST_OPENING and long.startswith(short)


def _form(name: str, lexicons: Lexicons) -> set[str]:
    """The sign that a name looks like an outlet's: by its words, by its capitals inside a word, or as an edition of something."""
    plain = re.split(r"\s(?:of|de|du|del|von)\s", name.title() if name.isupper() else name)[0]
    is_brand = " " not in name and len(name) > _SHORTEST_KEY and _BRAND.fullmatch(name) is not None
    return {"form"} if is_brand or is_outlet(plain, lexicons) else set()


def _hosts(page: PageLines) -> frozenset[str]:
    """The parts of every host that the page's furniture gives in an address, without hyphens."""
    found = (match["host"] for line in (*page.before, *page.after) for match in _ADDRESS.finditer(line[:_LONGEST_LINE]))
    return frozenset(part.replace("-", "") for host in found for part in host.lower().split("."))


@lru_cache(maxsize=4)
def _menu_words(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(phrase for _, where, _, phrase in lexicons.rows("furniture") if where == "line")


@lru_cache(maxsize=4)
def _legal(lexicons: Lexicons) -> re.Pattern[str]:
    forms = "|".join(re.escape(form) for form in sorted(lexicons.words("legal_forms"), key=lambda form: (-len(form), form)))
    return re.compile(rf"(?:,?\s(?:{forms})\.?)+$", re.IGNORECASE)


def _trim(name: str, lexicons: Lexicons) -> str:
    """A name without its genitive, its legal form and the desk that follows it."""
    words = re.sub(r"['’]s?$", "", _legal(lexicons).sub("", name.strip(" .,'’"))).split()
    while len(words) > 1 and words[-1].lower() in lexicons.words("desk_words"):
        words.pop()
    return " ".join(words).strip(" .,'’")


def _of_head(page: PageLines) -> Iterator[tuple[str, str]]:
    """What follows the shown heading in the title that the head gives: two signs, as it is made to name the site."""
    heading = fold(page.heading or "")
    for title in page.titles:
        match = _TITLE_END.search(title[:_LONGEST_LINE])
        if match and heading and fold(title[: match.start()]) == heading:
            yield "title_end", match["name"]
            if " " in match["name"]:
                yield "title_rest", match["name"]
    for line in page.logos:
        match = _MASTHEAD.match(line[:_LONGEST_LINE])
        if match:
            yield "logo", match["name"]


def _of_furniture(page: PageLines) -> Iterator[tuple[str, str]]:
    for line in page.before[:_MASTHEAD_LINES]:
        match = _MASTHEAD.match(line[:_LONGEST_LINE])
        if match:
            yield "masthead", match["name"]
            if re.search(r"\bedition\b", line):
                yield "edition", match["name"]
    for index, line in enumerate(page.after):
        for sign in ("teasers", "reach_us", "rights", "imprint"):
            match = _SIGNS[sign].search(line[:_LONGEST_LINE])
            if match and (sign != "imprint" or index >= len(page.after) - _IMPRINT_LINES):
                yield sign, match["name"]
    for line in page.before:
        match = _SIGNS["reach_us"].search(line[:_LONGEST_LINE])
        if match:
            yield "reach_us", match["name"]


def _of_body(body: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in body:
        for sign in sorted(_INSIDE):
            for match in _SIGNS[sign].finditer(line[:_LONGEST_PARAGRAPH]):
                yield sign, match["name"]


def _as_written(name: str, page: PageLines) -> str:
    """The name as printed; one in capitals as the page writes it in running text, where it does."""
    if not name.isupper():
        return name
    wanted = re.compile(re.escape(name), re.IGNORECASE)
    found = (match.group() for line in (*page.after, *page.body, *page.before) for match in wanted.finditer(line[:_LONGEST_PARAGRAPH]))
    return next((form for form in found if not form.isupper()), name)
