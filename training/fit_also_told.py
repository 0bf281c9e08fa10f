"""Fits the weights by which a statement is judged to tell a claim in which it is not at home (stages/corroborate/claims/telling.py).

    STEMMA_DATA=FOLDER python -m training.fit_also_told [STORY_FOLDER ...]

Penalised logistic regression over claims, as they stand before any derivation is known, and the statements of other reports that are
nearest to them. The newsroom benchmark's stories marked ``dev`` give, for each claim of which the sheet speaks, the share of what most of
its reports tell by it that the statement tells too (half of the quoted words lie in it, or half of it in them). Claims of which the sheet
does not speak are told by no statement: surely where that tells a fact of the sheet, else the row counts half. The development topics of
ECB+ (CC BY 3.0) give claims whose main words are one annotated event, and statements that speak of it, or of none of the claim's; each
counts ``OF_THE_NEWS`` times. Forty events of giveme5w1h give real news read by hand (``real_tellings.tsv``): a part counts as ``A_PART``,
and each row ``LOOKED_AT`` times, as one in so many was read; of the others those count as told by nobody that the weights of now hold for
unlikely. What a claim excludes and what lacks its number is left out. Needs PyTorch: what the sentences of a story tell
is read by a matrix that was fitted on other stories (``fit_sense.py``). Prints the table and how well it does with one story left out at a
time.
"""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from bench.quality.ecb_mentions import DEVELOPMENT_TOPICS, Subtopic, read_subtopics
from bench.quality.newsroom.sheet import Sheet, read_sheet, story_folders
from bench.quality.story_sets import data_folder, read_news_cluster
from training.fit_agreement import chains_in, main_word, read_told
from training.fit_sense import fit_matrix, read_sentences, with_matrix
from training.logistic import Table, fit, join, predict, report
from training.told_stories import read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import Config
from stemma.language.lexicon import Lexicons
from stemma.language.meaning import read_meanings
from stemma.records import Page
from stemma.stages.corroborate.claims.also_told import list_candidates
from stemma.stages.corroborate.claims.joining import group_readings
from stemma.stages.corroborate.claims.outlines import see_setting
from stemma.stages.corroborate.claims.telling import WEIGHTS, lacks_number, measure_telling
from stemma.stages.corroborate.comparing.agreement import find_exclusion
from stemma.stages.corroborate.comparing.reading import Reading, read_statements
from stemma.stages.extract import extract

PENALTY = 1.0
OF_THE_NEWS = 2
UNSURE = 0.5
A_PART, LOOKED_AT, UNLIKELY = 0.3, 20.0, 0.05
READ_BY_HAND = Path(__file__).with_name("real_tellings.tsv")
Case = tuple[Sequence[Reading], Reading, list[float]]
Labels = dict[tuple[str, int, str, int], int]
Rows = list[tuple[list[float], float, float]]
"""Features, label and how much the row counts."""


def main() -> None:
    sheets = [read_sheet(folder) for folder in map(Path, sys.argv[1:] or story_folders("dev"))]
    tables = [_table(collect_tellings(sheet, lexicons)) for sheet, lexicons in zip(sheets, unseen_by_sense(sheets), strict=True)]
    events = [_table(collect_events(subtopic)) for subtopic in read_subtopics(data_folder(), DEVELOPMENT_TOPICS)]
    towards, penalty = np.zeros(len(WEIGHTS)), np.full(len(WEIGHTS), PENALTY)
    news = [_table(collect_news(pages, labels)) for pages, labels in read_labelled()]
    beside = join([table for table, _ in events])
    report([table for table, _ in tables], towards, penalty, beside, OF_THE_NEWS)
    counts = [*(count for _, count in tables), np.full(len(beside[1]), float(OF_THE_NEWS)), *(count for _, count in news)]
    rows = join([*(table for table, _ in tables), beside, *(table for table, _ in news)])
    weights = fit(*rows, towards, penalty, np.concatenate(counts))
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(WEIGHTS, weights, strict=True)), sep="\n")


def unseen_by_sense(sheets: Sequence[Sheet]) -> list[Lexicons]:
    """For each story lexicons whose ``sense_matrix`` was fitted on every other story but not on it."""
    stories = [read_sentences(sheet) for sheet in sheets]
    halves = [with_matrix(load_lexicons(), fit_matrix(stories[1 - half :: 2])) for half in (0, 1)]
    return [halves[place % 2] for place in range(len(sheets))]


