"""Fits the weights by which the clean stage tells a page's article from its furniture (language/data/line_weights.tsv).

    STEMMA_DATA=FOLDER python -m training.fit_line_weights [--write]

Penalised logistic regression on lines, labelled by the share of their word 4-grams that the gold article holds. Trained on the pages of
``article_extraction_benchmark`` whose id is even (MIT; the odd ones are for measuring), as HTML and in four flattened forms, and for
flattened text on every second page of ``htmldate_default`` (Apache-2.0), labelled by trafilatura. Every page
also counts cropped to its article with a few lines round it, since pages arrive with much furniture or none.

The features that say "behind a mark" are fitted, so that others need not stand in for them, but not used: layout.py decides of each mark
whether it closes the article. (Fitted without them, F1 on flattened text falls by 0.01.)
"""

import gzip
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.extraction import match_extracted
from stemma.stages.clean.features import FEATURE_NAMES, measure
from stemma.stages.clean.lines import Line, split_lines
from stemma.stages.clean.rendering import parse_html, render
from stemma.stages.clean.wordings import compile_wordings
from stemma.text.normalise import normalise

FORMS = ("html-text", "inscriptis", "html2text", "beautifulsoup")
TABLE = Path("src/stemma/language/data/line_weights.tsv")
SMOOTHING = {"gap_open": (-1.0, -0.5), "gap_line": (-0.3, -0.3), "begin": (-0.2, -1.0), "finish": (-0.2, -1.0)}
HEADER = """# Weights of the labeller that tells a page's article from everything else (stages/clean/labels.py).
# Columns: feature (named after what it looks at, stages/clean/features.py), weight for flattened text, weight for HTML.
# Weights are log-odds that a line is article text, fitted by training/fit_line_weights.py; the last four rows are the costs of the
# smoothing over the page: opening an interruption of the article, each line of it, beginning the article, finishing it.
"""
_WORD = re.compile(r"\w+")
_GRAM = 4
_CROPS = ((0, 2), (3, 10), (1, 30))
_SILVER_WEIGHT, _CROP_WEIGHT = 0.25, 0.4
_LARGEST_BYTES = 600_000

Array = NDArray[np.float64]


class Sample(NamedTuple):
    """A page's features, gold labels and line weights."""

    table: Array
    gold: Array
    weights: Array


def label_lines(lines: Sequence[Line], gold: str) -> Array:
    """1 for each line that is mostly in the gold article, 0 for the others; short lines count only within its reach."""
    words = _WORD.findall(gold.lower())
    grams = {tuple(words[index : index + _GRAM]) for index in range(len(words) - _GRAM + 1)}
    whole = {tuple(_WORD.findall(line.lower())) for line in gold.split("\n")}
    shares = np.array([_share(tuple(_WORD.findall(line.text.lower())), grams, whole) for line in lines])
    labels = (shares > 0.5).astype(float)
    sure = [index for index, line in enumerate(lines) if labels[index] and len(line.text) > 60]
    if sure:
        labels[: max(0, sure[0] - 2)] = 0
        labels[sure[-1] + 3 :] = 0
    return labels


