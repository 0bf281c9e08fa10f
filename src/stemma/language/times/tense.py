"""Whether the words around a time look back or ahead: which Sunday "on Sunday" means.

With a parse, the verb that governs the time decides by its form and its auxiliaries; without one, the nearest telling word does,
words before the time going first.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from stemma.language.lexicon import Lexicons
from stemma.records import Sentence, Token
from stemma.text.words import Word, split_words

Direction = Literal[-1, 0, 1]
"""-1 back, 1 ahead, 0 not told."""

_WINDOW = 240
_STEPS = 12
_ENDS = frozenset(".!?;")
_LIGHT_CUES = frozenset(
    {"until", "till", "from", "by", "since", "ago", "earlier", "last", "ahead", "can", "could", "should", "may", "might", "must"}
)


@lru_cache(maxsize=8)
def _cues(lexicons: Lexicons) -> Mapping[str, Direction]:
    return {word: 1 if direction == "future" else -1 for word, direction in lexicons.rows("tense")}


class TenseReader:
    """Tells the direction at a place of one text; sentences are optional, in order of position."""

    def __init__(self, text: str, sentences: Sequence[Sentence], lexicons: Lexicons) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [sentence.start for sentence in sentences]
        self._cues = _cues(lexicons)

    def direction(self, start: int, end: int, bounds: tuple[int, int]) -> Direction:
        """The direction for ``text[start:end]`` inside a block; ``bounds`` are the block's offsets."""
        place = bisect_right(self._starts, start) - 1
        if place >= 0 and start < self._sentences[place].end and self._sentences[place].tokens:
            found = self._by_parse(self._sentences[place], start, end)
            if found:
                return found
        return self._by_words(start, end, bounds)

    def _by_parse(self, sentence: Sentence, start: int, end: int) -> Direction:
        inside = {index for index, token in enumerate(sentence.tokens) if token.start < end and token.end > start}
        tops = [index for index in sorted(inside) if sentence.tokens[index].head not in inside or sentence.tokens[index].head == index]
        index = tops[0] if tops else None
        for _ in range(_STEPS):
            if index is None:
                return 0
            token = sentence.tokens[index]
            if index not in inside and token.upos in ("VERB", "AUX"):
                found = self._verb_direction(sentence, index)
                if found:
                    return found
            index = None if token.head == index or not 0 <= token.head < len(sentence.tokens) else token.head
        return 0

    def _verb_direction(self, sentence: Sentence, index: int) -> Direction:
        helpers = [
            self._form(token)
            for token in sentence.tokens
            if token.head == index and token.dep.startswith(("aux", "cop", "mark")) and token is not sentence.tokens[index]
        ]
        form = self._form(sentence.tokens[index])
        if any(self._cues.get(helper) == 1 for helper in helpers):
            return 1
        if any(self._cues.get(helper) == -1 or helper in ("has", "have") for helper in helpers):
            return self._cues.get(form, -1) if form in ("set", "due", "scheduled", "expected", "planned", "going") else -1
        if form in ("set", "scheduled", "expected", "slated", "planned", "due") and helpers:
            return 1
        if "to" in helpers or form.endswith("ing"):
            return 0
        return self._cues.get(form) or (-1 if form.endswith("ed") and not helpers else 0)

    def _form(self, token: Token) -> str:
        return self._text[token.start : token.end].lower().replace("’", "'")

    def _by_words(self, start: int, end: int, bounds: tuple[int, int]) -> Direction:
        before = list(split_words(self._text, max(bounds[0], start - _WINDOW), start))
        after = list(split_words(self._text, end, min(bounds[1], end + _WINDOW)))
        return self._nearest(reversed(before)) or self._nearest(after)

    def _nearest(self, words: Iterable[Word]) -> Direction:
        light: Direction = 0
        for word in words:
            if word.lower in _ENDS and not word.is_glued:
                break
            if word.lower in (".", "!", "?") and len(word.lower) == 1:
                break
            cue = self._cues.get(word.lower, 0)
            if cue and word.lower not in _LIGHT_CUES:
                return cue
            light = light or cue
            if not cue and word.lower.endswith("ed") and len(word.lower) > 4:
                return -1
        return light
