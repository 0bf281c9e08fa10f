"""How well pages are cleaned: the article's body from HTML and from flattened text, and the day of publication, beside peers.

    STEMMA_DATA=FOLDER python -m bench.quality.clean [--dates N|all] [--only-dates]

Bodies: ``article_extraction_benchmark``, word 4-gram shingles as its own evaluation counts them. The shipped networks were fitted on
these pages: what they do on pages that they were not fitted on, ``python -m training.fit_line_network --folds`` says. Days: every fourth
page of ``htmldate_default`` (N pages, 200 unless told; ``all``: the pages that were read while rules were made beside those never read),
right, wrong or not given; the weights are fitted on all of them: what to expect elsewhere is told by the folds of
training/fit_date_weights.py. Figures for the gate stand on lines of their own (``= name: value``).
"""

import hashlib
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from time import perf_counter

from training.line_pages import FORMS, read_benchmark, read_form

from stemma.adapters.fetch.decoding import decode
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.language.lexicon import Lexicons
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean

BODY_KINDS = frozenset({"body", "heading", "list", "quote"})
_WORD = re.compile(r"\w+")
Cut = Callable[[str, str], str]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[index : index + 4]) for index in range(max(1, len(words) - 3)))


def precision_recall(gold: str, found: str) -> tuple[float, float]:
    wanted, given = shingles(gold), shingles(found)
    shared = sum((wanted & given).values())
    return shared / max(1, given.total()), shared / max(1, wanted.total())


def f1(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """F1 of the mean precision and the mean recall, as the benchmark averages, then these two."""
    scores = [precision_recall(gold, found) for gold, found in pairs]
    precision, recall = fmean(score[0] for score in scores), fmean(score[1] for score in scores)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def read_page(content: str, kind: str, name: str, url: str | None = None, lexicons: Lexicons | None = None) -> Report | None:
    digest = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
    capture = Capture(location=name, kind="html" if kind == "html" else "text", content=content, sha256=digest, stated=Stated(url=url))
    return next(iter(clean(capture, config=CleanConfig(), lexicons=lexicons or load_lexicons()).records), None)


def body_of(content: str, kind: str, lexicons: Lexicons | None = None) -> str:
    """The article's blocks of a page; with other lexicons than the packaged ones, as those make it."""
    report = read_page(content, kind, "page", lexicons=lexicons)
    return "\n".join(report.text[block.start : block.end] for block in report.blocks if block.kind in BODY_KINDS) if report else ""


def body_by_trafilatura(content: str) -> str:
    from trafilatura import extract

    return extract(content, favor_precision=True, include_comments=False) or ""


def measure_bodies(folder: Path) -> Iterator[tuple[str, str]]:
    pages = list(read_benchmark(folder))
    which = "pages fitted on"
    yield "HTML, trafilatura (precision)", _row([(gold, body_by_trafilatura(content)) for _, content, gold in pages], None)
    start = perf_counter()
    pairs = [(gold, body_of(content, "html")) for _, content, gold in pages]
    yield "HTML, stemma", _row(pairs, perf_counter() - start, f"HTML, {which}")
    for form in FORMS:
        flattened = read_form(folder, form)
        yield f"{form}, all of it", _row([(gold, flattened[page_id]) for page_id, _, gold in pages], None)
        start = perf_counter()
        pairs = [(gold, body_of(flattened[page_id], "text")) for page_id, _, gold in pages]
        yield f"{form}, stemma", _row(pairs, perf_counter() - start, f"{form}, {which}")


def _row(pairs: Sequence[tuple[str, str]], seconds: float | None, figure: str | None = None) -> str:
    score, precision, recall = f1(pairs)
    spent = f"  {1000 * seconds / len(pairs):5.0f} ms/page" if seconds is not None else ""
    row = f"F1 {score:.3f}  P {precision:.3f}  R {recall:.3f}  ({len(pairs)} pages){spent}"
    return row + (f"\n= clean body F1, {figure}: {score:.3f}" if figure else "")


def day_by_htmldate(content: str, url: str) -> str | None:
    from htmldate import find_date

    return find_date(content, url=url, extensive_search=True, original_date=True)


def day_by_stemma(content: str, url: str) -> str | None:
    report = read_page(content, "html", url, url)
    published = report.published if report else None
    return published.edtf[:10] if published and "/" not in published.edtf and len(published.edtf) >= 10 else None


def measure_days(folder: Path, count: int | None) -> Iterator[tuple[str, str]]:
    """Every fourth page, or (``count`` None) the three of four that were read while rules were made, and the fourth that was not."""
    entries = {url: entry for path in sorted(folder.glob("*.json")) for url, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    urls = sorted(entries)
    if count is not None:
        yield from _measure_days(folder, {url: entries[url] for url in urls[::4][:count]}, "", is_gate=True)
        return
    for label, is_read in ((", pages that were read", True), (", pages never read", False)):
        chosen = {url: entries[url] for place, url in enumerate(urls) if (place % 4 != 3) is is_read}
        yield from _measure_days(folder, chosen, label, is_gate=False)


def _measure_days(folder: Path, entries: dict[str, dict[str, str]], label: str, *, is_gate: bool) -> Iterator[tuple[str, str]]:
    pages = []
    for url, entry in sorted(entries.items()):
        path = folder / "html" / entry["file"]
        text = decode(path.read_bytes()).text if path.exists() else None
        if text:
            pages.append((text, url, entry["date"]))
    for name, cut in (("htmldate (extensive)", day_by_htmldate), ("stemma", day_by_stemma)):
        days = [(cut(content, url), gold) for content, url, gold in pages]
        right, total = sum(day == gold for day, gold in days), len(days)
        given = sum(day is not None for day, _ in days)
        wrong = given - right
        row = (
            f"right {right / total:.3f}  wrong {wrong / total:.3f}  wrong of those given {wrong / max(1, given):.3f}  "
            f"not given {1 - given / total:.3f}  ({total} pages)"
        )
        figures = f"\n= clean days right: {right / total:.3f}\n= clean days not wrong: {1 - wrong / total:.3f}"
        yield name + label, row + (figures if is_gate and name == "stemma" else "")


def main() -> None:
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked"))
    told = sys.argv[sys.argv.index("--dates") + 1] if "--dates" in sys.argv else "200"
    count = None if told == "all" else int(told)
    for name in ("article_extraction_benchmark", "htmldate_default"):
        if not (folder / name).is_dir():
            print(f"{name}: absent under {folder}; not measured")
            continue
        if name == "article_extraction_benchmark" and "--only-dates" in sys.argv:
            continue
        print(name)
        is_bodies = name == "article_extraction_benchmark"
        rows = measure_bodies(folder / name) if is_bodies else measure_days(folder / name, count)
        for label, row in rows:
            print(f"  {label:34} {row}", flush=True)


if __name__ == "__main__":
    main()
