"""The site's name beside the article's title, in a title of the page's head or in one that its first lines repeat."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.firm_names import legal_forms
from stemma.stages.clean.plate_names import is_date, name_words, read_name
from stemma.text.normalise import fold

_TITLE_PARTS = re.compile(r"\s(?:» [-–—]|[|·•»:/]|[-–—]{1,2}|::)\s")
_HEAD_PARTS = re.compile(rf"{_TITLE_PARTS.pattern}|:\s")
_LONGEST_TITLE, _TITLE_LINES = 300, 3
_CONTENT, _EDGES = re.compile(r"[^\W\d_]{4,}"), " -–—|·•»:"
_WITH_SECTION, _FEWEST_WORDS = 3, 3
_SHORTEST_TITLE, _LONGEST_SITE, _LONGEST_LINK = 8, 50, 3


class TitleLines(NamedTuple):
    """What the head gives as titles, the line shown as one, the lines above the article and the article's."""

    titles: Sequence[str]
    heading: str | None
    before: Sequence[str]
    body: Sequence[str]


def names_in_titles(page: TitleLines, lexicons: Lexicons) -> Iterator[tuple[str, str]]:
    """Names with the sign that each is: ``head_adds`` (a head's title adds it to a title that the page gives otherwise, however it is
    written), ``head_opens`` (the page's heading, to which the head adds a motto), ``head_whole`` (a title that is a name and not the page's
    heading), ``head_beside`` (behind the heading in other words), ``head_ends``, ``title_end``, ``title_start``, and
    ``title_around`` where the rest of the title stands on the page."""
    shown = [fold(line) for line in (*((page.heading,) if page.heading else ()), *page.before, *page.body[:2])]
    for title in page.titles:
        yield from _of_head(title, [*shown[:1], *(fold(other) for other in page.titles if other != title)], lexicons)
    for title in (*page.titles, *page.before[:_TITLE_LINES]):
        parts = _TITLE_PARTS.split(title[:_LONGEST_TITLE])
        for index in (-1, 0) if len(parts) > 1 else ():
            yield from _of_part(title, parts, index, shown, lexicons, is_of_head=title in page.titles)


def parts_of_titles(titles: Sequence[str]) -> frozenset[str]:
    """What separators part in some titles, in small letters."""
    parted = (_TITLE_PARTS.split(title[:_LONGEST_TITLE]) for title in titles)
    return frozenset(part.strip().lower() for parts in parted if len(parts) > 1 for part in parts)


def _of_part(
    title: str, parts: Sequence[str], index: int, shown: Sequence[str], lexicons: Lexicons, *, is_of_head: bool
) -> Iterator[tuple[str, str]]:
    """A title's last part (-1) or its first (0), where it is written like a name and the rest is a title."""
    reading, rest = read_name(_site(parts[index], lexicons), lexicons), _beside(title, parts, index)
    is_shown = any(line.startswith(rest) for line in shown if rest and line != fold(title))
    if (
        reading is None
        or (reading.rest.strip(" .0123456789") and not _is_edition(reading.rest, lexicons))
        or (len(rest) < len(reading.name) and not (rest in shown or (is_shown and not index)))
    ):
        return
    if not index and any(line == fold(parts[0]) for line in shown):
        return
    if index:
        yield "title_end", reading.name
    elif is_of_head:
        yield "title_start", reading.name
    if is_shown:
        yield "title_around", reading.name


def _of_head(title: str, shown: Sequence[str], lexicons: Lexicons) -> Iterator[tuple[str, str]]:
    """What a title of the head adds to a title that the page gives otherwise; else its end, if it is written like a name."""
    parts = _HEAD_PARTS.split(title[:_LONGEST_TITLE])
    whole = read_name(title, lexicons) if len(parts) == 1 else None
    if whole is not None and (not whole.rest or whole.rest.endswith(")")) and fold(title) not in shown:
        yield "head_whole", whole.name
    for index in (-1, 0) if len(parts) > 1 else ():
        name, rest = _site(parts[index], lexicons), _beside(title, parts, index)
        is_added = len(rest) >= _SHORTEST_TITLE and rest in shown and not any(fold(parts[index]) in line for line in shown)
        if is_added and not is_date(name, lexicons) and len(name) <= _LONGEST_SITE and sum(map(str.isalpha, name)) > 1:
            if _is_spelt_as_name(name):
                yield "head_adds", name
            elif index and read_name(parts[0], lexicons) is not None:
                yield "head_opens", parts[0]
        elif (
            index
            and len(rest) >= _SHORTEST_TITLE
            and (reading := read_name(name, lexicons)) is not None
            and (not reading.rest or _is_edition(reading.rest, lexicons))
        ):
            is_beside = _is_told_anew(rest, shown) and fold(reading.name) not in shown[0]
            yield ("head_beside" if is_beside else "head_ends"), reading.name


def _is_edition(rest: str, lexicons: Lexicons) -> bool:
    """Whether what follows a name is its edition ("Alva Online in English")."""
    return name_words(lexicons).parts.fullmatch(f"x {rest}", 1) is not None


def _site(part: str, lexicons: Lexicons) -> str:
    """A part of a title without a legal form, or what the outlet is, behind the name ("Alva Running magazine")."""
    return _kinds(lexicons).sub("", legal_forms(lexicons).sub("", part).strip())


def _beside(title: str, parts: Sequence[str], index: int) -> str:
    """A title without its last part, or without its first and a part of the site behind that ("Eco de Alva | English | ...")."""
    if index:
        return fold(title[: title.rfind(parts[-1])]).strip(_EDGES)
    rest = parts[1:] if len(parts) != _WITH_SECTION or " " in parts[1].strip() else parts[2:]
    return fold(title[title.find(rest[0], len(parts[0])) :]).strip(_EDGES)


def _is_told_anew(rest: str, shown: Sequence[str]) -> bool:
    """Whether the rest of a head's title is the page's heading in somewhat other words."""
    words = set(_CONTENT.findall(rest))
    return len(words) >= _FEWEST_WORDS and any(2 * len(words & set(_CONTENT.findall(line))) >= len(words) for line in shown[:1])


def _is_spelt_as_name(name: str) -> bool:
    """Whether it is one word, or words with capitals: no motto ("your Thursday in six minutes")."""
    words = name.split()
    return len(words) == 1 or not any(word[0].islower() and len(word) > _LONGEST_LINK for word in words)


@lru_cache(maxsize=4)
def _kinds(lexicons: Lexicons) -> re.Pattern[str]:
    nouns = "|".join(sorted(row[0] for row in lexicons.rows("outlet_nouns") if row[1] == "outlet"))
    return re.compile(rf"(?<=\w),? (?:{nouns})$")
