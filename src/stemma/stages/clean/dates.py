"""Absolute dates on a page's date lines, in many languages and forms, as EDTF."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.plain_words import WORD_CHARACTERS, split_plain

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"
_SHORT = r"'?(?P<short>[0-3]\d)"
"""The last two figures of a year of this century."""
_NO_HOUR = r"(?!\d|\s?(?:hrs?|hours)\b)"
"""Behind four figures that are a year, no clock ("6 May, 1900hrs")."""
_NUMERIC_FORMS = (
    ("-", rf"(?<![\d-]){_YEAR}-(?P<month>[01]?\d)-{_DAY}(?!\d|-\d)"),
    ("/", rf"(?<![\d/]){_YEAR}/(?P<month>[01]?\d)/{_DAY}(?![\d/])"),
    (".", rf"(?<![\d.]){_YEAR}\s?\.\s?(?P<month>[01]?\d)\s?\.\s?{_DAY}(?!\d)"),
    ("年", rf"{_YEAR}\s?年\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]"),
    ("년", rf"{_YEAR}\s?년\s?(?P<month>[01]?\d)\s?[月월]\s?{_DAY}\s?[日일]"),
    (".", rf"(?<![\d.]){_DAY}\.\s?(?P<month>[01]?\d)\.\s?{_YEAR}(?!\d|\.\d)"),
    ("-", rf"(?<![\d-])(?P<first>[0-3]?\d)(?P<dash>-)(?P<second>[0-3]?\d)-{_YEAR}(?![\d-])"),
    ("|", rf"(?<![\d|]){_DAY}\s?\|\s?(?P<month>[01]\d)\s?\|\s?{_YEAR}(?![\d|])"),
)
"""Forms in figures, each with a character that it needs."""
_SLASHED = rf"(?<![\d/])(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/{_YEAR}(?![\d/])"
_ISO_TIME = re.compile(r"[T ](?P<hour>[0-2]\d):(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d{1,9})?)?\s?(?P<zone>Z|[+-][01]\d:?[0-5]\d)?(?!\d)")
_HALF_BEFORE = "오전|오후|上午|下午|午前|午後"
_BEFORE_CLOCK = r"(?:at|um|à|a las|às|alle|kl\.?|klo|om|o godz\.?|в|о|saat|ore|ora|h)"
_CLOCK = re.compile(
    rf"^[\s,.;|·•(\[/–—-]{{0,6}}(?:{_BEFORE_CLOCK}\s{{0,2}})?(?:(?P<half_before>{_HALF_BEFORE})\s{{0,2}})?"
    r"(?P<hour>[0-2]?\d)(?:\s?[:.hH時时시点]\s?(?P<minute>[0-5]\d)?(?::[0-5]\d)?\s?[分분]?)?(?!\d)\s{0,2}(?P<half>[ap]\.?\s?m\b\.?)?"
    r"(?:\s{0,2}(?:Uhr|uur|hrs?|IST)\b)?",
    re.IGNORECASE,
)
_ZONE = re.compile(r"^\s{0,2}\(?(?P<sign>(?:UTC|GMT)?\s?[+-]\d{1,2}(?::?\d\d)?\b)|^\s{0,2}\(?(?P<name>[A-Za-zА-Яа-я]{1,4})\b")
_MAY_HOLD = re.compile(
    r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|[/.]\d|[-/ ][A-Za-z]{3,9}[-/ ]'?\d\d(?!\d))"
)  # opens with a digit, so that search passes over all else
_FIGURES = re.compile(r"\d\s?[-/.|年년]\s?\d")
_TOKEN = re.compile(r"\w+")
_LETTER_FORMS = str.maketrans({"\u0307": None, "ı": "i", "ſ": "s"})
_MERIDIEM_PM = ("오후", "下午", "午後")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """An absolute date in a text: EDTF, how fine it is, and where it stands."""

    edtf: str
    precision: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class _Grammar:
    """Months by ``calendar_key``, the first words of these, and the forms of dates: in figures, with a month's name, with slashes."""

    months: dict[str, int]
    openings: frozenset[str]
    zones: dict[str, str]
    figures: tuple[tuple[str, re.Pattern[str]], ...]
    named: tuple[re.Pattern[str], ...]
    slashed: re.Pattern[str]
    months_alone: re.Pattern[str]
    month_day: re.Pattern[str]


