"""States that two reports give one person or thing: read off sentences, met by bearer, told as conflicts."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from stemma.adapters.fetch import fetch
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Conflict
from stemma.stages.corroborate import corroborate
from stemma.stages.extract import extract

PAGE = "{title}\n\nALVA, May {day}, 2026 - {told}\n\nThe town of Alva has some 9,000 people and a harbour of its own.\n"


def states_of(folder: Path, *told: tuple[str, str]) -> Sequence[Conflict]:
    """The conflicts of kind status or polarity between reports of one story, each given by its headline and its text, a day apart."""
    config, lexicons = Config(), load_lexicons()
    for place, (title, text) in enumerate(told):
        (folder / f"report-{place}.txt").write_text(PAGE.format(title=title, day=4 + place, told=text), encoding="utf-8")
    captures = fetch([str(folder)], config=config.fetch)
    pages = [page for capture in captures for page in read_page(capture, config=config).records]  # type: ignore[arg-type]
    extraction = extract(pages, config=config.extract, lexicons=lexicons).records[0]
    found = corroborate(pages, extraction, (), config=config.corroborate, lexicons=lexicons).records[0].conflicts
    return [conflict for conflict in found if conflict.kind in {"status", "polarity"}]


FLED = (
    "Cash gone from Alva ferry office",
    "Police in Alva arrested the clerk, Jorun Halle, over 40,000 crowns missing from the ferry office.",
)


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (
            "Jorun Halle, the clerk of the Alva ferry office, was only questioned as a witness over the missing crowns, her lawyer said.",
            None,
        ),
        ("Jorun Halle has not been arrested over the missing crowns of the ferry office in Alva, her lawyer said.", "contradicts"),
        ("The clerk of the Alva ferry office was released on Tuesday. The crowns of the ferry office have not come back.", "supersedes"),
    ],
)
def test_custody(tmp_path: Path, other: str, relation: str | None) -> None:
    (found,) = states_of(tmp_path, FLED, ("Clerk of Alva ferry office speaks", other))
    assert found.kind == "status"
    assert found.relation == (relation or "contradicts")


def test_somebody_else_is_in_another_state(tmp_path: Path) -> None:
    other = "Jorun Halle's cashier, Tor Veum, was released on Tuesday, police in Alva said of the case of the ferry office."
    assert states_of(tmp_path, FLED, ("Cashier of Alva ferry office free", other)) == []


@pytest.mark.parametrize(
    "other",
    [
        "If Jorun Halle is released, the ferry office of Alva will want its crowns back, a lawyer of the town said.",
        "Friends called for the release of Jorun Halle over the crowns of the ferry office of Alva.",
        "Jorun Halle may be released this week in the case of the ferry office of Alva, a lawyer said.",
    ],
)
def test_what_may_be_is_no_state(tmp_path: Path, other: str) -> None:
    assert states_of(tmp_path, FLED, ("Alva waits for the ferry office's crowns", other)) == []


def test_missing_and_found(tmp_path: Path) -> None:
    found = states_of(
        tmp_path,
        ("Two divers lost off Alva", "Two divers were missing off Alva on Monday after their boat, the Skarv, came back without them."),
        (
            "Divers off Alva safe",
            "Two divers who went out from Alva in the Skarv turned up on Tuesday on a sandbank, cold but in good spirits.",
        ),
    )
    assert [(conflict.kind, conflict.relation) for conflict in found] == [("status", "supersedes")]


def test_who_tells_both_states_only_looks_back(tmp_path: Path) -> None:
    found = states_of(
        tmp_path,
        ("Diver lost off Alva found", "The diver Tor Veum was missing off Alva on Monday. He was found alive on Tuesday near Tarn."),
        (
            "Diver off Alva safe",
            "Tor Veum, a diver who went out from Alva in the Skarv, turned up on Tuesday on a sandbank, cold but in good spirits.",
        ),
    )
    assert found == []


def test_a_verdict_on_one_count_and_on_another(tmp_path: Path) -> None:
    guilty = "Tor Veum was found guilty of fraud by the court of Alva on Monday. He will stay at home till the summer."
    cleared = "Tor Veum was acquitted of {count} by the court of Alva on Monday."
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (found,) = states_of(tmp_path / "a", ("Skipper guilty", guilty), ("Verdict on skipper of Skarv in Alva", cleared.format(count="fraud")))
    assert (found.kind, found.relation) == ("polarity", "contradicts")
    assert (
        states_of(tmp_path / "b", ("Skipper guilty", guilty), ("Verdict on skipper of Skarv in Alva", cleared.format(count="manslaughter")))
        == []
    )


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("The director said that the alarm of the Alva museum worked in the night of the theft.",
         "The alarm of the Alva museum had been silent in the night of the theft, a guard said.", "polarity"),
        ("The memorandum on the harbour of Alva was signed on Monday by the two ministers.",
         "The memorandum on the harbour of Alva was withdrawn an hour before the two ministers met, officials said.", "status"),
        ("The agency suspended the use of the vaccine on Monday after three children of Alva fell ill.",
         "The agency lifted the suspension of the vaccine on Tuesday. The three children of Alva had eaten bad fish.", "status"),
        ("Nobody has been charged over the theft at the museum of Alva, the police said on Monday.",
         "Tor Veum was charged over the theft at the museum of Alva on Monday, a lawyer said.", "status"),
        ("The concert on the quay of Alva was cancelled on Sunday because of the wind, the town said.",
         "The concert on the quay of Alva took place on Sunday before 300 people, a singer said.", "status"),
        ("The curfew in Alva remains in force after the riot, the mayor said on Monday.",
         "The curfew in Alva was lifted on Tuesday. The mayor had asked for it after the riot.", "status"),
        ("Negotiations over the wages at the cannery of Alva were broken off on Monday, the union said.",
         "Talks over the wages at the cannery of Alva resumed on Tuesday, the owner said.", "status"),
        ("The appeal of the cannery of Alva against the fine was rejected on Monday, a clerk said.",
         "The appeal of the cannery of Alva against the fine is still pending, its lawyer said.", "status"),
        ("The certificate of the lift in Alva was valid, the owner of the hotel said on Monday.",
         "The certificate of the lift in Alva had expired in March, an inspector said.", "status"),
        ("The ransom for the skipper of Alva was paid on Monday, a cousin said.",
         "No ransom was paid for the skipper of Alva, the owner of the boat said.", "polarity"),
        ("The lighthouse of Alva collapsed in the storm on Monday, a fisherman said.",
         "The lighthouse of Alva is undamaged by the storm, the harbour master said.", "polarity"),
        ("The skipper of the Alva ferry was drunk on Monday, a passenger said.",
         "The skipper of the Alva ferry was sober on Monday, a doctor said.", "polarity"),
        ("The stolen medal of the Alva museum has not come back, a guard said on Monday.",
         "The medal of the Alva museum was recovered from a boat on Tuesday, police said.", "status"),
    ],
)  # fmt: skip
def test_things(tmp_path: Path, one: str, other: str, kind: str) -> None:
    found = states_of(tmp_path, ("Alva in the news", one), ("News from Alva", other))
    assert kind in {conflict.kind for conflict in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge of Alva is closed to lorries, the town said.", "The museum of Alva is open again, the town said."),
        ("Nobody has died in a fire in Alva since 1998, the fire brigade said.", "A woman died in a fire in Alva on Monday."),
        ("The officer fired three shots in Alva on Monday.", "The officer remains in Alva, police said on Monday."),
        ("The east bridge of Alva is closed, the town said on Monday.", "The west bridge of Alva is open, a driver said on Monday."),
        ("Talks over the cannery of Alva failed last year, the union said.", "Talks over the cannery of Alva resumed on Monday."),
        ("The harbour summit was last held in 2019, the town of Alva said.", "The harbour summit was cancelled, the town of Alva said."),
        ("The harbour summit is not on the schedule of the mayor.", "The harbour summit began on Monday, the town of Alva said."),
        ("The clerk of Alva, Jorun Halle, remained calm.", "Jorun Halle, the clerk of Alva, was dismissed on Monday, the town said."),
        ("The clerk of Alva, Jorun Halle, continued walking.", "Jorun Halle, the clerk of Alva, was dismissed on Monday, the town said."),
        ("The sailors of Jorun Halle, the captain, rarely quit.", "Jorun Halle, the captain, was dismissed on Monday, the owners said."),
    ],
)
def test_states_of_two_things_or_times(tmp_path: Path, one: str, other: str) -> None:
    assert states_of(tmp_path, ("Alva in the news", one), ("News from Alva", other)) == []


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "The commodore, Jorun Halle, was dismissed on Monday, two officers in Alva said.",
            "The commodore, Jorun Halle, resigned on Monday, the navy in Alva said.",
            "status",
        ),
        (
            "Wages at the Alva shipyard are unpaid, a welder said at the gate on Monday.",
            "The wages at the Alva shipyard have been paid, its owner said in a statement on Tuesday.",
            "polarity",
        ),
        (
            "Jorun Halle was convicted on Monday by the court of Alva, and her lawyer said that she would appeal.",
            "Jorun Halle has lodged an appeal, the court of Alva said on Tuesday.",
            "status",
        ),
        (
            "The border at Alva is closed, a trader said in the market on Monday.",
            "The crossing at Alva has been open all week, the customs office said on Tuesday.",
            "status",
        ),
        (
            "The police in Alva said that no charge had been laid against anybody over the missing crowns.",
            "Jorun Halle, the clerk, has been charged with the theft of 40,000 crowns, the Alva court said on Tuesday.",
            "status",
        ),
    ],
)
def test_how_people_went_pay_appeals_borders_and_charges(tmp_path: Path, one: str, other: str, kind: str) -> None:
    found = states_of(tmp_path, ("News from Alva", one), ("More from Alva", other))
    assert [conflict.kind for conflict in found] == [kind]


@pytest.mark.parametrize(
    "other",
    [
        "Jorun Halle has ten days to appeal, the court of Alva said on Tuesday.",
        "The court of Alva appealed for witnesses on Tuesday in the case of Jorun Halle.",
    ],
)
def test_an_appeal_that_is_none(tmp_path: Path, other: str) -> None:
    told = "Jorun Halle was convicted on Monday by the court of Alva, and her lawyer said that she would appeal."
    assert states_of(tmp_path, ("News from Alva", told), ("More from Alva", other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Two men and a woman were detained over the theft at the museum of Alva on Monday night, police said.",
            "A judge in Alva has released the woman detained over the theft at the museum, a clerk said on Tuesday.",
        ),
        (
            "The skipper of the trawler Havella had not been found by midnight, the coast guard in Alva said.",
            "A 44-year-old man who was reported missing off Alva was found alive on a skerry on Tuesday, the navy said.",
        ),
        (
            "The union has put off the strike at the port of Alva to Friday, a docker said.",
            "The strike at the port of Alva was cancelled, the harbour office said on Tuesday.",
        ),
        (
            "The procession in Alva is off, a baker said in the market on Monday.",
            "The procession in Alva will take place on Sunday at six, the bishop said.",
        ),
        (
            "No one has been arrested over the fire in Alva, a police spokesman said on Monday.",
            "Two of them are in custody, the weekly of Alva wrote of the men with the cans.",
        ),
    ],
)
def test_what_a_later_sentence_says_has_changed(tmp_path: Path, one: str, other: str) -> None:
    found = states_of(tmp_path, ("News from Alva", one), ("More from Alva", other))
    assert [conflict.kind for conflict in found] == ["status"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (  # a man is no woman
            "A man was detained over the theft at the museum of Alva on Monday night, police said.",
            "A judge in Alva has released the woman detained over the theft at the museum, a clerk said on Tuesday.",
        ),
        (  # two walkouts
            "The one-day strike in Alva has been postponed to July 16, the union said on Monday.",
            "The three-day strike in Alva was cancelled, the harbour office said on Tuesday.",
        ),
        (  # one report, and the same said in two ways
            "The visit of the king to Alva, planned for Friday, was called off on Monday.",
            "The visit of the king to Alva, planned for Friday, did not take place.",
        ),
    ],
)
def test_no_change_of_one_bearer(tmp_path: Path, one: str, other: str) -> None:
    assert states_of(tmp_path, ("News from Alva", one), ("More from Alva", other)) == []


WORKING = "The siren of Alva was in working order, Tor Veum said."
DEAD = "The siren has been dead since Friday, {who} said."


@pytest.mark.parametrize(("who", "kinds"), [("harbour master Jorun Halle", ["polarity"]), ("Tor Veum", [])])
def test_two_voices_in_one_report(tmp_path: Path, who: str, kinds: list[str]) -> None:
    """One report may tell both sides of a dispute, but not by one mouth."""
    told = f"A ferry sank off Alva on Monday. {WORKING} {DEAD.format(who=who)}"
    assert [found.kind for found in states_of(tmp_path, ("Ferry sinks off Alva", told))] == kinds


def test_a_strike_put_on_hold_is_not_called_off(tmp_path: Path) -> None:
    one = "The strike of the ferry crews of Alva has been called off after talks, the ministry said."
    other = "The ferry crews of Alva have put their strike on hold for three days, their union said."
    (found,) = states_of(tmp_path, ("Ferries sail from Alva again", one), ("Crews of Alva go back to their ferries", other))
    assert found.kind == "status"


def test_who_pleads_not_guilty_twice_pleads_one_thing(tmp_path: Path) -> None:
    one = "Jorun Halle pleaded not guilty on Monday in the case of the ferry office of Alva."
    other = "Jorun Halle, the clerk of the ferry office in Alva, has been charged with theft and pleaded not guilty."
    assert states_of(tmp_path, ("Clerk of Alva in court", one), ("Clerk of Alva before the judge", other)) == []
