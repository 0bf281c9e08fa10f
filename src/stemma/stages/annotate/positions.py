"""The content of a cue by what stands where, for when the parse does not show it."""

from collections.abc import Sequence

from stemma.language.syntax import Tree
from stemma.stages.annotate.cues import Cue
from stemma.stages.annotate.marks import Quoted, Span
from stemma.stages.annotate.sources import Source

_LEAVES_SPEECH = frozenset(
    {"without", "citing", "quoting", "according", "adding", "noting", "though", "although", "while", "but", "as", "after", "when"}
)
_BEFORE_SPEAKER = frozenset([",", "”", '"', "''", "’", "'", "?", "!"])
_LONGEST_TAIL = 16  # words after a cue that closes a sentence: "…, she said in an interview with a local radio station"
_FINITE = frozenset("will would is are was were has have had may might could can should did does do".split())
_SUBORDINATE = frozenset("after although as because before despite even given if once since though unless until when while whereas".split())
_STOPS = frozenset([",", ";", ":", "—", "–", "“", '"', "``"])


def cut_at_cue(tree: Tree, found: Span, cue: Cue, source: Source | None, quoted: Sequence[Quoted]) -> Span:
    """A content that runs over its own cue, cut to a quotation that closes before it, or to what follows the cue; whole only
    where the cue is put in between commas: "The road, she said, is open"."""
    group_start = min(cue.start, source.start) if source else cue.start
    for quote in quoted:
        touches = quote.end <= group_start and count_words(tree, quote.end, group_start) <= 1
        if quote.is_closed and touches and found.start - 2 <= quote.start:
            return Span(found.start, quote.end)
    after = max(cue.word, source.word if source else cue.word) + 1
    is_put_in = any(tree.words[word] in {",", "—", "–"} for word in range(after, min(after + 6, len(tree.words))))
    return found if is_put_in else Span(cue.end, found.end)


def of_preceding(tree: Tree, cue: Cue, source: Source | None) -> Span | None:
    """The whole clause before ", X said on Sunday" at the end of a sentence or before a further comma, whatever the parse hangs
    on the verb; nothing where what stands before only dates or conditions what follows."""
    if cue.kind != "verb" or source is None or not {"that", "quote"} <= cue.reporting.frames:
        return None
    above = tree.head(cue.word)
    if tree.dep(cue.word) == "ccomp" and above is not None and above < cue.word:
        return None  # a report within another's ("claimed that at night, he asked …")
    group = min(cue.word, next((at for at, token in enumerate(tree.tokens) if token.start >= source.start), cue.word))
    last = max(cue.word, source.word)
    stop = next((word for word in range(last + 1, len(tree.words)) if tree.words[word] in {",", ";", ".", "—", "–"}), len(tree.words))
    if group < 3 or tree.words[group - 1] not in _BEFORE_SPEAKER or stop - last > _LONGEST_TAIL:
        return None
    tail = range(last + 1, stop)
    if any(tree.words[word] in _FINITE or tree.words[word] == "that" or tree.below(word, "nsubj") for word in tail):
        return None
    opening = next((word for word in range(group) if tree.upos(word) != "PUNCT"), 0)
    if tree.words[opening] in _SUBORDINATE or not any(_is_main_verb(tree, word) for word in range(opening, group)):
        return None
    if is_between_commas(tree, group, last) and _is_taken_up(tree, last + 2):
        return Span(tree.start, tree.end)
    return Span(tree.start, tree.tokens[group - 1].end)


def _is_taken_up(tree: Tree, word: int) -> bool:
    """Whether what follows ", X said," goes on with what is said: neither a new report nor the writer's own contrast."""
    is_participle = tree.upos(word) == "VERB" and tree.words[word].endswith("ing")
    return not is_participle and tree.words[word] not in _LEAVES_SPEECH | {"who", "which", "but", "and"}


def _is_main_verb(tree: Tree, word: int) -> bool:
    """Whether a word is the finite verb of a clause that depends on no "as", "after" or relative pronoun."""
    is_finite = tree.upos(word) == "AUX" or (tree.upos(word) == "VERB" and tree.is_finite(word) and bool(tree.below(word, "nsubj")))
    predicate = tree.predicate(word)
    if not is_finite or tree.dep(predicate).startswith("acl"):
        return False
    return not any(tree.words[child] in _SUBORDINATE and child < word for child in tree.below(predicate, "mark"))


