"""Which lines of a rendered page a general HTML extractor takes for the article."""

import logging
import re
from collections.abc import Sequence
from typing import Any

from lxml import etree

from stemma.stages.clean.lines import Line

_WORD = re.compile(r"\w+")
_GRAM = 4
_SILENT = logging.NullHandler()
_LARGEST_CHARS = 2_000_000
"""Pages larger than this are labelled by their markup and wording alone: the extractor's cost is not bounded by us."""


def match_extracted(content: str, lines: Sequence[Line]) -> tuple[float, ...]:
    """For each line the share (0..1) of its words that trafilatura (precision mode; Barbaresi 2021) puts into the article.

    A line counts by its word 4-grams; one shorter than that only as a whole line of the extractor's output. All zero
    where the extractor finds nothing or fails.
    """
    extracted = _extract(content) if len(content) <= _LARGEST_CHARS else ""
    if not extracted:
        return (0.0,) * len(lines)
    words = _words(extracted)
    grams = {tuple(words[index : index + _GRAM]) for index in range(len(words) - _GRAM + 1)}
    whole = {tuple(_words(line)) for line in extracted.split("\n")}
    return tuple(_coverage(tuple(_words(line.text)), grams, whole) for line in lines)


def _coverage(words: tuple[str, ...], grams: set[tuple[str, ...]], whole: set[tuple[str, ...]]) -> float:
    if len(words) < _GRAM:
        return float(bool(words) and words in whole)
    found = sum(words[index : index + _GRAM] in grams for index in range(len(words) - _GRAM + 1))
    return found / (len(words) - _GRAM + 1)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _parser() -> Any:
    """A parser as the extractor would use, but whose elements are all of one class: finding a class for each takes a tenth of its time."""
    from lxml.html import HtmlElement

    parser = etree.HTMLParser(collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    return parser


def _extract(content: str) -> str:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(_SILENT)
    try:
        tree = etree.fromstring(content.encode("utf-8", errors="replace"), _parser())
        document = bare_extraction(tree, favor_precision=True, include_comments=False, with_metadata=False)
    except Exception:
        return ""
    return str(getattr(document, "text", None) or "")
