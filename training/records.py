"""One sentence as training and evaluation see it, and its file format: one JSON object a line."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

LABELS = ("PERSON", "ORG", "LOC", "NORP", "EVENT", "MISC")
TAGS = ("O", *(f"{edge}-{label}" for label in LABELS for edge in "BI"))
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")


@dataclass(frozen=True)
class Sentence:
    """A sentence with its gold labels. ``spaces[i]`` says whether white space follows word i.

    ``heads`` are indexes into the words, a word's own at the root. ``tags`` are BIO, ``?`` where the source does not tell.
    Each of ``upos``, ``heads``, ``deps`` and ``tags`` is empty where the source has no such layer; ``is_bounded`` says
    whether its start is a sentence start worth learning; ``opens`` that it opens a paragraph.
    """

    source: str
    document: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    deps: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_bounded: bool = False
    opens: bool = False

    @property
    def text(self) -> str:
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True)).rstrip()


def write_sentences(path: Path, sentences: Iterable[Sentence]) -> int:
    """Write a file and return how many sentences it holds."""
    lines = [json.dumps(asdict(sentence), ensure_ascii=False) for sentence in sentences]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return len(lines)


def read_sentences(path: Path) -> list[Sentence]:
    """Read a file written by ``write_sentences``."""
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        sentences.append(Sentence(**{key: tuple(value) if isinstance(value, list) else value for key, value in fields.items()}))
    return sentences
