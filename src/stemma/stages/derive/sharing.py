"""What two reports of a story have in common that the others have not: the strongest sign that one knew the other is a shared error.

A value that two reports give for what most others give another value for, and a name that two misspell alike, came from one hand; so,
less surely, did a detail that nobody else tells. Stemmatics reads manuscripts so: Lachmann's shared errors (Maas, Textkritik, 1927).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from stemma.language.lexicon import Lexicons
from stemma.records import Extraction
from stemma.stages.derive.altering import Utterance, is_altered_wording, read_utterances
from stemma.stages.derive.nearness import crowding
from stemma.stages.derive.quoting import LONG_QUOTE, quotes_alike
from stemma.stages.derive.reading import Text

FEWEST_REPORTS = 4
"""In smaller stories an error cannot be seen."""
TURNED, TURNED_OTHERS = 1.3, 1.6
"""How much (0..3, ``altering``) two quotations must be one utterance to show that one report had it from the other; and where they stand
under two names."""
HEARD = 0.7
"""Two who took down one speech come so near each other in words."""
FEWEST_OTHERS = 3
"""So many others must have it right: two against two tells nothing."""
FULL_ALONE, FULL_ERRORS, FULL_TURNED = 3.0, 1.0, 1.0
FULL_SHARE = 0.2
"""So many rare names and numbers in common, and in long reports such a share of the shorter one's, say all that they can say."""
MOST_HOLDERS = 4
"""A detail that more reports have is not rare; of those with fewer it counts the less the more others have it."""
SHORTEST_MISSPELT, LONG_NAME, MOST_LETTERS = 5, 7, 2
VALUE = 0.3
"""What a value counts for that stands against others: two who are later than they have the newer one."""
_COUNT = "="
MOST_HELD = 400
"""So many names and numbers of one report are compared with the others' spellings."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What two reports have in common that few have (0..1 each): ``alone`` names and numbers, ``errors``, and ``turned``: quotations of one
    utterance in other words, which two who heard the speaker do not have."""

    alone: float = 0.0
    errors: float = 0.0
    turned: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """Who has which detail. ``rare`` are the details of each report that few have, with what one such counts for, ``errors`` what stands
    against the others', ``utterances`` its quotations, ``wordings`` how many reports have a quotation in just these words, ``counts`` how
    many names and numbers each has."""

    rare: Mapping[str, Mapping[str, float]]
    errors: Mapping[str, AbstractSet[str]]
    utterances: Mapping[str, Sequence[Utterance]]
    wordings: Mapping[tuple[str, ...], int]
    counts: Mapping[str, int]

    def compare(self, report: str, other: str) -> Shared:
        """What a report shares with another, seen from the report."""
        there = self.rare.get(other, {})
        alone = sum(value for key, value in sorted(self.rare.get(report, {}).items()) if key in there)
        common = self.errors.get(report, frozenset()) & self.errors.get(other, frozenset())
        errors = sum(VALUE if key.startswith(_COUNT) else 1.0 for key in sorted(common))
        turned = self._turned(report, other)
        fewer = min(self.counts.get(report, 0), self.counts.get(other, 0))
        worth = crowding(len(self.counts))  # in small stories everything is rare
        return Shared(
            worth * min(1.0, alone / max(FULL_ALONE, FULL_SHARE * fewer)),
            min(1.0, errors / FULL_ERRORS),
            min(1.0, turned / FULL_TURNED),
        )

    def quotes_alike(self, report: str, other: str) -> bool:
        """Whether a quotation of the report stands in the other in the same words."""
        kept = {quote.words for quote in self.utterances.get(other, ())}
        return any(quote.words in kept for quote in self.utterances.get(report, ()))

    def _turned(self, report: str, other: str) -> int:
        """How many quotations of the report are an utterance of the other's, which at least as many reports have as the other has it."""
        own, there = self.utterances.get(report, ()), self.utterances.get(other, ())
        kept = {quote.words for quote in there}
        total = 0
        for quote in own:
            usual = [one for one in there if self.wordings.get(one.words, 1) >= self.wordings.get(quote.words, 1)]
            if quote.words not in kept:
                total += any(_is_turned(quote, one, len(own) * len(there)) for one in usual)
        return total


