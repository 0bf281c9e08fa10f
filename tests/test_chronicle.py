"""Events over all reports: which words tell of a happening, and which of them tell of one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from bench.quality.bare import bare_report
from hypothesis import given
from hypothesis import strategies as st

from parsed import parse
from stemma.adapters.models.lexicons import load_lexicons
from stemma.happenings import Happening
from stemma.records import (
    Annotation,
    Attribution,
    Citation,
    Claim,
    Entity,
    EntityType,
    Event,
    Extraction,
    Independence,
    Page,
    Statement,
    TimeMention,
)
from stemma.stages.chronicle import chronicle
from stemma.stages.chronicle.kinds import read_kinds

LEXICONS = load_lexicons()
NAMES: dict[str, EntityType] = {"Orsk": "person", "Tamm": "person", "Lind": "place", "Velm": "place"}

KILLED_ORSK = "Gunmen/NOUN/2/nsubj killed/VERB/0/root Orsk/PROPN/2/obj on/ADP/5/case Friday/PROPN/2/obl"
DEATH_OF_ORSK = "Orsk/PROPN/3/nmod:poss _'s/PART/1/case death/NOUN/4/nsubj shocked/VERB/0/root neighbours/NOUN/4/obj"
DIED = "The/DET/2/det man/NOUN/3/nsubj died/VERB/0/root"
KILLED_TAMM = "Gunmen/NOUN/2/nsubj killed/VERB/0/root Tamm/PROPN/2/obj on/ADP/5/case Sunday/PROPN/2/obl"
RAN_SHOP = "Orsk/PROPN/2/nsubj kept/VERB/0/root a/DET/4/det station/NOUN/2/obj"


def page(name: str, sentences: Sequence[str], days: Sequence[tuple[str, str]] = ()) -> Page:
    """A report of these sentences; ``days`` are words and the day they stand for."""
    text, read = "", []
    for notation in sentences:
        words, sentence = parse(notation, len(text))
        text += words + " "
        read.append(sentence)
    times = tuple(
        TimeMention(start=text.index(word), end=text.index(word) + len(word), edtf=day, precision="day", kind="date", anchor="text")
        for word, day in days
    )
    report = replace(bare_report(text, ()), id=name, location=name)
    return Page(report=report, annotation=Annotation(report=name, sentences=tuple(read), times=times))


def extraction(pages: Sequence[Page], statements: Sequence[Statement] = ()) -> Extraction:
    entities = []
    for name, kind in NAMES.items():
        places = [(one.report, one.report.text.find(name)) for one in pages]
        mentions = tuple(Citation(report=report.id, start=at, end=at + len(name)) for report, at in places if at >= 0)
        entities.append(Entity(id=f"e-{name}", type=kind, name=name, aliases=(), role=None, country=None, mentions=mentions))
    return Extraction(entities=tuple(entities), quotes=(), statements=tuple(statements))


def events(*pages: Page) -> tuple[Happening, ...]:
    return chronicle(pages, extraction(pages), (), lexicons=LEXICONS).records


def words(found: Sequence[Happening]) -> list[list[str]]:
    return [[mention.text for mention in event.mentions] for event in found]


def test_words_of_one_kind_are_one_event_over_all_reports() -> None:
    found = events(page("r-a", [KILLED_ORSK]), page("r-b", [DEATH_OF_ORSK]), page("r-c", [DIED]))
    assert words(found[:1]) == [["killed", "death", "died"]]
    assert found[0].kind == "die"
    assert found[0].participants == ("e-Orsk",)


def test_every_mention_shows_its_words() -> None:
    pages = page("r-a", [KILLED_ORSK, DIED]), page("r-b", [DEATH_OF_ORSK])
    text = {one.report.id: one.report.text for one in pages}
    mentions = [mention for event in events(*pages) for mention in event.mentions]
    assert mentions
    assert all(text[mention.report][mention.start : mention.end] == mention.text for mention in mentions)
    assert len({(mention.report, mention.start) for mention in mentions}) == len(mentions)


def test_other_days_are_other_events() -> None:
    first = page("r-a", [KILLED_ORSK], [("Friday", "2031-05-02")])
    second = page("r-b", [KILLED_TAMM], [("Sunday", "2031-05-04")])
    assert words(events(first, second))[:2].count(["killed"]) == 2
    same_day = page("r-b", [KILLED_TAMM], [("Sunday", "2031-05-02")])
    assert ["killed", "killed"] in words(events(first, same_day)), "two people may die in one attack"


def test_other_people_in_other_places_are_other_events() -> None:
    told = "Gunmen/NOUN/2/nsubj killed/VERB/0/root {}/PROPN/2/obj in/ADP/5/case {}/PROPN/2/obl"
    apart = events(page("r-a", [told.format("Orsk", "Lind")]), page("r-b", [told.format("Tamm", "Velm")]))
    assert [(event.participants, event.place) for event in apart if event.kind == "die"].count((("e-Orsk",), "e-Lind")) == 1
    together = events(page("r-a", [told.format("Orsk", "Lind")]), page("r-b", [told.format("Orsk", "Velm")]))
    assert ["killed", "killed"] in words(together), "one difference alone may be a conflict of the reports"


def test_what_two_people_say_are_two_events() -> None:
    said = "{}/PROPN/2/nsubj warned/VERB/0/root drivers/NOUN/2/obj"
    pages = [page(f"r-{name}", [said.format(name)]) for name in ("Orsk", "Tamm")]
    spoken = [_with_cue(one, "warned") for one in pages]
    assert words(events(*pages))[0] == ["warned", "warned"]
    assert words(events(*spoken)) == [["warned"], ["warned"]]


def _with_cue(one: Page, cue: str) -> Page:
    start, name = one.report.text.index(cue), one.report.text.split()[0]
    attribution = Attribution(
        source_start=0,
        source_end=len(name),
        source_text=name,
        referent=None,
        cue=cue,
        content_start=start + len(cue),
        content_end=len(one.report.text),
        cue_start=start,
        cue_end=start + len(cue),
    )
    return replace(one, annotation=replace(one.annotation, attributions=(attribution,)))


def test_words_of_two_kinds_with_the_same_participants_are_one_event() -> None:
    lifted = "Divers/NOUN/2/nsubj hoisted/VERB/0/root the/DET/4/det barge/NOUN/2/obj"
    raised = "Divers/NOUN/2/nsubj salvaged/VERB/0/root the/DET/4/det barge/NOUN/2/obj"
    other = "Students/NOUN/2/nsubj painted/VERB/0/root the/DET/4/det barge/NOUN/2/obj"
    assert ["hoisted", "salvaged"] in words(events(page("r-a", [lifted]), page("r-b", [raised])))
    assert ["hoisted"] in words(events(page("r-a", [lifted]), page("r-b", [other])))


def test_words_of_one_sentence_are_not_joined_across_kinds() -> None:
    first = "Divers/NOUN/2/nsubj hoisted/VERB/0/root the/DET/4/det barge/NOUN/2/obj"
    both = f"{first} and/CCONJ/6/cc towed/VERB/2/conj the/DET/8/det barge/NOUN/6/obj"
    assert sorted(words(events(page("r-a", [both])))) == [["hoisted"], ["towed"]]


@pytest.mark.parametrize(("word", "upos"), [("earthquake", "NOUN"), ("sacked", "VERB"), ("resignation", "NOUN"), ("skidding", "NOUN")])
def test_what_happens(word: str, upos: str) -> None:
    assert read_kinds(LEXICONS).names_happening(word, upos)


@pytest.mark.parametrize(("word", "upos"), [("station", "NOUN"), ("protester", "NOUN"), ("morning", "NOUN"), ("according", "VERB")])
def test_what_does_not_happen(word: str, upos: str) -> None:
    assert not read_kinds(LEXICONS).names_happening(word, upos)


def test_things_and_makers_are_no_events() -> None:
    assert words(events(page("r-a", [RAN_SHOP]))) == [["kept"]]


def test_particles_and_objects_make_the_kind() -> None:
    down = "Orsk/PROPN/2/nsubj stepped/VERB/0/root down/ADP/2/compound:prt"
    assert events(page("r-a", [down]))[0].kind == "resign"


def statement(one: Page, kind: str | None) -> Statement:
    event = Event(type=kind, mode=None, actor=None, recipient=None, place=None, when="2031-05-02") if kind else None
    return Statement(
        id=f"s-{one.report.id}",
        report=one.report.id,
        start=0,
        end=len(one.report.text) - 1,
        text=one.report.text[:-1],
        attribution=(),
        event=event,
        times=(),
        places=(),
        entities=(),
        quantities=(),
        status="happened",
        polarity="affirmed",
        certainty="stated",
    )


def test_an_event_knows_the_statements_and_claims_that_tell_of_it() -> None:
    pages = page("r-a", [KILLED_ORSK]), page("r-b", [DEATH_OF_ORSK])
    told = [statement(pages[0], "ASSAULT"), statement(pages[1], None)]
    claim = Claim(
        id="c-1",
        text="",
        statements=("s-r-a",),
        reports=("r-a",),
        origins=(),
        independent=Independence(least=1, most=1),
        credibility=3,
        standing="single_source",
    )
    found = chronicle(pages, extraction(pages, told), (claim,), lexicons=LEXICONS).records
    death = next(event for event in found if event.kind == "die")
    assert (death.type, death.statements, death.claims, death.when) == ("ASSAULT", ("s-r-a",), ("c-1",), "2031-05-02")
    shock = next(event for event in found if event.mentions[0].text == "shocked")
    assert (shock.statements, shock.claims, shock.type) == (("s-r-b",), (), None), "the foremost word of a statement tells of it"


@given(st.permutations([KILLED_ORSK, DEATH_OF_ORSK, DIED, KILLED_TAMM, RAN_SHOP]))
def test_the_order_of_reports_does_not_matter(notations: list[str]) -> None:
    ids = {notation: f"r-{number}" for number, notation in enumerate(sorted(notations))}
    assert events(*(page(ids[one], [one]) for one in notations)) == events(*(page(ids[one], [one]) for one in sorted(notations)))


def test_a_large_story_costs_little() -> None:
    pages = [page(f"r-{number:04}", [KILLED_ORSK, DIED, RAN_SHOP, KILLED_TAMM]) for number in range(300)]
    found = events(*pages)
    assert sum(len(event.mentions) for event in found) == 300 * 4
