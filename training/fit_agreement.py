"""Fits the weights by which two statements are judged to tell the same (stages/corroborate/comparing/agreement.py).

    STEMMA_DATA=FOLDER python -m training.fit_agreement [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over pairs of statements of two reports. The newsroom benchmark's stories marked ``dev``
give those where both tell a fact of the truth sheet, or the two sides of one conflict (whether their values exclude each other is judged
apart), and, as pairs that are not one, statements that the sheet does not speak of beside facts that their report does not tell. The
development topics of ECB+ (CC BY 3.0) give statements whose main words are annotated as one event, or as two: real news, where much is
said of the same few names. Each of those pairs counts ``OF_THE_NEWS`` times. Prints the table and, with one story left out at a time, how
well it tells pairs apart.
"""

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from bench.quality.ecb_mentions import DEVELOPMENT_TOPICS, Subtopic, read_subtopics
from bench.quality.newsroom.match import Span
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from bench.quality.story_sets import data_folder
from training.logistic import Table, fit, join, report
from training.told_stories import locate, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.language.syntax import read_tree
from stemma.records import Extraction, Page, Statement
from stemma.stages.corroborate.comparing.agreement import WEIGHTS, find_candidates, measure
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.extract import extract

COVERED = 0.5
PENALTY = 1.0
GIVEN = frozenset({"taken along"})
OF_THE_NEWS = 10


class _Told(NamedTuple):
    """What a sheet says of a story's statements: the facts that each tells (half of the quoted words lie in it, or half of it in them),
    those that it touches at all, and the facts that each report tells."""

    facts: dict[str, set[str]]
    touched: set[str]
    by_report: dict[str, set[str]]


def main() -> None:
    names = [name for name in WEIGHTS if name not in GIVEN]
    tables = [collect_pairs(read_sheet(folder), names) for folder in map(Path, sys.argv[1:] or story_folders("dev"))]
    events = [collect_event_pairs(subtopic, names) for subtopic in read_subtopics(data_folder(), DEVELOPMENT_TOPICS)]
    towards = np.zeros(len(names))
    penalty = np.full(len(names), PENALTY)
    report(tables, towards, penalty)
    weights = fit(*join([*tables, *events * OF_THE_NEWS]), towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs: statements that the sheet quotes, of two reports."""
    pages, extraction = read_story(sheet)
    readings = {reading.statement.id: reading for reading in read_statements(pages, extraction, load_lexicons())}
    told = read_told(sheet, pages, extraction)
    one_matter = _matters(sheet)
    rows, labels = [], []
    for one, other in combinations(sorted(told.facts), 2):
        if readings[one].statement.report != readings[other].statement.report:
            rows.append(_row(readings[one], readings[other], names))
            labels.append(any(a == b or b in one_matter[a] for a in told.facts[one] for b in told.facts[other]))
    for one, other in _met(tuple(readings.values()), told):
        report = readings[other].statement.report
        if all({fact, *one_matter[fact]}.isdisjoint(told.by_report[report]) for fact in told.facts[one]):
            rows.append(_row(readings[one], readings[other], names))
            labels.append(False)
    return np.array(rows), np.array(labels, dtype=float)


def collect_event_pairs(subtopic: Subtopic, names: Sequence[str]) -> Table:
    """The features and labels of pairs of statements whose main words are annotated: of one event, or sharing none."""
    lexicons = load_lexicons()
    extraction = extract(subtopic.pages, config=Config().extract, lexicons=lexicons).records[0]
    pages = sorted(subtopic.pages, key=lambda page: page.report.id)
    readings = {reading.statement.id: reading for reading in read_statements(pages, extraction, lexicons)}
    chain_at = {(mention.report, start): mention.chain for mention in subtopic.mentions for start, _ in mention.words}
    text_of = {page.report.id: page.report.text for page in pages}
    heads = {key: chain_at.get(main_word(reading, text_of)) for key, reading in readings.items()}
    spoken = {key: chains_in(reading.statement, chain_at) for key, reading in readings.items()}
    rows, labels = [], []
    for one, other in combinations(sorted(key for key, chain in heads.items() if chain), 2):
        is_same = heads[one] == heads[other]
        if readings[one].statement.report != readings[other].statement.report and (is_same or spoken[one].isdisjoint(spoken[other])):
            rows.append(_row(readings[one], readings[other], names))
            labels.append(is_same)
    return np.array(rows).reshape(-1, len(names)), np.array(labels, dtype=float)


def main_word(reading: Reading, text_of: Mapping[str, str]) -> tuple[str, int]:
    """The word that the others of a statement hang on, a verb where there is one."""
    report, start, end = reading.statement.report, reading.statement.start, reading.statement.end
    if reading.sentence is None:
        return report, -1
    tree = read_tree(text_of[report], reading.sentence)
    inside = {index for index, token in enumerate(tree.tokens) if start <= token.start and token.end <= end}
    tops = [index for index in sorted(inside) if tree.head(index) not in inside and tree.upos(index) in {"VERB", "NOUN", "PROPN", "ADJ"}]
    tops.sort(key=lambda index: (tree.upos(index) != "VERB", tree.first[index] - tree.last[index]))
    return report, tree.tokens[tops[0]].start if tops else -1


def chains_in(statement: Statement, chain_at: Mapping[tuple[str, int], str]) -> set[str]:
    return {chain for (report, start), chain in chain_at.items() if report == statement.report and statement.start <= start < statement.end}


def _row(one: Reading, other: Reading, names: Sequence[str]) -> list[float]:
    values = measure(one, other)
    return [values[name] for name in names]


def _met(readings: Sequence[Reading], told: _Told) -> list[tuple[str, str]]:
    """Candidate pairs of a statement that tells a fact and one of another report that the sheet does not speak of, that one first."""
    found = []
    for low, high in find_candidates(readings):
        for one, other in ((readings[low].statement, readings[high].statement), (readings[high].statement, readings[low].statement)):
            if one.report != other.report and one.id in told.facts and other.id not in told.facts and other.id not in told.touched:
                found.append((one.id, other.id))
    return sorted(found)


def read_told(sheet: Sheet, pages: Sequence[Page], extraction: Extraction) -> _Told:
    told = _Told(defaultdict(set), set(), defaultdict(set))
    for key, span in locate(sheet, pages).telling.items():
        fact = key.partition(":")[2]
        told.by_report[span.report].add(fact)
        for statement in extraction.statements:
            said = Span(statement.report, statement.start, statement.end)
            if span.meets(said):
                told.touched.add(statement.id)
                if _covers(span, said):
                    told.facts[statement.id].add(fact)
    return told


def _covers(one: Span, other: Span) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and shared >= COVERED * min(one.end - one.start, other.end - other.start)


def _matters(sheet: Sheet) -> dict[str, set[str]]:
    """For each fact those that a conflict sets against it."""
    opposed: dict[str, set[str]] = defaultdict(set)
    for clash in sheet.clashes:
        held = {said.partition(":")[2] for side in clash.sides for said in side.says}
        for fact in held:
            opposed[fact] |= held - {fact}
    return opposed


if __name__ == "__main__":
    main()
