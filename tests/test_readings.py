"""Kept work: what is kept comes back the same, what is broken is not trusted, and a run that was killed goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from stemma.adapters.fetch import fetch
from stemma.adapters.packing import pack, unpack
from stemma.adapters.readings import Readings, open_readings
from stemma.config import Config, FetchConfig
from stemma.errors import WorldError
from stemma.pipeline import read_page
from stemma.problems import Outcome, Problem, Reason
from stemma.records import Capture, Page

PAGES = Path(__file__).parents[1] / "src" / "stemma" / "example" / "pages"


@pytest.fixture(scope="module")
def read() -> tuple[Capture, Outcome[Page]]:
    (capture,) = (one for one in fetch([str(PAGES / "meridian-agency.html")], config=FetchConfig()) if isinstance(one, Capture))
    return capture, read_page(capture, config=Config())


def test_records_come_back_as_they_were(read: tuple[Capture, Outcome[Page]]) -> None:
    _, outcome = read
    (page,) = outcome.records
    assert page.annotation.sentences[0].vector
    again = unpack(pack(page), Page)
    assert again == page
    assert repr(again) == repr(page)
    problem = Problem(input="a", stage="clean", reason=Reason.NO_DATE, detail="é")
    assert unpack(pack((problem,)), tuple[Problem, ...]) == (problem,)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"null", b'{"report": 3, "annotation": {}}', b"\xff"])
def test_bytes_that_are_no_record_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="no packed"):
        unpack(content, Page)


def test_a_kept_reading_is_found_by_all_that_it_depends_on(read: tuple[Capture, Outcome[Page]], tmp_path: Path) -> None:
    from dataclasses import replace

    capture, outcome = read
    readings = open_readings(tmp_path, "settings", "model 1")
    assert readings.find(capture) is None
    readings.keep(capture, outcome)
    assert readings.find(capture) == outcome
    for other in (
        replace(capture, location="elsewhere.html"),
        replace(capture, content=capture.content + " "),
        replace(capture, captured="2026-03-01"),
    ):
        assert readings.find(other) is None
    assert open_readings(tmp_path, "settings", "model 2").find(capture) is None
    assert open_readings(tmp_path, "other settings", "model 1").find(capture) is None


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "other"])
def test_a_broken_reading_is_as_good_as_none(read: tuple[Capture, Outcome[Page]], tmp_path: Path, damage: str) -> None:
    capture, outcome = read
    readings = Readings(folder=tmp_path, key="k")
    readings.keep(capture, outcome)
    (kept,) = tmp_path.rglob("*.reading")
    content = kept.read_bytes()
    changed = content[:200] + bytes([content[200] ^ 1]) + content[201:]
    kept.write_bytes({"cut": content[:-9], "changed": changed, "empty": b"", "other": b"stemma/reading 2\n" + content[17:]}[damage])
    assert readings.find(capture) is None


def test_a_folder_that_cannot_be_written_is_the_world_failing(read: tuple[Capture, Outcome[Page]], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(WorldError, match="cannot keep finished work"):
        open_readings(tmp_path / "file", "s", "m")
    with pytest.raises(WorldError, match="cannot keep finished work"):
        Readings(folder=tmp_path / "file", key="k").keep(*read)


def test_a_failure_of_the_program_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: tuple[Capture, Outcome[Page]]) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    readings = Readings(folder=tmp_path, key="k")
    monkeypatch.setattr("stemma.pipeline.clean", fail)
    assert read_page(read[0], config=Config(), readings=readings).problems[0].reason is Reason.FAILED
    assert not list(tmp_path.rglob("*.reading"))


def command(folder: Path, *options: str | Path) -> list[str]:
    return [sys.executable, "-m", "stemma", "dossier", str(folder), "--json", "-", "--quiet", *map(str, options)]


def test_a_run_that_was_killed_goes_on_and_gives_the_same_bytes(tmp_path: Path) -> None:
    pages, work = tmp_path / "pages", tmp_path / "work"
    pages.mkdir()
    for number, source in enumerate(sorted(PAGES.iterdir())[:7]):
        (pages / f"{number:02}-{source.name}").write_bytes(source.read_bytes())
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1773300000"}
    with subprocess.Popen(command(pages, "--work", work), stdout=subprocess.DEVNULL, env=env, start_new_session=True) as started:
        for _ in range(1_200):
            if len(list(work.rglob("*.reading"))) > 1 or started.poll() is not None:
                break
            time.sleep(0.05)
        assert started.poll() is None, "the run was over before it could be killed"
        os.killpg(started.pid, signal.SIGKILL)
    kept = {path: path.stat().st_mtime_ns for path in work.rglob("*.reading")}
    assert 2 <= len(kept) < len(list(pages.iterdir()))
    first = min(kept)
    first.write_bytes(first.read_bytes()[:-5])
    resumed = subprocess.run(command(pages, "--work", work), capture_output=True, env=env, check=True)
    fresh = subprocess.run(command(pages), capture_output=True, env=env, check=True)
    assert resumed.stdout == fresh.stdout
    assert all(path.stat().st_mtime_ns == written for path, written in kept.items() if path != first), "a page was read twice"
    assert first.stat().st_mtime_ns != kept[first]
