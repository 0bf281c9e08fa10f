"""Times of day that two reports give one thing, and hours of two things."""

from pathlib import Path

import pytest

from test_rival_dates import dates_of

ONE = "Ferry hits pier\n\nALVA, May 7, 2026 - The ferry Skarv struck the pier of Alva {hour}, and four people were hurt, the port said.\n"
OTHER = "Pier struck\n\nALVA, May 7, 2026 - Four people were hurt when the ferry Skarv hit the pier of Alva {hour}, a docker said.\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [("at 9:40 a.m. on Wednesday", "on Wednesday at 10:25"), ("on Wednesday at about 9.40 am", "shortly after 10 a.m. on Wednesday")],
)
def test_two_hours_of_one_event(tmp_path: Path, one: str, other: str) -> None:
    assert len(dates_of(tmp_path, ONE.format(hour=one), OTHER.format(hour=other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at 9:40 a.m. on Wednesday", "on Wednesday at 09:40"),
        ("at 9:40 a.m. on Wednesday", "on Wednesday at 9:45"),  # one hour, roughly told
        ("at 9:40 a.m. on Wednesday", "before 10:30 on Wednesday"),  # a bound
        ("at 9:20 a.m. on Wednesday", "just after 9 a.m. on Wednesday"),  # which is just after
        ("at 8:45 a.m. on Wednesday", "shortly before 9 a.m. on Wednesday"),
        ("at 9:40 a.m. on Wednesday", "on Wednesday at 0740 GMT"),  # another zone
        ("at 9:40 a.m. on Wednesday", "on Wednesday at 10 p.m."),  # too far apart for a slip
    ],
)
def test_hours_that_leave_room_for_each_other(tmp_path: Path, one: str, other: str) -> None:
    assert dates_of(tmp_path, ONE.format(hour=one), OTHER.format(hour=other)) == []


def test_who_gives_both_hours_tells_of_two_things(tmp_path: Path) -> None:
    both = OTHER.format(hour="on Wednesday at 10:25") + "\nAt 9:40 a.m. on Wednesday the Skarv had left Tarn.\n"
    assert dates_of(tmp_path, ONE.format(hour="at 9:40 a.m. on Wednesday"), both) == []
