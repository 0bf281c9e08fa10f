"""Quotations that a report changed on the way: other words, another meaning, another speaker.

Two quotations are one utterance where their words, the meaning of the sentences they stand in, and their speakers say so together: a
rewriter who spins every word keeps the meaning, one who turns the meaning round keeps the words.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log2, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.records import Entity, Extraction, Quote
from stemma.stages.derive.quoting import MOST_QUOTES, PAIRS_KEPT, SAME_QUOTE, is_part, quoted_words, quotes_alike
from stemma.stages.derive.reading import TELLING, Text, overlap
from stemma.stages.derive.wording import read_terms
from stemma.text.normalise import without_accents
from stemma.text.shingles import keyed_words

SAME_UTTERANCE, LEAST_ALIKE = 1.2, 0.15
"""From so much on two quotations are one utterance: the sum (0..3) of how alike they are word by word, in telling words, and in meaning;
but not where hardly a word stands in the same place."""
SAME_SPEAKER_ALIKE, SAME_SPEAKER = 0.4, 0.85
"""So alike word by word, and so much in all, are enough where both stand under one speaker's name."""
FEW_PAIRS, PER_DOUBLING = 4, 0.1
"""Each doubling of the pairs of quotations that are held against each other, beyond a few, asks for so much more."""
MOST_ADDED = 3
SHARED_END = 4
"""Fewer words at the end of one piece and the beginning of another are chance."""
NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "none", "nor", "neither", "without", "hardly", "only", "but", "unless"})
"""Words that a cut may not leave out: the rest means something else."""
CONDITIONS, CONDITION_REACH = frozenset({"if", "unless", "until", "provided"}), 12
"""Nor these, even so many words before all that it leaves: what was said under a condition is said outright."""


class Likeness(NamedTuple):
    """How alike two quotations are (0..1 each): word by word, in telling words, and in meaning, for which the telling words stand where the
    language model gave no vectors."""

    alike: float
    words: float
    meaning: float

    @property
    def total(self) -> float:
        return self.alike + self.words + self.meaning


class Utterance(NamedTuple):
    """A quotation: its words, those that tell something with their weight, and the vector of the sentences that it mostly is, else of the
    sentence that it stands in, empty where the language model gave none. ``likeness`` to another is in 0..1."""

    quote: Quote
    words: tuple[str, ...]
    telling: Mapping[str, float]
    vector: NDArray[np.float64]

    def likeness(self, other: "Utterance", among: int = 1) -> float:
        """How sure it is that the other is what was said: 0 where nothing shows it. Of ``among`` pairs of quotations that are held against
        each other some are alike by chance: the more there are, the more it takes."""
        if not self.telling and self.words != other.words:
            return 0.0
        likeness = self.compare(other)
        alike, total = likeness.alike, likeness.total
        more = PER_DOUBLING * max(0.0, log2(among / FEW_PAIRS)) if among else 0.0
        is_one_speaker = self.quote.speaker is not None and self.quote.speaker == other.quote.speaker
        is_same = (
            (total >= SAME_UTTERANCE + more and alike >= LEAST_ALIKE)
            or (is_one_speaker and alike >= SAME_SPEAKER_ALIKE and total >= SAME_SPEAKER + more)
            or (alike >= SAME_QUOTE and bool(self.telling.keys() & other.telling.keys()))
        )
        return total / 3 if is_same else 0.0

    def compare(self, other: "Utterance") -> Likeness:
        words, meaning = _cosine(self.telling, other.telling), self._meaning(other)
        return Likeness(quotes_alike(self.words, other.words), words, max(0.0, meaning) if meaning is not None else words)

    def _meaning(self, other: "Utterance") -> float | None:
        if not len(self.vector) or len(self.vector) != len(other.vector):
            return None
        return float(self.vector @ other.vector)


def read_utterances(texts: Sequence[Text], extraction: Extraction, lexicons: Lexicons) -> dict[str, tuple[Utterance, ...]]:
    """The quotes of each report by its id, in order of position."""
    quotes: dict[str, list[Quote]] = {text.report.id: [] for text in texts}
    for quote in sorted(extraction.quotes, key=lambda one: (one.start, one.id)):
        if quote.report in quotes:
            quotes[quote.report].append(quote)
    return {text.report.id: tuple(_read_utterance(one, text, lexicons) for one in quotes[text.report.id][:MOST_QUOTES]) for text in texts}


