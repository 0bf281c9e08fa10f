"""What is no rival of a toll: a part of those counted, those whom another event killed, others beside them, labels and parts of words."""

from pathlib import Path

import pytest

from test_gauges import _gauges
from test_rewritten_values import conflicts_of

TOLL = """Tram off the rails in Tarn

TARN, May 5, 2026 - {lead}

{more}
"""
LEAD = "Nine people died when a tram left the rails in Tarn on Monday, police said."


def _numbers(tmp_path: Path, one: str, other: str) -> list[set[str]]:
    return [{value.value for value in found.values} for found in conflicts_of(tmp_path, one, other) if found.kind == "number"]


def test_a_toll_contradicts_a_toll(tmp_path: Path) -> None:
    one, other = TOLL.format(lead=LEAD, more="The line is closed."), TOLL.format(lead=LEAD.replace("Nine", "Seven"), more="It rained.")
    assert _numbers(tmp_path, one, other) == [{"Nine people", "Seven people"}]


@pytest.mark.parametrize(
    "lead",
    [
        "Seven schoolgirls and two drivers died when a tram left the rails in Tarn on Monday, police said.",
        "Seven schoolgirls were among nine people who died when a tram left the rails in Tarn on Monday, police said.",
        "Nine people, including seven schoolgirls, died when a tram left the rails in Tarn on Monday, police said.",
        "Seven victims were members of a choir from Alva when a tram left the rails in Tarn on Monday, police said.",
    ],
)
def test_a_part_is_no_rival_of_the_whole(tmp_path: Path, lead: str) -> None:
    one, other = TOLL.format(lead=LEAD, more="The line is closed."), TOLL.format(lead=lead, more="The line stays closed.")
    assert _numbers(tmp_path, one, other) == []


@pytest.mark.parametrize("more", ["Eleven people died when a tram burnt in Alva.", "Two children died in surgery, a doctor said."])
def test_the_toll_of_a_report_is_that_of_its_opening(tmp_path: Path, more: str) -> None:
    told = f"Trams ran again in the evening. Shops opened. The mayor thanked the firemen. {more}"
    one, other = TOLL.format(lead=LEAD, more="The line is closed."), TOLL.format(lead=LEAD, more=told)
    assert _numbers(tmp_path, one, other) == []


def test_others_beside_those_known(tmp_path: Path) -> None:
    one = TOLL.format(lead="The council of Tarn has bought ten ships for its harbour, the mayor said on Monday.", more="They are new.")
    assert _numbers(tmp_path, one, one.replace("ten ships", "six other ships")) == []
    assert _numbers(tmp_path, one, one.replace("ten ships", "six ships")) == [{"ten ships", "six ships"}]


def test_a_number_that_names_a_thing_is_an_ordinal(tmp_path: Path) -> None:
    (gauge,) = _gauges(tmp_path, "The driver left the track in lap 48, the steward said.")
    assert (gauge.value, gauge.unit, gauge.sort) == (48, "lap", "ordinal")


def test_how_many_children_somebody_has_is_no_figure_of_the_story(tmp_path: Path) -> None:
    assert _gauges(tmp_path, "The master, a father of two, was unhurt, his wife said.") == ()


def test_what_two_bodies_say_of_two_things(tmp_path: Path) -> None:
    lead = "The old bridge cost $95,000, according to the harbour office. A ticket costs $3,000, according to the ferry line."
    one = TOLL.format(lead=lead, more="The line is closed.")
    assert _numbers(tmp_path, one, TOLL.format(lead="The mayor opened a bridge.", more="It rained.")) == []
