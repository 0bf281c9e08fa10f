"""Whether the words around a time look back or ahead: which Sunday "on Sunday" means.

A verb right before the time decides; else, with a parse, the verb that governs the time, by its form and its auxiliaries; else
the nearest telling word, first in the time's own clause, then in the sentence, words before the time going first.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from stemma.language.inflection import lemmas, past_forms
from stemma.language.lexicon import Lexicons
from stemma.records import Sentence, Token
from stemma.text.words import Word, split_words

Direction = Literal[-1, 0, 1]
"""-1 back, 1 ahead, 0 not told."""

_WINDOW = 240
_STEPS = 12
_SENTENCE_ENDS = frozenset(".!?;")
_CLAUSE_ENDS = frozenset(',:–—()“”"') | {"after", "when", "that", "which", "who", "while", "but", "because", "as"}
_DEADLINES = frozenset({"by", "until", "till"})
_ENDS = frozenset({"until", "till"})
_TOWARDS = _ENDS | {"for", "to"}
_LINKS = frozenset({"in", "on", "at", "the", "during", "over"})
_DONE = frozenset({"adjourned", "delayed", "pledged", "postponed", "promised", "rescheduled", "vowed"})
"""Words of what is to come that were done on the day right behind them: "postponed on Friday", but "postponed to Friday"."""
_STAYING = frozenset({"remain", "stay", "keep", "get"})
_NAMES_TOO = frozenset({"may", "will"})
_NO_VERBS = frozenset("the a an this that these those his her its their our my your all some any one two three four five six".split())
_FIXED = frozenset({"scheduled", "set", "planned", "slated"})
_IS = frozenset({"is", "are", "am", "'s", "'re", "'m"})
_WANTED = frozenset({"aimed", "expected", "hoped", "intended", "meant", "planned", "prepared", "wanted", "wished"})
"""States of will, told in the past, that an infinitive goes on from: "hoped to race on Sunday" was no act of a Sunday, as "vowed to" is."""
_MARKS = frozenset({"that", "as", "after", "when", "while", "because", "since", "although", "though", "whether", "if"})
_OWNERS = frozenset({"'s", "’s"})
_OF_THE_DAY = frozenset("as except blamed figure figures data number numbers result results toll count sales price prices".split())
"""What stands before "for" and a day that may be over ("the figures for Monday")."""
_COMING_AFTER = frozenset({"come", "follow", "mark"})
"""Verbs whose present sets news beside what it comes after: "The verdict comes on Monday, a year after the fire"."""
_ANNOUNCED = frozenset({"set", "due", "scheduled", "expected", "planned", "slated", "going"})


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
        self._appointed = frozenset(lexicons.words("appointed_words"))
        self._lexicons = lexicons

    def direction(self, start: int, end: int, bounds: tuple[int, int], *, of_weekday: bool = False) -> Direction:
        """The direction for ``text[start:end]`` inside a block; ``bounds`` are the block's offsets. ``of_weekday``: it names a day of the
        week, which a present tense sets ahead, as it does no month or season ("the rains come in December")."""
        beside = self._beside(start, bounds)
        if beside or self._is_appointed(start, end, bounds):
            return beside or 1
        place = bisect_right(self._starts, start) - 1
        if place >= 0 and start < self._sentences[place].end and self._sentences[place].tokens:
            found = self._by_parse(self._sentences[place], start, end, of_weekday=of_weekday)
            if found:
                return found
        return self._by_words(start, end, bounds)

    def _is_appointed(self, start: int, end: int, bounds: tuple[int, int]) -> bool:
        """Whether a time is that of what somebody calls or is invited for ("talks on Tuesday"), or what something is for ("an election for
        October 4"), however the calling is told."""
        if self._text[end : end + 2] in _OWNERS:
            return False
        words = [word.lower for word in split_words(self._text, max(bounds[0], start - 60), start)]
        if words[-1:] == ["for"]:
            return words[-2:-1] != [] and words[-2] not in _OF_THE_DAY
        words = words[:-1] if words[-1:] in (["on"], ["at"]) else words
        return words[-1:] != [] and words[-1] in self._appointed and "for" in words[-4:-1]

    def leans_ahead(self, start: int, bounds: tuple[int, int]) -> bool:
        """Whether "before" or "ahead of" stands right in front of a time."""
        words = [word.lower for word in split_words(self._text, max(bounds[0], start - 20), start)]
        words = words[:-1] if words[-1:] == ["the"] else words
        return words[-1:] == ["before"] or words[-2:] == ["ahead", "of"]

    # ------------------------------------------------------------ by the parse

    def _by_parse(self, sentence: Sentence, start: int, end: int, *, of_weekday: bool) -> Direction:
        inside = {index for index, token in enumerate(sentence.tokens) if token.start < end and token.end > start}
        tops = [index for index in sorted(inside) if sentence.tokens[index].head not in inside or sentence.tokens[index].head == index]
        index = tops[0] if tops else None
        link = self._form(sentence.tokens[min(inside) - 1]) if min(inside, default=0) > 0 else ""
        for _ in range(_STEPS):
            if index is None:
                return 0
            token = sentence.tokens[index]
            if index not in inside and (token.upos in ("VERB", "AUX") or _has_copula(sentence, index)):
                is_held = sentence.tokens[tops[0]].head == index
                found = self._of_verb(sentence, self._reported(sentence, index, inside) if is_held else index, link)
                if of_weekday and not found and sentence.tokens[tops[0]].head == index:
                    found = self._of_present(sentence, index)
                if found:
                    return found
            index = None if token.head == index or not 0 <= token.head < len(sentence.tokens) else token.head
        return 0

    def _reported(self, sentence: Sentence, index: int, inside: Set[int]) -> int:
        """Where what is told stands between a time and the verb that tells it, the time is that of what is told: "By Friday the bridge will
        be shut, the mayor said"."""
        between = range(max(inside) + 1, index)
        return next((place for place in between if sentence.tokens[place].head == index and sentence.tokens[place].dep == "ccomp"), index)

    def _of_verb(self, sentence: Sentence, index: int, link: str) -> Direction:
        """By the auxiliaries first, then by the form; an infinitive or a participle in -ing leaves it to its governor, one that goes on
        from another ("to be flown home and buried") to that one. What has been done until a day (``link``: the word before it) goes on
        to it: "has been closed until Thursday"."""
        form = self._form(sentence.tokens[index])
        helpers = {
            self._form(token)
            for place, token in enumerate(sentence.tokens)
            if token.head == index and place != index and token.dep.startswith(("aux", "cop", "mark"))
        }
        cues = {self._cues.get(helper, 0) for helper in helpers}
        is_moved = self._cues.get(form) == 1 and link in _TOWARDS  # "was postponed to Friday"
        if is_moved or 1 in cues or (form in _ANNOUNCED and helpers & {"is", "are", "be", "been", "was", "were", "'s"}):
            return 1
        if (form in _FIXED or link in _ENDS) and helpers & {"has", "have", "'ve"}:
            return 1  # "have scheduled a Friday vote"
        if -1 in cues or helpers & {"has", "have", "'ve"}:
            return -1
        if form.endswith("ed") and not helpers and self._goes_on(sentence, index):
            return 0
        is_result = sentence.tokens[index].dep in {"xcomp", "amod"} and form.endswith("ed")  # "will stay closed"
        token = sentence.tokens[index]
        if "to" in helpers and (
            token.head == index or token.dep == "root" or (helpers & _IS and form != "blame") or self._is_wanted(sentence, token)
        ):
            return 1  # "Minister to visit Alva on Tuesday", "she is to visit", "she hoped to visit"
        if "to" in helpers or form.endswith("ing") or is_result:
            return self._cues.get(form, 0) if form.endswith("ing") else 0
        return self._cues.get(form) or (-1 if form.endswith("ed") and helpers <= _MARKS else 0)

    def _goes_on(self, sentence: Sentence, index: int) -> bool:
        """Whether a participle shares "be" with the verb that it is coordinated with."""
        token = sentence.tokens[index]
        shares = any(one.head == token.head and self._form(one) == "be" for one in sentence.tokens if one.dep.startswith("aux"))
        return token.dep == "conj" and shares and not any(one.head == index and one.dep.startswith("nsubj") for one in sentence.tokens)

    def _is_wanted(self, sentence: Sentence, token: Token) -> bool:
        """Whether an infinitive is what somebody wanted, and not what she *had* wanted."""
        governor = sentence.tokens[token.head]
        helpers = {self._form(one) for one in sentence.tokens if one.head == token.head and one.dep.startswith("aux")}
        return token.dep == "xcomp" and self._form(governor) in _WANTED and helpers.isdisjoint({"had", "have", "has", "'d", "'ve"})

    def _of_present(self, sentence: Sentence, index: int) -> Direction:
        """Ahead where a whole sentence tells in the present what is on a timetable ("The choir sings on Friday"; Quirk and others, 1985,
        4.45); headlines and captions tell so of what is over."""
        below = [token for place, token in enumerate(sentence.tokens) if token.head == index and place != index]
        helpers = {self._form(token) for token in below if token.dep.startswith(("aux", "cop"))}
        is_told = any(token.dep == "nsubj" and token.start < sentence.tokens[index].start for token in below)
        if sentence.tokens[index].upos != "VERB" or not is_told or helpers - {"does", "do"} or not self._is_running(sentence):
            return 0
        return 1 if is_present(self._form(sentence.tokens[index]), lexicons=self._lexicons) else 0

    def _is_running(self, sentence: Sentence) -> bool:
        """Whether a sentence ends as those of running text do."""
        return self._text[sentence.start : sentence.end].rstrip("”\"'’) ").endswith(".")

    def _form(self, token: Token) -> str:
        return self._text[token.start : token.end].lower().replace("’", "'")

    # ------------------------------------------------------------ by the words around

    def _by_words(self, start: int, end: int, bounds: tuple[int, int]) -> Direction:
        before = list(split_words(self._text, max(bounds[0], start - _WINDOW), start))[::-1]
        after = list(split_words(self._text, end, min(bounds[1], end + _WINDOW)))
        before, after = list(_until(before, _SENTENCE_ENDS)), list(_until(after, _SENTENCE_ENDS))
        clauses = [list(_until(words, _CLAUSE_ENDS)) for words in (before, after)]
        deadline: Direction = 1 if before and before[0].lower in _DEADLINES else 0
        told = self._nearest(clauses[0]) or deadline or self._nearest(clauses[1]) or self._nearest(before) or self._nearest(after)
        return told or _of_infinitive(clauses[0])

    def _beside(self, start: int, bounds: tuple[int, int]) -> Direction:
        """By a verb that stands right before the time ("said in late May", "arrived Monday"): surer than any parse."""
        words = list(split_words(self._text, max(bounds[0], start - 60), start))[::-1]
        while words and words[0].lower in _LINKS:
            words = words[1:]
        if words and words[0].lower in _DONE:
            return -1
        return self._nearest(words[:1]) if words and not {word.lower for word in words[1:3]} & {"be", "to", "will"} else 0

    def _nearest(self, words: Sequence[Word]) -> Direction:
        """What the first telling word says; a past participle behind "be" is no past."""
        for place, word in enumerate(words):
            if word.is_capital and word.lower in _NAMES_TOO:
                continue
            cue = self._cues.get(word.lower, 0) or (-1 if word.lower.endswith("ed") and len(word.lower) > 4 else 0)
            around = {other.lower for other in words[max(0, place - 2) : place + 3]}
            if cue == -1 and ("be" in around or ("will" in around and around & _STAYING)):
                return 1
            if cue:
                return cue
        return 0


@lru_cache(maxsize=8)
def _telling_verbs(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(row[0] for row in lexicons.rows("report_verbs") if "that" in row[3].split()) | _COMING_AFTER


def is_present(form: str, *, lexicons: Lexicons) -> bool:
    """Whether a verb's form is one of the present alone ("opens", "open", not "shut"), and not of a verb that tells ("says")."""
    if form.endswith(("ed", "ing")) or form in past_forms(lexicons):
        return False
    return _telling_verbs(lexicons).isdisjoint(lemmas(form, lexicons=lexicons))


def _has_copula(sentence: Sentence, index: int) -> bool:
    """Whether a noun is what a subject is said to be ("Monday will be a day of mourning")."""
    return any(token.head == index and token.dep == "cop" for token in sentence.tokens)


def _until(words: Iterable[Word], ends: frozenset[str]) -> Iterable[Word]:
    for word in words:
        if word.lower in ends:
            return
        yield word


def _of_infinitive(before: Sequence[Word]) -> Direction:
    """Ahead where the words in front, the nearest first, hold "to" and a word that may be a verb, and no other verb tells more:
    "Minister to visit Alva on Tuesday"."""
    pairs = pairwise(before)
    is_infinitive = any(
        to.lower == "to" and verb.lower.isalpha() and not verb.is_capital and verb.lower not in _NO_VERBS for verb, to in pairs
    )
    return 1 if is_infinitive else 0
