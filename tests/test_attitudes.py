"""What is on somebody's mind, told apart from what somebody says, over parses made by hand."""

import pytest

from parsed import article, names_of
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.attitudes import attitude_words
from stemma.records import Attribution
from stemma.stages.annotate.attitudes import carry_attitudes, find_attitudes
from stemma.stages.annotate.attributions import find_attributions

WANTS = "Holm/PROPN/2/nsubj wants/VERB/0/root a/DET/5/det new/ADJ/5/amod law/NOUN/2/obj ./PUNCT/2/punct"
DID_NOT_SAY = (
    "Holm/PROPN/4/nsubj did/AUX/4/aux not/PART/4/advmod say/VERB/0/root "
    "that/SCONJ/7/mark ships/NOUN/7/nsubj sank/VERB/4/ccomp ./PUNCT/4/punct"
)
IS_EXPECTED = (
    "The/DET/2/det port/NOUN/4/nsubj:pass is/AUX/4/aux:pass expected/VERB/0/root to/PART/6/mark reopen/VERB/4/xcomp "
    "in/ADP/8/case May/PROPN/6/obl ./PUNCT/4/punct"
)
CONFIDENT = (
    "The/DET/2/det mayor/NOUN/4/nsubj is/AUX/4/cop confident/ADJ/0/root that/SCONJ/9/mark the/DET/7/det bridge/NOUN/9/nsubj "
    "will/AUX/9/aux hold/VERB/4/ccomp ./PUNCT/4/punct"
)
CALLED_FOR = (
    "Berg/PROPN/2/nsubj called/VERB/0/root for/ADP/5/case an/DET/5/det inquiry/NOUN/2/obl on/ADP/7/case Monday/PROPN/2/obl ./PUNCT/2/punct"
)
SUPPORT = "Her/PRON/2/nmod:poss support/NOUN/6/nsubj for/ADP/5/case the/DET/5/det ban/NOUN/2/nmod fell/VERB/0/root ./PUNCT/6/punct"
WITH_ASIDE = (
    "Berg/PROPN/2/nsubj defended/VERB/0/root the/DET/4/det plan/NOUN/2/obj ,/PUNCT/6/punct calling/VERB/2/advcl it/PRON/6/obj "
    "cheap/ADJ/6/xcomp ./PUNCT/2/punct"
)
SLAMMED = "The/DET/2/det storm/NOUN/3/nsubj slammed/VERB/0/root the/DET/5/det coast/NOUN/3/obj ./PUNCT/3/punct"
SEEMED = "The/DET/2/det talks/NOUN/3/nsubj seemed/VERB/0/root to/PART/5/mark stall/VERB/3/xcomp ./PUNCT/3/punct"
SAID_WANTS = (
    "Berg/PROPN/2/nsubj said/VERB/0/root Holm/PROPN/4/nsubj wants/VERB/2/ccomp a/DET/7/det new/ADJ/7/amod law/NOUN/4/obj ./PUNCT/2/punct"
)
SAID_CUT = (
    "The/DET/2/det ministry/NOUN/3/nsubj said/VERB/0/root it/PRON/6/nsubj would/AUX/6/aux cut/VERB/3/ccomp jobs/NOUN/6/obj ./PUNCT/3/punct"
)
IT_EXPECTS = "It/PRON/2/nsubj expects/VERB/0/root a/DET/4/det loss/NOUN/2/obj this/DET/6/det year/NOUN/2/obl:tmod ./PUNCT/2/punct"
NOBODY_SPOKE = "Kallo/PROPN/2/nsubj lost/VERB/0/root a/DET/4/det ship/NOUN/2/obj ./PUNCT/2/punct"


def read(*blocks: tuple[str, ...]) -> tuple[str, tuple[Attribution, ...], tuple[Attribution, ...]]:
    text, paragraphs = article(*blocks)
    mentions, referents = names_of(text, paragraphs)
    said = find_attributions(text, paragraphs, mentions, referents, lexicons=load_lexicons())
    minds = find_attitudes(text, paragraphs, said, mentions, lexicons=load_lexicons())
    return text, *carry_attitudes(paragraphs, said, minds, referents)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (WANTS, ("plan", "Holm", "wants", "a new law", True)),
        (DID_NOT_SAY, ("speech", "Holm", "say", "that ships sank", False)),
        (IS_EXPECTED, ("plan", "", "is expected", "The port is expected to reopen in May", True)),
        (CONFIDENT, ("feeling", "The mayor", "is confident", "that the bridge will hold", True)),
        (CALLED_FOR, ("speech", "Berg", "called for", "an inquiry", True)),
        (SUPPORT, ("feeling", "Her", "support for", "the ban", True)),
        (WITH_ASIDE, ("feeling", "Berg", "defended", "the plan", True)),
        (SEEMED, ("thought", "", "seemed", "The talks seemed to stall", True)),
    ],
)
def test_holder_cue_and_content(sentence: str, expected: tuple[str, str, str, str, bool]) -> None:
    text, said, minds = read((sentence,))
    first = minds[0]
    assert (first.kind, first.source_text, first.cue, text[first.content_start : first.content_end], first.is_asserted) == expected
    assert not any(one.cue == first.cue for one in said), "an attitude makes nobody the origin of anything"


def test_what_has_no_mind_holds_no_attitude() -> None:
    assert read((SLAMMED,))[2] == ()


def test_an_attitude_within_speech_is_nested_in_it() -> None:
    _, said, minds = read((SAID_WANTS,))
    assert [(one.cue, one.parent) for one in minds] == [("wants", 0)]
    assert said[0].source_text == "Berg"


def test_plans_told_behind_a_speakers_words_are_hers() -> None:
    text, said, minds = read((SAID_CUT, IT_EXPECTS))
    assert [(one.source_text, one.cue, one.is_carried) for one in said] == [("The ministry", "said", False), ("It", "expects", True)]
    assert said[1].referent == said[0].referent
    assert text[said[1].content_start : said[1].content_end] == "a loss"
    assert minds == ()


def test_plans_behind_the_papers_own_words_are_the_papers() -> None:
    _, said, minds = read((NOBODY_SPOKE, IT_EXPECTS))
    assert said == ()
    assert [one.cue for one in minds] == ["expects"]


def test_attitudes_lie_in_the_text_in_order_and_apart() -> None:
    text, said, minds = read((SAID_CUT, WANTS, CONFIDENT), (CALLED_FOR, WITH_ASIDE, SEEMED))
    assert [one.cue_start for one in minds] == sorted(one.cue_start for one in minds)
    for one in minds:
        assert 0 <= one.content_start < one.content_end <= len(text)
        assert text[one.cue_start : one.cue_end] == one.cue
        assert one.parent is None or one.parent < len(said)


def test_every_entry_of_the_lexicon_can_be_found() -> None:
    words = attitude_words(load_lexicons())
    for (word, part), entry in words.entries.items():
        verb, _, particle = word.partition(" ")
        assert words.find(verb, part, particle or None) is not None, (word, part)
        assert entry.kind in {"plan", "thought", "feeling", "speech"}
        assert entry.complements, word
