"""What the labeller looks at: named features of each line, in itself and among its neighbours."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.captions import compile_caption_words
from stemma.stages.clean.containers import CONTAINERS, weigh_containers
from stemma.stages.clean.function_words import FunctionWords, compile_function_words, count_by_language, east_asian_share, words_of
from stemma.stages.clean.lines import Line, Markup
from stemma.stages.clean.repeats import REPEATS, find_repeats
from stemma.stages.clean.surroundings import SURROUNDINGS, place_among
from stemma.stages.clean.wordings import Wordings, compile_wordings, marks_within, plain, tokens_of, whole_mark

Table = NDArray[np.float32]
_Row = tuple[list[float], list[int], list[str]]

_TERMINAL = re.compile(r"[.!?。！？؟।](?:[\"'”’»)\]]|\[\d+\]){0,3}$")
_SENTENCE_BREAK = re.compile(r"[a-zа-яё0-9%)\"'”’»][.!?][\"'”’»)]?\s{1,3}[\"'“‘«„(]?[A-ZÀ-ÝА-ЯЁ0-9]|[。！？]")
_SEPARATORS = re.compile(r"[|»›>•·/→►▸]\s|\s[|»›>•·→►▸]|\t")
_SEPARATING = re.compile(r"[|»›>•·/→►▸\t]")
_ADDRESS = re.compile(r"https?://|www\.|@\w|\.com\b|\w@\w")
_QUOTED = re.compile(r"[\"“”«»„「」]")
_BULLET = re.compile(r"(?:[*•·▪◦‣●○■□–—|+-]|\(?\d{1,2}[.)])\s")
_MARKED_UP = re.compile(r"#{1,6}\s|!?\[[^\]\n]{0,200}\]\(")
_BRACKET_CREDIT = re.compile(r"[\[(][^\[\]()]{2,60}[\])]\.?$")
_DATE_LIKE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_AGO = re.compile(r"\b(?:ago|vor \d|il y a \d|hace \d|minutes?|hours?|назад)\b")
_AGO_WORDS = frozenset(("ago", "vor", "il", "hace", "minute", "minutes", "hour", "hours", "назад"))
_BYLINE_START = re.compile(r"(?:by|von|par|por|di|door|av|af|od|автор)[:\s]", re.IGNORECASE)
_WE = frozenset(
    """we our us you your wir unser ihr ihre nous notre vous votre nosotros nuestro tu nós nosso seu noi nostro vi vår vores oss
    vår""".split()
)
_LEADING_ON = frozenset({"related", "inline"})
_DIGIT = re.compile(r"\d")
_LENGTH_EDGES = (12, 25, 45, 70, 110, 180, 320, 600)
_PEERS = 3
_SHORT_PAGE = 60


@dataclass(frozen=True, slots=True)
class Features:
    """A value for each line and name; ``strength`` says roughly how much running text each line is (0..1)."""

    names: tuple[str, ...]
    table: Table
    strength: Table


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The compiled lexicons that a line is read with."""

    wordings: Wordings
    words: FunctionWords
    picture: re.Pattern[str]
    picture_words: frozenset[str]


@lru_cache(maxsize=4)
def _hint_words(lexicons: Lexicons) -> dict[str, frozenset[str]]:
    rows = lexicons.rows("markup_words")
    return {kind: frozenset(word for named, word in rows if named == kind) for kind in ("article", "furniture", "title")}


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> _Known:
    pictures = frozenset(tokens_of(row[2].lower())[0] for row in lexicons.rows("caption_words") if row[0] == "picture")
    return _Known(compile_wordings(lexicons), compile_function_words(lexicons), compile_caption_words(lexicons)["picture"], pictures)


