"""The dossier as JSON: the contract of docs/how-to/read-a-dossier.md, field by field as in the records."""

import dataclasses
from functools import lru_cache
from typing import Any

import orjson

from stemma.pipeline import Dossier, Generator
from stemma.stages.collate import Version

FORMAT = "stemma/dossier"
VERSION = 1


def to_json(dossier: Dossier) -> bytes:
    """UTF-8, two spaces of indent, a newline at the end. The same dossier gives the same bytes."""
    return orjson.dumps(to_plain(dossier), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def to_plain(dossier: Dossier) -> dict[str, Any]:
    """The dossier as nested dictionaries and lists, in the contract's order of fields."""
    story_of = {report_id: story.id for story in dossier.stories for report_id in story.reports}
    versions: dict[str, list[Version]] = {}
    for version in dossier.versions:
        versions.setdefault(version.report, []).append(version)
    return {
        "format": FORMAT,
        "version": VERSION,
        "generated_at": dossier.generated_at,
        "generator": _generator(dossier.generator),
        "reports": [
            {**_plain(report), "versions": _plain(tuple(versions.get(report.id, ()))), "story": story_of.get(report.id)}
            for report in dossier.reports
        ],
        "stories": [_plain(story) for story in dossier.stories],
        "problems": [
            {"stage": problem.stage, "input": problem.input, "reason": problem.reason.value, "detail": problem.detail}
            for problem in dossier.problems
        ],
    }


def _generator(generator: Generator) -> dict[str, Any]:
    return {"stemma": generator.stemma, "models": dict(generator.models), "config": generator.config}


def _plain(value: Any) -> Any:
    """A record as a dictionary (``from_`` stands for ``from``, a keyword in Python), a tuple as a list."""
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    fields = _fields(value.__class__)
    return value if fields is None else {shown: _plain(getattr(value, name)) for name, shown in fields}


@lru_cache(maxsize=128)
def _fields(kind: type[Any]) -> tuple[tuple[str, str], ...] | None:
    """The fields of a record, each with its name in the contract; None where it is no record."""
    return tuple((field.name, field.name.rstrip("_")) for field in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else None
