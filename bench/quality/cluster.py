"""How well reports are grouped into stories: B-cubed on two public sets, the threshold of each read off the other.

STEMMA_DATA=FOLDER python -m bench.quality.cluster
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter

from bench.quality.story_sets import SETS, Article, data_folder
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import ClusterConfig
from stemma.evaluation.bcubed import BCubed, b_cubed
from stemma.stages.cluster.grouping import compare_pages, group_pages

THRESHOLDS = tuple(step / 100 for step in range(8, 41))


def score(articles: Sequence[Article], likeness: Mapping[tuple[int, int], float], threshold: float) -> BCubed:
    clusters = group_pages([article.page for article in articles], likeness, threshold, load_lexicons())
    cluster_of = {place: index for index, members in enumerate(clusters) for place in members}
    return b_cubed([cluster_of[place] for place in range(len(articles))], [article.event for article in articles])


def digest(articles: Iterable[Article]) -> str:
    return hashlib.sha256("".join(article.page.report.sha256 + article.event for article in articles).encode()).hexdigest()[:10]


def main() -> None:
    tables: dict[str, dict[float, BCubed]] = {}
    for name, read in SETS.items():
        try:
            articles = sorted(read(data_folder()), key=lambda article: article.page.report.id)
        except OSError as error:
            print(f"{name}: absent ({error}); not measured")
            continue
        start = perf_counter()
        likeness = compare_pages([article.page for article in articles], load_lexicons())
        default = score(articles, likeness, ClusterConfig().threshold)
        spent_s = perf_counter() - start
        tables[name] = {threshold: score(articles, likeness, threshold) for threshold in THRESHOLDS}
        print(f"{name} ({len(articles)} articles, digest {digest(articles)}), {spent_s:.1f} s")
        print(f"  at the default {ClusterConfig().threshold}: {show(default)}")
        print(f"= cluster B-cubed F1, {name}: {default.f1:.3f}")
        print("  F1 by threshold: " + " ".join(f"{threshold}:{found.f1:.3f}" for threshold, found in tables[name].items()))
    best = {name: max(table, key=lambda threshold: table[threshold].f1) for name, table in tables.items()}
    for name, table in tables.items():
        for other, threshold in best.items():
            print(f"{name} at the best threshold of {other} ({threshold}): {show(table[threshold])}")


def show(found: BCubed) -> str:
    return f"B-cubed P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


if __name__ == "__main__":
    main()
