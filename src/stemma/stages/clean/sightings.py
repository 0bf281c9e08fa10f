"""Every date on a page's lines that may be its day of publication, with the signs by which it is judged."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Date
from stemma.stages.clean.dates import FoundDate, find_dates, read_iso
from stemma.stages.clean.lines import Line, Markup
from stemma.stages.clean.stamps import Meaning

_LONGEST_LINE, _LONGEST_TOLD, _LONGEST_LABEL_LINE = 160, 400, 30
_MOST_SIGHTED = 120
_BETWEEN = r"[:：.|\]】-]{0,2}\s{0,3}[\[(（]?\s?$"
_WEEKDAY = r"(?:[^\W\d_]{2,10}\.?,?\s)?"
_YEAR = re.compile(
    r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[./]\d\d(?!\d)|[-/ ][A-Za-z]{3,9}[-/ ]'?\d\d(?!\d))"
)  # opens with a digit, so that search passes over all else
_FIGURES = re.compile(r"(?<![\d./-])(?P<first>[0-3]?\d)(?P<mark>[./-])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d/-])")
_SHORT_YEAR = re.compile(
    r"(?<![\d./])(?P<first>[0-3]?\d)(?P<mark>[./])(?P<second>[0-3]?\d)(?P=mark)(?P<year>[0-3]\d)(?![\d./%€$]|\s?(?:%|€|\$|Uhr))"
)
_ABOVE_LINES, _AFTER_LINES, _BEHIND_CHARS = 6, 4, 60
_ALONE, _MONTHS = 12, 12
_SERIES, _LONG_SERIES = 3, 6
_SENTENCE_END = re.compile(r"[^\W\d]{3}[.!?]['\"”’)]?$")
_DATE_HINTS = frozenset({"date", "time", "timestamp", "published", "pubdate", "posted", "datum", "fecha", "dateline", "data", "datetime"})
_META_HINTS = frozenset({"meta", "byline", "author", "info", "details"})
_CHANGED_HINTS = frozenset({"updated", "modified", "lastmod"})
_COMMENT_HINTS = frozenset({"comment", "comments", "reply", "replies", "kommentar", "kommentare", "respond"})
_ASIDE_HINTS = frozenset(
    {"related", "sidebar", "widget", "teaser", "recommended", "promo", "latest", "recent", "popular", "card", "footer"}
)
_ASIDE_LANDMARKS = frozenset({"nav", "aside", "footer", "form", "select", "button"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A date, what it is said to be the date of, and the signs that stand beside it."""

    date: Date
    meaning: Meaning
    signs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How the page reads 03/04/2026: with the day first or not (None where it does not tell), and the days that it gives beyond doubt,
    one of which a date in figures may be; ``told`` are months and days that the text opens with."""

    day_first: bool | None
    known: frozenset[str] = frozenset()
    told: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the article stands among a page's lines: its lines, its title's if one shows it, and where what follows it begins."""

    article: Sequence[int]
    title_at: int | None
    closed_at: int

    def region(self, index: int) -> str:
        """The part of the page that a line stands in."""
        if index >= self.closed_at:
            return "beyond"
        first, last = (self.article[0], self.article[-1]) if self.article else (self.closed_at, self.closed_at)
        if index >= first:
            return (
                "opening"
                if index in self.article[:2]
                else "amid"
                if index <= last
                else "after"
                if index <= last + _AFTER_LINES
                else "below"
            )
        if self.title_at is not None and self.title_at <= index:
            return "under_title"
        head = first if self.title_at is None else min(first, self.title_at)
        return "above" if index >= head - _ABOVE_LINES else "far_above"


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    before: dict[str, re.Pattern[str]]
    behind: re.Pattern[str]


@lru_cache(maxsize=4)
def _words(lexicons: Lexicons) -> _Words:
    def pattern(meaning: str) -> re.Pattern[str]:
        forms = "|".join(_forms(meaning, lexicons))
        opening = rf"(?P<lead>^\W{{0,3}}|(?<=[\s(|·•:\[/,.;]))(?:{forms})"
        return re.compile(rf"{opening}(?:\s(?:on|at|am|le|el|em|il|op|den))?\s{{0,2}}{_WEEKDAY}{_BETWEEN}", re.IGNORECASE)

    meanings = ("published", "updated", "other")
    behind = "|".join(form for form in _forms("published", lexicons) if len(form) > 5)
    return _Words({meaning: pattern(meaning) for meaning in meanings}, re.compile(rf"(?<!\w)(?:{behind})(?!\w)", re.IGNORECASE))