def _read_utterance(quote: Quote, text: Text, lexicons: Lexicons) -> Utterance:
    terms = read_terms(keyed_words(quote.text), lexicons)
    telling = {term.key: term.weight for term in sorted(terms) if term.weight >= TELLING}
    span = (quote.start, quote.end)
    lines = [line for line in text.lines if line.vector and overlap(span, (line.start, line.end))]
    mostly = [line for line in lines if 2 * overlap(span, (line.start, line.end)) > line.end - line.start]
    around = [max(lines, key=lambda line: overlap(span, (line.start, line.end)))] if lines else []
    vectors = [line.vector for line in mostly or around]
    total = np.zeros(0)
    if vectors and len({len(vector) for vector in vectors}) == 1:
        total = np.sum([np.frombuffer(vector, dtype=np.int8).astype(np.float64) for vector in vectors], axis=0)
        total = total / max(float(np.linalg.norm(total)), 1e-6)
    return Utterance(quote, quoted_words(quote, lexicons), telling, total)


def is_other_speaker(quote: Quote, original: Quote, entities: Mapping[str, Entity]) -> bool:
    """Whether two quotations stand under the names of two of the ``entities``; a name misspelt or shortened is no other speaker."""
    one, other = entities.get(quote.speaker or ""), entities.get(original.speaker or "")
    return one is not None and other is not None and one.type == other.type and _name_words(one).isdisjoint(_name_words(other))


def _name_words(entity: Entity) -> frozenset[str]:
    """The words of all names of somebody: who shares one may be the same, misspelt or given in full."""
    return frozenset(without_accents(word.key) for name in (entity.name, *entity.aliases) for word in keyed_words(name))


@lru_cache(maxsize=PAIRS_KEPT)
def is_altered_wording(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two wordings of an utterance differ by more than a cut and spelling."""
    words, others = _joined(words, others), _joined(others, words)
    if _is_lengthened(words, others) or _is_filled(words, others):
        return True
    is_same = "".join(words) == "".join(others) or _is_cut(words, others) or _is_cut(others, words) or _are_excerpts(words, others)
    return not is_same


def _joined(words: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The words, two of them as one where the others write them so ("co-operation")."""
    whole, found, place = set(others), [], 0
    while place < len(words):
        pair = "".join(words[place : place + 2])
        is_one = pair in whole and words[place] not in whole and words[place + 1 : place + 2] != ()
        found.append(pair if is_one else words[place])
        place += 1 + is_one
    return tuple(found)


def _is_lengthened(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a quotation has everything of its original and a few words more; with many more it is a longer piece of one speech."""
    return is_part(others, words) and 0 < len(words) - len(others) <= MOST_ADDED < len(others)


def _is_filled(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a quotation is its original with a few words put in between."""
    if not 0 < len(words) - len(others) <= max(MOST_ADDED, len(others) // 2) or len(others) <= MOST_ADDED or is_part(others, words):
        return False
    rest = iter(words)
    return words[:1] == others[:1] and words[-1:] == others[-1:] and all(word in rest for word in others)


def _are_excerpts(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one ends in the words with which the other begins: two pieces of one speech."""
    for first, second in ((words, others), (others, words)):
        for size in range(min(len(first), len(second)) - 1, SHARED_END - 1, -1):
            if first[-1] == second[size - 1] and list(first[-size:]) == list(second[:size]):
                return not _is_turned_round(first[:-size], second[size:])
    return False


def _is_turned_round(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Whether what stands before the common words in the one stands behind them in the other."""
    fewer = min(len(before), len(behind))
    return fewer > 0 and 2 * len(set(before) & set(behind)) >= fewer


def _is_cut(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether ``words`` are ``others`` with some words left out, none of which turns the meaning inside what is left."""
    if is_part(words, others):
        return True
    places, place = [], 0
    for word in words:
        while place < len(others) and others[place] != word:
            place += 1
        if place == len(others):
            return False
        places.append(place)
        place += 1
    if not places:
        return True
    left_out = set(others[places[0] : places[-1] + 1]) - set(words)
    before = set(others[max(0, places[0] - CONDITION_REACH) : places[-1]]) - set(words)
    return before.isdisjoint(CONDITIONS) and left_out.isdisjoint(NEGATIONS)


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    shared = sum(one[key] * other[key] for key in sorted(one.keys() & other.keys()))
    lengths = sqrt(sum(value**2 for value in one.values()) * sum(value**2 for value in other.values()))
    return shared / lengths if lengths else 0.0
