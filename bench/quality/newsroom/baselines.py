"""What a newsroom would do without Stemma: three plain ways to count sources, laid over the same statements and claims.

Each takes a dossier and gives it back with the derivations and the origin counts that the plain way yields. None of them finds conflicts,
additions or altered quotations.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any
from zlib import crc32

import numpy as np

from stemma.text.components import components
from stemma.text.shingles import shingles

Dossier = Mapping[str, Any]
HEADLINE_OVERLAP = 0.55
NEAR_DUPLICATE = 0.5
PERMUTATIONS = 128
SHINGLE_WORDS = 3
PRIME = (1 << 31) - 1


def count_outlets(dossier: Dossier) -> Dossier:
    """Every outlet is a source of its own."""
    report_of = {report["id"]: report for report in dossier["reports"]}

    def count(claim: Mapping[str, Any]) -> int:
        outlets = [report_of[name]["outlet"] or {} for name in claim["reports"]]
        return len({outlet.get("name") or outlet.get("domain") or name for outlet, name in zip(outlets, claim["reports"], strict=True)})

    return {
        **dossier,
        "stories": [
            {**story, "conflicts": [], "derivations": [], "claims": [_counted(claim, count(claim)) for claim in story["claims"]]}
            for story in dossier["stories"]
        ],
    }


def join_headlines(dossier: Dossier) -> Dossier:
    """Two reports are one source where their headlines share 0.55 of their words (Jaccard)."""

    def pairs(reports: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, float]]:
        words = [set((report["title"] or "").casefold().split()) for report in reports]
        return _alike(words, HEADLINE_OVERLAP)

    return _recount(dossier, pairs)


def join_near_duplicates(dossier: Dossier) -> Dossier:
    """MinHash over word trigrams of the article (Broder 1997), 128 permutations, joined from an estimated Jaccard of 0.5."""

    def pairs(reports: Sequence[Mapping[str, Any]]) -> list[tuple[int, int, float]]:
        signatures = [_signature(_article(report)) for report in reports]
        likeness = ((a, b, float(np.mean(signatures[a] == signatures[b]))) for a, b in combinations(range(len(reports)), 2))
        return [(a, b, value) for a, b, value in likeness if value >= NEAR_DUPLICATE]

    return _recount(dossier, pairs)


BASELINES: Mapping[str, Callable[[Dossier], Dossier]] = {
    "count outlets": count_outlets,
    "headline overlap 0.55": join_headlines,
    "MinHash near-duplicates": join_near_duplicates,
}


def _alike(words: Sequence[set[str]], least: float) -> list[tuple[int, int, float]]:
    likeness = ((a, b, len(words[a] & words[b]) / (len(words[a] | words[b]) or 1)) for a, b in combinations(range(len(words)), 2))
    return [(a, b, value) for a, b, value in likeness if value >= least]


def _article(report: Mapping[str, Any]) -> str:
    kinds = {"body", "quote", "list", "heading"}
    return " ".join(report["text"][block["start"] : block["end"]] for block in report["blocks"] if block["kind"] in kinds)


def _signature(text: str) -> "np.ndarray[Any, np.dtype[np.int64]]":
    words = text.casefold().split()
    held = {crc32(" ".join(run).encode()) % PRIME for run in shingles(words, SHINGLE_WORDS)}
    values = np.array(sorted(held) or [0], dtype=np.int64)
    drawn = np.random.default_rng(1)
    factors, shifts = drawn.integers(1, PRIME, PERMUTATIONS), drawn.integers(0, PRIME, PERMUTATIONS)
    hashed = (factors[:, None] * values[None, :] + shifts[:, None]) % PRIME
    return np.asarray(hashed.min(axis=1), dtype=np.int64)


Pairs = Callable[[Sequence[Mapping[str, Any]]], Sequence[tuple[int, int, float]]]


def _recount(dossier: Dossier, pairs: Pairs) -> Dossier:
    report_of = {report["id"]: report for report in dossier["reports"]}
    return {**dossier, "stories": [_recount_story(story, report_of, pairs) for story in dossier["stories"]]}


def _recount_story(story: Mapping[str, Any], report_of: Mapping[str, Mapping[str, Any]], pairs: Pairs) -> Mapping[str, Any]:
    reports = [report_of[name] for name in story["reports"]]
    joined = list(pairs(reports))
    groups = components(range(len(reports)), [(a, b) for a, b, _ in joined])
    group_of = {reports[place]["id"]: number for number, members in enumerate(groups) for place in members}
    claims = [_counted(claim, len({group_of[name] for name in claim["reports"]})) for claim in story["claims"]]
    return {**story, "claims": claims, "conflicts": [], "derivations": [_edge(reports[a], reports[b], value) for a, b, value in joined]}


def _counted(claim: Mapping[str, Any], count: int) -> dict[str, Any]:
    return {**claim, "independent": {"least": count, "most": count, "why": []}}


def _edge(one: Mapping[str, Any], other: Mapping[str, Any], value: float) -> dict[str, Any]:
    """The later report drew on the earlier one; without two days nobody can say."""
    days = [report["published"]["edtf"] if report["published"] else None for report in (one, other)]
    source, report = (one, other) if (days[0] or "") <= (days[1] or "") else (other, one)
    is_decided = all(days) and days[0] != days[1]
    return {
        "report": report["id"],
        "source": source["id"],
        "source_name": None,
        "kind": "copies",
        "score": value,
        "direction": {"from": source["id"], "why": "earlier"} if is_decided else None,
        "additions": [],
        "altered_quotes": [],
    }
