"""Who says what: cues, sources, contents, nesting and carried speakers, over parses made by hand."""

import pytest

from parsed import article, names_of, spoken
from stemma.adapters.models.lexicons import load_lexicons
from stemma.records import Attribution, Quotation
from stemma.stages.annotate.attributions import find_attributions
from stemma.stages.annotate.quotations import find_quotations

SAID_AFTER = (
    "The/DET/2/det port/NOUN/4/nsubj will/AUX/4/aux close/VERB/0/root on/ADP/6/case Sunday/PROPN/4/obl ,/PUNCT/9/punct "
    "Holm/PROPN/9/nsubj said/VERB/4/parataxis ./PUNCT/4/punct"
)
IT_ADDED = "It/PRON/2/nsubj added/VERB/0/root that/SCONJ/6/mark ferries/NOUN/6/nsubj would/AUX/6/aux stop/VERB/2/ccomp ./PUNCT/2/punct"
INVERTED = (
    "“/PUNCT/4/punct We/PRON/4/nsubj will/AUX/4/aux rebuild/VERB/7/ccomp ,/PUNCT/4/punct ”/PUNCT/4/punct said/VERB/0/root "
    "Anna/PROPN/7/nsubj Holm/PROPN/8/flat ,/PUNCT/12/punct a/DET/12/det professor/NOUN/8/appos ./PUNCT/7/punct"
)
GOES_ON = "“/PUNCT/3/punct Nobody/PRON/3/nsubj sleeps/VERB/0/root in/ADP/5/case Alva/PROPN/3/obl ./PUNCT/3/punct ”/PUNCT/3/punct"
AS_SAYING = (
    "Telam/PROPN/2/nsubj cited/VERB/0/root police/NOUN/4/compound officers/NOUN/2/obj as/SCONJ/6/mark saying/VERB/2/advcl "
    "the/DET/8/det ship/NOUN/9/nsubj sank/VERB/6/ccomp ./PUNCT/2/punct"
)
ACCORDING = (
    "According/VERB/5/case to/ADP/1/fixed the/DET/5/det harbour/NOUN/5/compound "
    "office/NOUN/9/obl ,/PUNCT/5/punct the/DET/8/det ship/NOUN/9/nsubj "
    "sank/VERB/0/root at/ADP/11/case dawn/NOUN/9/obl ./PUNCT/9/punct"
)
DID_NOT_SAY = (
    "Holm/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod say/VERB/0/root "
    "that/SCONJ/7/mark ships/NOUN/7/nsubj sank/VERB/4/ccomp ./PUNCT/4/punct"
)
ADDING = (
    "The/DET/2/det port/NOUN/3/nsubj closed/VERB/0/root ,/PUNCT/6/punct Holm/PROPN/6/nsubj said/VERB/3/parataxis ,/PUNCT/8/punct "
    "adding/VERB/6/advcl that/SCONJ/12/mark no/DET/11/det ferry/NOUN/12/nsubj sailed/VERB/8/ccomp ./PUNCT/3/punct"
)
TERM = (
    "Experts/NOUN/2/nsubj say/VERB/0/root the/DET/8/det “/PUNCT/5/punct blue/ADJ/6/amod alliance/NOUN/8/nsubj ”/PUNCT/6/punct "
    "holds/VERB/2/ccomp ./PUNCT/2/punct"
)
FUMED = (
    "“/PUNCT/4/punct We/PRON/4/nsubj will/AUX/4/aux rebuild/VERB/9/ccomp ,/PUNCT/4/punct ”/PUNCT/4/punct the/DET/8/det "
    "manager/NOUN/9/nsubj fumed/VERB/0/root on/ADP/11/case Monday/PROPN/9/obl ./PUNCT/9/punct"
)
LABEL = (
    "Holm/PROPN/0/root :/PUNCT/1/punct “/PUNCT/5/punct We/PRON/5/nsubj "
    "stay/VERB/1/parataxis here/ADV/5/advmod ./PUNCT/5/punct ”/PUNCT/5/punct"
)


def read(*blocks: tuple[str, ...]) -> tuple[str, tuple[Attribution, ...], tuple[Quotation, ...]]:
    text, paragraphs = article(*blocks)
    mentions, referents = names_of(text, paragraphs)
    found = find_attributions(text, paragraphs, mentions, referents, lexicons=load_lexicons())
    return text, found, find_quotations(text, paragraphs, found)


