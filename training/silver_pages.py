"""More pages to fit the labeller on, labelled by machine: ``htmldate_default`` (Apache-2.0), flattened by the four programs that
flattened the gold pages. A page counts where trafilatura and the labeller shipped before agree on its article, and takes the latter's.
"""

from collections.abc import Iterator
from pathlib import Path

import html2text
import html_text
import inscriptis
from bench.quality.clean import body_by_trafilatura, body_of, precision_recall
from bs4 import BeautifulSoup
from training.line_pages import Example, examples_of

from stemma.adapters.fetch.decoding import decode

_LARGEST_CHARS, _SHORTEST_GOLD = 700_000, 300
_LEAST_AGREEMENT = 0.9


def silver_examples(folder: Path) -> Iterator[Example]:
    """Every page of ``htmldate_default`` on whose article two extractors agree."""
    for path in sorted((folder / "html").iterdir()):
        content = decode(path.read_bytes()).text
        article = _agreed_article(content) if content and len(content) <= _LARGEST_CHARS else ""
        if content and article:
            yield from examples_of(path.name, content, flatten(content), article, is_silver=True)


def _agreed_article(content: str) -> str:
    ours, theirs = body_of(content, "html"), body_by_trafilatura(content)
    precision, recall = precision_recall(ours, theirs)
    agreed = 2 * precision * recall / max(1e-9, precision + recall) > _LEAST_AGREEMENT
    return ours if agreed and len(ours) >= _SHORTEST_GOLD else ""


def flatten(content: str) -> dict[str, str]:
    """A page as the four programs flatten it."""
    plain = html2text.HTML2Text()
    plain.ignore_links = plain.ignore_images = plain.ignore_emphasis = True
    soup = BeautifulSoup(content, "lxml")
    for element in soup(["script", "style", "noscript"]):
        element.decompose()
    return {
        "html-text": html_text.extract_text(content),
        "inscriptis": inscriptis.get_text(content),
        "html2text": plain.handle(content),
        "beautifulsoup": " ".join(soup.get_text(" ", strip=True).split()),
    }
