"""Who is said to give a number: "police put it at 8,000", "the union speaks of 40,000", "the ministry's figure was 31 percent", "nine, says
the coroner", "600 in the company's version"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from stemma.language.lexicon import Lexicons
from stemma.stages.corroborate.figures.gauges import Gauge

LONGEST_GIVER, FARTHEST = 60, 120
_NOT_GIVING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|never|not|n['’]t|i|he|she|it|they|we|you)(?:\s(?:has|have|had))?"
    r"(?:\s\w+ly|\s(?:later|then|now|also|first))?\s*$",
    re.IGNORECASE,
)
"""What ends the words before a verb that nobody named does, or that is denied ("synergies are put at", "she gave", "never said")."""
_ACCORDING = re.compile(
    r"[^.;:“”\"]{0,60}?,?\s*(?:according to|by the count of|by the reckoning of|say|says|said)\s+(?P<giver>[^.;:,“”\"]{2,60})",
    re.IGNORECASE,
)
_OWNER, _TOO = re.compile(r"['’]"), re.compile(r"\bat\b", re.IGNORECASE)
"""Without which neither pattern can match: each word is looked at from every character on."""
_MARKS = '.;:“”"'
"""What no words for a giver hold."""
_ANSWER = re.compile(r",(?:[^.;:]*,)? (?:say|says|said) [^\W\d_]")
"""What follows a number that is an answer to who counts what ("Six hundred, says the owner")."""
_CLOSED = re.compile(r"\s*(?:[.;:,)”\"–—]|$|(?:and|while|but|in all|in total|altogether)\b)")
"""What may follow a number that is given as a figure, and not counted into a new statement."""


class Giver(NamedTuple):
    """The words for who gives a number; ``is_behind``: they stand behind it ("according to the union"), as with any statement.
    ``is_next``: the verb of giving is that of a number before ("and the union at 40,000"), which is then ``is_open``: it does not say of
    what ("puts it at"). ``is_firm``: the words can only be those of a figure for what was spoken of before ("puts it at", "speaks of",
    "'s figure was"), or begin with it, as an answer does ("Six hundred, says the owner")."""

    words: frozenset[str]
    is_behind: bool = False
    is_next: bool = False
    is_open: bool = False
    is_firm: bool = False


NOBODY = Giver(words=frozenset())


class Giving(NamedTuple):
    """The words of giving, as patterns: ``put`` is a clause up to the number, ``verbs`` what it must hold to be one, ``own_figure``,
    ``gives_too`` and ``front`` end at the number, ``version`` stands behind it. ``figures`` are no units, but words for the number itself
    ("600 in the company's version"), ``nobody`` tell nothing of who gives it."""

    put: re.Pattern[str]
    verbs: re.Pattern[str]
    own_figure: re.Pattern[str]
    gives_too: re.Pattern[str]
    front: re.Pattern[str]
    version: re.Pattern[str]
    figures: frozenset[str]
    nobody: frozenset[str]


@lru_cache(maxsize=8)
def read_giving(lexicons: Lexicons) -> Giving:
    """The words by which somebody is said to give a number."""
    kinds = {kind: [word.replace("_", " ") for word in words.split()] for kind, words in lexicons.rows("giving_words")}
    having, of, it, plain, figure, around = (_any_of(kinds[kind]) for kind in ("having", "of", "it", "plain", "figure", "around"))
    at, fillers = _any_of([*kinds["at"], *kinds["having"]]), rf"(?:{around}\s+)*$"
    put = (
        r"(?P<giver>[^.;:“”\"]*?)\s+"
        rf"(?:(?P<open>{at}\s+(?:it|them|that|(?:the\s|their\s|its\s)?{figure})\s+(?:at|as)\s+|(?!{having}){at}\s+at\s+"
        rf"|{of}\s+of\s+|{it}\s+(?:it|them|that)\s+|{plain}\s+(?:an?|the)\s+{figure}\s+(?:of|as)\s+)"
        rf"|(?!{having}){at}\s+(?:\w[\w’'-]*\s+){{1,5}}?at\s+|{plain}\s+(?:that\s+|there (?:were|are)\s+|it was\s+)?){fillers}"
    )
    own_figure = (
        r"(?P<giver>[^.;:,“”\"]*?)['’]s?\s+(?:(?:own|official)\s+)?"
        rf"(?:{figure}\s*(?:,|:|is|was|of|stands at|stood at)|is|was|:)\s+{fillers}"
    )
    front = (
        rf"\b(?:according to\s+(?P<giver>[^.;:,“”\"]{{2,50}}?),?\s+{fillers}|(?:by|at)\s+(?P<counter>[^.;:,“”\"]{{2,40}}?)"
        rf"(?:['’]s?\s+{figure},?|\s+{figure}\s+of)\s+{fillers})"
    )
    version = rf"(?:\s\w+)?\s(?:in|by)\s(?P<giver>[^.;:,“”\"]{{2,50}}?)['’]s?(?:\s{figure})?(?=[.,;:]|$|\s(?:and|while|but)\b)"
    return Giving(
        put=re.compile(put, re.IGNORECASE),
        verbs=re.compile(rf"\b(?:{at}|{of}|{plain}|{it})\b", re.IGNORECASE),
        own_figure=re.compile(own_figure, re.IGNORECASE),
        gives_too=re.compile(rf"(?:and|while|but|,|;)\s+(?P<giver>[^.;:,“”\"]*?)\s+at\s+{fillers}", re.IGNORECASE),
        front=re.compile(front, re.IGNORECASE),
        version=re.compile(version, re.IGNORECASE),
        figures=frozenset(kinds["figure"]),
        nobody=frozenset(kinds["nobody"]),
    )


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def read_giver(gauge: Gauge, text: str, giving: Giving) -> Giver:
    """Who gives a number; no words where nobody is said to, or only a pronoun. Linear in the words beside it."""
    before = text[max(gauge.sentence.start, gauge.start - FARTHEST) : gauge.start]
    after = text[gauge.end : min(gauge.sentence.end, gauge.end + FARTHEST)]
    clause = before[max(before.rfind(mark) for mark in _MARKS) + 1 :]
    if giving.verbs.search(clause) and (put := giving.put.match(clause)) is not None and not _NOT_GIVING.search(put["giver"]):
        words = _telling(put["giver"], giving)
        if words:
            is_open = put["open"] is not None
            return Giver(words, is_open=is_open, is_firm=is_open or (_CLOSED.match(after) is not None and " at " not in put[0]))
    if (found := giving.version.match(after)) is not None and (words := _telling(found["giver"], giving)):
        return Giver(words, is_firm=True)
    for pattern, sign in ((giving.own_figure, _OWNER), (giving.gives_too, _TOO)):
        if sign.search(clause) and (found := pattern.search(clause)) is not None and (words := _telling(found["giver"], giving)):
            return Giver(words, is_next=pattern is giving.gives_too, is_firm=pattern is giving.own_figure)
    if (found := _ACCORDING.match(after)) is not None and (words := _telling(found["giver"], giving)):
        return Giver(words, is_behind=True, is_firm=not before and not gauge.unit and _ANSWER.match(after) is not None)
    if (found := giving.front.search(clause)) is not None and (words := _telling(found["giver"] or found["counter"], giving)):
        return Giver(words, is_behind=True)
    return NOBODY


def _telling(giver: str, giving: Giving) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", giver.lower()[-LONGEST_GIVER:])
    return frozenset(word for word in words if word not in giving.nobody and len(word) > 1)
