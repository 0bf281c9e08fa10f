"""The timeline of one entity over many articles, from their parses, times and names: nothing is given but the entity's name.

An event is a verb that is no state, or a noun that names a happening, with the entity as subject, object, agent or possessor; of "made
its first flight" the noun. It is dated by the expression that hangs on it, on the verb whose object it is, or, at the head of the
sentence, on a verb before it; else by a dated telling of the same verb in the same article; else, where it is told as past, by the day
of the article's main event (the narrative container; Pustejovsky and Stubbs 2011): the day that the article's first sentences give for
what they tell, or that of its publication.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bench.quality.awareness import Timeline, read_timeline
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.attachment import governors
from stemma.language.inflection import lemmas
from stemma.language.syntax import Tree, read_tree
from stemma.records import Entity, Extraction, Page, TimeMention
from stemma.stages.chronicle.kinds import read_kinds
from stemma.text.edtf import parse_edtf

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_LIGHT = frozenset({"make", "take", "have", "give", "hold", "conduct", "do", "begin", "start", "undergo", "set", "continue", "stage"})
"""Verbs that leave it to their object to tell what happened."""
_BOUNDS = frozenset({"until", "till", "before", "after", "ahead", "following"})
_NOT_PAST = frozenset({"could", "may", "might", "would", "should", "can", "'d", "will", "'ll", "had", "is", "are"})
"""Auxiliaries of what may be, is to come, or was before the article's own day."""
_LEAD, _NEAR = 3, 7
"""The sentences in which an article's main event is dated, and how many days before publication it may be."""


class Document(NamedTuple):
    name: str
    page: Page
    sentences: Sequence[tuple[int, int, int]]
    """Start, end and number of each sentence."""

    def number_of(self, offset: int) -> int | None:
        return next((number for start, end, number in self.sentences if start <= offset < end), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """An event as a document tells it; ``when`` is empty where nothing dates it."""

    event: str
    lemma: str
    when: str
    is_past: bool


def draw_timeline(name: str, extraction: Extraction, documents: Sequence[Document]) -> Timeline:
    """The events of the entity of this name, ordered by date."""
    places = _find_places(name, extraction, documents)
    dated: set[tuple[str, str]] = set()
    for document in documents:
        told = list(_tell(document, places.get(document.page.report.id, set())))
        known = {telling.lemma: telling.when for telling in reversed(told) if telling.when}
        main = _main_day(document)
        for telling in told:
            when = telling.when or known.get(telling.lemma, "") or (main if telling.is_past else "")
            if when:
                dated.add((when, telling.event))
    return number_days(dated)


def number_days(dated: set[tuple[str, str]]) -> Timeline:
    """A timeline of (date, event) pairs, each date a number of its own."""
    numbers = {when: number for number, when in enumerate(sorted({when for when, _ in dated}), 1)}
    return read_timeline((numbers[when], when, event) for when, event in sorted(dated))


def _find_places(name: str, extraction: Extraction, documents: Sequence[Document]) -> Mapping[str, set[tuple[int, int]]]:
    """Where the entity is mentioned: by the entities that are called so, and wherever one of its names stands, but inside the name of
    another. What is no entity here (a product, an index) goes by any part of its name that names nothing else and is telling."""
    targets = [entity for entity in extraction.entities if _is_called(entity, name)]
    others = [entity for entity in extraction.entities if entity not in targets]
    names = {name, *(known for entity in targets for known in (entity.name, *entity.aliases))}
    if not targets:
        taken = {known.casefold() for entity in others for known in (entity.name, *entity.aliases)}
        names |= {part for part in _parts(name) if part.casefold() not in taken}
    found: dict[str, set[tuple[int, int]]] = {document.page.report.id: set() for document in documents}
    for mention in (mention for entity in targets for mention in entity.mentions):
        found[mention.report].add((mention.start, mention.end))
    inside = {(m.report, at) for entity in others for m in entity.mentions for at in range(m.start, m.end)} if targets else set()
    named = re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in sorted(names, key=lambda one: (-len(one), one)))})(?!\w)")
    for document in documents:
        report = document.page.report
        found[report.id] |= {match.span() for match in named.finditer(report.text) if (report.id, match.start()) not in inside}
    return found


