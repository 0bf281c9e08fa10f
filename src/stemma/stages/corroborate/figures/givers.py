"""Who is said to give a number: "police put it at 8,000", "the union speaks of 40,000", "the ministry's figure was 31 percent", "nine, says
the coroner", "600 in the company's version"."""

import re
from typing import NamedTuple

from stemma.stages.corroborate.figures.gauges import Gauge

LONGEST_GIVER, FARTHEST = 60, 120
_FILLERS = (
    r"(?:(?:only|just|about|around|some|nearly|almost|roughly|over|more than|fewer than|less than|at least|up to|as many as|no more than"
    r"|getting on for|a mere|the)\s+)*$"
)
_FIGURE = (
    r"(?:figure|number|count|estimate|tally|total|toll|version|reckoning|calculation|account|sum|turnout|attendance|quantity|volume"
    r"|participation|crowd|value|share|maximum|minimum)"
)
_AT = r"(?:put|puts|placed|places|estimated|estimates|calculated|calculates|reckoned|reckons|gauged|gauges|sets|has|had|have)"
_HAVING = r"(?:has|had|have)"
_OF = r"(?:spoke|speaks|speak|spoken|talked|talks|talk)"
_IT = r"(?:makes|made|make)\s+(?:it|them|that)\s+"
_PLAIN = (
    r"(?:said|says|say|claimed|claims|claim|counted|counts|count|gave|gives|give|given|cited|cites|cite|listed|lists|list|reported|reports"
    r"|estimated|estimates|estimate|recorded|records|mentioned|mentions|thought|thinks|think|believed|believes|believe)"
)
_PUT = re.compile(
    r"(?P<giver>[^.;:“”\"]*?)\s+"
    rf"(?:(?P<open>{_AT}\s+(?:it|them|that|(?:the\s|their\s|its\s)?{_FIGURE})\s+(?:at|as)\s+|(?!{_HAVING}){_AT}\s+at\s+"
    rf"|{_OF}\s+of\s+|{_IT}|{_PLAIN}\s+(?:an?|the)\s+{_FIGURE}\s+(?:of|as)\s+)"
    rf"|(?!{_HAVING}){_AT}\s+(?:\w[\w’'-]*\s+){{1,5}}?at\s+|{_PLAIN}\s+(?:that\s+|there (?:were|are)\s+|it was\s+)?){_FILLERS}",
    re.IGNORECASE,
)
_VERBS = re.compile(rf"\b(?:{_AT}|{_OF}|{_PLAIN}|makes|made|make)\b", re.IGNORECASE)
_NOT_GIVING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|never|not|n['’]t|i|he|she|it|they|we|you)(?:\s(?:has|have|had))?"
    r"(?:\s\w+ly|\s(?:later|then|now|also|first))?\s*$",
    re.IGNORECASE,
)
"""What ends the words before a verb that nobody named does, or that is denied ("synergies are put at", "she gave", "never said")."""
_OWN_FIGURE = re.compile(
    rf"(?P<giver>[^.;:,“”\"]*?)['’]s?\s+(?:(?:own|official)\s+)?(?:{_FIGURE}\s*(?:,|:|is|was|of|stands at|stood at)|is|was|:)\s+{_FILLERS}",
    re.IGNORECASE,
)
_GIVES_TOO = re.compile(rf"(?:and|while|but|,|;)\s+(?P<giver>[^.;:,“”\"]*?)\s+at\s+{_FILLERS}", re.IGNORECASE)
_FRONT = re.compile(
    rf"\b(?:according to\s+(?P<giver>[^.;:,“”\"]{{2,50}}?),?\s+{_FILLERS}|(?:by|at)\s+(?P<counter>[^.;:,“”\"]{{2,40}}?)"
    rf"(?:['’]s?\s+{_FIGURE},?|\s+{_FIGURE}\s+of)\s+{_FILLERS})",
    re.IGNORECASE,
)
_ACCORDING = re.compile(
    r"[^.;:“”\"]{0,60}?,?\s*(?:according to|by the count of|by the reckoning of|say|says|said)\s+(?P<giver>[^.;:,“”\"]{2,60})",
    re.IGNORECASE,
)
_VERSION = re.compile(
    rf"(?:\s\w+)?\s(?:in|by)\s(?P<giver>[^.;:,“”\"]{{2,50}}?)['’]s?(?:\s{_FIGURE})?(?=[.,;:]|$|\s(?:and|while|but)\b)", re.IGNORECASE
)
_OWNER, _TOO = re.compile(r"['’]"), re.compile(r"\bat\b", re.IGNORECASE)
"""Without which neither pattern can match: each word is looked at from every character on."""
_MARKS = '.;:“”"'
"""What no words for a giver hold."""
_ANSWER = re.compile(r",(?:[^.;:]*,)? (?:say|says|said) [^\W\d_]")
"""What follows a number that is an answer to who counts what ("Six hundred, says the owner")."""
_CLOSED = re.compile(r"\s*(?:[.;:,)”\"–—]|$|(?:and|while|but|in all|in total|altogether)\b)")
"""What may follow a number that is given as a figure, and not counted into a new statement."""
_SMALL = frozenset(
    "the a an his her its their of for in on at and or by to who whose which that number also but while only just it he she they i we you"
    " this there these those own then had has have said told says should would could might may must will year"
    " month week today yesterday monday tuesday wednesday thursday friday saturday sunday".split()
)


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


FIGURES = frozenset(_FIGURE.removeprefix("(?:").removesuffix(")").split("|"))
"""What is no unit of a number, but a word for the number itself ("600 in the company's version")."""
NOBODY = Giver(words=frozenset())


def read_giver(gauge: Gauge, text: str) -> Giver:
    """Who gives a number; no words where nobody is said to, or only a pronoun. Linear in the words beside it."""
    before = text[max(gauge.sentence.start, gauge.start - FARTHEST) : gauge.start]
    after = text[gauge.end : min(gauge.sentence.end, gauge.end + FARTHEST)]
    clause = before[max(before.rfind(mark) for mark in _MARKS) + 1 :]
    if _VERBS.search(clause) and (put := _PUT.match(clause)) is not None and not _NOT_GIVING.search(put["giver"]):
        words = _telling(put["giver"])
        if words:
            is_open = put["open"] is not None
            return Giver(words, is_open=is_open, is_firm=is_open or (_CLOSED.match(after) is not None and " at " not in put[0]))
    if (found := _VERSION.match(after)) is not None and (words := _telling(found["giver"])):
        return Giver(words, is_firm=True)
    for pattern, sign in ((_OWN_FIGURE, _OWNER), (_GIVES_TOO, _TOO)):
        if sign.search(clause) and (found := pattern.search(clause)) is not None and (words := _telling(found["giver"])):
            return Giver(words, is_next=pattern is _GIVES_TOO, is_firm=pattern is _OWN_FIGURE)
    if (found := _ACCORDING.match(after)) is not None and (words := _telling(found["giver"])):
        return Giver(words, is_behind=True, is_firm=not before and not gauge.unit and _ANSWER.match(after) is not None)
    if (found := _FRONT.search(clause)) is not None and (words := _telling(found["giver"] or found["counter"])):
        return Giver(words, is_behind=True)
    return NOBODY


def _telling(giver: str) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", giver.lower()[-LONGEST_GIVER:])
    return frozenset(word for word in words if word not in _SMALL and len(word) > 1)
