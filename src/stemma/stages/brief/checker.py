"""Does a line say only what its cited words say? Every line of a brief is put to this before it is shown.

The check does not trust how a line was made: it would hold a sentence that somebody rephrased to the same rules.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.records import Citation, Page
from stemma.stages.brief.context import find_lost_context
from stemma.text.normalise import fold
from stemma.text.words import Word, split_words

_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|barely|\w+n't|den(?:y|ies|ied|ying)|refus(?:e|es|ed|ing)"
    r"|fail(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|reject(?:s|ed|ing)?)\b"
)
_CONDITIONS = frozenset(
    {"if", "unless", "whether", "alleged", "allegedly", "reportedly", "supposedly", "purported", "purportedly", "claimed"}
)
_JOINTS = re.compile(r"\s↔\s|(?=\s—\s)")
_STAND_IN = re.compile(r"\[([^\[\]]*)\]")
_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+")
_FIGURE = re.compile(r"\d")


def find_unfounded(text: str, citations: Sequence[Citation], pages: Mapping[str, Page], *, lexicons: Lexicons) -> tuple[str, ...]:
    """What a line says without its citations saying it, named by kind; empty for a line that holds. Linear in line and citations.

    * ``word``, ``number``: it stands in no citation; ``name``: words with capitals that stand together in none;
    * ``order``: a piece of the line (between ``↔`` and behind ``—``) is not, word for word and in this order, in one citation: who did
      what to whom, which count counts what, and which day is whose cannot be exchanged, while words may be left out;
    * ``polarity``: what its pieces negate is not negated as often there, or what governs them in their sentence denies them;
      ``certainty``: a word that makes it less than sure is lost or new, or what governs them tells a claim or a guess (``context.py``).
    """
    cited = [" ".join(pages[c.report].report.text[c.start : c.end].split()) for c in citations if c.report in pages]
    found = [] if text in cited else list(_find_changed(text, cited, lexicons))  # a citation word for word says what it says
    for citation in citations:
        if citation.report in pages:
            found += find_lost_context(text, citation, pages[citation.report], lexicons=lexicons)
    return tuple(dict.fromkeys(found))


def _find_changed(text: str, cited: Sequence[str], lexicons: Lexicons) -> Iterator[str]:
    """What a line's own words say otherwise than its citations, by kind."""
    given_words = [[word.lower for word in _words(one)] for one in cited]
    there = frozenset[str]().union(*given_words)
    missing = [word for word in _words(text) if word.lower not in there]
    yield from (f"{'number' if _FIGURE.search(word.lower) else 'word'}: {word.lower}" for word in missing)
    yield from (f"name: {name}" for name in _names(text) if not any(name in one for one in cited))
    pieces = list(_pieces(text))
    held = [_holder([word.lower for word in _words(piece)], cited, given_words) for piece in pieces]
    if not missing:
        yield from (f"order: {piece}" for piece, one in zip(pieces, held, strict=True) if not one)
    said, given = fold(" ".join(pieces)), fold(" ".join(held if all(held) else cited))
    if Counter(_NEGATIONS.findall(said)) != Counter(_NEGATIONS.findall(given)):
        yield "polarity"
    hedged, hedges = _hedges(said, lexicons), _hedges(given, lexicons)
    yield from (f"certainty: {word}" for word in sorted((hedged - hedges) + (hedges - hedged)))


def _words(text: str) -> Iterator[Word]:
    """Words and numbers, folded."""
    return (word for word in split_words(fold(text)) if word.lower[0].isalnum())


def _pieces(text: str) -> Iterator[str]:
    """The stretches of a line that each come from one place: a side of a dispute, a name in brackets, what follows it, a source."""
    for part in _JOINTS.split(text):
        at = 0
        for match in _STAND_IN.finditer(part):
            yield from (piece for piece in (part[at : match.start()].strip(" —"), match[1].strip()) if piece)
            at = match.end()
        if part[at:].strip(" —"):
            yield part[at:].strip(" —")


def _holder(piece: Sequence[str], cited: Sequence[str], words: Sequence[Sequence[str]]) -> str:
    """The first of the citations, whose words are given, that has the words of a piece in the same order, others between them or not;
    empty where none has."""
    return next((one for one, told in zip(cited, words, strict=True) if _is_within(piece, told)), "")


def _is_within(piece: Sequence[str], told: Sequence[str]) -> bool:
    words = iter(told)
    return all(word in words for word in piece)


def _names(text: str) -> list[str]:
    """Runs of words with capitals that do not begin a sentence, a list of them left apart."""
    return [
        " ".join(match[0].split()) for match in _NAME.finditer(text) if match.start() and text[: match.start()].rstrip()[-1:] not in ".!?"
    ]


def _hedges(folded: str, lexicons: Lexicons) -> Counter[str]:
    return Counter(_hedging(lexicons).findall(folded))


@lru_cache(maxsize=8)
def _hedging(lexicons: Lexicons) -> re.Pattern[str]:
    words = {row[0] for row in lexicons.rows("estimative_words") if row[1] in {"clause", "passive"}} | _CONDITIONS
    words |= {row[0] for row in lexicons.rows("modal_words") if row[1] in {"aux", "word"} and row[2] in {"certainty", "status"}}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in longest_first)})(?![\w-])")
