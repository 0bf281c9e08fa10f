"""What one report says, one thing at a time, over parses made by hand."""

import pytest

from parsed import article, names_of, page
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Annotation, Statement
from stemma.stages.annotate.attributions import find_attributions
from stemma.stages.annotate.quotations import find_quotations
from stemma.stages.extract.quotes import find_quotes
from stemma.stages.extract.statements import find_statements

PLANNED = (
    "The/DET/2/det minister/NOUN/4/nsubj will/AUX/4/aux visit/VERB/0/root "
    "Alva/PROPN/4/obj on/ADP/7/case Sunday/PROPN/4/obl ,/PUNCT/10/punct "
    "Holm/PROPN/10/nsubj said/VERB/4/parataxis ./PUNCT/4/punct"
)
TWO_THINGS = (
    "Holm/PROPN/2/nsubj left/VERB/0/root Alva/PROPN/2/obj and/CCONJ/6/cc "
    "Brandt/PROPN/6/nsubj arrived/VERB/2/conj from/ADP/9/case the/DET/9/det "
    "north/NOUN/6/obl ./PUNCT/2/punct"
)
NEGATED = "Brandt/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod meet/VERB/0/root Holm/PROPN/4/obj ./PUNCT/4/punct"
DENIED = (
    "Holm/PROPN/2/nsubj denied/VERB/0/root that/SCONJ/6/mark Brandt/PROPN/6/nsubj had/AUX/6/aux threatened/VERB/2/ccomp "
    "the/DET/8/det port/NOUN/6/obj ./PUNCT/2/punct"
)
IF_CLAUSE = (
    "Brandt/PROPN/3/nsubj would/AUX/3/aux resign/VERB/0/root if/SCONJ/7/mark "
    "the/DET/6/det vote/NOUN/7/nsubj failed/VERB/3/advcl ./PUNCT/3/punct"
)
PLEDGE_IF = (
    "Brandt/PROPN/2/nsubj offered/VERB/0/root help/NOUN/2/obj if/SCONJ/7/mark "
    "the/DET/6/det vote/NOUN/7/nsubj fails/VERB/2/advcl ./PUNCT/2/punct"
)
MAY = "The/DET/2/det storm/NOUN/4/nsubj may/AUX/4/aux reach/VERB/0/root Alva/PROPN/4/obj ./PUNCT/4/punct"
HEDGED = "Brandt/PROPN/4/nsubj has/AUX/4/aux reportedly/ADV/4/advmod left/VERB/0/root the/DET/6/det country/NOUN/4/obj ./PUNCT/4/punct"
SET_TO = (
    "Brandt/PROPN/3/nsubj is/AUX/3/cop set/ADJ/0/root to/PART/5/mark "
    "meet/VERB/3/xcomp Holm/PROPN/5/obj in/ADP/8/case Alva/PROPN/5/obl ./PUNCT/3/punct"
)
IS_TO = "The/DET/2/det mill/NOUN/5/nsubj is/AUX/5/cop to/PART/5/mark close/VERB/0/root in/ADP/7/case June/PROPN/5/obl ./PUNCT/5/punct"
ARE_TO_BE = (
    "Prayers/NOUN/5/nsubj:pass were/AUX/5/aux:pass to/PART/5/mark be/AUX/5/aux:pass held/VERB/0/root "
    "on/ADP/7/case Monday/PROPN/5/obl ./PUNCT/5/punct"
)
IS_TO_BLAME = (
    "Brandt/PROPN/4/nsubj is/AUX/4/cop to/PART/4/mark blame/VERB/0/root for/ADP/7/case the/DET/7/det delay/NOUN/4/obl ./PUNCT/4/punct"
)
WISHES = (
    "The/DET/2/det office/NOUN/3/nsubj wishes/VERB/0/root to/PART/5/mark inform/VERB/3/xcomp the/DET/7/det public/NOUN/5/iobj "
    "that/SCONJ/13/mark on/ADP/10/case Tuesday/PROPN/13/obl the/DET/12/det boat/NOUN/13/nsubj sank/VERB/%d/ccomp ./PUNCT/3/punct"
)
PLEASED = (
    "Holm/PROPN/3/nsubj is/AUX/3/cop pleased/ADJ/0/root to/PART/5/mark announce/VERB/3/advcl that/SCONJ/9/mark the/DET/8/det "
    "port/NOUN/9/nsubj reopened/VERB/5/ccomp ./PUNCT/3/punct"
)
WANTS = (
    "Holm/PROPN/2/nsubj wants/VERB/0/root to/PART/4/mark announce/VERB/2/xcomp that/SCONJ/8/mark the/DET/7/det "
    "port/NOUN/8/nsubj reopened/VERB/4/ccomp ./PUNCT/2/punct"
)
IS_DUE = "Brandt/PROPN/3/nsubj was/AUX/3/cop due/ADJ/0/root in/ADP/5/case court/NOUN/3/obl ./PUNCT/3/punct"
DUE_TO = "The/DET/2/det crash/NOUN/4/nsubj was/AUX/4/cop due/ADJ/0/root to/ADP/6/case ice/NOUN/4/obl ./PUNCT/4/punct"
JUDGED = (
    "Analysts/NOUN/2/nsubj say/VERB/0/root the/DET/4/det visit/NOUN/5/nsubj "
    "reflects/VERB/2/ccomp deeper/ADJ/7/amod ties/NOUN/5/obj ./PUNCT/2/punct"
)
ASKED_OFF = (
    "Holm/PROPN/2/nsubj urged/VERB/0/root the/DET/4/det line/NOUN/2/obj to/PART/6/mark scrap/VERB/2/xcomp a/DET/8/det sailing/NOUN/6/obj "
    "./PUNCT/2/punct"
)
CANCELLED = (
    "The/DET/2/det talks/NOUN/4/nsubj:pass were/AUX/4/aux:pass cancelled/VERB/0/root on/ADP/6/case Monday/PROPN/4/obl ./PUNCT/4/punct"
)
HELD_TALKS = "Holm/PROPN/2/nsubj held/VERB/0/root talks/NOUN/2/obj with/ADP/5/case Brandt/PROPN/3/nmod ./PUNCT/2/punct"
ARRESTED = "Brandt/PROPN/3/nsubj:pass was/AUX/3/aux:pass arrested/VERB/0/root by/ADP/5/case Holm/PROPN/3/obl:agent ./PUNCT/3/punct"
QUESTION = "Will/AUX/3/aux Brandt/PROPN/3/nsubj resign/VERB/0/root now/ADV/3/advmod ?/PUNCT/3/punct"
FRAGMENT = "Strengthening/VERB/2/amod ties/NOUN/0/root with/ADP/5/case the/DET/5/det north/NOUN/2/nmod"
HEADLINE = "Minister/NOUN/3/nsubj to/PART/3/mark visit/VERB/0/root Alva/PROPN/3/obj"
LIGHT = (
    "The/DET/2/det news/NOUN/3/nsubj comes/VERB/0/root as/SCONJ/6/mark Brandt/PROPN/6/nsubj prepares/VERB/3/advcl to/PART/8/mark "
    "leave/VERB/6/xcomp the/DET/10/det port/NOUN/8/obj ./PUNCT/3/punct"
)


