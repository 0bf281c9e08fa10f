"""WARC files and WACZ archives: each record that holds a page becomes a capture."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from stemma.adapters.fetch.bodies import Body, BodyError, join_chunks, undo_encodings
from stemma.adapters.fetch.pages import Received, capture_bytes, problem, read_moment
from stemma.adapters.fetch.records import Break, Record, holds_records, read_records
from stemma.problems import Problem, Reason
from stemma.records import Capture, Stated

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_WARC_ENDINGS = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class _Tally:
    """What one archive has given so far: which payloads (by eight bytes of their digest, since there may be millions), how many records of
    what were passed over, how many were read."""

    digests: set[bytes] = field(default_factory=set)
    passed: Counter[str] = field(default_factory=Counter)
    pages: Counter[str] = field(default_factory=Counter)


def read_warc(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Capture | Problem]:
    """The pages of a WARC file, under ``NAME#ADDRESS``, each with the record's date as the time of its capture.

    Read are responses with a status of success, resources and conversions that are HTML or plain text. What cannot be read of a record is
    a problem of that record and the rest goes on. A visit that found an earlier capture unchanged is a ``duplicate``; all that is no page
    (pictures, redirects, errors …) is told in one problem ``passed_over``. ``stream`` must be seekable.
    """
    tally = _Tally()
    yield from _read_stream(stream, name, max_bytes, tally)
    yield from _conclude(name, tally)


def read_wacz(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Capture | Problem]:
    """The pages of all WARC files in a WACZ archive (a zip), in order of their names. Of a zip that is broken what can be found of WARC
    records is read, since they lie in it as they are."""
    tally = _Tally()
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        yield problem(name, Reason.DAMAGED, f"it is no whole WACZ archive ({str(error).splitlines()[0]}); records were looked for in it")
        yield from read_warc(stream, name, max_bytes)
        return
    with archive:
        members = sorted(one.filename for one in archive.infolist() if one.filename.lower().endswith(_WARC_ENDINGS))
        for member in members:
            yield from _read_member(archive, member, name, max_bytes, tally)
    if not members and not holds_records(stream):
        yield problem(name, Reason.NO_PAGES, "the archive holds no WARC files")
    elif tally.pages["read"]:
        yield from _conclude(name, tally)
    else:
        yield from read_warc(stream, name, max_bytes)


def _read_member(archive: zipfile.ZipFile, member: str, name: str, max_bytes: int, tally: _Tally) -> Iterator[Capture | Problem]:
    try:
        with archive.open(member) as stream:
            yield from _read_stream(cast("BinaryIO", stream), name, max_bytes, tally)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        yield problem(name, Reason.DAMAGED, f"{member} in it cannot be read to its end: {(str(error) or 'it breaks off').splitlines()[0]}")


def _read_stream(stream: BinaryIO, name: str, max_bytes: int, tally: _Tally) -> Iterator[Capture | Problem]:
    for record in read_records(stream, max_bytes):
        if isinstance(record, Break):
            place = f"behind {record.after}" if record.after else "at the start"
            yield problem(name, Reason.DAMAGED, f"{place} there is something that is no whole record; it was passed over")
        else:
            yield from _read_record(record, name, max_bytes, tally)


def _conclude(name: str, tally: _Tally) -> Iterator[Problem]:
    if tally.passed:
        counts = ", ".join(f"{count:,} {kind}" for kind, count in sorted(tally.passed.items(), key=lambda one: (-one[1], one[0])))
        yield problem(name, Reason.PASSED_OVER, f"records that are no pages were passed over: {counts}")
    if not tally.pages["read"]:
        yield problem(name, Reason.NO_PAGES, "it holds no records of pages")


def _read_record(record: Record, name: str, max_bytes: int, tally: _Tally) -> Iterator[Capture | Problem]:
    location = f"{name}#{record.uri}"
    kind = _no_page(record)
    if kind:
        tally.passed[kind] += 1
        return
    tally.pages["read"] += 1
    if record.type == "revisit":
        yield _revisit(record, location, tally)
        return
    if record.digest:
        tally.digests.add(_key(record.digest))
    if not record.is_whole and not record.body:
        yield problem(location, Reason.UNREADABLE, "the record breaks off before its page begins")
        return
    if not record.is_whole:
        yield problem(location, Reason.TRUNCATED, "the record is shorter than it says, or its length is wrong; what is there was read")
    try:
        body = _content(record, max_bytes)
    except BodyError as error:
        yield problem(location, error.reason, error.detail)
        return
    if record.is_whole and not body.is_whole:
        yield problem(location, Reason.TRUNCATED, "its encoded content breaks off or is damaged; what could be decoded was read")
    received = Received(
        location=location,
        stated=Stated(url=record.uri),
        captured=read_moment(record.date),
        charset=record.charset,
        kind="html" if "html" in record.mime else None,
    )
    yield from capture_bytes(body.content, received)


def _no_page(record: Record) -> str | None:
    """What a record is that is no page, None for one that is."""
    try:
        address = urlsplit(record.uri)
    except ValueError:
        return "addresses that are none"
    if address.scheme not in ("http", "https"):
        return "not of the web"
    if address.path == "/robots.txt":
        return "robots.txt"
    if record.status is not None and not 200 <= record.status < 300 and record.type == "response":
        return "redirects" if 300 <= record.status < 400 else "errors"
    if record.type == "revisit" and not record.mime:
        return None
    is_lost = record.type == "response" and not record.is_whole and not record.mime
    if record.mime not in _PAGE_TYPES and not is_lost:
        return record.mime.partition("/")[0] if "/" in record.mime else "of no stated type"
    return None


def _key(digest: str) -> bytes:
    return sha256(digest.encode("utf-8", "replace")).digest()[:8]


def _revisit(record: Record, location: str, tally: _Tally) -> Problem:
    if record.digest and _key(record.digest) in tally.digests:
        return problem(location, Reason.DUPLICATE, f"visited again at {record.date}: the page had not changed")
    return problem(
        location, Reason.UNREADABLE, "the record says that the page had not changed, but its earlier capture is not in this file"
    )


def _content(record: Record, max_bytes: int) -> Body:
    if len(record.body) > max_bytes:
        raise BodyError(Reason.TOO_LARGE, f"the page is larger than {max_bytes:,} bytes")
    http = record.http or {}
    joined = join_chunks(record.body) if "chunked" in http.get("transfer-encoding", "").lower() else Body(record.body)
    content = undo_encodings(joined.content, http.get("content-encoding"), max_bytes)
    return Body(content.content, is_whole=joined.is_whole and content.is_whole)
