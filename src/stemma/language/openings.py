"""Whether a sentence can stand alone, by how it opens."""

import re
from functools import lru_cache

from stemma.language.lexicon import Lexicons


@lru_cache(maxsize=8)
def _openings(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted(lexicons.words("dependent_openings"), key=lambda words: (-len(words), words))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def leans_on_context(text: str, lexicons: Lexicons) -> bool:
    """Whether a text opens with a word that leans on what came before ("She also said …")."""
    return _openings(lexicons).match(text) is not None
