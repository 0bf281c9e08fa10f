"""WARC and WACZ: which records are pages, how bodies are undone, and what damage costs."""

import base64
import gzip
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archived import archive, page
from stemma.adapters.fetch import fetch
from stemma.adapters.fetch.archives import read_wacz, read_warc
from stemma.adapters.fetch.bodies import BodyError, join_chunks, undo_encodings
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture


def read(content: bytes, max_bytes: int = 100_000) -> tuple[list[Capture], list[Problem]]:
    found = list(read_warc(io.BytesIO(content), "crawl.warc", max_bytes))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Problem)]


def numbers(captures: Iterable[Capture]) -> list[str]:
    return [capture.location.rpartition("/")[2] for capture in captures]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:])) + b"0\r\n\r\n"


@pytest.mark.parametrize("is_gzip", [True, False])
def test_pages_come_out_whatever_their_encoding(is_gzip: bool) -> None:
    coded: list[dict[str, object]] = [
        {"body": page(0)},
        {"body": gzip.compress(page(1)), "headers": [("Content-Encoding", "gzip")]},
        {"body": chunked(brotli.compress(page(2))), "headers": [("Content-Encoding", "br"), ("Transfer-Encoding", "chunked")]},
        {"body": zlib.compress(page(3))[2:-4], "headers": [("Content-Encoding", "deflate")]},
        {"body": page(4), "headers": [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")]},
        {"body": page(5).decode().encode("cp1252"), "headers": [("Content-Type", "text/html; charset=windows-1252")]},
    ]
    captures, problems = read(archive(*coded, is_gzip=is_gzip)[0])
    assert problems == []
    assert [one.content for one in captures[:5]] == [page(number).decode() for number in range(5)]
    assert "Fähre 5" in captures[5].content
    assert captures[0].location == "crawl.warc#https://alva.example/0"
    assert (captures[0].stated.url, captures[0].captured, captures[0].kind) == ("https://alva.example/0", "2026-03-02T08:00:00Z", "html")


def test_what_is_no_page_is_told_in_one_line() -> None:
    captures, problems = read(
        archive(
            {"status": "301 Moved", "body": b""},
            {"status": "404 Not Found"},
            {"headers": [], "body": b"\x89PNG", "type": "resource", "mime": "image/png"},
            {"url": "https://alva.example/robots.txt"},
            {"url": "dns:alva.example", "type": "resource", "mime": "text/dns", "body": b"x"},
            {"type": "request", "body": b"GET / HTTP/1.1\r\n\r\n"},
            {"url": "https://alva.example/notes", "type": "conversion", "mime": "text/plain", "body": b"The ferry is off."},
        )[0]
    )
    assert [(one.content, one.kind) for one in captures] == [("The ferry is off.", "text")]
    assert [(one.input, one.reason) for one in problems] == [("crawl.warc", Reason.PASSED_OVER)]
    for kind in ("1 redirects", "1 errors", "1 image", "1 robots.txt", "1 not of the web"):
        assert kind in problems[0].detail


def test_an_archive_without_pages_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(b"no archive at all")
    (tmp_path / "b.warc.gz").write_bytes(archive({"status": "404 Not Found"})[0])
    (tmp_path / "c.warc").write_bytes(b"")
    (tmp_path / "d.wacz").write_bytes(b"PK")
    problems = [one for one in fetch([str(tmp_path)], config=FetchConfig()) if isinstance(one, Problem)]
    assert [(Path(one.input).name, one.reason) for one in problems] == [
        ("a.warc", Reason.DAMAGED),
        ("a.warc", Reason.NO_PAGES),
        ("b.warc.gz", Reason.PASSED_OVER),
        ("b.warc.gz", Reason.NO_PAGES),
        ("c.warc", Reason.NO_PAGES),
        ("d.wacz", Reason.DAMAGED),
        ("d.wacz", Reason.DAMAGED),
        ("d.wacz", Reason.NO_PAGES),
    ]


def test_a_visit_that_found_nothing_new_is_a_duplicate() -> None:
    digest = {"WARC-Payload-Digest": f"sha1:{base64.b32encode(hashlib.sha1(page(0), usedforsecurity=False).digest()).decode()}"}
    other = {"WARC-Payload-Digest": "sha1:ZZZZBBBBCCCCDDDDEEEEFFFFGGGGHHHH"}
    captures, problems = read(
        archive(
            {},
            {"type": "revisit", "body": b"", "warc": digest, "date": "2026-03-05T08:00:00Z"},
            {"type": "revisit", "body": b"", "warc": other},
        )[0]
    )
    assert numbers(captures) == ["0"]
    assert [(one.reason, one.input.rpartition("/")[2]) for one in problems] == [(Reason.DUPLICATE, "1"), (Reason.UNREADABLE, "2")]
    assert "2026-03-05" in problems[0].detail


@pytest.mark.parametrize("is_gzip", [True, False])
@pytest.mark.parametrize("kept", [0.2, 0.6, 0.95])
def test_an_archive_that_breaks_off_gives_what_is_there(is_gzip: bool, kept: float) -> None:
    content, starts = archive({}, {}, {}, is_gzip=is_gzip)
    length = starts[2] + int((len(content) - starts[2]) * kept)
    captures, problems = read(content[:length])
    assert numbers(captures)[:2] == ["0", "1"]
    assert problems
    assert {one.reason for one in problems} <= {Reason.TRUNCATED, Reason.DAMAGED, Reason.UNREADABLE}
    if len(captures) == 3:
        assert captures[2].content in page(2).decode()


@pytest.mark.parametrize("length", [b"99999", b"999999999999999", b"300", b"-5", b"many", b""])
def test_a_wrong_length_costs_no_other_record(length: bytes) -> None:
    content, starts = archive({}, {}, {}, {}, is_gzip=False)
    at = content.index(b"Content-Length: ", starts[1])
    end = content.index(b"\r\n", at)
    captures, problems = read(content[:at] + b"Content-Length: " + length + content[end:])
    assert {"0", "2", "3"} <= set(numbers(captures))
    assert any(one.reason in {Reason.TRUNCATED, Reason.DAMAGED, Reason.UNREADABLE} for one in problems)


@pytest.mark.parametrize("is_gzip", [True, False])
def test_a_damaged_record_costs_no_other_and_is_told(is_gzip: bool) -> None:
    content, starts = archive({}, {}, {}, is_gzip=is_gzip)
    broken = bytearray(content)
    broken[starts[1] : starts[1] + 12] = b"x" * 12
    captures, problems = read(bytes(broken))
    assert numbers(captures) == ["0", "2"]
    assert [one.reason for one in problems] == [Reason.DAMAGED]
    assert "behind https://alva.example/0" in problems[0].detail


@settings(deadline=None, max_examples=60)
@given(st.booleans(), st.integers(0, 3_000), st.binary(min_size=1, max_size=30))
def test_no_damage_stops_the_reading(is_gzip: bool, at: int, noise: bytes) -> None:
    content, _ = archive({}, {}, {}, is_gzip=is_gzip)
    at %= len(content)
    captures, _ = read(content[:at] + noise + content[at + len(noise) :])
    assert len(captures) >= 1


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 5_000), st.binary(max_size=30))
def test_a_wacz_with_a_damaged_place_gives_its_other_records(at: int, noise: bytes) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as wacz:
        wacz.writestr("archive/a.warc.gz", archive({}, {}, {})[0])
    content = packed.getvalue()
    at %= len(content)
    found = list(read_wacz(io.BytesIO(content[:at] + noise + content[at + len(noise) :]), "crawl.wacz", 100_000))
    assert sum(isinstance(one, Capture) for one in found) >= 1


