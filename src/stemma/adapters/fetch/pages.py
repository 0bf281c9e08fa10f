"""One page of bytes to a capture: what it is, whatever its ending says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from stemma.adapters.fetch.decoding import decode
from stemma.problems import Problem, Reason
from stemma.records import Capture, Extent, Stated

_HTML_START = re.compile(
    r"(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml[^>]{0,300}>){0,20}<(?:!doctype\s{1,9}html|html|head|body)[\s>]", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|article|section|table|tr|td|img|script|style|meta|figure|main)\b[^<>]{0,500}>", re.IGNORECASE
)
_FEED_START = re.compile(
    r"\s{0,50}(?:<\?xml[^>]{0,300}>\s{0,50})?(?:<!--.{0,500}?-->\s{0,50})?<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE | re.DOTALL
)
_SNIFFED_CHARS = 20_000


def printable(location: str) -> str:
    """A file's name as text: bytes that are no UTF-8 as ``\\xff``."""
    return location.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def problem(location: str, reason: Reason, detail: str) -> Problem:
    """A problem of the fetch stage."""
    return Problem(input=printable(location), stage="fetch", reason=reason, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What is known of a page beside its content: ``charset`` and ``kind`` ("html") are what its carrier says of it."""

    location: str
    stated: Stated = field(default_factory=Stated)
    captured: str | None = None
    extent: Extent = "whole"
    charset: str | None = None
    kind: str | None = None


def capture_bytes(content: bytes, received: Received) -> Iterator[Capture | Problem]:
    """Decode one page and say what it is; problems first, then the capture where there is one."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        yield problem(received.location, Reason.EMPTY, "the file is empty")
        return
    decoded = decode(content, received.charset)
    if decoded.reason:
        yield problem(received.location, decoded.reason, decoded.detail)
    if decoded.text is not None:
        yield from capture_text(decoded.text, sha256(content).hexdigest(), received)


def capture_text(text: str, digest: str, received: Received) -> Iterator[Capture | Problem]:
    """A capture of decoded text. It is sniffed whether that is HTML, unless it is known. NUL characters become U+FFFD."""
    location = received.location
    if "\0" in text:
        yield problem(location, Reason.DAMAGED, f"it holds {text.count(chr(0)):,} NUL characters; they were read as \ufffd")
        text = text.replace("\0", "\ufffd")
    if not text.strip("\ufeff \t\r\n\u00a0"):
        yield problem(location, Reason.EMPTY, "there is no text in it")
        return
    if _FEED_START.match(text):
        yield problem(location, Reason.UNSUPPORTED, "this is a feed where a page was expected; name its file or address itself")
        return
    is_html = looks_like_html(text) or (received.kind == "html" and _TAG.search(text) is not None)
    if is_html and breaks_off(text):
        yield problem(location, Reason.TRUNCATED, "the page breaks off inside a tag; what is there was read")
    yield Capture(
        location=location,
        kind="html" if is_html else "text",
        content=text,
        sha256=digest,
        stated=received.stated,
        captured=received.captured,
        extent=received.extent,
    )


def is_feed(content: bytes) -> bool:
    """Whether a file starts as RSS or Atom does."""
    return _FEED_START.match(content[:_SNIFFED_CHARS].decode("latin-1").removeprefix("ï»¿")) is not None


def read_moment(value: str | None) -> str | None:
    """A machine-written time as EDTF in UTC, a day as it stands, None for anything else.

    >>> read_moment("2026-03-01T09:00:00+01:00"), read_moment("20260301080000"), read_moment("2026-03-01"), read_moment("soon")
    ('2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z', '2026-03-01', None)
    """
    try:
        moment = datetime.fromisoformat((value or "").strip())
    except ValueError:
        try:
            moment = datetime.strptime((value or "").strip(), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            return None
    if len((value or "").strip()) <= len("2026-03-01"):
        return moment.date().isoformat()
    try:
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment.tzinfo else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return None


def looks_like_html(text: str) -> bool:
    """Whether text is HTML by its start, or by tags that make up a good part of its beginning.

    >>> looks_like_html("<!DOCTYPE html><p>Rain.")
    True
    >>> looks_like_html("The <b> tag makes text bold, he said.")
    False
    """
    text = text.removeprefix("\ufeff")
    if _HTML_START.match(text[:_SNIFFED_CHARS]):
        return True
    sample = text[:_SNIFFED_CHARS]
    tags = _TAG.findall(sample)
    return len(tags) >= 4 and sum(len(tag) for tag in tags) > len(sample) / 50 and sample.lstrip().startswith("<")


def breaks_off(html: str) -> bool:
    """Whether an HTML page ends inside a tag or a comment without having been closed."""
    tail = html[-200_000:]
    if "</html" in tail[-5_000:].lower():
        return False
    return tail.rfind("<") > tail.rfind(">") and re.match(r"<[a-zA-Z/!]", tail[tail.rfind("<") :][:2] + " ") is not None
