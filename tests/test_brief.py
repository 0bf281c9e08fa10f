"""Title, period, timeline and lines over stories that we made up."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stemma
from invented import Paper, Said, build, edge, three
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import BriefConfig, CorroborateConfig
from stemma.records import Citation, Derivation, EntityType, Line, Page, Summary
from stemma.stages.brief import brief
from stemma.stages.brief.checker import find_unfounded
from stemma.stages.corroborate import corroborate

NAMES = {"Alva": "place", "Mara Lindholm": "person", "Coastguard": "organisation", "Brenna": "other", "Jonas Kell": "person"}

HIT = Said("The ferry Brenna hit the mole of Alva in thick fog on Sunday.", when=("on Sunday", "2026-03-01"))
HIT_TOO = Said("In thick fog the ferry Brenna hit the mole of Alva on Sunday evening.", when=("on Sunday evening", "2026-03-01"))
RESUMES = Said(
    "Mara Lindholm will reopen the harbour of Alva on Friday.", when=("on Friday", "2026-03-06"), status="planned", sources=["Coastguard"]
)
SEEN = Said("Our reporter saw the ferry Brenna hit the mole of Alva on Sunday.", when=("on Sunday", "2026-03-01"))
BUILT = Said("The Brenna was built in a yard at Alva in 1994.", when=("in 1994", "1994"))
OPEN = Said("The Coastguard did not say how many crew were aboard the Brenna.")
SHE = Said("She asked all ferries to stay in port.", sources=["Mara Lindholm"])


def paper(name: str, title: str, *said: Said) -> Paper:
    return Paper(name, f"The {name.title()}", "2026-03-02T09:00Z", title, said)


def tell(papers: Sequence[Paper], derivations: Sequence[Derivation] = ()) -> tuple[dict[str, Page], Summary]:
    pages, extraction = build(papers, NAMES)  # type: ignore[arg-type]
    lexicons = load_lexicons()
    (found,) = corroborate(pages, extraction, derivations, config=CorroborateConfig(), lexicons=lexicons).records
    (summary,) = brief(pages, extraction, found, config=BriefConfig(), lexicons=lexicons).records
    return {page.report.id: page for page in pages}, summary


STORY = (
    paper("herald", "Ferry Brenna hits mole of Alva in fog", HIT, RESUMES, BUILT, OPEN),
    paper("post", "SHOCKING: you won't believe what this ferry did!", HIT_TOO, RESUMES),
    paper(
        "star",
        "Ferry hits mole",
        Said("Our reporter saw the ferry Brenna hit the mole of Alva on Sunday.", when=("on Sunday", "2026-03-01")),
    ),
)


def test_the_title_tells_and_does_not_sell() -> None:
    assert tell(STORY)[1].title == "Ferry Brenna hits mole of Alva in fog"
    copied = [paper("aaa", "Ferry Brenna hits the mole of Alva in fog", HIT, RESUMES, BUILT), STORY[0]]
    assert tell(copied, [edge("aaa", "herald", "copies")])[1].title == STORY[0].title


def test_the_period_is_that_of_the_main_event() -> None:
    period = tell(STORY)[1].period
    assert (period.start, period.end) == ("2026-03-01", "2026-03-01")
    visit = Said(
        "Mara Lindholm will inspect Alva from Sunday to Tuesday.",
        when=("from Sunday to Tuesday", "2026-03-01/2026-03-03"),
        status="planned",
    )
    period = tell([paper("herald", "Lindholm in Alva", visit), paper("post", "Inspection", visit, BUILT)])[1].period
    assert (period.start, period.end) == ("2026-03-01", "2026-03-03")
    assert tell([paper("herald", "A yard", BUILT), paper("post", "Ferries", SHE)])[1].period.start is None


def test_the_timeline_is_in_order_and_dated_by_its_first_citation() -> None:
    _, summary = tell(STORY)
    assert [(entry.when.edtf, entry.status) for entry in summary.timeline] == [
        ("1994", "happened"),
        ("2026-03-01", "happened"),
        ("2026-03-06", "planned"),
    ]
    for entry in summary.timeline:
        cited = entry.citations[0]
        assert entry.when.start is not None
        assert cited.start <= entry.when.start < (entry.when.end or 0) <= cited.end
        assert entry.when.rule == "published"
    assert summary.timeline[2].reports == ("herald", "post")


def test_what_is_known_names_its_source_in_words_of_the_page() -> None:
    _, summary = tell([paper("herald", "Harbour of Alva to reopen, Coastguard says", RESUMES), paper("post", "Alva", RESUMES, OPEN)])
    known = [line.text for line in summary.brief.known]
    assert known == ["Mara Lindholm will reopen the harbour of Alva on Friday — Coastguard"]


def test_what_one_report_alone_says_is_kept_apart() -> None:
    _, summary = tell(STORY)
    assert any("hit the mole" in line.text for line in summary.brief.known)
    assert [line.text for line in summary.brief.single_source if "1994" in line.text] == [BUILT.text]


def test_what_a_page_on_something_else_opens_with_is_not_known() -> None:
    horse = Said("Jonas Kell barred the horse Sir Trotter from the cup of Ruhja on Saturday.", sources=["Jonas Kell"])
    other = paper("turf", "Horse barred", horse, Said("The cup will be run without him."))
    _, summary = tell([*STORY, other])
    assert not any("Sir Trotter" in line.text for line in summary.brief.known)
    named = paper(
        "turf", "Ferry's horse", Said("Jonas Kell said that the ferry Brenna carried the horse Sir Trotter.", sources=["Jonas Kell"])
    )
    assert any("Sir Trotter" in line.text for line in tell([*STORY, named])[1].brief.known), "who opens with the ferry is no stranger"


def test_both_sides_of_a_conflict_are_shown() -> None:
    other = Said("The ferry Brenna hit the mole of Alva in thick fog on 4 March.", when=("on 4 March", "2026-03-04"))
    _, summary = tell([paper("herald", "One", HIT), paper("post", "Two", other)])
    (line,) = summary.brief.disputed
    assert line.text == f"{HIT.text} ↔ {other.text}"
    assert {citation.report for citation in line.citations} == {"herald", "post"}


def test_the_better_supported_side_of_a_conflict_comes_first() -> None:
    other = Said("The ferry Brenna hit the mole of Alva in thick fog on 4 March.", when=("on 4 March", "2026-03-04"))
    _, summary = tell([paper("aaa", "One", other), paper("herald", "Two", HIT), paper("post", "Three", HIT_TOO, RESUMES)])
    assert all(line.text.endswith(other.text) for line in summary.brief.disputed)


def test_what_happened_comes_before_what_many_repeat() -> None:
    papers = [
        paper("herald", "Ferry Brenna hits mole of Alva", HIT, RESUMES, BUILT),
        paper("post", "Ferry hits mole in fog", HIT_TOO, RESUMES, BUILT),
        paper("star", "The Brenna and the mole", RESUMES, BUILT),
    ]
    known = [line.text for line in tell(papers)[1].brief.known]
    assert "mole" in known[0]


def test_the_page_opens_with_what_happened() -> None:
    from stemma.views.dossier.desk import set_desk
    from stemma.views.dossier.opening import open_story

    dossier = stemma.read(str(Path(stemma.__file__).parent / "example" / "pages"))
    first = open_story(dossier.stories[0], set_desk(dossier))[0]
    assert "breakwater" in first.line.text
    assert "↔" not in first.line.text
    assert first.is_disputed


def test_what_reports_leave_open_is_unknown() -> None:
    _, summary = tell(STORY)
    assert f"{OPEN.text} (The Herald)" in summary.brief.unknown
    attack = Said("Raiders shelled the harbour of Alva on Sunday.", when=("on Sunday", "2026-03-01"), event={"type": "ASSAULT"})
    _, summary = tell([paper("herald", "Harbour shelled", attack), paper("post", "Shells on Alva", attack)])
    assert "No report says how many people were killed or injured." in summary.brief.unknown


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ("Alva votes in referendum", "Referendum divides Alva", True),
        ("Woman gets electric bill", "Electric bill stuns woman", False),
        ("Parliament votes out Alva's mayor", "No-confidence vote topples mayor", False),
        ("Murder trial of Alva opens", "Trial hears of knife", False),
        ("Air strikes hit Alva", "Strikes kill two", False),
        ("Crowd storms the court of Alva", "Crowd storms into court", False),
    ],
)
def test_a_word_that_only_looks_like_an_events_asks_nothing(first: str, second: str, asked: bool) -> None:
    told = Said("Mara Lindholm told the harbour of Alva on Sunday.", when=("on Sunday", "2026-03-01"))
    _, summary = tell([paper("herald", first, told), paper("post", second, told)])
    assert any(text.startswith("No report says") for text in summary.brief.unknown) is asked


def test_a_pronoun_gives_way_to_a_cited_name() -> None:
    pages, extraction = build([paper("herald", "Mara Lindholm closes Alva", RESUMES, SHE)], NAMES)  # type: ignore[arg-type]
    start = pages[0].report.text.index("She asked")
    lindholm = next(entity for entity in extraction.entities if entity.name == "Mara Lindholm")
    from dataclasses import replace

    pointing = replace(lindholm, mentions=(*lindholm.mentions, Citation(report="herald", start=start, end=start + 3)))
    extraction = replace(extraction, entities=tuple(pointing if entity is lindholm else entity for entity in extraction.entities))
    (found,) = corroborate(pages, extraction, (), config=CorroborateConfig(), lexicons=load_lexicons()).records
    (summary,) = brief(pages, extraction, found, config=BriefConfig(), lexicons=load_lexicons()).records
    lines = [line.text for line in (*summary.brief.known, *summary.brief.single_source)]
    assert "[Mara Lindholm] asked all ferries to stay in port." in lines


# ---------------------------------------------------------------- every line is checked


HURT = Said("Three people were hurt.", count=three("Three", 3, "people"))
SENTENCES = st.sampled_from([HIT, HIT_TOO, RESUMES, BUILT, OPEN, SHE, HURT])
BODIES = st.lists(st.lists(SENTENCES, min_size=1, max_size=4), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(BODIES)
def test_every_line_holds_against_its_citations(bodies: list[list[Said]]) -> None:
    pages, summary = tell([paper(f"report{index}", "Ferry news", *body) for index, body in enumerate(bodies)])
    lines: list[Line] = [*summary.brief.known, *summary.brief.disputed, *summary.brief.single_source]
    for line in lines:
        assert find_unfounded(line.text, line.citations, pages, lexicons=load_lexicons()) == ()
        assert line.text[:1].isupper() or not line.text[:1].isalpha()
    for entry in summary.timeline:
        assert find_unfounded(entry.text, entry.citations, pages, lexicons=load_lexicons()) == ()


def test_what_many_tell_without_a_date_is_of_about_the_day_it_was_first_told() -> None:
    words = "The crew of the Brenna opened the harbour gate of Alva with crowbars."
    told = [paper(name, "Gate of Alva opened", Said(words, verb="opened")) for name in ("herald", "post", "star")]
    (entry,) = tell(told)[1].timeline
    assert (entry.when.edtf, entry.when.rule, entry.status) == ("2026-03-02~", "first_told", "happened")
    assert entry.reports == ("herald", "post", "star")
    assert not tell(told[:2])[1].timeline
    planned = [paper(one.name, one.title, Said(words, verb="opened", status="planned")) for one in told]
    assert not tell(planned)[1].timeline


def test_the_scenes_of_one_text_and_its_copies_are_not_dated_by_them() -> None:
    scenes = ("opened the harbour gate of Alva with crowbars", "pushed a piano into the harbour", "climbed the mole of Alva at last")
    said = [Said(f"The crew of the Brenna {scene}.", verb=scene.split()[0]) for scene in scenes]
    told = [paper(name, "Gate of Alva opened", *said) for name in ("herald", "post", "star")]
    assert tell(told)[1].timeline
    assert not tell(told, [edge("post", "herald", "copies"), edge("star", "herald", "copies")])[1].timeline


def test_what_comes_every_year_is_of_no_one_day() -> None:
    for words in ("every March", "each March"):
        crowned = Said(f"Mara Lindholm crowns the mole of Alva with lights {words}.", when=("March", "2026-03"), status="ongoing")
        assert not tell([paper("herald", "Mole of Alva crowned", crowned)])[1].timeline
    crowned = Said("Mara Lindholm crowned the mole of Alva with lights in March.", when=("March", "2026-03"))
    assert tell([paper("herald", "Mole of Alva crowned", crowned)])[1].timeline


def test_what_leads_to_another_time_was_not_of_the_day_it_was_told() -> None:
    for words, when in (
        ("On that occasion the crew of the Brenna opened the harbour gate of Alva.", None),
        ("In December Mara Lindholm opened the harbour gate of Alva with crowbars.", ("In December", "2025-12")),
    ):
        said = Said(words, verb="opened", when=when, statement=words[words.index("opened") - 20 :] if when else None)
        told = [paper(name, "Gate of Alva opened", said) for name in ("herald", "post", "star")]
        assert not [entry for entry in tell(told)[1].timeline if entry.when.rule == "first_told"]


def test_background_is_told_apart_where_a_report_has_no_day_of_its_own() -> None:
    rebuilt = Said("The Brenna was rebuilt in a yard at Alva in 2024.", when=("in 2024", "2024"))
    undated = Paper("star", None, "2019/..", "Ferry Brenna hits mole of Alva", [HIT, rebuilt])
    _, summary = tell([STORY[0], undated])
    told = {entry.when.edtf: entry.is_background for entry in summary.timeline}
    assert told["1994"]
    assert told["2024"]
    assert not told["2026-03-01"]


def test_a_list_of_others_is_no_background() -> None:
    others = ("Ofelia", "Karolina", "Wendela", "Isabella")
    wrecks = [Said(f"The {name} sank off Norrvik in {1990 + n}.", when=(f"in {1990 + n}", f"{1990 + n}")) for n, name in enumerate(others)]
    known: dict[str, EntityType] = {**NAMES, **dict.fromkeys((*others, "Norrvik"), "other")}  # type: ignore[dict-item]

    def years(*listed: Said) -> list[str]:
        pages, extraction = build([paper("herald", "Ferry Brenna hits mole", HIT, BUILT, *listed), STORY[1]], known)
        (found,) = corroborate(pages, extraction, (), config=CorroborateConfig(), lexicons=load_lexicons()).records
        (summary,) = brief(pages, extraction, found, config=BriefConfig(), lexicons=load_lexicons()).records
        return [entry.when.edtf for entry in summary.timeline if entry.is_background]

    assert years(*wrecks) == ["1994"]
    assert years(wrecks[0]) == ["1990", "1994"]
