"""What the user names: files, folders, standard input."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from stemma.adapters.fetch.json_lines import read_json_lines
from stemma.adapters.fetch.pages import capture_bytes, problem
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture

_PAGES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
_JSON_LINES = frozenset({".jsonl", ".ndjson"})
_LATER = {
    ".warc": "WARC archives are not read yet",
    ".warc.gz": "WARC archives are not read yet",
    ".wacz": "WACZ archives are not read yet",
    ".rss": "feeds are not read yet",
    ".atom": "feeds are not read yet",
    ".xml": "feeds and other XML are not read yet",
    ".json": "JSON is read one page a line from .jsonl files",
    ".gz": "compressed files are not read; unpack it first",
    ".zip": "archives are not read; unpack it first",
    ".mht": "MHTML is not read; save the page as HTML",
    ".mhtml": "MHTML is not read; save the page as HTML",
}
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def fetch(inputs: Sequence[str], *, config: FetchConfig, stdin: BinaryIO | None = None) -> Iterator[Capture | Problem]:
    """Read every input, one page at a time, in the order given; folders whole and recursively, sorted by name.

    An input is a page (``.txt``, ``.html``, ``.htm``, ``.xhtml``; what is inside decides, not the ending), JSON lines
    (``.jsonl``, ``.ndjson``), a folder, or ``-`` for JSON lines on ``stdin``. Whatever cannot be read is a ``Problem`` and
    the rest goes on; a page that is read only in part comes with one. No more than one page is held in memory, and none
    over ``config.max_bytes``.
    """
    for name in inputs:
        try:
            yield from _fetch_one(name, config.max_bytes, stdin)
        except (OSError, ValueError) as error:
            yield problem(name, Reason.UNREADABLE, _said(error))


def _fetch_one(name: str, max_bytes: int, stdin: BinaryIO | None) -> Iterator[Capture | Problem]:
    if name == "-":
        if stdin is None:
            yield problem(name, Reason.UNREADABLE, "there is no standard input")
        else:
            yield from read_json_lines(stdin, name, max_bytes)
    elif _URL.match(name):
        yield problem(name, Reason.UNSUPPORTED, "addresses are not fetched yet; save the page and name the file")
    elif Path(name).is_dir():
        yield from _fetch_folder(name, max_bytes)
    elif not Path(name).exists():
        yield problem(name, Reason.NOT_FOUND, "there is no such file or folder")
    else:
        yield from _fetch_file(name, max_bytes, named=True)


def _fetch_folder(folder: str, max_bytes: int) -> Iterator[Capture | Problem]:
    found = False
    for name in _walk(folder):
        found = found or _ending(name) in _PAGES | _JSON_LINES
        try:
            yield from _fetch_file(name, max_bytes, named=False)
        except OSError as error:
            yield problem(name, Reason.UNREADABLE, _said(error))
    if not found:
        yield problem(folder, Reason.NO_PAGES, "the folder holds no pages (.txt, .html, .jsonl)")


def _walk(folder: str) -> list[str]:
    """All files below a folder that are not hidden, sorted by path; a folder reached twice by links is read once."""
    files: list[str] = []
    seen = set()
    for parent, folders, names in os.walk(folder, followlinks=True):
        real = str(Path(parent).resolve())
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files.extend(str(Path(parent) / name) for name in names if not name.startswith("."))
    return sorted(files, key=lambda file: Path(file).parts)


def _fetch_file(name: str, max_bytes: int, *, named: bool) -> Iterator[Capture | Problem]:
    ending = _ending(name)
    path = Path(name)
    if not path.is_file():
        yield problem(name, Reason.UNREADABLE, "it is neither a file nor a folder" if path.exists() else "the link leads nowhere")
    elif ending in _JSON_LINES:
        with path.open("rb") as stream:
            yield from read_json_lines(stream, name, max_bytes)
    elif ending in _LATER:
        yield problem(name, Reason.UNSUPPORTED, _LATER[ending])
    elif ending in _PAGES or named:
        with path.open("rb") as stream:
            content = stream.read(max_bytes + 1)
        if len(content) > max_bytes:
            yield problem(name, Reason.TOO_LARGE, f"the page is larger than {max_bytes:,} bytes")
        else:
            yield from capture_bytes(content, name)
    else:
        yield problem(
            name, Reason.UNSUPPORTED, f"files ending in {ending or 'nothing'} are not pages; name the file itself to have it read"
        )


def _ending(name: str) -> str:
    lowered = name.lower()
    return ".warc.gz" if lowered.endswith(".warc.gz") else Path(lowered).suffix


def _said(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
