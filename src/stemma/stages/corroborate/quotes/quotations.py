"""Quotations that changed on the way: other words, or another mouth."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from stemma.language.meaning import Meanings
from stemma.language.spelling import skeleton
from stemma.records import Derivation, Entity, Quote, Statement
from stemma.stages.corroborate.quotes.kindred_quotes import LONGEST_QUOTE, find_kindred
from stemma.stages.corroborate.quotes.turned_quotes import are_of_two, find_turned
from stemma.stages.corroborate.quotes.wordings import Sayings, do_words_differ, letters_of, open_sayings
from stemma.text.normalise import fold
from stemma.text.shingles import word_keys

Beside = Mapping[str, frozenset[str]]
"""For each quotation, by id, the people named right before or behind it."""
SAME_WORDS = 4
"""With fewer words in common, the same words in two mouths prove nothing."""
_PRONOUNS = frozenset({"she", "they", "the", "his", "her", "this", "one"})
SHORTEST_NAME, LONG_WORD = 3, 5
SAME_MOUTH_WORDS = 7
"""Fewer words can be two people's by chance, or their speaker be misread."""
ALIKE = 0.8
"""Share (0..1) of words, in order, that two quotations must have in common to be two wordings of one where no edge says so."""

MOST_QUOTES = 200
"""So many quotations of one report are compared: a page with more holds no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotePair:
    """Two forms of one quotation; what differs is in their texts or their speakers. ``one_too`` and ``other_too`` are quotations of further
    reports that hold all words of the form."""

    one: Quote
    other: Quote
    words_differ: bool
    speakers_differ: bool
    one_too: tuple[Quote, ...] = ()
    other_too: tuple[Quote, ...] = ()


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
        return _pair(one, other, entities, sayings, beside or {}, in_sense=is_reworded)

    quotes = _first_of_each(quotes)
    sayings = open_sayings(quotes, meanings)
    along = frozenset(frozenset((edge.report, edge.source)) for edge in derivations if edge.source is not None)
    by_id = {quote.id: quote for quote in quotes}
    found: dict[tuple[str, str], QuotePair] = {}
    for edge in derivations:
        for altered in edge.altered_quotes:
            if altered.quote in by_id and altered.source_quote in by_id:
                pair = compare_pair(by_id[altered.source_quote], by_id[altered.quote])
                if pair.speakers_differ and not _are_alike(pair.one, pair.other):
                    continue  # other words in another mouth are two sayings
                _keep(found, replace(pair, speakers_differ=pair.speakers_differ and _is_long(pair)))
    for one, other in _near_pairs(quotes):
        pair = compare_pair(one, other)
        _keep(found, replace(pair, speakers_differ=pair.speakers_differ and _is_long(pair)))
    for one, other in find_kindred(_with_speakers(quotes), derivations, meanings):
        _keep(found, compare_pair(one, other))
    for one, other in find_turned(quotes, along, meanings):
        _keep(found, QuotePair(one=one, other=other, words_differ=True, speakers_differ=False))
    words_of: dict[str, list[tuple[str, list[str]]]] = {}
    for quote in quotes:
        words_of.setdefault(quote.report, []).append((quote.id, _words(quote)))
    kept = [found[pair] for pair in sorted(found) if not _are_two_sayings(found[pair], words_of)]
    return tuple(_with_holders(pair, quotes, sayings) if pair.words_differ else pair for pair in kept)


def _with_holders(pair: QuotePair, quotes: Sequence[Quote], sayings: Sayings) -> QuotePair:
    """A pair with whoever else has the words of the one form, and not those of the other."""
    far = [quote for quote in quotes if quote.report not in {pair.one.report, pair.other.report}]
    ones = [quote for quote in far if sayings.holds(pair.one, quote) and not are_of_two(pair.one, quote)]
    others = [quote for quote in far if sayings.holds(pair.other, quote) and not are_of_two(pair.other, quote)]
    both = {quote.report for quote in ones} & {quote.report for quote in others}
    return replace(
        pair,
        one_too=tuple(quote for quote in ones if quote.report not in both),
        other_too=tuple(quote for quote in others if quote.report not in both),
    )


def _first_of_each(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotations without those that come after the first ``MOST_QUOTES`` of their report."""
    place: Counter[str] = Counter()
    kept: set[str] = set()
    for quote in sorted(quotes, key=lambda quote: (quote.report, quote.start, quote.id)):
        place[quote.report] += 1
        if place[quote.report] <= MOST_QUOTES:
            kept.add(quote.id)
    return [quote for quote in quotes if quote.id in kept]


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
            known.setdefault(letters_of(quote), set()).add((quote.speaker, quote.speaker_text))
    found = []
    for quote in quotes:
        speakers = known.get(letters_of(quote), set()) if quote.speaker is None else set()
        speaker, words = min(speakers) if len({speaker for speaker, _ in speakers}) == 1 else (quote.speaker, quote.speaker_text)
        found.append(replace(quote, speaker=speaker, speaker_text=words))
    return found


