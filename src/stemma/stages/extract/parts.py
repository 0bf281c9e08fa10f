"""Parts of a clause that tell a fact of their own: what its subject also did, what came of it, what a relative clause adds.

A part's text is whole: it runs from the beginning of the clause ("Holm was arrested on Monday and charged on Tuesday") or from the noun
that a relative clause is about ("the train, which left at six"). What lies in a smaller part inside it is that one's.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.syntax import SUBJECTS, Tree
from stemma.stages.extract.clauses import Clause

_BASE_AFTER = frozenset(
    {"will", "would", "may", "might", "could", "can", "should", "must", "shall", "did", "do", "does", "to", "'ll", "’ll"}
)
_NON_RESTRICTIVE = frozenset({"which", "who", "where", "whose"})
_FEWEST_WORDS = 2
_MOST_PARTS = 6

Tells = Callable[[int, int, int], bool]


def split_parts(tree: Tree, clause: Clause, tells: Tells) -> tuple[Clause, ...]:
    """A clause as its first part and those that follow from it, in order of position; the clause itself where it says one thing.

    A coordinated verb without a subject of its own and a participle after a comma ("…, killing four") are parts where they end the
    clause, a relative clause after a comma wherever it stands. ``tells`` says of a predicate and a span of the
    text whether they tell a fact: by a number, a day, a name, an event.
    """
    later = _trailing(tree, clause, tells)
    first = _until(tree, clause, later[0][1]) if later else clause
    if first is None or (later and not all(_is_paired(tree, clause.words[0], stop - 1) for _, stop in later)):
        return (clause,)
    parts = [first]
    for place, (head, start) in enumerate(later):
        following = later[place + 1] if place + 1 < len(later) else None
        words = tuple(word for word in clause.words if word >= start and (following is None or word < following[1]))
        own = _trimmed(tree, words)
        if len(own) < _FEWEST_WORDS:
            return (clause,)
        end = clause.end if following is None else tree.tokens[own[-1]].end
        parts.append(Clause(head, own, clause.start, end, clause.subject, clause.frame, _tense_of(tree, head, clause.head)))
    return (*_relatives(tree, clause, tells), *parts)


def share_helpers(tree: Tree, clauses: Sequence[Clause], lexicons: Lexicons) -> Tree:
    """The tree in which a coordinated verb also has the auxiliaries that it shares ("was arrested and charged")."""
    children = [list(below) for below in tree.children]
    for clause in clauses:
        source = clause.base
        if source is None or tree.dep(clause.head) != "conj" or tree.below(clause.head, "aux", "cop"):
            continue
        helpers = tree.below(source, "aux")
        if helpers and _fits(tree, clause.head, source, [tree.words[child] for child in helpers], lexicons):
            children[clause.head] += helpers
    return replace(tree, children=tuple(tuple(below) for below in children))


def _fits(tree: Tree, verb: int, source: int, helpers: Sequence[str], lexicons: Lexicons) -> bool:
    """Whether a verb has the form that the auxiliaries before another one ask for."""
    word, last = tree.words[verb], helpers[-1]
    if word.endswith("ing") or tree.words[source].endswith("ing"):
        return word.endswith("ing") and tree.words[source].endswith("ing")
    if last in _BASE_AFTER:
        return lemmas(word, lexicons=lexicons)[0] == word
    is_passive = any(tree.dep(child) == "aux:pass" for child in tree.below(source, "aux"))
    is_past = word.endswith("ed") or lemmas(word, lexicons=lexicons)[0] != word
    return is_past and not word.endswith("s") and not (is_passive and tree.below(verb, "obj"))


def _trailing(tree: Tree, clause: Clause, tells: Tells) -> list[tuple[int, int]]:
    """The predicates of the parts that end a clause, each with the word it begins with; none where something else follows them."""
    inside = set(clause.words)
    found: list[tuple[int, int]] = []
    for head in clause.words:
        if head > clause.head and len(found) < _MOST_PARTS and _is_part(tree, clause, head, [one for one, _ in found]):
            found.append((head, _opening(tree, head)))
    kept: list[tuple[int, int]] = []
    for place, (head, start) in enumerate(found):
        stop = found[place + 1][1] if place + 1 < len(found) else clause.words[-1] + 1
        own = [word for word in range(start, stop) if word in inside]
        mine = {one for one, _ in found[: place + 1]}
        if not own or not _is_cut(tree, start) or not all(_hangs_on(tree, word, mine) for word in own):
            return []
        if tells(head, tree.tokens[own[0]].start, tree.tokens[own[-1]].end):
            kept.append((head, start))
    return kept


def _hangs_on(tree: Tree, word: int, heads: set[int]) -> bool:
    """Whether a word belongs to one of the parts so far: parsers hang an object on the verb before its own."""
    return tree.upos(word) in {"PUNCT", "CCONJ"} or not heads.isdisjoint((word, *tree.above(word)))


def _is_part(tree: Tree, clause: Clause, head: int, before: Sequence[int]) -> bool:
    above = tree.head(head)
    if above is not None and tree.words[head].endswith("ing") and tree.upos(above) in {"NUM", "NOUN"}:
        above = tree.head(above)  # "killing four and injuring 12", read as four things
    if tree.upos(head) != "VERB" or above not in (clause.head, *before):
        return False
    if any(tree.dep(child) in SUBJECTS for child in tree.children[head]):
        return False
    if tree.dep(head) == "conj":
        is_infinitive = any(tree.words[child] == "to" for child in tree.below(head, "mark"))
        return not is_infinitive and not (tree.words[head].endswith("ing") and not tree.words[above].endswith("ing"))
    is_result = tree.dep(head) == "advcl" and tree.words[head].endswith("ing") and not tree.below(head, "mark", "case", "aux")
    opening = _opening(tree, head)
    return is_result and bool(tree.below(head, "obj")) and opening > 0 and tree.words[opening - 1] == ","


def _opening(tree: Tree, head: int) -> int:
    """The first word of a predicate's phrase that is no mark or conjunction."""
    return next(word for word in range(tree.first[head], head + 1) if tree.upos(word) not in {"PUNCT", "CCONJ"} or word == head)