def test_a_page_larger_than_allowed_is_set_aside_encoded_or_not() -> None:
    bomb = gzip.compress(b"<p>" + b"a" * 5_000_000)
    captures, problems = read(
        archive(
            {"body": b"<p>" + b"a" * 200_000},
            {"body": bomb, "headers": [("Content-Encoding", "gzip")]},
            {"body": brotli.compress(b"<p>" + b"a" * 5_000_000), "headers": [("Content-Encoding", "br")]},
            {},
        )[0]
    )
    assert numbers(captures) == ["3"]
    assert [one.reason for one in problems] == [Reason.TOO_LARGE] * 3


def test_wacz_is_read_through_its_archives(tmp_path: Path) -> None:
    path = tmp_path / "crawl.wacz"
    with zipfile.ZipFile(path, "w") as wacz:
        wacz.writestr("datapackage.json", "{}")
        wacz.writestr("archive/b.warc.gz", archive({"url": "https://alva.example/b"})[0])
        wacz.writestr("archive/a.warc", archive({"url": "https://alva.example/a"}, is_gzip=False)[0], zipfile.ZIP_DEFLATED)
    captures = [one for one in fetch([str(path)], config=FetchConfig()) if isinstance(one, Capture)]
    assert [one.location for one in captures] == [f"{path}#https://alva.example/a", f"{path}#https://alva.example/b"]
    path.write_bytes(path.read_bytes()[:-40])
    found = list(fetch([str(path)], config=FetchConfig()))
    assert found[0] == Problem(input=str(path), stage="fetch", reason=Reason.DAMAGED, detail=found[0].detail)  # type: ignore[union-attr]
    assert [one.location for one in found if isinstance(one, Capture)] == [f"{path}#https://alva.example/b"]
    with zipfile.ZipFile(path, "w") as wacz:
        wacz.writestr("pages.jsonl", "{}")
    assert [one.reason for one in fetch([str(path)], config=FetchConfig()) if isinstance(one, Problem)] == [Reason.NO_PAGES]


@given(st.binary(max_size=300))
def test_bodies_are_never_lost_in_silence(body: bytes) -> None:
    joined = join_chunks(body)
    assert joined.content == body or not joined.is_whole or b"0" in body
    for name in ("gzip", "deflate", "br", "identity", "zstd"):
        with suppress(BodyError):
            found = undo_encodings(body, name, 1_000)
            assert found.content or found.is_whole


def test_chunks_are_joined_and_what_only_looks_like_them_is_kept() -> None:
    assert join_chunks(b"5\r\nAlva \r\n3;x=y\r\nnow\r\n0\r\n\r\n").content == b"Alva now"
    text = b"add\r\n" + b"nothing to this " * 300
    assert join_chunks(text).content == text
    assert not join_chunks(b"5\r\nAlva \r\n9\r\nno").is_whole
