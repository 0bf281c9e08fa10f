"""Timelines of one entity over many articles, against those of SemEval-2015 Task 4 (raw text in, nothing given but the entity's name).

    STEMMA_DATA=FOLDER python -m bench.quality.timelines [--corpora 1,2,3]

Every event of a timeline has a place in a text (document, sentence, word), a date and a number in the order. A statement whose subject or
object is the entity gives its predicate, dated as in a story's timeline, else, where it tells of what happened, by the day of the article;
what the entity is cited as saying gives the verb of saying. Two scores over all timelines: *temporal awareness* (UzZaman and Allen 2011),
F1 over the relations that the timelines stand for, each timeline reduced to neighbours and held against the closure of the other: event
to date, events of one number simultaneous, events of neighbouring numbers one before the other; and *events on their day*, F1 of
(event, date) pairs. Events without a number in the order (0) count in neither. Beside it a trivial baseline: the root of every sentence
that holds the entity's name, dated by the article's day. The best system of the task had a micro F1 of 7.85 from raw text, 25.36 with
events given, by the task's own scorer, which treats coreferent events as one; figures here are near to these but not the same measure.
"""

import argparse
import html
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench.quality.story_sets import make_page, make_report
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ExtractConfig
from stemma.language.inflection import lemmas
from stemma.language.meaning import read_meanings
from stemma.language.syntax import Tree
from stemma.records import Corroboration, Entity, Extraction, Page, Statement
from stemma.stages.brief.desk import Desk, lay_out
from stemma.stages.brief.moments import find_moment
from stemma.stages.extract import extract
from stemma.text.edtf import parse_edtf

FOLDER = "semeval2015_task4_timeline/SemEval_Task4_data"
_TOKEN = re.compile(r'<token number="\d+" sentence="(\d+)" t_id="\d+">([^<]*)</token>')
_CREATED = re.compile(r'functionInDocument="CREATION_TIME"[^>]*value="([^"]+)"')
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"})


class Event(NamedTuple):
    """A word of a document: its id, the sentence's number and the word, lower case."""

    document: str
    sentence: int
    word: str


Timeline = Mapping[Event, tuple[int, str]]
"""For each event its number in the order and its date."""


class Document(NamedTuple):
    name: str
    page: Page
    sentences: Sequence[tuple[int, int, int]]
    """Start, end and number of each sentence."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", default="1,2,3")
    options = parser.parse_args()
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked")) / FOLDER
    if not folder.is_dir():
        sys.exit(f"{folder} is absent; not measured")
    ours: list[tuple[Timeline, Timeline]] = []
    trivial: list[tuple[Timeline, Timeline]] = []
    for number in options.corpora.split(","):
        documents = read_documents(folder / f"corpus_{number}" / "corpus_trackA_CAT")
        pages = sorted((document.page for document in documents), key=lambda page: page.report.id)
        (extraction,) = extract(pages, config=ExtractConfig(), lexicons=load_lexicons()).records
        desk = lay_out(pages, extraction, Corroboration(claims=(), conflicts=()), load_lexicons())
        for path in sorted((folder / f"corpus_{number}" / "TimeLines_Gold_Standard").iterdir()):
            name, gold = read_gold(path)
            ours.append((gold, draw_timeline(name, desk, extraction, documents)))
            trivial.append((gold, draw_trivially(name, documents)))
    for title, pairs in (("stemma", ours), ("trivial", trivial)):
        awareness, days = score_awareness(pairs), score_days(pairs)
        print(f"{title:8} temporal awareness P {awareness[0]:.3f} R {awareness[1]:.3f} F1 {awareness[2]:.3f}   ", end="")
        print(f"events on their day P {days[0]:.3f} R {days[1]:.3f} F1 {days[2]:.3f}   ({len(pairs)} timelines)")
    print(f"= timelines temporal awareness F1: {score_awareness(ours)[2]:.3f}")
    print(f"= timelines events on their day F1: {score_days(ours)[2]:.3f}")


def read_documents(folder: Path) -> list[Document]:
    return [_read_document(path) for path in sorted(folder.glob("*.xml"))]


def _read_document(path: Path) -> Document:
    source = path.read_text(encoding="utf-8")
    words: dict[int, list[str]] = {}
    for sentence, token in _TOKEN.findall(source):
        words.setdefault(int(sentence), []).append(html.unescape(token))
    lines = [" ".join(made) for _, made in sorted(words.items())]
    created = _CREATED.search(source)
    report = make_report(path.name, lines[0], "\n".join(lines[1:]), "en.wikinews.org", created[1] if created else "")
    places, at = [], 0
    for number, line in zip(sorted(words), lines, strict=True):
        places.append((at, at + len(line), number))
        at += len(line) + 1
    return Document(re.split(r"[-_]", path.name)[0], make_page(report), places)


def read_gold(path: Path) -> tuple[str, Timeline]:
    """The target's name and its timeline, events without a number left out."""
    lines = path.read_text(encoding="utf-8").strip().split("\n")
    found: dict[Event, tuple[int, str]] = {}
    for line in lines[1:]:
        order, when, *events = line.rstrip().split("\t")
        for event in events if order.strip().isdigit() and int(order) else ():
            document, sentence, word = event.split("-", 2)
            found[Event(document, int(sentence), word.split("_")[0].lower())] = (int(order), when)
    return lines[0].strip(), found


