"""States and moods as sentences tell them, on sentences parsed by hand."""

import pytest

from parsed import parse
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.states import find_states
from stemma.language.syntax import read_tree


def states_in(notation: str) -> list[tuple[str, str, str, str]]:
    """The states of a sentence: dimension, value, bearer, mood."""
    text, sentence = parse(notation)
    tree = read_tree(text, sentence)
    found = find_states(tree, load_lexicons())
    return [(state.dimension, state.value, tree.words[state.bearer], state.mood) for state in found]


@pytest.mark.parametrize(
    ("notation", "state"),
    [
        ("The/DET/2/det clerk/NOUN/5/nsubj:pass has/AUX/5/aux been/AUX/5/aux:pass arrested/VERB/0/root",
         ("custody", "held", "clerk", "fact")),
        ("The/DET/2/det clerk/NOUN/6/nsubj:pass has/AUX/6/aux not/PART/6/advmod been/AUX/6/aux:pass arrested/VERB/0/root",
         ("custody", "not held", "clerk", "fact")),
        ("Police/NOUN/2/nsubj arrested/VERB/0/root the/DET/4/det clerk/NOUN/2/obj", ("custody", "held", "clerk", "fact")),
        ("The/DET/2/det clerk/NOUN/5/nsubj is/AUX/5/cop on/ADP/5/case bail/NOUN/0/root", ("custody", "free", "clerk", "fact")),
        ("Police/NOUN/2/nsubj seek/VERB/0/root the/DET/5/det missing/ADJ/5/amod diver/NOUN/2/obj",
         ("whereabouts", "missing", "diver", "fact")),
        ("Neither/DET/2/det pilot/NOUN/3/nsubj survived/VERB/0/root", ("fate", "dead", "pilot", "fact")),
        ("The/DET/2/det jury/NOUN/3/nsubj found/VERB/0/root Veum/PROPN/3/obj not/PART/6/advmod guilty/ADJ/3/xcomp",
         ("verdict", "cleared", "veum", "fact")),
        ("The/DET/2/det clerk/NOUN/5/nsubj:pass may/AUX/5/aux be/AUX/5/aux:pass arrested/VERB/0/root",
         ("custody", "held", "clerk", "possible")),
        ("The/DET/2/det clerk/NOUN/5/nsubj:pass will/AUX/5/aux be/AUX/5/aux:pass released/VERB/0/root",
         ("custody", "free", "clerk", "planned")),
        ("They/PRON/2/nsubj lifted/VERB/0/root the/DET/4/det ban/NOUN/2/obj on/ADP/6/case imports/NOUN/4/nmod",
         ("measure", "off", "imports", "fact")),
        ("They/PRON/2/nsubj dropped/VERB/0/root the/DET/4/det charges/NOUN/2/obj against/ADP/6/case Veum/PROPN/4/nmod",
         ("charge", "dropped", "veum", "fact")),
        ("The/DET/2/det clerk/NOUN/5/nsubj is/AUX/5/cop in/ADP/5/case hiding/NOUN/0/root", ("custody", "loose", "clerk", "fact")),
        ("The/DET/2/det race/NOUN/4/nsubj:pass was/AUX/4/aux:pass called/VERB/0/root off/ADP/4/compound:prt",
         ("event", "off", "race", "fact")),
        ("The/DET/2/det plant/NOUN/3/nsubj restarted/VERB/0/root", ("works", "running", "plant", "fact")),
        ("The/DET/2/det owner/NOUN/3/nsubj restarted/VERB/0/root the/DET/5/det plant/NOUN/3/obj", ("works", "running", "plant", "fact")),
        ("The/DET/2/det trawler/NOUN/4/nsubj:pass was/AUX/4/aux:pass refloated/VERB/0/root", ("vessel", "afloat", "trawler", "fact")),
        ("The/DET/2/det walkout/NOUN/4/nsubj is/AUX/4/cop over/ADV/0/root", ("strike", "off", "walkout", "fact")),
        ("A/DET/2/det man/NOUN/7/nsubj:pass and/CCONJ/5/cc a/DET/5/det woman/NOUN/2/conj were/AUX/7/aux:pass held/VERB/0/root",
         ("custody", "held", "woman", "fact")),
        ("A/DET/2/det baker/NOUN/6/nsubj:pass accused/VERB/6/nsubj:pass of/ADP/3/case was/AUX/6/aux:pass freed/VERB/0/root",
         ("custody", "free", "baker", "fact")),
        ("One/NUM/6/nsubj:pass is/AUX/6/aux:pass yet/ADV/6/advmod to/PART/6/mark be/AUX/6/aux:pass found/VERB/0/root",
         ("whereabouts", "missing", "one", "fact")),
        ("Nobody/PRON/3/nsubj is/AUX/3/aux missing/VERB/0/root any/DET/5/advmod more/ADJ/3/obj",
         ("whereabouts", "found", "nobody", "fact")),
        ("The/DET/2/det diver/NOUN/7/nsubj:pass who/PRON/5/nsubj:pass was/AUX/5/aux:pass reported/VERB/2/acl:relcl "
         "missing/VERB/2/acl:relcl died/VERB/0/root", ("whereabouts", "missing", "diver", "fact")),
        ("The/DET/2/det notice/NOUN/6/nsubj:pass of/ADP/4/case appeal/NOUN/2/nmod was/AUX/6/aux:pass lodged/VERB/0/root",
         ("appeal", "filed", "appeal", "fact")),
        ("Nobody/PRON/3/nsubj has/AUX/3/aux arrested/VERB/0/root Veum/PROPN/3/obj", ("custody", "not held", "veum", "fact")),
        ("Release/VERB/0/root Veum/PROPN/1/obj", ("custody", "free", "veum", "possible")),
        ("Police/NOUN/2/nsubj release/VERB/0/root Veum/PROPN/2/obj", ("custody", "free", "veum", "fact")),
        ("The/DET/2/det visit/NOUN/5/nsubj:pass has/AUX/5/aux been/AUX/5/aux:pass set/VERB/0/root for/ADP/7/case Friday/PROPN/5/obl",
         ("event", "will on", "visit", "fact")),
        ("Veum/PROPN/3/nsubj has/AUX/3/aux conceded/VERB/0/root nothing/PRON/3/obj", ("defeat", "not conceded", "veum", "fact")),
        ("Crews/NOUN/2/nsubj suspended/VERB/0/root the/DET/4/det strike/NOUN/2/obj", ("strike", "paused", "strike", "fact")),
    ],
)  # fmt: skip
def test_states_of_a_sentence(notation: str, state: tuple[str, str, str, str]) -> None:
    assert state in states_in(notation)