def _is_called(entity: Entity, name: str) -> bool:
    """Whether an entity goes by all the words of a name, with two others at most ("the Boeing company")."""
    wanted = set(name.casefold().split())
    named = [set(known.casefold().split()) for known in (entity.name, *entity.aliases)]
    return any(wanted <= words and len(words) <= len(wanted) + 2 for words in named)


def _parts(name: str) -> Iterator[str]:
    words = name.split()
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = " ".join(words[first:last])
            if last - first >= 2 or len(re.findall(r"\d", part)) >= 2 or (part[0].isupper() and len(part) > 3):
                yield part


def _tell(document: Document, places: set[tuple[int, int]]) -> Iterator[_Telling]:
    report, annotation = document.page.report, document.page.annotation
    for sentence in annotation.sentences:
        spans = [span for span in places if sentence.start <= span[0] < sentence.end]
        if not spans:
            continue
        tree = read_tree(report.text, sentence)
        times = [time for time in annotation.times if sentence.start <= time.start < sentence.end and time.kind in {"date", "time"}]
        named = {head for span in spans if (head := _head_of_name(tree, span)) is not None}
        for index, token in enumerate(tree.tokens):
            number = document.number_of(token.start)
            if number is not None and _is_event_of(tree, index, named):
                yield _Telling(
                    event=f"{document.name}-{number}-{_words(report.text, tree, index)}",
                    lemma=lemmas(tree.words[index], lexicons=load_lexicons())[0],
                    when=_date(tree, index, times),
                    is_past=_is_past(tree, index),
                )


def _head_of_name(tree: Tree, span: tuple[int, int]) -> int | None:
    """The word of a name that its others hang on."""
    inside = [index for index, token in enumerate(tree.tokens) if token.start < span[1] and token.end > span[0]]
    return next((index for index in inside if tree.head(index) not in inside), None)


def _words(text: str, tree: Tree, index: int) -> str:
    """A word with its particle ("rolled_out")."""
    token = tree.tokens[index]
    particles = [child for child in tree.below(index, "compound:prt") if child == index + 1]
    return "_".join(text[one.start : one.end] for one in (token, *(tree.tokens[child] for child in particles)))


def _is_event_of(tree: Tree, index: int, named: set[int]) -> bool:
    if tree.upos(index) == "VERB":
        light = _is_one_of(tree.words[index], _LIGHT) and any(
            _is_happening(tree, child) for child in tree.below(index, "obj", "nsubj:pass")
        )
        return not _is_state(tree.words[index]) and not light and (_takes_part(tree, index, named) or _shares_subject(tree, index, named))
    if not _is_happening(tree, index):
        return False
    head = tree.head(index)
    is_made = head is not None and tree.dep(index) in {"obj", "nsubj:pass"} and _is_one_of(tree.words[head], _LIGHT)
    return _takes_part(tree, index, named) or (is_made and head is not None and _takes_part(tree, head, named, _SUBJECTS))


def _takes_part(tree: Tree, index: int, named: set[int], roles: frozenset[str] = _ARGUMENTS) -> bool:
    """Whether an argument of a verb, or what belongs to a noun, is the entity, or is told beside it."""
    for child in tree.children[index]:
        dep = tree.dep(child)
        belongs = tree.upos(index) == "NOUN" and dep.split(":")[0] in {"nmod", "compound"} and roles is _ARGUMENTS
        if (dep in roles or belongs) and not named.isdisjoint({child, *tree.below(child, "appos", "conj", "flat")}):
            return True
    return False


def _shares_subject(tree: Tree, index: int, named: set[int]) -> bool:
    """Whether a verb without a subject of its own has that of the verb it hangs on, and that is the entity."""
    for _ in range(4):
        head = tree.head(index)
        if head is None or tree.below(index, "nsubj") or tree.dep(index) not in {"conj", "xcomp", "advcl"}:
            return False
        if _takes_part(tree, head, named):
            return _takes_part(tree, head, named, _SUBJECTS)
        index = head
    return False


