"""The measure of event coreference: its score and its reading of the corpus."""

import pytest
from bench.quality.ecb_mentions import place_tokens, read_mentions
from hypothesis import given
from hypothesis import strategies as st

from stemma.adapters.models.lexicons import load_lexicons
from stemma.evaluation.bcubed import b_cubed_found, b_cubed_lenient
from stemma.language.meaning import read_meanings

LABELS = st.dictionaries(st.integers(0, 12), st.sampled_from("abc"), max_size=12)
ARTICLE = """<Document doc_name="1_1ecbplus.xml">
<token t_id="1" sentence="0" number="0">http</token>
<token t_id="2" sentence="0" number="1">ferry</token>
<token t_id="3" sentence="1" number="0">The</token>
<token t_id="4" sentence="1" number="1">ferry</token>
<token t_id="5" sentence="1" number="2">ran</token>
<token t_id="6" sentence="1" number="3">aground</token>
<token t_id="7" sentence="2" number="0">``</token>
<token t_id="8" sentence="2" number="1">Nobody</token>
<token t_id="9" sentence="2" number="2">died</token>
<Markables>
<ACTION_OCCURRENCE m_id="20"  >
  <token_anchor t_id="5"/>
  <token_anchor t_id="6"/>
</ACTION_OCCURRENCE>
<NEG_ACTION_OCCURRENCE m_id="21"  >
  <token_anchor t_id="9"/>
</NEG_ACTION_OCCURRENCE>
<HUMAN_PART m_id="22"  >
  <token_anchor t_id="8"/>
</HUMAN_PART>
<ACTION_OCCURRENCE m_id="30" RELATED_TO="" TAG_DESCRIPTOR="aground" instance_id="ACT7" />
</Markables>
<Relations>
<CROSS_DOC_COREF r_id="9" note="ACT7" >
  <source m_id="20" />
  <target m_id="30" />
</CROSS_DOC_COREF>
</Relations>
</Document>"""
TEXT = "The ferry ran aground\n“ Nobody died"


@given(LABELS)
def test_found_as_the_gold_is_right(labels: dict[int, str]) -> None:
    assert b_cubed_found(labels, labels) == (1.0, 1.0, 1.0)


@given(LABELS, LABELS)
def test_swapping_found_and_gold_swaps_precision_and_recall(found: dict[int, str], gold: dict[int, str]) -> None:
    assert b_cubed_found(found, gold)[:2] == pytest.approx(b_cubed_found(gold, found)[1::-1])


@given(LABELS, LABELS)
def test_the_lenient_count_is_no_harder_on_recall(found: dict[int, str], gold: dict[int, str]) -> None:
    assert b_cubed_lenient(found, gold).recall >= b_cubed_found(found, gold).recall - 1e-9


def test_finding_nothing_scores_nothing() -> None:
    assert b_cubed_found({}, {1: "x"}) == (0.0, 0.0, 0.0)


def test_annotated_events_are_read_with_their_places_and_chains() -> None:
    places = place_tokens(ARTICLE, TEXT)
    assert {TEXT[start:end] for _, start, end in places.values()} == {"The", "ferry", "ran", "aground", "“", "Nobody", "died"}
    assert places["4"] == (1, 4, 9)
    ran, died = read_mentions(ARTICLE, "r-1", {token: (start, end) for token, (_, start, end) in places.items()})
    assert [TEXT[start:end] for start, end in ran.words] == ["ran", "aground"]
    assert (ran.chain, died.chain) == ("ACT7", "r-1 m21")


def test_events_outside_the_checked_sentences_are_left_out() -> None:
    kept = {token: (start, end) for token, (sentence, start, end) in place_tokens(ARTICLE, TEXT).items() if sentence == 2}
    assert [mention.chain for mention in read_mentions(ARTICLE, "r-1", kept)] == ["r-1 m21"]


def test_a_word_of_two_kinds_is_told_by_its_part_of_speech() -> None:
    meanings = read_meanings(load_lexicons())
    assert [meanings.key("fired", "VERB"), meanings.key("fire", "NOUN"), meanings.key("sacked")] == ["a:dismiss", "a:burn", "a:dismiss"]
    assert meanings.key("fire") == "a:burn"
    assert meanings.action("picks", "NOUN") is None
    assert meanings.action("picked", "VERB") == meanings.action("chose", "VERB") == "appoint"
