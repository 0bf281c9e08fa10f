"""Whether words taken from a page lean on what stands before them there."""

import re

from stemma.language.openings import leans_on_context
from stemma.language.syntax import SUBJECTS, Tree
from stemma.records import Statement
from stemma.stages.brief.desk import Desk
from stemma.text.shingles import fold_plural

_EARLY_PRONOUN = re.compile(
    r"(?:\w+ ){1,2}(?:it|them|him|he|she|her|they|their|its|his|these|those)\b|(?:\w+ ){0,3}\w+, (?:he|she|they|it|this)\b", re.IGNORECASE
)
"""What stands for something named before, near the beginning ("Below it, …", "In the end, they …")."""
_AFTER_NOBODY = re.compile(
    r"(?:At|By|Despite|During|For|From|In|On|Through|Under|With|Within)(?: [a-z0-9][\w’'-]*){1,12}, (?:he|she|they|it|this)\b"
    r"|(?:Along(?:side| with)?|Apart from|As well as|Besides|Like|Together with|Unlike)\b[^.;:]{1,120}?, (?:he|she|they|it)\b"
)
"""What stands for somebody whom nothing before it in the sentence names ("For many in the hall, it was not …"), or who is none of those
it names ("Along with the union Kora, it plans …")."""
_PART_OF = re.compile(
    r"(?:one|two|three|four|five|six|\d+|some|most|all|many|several|none|neither|each|half|another|others?)"
    r" (?:of (?:them|these|those|the (?:two|three|four|five|six|others?|\d+))\b|(?:was|were|is|are|has|have|had|fell|died|came|went)\b)",
    re.IGNORECASE,
)
_RESTRICTING = ("nmod", "acl", "appos", "nummod", "compound", "flat", "amod")
"""What tells which one is meant ("the minister of health", "the man who called")."""
_DEFINITE = re.compile(r"\bthe\s+(?:\w+\s+)?$", re.IGNORECASE)
_MOST_BEFORE = 24


def leans(text: str, desk: Desk) -> bool:
    """Whether words lean on what came before them, by how they open."""
    patterns = (_PART_OF, _EARLY_PRONOUN, _AFTER_NOBODY)
    return leans_on_context(text, desk.lexicons) or any(pattern.match(text) for pattern in patterns)


def points_back(statement: Statement, start: int, desk: Desk) -> bool:
    """Whether words that begin at ``start`` open with a thing that the report has told of before ("The tweet comes after …", where it told
    of a tweet): a subject with "the" and nothing that tells which. What the report calls "the …" from the first ("the government") needs
    no telling, nor does what the story's title names."""
    noun = _bare_subject(statement, start, desk)
    if noun is None or fold_plural(noun) in desk.titled:
        return False
    before = desk.pages[statement.report].report.text[:start]
    first = re.search(rf"\b{re.escape(noun.removesuffix('s'))}s?\b", before, re.IGNORECASE)
    return first is not None and _DEFINITE.search(before[max(0, first.start() - _MOST_BEFORE) : first.start()]) is None


def _bare_subject(statement: Statement, start: int, desk: Desk) -> str | None:
    tree = desk.tree_of(statement)
    at = tree.at(start) if tree else None
    if tree is None or at is None or tree.words[at] != "the":
        return None
    noun = tree.head(at)
    if noun is None or tree.upos(noun) != "NOUN" or tree.dep(noun) not in SUBJECTS or _is_told_which(tree, noun):
        return None
    return tree.words[noun]


def _is_told_which(tree: Tree, noun: int) -> bool:
    return bool(tree.below(noun, *_RESTRICTING))
