"""Which kind of political event a sentence tells of: the PLOVER gold standard records (CC BY-SA 4.0, evaluation only).

    STEMMA_DATA=FOLDER python -m bench.quality.events [--half development|held-out] [--errors]

316 sentences of the CAMEO manual, each read on its own by ``annotate`` and ``extract``. The answer is the type of the first event among
its statements, none where there is no event. A dossier keeps what is planned under the type of what is planned; PLOVER codes it as AGREE
("all cooperative actions reported in future tense") or THREATEN, so "as coded" folds type, status and polarity that way. The records
follow PLOVER 0.5 (2016); four of their types are given the names of 2021. Two plain baselines on the same sentences: the type that most
sentences of the development half have, and the first verb or noun of the lexicon found in the sentence, without parse, condition or
participant.

Lexicon and frames were tuned on the development half (records with an odd number) alone; a sentence that several records share belongs
to the half of its first record.
"""

import argparse
import hashlib
import json
import os
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.quality.bare import bare_report
from stemma.adapters.models.english import load_model
from stemma.adapters.models.lexicons import load_lexicons
from stemma.config import AnnotateConfig, ExtractConfig
from stemma.language.inflection import lemmas
from stemma.records import Block, Event, Page, Statement
from stemma.stages.annotate import annotate
from stemma.stages.extract import extract

TYPES = tuple(
    "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
)
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
MODES_RENAMED = {
    "strike-hun": "hunger",
    "strike-gen": "boycott",
    "confiscate": "seize",
    "detain": "arrest",
    "host": "visit",
    "censor": "restrict",
}
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
VERBAL = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
CALLED_OFF = {"CONSULT": "SANCTION", "PROTEST": "CONCEDE"}
HALVES = ("held-out", "development")
RESAMPLES = 1000


class Case(NamedTuple):
    """One sentence. ``types`` are those of all records on it; ``mode`` that of its first, empty where it has none."""

    key: str
    text: str
    types: tuple[str, ...]
    mode: str
    half: str


class Told(NamedTuple):
    """The type and mode of one statement's event, and the type under which PLOVER codes it."""

    type: str
    mode: str | None
    coded: str