def _forms(meaning: str, lexicons: Lexicons) -> list[str]:
    forms = {row[2] for row in lexicons.rows("date_words") if row[0] == meaning}
    return [re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))]


def sight_dates(lines: Sequence[Line], place: Place, lexicons: Lexicons, order: Order) -> tuple[Sighting, ...]:
    """The dates on short lines, in order of the page. Nearest the article first, no more than 120 lines with a date are read."""
    dated = [index for index, line in enumerate(lines) if len(line.text) <= _LONGEST_TOLD and _YEAR.search(line.text)]
    first, last = (place.article[0], place.article[-1]) if place.article else (0, len(lines))
    dated = sorted(sorted(dated, key=lambda index: (max(first - index, index - last, 0), index))[:_MOST_SIGHTED])
    found = [
        (sighting, _series_key(lines[index], sighting)) for index in dated for sighting in _on_line(lines, index, place, lexicons, order)
    ]
    days: Counter[tuple[object, ...]] = Counter()
    for key, _ in {(key, sighting.date.edtf[:10]) for sighting, key in found}:
        days[key] += 1
    return tuple(_in_series(sighting, days[key]) for sighting, key in found)


def _in_series(sighting: Sighting, days: int) -> Sighting:
    sign = "in_long_series" if days >= _LONG_SERIES else "in_series"
    return sighting if days < _SERIES else replace(sighting, signs=sighting.signs | {sign})


def _series_key(line: Line, sighting: Sighting) -> tuple[object, ...]:
    """What dates of a list of teasers or comments have in common."""
    region = next(iter(sorted(sign for sign in sighting.signs if "at_" in sign)), "")
    hints = line.markup.own_hints if line.markup is not None else frozenset()
    return region, hints, line.markup.tag if line.markup is not None else None


def _on_line(lines: Sequence[Line], index: int, place: Place, lexicons: Lexicons, order: Order) -> Iterator[Sighting]:
    line, region = lines[index], place.region(index)
    label_above = lines[index - 1].text if index and len(lines[index - 1].text) <= _LONGEST_LABEL_LINE else ""
    for number, one in enumerate(_find(line.text, lexicons, order)):
        meaning, signs = _labels(line.text, one, label_above if number == 0 else "", lexicons)
        if (
            one.precision == "month"
            or "labelled_other" in signs
            or (len(line.text) > _LONGEST_LINE and signs.isdisjoint(("labelled", "labelled_behind")))
        ):
            continue
        if line.markup is not None and not line.markup.own_hints.isdisjoint(_CHANGED_HINTS) and "labelled" not in signs:
            meaning = "updated"
        rule = _rule(signs, region, len(line.text) - (one.end - one.start), line.markup)
        date = Date(edtf=one.edtf, precision=one.precision, start=line.start + one.start, end=line.start + one.end, rule=rule)
        if region in ("opening", "amid") and _is_told_of(line.text, one, signs):
            continue
        signs = _signs_of_change(signs, region) if meaning == "updated" else signs | set(_signs_of_place(line, one, region, signs))
        yield Sighting(date=date, meaning=meaning, signs=frozenset(signs))


def _find(text: str, lexicons: Lexicons, order: Order) -> tuple[FoundDate, ...]:
    """The dates on a line; in figures, one that can be a day known beyond doubt is that day, and a short year ("31.10.23") counts where
    the line gives no other."""
    found = find_dates(text, lexicons, day_first=order.day_first)
    found = _settle(text, found, order) if (order.known or order.told) and _FIGURES.search(text) else found
    match = _SHORT_YEAR.search(text) if not found and len(text) <= _LONGEST_LINE else None
    if match is None:
        return found
    first, second = int(match["first"]), int(match["second"])
    is_month_first = match["mark"] == "/" and (second > _MONTHS or order.day_first is False)
    if match["mark"] == "/" and order.day_first is None and first <= _MONTHS and second <= _MONTHS and first != second:
        return ()
    month, day = (first, second) if is_month_first else (second, first)
    read = read_iso(f"20{match['year']}-{month:02}-{day:02}")
    return (replace(read, start=match.start(), end=match.end()),) if read is not None else ()