def draw_timeline(name: str, desk: Desk, extraction: Extraction, documents: Sequence[Document]) -> Timeline:
    """The events of an entity, ordered by date."""
    by_report = {document.page.report.id: document for document in documents}
    targets = {entity.id for entity in extraction.entities if _is_called(entity, name)}
    dated: dict[Event, str] = {}
    for statement in desk.statements.values():
        for offset, when in _events(statement, targets, desk):
            event = _event_at(by_report[statement.report], offset)
            if event and when:
                dated.setdefault(event, when)
    return _ordered(dated)


def _is_called(entity: Entity, name: str) -> bool:
    """Whether an entity goes by all the words of a name, with two others at most ("the Boeing company")."""
    wanted = set(name.casefold().split())
    named = [set(known.casefold().split()) for known in (entity.name, *entity.aliases)]
    return any(wanted <= words and len(words) <= len(wanted) + 2 for words in named)


def _events(statement: Statement, targets: set[str], desk: Desk) -> Iterator[tuple[int, str]]:
    """The offset and the day of the predicates by which a statement tells something of the targets."""
    page = desk.pages[statement.report]
    published = page.report.published.edtf if page.report.published else ""
    tree = desk.tree_of(statement)
    head = _head(statement, tree) if tree else None
    if tree is not None and head is not None and _takes_part(tree, head, statement, targets, desk):
        moment = find_moment(statement, desk)
        for index in _tellings(tree, head, desk):
            yield tree.tokens[index].start, _day(moment.edtf if moment else published)
    if statement.attribution and statement.attribution[-1].entity in targets:
        for attribution in page.annotation.attributions:
            if attribution.content_start < statement.end and statement.start < attribution.content_end and attribution.cue_start >= 0:
                yield attribution.cue_start, _day(published)


def _tellings(tree: Tree, head: int, desk: Desk) -> list[int]:
    """A predicate that is no state, the infinitives that it governs, the happenings that are its object ("made its first flight")."""
    meanings, states = read_meanings(desk.lexicons), frozenset(desk.lexicons.words("stative_verbs"))
    chain = [head, *(child for child in tree.below(head, "xcomp", "conj") if tree.upos(child) == "VERB")]
    found = [
        index
        for index in chain
        if tree.upos(index) == "VERB"
        and states.isdisjoint(lemmas(tree.words[index], lexicons=desk.lexicons))
        and not tree.below(index, "cop")
    ]
    nouns = [noun for index in chain for noun in tree.below(index, "obj", "nsubj:pass") if tree.upos(noun) == "NOUN"]
    return found + [noun for noun in nouns if meanings.action(tree.words[noun])]


def _head(statement: Statement, tree: Tree) -> int | None:
    inside = [index for index, token in enumerate(tree.tokens) if statement.start <= token.start < statement.end]
    tops = [index for index in inside if tree.head(index) not in inside]
    return min(tops, key=lambda index: (tree.upos(index) not in {"VERB", "AUX"}, index), default=None)


