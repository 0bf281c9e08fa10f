"""From ClearNLP's dependencies to Universal Dependencies.

Many English parsers, spaCy's among them, are trained on constituents turned into dependencies by ClearNLP (Choi and Palmer,
Guidelines for the CLEAR Style Constituent to Dependency Conversion, 2012). There function words lead: a preposition its noun,
"be" what it says, each conjunct the next one. In Universal Dependencies content words lead (de Marneffe et al., Universal
Dependencies, 2021). The conversion works on words, tags and arcs alone; what it cannot know it leaves as it is.
"""

from collections.abc import Sequence
from typing import NamedTuple


class Arc(NamedTuple):
    """A word under its governor. ``word`` is lower case, ``tag`` a Penn Treebank tag (empty where unknown), ``upos`` universal;
    ``head`` is an index into the same sentence, the word's own at the root."""

    word: str
    tag: str
    upos: str
    head: int
    dep: str


_LABELS = {
    "acomp": "xcomp",
    "agent": "obl:agent",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "discourse",
    "neg": "advmod",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
    "subtok": "goeswith",
}
"""Labels that have one counterpart. Those that stand in neither table are the same in both schemes, or become ``dep``."""

_SAME = frozenset(
    "acl advcl advmod amod appos aux case cc ccomp compound conj cop csubj det expl mark".split()
    + "nmod nsubj nummod obj parataxis punct xcomp".split()
)
_BE = frozenset("be am is are was were been being 's 're 'm ’s ’re ’m ai".split())
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "SYM", "X"})
_FUNCTION = {"pobj": "case", "prep": "case", "pcomp": "mark"}
"""How a preposition hangs on what it governs, by the label of that."""


def to_universal(arcs: Sequence[Arc], people: Sequence[tuple[int, int]] = ()) -> list[tuple[int, str]]:
    """Head and label of each word after the conversion, a word's own index and ``root`` at the root.

    ``people`` are the names of persons as ``(first word, end word)``: their words hang on the first one (``flat``). Arcs that make no
    tree come back as one: what hangs nowhere, or on itself through others, hangs on the root as ``dep``. Cost: linear but for the
    length of coordinations.
    """
    draft = _Draft(as_tree(arcs))
    for index in draft.bottom_up():
        draft.turn(index)
    draft.rename()
    draft.coordinate()
    for first, end in people:
        draft.flatten(first, end)
    return list(zip(draft.heads, draft.deps, strict=True))


def as_tree(arcs: Sequence[Arc]) -> list[Arc]:
    """The arcs with everything reaching one root, the first one; what does not hangs on it as ``dep``."""
    root = next((index for index, arc in enumerate(arcs) if arc.head == index), 0)
    settled = {root}
    mended = [*arcs]
    mended[root : root + 1] = [arc._replace(head=root) for arc in arcs[root : root + 1]]
    for begin in range(len(arcs)):
        path: list[int] = []
        index = begin
        while index not in settled:
            path.append(index)
            settled.add(index)
            index = mended[index].head if 0 <= mended[index].head < len(arcs) else index
        if index in path:
            last = path[-1]
            mended[last] = mended[last]._replace(head=root, dep="dep")
    return mended


