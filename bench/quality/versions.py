"""Versions: are pages of different articles kept apart, and is a planted change found, and it alone?

    STEMMA_DATA=FOLDER python -m bench.quality.versions

Pages of article_extraction_benchmark and every third of htmldate. No two of them are one article, so that each version is a false one. For
the planted changes one number in an article's sentence is replaced and a strip of furniture put on the page, which is then read anew.
"""

import gzip
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

from stemma.adapters.fetch.pages import Received, capture_bytes
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig, CollateConfig
from stemma.records import Annotation, Capture, Page
from stemma.stages.clean import clean
from stemma.stages.collate import TextChange, collate
from stemma.stages.collate.changes import article_units, list_changes

DATA = Path(os.environ.get("STEMMA_DATA", "../shared/data"))
STRIP = "<div class='banner'><p>Subscribe to our newsletter today and never miss a story.</p></div>"
AROUND = 12


def read(content: bytes, name: str, day: str) -> Page | None:
    """A page read but for its language; None where it holds no article."""
    for capture in capture_bytes(content, Received(location=name, captured=day)):
        if isinstance(capture, Capture):
            for report in clean(capture, config=CleanConfig(), lexicons=load_lexicons()).records:
                return Page(report=report, annotation=Annotation(report=report.id))
    return None


def contents() -> Iterator[tuple[str, bytes]]:
    for path in sorted((DATA / "article_extraction_benchmark" / "html").glob("*.gz")):
        yield path.name, gzip.decompress(path.read_bytes())
    for path in sorted((DATA / "htmldate_default" / "html").iterdir())[::3]:
        yield path.name, gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def plant(content: bytes, page: Page, chance: random.Random) -> tuple[bytes, str] | None:
    """The page with one number of a sentence replaced, and that number; None where the sentence cannot be found in the markup."""
    text = page.report.text
    sentences = [text[unit.start : unit.end] for unit in article_units(page)]
    numbered = [sentence for sentence in sentences if len(sentence) > 60 and re.search(r"\d", sentence)]
    if not numbered:
        return None
    sentence = chance.choice(numbered)
    number = re.search(r"\d+", sentence)
    assert number
    words = sentence[max(0, number.start() - AROUND) : number.end() + AROUND]
    markup = content.decode("utf-8", "replace")
    if markup.count(words) != 1:
        return None
    changed = markup.replace(words, words.replace(number[0], str(int(number[0][:9]) + 7), 1))
    return re.sub(r"<body[^>]*>", lambda body: body[0] + STRIP, changed, count=1).encode(), number[0]


def main() -> None:
    chance, pages = random.Random(1), [(content, read(content, name, "2026-03-01")) for name, content in contents()]  # noqa: S311
    known = [(content, page) for content, page in pages if page is not None]
    (collation,) = collate([page for _, page in known], config=CollateConfig(), lexicons=load_lexicons()).records
    outcomes: list[bool] = []
    for content, page in known:
        planted = plant(content, page, chance)
        again = read(planted[0], page.report.location, "2026-03-02") if planted else None
        if planted and again:
            changes = list_changes(page, again)
            outcomes.append(len(changes) == 1 and is_planted(changes[0], planted[1]))
    print(f"{len(known)} pages, {sum(page.report.url is not None for _, page in known)} with an address; {len(outcomes)} planted changes")
    print(f"= versions kept apart: {1 - len(collation.versions) / len(known):.3f}")
    print(f"= versions planted change found alone: {sum(outcomes) / len(outcomes):.3f}")


def is_planted(change: TextChange, number: str) -> bool:
    return change.kind == "changed" and number in (change.old or "")


if __name__ == "__main__":
    main()
