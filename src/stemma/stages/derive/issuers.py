"""Whose release a page of a distributing service carries: "Source: Alva Glas AB", where the text opens "SKARN /SBW/ -- Alva Glas"."""

import re
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.lexicon import Lexicons
from stemma.language.outlets import is_outlet, without_legal_form
from stemma.records import Report
from stemma.text.normalise import fold

_OPENING, _DATELINE = 400, 120
_DASH = re.compile(r"\s?[-–—]{1,2}\s?")


def issuer_of(report: Report, lexicons: Lexicons) -> str:
    """The body that a line of a page gives as the source of its text and with whose name the text opens, behind any dateline; "" where no
    line does both, as with the credit of a report that an agency wrote."""
    spans = article_spans(report)
    if not spans:
        return ""
    lead = fold(report.text[spans[0][0] : spans[0][0] + _OPENING])
    openings = [lead, *(lead[dash.end() :] for dash in _DASH.finditer(lead, 0, _DATELINE))]
    for line in _given_as_source(lexicons).finditer(report.text):
        name = line["name"].strip()
        short = fold(without_legal_form(name, lexicons))
        if not is_outlet(name, lexicons) and any(opening.removeprefix("the ").startswith(f"{short} ") for opening in openings):
            return name
    return ""


@lru_cache(maxsize=4)
def _given_as_source(lexicons: Lexicons) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for kind, word in lexicons.rows("paper_words") if kind == "issuer")
    return re.compile(
        rf"^\W{{0,3}}(?:{words})\s{{0,2}}[:：]?[ \t]{{1,3}}(?P<name>[A-ZÀ-Þ0-9][^\n|·•;:]{{2,80}}?)\s*(?:[|·•;:]|$)", re.I | re.M
    )
