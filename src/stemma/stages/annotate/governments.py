"""Capitals and houses that stand for governments: "Oslo said", "Lima's choice", "the Kremlin denied".

Metonymy is told by the local grammar (Markert & Nissim, *SemEval-2007 Task 8*): a capital that acts or has a will is a government, one
that something is in or goes to is a place.
"""

from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import SUBJECTS
from stemma.stages.annotate.reading import Reading
from stemma.stages.annotate.spans import NameSpan

_PLACING = frozenset(
    {"in", "at", "to", "from", "near", "around", "outside", "inside", "across", "throughout", "into", "through", "via", "of", "on", "off"}
)
_DEALING = frozenset({"with", "between", "against", "toward", "towards", "by", "behind"})
_VISITING = frozenset({"visit", "leave", "reach", "enter", "tour", "depart", "bomb", "hit", "shell", "strike", "rock", "cover"})


@lru_cache(maxsize=4)
def _acting(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("acting_verbs")) | _reporting(lexicons)


@lru_cache(maxsize=4)
def _reporting(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("report_verbs"))


@lru_cache(maxsize=4)
def _minds(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(lexicons.words("minds"))


def stands_for_government(reading: Reading, span: NameSpan) -> bool:
    """Whether this country, capital or house acts in place of its government here.

    A country does only where it speaks ("North Korea said"); a capital also where it acts, wills or is dealt with.
    """
    entry = span.entry
    if entry is None or entry.country is None or entry.kind not in {"capital", "house", "country"}:
        return False
    if entry.kind == "house":
        return True
    sentence = reading.sentence_at(span.start)
    if sentence is None:
        return False
    tree = reading.trees[sentence]
    index = tree.at(span.end - 1)
    if index is None:
        return False
    verbs = _reporting(reading.lexicons) if entry.kind == "country" else _acting(reading.lexicons)
    if _follows_according(tree.words, index, span, reading, sentence):
        return True
    if _is_subject_of(reading, sentence, index, verbs):
        return True
    return entry.kind == "capital" and (_has_will(reading, sentence, index) or _is_dealt_with(reading, sentence, index))


def _follows_according(words: tuple[str, ...], index: int, span: NameSpan, reading: Reading, sentence: int) -> bool:
    first = next((at for at in range(index, -1, -1) if reading.trees[sentence].tokens[at].start <= span.start), 0)
    return words[max(0, first - 2) : first] == ("according", "to")


def _is_subject_of(reading: Reading, sentence: int, index: int, verbs: frozenset[str]) -> bool:
    """By the parse, or, where the parse is silent, by the word right after the name."""
    tree = reading.trees[sentence]
    seen = 0
    at: int | None = index
    while at is not None and tree.dep(at) in {"conj", "flat"} and seen < 4:
        at, seen = tree.head(at), seen + 1
    if at is not None and tree.dep(at) in SUBJECTS - {"nsubj:pass"} and tree.dep(index) not in {"nmod:poss"}:
        head = tree.head(at)
        while head is not None and tree.dep(head) == "xcomp" and tree.words[head] not in verbs and seen < 8:
            head, seen = tree.head(head), seen + 1
        if head is not None and any(lemma in verbs for lemma in lemmas(tree.words[head], lexicons=reading.lexicons)):
            return True
        return head is not None and any(
            any(lemma in verbs for lemma in lemmas(tree.words[child], lexicons=reading.lexicons)) for child in tree.below(head, "xcomp")
        )
    after = tree.words[index + 1] if index + 1 < len(tree.words) else ""
    if index and tree.words[index - 1] in _PLACING | _DEALING:
        return False
    return after in {"said", "says"} or (tree.upos(index) == "X" and after in verbs)


def _has_will(reading: Reading, sentence: int, index: int) -> bool:
    words = reading.trees[sentence].words
    if index + 1 >= len(words) or words[index + 1] not in {"'s", "’s", "ʼs", "'", "’"}:
        return False
    minds = _minds(reading.lexicons)
    following = words[index + 2 : index + 6]
    for at, word in enumerate(following):
        if word in minds:
            return True
        if not word.isalpha() or (at and word in {"in", "of", "to", "and"}):
            return False
    return False


def _is_dealt_with(reading: Reading, sentence: int, index: int) -> bool:
    """Whether a capital is what somebody deals with ("ties with Moscow", "before engaging Washington")."""
    tree = reading.trees[sentence]
    at: int | None = index
    for dep in ("flat", "conj"):  # "Buenos Aires" hangs on its first word
        at = tree.head(at) if at is not None and tree.dep(at) == dep else at
    if at is None:
        return False
    cases = {tree.words[child] for child in tree.below(at, "case")}
    if cases & _PLACING:
        return False
    if cases & _DEALING:
        return True
    head = tree.head(at)
    if tree.dep(at) != "obj" or head is None:
        return False
    forms = lemmas(tree.words[head], lexicons=reading.lexicons)
    return any(form in _acting(reading.lexicons) for form in forms) and not any(form in _VISITING for form in forms)
