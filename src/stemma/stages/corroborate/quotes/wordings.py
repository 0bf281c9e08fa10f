"""Whether two quotations give one saying in other words: sentence against sentence, by the words that tell.

A quotation may begin and end where a house likes, be split by "he said", hold a house's own words in brackets, or stand beside the rest of
what was said: none of this changes what was said. So a sentence is held against the one that stands for it in the other quotation, and
against all that the other report quotes beside it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings
from stemma.language.opposites import count_negations, find_opposites, is_negation
from stemma.records import Quote
from stemma.stages.corroborate.quotes.kindred_quotes import split_quote
from stemma.text.shingles import fold_spelling, word_keys

ONE_SAYING = 0.4
"""How far (0..1, in order) the telling words of two sentences must agree for one to stand for the other."""
MOSTLY_KEPT = 0.7
"""The share (0..1) of words, in order, that a sentence must have kept for those that it has not to count as changed."""
SAID_THERE_TOO = 0.75
"""How far (0..1) two sentences agree of which the one is the other, printed in another quotation."""
NEXT_TO = 900
"""Characters around a quotation in which others are its continuation."""
LEAD = 2
"""A negation so many telling words before a cut at most may belong to what was kept."""
SLACK = 3
"""How many more telling words than a sentence the stretch of quotations may hold in which it is found."""
FEWEST_THERE = 3
"""Fewer telling words stand together by chance."""
_TO_COME = frozenset({"will"})
_PREFIX = re.compile(r"\b(non|anti|co|pre|re|multi|semi)-(?=[a-z])", re.IGNORECASE)
_LETTERS_IN_BRACKETS = re.compile(r"(?<=\w)[\[(](\w{1,3})[\])]|[\[(](\w{1,2})[\])](?=\w)")
_IN_BRACKETS = re.compile(r"\[[^\[\]]{1,120}\]|\([^()]{1,120}\)")
_ANSWER = re.compile(r"^\W*(?:no|yes|well|oh|look)(?:[,.!]|\s?[—–])\s*(?=\w)", re.IGNORECASE)
"""What only answers a question or takes the word, before what is said ("No, I honour it"): a negation of nothing behind it."""
_LIGATURES = re.compile(r"(?<=\w)(?:ae|oe)(?=\w)")
_CONTRACTED = re.compile(r"[’'](s|re|ve|ll|d|m)$")
_ASIDE = "xasidex"
"""What stands for the words that a house put between brackets."""
Telling = Sequence[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence of a quotation, its telling words as keys, and where its quotation stands."""

    quote: str
    start: int
    text: str
    words: Telling


@dataclass(frozen=True, slots=True, eq=False)
class Sayings:
    """All that the reports of a story quote, by report and in order of place, and the telling words of each sentence by quotation."""

    said: Mapping[str, Sequence[_Said]]
    words_of: Mapping[str, Sequence[Telling]]
    meanings: Meanings

    def of(self, quote: Quote) -> list[_Said]:
        """The sentences of a quotation."""
        return [_Said(quote.id, quote.start, part, telling_words(part, self.meanings)) for part in split_quote(quote.text)]

    def holds(self, quote: Quote, other: Quote) -> bool:
        """Whether every sentence of a quotation stands in the other one, with more words or as it is."""
        told, theirs = self.words_of.get(quote.id, ()), self.words_of.get(other.id, ())
        if sum(map(len, told)) < FEWEST_THERE or not {word for words in told for word in words} <= {
            word for words in theirs for word in words
        }:
            return False
        return all(any(is_cut_of(words, longer) for longer in theirs) for words in told)

    def beside(self, quote: Quote) -> list[str]:
        """The telling words of all that is quoted around a quotation, one after the other."""
        return [word for said in self.said[quote.report] if abs(said.start - quote.start) <= NEXT_TO for word in said.words]

    def has_elsewhere(self, words: Telling, quote: Quote, likeness: float) -> bool:
        """Whether the report of a quotation has a sentence in another one, more like it than ``likeness``."""
        least = max(SAID_THERE_TOO, likeness)
        return any(said.quote != quote.id and said.words and _likeness(words, said.words) > least for said in self.said[quote.report])


def open_sayings(quotes: Sequence[Quote], meanings: Meanings) -> Sayings:
    """The sentences of all quotations. Linear in their length."""
    said: dict[str, list[_Said]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda quote: (quote.report, quote.start, quote.id)):
        said[quote.report] += [_Said(quote.id, quote.start, part, telling_words(part, meanings)) for part in split_quote(quote.text)]
    words_of: dict[str, list[Telling]] = defaultdict(list)
    for sentence in (sentence for own in said.values() for sentence in own):
        words_of[sentence.quote].append(sentence.words)
    return Sayings(said=said, words_of=words_of, meanings=meanings)


def do_words_differ(one: Quote, other: Quote, sayings: Sayings, *, in_sense: bool) -> bool:
    """Whether words that matter differ in sentences that stand for each other: not small words, spelling, where the quotation is cut, or,
    between reports of which one puts every word otherwise (``in_sense``), one word for another."""
    if letters_of(one) == letters_of(other):
        return False
    first, second = sayings.of(one), sayings.of(other)
    for said in first:
        match = _counterpart(said, second)
        if match is None or not _is_changed(said, match, in_sense=in_sense, meanings=sayings.meanings):
            continue
        if not (_is_said_there(said, match, other, sayings) or _is_said_there(match, said, one, sayings)):
            return True
    return False


def _counterpart(said: _Said, others: Sequence[_Said]) -> _Said | None:
    """The sentence that stands for this one in the other quotation; none where it was left out."""
    scored = [(_likeness(said.words, other.words), -place) for place, other in enumerate(others) if other.words and said.words]
    best = max(scored, default=(0.0, 0))
    return others[-best[1]] if best[0] >= ONE_SAYING else None


