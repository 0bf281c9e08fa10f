"""What a time says by the words that tell it: clocks and zones, feasts, parts and slices of longer times, times counted from others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.times import find_times
from stemma.language.times.feasts import feast_day
from stemma.records import Date, TimeMention
from stemma.text.edtf import overlaps

LEXICONS = load_lexicons()


def _find(text: str, published: str | None = "2026-03-01") -> tuple[TimeMention, ...]:
    day = None if published is None else Date(edtf=published, precision="day", start=None, end=None, rule="test")
    return find_times(text, [(0, len(text))], published=day, lexicons=LEXICONS)


def _read(text: str, published: str | None = "2026-03-01") -> list[tuple[str, str | None]]:
    return [(text[mention.start : mention.end], mention.edtf) for mention in _find(text, published)]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It struck at 11.20pm on Friday.", "11.20pm on Friday", "2026-02-27T23:20"),
        ("It struck at 11.20 a.m. on Friday.", "11.20 a.m. on Friday", "2026-02-27T11:20"),
        ("It struck shortly before 9.30 on Friday morning.", "9.30 on Friday morning", "2026-02-27T09:30"),
        ("On the quay it struck shortly after 9.30.", "9.30", "2026-03-01T09:30"),
        ("It left at 15.30 on Friday.", "15.30 on Friday", "2026-02-27T15:30"),
        ("It left at 15h30.", "15h30", "2026-03-01T15:30"),
        ("It shut at 9 o'clock in the evening on Friday.", "9 o'clock in the evening on Friday", "2026-02-27T21:00"),
        ("It shut at eight in the morning.", "eight in the morning", "2026-03-01T08:00"),
        ("It shut at 8 that evening.", "8 that evening", "2026-03-01T20:00"),
        ("It shut at quarter to six in the morning.", "quarter to six in the morning", "2026-03-01T05:45"),
        ("It shut at half past nine on Friday.", "half past nine on Friday", "2026-02-27"),
        ("It fell at ten past noon.", "ten past noon", "2026-03-01T12:10"),
        ("It fell at twenty to midnight on Friday.", "twenty to midnight on Friday", "2026-02-27T23:40"),
        ("It shut between 2 and 3 a.m.", "between 2 and 3 a.m.", "2026-03-01T02:00/2026-03-01T03:00"),
        ("It shut from 11 to 1 p.m. on Friday.", "from 11 to 1 p.m. on Friday", "2026-02-27T11:00/2026-02-27T13:00"),
        ("He called in the early hours of Saturday.", "the early hours of Saturday", "2026-02-28"),
        ("He left late last night.", "late last night", "2026-02-28"),
        ("It rained overnight into Saturday.", "overnight into Saturday", "2026-02-27/2026-02-28"),
        ("Overnight it rained.", "Overnight", "2026-02-28/2026-03-01"),
    ],
)
def test_reads_clocks_as_news_writes_them(text: str, words: str, edtf: str) -> None:
    assert _read(text) == [(words, edtf)]


@pytest.mark.parametrize(
    "text",
    ["Shares closed at 12.50 on Friday.", "It rose to 9.30.", "It fell by 4.25 to 11.20.", "Prices rose just after 9.30 percent growth."],
)
def test_a_decimal_is_no_clock(text: str) -> None:
    assert all(mention.kind != "time" for mention in _find(text))


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("The ferry left at 21:15 local time (19:15 GMT).", "21:15 local time (19:15 GMT)", "2026-03-01T21:15+02:00"),
        ("It sank at 21:15 (1915 GMT) on Friday.", "21:15 (1915 GMT) on Friday", "2026-02-27T21:15+02:00"),
        ("It sank at 2 a.m. local time, 1730 GMT, it said.", "2 a.m. local time, 1730 GMT", "2026-03-01T02:00+08:30"),
        ("Voting begins at 9am ET on Tuesday.", "9am ET on Tuesday", "2026-03-03T09:00-05:00"),
        ("It broke at 5 p.m. Eastern time on July 7, 2025.", "5 p.m. Eastern time on July 7, 2025", "2025-07-07T17:00-04:00"),
        ("It broke at 5 p.m. London time on July 7, 2025.", "5 p.m. London time on July 7, 2025", "2025-07-07T17:00+01:00"),
        ("It broke at 5 p.m. Tokyo time on Friday.", "5 p.m. Tokyo time on Friday", "2026-02-27T17:00+09:00"),
    ],
)
def test_a_zone_is_kept_where_the_words_tell_it(text: str, words: str, edtf: str) -> None:
    assert _read(text) == [(words, edtf)]


def test_one_moment_told_in_two_zones_is_one_moment() -> None:
    (local,) = _find("The ferry sank at 21:15 local time (19:15 GMT) on Friday.")
    (universal,) = _find("The ferry sank at 19:15 GMT on Friday.")
    (other,) = _find("The ferry sank at 21:15 GMT on Friday.")
    assert local.edtf is not None
    assert universal.edtf is not None
    assert other.edtf is not None
    assert overlaps(local.edtf, universal.edtf)
    assert not overlaps(local.edtf, other.edtf)


def test_on_the_day_of_a_change_of_clocks_no_offset_is_told() -> None:
    assert _read("Polls open at 9am ET on March 8, 2026.")[0][1] == "2026-03-08T09:00"


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("On Easter Sunday it burned.", "Easter Sunday", "2026-04-05"),
        ("At Easter 2024 it burned.", "Easter 2024", "2024-03-31"),
        ("On Boxing Day it burned.", "Boxing Day", "2025-12-26"),
        ("On Thanksgiving it burned.", "Thanksgiving", "2025-11-27?"),
        ("Two days before Christmas it burned.", "Two days before Christmas", "2025-12-23"),
        ("The first Monday of March 2024 was dry.", "The first Monday of March 2024", "2024-03-04"),
        ("In the second week of January it rained.", "the second week of January", "2026-01-05/2026-01-11"),
        ("Sales fell in the first three months of 2024.", "the first three months of 2024", "2024-01-01/2024-03-31"),
        ("Sales fell in the three months to June 2024.", "the three months to June 2024", "2024-04-01/2024-06-30"),
        ("Sales fell in the year to March 2024.", "the year to March 2024", "2023-04-01/2024-03-31"),
        ("Sales fell in the week ending February 8.", "the week ending February 8", "2026-02-02/2026-02-08"),
        ("It rained in the week of February 9.", "the week of February 9", "2026-02-09/2026-02-15"),
        ("It rained in the spring of last year.", "the spring of last year", "2025-21"),
        ("Sales fell in fiscal 2024.", "fiscal 2024", "2024~"),
        ("He arrives a week from Tuesday.", "a week from Tuesday", "2026-03-10"),
        ("He arrives this Tuesday.", "this Tuesday", "2026-03-03"),
        ("In the past 24 hours it rained.", "the past 24 hours", "2026-02-28/2026-03-01"),
        ("It was shut for a second consecutive day.", "a second consecutive day", "2026-03-01"),
    ],
)
def test_reads_parts_and_neighbours_of_other_times(text: str, words: str, edtf: str) -> None:
    assert _read(text) == [(words, edtf)]


def test_the_same_month_a_year_earlier_is_that_of_the_month_spoken_of() -> None:
    text = "Sales fell in January, compared with the same month a year earlier."
    assert [edtf for _, edtf in _read(text)] == ["2026-01", "2025-01"]


def test_that_time_means_nothing_where_none_was_spoken_of() -> None:
    assert _read("At that time it stood.")[0][1] is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The wave struck on Wednesday.", "XXXX-WXX-3"),
        ("The wave struck last Wednesday.", "XXXX-WXX-3"),
        ("The wave struck on March 9.", "XXXX-03-09"),
        ("The wave struck in late March.", "XXXX-03"),
        ("The wave struck on Wednesday morning.", "XXXX-WXX-3TMO"),
        ("The wave struck at 9 p.m. on Wednesday.", "XXXX-WXX-3T21:00"),
    ],
)
def test_an_undated_report_keeps_its_weekdays(text: str, value: str) -> None:
    (mention,) = _find(text, None)
    assert (mention.edtf, mention.anchor, mention.value) == (None, "none", value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They meet each morning.", "XXXX-XX-XXTMO"),
        ("It opens on weekdays.", "XXXX-WXX-WD"),
        ("They meet on the first Monday of each month.", "P1M"),
        ("They meet every other week.", "P2W"),
    ],
)
def test_sets_of_times_have_no_date(text: str, value: str) -> None:
    (mention,) = _find(text)
    assert (mention.kind, mention.edtf, mention.value) == ("set", None, value)


@given(st.integers(min_value=1583, max_value=9998))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = feast_day("easter", year)
    assert day is not None
    assert day.weekday() == 6
    assert (3, 22) <= (day.month, day.day) <= (4, 25)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It ended around midnight on Thursday.", "midnight on Thursday", "2026-02-26/2026-02-27"),
        ("It is shut from 10 p.m. to midnight on Friday.", "from 10 p.m. to midnight on Friday", "2026-02-27T22:00/2026-02-28T00:00"),
        ("It was shut from 10 p.m. to 6 a.m. on Friday.", "from 10 p.m. to 6 a.m. on Friday", "2026-02-27T22:00/2026-02-28T06:00"),
    ],
)
def test_midnight_may_be_either_end_of_its_day(text: str, words: str, edtf: str) -> None:
    assert _read(text) == [(words, edtf)]


def test_a_time_of_day_takes_the_day_that_stands_behind_it() -> None:
    assert _read("The tram crashed in the morning rush hour on Wednesday.", "2026-03-01")[0] == ("the morning", "2026-02-25")
    assert _read("It was 6.10am when the tram crashed on Wednesday.", "2026-03-01")[0] == ("6.10am", "2026-02-25T06:10")


@pytest.mark.parametrize("text", ["The five range in age from 20s to 50s.", "She is in her 40s.", "It stood in USA TODAY."])
def test_ages_and_names_are_no_decades_and_days(text: str) -> None:
    assert _find(text) == ()


def test_the_last_days_of_something_are_not_counted_back_from_publication() -> None:
    (mention,) = _find("She lost it in the last 11 days of the race.")
    assert (mention.edtf, mention.value) == (None, "P11D")


@pytest.mark.parametrize(
    ("text", "edtfs"),
    [
        ("Polls moved before Tuesday's vote.", ["2016-11-08"]),
        ("He had argued with her before Friday's fire.", ["2016-11-04"]),
        ("She rallied ahead of Tuesday's vote.", ["2016-11-08"]),
        ("Voters prepare to head to the polls Tuesday.", ["2016-11-08"]),
        ("He wrote on the Sunday before the vote.", [None]),
        ("He led it in 2012. A week later he left.", ["2012", None]),
        ("It closed in 2012. Three years later it opened.", ["2012", "2015~"]),
        ("It fell in 1908. They did it, 200 years later.", ["1908", None]),
        ("They showed unity following Tuesday's vote, he said.", ["2016-11-01"]),
    ],
)
def test_what_stands_around_a_relative_time_says_what_it_is_counted_from(text: str, edtfs: list[str | None]) -> None:
    assert [edtf for _, edtf in _read(text, "2016-11-07")] == edtfs


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Prime minister to visit Alva on Tuesday", "2026-03-03"),
        ("Prime minister of Alva visited Tarn on Tuesday", "2026-02-24"),
        ("Storm delays prime minister's visit to Thursday", "2026-03-05"),
        ("She told him to leave on Tuesday.", "2026-02-24"),
        ("A letter to the mayor on Tuesday", "2026-02-24"),
    ],
)
def test_a_headline_looks_ahead_by_its_infinitive(text: str, edtf: str) -> None:
    assert _read(text)[0][1] == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Sales ahead of the Christmas season", "2019-12-25"),
        ("A plan for October", "2019-10"),
        ("It closed in October.", "2018-10"),
        ("Talks had been expected to take place in September, after the rise.", "2019-09"),
    ],
)
def test_a_month_that_nothing_dates_is_the_nearest(text: str, edtf: str) -> None:
    assert _read(text, "2019-08-13")[0][1] == edtf


def test_a_statute_is_no_stretch_of_years() -> None:
    assert _find("It broke 18 USC 1512-13 and no more.") == ()


def test_who_seeks_to_win_looks_ahead() -> None:
    assert _read("The Democrat seeking to unseat him in May spoke.", "2026-03-01")[0][1] == "2026-05"


def test_a_year_earlier_is_as_long_as_the_time_spoken_of() -> None:
    assert _read("Sales fell in July, and were lower than a year earlier.")[1] == ("a year earlier", "2024-07")
