"""Outlets that a report names as its source by what they are: "the newspaper Alva Bote", "Skarn Khabar news agency", "first appeared in
Alva Bote", "told Radio Alva"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from stemma.language.article import article_spans
from stemma.language.gazetteer import look_up
from stemma.language.lexicon import Lexicons
from stemma.language.rarity import rarity
from stemma.language.reporting import report_words
from stemma.records import BlockKind, Page
from stemma.stages.derive.reading import Span
from stemma.text.normalise import fold
from stemma.text.shingles import keyed_words

_LONGEST_SENTENCE = 2_000
_RARE = 5.0
"""Nats: a word alone that is no rarer is not an outlet's name."""
_FRAME: frozenset[BlockKind] = frozenset({"credit", "notice", "byline"})
_NO_NAME = re.compile(r"['’](?:d|ll|m|re|s|t|ve)$")
_PROPER = r"[^\W\d_a-zß-öø-ÿ][\w'’-]{1,30}"
NAME = (
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][\w'’&.-]{1,30}"
    r"(?: (?:(?:de|del|dei|der|des|du|di|da|la|le|el|al|of|y|e|et|und|&) )?[^\W\d_a-zß-öø-ÿ][\w'’&-]{1,30}){0,4})"
)
"""The pattern of a proper name of one to five words, named ``name``."""
_HEARS = re.compile(rf"\b(?:told|informed|spoke to) {NAME}")


def named_upstreams(page: Page, lexicons: Lexicons) -> Iterator[tuple[str, Span]]:
    """(name, sentence) of each outlet that a sentence of the article calls a newspaper, an agency or the like beside a word for reporting
    or translating, or in which it says that something was first published; in order of position. No social networks, countries or
    languages."""
    text = page.report.text
    articles = article_spans(page.report)
    sentences = [(one.start, one.end) for one in page.annotation.sentences if any(first <= one.start < last for first, last in articles)]
    is_foreign = page.report.language != "en"  # whose report verbs are not known
    for first, last in sorted({*sentences, *article_spans(page.report, _FRAME)}):
        start, end = first, min(last, first + _LONGEST_SENTENCE)
        for pattern, is_sure in _patterns(lexicons):
            for match in pattern.finditer(text, start, end):
                name = _without_nation(match["name"].strip(" .'’-"), lexicons)
                if name and _may_be_name(name, lexicons) and (is_sure or is_foreign or _is_cued(text, start, end, lexicons)):
                    yield name, (start, end)
        for match in _HEARS.finditer(text, start, end):
            if _may_hear(match["name"], page, lexicons):
                yield match["name"], (start, end)


def _may_hear(name: str, page: Page, lexicons: Lexicons) -> bool:
    """Whether a name to which something was told may be an outlet's: no person's, place's or office's."""
    words = [word.strip(".,").lower() for word in name.split()]
    if len(words) < 2 or any(word in lexicons.words("organisation_words") for word in words) or look_up(name, lexicons) is not None:
        return False
    own = [referent for referent in page.annotation.referents if fold(name) in {fold(form) for form in (referent.name, *referent.aliases)}]
    return bool(own) and all(referent.type not in {"person", "place", "event"} for referent in own)


@lru_cache(maxsize=4)
def _patterns(lexicons: Lexicons) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Each with whether it says by itself that the outlet was drawn on."""
    nouns = "|".join(
        sorted((words for kind, words in lexicons.rows("upstream_words") if kind == "noun"), key=lambda word: (-len(word), word))
    )
    after = "|".join(
        sorted((words for kind, words in lexicons.rows("upstream_words") if kind == "after"), key=lambda word: (-len(word), word))
    )
    opens, closes = ("|".join(words for kind, words in lexicons.rows("upstream_words") if kind == part) for part in ("opens", "closes"))
    return (
        (re.compile(rf"(?<!\w)(?P<name>(?:{opens}) {_PROPER}(?: {_PROPER})?)"), False),
        (re.compile(rf"(?<!\w)(?P<name>{_PROPER}(?: {_PROPER})? (?:{closes}))\b"), False),
        (re.compile(rf"\b(?:{nouns}) {NAME}"), False),
        (re.compile(rf"\b(?:{nouns}) (?:in|of|from) [^,.;\n]{{3,40}}, the {NAME}"), False),
        (re.compile(rf"(?<![\w'’]){NAME}(?:, an? (?:[a-z]+ )?| )(?:{after})\b(?! [A-Z])"), False),
        (
            re.compile(
                rf"\b(?:first|originally|exclusively) (?:appeared|published|printed|reported|carried|aired|broadcast)"
                rf"(?: in [A-Z][a-z]{{2,12}})? (?:in|by|on) (?:the )?{NAME}"
            ),
            True,
        ),
    )


def _without_nation(name: str, lexicons: Lexicons) -> str:
    """A name without the nation before it ("Skarnian Morgenpost" of a nation Skarn is left as it is: only what the gazetteer knows
    goes)."""
    words = name.split()
    while len(words) > 1 and look_up(words[0], lexicons) is not None and not _is_part_of_name(words):
        words = words[1:]
    return " ".join(words)


def _is_part_of_name(words: list[str]) -> bool:
    return len(words) == 2


def _may_be_name(name: str, lexicons: Lexicons) -> bool:
    """Whether a name is neither a place's, nation's nor a social network's, nor a word that opens a sentence."""
    if look_up(name, lexicons) is not None or fold(name) in _networks(lexicons):
        return False
    return " " in name or (len(name) > 2 and rarity(fold(name), lexicons) >= _RARE and not _NO_NAME.search(name))


@lru_cache(maxsize=4)
def _networks(lexicons: Lexicons) -> frozenset[str]:
    return frozenset(words for kind, words in lexicons.rows("upstream_words") if kind == "network")


def _is_cued(text: str, start: int, end: int, lexicons: Lexicons) -> bool:
    cues = {words for kind, words in lexicons.rows("upstream_words") if kind == "cue"}
    return any(word.key in cues or report_words(lexicons).verb(word.key) is not None for word in keyed_words(text, start, end))