def read(*sentences: str, kind: str = "body") -> tuple[Statement, ...]:
    text, paragraphs = article(sentences, kind=kind)
    mentions, referents = names_of(text, paragraphs)
    attributions = find_attributions(text, paragraphs, mentions, referents, lexicons=load_lexicons())
    annotation = Annotation(
        report="r-1",
        sentences=tuple(sentence for paragraph in paragraphs for sentence in paragraph.sentences),
        mentions=mentions,
        referents=referents,
        quotations=find_quotations(text, paragraphs, attributions),
        attributions=attributions,
    )
    ids = {("r-1", number): f"e-{referent.name}" for number, referent in enumerate(referents)}
    one = page(text, paragraphs, annotation)
    statements = find_statements(one, ids, lexicons=load_lexicons())
    assert all(text[statement.start : statement.end] == statement.text for statement in statements)
    assert find_quotes(one, ids) == ()
    return statements


def test_a_statement_is_what_is_said_and_carries_who_says_it() -> None:
    (statement,) = read(PLANNED)
    assert statement.text == "The minister will visit Alva on Sunday"
    assert [(link.source, link.entity, link.cue, link.anonymous) for link in statement.attribution] == [("Holm", "e-Holm", "said", False)]
    assert (statement.status, statement.polarity, statement.certainty) == ("planned", "affirmed", "stated")


