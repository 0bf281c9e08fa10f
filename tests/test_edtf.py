"""EDTF strings: what they cover, and how they compare."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.text.edtf import contains, format_interval, is_exclusive, overlaps, parse_edtf, sort_key

DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
MOMENTS = DAYS.flatmap(
    lambda day: st.sampled_from(
        [
            day.isoformat(),
            f"{day:%Y-%m}",
            f"{day:%Y}",
            f"{day.isoformat()[:3]}X",
            f"{day:%Y}-22",
            f"{day.isoformat()}T17:17",
            f"{day.isoformat()}T17:17Z",
            f"{day.isoformat()}T17:17+09:00",
        ]
    )
)
EDTFS = st.one_of(
    MOMENTS,
    MOMENTS.map(lambda moment: f"../{moment}"),
    MOMENTS.map(lambda moment: f"{moment}/.."),
    st.tuples(DAYS, st.integers(0, 400)).map(lambda pair: f"{pair[0]}/{pair[0] + timedelta(pair[1])}"),
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-02-XX", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-XX-XX", date(2024, 1, 1), date(2024, 12, 31)),
        ("201X", date(2010, 1, 1), date(2019, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2025-10-26/2025-10-28", date(2025, 10, 26), date(2025, 10, 28)),
        ("2025-10~", date(2025, 10, 1), date(2025, 10, 31)),
        ("2025-07/2025-09", date(2025, 7, 1), date(2025, 9, 30)),
    ],
)
def test_covers_whole_days(text: str, first: date, last: date) -> None:
    read = parse_edtf(text)
    assert read is not None
    assert read.earliest is not None
    assert read.latest is not None
    assert (read.earliest.date(), read.latest.date()) == (first, last)


def test_reads_zones_and_open_ends() -> None:
    moment, opened = parse_edtf("2025-10-26T17:17+09:00"), parse_edtf("../2025-10-26")
    assert moment is not None
    assert moment.earliest == datetime(2025, 10, 26, 17, 17, tzinfo=timezone(timedelta(hours=9)))
    assert opened is not None
    assert (opened.earliest, opened.is_interval, opened.precision) == (None, True, "day")


JUNK = """yesterday 2025-13 2025-02-30 2025-1 0000 2025-10-26T25:00 2025-10-26T10:00+15:00 2025-10-28/2025-10-26 ../.. / 2025-22-01
20X5 2025-XX-01 202X-10 2025-10-26/nonsense ٢٠٢٥ 2025-10-26T10:00+09"""


@pytest.mark.parametrize("junk", ["", "9" * 100, *JUNK.split()])
def test_junk_is_none_and_compares_as_nothing(junk: str) -> None:
    assert parse_edtf(junk) is None
    assert not overlaps(junk, "2025")
    assert not contains("2025", junk)
    assert not is_exclusive("2024", junk)
    assert sort_key("9999-12-31") <= sort_key(junk)


def test_two_dates_exclude_one_another_only_where_both_cannot_be() -> None:
    assert is_exclusive("2025-10-23", "2025-10-26")
    assert is_exclusive("2025-10-23", "2025-10-26/2025-10-28")
    assert not is_exclusive("2025-10-26", "2025-10-26/2025-10-28")
    assert not is_exclusive("2025-10", "2025-10-26")
    assert not is_exclusive("2025-10-25~", "2025-10-26")
    assert is_exclusive("2025-10-20?", "2025-10-26")
    assert not is_exclusive("../2025-10-26", "1950")
    assert is_exclusive("2025-10-27/..", "2025-10-26")


def test_a_local_date_is_widened_to_all_zones_beside_a_known_one() -> None:
    assert not is_exclusive("2025-10-27", "2025-10-26T17:00Z")
    assert is_exclusive("2025-10-28", "2025-10-26T17:00Z")
    assert not is_exclusive("2025-10-26T17:00+09:00", "2025-10-26T08:00Z")
    assert is_exclusive("2025-10-26T17:00+09:00", "2025-10-26T17:00Z")


def test_sorts_by_beginning_then_end() -> None:
    texts = ["2025-10-26/2025-10-28", "2025-10-26", "2025", "../2025", "junk", "2025-10-26T17:17"]
    assert sorted(texts, key=sort_key) == ["../2025", "2025", "2025-10-26", "2025-10-26/2025-10-28", "2025-10-26T17:17", "junk"]


def test_formats_intervals() -> None:
    assert format_interval("2025-10-26", None) == "2025-10-26/.."
    assert format_interval(None, "2025") == "../2025"
    assert format_interval("2025", "2025") == "2025"


@given(EDTFS, EDTFS)
def test_laws_of_comparison(first: str, second: str) -> None:
    assert parse_edtf(first) is not None
    assert overlaps(first, first)
    assert contains(first, first)
    assert not is_exclusive(first, first)
    assert overlaps(first, second) == overlaps(second, first)
    assert is_exclusive(first, second) == is_exclusive(second, first)
    assert not (overlaps(first, second) and is_exclusive(first, second))
    if contains(first, second):
        assert overlaps(first, second)


@given(EDTFS)
def test_bounds_are_in_order_and_one_day_is_told(text: str) -> None:
    read = parse_edtf(text)
    assert read is not None
    if read.earliest is not None and read.latest is not None:
        assert read.earliest <= read.latest
    if read.day is not None:
        assert contains(read.day.isoformat(), text) or read.earliest is None or read.earliest.tzinfo is not None


@given(st.text(alphabet="0123456789-/.TZ:+~?%X ", max_size=30))
def test_never_raises(text: str) -> None:
    read = parse_edtf(text)
    assert read is None or parse_edtf(read.text) == read
    sort_key(text)
    is_exclusive(text, "2025-10-26T17:17Z")
