"""Does a line say only what its cited words say? Every line of a brief is put to this before it is shown."""

import re
from collections.abc import Mapping, Sequence

from stemma.records import Citation, Page
from stemma.text.normalise import fold
from stemma.text.words import split_words

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n't|den(?:y|ies|ied|ying)|refus(?:e|es|ed)|fail(?:s|ed)?)\b"
)


def find_unfounded(text: str, citations: Sequence[Citation], pages: Mapping[str, Page]) -> tuple[str, ...]:
    """What a line says without its citations saying it: words, names and numbers that do not stand there, and a polarity that is
    not theirs. Empty for a line that holds. Linear in the length of line and citations."""
    cited = " ".join(pages[c.report].report.text[c.start : c.end] for c in citations if c.report in pages)
    there = {word.lower for word in split_words(fold(cited))}
    unfounded = [word.lower for word in split_words(fold(text)) if word.lower[0].isalnum() and word.lower not in there]
    names = set(_names(cited))
    unfounded += [name for name in _names(text) if name not in names and name.casefold() not in there]
    if _negations(text) != _negations(cited):
        unfounded.append("polarity")
    return tuple(dict.fromkeys(unfounded))


def _names(text: str) -> list[str]:
    """Words with a capital that do not begin a sentence."""
    return re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]+", text)


def _negations(text: str) -> set[str]:
    return set(_NEGATIONS.findall(fold(text)))
