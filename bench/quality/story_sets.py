"""Two public sets of news with known events, as pages: read from the folder that ``STEMMA_DATA`` names.

``giveme5w1h_news_cluster``: full articles with outlet and date. ``ecbplus``: short, without dates; two events of each topic.
"""

import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from stemma.records import Annotation, Block, Date, Outlet, Page, Report

_TOKEN = re.compile(r'<token t_id="\d+" sentence="(\d+)" number="\d+">([^<]*)</token>')
_CLINGS = re.compile(r"^([.,;:!?%)\]”]|'s|n't|'re|'ve|'ll|'d|'m)")


class Article(NamedTuple):
    """One article of a set and the event that the set gives it."""

    page: Page
    event: str


def data_folder() -> Path:
    return Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked"))


def read_news_cluster(folder: Path) -> Iterator[Article]:
    for path in sorted((folder / "giveme5w1h_news_cluster/news_cluster/data").iterdir()):
        record = json.loads(path.read_text(encoding="utf-8"))
        domain = (record.get("source_domain") or "").removeprefix("www.")
        report = make_report(path.name, record["title"] or "", record["text"] or "", domain, (record["date_publish"] or "")[:10])
        yield Article(make_page(report), str(record["newsCluster"]["EventId"]))


def read_ecbplus(folder: Path) -> Iterator[Article]:
    for path in sorted((folder / "ecbplus/ECB+").glob("*/*.xml")):
        yield Article(make_page(read_ecbplus_report(path)), path.parent.name + ("plus" if "plus" in path.name else ""))


def read_ecbplus_report(path: Path) -> Report:
    sentences: dict[int, list[str]] = {}
    for number, token in _TOKEN.findall(path.read_text(encoding="utf-8")):
        sentences.setdefault(int(number), []).append(html.unescape(token))
    lines = [words for _, words in sorted(sentences.items())]
    domain, title = "", ""
    if lines and lines[0][0] == "http":
        domain = "".join(lines.pop(0)).split("/")[2]
        title = _join(lines.pop(0)) if lines else ""
    return make_report(path.name, title, "\n".join(_join(words) for words in lines), domain or path.name, "")


SETS: dict[str, Callable[[Path], Iterator[Article]]] = {"giveme5w1h": read_news_cluster, "ecbplus": read_ecbplus}


def make_report(name: str, title: str, text: str, domain: str, published: str) -> Report:
    """A report whose headline is its first line and whose every other line is a paragraph of the article."""
    whole = f"{title}\n{text}" if title else text
    blocks, place = [], 0
    for index, line in enumerate(whole.split("\n")):
        if line.strip():
            blocks.append(Block(kind="title" if title and index == 0 else "body", start=place, end=place + len(line)))
        place += len(line) + 1
    return Report(
        id="r-" + hashlib.sha256(f"{name}\n{whole}".encode()).hexdigest()[:10],
        location=name,
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        outlet=Outlet(name=None, domain=domain),
        title=title or None,
        bylines=(),
        published=Date(edtf=published, precision="day", start=None, end=None, rule="input") if published else None,
        updated=None,
        language="en",
        text=whole,
        blocks=tuple(blocks),
        disclosures=(),
    )


def make_page(report: Report) -> Page:
    if os.environ.get("STEMMA_UNREAD"):
        return Page(report=report, annotation=Annotation(report=report.id))
    from stemma.adapters.models import load_model
    from stemma.adapters.models.lexicons import load_lexicons
    from stemma.config import AnnotateConfig
    from stemma.stages.annotate import annotate

    outcome = annotate(report, config=AnnotateConfig(), model=load_model(), lexicons=load_lexicons())
    return Page(report=report, annotation=outcome.records[0])


def _join(words: list[str]) -> str:
    text = ""
    for word in words:
        form = {"``": "“", "''": "”"}.get(word, word)
        text += form if not text or text[-1] in "([“$" or _CLINGS.match(form) else " " + form
    return text
