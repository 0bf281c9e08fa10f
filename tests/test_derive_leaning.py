"""Which of two related reports drew on the other where no sign shows it."""

from dataclasses import replace

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig
from stemma.records import Derivation, EntityType, Feature
from stemma.stages.derive import derive
from stemma.stages.derive.derivations import weigh_statements
from stemma.stages.derive.direction import direct, read_outcomes
from stemma.stages.derive.leaning import Leaning, direct_by_texts, lean, share_kept
from stemma.stages.derive.novelty import weigh_novelty
from stemma.stages.derive.reading import read_text, split_extraction
from stemma.stages.derive.scoring import compare
from stemma.stages.derive.stamps import later_of

LEXICONS = load_lexicons()
NAMES: dict[str, EntityType] = {"Orsolya Bende": "person"}
WHOLE = [
    "The barrels stood on the quay of Varnhold for nineteen days before inspector Orsolya Bende came from Kalmstad.",
    "Each held 160 litres of lamp oil, and 34 of the 212 were found to leak into the Sildre canal.",
    "The harbour of Varnhold has been closed to tankers since the leak was seen, and 47 boats lie idle.",
    "Brackwell, the owner, paid 3,900 crowns in August for a permit that ran out in December.",
    "The fishermen of Mortenson Quay and of Tollhaven want 85,000 crowns for their nets.",
]
PART = WHOLE[:3]


def paper(name: str, lines: list[str], published: str | None = None) -> Paper:
    return Paper(name=name, outlet=f"The {name}", published=published, title="Barrels at Varnhold", said=[Said(line) for line in lines])


def edges(*papers: Paper) -> list[Derivation]:
    pages, extraction = build(papers, NAMES)
    return list(derive(pages, extraction, config=DeriveConfig(), lexicons=LEXICONS).records)


def feature(name: str, value: float, weight: float) -> Feature:
    return Feature(name=name, value=value, weight=weight)


@pytest.mark.parametrize(("short", "whole"), [("beacon", "crier"), ("crier", "beacon")])
def test_who_has_all_from_a_report_that_has_more_drew_on_it(short: str, whole: str) -> None:
    (edge,) = edges(paper(short, PART), paper(whole, WHOLE))
    assert (edge.report, edge.source) == (short, whole)


@pytest.mark.parametrize("stamp", [None, "2026-03-02"])
def test_one_text_twice_leaves_the_direction_open(stamp: str | None) -> None:
    (edge,) = edges(paper("beacon", WHOLE, stamp), paper("crier", WHOLE, stamp))
    assert edge.direction is None


def test_the_two_ways_weigh_against_each_other() -> None:
    pages, extraction = build([paper("beacon", PART, "2026-03-02"), paper("crier", WHOLE, "2026-03-03")], NAMES)
    split = split_extraction(extraction, [page.report.id for page in pages])
    one, other = (read_text(page, split[page.report.id], LEXICONS) for page in sorted(pages, key=lambda page: page.report.id))
    sides = [feature("copied_share", 0.9, 5.8)], [feature("copied_share", 0.6, 5.8), feature("later", 1.0, 1.2)]
    there, back = lean(one, other, *sides, is_one_house=False), lean(other, one, *sides[::-1], is_one_house=False)
    assert there.texts == pytest.approx(1 - back.texts)
    assert there.all == pytest.approx(1 - back.all)
    assert there.texts > lean(one, other, *sides, is_one_house=True).texts


def test_of_a_stamp_the_texts_know_nothing() -> None:
    pages, extraction = build([paper("beacon", PART), paper("crier", WHOLE)], NAMES)
    split = split_extraction(extraction, [page.report.id for page in pages])
    one, other = (read_text(page, split[page.report.id], LEXICONS) for page in sorted(pages, key=lambda page: page.report.id))
    plain, dated = [feature("nearest", 1.0, 0.6)], [feature("nearest", 1.0, 0.6), feature("looks_earlier", 1.0, -1.2)]
    assert lean(one, other, plain, plain, is_one_house=False) == lean(one, other, dated, plain, is_one_house=False)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("2026-03-02", "2026-03-03T07:15Z"),
        ("2026-03-02", "2026-03-02T18:05+08:00"),
        ("2026-03-02T10:15", "2026-03-02T11:02Z"),
        ("2026-03-02T10:15", "2026-03-02T11:02+05:30"),
        ("2026-03-02T16:30+09:00", "2026-03-02T08:00+00:00"),
    ],
)
def test_a_coarse_stamp_looks_no_later_than_a_fine_one(early: str, late: str) -> None:
    pages, _ = build([paper("beacon", PART, late), paper("crier", WHOLE, early)], NAMES)
    beacon, crier = (page.report for page in sorted(pages, key=lambda page: page.report.id))
    assert later_of(beacon, crier) == later_of(crier, beacon) == beacon.id