def of_that(tree: Tree, cue: Cue, cues: Sequence[Cue]) -> Span | None:
    """What follows "that" soon after the verb, whatever the parse makes of it: "told a reporter on Monday that …"."""
    if "that" not in cue.reporting.frames:
        return None
    for after in range(cue.word + 1, min(cue.word + 9, len(tree.tokens))):
        if any(other.word == after for other in cues) or tree.words[after] in {".", ";", ":"}:
            break
        if tree.words[after] == "that" and tree.upos(after) == "SCONJ" and after + 1 < len(tree.tokens):
            return Span(tree.tokens[after].end, tree.end)
    return None


def of_following(tree: Tree, cue: Cue, source: Source | None) -> Span | None:
    """A clause right after the verb that the parse did not hang on it: "experts suggest the talks will centre on …"."""
    index = cue.word
    if "that" not in cue.reporting.frames or source is None or (cue.kind == "verb" and source.word > index):
        return None
    ends = _STOPS | _SUBORDINATE if cue.reporting.force == "show" else _STOPS
    stop = next((word for word in range(index + 1, len(tree.words)) if tree.words[word] in ends), len(tree.words))
    if stop < len(tree.words) and tree.words[stop] in {"—", "–"} and "that" in cue.reporting.frames and index == (source.word + 1):
        closing = next((word for word in range(stop + 1, len(tree.words)) if tree.words[word] in {"—", "–"}), None)
        if closing is not None and closing + 1 < len(tree.words) and tree.upos(closing + 1) in {"AUX", "VERB"}:
            return Span(cue.end, tree.end)
    for word in range(index + 2, stop):
        is_finite = tree.words[word] in _FINITE or (tree.upos(word) == "VERB" and bool(tree.below(word, "nsubj")) and tree.is_finite(word))
        if is_finite and tree.upos(index + 1) in {"DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM", "SCONJ"}:
            return Span(cue.end, end_of_opening(tree, index))
    return None


def end_of_opening(tree: Tree, index: int) -> int:
    """Where what a verb reports ends at the latest: at the sentence's end, but for a verb in a dependent clause that opens the
    sentence ("Though she says she stays, …") at the comma before the main clause."""
    opening = next((word for word in range(len(tree.words)) if tree.upos(word) != "PUNCT"), 0)
    if tree.words[opening] not in _SUBORDINATE or any(tree.words[word] == "," for word in range(opening, index)):
        return tree.end
    root = next((word for word in range(len(tree.words)) if tree.head(word) is None), index)
    commas = [word for word in range(index, root) if tree.words[word] == ","]
    before = [word for word in commas if word < tree.first[root] or word < min(tree.below(root, "nsubj"), default=root)]
    return tree.tokens[before[-1]].start if before else tree.end


def of_following_aside(tree: Tree, cue: Cue, source: Source | None) -> Span | None:
    """What follows the verb in a sentence that opens with a dependent clause: "While it rains, experts say the dam will hold"."""
    opening = next((word for word in range(len(tree.words)) if tree.upos(word) != "PUNCT"), 0)
    return of_following(tree, cue, source) if tree.words[opening] in _SUBORDINATE else None


def by_position(tree: Tree, cue: Cue, source: Source | None, cues: Sequence[Cue]) -> Span | None:
    """Where the parse shows no content: what stands before ", X said" at the end, or all round ", X said,"."""
    if "that" not in cue.reporting.frames or source is None or "quote" not in cue.reporting.frames:
        return None
    index = cue.word
    group = min(index, next((at for at, token in enumerate(tree.tokens) if token.start >= source.start), index))
    if is_between_commas(tree, group, index):
        leaves = tree.words[index + 2] in _LEAVES_SPEECH or any(other.word == index + 2 for other in cues)
        return Span(tree.start, tree.tokens[group].start if leaves else tree.end)
    last = max(index, source.word)
    goes_on = min(
        (word for word in range(last + 1, len(tree.tokens)) if tree.words[word] in {",", "—", "–", ";"}), default=len(tree.tokens)
    )
    follows = range(last + 1, goes_on)
    if group < 3 or tree.words[group - 1] not in _BEFORE_SPEAKER or len(follows) > _LONGEST_TAIL:
        return None
    if any(tree.upos(word) in {"VERB", "AUX"} and tree.is_predicate(word) and tree.is_finite(word) for word in follows):
        return None
    if any(tree.upos(word) in {"VERB", "AUX"} for word in range(group)):
        return Span(tree.start, tree.tokens[group - 1].start)
    return None


def is_between_commas(tree: Tree, group: int, index: int) -> bool:
    """Whether speaker and verb stand between commas: ", she said,"."""
    return 1 < group <= index < len(tree.tokens) - 3 and tree.words[group - 1] == "," and tree.words[index + 1] == ","


def count_words(tree: Tree, start: int, end: int) -> int:
    """How many words lie between two offsets."""
    return sum(1 for token in tree.tokens if token.start >= start and token.end <= end)
