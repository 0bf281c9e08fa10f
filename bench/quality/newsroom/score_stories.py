"""Grouping, names and timeline of one story's dossier against its truth sheet."""

from collections.abc import Mapping
from typing import Any

from bench.quality.newsroom.match import Located, any_meets
from bench.quality.newsroom.tally import Tally, share
from stemma.evaluation.bcubed import b_cubed

DAY_LETTERS = len("2026-03-01")


def score_grouping(located: Located) -> dict[str, Tally]:
    """B-cubed of the pile's stories; a report in no story stands alone."""
    story_of = {report["id"]: report["story"] or report["id"] for report in located.dossier["reports"]}
    entries = [entry for entry in located.sheet.entries if entry.id in located.id_of]
    places = {name: place for place, name in enumerate(sorted(set(story_of.values())))}
    found = b_cubed([places[story_of[located.id_of[entry.id]]] for entry in entries], [entry.group for entry in entries])
    count = len(entries)
    return {"grouping": Tally(sound=found.precision * count, said=count, found=found.recall * count, wanted=count)}


def score_aliases(located: Located) -> dict[str, Tally]:
    """Name forms that the sheet joins and forms that it keeps apart, by the names that the dossier's entities go by."""
    entities = [
        {name.casefold() for name in (entity["name"], *entity["aliases"], *_mentioned(entity, located.text_of))}
        for story in located.dossier["stories"]
        for entity in story["entities"]
    ]

    def joins(one: str, other: str) -> bool:
        return any({one.casefold(), other.casefold()} <= names for names in entities)

    pairs = [(being.name, alias) for being in located.sheet.beings for alias in being.aliases]
    apart = [(names[0], name) for names in located.sheet.distinct for name in names[1:]]
    return {
        "aliases joined": share(sum(joins(*pair) for pair in pairs), len(pairs)),
        "namesakes kept apart": share(sum(not joins(*pair) for pair in apart), len(apart)),
    }


def _mentioned(entity: Mapping[str, Any], text_of: Mapping[str, str]) -> set[str]:
    return {" ".join(text_of[mention["report"]][mention["start"] : mention["end"]].split()) for mention in entity["mentions"]}


def score_timeline(located: Located) -> dict[str, Tally]:
    """Moments of the sheet that an entry of the timeline tells, in its words, on its day."""
    entries = [
        ([located.statement[name] for name in claim["statements"]], entry["when"]["edtf"])
        for story in located.dossier["stories"]
        for claims in [{claim["id"]: claim for claim in story["claims"]}]
        for entry in story["timeline"]
        for claim in [claims.get(entry["claim"])]
        if claim
    ]
    tellings: dict[str, list[Any]] = {}
    for key, span in located.telling.items():
        tellings.setdefault(key.partition(":")[2], []).append(span)
    moments = [moment for moment in located.sheet.moments if moment.fact in tellings]
    told = [moment for moment in moments if any(any_meets(tellings[moment.fact], spans) for spans, _ in entries)]
    dated = [
        moment
        for moment in told
        if any(_is_same_day(when, moment.when) for spans, when in entries if any_meets(tellings[moment.fact], spans))
    ]
    return {"timeline: moments on their day": share(len(dated), len(moments)), "timeline: moments told": share(len(told), len(moments))}


def _is_same_day(one: str, other: str) -> bool:
    here, there = one[:DAY_LETTERS], other[:DAY_LETTERS]
    return here.startswith(there) or there.startswith(here)