def _likeness(one: Telling, other: Telling) -> float:
    return max(Indel.normalized_similarity(one, other), _share(one, other))


def _share(one: Telling, other: Telling) -> float:
    """The share (Dice) of words that two sentences have in common, in whatever order."""
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))


def _is_changed(said: _Said, match: _Said, *, in_sense: bool, meanings: Meanings) -> bool:
    """Whether a sentence and the one that stands for it say it in other words."""
    one, other = _without_asides(said.words, match.words)
    if "".join(one) == "".join(other) or is_cut_of(one, other) or is_cut_of(other, one) or sorted(one) == sorted(other):
        return False
    return not in_sense or _is_changed_in_sense(said.text, match.text, meanings)


def _is_said_there(said: _Said, match: _Said, quote: Quote, sayings: Sayings) -> bool:
    """Whether the report of a quotation has a sentence too: as it is elsewhere, better than in this quotation, or in pieces around it."""
    if sayings.has_elsewhere(said.words, quote, _likeness(said.words, match.words)):
        return True
    size = len(said.words)
    return size >= FEWEST_THERE and is_cut_of(said.words, sayings.beside(quote), longest=size + min(SLACK, size // 2))


def _without_asides(one: Telling, other: Telling) -> tuple[list[str], list[str]]:
    """Two sentences without what a house put between brackets, and without what stands there in the other."""
    if _ASIDE not in one and _ASIDE not in other:
        return list(one), list(other)
    kept: tuple[list[str], list[str]] = ([], [])
    gap: tuple[list[str], list[str]] = ([], [])
    for code in [*Indel.opcodes(one, other), None]:
        if code is not None and code.tag != "equal":
            gap[0].extend(one[code.src_start : code.src_end])
            gap[1].extend(other[code.dest_start : code.dest_end])
            continue
        if _ASIDE not in gap[0] and _ASIDE not in gap[1]:
            kept[0].extend(gap[0])
            kept[1].extend(gap[1])
        gap = ([], [])
        if code is not None:
            kept[0].extend(one[code.src_start : code.src_end])
            kept[1].extend(other[code.dest_start : code.dest_end])
    return kept


def is_cut_of(part: Telling, whole: Telling, longest: int | None = None) -> bool:
    """Whether the words of one stand in the other, in order, in a stretch of ``longest`` words at most: to quote less changes nothing, but
    to leave out a negation, or "will" in the middle."""
    if not part:
        return True
    return any(_stands_at(start, part, whole, longest) for start, word in enumerate(whole) if word == part[0])


def _stands_at(start: int, part: Telling, whole: Telling, longest: int | None) -> bool:
    if any(is_negation(word) for word in whole[max(0, start - LEAD) : start]):
        return False
    at, last = 0, start
    for place in range(start, len(whole)):
        word = whole[place]
        if word == part[at]:
            at, last = at + 1, place
            if at == len(part):
                break
        elif is_negation(word) or word in _TO_COME:
            return False
    return at == len(part) and (longest is None or last - start < longest)


def _is_changed_in_sense(one: str, other: str, meanings: Meanings) -> bool:
    """Whether one of two sentences denies what the other says, or most words are the same, so that those that are not were changed."""
    first, second = (word_keys(text) for text in (one, other))
    if count_negations(first) % 2 != count_negations(second) % 2 or find_opposites(first, second, meanings.lexicons) is not None:
        return True
    return Indel.normalized_similarity(first, second) >= MOSTLY_KEPT


def join_prefixes(text: str) -> str:
    """A text with prefixes joined to their words ("non-consensual"), which houses do or do not."""
    return _PREFIX.sub(r"\1", text)


def letters_of(quote: Quote) -> str:
    """The letters and figures of a quotation."""
    return "".join(letter for letter in quote.text.casefold() if letter.isalnum())


def telling_words(text: str, meanings: Meanings) -> list[str]:
    """The words of a sentence that count, as keys; a word that is said twice over ("I didn't — did not") once."""
    amounts = _amount_words(meanings.lexicons)
    found: list[str] = []
    for word in _plain_words(text, meanings.lexicons):
        if word in amounts or is_negation(word) or not meanings.is_light(word):
            key = word if is_negation(word) else meanings.key(fold_spelling(_LIGATURES.sub("e", word)))
            if found[-1:] != [key]:
                found.append(key)
    return found


def _plain_words(text: str, lexicons: Lexicons) -> Iterator[str]:
    """The words of a quotation, numbers in figures and contracted negations written out, as each house prints them its own way."""
    figures = _figures(lexicons)
    plain = _IN_BRACKETS.sub(f" {_ASIDE} ", _LETTERS_IN_BRACKETS.sub(r"\1\2", join_prefixes(_ANSWER.sub("", text))))
    for word in word_keys(plain):
        if word.endswith(("n't", "n’t")):
            yield from (word[:-3], "not")
        elif (joined := _CONTRACTED.search(word)) is not None:
            yield from (word[: joined.start()], *(("will",) if joined[1] == "ll" else ()))
        else:
            yield "will" if word == "shall" else figures.get(word, word)


@lru_cache(maxsize=8)
def _figures(lexicons: Lexicons) -> Mapping[str, str]:
    return {word: value for word, kind, value, *_ in lexicons.rows("numbers") if kind in {"unit", "ten"}}


@lru_cache(maxsize=8)
def _amount_words(lexicons: Lexicons) -> frozenset[str]:
    """Small words that change what is said ("all", "two"), though they are light elsewhere."""
    return frozenset((*lexicons.words("amount_words"), *(row[0] for row in lexicons.rows("numbers"))))
