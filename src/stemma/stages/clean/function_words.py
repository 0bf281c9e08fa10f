"""Function words: how much running text a line is, and in which language."""

import re
from dataclasses import dataclass
from functools import lru_cache

from stemma.language.lexicon import Lexicons
from stemma.stages.clean.plain_words import LETTERS, split_plain

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CHINESE_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_MOST_WORDS = 80


@dataclass(frozen=True, slots=True, eq=False)
class FunctionWords:
    """For every function word the languages that have it: a number in which each of ``languages`` has a byte, 1 where it has the word, so
    that words are counted for all languages at once."""

    languages: tuple[str, ...]
    by_word: dict[str, int]


@lru_cache(maxsize=4)
def compile_function_words(lexicons: Lexicons) -> FunctionWords:
    """The lexicon turned round: languages by word."""
    rows = lexicons.rows("function_words")
    by_word: dict[str, int] = {}
    for index, (_, words) in enumerate(rows):
        for word in frozenset(words.split()):
            by_word[word] = by_word.get(word, 0) + (1 << (8 * index))
    return FunctionWords(tuple(language for language, _ in rows), by_word)


def words_of(text: str) -> list[str]:
    """The first eighty words of a line, lower case."""
    folded = text[:600].lower().replace("’", "'")
    return words_within(folded, [], is_plain=False)


def words_within(folded: str, tokens: list[str], *, is_plain: bool) -> list[str]:
    """The same of a line in lower case with plain apostrophes; ``tokens`` are its runs of letters and digits, which are its words where it
    has no digits (``is_plain``) nor apostrophes."""
    if "'" in folded or not folded.isascii():
        is_same = is_plain and "'" not in folded and "©" not in folded
        return (tokens if is_same else _WORD.findall(folded))[:_MOST_WORDS]
    return (tokens if is_plain else split_plain(folded, LETTERS))[:_MOST_WORDS]


def count_by_language(words: list[str], known: FunctionWords) -> bytes:
    """How many of the words, at most 255, are function words of each language."""
    by_word = known.by_word
    return sum([by_word[word] for word in words if word in by_word]).to_bytes(len(known.languages), "little")


def east_asian_share(text: str) -> float:
    """The share of characters that are Chinese characters or kana, whose lines have no words to count."""
    sample = text[:200]
    return len(_CHINESE_JAPANESE.findall(sample)) / len(sample) if sample else 0.0
