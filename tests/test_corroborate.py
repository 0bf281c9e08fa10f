"""Claims, origins, counts and conflicts over stories that we made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from invented import Paper, Said, build, edge, three
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CorroborateConfig
from stemma.language.meaning import read_meanings
from stemma.records import Addition, AlteredQuote, Block, Claim, Conflict, Corroboration, Derivation, Entity, Extraction, Page, Quote
from stemma.stages.corroborate import corroborate
from stemma.stages.corroborate.comparing.loose_dates import are_apart, complete
from stemma.stages.corroborate.comparing.moments import exclude_each_other
from stemma.stages.corroborate.quotes.quotations import compare_quotes

NAMES = {
    "Alva": "place", "Port of Alva": "organisation", "Mara Lindholm": "person", "Coastguard": "organisation", "Tarn": "place",
    "HNA = Harbour News Agency": "organisation", "Jonas Kell": "person", "Ministry of Trade": "organisation",
}  # fmt: skip

CLOSED = "Waves over the mole made Mara Lindholm close the harbour of Alva on Sunday."
CLOSED_OTHERWISE = "Mara Lindholm closed the harbour of Alva on Sunday, after waves had broken over the mole."


def paper(name: str, *said: Said, outlet: str | None = "", published: str | None = None, wire: str | None = None) -> Paper:
    return Paper(name, f"The {name.title()}" if outlet == "" else outlet, published, f"Headline of {name}", said, wire)


def run(papers: Sequence[Paper], derivations: Sequence[Derivation] = ()) -> Corroboration:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    return on(pages, extraction, derivations)


def on(pages: Sequence[Page], extraction: Extraction, derivations: Sequence[Derivation]) -> Corroboration:
    (found,) = corroborate(pages, extraction, derivations, config=CorroborateConfig(), lexicons=load_lexicons()).records
    return found


def claim_with(found: Corroboration, *words: str) -> Claim:
    (claim,) = [claim for claim in found.claims if all(word in claim.text for word in words)]
    return claim


def kinds(conflicts: Sequence[Conflict]) -> list[tuple[str, str]]:
    return [(conflict.kind, conflict.relation) for conflict in conflicts]


# ---------------------------------------------------------------- claims


def test_two_wordings_of_one_fact_are_one_claim() -> None:
    found = run(
        [
            paper("herald", Said(CLOSED, when=("on Sunday", "2026-03-01"))),
            paper("post", Said(CLOSED_OTHERWISE, when=("on Sunday", "2026-03-01"))),
        ]
    )
    (claim,) = found.claims
    assert claim.reports == ("herald", "post")
    assert found.conflicts == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            Said("Mara Lindholm will open the new lighthouse of Alva.", status="planned"),
            Said("Mara Lindholm opened the new lighthouse of Alva."),
        ),
        (
            Said("Mara Lindholm signed the lighthouse contract."),
            Said("Mara Lindholm never signed the lighthouse contract.", polarity="denied"),
        ),
        (
            Said("Jonas Kell visited the shipyard in Alva.", event={"type": "CONSULT", "actor": "Jonas Kell", "place": "Alva"}),
            Said("Jonas Kell visited the shipyard in Tarn.", event={"type": "CONSULT", "actor": "Jonas Kell", "place": "Tarn"}),
        ),
        (
            Said(
                "Jonas Kell sued Mara Lindholm over pilotage fees.",
                event={"type": "COERCE", "actor": "Jonas Kell", "recipient": "Mara Lindholm"},
            ),
            Said(
                "Mara Lindholm sued Jonas Kell over pilotage fees.",
                event={"type": "COERCE", "actor": "Mara Lindholm", "recipient": "Jonas Kell"},
            ),
        ),
        (
            Said("The pilotage fee in Alva rose to 40 crowns.", count=three("40 crowns", 40, "crown")),
            Said("The pilotage fee in Alva rose to 60 crowns.", count=three("60 crowns", 60, "crown")),
        ),
    ],
    ids=["plan and deed", "said and denied", "two places", "roles reversed", "two numbers"],
)
def test_what_excludes_each_other_is_never_one_claim(one: Said, other: Said) -> None:
    assert len(run([paper("herald", one), paper("post", other)]).claims) == 2


def test_opinions_of_two_people_stay_two_claims() -> None:
    one = Said("The mole of Alva was neglected for years and will not hold.", sources=["Mara Lindholm"], status="opinion")
    other = Said("The mole of Alva was neglected for decades and must hold.", sources=["Jonas Kell"], status="opinion")
    assert len(run([paper("herald", one), paper("post", other)]).claims) == 2


# ---------------------------------------------------------------- origins


def test_a_named_upstream_is_one_origin_even_when_its_own_text_is_absent() -> None:
    said = [Said(text, sources=[source]) for text, source in ((CLOSED, "HNA"), (CLOSED_OTHERWISE, "Harbour News Agency"), (CLOSED, "HNA"))]
    (claim,) = run([paper(name, one) for name, one in zip(("herald", "post", "star"), said, strict=True)]).claims
    assert [(origin.name, origin.kind) for origin in claim.origins] == [("Harbour News Agency", "named")]
    assert (claim.independent.least, claim.independent.most, claim.standing) == (1, 1, "attributed")
    assert any("The Herald, The Post and The Star" in line and "Harbour News Agency" in line for line in claim.independent.why)


def test_the_innermost_name_is_the_origin() -> None:
    (claim,) = run(
        [paper("herald", Said(CLOSED, sources=["HNA", "Coastguard"])), paper("post", Said(CLOSED, sources=["HNA", "diplomats"]))]
    ).claims
    assert [origin.name for origin in claim.origins] == ["Coastguard", "Harbour News Agency"]


def test_unnamed_sources_are_not_shown_to_be_distinct() -> None:
    (claim,) = run(
        [paper("herald", Said(CLOSED, sources=["officials"])), paper("post", Said(CLOSED_OTHERWISE, sources=["officials"]))]
    ).claims
    assert (claim.independent.least, claim.independent.most, claim.standing) == (1, 2, "uncorroborated")
    assert claim.credibility == 6


def test_an_unnamed_source_is_called_without_the_day_on_which_it_spoke() -> None:
    (claim,) = run([paper("herald", Said(CLOSED, sources=["state media on sunday evening"]))]).claims
    assert [origin.name for origin in claim.origins] == ["state media (The Herald)"]


def test_one_speaker_with_and_without_an_article_is_one() -> None:
    words = "We laughed at this letter until we saw how many of you had paid."
    quotes = [
        Quote(id=f"q-{n}", report=f"r-{n}", start=0, end=len(words), text=words, speaker=f"e-{n}", speaker_text=name, cue=None)
        for n, name in enumerate(("the Tarn police", "Tarn police"))
    ]
    called = {f"e-{n}": name for n, name in enumerate(("Alva Watch", "Tarn Force"))}
    entities = {
        key: Entity(id=key, type="organisation", name=name, aliases=(), role=None, country=None, mentions=())
        for key, name in called.items()
    }
    assert compare_quotes(quotes, (), entities, read_meanings(load_lexicons())) == ()


def test_a_copy_adds_no_origin() -> None:
    papers = [paper("herald", Said(CLOSED)), paper("post", Said(CLOSED_OTHERWISE))]
    (before,) = run(papers).claims
    (after,) = run(papers, [edge("post", "herald", "copies", coverage=0.94)]).claims
    assert (before.independent.most, before.standing) == (2, "uncorroborated")
    assert (after.independent.most, after.standing) == (1, "single_source")
    assert [(origin.kind, origin.name, origin.reports) for origin in after.origins] == [
        ("own_voice", "The Herald", ("herald",)),
        ("derived", "The Herald", ("post",)),
    ]
    assert after.independent.why == ("The Post repeats The Herald word for word (94 % of its text)",)


def test_what_a_rewrite_says_beyond_its_source_is_its_own() -> None:
    added = Said("Jonas Kell has been suspended from the pilot station of Tarn.")
    found = run([paper("herald", Said(CLOSED)), paper("post", Said(CLOSED), added)], [edge("post", "herald")])
    claim = claim_with(found, "suspended")
    assert [(origin.name, origin.kind) for origin in claim.origins] == [("The Post", "own_voice")]
    assert claim.standing == "single_source"


def test_what_a_rewrite_tells_in_words_that_its_source_has_nowhere_is_not_shown_to_be_from_there() -> None:
    papers = [paper("herald", Said(CLOSED)), paper("post", Said(CLOSED_OTHERWISE))]
    (before,) = run(papers).claims
    own = next(statement for statement in before.statements if "post" in statement)
    (taken,) = run(papers, [edge("post", "herald")]).claims
    (added,) = run(papers, [replace(edge("post", "herald"), additions=(Addition(statement=own),))]).claims
    assert [(claim.independent.least, claim.independent.most) for claim in (taken, added)] == [(1, 1), (1, 2)]
    assert "The Post rewrites The Herald (80 % of its text); that it has this from there is not shown" in added.independent.why


EXPECTED = Said("Jonas Kell, of the cabinet, is due on the island by the weekend.", when=("by the weekend", "2026-03-06"), status="ongoing")
TRAVELS = Said("Trade minister Jonas Kell will travel to Tarn on Friday.", when=("on Friday", "2026-03-06"), status="planned",
               sources=["Ministry of Trade"])  # fmt: skip


def test_what_a_rewrite_says_in_other_words_came_from_its_source() -> None:
    papers = [paper("herald", TRAVELS), paper("post", EXPECTED)]
    assert len(run(papers).claims) == 2
    text = build(papers, NAMES)[0]  # type: ignore[arg-type]
    passage = [(0, len(text[1].report.text), 0, len(text[0].report.text))]
    (claim,) = run(papers, [edge("post", "herald", passages=passage)]).claims
    assert [(origin.kind, origin.name, origin.reports) for origin in claim.origins] == [
        ("named", "Ministry of Trade", ("herald",)),
        ("derived", "Ministry of Trade", ("post",)),
    ]
    assert claim.independent.most == 1


def test_a_headline_that_says_no_more_than_the_source_is_nobodys_own() -> None:
    papers = [paper("herald", Said(CLOSED, sources=["Coastguard"])), paper("post", Said(CLOSED, sources=["Coastguard"]))]
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    title = "Waves close the harbour of Alva"
    moved = pages[1].report.text.replace("Headline of post", title)
    page = replace(pages[1], report=replace(pages[1].report, text=moved, blocks=(Block(kind="title", start=0, end=len(title)),)))
    headline = replace(
        extraction.statements[0], id="s-headline", report="post", start=0, end=len(title), text=title, attribution=(), times=()
    )
    told = replace(extraction, statements=(extraction.statements[0], headline))
    found = on((pages[0], page), told, [edge("post", "herald")])
    kinds = {origin.kind for claim in found.claims for origin in claim.origins if "post" in origin.reports}
    assert kinds == {"derived"}


def test_at_least_two_and_three_are_two_claims() -> None:
    found = run([paper("herald", toll("Three", 3, 3, 3)), paper("post", toll("At least two", 2, None, 2))])
    assert len(found.claims) == 2


def test_all_of_them_and_two_of_them_are_not_one_quotation() -> None:
    said = [
        Said(f"“{many} of the dead were crushed by a wall of the old mole,” {who} said.", sources=[who],
             quote=(who, f"{many} of the dead were crushed by a wall of the old mole,"))
        for many, who in (("Two", "Mara Lindholm"), ("All", "Jonas Kell"))
    ]  # fmt: skip
    found = run([paper("herald", said[0]), paper("post", said[1])])
    assert [claim.independent.least for claim in found.claims] == [1, 1]
    assert ("quote", "contradicts") in kinds(found.conflicts)


def test_a_source_that_only_a_rewrite_names_is_no_further_witness() -> None:
    papers = [paper("herald", Said(CLOSED, sources=["Coastguard"])), paper("post", Said(CLOSED_OTHERWISE, sources=["Ministry of Trade"]))]
    assert run(papers).claims[0].independent.least == 2
    (claim,) = run(papers, [edge("post", "herald")]).claims
    assert (claim.independent.least, claim.independent.most) == (1, 1)


def test_eyes_of_ones_own_make_a_second_witness() -> None:
    there = Said("Our reporter watched from the lighthouse as the mole broke.")
    (claim, *_) = run([paper("herald", Said(CLOSED, sources=["Coastguard"])), paper("post", Said(CLOSED_OTHERWISE), there)]).claims
    assert (claim.independent.least, claim.independent.most, claim.standing, claim.credibility) == (2, 2, "corroborated", 1)


def test_a_body_and_its_spokeswoman_are_one_source() -> None:
    introduced = Said("The harbour stays closed, Coastguard spokeswoman Mara Lindholm said.")
    papers = [
        paper("herald", Said(CLOSED, sources=["Coastguard"])),
        paper("post", Said(CLOSED_OTHERWISE, sources=["Mara Lindholm"]), introduced),
    ]
    claim = claim_with(run(papers), "Sunday")
    assert (claim.independent.least, claim.independent.most) == (1, 1)


def test_two_voices_without_a_sign_of_own_work_may_be_two() -> None:
    (claim,) = run([paper("herald", Said(CLOSED)), paper("post", Said(CLOSED_OTHERWISE))]).claims
    assert (claim.independent.least, claim.independent.most, claim.credibility) == (1, 2, 2)
    assert any("nothing shows" in line for line in claim.independent.why)


def test_one_outlet_and_one_wire_are_one_voice() -> None:
    (claim,) = run([paper("herald", Said(CLOSED), outlet="Herald"), paper("herald2", Said(CLOSED_OTHERWISE), outlet="Herald")]).claims
    assert claim.independent.most == 1
    (claim,) = run([paper("herald", Said(CLOSED), wire="HNA"), paper("post", Said(CLOSED_OTHERWISE), wire="HNA")]).claims
    assert [(origin.name, origin.kind) for origin in claim.origins] == [("Harbour News Agency", "named")]


def test_a_wire_and_a_body_are_not_shown_to_be_two_witnesses() -> None:
    papers = [paper("herald", Said(CLOSED), wire="HNA"), paper("post", Said(CLOSED_OTHERWISE, sources=["Coastguard"]))]
    (claim,) = run(papers).claims
    assert (claim.independent.least, claim.independent.most) == (1, 2)


def test_the_credit_to_its_own_agency_is_its_own_voice() -> None:
    papers = [paper("wire", Said("(HWA) " + CLOSED), outlet="Harbour Wire Agency", wire="HWA"), paper("post", Said(CLOSED_OTHERWISE))]
    claim, *_ = run(papers).claims
    assert {(origin.name, origin.kind) for origin in claim.origins} == {("Harbour Wire Agency", "own_voice"), ("The Post", "own_voice")}


def test_a_commander_and_his_army_may_be_one_voice() -> None:
    names = NAMES | {"Colonel Tor Vik": "person", "Tarn Army": "organisation"}
    papers = [paper("herald", Said(CLOSED, sources=["Colonel Tor Vik"])), paper("post", Said(CLOSED_OTHERWISE, sources=["Tarn Army"]))]
    pages, extraction = build(papers, names)  # type: ignore[arg-type]
    (claim,) = on(pages, extraction, ()).claims
    assert (claim.independent.least, claim.independent.most) == (1, 2)
    assert any("may speak for one body" in why for why in claim.independent.why)


def test_whoever_is_only_pointed_to_is_no_witness_of_its_own() -> None:
    papers = [
        paper("herald", Said(CLOSED, sources=["Coastguard"])),
        paper("post", Said(CLOSED_OTHERWISE, sources=["his own office's statement"])),
    ]
    (claim,) = run(papers).claims
    assert (claim.independent.least, claim.independent.most) == (1, 2)


def test_an_outlet_that_is_cited_and_there_is_one_source() -> None:
    papers = [paper("wire", Said(CLOSED), outlet="Harbour News Agency"), paper("post", Said(CLOSED_OTHERWISE, sources=["HNA"]))]
    (claim,) = run(papers).claims
    assert (claim.independent.most, claim.independent.why) == (1, ("The Post cites Harbour News Agency",))


def test_kinship_of_unknown_order_counts_once_at_least_and_twice_at_most() -> None:
    there = [Said("Our reporter saw the mole break."), Said("Our correspondent saw boats adrift in Tarn.")]
    papers = [paper("herald", Said(CLOSED), there[0]), paper("post", Said(CLOSED_OTHERWISE), there[1])]
    assert claim_with(run(papers), "harbour").independent.least == 2
    claim = claim_with(run(papers, [edge("post", "herald", is_decided=False)]), "harbour")
    assert (claim.independent.least, claim.independent.most) == (1, 2)
    assert any("is open" in line for line in claim.independent.why)


# ---------------------------------------------------------------- conflicts


def test_two_days_for_one_closure_are_a_conflict() -> None:
    one = Said("Mara Lindholm closed the harbour of Alva on 3 March.", when=("on 3 March", "2026-03-03"))
    other = Said("Mara Lindholm closed the harbour of Alva on Sunday.", when=("on Sunday", "2026-03-01"))
    found = run([paper("herald", one), paper("post", other), paper("star", other)])
    (conflict,) = found.conflicts
    assert (conflict.kind, conflict.relation) == ("date", "contradicts")
    assert [(value.value, value.reports) for value in conflict.values] == [
        ("on Sunday (2026-03-01)", ("post", "star")),
        ("on 3 March (2026-03-03)", ("herald",)),
    ]
    assert "The Herald has “on 3 March (2026-03-03)”" in conflict.explanation
    assert {claim.standing for claim in found.claims} == {"disputed"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("on Sunday", "2026-03-01"), ("on 1 March", "2026-03-01T09:30")),
        (("from Sunday to Tuesday", "2026-03-01/2026-03-03"), ("on Monday", "2026-03-02")),
        (("in March", "2026-03"), ("on Sunday", "2026-03-01")),
        (("about 1 March", "2026-03-01~"), ("on Monday", "2026-03-02")),
    ],
    ids=["same day", "within", "coarse", "approximate"],
)
def test_dates_that_leave_room_for_each_other_are_none(one: tuple[str, str], other: tuple[str, str]) -> None:
    said = [Said(f"Mara Lindholm closed the harbour of Alva {words}.", when=(words, edtf)) for words, edtf in (one, other)]
    assert run([paper("herald", said[0]), paper("post", said[1])]).conflicts == ()


def test_a_plan_that_is_put_off_replaces_the_earlier_date() -> None:
    one = Said("Mara Lindholm will visit the harbour of Alva on Tuesday.", when=("on Tuesday", "2026-03-03"), status="planned")
    other = Said("Mara Lindholm will now visit the harbour of Alva on Thursday.", when=("on Thursday", "2026-03-05"), status="planned")
    found = run([paper("herald", one), paper("post", other)])
    assert kinds(found.conflicts) == [("date", "supersedes")]
    assert all(claim.standing != "disputed" for claim in found.claims)


def test_other_figures_on_other_days_are_two_happenings() -> None:
    one = Said(
        "Shares in the Port of Alva fell 4 percent on Tuesday.", when=("on Tuesday", "2026-03-03"), count=three("4 percent", 4, "percent")
    )
    other = Said("Shares in the Port of Alva fell 2 percent on Thursday.", when=("on Thursday", "2026-03-05"),
                 count=three("2 percent", 2, "percent"))  # fmt: skip
    assert run([paper("herald", one), paper("post", other)]).conflicts == ()


def test_who_only_rewrites_cannot_bring_a_newer_toll() -> None:
    papers = [
        paper("herald", toll("Three", 3, 3, 3), published="2026-03-01T09:00Z"),
        paper("post", toll("Nine", 9, 9, 9), published="2026-03-02T09:00Z"),
    ]
    assert kinds(run(papers).conflicts) == [("number", "supersedes")]
    assert kinds(run(papers, [edge("post", "herald")]).conflicts) == [("number", "contradicts")]


def test_one_place_in_the_spot_of_another() -> None:
    one = Said("A court in Alva sentenced Jonas Kell to seven years over the pilotage contract.")
    other = Said("A court in Tarn sentenced Jonas Kell to seven years over the pilotage contract.")
    (conflict,) = run([paper("herald", one), paper("post", other)]).conflicts
    assert (conflict.kind, [value.value for value in conflict.values]) == ("place", ["Alva", "Tarn"])


def test_two_happenings_of_one_kind_are_no_conflict() -> None:
    one = Said("Mara Lindholm closed the harbour of Alva on Sunday.", when=("on Sunday", "2026-03-01"))
    again = Said("Mara Lindholm closed the harbour of Alva again on Friday.", when=("on Friday", "2026-03-06"))
    elsewhere = Said("Jonas Kell closed the harbour of Tarn on Friday.", when=("on Friday", "2026-03-06"))
    assert run([paper("herald", one), paper("post", again), paper("star", elsewhere)]).conflicts == ()


def test_a_denial_is_a_conflict_and_a_long_wait_is_none() -> None:
    says = Said("The radar on the mole of Alva worked during the storm, Jonas Kell checked.", verb="worked")
    denies = Said("The radar on the mole of Alva never worked during the storm, Jonas Kell checked.", polarity="denied", verb="worked")
    waits = Said("The radar on the mole of Alva had not worked since the storm, Jonas Kell checked.", polarity="denied", verb="worked")
    (conflict,) = run([paper("herald", says), paper("post", denies)]).conflicts
    assert (conflict.kind, conflict.relation) == ("polarity", "contradicts")
    assert run([paper("herald", says), paper("star", waits)]).conflicts == ()


def test_one_weekday_read_from_two_days_of_publication_is_no_conflict() -> None:
    said = [Said("Mara Lindholm closed the harbour of Alva on Sunday.", when=("on Sunday", edtf)) for edtf in ("2026-03-01", "2026-03-08")]
    assert run([paper("herald", said[0]), paper("post", said[1])]).conflicts == ()


STRUCK = "A storm wave struck the mole of Alva on {} and killed Mara Lindholm."


def _struck(words: str, date: str) -> Said:
    return Said(STRUCK.format(words), when=(f"on {words}", date))


@pytest.mark.parametrize(
    ("other", "dates"),
    [
        (_struck("March 9th", "2026-03-09"), ["on March 9th (Monday 2026-03-09)", "on Wednesday"]),
        (_struck("Tuesday", "XXXX-WXX-2"), ["on Tuesday", "on Wednesday"]),
    ],
)
def test_a_weekday_of_an_undated_report_is_held_against_another_day(other: Said, dates: list[str]) -> None:
    found = run([paper("herald", _struck("Wednesday", "XXXX-WXX-3")), paper("post", other)])
    assert kinds(found.conflicts) == [("date", "contradicts")]
    assert [value.value for value in found.conflicts[0].values] == dates
    assert {claim.reports for claim in found.claims} >= {("herald",), ("post",)}


@pytest.mark.parametrize(
    "other", [_struck("March 11th", "2026-03-11"), _struck("Wednesday", "XXXX-WXX-3"), _struck("some day in March", "2026-03")]
)
def test_a_weekday_that_fits_the_other_day_is_one_claim(other: Said) -> None:
    found = run([paper("herald", _struck("Wednesday", "XXXX-WXX-3")), paper("post", other)])
    assert found.conflicts == ()
    assert ("herald", "post") in {claim.reports for claim in found.claims}


def test_a_day_without_its_year_takes_that_of_the_story() -> None:
    assert complete("XXXX-03-09", (date(2026, 3, 11), date(2026, 3, 12))) == "2026-03-09"
    assert complete("XXXX-12-30", (date(2026, 1, 2),)) == "2025-12-30"
    assert complete("XXXX-09-09", (date(2026, 3, 11),)) == "XXXX-09-09"
    assert complete("XXXX-03-09", ()) == "XXXX-03-09"


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("XXXX-WXX-3", "2026-03-09", True),
        ("XXXX-WXX-3", "2026-03-11", False),
        ("XXXX-WXX-3", "2026-03-09/2026-03-10", True),
        ("XXXX-WXX-3", "2026-03-09/2026-03-12", False),
        ("XXXX-WXX-3", "2026-03", False),
        ("XXXX-WXX-3", "2026-03-09~", False),
        ("XXXX-WXX-3", "2026-03-10T23:30Z", False),
        ("XXXX-03-09", "2026-03-10", True),
        ("XXXX-03-09", "XXXX-03", False),
        ("XXXX-03-09", "XXXX-WXX-2", False),
    ],
)
def test_loose_dates_are_compared_by_what_they_say(one: str, other: str, apart: bool) -> None:
    assert are_apart(one, other) is apart is are_apart(other, one)


def test_a_long_sentence_in_the_same_words_is_one_voice() -> None:
    (claim,) = run([paper("herald", Said(CLOSED)), paper("post", Said(CLOSED), Said("A cat slept in the lighthouse of Tarn."))]).claims[:1]
    assert (claim.independent.most, claim.standing) == (1, "single_source")
    assert claim.independent.why == ("The Herald and The Post say it in the same words",)


def toll(words: str, low: float | None, high: float | None, value: float | None = None) -> Said:
    return Said(f"{words} people were killed when the ferry hit the mole of Alva.", count=(words, value, "people", low, high))


def test_a_later_toll_replaces_an_earlier_one_and_at_least_leaves_room() -> None:
    three_dead, four_dead, two_or_more = toll("Three", 3, 3, 3), toll("Four", 4, 4, 4), toll("At least two", 2, None, 2)
    papers = [
        paper("herald", three_dead, published="2026-03-01T09:00Z"),
        paper("post", four_dead, published="2026-03-01T18:00Z"),
        paper("star", two_or_more, published="2026-03-01T08:00Z"),
    ]
    found = run(papers)
    assert kinds(found.conflicts) == [("number", "supersedes"), ("number", "refines")]
    assert [value.value for value in found.conflicts[0].values] == ["Three", "Four"]
    assert all(claim.standing != "disputed" for claim in found.claims)


def test_two_tolls_at_one_hour_contradict_each_other() -> None:
    papers = [
        paper(name, said, published="2026-03-01T09:00Z")
        for name, said in (("herald", toll("Three", 3, 3, 3)), ("post", toll("Nine", 9, 9, 9)))
    ]
    assert kinds(run(papers).conflicts) == [("number", "contradicts")]


def test_round_numbers_and_other_things_counted_are_no_contradiction() -> None:
    exact = Said("The ferry carried 212 passengers when it hit the mole of Alva.", count=three("212 passengers", 212, "passenger"))
    rounded = Said("The ferry carried 210 passengers when it hit the mole of Alva.", count=three("210 passengers", 210, "passenger"))
    crew = Said("The ferry carried 14 stewards when it hit the mole of Alva.", count=three("14 stewards", 14, "steward"))
    found = run([paper("herald", exact), paper("post", rounded), paper("star", crew)])
    assert [conflict for conflict in found.conflicts if conflict.relation == "contradicts"] == []


def test_words_and_speaker_that_changed_on_the_way() -> None:
    one = Said("“The mole will be rebuilt before the winter storms,” Mara Lindholm said.", sources=["Mara Lindholm"],
               quote=("Mara Lindholm", "The mole will be rebuilt before the winter storms,"))  # fmt: skip
    other = Said("“The mole must be rebuilt long before winter,” Jonas Kell said.", sources=["Jonas Kell"],
                 quote=("Jonas Kell", "The mole must be rebuilt long before winter,"))  # fmt: skip
    pages, extraction = build([paper("herald", one), paper("post", other)], NAMES)  # type: ignore[arg-type]
    altered = AlteredQuote(quote=extraction.quotes[1].id, source_quote=extraction.quotes[0].id)
    found = on(pages, extraction, [edge("post", "herald", altered_quotes=[altered])])
    assert kinds(found.conflicts) == [("attribution", "contradicts"), ("quote", "contradicts")]
    attribution = found.conflicts[0]
    texts = {page.report.id: page.report.text for page in pages}
    assert {texts[c.report][c.start : c.end] for value in attribution.values for c in value.citations} == {"Mara Lindholm", "Jonas Kell"}


def test_quoting_less_is_no_change() -> None:
    long, short = "The mole will be rebuilt before the winter storms", "will be rebuilt before the winter"
    said = [Said(f"“{words},” Mara Lindholm said.", sources=["Mara Lindholm"], quote=("Mara Lindholm", words)) for words in (long, short)]
    assert run([paper("herald", said[0]), paper("post", said[1])]).conflicts == ()


def test_bounds_of_one_happening() -> None:
    assert exclude_each_other("2026-03-01", "start", "2026-03-04", "start")
    assert exclude_each_other("2026-03-01", "start", "2026-03-04/2026-03-06", "whole")
    assert not exclude_each_other("2026-03-04", "start", "2026-03-04/2026-03-06", "whole")
    assert not exclude_each_other("2026-03-01", "start", "2026-03-04", "end")
    assert not exclude_each_other("2026-03-01", "start", "2026-03-02", "within")
    assert exclude_each_other("2026-03-03", "start", "2026-03-02", "within")


# ---------------------------------------------------------------- laws

OUTLETS = ("Herald", "Post", "Star", "Echo")
SENTENCES = (
    Said(CLOSED, when=("on Sunday", "2026-03-01")),
    Said(CLOSED_OTHERWISE, sources=["HNA"]),
    Said(CLOSED, sources=["Coastguard"]),
    Said(CLOSED, sources=["officials"]),
    Said("Mara Lindholm closed the harbour of Alva on Tuesday after waves broke over the mole.", when=("on Tuesday", "2026-03-03")),
    toll("Three", 3, 3, 3),
    toll("Four", 4, 4, 4),
    Said("Our reporter watched from the lighthouse of Alva as the mole broke."),
)
PAPERS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), min_size=2, max_size=5).map(
    lambda bodies: [paper(f"report{index}", *body, outlet=OUTLETS[index % len(OUTLETS)]) for index, body in enumerate(bodies)]
)
EDGES = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 4), st.sampled_from(["copies", "rewrites", "cites", "shares_wire"]), st.booleans(), st.booleans()
    ),
    max_size=4,
)


def edges_among(papers: Sequence[Paper], chosen: Sequence[tuple[int, int, str, bool, bool]]) -> list[Derivation]:
    """Edges from later to earlier reports, some decided, some with a passage over the whole body."""
    found = []
    for one, other, kind, is_decided, has_passage in chosen:
        low, high = sorted((one % len(papers), other % len(papers)))
        if low != high:
            passages = [(0, 2000, 0, 2000)] if has_passage else []
            found.append(edge(papers[high].name, papers[low].name, kind, is_decided=is_decided, passages=passages))  # type: ignore[arg-type]
    return found


@settings(max_examples=60, deadline=None)
@given(PAPERS, EDGES, st.randoms(use_true_random=False))
def test_the_order_of_everything_is_indifferent(
    papers: list[Paper], chosen: list[tuple[int, int, str, bool, bool]], chance: object
) -> None:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    derivations = edges_among(papers, chosen)
    shuffled = [list(pages), list(extraction.statements), list(extraction.entities), list(extraction.quotes), list(derivations)]
    for part in shuffled:
        chance.shuffle(part)  # type: ignore[attr-defined]
    other = Extraction(entities=tuple(shuffled[2]), quotes=tuple(shuffled[3]), statements=tuple(shuffled[1]))  # type: ignore[arg-type]
    assert on(pages, extraction, derivations) == on(shuffled[0], other, shuffled[4])  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(PAPERS, EDGES)
def test_a_further_derivation_never_raises_a_count(papers: list[Paper], chosen: list[tuple[int, int, str, bool, bool]]) -> None:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    derivations = edges_among(papers, chosen)
    for count in range(len(derivations)):
        before = on(pages, extraction, derivations[:count]).claims
        for claim in on(pages, extraction, derivations[: count + 1]).claims:
            parts = [part.independent for part in before if not set(part.statements).isdisjoint(claim.statements)]
            assert claim.independent.least <= sum(part.least for part in parts)
            assert claim.independent.most <= sum(part.most for part in parts)


@settings(max_examples=60, deadline=None)
@given(PAPERS, EDGES)
def test_counts_are_sober_and_every_statement_has_one_home(papers: list[Paper], chosen: list[tuple[int, int, str, bool, bool]]) -> None:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    found = on(pages, extraction, edges_among(papers, chosen))
    assert sorted(s for claim in found.claims for s in claim.own) == sorted(s.id for s in extraction.statements)
    for claim in found.claims:
        assert set(claim.also) <= set(claim.statements)
        counted = [origin for origin in claim.origins if origin.kind != "derived"]
        assert 1 <= claim.independent.least <= claim.independent.most <= max(1, len(counted))
        assert set(claim.reports) == {report for origin in claim.origins for report in origin.reports}


@settings(max_examples=60, deadline=None)
@given(PAPERS)
def test_a_report_given_twice_changes_nothing(papers: list[Paper]) -> None:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    once = on(pages, extraction, ())
    assert on([*pages, pages[0]], extraction, ()) == once
    twice = build([*papers, replace(papers[0], name="zz-again")], NAMES)  # type: ignore[arg-type]
    again = on(*twice, ())
    assert len(again.claims) == len(once.claims)
    counts = {frozenset(claim.own): claim.independent for claim in again.claims}
    for claim in once.claims:
        found = next(independent for statements, independent in counts.items() if set(claim.own) <= statements)
        assert (found.least, found.most) == (claim.independent.least, claim.independent.most)


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        (
            "We analysed the destabilising effect on the harbour's trade.",
            "We analyzed the destabilizing effect on the harbor’s trade,",
            False,
        ),
        ("Send it by e-mail or through the co-operative store.", "Send it by email or through the cooperative store.", False),
        ("Two of the dead were fishermen from the island.", "All of the dead were fishermen from the island.", True),
        ("The ferry is a non-smoking ship and shall stay so for good.", "The ferry is a nonsmoking ship and will stay so for good.", False),
        (
            "Will be a home for gulls for a hundred years if it does not sink.",
            "be a home for gulls for a hundred years if it doesn’t sink",
            False,
        ),
        ("The mole that will be built here is a home for gulls.", "The mole that be built here is a home for gulls.", True),
    ],
)
def test_spelling_changes_no_quotation(one: str, other: str, differs: bool) -> None:
    quotes = [
        Quote(id=f"q-{n}", report=f"r-{n}", start=0, end=len(text), text=text, speaker=None, speaker_text=None, cue=None)
        for n, text in enumerate((one, other))
    ]
    pairs = compare_quotes(quotes, (), {}, read_meanings(load_lexicons()))
    assert any(pair.words_differ for pair in pairs) is differs


def test_two_sayings_that_one_report_has_are_no_wordings_of_one() -> None:
    mole, pier = "We will mend the old mole before the winter storms come.", "We will mend the old pier before the winter storms come."
    given = [("r-0", mole), ("r-1", pier)]

    def are_changed(said: Sequence[tuple[str, str]]) -> bool:
        quotes = [
            Quote(id=f"q-{n}", report=report, start=100 * n, end=100 * n + len(text), text=text, speaker=None, speaker_text=None, cue=None)
            for n, (report, text) in enumerate(said)
        ]
        return any(pair.words_differ for pair in compare_quotes(quotes, (), {}, read_meanings(load_lexicons())))

    assert are_changed(given)
    assert not are_changed([*given, ("r-1", mole)])


def test_who_is_heard_only_through_another_source_is_no_second_one() -> None:
    herald = paper("herald", Said(CLOSED, sources=["Jonas Kell"]))
    through = paper("post", Said(CLOSED_OTHERWISE, sources=["Jonas Kell", "Mara Lindholm"]))
    direct = paper("post", Said(CLOSED_OTHERWISE, sources=["Mara Lindholm"]))
    heard = claim_with(run([herald, through]), "harbour of Alva").independent
    assert (heard.least, heard.most) == (1, 2)
    assert any("what Mara Lindholm says is told by Jonas Kell" in why for why in heard.why)
    assert claim_with(run([herald, direct]), "harbour of Alva").independent.least == 2


def test_what_more_than_two_reports_have_is_listed() -> None:
    counted = [
        paper(name, Said(f"{number} people were hurt at Alva on Sunday.", count=three(number, value, "people")))
        for name, number, value in (("herald", "Three", 3), ("post", "Five", 5), ("star", "Nine", 9))
    ]
    (conflict,) = [conflict for conflict in run(counted).conflicts if conflict.kind == "number"]
    assert ", but " not in conflict.explanation
    assert conflict.explanation.count(";") == len(conflict.values) - 1
