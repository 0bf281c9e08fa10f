"""What the user names: files, folders, archives, feeds, addresses, standard input."""

import gzip
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from stemma.adapters.fetch.archives import read_wacz, read_warc
from stemma.adapters.fetch.json_lines import read_json_lines
from stemma.adapters.fetch.pages import Received, capture_bytes, is_feed, printable, problem
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture

if TYPE_CHECKING:
    from stemma.adapters.fetch.web import Web

PAGES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml"})
JSON_LINES = frozenset({".jsonl", ".ndjson"})
_PACKED_LINES = frozenset({".jsonl.gz", ".ndjson.gz"})
_WARC = frozenset({".warc", ".warc.gz"})
_WACZ = frozenset({".wacz"})
_FEEDS = frozenset({".rss", ".atom", ".xml", ".rdf"})
_READ = PAGES | JSON_LINES | _PACKED_LINES | _WARC | _WACZ | _FEEDS
MANY = _PACKED_LINES | _WARC | _WACZ | _FEEDS
_UNREAD = {
    ".json": "JSON is read one page a line from .jsonl files",
    ".gz": "compressed files are not read, but for .warc.gz and .jsonl.gz; unpack it first",
    ".zip": "archives are not read, but for WARC and WACZ; unpack it first",
    ".mht": "MHTML is not read; save the page as HTML",
    ".mhtml": "MHTML is not read; save the page as HTML",
}
_URL = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE)


def fetch(
    inputs: Sequence[str], *, config: FetchConfig, stdin: BinaryIO | None = None, cache: Path | None = None
) -> Iterator[Capture | Problem]:
    """Read every input, one page at a time, in the order given; folders whole and recursively, sorted by name.

    An input is a page (``.txt``, ``.html``, ``.htm``, ``.xhtml``; what is inside decides, not the ending), JSON lines (``.jsonl``,
    ``.ndjson``, also ``.gz``), a WARC or WACZ archive, a feed (RSS or Atom), a folder of such, an address (http, https) of a page or
    feed, or ``-`` for JSON lines on ``stdin``. Whatever cannot be read is a ``Problem`` and the rest goes on; a page that is read only
    in part comes with one. No more than one page or feed is held in memory, and none over ``config.max_bytes``.

    No request leaves unless an address is given; ``cache`` is a folder in which pages that were fetched are kept, so that servers are only
    asked whether they changed.
    """
    with ExitStack() as stack:
        reader = _Reader(config, stdin, cache, stack)
        for name in inputs:
            try:
                yield from reader.read(name)
            except (OSError, ValueError) as error:
                yield problem(name, Reason.UNREADABLE, _said(error))


class _Reader:
    """Reads inputs of any kind; the way to the network is made where the first address is met."""

    def __init__(self, config: FetchConfig, stdin: BinaryIO | None, cache: Path | None, stack: ExitStack) -> None:
        self._config, self._stdin, self._cache, self._stack = config, stdin, cache, stack
        self._web: Web | None = None

    def read(self, name: str) -> Iterator[Capture | Problem]:
        """The pages of one input."""
        if name == "-":
            if self._stdin is None:
                yield problem(name, Reason.UNREADABLE, "there is no standard input")
            else:
                yield from read_json_lines(self._stdin, name, self._config.max_bytes)
        elif _URL.match(name):
            yield from self._read_address(name)
        elif Path(name).is_dir():
            yield from _read_folder(name, self._config.max_bytes)
        elif not Path(name).exists():
            yield problem(name, Reason.NOT_FOUND, "there is no such file or folder")
        else:
            yield from _read_file(name, self._config.max_bytes, named=True)

    def _read_address(self, address: str) -> Iterator[Capture | Problem]:
        if self._web is None:
            from stemma.adapters.fetch.web import Web

            self._web = Web(self._config, self._cache)
            self._stack.callback(self._web.close)
        yield from self._web.fetch(address)


def _read_folder(folder: str, max_bytes: int) -> Iterator[Capture | Problem]:
    found = False
    for name in walk(folder):
        found = found or ending_of(name) in _READ
        try:
            yield from _read_file(name, max_bytes, named=False)
        except OSError as error:
            yield problem(name, Reason.UNREADABLE, _said(error))
    if not found:
        yield problem(folder, Reason.NO_PAGES, "the folder holds no pages (.txt, .html, .jsonl, .warc, .wacz, .rss)")


