"""What a run tells of its progress, and to whom."""

import io
from pathlib import Path

import pytest

from stemma.adapters.fetch.counting import count_pages
from stemma.views.cli import progress
from stemma.views.cli.progress import Progress, describe


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter(range(100_000))
    monkeypatch.setattr(progress, "tick", lambda: next(moments) / 10)


@pytest.mark.usefixtures("clock")
def test_a_terminal_has_one_line_that_is_taken_away_at_the_end() -> None:
    stream = Terminal()
    assert list(Progress(stream=stream, page_count=50).watch("pages", range(50), None)) == list(range(50))
    lines = stream.getvalue().split("\r\x1b[K")
    assert lines[1] == "pages: 2 of 50, 10 a second, 5 s left"
    assert lines[-1] == ""
    assert "\n" not in stream.getvalue()


@pytest.mark.usefixtures("clock")
def test_elsewhere_each_thousand_has_a_line() -> None:
    stream = io.StringIO()
    assert sum(1 for _ in Progress(stream=stream).watch("stories", iter(range(2_500)), 2_500)) == 2_500
    assert stream.getvalue().splitlines() == [
        "stories: 1,000 of 2,500, 10 a second, 2 min left",
        "stories: 2,000 of 2,500, 10 a second, 50 s left",
    ]


def test_what_is_not_known_is_not_told() -> None:
    assert describe("pages", 7, None, 2.0) == "pages: 7, 3.5 a second"
    assert describe("pages", 7, 3, 0.0) == "pages: 7"
    assert describe("pages", 1, 100_000, 1.0).endswith("27.8 h left")


def test_pages_are_counted_where_that_is_cheap(tmp_path: Path) -> None:
    for name in ("a.html", "b/c.txt", "b/d.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "e.jsonl").write_text("{}\n{}\n{}\n", encoding="utf-8")
    assert count_pages([str(tmp_path / "a.html"), str(tmp_path / "e.jsonl")]) == 4
    assert count_pages([str(tmp_path)]) == 5
    (tmp_path / "b" / "f.warc.gz").touch()
    assert [count_pages([name]) for name in (str(tmp_path), "-", "https://alva.example/", "nowhere")] == [None] * 4