def _takes_part(tree: Tree, head: int, statement: Statement, targets: set[str], desk: Desk) -> bool:
    """Whether subject or object of the predicate is one of the targets, or names one within it."""
    for child in tree.children[head]:
        if tree.dep(child) in _ARGUMENTS:
            span = range(tree.tokens[tree.first[child]].start, tree.tokens[tree.last[child]].end)
            if any(desk.mentioned.get((statement.report, offset)) in targets for offset in span):
                return True
    return False


def _event_at(document: Document, offset: int) -> Event | None:
    for start, end, number in document.sentences:
        if start <= offset < end:
            word = document.page.report.text[offset:end].split(" ")[0].lower()
            return Event(document.name, number, word)
    return None


def _day(edtf: str) -> str:
    """A date as the task writes it; empty for spans."""
    read = parse_edtf(edtf.removesuffix("/.."))
    if read is None or read.is_interval or read.precision not in {"day", "month", "year", "minute", "second"}:
        return ""
    parts = edtf[:10].rstrip("~?%").split("-")
    return "-".join((*parts, "XX", "XX")[:3])


def draw_trivially(name: str, documents: Sequence[Document]) -> Timeline:
    """The root of every sentence that holds the name, on the article's day."""
    dated: dict[Event, str] = {}
    for document in documents:
        report = document.page.report
        for sentence in document.page.annotation.sentences:
            if name.casefold() in report.text[sentence.start : sentence.end].casefold():
                root = next((token for token in sentence.tokens if token.dep == "root"), None)
                event = _event_at(document, root.start) if root else None
                if event and report.published:
                    dated.setdefault(event, _day(report.published.edtf))
    return _ordered(dated)


def _ordered(dated: Mapping[Event, str]) -> Timeline:
    numbers = {when: number for number, when in enumerate(sorted(set(dated.values())), 1)}
    return {event: (numbers[when], when) for event, when in sorted(dated.items())}


def reduce_timeline(timeline: Timeline) -> set[tuple[object, ...]]:
    """The relations that stand for a timeline: its dates, a chain through the events of each number, a step to the next number."""
    groups: dict[int, list[Event]] = {}
    for event, (order, _) in sorted(timeline.items()):
        groups.setdefault(order, []).append(event)
    relations: set[tuple[object, ...]] = {(event, "on", when) for event, (_, when) in timeline.items()}
    for group in groups.values():
        relations |= {(one, "with", other) for one, other in pairwise(group)}
    relations |= {(groups[one][0], "before", groups[other][0]) for one, other in pairwise(sorted(groups))}
    return relations


def holds(timeline: Timeline, relation: tuple[object, ...]) -> bool:
    """Whether a relation follows from a timeline."""
    one, kind, other = relation
    if one not in timeline or (kind != "on" and other not in timeline):
        return False
    order, when = timeline[one]  # type: ignore[index]
    if kind == "on":
        return when == other
    there = timeline[other][0]  # type: ignore[index]
    return order == there if kind == "with" else order < there


def score_awareness(pairs: Sequence[tuple[Timeline, Timeline]]) -> tuple[float, float, float]:
    said = wanted = sound = found = 0
    for gold, made in pairs:
        ours, theirs = reduce_timeline(made), reduce_timeline(gold)
        said, wanted = said + len(ours), wanted + len(theirs)
        sound += sum(holds(gold, relation) for relation in ours)
        found += sum(holds(made, relation) for relation in theirs)
    return _figures(sound, said, found, wanted)


def score_days(pairs: Sequence[tuple[Timeline, Timeline]]) -> tuple[float, float, float]:
    said = sum(len(made) for _, made in pairs)
    wanted = sum(len(gold) for gold, _ in pairs)
    right = sum(event in gold and gold[event][1] == when for gold, made in pairs for event, (_, when) in made.items())
    return _figures(right, said, right, wanted)


def _figures(sound: int, said: int, found: int, wanted: int) -> tuple[float, float, float]:
    precision, recall = sound / (said or 1), found / (wanted or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


if __name__ == "__main__":
    main()