def _settle(text: str, found: tuple[FoundDate, ...], order: Order) -> tuple[FoundDate, ...]:
    """The dates with those in figures read the way in which, and only in which, they are a known day, or one that the text opens with."""
    settled = list(found)
    for match in _FIGURES.finditer(text):
        swapped = read_iso(f"{match['year']}-{int(match['first']):02}-{int(match['second']):02}")
        plain = read_iso(f"{match['year']}-{int(match['second']):02}-{int(match['first']):02}")
        days = [one for one in (plain, swapped) if one is not None]
        sure = [one for one in days if one.edtf in order.known]
        if not order.known and order.day_first is None:
            sure = [one for one in days if (int(one.edtf[5:7]), int(one.edtf[8:10])) in order.told]
        if len(sure) != 1:
            continue
        at = next((number for number, one in enumerate(settled) if one.start == match.start()), None)
        clock = settled[at].edtf[10:] if at is not None else ""
        end = settled[at].end if at is not None else match.end()
        new = FoundDate(edtf=sure[0].edtf + clock, precision="minute" if clock else "day", start=match.start(), end=end)
        settled = [new if number == at else one for number, one in enumerate(settled)] if at is not None else [*settled, new]
    return tuple(sorted(settled, key=lambda one: one.start))


def _is_told_of(text: str, found: FoundDate, labels: set[str]) -> bool:
    """Whether a sentence of the text speaks of a day: the date of what it tells, not of the page."""
    rest = len(text) - (found.end - found.start)
    return rest > _ALONE and bool(_SENTENCE_END.search(text)) and labels.isdisjoint(("labelled", "labelled_updated", "labelled_behind"))


def _signs_of_change(labels: set[str], region: str) -> set[str]:
    """The signs of a date of the last change: it dates a page that gives no other."""
    return {f"change_at_{region}", *({"change_labelled"} if "labelled_updated" in labels else ())}


def _signs_of_place(line: Line, found: FoundDate, region: str, labels: set[str]) -> Iterator[str]:
    rest = len(line.text) - (found.end - found.start)
    yield f"at_{region}"
    yield "alone" if rest <= _ALONE else "beside_some" if rest <= 60 else "beside_much"
    if "T" in found.edtf:
        yield "clock"
    if found.end - found.start <= len("31.10.23"):
        yield "short_year"
    if line.markup is not None:
        yield from _signs_of_markup(line.markup)
    if "labelled" in labels and region in ("under_title", "above", "opening", "after"):
        yield "labelled_near"


def _labels(text: str, found: FoundDate, above: str, lexicons: Lexicons) -> tuple[Meaning, set[str]]:
    """What the words round a date call it."""
    words, before = _words(lexicons), text[: found.start]
    behind = text[found.end : found.end + _BEHIND_CHARS]
    label = above if not before.strip() else before
    for meaning, sign in (("updated", "labelled_updated"), ("published", "labelled"), ("other", "labelled_other")):
        match = words.before[meaning].search(label)
        if match:
            signs = {sign} | ({"label_opens"} if match.start() == 0 else set())
            return ("updated" if meaning == "updated" else "published"), signs
    return "published", {"labelled_behind"} if words.behind.search(behind) else set()


def _signs_of_markup(markup: Markup) -> Iterator[str]:
    yield "marked_up"
    if "time" in markup.landmarks:
        yield "in_time"
    if not markup.own_hints.isdisjoint(_DATE_HINTS):
        yield "in_date"
    if not markup.own_hints.isdisjoint(_META_HINTS):
        yield "in_meta"
    if not markup.hints.isdisjoint(_COMMENT_HINTS):
        yield "in_comment"
    if not markup.hints.isdisjoint(_ASIDE_HINTS) or not markup.landmarks.isdisjoint(_ASIDE_LANDMARKS):
        yield "in_aside"
    if markup.link_share > 0.8:
        yield "in_link"
    if not markup.landmarks.isdisjoint(("ul", "ol", "table")):
        yield "in_list"


def _rule(labels: set[str], region: str, rest: int, markup: Markup | None) -> str:
    if not labels.isdisjoint(("labelled", "labelled_updated", "labelled_behind")):
        return "published_line"
    if markup is not None and "time" in markup.landmarks:
        return "time_tag"
    if region in ("amid", "after", "below", "beyond", "far_above"):
        return "page_line"
    return "date_line" if rest <= _ALONE else "byline_line"
