"""The body of an HTTP message as its page: chunks joined, content encodings undone, never more than a given size."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from stemma.problems import Reason

_LONGEST_CHUNK_LINE = 1_000
_MOST_ENCODINGS = 4
_STEP = 1 << 16


@dataclass(frozen=True, slots=True)
class Body:
    """Content, and whether it is all that was sent."""

    content: bytes
    is_whole: bool = True


class BodyError(Exception):
    """A body cannot be read as its page: the reason, and what to say of it."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


def join_chunks(body: bytes) -> Body:
    """The content of a body in HTTP chunks; the body itself where it is not in chunks, as archives often keep the header of a body that
    was joined already. A body that is cut off or broken gives what comes before."""
    joined, at = bytearray(), 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + _LONGEST_CHUNK_LINE)
        size = _chunk_size(body[at:end]) if end >= 0 else None
        if size == 0:
            return Body(bytes(joined))
        start, at = end + 2, end + 2 + (size or 0) + 2
        if size is None or body[at - 2 : at] not in (b"\r\n", b"\r", b""):
            return Body(bytes(joined), is_whole=False) if joined else Body(body)
        joined += body[start : start + size]
    return Body(bytes(joined), is_whole=False)


def _chunk_size(line: bytes) -> int | None:
    digits = line.split(b";")[0].strip()
    try:
        return int(digits, 16) if digits[:1].isalnum() and len(digits) <= 16 else None
    except ValueError:
        return None


def undo_encodings(body: bytes, header: str | None, max_bytes: int) -> Body:
    """The content of a body whose ``Content-Encoding`` is ``header``. One that is not encoded as it says is taken as it is.

    Raises:
        BodyError: the content is larger than ``max_bytes``, encoded in a way that is not known, or broken from its start.
    """
    result = Body(body)
    for name in reversed([part.strip().lower() for part in (header or "").split(",")][:_MOST_ENCODINGS]):
        if name in ("", "identity", "none", "utf-8"):
            continue
        decode = _DECODERS.get(name)
        if decode is None:
            raise BodyError(Reason.UNSUPPORTED, f"its content encoding {name[:20]!r} is not known")
        decoded = decode(result.content, max_bytes)
        if decoded is None and not _looks_plain(result.content):
            raise BodyError(Reason.UNREADABLE, f"it says that it is encoded as {name}, but it cannot be decoded")
        if decoded is not None:
            result = Body(decoded.content, is_whole=result.is_whole and decoded.is_whole)
    if len(result.content) > max_bytes:
        raise _too_large(max_bytes)
    return result


def _looks_plain(body: bytes) -> bool:
    return b"<" in body[:2_000] and b"\0" not in body[:2_000]


def _too_large(max_bytes: int) -> BodyError:
    return BodyError(Reason.TOO_LARGE, f"the page is larger than {max_bytes:,} bytes")


def _inflate(body: bytes, max_bytes: int, *, window: int) -> Body | None:
    """None where nothing can be decoded."""
    decoder, content = zlib.decompressobj(window), bytearray()
    for start in range(0, len(body), _STEP):
        try:
            content += decoder.decompress(body[start : start + _STEP], max_bytes + 1)
        except zlib.error:
            break
        if len(content) > max_bytes:
            raise _too_large(max_bytes)
    return Body(bytes(content), is_whole=decoder.eof) if content or decoder.eof else None


def _deflate(body: bytes, max_bytes: int) -> Body | None:
    """With zlib's frame, as the standard has it, or without, as some servers do."""
    return _inflate(body, max_bytes, window=15) or _inflate(body, max_bytes, window=-15)


def _unbrotli(body: bytes, max_bytes: int) -> Body | None:
    import brotli

    decoder, content = brotli.Decompressor(), bytearray()
    try:
        part = decoder.process(body, output_buffer_limit=_STEP)
        while part:
            content += part
            if len(content) > max_bytes:
                raise _too_large(max_bytes)
            part = b"" if decoder.is_finished() else decoder.process(b"", output_buffer_limit=_STEP)
    except brotli.error:
        return Body(bytes(content), is_whole=False) if content else None
    return Body(bytes(content), is_whole=decoder.is_finished()) if content or decoder.is_finished() else None


_DECODERS: dict[str, Callable[[bytes, int], Body | None]] = {
    "gzip": partial(_inflate, window=31),
    "x-gzip": partial(_inflate, window=31),
    "deflate": _deflate,
    "br": _unbrotli,
}
