"""How well words that were taken from a page read alone."""

import re

from stemma.records import Statement
from stemma.stages.brief.desk import Desk

BEST_LENGTH = (45, 240)
_KINDS = {"title": 1.5, "subtitle": 0.5, "heading": 2.5, "caption": 0.8, "list": 0.6}
"""What it costs that words stand elsewhere than in running text."""
_OWN_VOICE, _SPOKEN = 4.0, 0.8
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us)\b")
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|You|Your)\b")
_QUOTED = re.compile(r"[“\"][^“”\"]*[”\"]")
_QUOTED_SINGLY = re.compile(r"(?<!\w)[‘'].{8,}?[’'](?!\w)")
_TOLD_US = re.compile(r"\b(?:told|tells|telling|tell|showed|shown|sent|assured|informed) (?:us|me)\b")
"""What is a way to name the source, not to speak of oneself."""
_ITSELF = re.compile(r"\bthis (?:newspaper|paper|website|site|column|portal|article)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:respond|repl|answer)\w*(?: \w+){0,2} to (?:\w+ ){0,3}(?:requests?|calls?|messages?|e-?mails?|questions?|inquir\w+|enquir\w+)\b"
    r"|\b(?:declined|refused)(?: \w+){0,2} comment\b|\bcould not (?:\w+ )?be reached\b|\brequests? for comment\b",
    re.IGNORECASE,
)
"""Whom a report asked in vain."""
_SPEAKS = re.compile(r"[,”\"] (?:he|she|they|it) (?:\w+ )?(?:said|says|told|tells|added|adds|wrote|writes|believes|thinks)\b")
_ADDRESS = re.compile(r"https?://|\bwww\.|\bpic\.twitter\b")
_BULLET = re.compile(r" [:»] |^\W*\* ")
_LINKS_IN_A_ROW = 2


def rate_reading(text: str, statement: Statement, desk: Desk) -> float:
    """A number that grows with how well words of a statement read alone: whole sentences of good length that name somebody and a day, in
    running text; not what leans on the words before it, breaks off, or speaks of the report itself."""
    score = 1.0 * (BEST_LENGTH[0] <= len(text) <= BEST_LENGTH[1]) - 0.006 * max(0, len(text) - BEST_LENGTH[1])
    score += 0.8 * text.rstrip("”\"'’)]").endswith((".", "!")) + 0.6 * bool(statement.times) + 0.6 * bool(statement.entities)
    score += 0.4 * bool(statement.attribution) - 0.5 * (statement.report in desk.derived)
    return round(score - _broken(text, statement, desk) - _unclear(text, statement) - _of_itself(text), 6)


def _broken(text: str, statement: Statement, desk: Desk) -> float:
    cost = _KINDS.get(desk.kind_of(statement) or "", 0.0) + 1.5 * (len(text.split()) < 5) + 2.0 * (not _is_balanced(text))
    cost += 0.5 * (_BULLET.search(text) is not None) + 3.0 * (text.startswith("|") or text.count(" | ") >= _LINKS_IN_A_ROW)
    cost += 4.0 * (_ADDRESS.search(text) is not None)
    return cost + 2.0 * text.isupper() + 2.5 * _starts_with_verb(statement, desk)


def _unclear(text: str, statement: Statement) -> float:
    return 1.0 * _is_unnamed(text, statement) + 0.8 * (text[:1] in "“\"‘'")


def _is_unnamed(text: str, statement: Statement) -> bool:
    """Whether words leave open who speaks ("…, she said") and nothing names her."""
    return _SPEAKS.search(text) is not None and not any(link.entity for link in statement.attribution)


def _of_itself(text: str) -> float:
    """What it costs that the first person speaks: more where that is the report itself, which then tells of itself and not of the story, as
    where it tells whom it asked in vain, or speaks to its readers ("this letter keeps you informed")."""
    own = _TOLD_US.sub("", _QUOTED.sub("", text))
    if _FIRST_PERSON.search(own) or _SECOND_PERSON.search(_QUOTED_SINGLY.sub("", own)) or _ASKED.search(own):
        return _OWN_VOICE
    return _SPOKEN * (_FIRST_PERSON.search(text) is not None or _ITSELF.search(own) is not None)


def _starts_with_verb(statement: Statement, desk: Desk) -> bool:
    """Whether a clause has lost its subject to a coordination ("was taken to hospital")."""
    tree = desk.tree_of(statement)
    first = next((index for index, token in enumerate(tree.tokens) if token.start >= statement.start), None) if tree else None
    return tree is not None and first is not None and tree.upos(first) in {"VERB", "AUX"} and not tree.words[first].endswith("ing")


def _is_balanced(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
