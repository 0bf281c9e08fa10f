"""Fetching: what is read, what is set aside, and that each line of blame names its input."""

import gzip
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.adapters.fetch import fetch
from stemma.adapters.fetch.decoding import decode
from stemma.adapters.fetch.pages import breaks_off, looks_like_html
from stemma.config import FetchConfig
from stemma.problems import Problem, Reason
from stemma.records import Capture

TEXT = "The ferry to Alva was cancelled on Monday.\n"


def run(*inputs: str | Path, max_bytes: int = 10_000, stdin: bytes | None = None) -> tuple[list[Capture], list[Problem]]:
    stream = io.BytesIO(stdin) if stdin is not None else None
    found = list(fetch([str(one) for one in inputs], config=FetchConfig(max_bytes=max_bytes), stdin=stream))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, Problem)]


def test_folder_is_read_whole_sorted_and_recursively(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.html", "a.txt", ".hidden.txt", "notes.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    captures, problems = run(tmp_path)
    assert [Path(capture.location).relative_to(tmp_path).as_posix() for capture in captures] == ["a.txt", "b/a.html", "z.txt"]
    assert [(Path(one.input).name, one.reason) for one in problems] == [("notes.md", Reason.UNSUPPORTED)]


def test_a_file_whose_name_is_no_text_is_read_under_a_name_that_can_be_written(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"bad\xff.txt")).write_text("Storm closes port of Alva", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names of text only")
    (page,) = fetch([str(tmp_path)], config=FetchConfig())
    assert isinstance(page, Capture)
    assert page.location.endswith("bad\\xff.txt")


def test_folder_reached_twice_by_links_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    captures, _ = run(tmp_path)
    assert len(captures) == 1


def test_folder_without_pages_says_so(tmp_path: Path) -> None:
    assert [one.reason for one in run(tmp_path)[1]] == [Reason.NO_PAGES]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", Reason.EMPTY),
        ("blank.txt", b" \n\t\n", Reason.EMPTY),
        ("nul.txt", b"The ferry\0to Alva", Reason.NOT_TEXT),
        ("picture.html", b"\x89PNG\r\n\x1a\n123", Reason.NOT_TEXT),
        ("big.txt", b"word " * 4_000, Reason.TOO_LARGE),
        ("feed.xml", b"<rss><channel/></rss>", Reason.NO_PAGES),
        ("feed.txt", b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", Reason.NO_PAGES),
        ("other.xml", b"<?xml version='1.0'?><ferries/>", Reason.UNSUPPORTED),
    ],
)
def test_page_that_cannot_be_read_is_set_aside_with_its_reason(tmp_path: Path, name: str, content: bytes, reason: Reason) -> None:
    (tmp_path / name).write_bytes(content)
    captures, problems = run(tmp_path / name)
    assert captures == []
    assert [(one.reason, one.input) for one in problems] == [(reason, str(tmp_path / name))]
    assert "\n" not in problems[0].detail


def test_absent_file_address_and_standard_input() -> None:
    _, problems = run("no/such/file.txt", "ftp://alva.example/1", "-")
    assert [one.reason for one in problems] == [Reason.NOT_FOUND, Reason.UNSUPPORTED, Reason.UNREADABLE]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "Die Fähre nach Älva fällt am Montag aus, sagte der Bürgermeister. Über Nacht waren die Straßen gesperrt.\n" * 3
    (tmp_path / "page.txt").write_bytes(text.encode(encoding))
    captures, problems = run(tmp_path / "page.txt")
    assert captures[0].content.removeprefix("\ufeff") == text
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_nuls(encoding: str) -> None:
    text = "The ferry to Alva is off on Monday, the mayor said. Älva is not served."
    assert decode(text.encode(encoding)).text == text