@lru_cache(maxsize=4)
def _grammar(lexicons: Lexicons) -> _Grammar:
    months: dict[str, int] = {}
    for number, _, form in lexicons.rows("months"):
        months.setdefault(form, int(number))
    names = "|".join(re.escape(name) for name in sorted(months, key=lambda name: (-len(name), name)))
    keys = {calendar_key(name): number for name, number in reversed(months.items())}
    month = rf"(?<!\w)(?P<name>{names})(?!\w)\.?"
    ordinal = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
    of = r"(?:(?:de|of|du|del|di|do)\s)?"
    forms = (
        rf"(?<!\d){_DAY}{ordinal}[\s-]{{0,2}}{of}(?:the\s)?{month},?[\s-]{{0,2}}(?:de[l]?\s)?{_YEAR}{_NO_HOUR}",
        rf"{month}\s{{0,2}}{_DAY}{ordinal},?\s{{0,2}}{_YEAR}{_NO_HOUR}",
        rf"{_YEAR}[.,]?\s{month}\s{_DAY}(?!\d)",
        rf"(?<!\d){_DAY}(?P<mark>[-/]){month}(?P=mark){_SHORT}(?![\d:])",
        rf"(?<!\d){_DAY}\s{month}\s{_SHORT}(?=\s?$|/|,?\s[0-2]\d:?[0-5]\d\b)",
    )
    figures = tuple((mark, re.compile(form)) for mark, form in _NUMERIC_FORMS)
    named = tuple(re.compile(form, re.IGNORECASE) for form in forms)
    slashed = re.compile(_SLASHED)
    alone = re.compile(rf"(?<!\d\s)(?<!\d\.\s){month},?\s{{1,2}}(?:de\s|of\s)?{_YEAR}(?!\d)", re.IGNORECASE)
    day_month = rf"(?<![\d.])(?P<day2>[0-3]?\d){ordinal}\s{of}{month.replace('name', 'name2')}"
    month_day = re.compile(rf"(?:{month}\s{{1,2}}(?P<day>[0-3]?\d){ordinal}|{day_month})(?![\d%]|:\d)", re.IGNORECASE)
    openings = frozenset(name.split()[0] for name in keys)
    zones = {row[0]: row[1] for row in lexicons.rows("time_zones")}
    return _Grammar(keys, openings, zones, figures, named, slashed, alone, month_day)


def calendar_key(name: str) -> str:
    """The name of a month or a weekday in small letters, whichever capitals of an alphabet it is written in ("HAZİRAN", "KASIM")."""
    return name.lower() if name.isascii() else name.lower().translate(_LETTER_FORMS)


def find_dates(text: str, lexicons: Lexicons, *, day_first: bool | None = None) -> tuple[FoundDate, ...]:
    """Every absolute date with a year in a text, in order, none overlapping another; clock times and zones beside them are read too.

    ``day_first`` says how 03/04/2025 is to be read; None leaves it out, unless one number can only be the day; 03-04-2025 is read with the
    day first unless ``day_first`` is False. A zone is kept where it is stated, as an offset (``2025-10-26T17:17+09:00``) or ``Z``.
    """
    return _find_dates(text, lexicons, day_first if "/" in text or "-" in text else None) if _MAY_HOLD.search(text) else ()


@lru_cache(maxsize=512)
def _find_dates(text: str, lexicons: Lexicons, day_first: bool | None) -> tuple[FoundDate, ...]:
    """The same, remembered: several readers ask for the dates of one line."""
    grammar = _grammar(lexicons)
    has_figures, has_month = _FIGURES.search(text) is not None, _names_month(text, grammar)
    taken = list(_by_weekday(text, lexicons)) if has_figures else []
    figures = [pattern for mark, pattern in grammar.figures if mark in text] if has_figures else []
    slashed = [grammar.slashed] if has_figures and "/" in text else []
    for pattern in (*figures, *(grammar.named * has_month), *slashed):
        for match in pattern.finditer(text):
            if not any(one.start < match.end() and match.start() < one.end for one in taken):
                found = _full_date(match, text, grammar, day_first)
                if found:
                    taken.append(found)
    for match in grammar.months_alone.finditer(text) if has_month else ():
        month = grammar.months.get(calendar_key(match["name"]))
        if month is not None and not any(one.start < match.end() and match.start() < one.end for one in taken):
            taken.append(FoundDate(edtf=f"{match['year']}-{month:02}", precision="month", start=match.start(), end=match.end()))
    return tuple(sorted(taken, key=lambda found: found.start))


