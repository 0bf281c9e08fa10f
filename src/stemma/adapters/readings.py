"""Readings of pages kept in a folder, so that a run that was stopped goes on without doing its work twice."""

import os
import re
import zlib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from stemma.adapters.packing import pack, unpack
from stemma.errors import WorldError
from stemma.problems import Outcome, Problem
from stemma.records import Capture, Page

_FORMAT = b"stemma/reading 1\n"
_DIGEST_LENGTH = 64
_READERS = ("adapters/models", "language", "stages/annotate", "stages/clean", "text")
_DATA = (".py", ".tsv", ".onnx", ".json", ".npz", ".npy", ".bin")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """A folder with one file for each page that was read, by all that its reading depends on: the capture, and the ``key`` of settings,
    model and program. A file that is not whole is as good as none."""

    folder: Path
    key: str

    def find(self, capture: Capture) -> Outcome[Page] | None:
        """The reading of a page, None where none is kept."""
        try:
            content = self._place(capture).read_bytes()
            head = len(_FORMAT) + _DIGEST_LENGTH
            packed = content[head:]
            if content[:head] != _FORMAT + _digest(packed):
                return None
            kept = unpack(zlib.decompress(packed), _Kept)
        except (OSError, ValueError, zlib.error):
            return None
        return Outcome(kept.pages, kept.problems)

    def keep(self, capture: Capture, reading: Outcome[Page]) -> None:
        """Store a reading, whole or not at all.

        Raises:
            WorldError: the folder cannot be written to.
        """
        place = self._place(capture)
        packed = zlib.compress(pack(_Kept(pages=reading.records, problems=reading.problems)), 1)
        unfinished = place.with_suffix(f".{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(_FORMAT + _digest(packed) + packed)
            unfinished.replace(place)
        except OSError as error:
            raise WorldError(f"cannot keep finished work in {self.folder}: {error}") from error

    def _place(self, capture: Capture) -> Path:
        facts = (self.key, capture.location, capture.kind, capture.sha256, capture.stated, capture.captured, capture.extent)
        digest = sha256(repr(facts).encode("utf-8", "replace"))
        digest.update(capture.content.encode("utf-8", "replace"))
        name = digest.hexdigest()
        return self.folder / name[:2] / f"{name[2:]}.reading"


def open_readings(folder: Path, settings: str, model: str) -> Readings:
    """The readings in a folder that were made with these settings, this model and this very program.

    Raises:
        WorldError: the folder cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError(f"cannot keep finished work in {folder}: {error}") from error
    return Readings(folder=folder, key=sha256("\n".join((settings, model, _program())).encode()).hexdigest())


@cache
def _program() -> str:
    """A digest of the code, lexicons and weights that read pages, and of the versions of the libraries beneath."""
    digest = sha256()
    root = files("stemma")
    for room in (root, *(root.joinpath(name) for name in _READERS)):
        _add(digest, room, is_deep=room is not root)
    for requirement in sorted(requires("stemma") or ()):
        name = re.split(r"[^A-Za-z0-9._-]", requirement)[0]
        if "extra ==" not in requirement:
            digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _add(digest: "sha256", place: Traversable, *, is_deep: bool) -> None:  # type: ignore[valid-type]
    for item in sorted(place.iterdir(), key=lambda item: item.name):
        if item.is_file() and item.name.endswith(_DATA):
            digest.update(item.name.encode() + b"\0" + item.read_bytes())  # type: ignore[attr-defined]
        elif is_deep and item.is_dir() and item.name != "__pycache__":
            _add(digest, item, is_deep=True)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


def _digest(packed: bytes) -> bytes:
    return sha256(packed).hexdigest().encode()
