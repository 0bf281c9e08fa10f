"""The signs that a line bears by itself, whatever stands round it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.captions import compile_caption_words
from stemma.stages.clean.function_words import FunctionWords, compile_function_words, count_by_language, east_asian_share, words_within
from stemma.stages.clean.wordings import Wordings, compile_wordings, marks_within, plain, tokens_of, whole_mark

Table = NDArray[np.float32]

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
_SAYS = re.compile(
    r"\b(?:says|said|wrote|schreibt|sagt|schrieb|dice|dijo|escribió|disse|diz|a dit|ha scritto|sier|skrev|пишет)\s?:?$", re.IGNORECASE
)
_SAY_ENDS = frozenset(
    {
        "says",
        "said",
        "wrote",
        "schreibt",
        "sagt",
        "schrieb",
        "dice",
        "dijo",
        "escribió",
        "disse",
        "diz",
        "dit",
        "scritto",
        "sier",
        "skrev",
        "пишет",
    }
)
_WE = frozenset(
    """we our us you your wir unser ihr ihre nous notre vous votre nosotros nuestro tu nós nosso seu noi nostro vi vår vores oss
    vår""".split()
)
_DIGIT = re.compile(r"\d")
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NUMBERS = re.compile(r"\d+(?:[.:,/]\d+)*")
_NAMES = re.compile(r"\b[A-ZÀ-ÞА-ЯЁ]\w*(?:[ ,.'’-]{1,2}[A-ZÀ-ÞА-ЯЁ]\w*)*")
_LENGTH_EDGES = (12, 25, 45, 70, 110, 180, 320, 600)
_LONGEST_READ, _LONGEST_SHAPED, _LONGEST_MARKED, _LONGEST_KEPT, _SHORTEST_WORD = 600, 160, 200, 80, 5
_MEASURED = ("visible", "function_words", "east_asian", "capitalised_words", "digits", "speaks_to_reader")
_COUNTED = {
    "ends_sentence": 1,
    "ends_colon": 1,
    "ends_dots": 1,
    "sentence_breaks": 3,
    "has_comma": 1,
    "is_bullet": 1,
    "separators": 3,
    "addresses": 1,
    "quoted": 1,
    "bracket_credit": 1,
    "date_like": 1,
    "marked_up": 1,
    "all_capitals": 1,
    "starts_lower": 1,
    "byline_start": 1,
    "says_head": 1,
    "photo_words": 1,
    "ago": 1,
    "chrome_within": 2,
    "appeal_within": 2,
}
"""Signs counted on each line, up to the number given, which stands for 1."""
_NO_SIGNS = (0,) * 12
_MARKS = ("chrome", "related", "inline", "comments", "appeal", "credit")
SIGNS = (
    "bias",
    *(f"longer_than_{edge}" for edge in _LENGTH_EDGES),
    "function_words_some",
    "function_words_many",
    "east_asian",
    "capitalised_words",
    "digits",
    "speaks_to_reader",
    *_COUNTED,
    "chrome_line",
    "related_mark",
    "inline_mark",
    "comments_mark",
    "appeal_mark",
    "credit_mark",
    "repeated",
)


class Signs(NamedTuple):
    """A line as read: its measures and counts, the number of the phrase that it is as a whole (``_MARKS`` from 1 on), how many function
    words of each language it has, its words, the longer ones among them, and what is left of it when names and numbers are all the same."""

    measured: tuple[float, ...]
    counted: bytes
    mark: int
    languages: bytes
    words: list[str]
    long_words: frozenset[str]
    shape: str


@dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """The compiled lexicons that a line is read with; ``telling`` are all words without which no phrase needs to be looked for."""

    wordings: Wordings
    words: FunctionWords
    picture: re.Pattern[str]
    picture_words: frozenset[str]
    telling: frozenset[str]


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> _Known:
    pictures = frozenset(tokens_of(row[2].lower())[0] for row in lexicons.rows("caption_words") if row[0] == "picture")
    wordings = compile_wordings(lexicons)
    telling = pictures | _AGO_WORDS | _WE | wordings.within.keys()
    return _Known(wordings, compile_function_words(lexicons), compile_caption_words(lexicons)["picture"], pictures, telling)


def read_signs(text: str, lexicons: Lexicons) -> Signs:
    """The signs of one line, of which at most 600 characters are read. Short lines, which come again on many pages, are remembered."""
    return _remember(text, lexicons) if len(text) <= _LONGEST_KEPT else _read(text, _compile(lexicons))


@lru_cache(maxsize=4_096)
def _remember(text: str, lexicons: Lexicons) -> Signs:
    return _read(text, _compile(lexicons))


def _read(text: str, known: _Known) -> Signs:
    head = text[:_LONGEST_READ]
    is_ascii, is_wordy = head.isascii(), head.replace(" ", "").isalpha()
    folded = head.lower() if is_ascii else plain(head)
    tokens = tokens_of(folded)
    digits = 0 if is_wordy else _count_digits(head, is_ascii=is_ascii)
    words = words_within(folded, tokens, is_plain=is_wordy or not digits)
    languages = count_by_language(words, known.words)
    asian = 0.0 if is_ascii else east_asian_share(head)
    is_telling = not known.telling.isdisjoint(tokens)
    within = marks_within(folded, tokens if is_telling else (), known.wordings) if is_telling or not is_ascii else ()
    mark = whole_mark(folded, known.wordings) if len(folded) < _LONGEST_MARKED else None
    return Signs(
        measured=(
            len(text) * (1 + 1.5 * asian),
            max(languages) / len(words) if words else 0.0,
            asian,
            _capital_share(head),
            min(1.0, 4 * digits / len(head)),
            min(1.0, 8 * sum([token in _WE for token in tokens]) / (len(words) + 1)) if is_telling else 0.0,
        ),
        counted=bytes(
            (
                *(_NO_SIGNS if is_wordy else _read_signs(text, head, digits, is_ascii=is_ascii)),
                head.isupper(),
                head[0].islower(),
                len(head) < 80 and _BYLINE_START.match(head) is not None,
                len(text) < _LONGEST_SHAPED and tokens[-1:] != [] and tokens[-1] in _SAY_ENDS and _SAYS.search(text[-12:]) is not None,
                is_telling and not known.picture_words.isdisjoint(tokens) and known.picture.search(head) is not None,
                is_telling and len(head) < 80 and not _AGO_WORDS.isdisjoint(tokens) and _AGO.search(folded) is not None,
                min(2, within.count("chrome")),
                min(2, within.count("appeal")),
            )
        ),
        mark=_MARKS.index(mark) + 1 if mark in _MARKS else 0,
        languages=languages,
        words=words,
        long_words=frozenset([word for word in words if len(word) >= _SHORTEST_WORD]),
        shape=_shape(text, digits) if len(text) <= _LONGEST_SHAPED else "",
    )


def _read_signs(text: str, head: str, digits: int, *, is_ascii: bool) -> tuple[int, ...]:
    """The signs that a line of letters and spaces alone has none of."""
    tail = text[-12:]
    is_open, may_open = tail[-1].isalnum(), not head[0].isalpha()
    return (
        not is_open and _TERMINAL.search(tail) is not None,
        tail.endswith((":", "：")),
        tail.endswith(("…", "...", "[…]")),
        min(3, len(_SENTENCE_BREAK.findall(head))) if not is_ascii or _may_break(head) else 0,
        "," in head or (not is_ascii and ("，" in head or "、" in head)),
        may_open and _BULLET.match(head) is not None,
        min(3, len(_SEPARATORS.findall(head))) if _SEPARATING.search(head) else 0,
        _has_address(head),
        '"' in head if is_ascii else _QUOTED.search(head) is not None,
        text.endswith((")", "]", ").", "].")) and _BRACKET_CREDIT.search(text[-70:]) is not None,
        digits > 0 and len(head) < 120 and _DATE_LIKE.search(head) is not None,
        may_open and _MARKED_UP.match(head) is not None,
    )


def _may_break(head: str) -> bool:
    """Whether a line in plain letters holds a stop that is not its last character."""
    return "." in head[:-1] or "!" in head[:-1] or "?" in head[:-1]


def _has_address(head: str) -> bool:
    may_be = "@" in head or "://" in head or "www." in head or ".com" in head
    return may_be and _ADDRESS.search(head) is not None


def _count_digits(head: str, *, is_ascii: bool) -> int:
    return len(head) - len(head.encode().translate(None, b"0123456789")) if is_ascii else len(_DIGIT.findall(head))


def _capital_share(head: str) -> float:
    if head.islower():
        return 0.0
    firsts = "".join([word[0] for word in head.split()[:60]])
    lettered = len(firsts) if firsts.isalpha() else sum(map(str.isalpha, firsts))
    small = firsts.encode().translate(None, _CAPITALS) if firsts.isascii() else [first for first in firsts if not first.isupper()]
    return (len(firsts) - len(small)) / lettered if lettered else 0.0


def _shape(text: str, digits: int) -> str:
    return _NAMES.sub("N", _NUMBERS.sub("0", text) if digits else text)


def tabulate(read: Sequence[Signs], is_repeated: Sequence[bool]) -> Table:
    """Columns ``SIGNS`` for each line."""
    measured = np.array([one.measured for one in read], dtype=np.float64).reshape(len(read), len(_MEASURED))
    counted = np.frombuffer(b"".join([one.counted for one in read]), dtype=np.uint8).reshape(len(read), len(_COUNTED))
    marks = np.array([one.mark for one in read], dtype=np.uint8)[:, None]
    visible, function_words, asian = measured[:, :1], measured[:, 1:2], measured[:, 2:3]
    is_mark = marks == np.arange(1, len(_MARKS) + 1)
    is_mark[:, _MARKS.index("related")] |= is_mark[:, _MARKS.index("inline")]
    columns = (
        np.ones((len(read), 1)),
        visible > np.array(_LENGTH_EDGES),
        function_words > 0.15,
        function_words > 0.3,
        asian > 0.3,
        measured[:, 3:],
        counted / np.array(tuple(_COUNTED.values())),
        is_mark,
        np.array(is_repeated, dtype=np.bool_)[:, None],
    )
    return np.concatenate(columns, axis=1, dtype=np.float32)
