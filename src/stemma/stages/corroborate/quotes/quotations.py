"""Quotations that changed on the way: other words, or another mouth."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import Indel

from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings
from stemma.language.opposites import count_negations, find_opposites, is_negation
from stemma.language.spelling import skeleton
from stemma.records import Derivation, Entity, Quote, Statement
from stemma.stages.corroborate.quotes.kindred_quotes import find_kindred, split_quote
from stemma.stages.corroborate.quotes.turned_quotes import find_turned
from stemma.text.normalise import fold
from stemma.text.shingles import fold_spelling, keyed_words

Beside = Mapping[str, frozenset[str]]
"""For each quotation, by id, the people named right before or behind it."""
SAME_WORDS = 4
"""With fewer words in common, the same words in two mouths prove nothing."""
_PRONOUNS = frozenset({"she", "they", "the", "his", "her", "this", "one"})
ONE_SAYING = 0.4
"""How far (0..1, in order) the telling words of two sentences must agree for one to stand for the other."""
MOSTLY_KEPT = 0.7
"""The share (0..1) of words, in order, that a sentence must have kept for those that it has not to count as changed."""
SHORTEST_NAME = 3
_TO_COME = frozenset({"will"})
_PREFIX = re.compile(r"\b(non|anti|co|pre|re|multi|semi)-(?=[a-z])", re.IGNORECASE)
"""Houses join these to the next word or do not."""
SAME_MOUTH_WORDS = 7
"""Fewer words can be two people's by chance, or their speaker be misread."""
ALIKE = 0.8
"""Share (0..1) of words, in order, that two quotations must have in common to be two wordings of one where no edge says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePair:
    """Two forms of one quotation; what differs is in their texts or their speakers."""

    one: Quote
    other: Quote
    words_differ: bool
    speakers_differ: bool


def compare_quotes(
    quotes: Sequence[Quote],
    derivations: Sequence[Derivation],
    entities: Mapping[str, Entity],
    meanings: Meanings,
    beside: Beside | None = None,
    reworded: Set[frozenset[str]] = frozenset(),
) -> tuple[QuotePair, ...]:
    """Pairs of quotations with other words or another speaker: those that an edge of derivation has shown to be changed, and those
    that are nearly the same words in two reports.

    A quotation that is only shorter than the other, or has another cut, is not changed; nor has it another speaker if who speaks elsewhere
    is named right ``beside`` it. In order of the quotes' ids.
    """

    def compare_pair(one: Quote, other: Quote) -> QuotePair:
        is_reworded = frozenset((one.report, other.report)) in reworded
        return _pair(one, other, entities, meanings, beside or {}, in_sense=is_reworded)

    by_id = {quote.id: quote for quote in quotes}
    found: dict[tuple[str, str], QuotePair] = {}
    for edge in derivations:
        for altered in edge.altered_quotes:
            if altered.quote in by_id and altered.source_quote in by_id:
                pair = compare_pair(by_id[altered.source_quote], by_id[altered.quote])
                _keep(found, replace(pair, speakers_differ=pair.speakers_differ and _is_long(pair)))
    for one, other in _near_pairs(quotes):
        pair = compare_pair(one, other)
        _keep(found, replace(pair, speakers_differ=pair.speakers_differ and _is_long(pair)))
    for one, other in find_kindred(_with_speakers(quotes), derivations, meanings):
        _keep(found, compare_pair(one, other))
    for one, other in find_turned(quotes, meanings, _telling):
        _keep(found, QuotePair(one=one, other=other, words_differ=True, speakers_differ=False))
    words_of: dict[str, list[tuple[str, list[str]]]] = {}
    for quote in quotes:
        words_of.setdefault(quote.report, []).append((quote.id, _words(quote)))
    return tuple(found[pair] for pair in sorted(found) if not _are_two_sayings(found[pair], words_of))


def _are_two_sayings(pair: QuotePair, words_of: Mapping[str, Sequence[tuple[str, list[str]]]]) -> bool:
    """Whether a report that has the one quotation has the other too: somebody said both."""
    for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
        wanted = _words(other)
        for quote, words in words_of[one.report]:
            if quote != one.id and other.report != one.report and Indel.normalized_similarity(words, wanted) >= ALIKE:
                return True
    return False


def find_reworded(pairs: Sequence[QuotePair], statements: Sequence[Statement]) -> frozenset[tuple[str, str]]:
    """Pairs of statements that lie in two forms of one quotation whose words differ: never one claim. Smaller id first."""
    inside: dict[str, list[str]] = {}
    by_report: dict[str, list[Statement]] = {}
    for statement in statements:
        by_report.setdefault(statement.report, []).append(statement)
    for quote in {quote.id: quote for pair in pairs for quote in (pair.one, pair.other)}.values():
        inside[quote.id] = [s.id for s in by_report.get(quote.report, ()) if s.start < quote.end and quote.start < s.end]
    return frozenset(
        (min(one, other), max(one, other))
        for pair in pairs
        if pair.words_differ
        for one in inside[pair.one.id]
        for other in inside[pair.other.id]
    )


def _with_speakers(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations; one whose report does not say who spoke has the speaker that others give for the same words."""
    known: dict[str, set[tuple[str, str]]] = {}
    for quote in quotes:
        if quote.speaker is not None and quote.speaker_text is not None and len(_words(quote)) >= SAME_WORDS:
            known.setdefault(_letters(quote), set()).add((quote.speaker, quote.speaker_text))
    found = []
    for quote in quotes:
        speakers = known.get(_letters(quote), set()) if quote.speaker is None else set()
        speaker, words = min(speakers) if len({speaker for speaker, _ in speakers}) == 1 else (quote.speaker, quote.speaker_text)
        found.append(replace(quote, speaker=speaker, speaker_text=words))
    return found


