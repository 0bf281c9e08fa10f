"""Sentences that every outlet prints under its pages: of no report's matter."""

import re
from functools import lru_cache

from stemma.language.lexicon import Lexicons


@lru_cache(maxsize=4)
def stock_phrases(lexicons: Lexicons) -> re.Pattern[str]:
    """What tells a sentence of no report's own, in folded text ("this material may not be published, broadcast ...")."""
    return re.compile("|".join(rf"\b{re.escape(phrase)}\b" for phrase in lexicons.words("stock_sentences")))