def read_holdings(texts: Sequence[Text], extraction: Extraction, lexicons: Lexicons) -> Holdings:
    """Who holds what alone with one other, over all reports of a story."""
    utterances = read_utterances(texts, extraction, lexicons)
    wordings = Counter(words for found in utterances.values() for words in {quote.words for quote in found})
    counts = {text.report.id: len(text.details | text.numbers) for text in texts}
    if len(texts) < FEWEST_REPORTS:
        return Holdings(_rare(texts), {}, utterances, wordings, counts)
    holders: dict[str, list[str]] = {}
    for text in texts:
        for key in sorted(text.details):
            holders.setdefault(key, []).append(text.report.id)
    return Holdings(_rare(texts), _errors(holders, texts, extraction), utterances, wordings, counts)


def _rare(texts: Sequence[Text]) -> dict[str, dict[str, float]]:
    """Of each report its names and numbers that two to four have, with what one such counts for."""
    named = {key for text in texts for key in text.details | text.numbers}
    holders = Counter(key for text in texts for key in text.known & named)
    return {
        text.report.id: {key: 1 / (holders[key] - 1) for key in text.known & named if 2 <= holders[key] <= MOST_HOLDERS} for text in texts
    }


def _is_turned(quote: Utterance, original: Utterance, among: int) -> bool:
    """Whether a quotation is another in words that no two who took it down would differ by."""
    if min(len(quote.words), len(original.words)) < LONG_QUOTE or quotes_alike(quote.words, original.words) >= HEARD:
        return False
    speakers = {quote.quote.speaker, original.quote.speaker}
    enough = TURNED_OTHERS if len(speakers) > 1 and None not in speakers else TURNED
    return 3 * quote.likeness(original, among) >= enough and is_altered_wording(quote.words, original.words)


def _errors(holders: Mapping[str, Sequence[str]], texts: Sequence[Text], extraction: Extraction) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, reports in (*_odd_values(extraction, texts), *_odd_spellings(holders)):
        for report in reports:
            found.setdefault(report, set()).add(key)
    return found


def _odd_values(extraction: Extraction, texts: Sequence[Text]) -> list[tuple[str, tuple[str, ...]]]:
    """Counts of one kind of happening that exactly two reports give, where three others or more agree on another."""
    here = {text.report.id for text in texts}
    given: dict[tuple[str, str], dict[tuple[float | None, float | None], set[str]]] = {}
    for statement in extraction.statements:
        for quantity in statement.quantities:
            if quantity.event is not None and quantity.low is not None and statement.report in here:
                values = given.setdefault((quantity.event, quantity.unit or ""), {})
                values.setdefault((quantity.low, quantity.high), set()).add(statement.report)
    found = []
    for (event, unit), values in sorted(given.items()):
        for value, reports in sorted(values.items(), key=lambda item: str(item[0])):
            agreed = max((len(others - reports) for there, others in values.items() if there != value), default=0)
            if len(reports) == 2 and agreed >= FEWEST_OTHERS:
                found.append((f"{_COUNT}{event} {unit} {value}", tuple(sorted(reports))))
    return found


def _odd_spellings(holders: Mapping[str, Sequence[str]]) -> list[tuple[str, tuple[str, ...]]]:
    """Names that exactly two reports write so, where three others or more, and neither of them, have a like one."""
    odd = [key for key, reports in sorted(holders.items()) if len(reports) == 2 and _is_name(key)][:MOST_HELD]
    usual = [key for key, reports in sorted(holders.items()) if len(reports) >= FEWEST_OTHERS and _is_name(key)]
    by_head: dict[str, list[str]] = {}
    for key in usual:
        by_head.setdefault(key[0], []).append(key)
    found = []
    for key in odd:
        for other in by_head.get(key[0], ()):
            allowed = MOST_LETTERS if len(key) >= LONG_NAME else 1
            is_apart = set(holders[other]).isdisjoint(holders[key])
            if other != key and is_apart and OSA.distance(key, other, score_cutoff=allowed) <= allowed:
                found.append((key, tuple(holders[key])))
                break
    return found


def _is_name(key: str) -> bool:
    return len(key) >= SHORTEST_MISSPELT and key.isalpha()
