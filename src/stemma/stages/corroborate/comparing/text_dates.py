"""Dates that are not of what a sentence tells: of a text ("in an article of 10 July"), of a saying ("the coast guard said on Monday")."""

import re
from collections.abc import Iterable
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.language.reporting import report_words
from stemma.records import Sentence

_PRINTED = frozenset({"article", "story", "edition", "issue", "correspondence"})
"""What papers print, besides what the lexicons of papers and reports hold."""
_LONGEST_TITLE = 120


def dates_a_text(text: str, sentence_start: int, start: int, lexicons: Lexicons) -> bool:
    """Whether the date at ``start`` is the one under which a text came out: it stands right behind a noun for one, or its headline."""
    return _texts(lexicons).search(text, max(sentence_start, start - _LONGEST_TITLE), start) is not None


@lru_cache(maxsize=8)
def _texts(lexicons: Lexicons) -> re.Pattern[str]:
    nouns = {lemma for lemma, _, _, frame in lexicons.rows("report_nouns") if frame == "document"}
    nouns |= {words for kind, words in lexicons.rows("paper_words") if kind == "noun"}
    headline = r"(?:[^.;“”\"]{0,40}\(?[“\"][^“”\"]+[”\"],? ?)?"
    of_any = rf"(?:{_any_of(nouns | _PRINTED)})s? ?{headline}(?:(?:of|from|dated) (?:the )?)?"
    on_its_day = rf"(?:{_any_of(_PRINTED)})s? {headline}on (?:the )?"  # a study may be published on a day
    return re.compile(rf"\b(?:{of_any}|{on_its_day})$", re.IGNORECASE)


def _any_of(nouns: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(nouns, key=lambda noun: (-len(noun), noun))))


def dates_a_saying(text: str, sentence: Sentence, start: int, end: int, lexicons: Lexicons) -> bool:
    """Whether the date at ``start:end`` hangs on a verb of saying in the parse of its sentence, with no other verb between the two ("On
    Monday the ferry sank, the port said" tells when it sank, whatever the parse says)."""
    tokens = sentence.tokens
    inside = [place for place, token in enumerate(tokens) if token.start < end and start < token.end]
    heads = {tokens[place].head for place in inside if tokens[place].head not in inside and 0 <= tokens[place].head < len(tokens)}
    verbs = [head for head in sorted(heads) if tokens[head].upos == "VERB"]
    return any(
        (word := text[tokens[verb].start : tokens[verb].end].lower()) != "according"
        and report_words(lexicons).says_alone(word)
        and all(token.upos != "VERB" for token in tokens[min(verb, *inside) + 1 : max(verb, *inside)])
        for verb in verbs
    )