def _pair(one: Quote, other: Quote, entities: Mapping[str, Entity], meanings: Meanings, beside: Beside, *, in_sense: bool) -> QuotePair:
    are_named = other.speaker in beside.get(one.id, ()) or one.speaker in beside.get(other.id, ())
    return QuotePair(
        one=one,
        other=other,
        words_differ=_words_differ(one, other, meanings, in_sense=in_sense),
        speakers_differ=not are_named and _speakers_differ(one, other, entities),
    )


def _is_long(pair: QuotePair) -> bool:
    return min(len(_words(pair.one)), len(_words(pair.other))) >= SAME_MOUTH_WORDS


def _keep(found: dict[tuple[str, str], QuotePair], pair: QuotePair) -> None:
    key = (min(pair.one.id, pair.other.id), max(pair.one.id, pair.other.id))
    if key not in found and (pair.words_differ or pair.speakers_differ):
        found[key] = pair


def _near_pairs(quotes: Sequence[Quote]) -> Iterator[tuple[Quote, Quote]]:
    """Quotations of two reports with nearly the same words, found by runs of three words in common."""
    by_run: dict[tuple[str, ...], list[int]] = {}
    words = [_words(quote) for quote in quotes]
    pairs: set[tuple[int, int]] = set()
    for index, own in enumerate(words):
        if len(own) < SAME_WORDS:
            continue
        for run in {tuple(own[place : place + 3]) for place in range(len(own) - 2)}:
            others = by_run.setdefault(run, [])
            pairs |= {(other, index) for other in others[:50]}
            others.append(index)
    for one, other in sorted(pairs):
        if quotes[one].report != quotes[other].report and Indel.normalized_similarity(words[one], words[other]) >= ALIKE:
            yield quotes[one], quotes[other]


def _words(quote: Quote) -> list[str]:
    return [word.key for word in keyed_words(quote.text)]


def _words_differ(one: Quote, other: Quote, meanings: Meanings, *, in_sense: bool) -> bool:
    """Whether words that matter differ in sentences that stand for each other: not small words, spelling, where the quotation is cut, or,
    between reports of which one puts every word otherwise (``in_sense``), one word for another."""
    if _letters(one) == _letters(other):
        return False
    first, second = ([(_telling(part, meanings), part) for part in split_quote(quote.text)] for quote in (one, other))
    return any(_is_changed(part, text, second, meanings, in_sense=in_sense) for part, text in first if part)


def _is_changed(part: Sequence[str], text: str, others: Sequence[tuple[Sequence[str], str]], meanings: Meanings, *, in_sense: bool) -> bool:
    """Whether the sentence that stands for this one in the other quotation says it in other words; one that has none there was left out."""
    scored = [
        (max(Indel.normalized_similarity(part, other), _share(part, other)), -place) for place, (other, _) in enumerate(others) if other
    ]
    best = max(scored, default=(0.0, 0))
    match, match_text = others[-best[1]] if scored else ((), "")
    if best[0] < ONE_SAYING or "".join(part) == "".join(match):
        return False
    if _is_cut_of(part, match) or _is_cut_of(match, part) or sorted(part) == sorted(match):
        return False
    return not in_sense or _is_changed_in_sense(text, match_text, meanings)


