"""Timelines of one entity over many articles, against those of SemEval-2015 Task 4 (raw text in, nothing given but the entity's name).

    STEMMA_DATA=FOLDER python -m bench.quality.timelines [--corpora 1,2,3]

Two scores over all timelines: *temporal awareness* as the task's own scorer counts it (``awareness.py``; the best system of the task had
a micro F1 of 7.85 percent from raw text, 25.36 with events given), and *events on their day*, F1 of (event, date) pairs. Beside it a
trivial baseline: the root of every sentence that holds the entity's name, dated by the article's day. Corpus 1 was tuned on.
"""

import argparse
import html
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.quality.awareness import Line, Timeline, read_timeline, score_awareness, score_days
from bench.quality.entity_timelines import Document, draw_timeline, number_days, to_day
from bench.quality.story_sets import make_page, make_report
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ExtractConfig
from stemma.stages.extract import extract

FOLDER = "semeval2015_task4_timeline/SemEval_Task4_data"
_TOKEN = re.compile(r'<token number="\d+" sentence="(\d+)" t_id="\d+">([^<]*)</token>')
_CREATED = re.compile(r'functionInDocument="CREATION_TIME"[^>]*value="([^"]+)"')


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
        golds = [read_gold(path) for path in sorted((folder / f"corpus_{number}" / "TimeLines_Gold_Standard").iterdir())]
        pairs = [(gold, draw_timeline(name, extraction, documents)) for name, gold in golds]
        print(f"corpus {number} temporal awareness F1 {score_awareness(pairs)[2]:.3f}   events on their day F1 {score_days(pairs)[2]:.3f}")
        ours += pairs
        trivial += [(gold, draw_trivially(name, documents)) for name, gold in golds]
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
    """The target's name and its timeline."""
    lines = path.read_text(encoding="utf-8").strip().split("\n")
    listed: list[Line] = []
    for line in lines[1:]:
        order, when, *events = line.rstrip().split("\t")
        if order.strip().isdigit():
            listed += [(int(order), when, event) for event in events]
    return lines[0].strip(), read_timeline(listed)


def draw_trivially(name: str, documents: Sequence[Document]) -> Timeline:
    """The root of every sentence that holds the name, on the article's day."""
    dated: set[tuple[str, str]] = set()
    for document in documents:
        report = document.page.report
        for sentence in document.page.annotation.sentences:
            root = next((token for token in sentence.tokens if token.dep == "root"), None)
            if root is not None and report.published and name.casefold() in report.text[sentence.start : sentence.end].casefold():
                number = document.number_of(root.start)
                dated.add((to_day(report.published.edtf), f"{document.name}-{number}-{report.text[root.start : root.end]}"))
    return number_days(dated)


if __name__ == "__main__":
    main()
