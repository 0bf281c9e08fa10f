"""Fits the weights by which the clean stage weighs the days that a page gives (language/data/date_weights.tsv).

    STEMMA_DATA=FOLDER python -m training.fit_date_weights [--write]

A multinomial logit over the days of a page and "none of these" (stages/clean/evidence.py), by gradient ascent on the penalised
likelihood, on the 800 pages of ``htmldate_default`` (Apache-2.0), as HTML and as the same text without its markup, head and address. Prints
how well the days are told in five folds of pages (those whose gold day is what they themselves call their last change are measured, not
fitted on), by the confidence asked for, and how far the confidence may be trusted.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.adapters.fetch.decoding import decode
from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.evidence import group_by_day
from stemma.stages.clean.extraction import match_extracted
from stemma.stages.clean.kinds import find_captions, find_notices
from stemma.stages.clean.languages import detect_language
from stemma.stages.clean.layout import lay_out
from stemma.stages.clean.lines import Line
from stemma.stages.clean.metadata import read_metadata
from stemma.stages.clean.parsing import parse_html
from stemma.stages.clean.publication import LEAST_CONFIDENCE, sight_publication
from stemma.stages.clean.sightings import Place, Sighting
from stemma.stages.clean.titles import find_title

TABLE = Path("src/stemma/language/data/date_weights.tsv")
HEADER = """# Weights of the signs by which a day is weighed as a page's day of publication (stages/clean/evidence.py), fitted by
# training/fit_date_weights.py. Columns: sign, weight (log-odds against no day of the page being right).
"""
FOLDS = 5
EXPECTED = {
    "ld_article_published": 2.0,
    "meta_published": 2.0,
    "micro_published": 1.5,
    "labelled_near": 1.5,
    "opens_place": 2.0,
    "opens_text": 1.0,
    "without_year": 1.0,
    "url_day": 1.5,
    "head_differs": -1.5,
    "label_differs": -1.0,
    "in_series": -1.5,
    "in_long_series": -2.0,
    "in_comment": -1.0,
    "time_comment": -1.0,
}
"""What the weights are pulled towards where the pages say little; the others towards 0."""
_CHANGE = -2
_RIDGE, _STEPS, _RATE = 0.7, 600, 0.05
_THRESHOLDS = (LEAST_CONFIDENCE, 0.6, 0.8)
_BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.01))

Array = NDArray[np.float64]


class Sample(NamedTuple):
    """One page: the signs of each day by kind of evidence and sighting, the days, and the place of the gold day (-1: not given; -2: given,
    but as the day of the last change, beside another one of publication)."""

    name: str
    days: tuple[str, ...]
    signs: tuple[tuple[tuple[frozenset[str], ...], ...], ...]
    gold: int


class Table(NamedTuple):
    """All samples as arrays: a row a sighting, its kind (a group), the group's day, the day's page; the gold day of each page or -1."""

    rows: Array
    group_of_row: NDArray[np.int64]
    day_of_group: NDArray[np.int64]
    page_of_day: NDArray[np.int64]
    gold: NDArray[np.int64]


def read_pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Address, HTML and gold day of every page, in order of address."""
    entries = {url: entry for path in sorted(folder.glob("*.json")) for url, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    for url in sorted(entries):
        content = decode((folder / "html" / entries[url]["file"]).read_bytes()).text
        if content:
            yield url, content, entries[url]["date"]


def sight_page(content: str, url: str, *, is_flat: bool) -> tuple[Sighting, ...]:
    """The dates that a page gives: as HTML, or by its lines alone."""
    lexicons, page = load_lexicons(), parse_html(content)
    lines = page.lines if page is not None else ()
    if is_flat:
        lines = tuple(Line(start=line.start, end=line.end, text=line.text) for line in lines)
    if page is None or not lines:
        return ()
    metadata = None if is_flat else read_metadata(page.told, lexicons)
    layout = lay_out(lines, lexicons, None if is_flat else partial(match_extracted, content, lines))
    captions = find_captions(layout, find_notices(layout, lexicons), lexicons)
    title = find_title(layout, metadata.titles if metadata else (), captions, lexicons)
    place = Place(article=layout.article, title_at=title.line if title else None, closed_at=layout.closed_at)
    language = detect_language([layout.lines[index].text for index in layout.article], lexicons)
    return sight_publication(layout.lines, place, metadata, None if is_flat else url, lexicons, language)


def sample_of(name: str, sightings: Sequence[Sighting], gold: str) -> Sample:
    grouped = group_by_day(sightings)
    days = tuple(day for day, _, _ in grouped)
    signs = tuple(tuple(tuple(seen) for _, seen in sorted(kinds.items())) for _, _, kinds in grouped)
    is_change = gold not in days and any(one.meaning == "updated" and one.date.edtf.startswith(gold) for one in sightings)
    return Sample(name, days, signs, days.index(gold) if gold in days else _CHANGE if is_change else -1)


def tabulate(samples: Sequence[Sample], names: Sequence[str]) -> Table:
    column = {name: place for place, name in enumerate(names)}
    rows: list[Array] = []
    group_of_row: list[int] = []
    day_of_group: list[int] = []
    page_of_day: list[int] = []
    gold = []
    for page, sample in enumerate(samples):
        gold.append(len(page_of_day) + sample.gold if sample.gold >= 0 else -1)
        for kinds in sample.signs:
            for seen in kinds:
                for signs in seen:
                    row = np.zeros(len(names))
                    row[[column[sign] for sign in signs if sign in column]] = 1
                    rows.append(row)
                    group_of_row.append(len(day_of_group))
                day_of_group.append(len(page_of_day))
            page_of_day.append(page)
    return Table(np.array(rows), np.array(group_of_row), np.array(day_of_group), np.array(page_of_day), np.array(gold))


def chances(table: Table, weights: Array) -> tuple[Array, NDArray[np.int64]]:
    """The chance of each day, and the row that speaks best in each group."""
    scores = table.rows @ weights
    order = np.lexsort((-scores, table.group_of_row))
    best = order[np.concatenate([[True], np.diff(table.group_of_row[order]) > 0])]
    days = np.zeros(len(table.page_of_day))
    np.add.at(days, table.day_of_group, scores[best])
    top = np.zeros(len(table.gold))
    np.maximum.at(top, table.page_of_day, days)
    exps = np.exp(days - top[table.page_of_day])
    total = np.exp(-top)
    np.add.at(total, table.page_of_day, exps)
    return exps / total[table.page_of_day], best


def fit(table: Table, names: Sequence[str], ridge: float = _RIDGE) -> Array:
    """Weights of the greatest penalised likelihood, by Adam on all pages at once."""
    towards = np.array([EXPECTED.get(name, 0.0) for name in names])
    weights = towards.copy()
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    is_gold = np.zeros(len(table.page_of_day))
    is_gold[table.gold[table.gold >= 0]] = 1
    for step in range(1, _STEPS + 1):
        chance, best = chances(table, weights)
        slope = table.rows[best].T @ (is_gold - chance)[table.day_of_group] - ridge * (weights - towards)
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights = weights + _RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def names_of(samples: Sequence[Sample]) -> list[str]:
    return sorted({sign for sample in samples for kinds in sample.signs for seen in kinds for signs in seen for sign in signs})


def fold_of(sample: Sample) -> int:
    """The fold of a page: the same for both its forms."""
    return int(sample.name.split("#")[0]) % FOLDS


def cross_validate(samples: Sequence[Sample]) -> Iterator[tuple[Sample, str | None, float]]:
    """Each sample with its likeliest day and that day's confidence by weights fitted without its fold."""
    names = names_of(samples)
    for fold in range(FOLDS):
        weights = fit(tabulate([sample for sample in samples if fold_of(sample) != fold and sample.gold != _CHANGE], names), names)
        kept = [sample for sample in samples if fold_of(sample) == fold]
        table = tabulate(kept, names)
        chance, _ = chances(table, weights)
        for page, sample in enumerate(kept):
            own = np.flatnonzero(table.page_of_day == page)
            best = own[chance[own].argmax()] if len(own) else None
            yield sample, sample.days[best - own[0]] if best is not None else None, float(chance[best]) if best is not None else 0.0


def tell(found: Sequence[tuple[Sample, str | None, float]], label: str, gold: dict[str, str]) -> Iterator[str]:
    pages = len(found)
    for threshold in _THRESHOLDS:
        given = [(sample, day) for sample, day, chance in found if chance >= threshold]
        right = sum(day == gold[sample.name] for sample, day in given)
        yield (
            f"{label}, from {threshold}: right {right / pages:.3f}, wrong {(len(given) - right) / pages:.3f}, "
            f"wrong of those given {1 - right / max(1, len(given)):.3f}"
        )
    for low, high in _BANDS:
        band = [(sample, day, chance) for sample, day, chance in found if low <= chance < high and day]
        if band:
            right = sum(day == gold[sample.name] for sample, day, _ in band)
            mean = sum(chance for *_, chance in band) / len(band)
            yield f"{label}, confidence {low:.2f} to {min(high, 1):.2f}: {len(band)} pages, mean {mean:.2f}, right {right / len(band):.2f}"


def main() -> None:
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked")) / "htmldate_default"
    samples, gold = [], {}
    for number, (url, content, day) in enumerate(read_pages(folder)):
        for form in ("html", "flat"):
            name = f"{number}#{form}"
            gold[name] = day
            samples.append(sample_of(name, sight_page(content, url, is_flat=form == "flat"), day))
    found = list(cross_validate(samples))
    for form in ("html", "flat"):
        print(*tell([one for one in found if one[0].name.endswith(form)], form, gold), sep="\n")
    names = names_of(samples)
    weights = fit(tabulate([sample for sample in samples if sample.gold != _CHANGE], names), names)
    text = HEADER + "".join(f"{name}\t{weight:.2f}\n" for name, weight in zip(names, weights, strict=True))
    if "--write" in sys.argv:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