def walk(folder: str) -> Iterator[str]:
    """All files below a folder that are not hidden, in order of their paths' parts; a folder reached twice by links is read once.

    Held in memory are the names in the folders on the way down, never the whole tree.
    """
    yield from _walk(folder, set())


def _walk(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    status = Path(folder).stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    with os.scandir(folder) as entries:
        names = sorted((entry.name, _is_folder(entry)) for entry in entries if not entry.name.startswith("."))
    for name, is_folder in names:
        path = str(Path(folder) / name)
        if is_folder:
            yield from _walk_on(path, seen)
        else:
            yield path


def _walk_on(folder: str, seen: set[tuple[int, int]]) -> Iterator[str]:
    """A folder that may not be read is passed on as it is, to be told as a problem by whoever opens it."""
    try:
        yield from _walk(folder, seen)
    except PermissionError:
        yield folder


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _read_file(name: str, max_bytes: int, *, named: bool) -> Iterator[Capture | Problem]:
    ending, path, name = ending_of(name), Path(name), printable(name)
    if not path.is_file():
        yield problem(name, Reason.UNREADABLE, _why_no_file(path))
    elif ending in JSON_LINES | _WARC | _WACZ:
        read = read_json_lines if ending in JSON_LINES else read_warc if ending in _WARC else read_wacz
        with path.open("rb") as stream:
            yield from read(stream, name, max_bytes)
    elif ending in _PACKED_LINES:
        yield from _read_packed_lines(path, name, max_bytes)
    elif ending in _UNREAD:
        yield problem(name, Reason.UNSUPPORTED, _UNREAD[ending])
    elif ending in PAGES | _FEEDS or named:
        yield from _read_page(path, name, max_bytes)
    else:
        yield problem(
            name, Reason.UNSUPPORTED, f"files ending in {ending or 'nothing'} are not pages; name the file itself to have it read"
        )


def _read_packed_lines(path: Path, name: str, max_bytes: int) -> Iterator[Capture | Problem]:
    with gzip.open(path, "rb") as stream:
        try:
            yield from read_json_lines(cast("BinaryIO", stream), name, max_bytes)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            yield problem(name, Reason.TRUNCATED, f"it cannot be unpacked to its end; the lines before were read ({error})")


def _why_no_file(path: Path) -> str:
    if path.is_dir():
        return "the folder may not be read"
    return "it is neither a file nor a folder" if path.exists() else "the link leads nowhere"


def _read_page(path: Path, name: str, max_bytes: int) -> Iterator[Capture | Problem]:
    with path.open("rb") as stream:
        content = stream.read(max_bytes + 1)
    if len(content) > max_bytes:
        yield problem(name, Reason.TOO_LARGE, f"the page is larger than {max_bytes:,} bytes")
    elif is_feed(content):
        yield from _read_feed(content, name)
    elif ending_of(name) in _FEEDS and content.strip():
        yield problem(name, Reason.UNSUPPORTED, "it is no feed (RSS, Atom), and other XML is not read")
    else:
        yield from capture_bytes(content, Received(location=name))


def _read_feed(content: bytes, name: str) -> Iterator[Capture | Problem]:
    """What the entries of a saved feed hold; the pages that they lead to are not fetched, since only the file was asked for."""
    from stemma.adapters.fetch.feeds import FeedError, capture_entry, read_entries

    try:
        entries = read_entries(content)
    except FeedError as error:
        yield problem(name, Reason.UNREADABLE, str(error))
        return
    for number, entry in enumerate(entries, 1):
        yield from capture_entry(entry, name, number)
    if not entries:
        yield problem(name, Reason.NO_PAGES, "the feed holds no entries")


def ending_of(name: str) -> str:
    """The ending that tells what a file is, in lower case, with its dot."""
    lowered = name.lower().replace(".warc.wet.gz", ".warc.gz")
    packed = next((ending for ending in (*_WARC, *_PACKED_LINES) if ending.endswith(".gz") and lowered.endswith(ending)), None)
    return packed or Path(lowered).suffix


def _said(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error).splitlines()[0]
