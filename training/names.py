"""Reads data sets of names and brings their labels to ours: PERSON, ORG, LOC, NORP, EVENT, MISC."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from records import Sentence
from stemma.adapters.models.lexicons import load_lexicons

UNKNOWN = "?"
Span = tuple[int, int, str]
_SCHEMES = {
    "wikigold": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"},
    "uner": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "OTH": UNKNOWN},
    "wnut": {"person": "PERSON", "location": "LOC", "corporation": "ORG", "group": "ORG", "creative-work": "MISC", "product": "MISC"},
    "crossner": dict.fromkeys(("person", "politician"), "PERSON")
    | dict.fromkeys(("organisation", "politicalparty"), "ORG")
    | dict.fromkeys(("country", "location"), "LOC")
    | dict.fromkeys(("event", "election"), "EVENT")
    | {"misc": "MISC"},
    "redocred": {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "TIME": "", "NUM": ""},
    "worldwide": {"Person": "PERSON", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "NORP": "NORP"}
    | {"Misc": "MISC", "Product": "MISC", "Date": "", "Money": ""},
}
_EVENT = re.compile(
    r"\b(War|Wars|Games|Olympics|Championships?|Cup|Festival|Battle|Revolution|Conference|Summit|[Ee]lections?|Uprising|Massacre|Siege)\b"
)
_COMPASS = frozenset("North South East West Northern Southern Eastern Western Sub-Saharan Central Latin".split())


@cache
def demonyms() -> dict[str, bool]:
    """Words that are NORP, each with whether it names a language too."""
    lines = Path(__file__).with_name("demonyms.txt").read_text(encoding="utf-8").splitlines()
    return {line.rstrip("*"): line.endswith("*") for line in lines if line and not line.startswith("#")}


@cache
def countries() -> frozenset[str]:
    """Names of countries, which are places whoever acts in their name."""
    rows = load_lexicons().rows("countries")
    names = {name for row in rows for column in row[1:3] for name in column.split("|")}
    return frozenset(names | {name.replace("'s", " 's") for name in names} | {f"Republic of {name}" for name in names})


def read_spans(source: str, text: str, column: int = -1, separator: str | None = "\t") -> Iterator[tuple[list[str], list[Span]]]:
    """The sentences of a CoNLL file of names: words and labelled spans, in our labels."""
    words: list[str] = []
    tags: list[str] = []
    for line in [*text.split("\n"), ""]:
        columns = line.rstrip("\r\n").split(separator)
        if line.startswith("# ") and len(columns) < 3 and "=" in line:
            continue
        if not line.strip() or line.startswith("-DOCSTART-"):
            if words:
                yield words, [(start, end, _SCHEMES[source][label]) for start, end, label in find_spans(tags)]
            words, tags = [], []
        elif len(columns) > 1:
            words.append(columns[1 if source in {"uner", "unerpud"} else 0])
            tags.append(columns[column].strip())


def find_spans(tags: list[str]) -> Iterator[Span]:
    """The spans of BIO or IO tags."""
    start, label = -1, ""
    for index, tag in enumerate([*tags, "O"]):
        edge, _, kind = tag.partition("-")
        if start >= 0 and (edge != "I" or kind != label):
            yield start, index, label
            start = -1
        if edge == "B" or (edge == "I" and start < 0):
            start, label = index, kind


def to_tags(words: list[str], spans: list[Span], upos: tuple[str, ...] = ()) -> tuple[str, ...]:
    """BIO tags of a sentence. Spans of demonyms become NORP, demonyms outside any span too; ``?`` where nobody can tell."""
    tags = ["O"] * len(words)
    for start, end, given in spans:
        if not given:
            continue
        label = given
        name = " ".join(words[start:end])
        if label in {"LOC", "MISC", "ORG", UNKNOWN} and end - start <= 2 and _is_demonym(words, start, end):
            label = "NORP"
        elif label == "MISC" and _EVENT.search(name):
            label = "EVENT"
        elif label in {"ORG", "MISC"} and name in countries():
            label = "LOC"
        for index in range(start, end):
            tags[index] = UNKNOWN if label == UNKNOWN else ("B-" if index == start else "I-") + label
    for index, word in enumerate(words):
        if tags[index] in {"O", UNKNOWN} and word in demonyms():
            _tag_demonym(words, tags, index, is_noun=bool(upos) and upos[index] in {"NOUN", "PROPN"})
    return tuple(tags)


def _is_demonym(words: list[str], start: int, end: int) -> bool:
    return words[end - 1] in demonyms() and (end - start == 1 or words[start] in _COMPASS or words[start] in demonyms())


def _tag_demonym(words: list[str], tags: list[str], index: int, *, is_noun: bool) -> None:
    if is_noun and demonyms()[words[index]]:
        tags[index] = UNKNOWN
        return
    tags[index] = "B-NORP"
    if index and words[index - 1] in _COMPASS and tags[index - 1] in {"O", UNKNOWN}:
        tags[index - 1 : index + 1] = ["B-NORP", "I-NORP"]


def read_redocred(text: str) -> Iterator[tuple[str, list[str], list[Span]]]:
    """The sentences of a Re-DocRED file: document, words, spans (longest first where they overlap)."""
    scheme = _SCHEMES["redocred"]
    for entry in json.loads(text):
        found: list[set[Span]] = [set() for _ in entry["sents"]]
        for mentions in entry["vertexSet"]:
            for mention in mentions:
                found[mention["sent_id"]].add((mention["pos"][0], mention["pos"][1], scheme[mention["type"]]))
        for words, spans in zip(entry["sents"], found, strict=True):
            clean = [word if word.strip() else "_" for word in words]
            yield entry["title"], clean, _flatten(clean, spans)


def _flatten(words: list[str], spans: set[Span]) -> list[Span]:
    kept: list[Span] = []
    taken: set[int] = set()
    for begin, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        start = begin
        while end - start > 1 and words[start].lower() in {"the", "a"}:
            start += 1
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, label))
    return sorted(kept)


_NO_SPACE_BEFORE = frozenset(", . ; : ! ? % ) ] } ' 's ’s n't n’t ’ ” 'm 're 've 'll 'd ’m ’re ’ve ’ll ’d '' ...".split())
_NO_SPACE_AFTER = frozenset("( [ { $ £ € “ ‘ `` #".split())
_BRACKETS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def join_words(words: list[str]) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    """Words of a corpus that keeps no spaces, and where the spaces were by the rules of English typography."""
    words = [_BRACKETS.get(word, word) for word in words]
    spaces = [True] * len(words)
    is_open = {'"': False, "'": False}
    for index, word in enumerate(words):
        opens = word in is_open and not is_open[word] and not (word == "'" and index and words[index - 1].endswith("s"))
        if word in is_open:
            is_open[word] = opens
        if index and not opens and (word in _NO_SPACE_BEFORE or word == '"'):
            spaces[index - 1] = False
        if opens or word in _NO_SPACE_AFTER:
            spaces[index] = False
        is_inner = 0 < index < len(words) - 1 and words[index - 1][-1].isalnum() and words[index + 1][0].isalnum()
        if word in {"-", "/"} and is_inner:
            spaces[index - 1] = spaces[index] = False
    return tuple(words), tuple(spaces)


def to_sentence(source: str, document: str, words: list[str], spans: list[Span]) -> Sentence:
    """A sentence of a corpus of names."""
    joined, spaces = join_words(words)
    return Sentence(source=source, document=document, words=joined, spaces=spaces, tags=to_tags(list(joined), spans))