def measure(lines: Sequence[Line], lexicons: Lexicons) -> Features:
    """Features of each line.

    Lexical features read at most 600 characters of a line, so that cost is linear in the number of lines.
    """
    known = _compile(lexicons)
    repeated = Counter(line.text for line in lines)
    read: dict[str, _Row] = {}
    for text, repeats in repeated.items():
        read[text] = _of_line(text, repeats, known)
    rows = [read[line.text] for line in lines]
    own = np.array([row[0] for row in rows], dtype=np.float32).reshape(len(rows), len(_OWN))
    languages = np.array([row[1] for row in rows], dtype=np.float32).reshape(len(rows), len(known.words.languages))
    strength = _strength(own, lines)
    parts = [
        own,
        _foreign(languages, strength),
        _among(own, strength),
        _after_marks(own, strength),
        np.zeros((len(lines), len(MATCHED)), np.float32),
        _marked_up(lines, _hint_words(lexicons)),
        place_among(lines, [row[2] for row in rows], strength),
        weigh_containers(lines, strength),
        find_repeats(lines, [row[2] for row in rows], (own[:, _INDEX["date_like"]] + own[:, _INDEX["ago"]] > 0).tolist()),
    ]
    return Features(FEATURE_NAMES, np.concatenate(parts, axis=1), strength)


_OWN = (
    "bias",
    *(f"longer_than_{edge}" for edge in _LENGTH_EDGES),
    "ends_sentence",
    "ends_colon",
    "ends_dots",
    "sentence_breaks",
    "has_comma",
    "function_words_some",
    "function_words_many",
    "east_asian",
    "capitalised_words",
    "all_capitals",
    "digits",
    "starts_lower",
    "is_bullet",
    "separators",
    "addresses",
    "quoted",
    "repeated",
    "bracket_credit",
    "photo_words",
    "date_like",
    "ago",
    "byline_start",
    "speaks_to_reader",
    "marked_up",
    "chrome_line",
    "chrome_within",
    "appeal_within",
    "related_mark",
    "comments_mark",
    "appeal_mark",
    "credit_mark",
    "inline_mark",
)
_INDEX = {name: index for index, name in enumerate(_OWN)}


def _of_line(text: str, repeats: int, known: _Known) -> _Row:
    head, tail = text[:600], text[-12:]
    folded = plain(text)
    tokens = tokens_of(folded)
    distinct = dict.fromkeys(tokens)
    words = words_of(text)
    counts = count_by_language(words, known.words)
    asian = 0.0 if head.isascii() else east_asian_share(head)
    visible = len(text) * (1 + 1.5 * asian)
    many = max(counts) / len(words) if words else 0.0
    mark = whole_mark(folded, known.wordings) if len(folded) < 200 else None
    within = marks_within(folded, distinct, known.wordings)
    digits = len(_DIGIT.findall(head)) if _DIGIT.search(head) else 0
    is_ascii = head.isascii()
    values = [
        1.0,
        *[visible > edge for edge in _LENGTH_EDGES],
        _TERMINAL.search(tail) is not None,
        tail.endswith((":", "：")),
        tail.endswith(("…", "...", "[…]")),
        min(3, len(_SENTENCE_BREAK.findall(head))) / 3 if not is_ascii or _may_break(head) else 0.0,
        "," in head or (not is_ascii and ("，" in head or "、" in head)),
        many > 0.15,
        many > 0.3,
        asian > 0.3,
        _capital_share(head),
        head.isupper(),
        min(1.0, 4 * digits / len(head)),
        head[0].islower(),
        _BULLET.match(head) is not None,
        min(3, len(_SEPARATORS.findall(head))) / 3 if _SEPARATING.search(head) else 0.0,
        _has_address(head),
        '"' in head if is_ascii else _QUOTED.search(head) is not None,
        repeats > 1,
        text.endswith((")", "]", ").", "].")) and _BRACKET_CREDIT.search(text[-70:]) is not None,
        not known.picture_words.isdisjoint(distinct) and known.picture.search(head) is not None,
        digits > 0 and len(head) < 120 and _DATE_LIKE.search(head) is not None,
        len(head) < 80 and not _AGO_WORDS.isdisjoint(distinct) and _AGO.search(folded) is not None,
        len(head) < 80 and _BYLINE_START.match(head) is not None,
        0.0 if _WE.isdisjoint(distinct) else min(1.0, 8 * sum([token in _WE for token in tokens]) / (len(words) + 1)),
        _MARKED_UP.match(head) is not None,
        mark == "chrome",
        min(2, within.count("chrome")) / 2 if within else 0.0,
        min(2, within.count("appeal")) / 2 if within else 0.0,
        mark in _LEADING_ON,
        mark == "comments",
        mark == "appeal",
        mark == "credit",
        mark == "inline",
    ]
    return values, counts, words


