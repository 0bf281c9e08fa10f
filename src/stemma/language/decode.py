"""From scores to structures: trees, names and sentence starts. Pure; ties go to the lower index."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy
from numpy.typing import NDArray

Scores = NDArray[numpy.float32]
Mark = Literal["opening", "closing", "capital", "small"]
"""What a word is to sentences: a mark that opens or closes something, or a word with a capital or small first letter."""
_NEVER = numpy.float32(-1e9)


def decode_tree(scores: Scores) -> list[int]:
    """The heads of the highest-scoring tree with one root, the root being its own head.

    ``scores[word, head]`` rates an arc, the diagonal a word as root. The arborescence is found by Chu and Liu (1965) and
    Edmonds (1967); where it has several roots, a penalty on every root makes the others lose (Zmigrod et al. 2020), the smallest
    first since little then has to be contracted. Cost: cubic in the worst case, quadratic as a rule; nothing for the greedy choice
    when that is a tree already.
    """
    greedy = [int(head) for head in scores.argmax(axis=1)]
    if is_tree(greedy):
        return greedy
    size = len(greedy)
    graph = numpy.full((size + 1, size + 1), _NEVER, numpy.float64)
    graph[1:, 1:] = scores
    diagonal = numpy.arange(1, size + 1)
    graph[diagonal, diagonal] = _NEVER
    reach = float(numpy.abs(scores).max()) + 1.0
    for penalty in (0.0, reach / 4, reach, 4.0 * size * reach):
        graph[diagonal, 0] = scores.diagonal() - penalty
        heads = _span(graph)
        if heads.count(0) == 2:  # one root, and node 0 itself
            break
    return [heads[word] - 1 if heads[word] else word - 1 for word in range(1, size + 1)]


def is_tree(heads: Sequence[int]) -> bool:
    """Whether these heads make one tree: a single word its own head, every other leading to it."""
    roots = [word for word, head in enumerate(heads) if word == head]
    if len(roots) != 1:
        return False
    settled = {roots[0]}
    for begin in range(len(heads)):
        word = begin
        path: list[int] = []
        while word not in settled:
            if word in path[-1:] or len(path) > len(heads):
                return False
            path.append(word)
            word = heads[word]
        settled.update(path)
    return True


def _span(graph: NDArray[numpy.float64]) -> list[int]:
    """Chu-Liu-Edmonds: the best head of each node of ``graph[node, head]``, all leading to node 0 (whose own entry is 0)."""
    size = len(graph)
    heads = [0, *(int(head) for head in graph[1:].argmax(axis=1))]
    cycle = _find_cycle(heads)
    if not cycle:
        return heads
    inside = numpy.zeros(size, bool)
    inside[cycle] = True
    outside = numpy.flatnonzero(~inside)
    kept = [graph[node, heads[node]] for node in cycle]
    ring = numpy.array(cycle)
    entering = graph[numpy.ix_(ring, outside)] - numpy.array(kept)[:, None]
    entry = entering.argmax(axis=0)
    leaving = graph[numpy.ix_(outside, ring)]
    exit_ = leaving.argmax(axis=1)
    small = numpy.full((len(outside) + 1, len(outside) + 1), _NEVER, numpy.float64)
    small[:-1, :-1] = graph[numpy.ix_(outside, outside)]
    small[-1, :-1] = entering.max(axis=0)
    small[:-1, -1] = leaving.max(axis=1)
    found = _span(small)
    for place, node in enumerate(outside):
        head = found[place]
        heads[node] = cycle[exit_[place]] if head == len(outside) else int(outside[head])
    opened = cycle[entry[found[-1]]]
    heads[opened] = int(outside[found[-1]])
    heads[0] = 0
    return heads


def _find_cycle(heads: Sequence[int]) -> list[int]:
    """The nodes of the first cycle, without node 0; empty when there is none."""
    state = [0] * len(heads)
    state[0] = 2
    for begin in range(1, len(heads)):
        path = []
        node = begin
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return []


def decode_names(scores: Scores) -> list[tuple[int, int, int]]:
    """The best names of one sentence as ``(first word, end word, label)``, in order, never overlapping.

    ``scores[word, tag]`` rates O, then B and I of each label. Found by Viterbi's algorithm: the best sequence in which an I
    follows its own B or I, and no name begins right after one of its own label ("North" and "Korean" side by side are one; of
    38,000 names in the training data 92 follow their like).
    """
    tags = _best_tags(scores.astype(numpy.float64))
    names: list[tuple[int, int, int]] = []
    for word, tag in enumerate(tags):
        if tag % 2:
            names.append((word, word + 1, (tag - 1) // 2))
        elif tag:
            start, _, label = names[-1]
            names[-1] = (start, word + 1, label)
    return names


def _best_tags(scores: NDArray[numpy.float64]) -> list[int]:
    words, tags = scores.shape
    likeliest: list[int] = scores.argmax(axis=1).tolist()
    if _may_stand(likeliest):
        return likeliest
    allowed, columns = _transitions(tags), numpy.arange(tags)
    best = scores[0].copy()
    best[2::2] = _NEVER
    back = numpy.zeros((words, tags), numpy.int64)
    for word in range(1, words):
        ways = best[:, None] + allowed
        back[word] = ways.argmax(axis=0)
        best = ways[back[word], columns] + scores[word]
    path = [int(best.argmax())]
    for word in range(words - 1, 0, -1):
        path.append(int(back[word][path[-1]]))
    return path[::-1]


def _may_stand(tags: Sequence[int]) -> bool:
    """Whether these tags make names: an I behind its own B or I, no B right behind its own label."""
    for before, tag in zip([0, *tags], tags, strict=False):
        goes_on = before > 0 and tag > 0 and (before - 1) // 2 == (tag - 1) // 2
        if tag and (tag % 2 == 1) == goes_on:
            return False
    return True


@lru_cache(maxsize=4)
def _transitions(tags: int) -> NDArray[numpy.float64]:
    """What it costs to go from one tag to another: nothing or everything."""
    allowed = numpy.zeros((tags, tags))
    for inner in range(2, tags, 2):
        allowed[:, inner] = _NEVER
        allowed[[inner - 1, inner], inner] = 0.0
        allowed[[inner - 1, inner], inner - 1] = _NEVER
    return allowed


def decode_starts(scores: Scores, marks: Sequence[Mark]) -> list[int]:
    """The words that start a sentence, the first word always among them.

    ``scores`` are log-odds. What closes something never starts a sentence: the start moves behind it if a capital or an
    opening mark stands there, and is dropped otherwise. Nor does an opening mark ever end one: the start moves before it.
    """
    starts = [0]
    for word in numpy.flatnonzero(scores > 0.0).tolist():
        moved = word
        while moved < len(marks) and marks[moved] == "closing":
            moved += 1
        if moved == len(marks) or (moved > word and marks[moved] == "small"):
            continue
        while moved > 0 and marks[moved - 1] == "opening":
            moved -= 1
        if moved > starts[-1]:
            starts.append(moved)
    return starts
