"""Quotations that leave out some of what was said, and do not show it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from stemma.stages.derive.altering import Utterance
from stemma.stages.derive.quoting import is_part
from stemma.text.shingles import keyed_words

FEWEST_LEFT_OUT = 2
"""So many words in a row that a quotation leaves out are missed; of one, two who took it down may differ."""
TURNING = frozenset(
    {"but", "because", "unless", "except", "if", "until", "though", "although", "without", "only", "when", "yet", "provided"}
)
"""Behind a comma these take back or narrow what was said before it; another clause may be left out."""
NARROWING = frozenset({"if", "unless", "until", "without", "when", "though", "although", "except", "provided", "not", "never"})
"""Before what was said in one sentence with it, these are its condition, or what it is set against."""
_CUT_MARKS = re.compile(r"…|\.\s?\.\s?\.|\[")
"""How a page shows that it left something out."""
_ENDS, _PAUSES = " .,;:!?–—-'\"", ",;:–—-"


def is_cut_unmarked(quote: Utterance, original: Utterance) -> bool:
    """Whether a quotation leaves out something that its original tells and does not show it: words from its middle, all after a piece
    of a sentence that it gives as the whole, or before it what it was said under."""
    words, others = quote.words, original.words
    if words == others or _CUT_MARKS.search(quote.quote.text):
        return False
    if is_part(words, others):
        return _is_broken_off(quote.quote.text, original.quote.text) or _is_freed(quote.quote.text, original.quote.text)
    return any(len(gap) >= FEWEST_LEFT_OUT for gap in _gaps(words, others))


def _is_broken_off(said: str, whole: str) -> bool:
    """Whether words given as a sentence begin one of ``whole`` that runs on behind them, by more than another clause."""
    piece = _fold(said).rstrip(_ENDS)
    text = _fold(whole)
    at = text.find(piece)
    if at < 0 or not said[:1].isupper() or not (at == 0 or text[:at].rstrip().endswith((".", "!", "?"))):
        return False
    behind = text[at + len(piece) :].lstrip()
    is_paused = behind[:1] in _PAUSES
    rest = keyed_words(behind.lstrip(" " + _PAUSES)[:40])
    if not rest or not behind.lstrip(" " + _PAUSES)[:1].isalpha():
        return False
    return rest[0].key in TURNING if is_paused else rest[0].key not in {"and", "or"}


def _is_freed(said: str, whole: str) -> bool:
    """Whether words given as a sentence end one of ``whole`` that begins with what takes back or narrows them ("If the river rises …")."""
    text = _fold(whole)
    at = text.find(_fold(said).rstrip(_ENDS))
    if at <= 0 or not said[:1].isupper():
        return False
    head = re.split(r"[.!?]\s", text[:at])[-1]
    return any(word.key in NARROWING or word.key == "cannot" or word.key.endswith("n't") for word in keyed_words(head))


def _gaps(words: Sequence[str], others: Sequence[str]) -> list[Sequence[str]]:
    """What ``others`` have between each two of ``words``, which stand in them one after the other, as close together as they do; nothing
    where not all do."""
    best: list[int] = []
    for start in (place for place, word in enumerate(others) if word == words[0]):
        places = [start]
        for word in words[1:]:
            place = next((place for place in range(places[-1] + 1, len(others)) if others[place] == word), None)
            if place is None:
                break
            places.append(place)
        if len(places) == len(words) and (not best or places[-1] - places[0] < best[-1] - best[0]):
            best = places
    return [others[one + 1 : other] for one, other in pairwise(best)]


def _fold(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())
