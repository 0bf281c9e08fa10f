"""What a date in a sentence dates: the words that it hangs on in the parse."""

from stemma.language.syntax import Tree


def governors(tree: Tree, start: int, end: int) -> tuple[int, ...]:
    """The words that the expression at ``start:end`` hangs on, nearest first; its own prepositions before them."""
    inside = [index for index, token in enumerate(tree.tokens) if token.start < end and token.end > start]
    if not inside:
        return ()
    top = next((index for index in inside if tree.head(index) not in inside), inside[0])
    cases = tuple(child for child in tree.below(top, "case", "mark") if child not in inside)
    return cases + tuple(index for index in tree.above(top) if index not in inside)


def dates_predicate(tree: Tree, start: int, end: int, clause: tuple[int, int]) -> bool:
    """Whether the date at ``start:end`` says when the clause's own predicate holds ("sailed on Sunday"), or when its subject or object does
    where that names a happening ("the talks on Sunday failed"); not when something else in it was ("the first flood since 2019")."""
    words = [index for index, token in enumerate(tree.tokens) if clause[0] <= token.start and token.end <= clause[1]]
    within = set(words)
    tops = {index for index in words if tree.head(index) not in within}
    tops |= {child for top in tops for child in tree.below(top, "xcomp", "conj")}
    for index in governors(tree, start, end):
        if index not in within or tree.upos(index) in {"ADP", "SCONJ"}:
            continue
        if index in tops:
            return True
        if tree.upos(index) in {"NOUN", "PROPN"}:
            return tree.head(index) in tops and tree.dep(index).split(":")[0] in {"nsubj", "obj"}
        if tree.upos(index) in {"VERB", "ADJ", "AUX"}:
            return False
    return not tops
