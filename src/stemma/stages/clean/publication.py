"""When the text was published and last changed: every rule's finding, and which of them is taken."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Date
from stemma.stages.clean.dates import FoundDate, falls_on, find_dates, find_month_days, read_iso
from stemma.stages.clean.evidence import rank_dates
from stemma.stages.clean.lines import Line
from stemma.stages.clean.metadata import Metadata

_URL_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_.-]?(?P<month>0[1-9]|1[0-2])[/_.-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2])/")
_BETWEEN = r"[:：.|\]】-]{0,2}\s{0,3}[\[(（]?\s?$"
_URL_SHORT_DATE = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[1-9]|1[0-2])/(?P<day>[1-9]|[12]\d|3[01])/")
_BEFORE_OPENING = re.compile(r"\W{0,3}(?:[A-ZÀ-Þ][\w.-]{2,24}(?:[ /-][A-ZÀ-Þ][\w.-]{1,24}){0,2}[,.]?\s?\(?)?")
_AFTER_OPENING = re.compile(r"\s?(?:\)|[-–—:|/]\s|[„“»])")
_LONGEST_OPENING = 90
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_MOST_LINES, _LONGEST_YEARED = 400, 2_000
_SILENT = logging.NullHandler()
_LONGEST_DATE_LINE = 160
_LARGEST_GUESSED_CHARS = 2_000_000
_LINES_BEFORE = 25
_LINES_AFTER = 3
_EARLIEST_YEAR = 1990


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """Every finding, those of the day with the most evidence first, then in order of trust; the first of each is the one taken."""

    published: tuple[Date, ...]
    updated: tuple[Date, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    published: re.Pattern[str]
    updated: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicons: Lexicons) -> _Words:
    def pattern(meaning: str) -> re.Pattern[str]:
        forms = sorted({row[2] for row in lexicons.rows("date_words") if row[0] == meaning}, key=lambda form: (-len(form), form))
        opening = rf"(?:^|(?<=[\s(|·•:\[/,.;]))(?:{'|'.join(map(re.escape, forms))})"
        return re.compile(rf"{opening}(?:\s(?:on|at|am|le|el|em|il|op|den))?\s{{0,2}}{_BETWEEN}", re.IGNORECASE)

    return _Words(pattern("published"), pattern("updated"))


def find_publication(
    lines: Sequence[Line], article: Sequence[int], metadata: Metadata | None, url: str | None, lexicons: Lexicons, language: str
) -> Dates:
    """Dates that the page's head, the lines round the article's start and end, and its address give.

    Rules in order of trust: ``json_ld``, ``meta``, ``microdata`` (what the page tells machines), ``published_line`` (a date behind
    "Published:"), ``time_tag``, ``dateline`` ("ALVA, March 1, 2026 -"), ``byline_line`` and ``date_line`` (a bare date on a short line
    near the title), ``url``.
    """
    found = [
        *_from_head(metadata, lexicons),
        *_from_lines(lines, article, lexicons, language),
        *_from_dateline(lines, article, lexicons),
        *_from_url(url),
    ]
    if not found and metadata is None:
        found = list(_without_year(lines, article, lexicons))
    published = [date for meaning, date in found if meaning == "published"]
    updated = [date for meaning, date in found if meaning == "updated"]
    return Dates(published=_ranked(published), updated=_ranked(updated))


def _ranked(dates: Sequence[Date]) -> tuple[Date, ...]:
    return rank_dates([date for date in dates if int(date.edtf[:4]) >= _EARLIEST_YEAR])


def _date(found: FoundDate, rule: str, offset: int | None) -> Date:
    span = (None, None) if offset is None else (offset + found.start, offset + found.end)
    return Date(edtf=found.edtf, precision=found.precision, start=span[0], end=span[1], rule=rule)


def _from_head(metadata: Metadata | None, lexicons: Lexicons) -> Iterator[tuple[str, Date]]:
    if metadata is None:
        return
    for meaning, pairs in (("published", metadata.published), ("updated", metadata.updated)):
        for rule, value in pairs:
            found = read_iso(value) or next(iter(find_dates(value[:80], lexicons)), None)
            if found:
                yield meaning, _date(found, rule, None)


def _from_lines(lines: Sequence[Line], article: Sequence[int], lexicons: Lexicons, language: str) -> Iterator[tuple[str, Date]]:
    first, last = (article[0], article[-1]) if article else (min(len(lines), _LINES_BEFORE), len(lines))
    near = [
        *range(max(0, first - _LINES_BEFORE), min(first + 2, len(lines))),
        *range(max(first + 2, last), min(last + 1 + _LINES_AFTER, len(lines))),
    ]
    for index in near:
        line = lines[index]
        if len(line.text) > _LONGEST_DATE_LINE:
            continue
        for found in find_dates(line.text, lexicons, day_first=None if language == "en" else True):
            meaning, rule = _meaning(line, found, lexicons, is_after=index >= max(first + 2, last))
            if found.precision != "month" and rule:
                yield meaning, _date(found, rule, line.start)


def _without_year(lines: Sequence[Line], article: Sequence[int], lexicons: Lexicons) -> Iterator[tuple[str, Date]]:
    """A short line above the text with day and month alone: of the year that stands elsewhere on the line ("March 14, year 115 (2026)"),
    or of the last year that the page names in which the day falls on the weekday beside it ("Friday 10 April")."""
    first = article[0] if article else min(len(lines), _LINES_BEFORE)
    named = {int(year) for line in lines[:_MOST_LINES] for year in _YEAR.findall(line.text[:_LONGEST_YEARED])}
    for index in range(max(0, first - _LINES_BEFORE), min(first + 1, len(lines))):
        line = lines[index]
        days = list(find_month_days(line.text, lexicons)) if len(line.text) <= _LONGEST_OPENING else []
        if len(days) != 1:
            continue
        start, end, month, day = days[0]
        own = [int(year) for year in _YEAR.findall(line.text)]
        years = own[:1] or [year for year in sorted(named, reverse=True) if falls_on(line.text, year, month, day, lexicons)][:1]
        found = read_iso(f"{years[0]}-{month:02}-{day:02}") if years else None
        if found is not None:
            yield "published", Date(edtf=found.edtf, precision="day", start=line.start + start, end=line.start + end, rule="date_line")


def _meaning(line: Line, found: FoundDate, lexicons: Lexicons, *, is_after: bool) -> tuple[str, str | None]:
    words = _words(lexicons)
    before = line.text[: found.start]
    if words.updated.search(before):
        return "updated", "published_line"
    if words.published.search(before):
        return "published", "published_line"
    if line.markup is not None and "time" in line.markup.landmarks:
        return "published", "time_tag"
    rest = len(line.text) - (found.end - found.start)
    is_signature = is_after and rest < 20 and "www." in line.text
    if (is_after and not is_signature) or rest > 60:
        return "published", None
    return "published", "byline_line" if rest > 12 else "date_line"


def _from_dateline(lines: Sequence[Line], article: Sequence[int], lexicons: Lexicons) -> Iterator[tuple[str, Date]]:
    """A date that opens the text: "ALVA, March 1, 2026 -", or "01.03.2026 - The ...", "Alva (1.3.2026). The ..." in its first lines."""
    for index in article[:1]:
        opening = re.match(r"[^.!?\n]{3,80}?\s?[-–—]{1,2}\s", lines[index].text[:120])
        if opening and re.search(r"[A-ZÀ-Þ]{3}|[A-Z]\w+[,(]", opening.group()):
            for found in find_dates(opening.group(), lexicons):
                yield "published", _date(found, "dateline", lines[index].start)
    for index in article[:_LINES_AFTER]:
        text = lines[index].text[:_LONGEST_OPENING]
        for found in find_dates(text, lexicons):
            if _BEFORE_OPENING.fullmatch(text[: found.start]) and _AFTER_OPENING.match(text[found.end :]) and found.precision != "month":
                yield "published", _date(found, "dateline", lines[index].start)


def _from_url(url: str | None) -> Iterator[tuple[str, Date]]:
    if not url:
        return
    day = _URL_DATE.search(url) or _URL_SHORT_DATE.search(url)
    found = read_iso("-".join(part.zfill(2) for part in day.groups())) if day else None
    month = _URL_MONTH.search(url)
    if found is None and month:
        found = read_iso(f"{month.group('year')}-{int(month.group('month')):02}")
    if found:
        yield "published", _date(found, "url", None)


def guess_publication(content: str, url: str | None) -> tuple[Date, ...]:
    """The day that htmldate (Barbaresi 2020) finds on an HTML page where no rule of ours does: rule ``htmldate``, without a span."""
    from htmldate import find_date

    logging.getLogger("htmldate").addHandler(_SILENT)
    if len(content) > _LARGEST_GUESSED_CHARS:
        return ()
    try:
        day = find_date(content, url=url, extensive_search=False, original_date=True)
    except Exception:
        return ()
    found = read_iso(day) if day else None
    return (_date(found, "htmldate", None),) if found else ()
