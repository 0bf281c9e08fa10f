"""Do sheet and pages of a newsroom story agree? Prints one line for each disagreement.

python -m bench.quality.newsroom.check [STORY_FOLDER ...]
"""

import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from bench.quality.newsroom.sheet import SPLITS, Entry, Sheet, fold, read_sheet, story_folders

REPORT_KINDS = frozenset(
    "flash update own eyewitness official copy trim rewrite rewrite_add translation spun merge correction opinion aggregator"
    " miscredit uncredited unrelated".split()
)
EDGE_KINDS = frozenset({"copies", "rewrites", "translates", "cites"})
CLASH_KINDS = frozenset({"date", "number", "place", "name", "attribution", "quote", "status", "polarity"})
RELATIONS = frozenset({"contradicts", "supersedes", "refines"})
STATUSES = frozenset({"planned", "ongoing", "happened", "cancelled", "hypothetical", "opinion"})
FEWEST_REPORTS, MOST_REPORTS = 6, 12


def disagreements(sheet: Sheet) -> Iterator[str]:
    """Every way in which the sheet contradicts itself or its pages, in the order of the sheet."""
    yield from _check_ids(sheet)
    for entry in sheet.entries:
        yield from _check_entry(sheet, entry)
    yield from _check_gold(sheet)
    yield from _check_cycles(sheet)


def _check_ids(sheet: Sheet) -> Iterator[str]:
    if not FEWEST_REPORTS <= len(sheet.entries) <= MOST_REPORTS:
        yield f"{len(sheet.entries)} reports, not {FEWEST_REPORTS} to {MOST_REPORTS}"
    for what, ids in (
        ("origin", [root.id for root in sheet.roots]),
        ("fact", [fact.id for fact in sheet.facts]),
        ("report", [entry.id for entry in sheet.entries]),
    ):
        yield from (f"{what} {name} stands twice" for name in sorted(set(ids)) if ids.count(name) > 1)
    said = {telling.fact for entry in sheet.entries for telling in entry.tellings}
    yield from (f"fact {fact.id} is told by no report" for fact in sheet.facts if fact.id not in said)
    yield from (f"fact {fact.id}: unknown status {fact.status}" for fact in sheet.facts if fact.status not in STATUSES)
    outlets = {entry.outlet for entry in sheet.entries}
    yield from (
        f"origin {root.id} is an own voice, but {root.name} is no outlet of the story"
        for root in sheet.roots
        if root.kind == "own_voice" and root.name not in outlets
    )


def _check_entry(sheet: Sheet, entry: Entry) -> Iterator[str]:
    facts, roots = {fact.id for fact in sheet.facts}, {root.id for root in sheet.roots}
    if entry.kind not in REPORT_KINDS:
        yield f"{entry.id}: unknown kind {entry.kind}"
    told = [telling.fact for telling in entry.tellings]
    yield from (f"{entry.id} tells {fact} twice" for fact in sorted(set(told)) if told.count(fact) > 1)
    for telling in entry.tellings:
        if telling.fact not in facts:
            yield f"{entry.id} tells the unknown fact {telling.fact}"
        if telling.words not in entry.text:
            yield f"{entry.id}: not on the page: {telling.words}"
        yield from (f"{entry.id}: unknown origin {root}" for root in (*telling.via, telling.origin) if root not in roots)
    yield from _check_edges(sheet, entry)


def _check_edges(sheet: Sheet, entry: Entry) -> Iterator[str]:
    entry_by_id = {other.id: other for other in sheet.entries}
    people = {name for being in sheet.beings if being.type == "person" for name in (being.name, *being.aliases)}
    for edge in entry.edges:
        if edge.kind not in EDGE_KINDS:
            yield f"{entry.id}: unknown kind of derivation {edge.kind}"
        if (edge.report is None) == (edge.name is None):
            yield f"{entry.id}: a derivation needs either a report or a name"
        elif edge.name in people:
            yield f"{entry.id} cannot draw on {edge.name}: who is quoted is an origin, not a text"
        elif edge.report is not None and edge.report not in entry_by_id:
            yield f"{entry.id} draws on the unknown report {edge.report}"
        elif edge.report is not None and edge.is_shown and moment(entry) < moment(entry_by_id[edge.report]):
            yield f"{entry.id} is earlier than {edge.report}, which it draws on"


def moment(entry: Entry) -> datetime:
    """When the report was published; a stamp without a zone is read as UTC."""
    stamp = entry.published if "T" in entry.published else f"{entry.published}T00:00"
    read = datetime.fromisoformat(stamp)
    return read if read.tzinfo else datetime.fromisoformat(f"{stamp}+00:00")


def _check_gold(sheet: Sheet) -> Iterator[str]:
    yield from _check_clashes(sheet)
    yield from _check_words(sheet)
    pages = " ".join(entry.text for entry in sheet.entries).casefold()
    for being in sheet.beings:
        yield from (f"{name} is on no page" for name in (being.name, *being.aliases) if name.casefold() not in pages)
    facts = {fact.id for fact in sheet.facts}
    yield from (f"timeline: unknown fact {moment.fact}" for moment in sheet.moments if moment.fact not in facts)


def _check_clashes(sheet: Sheet) -> Iterator[str]:
    told = sheet.told()
    for clash in sheet.clashes:
        if clash.kind not in CLASH_KINDS or clash.relation not in RELATIONS:
            yield f"conflict about {clash.about}: unknown kind or relation"
        if len(clash.sides) < 2:
            yield f"conflict about {clash.about}: one side only"
        yield from (f"conflict about {clash.about}: nobody says {said}" for side in clash.sides for said in side.says if said not in told)


def _check_words(sheet: Sheet) -> Iterator[str]:
    text_of = {entry.id: entry.text for entry in sheet.entries}
    told = sheet.told()
    for trap in sheet.traps:
        for said in trap.between:
            report, _, words = said.partition(":")
            if said not in told and fold(words.strip('"')) not in text_of.get(report, ""):
                yield f"trap {trap.about}: not on a page: {said}"
    for change in sheet.alterations:
        for report, words in ((change.report, change.words), (change.source, change.source_words)):
            if words not in text_of.get(report, ""):
                yield f"altered quote: not on the page of {report}: {words}"


def _check_cycles(sheet: Sheet) -> Iterator[str]:
    sources = {entry.id: [edge.report for edge in entry.edges if edge.report] for entry in sheet.entries}
    try:
        TopologicalSorter(sources).prepare()
    except CycleError as error:
        yield f"reports draw on each other in a circle: {' '.join(error.args[1])}"


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or [folder for split in SPLITS for folder in story_folders(split)]
    found = 0
    for folder in folders:
        try:
            lines = list(disagreements(read_sheet(folder)))
        except (OSError, KeyError, TypeError, ValueError, tomllib.TOMLDecodeError) as error:
            lines = [f"cannot be read ({type(error).__name__}: {error})"]
        found += len(lines)
        print(*(f"{folder.name}: {line}" for line in lines), sep="\n", end="\n" if lines else "")
    print(f"{len(folders)} stories, {found} disagreements")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
