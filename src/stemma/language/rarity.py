"""How rare a word is in the news: the weight of what two texts share."""

from collections.abc import Mapping
from functools import lru_cache
from math import log

from stemma.language.lexicon import Lexicons

UNLISTED = 10 / 10_000
"""The share of articles that hold a word too rare to be listed: well under the least common listed word."""


@lru_cache(maxsize=4)
def word_shares(lexicons: Lexicons) -> Mapping[str, float]:
    """For each common word, as ``fold_plural`` keys it, the share (0..1) of news articles that hold it."""
    return {word: int(count) / 10_000 for word, count in lexicons.rows("word_rates")}


def rarity(key: str, lexicons: Lexicons) -> float:
    """The information (nats) in meeting this word in an article: 0 for "the", 6.9 for an unlisted name.

    ``key`` is keyed by ``keyed_words`` and ``fold_plural``.
    """
    return -log(min(word_shares(lexicons).get(key, UNLISTED), 1.0))
