"""RSS and Atom: the entries of a feed, and how much of its page each holds."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import sha256
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from stemma.adapters.fetch.decoding import decode
from stemma.adapters.fetch.pages import Received, capture_text, problem
from stemma.problems import Problem, Reason
from stemma.records import Capture, Extent, Stated

_FEWEST_WORDS, _FEWEST_ALONE = 60, 150
"""A text given as an entry's content is whole from so many words on; one that is given as its description needs more."""
_CUT_OFF = re.compile(r"(?:\[\s?(?:…|\.{3})\s?\]|(?:…|\.{3})\W*(?:\w+\W+){0,4}$)")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NUMBERED = re.compile(r"&#([xX]?)(?=[0-9a-fA-F])((?<=[xX])[0-9a-fA-F]+|[0-9]+);?")
_LONGEST_FIELD = 2_000


class FeedError(Exception):
    """A feed cannot be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a feed: ``text`` is HTML or plain, as the feed has it; ``extent`` tells whether it is the page's whole."""

    url: str | None
    title: str | None
    published: str | None
    text: str
    is_html: bool
    extent: Extent


def read_entries(content: bytes, address: str | None = None) -> tuple[Entry, ...]:
    """The entries of a feed in its order. ``address`` is the feed's own, from which its relative links are told.

    An entry's text is its content where it has one, else its description. It is whole unless it is short or ends like a cut-off one
    ("[…]"). No entity of the feed is expanded and none of its links followed.

    Raises:
        FeedError: the feed cannot be read.
    """
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8", **({"content-location": address} if address else {})}
    try:
        parsed = feedparser.parse(io.BytesIO(_prepare(content)), response_headers=headers, sanitize_html=False)
        return tuple(_entry(one) for one in parsed.entries)
    except Exception as error:  # the library raises whatever its parsers do on hostile input
        raise FeedError(f"the feed is broken in a way that its reader cannot mend ({type(error).__name__})") from error


def _prepare(content: bytes) -> bytes:
    """The feed in UTF-8, without what no XML can hold."""
    decoded = decode(content)
    text = decoded.text if decoded.text is not None else content.decode("utf-8", "replace")
    text = _DECLARATION.sub("", text.removeprefix("\ufeff").replace("\0", "\ufffd"), count=1)
    return _NUMBERED.sub(_known_character, text).encode("utf-8", "replace")


def _known_character(match: re.Match[str]) -> str:
    digits, is_hexadecimal = match[2], match[1] != ""
    code = int(digits[:8], 16 if is_hexadecimal else 10)
    return match[0] if len(digits) <= 8 and code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def capture_entry(entry: Entry, name: str, number: int, captured: str | None = None) -> Iterator[Capture | Problem]:
    """An entry as a page, under ``NAME#ADDRESS`` (``NAME#NUMBER`` where it has none)."""
    location = f"{name}#{entry.url or number}"
    if not plain_text(entry.text).strip():
        yield problem(location, Reason.EMPTY, "the entry holds no text")
        return
    stated = Stated(url=entry.url, title=entry.title, published=entry.published)
    digest = sha256("\n".join(part or "" for part in (entry.url, entry.title, entry.published, entry.text)).encode("utf-8", "replace"))
    kind = "html" if entry.is_html else None
    received = Received(location=location, stated=stated, captured=captured, extent=entry.extent, kind=kind)
    yield from capture_text(entry.text, digest.hexdigest(), received)


def plain_text(text: str) -> str:
    """Marked-up text without its tags, on one line."""
    return " ".join(unescape(_TAG.sub(" ", text)).split())


def _entry(one: Any) -> Entry:
    contents = [(part.get("value") or "", part.get("type") or "") for part in one.get("content") or ()]
    value, type_ = max(contents, key=lambda part: len(part[0]), default=("", ""))
    is_content = bool(value.strip())
    if not is_content:
        value, type_ = one.get("summary") or "", (one.get("summary_detail") or {}).get("type") or ""
    return Entry(
        url=_address(one.get("link")) or _address(one.get("id")),
        title=plain_text((one.get("title") or "")[:_LONGEST_FIELD]) or None,
        published=_published(one),
        text=value,
        is_html="html" in type_ and "<" in value,
        extent="whole" if _is_whole(plain_text(value), is_content) else "summary",
    )


def _address(link: Any) -> str | None:
    link = link.strip()[:_LONGEST_FIELD] if isinstance(link, str) else ""
    try:
        return link if urlsplit(link).scheme in ("http", "https") and urlsplit(link).hostname else None
    except ValueError:
        return None


def _is_whole(text: str, is_content: bool) -> bool:
    return len(text.split()) >= (_FEWEST_WORDS if is_content else _FEWEST_ALONE) and _CUT_OFF.search(text[-300:]) is None


def _published(one: Any) -> str | None:
    """The date as the feed states it, with its own offset where that can be read."""
    stated = (one.get("published") or "").strip()[:100]
    if re.match(r"\d{4}-\d\d", stated):
        return stated
    try:
        return parsedate_to_datetime(stated).isoformat() if stated else None
    except (ValueError, TypeError, IndexError, OverflowError):
        parsed = one.get("published_parsed")
        return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*parsed[:6]) if parsed else stated or None
