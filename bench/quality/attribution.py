"""How well attributions are found in US political news: PolNeAR, dev part (or another part named on the command line).

STEMMA_DATA=FOLDER python -m bench.quality.attribution [dev|train] [LIMIT]

PolNeAR marks beliefs, plans and emotions as well as speech, each word in at most one attribution: attitudes count beside attributions,
and of what the program nests only the outermost. Contents and sources are sets of words, without punctuation and without the words of
cue and source; they are matched one to one, best overlap first (see ``evaluation.attribution``).
"""

import hashlib
import os
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from bench.quality.bare import bare_report
from stemma.adapters.models.english import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import AnnotateConfig
from stemma.evaluation.attribution import AttributionScore, Said, add_scores, score_attributions
from stemma.records import Annotation, Block, Report
from stemma.stages.annotate import annotate

RESAMPLES = 1000


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else "dev"
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    folder = Path(os.environ.get("STEMMA_DATA", "/nowhere")) / "polnear" / "data" / part
    if not folder.is_dir():
        print(f"polnear {part}: absent ({folder}); not measured")
        return
    start, scores, digest = perf_counter(), [], hashlib.sha256()
    for path in documents(folder)[:limit]:
        text, gold = read_document(path)
        digest.update(text.encode())
        score, _ = score_attributions(gold, found(text))
        scores.append(score)
    total, (low, high) = add_scores(scores), interval(scores)
    print(f"polnear {part}: {len(scores)} articles, digest {digest.hexdigest()[:10]}, {perf_counter() - start:.0f} s")
    print(f"  content at overlap 0.8: P {total.precision:.3f} R {total.recall:.3f} F1 {total.f1:.3f} [{low:.3f}, {high:.3f}]")
    print(f"  source right where content is: {total.source_share:.3f} of {total.with_source}")
    if limit is None:
        print(f"= attribution content F1, polnear {part}: {total.f1:.3f}")
        print(f"= attribution source right, polnear {part}: {total.source_share:.3f}")


def interval(scores: list[AttributionScore]) -> tuple[float, float]:
    """The 95 % bootstrap interval of F1 over articles."""
    chance = random.Random(7)  # noqa: S311
    values = sorted(add_scores(chance.choices(scores, k=len(scores))).f1 for _ in range(RESAMPLES))
    return values[RESAMPLES // 40], values[-RESAMPLES // 40]


def documents(folder: Path) -> list[Path]:
    """One annotation file per article, by name."""
    by_text: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        by_text.setdefault(path.stem.rsplit("_", 1)[0], path)
    return [by_text[key] for key in sorted(by_text)]


def word_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\w+(?:['’]\w+)*", text)]


def words_in(words: list[tuple[int, int]], spans: list[tuple[int, int]]) -> frozenset[int]:
    return frozenset(number for number, (start, end) in enumerate(words) for low, high in spans if start < high and low < end)


def text_of(path: Path) -> str:
    folder = path.parent.parent / "text"
    exact = folder / f"{path.stem}.txt"
    return (exact if exact.exists() else next(iter(sorted(folder.glob(f"{path.stem.rsplit('_', 1)[0]}*"))))).read_text(encoding="utf-8")


def read_document(path: Path) -> tuple[str, list[Said]]:
    """The text of an article and its attributions, from the brat standoff format."""
    text = text_of(path)
    words = word_spans(text)
    spans: dict[str, list[tuple[int, int]]] = {}
    gold = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, *rest = line.split("\t")
        if name.startswith("T") and rest:
            spans[name] = [(int(pair.split()[0]), int(pair.split()[1])) for pair in rest[0].split(" ", 1)[1].split(";")]
        elif name.startswith("E") and rest:
            roles: dict[str, list[tuple[int, int]]] = defaultdict(list)
            for entry in rest[0].split():
                role, value = entry.split(":")
                roles[role.rstrip("0123456789")] += spans.get(value, [])
            if roles["Content"]:
                gold.append(Said(words_in(words, roles["Content"]), words_in(words, roles["Source"])))
    return text, gold


def as_report(text: str) -> Report:
    """An article whose first line is its title and whose other lines are paragraphs."""
    blocks: list[Block] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(kind="title" if not blocks else "body", start=start, end=start + len(line)))
        start += len(line) + 1
    return bare_report(text, blocks)


def annotated(text: str) -> Annotation:
    return annotate(as_report(text), config=AnnotateConfig(), model=load_model(), lexicons=load_lexicons()).records[0]


_RELATIVE = re.compile(r",?\s(?:who|which|that|whom)\b")


def with_relative(text: str, end: int) -> int:
    """The end of a source with the relative pronoun right behind it: PolNeAR marks "who", the program whom it stands for."""
    match = _RELATIVE.match(text, end)
    return match.end() if match else end


def found(text: str) -> list[Said]:
    """What the program finds, attributions and attitudes, the parts of a quotation that its cue interrupts joined. Of what is nested only
    the outermost counts."""
    words, annotation = word_spans(text), annotated(text)
    minds = [one for one in annotation.attitudes if one.parent is None]
    said = [
        one
        for one in annotation.attributions
        if one.parent is None and not any(mind.content_start <= one.cue_start < mind.content_end for mind in minds)
    ]
    contents: dict[int, list[tuple[int, int]]] = defaultdict(list)
    sources: dict[int, tuple[int, int]] = {}
    cues: dict[int, tuple[int, int]] = {}
    for one in (*said, *minds):
        contents[one.cue_start].append((one.content_start, one.content_end))
        sources[one.cue_start] = (one.source_start, with_relative(text, one.source_end))
        cues[one.cue_start] = (one.cue_start, one.cue_end)
    joined = []
    for cue, spans in contents.items():
        source = words_in(words, [sources[cue]])
        joined.append(Said(words_in(words, spans) - source - words_in(words, [cues[cue]]), source))
    return joined


if __name__ == "__main__":
    main()
