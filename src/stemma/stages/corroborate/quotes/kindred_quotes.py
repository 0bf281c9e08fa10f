"""Quotations that go back to one saying though not all of their words are the same, compared sentence by sentence.

Two reports quote as much of a speech as they need: only sentences that stand for each other can show that words were changed.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from stemma.language.meaning import Meanings
from stemma.records import Derivation, Quote
from stemma.text.shingles import word_keys

SHARED = 0.6
"""The share (Dice) of telling words that two sentences of one speaker must have in common to be one saying."""
SHARED_ALONG = 0.55
"""The same where one report drew on the other."""
SHARED_APART = 0.5
"""The same, along a derivation, for the words of two speakers."""
FEWEST_WORDS = 5
FEWEST_SHARED = 2
LEAST_SHARED, REPEATED = 1.6, 4
"""What the words in common must weigh: a word in so many sentences that are quoted in the story or fewer is worth one, one in twice as
many half of that. Words that everybody keeps saying ("shut down the government") tell no saying from another."""
HUB = 40
LONGEST_QUOTE = 6_000
"""So many characters of a quotation are compared: more is a document, not somebody's words."""
_ENDS = re.compile(r"(?<=[.!?…])[”\"’]?\s+")


def split_quote(text: str) -> list[str]:
    """The sentences of a quotation, of its first ``LONGEST_QUOTE`` characters.

    >>> split_quote("It fell. We ran! Nobody saw")
    ['It fell.', 'We ran!', 'Nobody saw']
    """
    return [part for part in _ENDS.split(text[:LONGEST_QUOTE]) if part.strip()]


def find_kindred(quotes: Sequence[Quote], derivations: Sequence[Derivation], meanings: Meanings) -> Iterator[tuple[Quote, Quote]]:
    """Pairs of quotations of two reports of which two sentences have so many telling words in common that they are forms of one saying.

    No pair in which a report has the other's sentence as it is. In order of the quotes; linear in the sentences of a word.
    """
    edges = {frozenset((edge.report, edge.source)) for edge in derivations if edge.source is not None}
    sentences = [(quote, _keys(part, meanings), len(word_keys(part))) for quote in quotes for part in split_quote(quote.text)]
    plain = {(quote.report, keys) for quote, keys, _ in sentences}
    spread = Counter(key for keys in {keys for _, keys, _ in sentences} for key in keys)
    found: set[tuple[str, str]] = set()
    for (one, other), shared in sorted(_meet(sentences).items()):
        (a, a_keys, a_length), (b, b_keys, b_length) = sentences[one], sentences[other]
        is_along = frozenset((a.report, b.report)) in edges
        share = 2 * shared / (len(a_keys) + len(b_keys))
        if shared < FEWEST_SHARED or a.report == b.report or min(a_length, b_length) < FEWEST_WORDS or (a.id, b.id) in found:
            continue
        is_known = is_along or (a.speaker_text is not None and b.speaker_text is not None)
        weight = sum([min(1.0, REPEATED / spread[key]) for key in sorted(a_keys & b_keys)])
        is_enough = weight >= LEAST_SHARED and (shared > FEWEST_SHARED or (is_known and share >= SHARED))
        if (
            is_enough
            and share >= _least(a, b, shared, is_along=is_along)
            and (a.report, b_keys) not in plain
            and (b.report, a_keys) not in plain
        ):
            found.add((a.id, b.id))
            yield a, b


def _least(a: Quote, b: Quote, shared: int, *, is_along: bool) -> float:
    """The share of words that two sentences must have in common, by who spoke; more than all where two spoke and nothing ties the
    reports."""
    if a.speaker_text is None or b.speaker_text is None:
        return SHARED
    if a.speaker is not None and a.speaker == b.speaker:
        return SHARED_ALONG if is_along else SHARED
    are_named = a.speaker is not None and b.speaker is not None
    return SHARED_APART if shared > FEWEST_SHARED and are_named and is_along else 2.0


def _meet(sentences: Sequence[tuple[Quote, frozenset[str], int]]) -> dict[tuple[int, int], int]:
    postings: dict[str, list[int]] = defaultdict(list)
    for index, (_, keys, _) in enumerate(sentences):
        for key in sorted(keys):
            postings[key].append(index)
    met: dict[tuple[int, int], int] = defaultdict(int)
    for holders in postings.values():
        for place, one in enumerate(holders[:HUB]):
            for other in holders[place + 1 : HUB]:
                met[one, other] += 1
    return met


def _keys(text: str, meanings: Meanings) -> frozenset[str]:
    return meanings.telling_keys(text)