def _is_past(tree: Tree, index: int) -> bool:
    """Whether a verb tells what has happened, in a clause of its own."""
    words = {tree.words[child] for child in tree.below(index, "aux", "mark")}
    denied = any(tree.words[child] in {"not", "n't", "never"} for child in tree.below(index, "advmod"))
    unsure = not words.isdisjoint(_NOT_PAST | {"to", "if", "whether"}) or tree.dep(index).split(":")[0] == "acl"
    return tree.upos(index) == "VERB" and not unsure and not denied


def _date(tree: Tree, index: int, times: Sequence[TimeMention]) -> str:
    """The date of an event by what hangs on it or on what it hangs on; empty where there is none."""
    hung = [(time, governor) for time in times if (governor := _dated(tree, time)) is not None]
    at, before = index, len(tree.tokens)
    for _ in range(4):
        found = [time for time, governor in hung if governor == at and time.start < tree.tokens[min(before, len(tree.tokens) - 1)].end]
        if found:
            return min((to_day(time.edtf or "") for time in found), key=lambda day: (day.count("XX"), day))
        head, dep = tree.head(at), tree.dep(at).split(":")[0]
        is_noun = tree.upos(at) == "NOUN" and dep in {"nsubj", "obl", "nmod"}
        if head is None or not (dep in {"xcomp", "conj", "obj", "acl"} or is_noun):
            break
        before = head if dep == "conj" else before
        at = head
    happenings = [child for child in tree.below(index, "obj", "nsubj") if _is_happening(tree, child)]
    return next((to_day(time.edtf or "") for time, governor in hung if governor in happenings), "")


def _dated(tree: Tree, time: TimeMention) -> int | None:
    """The word that a time dates; none for one that only bounds it ("before Friday")."""
    around = governors(tree, time.start, time.end)
    cases = {tree.words[index] for index in around[:2] if tree.upos(index) in {"ADP", "SCONJ"}}
    if not to_day(time.edtf or "") or not cases.isdisjoint(_BOUNDS):
        return None
    return next((index for index in around if tree.upos(index) not in {"ADP", "SCONJ"}), None)


def _main_day(document: Document) -> str:
    """The day of an article's main event: the first that its lead gives for the past week, else its own."""
    report, annotation = document.page.report, document.page.annotation
    published = to_day(report.published.edtf) if report.published else ""
    for sentence in annotation.sentences:
        number = document.number_of(sentence.start)
        if number is None or not 2 <= number <= _LEAD:
            continue
        tree = read_tree(report.text, sentence)
        for time in annotation.times:
            verb = _dated(tree, time) if sentence.start <= time.start < sentence.end and time.kind in {"date", "time"} else None
            if verb is not None and tree.upos(verb) == "VERB" and tree.dep(verb) in {"root", "ccomp", "conj"}:
                day = to_day(time.edtf or "")
                if _is_near(day, published):
                    return day
    return published


def _is_near(day: str, published: str) -> bool:
    if "XX" in day or not day or not published:
        return False
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(day)).days <= _NEAR


def to_day(edtf: str) -> str:
    """A date as the task writes it; empty for spans."""
    read = parse_edtf(edtf.removesuffix("/.."))
    if read is None or read.is_interval or read.precision not in {"day", "month", "year", "minute", "second"}:
        return ""
    parts = edtf[:10].rstrip("~?%").split("-")
    return "-".join((*parts, "XX", "XX")[:3])


def _is_one_of(word: str, forms: frozenset[str]) -> bool:
    return not forms.isdisjoint(lemmas(word, lexicons=load_lexicons()))


def _is_state(word: str) -> bool:
    return _is_one_of(word, frozenset(load_lexicons().words("stative_verbs")))


def _is_happening(tree: Tree, index: int) -> bool:
    return tree.upos(index) == "NOUN" and read_kinds(load_lexicons()).names_happening(tree.words[index], "NOUN")
