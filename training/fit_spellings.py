"""Fits the weights by which two spellings are judged to be of one name (stages/corroborate/names/rival_spellings.py).

    python -m training.fit_spellings [STORY_FOLDER ...]

Penalised logistic regression (Newton's method) over the pairs of spellings that the reports of a story hold, on the stories of the newsroom
benchmark marked ``dev`` and on real events, in the folder of ``STEMMA_DATA``. A pair counts as one name where the two stand on, or spell,
two sides of one conflict of names on the truth sheet; of real news, where ``real_misspellings.tsv`` says so, which was read by hand.
Prints the table and, with one story or event left out at a time, how well it tells pairs apart.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from bench.quality.newsroom.match import Span
from bench.quality.newsroom.sheet import Clash, Sheet, read_sheet, story_folders
from training.logistic import Table, fit, join, report
from training.real_events import read_events
from training.told_stories import locate, read_story

from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.spelling import fold
from stemma.records import Extraction, Page
from stemma.stages.corroborate.comparing.ground import open_ground
from stemma.stages.corroborate.comparing.reading import read_statements
from stemma.stages.corroborate.names.rival_spellings import WEIGHTS, Spellings, measure_spellings
from stemma.stages.corroborate.names.spelled_names import open_spellings
from stemma.stages.corroborate.names.spellings import Place, Spelling, list_pairs

PENALTY = 0.5
EVERY = {"giveme5w1h": 1, "ecbplus": 5}
"""Every how many events of a set are taken."""
READ_BY_HAND = Path(__file__).with_name("real_misspellings.tsv")


def main() -> None:
    folders = list(map(Path, sys.argv[1:])) or story_folders("dev")
    names = list(WEIGHTS)
    tables = [*(collect_pairs(read_sheet(folder), names) for folder in folders), *_real_pairs(names)]
    towards, penalty = np.zeros(len(names)), np.full(len(names), PENALTY)
    report(tables, towards, penalty)
    weights = fit(*join(tables), towards, penalty)
    print(*(f'    "{name}": {weight:.2f},' for name, weight in zip(names, weights, strict=True)), sep="\n")


def collect_pairs(sheet: Sheet, names: Sequence[str]) -> Table:
    """The features and labels of a story's pairs of spellings, but for those of which a report has both."""
    pages, extraction = read_story(sheet)
    held = _hold(pages, extraction)
    telling = locate(sheet, pages).telling
    clashes = [clash for clash in sheet.clashes if clash.kind in {"name", "number"}]
    pairs = _pairs(held)
    rows = [_row(one, other, held, names) for one, other in pairs]
    labels = [any(_oppose(one, other, held, clash, telling) for clash in clashes) for one, other in pairs]
    return np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels, dtype=float)


def _real_pairs(names: Sequence[str]) -> Iterator[Table]:
    """Pairs of real articles on one event, a table an event, but for those of which nobody can tell."""
    read = _read_by_hand()
    for pages, extraction in read_events(EVERY):
        held = _hold(pages, extraction)
        judged = [(pair, read.get(frozenset(map(" ".join, pair)), "no")) for pair in _pairs(held)]
        rows = [_row(*pair, held, names) for pair, found in judged if found != "open"]
        labels = [float(found == "yes") for _, found in judged if found != "open"]
        yield np.array(rows, dtype=float).reshape(len(rows), len(names)), np.array(labels)


def _read_by_hand() -> dict[frozenset[str], str]:
    lines = READ_BY_HAND.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return {frozenset((one, other)): found for one, other, found in rows}


def _hold(pages: Sequence[Page], extraction: Extraction) -> Spellings:
    readings = read_statements(pages, extraction, load_lexicons())
    return open_spellings(readings, open_ground(pages, extraction, readings, load_lexicons()))


def _pairs(held: Spellings) -> list[tuple[Spelling, Spelling]]:
    return [pair for pair in list_pairs(held.found) if not held.knows_two(*pair)]


def _row(one: Spelling, other: Spelling, held: Spellings, names: Sequence[str]) -> list[float]:
    features = measure_spellings(one, other, held)
    return [features[name] for name in names]


def _oppose(one: Spelling, other: Spelling, held: Spellings, clash: Clash, telling: Mapping[str, Span]) -> bool:
    """Whether two spellings stand on two sides of a conflict, or are what two sides have."""
    told = [[telling[said] for said in side.says if said in telling] for side in clash.sides]
    stands = [{n for n, side in enumerate(told) if any(_stands_on(place, side) for place in held.found[name])} for name in (one, other)]
    written = [{fold(word) for word in side.value.split()} for side in clash.sides]
    own = {*one, "".join(one)} - set(other), {*other, "".join(other)} - set(one)
    spells = [{n for n, words in enumerate(written) if words & mine} for mine in own]
    by_place = clash.kind == "name" and bool(stands[0] and stands[1]) and len(stands[0] | stands[1]) > 1
    return by_place or (bool(spells[0] and spells[1]) and spells[0] != spells[1])


def _stands_on(place: Place, side: Sequence[Span]) -> bool:
    return any(span.report == place.report and span.start < place.end and place.start < span.end for span in side)


if __name__ == "__main__":
    main()
