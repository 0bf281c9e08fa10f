"""Reads CoNLL-U: words, tags, trees and, in GUM, entities."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from records import Sentence
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.tokens import find_words


@dataclass
class Row:
    """A sentence of a CoNLL-U file: its word lines, and what follows each multiword token."""

    document: str
    opens: bool
    columns: list[list[str]] = field(default_factory=list)
    fused: dict[tuple[int, int], bool] = field(default_factory=dict)


def read_rows(text: str) -> Iterator[Row]:
    """The sentences of a file, with their document and whether they open a paragraph."""
    document, row = "", Row("", True)
    for line in [*text.split("\n"), ""]:
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                document = line.split("=")[-1].strip()
            row.opens = row.opens or line.startswith(("# newdoc", "# newpar"))
        elif line.strip():
            _add_line(row, line.split("\t"))
        elif row.columns:
            row.document = document
            yield row
            row = Row(document, False)


def _add_line(row: Row, columns: list[str]) -> None:
    if "-" in columns[0]:
        first, last = map(int, columns[0].split("-"))
        row.fused[first, last] = "SpaceAfter=No" not in columns[9]
    elif "." not in columns[0]:
        row.columns.append(columns)


def read_treebank(source: str, text: str) -> Iterator[Sentence]:
    """The sentences of a treebank file, with double given names joined as the tokeniser joins them."""
    for row in read_rows(text):
        yield join_names(to_sentence(source, row))


def to_sentence(source: str, row: Row) -> Sentence:
    """A sentence as annotated."""
    columns = row.columns
    spaces = ["SpaceAfter=No" not in column[9] for column in columns]
    for (first, last), spaced in row.fused.items():
        for index in range(first, last + 1):
            spaces[index - 1] = spaced if index == last else False
    heads = tuple(int(column[6]) - 1 if column[6] != "0" else index for index, column in enumerate(columns))
    return Sentence(
        source=source,
        document=row.document,
        words=tuple(column[1].replace(" ", " ") for column in columns),
        spaces=tuple(spaces),
        upos=tuple(column[3] if column[3] != "_" else "X" for column in columns),
        heads=heads,
        deps=tuple("root" if column[6] == "0" else column[7] for column in columns),
        is_bounded=True,
        opens=row.opens,
    )


@cache
def _lexicons():
    return load_lexicons()


def join_names(sentence: Sentence) -> Sentence:
    """The sentence with each run of words merged that our tokeniser reads as one hyphenated word, its tree kept whole."""
    if not any(word in "-‐‑" for word in sentence.words):
        return sentence
    starts, text = [], ""
    for word, space in zip(sentence.words, sentence.spaces, strict=True):
        starts.append(len(text))
        text += word + " " * space
    ours = {start: end for start, end in find_words(text, _lexicons()) if re.search(r"\w[-‐‑]\w", text[start:end])}
    groups: list[list[int]] = []
    until = -1
    for index, start in enumerate(starts):
        end = start + len(sentence.words[index])
        if end <= until:
            groups[-1].append(index)
        else:
            groups.append([index])
            until = ours.get(start, -1)
    return _merge(sentence, groups) if len(groups) < len(starts) else sentence


def _merge(sentence: Sentence, groups: list[list[int]]) -> Sentence:
    group_of = {index: number for number, group in enumerate(groups) for index in group}
    tops = [next((i for i in group if sentence.heads[i] not in group or sentence.heads[i] == i), group[0]) for group in groups]
    return replace(
        sentence,
        words=tuple("".join(sentence.words[i] for i in group) for group in groups),
        spaces=tuple(sentence.spaces[group[-1]] for group in groups),
        upos=tuple(sentence.upos[top] for top in tops),
        heads=tuple(group_of[sentence.heads[top]] for top in tops),
        deps=tuple(sentence.deps[top] for top in tops),
        tags=tuple(sentence.tags[group[0]] for group in groups) if sentence.tags else (),
    )
