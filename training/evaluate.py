"""Measures an exported model on raw text: ``python training/evaluate.py CONVERTED DATA MODEL [--speed ARTICLES]``.

The model sees text only and makes its own words and sentences. Words, tags, sentences and trees are scored as in the CoNLL 2018
shared task (Zeman et al. 2018: F1 over character spans, labels without subtypes), names by strict spans.
"""

import argparse
import csv
import random
import resource
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy

from names import find_spans
from records import Sentence, read_sentences
from sources import locate
from stemma import records
from stemma.adapters.models.english import EnglishModel
from stemma.adapters.models.lexicons import load_lexicons


@dataclass(frozen=True)
class Paragraph:
    """Some gold sentences in a row, the text they make, and where each word stands in it."""

    text: str
    sentences: list[Sentence]
    spans: list[list[tuple[int, int]]]


def make_paragraph(sentences: list[Sentence]) -> Paragraph:
    """The text of some sentences, a space between them."""
    text, spans = "", []
    for sentence in sentences:
        places = []
        for index, (word, space) in enumerate(zip(sentence.words, sentence.spaces, strict=True)):
            places.append((len(text), len(text) + len(word)))
            text += word + " " * (space or index == len(sentence.words) - 1)
        spans.append(places)
    return Paragraph(text.rstrip(), sentences, spans)


def make_paragraphs(sentences: list[Sentence]) -> list[Paragraph]:
    """Paragraphs as marked; where a set marks none, up to ten sentences together, chosen with a fixed seed."""
    is_marked = sum(sentence.opens for sentence in sentences) > 1
    rng = random.Random(7)  # noqa: S311
    groups: list[list[Sentence]] = []
    most = 0
    for sentence in sentences:
        is_apart = not groups or sentence.document != groups[-1][-1].document
        if is_apart or (sentence.opens if is_marked else len(groups[-1]) >= most):
            groups.append([])
            most = rng.randint(1, 10)
        groups[-1].append(sentence)
    return [make_paragraph(group) for group in groups]


def f1(hits: int, found: int, gold: int) -> float:
    """F1 in per cent."""
    return 200.0 * hits / max(1, found + gold)


def score_trees(paragraphs: list[Paragraph], readings: list[tuple[records.Sentence, ...]]) -> dict[str, float]:
    """Words, sentences, UPOS, UAS and LAS."""
    counts: Counter[str] = Counter()
    for paragraph, reading in zip(paragraphs, readings, strict=True):
        gold = {}
        for sentence, spans in zip(paragraph.sentences, paragraph.spans, strict=True):
            for index, span in enumerate(spans):
                head = sentence.heads[index]
                gold[span] = (sentence.upos[index], spans[head] if head != index else None, sentence.deps[index].split(":")[0])
        ends = {(spans[0][0], spans[-1][1]) for spans in paragraph.spans}
        counts["gold"] += len(gold)
        counts["gold sentences"] += len(ends)
        counts["found sentences"] += len(reading)
        counts["sentences"] += sum((sentence.start, sentence.end) in ends for sentence in reading)
        for sentence in reading:
            counts["found"] += len(sentence.tokens)
            for index, token in enumerate(sentence.tokens):
                wanted = gold.get((token.start, token.end))
                if wanted is None:
                    continue
                governor = sentence.tokens[token.head]
                head = (governor.start, governor.end) if token.head != index else None
                counts["words"] += 1
                counts["upos"] += token.upos == wanted[0]
                counts["uas"] += head == wanted[1]
                counts["las"] += head == wanted[1] and token.dep.split(":")[0] == wanted[2]
    scores = {name: f1(counts[name], counts["found"], counts["gold"]) for name in ("words", "upos", "uas", "las")}
    return {**scores, "sentences": f1(counts["sentences"], counts["found sentences"], counts["gold sentences"])}


