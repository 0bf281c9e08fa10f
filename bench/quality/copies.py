"""Natural copies: pairs of reports of one event and different outlets that share half of the shorter one's word 8-grams. All found?

    STEMMA_DATA=FOLDER python -m bench.quality.copies [--edges N]

Precision has no gold: ``--edges N`` prints N of the edges found, spread evenly, for reading.
"""

import sys
from collections.abc import Iterable, Sequence
from itertools import combinations, groupby
from time import perf_counter

from bench.quality.shared_texts import read_allsides
from bench.quality.story_sets import SETS, Article, data_folder
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import DeriveConfig, ExtractConfig
from stemma.records import Derivation, Extraction, Page
from stemma.stages.derive import derive
from stemma.text.shingles import containment, keyed_words

COPIED = 0.5
NOTHING_EXTRACTED = Extraction(entities=(), quotes=(), statements=())


def natural_copies(pages: Sequence[Page]) -> list[tuple[str, str]]:
    """The pairs of ids, by the text alone."""
    keys = {page.report.id: [word.key for word in keyed_words(page.report.text)] for page in pages}
    outlets = {page.report.id: page.report.outlet.domain if page.report.outlet else None for page in pages}
    return [
        (one, other)
        for one, other in combinations(sorted(keys), 2)
        if outlets[one] != outlets[other] and max(containment(keys[one], keys[other]), containment(keys[other], keys[one])) >= COPIED
    ]


def derive_story(pages: Sequence[Page]) -> tuple[Derivation, ...]:
    extraction = NOTHING_EXTRACTED
    if any(page.annotation.sentences for page in pages):
        from stemma.stages.extract import extract

        extraction = extract(pages, config=ExtractConfig(), lexicons=load_lexicons()).records[0]
    return derive(pages, extraction, config=DeriveConfig(), lexicons=load_lexicons()).records


def connected(derivations: Iterable[Derivation]) -> set[tuple[str, str]]:
    """Pairs joined by edges, through other reports too: a copy of a copy is found."""
    group: dict[str, set[str]] = {}
    for edge in derivations:
        if edge.source is not None and edge.kind != "cites":
            joined = group.get(edge.report, {edge.report}) | group.get(edge.source, {edge.source})
            group.update(dict.fromkeys(joined, joined))
    return {(one, other) for members in group.values() for one in members for other in members if one < other}


def show(edge: Derivation, pages: Sequence[Page]) -> str:
    reports = {page.report.id: page.report for page in pages}
    lines = [f"--- {edge.kind} score {edge.score} coverage {edge.coverage} direction {edge.direction and edge.direction.why}"]
    lines += [f"    {feature.name} {feature.value}" for feature in edge.features if feature.value and feature.name != "bias"]
    report, source = reports[edge.report], reports.get(edge.source or "")
    lines += [f"  {one.outlet.domain if one.outlet else None} | {one.title}" for one in (report, source) if one]
    if source is not None:
        for passage in edge.passages[:4]:
            lines.append(f"    > {report.text[passage.report_start : passage.report_end][:300]}")
            lines.append(f"    < {source.text[passage.source_start : passage.source_end][:300]}")
    return "\n".join(lines)


def measure(name: str, articles: Sequence[Article], show_count: int) -> None:
    found_count = wanted_count = 0
    edges: list[str] = []
    start = perf_counter()
    for _, group in groupby(sorted(articles, key=lambda article: article.event), key=lambda article: article.event):
        pages = [article.page for article in group]
        derivations = derive_story(pages)
        wanted = natural_copies(pages)
        joined = connected(derivations)
        wanted_count += len(wanted)
        found_count += len(joined.intersection(wanted))
        edges += [show(edge, pages) for edge in derivations if edge.source is not None]
    print(
        f"{name}: natural copies found {found_count} of {wanted_count}; edges between reports {len(edges)}; {perf_counter() - start:.1f} s"
    )
    print(f"= copies natural copies found, {name}: {found_count / max(1, wanted_count):.3f}")
    for edge in edges[:: max(1, len(edges) // show_count)] if show_count else ():
        print(edge)


def main() -> None:
    show_count = int(sys.argv[2]) if sys.argv[1:2] == ["--edges"] else 0
    for name, read in (*SETS.items(), ("allsides", read_allsides)):
        try:
            articles = list(read(data_folder()))
        except OSError as error:
            print(f"{name}: absent ({error}); not measured")
            continue
        measure(name, articles, show_count)


if __name__ == "__main__":
    main()