class Score(NamedTuple):
    macro: float
    micro: float
    accuracy: float
    by_type: dict[str, tuple[float, float, float, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=HALVES, help="score one half only")
    parser.add_argument("--errors", action="store_true", help="print the errors of the development half")
    options = parser.parse_args()
    path = Path(os.environ.get("STEMMA_DATA", "/nowhere")) / "plover_gsr" / "gold_standard_records" / "PLOVER_GSR_CAMEO.txt"
    if not path.is_file():
        print(f"plover_gsr: absent ({path}); not measured")
        return
    cases = read_cases(path)
    digest = hashlib.sha256("".join(case.text for case in cases).encode()).hexdigest()[:10]
    print(f"plover_gsr: {len(cases)} sentences, digest {digest}, types of PLOVER 2021")
    asked = [case for case in cases if options.half in (None, case.half)]
    events = {case.key: find_events(case.text) for case in asked}
    most = Counter(case.types[0] for case in cases if case.half == "development").most_common(1)[0][0]
    systems: dict[str, Callable[[Case], str | None]] = {
        "as coded": lambda case: next((event.coded for event in events[case.key]), None),
        "own type": lambda case: next((event.type for event in events[case.key]), None),
        "majority": lambda _: most,
        "keywords": lambda case: find_keyword(case.text),
    }
    for half in [half for half in HALVES[::-1] if options.half in (None, half)]:
        report([case for case in asked if case.half == half], half, systems, events)
    if options.errors:
        print_errors([case for case in asked if case.half == "development"], events)


def read_cases(path: Path) -> list[Case]:
    """The sentences in order of their first record."""
    records = [record for record in json.loads(path.read_text(encoding="utf-8")) if record["event"] != "DOCUMENT"]
    grouped: dict[str, list[dict[str, str]]] = defaultdict(list)
    for record in records:
        grouped[record["text"]].append(record)
    return [
        Case(
            key=group[0]["id"],
            text=text,
            types=tuple(dict.fromkeys(RENAMED.get(record["event"], record["event"]) for record in group)),
            mode=_mode(group[0]),
            half=HALVES[int(group[0]["id"][-4:]) % 2],
        )
        for text, group in grouped.items()
    ]


def _mode(record: dict[str, str]) -> str:
    if record["event"] == "INVESTIGATE":
        return "investigate"
    mode = record.get("mode") or ""
    return MODES_RENAMED.get(mode, re.sub("-(org|spon)$", "", mode))


def find_events(text: str) -> tuple[Told, ...]:
    """The events of a sentence's statements, in order of position."""
    report = bare_report(text, [Block(kind="body", start=0, end=len(text))])
    lexicons = load_lexicons()
    annotation = annotate(report, config=AnnotateConfig(), model=load_model(), lexicons=lexicons).records[0]
    (extraction,) = extract([Page(report=report, annotation=annotation)], config=ExtractConfig(), lexicons=lexicons).records
    return tuple(Told(one.event.type, one.event.mode, code(one, one.event)) for one in extraction.statements if one.event is not None)


def code(statement: Statement, event: Event) -> str:
    """The type under which PLOVER codes the event of a statement that may tell of the future."""
    is_ahead = statement.status == "planned" or (statement.status == "hypothetical" and bool(statement.attribution))
    if statement.polarity == "denied" and (event.type == "AGREE" or (event.type in COOPERATIVE and is_ahead)):
        return "REJECT"
    if statement.status == "cancelled":
        return CALLED_OFF.get(event.type, event.type)
    if not is_ahead or event.type in VERBAL:
        return event.type
    if event.type in COOPERATIVE:
        return "AGREE"
    return "THREATEN" if statement.attribution and statement.polarity == "affirmed" else event.type


def find_keyword(text: str) -> str | None:
    """The type of the first word in the sentence that the lexicon lists, whatever its conditions say."""
    lexicons = load_lexicons()
    kinds: dict[str, str] = {}
    for listed, pos, _, kind, _ in lexicons.rows("plover_events"):
        for word in listed.split(",") if kind in TYPES and pos != "mode" else ():
            kinds.setdefault(word, kind)
    words = re.findall(r"[a-z-]+", text.lower())
    return next((kinds[form] for word in words for form in lemmas(word, lexicons=lexicons) if form in kinds), None)


def score(pairs: Sequence[tuple[tuple[str, ...], str | None]]) -> Score:
    """F1 by type and over all from (types in the gold, type found); a type found that is one of several is right."""
    right, given, wanted = Counter[str](), Counter[str](), Counter[str]()
    for types, found in pairs:
        gold = found if found in types else types[0]
        wanted[gold] += 1
        if found is not None:
            given[found] += 1
            right[found] += found == gold
    by_type = {}
    for kind in TYPES:
        precision, recall = right[kind] / (given[kind] or 1), right[kind] / (wanted[kind] or 1)
        by_type[kind] = (precision, recall, 2 * precision * recall / ((precision + recall) or 1), wanted[kind])
    present = [values[2] for values in by_type.values() if values[3]]
    hits = right.total()
    return Score(sum(present) / max(1, len(present)), 2 * hits / max(1, given.total() + wanted.total()), hits / max(1, len(pairs)), by_type)


def report(cases: Sequence[Case], half: str, systems: dict[str, Callable[[Case], str | None]], events: dict[str, tuple[Told, ...]]) -> None:
    print(f"\n{half} half: {len(cases)} sentences")
    for name, answer in systems.items():
        pairs = [(case.types, answer(case)) for case in cases]
        done, (low, high) = score(pairs), interval(pairs)
        told = [found for _, found in pairs if found is not None]
        precision = sum(found in types for types, found in pairs) / max(1, len(told))
        print(
            f"  {name:10} macro-F1 {done.macro:.3f} [{low:.3f}, {high:.3f}]  micro-F1 {done.micro:.3f}  "
            f"right {done.accuracy:.3f}  right where told {precision:.3f} of {len(told)}"
        )
        if name == "as coded":
            for kind, (one, two, f1, count) in done.by_type.items():
                print(f"    {kind:10} P {one:.3f} R {two:.3f} F1 {f1:.3f} of {count}")
        if name in ("as coded", "own type"):
            print(f"= event type macro-F1 {name}, plover_gsr {half}: {done.macro:.3f}")
    held = sum(bool({event.coded for event in events[case.key]} & set(case.types)) for case in cases)
    moded = [(case, first) for case in cases if case.mode and (first := next(iter(events[case.key]), None)) and first.coded in case.types]
    right = sum(first.mode == case.mode for case, first in moded)
    print(f"  type among all events of the sentence: {held / len(cases):.3f}; mode right where type is: {right} of {len(moded)}")


def interval(pairs: Sequence[tuple[tuple[str, ...], str | None]]) -> tuple[float, float]:
    """The 95 % bootstrap interval of macro-F1 over sentences."""
    chance = random.Random(7)  # noqa: S311
    values = sorted(score(chance.choices(pairs, k=len(pairs))).macro for _ in range(RESAMPLES))
    return values[RESAMPLES // 40], values[-RESAMPLES // 40]


def print_errors(cases: Sequence[Case], events: dict[str, tuple[Told, ...]]) -> None:
    for case in cases:
        found = [event.coded for event in events[case.key]]
        if not found or found[0] not in case.types:
            print(f"{'/'.join(case.types)} <- {' '.join(found) or '-'}: {case.text}", file=sys.stderr)


if __name__ == "__main__":
    main()
