"""The sentences of a story by the things they speak of, with what each denies: the ground on which denials meet what they deny."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.denied import CONTENT, Denial, denial_words, find_denied
from stemma.language.inflection import lemmas
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import Meanings
from stemma.language.syntax import Tree, read_tree
from stemma.records import Page, Sentence
from stemma.stages.corroborate.comparing.matter import Ground
from stemma.stages.corroborate.comparing.reading import Reading

PER_THING = 48
"""So many sentences are met under one thing, those first that stand first."""
SHORTEST = 3
_TYING = frozenset({"case", "fixed", "mark", "cc"})
"""What a word does that only ties others together ("according to")."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something: its key, and the families of kindred words it is of."""

    index: int
    form: str
    key: str
    families: frozenset[str]

    @property
    def things(self) -> frozenset[str]:
        """All under which the word is met."""
        return self.families | {self.key}


@dataclass(frozen=True, slots=True, eq=False)
class ToldSentence:
    """A sentence in which a report says something. ``around`` are its words and those of its neighbours, ``denied`` the words under its
    denials, ``sources`` who is said to say it."""

    report: str
    place: int
    sentence: Sentence
    tree: Tree
    text: str
    around: str
    words: tuple[Word, ...]
    denials: tuple[Denial, ...]
    denied: frozenset[int]
    readings: tuple[Reading, ...]
    sources: frozenset[str]
    vector: NDArray[np.float32] | None
    is_title: bool
    is_lead: bool

    def foci(self, denial: Denial) -> Sequence[Word]:
        """The words that one of its denials denies, the chief one first; parts of names only where nothing else is denied ("no offer for
        Tarn Limited")."""
        return _find_foci(self, denial)


@lru_cache(maxsize=1 << 12)
def _find_foci(told: ToldSentence, denial: Denial) -> tuple[Word, ...]:
    by_index = {word.index: word for word in told.words}
    found = tuple(by_index[index] for index in denial.foci if index in by_index)
    return tuple(word for word in found if not _is_in_name(told, word)) or found


def _is_in_name(told: ToldSentence, word: Word) -> bool:
    start = told.tree.tokens[word.index].start
    return any(name.start <= start < name.end for name in told.sentence.names)


@dataclass(frozen=True, slots=True, eq=False)
class Things:
    """For each thing the reports that speak of it, assert it and deny it, and where it is asserted."""

    spoken: Mapping[str, frozenset[str]]
    asserted: Mapping[str, frozenset[str]]
    denied: Mapping[str, frozenset[str]]
    places: Mapping[str, Sequence[tuple[ToldSentence, Word]]]


@lru_cache(maxsize=8)
def _families(lexicons: Lexicons) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for family, words in lexicons.rows("kindred_things"):
        for word in words.split():
            found[word].add(f"k:{family}")
    return {word: frozenset(families) for word, families in found.items()}


@lru_cache(maxsize=1 << 14)
def find_families(word: str, lexicons: Lexicons) -> frozenset[str]:
    """The families of kindred things that a lower-case word form names one of."""
    known = _families(lexicons)
    return next((known[lemma] for lemma in lemmas(word, lexicons=lexicons) if lemma in known), frozenset())


def read_sentences(readings: Sequence[Reading], ground: Ground) -> tuple[ToldSentence, ...]:
    """Every sentence that holds a statement, by report and place. Linear in their number."""
    held: dict[tuple[str, int], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.sentence is not None and reading.sentence.tokens:
            held[(reading.statement.report, reading.sentence.start)].append(reading)
    return tuple(
        _read(page, place, sentence, tuple(held[(report, sentence.start)]), ground)
        for report, page in sorted(ground.pages.items())
        for place, sentence in enumerate(page.annotation.sentences)
        if (report, sentence.start) in held
    )


def _read(page: Page, place: int, sentence: Sentence, readings: tuple[Reading, ...], ground: Ground) -> ToldSentence:
    report, text, sentences = page.report.id, page.report.text, page.annotation.sentences
    tree = readings[0].tree or read_tree(text, sentence)
    denials = tuple(find_denied(tree, ground.meanings.lexicons))
    beside = sentences[max(0, place - 1)].start, sentences[min(len(sentences) - 1, place + 1)].end
    return ToldSentence(
        report=report,
        place=place,
        sentence=sentence,
        tree=tree,
        text=text[sentence.start : sentence.end],
        around=text[beside[0] : beside[1]],
        words=tuple(_words(tree, ground.meanings)),
        denials=denials,
        denied=frozenset(index for denial in denials for index in (*denial.scope, denial.at)),
        readings=readings,
        sources=frozenset(link.entity or link.source for reading in readings for link in reading.statement.attribution),
        vector=readings[0].vector,
        is_title=any(block.kind == "title" and block.start <= sentence.start < block.end for block in page.report.blocks),
        is_lead=sentence.start <= ground.leads.get(report, 0),
    )


@lru_cache(maxsize=8)
def _passed(lexicons: Lexicons) -> frozenset[str]:
    """Words that name no thing."""
    return frozenset().union(*(denial_words(lexicons, kind) for kind in ("light", "saying", "empty")))


def _words(tree: Tree, meanings: Meanings) -> Iterator[Word]:
    passed = _passed(meanings.lexicons)
    for index, form in enumerate(tree.words):
        if (
            tree.upos(index) in CONTENT
            and tree.dep(index) not in _TYING
            and len(form) >= SHORTEST
            and form[0].isalpha()
            and form not in passed
        ):
            yield Word(index, form, meanings.key(form, tree.upos(index)), find_families(form, meanings.lexicons))


def index_things(sentences: Sequence[ToldSentence]) -> Things:
    """Who speaks of what in a story. Linear in the words."""
    spoken, asserted, denied = (defaultdict[str, set[str]](set) for _ in range(3))
    places: dict[str, list[tuple[ToldSentence, Word]]] = defaultdict(list)
    for sentence in sentences:
        for word in sentence.words:
            for thing in word.things:
                spoken[thing].add(sentence.report)
                if word.index not in sentence.denied:
                    asserted[thing].add(sentence.report)
                    places[thing].append((sentence, word))
        for word in [word for denial in sentence.denials for word in sentence.foci(denial)]:
            for thing in word.things:
                denied[thing].add(sentence.report)
    first = {thing: sorted(met, key=lambda pair: (pair[0].place, pair[0].report))[:PER_THING] for thing, met in places.items()}
    return Things(_freeze(spoken), _freeze(asserted), _freeze(denied), first)


def _freeze(found: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {thing: frozenset(reports) for thing, reports in found.items()}