def _may_break(head: str) -> bool:
    """Whether a line in plain letters holds a stop that is not its last character."""
    return "." in head[:-1] or "!" in head[:-1] or "?" in head[:-1]


def _has_address(head: str) -> bool:
    may_be = "@" in head or "://" in head or "www." in head or ".com" in head
    return may_be and _ADDRESS.search(head) is not None


def _capital_share(head: str) -> float:
    firsts = [word[0] for word in head.split()[:60]]
    lettered = sum(map(str.isalpha, firsts))
    return sum(map(str.isupper, firsts)) / lettered if lettered else 0.0


def _strength(own: Table, lines: Sequence[Line]) -> Table:
    """How much running text a line is, 0..1: long, ending like a sentence, with function words, not links."""
    column = {name: own[:, index] for name, index in _INDEX.items()}
    value = (
        0.25 * column["longer_than_70"] + 0.25 * column["longer_than_110"] + 0.1 * column["longer_than_180"] + 0.3 * column["ends_sentence"]
    )
    value = value + 0.1 * np.maximum(column["function_words_some"], column["east_asian"])
    value = (
        value * (column["longer_than_45"] + 0.2 * (1 - column["longer_than_45"])) * (1 - 0.5 * np.minimum(1, 2 * column["chrome_within"]))
    )
    links = np.array([line.markup.link_share if line.markup else 0.0 for line in lines], dtype=np.float32)
    strength: Table = (value * (1 - 0.8 * links)).astype(np.float32)
    return strength


_AMONG = (
    "before_1",
    "before_2",
    "before_3",
    "after_1",
    "after_2",
    "after_3",
    "around_5",
    "around_12",
    "text_before",
    "text_after",
    "is_early",
    "is_late",
    "between_text",
    "short_among_text",
    "date_near",
    "mark_just_before",
)


