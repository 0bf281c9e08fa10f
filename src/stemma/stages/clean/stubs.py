"""Whether a page shows only the beginning of its article, the rest being for subscribers."""

import re
from collections.abc import Iterator

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.forms import Kinds, page_words
from stemma.stages.clean.layout import Layout
from stemma.stages.clean.nature import Nature
from stemma.stages.clean.plain_words import WORD_CHARACTERS, split_plain
from stemma.stages.clean.titles import Title
from stemma.text.normalise import fold

_ARTICLE_KINDS = frozenset({"body", "heading", "list", "quote"})
_WORD = re.compile(r"\w+")
_BROKEN_OFF = re.compile(r"(?:…|\.\.\.|\[…\])\W{0,3}$|[^\W\d_][,;:]?$")
_WALL_HINTS = frozenset({"paywall", "regwall", "subscriberonly", "piano", "tp", "meteredcontent", "premiumoverlay"})
_LINES_NEAR, _LONGEST_NOTICE = 8, 400
_SHORT_WORDS, _LONG_WORDS, _LEAST_SHOWN = 180, 400, 0.6
_ENOUGH = 3
_DESCRIBED, _SHORTEST_TEXT, _REACH = 40, 60, 25
_FEW_LINES, _LEAST_ALONE = 8, 0.6
_FURNITURE = ("chrome_line", "chrome_within", "appeal_within", "foreign")
_UNDECIDED = frozenset({"chrome", "teaser", "subtitle", "notice", "credit"})
_OPEN = frozenset({"chrome", "teaser", "date"})
_ASIDE = frozenset({"nav", "aside", "footer", "form"})
_SENTENCE_END = re.compile(r"[.!?。！？]['\"”’»)]?$")


def mark_wall(layout: Layout, kinds: Kinds, lexicons: Lexicons) -> Kinds:
    """The kinds of a stub's lines: what asks the reader to subscribe is a notice."""
    return tuple("notice" if kind in _ARTICLE_KINDS and _is_notice(layout, index, lexicons) else kind for index, kind in enumerate(kinds))


def signs_of_stub(layout: Layout, kinds: Kinds, nature: Nature, lexicons: Lexicons) -> tuple[str, ...]:
    """The signs that a page holds no more than the start of its article, in words; none where they do not weigh enough.

    A notice to subscribers or an element named after a paywall by the end of the text, a head that says that the article is not free or
    longer than what is shown, a last line that breaks off, few words. Long articles are whole unless the head
    knows of more or says that they are not free.
    """
    chosen = [index for index, kind in enumerate(kinds) if kind in _ARTICLE_KINDS]
    may_be_stub = nature.is_free is False or nature.words
    words = 0
    for index in chosen:
        text = layout.lines[index].text
        words += len(split_plain(text, WORD_CHARACTERS) if text.isascii() else _WORD.findall(text))
        if words >= _LONG_WORDS and not may_be_stub:
            return ()
    weighed = list(_signs(layout, kinds, chosen, words, nature, lexicons))
    total = sum(weight for weight, _ in weighed) - 2 * (words >= _LONG_WORDS)
    return tuple(sign for _, sign in weighed) if total >= _ENOUGH else ()


def _signs(layout: Layout, kinds: Kinds, chosen: list[int], words: int, nature: Nature, lexicons: Lexicons) -> Iterator[tuple[int, str]]:
    last = chosen[-1] if chosen else 0
    near = range(max(0, last - 1), min(len(layout.lines), last + 1 + _LINES_NEAR))
    notice = next((layout.lines[index].text for index in near if _is_notice(layout, index, lexicons)), None)
    if notice is not None:
        yield 2, f"it says {notice[:80]!r}"
    if nature.is_free is False:
        yield 2, "its head says that it is not free"
    if nature.words and words < nature.words * _LEAST_SHOWN:
        yield 2, f"its head tells of {nature.words} words, {words} are shown"
    if any((markup := layout.lines[index].markup) is not None and not markup.hints.isdisjoint(_WALL_HINTS) for index in near):
        yield 1, "an element is named after a paywall"
    bodies = [index for index in chosen if kinds[index] == "body"]
    if bodies and _BROKEN_OFF.search(layout.lines[bodies[-1]].text):
        yield 1, "its text breaks off"
    if words < _SHORT_WORDS:
        yield 1, f"it shows {words} words"


def _is_notice(layout: Layout, index: int, lexicons: Lexicons) -> bool:
    text = layout.lines[index].text
    return len(text) <= _LONGEST_NOTICE and bool(page_words(lexicons, "paywall").search(text)) and not layout.feature(index, "quoted")


def text_under_title(layout: Layout, kinds: Kinds, title: Title | None, nature: Nature) -> Kinds:
    """The kinds of the lines of a page whose head says that it is an article, where none weighs enough to be its text (two paragraphs, or
    the start of a piece for subscribers): sentences under the title, and lines that its head describes it by, are body."""
    if not any(kind.endswith("article") for kind in nature.types) or title is None or title.line is None:
        return kinds
    described = [fold(text)[:_DESCRIBED] for text in nature.descriptions if len(text) >= _DESCRIBED]
    return tuple(
        "body" if title.line < index <= title.line + _REACH and kind in _UNDECIDED and _is_text(layout, index, described) else kind
        for index, kind in enumerate(kinds)
    )


def text_alone(layout: Layout, kinds: Kinds) -> Kinds:
    """The kinds of the lines of a page without markup that is a few lines, most of them sentences: these are body. So short a page has
    nothing round its text that a labeller could go by."""
    lines = layout.lines
    if len(lines) > _FEW_LINES or any(line.markup is not None for line in lines):
        return kinds
    running = frozenset(index for index, kind in enumerate(kinds) if kind == "body" or (kind in _OPEN and _is_sentence(layout, index)))
    share = sum(len(lines[index].text) for index in running) / max(1, sum(len(line.text) for line in lines))
    return tuple("body" if index in running and share > _LEAST_ALONE else kind for index, kind in enumerate(kinds))


def _is_sentence(layout: Layout, index: int) -> bool:
    asks = any(layout.feature(index, name) > 0 for name in (*_FURNITURE, "speaks_to_reader"))
    return not asks and layout.feature(index, "longer_than_25") > 0 and _SENTENCE_END.search(layout.lines[index].text) is not None


def _is_text(layout: Layout, index: int, described: list[str]) -> bool:
    line = layout.lines[index]
    is_described = any(fold(line.text).startswith(text) for text in described)
    is_linked = line.markup is not None and (line.markup.link_share > 0.5 or not line.markup.landmarks.isdisjoint(_ASIDE))
    is_furniture = any(layout.feature(index, name) > 0 for name in _FURNITURE)
    is_running = (
        len(line.text) >= _SHORTEST_TEXT and bool(_SENTENCE_END.search(line.text)) and layout.feature(index, "speaks_to_reader") == 0
    )
    return is_described or (is_running and not is_linked and not is_furniture)
