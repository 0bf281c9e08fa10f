"""What two reports tell that no third one does, on small invented stories."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.derive.reading import Text, read_text, split_extraction
from stemma.stages.derive.tellings import MOST_TELLINGS, agree, lay_out, measure
from stemma.stages.derive.told_alone import tell_alone

LEXICONS = load_lexicons()
MOLE = "The eastern mole of Ruhja collapsed on Monday in a storm."
SOURCE = (
    MOLE,
    "A harbour pilot tied his launch to a lamp post with a fire hose.",
    "The widow of the lighthouse keeper counted eleven waves above the roof.",
    "Insurers had refused to cover the fish hall since a survey in 1998.",
)
RETOLD = (
    "In a storm on Monday the eastern mole of Ruhja collapsed.",
    "With a fire hose a pilot tied his launch to a lamp post of the harbour.",
    "Eleven waves came above the roof, counted by the widow of the lighthouse keeper.",
    "Since a 1998 survey insurers refused to cover the fish hall.",
)
APART = (
    "Ruhja lost its eastern mole in a storm on Monday.",
    "Bakers handed out bread to the crews of nine stranded trawlers.",
    "The mayor promised money for a new crane before winter.",
)


def texts_of(**said: Sequence[str | Said]) -> list[Text]:
    papers = [
        Paper(name=name, outlet=f"The {name.title()}", published=None, title="Mole", said=[_said(one) for one in lines])
        for name, lines in said.items()
    ]
    pages, extraction = build(papers, {})
    split = split_extraction(extraction, [page.report.id for page in pages])
    return [read_text(page, split[page.report.id], LEXICONS) for page in sorted(pages, key=lambda page: page.report.id)]


def _said(one: str | Said) -> Said:
    return one if isinstance(one, Said) else Said(one)


def alone(**said: Sequence[str]) -> dict[tuple[str, str], float]:
    texts = texts_of(**said)
    return tell_alone(texts, list(combinations(range(len(texts)), 2)))


def test_two_that_share_small_facts_tell_more_alone_than_two_that_share_the_event() -> None:
    told = alone(apart=APART, retold=RETOLD, source=SOURCE)
    assert told["retold", "source"] == told["source", "retold"] > 0.4
    assert told["apart", "source"] < 0.1
    assert told["apart", "retold"] < 0.1


def test_what_a_third_report_tells_too_is_told_alone_by_nobody() -> None:
    before, after = (alone(apart=third, retold=RETOLD, source=SOURCE)["retold", "source"] for third in (APART, SOURCE))
    assert after < before / 3


def test_the_share_lies_between_naught_and_one_and_is_bent_for_few_statements() -> None:
    short, long = alone(retold=RETOLD[:1], source=SOURCE), alone(retold=SOURCE * 3, source=SOURCE * 3)
    assert 0 < short["retold", "source"] < 0.6
    assert 0.9 < long["retold", "source"] <= 1
    assert alone(retold=(), source=SOURCE) == {}


def test_only_reports_that_are_paired_are_third() -> None:
    texts = texts_of(apart=SOURCE, retold=RETOLD, source=SOURCE)
    assert tell_alone(texts, [(1, 2)])["retold", "source"] > tell_alone(texts, [(0, 1), (0, 2), (1, 2)])["retold", "source"]


def test_numbers_that_differ_make_two_statements_less_alike_than_one_number_does() -> None:
    counts = (("14 cellars", 14.0, "cellars", 14.0, 14.0), ("31 cellars", 31.0, "cellars", 31.0, 31.0))
    here = Said("Fire crews pumped water from 14 cellars.", count=counts[0])
    there = [Said(f"Crews pumped {count[0]} free of water.", count=count) for count in counts]
    first, same, other = lay_out([text.tellings for text in texts_of(a=[here], b=there[:1], c=there[1:])])
    assert agree(first, same)[0, 0] > agree(first, other)[0, 0]
    assert (measure(first, same)["same number"][0, 0], measure(first, other)["other number"][0, 0]) == (1, 1)


def test_the_order_of_two_reports_changes_no_chance() -> None:
    one, other = lay_out([text.tellings for text in texts_of(retold=RETOLD, source=SOURCE)])
    assert np.allclose(agree(one, other), agree(other, one).T)
    assert (agree(one, one).diagonal() > 0.9).all()


def test_of_an_endless_report_the_first_statements_are_held_against_others() -> None:
    lines = [f"The pilot of launch {place} tied it to lamp post {place}." for place in range(2 * MOST_TELLINGS)]
    (text,) = texts_of(a=lines)
    assert len(text.tellings) == MOST_TELLINGS
