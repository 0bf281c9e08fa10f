"""The day of a clock that no words date, on pages read whole."""

from stemma.records import Story
from test_brief_wording import tell

FIRE = """Sawmill burns down in Tarnvik

The sawmill of Tarnvik burned down on Monday. Fire took hold of the drying shed at 4:52 p.m. on Monday, foreman Ola Brekke said.

Nobody was hurt at the sawmill, the fire service of Tarnvik said on Monday.
"""
LATER = """Tarnvik counts the cost of sawmill fire

The sawmill of Tarnvik, which burned down, was insured for 40 million crowns, its owner Brekke Timber said.

A first alarm reached the fire service of Tarnvik at 4:52 p.m., its log shows.

The roof of the drying shed fell in at 6:20 p.m., the log shows.
"""
DAWN = """Sawmill fire in Tarnvik is out

The fire that burned down the sawmill of Tarnvik was put out before dawn, the fire service said.

Foreman Ola Brekke had called the owner at 7:35 p.m. with the news.

On Tuesday the mayor will visit the sawmill at 11:15 a.m., the town of Tarnvik said.
"""


def moments(story: Story, words: str) -> list[tuple[str, str, str]]:
    return [(entry.when.edtf, entry.when.rule, entry.status) for entry in story.timeline if words in entry.text]


def sawmill() -> Story:
    return tell(("Alva Post", "2026-05-04T21:00Z", FIRE), ("Dale News", "2026-05-06", LATER), ("Vale Radio", "2026-05-05T05:30Z", DAWN))


def test_a_clock_without_a_day_is_of_the_day_on_which_another_report_puts_it() -> None:
    assert moments(sawmill(), "reached the fire service") == [("2026-05-04T16:52", "story", "happened")]


def test_a_page_that_tells_no_hour_of_its_own_speaks_of_the_day_of_the_event() -> None:
    assert moments(sawmill(), "fell in at") == [("2026-05-04T18:20", "story", "happened")]


def test_what_was_done_was_not_done_after_it_was_told() -> None:
    assert moments(sawmill(), "had called the owner") == [("2026-05-04T19:35", "story", "happened")]


def test_a_clock_beside_its_day_and_a_plan_keep_theirs() -> None:
    assert [when for when, _, _ in moments(sawmill(), "mayor will visit")] == ["2026-05-05T11:15"]
    assert all(rule != "story" for _, rule, _ in moments(sawmill(), "took hold"))