@pytest.mark.parametrize(
    "notation",
    [
        "The/DET/2/det jury/NOUN/3/nsubj found/VERB/0/root Veum/PROPN/3/obj guilty/ADJ/3/xcomp",  # not that he had been missing
        "She/PRON/2/nsubj signed/VERB/0/root",  # nothing that was signed
        "The/DET/2/det road/NOUN/4/nsubj:pass was/AUX/4/aux:pass opened/VERB/0/root",  # what was done, not how it is
        "They/PRON/2/nsubj recalled/VERB/0/root the/DET/5/det planned/VERB/5/amod visit/NOUN/2/obj",  # not that it is still planned
    ],
)
def test_words_that_tell_no_state(notation: str) -> None:
    assert not {"whereabouts", "deal", "access"} & {dimension for dimension, *_ in states_in(notation)}


def test_a_sealed_road_is_paved_not_closed() -> None:
    notation = "The/DET/3/det sealed/VERB/3/amod road/NOUN/4/nsubj climbs/VERB/0/root"
    assert "access" not in {dimension for dimension, *_ in states_in(notation)}


def test_an_error_owned_up_to_is_no_fact() -> None:
    notation = (
        "We/PRON/3/nsubj were/AUX/3/cop wrong/ADJ/0/root in/ADP/5/mark saying/VERB/3/advcl that/SCONJ/10/mark Halle/PROPN/10/nsubj:pass "
        "had/AUX/10/aux been/AUX/10/aux:pass arrested/VERB/5/ccomp"
    )
    assert states_in(notation) == [("custody", "held", "halle", "possible")]


def test_every_rival_is_a_state_of_a_bearer() -> None:
    lexicons = load_lexicons()
    told = {(row[0], row[1].removeprefix("will ")) for row in lexicons.rows("states")}
    rivals = {(row[0], value.removeprefix("not ").removeprefix("will ")) for row in lexicons.rows("state_rivals") for value in row[1:3]}
    assert told == rivals
    assert {dimension for dimension, _ in told} == {row[0] for row in lexicons.rows("state_bearers")} - {"person", "="}
