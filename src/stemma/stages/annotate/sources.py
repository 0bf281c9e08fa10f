"""The source of a cue: who says it, by syntax and, where the parse fails, by what stands beside the cue."""

from collections.abc import Sequence
from typing import NamedTuple

from stemma.language.courtesy import find_opening
from stemma.language.reporting import ReportWords
from stemma.language.syntax import Tree
from stemma.stages.annotate.cues import Cue, is_as_saying, is_passive
from stemma.stages.annotate.marks import Quoted

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SELF = frozenset({"i", "we", "you", "me", "us", "one"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON"})
_LABEL = 10  # words within which a colon makes what stands before it a label
_LONGEST_TITLE = 8  # words
_WITHIN_TITLE = frozenset({"of", "for", "'s", "’s", "-"})
_EVIDENTIAL = frozenset({"suggest", "show"})
_PLAIN = frozenset("said says say added adds wrote writes reported reports announced confirmed explained noted".split())
_CLOSES_CONTENT = frozenset([",", "”", '"', "''", "’", "'", "»", "—", "–", "-"])
_LOOSE_CLOSES = frozenset([",", "—", "–", "-"])


class Source(NamedTuple):
    """``word`` is the index of the source's head; ``start``/``end`` are the offsets of its noun phrase."""

    word: int
    start: int
    end: int


def find_source(tree: Tree, cue: Cue, cues: Sequence[Cue], quoted: Sequence[Quoted], words: ReportWords) -> Source | None:
    """The source of one cue, null where nobody is named or the writer speaks of herself.

    Parse and surface are combined: a subject that the parse gives is taken unless the cue plainly stands in inverted
    order ("…," said X); without one, the noun phrase beside the cue is.
    """
    if cue.kind == "according":
        index = _after_according(tree, cue.word)
    elif cue.kind == "noun":
        index = _owner(tree, cue.word, words)
    elif cue.kind == "participle":
        index = _of_participle(tree, cue, cues, quoted, words)
    else:
        index = _of_verb(tree, cue.word)
    if index is not None and _crosses_marks(tree, index, cue, quoted):
        index = _phrase_after(tree, cue.word + 1) if _is_inverted(tree, cue.word) else _phrase_before(tree, cue.word)
        index = index if index is not None else _shared_subject(tree, cue.word)
    if (
        index is None
        or _crosses_marks(tree, index, cue, quoted)
        or (tree.words[index] in _SELF and not _is_one_of(tree, index))
        or tree.upos(index) in {"PUNCT", "VERB", "ADP", "ADV"}
    ):
        return None
    index = _head_noun(tree, index)
    if any(tree.words[word] == ":" for word in range(index + 1, min(cue.word, _LABEL))):
        return None  # the label of a list entry ("Background: …") says nothing
    is_cited = cue.kind == "participle" and cue.reporting.force == "cite"
    if (is_cited or cue.reporting.force in _EVIDENTIAL) and not _can_speak(tree, index, words):
        return None
    if cue.kind in {"verb", "participle"} and index == cue.word:
        return None
    start, end = tree.noun_phrase(index)
    if cue.start < end and start < cue.end and cue.kind != "noun":
        start, end = (tree.tokens[index].start, tree.tokens[index].end)
    return Source(index, _title_start(tree, index, start), end)


def _is_one_of(tree: Tree, index: int) -> bool:
    return any(tree.words[below] == "of" for child in tree.below(index, "nmod") for below in tree.below(child, "case"))


def _title_start(tree: Tree, index: int, start: int) -> int:
    """Where the title before a name begins ("…, its country manager Henrik Dahl told"), whatever the parse hangs it on: behind
    the comma or closing mark before it, with nothing but a noun phrase between."""
    first = next((word for word in range(index + 1) if tree.tokens[word].end > start), index)
    low = first
    while low > 0 and first - low < _LONGEST_TITLE and (tree.upos(low - 1) in _INSIDE or tree.words[low - 1] in _WITHIN_TITLE):
        low -= 1
    is_title = low < first and tree.upos(first) == "PROPN" and tree.upos(first - 1) == "NOUN"
    closes = low > 0 and tree.words[low - 1] in _CLOSES_CONTENT
    return tree.tokens[low].start if is_title and closes else start


def _can_speak(tree: Tree, index: int, words: ReportWords) -> bool:
    """Whether a noun phrase can suggest or show in words, rather than by being so ("her absence suggests …")."""
    if tree.upos(index) == "PROPN" or tree.words[index] in {"he", "she", "they", "who"}:
        return True
    word = tree.words[index]
    return bool(words.unnamed_kind(word) or words.outlet_kind(word) or words.noun(word) or words.speaks(word))


def _crosses_marks(tree: Tree, index: int, cue: Cue, quoted: Sequence[Quoted]) -> bool:
    """Whether one of cue and source stands inside a quotation and the other outside: then they do not belong together."""
    return any((quote.start <= tree.tokens[index].start < quote.end) != (quote.start <= cue.start < quote.end) for quote in quoted)


def _shared_subject(tree: Tree, index: int) -> int | None:
    head = tree.head(index) if tree.dep(index) == "conj" else None
    return tree.subject(head) if head is not None else None


def _head_noun(tree: Tree, index: int) -> int:
    """ "one of the officials", "a number of experts": the noun that tells who they are."""
    if tree.words[index] in {"one", "two", "three", "some", "many", "several", "number", "group", "both", "all", "most", "few"}:
        nouns = [child for child in tree.below(index, "nmod") if tree.upos(child) in _NOMINAL]
        if nouns and tree.upos(index) != "PROPN" and any(tree.words[below] == "of" for below in tree.below(nouns[0], "case")):
            return index if tree.words[index] == "group" else nouns[0]
    return index


def _after_according(tree: Tree, index: int) -> int | None:
    for word in tree.above(index):
        if word > index + 1 and tree.upos(word) in _NOMINAL | {"PRON"}:
            return word
    return _phrase_after(tree, index + 2)


def _phrase_after(tree: Tree, index: int) -> int | None:
    """The head of the noun phrase that starts here."""
    end = index
    while end < len(tree.words) and (tree.upos(end) in _INSIDE or tree.words[end] in {"'s", "’s", "'", "’", "-"}):
        end += 1
    nouns = [word for word in range(index, end) if tree.upos(word) in _NOMINAL | {"PRON"}]
    if not nouns:
        return None
    for word in nouns:
        head = tree.head(word)
        if head is None or not index <= head < end:
            return word
    return nouns[-1]


def _phrase_before(tree: Tree, index: int) -> int | None:
    """The head of the noun phrase that ends just before a verb and its auxiliaries."""
    at = index - 1
    while at >= 0 and tree.upos(at) in {"AUX", "ADV", "PART"}:
        at -= 1
    if at > 2 and tree.words[at] == ",":
        at = next((word - 1 for word in range(at - 1, max(at - 25, 1), -1) if tree.words[word] == ","), at)
    if at < 0 or tree.upos(at) not in _NOMINAL | {"PRON"}:
        return None
    top = at
    for head in tree.above(at):
        if head > at or tree.upos(head) not in _NOMINAL or any(tree.upos(word) == "VERB" for word in range(head, at)):
            break
        top = head
    return top


def _of_verb(tree: Tree, index: int) -> int | None:
    if is_passive(tree, index):
        return _agent(tree, index)
    subject = tree.subject(index)
    beside = _phrase_beside(tree, index)
    if beside is not None and (subject is None or subject < beside):
        return beside
    touches = subject is not None and subject < index and _ends_before(tree, subject, index)
    if _is_inverted(tree, index) and (subject is None or subject < index) and not touches:
        after = _phrase_after(tree, index + 1)
        if after is not None:
            return after
    if subject is not None and tree.words[subject] in _RELATIVE:
        return _antecedent(tree, index)
    if subject is None and tree.dep(index) in {"acl", "advcl", "xcomp"}:
        opening = find_opening(tree, index, "say")
        return tree.subject(opening) if opening is not None else None
    return subject if subject is not None else _phrase_before(tree, index)


def _may_invert(tree: Tree, comma: int, index: int) -> bool:
    """After a mere comma or dash only the plainest verbs invert: "The port is closed, said Holm"."""
    if comma > 0 and tree.words[comma - 1] in {"”", '"', "''", "’", "'"}:
        return True
    return tree.words[index] in _PLAIN


def _ends_before(tree: Tree, subject: int, index: int) -> bool:
    """Whether a subject with its appositions ("Holm, the mayor, said") reaches up to the verb."""
    between = range(max(tree.last[subject], subject) + 1, index)
    return tree.last[subject] < index and all(tree.upos(word) in {"AUX", "ADV", "PUNCT", "PART"} for word in between)


def _phrase_beside(tree: Tree, index: int) -> int | None:
    """The noun phrase that alone stands between a comma (or closing mark) and the verb: "…, the embassy in Alva said"."""
    low = index
    while low > 0 and tree.upos(low - 1) in _INSIDE | {"ADP", "AUX", "ADV", "PART"} and tree.words[low - 1] not in _RELATIVE:
        low -= 1
    opens_name = tree.upos(low) in {"DET", "PROPN", "PRON"} or tree.words[index] in _PLAIN
    if low == 0 or tree.words[low - 1] not in _CLOSES_CONTENT - {"-", "–", "—"} or not opens_name:
        return None
    if not any(tree.upos(word) in {"VERB", "AUX"} for word in range(low - 1)):
        return None
    nouns = [word for word in range(low, index) if tree.upos(word) in _NOMINAL | {"PRON"}]
    first_case = next((word for word in range(low, index) if tree.upos(word) == "ADP"), index)
    close = [word for word in nouns if word < first_case]
    if not close:
        return None
    tops = [word for word in close if tree.head(word) not in close]
    return tops[-1] if tops else close[-1]


def _agent(tree: Tree, index: int) -> int | None:
    for child in tree.below(index, "obl"):
        if tree.dep(child) == "obl:agent" or any(tree.words[below] == "by" for below in tree.below(child, "case")):
            return child
    return None


def _is_inverted(tree: Tree, index: int) -> bool:
    """“…,” said the minister."""
    before = index - 1
    while before >= 0 and tree.upos(before) == "AUX":
        before -= 1
    if before < 0 or tree.words[before] not in _CLOSES_CONTENT or index + 1 >= len(tree.words):
        return False
    after = index + 1
    if tree.words[before] in _LOOSE_CLOSES and not _may_invert(tree, before, index):
        return False
    if tree.upos(after) == "PRON" and tree.words[after] not in {
        "he",
        "she",
        "they",
        "his",
        "her",
        "its",
        "their",
        "another",
        "one",
        "others",
        "some",
    }:
        return False
    return tree.upos(after) in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"}


def _antecedent(tree: Tree, index: int) -> int | None:
    for word in (index, *tree.above(index)):
        if tree.dep(word) in {"acl:relcl", "acl"}:
            return tree.head(word)
        if tree.dep(word) not in {"conj", "xcomp"}:
            return None
    return None


def _owner(tree: Tree, index: int, words: ReportWords) -> int | None:
    """Whose statement it is: "the ministry's claim that", "a warning by experts that"; a text without an owner speaks itself."""
    for child in tree.below(index, "nmod:poss"):
        return child if tree.upos(child) in _NOMINAL | {"PRON"} else None
    for child in tree.below(index, "nmod"):
        if any(tree.words[below] in {"by", "from", "among"} for below in tree.below(child, "case")):
            return child
    reporting = words.noun(tree.words[index])
    holder = tree.predicate(index)
    if reporting and holder != index and tree.dep(index) in {"obj", "obl", "nsubj:pass"}:
        return tree.subject(holder) if tree.dep(index) != "nsubj:pass" else _agent(tree, holder)
    return index if reporting and "document" in reporting.frames else None


def _of_participle(tree: Tree, cue: Cue, cues: Sequence[Cue], quoted: Sequence[Quoted], words: ReportWords) -> int | None:
    index = cue.word
    if index > 0 and tree.upos(index - 1) == "NOUN" and (words.unnamed_kind(tree.words[index - 1]) or words.noun(tree.words[index - 1])):
        return _issuer(tree, index - 1, words)
    if cue.reporting.force == "cite" and not is_as_saying(tree, index):
        return next(iter(tree.below(index, "obj")), None) or _phrase_after(tree, index + 1)
    if is_as_saying(tree, index):
        return _of_as_saying(tree, index, cues)
    if tree.dep(index) == "acl":
        noun = tree.head(index)
        if noun is not None and noun < index:
            return _issuer(tree, noun, words) if _can_speak(tree, noun, words) else None
    governing = governing_cue(tree, cue, cues)
    if governing is not None:
        others = [other for other in cues if other.word < governing.word or other.kind != "participle"]
        source = find_source(tree, governing, others, quoted, words)
        return source.word if source else None
    for word in tree.above(index):
        if tree.is_predicate(word):
            subject = tree.subject(word)
            return subject if subject is not None and _can_speak(tree, subject, words) else None
    return None


def governing_cue(tree: Tree, cue: Cue, cues: Sequence[Cue]) -> Cue | None:
    """The cue whose speaker a participle goes on quoting ("…, he said, adding that …"): one that it hangs on, else the
    last one before it."""
    verbs = {other.word: other for other in cues if other.kind in {"verb", "according"} and other.word != cue.word}
    for word in tree.above(cue.word):
        if word in verbs and word < cue.word:
            return verbs[word]
        hosted = [child for child in tree.below(word, "parataxis") if child in verbs and child < cue.word]
        if hosted:
            return verbs[hosted[0]]
    before = [other for other in cues if other.word < cue.word and other.kind in {"verb", "according"}]
    return before[-1] if before else None


def _of_as_saying(tree: Tree, index: int, cues: Sequence[Cue]) -> int | None:
    citing = [cue for cue in cues if cue.word < index and cue.reporting.force == "cite"]
    if not citing:
        return tree.subject(index)
    verb = citing[-1].word
    if is_passive(tree, verb):
        subject = tree.subject(verb)
        return _antecedent(tree, verb) if subject is not None and tree.words[subject] in _RELATIVE else subject
    objects = [child for child in tree.below(verb, "obj") if child < index]
    return objects[0] if objects else _phrase_after(tree, verb + 1)


def _issuer(tree: Tree, noun: int, words: ReportWords) -> int | None:
    reporting = words.noun(tree.words[noun])
    if reporting is None:
        return noun
    owners = tree.below(noun, "nmod:poss")
    if owners:
        return owners[0]
    if _is_set_beside(tree, noun):
        return noun
    holder = tree.predicate(noun)
    if tree.dep(noun) in {"obj", "obl"} and holder != noun and (subject := tree.subject(holder)) is not None:
        return subject
    return noun


def _is_set_beside(tree: Tree, noun: int) -> bool:
    """Whether what a text is said to say is set beside a clause whose subject did not issue it ("Alva sent help, with reports putting the
    number at nine")."""
    first = noun
    while first > 0 and tree.upos(first - 1) in _INSIDE:
        first -= 1
    return first > 1 and tree.words[first - 1] == "with" and tree.words[first - 2] == ","
