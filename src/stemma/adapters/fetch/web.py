"""Pages and feeds by their address: politely, within limits, and never from this machine's own network."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore2

from stemma.adapters.clock import generation_time, pause, tick
from stemma.adapters.fetch.bodies import Body, BodyError, undo_encodings
from stemma.adapters.fetch.feeds import Entry, FeedError, capture_entry, read_entries
from stemma.adapters.fetch.kept import Answer, Keeper
from stemma.adapters.fetch.network import AddressRefusedError, Gate
from stemma.adapters.fetch.pages import Received, capture_bytes, is_feed, problem
from stemma.adapters.fetch.robots import RefusalError, Robots
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture, Stated

_ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
)
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml"})
_KEPT_HEADERS = ("content-type", "content-encoding", "etag", "last-modified")
_ROBOTS_BYTES = 512_000
_HOST = re.compile(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Web:
    """Fetches addresses one after another. Sites are asked for their rules once, hosts are given a pause between requests, and pages in
    ``cache`` are only asked for if they changed. No cookie is kept, no proxy of the environment used, nothing of a page run."""

    def __init__(self, config: FetchConfig, cache: Path | None = None) -> None:
        self._config = config
        self._gate = Gate(allow_private=config.allow_private)
        self._pool = httpcore2.ConnectionPool(network_backend=self._gate, max_connections=4, keepalive_expiry=10.0)
        self._robots = Robots(self._robots_of, config.user_agent)
        self._keeper = Keeper(cache) if cache else None
        self._last: dict[str, float] = {}

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()

    def fetch(self, address: str) -> Iterator[Capture | Problem]:
        """The page at an address, or the entries of the feed there: those that hold their text as they are, of the others the pages that
        they lead to, at most ``max_entries``; an entry whose page cannot be had stays the summary it is, with the problem of its page."""
        try:
            answer = self._answer(address)
            body = self._body(answer)
        except RefusalError as refusal:
            yield problem(address, refusal.reason, refusal.detail)
            return
        if is_feed(body.content):
            yield from self._entries(body.content, address, answer)
        else:
            yield from self._page(body, address, answer)

    def _page(self, body: Body, address: str, answer: Answer) -> Iterator[Capture | Problem]:
        type_, _, rest = answer.headers.get("content-type", "").lower().partition(";")
        if type_.strip() not in _PAGES | _FEEDS:
            yield problem(address, Reason.UNSUPPORTED, f"the address gives {type_.strip()[:60]!r}, which is no page")
            return
        charset = rest.partition("charset=")[2].split(";")[0].strip(" \"'") or None
        kind = "html" if "html" in type_ else None
        received = Received(location=address, stated=Stated(url=answer.url), captured=answer.captured, charset=charset, kind=kind)
        if not body.is_whole:
            yield problem(address, Reason.TRUNCATED, "its encoded content breaks off or is damaged; what could be decoded was read")
        yield from capture_bytes(body.content, received)

    def _entries(self, body: bytes, address: str, answer: Answer) -> Iterator[Capture | Problem]:
        try:
            entries = read_entries(body, answer.url)
        except FeedError as error:
            yield problem(address, Reason.UNREADABLE, str(error))
            return
        if not entries:
            yield problem(address, Reason.NO_PAGES, "the feed holds no entries")
        fetched = 0
        for number, entry in enumerate(entries, 1):
            wanted = entry.extent == "summary" and entry.url is not None and fetched < self._config.max_entries
            fetched += wanted
            capture = self._followed if wanted else capture_entry
            yield from capture(entry, address, number, answer.captured)

    def _followed(self, entry: Entry, address: str, number: int, captured: str) -> Iterator[Capture | Problem]:
        found = list(self._fetch_page(entry.url or ""))
        yield from found
        if not any(isinstance(one, Capture) for one in found):
            yield from capture_entry(entry, address, number, captured)

    def _fetch_page(self, address: str) -> Iterator[Capture | Problem]:
        """The page at an address; a feed there is a problem, since feeds are not followed from feeds."""
        try:
            answer = self._answer(address)
            yield from self._page(self._body(answer), address, answer)
        except RefusalError as refusal:
            yield problem(address, refusal.reason, refusal.detail)

    def _body(self, answer: Answer) -> Body:
        try:
            return undo_encodings(answer.body, answer.headers.get("content-encoding"), self._config.max_bytes)
        except BodyError as error:
            raise RefusalError(error.reason, error.detail) from error

    def _robots_of(self, url: str) -> bytes:
        return self._body(self._follow(url, _ROBOTS_BYTES, is_page=False)).content

    def _answer(self, address: str) -> Answer:
        self._gate.deadline = tick() + self._config.timeout_s
        return self._follow(address, self._config.max_bytes, is_page=True)

    def _follow(self, address: str, max_bytes: int, *, is_page: bool) -> Answer:
        """The answer at the end of the redirects, each hop judged like the first."""
        url = clean_address(address)
        for _ in range(self._config.max_redirects + 1):
            delay = self._robots.check(url) if is_page else 0.0
            self._wait(url, max(delay, self._config.delay_s) if is_page else 0.0)
            answer = self._request(url, max_bytes, is_page=is_page)
            if isinstance(answer, Answer):
                return answer
            url = clean_address(urljoin(url, answer))
        raise RefusalError(Reason.UNREACHABLE, f"it redirects more than {self._config.max_redirects} times")

    def _wait(self, url: str, delay_s: float) -> None:
        host = urlsplit(url).netloc
        rest = self._last.get(host, -delay_s) + delay_s - tick()
        if rest > 0:
            pause(rest)
            self._gate.deadline += rest
        if delay_s:
            self._last[host] = tick()

    def _request(self, url: str, max_bytes: int, *, is_page: bool) -> Answer | str:
        """The answer, or where it redirects to."""
        kept = self._keeper.find(url) if self._keeper and is_page else None
        headers = [
            ("User-Agent", self._config.user_agent),
            ("Accept", _ACCEPTED),
            ("Accept-Encoding", "gzip, deflate, br"),
            *_conditions(kept),
        ]
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), self._config.timeout_s)
        try:
            with self._pool.stream("GET", url, headers=headers, extensions={"timeout": timeout}) as response:
                given = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                if response.status in _REDIRECTS and given.get("location"):
                    return given["location"].encode("latin-1").decode("utf-8", "replace")
                if response.status == 304 and kept is not None:
                    return kept
                if not 200 <= response.status < 300:
                    raise RefusalError(Reason.UNREACHABLE, f"the server answered with status {response.status}", response.status)
                body = _receive(response, given, max_bytes)
        except (
            httpcore2.TimeoutException,
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            AddressRefusedError,
            ValueError,
            OSError,
        ) as error:
            raise _refusal(error, self._config.timeout_s) from error
        answer = Answer(
            url=url, captured=generation_time(), body=body, headers={name: given[name] for name in _KEPT_HEADERS if name in given}
        )
        if self._keeper and is_page:
            self._keeper.keep(answer)
        return answer


def _conditions(kept: Answer | None) -> list[tuple[str, str]]:
    held = kept.headers if kept else {}
    pairs = (("If-None-Match", held.get("etag")), ("If-Modified-Since", held.get("last-modified")))
    return [(name, value) for name, value in pairs if value]


def _receive(response: Any, headers: dict[str, str], max_bytes: int) -> bytes:
    too_large = RefusalError(Reason.TOO_LARGE, f"the page is larger than {max_bytes:,} bytes")
    length = headers.get("content-length", "")
    if length.isdigit() and int(length[:18]) > max_bytes:
        raise too_large
    body = bytearray()
    with closing(response.iter_stream()) as parts:
        for part in parts:
            body += part
            if len(body) > max_bytes:
                raise too_large
    return bytes(body)


def _refusal(error: Exception, timeout_s: float) -> RefusalError:
    if isinstance(error, AddressRefusedError):
        return RefusalError(Reason.NOT_ALLOWED, f"{error}; [fetch] allow_private = true allows it")
    if isinstance(error, httpcore2.TimeoutException):
        return RefusalError(Reason.UNREACHABLE, f"it did not come within {timeout_s:g} seconds")
    said = (str(error) or type(error).__name__).splitlines()[0][:200]
    return RefusalError(Reason.UNREACHABLE, f"it could not be fetched: {said}")


def clean_address(address: str) -> str:
    """An address in the form that is sent: its host in ASCII, no fragment, odd characters percent-encoded.

    Raises:
        RefusalError: it is none of http or https, holds a password, or is no address at all.
    """
    try:
        parts = urlsplit(address.strip())
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise RefusalError(Reason.UNSUPPORTED, "it is no address of a page") from None
    if parts.scheme.lower() not in ("http", "https") or not _HOST.fullmatch(host):
        raise RefusalError(Reason.UNSUPPORTED, "only http and https addresses are fetched")
    if parts.username is not None or parts.password is not None:
        raise RefusalError(Reason.UNSUPPORTED, "addresses with a name or password in them are not fetched")
    place = f"[{host}]" if ":" in host else host
    netloc = f"{place}:{port}" if port else place
    safe = "/%:=&?~#+!$,;'@()*[]|"
    return urlunsplit((parts.scheme.lower(), netloc, quote(parts.path or "/", safe=safe), quote(parts.query, safe=safe), ""))
