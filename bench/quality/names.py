"""Are two names the same? F1 on the pairs of ``name_bench_opensanctions``, with the scores that ship with the set as peer.

The weights were set by hand on one half of the pairs (even digest); the other half is what counts. The set serves screening, which wants an
alarm for near names: some pairs that it calls the same are two bearers by its own notes ("surname swap", "series suffix swap",
"is a real surname"). A second line leaves those out, for both systems, by the notes alone.

STEMMA_DATA=FOLDER python -m bench.quality.names [--errors]
"""

import csv
import hashlib
import random
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.quality.story_sets import data_folder
from stemma.adapters.models.lexicons import load_lexicons
from stemma.language.names import SAME_FROM, same_name
from stemma.records import EntityType

PEER_FROM = 0.7
SEED, DRAWS = 7, 1000
ANOTHER = re.compile(r"swap|\breal\b|plausible|(?:given-name|Greek-letter|Norse-word|place-name) sub")
TYPES: dict[str, EntityType] = {"Person": "person", "Vessel": "other"}


class Pair(NamedTuple):
    left: str
    right: str
    schema: str
    group: str
    is_same: bool
    peer: float
    notes: str

    @property
    def is_alarm(self) -> bool:
        """Whether the set wants an alarm for a name that, as its notes say, is another's."""
        return self.is_same and ANOTHER.search(self.notes) is not None

    @property
    def is_held_out(self) -> bool:
        return int(hashlib.sha256(f"{self.left}|{self.right}".encode()).hexdigest(), 16) % 2 == 1


def read_pairs(folder: Path) -> list[Pair]:
    path = folder / "name_bench_opensanctions/contrib/name_bench/run_data/logicv2-frozen.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["name1"], row["name2"], row["schema"], row["case_group"], row["is_match"] == "true", float(row["score"]), row["notes"])
            for row in csv.DictReader(file)
        ]


def ours(pair: Pair) -> float:
    return same_name(pair.left, pair.right, type=TYPES.get(pair.schema, "organisation"), lexicons=load_lexicons()).value


def f1(outcomes: Sequence[tuple[bool, bool]]) -> float:
    """Of (is the same, is said to be) pairs."""
    hits = sum(same and said for same, said in outcomes)
    misses = sum(same != said for same, said in outcomes)
    return 2 * hits / (2 * hits + misses) if hits else 0.0


def interval(outcomes: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """A 95 % bootstrap interval of F1."""
    chance = random.Random(SEED)  # noqa: S311
    drawn = sorted(f1(chance.choices(outcomes, k=len(outcomes))) for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]


def report(title: str, pairs: Sequence[Pair], score: Callable[[Pair], float], threshold: float) -> None:
    outcomes = [(pair.is_same, score(pair) >= threshold) for pair in pairs]
    low, high = interval(outcomes)
    print(f"{title:38} {len(pairs):4} pairs  F1 {f1(outcomes):.3f} [{low:.3f}, {high:.3f}]")


def main() -> None:
    try:
        pairs = read_pairs(data_folder())
    except OSError as error:
        print(f"name_bench_opensanctions: absent ({error}); not measured")
        return
    digest = hashlib.sha256("".join(f"{pair.left}|{pair.right}|{pair.is_same}" for pair in pairs).encode()).hexdigest()[:10]
    print(f"name_bench_opensanctions, digest {digest}, threshold {SAME_FROM}, bootstrap seed {SEED}, {DRAWS} draws")
    held_out = [pair for pair in pairs if pair.is_held_out]
    report("stemma, half it was tuned on", [pair for pair in pairs if not pair.is_held_out], ours, SAME_FROM)
    report("stemma, held-out half", held_out, ours, SAME_FROM)
    print(f"= names same or not F1, opensanctions held out: {f1([(pair.is_same, ours(pair) >= SAME_FROM) for pair in held_out]):.3f}")
    report("logic_v2, the same half", held_out, lambda pair: pair.peer, PEER_FROM)
    plain = [pair for pair in held_out if not pair.is_alarm]
    report("stemma, without the set's alarms", plain, ours, SAME_FROM)
    report("logic_v2, the same pairs", plain, lambda pair: pair.peer, PEER_FROM)
    print(f"= names same or not F1, without alarms, held out: {f1([(pair.is_same, ours(pair) >= SAME_FROM) for pair in plain]):.3f}")
    for group in sorted({pair.group for pair in held_out}):
        chosen = [pair for pair in held_out if pair.group == group]
        if len(chosen) >= 30:
            report(f"  stemma, {group}", chosen, ours, SAME_FROM)
            report(f"  logic_v2, {group}", chosen, lambda pair: pair.peer, PEER_FROM)
    if "--errors" in sys.argv:
        for pair in pairs:
            if not pair.is_held_out and pair.is_same != (ours(pair) >= SAME_FROM):
                print("missed" if pair.is_same else "joined", pair.schema, "|", pair.left, "|", pair.right, ours(pair))


if __name__ == "__main__":
    main()
