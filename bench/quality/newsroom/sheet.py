"""The truth sheet of one story: what happened, who knew it, who wrote from whom, and which words of which page tell what.

A story is a folder with ``sheet.toml`` and the pages it names; README.md beside this file tells every field.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

STORIES = Path(__file__).with_name("stories")
SPLITS = ("dev", "test")
INLINE = frozenset("a abbr b bdi cite code data del em font i ins kbd mark q s small span strong sub sup time u".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Who or what in the world an information goes back to (``[[origin]]``)."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    id: str
    text: str
    is_true: bool
    when: str | None
    status: str
    is_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A report was written from ``report`` (of the pile) or from ``name`` (absent)."""

    report: str | None
    name: str | None
    kind: str
    is_credited: bool
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report tells one fact in these words; ``origin`` is the id of the root that the knowledge comes from."""

    fact: str
    words: str
    via: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report. ``text`` is what a reader sees of the page, white space folded; ``language`` is ISO 639-1."""

    id: str
    file: str
    outlet: str
    published: str
    kind: str
    group: str
    language: str
    edges: tuple[Edge, ...]
    tellings: tuple[Telling, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    value: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    kind: str
    relation: str
    about: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """What looks like a conflict and is none: two tellings, or two quotations of pages."""

    about: str
    between: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    report: str
    words: str
    source: str
    source_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Being:
    name: str
    type: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    when: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    name: str
    folder: Path
    walk: str
    roots: tuple[Root, ...]
    facts: tuple[Fact, ...]
    entries: tuple[Entry, ...]
    clashes: tuple[Clash, ...]
    traps: tuple[Trap, ...]
    alterations: tuple[Alteration, ...]
    beings: tuple[Being, ...]
    distinct: tuple[tuple[str, ...], ...]
    moments: tuple[Moment, ...]

    def told(self) -> dict[str, Telling]:
        """Every telling by ``REPORT:FACT``."""
        return {f"{entry.id}:{telling.fact}": telling for entry in self.entries for telling in entry.tellings}


def read_sheet(folder: Path) -> Sheet:
    """Read the sheet and the pages of a story.

    Raises:
        OSError, tomllib.TOMLDecodeError, KeyError: a file or a field is missing or broken.
    """
    told = tomllib.loads((folder / "sheet.toml").read_text(encoding="utf-8"))
    return Sheet(
        name=folder.name,
        folder=folder,
        walk=told["walk"],
        roots=tuple(
            Root(id=root["id"], name=root["name"], names=tuple(root.get("names", ())), kind=root["kind"]) for root in told["origin"]
        ),
        facts=tuple(_read_fact(fact) for fact in told["fact"]),
        entries=tuple(_read_entry(entry, folder) for entry in told["report"]),
        clashes=tuple(_read_clash(clash) for clash in told.get("conflict", ())),
        traps=tuple(Trap(about=trap["about"], between=tuple(trap["between"])) for trap in told.get("trap", ())),
        alterations=tuple(Alteration(**_only(change, Alteration)) for change in told.get("altered_quote", ())),
        beings=tuple(
            Being(name=being["name"], type=being["type"], aliases=tuple(being.get("aliases", ()))) for being in told.get("entity", ())
        ),
        distinct=tuple(tuple(pair["names"]) for pair in told.get("distinct", ())),
        moments=tuple(Moment(when=moment["when"], fact=moment["fact"]) for moment in told.get("timeline", ())),
    )


def story_folders(split: str) -> list[Path]:
    """The stories of one half of the benchmark (``dev`` or ``test``), by name."""
    return sorted(path.parent for path in (STORIES / split).glob("*/sheet.toml"))


def page_text(path: Path) -> str:
    """What a reader sees of a page, white space folded."""
    written = path.read_bytes()
    if path.suffix == ".html":
        tree = html.document_fromstring(written, parser=html.HTMLParser(encoding="utf-8"))
        for hidden in tree.xpath("//script|//style|//head|//comment()"):
            hidden.drop_tree()
        for element in tree.iter():
            if element.tag not in INLINE:
                element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
        return fold("".join(tree.itertext()))
    return fold(written.decode("utf-8"))


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _read_fact(fact: Mapping[str, Any]) -> Fact:
    return Fact(
        id=fact["id"],
        text=fact["text"],
        is_true=fact.get("true", True),
        when=fact.get("when"),
        status=fact.get("status", "happened"),
        is_key=fact.get("key", False),
    )


def _read_entry(entry: Mapping[str, Any], folder: Path) -> Entry:
    return Entry(
        id=entry["id"],
        file=entry["file"],
        outlet=entry["outlet"],
        published=str(entry["published"]),
        kind=entry["kind"],
        group=entry.get("group", "main"),
        language=entry.get("language", "en"),
        edges=tuple(_read_edge(edge) for edge in entry.get("from", ())),
        tellings=tuple(
            Telling(fact=said["fact"], words=fold(said["words"]), via=tuple(said.get("via", ())), origin=said["origin"])
            for said in entry.get("says", ())
        ),
        text=page_text(folder / entry["file"]),
    )


def _read_edge(edge: Mapping[str, Any]) -> Edge:
    return Edge(
        report=edge.get("report"),
        name=edge.get("name"),
        kind=edge["kind"],
        is_credited=edge.get("credited", False),
        is_shown=edge.get("direction", "shown") == "shown",
    )


def _read_clash(clash: Mapping[str, Any]) -> Clash:
    sides = tuple(Side(value=side["value"], says=tuple(side["says"])) for side in clash["sides"])
    return Clash(kind=clash["kind"], relation=clash["relation"], about=clash["about"], sides=sides)


def _only(told: Mapping[str, Any], record: type) -> dict[str, str]:
    wanted: Iterable[str] = record.__dataclass_fields__  # type: ignore[attr-defined]
    return {name: fold(told[name]) for name in wanted}
