"""Independence is shown by witnesses who surely say the same, and a claim is worded as they have it."""

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CorroborateConfig
from stemma.language.meaning import read_meanings
from stemma.records import Claim
from stemma.stages.corroborate import corroborate
from stemma.stages.corroborate.claims.joining import group_readings
from stemma.stages.corroborate.comparing.reading import read_statements

NAMES = {"Alva": "place", "Mara Lindholm": "person", "Coastguard": "organisation", "Jonas Kell": "person"}
CLOSED = "Waves over the mole made Mara Lindholm close the harbour of Alva on Sunday."
SURELY_THE_SAME = "Mara Lindholm closed the harbour of Alva on Sunday, after waves had broken over the mole."
NEAR = "The harbour at Alva was closed on Sunday by Mara Lindholm as waves broke there, over boats and the old mole."


def claim_of(*told: tuple[str, str]) -> Claim:
    papers = [
        Paper(name, f"The {name.title()}", None, f"Headline of {name}", (said,), None)
        for name, said in zip("abc", map(said, told), strict=False)
    ]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    (found,) = corroborate(pages, extraction, (), config=CorroborateConfig(), lexicons=load_lexicons()).records
    (claim,) = found.claims
    return claim


def said(told: tuple[str, str]) -> Said:
    words, source = told
    return Said(words, sources=[source])


def test_two_witnesses_of_one_thing_are_independent() -> None:
    assert claim_of((CLOSED, "Coastguard"), (SURELY_THE_SAME, "Jonas Kell")).independent.least == 2


def test_what_only_comes_near_shows_no_second_witness_and_why_says_so() -> None:
    claim = claim_of((CLOSED, "Coastguard"), (NEAR, "Jonas Kell"))
    assert (claim.independent.least, claim.independent.most) == (1, 2)
    assert claim.standing != "corroborated"
    (line,) = claim.independent.why
    assert "near to it, but not shown to be the same" in line


def test_a_claim_is_worded_as_its_witnesses_have_it() -> None:
    claim = claim_of((NEAR, "Coastguard"), (CLOSED, "Coastguard"), (SURELY_THE_SAME, "Jonas Kell"))
    assert claim.independent.least == 2
    assert claim.text in {CLOSED, SURELY_THE_SAME}


def test_nearly_the_same_words_in_two_mouths_show_no_second_witness() -> None:
    words = "“Nobody on the mole was warned by the harbour office before the second wave came over,” {} said."
    claim = claim_of((words.format("the Coastguard"), "Coastguard"), (words.replace("came", "broke").format("Kell"), "Jonas Kell"))
    assert claim.independent.least == 1
    assert any("nearly the same words" in why for why in claim.independent.why)


def test_what_shares_names_day_and_a_noun_alone_is_two_claims() -> None:
    told = (SURELY_THE_SAME, "Mara Lindholm showed the harbour of Alva to guests on Sunday.")
    papers = [
        Paper(name, f"The {name.title()}", None, f"Headline of {name}", (Said(one),), None) for name, one in zip("ab", told, strict=True)
    ]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    readings = read_statements(pages, extraction, load_lexicons())
    assert [len(group) for group in group_readings(readings, read_meanings(load_lexicons()))] == [1, 1]