def collect_tellings(sheet: Sheet, lexicons: Lexicons) -> Rows:
    """Claims and statements of a story of the newsroom benchmark."""
    pages, extraction = read_story(sheet)
    told = read_told(sheet, pages, extraction)
    rows: Rows = []
    for group, reading, features in _cases(read_statements(pages, extraction, lexicons)):
        core = _core(group, told.facts)
        given = told.facts.get(reading.statement.id, set())
        if not core:
            if told.touched.isdisjoint(own.statement.id for own in group):
                rows.append((features, 0.0, 1.0 if given else UNSURE))
            continue
        share = len(core & given) / len(core)
        # A report is quoted once for a fact: its headline may tell it as well.
        if share or not (reading.is_headline and core & told.by_report[reading.statement.report]):
            rows.append((features, share, 1.0))
    return rows


def _core(group: Sequence[Reading], facts: dict[str, set[str]]) -> set[str]:
    """The facts that at least half of a claim's reports tell by it."""
    by_report: dict[str, set[str]] = defaultdict(set)
    for own in group:
        by_report[own.statement.report] |= facts.get(own.statement.id, set())
    counts = Counter(fact for found in by_report.values() for fact in found)
    return {fact for fact, count in counts.items() if 2 * count >= len(by_report)}


def collect_events(subtopic: Subtopic) -> Rows:
    """Claims and statements of real news by the events of their words."""
    lexicons = load_lexicons()
    pages = sorted(subtopic.pages, key=lambda page: page.report.id)
    extraction = extract(pages, config=Config().extract, lexicons=lexicons).records[0]
    readings = read_statements(pages, extraction, lexicons)
    chain_at = {(mention.report, start): mention.chain for mention in subtopic.mentions for start, _ in mention.words}
    text_of = {page.report.id: page.report.text for page in pages}
    head = {reading.statement.id: chain_at.get(main_word(reading, text_of)) for reading in readings}
    spoken = {reading.statement.id: chains_in(reading.statement, chain_at) for reading in readings}
    rows: Rows = []
    for group, reading, features in _cases(readings):
        chains = Counter(chain for own in group if (chain := head[own.statement.id]))
        said = spoken[reading.statement.id]
        if not chains or not head[reading.statement.id]:
            continue
        is_told = chains.most_common(1)[0][0] in said
        if is_told or said.isdisjoint(chain for own in group for chain in spoken[own.statement.id]):
            rows.append((features, float(is_told), 1.0))
    return rows


def read_labelled() -> Iterator[tuple[list[Page], Labels]]:
    """The reports of each event that was read by hand, and its labels, by file and place of the claim's wording and of the statement."""
    labels: dict[str, Labels] = defaultdict(dict)
    for line in READ_BY_HAND.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            event, *found = line.split("\t")
            labels[event][found[0], int(found[1]), found[2], int(found[3])] = int(found[4])
    pages: dict[str, list[Page]] = defaultdict(list)
    for article in read_news_cluster(data_folder()):
        if article.event in labels:
            pages[article.event].append(article.page)
    for event in sorted(pages):
        yield sorted(pages[event], key=lambda page: page.report.id), labels[event]


def collect_news(pages: Sequence[Page], labels: Labels) -> Rows:
    """Claims and statements of one real event: those read by hand, and those that are surely none."""
    extraction = extract(pages, config=Config().extract, lexicons=load_lexicons()).records[0]
    file_of = {page.report.id: page.report.location[:12] for page in pages}
    shipped = np.array(list(WEIGHTS.values()))
    rows: Rows = []
    for group, reading, features in _cases(read_statements(pages, extraction, load_lexicons())):
        here = file_of[reading.statement.report], reading.statement.start
        label = next(
            (found for own in group if (found := labels.get((file_of[own.statement.report], own.statement.start, *here))) is not None), None
        )
        if label is not None:
            rows.append((features, (0.0, A_PART, 1.0)[label], LOOKED_AT))
        elif predict(np.array([features]), shipped)[0] < UNLIKELY:
            rows.append((features, 0.0, 1.0))
    return rows


def _cases(readings: Sequence[Reading]) -> Iterator[Case]:
    meanings = read_meanings(load_lexicons())
    groups = group_readings(readings, meanings)
    ordered = [reading for group in groups for reading in group]
    setting = see_setting(ordered)
    for group, outline, candidates in list_candidates(groups):
        for candidate in candidates:
            reading = ordered[candidate.statement]
            if not lacks_number(outline, reading) and not any(find_exclusion(own, reading, meanings) for own in group):
                values = measure_telling(outline, reading, candidate.place, setting)
                yield group, reading, [values[name] for name in WEIGHTS]


def _table(rows: Rows) -> tuple[Table, np.ndarray]:  # type: ignore[type-arg]
    features = np.array([features for features, _, _ in rows]).reshape(-1, len(WEIGHTS))
    return (features, np.array([label for _, label, _ in rows])), np.array([count for _, _, count in rows])


if __name__ == "__main__":
    main()