def _is_cut(tree: Tree, start: int) -> bool:
    if start >= len(tree.words):
        return True
    return start > 0 and (tree.upos(start) in {"CCONJ", "PUNCT"} or tree.upos(start - 1) in {"CCONJ", "PUNCT"})


def _is_paired(tree: Tree, start: int, last: int) -> bool:
    """Whether a stretch has its quotation marks in pairs."""
    words = tree.words[start : last + 1]
    return words.count("“") == words.count("”") and words.count('"') % 2 == 0 and words.count("(") == words.count(")")


def _tense_of(tree: Tree, head: int, first: int) -> int:
    """The predicate that a part takes its auxiliaries or its tense from: the first of a coordination, else that of the clause."""
    return next((above for above in tree.above(head)[:3] if tree.dep(above) == "conj" and tree.below(above, "aux")), first)


def _until(tree: Tree, clause: Clause, stop: int) -> Clause | None:
    """The part of a clause before a word, null where its predicate stands behind it."""
    words = _trimmed(tree, tuple(word for word in clause.words if word < stop))
    if clause.head not in words:
        return None
    return clause._replace(words=words, end=tree.tokens[words[-1]].end)


def _trimmed(tree: Tree, words: Sequence[int]) -> tuple[int, ...]:
    """Words without marks and conjunctions at either end."""
    kept = list(words)
    while kept and tree.upos(kept[0]) in {"PUNCT", "CCONJ"} and tree.words[kept[0]] not in {"“", '"', "‘"}:
        kept.pop(0)
    while kept and (tree.upos(kept[-1]) == "CCONJ" or tree.words[kept[-1]] in {",", ";", ":", "–", "—", "-", "both", "also"}):
        kept.pop()
    return tuple(kept)


def _relatives(tree: Tree, clause: Clause, tells: Tells) -> tuple[Clause, ...]:
    """Relative clauses after a comma, each begun at the noun that it is about."""
    inside, found = set(clause.words), []
    for head in clause.words:
        noun = tree.head(head)
        if tree.dep(head) != "acl:relcl" or noun is None or noun not in inside or noun > head or not tree.is_finite(head):
            continue
        opening = _opening(tree, head)
        if tree.words[opening] not in _NON_RESTRICTIVE or opening == 0 or tree.words[opening - 1] != ",":
            continue
        low, _ = tree.noun_phrase(noun)
        start = next(word for word in range(noun + 1) if tree.tokens[word].end > low)
        words = _trimmed(tree, [word for word in range(opening, tree.last[head] + 1) if word in inside])
        is_whole = bool(words) and list(words) == list(range(words[0], words[-1] + 1)) and start in inside
        is_whole = is_whole and _is_cut(tree, words[-1] + 1) and (start == 0 or _is_cut(tree, start)) and _is_paired(tree, start, words[-1])
        if is_whole and len(words) > _FEWEST_WORDS and tells(head, tree.tokens[words[0]].start, tree.tokens[words[-1]].end):
            found.append(Clause(head, words, tree.tokens[start].start, tree.tokens[words[-1]].end, noun, None))
    return tuple(found)
