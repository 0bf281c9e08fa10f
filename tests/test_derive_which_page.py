"""Which of several pages of an outlet a report means, on small invented stories."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest

from stemma.records import Date
from stemma.stages.derive.reading import Text
from stemma.stages.derive.which_page import choose_page
from test_derive_told_alone import APART, RETOLD, SOURCE, texts_of

MOLE = "The eastern mole of Ruhja collapsed on Monday in a storm."
LATER = (MOLE, "The harbour master resigned on Wednesday over a survey.", "A new crane will come from Tallinn before winter.")


def chosen(
    first: float, second: float, *, told: tuple[str, ...] = RETOLD, is_citation: bool = True, days: Mapping[str, int] = MappingProxyType({})
) -> str:
    """The page that a report means: ``first`` and ``second`` are the chances of an outlet's first report and of its later one. ``days`` of
    March are when the three came out, by name."""
    later, retold, source = (_of_day(text, days.get(text.report.id)) for text in texts_of(later=LATER, retold=told, source=SOURCE))
    pages: dict[str, Text] = {"later": later, "source": source}
    return choose_page(retold, pages, {"source": first, "later": second}, is_citation=is_citation)


def _of_day(text: Text, day: int | None) -> Text:
    date = Date(edtf=f"2026-03-{day:02}T10:00Z", precision="minute", start=None, end=None, rule="meta") if day else None
    return replace(text, report=replace(text.report, published=date))


@pytest.mark.parametrize("is_citation", [True, False])
def test_of_two_pages_that_come_as_near_the_one_is_meant_whose_facts_the_report_has(is_citation: bool) -> None:
    assert chosen(0.6, 0.6, is_citation=is_citation) == "source"
    assert chosen(0.6, 0.65, is_citation=is_citation) == "source"


def test_words_that_stand_on_one_page_only_outweigh_the_facts_of_the_whole() -> None:
    assert chosen(0.1, 0.97) == "later"


def test_without_facts_of_one_page_alone_the_words_given_to_it_decide() -> None:
    assert chosen(0.6, 0.7, told=APART[:2]) == "later"
    assert chosen(0.7, 0.6, told=APART[:2]) == "source"


def test_of_pages_that_come_about_as_near_the_newest_before_the_report_is_meant() -> None:
    assert chosen(0.65, 0.6, told=APART[:2], days={"source": 2, "later": 4, "retold": 5}) == "later"
    assert chosen(0.65, 0.6, told=APART[:2], days={"source": 2, "later": 9, "retold": 5}) == "source"  # that came after it
    assert chosen(0.65, 0.6, told=APART[:2], days={"source": 4, "later": 4, "retold": 5}) == "source"
    assert chosen(0.9, 0.6, told=APART[:2], days={"source": 2, "later": 4, "retold": 5}) == "source"
