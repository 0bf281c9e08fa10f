"""What is, and what is not, another wording of one quotation."""

from dataclasses import replace

import pytest

from invented import edge
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.meaning import read_meanings
from stemma.records import AlteredQuote, Entity, Quote
from stemma.stages.corroborate.quotes.quotations import compare_quotes


def changed_words(*said: tuple[str, str]) -> bool:
    """Whether any two quotations, each of a report, one after the other, are told as other words of one saying."""
    quotes = [
        Quote(id=f"q-{n}", report=report, start=200 * n, end=200 * n + len(text), text=text, speaker=None, speaker_text="she", cue=None)
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
    ],
)
def test_brackets_cuts_and_the_next_sentence_change_no_quotation(one: str, other: str) -> None:
    assert not changed_words(("r-0", one), ("r-1", other))


def test_a_sentence_that_the_other_report_has_in_another_quotation_is_not_changed() -> None:
    mole, pier = "We will mend the old mole before the winter storms come.", "We will mend the old pier before the winter storms come."
    elsewhere = f"Listen to me, all of you. {mole} Then we rest, and then we drink to the pilots who brought the stones."
    assert changed_words(("r-0", mole), ("r-1", pier))
    assert not changed_words(("r-0", mole), ("r-1", pier), ("r-1", elsewhere))


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
