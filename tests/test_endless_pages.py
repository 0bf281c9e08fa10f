"""A page made to cost time, of endless quotations or of one thing said a thousand times, is done with a bounded number of comparisons."""

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from invented import Paper, Said, build
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.meaning import read_meanings
from stemma.records import Quote
from stemma.stages.corroborate.quotes import quotations, wordings
from stemma.stages.corroborate.quotes.kindred_quotes import LONGEST_QUOTE, split_quote
from stemma.stages.corroborate.quotes.quotations import compare_quotes
from stemma.stages.derive import direction, quoting, rewriting
from stemma.stages.derive.altering import is_altered_wording
from stemma.stages.derive.quoting import quoted_words
from stemma.stages.derive.reading import read_text
from stemma.stages.derive.rewriting import MOST_ANCHORED, find_anchored, rewritten_sentences

LEXICONS = load_lexicons()
WORDS = "mole pier lamp ferry storm crew rope stone wharf mast anchor tide gull chart buoy keel sail oar hull deck".split()


class Counted:
    """Stands for a function and counts how often it is called."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function, self.calls = function, 0

    def __call__(self, one: Any, other: Any) -> Any:
        self.calls += 1
        return self.function(one, other)


def sentence(number: int) -> str:
    """One of ten thousand sentences of six words that tell."""
    chosen = [WORDS[(number // step + shift) % len(WORDS)] for shift, step in enumerate((1, 3, 7, 20, 60, 400))]
    return f"The {chosen[0]} and the {chosen[1]} took {chosen[2]} from {chosen[3]}, and {chosen[4]} lost the {chosen[5]}."


def quote(report: str, place: int, text: str) -> Quote:
    start = 100_000 * place
    return Quote(
        id=f"q-{report}-{place}", report=report, start=start, end=start + len(text), text=text, speaker=None, speaker_text="she", cue=None
    )


def test_thousands_of_quotations_are_not_all_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(wordings._likeness)
    monkeypatch.setattr(wordings, "_likeness", counted)
    monkeypatch.setattr(quotations, "MOST_QUOTES", 40)
    quotes = [quote(report, place, sentence(place * step)) for report, step in (("a", 1), ("b", 2), ("c", 3)) for place in range(120)]
    compare_quotes(quotes, (), {}, read_meanings(LEXICONS))
    of_all, counted.calls = counted.calls, 0
    compare_quotes([one for one in quotes if one.start < 100_000 * 40], (), {}, read_meanings(LEXICONS))
    assert 0 < of_all == counted.calls


def test_of_an_endless_quotation_the_beginning_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted(wordings._likeness)
    monkeypatch.setattr(wordings, "_likeness", counted)
    speech, other = (" ".join(sentence(place) for place in range(first, first + 2_000)) for first in (0, 1))
    pairs = compare_quotes([quote("a", 0, speech), quote("b", 0, other)], (), {}, read_meanings(LEXICONS))
    assert len(pairs) <= 1
    assert sum(map(len, split_quote(speech))) <= LONGEST_QUOTE
    assert counted.calls <= 4 * len(split_quote(speech)) ** 2
    assert len(quoted_words(quote("a", 0, speech))) == quoting.LONGEST_QUOTE


def test_what_begins_as_another_ends_is_found_at_any_length() -> None:
    speech = tuple(f"word{place}" for place in range(900))
    assert not is_altered_wording(speech[:500], speech[400:])
    assert is_altered_wording(speech[:500], speech[401:500] + speech[:300])


def test_a_sentence_said_again_and_again_is_held_against_few(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = [
        Paper(
            name=name,
            outlet=f"The {name}",
            published=None,
            title="Ferry",
            said=[Said(f"Captain Hallvardsen anchored the ferry Tarnholm {place} times off Kestrel in 1987.") for place in range(240)],
        )
        for name in ("a", "b")
    ]
    pages, extraction = build(papers, {})
    texts = [read_text(page, extraction, LEXICONS) for page in pages]
    counted = Counted(rewriting.likeness)
    monkeypatch.setattr(rewriting, "likeness", counted)
    monkeypatch.setattr(direction, "likeness", counted)
    assert len(texts[0].lines) >= 4 * MOST_ANCHORED
    for one, other in permutations(texts, 2):
        assert all(len(others) <= MOST_ANCHORED for _, others in find_anchored(one, other))
        assert rewritten_sentences(one, other)
        assert set(direction._came_true(one, other, direction.read_outcomes(extraction))) == set()
    assert 0 < counted.calls <= 4 * len(texts[0].lines) * MOST_ANCHORED
