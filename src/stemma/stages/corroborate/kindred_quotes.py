"""Quotations that go back to one saying though few of their words are the same: one speaker, in a report and in the one it drew on."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from stemma.language.meaning import Meanings
from stemma.records import Derivation, Quote
from stemma.text.shingles import keyed_words

SHARED = 0.45
"""The share (Dice) of telling words that two quotations of one speaker must have in common."""
SHARED_ALONG = 0.4
"""The same where one report drew on the other."""
FEWEST_WORDS = 5
FEWEST_SHARED = 2
HUB = 40


def find_kindred(quotes: Sequence[Quote], derivations: Sequence[Derivation], meanings: Meanings) -> Iterator[tuple[Quote, Quote]]:
    """Pairs of quotations of two reports with so many telling words in common that they are forms of one saying. None of a quotation that the other report has as it is. In order of the quotes; linear in the quotes of a key."""
    edges = {frozenset((edge.report, edge.source)) for edge in derivations if edge.source is not None}
    keys = [_keys(quote, meanings) for quote in quotes]
    postings: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(keys):
        for key in sorted(own):
            postings[key].append(index)
    met: dict[tuple[int, int], int] = defaultdict(int)
    for holders in postings.values():
        for place, one in enumerate(holders[:HUB]):
            for other in holders[place + 1 : HUB]:
                met[one, other] += 1
    plain = {(quote.report, own) for quote, own in zip(quotes, keys, strict=True)}
    for (one, other), shared in sorted(met.items()):
        a, b = quotes[one], quotes[other]
        is_along = frozenset((a.report, b.report)) in edges
        share = 2 * shared / (len(keys[one]) + len(keys[other]))
        if shared < FEWEST_SHARED or share < (SHARED_ALONG if is_along else SHARED) or a.report == b.report:
            continue
        is_one_mouth = a.speaker is not None and a.speaker == b.speaker
        is_open = a.speaker_text is None or b.speaker_text is None
        are_two = a.speaker is not None and b.speaker is not None and not is_one_mouth
        is_surely_one = shared > FEWEST_SHARED and _is_long(a) and _is_long(b)
        if not (is_one_mouth or (is_open and share > SHARED) or (are_two and (is_along or is_surely_one))):
            continue
        if (a.report, keys[other]) not in plain and (b.report, keys[one]) not in plain:
            yield a, b


def _is_long(quote: Quote) -> bool:
    return len(list(keyed_words(quote.text))) >= FEWEST_WORDS


def _keys(quote: Quote, meanings: Meanings) -> frozenset[str]:
    return frozenset(meanings.key(word.key) for word in keyed_words(quote.text) if not meanings.is_light(word.key))