def _is_changed_in_sense(one: str, other: str, meanings: Meanings) -> bool:
    """Whether one of two sentences denies what the other says, or most words are the same, so that those that are not were changed."""
    first, second = ([word.key for word in keyed_words(text)] for text in (one, other))
    if count_negations(first) % 2 != count_negations(second) % 2 or find_opposites(first, second, meanings.lexicons) is not None:
        return True
    return Indel.normalized_similarity(first, second) >= MOSTLY_KEPT


def _share(one: Sequence[str], other: Sequence[str]) -> float:
    """The share (Dice) of words that two sentences have in common, in whatever order."""
    return 2 * len(set(one) & set(other)) / (len(set(one)) + len(set(other)))


def _telling(text: str, meanings: Meanings) -> list[str]:
    """The words of a sentence that count, as keys."""
    amounts = _amount_words(meanings.lexicons)
    return [
        meanings.key(fold_spelling(word))
        for word in _plain_words(text, meanings.lexicons)
        if word in amounts or is_negation(word) or not meanings.is_light(word)
    ]


def _plain_words(text: str, lexicons: Lexicons) -> Iterator[str]:
    """The words of a quotation, numbers in figures and contracted negations written out, as each house prints them its own way."""
    figures = _figures(lexicons)
    for word in [found.key for found in keyed_words(_PREFIX.sub(r"\1", text))]:
        if word.endswith(("n't", "n’t")):
            yield from (word[:-3], "not")
        else:
            yield "will" if word == "shall" else figures.get(word, word)


@lru_cache(maxsize=8)
def _figures(lexicons: Lexicons) -> Mapping[str, str]:
    return {word: value for word, kind, value, *_ in lexicons.rows("numbers") if kind in {"unit", "ten"}}


@lru_cache(maxsize=8)
def _amount_words(lexicons: Lexicons) -> frozenset[str]:
    """Small words that change what is said ("all", "two"), though they are light elsewhere."""
    return frozenset((*lexicons.words("amount_words"), *(row[0] for row in lexicons.rows("numbers"))))


def _letters(quote: Quote) -> str:
    return "".join(letter for letter in quote.text.casefold() if letter.isalnum())


def _is_cut_of(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of one stand in the other, in order: to quote less changes nothing, but to leave out a negation, or "will"
    in the middle."""
    at, passed = 0, False
    for word in whole:
        if at == len(part):
            break
        if word == part[at]:
            at += 1
        else:
            passed = passed or is_negation(word) or (at > 0 and word in _TO_COME)
    return at == len(part) and not passed


def _speakers_differ(one: Quote, other: Quote, entities: Mapping[str, Entity]) -> bool:
    """Whether both speakers are given by a name, and the names are of two."""
    if one.speaker is None or other.speaker is None or one.speaker == other.speaker:
        return False
    if not (is_name(one.speaker_text) or is_name(other.speaker_text)) or any(_is_pronoun(quote.speaker_text) for quote in (one, other)):
        return False
    called = [fold(quote.speaker_text or "").removeprefix("the ") for quote in (one, other)]
    if called[0] == called[1]:
        return False
    known = [entities.get(speaker) for speaker in (one.speaker, other.speaker)]
    if any(
        entity is None or (entity.type != "person" and not is_name(quote.speaker_text))
        for entity, quote in zip(known, (one, other), strict=True)
    ):
        return False
    names = [fold(entity.name) for entity in known if entity is not None]
    words = [{skeleton(word) for word in name.split() if len(word) > SHORTEST_NAME} for name in names]
    return words[0].isdisjoint(words[1]) and not (names[0] in names[1] or names[1] in names[0])


def _is_pronoun(words: str | None) -> bool:
    return words is None or words.lower() in _PRONOUNS or len(words) <= SHORTEST_NAME


def is_name(words: str | None) -> bool:
    """Whether the words for a speaker hold a name, not only a pronoun."""
    return (
        words is not None
        and len(words) > 3
        and any(word[0].isupper() and len(word) > 2 and word.lower() not in _PRONOUNS for word in words.split())
    )
