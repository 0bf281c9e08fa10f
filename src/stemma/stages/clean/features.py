"""What the labeller looks at: named features of each line, in itself and among its neighbours."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.containers import CONTAINERS, weigh_containers
from stemma.stages.clean.lines import Line
from stemma.stages.clean.repeats import REPEATS, find_repeats
from stemma.stages.clean.signs import SIGNS, read_signs, tabulate
from stemma.stages.clean.surroundings import SURROUNDINGS, place_among

Table = NDArray[np.float32]

_PEERS = 3
_SHORT_PAGE = 60


class Columns(dict[str, list[float]]):
    """The values of each feature, line by line, taken out of the table when first asked for."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, name: str) -> list[float]:
        values: list[float] = self._table[:, _PLACES[name]].tolist()
        self[name] = values
        return values


@dataclass(frozen=True, slots=True, eq=False)
class Features:
    """A value for each line and name; ``strength`` says roughly how much running text each line is (0..1)."""

    names: tuple[str, ...]
    table: Table
    strength: Table
    columns: Columns


@lru_cache(maxsize=4)
def _hint_words(lexicons: Lexicons) -> dict[str, frozenset[str]]:
    rows = lexicons.rows("markup_words")
    return {kind: frozenset(word for named, word in rows if named == kind) for kind in _HINTS.values()}


def measure(lines: Sequence[Line], lexicons: Lexicons) -> Features:
    """Features of each line.

    Lexical features read at most 600 characters of a line, so that cost is linear in the number of lines.
    """
    repeats = Counter([line.text for line in lines])
    known = {text: read_signs(text, lexicons) for text in repeats}
    read = [known[line.text] for line in lines]
    own = tabulate(read, [repeats[line.text] > 1 for line in lines])
    languages = (
        np.frombuffer(b"".join([one.languages for one in read]), dtype=np.uint8).reshape(len(read), -1) if read else np.zeros((0, 1))
    )
    strength = _strength(own, lines)
    is_dated = (own[:, _INDEX["date_like"]] + own[:, _INDEX["ago"]] > 0).tolist()
    parts = [
        own,
        _foreign(languages.astype(np.float32), strength),
        _among(own, strength),
        _after_marks(own, strength),
        np.zeros((len(lines), len(MATCHED)), np.float32),
        _marked_up(lines, lexicons),
        place_among(lines, [one.long_words for one in read], strength),
        weigh_containers(lines, strength),
        find_repeats(lines, read, is_dated),
    ]
    table = np.concatenate(parts, axis=1)
    return Features(FEATURE_NAMES, table, strength, Columns(table))


_INDEX = {name: index for index, name in enumerate(SIGNS)}


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
_TAGS = {
    "tag_p": ("p",),
    "tag_heading": ("h2", "h3", "h4", "h5", "h6"),
    "tag_h1": ("h1",),
    "tag_li": ("li", "dt", "dd"),
    "tag_cell": ("td", "th", "tr"),
    "tag_div": ("div", "section", "article", "body"),
}
_LANDMARKS = {
    "tag_blockquote": ("blockquote",),
    "in_nav": ("nav",),
    "in_header": ("header",),
    "in_footer": ("footer",),
    "in_aside": ("aside",),
    "in_figure": ("figure", "figcaption"),
    "in_article": ("article",),
    "in_main": ("main",),
    "in_form": ("form", "button", "select"),
    "in_list": ("ul", "ol"),
}
_HINTS = {"good_hints": "article", "bad_hints": "furniture", "title_hints": "title"}
_LINK_EDGES = (0.2, 0.5, 0.9)
MARKUP = (*_TAGS, *_LANDMARKS, "is_bold", *_HINTS, "link_some", "link_most", "link_all")
FEATURE_NAMES = (*SIGNS, "foreign", *_AMONG, *AFTER_MARKS, *MATCHED, *MARKUP, *SURROUNDINGS, *CONTAINERS, *REPEATS)


_PLACES = {name: index for index, name in enumerate(FEATURE_NAMES)}


def with_matched(features: Features, matched: Sequence[float]) -> Features:
    """The same features with what an HTML extractor says: how far it took each line (0..1) and its neighbours for the article."""
    taken = np.array(matched, dtype=np.float32)
    before = np.maximum.accumulate(np.concatenate([[0], taken[:-1]]))
    after = np.maximum.accumulate(np.concatenate([[0], taken[:0:-1]]))[::-1]
    table = features.table.copy()
    first = FEATURE_NAMES.index(MATCHED[0])
    table[:, first], table[:, first + 3] = taken, before * after
    table[1:, first + 1], table[:-1, first + 2] = taken[:-1], taken[1:]
    return Features(features.names, table, features.strength, Columns(table))


def _marked_up(lines: Sequence[Line], lexicons: Lexicons) -> Table:
    """Columns ``MARKUP`` for each line, zeros where it has no markup."""
    table = np.zeros((len(lines), len(MARKUP)), np.float32)
    marked = [(index, line.markup) for index, line in enumerate(lines) if line.markup is not None]
    if marked:
        each = [(one.tag, one.landmarks, one.hints, one.is_bold) for _, one in marked]
        flags = {made: _flags(*made, lexicons) for made in dict.fromkeys(each)}
        told = np.frombuffer(b"".join([flags[made] for made in each]), dtype=np.uint8).reshape(len(marked), -1)
        links = np.array([one.link_share for _, one in marked])[:, None] > _LINK_EDGES
        table[[index for index, _ in marked]] = np.concatenate([told, links], axis=1)
    return table


def _flags(tag: str, landmarks: frozenset[str], hints: frozenset[str], is_bold: bool, lexicons: Lexicons) -> bytes:
    return b"".join((_of_tag(tag), _of_landmarks(landmarks), bytes((is_bold,)), _of_hints(hints, lexicons)))


@lru_cache(maxsize=512)
def _of_tag(tag: str) -> bytes:
    return bytes(tag in tags for tags in _TAGS.values())


@lru_cache(maxsize=4_096)
def _of_landmarks(landmarks: frozenset[str]) -> bytes:
    return bytes(not landmarks.isdisjoint(tags) for tags in _LANDMARKS.values())


@lru_cache(maxsize=4_096)
def _of_hints(hints: frozenset[str], lexicons: Lexicons) -> bytes:
    return bytes(not hints.isdisjoint(words) for words in _hint_words(lexicons).values())
