"""What the search for mentions reads: the report's text with its parsed sentences and the blocks that they stand in."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.language.lexicon import Lexicons
from stemma.language.syntax import Tree, read_tree
from stemma.records import Report, Sentence

_HEADLINES = frozenset({"title", "subtitle", "heading", "teaser"})


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A report as sentences. ``is_headline`` tells, sentence by sentence, where capitals say little; ``paragraph`` numbers
    the blocks and lines that sentences stand in."""

    text: str
    sentences: tuple[Sentence, ...]
    trees: tuple[Tree, ...]
    is_headline: tuple[bool, ...]
    paragraph: tuple[int, ...]
    lexicons: Lexicons

    def word(self, sentence: int, index: int) -> str:
        """A token as it is printed."""
        token = self.trees[sentence].tokens[index]
        return self.text[token.start : token.end]

    def sentence_at(self, offset: int) -> int | None:
        """The sentence that holds an offset."""
        at = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        return at if at >= 0 and offset < self.sentences[at].end else None


def read_report(report: Report, sentences: Sequence[Sentence], lexicons: Lexicons) -> Reading:
    """Parse the sentences' trees and place them in the report's blocks."""
    ordered = tuple(sorted(sentences, key=lambda sentence: (sentence.start, sentence.end)))
    starts = [block.start for block in report.blocks]
    headlines, paragraphs = [], []
    paragraph, previous = 0, None
    for sentence in ordered:
        at = bisect_right(starts, sentence.start) - 1
        kind = report.blocks[at].kind if at >= 0 else "body"
        words = [report.text[token.start : token.end] for token in sentence.tokens]
        headlines.append(kind in _HEADLINES or _is_title_case(words))
        if previous is not None and (at != previous[0] or "\n" in report.text[previous[1] : sentence.start]):
            paragraph += 1
        paragraphs.append(paragraph)
        previous = (at, sentence.end)
    trees = tuple(read_tree(report.text, sentence) for sentence in ordered)
    return Reading(report.text, ordered, trees, tuple(headlines), tuple(paragraphs), lexicons)


def _is_title_case(words: list[str]) -> bool:
    """Whether so many words are capitalised that capitals no longer mark names."""
    letters = [word for word in words if word[0].isalpha() and len(word) > 3]
    return (
        len(letters) >= 4
        and words[-1] not in {".", "?", "!", "”", '"'}
        and sum(word[0].isupper() for word in letters) >= 0.8 * len(letters)
    )
