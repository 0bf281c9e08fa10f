"""The records of a WARC file (ISO 28500), one after another; behind a broken one reading goes on at the next that can be found."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Literal

_PLAIN_START = re.compile(rb"(?:^|\r?\n\r?\n)(?=WARC/[01]\.\d\d?\r?\n)")
_SWALLOWED = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d\d?\r?\n)")
_GZIP_START = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_TYPES = frozenset({"response", "revisit", "resource", "conversion"})
_WINDOW = 1 << 20
_MOST_BREAKS = 1_000
_OPENING, _MEMBER_PROBE = b"WARC/", 600
_LONGEST_SALVAGED = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record that may hold a page. ``body`` is what follows the HTTP header, at most the limit's bytes and one; ``is_whole`` whether it
    is as long as the record says. ``http`` is None for a record without an HTTP header."""

    type: Literal["response", "revisit", "resource", "conversion"]
    uri: str
    date: str | None
    digest: str | None
    body: bytes
    is_whole: bool
    mime: str
    charset: str | None
    status: int | None
    http: dict[str, str] | None


@dataclass(frozen=True, slots=True)
class Break:
    """A place where something is that is no whole record; ``after`` is the address of the last one before."""

    after: str | None


def read_records(stream: BinaryIO, max_bytes: int) -> Iterator[Record | Break]:
    """The records of types that hold pages, in order; ``stream`` must be seekable. No more than one is held in memory.

    Reading is FastWARC's. Where it fails, the next record is looked for behind the last one's start: by its first line, or as the start of
    a compressed member that holds one. A record whose stated length swallows its successors ends where the first of them begins.
    """
    start, last_uri, is_told = 0, None, False
    for _ in range(_MOST_BREAKS):
        at, is_broken = start, False
        try:
            for raw in _open(stream, start):
                at = start + raw.stream_pos
                record = _read(raw, max_bytes) if str(raw.record_type) in _TYPES else None
                if record is None:
                    is_broken = is_broken or raw.headers.get("WARC-Type") is None
                    continue
                if not record.is_whole and not record.body:
                    record = _salvage(stream, at, max_bytes) or record
                swallowed = _SWALLOWED.search(record.body)
                yield replace(record, body=record.body[: swallowed.start()], is_whole=False) if swallowed else record
                last_uri, is_told = record.uri, False
                if swallowed:
                    is_broken = is_told = True
                    break
        except (OSError, ValueError):
            is_broken = True
        found = _find_start(stream, at + 1)  # at a sound end there is none: what begins behind the last record was not read
        if (is_broken or found is not None) and not is_told:
            yield Break(last_uri)
            is_told = True
        if found is None:
            return
        start = found
    yield Break(last_uri)


def _open(stream: BinaryIO, start: int) -> Any:
    from fastwarc.warc import ArchiveIterator

    stream.seek(start)
    return ArchiveIterator(stream)


def _read(raw: Any, max_bytes: int) -> Record | None:
    uri = raw.headers.get("WARC-Target-URI")
    if not uri:
        return None
    http = raw.http_headers
    type_, length = str(raw.record_type), raw.content_length
    body = raw.reader.read(max_bytes + 1)
    has_header = type_ != "response" or (http is not None and http.status_code is not None)
    return Record(
        type=type_,  # type: ignore[arg-type]
        uri=uri.strip().strip("<>"),
        date=raw.headers.get("WARC-Date"),
        digest=raw.headers.get("WARC-Payload-Digest"),
        body=body,
        is_whole=len(body) > max_bytes or (has_header and len(body) >= length and raw.headers.get("WARC-Truncated") is None),
        mime=(raw.http_content_type or (raw.headers.get("Content-Type") if http is None else None) or "").split(";")[0].strip().lower(),
        charset=raw.http_charset,
        status=http.status_code if http is not None else None,
        http={name.lower(): value for name, value in http} if http is not None else None,
    )


def _salvage(stream: BinaryIO, at: int, max_bytes: int) -> Record | None:
    """What a compressed record that breaks off still holds."""
    place = stream.tell()
    try:
        stream.seek(at)
        compressed = stream.read(_LONGEST_SALVAGED)
        plain = (
            zlib.decompressobj(31).decompress(compressed, min(_LONGEST_SALVAGED, 2 * max_bytes)) if compressed[:2] == b"\x1f\x8b" else b""
        )
        records = [_read(raw, max_bytes) for raw in _open(io.BytesIO(plain), 0)] if plain else []
    except (OSError, ValueError, zlib.error):
        return None
    finally:
        stream.seek(place)
    return records[0] if records and records[0] is not None and records[0].body else None


def holds_records(stream: BinaryIO) -> bool:
    """Whether there is a record anywhere in a file of whatever kind."""
    return _find_start(stream, 0) is not None


def _find_start(stream: BinaryIO, after: int) -> int | None:
    """Where the next record begins, at ``after`` or later."""
    stream.seek(after)
    at, window = after, stream.read(_WINDOW)
    while window:
        tail = stream.read(_WINDOW)
        hits = [match.end() for match in _PLAIN_START.finditer(window + tail[:40]) if match.end() or at > 0]
        hits += [match.start() for match in _GZIP_START.finditer(window) if _holds_record((window + tail)[match.start() :][:_MEMBER_PROBE])]
        if hits:
            return at + min(hits)
        at, window = at + len(window), tail
    return None


def _holds_record(member: bytes) -> bool:
    """Whether a compressed member starts as a record does, as far as it goes."""
    try:
        opening = zlib.decompressobj(31).decompress(member, len(_OPENING))
    except zlib.error:
        return False
    return opening == _OPENING or (len(member) < _MEMBER_PROBE and _OPENING.startswith(opening))
