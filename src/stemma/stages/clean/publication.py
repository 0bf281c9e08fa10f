"""When the text was published and last changed: every rule's finding, and which of them is taken."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Date
from stemma.stages.clean.dates import FoundDate, falls_on, find_dates, find_month_days, read_iso
from stemma.stages.clean.evidence import ORDER, Day, load_weights, weigh_days
from stemma.stages.clean.lines import Line
from stemma.stages.clean.metadata import Metadata
from stemma.stages.clean.sightings import Order, Place, Sighting, sight_dates
from stemma.stages.clean.zones import tell_in_own_time

_URL_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/_.-]?(?P<month>0[1-9]|1[0-2])[/_.-]?(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_URL_MONTH = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2])/")
_HALF_DAY = re.compile(r"\d\s?[AP]M\b")
_SLASHED = re.compile(r"(?<![\d/-])([0-3]?\d)(?P<mark>[/-])([0-3]?\d)(?P=mark)(?:19|20)\d\d(?![\d/-])")
_URL_SHORT_DATE = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>[1-9]|1[0-2])/(?P<day>[1-9]|[12]\d|3[01])/")
_BEFORE_OPENING = re.compile(r"\W{0,3}(?:[A-ZÀ-Þ][\w.-]{2,24}(?:[ /-][A-ZÀ-Þ][\w.-]{1,24}){0,2}[,.]?\s?\(?)?")
_AFTER_OPENING = re.compile(r"\s?(?:\([^()\n]{2,30}\)\s?[-–—]|\)|[-–—:|/]\s|[„“»])")
_PLACE_AND_DAY = re.compile(r"(?:[^.!?\n]|(?<=[A-Za-z]{3})\.(?=\s?\d)){3,80}?\s?[-–—]{1,2}\s")
"""What opens a text behind a place, "Jan. 13" with its stop among it."""
_LONGEST_OPENING, _SHORTEST_RUNNING = 90, 60
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]\d|\d)")
_FOUNDED = re.compile(r"\b(?:since|est\.?|established|founded|depuis|seit|desde|dal)(?: in)? $", re.IGNORECASE)
_MOST_LINES, _LONGEST_YEARED = 400, 2_000
_LINES_BEFORE = 25
_LINES_AFTER = 3
_MONTHS = 12
_ZONED = re.compile(r"[ ,|–-]{1,3}\d{1,2}[:.h]\d\d ?([A-Za-z]{2,5})\b")
_WEST, _FAR_WEST, _SHARED_OFFSET = "-04:00", "-10:00", "+08:00"
_EARLIEST_YEAR = 1990
_LEAST_TOLD, _MOST_DAYS_TOLD = 0.01, 8
_DAY = len("2026-01-01")
LEAST_CONFIDENCE = 0.5
"""Below this chance of being right no day is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The date of publication and of the last change, where the page gives them well enough, and every day given, likeliest first."""

    published: Date | None
    updated: Date | None
    days: tuple[Day, ...] = ()


def find_publication(
    lines: Sequence[Line], place: Place, metadata: Metadata | None, url: str | None, lexicons: Lexicons, language: str
) -> Dates:
    """When the page was published and last changed.

    The likeliest day of publication is taken if its confidence is at least 0.5, told by its most trusted rule (``updated`` where the page
    gives no other day than that of its last change); else a month from the address. The confidence is that of the day, the chance that
    the day is right.
    """
    sightings = sight_publication(lines, place, metadata, url, lexicons, language)
    days = weigh_days(sightings, load_weights(lexicons))
    best = days[0] if days and days[0].confidence >= LEAST_CONFIDENCE else None
    month = next((one.date for one in sightings if one.date.rule == "url" and one.date.precision == "month"), None)
    return Dates(published=date_of(best) if best is not None else month, updated=_last_change(sightings), days=days)


def date_of(day: Day) -> Date:
    """A day as its most trusted sighting tells it."""
    first = day.sightings[0]
    rule = "updated" if first.meaning == "updated" else first.date.rule
    return replace(first.date, rule=rule, confidence=round(day.confidence, 3))


def evidence_of(days: Sequence[Day]) -> tuple[Date, ...]:
    """What speaks for each day as that of publication, likeliest day first; days next to impossible are left out."""
    return tuple(
        replace(date, confidence=round(day.confidence, 3))
        for day in [day for day in days if day.confidence >= _LEAST_TOLD][:_MOST_DAYS_TOLD]
        for date in dict.fromkeys(one.date for one in day.sightings if one.meaning == "published")
    )


def _last_change(sightings: Sequence[Sighting]) -> Date | None:
    """The last change by the most trusted rule that gives one."""
    changes = [one.date for one in sightings if one.meaning == "updated" and len(one.date.edtf) >= _DAY]
    return min(changes, key=lambda date: ORDER.index(date.rule), default=None)


def sight_publication(
    lines: Sequence[Line], place: Place, metadata: Metadata | None, url: str | None, lexicons: Lexicons, language: str
) -> tuple[Sighting, ...]:
    """All dates that the page's head, its marked elements, its lines and its address give, as candidates for its day of publication.

    Rules in order of trust: ``json_ld``, ``meta``, ``microdata`` (what the page tells machines), ``published_line`` (a date behind
    "Published:"), ``time_tag``, ``dateline`` ("ALVA, March 1, 2026 -"), ``byline_line`` and ``date_line`` (a bare date on a short line
    near the title), ``url``, ``script`` (data in the page's scripts), ``page_line`` (a date anywhere else).
    """
    day_first = _day_first(lines, metadata, language, lexicons)
    headed = [*_from_head(metadata, lexicons, day_first), *_from_url(url)]
    told = _told_days(lines, place, lexicons)
    known = frozenset(
        one.date.edtf[:_DAY] for one in headed if len(one.date.edtf) >= _DAY and one.signs.isdisjoint(("script", "in_figures"))
    )
    found = [
        *headed,
        *sight_dates(lines, place, lexicons, Order(day_first=day_first, known=known, told=told)),
        *_from_dateline(lines, _opening_lines(lines, place), lexicons),
    ]
    if not found and metadata is None:
        found = list(_without_year(lines, place.article, lexicons))
    return tell_in_own_time([one for one in found if int(one.date.edtf[:4]) >= _EARLIEST_YEAR])


def _told_days(lines: Sequence[Line], place: Place, lexicons: Lexicons) -> frozenset[tuple[int, int]]:
    """Month and day of the dates in words, with or without a year, that open the article ("CARACAS, 4 March -")."""
    opening = [lines[index].text[:_LONGEST_OPENING] for index in _opening_lines(lines, place)]
    return frozenset((month, day) for text in opening for _, _, month, day in find_month_days(text, lexicons))


def _day_first(lines: Sequence[Line], metadata: Metadata | None, language: str, lexicons: Lexicons) -> bool | None:
    """How the page reads 03/04/2026: as its other dates in figures can only be read, else by its language, else by the zone of a clock
    beside one, else not at all."""
    values = [line.text for line in lines[:_MOST_LINES] if ("/" in line.text or "-" in line.text) and len(line.text) <= _LONGEST_YEARED]
    values += [stamp.value for stamp in metadata.stamps] if metadata is not None else []
    pairs = [(int(match[1]), int(match[3])) for value in values for match in _SLASHED.finditer(value)]
    is_day_first = any(first > _MONTHS >= second for first, second in pairs)
    is_month_first = any(second > _MONTHS >= first for first, second in pairs)
    if is_day_first != is_month_first:
        return is_day_first
    if language != "en":
        return True
    told = {is_first for value in values for is_first in _by_zone(value, lexicons)}
    return told.pop() if len(told) == 1 else None


def _by_zone(value: str, lexicons: Lexicons) -> Iterator[bool]:
    """Whether the day comes first in dates in figures beside a clock of a known zone ("02/03/2026 16:05 CEST"): the month does in North
    America, and in the Philippines, whose hour others share."""
    for match in _SLASHED.finditer(value):
        clock = _ZONED.match(value, match.end())
        offset = _zones(lexicons).get(clock[1].lower()) if clock else None
        if offset is not None and offset != _SHARED_OFFSET:
            yield not _WEST <= offset <= _FAR_WEST


@lru_cache(maxsize=4)
def _zones(lexicons: Lexicons) -> dict[str, str]:
    return {name: offset for name, offset, *_ in lexicons.rows("time_zones")}


def _date(found: FoundDate, rule: str, offset: int | None) -> Date:
    span = (None, None) if offset is None else (offset + found.start, offset + found.end)
    return Date(edtf=found.edtf, precision=found.precision, start=span[0], end=span[1], rule=rule)


def _from_head(metadata: Metadata | None, lexicons: Lexicons, day_first: bool | None) -> Iterator[Sighting]:
    for stamp in metadata.stamps if metadata is not None else ():
        found = read_iso(stamp.value)
        signs = stamp.signs
        if found is None:
            order = False if _HALF_DAY.search(stamp.value) else day_first
            found = next(iter(find_dates(stamp.value[:80], lexicons, day_first=order)), None)
            signs = signs | {"in_figures"} if _SLASHED.search(stamp.value) else signs
        if found:
            yield Sighting(date=_date(found, stamp.rule, None), meaning=stamp.meaning, signs=signs)


def _without_year(lines: Sequence[Line], article: Sequence[int], lexicons: Lexicons) -> Iterator[Sighting]:
    """A short line above the text with day and month alone: of the year that stands elsewhere on the line ("March 14, year 115 (2026)"),
    or of the last year named outside the article (which tells of years past), save that of the paper's founding, in which the day falls on
    the weekday beside it."""
    first = article[0] if article else min(len(lines), _LINES_BEFORE)
    told = frozenset(article)
    around = [line for index, line in enumerate(lines[:_MOST_LINES]) if index not in told]
    yeared = [(line.text, match) for line in around for match in _YEAR.finditer(line.text[:_LONGEST_YEARED])]
    named = {int(year.group()) for text, year in yeared if not _FOUNDED.search(text[: year.start()])}
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
            date = Date(edtf=found.edtf, precision="day", start=line.start + start, end=line.start + end, rule="date_line")
            yield Sighting(date=date, meaning="published", signs=frozenset({"without_year"}))


def _opening_lines(lines: Sequence[Line], place: Place) -> Sequence[int]:
    """The article's first line, its first lines of running text, and what stands between it and its title."""
    first = place.article[0] if place.article else 0
    under = range(place.title_at + 1, first) if place.title_at is not None and first - place.title_at <= _LINES_BEFORE else ()
    running = [index for index in place.article[: 3 * _LINES_AFTER] if len(lines[index].text) >= _SHORTEST_RUNNING][:_LINES_AFTER]
    return tuple(dict.fromkeys((*place.article[:_LINES_AFTER], *running, *under)))


def _from_dateline(lines: Sequence[Line], opening: Sequence[int], lexicons: Lexicons) -> Iterator[Sighting]:
    """A date that opens the text: "ALVA, March 1, 2026 -", or "01.03.2026 - The ...", "Alva (1.3.2026). The ..." in its first lines."""
    for index in opening[:1]:
        place = _PLACE_AND_DAY.match(lines[index].text[:120])
        if place and re.search(r"[A-ZÀ-Þ]{3}|[A-Z]\w+[,(]", place.group()):
            for found in find_dates(place.group(), lexicons):
                yield _sighted(_date(found, "dateline", lines[index].start), "opens_place")
    for index in opening:
        text = lines[index].text[:_LONGEST_OPENING]
        for found in find_dates(text, lexicons):
            if _BEFORE_OPENING.fullmatch(text[: found.start]) and _AFTER_OPENING.match(text[found.end :]) and found.precision != "month":
                yield _sighted(_date(found, "dateline", lines[index].start), "opens_text")


def _from_url(url: str | None) -> Iterator[Sighting]:
    if not url:
        return
    day = _URL_DATE.search(url) or _URL_SHORT_DATE.search(url)
    found = read_iso("-".join(part.zfill(2) for part in day.groups())) if day else None
    month = _URL_MONTH.search(url)
    if found is None and month:
        found = read_iso(f"{month.group('year')}-{int(month.group('month')):02}")
    if found:
        yield _sighted(_date(found, "url", None), "url_day" if len(found.edtf) >= _DAY else "url_month")


def _sighted(date: Date, sign: str) -> Sighting:
    return Sighting(date=date, meaning="published", signs=frozenset({sign}))
