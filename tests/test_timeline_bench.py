"""The scorer of entity timelines, and how one is drawn from articles."""

import pytest
from bench.quality.awareness import read_timeline, reduce_timeline, score_awareness, score_days
from bench.quality.entity_timelines import Document, draw_timeline
from bench.quality.story_sets import make_page, make_report

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ExtractConfig
from stemma.stages.extract import extract

GOLD = read_timeline(
    [(1, "2019-03-04", "7-2-signed"), (1, "2019-03-04", "7-3-said"), (2, "2019-03-09", "9-2-sailed"), (0, "XXXX-XX-XX", "9-5-hoped")]
)


def test_a_timeline_stands_for_its_dates_and_the_steps_between_its_numbers() -> None:
    assert reduce_timeline(GOLD) == [
        (("7-2-signed", 0), "2019-03-04"),
        (("7-3-said", 0), "2019-03-04"),
        (("9-2-sailed", 0), "2019-03-09"),
        (("7-3-said", 0), ("9-2-sailed", 0)),
    ]


def test_lines_are_listed_by_number_and_equal_events_told_apart() -> None:
    listed = read_timeline([(10, "2020", "1-1-fell"), (2, "2019", "1-1-fell")])
    assert list(listed) == [("1-1-fell", 0), ("1-1-fell", 1)]
    assert listed["1-1-fell", 0] == (2, "2019")


def test_awareness_asks_for_dates_and_for_order() -> None:
    made = read_timeline([(1, "2019-03-04", "7-2-signed"), (2, "2019-03-08", "9-2-sailed")])
    precision, recall, _ = score_awareness([(GOLD, made)])
    assert precision == pytest.approx(2 / 3)  # one date, and the order, hold
    assert recall == pytest.approx(1 / 4)  # the step in the gold list is from an event that is missing
    days = score_days([(GOLD, made)])
    assert days[0] == pytest.approx(1 / 2)
    assert days[1] == pytest.approx(1 / 3)


def test_perfect_and_empty_timelines() -> None:
    assert score_awareness([(GOLD, GOLD)]) == (1.0, 1.0, 1.0)
    assert score_awareness([(GOLD, read_timeline([]))]) == (0.0, 0.0, 0.0)


def test_a_timeline_is_drawn_from_what_an_entity_does() -> None:
    lines = [
        "Tarnfeld Shipping opens yard",
        "Tarnfeld Shipping opened a yard in Oslo on Monday.",
        "Tarnfeld Shipping made its first purchase in March 2011.",
        "Tarnfeld Shipping said it had hired 40 people.",
    ]
    report = make_report("12-yard.xml", lines[0], "\n".join(lines[1:]), "news.example", "2014-05-07")
    starts = [report.text.index(line) for line in lines[1:]]
    places = [
        (0, len(lines[0]), 0),
        *((start, start + len(line), number) for number, (start, line) in enumerate(zip(starts, lines[1:], strict=True), 2)),
    ]
    page = make_page(report)
    (extraction,) = extract([page], config=ExtractConfig(), lexicons=load_lexicons()).records
    made = {name: when for (name, _), (_, when) in draw_timeline("Tarnfeld Shipping", extraction, [Document("12", page, places)]).items()}
    assert made["12-2-opened"] == "2014-05-05"
    assert made["12-3-purchase"] == "2011-03-XX"
    assert "12-3-made" not in made
    assert made["12-4-said"] == "2014-05-05"  # the day of the article's main event
