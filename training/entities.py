"""Turns GUM's entity annotation (any noun phrase, nested) into flat proper names."""

import re
from dataclasses import replace

from names import UNKNOWN, Span, demonyms, to_tags
from records import Sentence
from treebanks import Row, join_names, to_sentence

_TYPES = {"person": "PERSON", "organization": "ORG", "place": "LOC", "event": "EVENT", "object": "MISC", "abstract": "MISC"}
_MARK = re.compile(r"\([^()]+\)|\([^()]+|[^()]+\)")
_LINKERS = frozenset("- of the for and & de al bin von da del 's ’s .".split())
_TITLES = frozenset(
    "President Mr Mrs Ms Dr Prof Professor Minister Prime Senator Sir Lord Judge Justice General King Queen Prince Princess St Captain "
    "Governor Secretary Chancellor Pope Lady Rep Sen Gov Foreign Vice Chief Colonel Major Mayor Emperor Chairman".split()
)


def read_names(row: Row) -> Sentence:
    """A sentence of GUM with tree and names."""
    sentence = to_sentence("gum", row)
    spans = _choose([_shrink(sentence, row, *mention) for mention in _mentions(row)])
    covered = {index for start, end, _ in spans for index in range(start, end)}
    tags = list(to_tags(list(sentence.words), spans, sentence.upos))
    for index, upos in enumerate(sentence.upos):
        if index not in covered and upos == "PROPN" and tags[index] == "O" and not _is_calendar(sentence.words[index]):
            tags[index] = UNKNOWN
    return join_names(replace(sentence, tags=tuple(tags)))


def _is_calendar(word: str) -> bool:
    return bool(
        re.match(
            r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May$|June|July|August|September|October|November|December",
            word,
        )
    )


def _mentions(row: Row) -> list[Span]:
    found: list[Span] = []
    pending: list[tuple[str, int, str]] = []
    for index, column in enumerate(row.columns):
        entity = re.search(r"(?:^|\|)Entity=([^|]+)", column[9])
        for mark in _MARK.findall(entity[1]) if entity else ():
            fields = mark.strip("()").split("-")
            if mark.startswith("(") and mark.endswith(")"):
                found.append((index, index + 1, fields[1]))
            elif mark.startswith("("):
                pending.append((fields[0], index, fields[1]))
            else:
                for place in range(len(pending) - 1, -1, -1):
                    if pending[place][0] == mark.strip("()"):
                        _, start, kind = pending.pop(place)
                        found.append((start, index + 1, kind))
                        break
    return found


def _shrink(sentence: Sentence, row: Row, start: int, end: int, kind: str) -> Span | None:
    """The proper name inside a noun phrase: what stands around its head with capitals, without titles and articles."""
    heads = [i for i in range(start, end) if not start <= sentence.heads[i] < end or sentence.heads[i] == i]
    if not heads or sentence.upos[heads[0]] != "PROPN" or kind == "time":
        return None
    words, upos = sentence.words, sentence.upos
    first, last = heads[0], heads[0] + 1

    def is_named(i: int) -> bool:
        if not start <= i < end or (kind == "person" and upos[i] != "PROPN" and words[i] in demonyms()):
            return False
        return upos[i] == "PROPN" or (upos[i] in {"NUM", "ADJ", "NOUN"} and words[i][:1].isupper())

    while is_named(first - 1) or (first - 2 >= start and words[first - 1] in {"-", ".", "'s", "’s"} and is_named(first - 2)):
        first -= 1
    while is_named(last) or (words[last : last + 1] and words[last] in _LINKERS and last < end and _goes_on(sentence, row, last, end)):
        last += 1
    while first < last and words[first] in {"-", "'s", "’s", ".", "the", "The"}:
        first += 1
    while last > first and words[last - 1] in _LINKERS:
        last -= 1
    label = _TYPES.get(kind, UNKNOWN)
    while label == "PERSON" and last - first > 1 and words[first].rstrip(".") in _TITLES:
        first += 1
    return (first, last, label) if last > first else None


def _goes_on(sentence: Sentence, row: Row, index: int, end: int) -> bool:
    """Whether a name goes on behind a linking word: "Institute for the Study", but not "Anna and Ben"."""
    if row.columns[index][7].startswith("cc"):
        return False
    following = index + 2 if index + 1 < end and sentence.words[index + 1] == "the" else index + 1
    return following < end and sentence.upos[following] == "PROPN" and sentence.words[following][:1].isupper()


def _choose(spans: list[Span | None]) -> list[Span]:
    kept: list[Span] = []
    taken: set[int] = set()
    for start, end, label in sorted((span for span in spans if span), key=lambda span: (span[0] - span[1], span)):
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)
