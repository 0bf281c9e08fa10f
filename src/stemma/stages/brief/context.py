"""What a page says of words that were cut out of one of its sentences: what denies them, what makes them less than sure."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Citation, Page, Sentence

_CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass", "acl"})
"""How the words hang on what speaks of them."""
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nobody", "neither", "nor", "no"})
_CONDITIONS = frozenset({"if", "unless", "whether"})
_UNSURE = frozenset({"reported", "likely", "possible", "doubtful"})
_REPORTED = "reported"
_DENY = "deny"


def find_lost_context(text: str, citation: Citation, page: Page, *, lexicons: Lexicons) -> tuple[str, ...]:
    """What stands around a citation within its sentence and is missing from a line of its words, by kind.

    ``polarity``: the verb or noun that governs the cited clause denies it ("denied that …"), or is itself negated ("did not say that …");
    ``certainty``: it tells a claim, a belief or a guess ("alleged that …", "rumours that …"), or the clause is a condition. A line that
    names, behind a dash, who says so has told of a claim. Nothing where the citation is whole sentences or there is no parse.
    """
    sentence = _sentence_cut(citation, page)
    if sentence is None:
        return ()
    tree = read_tree(page.report.text, sentence)
    said = set(text.lower().replace("’", "'").split())
    found = []
    for kind, word, certainty in _governing(tree, citation, lexicons):
        is_told = word in said or (kind == "certainty" and certainty == _REPORTED and " — " in text)
        if not is_told:
            found.append(f"{kind}: {word}")
    return tuple(dict.fromkeys(found))


def _sentence_cut(citation: Citation, page: Page) -> Sentence | None:
    """The sentence that a citation is a part of."""
    sentences = page.annotation.sentences
    place = bisect_right(sentences, citation.start, key=lambda one: one.start) - 1
    sentence = sentences[place] if place >= 0 and citation.end <= sentences[place].end else None
    if sentence is None or not sentence.tokens:
        return None
    whole = page.report.text[sentence.start : sentence.end].strip()
    return sentence if len(whole) > citation.end - citation.start + 1 else None


def _governing(tree: Tree, citation: Citation, lexicons: Lexicons) -> Iterator[tuple[str, str, str]]:
    """Kind, word and certainty of what governs the words of a citation from without."""
    inside = {index for index, token in enumerate(tree.tokens) if citation.start <= token.start and token.end <= citation.end}
    for top in sorted(index for index in inside if tree.head(index) not in inside):
        yield from _left_out(tree, top, inside)
        below = top
        for above in tree.above(top):
            if above in inside or tree.dep(below) not in _CLAUSES | {"conj", "cop"}:
                break
            if tree.dep(below) in _CLAUSES:
                yield from _weighed(tree, above, lexicons)
            below = above


def _left_out(tree: Tree, top: int, inside: set[int]) -> Iterator[tuple[str, str, str]]:
    """The cut clause's own negation or condition, where it was cut off."""
    for child in tree.children[top]:
        word = tree.words[child]
        if child not in inside and child < top and word in _NEGATIONS:
            yield "polarity", word, ""
        if child not in inside and tree.dep(child) == "mark" and word in _CONDITIONS:
            yield "certainty", word, ""


def _weighed(tree: Tree, above: int, lexicons: Lexicons) -> Iterator[tuple[str, str, str]]:
    """What a governing word makes of what it governs."""
    word = tree.words[above]
    negation = next((tree.words[child] for child in tree.below(above, "advmod", "det") if tree.words[child] in _NEGATIONS), None)
    if negation is not None:
        yield "polarity", word, ""
    known = _forces(lexicons)
    for force, certainty in {known[lemma] for lemma in lemmas(word, lexicons=lexicons) if lemma in known}:
        if force == _DENY:
            yield "polarity", word, ""
        elif certainty in _UNSURE:
            yield "certainty", word, certainty


@lru_cache(maxsize=8)
def _forces(lexicons: Lexicons) -> Mapping[str, tuple[str, str]]:
    """Force and certainty of the words that report."""
    rows = [*lexicons.rows("report_nouns"), *lexicons.rows("report_verbs")]
    return {row[0]: (row[1], row[2]) for row in rows}
