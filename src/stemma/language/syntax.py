"""A dependency parse as a tree that can be asked for phrases and clauses.

Labels are those of Universal Dependencies. Parsers make mistakes, so every answer is computed without trusting that the
parse is projective, complete or even acyclic.
"""

from dataclasses import dataclass

from stemma.records import Sentence, Token

CLAUSAL = frozenset(
    {"root", "ccomp", "xcomp", "advcl", "advcl:relcl", "acl", "acl:relcl", "csubj", "csubj:pass", "csubj:outer", "parataxis"}
)
"""Relations whose dependent is the predicate of a clause. A ``conj`` of such a predicate is one too."""

_ARE = frozenset({"is", "are", "was", "were", "am", "'s", "’s", "'re", "’re"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer"})
_AFTER_NAME = frozenset({"appos", "acl", "acl:relcl", "parataxis", "punct", "conj", "cc", "advcl", "advcl:relcl", "dep", "orphan", "list"})


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """One parsed sentence. Words are addressed by their index in ``tokens``; ``words`` are lower case; ``first`` and
    ``last`` hold the outermost words below (and including) each word."""

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    children: tuple[tuple[int, ...], ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    start: int
    end: int

    def dep(self, index: int) -> str:
        return self.tokens[index].dep

    def upos(self, index: int) -> str:
        return self.tokens[index].upos

    def head(self, index: int) -> int | None:
        """The governor, null at the root."""
        head = self.tokens[index].head
        return None if head == index or not 0 <= head < len(self.tokens) else head

    def below(self, index: int, *deps: str) -> tuple[int, ...]:
        """The direct dependents with one of these relations (a bare relation also matches its subtypes)."""
        tokens = self.tokens
        return tuple([child for child in self.children[index] if (dep := tokens[child].dep) in deps or dep.partition(":")[0] in deps])

    def above(self, index: int) -> tuple[int, ...]:
        """All governors, nearest first."""
        chain: list[int] = []
        head = self.head(index)
        while head is not None and head not in chain and head != index:
            chain.append(head)
            head = self.head(head)
        return tuple(chain)

    def at(self, offset: int) -> int | None:
        """The word that holds this offset, or the first one after it."""
        return next((index for index, token in enumerate(self.tokens) if token.end > offset), None)

    def subject(self, index: int) -> int | None:
        """The subject of a predicate, as the parse has it; for a coordinated predicate without one, that of the first."""
        for predicate in self._first_conjuncts(index):
            subjects = [
                child for child in self.children[predicate] if self.dep(child) in SUBJECTS and not self.dep(child).startswith("csubj")
            ]
            if subjects:
                return min(subjects, key=lambda child: (child > predicate, abs(child - predicate)))
        return None

    def _first_conjuncts(self, index: int) -> tuple[int, ...]:
        chain = [index]
        while self.dep(chain[-1]) in {"conj", "xcomp"} and len(chain) < 8:
            head = self.head(chain[-1])
            if head is None or head in chain:
                break
            chain.append(head)
        return tuple(chain)

    def predicate(self, index: int) -> int:
        """The predicate of the clause that a word stands in (the word itself if it is one)."""
        for word in (index, *self.above(index)):
            if self.is_predicate(word):
                return word
        return index

    def is_predicate(self, index: int) -> bool:
        dep = self.dep(index)
        if dep in CLAUSAL:
            return True
        if dep != "conj":
            return False
        return self.upos(index) in {"VERB", "AUX"} or bool(self.below(index, "cop", "nsubj", "aux"))

    def is_finite(self, index: int) -> bool:
        """Whether a predicate makes an assertion of its own: neither a bare participle nor an infinitive."""
        auxiliaries = [self.words[child] for child in self.below(index, "aux", "cop")]
        if any(self.words[child] == "to" and self.dep(child) == "mark" for child in self.children[index]):
            return self.is_due(index)
        if any(word not in {"be", "being", "been", "having"} for word in auxiliaries):
            return True
        if auxiliaries:
            return False
        if self.upos(index) in {"VERB", "AUX"}:
            return not self.words[index].endswith("ing")
        return bool(self.below(index, "obj")) and bool(self.below(index, "nsubj"))  # a verb that the tagger took for a noun

    def is_due(self, index: int) -> bool:
        """Whether a predicate is what somebody is to do ("the plant is to close", "prayers are to be held") or what is due
        ("is due in court", not "is due to ice")."""
        if self.words[index] == "due":
            return bool(self.below(index, "cop")) and self.words[index + 1 : index + 2] != ("to",)
        particle = next((child for child in self.below(index, "mark") if self.words[child] == "to"), -1)
        return any(child < particle and self.words[child] in _ARE for child in self.below(index, "aux", "cop"))

    def noun_phrase(self, index: int) -> tuple[int, int]:
        """Offsets of a noun with what names it: articles, adjectives, compounds and close ``of``/``in`` phrases, without
        appositions, relative clauses, coordinated nouns and whatever follows a comma."""
        low = self.first[index]
        while low < index and (
            self.dep(low) in {"punct", "cc", "case", "fixed", "mark", "advmod", "discourse"} or self.words[low] in _OPENERS
        ):
            low += 1
        for child in self.children[index]:
            if child < index and self.dep(child) in {"acl:relcl", "advcl", "parataxis"}:
                low = max(low, self.last[child] + 1)
        high = index
        for child in self.children[index]:
            if child <= high or self.first[child] > high + 1 or self._ends_name(child):
                continue
            stop = next((word for word in range(high + 1, self.last[child] + 1) if self._ends_phrase(word)), self.last[child] + 1)
            high = max(high, stop - 1)
        return self.tokens[min(low, index)].start, self.tokens[high].end

    def _ends_name(self, child: int) -> bool:
        """Whether a dependent lies outside the phrase; a name that follows without a comma ("the agency Reuters") does not."""
        return self.dep(child) in _AFTER_NAME and not (self.dep(child) == "appos" and self.upos(self.first[child]) == "PROPN")

    def _ends_phrase(self, index: int) -> bool:
        return self.dep(index) in {"acl:relcl", "parataxis", "advcl"} or self.words[index] in _PHRASE_ENDS

    def span(self, index: int) -> tuple[int, int]:
        """Offsets from the outermost left to the outermost right word below this one."""
        return self.tokens[self.first[index]].start, self.tokens[self.last[index]].end


_OPENERS = frozenset('“”"‘’«»(,;:—–-')
_PHRASE_ENDS = frozenset([",", ";", ":", "—", "–", "--", "(", "[", "“", "”", '"', "«", "‘", "who", "which"])


def read_tree(text: str, sentence: Sentence) -> Tree:
    """The tree of one sentence; ``text`` is what the sentence's offsets refer to. Linear in the number of words."""
    tokens = sentence.tokens
    count = len(tokens)
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index and 0 <= token.head < count:
            children[token.head].append(index)
    first, last = list(range(count)), list(range(count))
    for index in _bottom_up(children, count):
        for child in children[index]:
            first[index] = min(first[index], first[child])
            last[index] = max(last[index], last[child])
    return Tree(
        tokens=tokens,
        words=tuple(text[token.start : token.end].lower() for token in tokens),
        children=tuple(map(tuple, children)),
        first=tuple(first),
        last=tuple(last),
        start=sentence.start,
        end=sentence.end,
    )


def _bottom_up(children: list[list[int]], count: int) -> list[int]:
    """Every word after its dependents; words on a cycle of a broken parse come in any (but a fixed) order."""
    order: list[int] = []
    seen = [False] * count
    has_head = {child for below in children for child in below}
    for top in [*(index for index in range(count) if index not in has_head), *range(count)]:
        if seen[top]:
            continue
        stack = [top]
        seen[top] = True
        while stack:
            index = stack.pop()
            order.append(index)
            for child in children[index]:
                if not seen[child]:
                    seen[child] = True
                    stack.append(child)
    return order[::-1]
