"""Who wrote the text: names behind a by-word, in elements marked as bylines, in credits of reporters, in the page's head."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet
from stemma.stages.clean.lines import Line

_NAME_WORD = re.compile(
    r"^(?:(?:[A-ZÀ-ÞĀ-ŽА-ЯЁІЇЄ]|[dlDLO]['’][A-ZÀ-Þ])[\w.'’-]{0,30}|(?:van|von|der|den|de|da|di|del|della|dos|du|la|le|bin|bint|al|el|ter|ten|zu)|[가-힣]{2,4}|[一-龥]{2,4})$"
)
_PARTICLE = re.compile(r"^(?:van|von|der|den|de|da|di|del|della|dos|du|la|le|bin|bint|al|el|ter|ten|zu)$")
_JOINS = re.compile(r"\s{0,3}(?:,|;|&|\band\b|\bund\b|\bet\b|\be\b|\by\b|\bog\b|\boch\b|\ben\b|\bi\b|\bи\b|\bve\b|/)\s{0,3}")
_CUT = re.compile(r"[\[(<|•·–—@]|\s-\s|\b(?:published|updated|posted)\b|\d|\S{1,64}@\S{1,64}|https?:", re.IGNORECASE)
_KOREAN = re.compile(r"^(?P<name>[가-힣]{2,4})\s?(?:선임|수석|인턴)?\s?(?:기자|특파원|논설위원)")
_REPORTING = re.compile(r"^\W{0,3}reporting(?: for [\w ]{1,40}?)? by:?\s{1,3}(?P<names>[^;()\[\]|]{3,200})", re.IGNORECASE)
_DATED_BY = re.compile(
    r"^(?:posted |published |updated )?(?:on )?[^.!?]{0,30}\b(?:19|20)\d\d\b[^.!?]{0,20}?\bby\s(?=[A-ZÀ-Þ])", re.IGNORECASE
)
_PLACE = re.compile(r"\s(?:in|at|reporting from|from|aboard)\s(?=[A-ZÀ-Þ]).*$")
_LONGEST_LINE = 160
_LONGEST_CREDIT = 400
_LONGEST_LONE = 80
_MOST_WORDS = 5


@lru_cache(maxsize=4)
def _opening(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted({row[1] for row in lexicons.rows("bywords")}, key=lambda word: (-len(word), word))
    return re.compile(rf"^\W{{0,4}}(?P<byword>{'|'.join(map(re.escape, words))})(?:\s?[:：]\s{{0,3}}|\s{{1,3}})(?=\S)", re.IGNORECASE)


def opens_byline(text: str, lexicons: Lexicons) -> bool:
    """Whether a line can only say who wrote: words that no headline opens with, or any by-word with a colon, before a name ("Written by
    Regions Desk", "Text: Ada Moss")."""
    opening = _opening(lexicons).match(text)
    if opening is None or not text[opening.end()].isupper():
        return False
    return " " in opening["byword"] or text[opening.end("byword") : opening.end()].strip() in {":", "："}


@lru_cache(maxsize=4)
def _jobs(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("job_words"))


@lru_cache(maxsize=4)
def _desks(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("desk_words"))


@lru_cache(maxsize=4)
def _byline_hints(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(word for kind, word in lexicons.rows("markup_words") if kind == "byline")


@lru_cache(maxsize=4)
def _outlet(lexicons: Lexicons) -> re.Pattern[str]:
    """The name of a known outlet behind a person's."""
    forms = {form for name, others, *_ in lexicons.rows("news_outlets") for form in (name, *others.split("|")) if len(form) > 2}
    return re.compile(
        rf"(?<=[\w.,])\s{{1,2}}(?:the )?(?:{'|'.join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))})\b", re.IGNORECASE
    )


def read_byline(line: Line, lexicons: Lexicons) -> tuple[str, ...]:
    """The names on a byline, as printed, without jobs, desks and addresses; empty where the line is none.

    A line counts where it opens with a by-word, or lies in an element marked as a byline, and a name of at least two words follows at
    once ("by James Carter Senior News Editor" names James Carter), and nothing but names, jobs, places and dates stand on it.
    """
    text = " ".join(line.text[: _LONGEST_LINE + 1].split())
    if len(text) > _LONGEST_LINE or is_reporting(line):
        return ()
    korean = _KOREAN.match(text)
    if korean:
        return (korean.group("name"),)
    opening = _opening(lexicons).match(text) or _DATED_BY.match(text)
    if opening is None:
        return _marked_names(line, text, lexicons)
    return _names(text[opening.end() :], lexicons)


def _names(rest: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The names in what follows a by-word; none where it does not begin with one."""
    rest = _outlet(lexicons).split(_CUT.split(rest, maxsplit=1)[0], maxsplit=1)[0].strip(" ,.;:*_")
    parts = [part for part in _JOINS.split(rest) if part.strip()]
    names = [None if is_outlet(part, lexicons) else _name(_PLACE.sub("", part).split(), lexicons) for part in parts]
    if not names or names[0] is None or len(rest.split()) > 24:
        return ()
    return tuple(dict.fromkeys(name for name in names if name))


def _marked_names(line: Line, text: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The names in an element that its class calls a byline, where nothing else stands in it but a place, a job or a date."""
    own = line.markup.own_hints if line.markup is not None else frozenset()
    if own.isdisjoint(_byline_hints(lexicons)) or "comment" in own or is_outlet(text, lexicons):
        return ()
    return _names(text, lexicons)


def read_lone_names(line: Line, lexicons: Lexicons) -> tuple[str, ...]:
    """The names on a line that is nothing but names, jobs, an outlet and a date. Whether they are a byline depends on where it stands."""
    text = " ".join(line.text[: _LONGEST_LONE + 1].split())
    is_short = len(text) <= _LONGEST_LONE and text[:1].isupper()
    is_other = _opening(lexicons).match(text) or is_outlet(text.split(",")[0], lexicons)
    names = _names(text, lexicons) if is_short and not is_other else ()
    return tuple(name for name in names if not all(word in _ordinary(lexicons) for word in name.lower().split()))


@lru_cache(maxsize=4)
def _ordinary(lexicons: Lexicons) -> frozenset[str]:
    """Words of everyday news: a line of these alone is a section or an invitation, not a name."""
    furniture = {word for _, where, _, phrase in lexicons.rows("furniture") if where == "line" for word in phrase.split()}
    return frozenset(lexicons.words("word_rates")) | furniture


def is_reporting(line: Line) -> bool:
    """Whether a line is a credit such as "(Reporting by Ada Moss in Alva; editing by ...)"."""
    return len(line.text) <= _LONGEST_CREDIT and _REPORTING.match(line.text) is not None


def read_reporting(line: Line, lexicons: Lexicons) -> tuple[str, ...]:
    """The persons that a credit of reporters names, without desks, bureaus and editors."""
    credit = _REPORTING.match(line.text) if is_reporting(line) else None
    return () if credit is None else _names(credit.group("names"), lexicons)


def _name(words: Sequence[str], lexicons: Lexicons) -> str | None:
    if _is_desk(words, lexicons):
        return None
    kept = list(_name_words(words, _jobs(lexicons)))
    while kept and _PARTICLE.match(kept[-1]):
        kept.pop()
    is_whole = len(kept) >= 2 or (len(kept) == 1 and bool(re.match(r"^[가-힣一-龥]", kept[0])))
    return " ".join(kept) if (is_whole and not _PARTICLE.match(kept[0])) or (is_whole and len(kept) > 2) else None


def _is_desk(words: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a part of a byline names a desk or a bureau, not a person: a desk's word that no job follows ("bureau chief")."""
    lowered = [word.lower().strip(".,;:") for word in words[: _MOST_WORDS + 2]]
    return any(
        word in _desks(lexicons) and not any(after in _jobs(lexicons) for after in lowered[index + 1 :])
        for index, word in enumerate(lowered)
    )


def _name_words(words: Sequence[str], jobs: frozenset[str]) -> Iterator[str]:
    for word in words[:_MOST_WORDS]:
        bare = word.strip(",;:")
        if bare.lower().strip(".") in jobs or not _NAME_WORD.match(bare):
            return
        yield bare
        if bare != word:
            return


def clean_author(author: str, lexicons: Lexicons) -> tuple[str, ...]:
    """The names in an author field of the page's head; addresses, handles and one-word desks are left out."""
    if "://" in author or author.startswith("@") or len(author) > 200:
        return ()
    opening = _opening(lexicons).match(author)
    rest = _CUT.split(author[opening.end() :] if opening else author, maxsplit=1)[0]
    names = (_name(_PLACE.sub("", part).split(), lexicons) for part in _JOINS.split(rest) if part.strip())
    return tuple(dict.fromkeys(name for name in names if name))