def test_coordinated_clauses_are_two_statements() -> None:
    assert [statement.text for statement in read(TWO_THINGS)] == ["Holm left Alva", "Brandt arrived from the north"]


@pytest.mark.parametrize(
    ("sentence", "status", "polarity", "certainty"),
    [
        (NEGATED, "happened", "denied", "stated"),
        (DENIED, "happened", "denied", "stated"),
        (IF_CLAUSE, "hypothetical", "affirmed", "stated"),
        (PLEDGE_IF, "happened", "affirmed", "stated"),
        (MAY, "hypothetical", "affirmed", "possible"),
        (HEDGED, "happened", "affirmed", "reported"),
        (SET_TO, "planned", "affirmed", "stated"),
        (IS_TO, "planned", "affirmed", "stated"),
        (ARE_TO_BE, "planned", "affirmed", "stated"),
        (IS_TO_BLAME, "ongoing", "affirmed", "stated"),
        (IS_DUE, "planned", "affirmed", "stated"),
        (DUE_TO, "happened", "affirmed", "stated"),
        (JUDGED, "opinion", "affirmed", "stated"),
        (ASKED_OFF, "happened", "affirmed", "stated"),
        (CANCELLED, "cancelled", "affirmed", "stated"),
    ],
)
def test_status_polarity_and_certainty(sentence: str, status: str, polarity: str, certainty: str) -> None:
    (statement,) = read(sentence)
    assert (statement.status, statement.polarity, statement.certainty) == (status, polarity, certainty)


@pytest.mark.parametrize(
    ("sentence", "kind", "actor", "recipient"),
    [
        (HELD_TALKS, "CONSULT", "e-Holm", "e-Brandt"),
        (ARRESTED, "COERCE", "e-Holm", "e-Brandt"),
        (SET_TO, "CONSULT", "e-Brandt", "e-Holm"),
    ],
)
def test_events_have_type_and_participants(sentence: str, kind: str, actor: str, recipient: str) -> None:
    (statement,) = read(sentence)
    assert statement.event is not None
    assert (statement.event.type, statement.event.actor, statement.event.recipient) == (kind, actor, recipient)


def test_an_event_without_named_participants_is_left_open() -> None:
    assert read(CANCELLED)[0].event is None


def test_questions_and_fragments_state_nothing() -> None:
    assert read(QUESTION) == ()
    assert read(FRAGMENT, kind="heading") == ()


def test_a_headline_may_do_without_a_finite_verb() -> None:
    (statement,) = read(HEADLINE, kind="title")
    assert statement.status == "planned"
    assert read(HEADLINE) == ()


def test_comes_as_is_about_what_comes_after() -> None:
    assert [statement.text for statement in read(LIGHT)] == ["Brandt prepares to leave the port"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (WISHES % 5, [("on Tuesday the boat sank", "happened", "The office")]),
        (WISHES % 3, [("on Tuesday the boat sank", "happened", "The office")]),
        (PLEASED, [("the port reopened", "happened", "Holm")]),
        (WANTS, [("Holm wants to announce that the port reopened", "planned", None)]),
    ],
)
def test_what_somebody_wishes_to_inform_of_is_told(sentence: str, told: list[tuple[str, str, str | None]]) -> None:
    """An infinitive of courtesy tells, wherever the parse hangs its clause; one of will does not."""
    found = [(one.text, one.status, one.attribution[0].source if one.attribution else None) for one in read(sentence)]
    assert found == told
