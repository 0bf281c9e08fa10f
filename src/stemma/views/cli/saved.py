"""A dossier that was saved: reading ``dossier.json`` back as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import orjson

from stemma.errors import UsageError
from stemma.records import Claim, Conflict, Derivation, Report, Statement, Story

Plain = Mapping[str, Any]
_OUTER: Mapping[str, type[Any]] = {"reports": Report, "stories": Story}
_INNER: Mapping[str, type[Any]] = {"claims": Claim, "statements": Statement, "conflicts": Conflict, "derivations": Derivation}


def read_saved(place: Path) -> dict[str, Any]:
    """The dossier in ``place``, a ``dossier.json`` or the folder of one.

    Raises:
        UsageError: there is none, it is of another format or version, or something is missing in it.
    """
    path = place / "dossier.json" if place.is_dir() else place
    try:
        plain = orjson.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise UsageError(f"there is no dossier at {place}: no such file as {path}") from error
    except (OSError, orjson.JSONDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    if not isinstance(plain, dict) or plain.get("format") != "stemma/dossier" or plain.get("version") != 1:
        raise UsageError(f"{path} is no dossier of version 1")
    lacking = next(_find_lacking(plain), None)
    if lacking is not None:
        raise UsageError(f"{path} is damaged: {lacking}")
    return plain


def _find_lacking(plain: Plain) -> Iterator[str]:
    """What a dossier lacks of what its format has, from the outside in."""
    for kind, record in _OUTER.items():
        yield from _find_missing(plain.get(kind), record, kind)
    for story in plain["stories"]:
        for kind, record in _INNER.items():
            yield from _find_missing(story[kind], record, kind)


def _find_missing(given: Any, record: type[Any], kind: str) -> Iterator[str]:
    """What a list lacks of the fields that every dossier of this version has; fields added since are none."""
    if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
        yield f"it has no list of {kind}"
        return
    wanted = {field.name.rstrip("_") for field in fields(record) if field.default is MISSING and field.default_factory is MISSING}
    yield from (f"{kind} without {', '.join(sorted(wanted - item.keys()))}" for item in given if wanted - item.keys())


def all_claims(dossier: Plain) -> Iterator[tuple[Plain, Plain]]:
    """Every claim with its story, in order."""
    for story in dossier["stories"]:
        for claim in story["claims"]:
            yield story, claim


def wordings_of(story: Plain) -> dict[str, str]:
    """The claims of a story that have words which stand alone, by id, in these words; none in a dossier older than they are."""
    return {line["claim"]: line["text"] for line in story.get("wordings", ())}


def own_statements(claim: Plain) -> list[str]:
    """The statements that are at home in a claim, by id: not those that tell it among other things."""
    also = set(claim.get("also", ()))
    return [statement for statement in claim["statements"] if statement not in also]


def outlet_of(report: Plain) -> str:
    """How readers know the outlet of a report: its name, else its domain, else the file or the address that it came from."""
    outlet = report["outlet"] or {}
    location = str(report["location"])
    return str(
        outlet.get("name") or outlet.get("domain") or (location if "://" in location else location.replace("\\", "/").rpartition("/")[2])
    )
