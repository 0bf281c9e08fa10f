"""Which further reports tell a claim: a statement may tell several things and be at home in one claim only."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from invented import Paper, Said, build, three
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.meaning import read_meanings
from stemma.records import TimeMention
from stemma.stages.corroborate.claims import also_told, telling
from stemma.stages.corroborate.claims.also_told import Teller, find_also_told, list_also_told, list_candidates
from stemma.stages.corroborate.claims.outlines import draw_outline, see_setting
from stemma.stages.corroborate.claims.prospects import Candidate, Prospects
from stemma.stages.corroborate.claims.telling import WEIGHTS, judge, lacks_number, measure_telling
from stemma.stages.corroborate.comparing.agreement import agree_by, bound, compare, measure, weigh
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.corroborate.comparing.slate import Slate

NAMES = {"Alva": "place", "Mara Lindholm": "person", "Tarn": "place"}
STRUCK = "The ferry struck the north pier of Alva on Sunday."
HIT = "A ferry hit the north pier of Alva on Sunday."
AMONG_OTHERS = "Mara Lindholm blamed worn ropes after the ferry struck the north pier of Alva on Sunday."
SUNDAY, MONDAY = ("on Sunday", "2026-03-01"), ("on Monday", "2026-03-02")


def read(*said: Said | str) -> tuple[Reading, ...]:
    """One statement a report, in order."""
    papers = [
        Paper(f"paper{number}", f"The Paper {number}", None, f"Headline {number}", [Said(one) if isinstance(one, str) else one])
        for number, one in enumerate(said)
    ]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    return read_statements(pages, extraction, load_lexicons())


def also(groups: Sequence[Sequence[Reading]]) -> list[list[str]]:
    found = find_also_told(groups, read_meanings(load_lexicons()))
    return [[teller.reading.statement.report for teller in found[group[0].statement.id]] for group in groups]


def test_a_report_that_tells_a_claim_among_other_things_is_found() -> None:
    one, other, long, away = read(STRUCK, HIT, AMONG_OTHERS, "Prices of herring doubled in Tarn.")
    assert also([[one, other], [long], [away]])[0] == ["paper2"]
    assert also([[one, other], [long], [away]])[2] == []


@pytest.mark.parametrize(
    "retelling",
    [
        Said("The ferry struck the north pier of Alva on Monday.", when=MONDAY),
        Said("The ferry struck the north pier of Alva on Sunday.", when=SUNDAY, polarity="denied"),
        Said("The ferry struck the north pier of Alva on Sunday.", when=SUNDAY, status="cancelled"),
    ],
)
def test_what_a_claim_excludes_never_tells_it(retelling: Said) -> None:
    one, other = read(Said(STRUCK, when=SUNDAY), retelling)
    assert also([[one], [other]]) == [[], []]


def test_a_report_without_the_number_of_a_claim_does_not_tell_it() -> None:
    hurt = Said("The ferry struck the pier of Alva and hurt nine people.", count=three("nine", 9, "people"))
    again = Said("Nine people were hurt as the ferry struck the pier of Alva.", count=three("Nine", 9, "people"))
    first, second, bare = read(hurt, again, "The ferry struck the pier of Alva and hurt people.")
    outline = draw_outline([first], see_setting([first, second, bare]))
    assert not lacks_number(outline, second)
    assert lacks_number(outline, bare)
    assert also([[first], [second], [bare]])[0] == ["paper1"]


def test_every_feature_has_its_weight() -> None:
    one, other = read(STRUCK, HIT)
    setting = see_setting([one, other])
    assert measure_telling(draw_outline([one], setting), other, 0, setting).keys() == WEIGHTS.keys()


def test_one_time_of_day_is_a_sign_however_it_is_told() -> None:
    told = [("half past three", "XXXX-XX-XXT15:30"), ("15:30", "2026-03-01T15:30"), ("at noon", "XXXX-XX-XXT12:00")]
    papers = [
        Paper(f"paper{number}", None, None, "Headline", [Said(f"The pier was struck, {words}.")]) for number, (words, _) in enumerate(told)
    ]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    timed = []
    for page, (words, value) in zip(pages, told, strict=True):
        start = page.report.text.index(words)
        time = TimeMention(start=start, end=start + len(words), edtf=None, precision="minute", kind="time", anchor="none", value=value)
        timed.append(replace(page, annotation=replace(page.annotation, times=(time,))))
    one, other, noon = read_statements(timed, extraction, load_lexicons())
    setting = see_setting([one, other, noon])
    outline = draw_outline([one], setting)
    assert [measure_telling(outline, reading, 0, setting)["same hour"] for reading in (other, noon)] == [1.0, 0.0]


def test_a_number_that_few_statements_give_says_more_than_one_of_many() -> None:
    hurt = Said("The ferry struck the pier of Alva and hurt nine people.", count=three("nine", 9, "people"))
    again = Said("Nine were taken ashore in Tarn.", count=three("Nine", 9, "people"))
    more = Said("Nine ropes held her.", count=three("Nine", 9, "ropes"))
    few, many = read(hurt, again), read(hurt, again, more, replace(more, text="Nine gulls looked on.", count=three("Nine", 9, "gulls")))
    rare, common = (see_setting(told) for told in (few, many))
    shares = [
        measure_telling(draw_outline([told[0]], setting), told[1], 0, setting)["rare number"]
        for told, setting in ((few, rare), (many, common))
    ]
    assert shares[0] > shares[1] > 0


def test_the_core_of_a_claim_is_what_its_wordings_share() -> None:
    one, other, copy = read(STRUCK, AMONG_OTHERS, STRUCK)
    outline = draw_outline([one, other, copy], see_setting([one, other, copy]))
    assert len(outline.wordings) == 2, "the same words count once"
    shared, alone = one.keys.keys() & other.keys.keys(), other.keys.keys() - one.keys.keys()
    assert all(outline.core[key] == pytest.approx(other.keys[key]) for key in shared)
    assert all(outline.core[key] == pytest.approx(other.keys[key] / 2) for key in alone)


def test_a_statement_is_held_against_the_claims_of_other_reports_only() -> None:
    groups = [[one] for one in read(STRUCK, HIT, AMONG_OTHERS)]
    readings = [reading for group in groups for reading in group]
    for group, _, candidates in list_candidates(groups):
        assert candidates
        assert all(readings[found.statement].statement.report != group[0].statement.report for found in candidates)


def test_of_a_report_that_has_its_own_statement_there_nothing_else_is_listed() -> None:
    meanings = read_meanings(load_lexicons())
    one, other, long, away = read(STRUCK, HIT, AMONG_OTHERS, "Prices of herring doubled in Tarn.")
    found = find_also_told([[one], [other], [long], [away]], meanings)
    assert [teller.reading for teller in list_also_told((one,), found, meanings, frozenset())] == [other, long]
    assert [teller.reading for teller in list_also_told((one, other), found, meanings, frozenset())] == [long]
    assert list_also_told((one, other), found, meanings, frozenset({("s-paper0-11", "s-paper2-11")})) == ()


def test_what_shares_few_words_of_a_claim_tells_it_only_perhaps(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, bare, away = read(STRUCK, HIT, "Something happened at Alva on Sunday.", "Prices of herring doubled in Tarn.")
    groups, meanings = [[one], [other], [bare], [away]], read_meanings(load_lexicons())
    monkeypatch.setattr(also_told, "TOLD", 0.0)
    for bar, likely in ((0.0, [True, False]), (1.0, [False, False])):
        monkeypatch.setattr(telling, "LIKELY", bar)
        told = {teller.reading: teller.is_likely for teller in find_also_told(groups, meanings)[one.statement.id]}
        assert [told[other], told[bare]] == likely


def test_a_likely_teller_of_a_report_goes_before_an_unlikely_one() -> None:
    one, other = read(STRUCK, HIT)
    second = replace(other, statement=replace(other.statement, id="later", start=90, end=120))
    also = {one.statement.id: (Teller(other, is_likely=False), Teller(second, is_likely=True))}
    assert list_also_told((one,), also, read_meanings(load_lexicons()), frozenset()) == (Teller(second, is_likely=True),)


def read_many() -> tuple[Reading, ...]:
    """Statements of all sorts, with vectors and without."""
    hurt = Said("The ferry struck the pier of Alva on Sunday and hurt nine people.", count=three("nine", 9, "people"), when=SUNDAY)
    twelve = Said("The ferry struck the pier of Alva on Monday and hurt twelve people.", count=three("twelve", 12, "people"), when=MONDAY)
    again = Said("Nine were taken ashore in Tarn on Sunday.", count=three("Nine", 9, "people"), when=SUNDAY)
    told = read(STRUCK, HIT, AMONG_OTHERS, hurt, twelve, again, "He ran away.", "Mara Lindholm.", "Prices of herring doubled in Tarn.", HIT)
    angles = [0.0, 0.1, 0.3, 0.3, 0.4, 1.2, None, 2.0, 3.1, 0.1]
    vectors = [None if angle is None else np.array([np.cos(angle), np.sin(angle)], dtype=np.float32) for angle in angles]
    return tuple(replace(reading, vector=vector) for reading, vector in zip(told, vectors, strict=True))


def test_what_is_passed_over_without_measuring_would_not_have_reached_it() -> None:
    for one, other in permutations(read_many(), 2):
        assert bound(one, other) >= weigh(measure(one, other)) - 1e-9
        assert all(agree_by(one, other, least) == (compare(one, other) >= least) for least in (0.1, 0.5, compare(one, other), 0.9))


def test_pairs_of_a_slate_reach_no_less_than_what_is_measured_and_no_more_where_nothing_is_left_open() -> None:
    readings = read_many()
    ones, others = np.array(list(permutations(range(len(readings)), 2))).T
    pairs = Slate(readings).look_at(ones, others)
    for place, (one, other) in enumerate(zip(ones, others, strict=True)):
        first, second = readings[one], readings[other]
        values = measure(first, second)
        open_ = 2.0 if first.moments and second.moments else 0.02
        assert 0 <= pairs.odds[place] - weigh(values) <= open_
        assert pairs.meaning[place] == pytest.approx(values["same meaning"], abs=1e-6)
        assert pairs.letters[place] == pytest.approx(values["same letters"])
        assert pairs.is_dated[place] >= values["same time"]
        assert pairs.shared[place] == pytest.approx(sum(weight for key, weight in first.keys.items() if key in second.keys))
        assert pairs.rarest[place] == max([first.terms[key] for key in first.terms if key in second.keys], default=0.0)


def test_a_prospect_is_no_less_than_the_likelihood() -> None:
    readings = read_many()
    setting = see_setting(readings)
    groups = [readings[:2], readings[3:6], *([reading] for reading in readings)]
    claims = [(draw_outline(group, setting), [Candidate(place, 0) for place in range(len(readings))]) for group in groups]
    told = 0
    for (outline, _), highest in zip(claims, Prospects(readings, setting).reach(claims), strict=True):
        for reading, most in zip(readings, highest, strict=True):
            if not lacks_number(outline, reading):
                assert most >= judge(measure_telling(outline, reading, 0, setting))
                told += 1
    assert told > len(readings)


@pytest.mark.parametrize("length", [0, 3])
def test_sentences_that_cannot_be_compared_are_no_reason_to_pass_over(length: int) -> None:
    one, other, *rest = (replace(reading, vector=None, sense=None) for reading in read_many())
    if length:
        other = replace(other, vector=np.ones(length, dtype=np.float32), sense=np.ones(length, dtype=np.float32))
        one = replace(one, vector=np.ones(2, dtype=np.float32))
    assert also([[one], [other], *([reading] for reading in rest)])[0][0] == "paper1"


def test_passing_over_what_cannot_tell_a_claim_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one, other, *rest = read_many()
    groups = [[one, other], *([reading] for reading in rest)]
    found = also(groups)
    monkeypatch.setattr(Prospects, "reach", lambda _, claims: [[1.0] * len(candidates) for _, candidates in claims])
    assert any(found)
    assert also(groups) == found


def test_no_claims_no_prospects() -> None:
    assert find_also_told([], read_meanings(load_lexicons())) == {}
    readings = read("He ran away.")
    assert Prospects(readings, see_setting(readings)).reach([(draw_outline(readings, see_setting(readings)), ())]) == [[]]
