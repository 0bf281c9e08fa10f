"""JSON lines: one page a line, from a file or from standard input."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, BinaryIO

import orjson

from stemma.adapters.fetch.pages import Received, capture_text, problem, read_moment
from stemma.problems import Problem, Reason
from stemma.records import Capture, Stated

_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_STATED = ("id", "url", "outlet", "published", "title", "language")


def read_json_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[Capture | Problem]:
    """Each line's capture, or the problem of that line under ``NAME#LINE``; blank lines are passed over.

    A line over ``max_bytes`` is skipped without being held in memory. A stream without a page is a problem ``no_pages``.
    """
    seen = 0
    for number, line in _lines(stream, max_bytes):
        location = f"{name}#{number}"
        if line is None:
            yield problem(location, Reason.TOO_LARGE, f"the line is longer than {max_bytes:,} bytes")
        elif line.strip():
            yield from _read_line(line, location)
        else:
            continue
        seen += 1
    if not seen:
        yield problem(name, Reason.NO_PAGES, "it holds no lines")


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[tuple[int, bytes | None]]:
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _read_line(line: bytes, location: str) -> Iterator[Capture | Problem]:
    line = line.strip()
    try:
        fields = _parse(line)
    except ValueError as error:
        yield problem(location, Reason.BROKEN_LINE, f"the line is not JSON: {str(error).splitlines()[0]}")
        return
    if not isinstance(fields, dict):
        yield problem(location, Reason.BROKEN_LINE, "the line is JSON but not an object with named fields")
        return
    content, kind = _content(fields)
    if content is None:
        yield problem(location, Reason.BROKEN_LINE, "the line has neither `text` nor `html` as a string")
        return
    stated = Stated(**{name: _string(fields.get(name)) for name in _STATED})
    yield from _ill_typed(fields, location)
    if _HALF.search(line) and "\ufffd" in content + "".join(filter(None, (getattr(stated, name) for name in _STATED))):
        yield problem(location, Reason.DAMAGED, "it holds halves of characters (lone surrogates); they were read as \ufffd")
    captured = read_moment(_string(fields.get("captured")))
    received = Received(location=stated.id or stated.url or location, stated=stated, captured=captured, kind=kind)
    yield from capture_text(content, sha256(line).hexdigest(), received)


def _parse(line: bytes) -> Any:
    """The JSON of a line; halves of surrogate pairs, which strict JSON readers refuse and no text can hold, become U+FFFD."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        if not _HALF.search(line):
            raise
    try:
        return _mend(json.loads(line))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _mend(value: Any) -> Any:
    """The top level of an object with its lone surrogates replaced; whatever lies deeper is not read."""
    if not isinstance(value, dict):
        return value
    return {_whole(name): _whole(field) if isinstance(field, str) else field for name, field in value.items()}


def _whole(text: str) -> str:
    return re.sub(r"[\ud800-\udfff]", "\ufffd", text)


def _content(fields: dict[str, Any]) -> tuple[str | None, str | None]:
    for kind in ("html", "text"):
        value = fields.get(kind)
        if isinstance(value, str) and value.strip():
            return value, kind
    return next(((fields[kind], kind) for kind in ("html", "text") if isinstance(fields.get(kind), str)), (None, None))


def _string(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() or None if isinstance(value, str) else None


def _ill_typed(fields: dict[str, Any], location: str) -> Iterator[Problem]:
    for name in _STATED:
        value = fields.get(name)
        if value is not None and not isinstance(value, str) and _string(value) is None:
            yield problem(location, Reason.DISAGREES, f"`{name}` is not a string and was left out of account")
    if fields.get("captured") is not None and read_moment(_string(fields["captured"])) is None:
        yield problem(location, Reason.DISAGREES, "`captured` is not a date or time (ISO 8601) and was left out of account")
