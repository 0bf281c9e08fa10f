"""Converts the data sets into one format: ``python training/convert.py DATA OUT``.

Writes ``OUT/train.jsonl``, ``OUT/dev.jsonl`` and one ``OUT/test-*.jsonl`` per test set, and fails if a document of a test
set is found among the training documents.
"""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from entities import read_names
from names import find_spans, read_redocred, read_spans, to_sentence
from records import Sentence, write_sentences
from sources import GUM_FOLDERS, GUM_UNSTATED, locate
from treebanks import read_rows, read_treebank


def convert_ewt(data: Path, part: str, *, training: bool) -> Iterator[Sentence]:
    """EWT. The names of its development and test parts come from UNER, word by word."""
    text = (locate(data, "ewt", training=training) / f"en_ewt-ud-{part}.conllu").read_text(encoding="utf-8")
    yield from read_treebank("ewt", text)


def convert_uner(data: Path, name: str, file: str, *, training: bool) -> Iterator[Sentence]:
    """UNER: sentences of a treebank with names (persons, organisations, places; others are undecided)."""
    text = (locate(data, name, training=training) / file).read_text(encoding="utf-8")
    for number, (words, spans) in enumerate(read_spans("uner", text, column=2)):
        yield to_sentence(name, f"{file}-{number // 10}", words, spans)


def convert_gum(data: Path, folder: str, *, training: bool) -> Iterator[Sentence]:
    """GUM, the genres that we may share."""
    assert folder in GUM_FOLDERS
    for file in sorted((locate(data, "gum", training=training) / folder).glob("*.conllu")):
        if file.stem.split("_")[1] not in GUM_UNSTATED:
            for row in read_rows(file.read_text(encoding="utf-8")):
                yield read_names(row)


def convert_redocred(data: Path) -> Iterator[Sentence]:
    """Re-DocRED, development and test parts: both are free for us, since neither is a test set of ours."""
    for part in ("dev", "test"):
        text = (locate(data, "redocred", training=True) / f"{part}_revised.json").read_text(encoding="utf-8")
        for document, words, spans in read_redocred(text):
            yield replace(to_sentence("redocred", f"redocred {document}", words, spans), is_bounded=True)


def convert_columns(data: Path, name: str, file: str, separator: str | None) -> Iterator[Sentence]:
    """CrossNER, Wikigold, WNUT17: words and tags in columns; ten sentences count as a document."""
    text = (locate(data, name, training=True) / file).read_text(encoding="utf-8")
    for number, (words, spans) in enumerate(read_spans(name, text, separator=separator)):
        yield to_sentence(name, f"{file}-{number if name == 'wnut' else number // 8}", words, spans)


def convert_worldwide(data: Path) -> Iterator[Sentence]:
    """English Worldwide Newswire, the tenth of its documents that is our test part, with the spaces of the articles."""
    folder = locate(data, "worldwide", training=False)
    for file in sorted((folder / "processed_annotated").glob("*.tsv")):
        name = file.name.removesuffix(".tsv")
        if int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()[:8], 16) / 0xFFFFFFFF >= 0.1:
            continue
        article = folder / "original_articles" / name
        raw = article.read_text(encoding="utf-8", errors="replace") if article.exists() else ""
        position = 0
        for words, spans in read_spans("worldwide", file.read_text(encoding="utf-8"), column=1):
            sentence = to_sentence("worldwide", name, words, spans)
            found = _find_spaces(raw, position, words)
            if found:
                opens, spaces, position = found
                sentence = replace(sentence, words=tuple(words), spaces=spaces, opens=opens, tags=to_gold(words, spans))
            yield sentence


def to_gold(words: list[str], spans: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """Tags just as annotated, without our reading of demonyms."""
    tags = ["O"] * len(words)
    for start, end, label in spans:
        if label:
            tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tuple(tags)


def _find_spaces(raw: str, position: int, words: list[str]) -> tuple[bool, tuple[bool, ...], int] | None:
    opens, spaces, start = False, [], position
    for number, word in enumerate(words):
        place = raw.find(word, position, position + len(word) + 40)
        if place < 0:
            return None
        opens = opens or (number == 0 and "\n" in raw[start:place])
        position = place + len(word)
        spaces.append(raw[position : position + 1].isspace())
    return opens, tuple(spaces), position


def main() -> None:
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    tests = {
        "ewt": list(convert_ewt(data, "test", training=False)),
        "gum": list(convert_gum(data, "test", training=False)),
        "pud": list(read_treebank("pud", (locate(data, "pud", training=False) / "en_pud-ud-test.conllu").read_text(encoding="utf-8"))),
        "uner": list(convert_uner(data, "uner", "en_ewt-ud-test.iob2", training=False)),
        "unerpud": list(convert_uner(data, "unerpud", "en_pud-ud-test.iob2", training=False)),
        "worldwide": list(convert_worldwide(data)),
    }
    dev = [*convert_ewt(data, "dev", training=True), *convert_gum(data, "dev", training=True)]
    train = [
        *convert_ewt(data, "train", training=True),
        *convert_gum(data, "train", training=True),
        *convert_redocred(data),
        *convert_columns(data, "crossner", "train.txt", "\t"),
        *convert_columns(data, "crossner", "dev.txt", "\t"),
        *convert_columns(data, "wikigold", "wikigold.conll.txt", " "),
        *convert_columns(data, "wnut", "train/wnut17train.conll", "\t"),
        *convert_columns(data, "wnut", "dev/emerging.dev.conll", "\t"),
        *convert_uner(data, "uner", "en_ewt-ud-dev.iob2", training=True),
    ]
    train = keep_apart(train, [sentence for sentences in tests.values() for sentence in sentences])
    for name, sentences in {"train": train, "dev": dev, **{f"test-{name}": sentences for name, sentences in tests.items()}}.items():
        count = write_sentences(out / f"{name}.jsonl", sentences)
        print(
            name,
            count,
            "sentences",
            sum(len(sentence.words) for sentence in sentences),
            "words",
            sum(len(list(find_spans(list(s.tags)))) for s in sentences),
            "names",
        )


def keep_apart(train: list[Sentence], test: list[Sentence]) -> list[Sentence]:
    """The training sentences without those of eight words or more that stand in a test set too (pages quote each other).

    Raises:
        ValueError: a test document is among the training documents.
    """
    documents = {sentence.document for sentence in test} & {sentence.document for sentence in train}
    if documents:
        raise ValueError(f"test documents among the training data: {sorted(documents)[:5]}")
    texts = {sentence.text for sentence in test if len(sentence.words) >= 8}
    kept = [sentence for sentence in train if sentence.text not in texts]
    print("left out, being in a test set too:", len(train) - len(kept), "sentences")
    return kept


if __name__ == "__main__":
    main()
