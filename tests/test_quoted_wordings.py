"""What is, and what is not, another wording of one quotation."""

from dataclasses import replace

import pytest

from invented import edge
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.meaning import read_meanings
from stemma.records import AlteredQuote, Entity, Quote
from stemma.stages.corroborate.quotes.quotations import compare_quotes


def changed_words(*said: tuple[str, str], speaker: str | None = None) -> bool:
    """Whether any two quotations, each of a report, one after the other, are told as other words of one saying."""
    quotes = [
        Quote(id=f"q-{n}", report=report, start=200 * n, end=200 * n + len(text), text=text, speaker=speaker, speaker_text="she", cue=None)
        for n, (report, text) in enumerate(said)
    ]
    return any(pair.words_differ for pair in compare_quotes(quotes, (), {}, read_meanings(load_lexicons())))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "We asked [Brandt] to mend the old mole before the winter storms, and nobody answered",
            "We asked Solveig to mend the old mole before the winter storms, and nobody answered",
        ),
        (
            "Moving the (Tarnholm) ferry after the yard had closed its books could raise the fares of commuters,",
            "Moving the ferry after the yard had closed its books could raise the fares of commuters from the islands",
        ),
        (
            "The harbour did not close. The crews and the pilots kept the old mole clear of ice",
            "The harbour did not close and the crews and the pilots kept the old mole clear of ice",
        ),
        ("I didn't have — did not have a key to the lamp room of the mole", "I did not have a key to the lamp room of the mole"),
        (
            "Taking the ferry is no excuse for breaking the rules of the harbour or of the mole",
            "Taking the ferry is no excuse for breaking the rules of the harbour. Nobody may land at night",
        ),
        ("I'm going to look at every letter that the yard has written", "I'm going to wait until the harbour office has met"),
        ("I don't think we quarrel so much", "I don't think we should have this out before the cameras of the harbour office"),
        ("No, I honour the wishes of the pilots of the old mole,", "honour the wishes of the pilots of the old mole."),
        ("The harbour master is a bad loser. He has been on the mole too long.", "The harbour master is a bad loser. We have won,"),
        (
            "I am sorry that the pilots find themselves in this place after what the harbour told them. We shall work hard for them.",
            "I am sorry the pilots find themselves in this place",
        ),
        (
            "I will take the blame. I will be the one to shut the harbour. And I'm going to shut it for the mole.",
            "I will be the one to shut the harbour, and I'm going to shut it for the mole,",
        ),
    ],
)
def test_brackets_cuts_and_the_next_sentence_change_no_quotation(one: str, other: str) -> None:
    assert not changed_words(("r-0", one), ("r-1", other))


def test_a_sentence_that_the_other_report_has_in_another_quotation_is_not_changed() -> None:
    mole, pier = "We will mend the old mole before the winter storms come.", "We will mend the old pier before the winter storms come."
    elsewhere = f"Listen to me, all of you. {mole} Then we rest, and then we drink to the pilots who brought the stones."
    assert changed_words(("r-0", mole), ("r-1", pier))
    assert not changed_words(("r-0", mole), ("r-1", pier), ("r-1", elsewhere))


def test_words_that_everybody_keeps_saying_make_no_saying() -> None:
    one, other = "On Monday we will shut the old harbour,", "Nobody may ever shut the old harbour."
    crowd = (
        "Shut it",
        "The old harbour is ours",
        "Who would shut a harbour",
        "An old boat, an old man",
        "They shut the shop",
        "My harbour, my old harbour",
        "So shut the gate",
        "The harbour was shut before",
        "It is an old story",
        "Harbour first, old friends later",
        "You shut the old mole last spring",
        "An old harbour is a warm harbour",
        "Shut up and row to the harbour",
    )
    assert changed_words(("r-0", one), ("r-1", other), speaker="e-0")
    assert not changed_words(("r-0", one), ("r-1", other), *((f"r-{n + 2}", said) for n, said in enumerate(crowd)), speaker="e-0")


def test_other_words_of_another_speaker_are_no_dispute_of_who_spoke() -> None:
    said = (
        "The council has always paid the pilots of the harbour in full and on the day",
        "If the pilots were not paid we will look into it",
    )
    quotes = [
        Quote(id=f"q-{n}", report=f"r-{n}", start=0, end=len(text), text=text, speaker=f"e-{n}", speaker_text=name, cue=None)
        for n, (text, name) in enumerate(zip(said, ("Mara Lindholm", "Henrik Aasen"), strict=True))
    ]
    entities = {
        f"e-{n}": Entity(id=f"e-{n}", type="person", name=name, aliases=(), role=None, country=None, mentions=())
        for n, name in enumerate(("Mara Lindholm", "Henrik Aasen"))
    }
    drawn = replace(edge("r-1", "r-0"), altered_quotes=(AlteredQuote(quote="q-1", source_quote="q-0"),))
    assert compare_quotes(quotes, (drawn,), entities, read_meanings(load_lexicons())) == ()


def test_whoever_holds_all_words_of_a_wording_stands_behind_it() -> None:
    said = (
        ("r-0", "We counted the boats twice, and then we sat down on the mole"),
        ("r-1", "We counted the boats again and again, and then we sat down on the mole"),
        ("r-2", "Nobody slept. We counted the boats twice in the fog, and then we sat down on the mole"),
    )
    quotes = [
        Quote(id=f"q-{n}", report=report, start=0, end=len(text), text=text, speaker="brandt", speaker_text="Brandt", cue=None)
        for n, (report, text) in enumerate(said)
    ]
    pairs = compare_quotes(quotes, (), {}, read_meanings(load_lexicons()))
    (pair,) = [pair for pair in pairs if {pair.one.id, pair.other.id} == {"q-0", "q-1"}]
    assert [quote.id for quote in (pair.one_too if pair.one.id == "q-0" else pair.other_too)] == ["q-2"]


def test_to_leave_out_nobody_changes_what_was_said() -> None:
    meanings = read_meanings(load_lexicons())
    quotes = [
        Quote(id=f"q-{n}", report=f"r-{n}", start=0, end=len(text), text=text, speaker="brandt", speaker_text="Brandt", cue=None)
        for n, text in enumerate(
            ("Nobody in this harbour went to work on Monday to do this", "He did what he went to work on Monday to do")
        )
    ]
    altered = replace(edge("r-1", "r-0"), altered_quotes=(AlteredQuote(quote="q-1", source_quote="q-0"),))
    assert [pair.words_differ for pair in compare_quotes(quotes, (altered,), {}, meanings)] == [True]
