"""How well the outlet, the day and the title of a page are read.

    STEMMA_DATA=FOLDER python -m bench.quality.pages [--list]

Invented pages: those of ``newsroom/stories``, whose sheets tell each page's outlet and time; titles by ``page_titles.tsv`` (stories
``dev``). Of the stories ``test`` only figures are printed. Real pages: ``article_extraction_benchmark`` flattened by html-text, where the
outlet and a title that the page's own head names are wanted from the text alone; nothing was looked at on the half with odd ids. A name is
*right* if it is the same letters, *close* if one holds the other, else *wrong*. ``--list`` prints every page that is not right, of the
halves that may be looked at. Figures for the gate stand on lines of their own (``= name: value``).
"""

import csv
import os
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Literal, NamedTuple

from training.line_pages import is_looked_at, read_benchmark, read_form

from bench.quality.newsroom.sheet import read_sheet, story_folders
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import CleanConfig
from stemma.language.outlets import domain_key, name_key
from stemma.records import Capture, Report, Stated
from stemma.stages.clean import clean
from stemma.stages.clean.metadata import Metadata, domain_of, read_metadata
from stemma.stages.clean.parsing import parse_html
from stemma.stages.clean.titles import same_title

TITLES = Path(__file__).with_name("page_titles.tsv")


class Read(NamedTuple):
    """What was wanted and found of one page: outlet, day and title; None where the set does not tell."""

    page: str
    outlet: tuple[tuple[str, ...], str | None]
    day: tuple[str | None, str | None]
    title: tuple[str | None, str | None]


def judge_outlet(wanted: tuple[str, ...], found: str | None) -> str:
    if not found:
        return "missing"
    keys = [key for key in map(name_key, wanted) if key]
    key = name_key(found)
    if key in keys:
        return "right"
    return "close" if any(min(len(key), len(one)) > 2 and (one in key or key in one) for one in keys) else "wrong"


def judge_day(wanted: str | None, found: str | None) -> str:
    return "missing" if found is None else "right" if found == wanted else "wrong"


def judge_title(wanted: str | None, found: str | None) -> str:
    return "missing" if not found else "right" if same_title(wanted or "", found) else "wrong"


def read_stories(split: str) -> Iterator[Read]:
    """The pages of the invented stories of one half."""
    titles = _titles()
    for folder in story_folders(split):
        shown = {page["id"]: page["dated"] for page in tomllib.loads((folder / "sheet.toml").read_text(encoding="utf-8"))["report"]}
        for entry in read_sheet(folder).entries:
            report, name = read_saved(folder / entry.file), f"{folder.name}/{entry.id}"
            yield Read(
                name,
                ((entry.outlet,), _outlet(report)),
                (entry.published[:10] if shown[entry.id] else None, _day(report)),
                (titles.get(name), _title(report)),
            )


def read_saved(path: Path) -> Report | None:
    content = path.read_bytes()
    kind: Literal["html", "text"] = "html" if path.suffix == ".html" else "text"
    return _clean(
        Capture(location=path.name, kind=kind, content=content.decode("utf-8"), sha256=sha256(content).hexdigest(), stated=Stated())
    )


def read_flattened(folder: Path, *, is_seen: bool) -> Iterator[Read]:
    """Real pages as text, where their own head names their outlet."""
    texts = read_form(folder, "html-text")
    for page_id, content, _ in read_benchmark(folder):
        if is_looked_at(page_id) is is_seen:
            page = parse_html(content)
            metadata = read_metadata(page.told, load_lexicons()) if page is not None else Metadata()
            domain = domain_of(metadata.url)
            if metadata.outlets:
                wanted = (*metadata.outlets, domain_key(domain)) if domain else metadata.outlets
                capture = Capture(location=page_id, kind="text", content=texts[page_id], sha256=page_id, stated=Stated())
                report = _clean(capture)
                found = _title(report)
                headed = next((title for title in metadata.titles if found and same_title(title, found)), next(iter(metadata.titles), None))
                yield Read(page_id[:8], (wanted, _outlet(report)), (None, None), (headed, found))


def _titles() -> dict[str, str]:
    with TITLES.open(encoding="utf-8", newline="") as lines:
        return {row[0]: row[1] for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) == 2 and row[0][0] != "#"}


def _clean(capture: Capture) -> Report | None:
    return next(iter(clean(capture, config=CleanConfig(), lexicons=load_lexicons()).records), None)


def _outlet(report: Report | None) -> str | None:
    return report.outlet.name if report and report.outlet else None


def _title(report: Report | None) -> str | None:
    return report.title if report else None


def _day(report: Report | None) -> str | None:
    edtf = report.published.edtf if report and report.published else ""
    return edtf[:10] if len(edtf) >= 10 and "/" not in edtf else None


def tell(label: str, found: list[Read], *, is_listed: bool) -> Iterator[str]:
    """The figures of one set, and what is not right in it."""
    outlets = [(page, judge_outlet(*page.outlet)) for page in found]
    days = [(page, judge_day(*page.day)) for page in found if page.day[0]]
    titles = [(page, judge_title(*page.title)) for page in found if page.title[0]]
    for what, judged in (("outlets", outlets), ("days", days), ("titles", titles)):
        if judged:
            counts = Counter(verdict for _, verdict in judged)
            yield f"{label}, {what}: " + ", ".join(
                f"{counts[verdict]} {verdict}" for verdict in ("right", "close", "wrong", "missing") if counts[verdict]
            )
            yield f"= pages {what} right, {label}: {counts['right'] / len(judged):.3f}"
            yield f"= pages {what} not wrong, {label}: {1 - counts['wrong'] / len(judged):.3f}"
            if is_listed:
                yield from (f"    {verdict:8} {page.page:50} {getattr(page, what[:-1])}" for page, verdict in judged if verdict != "right")


def main() -> None:
    is_listed = "--list" in sys.argv
    for split in ("dev", "test"):
        print(*tell(f"stories {split}", list(read_stories(split)), is_listed=is_listed and split == "dev"), sep="\n", flush=True)
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked")) / "article_extraction_benchmark"
    if not folder.is_dir():
        print(f"article_extraction_benchmark: absent under {folder.parent}; not measured")
        return
    for label, is_seen in (("flattened, looked at", True), ("flattened, held out", False)):
        print(*tell(label, list(read_flattened(folder, is_seen=is_seen)), is_listed=is_listed and is_seen), sep="\n", flush=True)


if __name__ == "__main__":
    main()
