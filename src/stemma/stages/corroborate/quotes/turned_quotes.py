"""Quotations that begin alike and end otherwise: a saying that was turned on the way ("we have more cows than people; today we have found
the people", "… today we have sold them").
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from stemma.language.meaning import Meanings
from stemma.records import Quote
from stemma.text.shingles import keyed_words

OPENING = 3
"""Words at the beginning that two forms of one saying have in common."""
SHORTEST = 6
FEWEST_LEFT = 2
"""Telling words that one end must have: one word for another is a house's own way."""
TURNED = 0.5
"""The share (Dice) of telling words that two ends have in common at most."""
PER_OPENING = 24
_JOINING = frozenset({"and", "but", "so", "yet"})
Telling = Callable[[str, Meanings], list[str]]


def find_turned(quotes: Sequence[Quote], meanings: Meanings, tell: Telling) -> Iterator[tuple[Quote, Quote]]:
    """Pairs of quotations of two reports, not known to be of two speakers, that begin with the same words, among them one that tells, and
    end in others. ``tell`` gives the words of a text that count. In order of the quotes; linear in their number."""
    held: dict[tuple[str, ...], list[tuple[Quote, list[str]]]] = defaultdict(list)
    for quote in quotes:
        words = [word.key for word in keyed_words(quote.text) if word.key not in _JOINING]
        if len(words) >= SHORTEST and len(held[tuple(words[:OPENING])]) < PER_OPENING:
            held[tuple(words[:OPENING])].append((quote, words))
    for _, kindred in sorted(held.items()):
        for (one, first), (other, second) in combinations(kindred, 2):
            if one.report != other.report and not _are_of_two(one, other) and _is_turned(first, second, meanings, tell):
                yield one, other


def _are_of_two(one: Quote, other: Quote) -> bool:
    return one.speaker is not None and other.speaker is not None and one.speaker != other.speaker


def _is_turned(first: Sequence[str], second: Sequence[str], meanings: Meanings, tell: Telling) -> bool:
    same = next((place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), min(len(first), len(second)))
    letters = ["".join(filter(str.isalnum, "".join(words))) for words in (first, second)]
    if all(meanings.is_light(word) for word in first[:same]) or letters[0] == letters[1]:
        return False
    ends = [set(tell(" ".join(words[same:]), meanings)) for words in (first, second)]
    if not ends[0] or not ends[1] or max(map(len, ends)) < FEWEST_LEFT:
        return False
    return 2 * len(ends[0] & ends[1]) <= TURNED * (len(ends[0]) + len(ends[1]))