def _names_month(text: str, grammar: _Grammar) -> bool:
    key = calendar_key(text)
    return not grammar.openings.isdisjoint(split_plain(key, WORD_CHARACTERS) if key.isascii() else _TOKEN.findall(key))


def falls_on(text: str, year: int, month: int, day: int, lexicons: Lexicons) -> bool:
    """Whether a text names the day of the week that a date falls on."""
    numbers = _weekdays(lexicons)[1]
    told = {numbers[word] for word in re.findall(r"[^\W\d_]+", calendar_key(text)) if word in numbers}
    iso = _day(year, month, day)
    return iso is not None and told == {datetime.date.fromisoformat(iso).isoweekday()}


def weekday_beside(text: str, start: int, end: int, lexicons: Lexicons) -> int | None:
    """The day of the week (1 Monday to 7 Sunday) named right before or behind a date, None where none is."""
    before, behind = _weekdays_beside(lexicons)
    match = before.search(text[max(0, start - 20) : start]) or behind.match(text, end)
    return _weekdays(lexicons)[1][calendar_key(match["name"])] if match else None


@lru_cache(maxsize=4)
def _weekdays_beside(lexicons: Lexicons) -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = "|".join(sorted((re.escape(row[2]) for row in lexicons.rows("weekdays")), key=lambda form: (-len(form), form)))
    before = re.compile(rf"(?<!\w)(?P<name>{forms})[.,]{{0,2}}\s{{1,2}}(?:den |le |el )?$", re.IGNORECASE)
    behind = re.compile(rf"\s{{0,2}}[,(]?\s{{0,2}}(?P<name>{forms})(?!\w)", re.IGNORECASE)
    return before, behind


@lru_cache(maxsize=4)
def _weekdays(lexicons: Lexicons) -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {form: int(number) for number, _, form in lexicons.rows("weekdays")}
    names = "|".join(re.escape(name) for name in sorted(numbers, key=lambda name: (-len(name), name)))
    numeric = r"(?P<first>[0-3]?\d)(?P<mark>[/.])(?P<second>[0-3]?\d)(?P=mark)(?P<year>(?:19|20)?\d\d)(?![\d/]|\.\d)"
    keys = {calendar_key(name): number for name, number in numbers.items()}
    return re.compile(rf"(?<!\w)(?P<weekday>{names})\.?,?\s{{1,2}}{numeric}", re.IGNORECASE), keys


def _by_weekday(text: str, lexicons: Lexicons) -> Iterator[FoundDate]:
    """Dates in figures behind a day of the week, which tells day from month and stands for the century: "Tuesday 17/06/25"."""
    pattern, numbers = _weekdays(lexicons)
    for match in pattern.finditer(text):
        year = int(match["year"]) + (2000 if len(match["year"]) == len("25") else 0)
        first, second = int(match["first"]), int(match["second"])
        days = {_day(year, month, day) for month, day in ((second, first), (first, second))} - {None}
        weekday = numbers.get(calendar_key(match["weekday"]))
        fitting = [day for day in sorted(filter(None, days)) if datetime.date.fromisoformat(day).isoweekday() == weekday]
        if len(fitting) == 1:
            yield _with_clock(fitting[0], text, match.start("first"), match.end(), _grammar(lexicons))


def find_month_days(text: str, lexicons: Lexicons) -> Iterator[tuple[int, int, int, int]]:
    """Dates without a year ("October 26"): start, end, month, day."""
    grammar = _grammar(lexicons)
    if not _names_month(text, grammar):
        return
    for match in grammar.month_day.finditer(text):
        day = int(match["day"] or match["day2"])
        month = grammar.months.get(calendar_key(match["name"] or match["name2"]))
        if month is not None and 1 <= day <= 31:
            yield match.start(), match.end(), month, day


