"""How well temporal expressions are found and normalised: TempEval-3 measures on MEANTIME, beside two libraries.

STEMMA_DATA=FOLDER [STEMMA_PEERS=PYTHON] python -m bench.quality.times [--show tuning]

``STEMMA_PEERS`` names an interpreter with dateparser and recognizers-text-date-time; without it the peers are reported as absent. Rules
were written looking at every second article in order of file name (the tuning half); the other half is reported on its own.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from bench.quality.meantime import Document, Timex, lines, read_meantime
from stemma.adapters.models import load_lexicons, load_model
from stemma.language.times import find_times
from stemma.records import Date, Sentence

System = Callable[[Sequence[Document]], list[list[Timex]]]
Counts = tuple[int, int, int, int, int]
"""Gold, found, same tokens, overlapping, overlapping with the right value."""

PEERS = ("dateparser", "recognizers")
SEED = 20250301


def parsed(documents: Sequence[Document]) -> list[list[Timex]]:
    """With the packaged language model's parse and names."""
    model = load_model()
    readings = []
    for document in documents:
        spans = list(lines(document.text))
        read = model.read([document.text[start:end] for start, end in spans])
        readings.append([_moved(sentence, start) for (start, _), found in zip(spans, read, strict=True) for sentence in found])
    return _answers(documents, readings)


def _moved(sentence: Sentence, offset: int) -> Sentence:
    tokens = tuple(token._replace(start=token.start + offset, end=token.end + offset) for token in sentence.tokens)
    names = tuple(name._replace(start=name.start + offset, end=name.end + offset) for name in sentence.names)
    return Sentence(start=sentence.start + offset, end=sentence.end + offset, tokens=tokens, names=names)


def ours(documents: Sequence[Document]) -> list[list[Timex]]:
    """From the words alone."""
    return _answers(documents, [()] * len(documents))


def _answers(documents: Sequence[Document], readings: Sequence[Sequence[Sentence]]) -> list[list[Timex]]:
    lexicons = load_lexicons()
    answers = []
    for document, sentences in zip(documents, readings, strict=True):
        published = Date(edtf=document.published, precision="day", start=None, end=None, rule="input") if document.published else None
        spans = list(lines(document.text))
        mentions = find_times(document.text, spans, published=published, lexicons=lexicons, sentences=sentences)
        answers.append([Timex(mention.start, mention.end, mention.value or mention.edtf or "") for mention in mentions])
    return answers


def peer(name: str, python: str) -> System:
    def run(documents: Sequence[Document]) -> list[list[Timex]]:
        texts = "\n".join(json.dumps({"text": document.text, "published": document.published}) for document in documents)
        script = str(Path(__file__).with_name("times_peers.py"))
        done = subprocess.run([python, script, name], input=texts, capture_output=True, text=True, check=True)
        return [[Timex(*found) for found in json.loads(line)] for line in done.stdout.splitlines()]

    return run


def count(document: Document, found: Sequence[Timex]) -> Counts:
    """Each gold expression is matched with the first found one that shares a token with it, and the other way round."""
    gold_tokens = [_tokens(document, timex) for timex in document.gold]
    found_tokens = [_tokens(document, timex) for timex in found]
    same = sum(tokens in found_tokens for tokens in gold_tokens)
    pairs = [
        (timex, next((other for other, others in zip(found, found_tokens, strict=True) if others & tokens), None))
        for timex, tokens in zip(document.gold, gold_tokens, strict=True)
    ]
    overlapping = sum(other is not None for _, other in pairs)
    right = sum(other is not None and other.value == timex.value for timex, other in pairs)
    return len(gold_tokens), len(found_tokens), same, overlapping, right


def _tokens(document: Document, timex: Timex) -> frozenset[int]:
    return frozenset(index for index, (start, end) in enumerate(document.tokens) if start < timex.end and end > timex.start)


def f1(hits: int, gold: int, found: int) -> float:
    return 2 * hits / (gold + found) if gold + found else 0.0


def total(counts: Sequence[Counts]) -> tuple[float, float, float]:
    """Strict, relaxed and value F1."""
    gold, found, same, overlapping, right = (sum(column) for column in zip(*counts, strict=True))
    return f1(same, gold, found), f1(overlapping, gold, found), f1(right, gold, found)


def interval(counts: Sequence[Counts]) -> tuple[float, float]:
    """95 % bootstrap interval of value F1 over articles."""
    chance = random.Random(SEED)  # noqa: S311 (resampling, not secrets)
    values = sorted(total([chance.choice(counts) for _ in counts])[2] for _ in range(1000))
    return values[25], values[974]


def report(name: str, documents: Sequence[Document], system: System) -> list[Counts]:
    start = process_time()
    answers = system(documents)
    spent_s = process_time() - start
    counts = [count(document, found) for document, found in zip(documents, answers, strict=True)]
    for part, chosen in (("all", counts), ("tuning half", counts[::2]), ("other half", counts[1::2])):
        strict, relaxed, value = total(chosen)
        low, high = interval(chosen)
        print(f"{name:12} {part:12} strict {strict:.3f}  relaxed {relaxed:.3f}  value {value:.3f} [{low:.3f}, {high:.3f}]")
    characters = sum(len(document.text) for document in documents)
    if spent_s > 0.01:
        print(f"{name:12} {characters / 1000 / spent_s:.0f} thousand characters a second")
    return counts


def show_misses(documents: Sequence[Document]) -> None:
    for document, found in zip(documents[::2], ours(documents[::2]), strict=True):
        for timex in sorted({*document.gold} | {*found}):
            mine = [other for other in found if other.start < timex.end and other.end > timex.start]
            theirs = [other for other in document.gold if other.start < timex.end and other.end > timex.start]
            if timex in document.gold and not any(other.value == timex.value and other[:2] == timex[:2] for other in mine):
                answers = [(document.text[other.start : other.end], other.value) for other in mine]
                context = document.text[max(0, timex.start - 30) : timex.end + 20].replace("\n", "|")
                print(f"{document.published} {document.text[timex.start : timex.end]!r} {timex.value} ours {answers}  ...{context}...")
            if timex in found and not theirs:
                context = document.text[max(0, timex.start - 30) : timex.end + 20].replace("\n", "|")
                print(f"{document.published} EXTRA {document.text[timex.start : timex.end]!r} {timex.value} ...{context}...")


def main() -> None:
    folder = Path(os.environ.get("STEMMA_DATA", "../shared/data-unpacked"))
    try:
        documents = read_meantime(folder)
    except OSError as error:
        print(f"meantime: absent ({error}); not measured")
        return
    if "--show" in sys.argv:
        show_misses(documents)
        return
    digest = hashlib.sha256(repr(documents).encode()).hexdigest()[:10]
    expressions = sum(len(document.gold) for document in documents)
    print(f"meantime: {len(documents)} articles, {expressions} expressions, digest {digest}, seed {SEED}")
    for name, system in (("stemma", ours), ("with parse", parsed)):
        strict, _, value = total(report(name, documents, system)[1::2])
        print(f"= times strict F1, meantime other half, {name}: {strict:.3f}")
        print(f"= times value F1, meantime other half, {name}: {value:.3f}")
    python = os.environ.get("STEMMA_PEERS")
    for name in PEERS:
        if python is None:
            print(f"{name}: absent (STEMMA_PEERS names no interpreter); not measured")
        else:
            report(name, documents, peer(name, python))


if __name__ == "__main__":
    main()
