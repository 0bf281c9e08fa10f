"""Dates that two reports give one thing, and dates of two things."""

from pathlib import Path

import pytest

import stemma

ONE = "Ferry hits pier\n\nALVA, May 7, 2026 - {day} the ferry Skarv struck the pier of Alva and four people were hurt, the port said.\n"
OTHER = "Pier struck\n\nALVA, May 7, 2026 - Four people were hurt when the ferry Skarv hit the pier at Alva {day}, according to the port.\n"


def dates_of(folder: Path, *texts: str) -> list[set[str]]:
    for number, text in enumerate(texts):
        (folder / f"report-{number}.txt").write_text(text, encoding="utf-8")
    conflicts = [conflict for story in stemma.read(str(folder)).stories for conflict in story.conflicts]
    return [{value.value.partition(" (")[0] for value in conflict.values} for conflict in conflicts if conflict.kind == "date"]


@pytest.mark.parametrize(("one", "other"), [("On May 3", "on May 13"), ("On Monday, May 4,", "on Wednesday, May 6")])
def test_two_days_of_one_event(tmp_path: Path, one: str, other: str) -> None:
    assert len(dates_of(tmp_path, ONE.format(day=one), OTHER.format(day=other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("On May 4", "on Monday"), ("Yesterday", "on May 4"), ("On Monday", "at 2 a.m. on Tuesday Tokyo time")],
)
def test_one_day_told_otherwise_or_counted_from_the_page(tmp_path: Path, one: str, other: str) -> None:
    assert dates_of(tmp_path, ONE.format(day=one), OTHER.format(day=other)) == []


def test_who_gives_both_days_tells_of_two_things(tmp_path: Path) -> None:
    both = OTHER.format(day="on May 13") + "\nOn May 3 the ferry Skarv had struck the pier of Alva and four people were hurt.\n"
    assert dates_of(tmp_path, ONE.format(day="On May 3"), both) == []


def test_days_of_two_things(tmp_path: Path) -> None:
    one = ONE.format(day="On May 3") + "\nThe ferry was built in Tarn and went into service on March 1.\n"
    other = OTHER.format(day="on May 3") + "\nA hearing on the harbour dues is set for May 26.\n"
    assert dates_of(tmp_path, one, other) == []


def test_a_year_and_the_month_of_another(tmp_path: Path) -> None:
    one = ONE.format(day="On May 3") + "\nThe ferry Skarv was built in Tarn in 1998.\n"
    other = OTHER.format(day="on May 3") + "\nThe ferry Skarv was built in Tarn in February 1996.\n"
    assert dates_of(tmp_path, one, other) == [{"1998", "February 1996"}]


@pytest.mark.parametrize(("one", "other"), [("1997", "1979"), ("1993", "1983")])
def test_years_far_apart_that_look_like_a_slip(tmp_path: Path, one: str, other: str) -> None:
    pages = [
        said.format(day="on May 3") + f"\nThe ferry Skarv {built} {year}.\n"
        for said, built, year in (
            (ONE, "has sailed to Alva since it was built in Tarn in", one),
            (OTHER, "was built in Tarn in", other),
        )
    ]
    assert dates_of(tmp_path, *pages) == [{one, other}]


def test_days_of_what_both_tell_as_happening_again(tmp_path: Path) -> None:
    one = ONE.format(day="on May 4") + "\nThe ferry Skarv will sail for Tarn again on May 23.\n"
    other = OTHER.format(day="on May 4") + "\nThe ferry Skarv is to sail to Tarn again on Monday, May 25.\n"
    assert dates_of(tmp_path, one, other) == [{"May 23", "Monday, May 25"}]


def test_this_weekday_is_that_day_of_the_week(tmp_path: Path) -> None:
    assert len(dates_of(tmp_path, ONE.format(day="On Wednesday, May 6,"), OTHER.format(day="this Monday"))) == 1


def test_a_weekday_against_the_date_of_the_day_behind(tmp_path: Path) -> None:
    one = "Cup stays in Alva\n\nALVA, May 18, 2026 - Alva Rovers beat Tarn Athletic 2-1 after extra time on Saturday in the cup final.\n"
    other = "Rovers lift cup\n\nTARN, May 18, 2026 - Alva Rovers have overcome Tarn Athletic 2-1 in a decider played on Sunday, May 17.\n"
    assert len(dates_of(tmp_path, one, other)) == 1


def test_a_day_that_goes_with_another_of_the_report(tmp_path: Path) -> None:
    tail = "\nThe inquiry opened in Alva on {first} and heard the pilot.\nThe inquiry closed in Alva on {last} and heard the mate.\n"
    one = ONE.format(day="On May 1") + tail.format(first="May 4", last="May 6")
    other = OTHER.format(day="on May 1") + tail.format(first="May 4", last="May 6").replace("heard", "listened to")
    assert dates_of(tmp_path, one, other) == []


def test_months_of_one_plan_in_other_words(tmp_path: Path) -> None:
    one = ONE.format(day="On May 3") + "\nThe owners expect a Scheme Meeting of shareholders to be held in September 2026.\n"
    other = OTHER.format(day="on May 3") + "\nThe shareholders' meeting is due in August.\n"
    assert dates_of(tmp_path, one, other) == [{"September 2026", "August"}]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (
            "Four people are dead and eight hurt after the ferry Skarv struck the pier of Alva on Thursday, the port said.",
            "The toll of the ferry Skarv rose to five when a mate died in the hospital of Alva on Friday, the port said.",
        ),
        (
            "The government of Tarnland fell on Thursday when 41 members voted for a motion of no confidence in Prime Minister Ada Lund.",
            "Prime Minister Ada Lund of Tarnland resigned on Friday, hours after the speaker of parliament had struck out a vote.",
        ),
    ],
)
def test_the_days_of_a_story_that_goes_on(tmp_path: Path, first: str, then: str) -> None:
    one, other = f"News of Alva\n\nALVA, May 7, 2026 - {first}\n", f"Later in Alva\n\nALVA, May 8, 2026 - {then}\n"
    assert dates_of(tmp_path, one, other) == []
