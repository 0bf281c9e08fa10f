"""Pages with labelled lines, to fit and to measure the labeller that tells a page's article from everything else.

Gold: ``article_extraction_benchmark`` (MIT), as HTML and flattened by four programs.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from stemma.adapters.models.lexicons import load_lexicons
from stemma.stages.clean.extraction import match_extracted
from stemma.stages.clean.features import measure, with_matched
from stemma.stages.clean.lines import Line, split_lines
from stemma.stages.clean.parsing import parse_html
from stemma.stages.clean.wordings import compile_wordings
from stemma.text.normalise import normalise

FORMS = ("html-text", "inscriptis", "html2text", "beautifulsoup")
_CROPPED = frozenset({"rendered", "html-text", "beautifulsoup"})
_WORD = re.compile(r"\w+")
_GRAM, _RUN_GAP = 4, 4
_CROPS = ((0, 2), (3, 10), (1, 30))

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The lines of a page in one form: features, which are the article's, how long each is."""

    page: str
    form: str
    table: Array
    gold: Array
    lengths: Array
    is_silver: bool
    is_crop: bool = False


def read_benchmark(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Id, HTML and gold article of every page of ``article_extraction_benchmark``."""
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    for page_id in sorted(gold):
        content = gzip.decompress((folder / "html" / f"{page_id}.html.gz").read_bytes()).decode("utf-8", errors="replace")
        yield page_id, content, gold[page_id]["articleBody"]


def read_form(folder: Path, form: str) -> dict[str, str]:
    """The pages flattened by another program, by id."""
    pages = json.loads((folder / "output" / f"{form}.json").read_text(encoding="utf-8"))["output"]
    return {page_id: page["articleBody"] or "" for page_id, page in pages.items()}


def fold_of(page: str, folds: int) -> int:
    """Which of so many parts a page belongs to, by its id."""
    return int(page[:8], 16) % folds


def is_looked_at(page: str) -> bool:
    """Whether a page belongs to the half on which rules may be made."""
    return fold_of(page, 2) == 0


def gold_examples(folder: Path) -> Iterator[Example]:
    """Every benchmark page in every form."""
    forms = {form: read_form(folder, form) for form in FORMS}
    for page, content, gold in read_benchmark(folder):
        yield from examples_of(page, content, {form: texts[page] for form, texts in forms.items()}, gold)


def examples_of(page: str, content: str, flattened: Mapping[str, str], gold: str, *, is_silver: bool = False) -> Iterator[Example]:
    """A page as HTML, as our own rendering without its markup, and flattened; flattened pages also cropped, since pages arrive with much
    furniture or none."""
    parsed = parse_html(content)
    rendered = parsed.lines if parsed is not None else ()
    wordings = compile_wordings(load_lexicons())
    if rendered:
        asked = with_matched(measure(rendered, load_lexicons()), match_extracted(content, rendered)).table
        yield replace(_example(page, "html", rendered, label_lines(rendered, gold), is_silver=is_silver, is_crop=False), table=asked)
    forms = {"rendered": tuple(Line(start=line.start, end=line.end, text=line.text) for line in rendered)}
    forms |= {form: split_lines(normalise(text), wordings) for form, text in flattened.items()}
    for form, lines in forms.items():
        if lines:
            labels = label_lines(lines, gold)
            yield _example(page, form, lines, labels, is_silver=is_silver, is_crop=False)
            if form in _CROPPED:
                yield from _crops(page, form, lines, labels, is_silver=is_silver)


def _crops(page: str, form: str, lines: Sequence[Line], labels: Array, *, is_silver: bool) -> Iterator[Example]:
    article = np.flatnonzero(labels)
    for before, after in _CROPS if len(article) > 3 else ():
        low, high = max(0, int(article[0]) - before), int(article[-1]) + 1 + after
        yield _example(page, form, lines[low:high], labels[low:high], is_silver=is_silver, is_crop=True)


def _example(page: str, form: str, lines: Sequence[Line], labels: Array, *, is_silver: bool, is_crop: bool) -> Example:
    table = measure(lines, load_lexicons()).table
    lengths = np.array([len(line.text) for line in lines], dtype=np.float32)
    return Example(page=page, form=form, table=table, gold=labels, lengths=lengths, is_silver=is_silver, is_crop=is_crop)


def label_lines(lines: Sequence[Line], gold: str) -> Array:
    """1 for each line that is mostly in the gold article, 0 for the others; short lines count only within its reach, and a passage that
    the page prints twice only where more of the article stands."""
    words = _WORD.findall(gold.lower())
    grams = Counter(_grams(words))
    whole = {tuple(_WORD.findall(line.lower())) for line in gold.split("\n")}
    found = [_WORD.findall(line.text.lower()) for line in lines]
    labels = np.array([_share(own, grams, whole) > 0.5 for own in found], dtype=np.float32)
    sure = [index for index, line in enumerate(lines) if labels[index] and len(line.text) > 60]
    if sure:
        labels[: max(0, sure[0] - 2)] = 0
        labels[sure[-1] + 3 :] = 0
    left = Counter(grams)
    for run in sorted(_runs(labels), key=lambda run: (-sum(len(found[index]) for index in run), run)):
        for index in run:
            own = _grams(found[index])
            labels[index] = not own or sum(left[gram] > 0 for gram in own) > len(own) / 2
            left.subtract(own)
    return labels


def _grams(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[index : index + _GRAM]) for index in range(len(words) - _GRAM + 1)]


def _runs(labels: Array) -> list[list[int]]:
    """The labelled lines in runs, a few lines between them breaking none."""
    runs: list[list[int]] = []
    for index in np.flatnonzero(labels).tolist():
        if runs and index - runs[-1][-1] <= _RUN_GAP:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _share(words: Sequence[str], grams: Counter[tuple[str, ...]], whole: set[tuple[str, ...]]) -> float:
    if len(words) < _GRAM:
        return float(bool(words) and tuple(words) in whole)
    return sum(gram in grams for gram in _grams(words)) / (len(words) - _GRAM + 1)
