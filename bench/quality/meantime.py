"""The English part of MEANTIME (120 Wikinews articles, CC BY 4.0) as texts with gold TIMEX3, read from the folder ``STEMMA_DATA`` names.

Only the first six sentences of an article are annotated, so only they are read. The tokens are joined as running text; the line with the
date of the article is left out and its value given to every system as the date of publication.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_CLINGS = re.compile(r"^([.,;:!?%)\]]|'s|n't|'re|'ve|'ll|'d|'m|'')$")
_OPENS = frozenset({"(", "[", "$", "``", "#", "US$"})
_ANNOTATED_SENTENCES = 6


class Timex(NamedTuple):
    start: int
    end: int
    value: str


class Document(NamedTuple):
    """One article: sentences a line each, the span of each token, the gold, the day of publication as ISO date."""

    name: str
    text: str
    tokens: tuple[tuple[int, int], ...]
    gold: tuple[Timex, ...]
    published: str


def read_meantime(folder: Path) -> list[Document]:
    """All articles in order of file name.

    Raises:
        OSError: the set is not there.
    """
    root = folder / "meantime" / "intra-doc_annotation"
    paths = sorted(path for corpus in sorted(root.iterdir()) for path in corpus.glob("*.xml"))
    return [_document(path) for path in paths]


def _document(path: Path) -> Document:
    root = ElementTree.parse(path).getroot()  # noqa: S314 (a research set on disk, not a page)
    timexes = [(timex, [anchor.get("t_id", "") for anchor in timex.findall("token_anchor")]) for timex in root.iter("TIMEX3")]
    tokens = [token for token in root.iter("token") if int(token.get("sentence", "0")) < _ANNOTATED_SENTENCES]
    text, spans = _join(tokens)
    gold = []
    for timex, anchors in timexes:
        places = [spans[anchor] for anchor in anchors if anchor in spans]
        if places and len(places) == len(anchors):
            gold.append(Timex(min(places)[0], max(places)[1], timex.get("value", "")))
    date_line = " ".join(token.text or "" for token in tokens if token.get("sentence") == "1")
    return Document(path.stem, text, tuple(sorted(spans.values())), tuple(sorted(gold)), _day(date_line))


def _day(date_line: str) -> str:
    """The day in the second line of an article ("March 01 , 2008"), empty where it holds none."""
    for form in ("%B %d , %Y", "%B %d %Y", "%A , %B %d , %Y"):
        try:
            return datetime.strptime(date_line, form).date().isoformat()
        except ValueError:
            continue
    return ""


def _join(tokens: list[ElementTree.Element]) -> tuple[str, dict[str, tuple[int, int]]]:
    text, spans = "", {}
    before, sentence = "", "0"
    for token in tokens:
        form = token.text or ""
        if token.get("sentence") == "1":
            continue
        joint = "" if not text or _CLINGS.match(form) or before in _OPENS else " "
        if token.get("sentence") != sentence:
            joint, sentence = "\n", token.get("sentence", "0")
        text += joint
        spans[token.get("t_id", "")] = (len(text), len(text) + len(form))
        text += form
        before = form
    return text, spans


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The span of each line."""
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