def test_a_stray_nul_is_damage_not_binary(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes((TEXT * 40).encode() + b"\0" + TEXT.encode())
    captures, problems = run(tmp_path / "page.txt")
    assert "\0" not in captures[0].content
    assert [one.reason for one in problems] == [Reason.DAMAGED]


def test_halves_of_characters_in_json_are_mended_and_told(tmp_path: Path) -> None:
    (tmp_path / "page.jsonl").write_bytes(
        b'{"id": "a", "title": "Al\\ud83dva", "text": "The ferry \\udc00 is off."}\n{"text": "\\u00e9t\\ud83d\\ude00"}\n'
    )
    captures, problems = run(tmp_path / "page.jsonl")
    assert [(one.stated.title, one.content) for one in captures] == [("Al\ufffdva", "The ferry \ufffd is off."), (None, "ét😀")]
    assert [(one.reason, one.input) for one in problems] == [(Reason.DAMAGED, f"{tmp_path / 'page.jsonl'}#1")]


def test_links_that_lead_nowhere_or_to_themselves_are_told(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    captures, problems = run(tmp_path)
    assert len(captures) == 1
    assert [one.reason for one in problems] == [Reason.UNREADABLE, Reason.UNREADABLE]


def test_declared_encoding_is_believed() -> None:
    text = '<html><head><meta charset="shift_jis"></head><body>フェリーは月曜日に欠航した。</body></html>'
    assert decode(text.encode("shift_jis")).text == text


@pytest.mark.parametrize("charset", ["base64", "rot13", "no-such-code", "utf-16", "\0", "idna"])
def test_a_carrier_cannot_name_an_encoding_that_is_none(charset: str) -> None:
    content = "Die Fähre nach Älva fällt am Montag aus. ".encode("cp1252") * 20
    assert decode(content, charset) == decode(content)
    assert decode(content, "windows-1252").text == content.decode("cp1252")


def test_broken_character_in_utf8_is_told() -> None:
    decoded = decode(("Fähre " * 2_000).encode() + b"\xff" + "nach Älva".encode())
    assert decoded.reason is Reason.DAMAGED
    assert decoded.text is not None
    assert decoded.text.endswith("\ufffdnach Älva")


def test_page_cut_inside_a_character_is_told() -> None:
    decoded = decode("Die Fähre nach Ä".encode()[:-1])
    assert (decoded.text, decoded.reason) == ("Die Fähre nach ", Reason.TRUNCATED)


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=200))
def test_decoding_never_loses_bytes_in_silence(content: bytes) -> None:
    decoded = decode(content)
    assert decoded.text is not None or decoded.reason is not None
    if decoded.text is not None and decoded.reason is None:
        assert "\ufffd" not in decoded.text or b"\xef\xbf\xbd" in content or content[:2] in (b"\xff\xfe", b"\xfe\xff")


def test_html_in_a_text_file_is_html_and_prose_about_tags_is_not(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(f"<!doctype html><html><body><p>{TEXT}</p></body></html>", encoding="utf-8")
    assert run(tmp_path / "page.txt")[0][0].kind == "html"
    assert not looks_like_html("He wrote <p> and <br> on the board, <b>twice</b>, she said.")


def test_page_that_breaks_off_inside_a_tag_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<html><body><p>{TEXT}</p><div class='foo", encoding="utf-8")
    captures, problems = run(tmp_path / "page.html")
    assert len(captures) == 1
    assert [one.reason for one in problems] == [Reason.TRUNCATED]
    assert not breaks_off("<html><body>2 < 3</body></html>")


LINES = (
    json.dumps({"id": "one", "text": TEXT, "outlet": "Alva Post", "published": "2026-03-02"}).encode(),
    b"{broken",
    json.dumps({"url": "https://alva.example/2", "html": f"<p>{TEXT}</p>"}).encode(),
    json.dumps(["a list"]).encode(),
    json.dumps({"title": "no text"}).encode(),
    b"",
    json.dumps({"text": TEXT}).encode(),
    json.dumps({"id": "long", "text": "x" * 20_000}).encode(),
    json.dumps({"id": 7, "text": TEXT, "title": ["odd"]}).encode(),
)


def test_json_lines_go_on_after_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "pages.jsonl"
    path.write_bytes(b"\n".join(LINES))
    captures, problems = run(path)
    assert [capture.location for capture in captures] == ["one", "https://alva.example/2", f"{path}#7", "7"]
    assert captures[0].stated.outlet == "Alva Post"
    assert captures[1].kind == "html"
    assert [(one.input.removeprefix(str(path)), one.reason) for one in problems] == [
        ("#2", Reason.BROKEN_LINE),
        ("#4", Reason.BROKEN_LINE),
        ("#5", Reason.BROKEN_LINE),
        ("#8", Reason.TOO_LARGE),
        ("#9", Reason.DISAGREES),
    ]


def test_packed_json_lines_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    packed = gzip.compress(b"\n".join(LINES[:1]) + b"\n") + gzip.compress(LINES[2])
    (tmp_path / "whole.jsonl.gz").write_bytes(packed)
    (tmp_path / "cut.ndjson.gz").write_bytes(packed[:-12])
    (tmp_path / "none.jsonl.gz").write_bytes(b"no gzip")
    captures, problems = run(tmp_path)
    assert [capture.location for capture in captures] == ["one", "one", "https://alva.example/2"]
    assert [(Path(one.input).name, one.reason) for one in problems] == [
        ("cut.ndjson.gz", Reason.TRUNCATED),
        ("none.jsonl.gz", Reason.TRUNCATED),
    ]


def test_standard_input_reads_json_lines() -> None:
    captures, problems = run("-", stdin=b"\n".join(LINES[:2]))
    assert [capture.location for capture in captures] == ["one"]
    assert [one.input for one in problems] == ["-#2"]


def test_same_bytes_have_the_same_digest_wherever_they_lie(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "page.txt").write_text(TEXT, encoding="utf-8")
    captures, _ = run(tmp_path)
    assert captures[0].sha256 == captures[1].sha256
