"""The words of an article as a weighted vector: TF-IDF, heavier in headline and lead (Salton and Buckley, 1988).

News says what it is about at the top: each occurrence counts less the further down it stands. How rare a word is comes from
the pile itself and, for small piles, from a background of news in general.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log, sqrt

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.rarity import UNLISTED, word_shares
from stemma.records import Report
from stemma.text.shingles import fold_plural, keyed_words

TITLE_WEIGHT = 6.0
LEAD_WEIGHT = 3.0
LEAD_WORDS = 60
HALVING_WORDS = 100
"""A word this far down counts half."""
LONGEST_WORDS, LONGEST_BLOCK = 2000, 50_000
"""What is read of an article, in words, and of one block, in characters."""
BACKGROUND_REPORTS = 1000
"""The background counts as this many reports beside the pile."""
UNIT = 1000
"""Weights are whole numbers, and a vector's length is about this: sums are exact, in any order and on any machine."""

Terms = Mapping[str, int]


def weigh_terms(reports: Sequence[Report], lexicons: Lexicons) -> list[Terms]:
    """One vector for each report, of length ``UNIT`` (empty where the article has no words)."""
    counts = [count_terms(report) for report in reports]
    reach = Counter(term for count in counts for term in count)
    shares = word_shares(lexicons)
    total = BACKGROUND_REPORTS + len(reports)
    weights = {term: -log(min(1.0, (BACKGROUND_REPORTS * shares.get(term, UNLISTED) + found) / total)) for term, found in reach.items()}
    return [_unit({term: (1 + log(count)) * weights[term] for term, count in counted.items()}) for counted in counts]


def count_terms(report: Report) -> Mapping[str, float]:
    """How much each word counts in the article: once or more. Without a recognised article the whole page is read."""
    counts: dict[str, float] = {}
    for key in {fold_plural(word.key) for word in keyed_words(report.title or "")}:
        counts[key] = TITLE_WEIGHT
    for place, key in enumerate(body_keys(report)):
        counts[key] = counts.get(key, 0.0) + (LEAD_WEIGHT if place < LEAD_WORDS else 1 / (1 + place / HALVING_WORDS))
    return {key: max(count, 1.0) for key, count in counts.items()}


def body_keys(report: Report) -> list[str]:
    """The first ``LONGEST_WORDS`` words of the article's running text, plurals folded."""
    keys: list[str] = []
    for start, end in article_spans(report) or ((0, len(report.text)),):
        keys.extend(fold_plural(word.key) for word in keyed_words(report.text, start, min(end, start + LONGEST_BLOCK)))
        if len(keys) >= LONGEST_WORDS:
            break
    return keys[:LONGEST_WORDS]


def _unit(weights: Mapping[str, float]) -> Terms:
    length = sqrt(sum(weight * weight for _, weight in sorted(weights.items())))
    whole = {term: round(UNIT * weight / length) for term, weight in weights.items()} if length else {}
    return {term: weight for term, weight in whole.items() if weight}
