"""Quotations that begin alike and end otherwise: a saying that was turned on the way ("we have more cows than people; today we have found
the people", "… today we have sold them").
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import combinations
from typing import NamedTuple

from stemma.language.meaning import Meanings
from stemma.language.opposites import is_negation
from stemma.records import Quote
from stemma.stages.corroborate.quotes.kindred_quotes import REPEATED, split_quote
from stemma.stages.corroborate.quotes.wordings import join_prefixes, telling_words
from stemma.text.shingles import word_keys

OPENING = 3
"""Words at the beginning that two forms of one saying have in common."""
SHORTEST = 6
LEAST_OPENING = 0.5
"""What the words of the opening that tell something must weigh, as those that two kindred sentences share."""
FEWEST_LEFT = 2
"""Telling words that one end must have: one word for another is a house's own way."""
TURNED = 0.5
"""The share (Dice) of telling words that two ends have in common at most."""
PER_OPENING = 24
_JOINING = frozenset({"and", "but", "so", "yet"})
_OPENERS = frozenset({"going", "gonna", "think"})
"""What speaks of nothing yet ("I'm going to …", "I don't think we …")."""
_JOINED = re.compile(r"[’'](?:s|re|ve|ll|d|m)$")


class _Worded(NamedTuple):
    """The words of a quotation, and before which of them a sentence ends."""

    words: list[str]
    breaks: frozenset[int]


def find_turned(quotes: Sequence[Quote], along: Set[frozenset[str]], meanings: Meanings) -> Iterator[tuple[Quote, Quote]]:
    """Pairs of quotations of two reports, not known to be of two speakers, that begin with the same words, among them one that tells, and
    end in others; of reports of which neither drew on the other (``along``) in the same sentence. In order of
    the quotes; linear in their number."""
    held: dict[tuple[str, ...], list[tuple[Quote, _Worded]]] = defaultdict(list)
    said = [(quote, _word(quote.text)) for quote in quotes]
    spread = Counter(word for words in {tuple(worded.words) for _, worded in said} for word in set(words))
    for quote, worded in said:
        opening = tuple(worded.words[:OPENING])
        if len(worded.words) >= SHORTEST and len(held[opening]) < PER_OPENING:
            held[opening].append((quote, worded))
    for _, kindred in sorted(held.items()):
        for (one, first), (other, second) in combinations(kindred, 2):
            if one.report == other.report or are_of_two(one, other):
                continue
            if not _opens_alike(first, second, spread, meanings):
                continue
            if _is_turned(first, second, meanings, is_along=frozenset((one.report, other.report)) in along):
                yield one, other


def are_of_two(one: Quote, other: Quote) -> bool:
    """Whether two quotations are known to be of two speakers."""
    return one.speaker is not None and other.speaker is not None and one.speaker != other.speaker


def _word(text: str) -> _Worded:
    words: list[str] = []
    breaks = []
    for part in split_quote(text):
        words += [word for word in word_keys(join_prefixes(part)) if word not in _JOINING]
        breaks.append(len(words))
    return _Worded(words, frozenset(breaks))


def _opens_alike(one: _Worded, other: _Worded, spread: Mapping[str, int], meanings: Meanings) -> bool:
    """Whether the words that two quotations begin with tell something that not everybody keeps saying ("if North Korea …")."""
    opening = one.words[: _count_same(one.words, other.words)]
    return sum([min(1.0, REPEATED / spread[word]) for word in opening if _tells(word, meanings)]) >= LEAST_OPENING


def _count_same(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words two quotations have in common before they differ."""
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _is_turned(one: _Worded, other: _Worded, meanings: Meanings, *, is_along: bool) -> bool:
    """Whether two quotations go on otherwise where they began alike."""
    first, second = one.words, other.words
    same = _count_same(first, second)
    letters = ["".join(filter(str.isalnum, "".join(words))) for words in (first, second)]
    if letters[0] in letters[1] or letters[1] in letters[0]:
        return False
    if not is_along and (same in one.breaks or same in other.breaks):
        return False  # the one is cut there, or goes on to say something else
    tails = [telling_words(" ".join(words[same:]), meanings) for words in (first, second)]
    ends = [set(tail) for tail in tails]
    shorter, longer = sorted(tails, key=len)
    if not shorter or len(set(longer)) < FEWEST_LEFT or (len(shorter) >= FEWEST_LEFT and longer[: len(shorter)] == shorter):
        return False
    return 2 * len(ends[0] & ends[1]) <= TURNED * (len(ends[0]) + len(ends[1]))


def _tells(word: str, meanings: Meanings) -> bool:
    return not meanings.is_light(_JOINED.sub("", word)) and word not in _OPENERS and not is_negation(word)