@pytest.mark.parametrize(
    ("texts", "both", "source"),
    [(0.7, 0.95, "crier"), (0.3, 0.05, "beacon"), (0.5, 0.95, None), (0.9, 0.7, None), (0.95, 0.95, "crier"), (0.3, 0.9, None)],
)
def test_stamps_decide_only_with_the_texts(texts: float, both: float, source: str | None) -> None:
    pages, extraction = build([paper("beacon", PART), paper("crier", WHOLE)], NAMES)
    split = split_extraction(extraction, [page.report.id for page in pages])
    one, other = (read_text(page, split[page.report.id], LEXICONS) for page in sorted(pages, key=lambda page: page.report.id))
    found = direct_by_texts(one, other, Leaning(texts, both))
    assert (found.from_ if found is not None else None) == source


@pytest.mark.parametrize("stamp", ["2026-03-02", "2026-03-02T13:00Z", None])
def test_noon_looks_no_later_than_the_day(stamp: str | None) -> None:
    pages, _ = build([paper("beacon", PART, "2026-03-02"), paper("crier", WHOLE, stamp)], NAMES)
    assert later_of(pages[0].report, pages[1].report) is None


def test_few_details_say_nothing() -> None:
    assert share_kept(frozenset({"varnhold"}), frozenset()) == 0.5
    assert share_kept(frozenset("abcd"), frozenset("abc")) == 0.75


def test_a_house_that_writes_its_report_on_adds_more_than_another_does() -> None:
    told = "The fishermen of Mortenson Quay and of Tollhaven want 85,000 crowns for their nets."
    novelty = []
    for outlet in ("The beacon", "The crier"):
        late = replace(paper("crier", [*PART, told], "2026-03-03"), outlet=outlet, wire="The beacon" if outlet == "The crier" else None)
        pages, extraction = build([paper("beacon", PART, "2026-03-02"), late], NAMES)
        weighed = {
            statement.text: values for statement, source, values in weigh_statements(pages, extraction, LEXICONS) if source == "beacon"
        }
        assert weighed[told]["one_house"] == (outlet == "The beacon")
        novelty.append(weigh_novelty(weighed[told]))
    assert novelty[0] > novelty[1]


OWN = [
    "Gulls had found the sacks behind the fish hall, said a woman who sells herring there.",
    "The mayor's bicycle stood chained to the crane as it does every Monday.",
    "Rain fell, and nobody had brought an umbrella for the visitors.",
    "A brass band was rehearsing in the customs house all the while.",
    "Old Tamas counted the swans twice and lost his wager both times.",
    "Schoolchildren threw bread from the bridge and were told off by a nun.",
]
"""Whereof one tells."""
REST = [
    "Lawyers for the chandlers had filed three boxes of receipts with the county clerk.",
    "Their accounts show rent for a second warehouse which no one could find.",
    "An auditor asked about cheques made out to a cousin in Perlau.",
    "Interest on the loan had eaten what the auction of the yacht brought in.",
    "Shareholders meet again when the bank has opened its ledgers.",
    "Two directors left the room by the kitchen stairs.",
]
"""Whereof the other tells."""


@pytest.mark.parametrize(("count", "source"), [(1, "beacon"), (6, None)])
def test_of_two_that_share_hardly_a_word_nobody_wrote_later(count: int, source: str | None) -> None:
    planned = Said("Divers will search the harbour for barrels on Tuesday.", status="planned")
    happened = Said("On Tuesday the harbour was searched for barrels by divers.")
    papers = [
        Paper(name="beacon", outlet="The Beacon", published=None, title="Quay", said=[planned, *map(Said, OWN[:count])]),
        Paper(name="crier", outlet="The Crier", published=None, title="Barrels", said=[happened, *map(Said, REST[:count])]),
    ]
    pages, extraction = build(papers, NAMES)
    split = split_extraction(extraction, [page.report.id for page in pages])
    one, other = (read_text(page, split[page.report.id], LEXICONS) for page in pages)
    found = direct(compare(one, other), read_outcomes(extraction), (None, None), frozenset(), {})
    assert (found.from_ if found is not None else None) == source