def read_iso(value: str) -> FoundDate | None:
    """A machine-written date ("2025-10-26T17:17:00+09:00", "2025-10-26 17:17", "20251026", "2025-10", "2025"), with offsets in it."""
    value = value.strip()
    match = re.match(r"(?P<year>(?:19|20)\d\d)(?:-?(?P<month>[01]\d)(?:-?(?P<day>[0-3]\d))?)?(?!\d)", value)
    if not match or (match.group("month") is None and len(value) > 4):
        return None
    if match.group("month") is None:
        return FoundDate(edtf=match.group("year"), precision="year", start=0, end=4)
    if match.group("day") is None:
        valid = 1 <= int(match.group("month")) <= 12
        return (
            FoundDate(edtf=f"{match.group('year')}-{match.group('month')}", precision="month", start=0, end=match.end()) if valid else None
        )
    day = _day(int(match.group("year")), int(match.group("month")), int(match.group("day")))
    return _with_iso_time(day, value, match.start(), match.end()) if day else None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _full_date(match: re.Match[str], text: str, grammar: _Grammar, day_first: bool | None) -> FoundDate | None:
    parts = match.groupdict()
    if "first" in parts:
        order = _order(int(parts["first"]), int(parts["second"]), day_first is not False if "dash" in parts else day_first)
        if order is None:
            return None
        month, number = order
    else:
        named = grammar.months.get(calendar_key(parts["name"])) if "name" in parts else int(parts["month"])
        month, number = named or 0, int(parts["day"])
    day = _day(int(parts.get("year") or 2000 + int(parts["short"])), month, number)
    if day is None:
        return None
    iso = _ISO_TIME.match(text, match.end())
    if iso and text[match.end()] == "T":
        return _with_iso_time(day, text, match.start(), match.end())
    return _with_clock(day, text, match.start(), match.end(), grammar)


def _order(first: int, second: int, day_first: bool | None) -> tuple[int, int] | None:
    if first > 12 >= second:
        return second, first
    if second > 12 >= first or first == second:
        return first, second
    return None if day_first is None else ((second, first) if day_first else (first, second))


def _with_iso_time(day: str, text: str, start: int, end: int) -> FoundDate:
    time = _ISO_TIME.match(text, end)
    if not time or int(time.group("hour")) > 23:
        return FoundDate(edtf=day, precision="day", start=start, end=end)
    zone = time.group("zone") or ""
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return FoundDate(edtf=f"{day}T{time.group('hour')}:{time.group('minute')}{zone}", precision="minute", start=start, end=time.end())


def clock_behind(text: str, end: int, lexicons: Lexicons) -> str:
    """The time of day that stands behind a date, as EDTF tells it behind a day ("T18:40"), empty where none does."""
    return _with_clock("", text, end, end, _grammar(lexicons)).edtf


def _with_clock(day: str, text: str, start: int, end: int, grammar: _Grammar) -> FoundDate:
    rest = text[end : end + 60]
    clock = _CLOCK.match(rest)
    half = (clock.group("half") or "").lower() if clock else ""
    if not clock or (clock.group("minute") is None and not half) or int(clock.group("hour")) > (12 if half else 23):
        return FoundDate(edtf=day, precision="day", start=start, end=end)
    hour = int(clock.group("hour")) % 12 + 12 * half.startswith("p") if half else int(clock.group("hour"))
    if clock.group("half_before"):
        hour = hour % 12 + 12 * (clock.group("half_before") in _MERIDIEM_PM)
    zone, length = _zone(rest[clock.end() :], grammar)
    minute = clock.group("minute") or "00"
    stop = end + clock.end() - (len(clock.group(0)) - len(clock.group(0).rstrip())) if not length else end + clock.end() + length
    return FoundDate(edtf=f"{day}T{hour:02}:{minute}{zone}", precision="minute", start=start, end=stop)


def _zone(rest: str, grammar: _Grammar) -> tuple[str, int]:
    match = _ZONE.match(rest)
    if not match:
        return "", 0
    if match.group("sign"):
        digits = re.sub(r"[^\d]", "", match.group("sign"))
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
        sign = "-" if "-" in match.group("sign") else "+"
        return (f"{sign}{int(hours):02}:{minutes}", match.end()) if int(hours) <= 14 and int(minutes) < 60 else ("", 0)
    offset = grammar.zones.get(match.group("name").lower())
    if offset is None or (match.group("name") == "z"):
        return "", 0
    return ("Z" if offset == "+00:00" else offset), match.end()