def _pair(one: Quote, other: Quote, entities: Mapping[str, Entity], sayings: Sayings, beside: Beside, *, in_sense: bool) -> QuotePair:
    are_named = other.speaker in beside.get(one.id, ()) or one.speaker in beside.get(other.id, ())
    return QuotePair(
        one=one,
        other=other,
        words_differ=do_words_differ(one, other, sayings, in_sense=in_sense),
        speakers_differ=not are_named and _speakers_differ(one, other, entities),
    )


def _are_alike(one: Quote, other: Quote) -> bool:
    """Whether two quotations have nearly the same words, or the one nearly all words of the other, in order."""
    first, second = sorted((_words(one), _words(other)), key=len)
    shared = (len(first) + len(second) - Indel.distance(first, second)) / 2
    return Indel.normalized_similarity(first, second) >= ALIKE or shared >= ALIKE * len(first)


def _is_long(pair: QuotePair) -> bool:
    return min(len(_words(pair.one)), len(_words(pair.other))) >= SAME_MOUTH_WORDS


def _keep(found: dict[tuple[str, str], QuotePair], pair: QuotePair) -> None:
    key = (min(pair.one.id, pair.other.id), max(pair.one.id, pair.other.id))
    is_one_saying = pair.words_differ or (pair.speakers_differ and _are_alike(pair.one, pair.other))
    if key not in found and is_one_saying:
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
    return list(word_keys(quote.text[:LONGEST_QUOTE]))


def _speakers_differ(one: Quote, other: Quote, entities: Mapping[str, Entity]) -> bool:
    """Whether both speakers are given by a name, and the names are of two."""
    if one.speaker is None or other.speaker is None or one.speaker == other.speaker:
        return False
    if not (is_name(one.speaker_text) or is_name(other.speaker_text)) or any(quote.speaker_text is None for quote in (one, other)):
        return False
    called = [fold(quote.speaker_text or "").removeprefix("the ") for quote in (one, other)]
    if called[0] == called[1]:
        return False
    known = [entities.get(speaker) for speaker in (one.speaker, other.speaker)]
    if any(
        entity is None or (entity.type != "person" and (not is_name(quote.speaker_text) or _is_pronoun(quote.speaker_text)))
        for entity, quote in zip(known, (one, other), strict=True)
    ):
        return False
    if len({entity.type == "person" for entity in known if entity is not None}) > 1:
        return False  # bodies and states speak through people
    names = [fold(entity.name) for entity in known if entity is not None]
    return not (_share_a_word(*names) or names[0] in names[1] or names[1] in names[0])


def _share_a_word(one: str, other: str) -> bool:
    """Whether two names have a word in common, however it is romanised, or one that the other only begins with ("LindholmMORE")."""
    first, second = ([word for word in name.split() if len(word) > SHORTEST_NAME] for name in (one, other))
    if not {skeleton(word) for word in first}.isdisjoint(skeleton(word) for word in second):
        return True
    return any(a.startswith(b) or b.startswith(a) for a in first for b in second if min(len(a), len(b)) > LONG_WORD)


def _is_pronoun(words: str | None) -> bool:
    return words is None or words.lower() in _PRONOUNS or len(words) <= SHORTEST_NAME


def is_name(words: str | None) -> bool:
    """Whether the words for a speaker hold a name, not only a pronoun."""
    return (
        words is not None
        and len(words) > 3
        and any(word[0].isupper() and len(word) > 2 and word.lower() not in _PRONOUNS for word in words.split())
    )
