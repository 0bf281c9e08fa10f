"""Two values of a story are judged over all places where reports give them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from stemma.stages.corroborate.figures.gauges import Gauge
from stemma.stages.corroborate.figures.rival_values import Rivals, choose_rivals
from test_gauges import _gauges

WEAK = -0.4
"""Log odds at which two sentences in other words were taken for two things before."""


def _told(tmp_path: Path, values: Mapping[str, Sequence[float]]) -> dict[str, list[Gauge]]:
    """For each report the numbers of boats that it gives, in order."""
    (gauge,) = _gauges(tmp_path, "Nine boats sailed.")
    return {
        report: [replace(gauge, report=report, value=value, start=100 * place, end=100 * place + 4) for place, value in enumerate(given)]
        for report, given in values.items()
    }


def _choose(rivals: Sequence[Rivals], told: Mapping[str, Sequence[Gauge]]) -> set[tuple[float, float]]:
    chosen = choose_rivals(rivals, told, lambda one, other: one.unit == other.unit)
    return {(one.value, other.value) for _, one, other, _ in chosen}


def test_places_in_other_words_count_together(tmp_path: Path) -> None:
    told = _told(tmp_path, {"a": [9], "b": [9], "c": [9], "d": [19]})
    (lone,) = told["d"]
    rivals: list[Rivals] = [(WEAK - step / 10, told[report][0], lone, "contradicts") for step, report in enumerate("abc")]
    assert _choose(rivals, told) == {(9, 19)}
    assert _choose(rivals[:1], told) == set()  # one place alone tells too little


def test_a_nearer_number_of_the_report_speaks_against_a_rival(tmp_path: Path) -> None:
    told = _told(tmp_path, {"a": [9, 6], "b": [9, 6], "c": [9, 6], "d": [19, 5]})
    rivals: list[Rivals] = [(WEAK, told[report][0], told["d"][0], "contradicts") for report in "abc"]
    nearer: list[Rivals] = [(3.0, told[report][0], told["d"][1], "contradicts") for report in "abc"]
    nearer += [(3.0, told[report][1], told["d"][0], "contradicts") for report in "abc"]
    assert (9, 19) in _choose(rivals, told)
    assert (9, 19) not in _choose([*rivals, *nearer], told)


def test_only_places_that_are_close_are_told_beside_the_closest(tmp_path: Path) -> None:
    told = _told(tmp_path, {"a": [9], "b": [9], "c": [9], "d": [19]})
    rivals: list[Rivals] = [
        (odds, told[report][0], told["d"][0], "contradicts") for odds, report in zip((1.5, 0.4, -1.0), "abc", strict=True)
    ]
    chosen = choose_rivals(rivals, told, lambda one, other: one.unit == other.unit)
    assert [one.report for _, one, _, _ in chosen] == ["a", "b"]
    assert choose_rivals(rivals[::-1], told, lambda one, other: one.unit == other.unit) == chosen