def score_names(paragraphs: list[Paragraph], readings: list[tuple[records.Sentence, ...]], labels: tuple[str, ...]) -> dict[str, float]:
    """Strict F1 over all labels and for each. A name that touches words which the set leaves undecided does not count."""
    hits, found, gold = Counter(), Counter(), Counter()
    for paragraph, reading in zip(paragraphs, readings, strict=True):
        wanted, undecided = set(), set()
        for sentence, spans in zip(paragraph.sentences, paragraph.spans, strict=True):
            wanted |= {
                (spans[start][0], spans[end - 1][1], label) for start, end, label in find_spans(list(sentence.tags)) if label in labels
            }
            undecided |= {place for tag, span in zip(sentence.tags, spans, strict=True) if tag == "?" for place in range(*span)}
        names = {(name.start, name.end, str(name.label)) for sentence in reading for name in sentence.names if name.label in labels}
        names = {name for name in names if not undecided.intersection(range(name[0], name[1]))}
        for counter, spans in ((hits, wanted & names), (found, names), (gold, wanted)):
            counter.update(label for _, _, label in spans)
    scores = {"names": f1(hits.total(), found.total(), gold.total())}
    return scores | {label: f1(hits[label], found[label], gold[label]) for label in labels if gold[label]}


def score_likeness(model: EnglishModel, path: Path) -> float:
    """Spearman's correlation of the vectors' cosines with people's judgement."""
    rows = list(csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    wanted = numpy.array([float(row[4]) for row in rows])

    def embed(text: str) -> numpy.ndarray:
        total = sum(numpy.frombuffer(sentence.vector, numpy.int8).astype(float) for sentence in model.read([text])[0])
        return total / numpy.linalg.norm(total)

    found = numpy.array([embed(row[5]) @ embed(row[6]) for row in rows])
    return float(numpy.corrcoef(_ranks(found), _ranks(wanted))[0, 1])


def _ranks(values: numpy.ndarray) -> numpy.ndarray:
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    return (numpy.cumsum(counts) - (counts - 1) / 2)[inverse]


def measure_speed(model: EnglishModel, folder: Path) -> str:
    """Words a second of processor time over some hundred articles, and the memory of the process."""
    files = sorted(folder.iterdir())[:100]
    paragraphs = [line for file in files for line in file.read_text(encoding="utf-8", errors="replace").split("\n") if line.strip()]
    model.read(paragraphs[:20])
    began = time.process_time()
    words = sum(len(sentence.tokens) for sentences in model.read(paragraphs) for sentence in sentences)
    spent = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{words / spent:.0f} words a second on one core ({words} words), at most {memory:.0f} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("converted", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--sets", nargs="*", default=["ewt", "gum", "pud", "uner", "unerpud", "gum-news", "worldwide", "stsb", "speed"])
    arguments = parser.parse_args()
    began = time.process_time()
    model = EnglishModel(arguments.model, load_lexicons())
    print(f"loaded in {time.process_time() - began:.2f} s of processor time")
    for name in arguments.sets:
        if name == "stsb":
            print(f"stsb: {score_likeness(model, locate(arguments.data, 'stsb', training=False) / 'sts-test.csv'):.4f}", flush=True)
            continue
        if name == "speed":
            print("speed:", measure_speed(model, locate(arguments.data, "worldwide", training=False) / "original_articles"), flush=True)
            continue
        files = ["dev", "test-gum"] if name == "gum-news" else [f"test-{name}"]
        sentences = [sentence for file in files for sentence in read_sentences(arguments.converted / f"{file}.jsonl")]
        if name == "gum-news":
            sentences = [sentence for sentence in sentences if sentence.document.startswith("GUM_news")]
        paragraphs = make_paragraphs(sentences)
        readings = model.read([paragraph.text for paragraph in paragraphs])
        scores = {}
        if sentences[0].heads and name != "gum-news":
            scores |= score_trees(paragraphs, readings)
        if any(sentence.tags for sentence in sentences):
            scores |= score_names(paragraphs, readings, ("PERSON", "ORG", "LOC"))
        print(f"{name}:", " ".join(f"{key} {value:.1f}" for key, value in scores.items()), flush=True)


if __name__ == "__main__":
    main()