class _Draft:
    """A sentence while it is turned. ``clausal`` are dependents that a predicate took over from its copula."""

    def __init__(self, arcs: Sequence[Arc]) -> None:
        self.arcs = arcs
        self.heads = [arc.head for arc in arcs]
        self.deps = ["root" if arc.head == index else arc.dep for index, arc in enumerate(arcs)]
        self.children: list[list[int]] = [[] for _ in arcs]
        for index, arc in enumerate(arcs):
            if arc.head != index:
                self.children[arc.head].append(index)
        self.clausal: set[int] = set()

    def bottom_up(self) -> list[int]:
        """Every word after its dependents."""
        order = [index for index, head in enumerate(self.heads) if index == head]
        for index in order:
            order += self.children[index]
        return order[::-1]

    def turn(self, index: int) -> None:
        """Let the content lead where this word is a preposition or a copula."""
        complement = self._governed(index)
        if complement is not None:
            self._swap(index, complement, _FUNCTION[self.deps[complement]])
            return
        predicate = self._predicate(index)
        if predicate is not None:
            self.clausal.update(child for child in self.children[index] if child != predicate)
            self._swap(index, predicate, "cop")

    def _governed(self, index: int) -> int | None:
        """What a preposition governs; of another one only what that governs itself ("out of the house")."""
        for dep in ("pobj", "pcomp", "prep"):
            found = [child for child in self.children[index] if self.deps[child] == dep]
            if dep == "prep":
                is_led = self.deps[index] in {"prep", "agent"}
                found = [child for child in found if is_led and self.arcs[child].upos != "ADP"]
            else:
                found = [child for child in found if self.arcs[child].head == index]
            if found:
                return found[0]
        return None

    def _predicate(self, index: int) -> int | None:
        """What a form of "be" says of its subject; none for "there is", whose noun is the subject."""
        if self.arcs[index].word not in _BE or self.deps[index] in {"aux", "auxpass"}:
            return None
        below = {self.deps[child]: child for child in reversed(self.children[index])}
        if "expl" in below and self.arcs[below["expl"]].word == "there":
            if "attr" in below:
                self.deps[below["attr"]] = "nsubj"
            return None
        for dep in ("attr", "acomp"):
            if dep in below:
                return below[dep]
        if below.keys() & {"ccomp", "xcomp", "oprd", "advcl"} or not below.keys() & {"nsubj", "csubj"}:
            return None
        places = [child for child in self.children[index] if self.deps[child] == "prep" and self.arcs[child].upos != "ADP"]
        return next((child for child in places if child > index), None)

    def _swap(self, index: int, content: int, dep: str) -> None:
        """Let ``content`` take the place of its governor, which hangs on it from now on."""
        head = self.heads[index]
        for child in self.children[index]:
            if child != content:
                self.heads[child] = content
                self.children[content].append(child)
        self.children[index] = []
        self.children[content].append(index)
        self.deps[content] = self._label_after_swap(index, content)
        if head == index:
            self.heads[content] = content
        else:
            self.heads[content] = head
            self.children[head] = [content if child == index else child for child in self.children[head]]
        self.heads[index], self.deps[index] = content, dep
        if index in self.clausal:
            self.clausal.add(content)

    def _label_after_swap(self, index: int, content: int) -> str:
        """The governor's label; a clause behind a preposition keeps saying that it is one."""
        is_clause = self.arcs[content].upos in {"VERB", "AUX"} or any(self.deps[child] == "cop" for child in self.children[content])
        is_behind = self.deps[content] == "pcomp" and self.deps[index] in {"prep", "agent"}
        return "pcomp" if is_behind and is_clause else self.deps[index]

    def rename(self) -> None:
        """Give every word the universal label."""
        self.deps = [self._label(index) for index in range(len(self.deps))]

    def _label(self, index: int) -> str:
        dep, arc = self.deps[index], self.arcs[index]
        is_nominal = self.arcs[self.heads[index]].upos in _NOMINAL and index not in self.clausal
        if dep == "prep":
            return "advmod" if arc.upos == "ADP" else "nmod" if is_nominal else "obl"
        if dep == "pcomp":
            return "acl" if is_nominal else "advcl"
        if dep == "npadvmod":
            return "nmod:unmarked" if is_nominal else "obl:unmarked"
        if dep == "dative" and any(self.deps[child] == "case" for child in self.children[index]):
            return "obl"
        if dep == "aux" and arc.tag == "TO":
            return "mark"
        if dep == "neg" and arc.tag == "DT":
            return "det"
        return dep if dep in _SAME or dep == "root" else _LABELS.get(dep, "dep")

    def coordinate(self) -> None:
        """Hang all conjuncts on the first one, and each "and" and comma on the conjunct that it stands before."""
        for index, dep in enumerate(self.deps):
            if dep == "cc":
                conjuncts = [child for child in self.children[self.heads[index]] if child > index and self.deps[child] == "conj"]
                if conjuncts:
                    self._move(index, min(conjuncts))
        for index in self.bottom_up()[::-1]:
            head = self.heads[index]
            if self.deps[index] == "conj" and self.deps[head] == "conj":
                self._move(index, self.heads[head])

    def flatten(self, first: int, end: int) -> None:
        """Let the first word of a person's name lead."""
        inside = range(first, end)
        tops = [index for index in inside if self.heads[index] not in inside or self.heads[index] == index]
        if len(inside) < 2 or len(tops) != 1:
            return
        (top,) = tops
        if top != first:
            head, dep = self.heads[top], self.deps[top]
            for child in [child for child in self.children[top] if child not in inside]:
                self._move(child, first)
            self._move(first, first if head == top else head)
            self.deps[first] = dep
        for index in inside[1:]:
            self._move(index, first)
            self.deps[index] = "flat"

    def _move(self, index: int, head: int) -> None:
        old = self.heads[index]
        if old != index:
            self.children[old].remove(index)
        self.heads[index] = head
        if head != index:
            self.children[head].append(index)
