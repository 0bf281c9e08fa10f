"""Events, modality and the parts of clauses over invented sentences, read by the packaged model."""

import pytest

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.pipeline import read_page
from stemma.records import Capture, Extraction, Statement
from stemma.stages.extract import extract
from stemma.stages.extract.frames import read_frames

TYPES = frozenset(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)


def read(sentence: str) -> Extraction:
    text = f"Notes from Orlo\n\nThe valley had a long week. {sentence} More is expected on Friday.\n"
    (page,) = read_page(Capture(location="one.txt", kind="text", content=text, sha256="0" * 64), config=Config()).records
    (extraction,) = extract([page], config=Config().extract, lexicons=load_lexicons()).records
    return extraction


def statements_of(sentence: str) -> list[Statement]:
    return [one for one in read(sentence).statements if one.text in sentence]


def types_of(sentence: str) -> list[str]:
    return [one.event.type for one in statements_of(sentence) if one.event is not None]


def test_every_frame_names_a_type_and_only_known_classes() -> None:
    frames = read_frames(load_lexicons())
    named = {frame.type for listed in frames.by_word.values() for frame in listed} | set(frames.modes)
    members = [member for listed in frames.by_word.values() for frame in listed for group in frame.groups for member in group]
    classes = {member.split("@")[1] for member in members if "@" in member}
    assert named - {None} == TYPES
    assert classes <= set(frames.classes)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("French farmers blocked the motorway near Lyon on Monday.", "PROTEST"),
        ("About 300 nurses staged a rally outside the ministry in Lima.", "PROTEST"),
        ("Norway has imposed sanctions on two Chilean banks.", "SANCTION"),
        ("Norway recalled its ambassador from Chile.", "SANCTION"),
        ("Chile sent 400 soldiers to the border with Peru.", "MOBILIZE"),
        ("Peru and Chile signed a fishing treaty on Monday.", "SUPPORT"),
        ("Norway sent blankets and medicine to Chile after the flood.", "AID"),
        ("Police in Lima arrested four men on Sunday.", "COERCE"),
        ("Gunmen attacked an army post in northern Mali, killing nine soldiers.", "ASSAULT"),
        ("Chilean President Ana Rojas condemned the decision.", "ACCUSE"),
        ("Peru demanded that Chile release the fishermen.", "REQUEST"),
        ("Peru has urged Chile to return the boats.", "REQUEST"),
        ("Chile rejected the proposal on Monday.", "REJECT"),
        ("Chile refused to release the fishermen.", "REJECT"),
        ("Peru threatened to close the border.", "THREATEN"),
        ("Chile released nine Peruvian prisoners on Monday.", "RETREAT"),
        ("Chile lifted the curfew in the port of Arica.", "CONCEDE"),
        ("Peru agreed to release the boats.", "AGREE"),
        ("The Chilean foreign minister, Ana Rojas, flew to Oslo for talks.", "CONSULT"),
        ("The navies of Peru and Chile held joint exercises off Arica.", "COOPERATE"),
    ],
)
def test_the_type_of_an_event(sentence: str, kind: str) -> None:
    assert types_of(sentence)[:1] == [kind]


@pytest.mark.parametrize(
    "sentence",
    [
        "A typhoon killed nine people in Orlo on Monday.",
        "Three people were killed when a bus hit a tree near Orlo.",
        "The striker scored twice as Orlo beat Arvid United on Saturday.",
        "Holm declined to comment on the report.",
        "Both runners agree that the course is hard.",
        "Holm called the fire brigade at nine.",
        "Holm suffered a heart attack on Monday.",
        "The company met its deadline in May.",
    ],
)
def test_what_is_no_political_event(sentence: str) -> None:
    assert types_of(sentence) == []


def test_a_passive_turns_actor_and_recipient_round() -> None:
    extraction = read("Nils Brandt was arrested by the Chilean police in Arica on Monday.")
    names = {entity.id: entity.name for entity in extraction.entities}
    (event,) = [one.event for one in extraction.statements if one.event is not None]
    assert event.recipient is not None
    assert names[event.recipient] == "Nils Brandt"
    assert event.place is not None
    assert names[event.place] == "Arica"


def test_a_pronoun_stands_for_who_speaks() -> None:
    extraction = read("Norway said it would send blankets to Chile.")
    names = {entity.id: entity.name for entity in extraction.entities}
    (event,) = [one.event for one in extraction.statements if one.event is not None]
    assert event.actor is not None
    assert (event.type, "Norw" in names[event.actor]) == ("AID", True)


@pytest.mark.parametrize(
    ("sentence", "status", "polarity", "certainty"),
    [
        ("Holm declined to comment on the report.", "happened", "affirmed", "stated"),
        ("Holm showed no emotion in court.", "happened", "affirmed", "stated"),
        ("Holm was acquitted of fraud on Monday.", "happened", "denied", "stated"),
        ("The jury found Holm guilty of fraud.", "happened", "affirmed", "stated"),
        ("The jury found Holm not guilty of fraud.", "happened", "denied", "stated"),
        ("Holm plans to appeal against the ruling.", "planned", "affirmed", "stated"),
        ("Holm has appealed against the ruling.", "happened", "affirmed", "stated"),
        ("Rescuers could not reach the village on Sunday.", "happened", "denied", "stated"),
        ("Rescuers were unable to reach the village.", "happened", "denied", "stated"),
        ("It is not known what caused the blaze.", "ongoing", "affirmed", "doubtful"),
        ("The company is considering closing the plant.", "hypothetical", "affirmed", "possible"),
        ("The minister is believed to have fled.", "happened", "affirmed", "likely"),
        ("The concert was postponed until May.", "planned", "affirmed", "stated"),
        ("The minister's visit to Norway was cancelled.", "cancelled", "affirmed", "stated"),
        ("Norway has suspended aid to Chile.", "happened", "affirmed", "stated"),
    ],
)
def test_status_polarity_and_certainty(sentence: str, status: str, polarity: str, certainty: str) -> None:
    (statement,) = statements_of(sentence)
    assert (statement.status, statement.polarity, statement.certainty) == (status, polarity, certainty)


def test_a_clause_that_tells_several_facts_is_several_statements() -> None:
    sentence = "The ferry, which was carrying 80 passengers, sank on 3 May 2021 off Orlo, killing four and injuring 12."
    told = [(one.text, [quantity.value for quantity in one.quantities], len(one.times)) for one in statements_of(sentence)]
    assert told == [
        ("The ferry, which was carrying 80 passengers", [80], 0),
        ("The ferry, which was carrying 80 passengers, sank on 3 May 2021 off Orlo", [], 1),
        ("The ferry, which was carrying 80 passengers, sank on 3 May 2021 off Orlo, killing four", [4], 0),
        (sentence.removesuffix("."), [12], 0),
    ]


def test_a_coordinated_verb_shares_subject_and_auxiliary() -> None:
    one, other = statements_of("Nils Brandt was arrested on 3 May 2021 and charged with murder on 5 May 2021.")
    assert [time.edtf for time in one.times] != [time.edtf for time in other.times]
    assert (one.event is not None and one.event.recipient) == (other.event is not None and other.event.recipient)
    one, other = statements_of("The minister will visit Orlo on Monday and meet Nils Brandt on Tuesday.")
    assert (one.status, other.status) == ("planned", "planned")
