"""A dossier that was saved: reading ``dossier.json`` back as plain values."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from stemma.errors import UsageError

Plain = Mapping[str, Any]


def read_saved(place: Path) -> dict[str, Any]:
    """The dossier in ``place``, a ``dossier.json`` or the folder of one.

    Raises:
        UsageError: there is none, or it is of another format or version.
    """
    path = place / "dossier.json" if place.is_dir() else place
    try:
        plain = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    if not isinstance(plain, dict) or plain.get("format") != "stemma/dossier" or plain.get("version") != 1:
        raise UsageError(f"{path} is no dossier of version 1")
    return plain


def all_claims(dossier: Plain) -> Iterator[tuple[Plain, Plain]]:
    """Every claim with its story, in order."""
    for story in dossier["stories"]:
        for claim in story["claims"]:
            yield story, claim


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