def told(*blocks: tuple[str, ...]) -> list[tuple[str, str, str]]:
    text, found, _ = read(*blocks)
    return [(one.source_text, one.cue, text[one.content_start : one.content_end]) for one in found]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (SAID_AFTER, [("Holm", "said", "The port will close on Sunday")]),
        (INVERTED, [("Anna Holm", "said", "“We will rebuild,”")]),
        (ACCORDING, [("the harbour office", "According to", "the ship sank at dawn")]),
        (DID_NOT_SAY, []),
        (ADDING, [("Holm", "said", "The port closed"), ("Holm", "adding", "no ferry sailed")]),
        (TERM, [("Experts", "say", "the “blue alliance” holds")]),
    ],
)
def test_source_cue_and_content(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert told((sentence,)) == expected


def test_cited_speakers_are_nested() -> None:
    text, (outer, inner), _ = read((AS_SAYING,))
    assert (outer.source_text, outer.is_anonymous, outer.parent) == ("Telam", False, None)
    assert (inner.source_text, inner.is_anonymous, inner.parent) == ("police officers", True, 0)
    assert text[inner.content_start : inner.content_end] == "the ship sank"


def test_it_added_goes_back_to_the_last_body_that_spoke() -> None:
    _, found, _ = read((ACCORDING,), (IT_ADDED,))
    assert [(one.source_text, one.is_carried) for one in found] == [("the harbour office", False), ("It", True)]


def test_a_quotation_right_after_the_cue_keeps_the_speaker() -> None:
    text, _, quotations = read((INVERTED, GOES_ON))
    assert spoken(text, quotations) == [("We will rebuild,", "Anna Holm"), ("Nobody sleeps in Alva.", "Anna Holm")]


def test_a_paragraph_that_is_one_quotation_keeps_the_speaker_of_the_one_before() -> None:
    text, _, quotations = read((INVERTED,), (GOES_ON,))
    assert spoken(text, quotations)[1] == ("Nobody sleeps in Alva.", "Anna Holm")


def test_a_quotation_with_nobody_before_has_no_speaker() -> None:
    text, _, quotations = read((ACCORDING,), (GOES_ON,))
    assert spoken(text, quotations) == [("Nobody sleeps in Alva.", None)]


def test_a_name_and_a_colon_speak() -> None:
    text, found, quotations = read((LABEL,))
    assert (found[0].source_text, found[0].cue) == ("Holm", ":")
    assert spoken(text, quotations) == [("We stay here.", "Holm")]


@pytest.mark.parametrize(("put_out", "speaker"), [("released/VERB statement", "Holm"), ("opened/VERB door", None)])
def test_what_somebody_put_out_stands_behind_a_colon_in_the_next_paragraph(put_out: str, speaker: str | None) -> None:
    verb, thing = put_out.split()
    issued = f"Holm/PROPN/2/nsubj {verb}/0/root a/DET/4/det {thing}/NOUN/2/obj :/PUNCT/2/punct"
    text, _, quotations = read((issued,), (GOES_ON,))
    assert spoken(text, quotations) == [("Nobody sleeps in Alva.", speaker)]


def test_a_term_in_marks_is_no_quotation() -> None:
    _, _, (quotation,) = read((TERM,))
    assert (quotation.is_direct, quotation.speaker_text) == (False, None)


def test_every_offset_shows_its_evidence() -> None:
    text, found, quotations = read((INVERTED, GOES_ON), (ADDING, AS_SAYING), (LABEL,))
    assert found
    assert quotations
    for one in found:
        assert text[one.source_start : one.source_end] == one.source_text
        assert text[one.cue_start : one.cue_end] == one.cue
        assert 0 <= one.content_start < one.content_end <= len(text)
    for quotation in quotations:
        assert quotation.text in text[quotation.start : quotation.end]


def test_a_manner_of_speaking_is_a_cue_beside_a_quotation() -> None:
    _, (attribution,), (quotation,) = read((FUMED,))
    assert (attribution.source_text, attribution.cue) == ("the manager", "fumed")
    assert (quotation.speaker_text, quotation.is_direct) == ("the manager", True)


def test_what_is_set_beside_a_clause_was_not_said_by_its_subject() -> None:
    beside = (
        "Brandt/PROPN/2/nsubj sent/VERB/0/root ferries/NOUN/2/obj ,/PUNCT/6/punct with/ADP/6/case reports/NOUN/2/obl saying/VERB/6/acl "
        "boats/NOUN/9/nsubj sank/VERB/7/ccomp ./PUNCT/2/punct"
    )
    issued = (
        "Brandt/PROPN/2/nsubj answered/VERB/0/root with/ADP/5/case a/DET/5/det statement/NOUN/2/obl saying/VERB/5/acl "
        "boats/NOUN/8/nsubj sank/VERB/6/ccomp ./PUNCT/2/punct"
    )
    assert [source for source, *_ in told((beside,))] == ["reports"]
    assert [source for source, *_ in told((issued,))] == ["Brandt"]
