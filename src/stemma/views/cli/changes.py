"""What changed between two dossiers of one story: reports, claims, origins, conflicts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stemma.views.cli.saved import Plain, outlet_of, own_statements, wordings_of

Place = tuple[str, str]
"""A statement wherever it stands: the report's address and the words."""
SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Side:
    """One dossier, with its claims by what they rest on. ``known_as`` is what each report goes by: its address, that of the other dossier
    for one that was read there under another with the same bytes."""

    reports: Mapping[str, Plain]
    known_as: Mapping[str, str]
    claims: Mapping[str, Plain]
    places: Mapping[str, frozenset[Place]]
    conflicts: tuple[Plain, ...]
    texts: Mapping[str, str]
    said: Mapping[str, str]

    def say(self, name: str) -> str:
        """A claim in words that stand alone where it has such, else in its own."""
        return self.said.get(name, str(self.claims[name]["text"]))


def list_changes(old: Plain, new: Plain) -> str:
    """The differences in words, one to a line, under headings; "nothing changed" where there is none.

    Claims are the same where they share a statement (the same words of the same report), so that a claim keeps its identity while
    reports come in. Reports are the same where their address is, or else every byte: a pile may have been moved. Conflicts are the same
    where they are of one kind and about the same claims, or give the same values.
    """
    before, after = _open(old, {}), _open(new, _find_moved(old, new))
    matched = _match(before, after)
    parts = [
        ("reports", _report_changes(before, after)),
        ("new claims", _new_claims(after, matched)),
        ("claims gone", _lost_claims(before, matched)),
        ("independence", _origin_changes(before, after, matched)),
        ("conflicts", _conflict_changes(before, after)),
    ]
    lines = [line for heading, found in parts if (listed := list(found)) for line in ("", f"{heading}:", *_cut(listed))]
    return "\n".join(lines[1:]) if lines else "nothing changed"


def _cut(lines: list[str]) -> Iterator[str]:
    yield from (f"  {line}" for line in lines[:SHOWN])
    if len(lines) > SHOWN:
        yield f"  … and {len(lines) - SHOWN} more"


def _find_moved(old: Plain, new: Plain) -> dict[str, str]:
    """The old address of each report, by its new one, that was read under both with the same bytes."""
    before, after = ({report["location"]: report["sha256"] for report in side["reports"]} for side in (old, new))
    gone = {digest: location for location, digest in before.items() if location not in after}
    return {location: gone[digest] for location, digest in after.items() if location not in before and digest in gone}


def _open(dossier: Plain, moved: Mapping[str, str]) -> _Side:
    reports = {report["id"]: report for report in dossier["reports"]}
    known_as = {name: moved.get(report["location"], report["location"]) for name, report in reports.items()}
    statements = {statement["id"]: statement for story in dossier["stories"] for statement in story["statements"]}
    claims = {claim["id"]: claim for story in dossier["stories"] for claim in story["claims"]}
    places = {
        name: frozenset((known_as[statements[one]["report"]], " ".join(statements[one]["text"].split())) for one in own_statements(claim))
        for name, claim in claims.items()
    }
    conflicts = tuple(conflict for story in dossier["stories"] for conflict in story["conflicts"])
    texts = {known_as[name]: report["text"] for name, report in reports.items()}
    said = {name: text for story in dossier["stories"] for name, text in wordings_of(story).items()}
    return _Side(reports, known_as, claims, places, conflicts, texts, said)


def _match(before: _Side, after: _Side) -> dict[str, str]:
    """For each new claim the old one that shares most statements with it, if any does."""
    holders: dict[Place, str] = {place: name for name, places in sorted(before.places.items()) for place in places}
    matched: dict[str, str] = {}
    for name, places in after.places.items():
        votes: dict[str, int] = {}
        for place in places:
            if place in holders:
                votes[holders[place]] = votes.get(holders[place], 0) + 1
        if votes:
            matched[name] = min(votes, key=lambda old: (-votes[old], old))
    return matched


def _report_changes(before: _Side, after: _Side) -> Iterator[str]:
    outlets = {side.known_as[name]: outlet_of(report) for side in (before, after) for name, report in side.reports.items()}
    for location in sorted(after.texts.keys() - before.texts.keys()):
        yield f"new      {outlets[location]} ({location})"
    for location in sorted(before.texts.keys() - after.texts.keys()):
        yield f"gone     {outlets[location]} ({location})"
    for location in sorted(after.texts.keys() & before.texts.keys()):
        if after.texts[location] != before.texts[location]:
            yield f"changed  {outlets[location]} ({location})"


def _new_claims(after: _Side, matched: Mapping[str, str]) -> Iterator[str]:
    """The most widely told first."""
    fresh = [claim for name, claim in after.claims.items() if name not in matched]
    for claim in sorted(fresh, key=lambda claim: (-len(claim["reports"]), claim["text"])):
        yield f"{after.say(claim['id'])}  [{_standing(claim)}, {_interval(claim)}]"


def _lost_claims(before: _Side, matched: Mapping[str, str]) -> Iterator[str]:
    kept = set(matched.values())
    yield from (before.say(name) for name in before.claims if name not in kept)


def _origin_changes(before: _Side, after: _Side, matched: Mapping[str, str]) -> Iterator[str]:
    for name, old_name in matched.items():
        old, new = before.claims[old_name], after.claims[name]
        gained = sorted({origin["name"] for origin in new["origins"]} - {origin["name"] for origin in old["origins"]})
        if old["independent"]["least"] != new["independent"]["least"] or old["independent"]["most"] != new["independent"]["most"]:
            by = f", with {', '.join(gained)}" if gained else ""
            standing = f"; {_standing(old)} → {_standing(new)}" if old["standing"] != new["standing"] else ""
            yield f"{after.say(name)}: {_interval(old)} → {_interval(new)}{by}{standing}"


def _conflict_changes(before: _Side, after: _Side) -> Iterator[str]:
    old, new = _by_values(before), _by_values(after)
    for key in sorted(new.keys() - old.keys()):
        kept = [other for other in old if other[0] == key[0] and set(other[1]) & set(key[1])]
        yield f"{'revised' if kept else 'new'}      {_show(new[key])}"
    for key in sorted(old.keys() - new.keys()):
        if not any(other[0] == key[0] and set(other[1]) & set(key[1]) for other in new):
            yield f"settled  {_show(old[key])}"
    for key in sorted(old.keys() & new.keys()):
        if old[key]["relation"] != new[key]["relation"]:
            yield f"now {new[key]['relation']} (was {old[key]['relation']})  {_show(new[key])}"


def _by_values(side: _Side) -> dict[tuple[str, tuple[str, ...]], Plain]:
    return {(conflict["kind"], tuple(sorted(value["value"] for value in conflict["values"]))): conflict for conflict in side.conflicts}


def _show(conflict: Plain) -> str:
    return f"{conflict['kind']}, {conflict['relation']}: {' / '.join(value['value'] for value in conflict['values'])} ({conflict['about']})"


def _standing(claim: Plain) -> str:
    return str(claim["standing"]).replace("_", " ")


def _interval(claim: Plain) -> str:
    least, most = claim["independent"]["least"], claim["independent"]["most"]
    return f"{least} origin{'' if most == 1 else 's'}" if least == most else f"{least} to {most} origins"