def _among(own: Table, strength: Table) -> Table:
    """What the neighbours are like: their strength, the share of the page's text that comes before and after."""
    count = len(strength)
    padded = np.concatenate([np.zeros(_PEERS, np.float32), strength, np.zeros(_PEERS, np.float32)])
    before = [padded[_PEERS - step : _PEERS - step + count] for step in (1, 2, 3)]
    after = [padded[_PEERS + step : _PEERS + step + count] for step in (1, 2, 3)]
    total = np.cumsum(strength)
    whole = max(float(total[-1]), 1e-6) if count else 1.0
    position = np.arange(count, dtype=np.float32) / max(1, count - 1)
    between = np.maximum.reduce(before) * np.maximum.reduce(after)
    dates = own[:, _INDEX["date_like"]] + own[:, _INDEX["byline_start"]]
    marks = own[:, _INDEX["related_mark"]] + own[:, _INDEX["comments_mark"]] + own[:, _INDEX["chrome_line"]]
    columns = [
        *before,
        *after,
        _mean_around(strength, 5),
        _mean_around(strength, 12),
        (total - strength) / whole,
        (whole - total) / whole,
        ((position < 0.1) & (count > _SHORT_PAGE)).astype(np.float32),
        ((position > 0.9) & (count > _SHORT_PAGE)).astype(np.float32),
        between,
        between * (1 - strength),
        np.minimum(1, _mean_around(dates, 3) * 3),
        np.concatenate([[0], marks[:-1]]) if count else marks,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _mean_around(values: Table, reach: int) -> Table:
    sums = np.concatenate([[0], np.cumsum(values)])
    index = np.arange(len(values))
    low, high = np.maximum(0, index - reach), np.minimum(len(values), index + reach + 1)
    means: Table = ((sums[high] - sums[low]) / np.maximum(1, high - low)).astype(np.float32)
    return means


def _foreign(languages: Table, strength: Table) -> Table:
    """Whether a line's function words are those of another language than most of the page's running text."""
    if not len(strength):
        return np.zeros((0, 1), np.float32)
    main = int(np.argmax((languages * strength[:, None]).sum(axis=0)))
    others = np.delete(languages, main, axis=1).max(axis=1)
    is_foreign: Table = ((others >= 2) & (others > 2 * languages[:, main])).astype(np.float32)[:, None]
    return is_foreign


AFTER_MARKS = ("after_related", "after_comments", "after_appeal", "text_since_mark", "below_related", "below_comments", "below_appeal")


def _after_marks(own: Table, strength: Table) -> Table:
    """Whether an opening mark of teasers, comments or an appeal came before, once a fair part of the text had passed."""
    total = np.cumsum(strength)
    columns: list[Table] = []
    last_mark = np.zeros(len(strength), np.float32)
    for name in ("related_mark", "comments_mark", "appeal_mark"):
        marks = (own[:, _INDEX[name]] > 0) & (total > 2.0)
        seen = np.maximum.accumulate(marks) if len(marks) else marks
        columns.append(seen.astype(np.float32))
        last_mark = np.maximum(last_mark, np.maximum.accumulate(np.where(marks, total, 0)).astype(np.float32) if len(marks) else last_mark)
    columns.append(np.where(last_mark > 0, np.minimum(1, (total - last_mark) / 10), 0).astype(np.float32))
    for name in ("related_mark", "comments_mark", "appeal_mark"):
        columns.append((np.minimum(2, np.cumsum(own[:, _INDEX[name]])) / 2).astype(np.float32))
    return np.stack(columns, axis=1).astype(np.float32)


MATCHED = ("matched", "matched_before", "matched_after", "matched_between")
MARKUP = (
    "tag_p",
    "tag_heading",
    "tag_h1",
    "tag_li",
    "tag_cell",
    "tag_div",
    "tag_blockquote",
    "in_nav",
    "in_header",
    "in_footer",
    "in_aside",
    "in_figure",
    "in_article",
    "in_main",
    "in_form",
    "in_list",
    "link_some",
    "link_most",
    "link_all",
    "is_bold",
    "good_hints",
    "bad_hints",
    "title_hints",
)
FEATURE_NAMES = (*_OWN, "foreign", *_AMONG, *AFTER_MARKS, *MATCHED, *MARKUP, *SURROUNDINGS, *CONTAINERS, *REPEATS)


def with_matched(features: Features, matched: Sequence[float]) -> Features:
    """The same features with what an HTML extractor says: how far it took each line (0..1) and its neighbours for the article."""
    taken = np.array(matched, dtype=np.float32)
    before = np.maximum.accumulate(np.concatenate([[0], taken[:-1]]))
    after = np.maximum.accumulate(np.concatenate([[0], taken[:0:-1]]))[::-1]
    table = features.table.copy()
    first = FEATURE_NAMES.index(MATCHED[0])
    table[:, first], table[:, first + 3] = taken, before * after
    table[1:, first + 1], table[:-1, first + 2] = taken[:-1], taken[1:]
    return Features(features.names, table, features.strength)


def _marked_up(lines: Sequence[Line], hints: dict[str, frozenset[str]]) -> Table:
    known: dict[tuple[object, ...], list[float]] = {}
    rows = []
    for line in lines:
        markup = line.markup
        if markup is None:
            rows.append([0.0] * len(MARKUP))
            continue
        key = (markup.tag, markup.landmarks, markup.hints, markup.link_share, markup.is_bold)
        if key not in known:
            known[key] = _of_markup(markup, hints)
        rows.append(known[key])
    return np.array(rows, dtype=np.float32).reshape(len(lines), len(MARKUP))


def _of_markup(markup: Markup, known: dict[str, frozenset[str]]) -> list[float]:
    tag, landmarks, hints = markup.tag, markup.landmarks, markup.hints
    return [
        float(tag == "p"),
        float(tag in ("h2", "h3", "h4", "h5", "h6")),
        float(tag == "h1"),
        float(tag in ("li", "dt", "dd")),
        float(tag in ("td", "th", "tr")),
        float(tag in ("div", "section", "article", "body")),
        float("blockquote" in landmarks),
        float("nav" in landmarks),
        float("header" in landmarks),
        float("footer" in landmarks),
        float("aside" in landmarks),
        float("figure" in landmarks or "figcaption" in landmarks),
        float("article" in landmarks),
        float("main" in landmarks),
        float(not landmarks.isdisjoint(("form", "button", "select"))),
        float(not landmarks.isdisjoint(("ul", "ol"))),
        float(markup.link_share > 0.2),
        float(markup.link_share > 0.5),
        float(markup.link_share > 0.9),
        float(markup.is_bold),
        float(not hints.isdisjoint(known["article"])),
        float(not hints.isdisjoint(known["furniture"])),
        float(not hints.isdisjoint(known["title"])),
    ]