def _share(words: tuple[str, ...], grams: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> float:
    if len(words) < _GRAM:
        return float(bool(words) and words in whole)
    return sum(words[index : index + _GRAM] in grams for index in range(len(words) - _GRAM + 1)) / (len(words) - _GRAM + 1)


def samples_of(lines: Sequence[Line], gold: Array, weight: float, matched: Sequence[float] | None = None) -> Iterator[Sample]:
    """The page whole, and cropped to its article with some lines before and after it."""
    yield _sample(lines, gold, weight, matched)
    article = np.flatnonzero(gold)
    for before, after in _CROPS if len(article) > 3 and matched is None else ():
        low, high = max(0, int(article[0]) - before), int(article[-1]) + 1 + after
        yield _sample(lines[low:high], gold[low:high], weight * _CROP_WEIGHT, None)


def _sample(lines: Sequence[Line], gold: Array, weight: float, matched: Sequence[float] | None) -> Sample:
    lengths = np.array([len(line.text) ** 0.5 for line in lines])
    table = measure(lines, load_lexicons(), matched).table.astype(np.float64)
    return Sample(table, gold, weight * lengths / max(1.0, float(lengths.sum())))


def is_for_training(page_id: str) -> bool:
    return int(page_id[:8], 16) % 2 == 0


def read_benchmark(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, HTML and gold article of every page."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for page_id in sorted(gold):
        content = gzip.decompress((folder / "html" / f"{page_id}.html.gz").read_bytes()).decode("utf-8", errors="replace")
        yield page_id, content, gold[page_id]["articleBody"]


def read_form(folder: Path, form: str) -> dict[str, str]:
    """The pages flattened by another program, by id."""
    pages = json.loads((folder / "output" / f"{form}.json").read_text(encoding="utf-8"))["output"]
    return {page_id: page["articleBody"] or "" for page_id, page in pages.items()}


def unmarked(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(Line(start=line.start, end=line.end, text=line.text) for line in lines)


def html_samples(folder: Path) -> Iterator[Sample]:
    for page_id, content, gold in read_benchmark(folder / "article_extraction_benchmark"):
        if is_for_training(page_id):
            _, lines = render(parse_html(content))
            yield from samples_of(lines, label_lines(lines, gold), 1.0, match_extracted(content, lines))


def flat_samples(folder: Path) -> Iterator[Sample]:
    forms = [read_form(folder / "article_extraction_benchmark", form) for form in FORMS]
    wordings = compile_wordings(load_lexicons())
    for page_id, content, gold in read_benchmark(folder / "article_extraction_benchmark"):
        if is_for_training(page_id):
            rendered = unmarked(render(parse_html(content))[1])
            for lines in (rendered, *(split_lines(normalise(form[page_id]), wordings) for form in forms)):
                yield from samples_of(lines, label_lines(lines, gold), 1 / (len(FORMS) + 1))
    for path in sorted((folder / "htmldate_default" / "html").iterdir())[::2]:
        yield from _silver(path)


def _silver(path: Path) -> Iterator[Sample]:
    content = path.read_bytes()
    tree = parse_html(content.decode("utf-8", errors="replace")) if len(content) < _LARGEST_BYTES else None
    lines = render(tree)[1] if tree is not None else ()
    matched = match_extracted(content.decode("utf-8", errors="replace"), lines) if lines else ()
    if sum(matched) >= 3:
        yield from samples_of(unmarked(lines), (np.array(matched) > 0.5).astype(float), _SILVER_WEIGHT)


def fit(samples: Sequence[Sample], ridge: float = 1.0, page_weight: float = 40.0) -> Array:
    """Weights of a logistic regression by Newton's method, squared weights penalised by ``ridge``."""
    table = np.concatenate([sample.table for sample in samples])
    gold = np.concatenate([sample.gold for sample in samples])
    weights = np.concatenate([sample.weights for sample in samples]) * page_weight
    found = np.zeros(table.shape[1])
    penalty = np.eye(table.shape[1]) * ridge
    for _ in range(40):
        prob = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (weights * (gold - prob)) - penalty @ found
        curve = (table * (weights * np.maximum(prob * (1 - prob), 1e-5))[:, None]).T @ table + penalty
        step = np.linalg.solve(curve, slope)
        found += step
        if np.abs(step).max() < 1e-4:
            break
    return found


def main() -> None:
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked"))
    flat, html = fit(list(flat_samples(folder))), fit(list(html_samples(folder)))
    rows = [f"{name}\t{one:.2f}\t{two:.2f}" for name, one, two in zip(FEATURE_NAMES, flat, html, strict=True)]
    rows += [f"{name}\t{one}\t{two}" for name, (one, two) in SMOOTHING.items()]
    text = HEADER + "\n".join(rows) + "\n"
    if "--write" in sys.argv:
        TABLE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
