"""Which of two pages of a house is the newer version of its report, by what they call themselves."""

import re
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.records import Report
from stemma.text.normalise import fold

_HEAD, _TAIL = 400, 200
_TAKE = re.compile(
    r"\((?:updates?|adds?|recasts?|refiles|corrects?|with correction)\b|\bupdate \d|\b(?:2nd|3rd|[4-9]th|second|third) (?:lead|ld|take)\b"
    r"|\bwritethru\b|\b(?:supersedes|replaces) (?:the )?(?:earlier|previous|story|item|situation|report|bulletin|notice)\b|\bis withdrawn\b"
    r"|\bin (?:an?|our) (?:story|report|article|dispatch|item) (?:on|of|published|from)\b"
)
"""How a page says which of its house's pages it takes the place of, or puts right."""


def is_newer_version(report: Report, other: Report, lexicons: Lexicons) -> bool | None:
    """Whether a report is newer than another of its house: it says that it updates, or the other that it is a flash; None where neither or
    both do."""
    one, two = _count(report, lexicons), _count(other, lexicons)
    return None if one == two else one > two


def continues_earlier(report: Report) -> bool:
    """Whether a page says that it updates, replaces or puts right an earlier one of its house."""
    return _TAKE.search(_frame(report)) is not None


def _count(report: Report, lexicons: Lexicons) -> int:
    """1 for a page that calls itself an update, -1 for one that calls itself a flash."""
    text = _frame(report)
    is_update, is_flash = (_words(kind, lexicons).search(text) is not None for kind in ("update", "flash"))
    return is_update - is_flash


def _frame(report: Report) -> str:
    """What stands at the head of a page and at its end: where a version says which it is."""
    spans = article_spans(report, frozenset({"body", "list", "quote"}))
    first = spans[0][0] if spans else 0
    heads = [
        report.text[block.start : block.end][:_HEAD]
        for block in report.blocks
        if block.kind in {"subtitle", "heading"} and block.start <= first
    ]
    last = report.text[max(0, spans[-1][0], spans[-1][1] - _TAIL) : spans[-1][1] + _TAIL] if spans else ""
    return fold(" \n".join([report.text[max(0, first - _HEAD) : first], *heads[:3], last]))


@lru_cache(maxsize=8)
def _words(kind: str, lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted(words for found, words in lexicons.rows("version_words") if found == kind)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
