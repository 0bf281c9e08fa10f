"""One page of bytes to a capture: what it is, whatever its ending says."""

import re
from collections.abc import Iterator
from hashlib import sha256

from stemma.adapters.fetch.decoding import decode
from stemma.problems import Problem, Reason
from stemma.records import Capture, Stated

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


def problem(location: str, reason: Reason, detail: str) -> Problem:
    """A problem of the fetch stage."""
    return Problem(input=location, stage="fetch", reason=reason, detail=detail)


def capture_bytes(content: bytes, location: str) -> Iterator[Capture | Problem]:
    """Decode one page and say what it is; problems first, then the capture where there is one."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        yield problem(location, Reason.EMPTY, "the file is empty")
        return
    decoded = decode(content)
    if decoded.reason:
        yield problem(location, decoded.reason, decoded.detail)
    if decoded.text is not None:
        yield from capture_text(decoded.text, location, sha256(content).hexdigest(), Stated())


def capture_text(text: str, location: str, digest: str, stated: Stated, kind: str | None = None) -> Iterator[Capture | Problem]:
    """A capture of decoded text. ``kind`` states that it is HTML; otherwise it is sniffed. NUL characters become U+FFFD."""
    if "\0" in text:
        yield problem(location, Reason.DAMAGED, f"it holds {text.count(chr(0)):,} NUL characters; they were read as \ufffd")
        text = text.replace("\0", "\ufffd")
    if not text.strip("\ufeff \t\r\n\u00a0"):
        yield problem(location, Reason.EMPTY, "there is no text in it")
        return
    if _FEED_START.match(text):
        yield problem(location, Reason.UNSUPPORTED, "this is a feed; feeds are not read yet, save its pages instead")
        return
    is_html = looks_like_html(text) or (kind == "html" and _TAG.search(text) is not None)
    if is_html and breaks_off(text):
        yield problem(location, Reason.TRUNCATED, "the page breaks off inside a tag; what is there was read")
    yield Capture(location=location, kind="html" if is_html else "text", content=text, sha256=digest, stated=stated)


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
